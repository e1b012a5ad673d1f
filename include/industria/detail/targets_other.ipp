// SPDX-License-Identifier: Apache-2.0
// Targets that are no plain level: shares, average growth, counts over a span, directions without a number.
#pragma once

#include <industria/detail/count_law.hpp>
#include <industria/detail/targets_level.ipp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] inline bool is_known(const Observation& o, Date as_of) noexcept { return !as_of || !(known_date(o) > as_of); }

/// Both languages of an indicator's name, as arguments of a text.
[[nodiscard]] inline TextArgs indicator_args(const Dataset& data, const std::string& id) {
  const Indicator* indicator = find_by_id(data.indicators, id);
  const std::string vi = indicator != nullptr && !indicator->name_vi.empty() ? indicator->name_vi : id;
  const std::string en = indicator != nullptr && !indicator->name_en.empty() ? indicator->name_en : vi;
  return {{"indicator_vi", vi}, {"indicator_en", en}};
}

[[nodiscard]] constexpr bool states_growth(Measure measure) noexcept {
  return measure == Measure::growth_on_previous || measure == Measure::growth_on_same_period;
}

/// The growth that was stated for a period, a ratio: the latest known. On the period before, or on the same period a year before.
[[nodiscard]] inline std::optional<double> stated_growth(const Dataset& data, const IndicatorKey& key, const Period& period, Date as_of,
                                                         bool on_year = false) {
  // On the same period of the year before is on the previous period only for years.
  const auto fits_measure = [&](Measure measure) {
    return states_growth(measure) && (period.kind == PeriodKind::year || (measure == Measure::growth_on_same_period) == on_year);
  };
  const Observation* best = nullptr;
  for (const Observation& o : data.observations) {
    const bool fits = o.key == key && fits_measure(o.measure) && o.period() == period && o.status != Status::plan &&
                      o.figure.unit.is_ratio() && !is_missing(o.figure.value) && is_known(o, as_of);
    if (!fits) continue;
    if (best == nullptr || known_date(o) > known_date(*best)) best = &o;
  }
  if (best == nullptr) return std::nullopt;
  return best->figure.in(Unit{}).value;
}

/// The levels of a key with the growth stated for the last of them.
[[nodiscard]] inline Actuals actuals_of(const Dataset& data, const IndicatorKey& key, const Period& period, Date as_of, std::vector<Issue>& issues) {
  ActualSeries levels = actual_levels(data, key, as_of, period.kind);
  issues.insert(issues.end(), levels.issues.begin(), levels.issues.end());
  Actuals out{.series = std::move(levels.series), .observations = std::move(levels.observations), .stated_growth = {}, .stated_on_year = {}};
  const std::ptrdiff_t last = last_observed(out.series.values);
  if (last >= 0) {
    const Period at = out.series.first.plus(static_cast<int>(last));
    out.stated_growth = stated_growth(data, key, at, as_of);
    out.stated_on_year = stated_growth(data, key, at, as_of, true);
  }
  return out;
}

/// The shares of a key by period, latest vintage each, in the unit of the first, limited to 0..1.
[[nodiscard]] inline Actuals shares_of(const Dataset& data, const IndicatorKey& key, PeriodKind kind, Date as_of) {
  std::map<int, const Observation*> by_period;
  for (const Observation& o : data.observations) {
    if (!(o.key == key) || o.measure != Measure::share || o.status == Status::plan || is_missing(o.figure.value)) continue;
    if (o.period().kind != kind || !o.figure.unit.is_ratio() || !is_known(o, as_of)) continue;
    const Observation*& held = by_period[o.period().ordinal()];
    if (held == nullptr || known_date(o) > known_date(*held)) held = &o;
  }
  Actuals out;
  out.series.id = key.unique_id();
  if (by_period.empty()) return out;
  const Unit unit = by_period.begin()->second->figure.unit;
  out.series.unit = unit;
  out.series.lower = 0.0;
  out.series.upper = convert(1.0, Unit{}, unit);
  out.series.first = by_period.begin()->second->period();
  for (const auto& [ordinal, o] : by_period) {
    out.series.values.resize(static_cast<std::size_t>(ordinal - out.series.first.ordinal()), missing);
    out.observations.resize(out.series.values.size(), nullptr);
    out.series.values.push_back(convert(o->figure.value, o->figure.unit, unit));
    out.observations.push_back(o);
  }
  return out;
}

/// Average yearly growth over a span means a level at its end: the base (the stated baseline, else the same part of the year
/// before the span) compounded over the years between.
[[nodiscard]] inline Aim growth_aim(const Target& target, const Actuals& actuals) {
  Aim aim;
  const Period end = target.period();
  const Period base_period = target.baseline_period.value_or(Period{target.span.first.year - 1, end.kind, end.index});
  Target increase = target;
  increase.baseline_period = base_period;
  const TargetBase base = target_base(increase, actuals.series, actuals.observations, actuals.series.unit);
  if (is_missing(target.figure.value) || !target.figure.unit.is_ratio()) {
    aim.reason = Reason::no_target_value;
    return aim;
  }
  if (!(base.value > 0.0)) {
    aim.reason = Reason::no_level;
    aim.lacking = "lacking.base_level";
    aim.lacking_args = period_args(base_period);
    return aim;
  }
  const double years = static_cast<double>(steps_between(base_period, end)) / periods_per_year(end.kind);
  const auto level = [&](double growth) { return base.value * std::pow(1.0 + growth, years); };
  const Bounds rates = meeting_levels(target.figure.in(Unit{}), target.direction, 0.0);
  aim.value = level(target.figure.in(Unit{}).value);
  aim.bounds = rates;
  if (rates.has_lo()) aim.bounds.lo = level(rates.lo);
  if (rates.has_hi()) aim.bounds.hi = level(rates.hi);
  aim.is_open = target.direction == Direction::at_least ? rates.lo_open && aim.bounds.lo == aim.value : rates.hi_open && aim.bounds.hi == aim.value;
  return aim;
}

/// Things done from the start of the span: one figure over the span so far, or the sum of its periods without a gap.
struct CountSoFar {
  double value = missing;
  Period until;
  Status status = Status::final;
  int observations = 0;
  bool is_stock = false;  ///< the figure of a period is the count so far
};

[[nodiscard]] inline CountSoFar count_so_far(const Dataset& data, const Target& target, const Unit& unit, Date as_of) {
  CountSoFar out;
  for (const Observation& o : data.observations) {
    const bool fits = o.key == target.key && o.measure == Measure::level && o.status != Status::plan && is_known(o, as_of) &&
                      o.span.first == target.span.first && !(o.period() > target.period()) && is_convertible(o.figure.unit, unit);
    if (!fits || is_missing(o.figure.value) || (out.observations > 0 && o.period() < out.until)) continue;
    out = {.value = o.figure.in(unit).value, .until = o.period(), .status = o.status, .observations = 1, .is_stock = false};
  }
  const Indicator* indicator = find_by_id(data.indicators, target.key.indicator);
  const bool is_stock = indicator != nullptr && indicator->accounting == Accounting::stock;
  const ActualSeries levels = actual_levels(data, target.key, as_of, target.period().kind);
  double sum = 0.0;
  int counted = 0;
  for (std::size_t i = 0; i < levels.series.values.size(); ++i) {
    const Period period = levels.series.first.plus(static_cast<int>(i));
    const double y = convert(levels.series.values[i], levels.series.unit, unit);
    if (period < target.span.first || period > target.period()) continue;
    if (!is_stock && (is_missing(y) || period != target.span.first.plus(counted))) break;  // a gap: what follows cannot be added
    if (is_missing(y)) continue;
    sum = is_stock ? y : sum + y;
    ++counted;
    if (out.observations > 0 && !(period > out.until)) continue;
    out = {.value = sum, .until = period, .status = levels.observations[i]->status, .observations = counted, .is_stock = is_stock};
  }
  return out;
}

/// A counted thing as it is: the law of counts does not hold for money, areas or thousands of jobs.
[[nodiscard]] inline bool counts_things(const Unit& unit) noexcept {
  constexpr std::array<std::string_view, 6> measured{"length", "mass", "time", "energy", "power", "percentage_point"};
  return unit.scale() == Scale{} && unit.dimension().size() == 1 && unit.dimension().front().second == 1 && unit.currency().empty() &&
         std::find(measured.begin(), measured.end(), unit.dimension().front().first) == measured.end();
}

/// Landing and probability of a count that goes on as it went so far (detail/count_law.hpp).
inline void fill_count_landing(Assessment& a, const CountLaw& law, const AssessOptions& options) {
  const double so_far = a.last_actual;
  a.landing = so_far + law.quantile(0.5);
  for (const double level : options.levels) {
    const double tail = (100.0 - level) / 200.0;
    a.landing_intervals.push_back(Bounds::between(so_far + law.quantile(tail), so_far + law.quantile(1.0 - tail)));
  }
  const double least = a.target.lo_open ? std::floor(a.target_value) + 1.0 : std::ceil(a.target_value);
  const double most = a.target.hi_open ? std::ceil(a.target_value) - 1.0 : std::floor(a.target_value);
  a.probability = a.direction == Direction::at_least ? law.at_least(least - so_far) : 1.0 - law.at_least(most - so_far + 1.0);
}

inline void assess_count(Assessment& a, const Dataset& data, const Target& target, Date as_of, const AssessOptions& options) {
  a.unit = target.figure.unit;
  a.target_value = target.figure.value;
  a.target = meeting_levels(target.figure, target.direction, 0.0);
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_observation;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_observation;
  const bool over = is_over(a.period, as_of);
  const CountSoFar count = count_so_far(data, target, a.unit, as_of);
  if (count.observations == 0 || is_missing(a.target_value)) {
    cannot_assess(a, is_missing(a.target_value) ? Reason::no_target_value : Reason::no_observation,
                  over ? "lacking.result_of_period" : "lacking.actuals", period_args(a.period));
    return;
  }
  a.last_period = count.until;
  a.last_actual = count.value;
  a.last_status = count.status;
  a.observations = count.observations;
  a.gap = count.value - a.target_value;
  a.gap_relative = a.target_value > 0.0 ? Value(a.gap.value / a.target_value) : Value(Reason::zero_base);
  const int left = steps_between(count.until, a.period);
  a.required_change = required_change(count.value, a.target_value, left);
  const int done = steps_between(target.span.first, count.until) + 1;
  const double expected = a.target_value * done / (done + left);
  a.pace = expected > 0.0 ? Value(count.value / expected) : Value(Reason::zero_base);
  a.past_growth = a.required_growth = a.probability = a.repeat_level = a.repeat_gap = a.repeat_gap_relative = Reason::too_few_points;
  const Aim aim{.bounds = a.target, .value = a.target_value, .is_open = a.target.lo_open && a.target.lo == a.target_value};
  const bool met = meets(aim, a.direction, count.value);
  // A count only grows: an upper limit is met for good at the end only, a lower one as soon as it is reached.
  if (met && (a.direction == Direction::at_least || left <= 0)) {
    a.verdict = Verdict::achieved;
  } else if (left <= 0 || (!met && a.direction == Direction::at_most)) {
    a.verdict = Verdict::missed;
  } else if (!over && !count.is_stock && counts_things(a.unit) && count.value >= 0.0 && count.value == std::floor(count.value)) {
    fill_count_landing(a, {.so_far = count.value, .done = static_cast<double>(done), .left = static_cast<double>(left)}, options);
    a.verdict = verdict_of(a.probability.value, options);
  } else {
    cannot_assess(a, over ? Reason::no_observation : Reason::too_few_points, over ? "lacking.result_of_period" : "lacking.more_counts", period_args(a.period));
  }
}

/// A direction with fewer than two shares: nothing to compare.
inline void assess_without_number(Assessment& a) {
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_target_value;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_target_value;
  cannot_assess(a, Reason::no_target_value, "lacking.two_shares");
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
