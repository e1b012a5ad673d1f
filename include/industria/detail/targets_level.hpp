// SPDX-License-Identifier: Apache-2.0
// One level target against the levels that are known: gap, required growth, pace, landing, probability, verdict.
#pragma once

#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/targets_monotone.hpp>
#include <industria/detail/targets_path.hpp>
#include <industria/detail/targets_statements.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/targets/assess.hpp>

#include <algorithm>
#include <cmath>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The levels known on the date, with what was stated about the growth of the last one.
struct Actuals {
  Series series;
  std::vector<const Observation*> observations;  ///< one per value; empty if the caller gave bare numbers
  std::optional<double> stated_growth;           ///< of the last level on the period before, a ratio
  std::optional<double> stated_on_year;          ///< of the last level on the same period a year before
  std::vector<GrowthStatement> told;             ///< growth of years before the levels, which they do not give themselves
};

[[nodiscard]] inline bool is_over(const Period& period, Date as_of) noexcept { return as_of && period.last_day() <= as_of; }

inline void cannot_assess(Assessment& a, Reason reason, std::string lacking = {}, TextArgs args = {}) {
  a.verdict = Verdict::not_assessable;
  a.reason = reason;
  if (a.probability) a.probability = reason;  // a number beside "not assessable" would be read
  a.calibrated = false;
  if (a.lacking.empty() && !lacking.empty()) {
    a.lacking = std::move(lacking);
    for (auto& arg : args) a.lacking_args.push_back(std::move(arg));
  }
}

/// What the source claims of the last level: an estimate or a bare number is taken as it stands.
[[nodiscard]] inline Bounds claimed_last(const Actuals& actuals, std::size_t i, double value) {
  Bounds stated;
  if (i < actuals.observations.size() && actuals.observations[i] != nullptr) {
    stated = actuals.observations[i]->figure.in(actuals.series.unit).bounds;
  } else if (i < actuals.series.bounds.size()) {
    stated = actuals.series.bounds[i];
  }
  return stated.has_lo() || stated.has_hi() ? stated : Bounds::exactly(value);
}

/// Yearly growth of the last level: against the level of the year before (its same part), or as stated.
[[nodiscard]] inline Value last_growth(const Actuals& actuals, std::size_t last) {
  const std::vector<double>& y = actuals.series.values;
  const auto a_year = static_cast<std::size_t>(periods_per_year(actuals.series.first.kind));
  if (a_year > 1) {
    if (last >= a_year && !is_missing(y[last - a_year])) return growth(y[last - a_year], y[last]);
    return actuals.stated_on_year ? Value(*actuals.stated_on_year) : Value(Reason::too_few_points);
  }
  if (last > 0 && !is_missing(y[last - 1])) return growth(y[last - 1], y[last]);
  if (actuals.stated_growth) return *actuals.stated_growth;
  for (std::size_t i = last; i-- > 0;) {
    if (!is_missing(y[i])) return cagr(y[i], y[last], static_cast<int>(last - i));
  }
  return Reason::too_few_points;
}

/// The levels of constant growth from the last one to the target; of constant change where growth has no meaning.
[[nodiscard]] inline std::vector<double> required_path(double from, double to, int steps) {
  std::vector<double> path;
  for (int h = 1; h < steps; ++h) {
    const double part = static_cast<double>(h) / steps;
    path.push_back(from > 0.0 && to > 0.0 ? from * std::pow(to / from, part) : from + (to - from) * part);
  }
  if (steps > 0) path.push_back(to);
  return path;
}

/// The same in the shape that was asked for; milestones are those of the options, else the levels that earlier targets name.
[[nodiscard]] inline std::vector<double> level_path(double from, double to, int steps, const Period& at, const Period& period, const Aim& aim, const TrajectoryOptions& how) {
  if (how.shape == TrajectoryShape::constant_growth) return required_path(from, to, steps);
  return shaped_path(from, to, steps, stops_between(how.milestones.empty() ? aim.on_the_way : how.milestones, at, period), how);
}

/// The levels of the part of the year that the target speaks of (its quarter, month, or months so far), one per year, up to
/// the last one that is there: a December is held against Decembers. Empty if there is none.
[[nodiscard]] inline Actuals same_part_of_years(const Actuals& actuals, std::size_t last, int target_at) {
  const int a_year = periods_per_year(actuals.series.first.kind);
  const auto first = static_cast<std::size_t>(target_at % a_year);
  Actuals out;
  out.series = actuals.series;
  out.series.first = Period::of_year(actuals.series.first.plus(static_cast<int>(first)).year);
  out.series.values.clear();
  out.series.bounds.clear();
  for (std::size_t i = first; i <= last; i += static_cast<std::size_t>(a_year)) {
    out.series.values.push_back(actuals.series.values[i]);
    if (!actuals.series.bounds.empty()) out.series.bounds.push_back(actuals.series.bounds[i]);
    out.observations.push_back(i < actuals.observations.size() ? actuals.observations[i] : nullptr);
  }
  const auto kept = static_cast<std::size_t>(last_observed(out.series.values) + 1);
  out.series.values.resize(kept);
  out.series.bounds.resize(out.series.bounds.empty() ? 0 : kept);
  out.observations.resize(kept);
  if ((target_at - static_cast<int>(last)) % a_year == 0) out.stated_growth = actuals.stated_on_year;
  return out;
}

/// Growth of the past against the growth that is needed; where a level already meets the target, none is needed.
[[nodiscard]] inline Value pace_of(const Assessment& a) noexcept {
  if (!a.required_growth) return a.required_growth.reason;
  if (!a.past_growth) return a.past_growth.reason;
  const bool upward = a.direction == Direction::within ? a.required_growth.value > 0.0 : a.direction == Direction::at_least;
  const double growth_left = upward ? a.required_growth.value : -a.required_growth.value;
  if (!(growth_left > 0.0)) return Reason::zero_base;
  return (upward ? a.past_growth.value : -a.past_growth.value) / growth_left;
}

[[nodiscard]] inline Value relative_gap(double gap, double wanted) noexcept {
  return wanted > 0.0 ? Value(gap / wanted) : Value(wanted < 0.0 ? Reason::negative_base : Reason::zero_base);
}

inline void fill_pace(Assessment& a, const Aim& aim, double last, int steps) {
  a.required_growth = required_growth(last, wanted_level(aim, a.direction, last), steps);
  a.pace = pace_of(a);
  if (a.past_growth && steps > 0) {
    a.repeat_level = last * std::pow(1.0 + a.past_growth.value, steps);
    const double wanted = wanted_level(aim, a.direction, a.repeat_level.value);
    a.repeat_gap = a.repeat_level.value - wanted;
    a.repeat_gap_relative = relative_gap(a.repeat_gap.value, wanted);
  } else {
    const Reason why = steps > 0 ? a.past_growth.reason : Reason::no_time_left;
    a.repeat_level = a.repeat_gap = a.repeat_gap_relative = why;
  }
}

/// What the targets of one series have in common: its forecast up to the furthest of them.
struct SharedLanding {
  int horizon = 0;  ///< steps to the furthest target
  std::vector<double> values;
  std::vector<Bounds> bounds;
  Period first;
  Forecast forecast;
  int length = 0;  ///< steps that `forecast` has; 0: none yet
  GrowthVariants variants;
};

/// The forecast of `steps`, the beginning of the one that the series' targets share. Growth weighed against the prior gives each step
/// by itself, so that the beginning of a longer forecast is the shorter one to the bit.
[[nodiscard]] inline Forecast shared_forecast(const Series& series, int steps, const ForecastOptions& how, SharedLanding& shared) {
  const auto is_same = [](double a, double b) { return a == b || (is_missing(a) && is_missing(b)); };
  const bool fits = shared.length >= steps && shared.first == series.first && shared.bounds == series.bounds &&
                    std::equal(shared.values.begin(), shared.values.end(), series.values.begin(), series.values.end(), is_same);
  if (!fits) {
    shared.length = std::max(steps, std::min(shared.horizon, 1000));
    shared.values = series.values;
    shared.bounds = series.bounds;
    shared.first = series.first;
    shared.forecast = forecast(series, shared.length, how);
    shared.variants = {};
  }
  Forecast out = shared.forecast;
  const auto n = static_cast<std::size_t>(steps);
  out.periods.resize(n);
  out.location.resize(n);
  if (!out.below.empty()) out.below.resize(n);
  if (!out.above.empty()) out.above.resize(n);
  out.unit = series.unit;
  out.basis = series.basis;
  return out;
}

/// True where the probability is one that was measured (bench/attainment_few.cpp): yearly levels of 2 to 10 values, 1 to 6 years ahead, weighed
/// against a prior that was learned from series. Not so: stated priors, statements of growth beside the levels, levels known as a bound or within
/// more than a twentieth, limits, ranges, shares, areas, counts of establishments and projects.
[[nodiscard]] inline bool is_measured_law(const Assessment& a, const Series& series, int steps, const ForecastOptions& how) {
  constexpr int least_series = 3;  // of fewer, a fitted prior is its background
  if (how.method != Method::pooled_growth || !how.growth_statements.empty()) return false;
  if (how.prior.series < least_series && !(how.prior == GrowthPrior::shipped())) return false;
  if (std::any_of(how.prior.laws.begin(), how.prior.laws.end(), [](const GrowthLaw& law) { return law.name == "stated"; })) return false;
  if (a.period.kind != PeriodKind::year || series.first.kind != PeriodKind::year || a.direction == Direction::within) return false;
  const Unit& unit = series.unit;
  if (unit.is_ratio() ? !(unit == Unit()) : unit.exponent("length") == 2) return false;
  for (const char* counted : {"percentage_point", "establishment", "site", "project"}) {
    if (unit.exponent(counted) != 0) return false;
  }
  constexpr double rounding = 1.05;  // series that were measured are rounded too
  for (std::size_t i = 0; i < series.bounds.size(); ++i) {
    const Bounds& b = series.bounds[i];
    if (!is_missing(series.values[i]) && (b.has_lo() || b.has_hi()) && !(b.lo > 0.0 && b.hi <= rounding * b.lo)) return false;
  }
  const bool is_free = std::isinf(how.lower) && std::isinf(how.upper) && !(series.lower > 0.0) && std::isinf(series.upper);
  return is_free && a.forecast->method_used == name(Method::pooled_growth) && a.observations >= 2 && a.observations <= 10 && steps <= 6;
}

/// Forecast to the target's period, landing and probability.
inline void fill_landing(Assessment& a, const Actuals& actuals, const Aim& aim, int steps, const AssessOptions& options, SharedLanding* shared) {
  ForecastOptions how = options.forecast;
  how.progress = nullptr;
  if (!how.stated_growth && actuals.stated_growth && *actuals.stated_growth > -1.0) how.stated_growth = actuals.stated_growth;
  how.growth_statements.insert(how.growth_statements.end(), actuals.told.begin(), actuals.told.end());
  if (how.method != Method::pooled_growth || how.stated_growth || !actuals.told.empty()) shared = nullptr;
  a.forecast = shared != nullptr ? shared_forecast(actuals.series, steps, how, *shared) : forecast(actuals.series, steps, how);
  for (int h = 1; h <= steps; ++h) {  // yearly steps of a part of the year lead to that part
    a.forecast->periods[static_cast<std::size_t>(h - 1)] = a.period.plus((h - steps) * periods_per_year(a.period.kind) / periods_per_year(actuals.series.first.kind));
  }
  const auto k = static_cast<std::size_t>(steps - 1);
  a.landing = a.forecast->median(k);
  for (const double level : options.levels) a.landing_intervals.push_back(a.forecast->interval(k, level));
  a.observations = a.forecast->observations;
  a.probability = a.direction == Direction::at_least  ? a.forecast->probability_at_least(k, aim.value)
                  : a.direction == Direction::at_most ? a.forecast->probability_at_most(k, aim.value)
                                                      : a.forecast->probability_within(k, aim.bounds);
  if (a.probability && std::isinf(how.lower) && std::isinf(how.upper)) {
    a.probability = rising_with_actual(a.probability.value, actuals.series, steps, aim.value, a.direction, how,
                                       shared != nullptr ? &shared->variants : nullptr);
  }
  a.calibrated = a.probability && is_measured_law(a, actuals.series, steps, how);
}

[[nodiscard]] inline Verdict verdict_of(double probability, const AssessOptions& options) noexcept {
  if (probability >= options.likely) return Verdict::likely;
  return probability <= options.unlikely ? Verdict::unlikely : Verdict::uncertain;
}

/// What leads from the last of `levels` to the aim: required growth and path, pace, forecast. Levels of an assessment for a
/// part of a year are those of that part, one per year; others do not lead there, and sums from January on least of all.
inline void fill_way(Assessment& a, const Actuals& levels, const Aim& aim, const AssessOptions& options, SharedLanding* shared) {
  const auto last = static_cast<std::size_t>(last_observed(levels.series.values));
  const double level = levels.series.values[last];
  const Period from = levels.series.first.plus(static_cast<int>(last));
  const bool by_year = from.kind == PeriodKind::year;
  const int steps = by_year ? a.period.year - from.year : steps_between(from, a.period);
  if (!by_year && steps > 0) {
    a.required_growth = a.pace = a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.probability = Reason::too_few_points;
    if (a.period.kind == PeriodKind::year_to_date) return;
  } else {
    fill_pace(a, aim, level, steps);
    a.required_growth_bounds = required_growth(claimed_last(levels, last, level), aim.bounds, steps);
  }
  a.required_path = level_path(level, wanted_level(aim, a.direction, level), steps, from, a.period, aim, options.path);
  for (int h = 1; h <= static_cast<int>(a.required_path.size()); ++h) a.path_periods.push_back(by_year ? Period{from.year + h, a.period.kind, a.period.index} : from.plus(h));
  if (steps > 0) fill_landing(a, levels, aim, steps, options, shared);
}

/// Whether a level of which so much is known meets the aim; nothing where it may or may not.
[[nodiscard]] inline std::optional<bool> is_met(const Aim& aim, Direction direction, const Bounds& level) noexcept {
  Bounds enough = aim.bounds;
  if (direction == Direction::at_least) enough = aim.is_open ? Bounds::above(aim.value) : Bounds::at_least(aim.value);
  if (direction == Direction::at_most) enough = aim.is_open ? Bounds::below(aim.value) : Bounds::at_most(aim.value);
  const Bounds both = intersect(level, enough);
  if (both.is_empty()) return false;
  return both == level ? std::optional(true) : std::nullopt;
}

/// More than the target allows: a sum that only grows has missed it for good.
[[nodiscard]] inline bool is_beyond(const Aim& aim, Direction direction, const Bounds& level) noexcept {
  if (direction == Direction::at_least || is_met(aim, direction, level).value_or(true)) return false;
  return direction == Direction::at_most || level.lo >= aim.bounds.hi;
}
[[nodiscard]] inline bool is_beyond(const Aim& aim, Direction direction, double level) noexcept { return is_beyond(aim, direction, Bounds::exactly(level)); }

[[nodiscard]] inline Issue issue_of(const Assessment& a, Severity severity, std::string code, TextArgs args = {}) {
  args.insert(args.end(), {{"key", a.key.unique_id()}, {"period_vi", to_text(a.period, Language::vi)}, {"period_en", to_text(a.period, Language::en)}});
  return {.severity = severity, .code = std::move(code), .where = {}, .value = a.target_id.empty() ? to_text(a.period) : a.target_id, .args = std::move(args)};
}

/// A target's period before the first level: nothing will ever speak of it.
inline void tell_of_early_target(Assessment& a, const Series& levels) {
  a.issues.push_back(issue_of(a, Severity::warning, "targets.before_data", {{"first_vi", to_text(levels.first, Language::vi)}, {"first_en", to_text(levels.first, Language::en)}}));
}

/// What a reader must know of the figures that a target is held against: none, one, a last one from which no growth is counted.
inline void tell_of_figures(Assessment& a, const Target& target) {
  const auto tell = [&](Severity severity, const char* code) {
    a.issues.push_back(issue_of(a, severity, code));
    a.issues.back().where = target.origin.where;
  };
  if (!a.last_period) {
    const bool is_told = std::any_of(a.issues.begin(), a.issues.end(), [](const Issue& i) { return i.severity != Severity::note; });
    if (a.reason == Reason::no_observation && !is_told) tell(Severity::warning, "targets.no_observation");
    return;
  }
  if (!(states_a_level(target.kind) || target.kind == TargetKind::share || target.kind == TargetKind::index)) return;
  if (a.observations == 1 && a.forecast) tell(Severity::note, "targets.one_observation");
  if (a.last_actual <= 0.0 && a.probability) tell(Severity::note, "targets.no_growth_base");
}

/// Fills everything that the levels say about the aim. `a` comes with target, unit and direction set.
inline void assess_level(Assessment& a, Actuals actuals, const Aim& aim, Date as_of, const AssessOptions& options, SharedLanding* shared = nullptr) {
  a.target = aim.bounds;
  a.target_value = aim.value;
  a.issues.insert(a.issues.end(), aim.issues.begin(), aim.issues.end());
  const std::ptrdiff_t found = last_observed(actuals.series.values);
  const Value nothing = found < 0 ? Reason::no_observation : Reason::no_target_value;
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = nothing;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = nothing;
  const bool over = is_over(a.period, as_of);
  if (found < 0) {
    // The plan's own reason comes first only if nothing would help: figures are what is lacking otherwise.
    cannot_assess(a, aim.reason == Reason::contradiction ? aim.reason : Reason::no_observation,
                  over ? "lacking.result_of_period" : "lacking.actual_levels", period_args(a.period));
    return;
  }

  auto last = static_cast<std::size_t>(found);
  const int target_at = steps_between(actuals.series.first, a.period);
  if (target_at < 0) tell_of_early_target(a, actuals.series);
  if (target_at >= 0 && target_at < found) {  // levels after the target's period do not speak of it
    last = static_cast<std::size_t>(target_at);
    if (is_missing(actuals.series.values[last])) {
      cannot_assess(a, Reason::no_observation, "lacking.result_of_period", period_args(a.period));
      return;
    }
    actuals.stated_growth.reset();
    actuals.stated_on_year.reset();
  }
  actuals.series.values.resize(last + 1);
  actuals.series.bounds.resize(actuals.series.bounds.empty() ? 0 : last + 1);
  const double level = actuals.series.values[last];
  const Period last_period = actuals.series.first.plus(static_cast<int>(last));
  const int steps = steps_between(last_period, a.period);
  a.last_period = last_period;
  a.last_actual = level;
  a.observations = static_cast<int>(count_observed(actuals.series.values));
  if (last < actuals.observations.size() && actuals.observations[last] != nullptr) a.last_status = actuals.observations[last]->status;
  a.past_growth = last_growth(actuals, last);
  if (aim.reason != Reason::none) {
    cannot_assess(a, aim.reason, aim.lacking, aim.lacking_args);
    if (is_missing(aim.value)) return;
  }
  const double wanted = wanted_level(aim, a.direction, level);
  a.gap = level - wanted;
  a.gap_relative = relative_gap(a.gap.value, wanted);
  a.required_change = required_change(level, wanted, steps);
  a.probability = Reason::no_time_left;
  if (steps > 1000) {
    a.required_growth = a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::too_few_points;
    a.issues.push_back(issue_of(a, Severity::warning, "targets.too_far", {{"last_vi", to_text(last_period, Language::vi)}, {"last_en", to_text(last_period, Language::en)}}));
    cannot_assess(a, Reason::too_few_points);
    return;
  }
  const bool in_parts = periods_per_year(a.period.kind) > 1;  // of a year: levels of other parts do not compare
  if (steps > 0 && in_parts) {
    const Actuals years = same_part_of_years(actuals, last, target_at);
    fill_way(a, years.series.values.empty() ? actuals : years, aim, options, shared);
  } else {
    fill_way(a, actuals, aim, options, shared);
  }
  if (aim.reason != Reason::none) return cannot_assess(a, aim.reason);
  const bool is_sum = a.period.kind == PeriodKind::year_to_date && last_period.year == a.period.year;  // it only grows
  const Bounds claimed = claimed_last(actuals, last, level);
  const std::optional<bool> met = is_met(aim, a.direction, claimed);
  if (steps < 0) {
    cannot_assess(a, Reason::no_observation, "lacking.result_of_period", period_args(a.period));
  } else if (met == true && (steps == 0 || (is_sum && a.direction == Direction::at_least))) {  // a level of an earlier year is no result
    a.verdict = Verdict::achieved;
  } else if (steps == 0 && !met) {
    cannot_assess(a, Reason::not_stated, "lacking.exact_level", period_args(a.period));
  } else if (steps == 0 || (is_sum && is_beyond(aim, a.direction, claimed))) {
    a.verdict = Verdict::missed;
  } else if (over) {
    cannot_assess(a, Reason::no_observation, "lacking.result_of_period", period_args(a.period));
  } else if (a.probability) {
    a.verdict = verdict_of(a.probability.value, options);
  } else {
    cannot_assess(a, Reason::too_few_points, in_parts ? "lacking.same_part" : "");
  }
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
