// SPDX-License-Identifier: Apache-2.0
// Growth against the growth of another series ("tăng cao hơn tốc độ tăng trưởng kinh tế"): a target without a number.
#pragma once

#include <industria/detail/targets_other.ipp>

#include <cmath>
#include <numbers>
#include <optional>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One side of the comparison: its levels, and growth as stated (of a bare series only what the levels say).
struct GrowthSide {
  const Dataset* data = nullptr;
  IndicatorKey key;
  Date as_of;
  Actuals levels;
  bool is_rate = false;  ///< levels that are rates have no growth

  GrowthSide(const Dataset& from, IndicatorKey of, const Period& period, Date known)
      : data(&from), key(std::move(of)), as_of(known) {
    std::vector<Issue> told_elsewhere;
    levels = actuals_of(from, key, period, as_of, told_elsewhere);
    is_rate = levels.series.unit.is_ratio();
  }
  explicit GrowthSide(Actuals bare) : levels(std::move(bare)) { is_rate = levels.series.unit.is_ratio() && !(levels.series.unit == Unit()); }
  /// Growth of one year: between two levels (a rate has none), else as stated. Above -1.
  [[nodiscard]] std::optional<double> in(const Period& year) const {
    const int i = levels.series.values.empty() ? -1 : steps_between(levels.series.first, year);
    std::optional<double> found;
    if (i >= 1 && i < static_cast<int>(levels.series.values.size()) && !is_rate) {
      const Value g = growth(levels.series.values[static_cast<std::size_t>(i - 1)], levels.series.values[static_cast<std::size_t>(i)]);
      if (g) found = g.value;
    }
    if (!found && data != nullptr) found = stated_growth(*data, key, year, as_of);
    return found && *found > -1.0 ? found : std::nullopt;
  }
  /// The average growth that a source states for the whole span.
  [[nodiscard]] std::optional<double> over(const PeriodSpan& span) const {
    if (data == nullptr) return std::nullopt;
    const Observation* best = nullptr;
    for (const Observation& o : data->observations) {
      const bool fits = o.key == key && o.measure == Measure::average_growth && o.span == span && o.status != Status::plan &&
                        o.figure.unit.is_ratio() && !is_missing(o.figure.value) && is_known(o, as_of);
      if (fits && (best == nullptr || known_date(o) > known_date(*best))) best = &o;
    }
    if (best == nullptr) return std::nullopt;
    return best->figure.in(Unit{}).value;
  }
};

/// The index of one side over the other, 1 before the first year of the span in which both grew by a known rate, and how far
/// both are known without a gap. The span's first year may be meant as the base: it is used if both are known, not required.
struct RelativeIndex {
  Series ratio;
  double own = 0.0;  ///< average log growth
  double other = 0.0;
  [[nodiscard]] int years() const noexcept { return static_cast<int>(ratio.values.size()) - 1; }
};
[[nodiscard]] inline RelativeIndex relative_index(const GrowthSide& own, const GrowthSide& other, const PeriodSpan& span) {
  RelativeIndex out;
  Period year = span.first;
  if (!(own.in(year) && other.in(year)) && year < span.last) year = year.plus(1);
  out.ratio.first = year.plus(-1);
  out.ratio.values = {1.0};
  for (; !(year > span.last); year = year.plus(1)) {
    const std::optional<double> a = own.in(year);
    const std::optional<double> b = other.in(year);
    if (!a || !b) break;
    out.own += std::log1p(*a);
    out.other += std::log1p(*b);
    out.ratio.values.push_back(std::exp(out.own - out.other));
  }
  if (out.years() > 0) {
    out.own /= out.years();
    out.other /= out.years();
  }
  return out;
}

/// Decided once both average growths are known up to the end of the span; before that, the index of the two is forecast with
/// the pool's spreads (of two series: times the root of 2) about no difference.
inline void assess_relative(Assessment& a, const GrowthSide& own, const GrowthSide& other, const Target& target, const TextArgs& other_name, Date as_of,
                            const AssessOptions& options) {
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_target_value;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_target_value;
  if (const std::ptrdiff_t last = last_observed(own.levels.series.values); last >= 0) {
    a.past_growth = last_growth(own.levels, static_cast<std::size_t>(last));
    a.last_period = own.levels.series.first.plus(static_cast<int>(last));
    a.last_actual = own.levels.series.values[static_cast<std::size_t>(last)];
    a.unit = own.levels.series.unit;
    a.basis = own.levels.series.basis;
    a.observations = static_cast<int>(count_observed(own.levels.series.values));
  }
  const double sign = target.direction == Direction::at_most ? -1.0 : 1.0;
  if (const auto mine = own.over(target.span), theirs = other.over(target.span); mine && theirs) {
    a.gap = *mine - *theirs;
    a.verdict = sign * a.gap.value > 0.0 ? Verdict::achieved : Verdict::missed;
    return;
  }
  const bool in_years = target.span.first.kind == PeriodKind::year && target.span.last.kind == PeriodKind::year;
  const RelativeIndex index = in_years ? relative_index(own, other, target.span) : RelativeIndex{};
  if (index.years() < 1) {
    const bool knows_other = in_years && (other.in(target.span.first) || (target.span.first < target.span.last && other.in(target.span.first.plus(1))));
    if (knows_other) {
      cannot_assess(a, Reason::no_observation, "lacking.whole_span", period_args(a.period));
    } else {
      cannot_assess(a, Reason::no_target_value, "lacking.other_series", other_name);
    }
    return;
  }
  a.gap = std::expm1(index.own) - std::expm1(index.other);
  a.observations = index.years();
  const int left = steps_between(index.ratio.first.plus(index.years()), target.span.last);
  if (left == 0) {
    a.probability = Reason::no_time_left;
    a.verdict = sign * (index.own - index.other) > 0.0 ? Verdict::achieved : Verdict::missed;
  } else if (is_over(a.period, as_of) || left > 1000) {
    cannot_assess(a, Reason::no_observation, "lacking.whole_span", period_args(a.period));
  } else {
    ForecastOptions how = options.forecast;
    how.progress = nullptr;
    how.stated_growth.reset();
    for (GrowthLaw& law : how.prior.laws) {  // of the difference of two growths
      law.mean = 0.0;
      law.mean_sd = 0.0;
      law.spread *= std::numbers::sqrt2;
      law.volatility *= std::numbers::sqrt2;
    }
    const Forecast ahead = forecast(index.ratio, left, how);
    const double above = ahead.probability_at_least(static_cast<std::size_t>(left - 1), 1.0);
    a.probability = sign > 0.0 ? above : 1.0 - above;
    a.verdict = verdict_of(a.probability.value, options);
  }
}

inline void assess_relative(Assessment& a, const Dataset& data, const Target& target, Date as_of, const AssessOptions& options) {
  const GrowthSide own(data, target.key, a.period, as_of);
  const GrowthSide other(data, {.indicator = target.relative_to, .place = target.key.place}, a.period, as_of);
  assess_relative(a, own, other, target, indicator_args(data, target.relative_to), as_of, options);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
