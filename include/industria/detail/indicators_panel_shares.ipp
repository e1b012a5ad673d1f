// SPDX-License-Identifier: Apache-2.0
// Body of indicators/panel_shares.hpp: the wholes first, then one pass over the rows that divides by them.
#pragma once

#include <industria/detail/indicators_panel_rows.hpp>
#include <industria/detail/indicators_panel_sums.hpp>
#include <industria/detail/indicators_rounded_parts.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/panel_shares.hpp>
#include <industria/indicators/specialisation.hpp>

#include <algorithm>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// x / whole, never infinite: what is not finite is made NaN without a branch.
[[nodiscard]] constexpr double finite_quotient(double x, double whole) noexcept {
  const double q = x / whole;
  return q + (q - q);
}

/// The wholes that can be divided by, else missing; and why, if reasons are asked for.
struct Wholes {
  std::vector<double> base{};
  std::vector<std::uint8_t> why{};

  Wholes(const PanelTotals& totals, bool with_reasons) : base(totals.sum) {
    if (with_reasons) why.resize(base.size());
    for (std::size_t i = 0; i < base.size(); ++i) {
      const Reason reason = base_reason(base[i]);
      if (reason != Reason::none) base[i] = missing;
      if (with_reasons) why[i] = static_cast<std::uint8_t>(reason);
    }
  }
};

/// out = x / whole over all rows. figure(y, earlier, whole) is the kernel; rows whose figure is missing have the whole's reason, or
/// `missing` where the whole is good.
template <class Figure>
void divide_by_wholes(const PanelKeys& keys, std::span<const double> values, std::size_t lag, const PanelTotals& totals,
                      const PanelGroups& groups, const PanelSumOptions& options, std::span<double> out, std::span<std::uint8_t> reasons,
                      Figure figure) {
  const Wholes wholes(totals, !reasons.empty());
  for_each_series_block(keys, options.n_threads, [&](std::size_t begin, std::size_t end) {
    StreamedOut column(out.data() + keys.rows(begin).begin, out.size(), options.out_is_fresh);
    for (std::size_t s = begin; s < end; ++s) {
      const PanelKeys::Rows rows = keys.rows(s);
      const double* const y = values.data() + rows.begin;
      const double* const whole = wholes.base.data() + group_of(groups, s) * totals.periods;
      double* const to = column.next(rows.count);
      if (lag == 0) {
        for_each_row(keys, rows, 0, totals.periods, [&](std::size_t i, std::size_t p) { to[i] = figure(y[i], y[i], whole[p]); });
      } else {
        for_each_pair(keys, rows, y, lag, [&](std::size_t i, std::size_t p, double earlier) { to[i] = figure(y[i], earlier, whole[p]); });
      }
      if (reasons.empty()) continue;
      const std::uint8_t* const why = wholes.why.data() + group_of(groups, s) * totals.periods;
      std::uint8_t* const told = reasons.data() + rows.begin;
      for_each_row(keys, rows, 0, totals.periods, [&](std::size_t i, std::size_t p) {
        constexpr auto none = static_cast<std::uint8_t>(Reason::none);
        told[i] = !is_missing(to[i]) ? none : why[p] != none ? why[p] : static_cast<std::uint8_t>(Reason::missing);
      });
    }
  });
}

inline void require_share_columns(const char* function, const PanelKeys& keys, std::size_t values, std::size_t out, std::size_t reasons) {
  require_rows(function, "values", values, keys.size());
  require_rows(function, "out", out, keys.size());
  if (reasons != 0) require_rows(function, "reasons", reasons, keys.size());
}

/// The sums `lag` periods earlier, missing unless both periods are whole.
[[nodiscard]] inline PanelTotals earlier_totals(PanelTotals totals, std::size_t lag) noexcept {
  for (std::size_t g = 0; g < totals.groups; ++g) {
    double* const sum = totals.sum.data() + g * totals.periods;
    std::int32_t* const observed = totals.observed.data() + g * totals.periods;
    for (std::size_t p = totals.periods; p-- > 0;) {
      const bool is_whole = p >= lag && !is_missing(sum[p]);
      sum[p] = is_whole ? sum[p - lag] : missing;
      observed[p] = p >= lag ? std::min(observed[p], observed[p - lag]) : 0;
    }
  }
  return totals;
}

/// The sums at t - lag of the series that have values at both.
[[nodiscard]] inline PanelTotals matched_totals(const char* function, const PanelKeys& keys, std::span<const double> values,
                                                std::size_t lag, const PanelGroups& groups, const PanelSumOptions& options) {
  return sum_by_period(function, keys, groups, options,
                       [&](const PanelKeys::Rows& rows, std::size_t from, std::size_t to, const SumCells& cells) {
                         const double* const y = values.data() + rows.begin;
                         for_each_pair(keys, rows, y, lag, [&](std::size_t i, std::size_t period, double earlier) {
                           if (period >= from && period < to) cells.add(period, earlier + (y[i] - y[i]));
                         });
                       });
}

/// Rounds the figures of each cell so that they add up; missing ones stay. The rows are sorted by cell first, in their order.
inline void round_cells(const PanelKeys& keys, const PanelGroups& groups, const PanelTotals& totals, int decimals, std::span<double> out) {
  const auto each_figure = [&](auto use) {
    for (std::size_t s = 0; s < keys.series(); ++s) {
      const PanelKeys::Rows rows = keys.rows(s);
      for_each_row(keys, rows, 0, totals.periods, [&](std::size_t i, std::size_t p) {
        if (!is_missing(out[rows.begin + i])) use(totals.cell(group_of(groups, s), p), rows.begin + i);
      });
    }
  };
  std::vector<std::size_t> ends(totals.groups * totals.periods + 1);
  each_figure([&](std::size_t cell, std::size_t) { ++ends[cell + 1]; });
  for (std::size_t cell = 1; cell < ends.size(); ++cell) ends[cell] += ends[cell - 1];
  std::vector<std::size_t> row_of(ends.back());
  each_figure([&](std::size_t cell, std::size_t row) { row_of[ends[cell]++] = row; });  // ends[cell] was the cell's begin
  std::vector<double> parts;
  RoundedParts rounded;
  for (std::size_t cell = 0, begin = 0; cell + 1 < ends.size(); begin = ends[cell++]) {
    parts.clear();
    for (std::size_t i = begin; i < ends[cell]; ++i) parts.push_back(out[row_of[i]]);
    rounded.round(parts, decimals);
    for (std::size_t i = begin; i < ends[cell]; ++i) out[row_of[i]] = parts[i - begin];
  }
}

/// Sums by region or by sector of the cells that have series; missing if one of these is, but for `partial`, which leaves it out.
[[nodiscard]] inline std::vector<double> margin(const PanelTotals& totals, std::size_t regions, std::size_t sectors, bool of_regions,
                                                bool partial) {
  std::vector<double> sums((of_regions ? regions : sectors) * totals.periods, 0.0);
  std::vector<double> rest(sums.size(), 0.0);
  for (std::size_t r = 0; r < regions; ++r) {
    for (std::size_t k = 0; k < sectors; ++k) {
      const std::size_t group = r * sectors + k;
      if (totals.parts[group] == 0) continue;
      const double* const cell = totals.sum.data() + group * totals.periods;
      double* const sum = sums.data() + (of_regions ? r : k) * totals.periods;
      double* const lost = rest.data() + (of_regions ? r : k) * totals.periods;
      for (std::size_t p = 0; p < totals.periods; ++p) {
        const DoubleDouble next = two_sum(sum[p], partial && is_missing(cell[p]) ? 0.0 : cell[p]);
        sum[p] = next.hi;
        lost[p] += next.lo;
      }
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += rest[i];
  return sums;
}

}  // namespace detail

INDUSTRIA_INLINE PanelTotals panel_shares(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                          const PanelGroups& groups, const PanelSumOptions& options, std::span<std::uint8_t> reasons) {
  detail::require_share_columns("panel_shares", keys, values.size(), out.size(), reasons.size());
  PanelTotals totals = detail::roll_up("panel_shares", keys, values, groups, options);
  detail::divide_by_wholes(keys, values, 0, totals, groups, options, out, reasons,
                           [](double y, double, double whole) { return detail::finite_quotient(y, whole); });
  return totals;
}

INDUSTRIA_INLINE PanelTotals panel_contributions(const PanelKeys& keys, std::span<const double> values, std::span<double> out, int lag,
                                                 const PanelGroups& groups, const PanelSumOptions& options,
                                                 std::span<std::uint8_t> reasons) {
  detail::require_share_columns("panel_contributions", keys, values.size(), out.size(), reasons.size());
  detail::require_at_least("panel_contributions", "lag", lag, 1);
  const auto step = static_cast<std::size_t>(lag);
  PanelTotals totals = options.partial
                           ? detail::matched_totals("panel_contributions", keys, values, step, groups, options)
                           : detail::earlier_totals(detail::roll_up("panel_contributions", keys, values, groups, options), step);
  detail::divide_by_wholes(keys, values, step, totals, groups, options, out, reasons,
                           [](double y, double earlier, double whole) { return detail::finite_quotient(100.0 * (y - earlier), whole); });
  return totals;
}

INDUSTRIA_INLINE PanelTotals rounded_panel_contributions(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                                         int decimals, int lag, const PanelGroups& groups, const PanelSumOptions& options,
                                                         std::span<std::uint8_t> reasons) {
  detail::require_decimals("rounded_panel_contributions", decimals);
  PanelTotals totals = panel_contributions(keys, values, out, lag, groups, options, reasons);
  detail::round_cells(keys, groups, totals, decimals, out);
  return totals;
}

INDUSTRIA_INLINE PanelQuotients panel_location_quotients(const PanelKeys& keys, std::span<const double> values, const PanelGroups& regions,
                                                         const PanelGroups& sectors, const PanelSumOptions& options) {
  detail::require_groups("panel_location_quotients", keys, regions);
  detail::require_groups("panel_location_quotients", keys, sectors);
  PanelQuotients found;
  found.totals = detail::roll_up("panel_location_quotients", keys, values, cross(regions, sectors), options);
  const PanelTotals& totals = found.totals;
  const auto n_regions = static_cast<std::size_t>(regions.count);
  const auto n_sectors = static_cast<std::size_t>(sectors.count);
  const std::vector<double> of_region = detail::margin(totals, n_regions, n_sectors, true, options.partial);
  const std::vector<double> of_sector = detail::margin(totals, n_regions, n_sectors, false, options.partial);
  std::vector<double> country(totals.periods);
  for (std::size_t p = 0; p < totals.periods; ++p) {
    detail::DoubleDouble sum;
    for (std::size_t r = 0; r < n_regions; ++r) sum += of_region[r * totals.periods + p];
    country[p] = sum.rounded();
  }
  found.quotient.resize(totals.sum.size());
  found.reasons.resize(totals.sum.size());
  for (std::size_t group = 0; group < totals.groups; ++group) {
    const double* const region = of_region.data() + group / n_sectors * totals.periods;
    const double* const sector = of_sector.data() + group % n_sectors * totals.periods;
    for (std::size_t p = 0; p < totals.periods; ++p) {
      const Value cell = totals.value(group, p);
      const Value quotient = cell ? location_quotient(cell.value, region[p], sector[p], country[p]) : cell;
      found.quotient[totals.cell(group, p)] = quotient.value;
      found.reasons[totals.cell(group, p)] = static_cast<std::uint8_t>(quotient.reason);
    }
  }
  return found;
}

}  // namespace industria::inline INDUSTRIA_ABI
