// SPDX-License-Identifier: Apache-2.0
// Sums over a long frame by group and period: compensated, each cell filled by one thread in the order of the rows.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/detail/indicators_panel_rows.hpp>
#include <industria/indicators/panel_totals.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <thread>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// y - y is zero unless y is missing; the bits of all these zeros are gathered, so that compilers make vector code of it.
[[nodiscard]] inline bool has_missing(const double* y, std::size_t n) noexcept {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < n; ++i) bits |= std::bit_cast<std::uint64_t>(y[i] - y[i]);
  return bits << 1 != 0;  // the sign of zero says nothing
}

/// One row of cells: sums, what their additions rounded away, and how many parts had a value.
struct SumCells {
  double* sum;
  double* rest;
  std::int32_t* observed;

  void add(std::size_t period, double y) const noexcept {
    const bool is_there = !is_missing(y);
    const DoubleDouble next = two_sum(sum[period], is_there ? y : 0.0);
    sum[period] = next.hi;
    rest[period] += next.lo;
    observed[period] += is_there;
  }
  /// n consecutive periods: the same, without a branch or a count per value where none is missing.
  void add(std::size_t period, const double* y, std::size_t n) const noexcept {
    if (has_missing(y, n)) {
      for (std::size_t i = 0; i < n; ++i) add(period + i, y[i]);
      return;
    }
    double* const to = sum + period;
    double* const lost = rest + period;
    std::int32_t* const seen = observed + period;
    for (std::size_t i = 0; i < n; ++i) {
      const DoubleDouble next = two_sum(to[i], y[i]);
      to[i] = next.hi;
      lost[i] += next.lo;
    }
    for (std::size_t i = 0; i < n; ++i) ++seen[i];
  }
};

inline void require_groups(const char* function, const PanelKeys& keys, const PanelGroups& groups) {
  if (!groups.of_series.empty()) require_rows(function, "groups", groups.of_series.size(), keys.series(), "series");
  if (groups.count < 1)
    throw ValueError(std::string(function) + ": groups.count is " + std::to_string(groups.count) + ", expected at least 1");
  for (std::size_t s = 0; s < groups.of_series.size(); ++s) {
    const std::int32_t g = groups.of_series[s];
    if (g >= 0 && g < groups.count) continue;
    throw ValueError(std::string(function) + ": the group of series " + std::to_string(s) + " is " + std::to_string(g) +
                     ", expected 0 to " + std::to_string(groups.count - 1));
  }
}

[[nodiscard]] inline std::size_t group_of(const PanelGroups& groups, std::size_t s) noexcept {
  return groups.of_series.empty() ? 0 : static_cast<std::size_t>(groups.of_series[s]);
}

inline constexpr std::size_t max_cells = std::size_t{1} << 28;

/// Totals of what `visit(s, rows, from, to, cells)` adds for each series in periods [from, to). Threads share the periods out, so that
/// each cell meets its parts in the order of the series whatever their number.
template <class Visit>
[[nodiscard]] PanelTotals sum_by_period(const char* function, const PanelKeys& keys, const PanelGroups& groups,
                                        const PanelSumOptions& options, Visit visit) {
  require_groups(function, keys, groups);
  require_at_least(function, "n_threads", options.n_threads, 0);
  PanelTotals totals;
  totals.groups = static_cast<std::size_t>(groups.count);
  totals.periods = keys.periods();
  totals.first_time = keys.first_time();
  totals.parts.assign(totals.groups, 0);
  for (std::size_t s = 0; s < keys.series(); ++s) ++totals.parts[group_of(groups, s)];
  const std::size_t cells = totals.groups * totals.periods;
  if (cells > max_cells) {
    throw ValueError(std::string(function) + ": " + std::to_string(totals.groups) + " groups in " + std::to_string(totals.periods) +
                     " periods are too many cells, expected numbers of periods that follow each other in steps of 1");
  }
  totals.sum.assign(cells, 0.0);
  totals.observed.assign(cells, 0);
  std::vector<double> rest(cells, 0.0);

  const std::size_t hardware = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = options.n_threads > 0 ? static_cast<std::size_t>(options.n_threads) : hardware;
  const std::size_t slices = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(1, totals.periods / 8));
  for_each_index(slices, static_cast<int>(slices), {}, [&](std::size_t slice) {
    const std::size_t from = totals.periods * slice / slices;
    const std::size_t to = totals.periods * (slice + 1) / slices;
    for (std::size_t s = 0; s < keys.series(); ++s) {
      const std::size_t at = group_of(groups, s) * totals.periods;
      visit(keys.rows(s), from, to, SumCells{totals.sum.data() + at, rest.data() + at, totals.observed.data() + at});
    }
  });

  for (std::size_t g = 0; g < totals.groups; ++g) {
    for (std::size_t p = 0; p < totals.periods; ++p) {
      const std::size_t i = totals.cell(g, p);
      const bool is_given = totals.observed[i] > 0 && (options.partial || totals.observed[i] == totals.parts[g]);
      const double sum = totals.sum[i] + rest[i];
      totals.sum[i] = is_given && !is_missing(sum) ? sum : missing;
    }
  }
  return totals;
}

[[nodiscard]] inline PanelTotals roll_up(const char* function, const PanelKeys& keys, std::span<const double> values,
                                         const PanelGroups& groups, const PanelSumOptions& options) {
  require_rows(function, "values", values.size(), keys.size());
  return sum_by_period(function, keys, groups, options,
                       [&](const PanelKeys::Rows& rows, std::size_t from, std::size_t to, const SumCells& cells) {
                         const double* const y = values.data() + rows.begin;
                         if (rows.has_gaps) {
                           for_each_row(keys, rows, from, to, [&](std::size_t i, std::size_t period) { cells.add(period, y[i]); });
                         } else {
                           const std::size_t begin = std::max(from, rows.first);
                           const std::size_t end = std::min(to, rows.first + rows.count);
                           if (begin < end) cells.add(begin, y + (begin - rows.first), end - begin);
                         }
                       });
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
