// SPDX-License-Identifier: Apache-2.0
// Sums and counts over a span: what there is, what the plan expects by now, what is still needed, and what may come.
#pragma once

#include <industria/detail/count_law.hpp>
#include <industria/detail/targets_flow_sum.hpp>
#include <industria/detail/targets_growth_told.hpp>
#include <industria/detail/targets_level.hpp>
#include <industria/detail/targets_path.hpp>
#include <industria/detail/targets_rising.hpp>
#include <industria/detail/targets_year_sum.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Things done from the start of the span: one figure over the span so far, or the sum of its periods without a gap.
struct CountSoFar {
  double value = missing;
  Period until;
  Status status = Status::final;
  int observations = 0;
  bool is_stock = false;   ///< the figure of a period is the count so far
  bool by_period = false;  ///< the last period's own figure is the last one added
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
    out = {.value = sum, .until = period, .status = status, .observations = counted, .is_stock = is_stock, .by_period = !is_stock};
  }
}

[[nodiscard]] inline CountSoFar count_so_far(const Dataset& data, const Target& target, const ActualSeries& levels, const Unit& unit, Date as_of) {
  CountSoFar out;
  for (const Observation& o : data.observations) {
    const bool fits = o.key == target.key && o.measure == Measure::level && o.status != Status::plan && is_known(o, as_of) &&
                      o.span.first == target.span.first && !(o.period() > target.period()) && is_convertible(o.figure.unit, unit);
    if (!fits || is_missing(o.figure.value) || (out.observations > 0 && o.period() < out.until)) continue;
    out = {.value = o.figure.in(unit).value, .until = o.period(), .status = o.status, .observations = 1, .is_stock = false, .by_period = o.span.first == o.span.last};
  }
  const Indicator* indicator = find_by_id(data.indicators, target.key.indicator);
  const bool is_stock = indicator != nullptr && indicator->accounting == Accounting::stock;
  out.is_stock = is_stock && out.observations == 0;
  if (!levels.series.values.empty() && !is_convertible(levels.series.unit, unit)) return out;
  count_levels(out, levels.series, levels.observations, target.span, unit, is_stock);
  if (out.observations == 0 || is_stock || levels.series.values.empty()) return out;
  for (std::size_t i = 0; i < levels.series.values.size(); ++i) {  // periods that follow a figure over the span so far
    const double y = convert(levels.series.values[i], levels.series.unit, unit);
    if (levels.series.first.plus(static_cast<int>(i)) != out.until.plus(1) || out.until == target.span.last || is_missing(y)) continue;
    out.value += y;
    out.until = out.until.plus(1);
    ++out.observations;
    out.by_period = true;
  }
  return out;
}

/// A level that must be reached on the way, `after` periods from the start of the span.
struct Phase {
  int after = 0;
  double value = missing;
};
/// A target for the same things that begins with another one and ends before it is its phase.
[[nodiscard]] inline bool is_phase_of(const Target& phase, const Target& target) noexcept {
  return phase.key == target.key && phase.kind == target.kind && phase.direction == target.direction && phase.span.first == target.span.first &&
         phase.period().kind == target.period().kind && phase.period() < target.period() && !is_missing(phase.figure.value);
}
inline void add_phase(std::vector<Phase>& out, const Target& phase, const Target& target, const Unit& unit) {
  if (is_convertible(phase.figure.unit, unit)) out.push_back({steps_between(target.span.first, phase.period()) + 1, phase.figure.in(unit).value});
}
inline void sort_phases(std::vector<Phase>& phases) {
  std::stable_sort(phases.begin(), phases.end(), [](const Phase& a, const Phase& b) { return a.after < b.after; });
}
[[nodiscard]] inline std::vector<Phase> phases_of(const Dataset& data, const Target& target, const Unit& unit) {
  std::vector<Phase> out;
  for (const Target& other : data.targets) {
    if (is_phase_of(other, target)) add_phase(out, other, target, unit);
  }
  sort_phases(out);
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
[[nodiscard]] inline bool is_count(double x) noexcept { return x >= 0.0 && x == std::floor(x); }

/// Landing and probability of a count that goes on as it went (detail/count_law.hpp); `so_far` of it is done in the span.
inline void fill_count_landing(Assessment& a, double so_far, const CountLaw& law, const AssessOptions& options) {
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

/// The periods of a sum that are still to come, seen from the end of its series.
struct SumAhead {
  double so_far = 0.0;
  int horizon = 0;           ///< steps from the end of the series to the end of the span
  int left = 0;              ///< the last ones of them, which are added up
  bool last_counts = false;  ///< the last figure of the series is part of what there is so far
};

[[nodiscard]] inline double probability_of_sum(const FlowSum& sum, double so_far, const Aim& aim, Direction direction) {
  if (direction == Direction::at_least) return sum.at_least(aim.value - so_far);
  if (direction == Direction::at_most) return sum.at_most(aim.value - so_far);
  return std::max(0.0, sum.at_least(aim.bounds.lo - so_far) - (1.0 - sum.at_most(aim.bounds.hi - so_far)));
}

/// Landing and probability of a flow that is added up.
inline void fill_flow_landing(Assessment& a, const Series& flow, const SumAhead& ahead, const Aim& aim, const AssessOptions& options) {
  ForecastOptions how = options.forecast;
  how.progress = nullptr;
  if (periods_per_year(flow.first.kind) > 1) how.method = Method::seasonal_drift;  // parts of a year follow the same part of the year before
  a.forecast = forecast(flow, ahead.horizon, how);
  const auto to = static_cast<std::size_t>(ahead.horizon - 1);
  const std::size_t from = to + 1 - static_cast<std::size_t>(ahead.left);
  PathDraws draws;
  const FlowSum sum(*a.forecast, from, to, draws);
  if (!sum.known()) {
    a.probability = Reason::too_few_points;
    return;
  }
  a.landing = ahead.so_far + sum.quantile(0.5);
  for (const double level : options.levels) {
    const double tail = (100.0 - level) / 200.0;
    a.landing_intervals.push_back(Bounds::between(ahead.so_far + sum.quantile(tail), ahead.so_far + sum.quantile(1.0 - tail)));
  }
  a.probability = probability_of_sum(sum, ahead.so_far, aim, a.direction);
  const std::optional<LastMove> move = last_move(flow, a.direction, how);
  if (!move || !std::isinf(how.lower) || !std::isinf(how.upper)) return;
  Series other = flow;
  a.probability = rising_probability(a.probability.value, *move, [&](double growth) {
    other.values[move->last] = move->value(growth);
    const Forecast variant = forecast(other, ahead.horizon, how);
    const double so_far = ahead.so_far + (ahead.last_counts ? other.values[move->last] - flow.values[move->last] : 0.0);
    return probability_of_sum(FlowSum(variant, from, to, draws), so_far, aim, a.direction);
  });
}

/// Yearly growth of the last figure of a flow, on the same part of the year before.
[[nodiscard]] inline Value last_flow_growth(const Series& flow) {
  const auto per_year = static_cast<std::size_t>(flow.values.empty() ? 1 : periods_per_year(flow.first.kind));
  if (flow.values.size() <= per_year) return Reason::too_few_points;
  return growth(flow.values[flow.values.size() - 1 - per_year], flow.values.back());
}

/// What the coming periods must bring: growth, path, and where the growth so far would lead.
inline void fill_sum_way(Assessment& a, const Target& target, const Series& flow, const SumAhead& ahead, double wanted, const std::vector<Phase>& phases, const Period& until,
                         const AssessOptions& options) {
  const int done = steps_between(target.span.first, until) + 1;
  std::vector<FlowBase> bases;
  if (!flow.values.empty() && ahead.horizon > 0 && ahead.left > 0) bases = flow_bases(flow, ahead.horizon, ahead.left);
  a.required_growth = growth_for_sum(bases, wanted - ahead.so_far);
  a.past_growth = last_flow_growth(flow);
  if (!bases.empty() && a.past_growth) {
    a.repeat_level = ahead.so_far + grown_sum(bases, a.past_growth.value);
    a.repeat_gap = a.repeat_level.value - wanted;
    a.repeat_gap_relative = relative_gap(a.repeat_gap.value, wanted);
  }
  std::vector<PathStop> stops = stops_between(options.path.milestones, until, target.period());
  if (stops.empty()) {
    for (const Phase& phase : phases) stops.push_back({phase.after - done, phase.value});
  }
  a.required_path = sum_path(ahead.so_far, wanted, ahead.left, bases, a.required_growth, std::move(stops), options.path);
  for (int h = 1; h <= static_cast<int>(a.required_path.size()); ++h) a.path_periods.push_back(until.plus(h));
}

/// What a count or sum so far says about its target. `flow`: the periods' own figures in the target's unit up to the last known one; `target` in
/// periods of their kind.
inline void assess_count(Assessment& a, const Target& target, const CountSoFar& count, const Series& flow, const std::vector<Phase>& phases, Date as_of,
                         const AssessOptions& options) {
  a.unit = target.figure.unit;
  a.basis = target.figure.basis;
  a.target_value = target.figure.value;
  a.target = meeting_levels(target.figure, target.direction, 0.0);
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_observation;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_observation;
  const bool over = is_over(a.period, as_of);
  const bool is_started = count.observations > 0;
  const bool is_flow = target.kind == TargetKind::cumulative_flow;
  if (is_missing(a.target_value)) {
    return cannot_assess(a, Reason::no_target_value, over ? "lacking.result_of_period" : "lacking.actuals", period_args(a.period));
  }
  if (!is_started && (flow.values.empty() || count.is_stock || over)) {
    return cannot_assess(a, Reason::no_observation, over ? "lacking.result_of_period" : "lacking.actuals", period_args(a.period));
  }
  const Aim aim{.bounds = a.target, .value = a.target_value,
                .is_open = a.direction == Direction::at_most ? a.target.hi_open && a.target.hi == a.target_value : a.target.lo_open && a.target.lo == a.target_value};
  SumAhead ahead{.so_far = is_started ? count.value : 0.0};
  const Period until = is_started ? count.until : target.span.first.plus(-1);
  const double wanted = wanted_level(aim, a.direction, ahead.so_far);
  ahead.left = steps_between(until, target.period());
  const bool has_flow = !flow.values.empty() && flow.first.kind == target.period().kind;
  const Period last_flow = has_flow ? flow.first.plus(static_cast<int>(flow.values.size()) - 1) : until;
  ahead.horizon = steps_between(last_flow, target.period());
  ahead.last_counts = is_started && count.by_period && last_flow == until;
  const int done = steps_between(target.span.first, until) + 1;
  a.observations = is_started ? count.observations : static_cast<int>(count_observed(flow.values));
  a.required_change = required_change(ahead.so_far, wanted, ahead.left);
  a.past_growth = a.required_growth = a.probability = a.repeat_level = a.repeat_gap = a.repeat_gap_relative = Reason::too_few_points;
  if (is_started) {
    a.last_period = until;
    a.last_actual = count.value;
    a.last_status = count.status;
    a.gap = count.value - wanted;
    a.gap_relative = relative_gap(a.gap.value, wanted);
    const double expected = expected_so_far(phases, a.target_value, done, done + ahead.left);
    a.pace = expected > 0.0 ? Value(count.value / expected) : Value(Reason::zero_base);
  }
  const bool has_gap = has_flow && last_flow > until;  // figures beyond a period without one
  if (has_flow && !has_gap && !count.is_stock && ahead.left <= 1000 && ahead.horizon <= 1000) fill_sum_way(a, target, flow, ahead, wanted, phases, until, options);
  const bool met = is_started && meets(aim, a.direction, count.value);
  const bool goes_on = !over && !count.is_stock;
  // A count only grows: an upper limit is met for good at the end only, a lower one as soon as it is reached.
  if (met && (a.direction == Direction::at_least || ahead.left <= 0)) {
    a.verdict = Verdict::achieved;
  } else if (ahead.left <= 0 || is_beyond(aim, a.direction, ahead.so_far)) {
    a.verdict = Verdict::missed;
  } else if (has_gap) {
    cannot_assess(a, Reason::missing, "lacking.figure_of", period_args(until.plus(1)));
  } else if (goes_on && !is_flow && counts_things(a.unit) && (is_started ? is_count(count.value) : std::all_of(flow.values.begin(), flow.values.end(), [](double x) { return is_missing(x) || is_count(x); }))) {
    CountLaw law{.so_far = ahead.so_far, .done = static_cast<double>(done), .left = static_cast<double>(ahead.left)};
    if (!is_started) {  // the rate is that of the periods before the span
      law.so_far = 0.0;
      for (const double x : flow.values) law.so_far += is_missing(x) ? 0.0 : x;
      law.done = static_cast<double>(count_observed(flow.values));
    }
    fill_count_landing(a, ahead.so_far, law, options);
    a.verdict = verdict_of(a.probability.value, options);
  } else if (goes_on && is_flow && has_flow && ahead.horizon <= 1000) {
    const int year = whole_year_of(target.span);
    if (year == 0 || !is_started || !fill_year_landing(a, years_of_flow(flow), year, aim, options)) fill_flow_landing(a, flow, ahead, aim, options);
    if (a.probability) {
      a.verdict = verdict_of(a.probability.value, options);
    } else {
      cannot_assess(a, Reason::too_few_points, "lacking.more_counts", period_args(a.period));
    }
  } else {
    cannot_assess(a, over ? Reason::no_observation : Reason::too_few_points, over ? "lacking.result_of_period" : "lacking.more_counts", period_args(a.period));
  }
}

/// The same figures in another unit of the same dimension, up to the last known one not after a period.
[[nodiscard]] inline Series flow_in(Series flow, const Unit& unit, const Period& until) {
  if (!flow.values.empty() && flow.first.kind == until.kind) {
    const int length = steps_between(flow.first, until) + 1;
    flow.values.resize(static_cast<std::size_t>(std::clamp(length, 0, static_cast<int>(flow.values.size()))));
  }
  flow.values.resize(static_cast<std::size_t>(last_observed(flow.values) + 1));
  flow.bounds.clear();  // sums are of the numbers as told
  for (double& y : flow.values) y = convert(y, flow.unit, unit);
  if (!is_missing(flow.lower)) flow.lower = convert(flow.lower, flow.unit, unit);  // no limit stays none
  if (!is_missing(flow.upper)) flow.upper = convert(flow.upper, flow.unit, unit);
  flow.unit = unit;
  return flow;
}

/// A sum over years, halves or quarters in the shorter periods of its series.
[[nodiscard]] inline Target in_periods_of(Target target, PeriodKind kind) {
  const auto is_plain = [](PeriodKind k) { return k != PeriodKind::year_to_date; };
  const PeriodKind own = target.span.last.kind;
  if (own == kind || !is_plain(own) || !is_plain(kind) || target.span.first.kind != own) return target;
  const int parts = periods_per_year(kind) / periods_per_year(own);
  if (parts < 1 || parts * periods_per_year(own) != periods_per_year(kind)) return target;
  target.span.first = Period{target.span.first.year, kind, (target.span.first.index - 1) * parts + 1};
  target.span.last = Period{target.span.last.year, kind, target.span.last.index * parts};
  return target;
}

/// True of a sum over years, halves or quarters where the series has parts of them.
[[nodiscard]] inline bool speaks_of_parts(const Target& target, PeriodKind kind) {
  return target.kind == TargetKind::cumulative_flow && in_periods_of(target, kind).period().kind == kind;
}

/// A sum without a start of its own, of a series of the same periods: told, since more may be meant.
inline void tell_of_no_start(std::vector<Issue>& issues, const Target& target, PeriodKind kind) {
  const bool is_sum = target.kind == TargetKind::cumulative_flow || target.kind == TargetKind::cumulative_count;
  if (is_sum && target.span.first == target.span.last && target.span.last.kind == kind) {
    issues.push_back(target_issue(Severity::warning, "targets.no_start", target, period_args(target.period())));
  }
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
  if (target.kind == TargetKind::cumulative_flow && target.span.first == target.span.last && target.period().kind == PeriodKind::year &&
      (levels.series.values.empty() || steps_between(levels.series.first, target.period()) >= static_cast<int>(levels.series.values.size()))) {
    Aim sum = aim;
    sum.value = target.figure.value;
    sum.bounds = meeting_levels(target.figure, target.direction, 0.0);
    a.unit = unit;
    a.basis = target.figure.basis;
    if (!is_missing(sum.value) && assess_running_year(a, data, target, sum, as_of, options)) return;
  }
  tell_of_no_start(a.issues, target, levels.series.values.empty() ? PeriodKind::year_to_date : levels.series.first.kind);
  const CountSoFar count = count_so_far(data, target, levels, unit, as_of);
  const Series flow = levels.series.values.empty() ? Series{} : flow_in(std::move(levels.series), unit, target.period());
  assess_count(a, target, count, flow, phases_of(data, target, unit), as_of, options);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
