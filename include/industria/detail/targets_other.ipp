// SPDX-License-Identifier: Apache-2.0
// Targets that are no plain level: shares, average growth, counts over a span, comparisons with another series,
// and directions without a number.
#pragma once

#include <industria/detail/targets_level.ipp>

#include <algorithm>
#include <map>
#include <string>

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

/// The growth that was stated for a period, a ratio: the latest known.
[[nodiscard]] inline std::optional<double> stated_growth(const Dataset& data, const IndicatorKey& key, const Period& period, Date as_of) {
  const Observation* best = nullptr;
  for (const Observation& o : data.observations) {
    const bool fits = o.key == key && states_growth(o.measure) && o.period() == period && o.status != Status::plan &&
                      o.figure.unit.is_ratio() && !is_missing(o.figure.value) && is_known(o, as_of);
    // On the same period of the year before is on the previous period only for years.
    if (!fits || (o.measure == Measure::growth_on_same_period && period.kind != PeriodKind::year)) continue;
    if (best == nullptr || known_date(o) > known_date(*best)) best = &o;
  }
  if (best == nullptr) return std::nullopt;
  return best->figure.in(Unit{}).value;
}

/// The levels of a key with the growth stated for the last of them.
[[nodiscard]] inline Actuals actuals_of(const Dataset& data, const IndicatorKey& key, const Period& period, Date as_of, std::vector<Issue>& issues) {
  ActualSeries levels = actual_levels(data, key, as_of, period.kind);
  issues.insert(issues.end(), levels.issues.begin(), levels.issues.end());
  Actuals out{.series = std::move(levels.series), .observations = std::move(levels.observations), .stated_growth = {}};
  const std::ptrdiff_t last = last_observed(out.series.values);
  if (last >= 0) out.stated_growth = stated_growth(data, key, out.series.first.plus(static_cast<int>(last)), as_of);
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

/// Average growth over a span means a level at its end: the base (the stated baseline, else the period before the span)
/// compounded over the steps between.
[[nodiscard]] inline Aim growth_aim(const Target& target, const Actuals& actuals) {
  Aim aim;
  const Period base_period = target.baseline_period.value_or(target.span.first.plus(-1));
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
  const int steps = steps_between(base_period, target.period());
  const auto level = [&](double growth) { return base.value * std::pow(1.0 + growth, steps); };
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
};

[[nodiscard]] inline CountSoFar count_so_far(const Dataset& data, const Target& target, const Unit& unit, Date as_of) {
  CountSoFar out;
  for (const Observation& o : data.observations) {
    const bool fits = o.key == target.key && o.measure == Measure::level && o.status != Status::plan && is_known(o, as_of) &&
                      o.span.first == target.span.first && !(o.period() > target.period()) && is_convertible(o.figure.unit, unit);
    if (!fits || is_missing(o.figure.value) || (out.observations > 0 && o.period() < out.until)) continue;
    out = {.value = o.figure.in(unit).value, .until = o.period(), .status = o.status, .observations = 1};
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
    out = {.value = sum, .until = period, .status = levels.observations[i]->status, .observations = counted};
  }
  return out;
}

inline void assess_count(Assessment& a, const Dataset& data, const Target& target, Date as_of) {
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
  } else {
    cannot_assess(a, over ? Reason::no_observation : Reason::too_few_points, over ? "lacking.result_of_period" : "lacking.more_counts", period_args(a.period));
  }
}

/// No number to reach: what is lacking is the other series, or the shares of two periods.
inline void assess_without_number(Assessment& a, const Dataset& data, const Target& target, Date as_of) {
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_target_value;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_target_value;
  std::vector<Issue> ignored;
  if (target.kind == TargetKind::relative) {
    const Actuals own = actuals_of(data, target.key, a.period, as_of, ignored);
    IndicatorKey other_key{.indicator = target.relative_to, .place = target.key.place, .sector = {}, .product = {}, .plant = {}};
    const std::ptrdiff_t last = last_observed(own.series.values);
    const Period at = last >= 0 ? own.series.first.plus(static_cast<int>(last)) : a.period;
    const std::optional<double> other = stated_growth(data, other_key, at, as_of);
    if (last >= 0) {
      a.past_growth = last_growth(own, static_cast<std::size_t>(last));
      a.last_period = at;
      a.last_actual = own.series.values[static_cast<std::size_t>(last)];
      a.unit = own.series.unit;
      a.observations = static_cast<int>(count_observed(own.series.values));
    }
    if (other && a.past_growth) {
      a.gap = a.past_growth.value - *other;
      cannot_assess(a, Reason::too_few_points, "lacking.whole_span", period_args(a.period));
    } else {
      cannot_assess(a, Reason::no_target_value, "lacking.other_series", indicator_args(data, target.relative_to));
    }
    return;
  }
  cannot_assess(a, Reason::no_target_value, "lacking.two_shares");
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
