// SPDX-License-Identifier: Apache-2.0
// Targets that are no plain level: shares, average growth, index numbers, directions without a number.
#pragma once

#include <industria/detail/targets_growth_told.hpp>
#include <industria/detail/targets_level.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Both languages of an indicator's name, as arguments of a text.
[[nodiscard]] inline TextArgs indicator_args(const Dataset& data, const std::string& id) {
  const Indicator* indicator = find_by_id(data.indicators, id);
  const std::string vi = indicator != nullptr && !indicator->name_vi.empty() ? indicator->name_vi : id;
  const std::string en = indicator != nullptr && !indicator->name_en.empty() ? indicator->name_en : vi;
  return {{"indicator_vi", vi}, {"indicator_en", en}};
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
  Actuals out{.series = std::move(levels.series), .observations = std::move(levels.observations), .stated_growth = {}, .stated_on_year = {}, .told = {}};
  const std::ptrdiff_t last = last_observed(out.series.values);
  if (last >= 0) {
    const Period at = out.series.first.plus(static_cast<int>(last));
    out.stated_growth = stated_growth(data, key, at, as_of);
    out.stated_on_year = stated_growth(data, key, at, as_of, true);
    if (period.kind == PeriodKind::year) out.told = growth_told_before(data, key, out.series, out.stated_growth.has_value(), as_of);
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
  if (base.value <= 0.0) {
    aim.reason = base.value < 0.0 ? Reason::negative_base : Reason::zero_base;
    aim.issues.push_back(target_issue(Severity::error, "targets.bad_base", target, period_args(base_period)));
    return aim;
  }
  if (is_missing(base.value)) {
    aim.reason = Reason::no_level;
    aim.lacking = "lacking.base_level";
    aim.lacking_args = period_args(base_period);
    aim.issues.push_back(target_issue(Severity::error, "targets.no_base", target, period_args(base_period)));
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

/// Twelve digits: what rebasing adds beyond them is rounding, and must not decide whether a target is met.
[[nodiscard]] inline double to_twelve_digits(double x) noexcept {
  if (is_missing(x) || x == 0.0) return x;
  const double unit = std::pow(10.0, 12.0 - std::ceil(std::log10(std::abs(x))));
  return std::round(x * unit) / unit;
}

/// An index target speaks of its own base period: 100 there. If the series stands elsewhere in that period, the target follows it.
inline void rebase_index(Target& target, const Actuals& actuals, std::vector<Issue>& issues) {
  const Series& levels = actuals.series;
  if (!target.baseline_period || levels.values.empty()) return;
  const Period& base = *target.baseline_period;
  double sum = 0.0;
  int counted = 0;
  for (std::size_t i = 0; i < levels.values.size(); ++i) {
    const Period period = levels.first.plus(static_cast<int>(i));
    const bool inside = base.kind == period.kind ? period == base : base.kind == PeriodKind::year && period.year == base.year;
    if (!inside) continue;
    sum += levels.values[i];
    ++counted;
  }
  const double level = counted > 0 ? sum / counted : missing;
  if (!(level > 0.0)) {
    issues.push_back(target_issue(Severity::note, "targets.index_base_unseen", target, period_args(base)));
  } else if (std::abs(level - 100.0) > 0.05) {  // published to one decimal
    const double c = level / 100.0;
    target.figure.value = to_twelve_digits(target.figure.value * c);
    target.figure.bounds = scale(target.figure.bounds, c);
    target.figure.bounds.lo = to_twelve_digits(target.figure.bounds.lo);
    target.figure.bounds.hi = to_twelve_digits(target.figure.bounds.hi);
    target.figure.resolution *= c;
    issues.push_back(target_issue(Severity::note, "targets.index_rebased", target, period_args(base)));
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
