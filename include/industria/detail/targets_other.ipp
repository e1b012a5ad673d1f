// SPDX-License-Identifier: Apache-2.0
// Targets that are no plain level: shares, average growth, counts over a span, directions without a number.
#pragma once

#include <industria/detail/count_law.hpp>
#include <industria/detail/targets_growth_told.hpp>
#include <industria/detail/targets_level.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

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

/// The statements of a group as one: the interval they leave, the strictest number; for kinds that build on no level.
[[nodiscard]] inline Target merged_target(const TargetGroup& group, const Unit& unit, Aim& aim) {
  aim = level_aim(group, Series{}, {}, unit);
  Target merged = group.first();
  merged.figure = merged.figure.unit == unit || is_convertible(merged.figure.unit, unit) ? merged.figure.in(unit) : merged.figure;
  if (group.statements.size() > 1 && aim.reason == Reason::none) {
    merged.figure.value = aim.value;
    merged.figure.bounds = aim.bounds;
  }
  return merged;
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

/// Things done from the start of the span: one figure over the span so far, or the sum of its periods without a gap.
struct CountSoFar {
  double value = missing;
  Period until;
  Status status = Status::final;
  int observations = 0;
  bool is_stock = false;  ///< the figure of a period is the count so far
};

/// Adds up the levels from the start of the span, as far as they go without a gap; of a stock the last one counts.
inline void count_levels(CountSoFar& out, const Series& levels, const std::vector<const Observation*>& observations, const PeriodSpan& span,
                         const Unit& unit, bool is_stock) {
  double sum = 0.0;
  int counted = 0;
  for (std::size_t i = 0; i < levels.values.size(); ++i) {
    const Period period = levels.first.plus(static_cast<int>(i));
    const double y = convert(levels.values[i], levels.unit, unit);
    if (period < span.first || period > span.last) continue;
    if (!is_stock && (is_missing(y) || period != span.first.plus(counted))) break;  // a gap: what follows cannot be added
    if (is_missing(y)) continue;
    sum = is_stock ? y : sum + y;
    ++counted;
    if (out.observations > 0 && !(period > out.until)) continue;
    const Status status = i < observations.size() && observations[i] != nullptr ? observations[i]->status : Status::final;
    out = {.value = sum, .until = period, .status = status, .observations = counted, .is_stock = is_stock};
  }
}

[[nodiscard]] inline CountSoFar count_so_far(const Dataset& data, const Target& target, const ActualSeries& levels, const Unit& unit, Date as_of) {
  CountSoFar out;
  for (const Observation& o : data.observations) {
    const bool fits = o.key == target.key && o.measure == Measure::level && o.status != Status::plan && is_known(o, as_of) &&
                      o.span.first == target.span.first && !(o.period() > target.period()) && is_convertible(o.figure.unit, unit);
    if (!fits || is_missing(o.figure.value) || (out.observations > 0 && o.period() < out.until)) continue;
    out = {.value = o.figure.in(unit).value, .until = o.period(), .status = o.status, .observations = 1, .is_stock = false};
  }
  if (!levels.series.values.empty() && !is_convertible(levels.series.unit, unit)) return out;
  const Indicator* indicator = find_by_id(data.indicators, target.key.indicator);
  count_levels(out, levels.series, levels.observations, target.span, unit, indicator != nullptr && indicator->accounting == Accounting::stock);
  return out;
}

/// A level that must be reached on the way, `after` periods from the start of the span.
struct Phase {
  int after = 0;
  double value = missing;
};
/// Targets for the same things that begin with this one and end before it are its phases.
[[nodiscard]] inline std::vector<Phase> phases_of(const Dataset& data, const Target& target, const Unit& unit) {
  std::vector<Phase> out;
  for (const Target& other : data.targets) {
    const bool is_phase = other.key == target.key && other.kind == target.kind && other.direction == target.direction && other.span.first == target.span.first &&
                          other.period().kind == target.period().kind && other.period() < target.period() && is_convertible(other.figure.unit, unit);
    if (is_phase && !is_missing(other.figure.value)) out.push_back({steps_between(target.span.first, other.period()) + 1, other.figure.in(unit).value});
  }
  std::sort(out.begin(), out.end(), [](const Phase& a, const Phase& b) { return a.after < b.after; });
  return out;
}
/// What the plan expects after `done` of `total` periods: straight from phase to phase.
[[nodiscard]] inline double expected_so_far(const std::vector<Phase>& phases, double target, int done, int total) noexcept {
  Phase from{0, 0.0};
  for (const Phase& phase : phases) {
    if (done <= phase.after && phase.after > from.after) return from.value + (phase.value - from.value) * (done - from.after) / (phase.after - from.after);
    from = phase;
  }
  return total > from.after ? from.value + (target - from.value) * (done - from.after) / (total - from.after) : target;
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
  if (a.direction == Direction::within) {
    const double lowest = a.target.lo_open ? std::floor(a.target.lo) + 1.0 : std::ceil(a.target.lo);
    const double highest = a.target.hi_open ? std::ceil(a.target.hi) - 1.0 : std::floor(a.target.hi);
    a.probability = std::max(0.0, law.at_least(lowest - so_far) - law.at_least(highest - so_far + 1.0));
    return;
  }
  a.probability = a.direction == Direction::at_least ? law.at_least(least - so_far) : 1.0 - law.at_least(most - so_far + 1.0);
}

/// Landing and probability of a flow that is added up: of one period exactly, of several from joint paths.
inline void fill_flow_landing(Assessment& a, const Series& flow, int left, const Aim& aim, const AssessOptions& options) {
  ForecastOptions how = options.forecast;
  how.progress = nullptr;
  if (periods_per_year(flow.first.kind) > 1) how.method = Method::seasonal_drift;  // parts of a year follow the same part of the year before
  a.forecast = forecast(flow, left, how);
  const double so_far = a.last_actual;
  const Bounds wanted = add(aim.bounds, Bounds::exactly(-so_far));
  if (left == 1) {
    a.landing = so_far + a.forecast->median(0);
    for (const double level : options.levels) a.landing_intervals.push_back(add(a.forecast->interval(0, level), Bounds::exactly(so_far)));
    a.probability = a.direction == Direction::at_least  ? a.forecast->probability_at_least(0, aim.value - so_far)
                    : a.direction == Direction::at_most ? a.forecast->probability_at_most(0, aim.value - so_far)
                                                        : a.forecast->probability_within(0, wanted);
    return;
  }
  constexpr int n_paths = 2000;  // a probability of one half is then known to 2.2 points (two standard errors)
  const std::vector<double> paths = a.forecast->paths(n_paths, 0x696e647573747269U);
  std::vector<double> sums(n_paths, so_far);
  for (std::size_t i = 0; i < paths.size(); ++i) sums[i / static_cast<std::size_t>(left)] += paths[i];
  std::sort(sums.begin(), sums.end());
  if (sums.empty() || is_missing(sums.front()) || is_missing(sums.back())) {
    a.probability = Reason::too_few_points;
    return;
  }
  const auto at = [&](double p) { return sums[static_cast<std::size_t>(p * (n_paths - 1))]; };
  a.landing = at(0.5);
  for (const double level : options.levels) {
    const double tail = (100.0 - level) / 200.0;
    a.landing_intervals.push_back(Bounds::between(at(tail), at(1.0 - tail)));
  }
  const auto met = std::count_if(sums.begin(), sums.end(), [&](double sum) { return meets(aim, a.direction, sum); });
  a.probability = static_cast<double>(met) / n_paths;
}

/// What a count or sum so far says about its target. `flow`: the periods' own figures in the target's unit, for a sum that goes on.
inline void assess_count(Assessment& a, const Target& target, const CountSoFar& count, const Series& flow, const std::vector<Phase>& phases, Date as_of,
                         const AssessOptions& options) {
  a.unit = target.figure.unit;
  a.basis = target.figure.basis;
  a.target_value = target.figure.value;
  a.target = meeting_levels(target.figure, target.direction, 0.0);
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_observation;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_observation;
  const bool over = is_over(a.period, as_of);
  if (count.observations == 0 || is_missing(a.target_value)) {
    cannot_assess(a, is_missing(a.target_value) ? Reason::no_target_value : Reason::no_observation,
                  over ? "lacking.result_of_period" : "lacking.actuals", period_args(a.period));
    return;
  }
  const Aim aim{.bounds = a.target, .value = a.target_value,
                .is_open = a.direction == Direction::at_most ? a.target.hi_open && a.target.hi == a.target_value : a.target.lo_open && a.target.lo == a.target_value};
  a.last_period = count.until;
  a.last_actual = count.value;
  a.last_status = count.status;
  a.observations = count.observations;
  const double wanted = wanted_level(aim, a.direction, count.value);
  a.gap = count.value - wanted;
  a.gap_relative = relative_gap(a.gap.value, wanted);
  const int left = steps_between(count.until, a.period);
  a.required_change = required_change(count.value, wanted, left);
  const int done = steps_between(target.span.first, count.until) + 1;
  const double expected = expected_so_far(phases, a.target_value, done, done + left);
  a.pace = expected > 0.0 ? Value(count.value / expected) : Value(Reason::zero_base);
  a.past_growth = a.required_growth = a.probability = a.repeat_level = a.repeat_gap = a.repeat_gap_relative = Reason::too_few_points;
  const bool met = meets(aim, a.direction, count.value);
  const bool goes_on = !over && !count.is_stock;
  // A count only grows: an upper limit is met for good at the end only, a lower one as soon as it is reached.
  if (met && (a.direction == Direction::at_least || left <= 0)) {
    a.verdict = Verdict::achieved;
  } else if (left <= 0 || is_beyond(aim, a.direction, count.value)) {
    a.verdict = Verdict::missed;
  } else if (goes_on && target.kind == TargetKind::cumulative_count && counts_things(a.unit) && count.value >= 0.0 && count.value == std::floor(count.value)) {
    fill_count_landing(a, {.so_far = count.value, .done = static_cast<double>(done), .left = static_cast<double>(left)}, options);
    a.verdict = verdict_of(a.probability.value, options);
  } else if (goes_on && target.kind == TargetKind::cumulative_flow && left <= 1000 && !flow.values.empty() &&
             flow.first.plus(static_cast<int>(flow.values.size()) - 1) == count.until) {
    fill_flow_landing(a, flow, left, aim, options);
    if (a.probability) {
      a.verdict = verdict_of(a.probability.value, options);
    } else {
      cannot_assess(a, Reason::too_few_points, "lacking.more_counts", period_args(a.period));
    }
  } else {
    cannot_assess(a, over ? Reason::no_observation : Reason::too_few_points, over ? "lacking.result_of_period" : "lacking.more_counts", period_args(a.period));
  }
}

/// The same figures in another unit of the same dimension, up to a period.
[[nodiscard]] inline Series flow_in(Series flow, const Unit& unit, const Period& until) {
  if (!flow.values.empty() && flow.first.kind == until.kind) {
    const int length = steps_between(flow.first, until) + 1;
    flow.values.resize(static_cast<std::size_t>(std::clamp(length, 0, static_cast<int>(flow.values.size()))));
  }
  flow.bounds.clear();  // sums are of the numbers as told
  for (double& y : flow.values) y = convert(y, flow.unit, unit);
  if (!is_missing(flow.lower)) flow.lower = convert(flow.lower, flow.unit, unit);  // no limit stays none
  if (!is_missing(flow.upper)) flow.upper = convert(flow.upper, flow.unit, unit);
  flow.unit = unit;
  return flow;
}

inline void assess_count(Assessment& a, const Dataset& data, const TargetGroup& group, Date as_of, const AssessOptions& options) {
  const Unit unit = group.first().figure.unit;
  Aim aim;
  const Target target = merged_target(group, unit, aim);
  a.issues.insert(a.issues.end(), aim.issues.begin(), aim.issues.end());
  if (aim.reason == Reason::contradiction) return cannot_assess(a, aim.reason);
  ActualSeries levels = actual_levels(data, target.key, as_of, target.period().kind);
  const bool is_money_apart = !levels.series.values.empty() && is_convertible(levels.series.unit, unit) && !(levels.series.basis == target.figure.basis);
  if ((!levels.series.values.empty() && !is_convertible(levels.series.unit, unit)) || is_money_apart) {
    a.target_value = target.figure.value;
    a.target = meeting_levels(target.figure, target.direction, 0.0);
    a.issues.push_back(is_money_apart
                           ? target_issue(Severity::error, "targets.other_basis", target, {{"basis_vi", to_text(levels.series.basis, Language::vi)}, {"basis_en", to_text(levels.series.basis, Language::en)}})
                           : target_issue(Severity::error, "targets.other_unit", target, {{"unit_vi", to_text(levels.series.unit, Language::vi)}, {"unit_en", to_text(levels.series.unit, Language::en)}}));
    return cannot_assess(a, Reason::not_comparable);
  }
  const CountSoFar count = count_so_far(data, target, levels, unit, as_of);
  const Series flow = levels.series.values.empty() ? Series{} : flow_in(std::move(levels.series), unit, target.period());
  assess_count(a, target, count, flow, phases_of(data, target, unit), as_of, options);
}

/// A direction with fewer than two shares: nothing to compare.
inline void assess_without_number(Assessment& a) {
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_target_value;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_target_value;
  cannot_assess(a, Reason::no_target_value, "lacking.two_shares");
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
