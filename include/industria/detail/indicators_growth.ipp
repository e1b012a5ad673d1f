// SPDX-License-Identifier: Apache-2.0
// Body of indicators/growth.hpp: conditions and reasons around the growth kernel; panels in one pass over the buffer.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/model/series.hpp>

#include <algorithm>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_growth_shape(const char* function, std::size_t values, std::size_t out, int lag) {
  if (values != out) {
    throw ShapeError(std::string(function) + ": out has " + std::to_string(out) + " entries, expected as many as values (" +
                     std::to_string(values) + ")");
  }
  if (lag < 1) throw ValueError(std::string(function) + ": lag is " + std::to_string(lag) + ", expected at least 1");
}

/// The word for bounds that were calculated, as Figure's arithmetic chooses it.
[[nodiscard]] constexpr Qualifier growth_qualifier(const Bounds& b) noexcept {
  if (b.is_exact()) return Qualifier::exact;
  if (b.has_lo() && b.has_hi()) return Qualifier::range;
  if (b.has_lo()) return b.lo_open ? Qualifier::above : Qualifier::at_least;
  if (b.has_hi()) return b.hi_open ? Qualifier::below : Qualifier::at_most;
  return Qualifier::approx;
}

/// Calls visit(values, first period, out) for every series of a panel whose `out` is laid out like its values.
template <class Visit>
void for_each_series(const char* function, const PanelView& panel, std::span<double> out, Visit visit) {
  panel.validate();
  require_growth_shape(function, panel.values.size(), out.size(), 1);
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const auto begin = static_cast<std::size_t>(panel.offsets[s]);
    const std::size_t count = static_cast<std::size_t>(panel.offsets[s + 1]) - begin;
    visit(panel.values.subspan(begin, count), panel.first[s], out.subspan(begin, count));
  }
}

/// Whether the figures of this kind are sums since the start of the year as they stand.
[[nodiscard]] constexpr bool is_cumulative(PeriodKind kind) noexcept {
  return kind == PeriodKind::year || kind == PeriodKind::year_to_date;
}

inline void same_period_growth_kernel(std::span<const double> values, Period first, std::span<double> out) noexcept {
  growth_lane_kernel(values.data(), out.data(), values.size(), static_cast<std::size_t>(periods_per_year(first.kind)));
}

inline void year_to_date_kernel(std::span<const double> values, Period first, std::span<double> out) noexcept {
  if (is_cumulative(first.kind)) {
    for (std::size_t i = 0; i < values.size(); ++i) out[i] = is_missing(values[i]) ? missing : values[i];
    return;
  }
  const int year = periods_per_year(first.kind);
  int place = first.index - 1;
  double sum = place == 0 ? 0.0 : missing;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    out[i] = is_missing(sum) ? missing : sum;
    if (++place == year) place = 0, sum = 0.0;
  }
}

inline void year_to_date_growth_kernel(std::span<const double> values, Period first, std::span<double> out) noexcept {
  if (is_cumulative(first.kind)) return same_period_growth_kernel(values, first, out);
  const int year = periods_per_year(first.kind);
  const auto lag = static_cast<std::size_t>(year);
  int place = first.index - 1;
  double now = place == 0 ? 0.0 : missing;
  double then = now;
  for (std::size_t i = 0; i < values.size(); ++i) {
    now += values[i];
    then += i >= lag ? values[i - lag] : missing;
    out[i] = growth_kernel(then, now);
    if (++place == year) place = 0, now = 0.0, then = 0.0;
  }
}

}  // namespace detail

INDUSTRIA_INLINE Value growth(double old_value, double new_value) noexcept {
  const Reason why = detail::growth_reason(old_value, new_value);
  return why == Reason::none ? Value(detail::growth_kernel(old_value, new_value)) : Value(why);
}

INDUSTRIA_INLINE Value cagr(double start, double end, int steps) noexcept {
  if (is_missing(start) || is_missing(end)) return Reason::missing;
  if (steps < 1) return Reason::too_few_points;
  if (start == 0.0) return Reason::zero_base;
  if ((start < 0.0) != (end < 0.0)) return Reason::sign_change;
  if (start < 0.0) return Reason::negative_base;
  return detail::compound_growth_kernel(start, end, steps);
}

INDUSTRIA_INLINE Value required_growth(double actual, double target, int steps) noexcept {
  if (is_missing(actual) || is_missing(target)) return Reason::missing;
  return steps <= 0 ? Value(Reason::no_time_left) : cagr(actual, target, steps);
}

INDUSTRIA_INLINE Value required_change(double actual, double target, int steps) noexcept {
  if (is_missing(actual) || is_missing(target)) return Reason::missing;
  if (steps <= 0) return Reason::no_time_left;
  return (target - actual) / steps;
}

INDUSTRIA_INLINE Value implied_base(double level, double growth) noexcept {
  if (is_missing(level) || is_missing(growth)) return Reason::missing;
  if (growth <= -1.0) return Reason::zero_base;
  return level / (1.0 + growth);
}

INDUSTRIA_INLINE Figure implied_base(const Figure& level, const Figure& growth, bool with_rounding) {
  if (!growth.unit.is_ratio()) {
    throw UnitError("implied_base: growth is in " + growth.unit.symbol() + ", expected a ratio or per cent");
  }
  const Figure rate = growth.in(Unit{});
  const Bounds levels = with_rounding ? level.rounded_bounds() : level.bounds;
  const Bounds rates = with_rounding ? rate.rounded_bounds() : rate.bounds;
  Figure base = level;
  base.value = implied_base(level.value, rate.value).value;
  base.bounds = divide(levels, add(Bounds::exactly(1.0), rates));
  base.resolution = 0.0;
  base.qualifier = detail::growth_qualifier(base.bounds);
  return base;
}

INDUSTRIA_INLINE Bounds required_growth(const Bounds& actual, const Bounds& target, int steps) noexcept {
  if (steps <= 0 || actual.is_empty() || target.is_empty()) return {};
  // Growth falls with the actual and rises with the target: each end comes from one pair of opposite ends.
  Bounds out;
  if (target.has_lo() && target.lo > 0.0) {
    out.lo = actual.has_hi() ? required_growth(actual.hi, target.lo, steps).value : -1.0;
    out.lo_open = actual.hi_open || target.lo_open;
  } else {
    out.lo = -1.0;
    out.lo_open = !(target.lo == 0.0 && !target.lo_open);
  }
  if (target.has_hi() && actual.has_lo() && actual.lo > 0.0) {
    out.hi = required_growth(actual.lo, std::max(target.hi, 0.0), steps).value;
    out.hi_open = actual.lo_open || target.hi_open;
  }
  if (is_missing(out.lo)) return {};  // no positive actual fits: growth has no meaning
  return out;
}

INDUSTRIA_INLINE Figure cagr(const Figure& start, const Figure& end, int steps, bool with_rounding) {
  if (!go_together(start, end)) {
    throw UnitError("cagr: start is in " + start.unit.symbol() + " " + to_text(start.basis) + " and end in " + end.unit.symbol() + " " +
                    to_text(end.basis) + ", expected one dimension and one price basis");
  }
  const Figure from = start.in(end.unit);
  Figure rate = Figure::of(cagr(from.value, end.value, steps).value, Unit{});
  rate.bounds = with_rounding ? required_growth(from.rounded_bounds(), end.rounded_bounds(), steps)
                              : required_growth(from.bounds, end.bounds, steps);
  rate.qualifier = detail::growth_qualifier(rate.bounds);
  return rate;
}

INDUSTRIA_INLINE void growth(std::span<const double> values, std::span<double> out, int lag) {
  detail::require_growth_shape("growth", values.size(), out.size(), lag);
  detail::growth_lane_kernel(values.data(), out.data(), values.size(), static_cast<std::size_t>(lag));
}

INDUSTRIA_INLINE void growth(const PanelView& panel, std::span<double> out, int lag) {
  panel.validate();
  detail::require_growth_shape("growth", panel.values.size(), out.size(), lag);
  const auto step = static_cast<std::size_t>(lag);
  // Runs of series of about this many values: one straight pass over the run, then the starts that looked into the
  // series before are made missing while they are still in the cache.
  constexpr std::size_t run_values = 2048;
  std::size_t series = 0;
  while (series < panel.size()) {
    const auto begin = static_cast<std::size_t>(panel.offsets[series]);
    std::size_t last = series + 1;
    while (last < panel.size() && static_cast<std::size_t>(panel.offsets[last]) - begin < run_values) ++last;
    const auto end = static_cast<std::size_t>(panel.offsets[last]);
    detail::growth_lane_kernel(panel.values.data() + begin, out.data() + begin, end - begin, step);
    for (; series < last; ++series) {
      const auto from = static_cast<std::size_t>(panel.offsets[series]);
      const auto to = std::min(from + step, static_cast<std::size_t>(panel.offsets[series + 1]));
      for (std::size_t i = from; i < to; ++i) out[i] = missing;
    }
  }
}

INDUSTRIA_INLINE void same_period_growth(const PanelView& panel, std::span<double> out) {
  detail::for_each_series("same_period_growth", panel, out, detail::same_period_growth_kernel);
}
INDUSTRIA_INLINE void same_period_growth(const SeriesView& series, std::span<double> out) {
  detail::require_growth_shape("same_period_growth", series.values.size(), out.size(), 1);
  detail::same_period_growth_kernel(series.values, series.first, out);
}

INDUSTRIA_INLINE void year_to_date(const PanelView& panel, std::span<double> out) {
  detail::for_each_series("year_to_date", panel, out, detail::year_to_date_kernel);
}
INDUSTRIA_INLINE void year_to_date(const SeriesView& series, std::span<double> out) {
  detail::require_growth_shape("year_to_date", series.values.size(), out.size(), 1);
  detail::year_to_date_kernel(series.values, series.first, out);
}

INDUSTRIA_INLINE void year_to_date_growth(const PanelView& panel, std::span<double> out) {
  detail::for_each_series("year_to_date_growth", panel, out, detail::year_to_date_growth_kernel);
}
INDUSTRIA_INLINE void year_to_date_growth(const SeriesView& series, std::span<double> out) {
  detail::require_growth_shape("year_to_date_growth", series.values.size(), out.size(), 1);
  detail::year_to_date_growth_kernel(series.values, series.first, out);
}

INDUSTRIA_INLINE void cagr(const PanelView& panel, std::span<double> out) {
  panel.validate();
  if (out.size() != panel.size()) {
    throw ShapeError("cagr: out has " + std::to_string(out.size()) + " entries, expected one per series (" +
                     std::to_string(panel.size()) + ")");
  }
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const auto begin = static_cast<std::size_t>(panel.offsets[s]);
    const auto values = panel.values.subspan(begin, static_cast<std::size_t>(panel.offsets[s + 1]) - begin);
    const auto first = std::find_if(values.begin(), values.end(), [](double y) { return !is_missing(y); });
    const std::ptrdiff_t last = last_observed(values);
    const std::ptrdiff_t steps = last - (first - values.begin());
    out[s] = last >= 0 ? cagr(*first, values[static_cast<std::size_t>(last)], static_cast<int>(steps)).value : missing;
  }
}

INDUSTRIA_INLINE void cagr(const PanelView& panel, double resolution, std::span<double> out, std::span<double> lo,
                           std::span<double> hi) {
  if (!(resolution > 0.0)) throw ValueError("cagr: resolution is " + std::to_string(resolution) + ", expected above 0");
  if (lo.size() != out.size() || hi.size() != out.size()) {
    throw ShapeError("cagr: lo has " + std::to_string(lo.size()) + " and hi " + std::to_string(hi.size()) +
                     " entries, expected as many as out (" + std::to_string(out.size()) + ")");
  }
  cagr(panel, out);
  for (std::size_t s = 0; s < panel.size(); ++s) {
    lo[s] = hi[s] = missing;
    if (is_missing(out[s])) continue;
    const auto begin = static_cast<std::size_t>(panel.offsets[s]);
    const auto values = panel.values.subspan(begin, static_cast<std::size_t>(panel.offsets[s + 1]) - begin);
    const auto first = std::find_if(values.begin(), values.end(), [](double y) { return !is_missing(y); });
    const std::ptrdiff_t last = last_observed(values);
    const Bounds rate = required_growth(with_rounding(Bounds::exactly(*first), resolution),
                                        with_rounding(Bounds::exactly(values[static_cast<std::size_t>(last)]), resolution),
                                        static_cast<int>(last - (first - values.begin())));
    lo[s] = rate.lo;
    hi[s] = rate.hi;
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
