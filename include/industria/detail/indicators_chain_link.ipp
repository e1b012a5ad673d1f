// SPDX-License-Identifier: Apache-2.0
// Body of indicators/chain_link.hpp. A year's index is scale * sum of weights * quantities; the kind of overlap decides the scale.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/indicators/chain_link.hpp>

#include <algorithm>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The mean of values that are all there and together above zero.
[[nodiscard]] inline Value positive_mean(std::span<const double> values) noexcept {
  if (values.empty()) return Reason::missing;
  DoubleDouble sum;
  for (const double y : values) sum += y;
  const double mean = sum.rounded() / static_cast<double>(values.size());
  if (is_missing(mean)) return Reason::missing;
  if (mean == 0.0) return Reason::zero_base;
  return mean < 0.0 ? Value(Reason::negative_base) : Value(mean);
}

/// The values of a series in `span` (of its own kind of period), or in the whole year that `span` names; empty if not all are there.
[[nodiscard]] inline std::span<const double> values_in(std::span<const double> values, const Period& first, PeriodSpan span) noexcept {
  if (span.first.kind == PeriodKind::year && first.kind != PeriodKind::year_to_date) {
    const int per_year = periods_per_year(first.kind);
    span.first = Period{span.first.year, first.kind, 1};
    span.last = Period{span.last.year, first.kind, per_year};
  }
  if (span.first.kind != first.kind || span.last.kind != first.kind) return {};
  const int from = span.first.ordinal() - first.ordinal();
  const int to = span.last.ordinal() - first.ordinal();
  if (from < 0 || to < from || static_cast<std::size_t>(to) >= values.size()) return {};
  return values.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from) + 1);
}

inline void require_reference(const Period& reference, std::size_t values, std::size_t out, double level) {
  if (!reference.is_valid()) throw ValueError("re_reference: reference " + to_text(reference) + " is no period");
  if (!(level > 0.0)) throw ValueError("re_reference: level is " + std::to_string(level) + ", expected above 0");
  if (values != out) {
    throw ShapeError("re_reference: out has " + std::to_string(out) + " entries, expected as many as values (" +
                     std::to_string(values) + ")");
  }
}

inline void re_reference_kernel(std::span<const double> values, const Period& first, const Period& reference, std::span<double> out,
                                double level) noexcept {
  const Value mean = positive_mean(values_in(values, first, {reference, reference}));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double y = values[i] / mean.value * level;
    out[i] = is_missing(y) ? missing : y;
  }
}

/// price * change of quantity; a quantity that stays (at zero, say) needs no price.
[[nodiscard]] inline double priced_change(double price, double change) noexcept { return change == 0.0 ? 0.0 : price * change; }

/// A chain table's numbers by name, for the products [first, last).
struct ChainGroup {
  const ChainTable& table;
  std::size_t first;
  std::size_t last;

  [[nodiscard]] double price(std::size_t i, std::size_t y) const noexcept { return table.prices[i * table.years + y]; }
  [[nodiscard]] double quantity(std::size_t i, std::size_t y, std::size_t k) const noexcept {
    return table.quantities[(i * table.years + y) * table.periods + k];
  }
  /// The price that weighs product i in year y.
  [[nodiscard]] double weight(std::size_t i, std::size_t y) const noexcept { return price(i, y == 0 ? 0 : y - 1); }
  /// Mean quantity of a year's periods.
  [[nodiscard]] double mean(std::size_t i, std::size_t y) const noexcept {
    DoubleDouble sum;
    for (std::size_t k = 0; k < table.periods; ++k) sum += quantity(i, y, k);
    return sum.rounded() / static_cast<double>(table.periods);
  }
  /// The quantity through which year y is linked to the year before (the first year: to itself).
  [[nodiscard]] double link_quantity(std::size_t i, std::size_t y, Overlap overlap) const noexcept {
    if (y == 0) return mean(i, 0);
    return overlap == Overlap::annual ? mean(i, y - 1) : quantity(i, y - 1, table.periods - 1);
  }
  /// sum over products of weight(i, y) * amount(i); missing for missing or negative parts, with the reason.
  template <class Amount>
  [[nodiscard]] Value volume(std::size_t y, Amount amount) const noexcept {
    DoubleDouble sum;
    for (std::size_t i = first; i < last; ++i) {
      const double p = weight(i, y);
      const double q = amount(i);
      if (p == 0.0 || q == 0.0) continue;
      if (is_missing(p) || is_missing(q)) return Reason::missing;
      if (p < 0.0 || q < 0.0) return Reason::negative_base;
      sum += two_product(p, q);
    }
    return sum.rounded();
  }
  [[nodiscard]] Value volume_at(std::size_t y, std::size_t k) const noexcept {
    return volume(y, [&](std::size_t i) { return quantity(i, y, k); });
  }
};

/// The index of every period into index[y * periods + k]; set_scale(y, scale) hears what a year's volumes were multiplied by.
template <class SetScale>
Reason chain_index(const ChainGroup& group, Overlap overlap, std::span<double> index, SetScale set_scale) noexcept {
  const std::size_t periods = group.table.periods;
  std::fill(index.begin(), index.end(), missing);
  Reason why = Reason::none;
  double link_level = 100.0;  // the index at the link
  for (std::size_t y = 0; y < group.table.years; ++y) {
    const Value base = group.volume(y, [&](std::size_t i) { return group.link_quantity(i, y, overlap); });
    if (!base) return why == Reason::none ? base.reason : why;
    if (base.value == 0.0) return why == Reason::none ? Reason::zero_base : why;
    const double scale = link_level / base.value;
    set_scale(y, scale);
    bool whole_year = true;
    for (std::size_t k = 0; k < periods; ++k) {
      const Value volume = group.volume_at(y, k);
      if (volume) {
        index[y * periods + k] = scale * volume.value;
      } else {
        whole_year = false;
        if (why == Reason::none) why = volume.reason;
      }
    }
    if (overlap == Overlap::one_period) {
      link_level = index[y * periods + periods - 1];
      if (is_missing(link_level)) return why;
    } else {
      if (!whole_year) return why;
      const Value mean = group.volume(y, [&](std::size_t i) { return group.mean(i, y); });
      link_level = scale * mean.value;
    }
  }
  return why;
}

inline void require_chain_shape(const ChainTable& table) {
  if (table.years == 0 || table.periods == 0 || table.prices.size() % table.years != 0 ||
      table.quantities.size() != table.prices.size() * table.periods) {
    throw ShapeError("chain_link: " + std::to_string(table.prices.size()) + " prices and " + std::to_string(table.quantities.size()) +
                     " quantities, expected products x " + std::to_string(table.years) + " years, and that times " +
                     std::to_string(table.periods) + " periods");
  }
}

/// Annual index and its contributions: links between whole years, the same for both kinds of overlap.
inline void chain_years(const ChainGroup& group, ChainedVolume& out) {
  const std::size_t years = group.table.years;
  const auto whole = [&](std::size_t y) {
    const Value volume = group.volume(y, [&](std::size_t i) { return group.mean(i, y); });
    return volume && volume.value > 0.0 ? 100.0 : missing;
  };
  if (years > 0) out.annual[0] = whole(0);
  for (std::size_t y = 1; y < years; ++y) {
    const Value before = group.volume(y, [&](std::size_t i) { return group.mean(i, y - 1); });
    const Value after = group.volume(y, [&](std::size_t i) { return group.mean(i, y); });
    if (!before || !after || before.value == 0.0) continue;
    out.annual[y] = out.annual[y - 1] * (after.value / before.value);
    for (std::size_t i = group.first; i < group.last; ++i) {
      const double change = priced_change(group.weight(i, y), group.mean(i, y) - group.mean(i, y - 1));
      out.annual_contributions[i * years + y] = 100.0 * change / before.value;
    }
  }
}

}  // namespace detail

INDUSTRIA_INLINE void re_reference(const PanelView& panel, const Period& reference, std::span<double> out, double level) {
  panel.validate();
  detail::require_reference(reference, panel.values.size(), out.size(), level);
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const auto begin = static_cast<std::size_t>(panel.offsets[s]);
    const std::size_t count = static_cast<std::size_t>(panel.offsets[s + 1]) - begin;
    detail::re_reference_kernel(panel.values.subspan(begin, count), panel.first[s], reference, out.subspan(begin, count), level);
  }
}

INDUSTRIA_INLINE void re_reference(const SeriesView& series, const Period& reference, std::span<double> out, double level) {
  detail::require_reference(reference, series.values.size(), out.size(), level);
  detail::re_reference_kernel(series.values, series.first, reference, out, level);
}

INDUSTRIA_INLINE Value link_factor(std::span<const double> old_overlap, std::span<const double> new_overlap) {
  if (old_overlap.size() != new_overlap.size()) {
    throw ShapeError("link_factor: " + std::to_string(old_overlap.size()) + " old and " + std::to_string(new_overlap.size()) +
                     " new values, expected as many");
  }
  const Value above = detail::positive_mean(old_overlap);
  const Value below = detail::positive_mean(new_overlap);
  if (!above) return above;
  if (!below) return below;
  return above.value / below.value;
}

INDUSTRIA_INLINE Series link(const SeriesView& old_series, const SeriesView& new_series, PeriodSpan overlap) {
  if (!(old_series.unit == new_series.unit) || !(old_series.basis == new_series.basis)) {
    throw UnitError("link: the old series is in " + old_series.unit.symbol() + " " + to_text(old_series.basis) + ", the new in " +
                    new_series.unit.symbol() + " " + to_text(new_series.basis) + ", expected the same");
  }
  if (old_series.first.kind != new_series.first.kind) {
    throw ValueError("link: periods of different kinds, " + to_text(old_series.first) + " and " + to_text(new_series.first));
  }
  const auto before = detail::values_in(old_series.values, old_series.first, overlap);
  const auto after = detail::values_in(new_series.values, new_series.first, overlap);
  if (before.empty() || after.empty()) {
    throw ValueError("link: overlap " + to_text(overlap) + " is not within both series (" + to_text(old_series.first) + " on and " +
                     to_text(new_series.first) + " on)");
  }
  Series out;
  out.first = old_series.first;
  out.unit = old_series.unit;
  out.basis = old_series.basis;
  out.id = std::string(old_series.id);
  const double factor = link_factor(before, after).value;
  const auto kept = static_cast<std::size_t>(before.data() - old_series.values.data());
  const auto skipped = static_cast<std::size_t>(after.data() - new_series.values.data());
  out.values.assign(old_series.values.begin(), old_series.values.begin() + static_cast<std::ptrdiff_t>(kept));
  for (const double y : new_series.values.subspan(skipped)) out.values.push_back(y * factor);
  return out;
}

INDUSTRIA_INLINE ChainedVolume chain_link(const ChainTable& table, Overlap overlap) {
  detail::require_chain_shape(table);
  const std::size_t n = table.products();
  const std::size_t years = table.years;
  const std::size_t periods = table.periods;
  const detail::ChainGroup group{table, 0, n};
  ChainedVolume out;
  out.index.resize(years * periods);
  out.annual.assign(years, missing);
  out.annual_contributions.assign(n * years, missing);
  out.contributions.assign(n * years * periods, missing);
  out.residual.assign(years * periods, missing);

  std::vector<double> scale(years, missing);
  out.reason = detail::chain_index(group, overlap, out.index, [&](std::size_t y, double s) { scale[y] = s; });
  detail::chain_years(group, out);
  for (std::size_t y = 0; y < years; ++y) {
    for (std::size_t k = 0; k < periods; ++k) {
      const std::size_t t = y * periods + k;
      // scale[0] is 100 / value of the first year's mean, so the index over it is money in the first year's prices.
      const double parts = group.volume(0, [&](std::size_t i) { return group.quantity(i, y, k); }).value;
      out.residual[t] = out.index[t] / scale[0] - parts;
      if (y == 0) continue;
      const double before = out.index[t - periods];
      if (is_missing(out.index[t]) || !(before > 0.0)) continue;
      for (std::size_t i = 0; i < n; ++i) {
        const double at_link = group.link_quantity(i, y, overlap);
        const double since = scale[y] * detail::priced_change(group.weight(i, y), group.quantity(i, y, k) - at_link);
        const double until = scale[y - 1] * detail::priced_change(group.weight(i, y - 1), at_link - group.quantity(i, y - 1, k));
        out.contributions[(i * years + y) * periods + k] = 100.0 * (since + until) / before;
      }
    }
  }
  return out;
}

INDUSTRIA_INLINE void chain_link(const ChainTable& table, Overlap overlap, std::span<const std::int64_t> groups,
                                 std::span<double> out) {
  detail::require_chain_shape(table);
  bool fits = !groups.empty() && groups.front() == 0 && groups.back() == static_cast<std::int64_t>(table.products());
  for (std::size_t g = 1; fits && g < groups.size(); ++g) fits = groups[g - 1] <= groups[g];
  const std::size_t row = table.years * table.periods;
  if (!fits || out.size() != (groups.size() - 1) * row) {
    throw ShapeError("chain_link: groups must go from 0 to the number of products without falling, and out must have " +
                     std::to_string(row) + " entries for each (has " + std::to_string(out.size()) + ")");
  }
  for (std::size_t g = 0; g + 1 < groups.size(); ++g) {
    const detail::ChainGroup group{table, static_cast<std::size_t>(groups[g]), static_cast<std::size_t>(groups[g + 1])};
    static_cast<void>(detail::chain_index(group, overlap, out.subspan(g * row, row), [](std::size_t, double) {}));
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
