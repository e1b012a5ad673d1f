// SPDX-License-Identifier: Apache-2.0
// A year's target of a flow whose first months, quarters or half are known: the law of the year's result (targets/plan_year.hpp) in place of
// a forecast of years or of parts of a year.
#pragma once

#include <industria/detail/targets_level.hpp>
#include <industria/detail/targets_path.hpp>
#include <industria/targets/plan_year.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The calendar year that a span of parts of a year is, from its first to its last; 0: it is none, or a year by itself.
[[nodiscard]] inline int whole_year_of(const PeriodSpan& span) noexcept {
  const bool is_parts = span.first.kind == span.last.kind && span.first.kind != PeriodKind::year && span.first.kind != PeriodKind::year_to_date;
  const bool is_whole = span.first.year == span.last.year && span.first.index == 1 && span.last.index == periods_per_year(span.last.kind);
  return is_parts && is_whole ? span.first.year : 0;
}

/// Sums from January on at the ends of the months, quarters or halves of a flow, year by year; they end at the first missing part.
[[nodiscard]] inline std::vector<PlanYear> years_of_flow(const SeriesView& flow) {
  const int per_year = periods_per_year(flow.first.kind);
  const int months = 12 / per_year;
  std::map<int, PlanYear> years;
  double sum = 0.0;
  int expected = 1;
  for (std::size_t i = 0; i < flow.values.size(); ++i) {
    const Period at = flow.first.plus(static_cast<int>(i));
    if (at.index == 1) {
      sum = 0.0;
      expected = 1;
    }
    if (at.index != expected || is_missing(flow.values[i])) continue;
    sum += flow.values[i];
    ++expected;
    PlanYear& year = years[at.year];
    year.cumulative[static_cast<std::size_t>(at.index * months - 1)] = sum;
  }
  std::vector<PlanYear> out;
  for (auto& [year, row] : years) {
    row.year = year;
    row.id = std::string(flow.id);
    out.push_back(std::move(row));
  }
  return out;
}

/// What a dataset knows of a key's years as of a date: figures from January on as published, else sums of months, quarters, halves, and years' results.
[[nodiscard]] inline std::vector<PlanYear> years_of_key(const Dataset& data, const IndicatorKey& key, const Unit& unit, const PriceBasis& basis, Date as_of) {
  std::map<int, PlanYear> years;
  for (const PeriodKind kind : {PeriodKind::half, PeriodKind::quarter, PeriodKind::month, PeriodKind::year_to_date, PeriodKind::year}) {
    Series levels = actual_levels(data, key, as_of, kind).series;
    if (levels.values.empty() || levels.first.kind != kind || !is_convertible(levels.unit, unit) || !(levels.basis == basis)) continue;
    for (double& y : levels.values) y = convert(y, levels.unit, unit);
    if (kind == PeriodKind::year || kind == PeriodKind::year_to_date) {
      for (std::size_t i = 0; i < levels.values.size(); ++i) {
        const Period at = levels.first.plus(static_cast<int>(i));
        if (!is_missing(levels.values[i])) years[at.year].cumulative[static_cast<std::size_t>(kind == PeriodKind::year ? 11 : at.index - 1)] = levels.values[i];
      }
      continue;
    }
    for (const PlanYear& row : years_of_flow(levels)) {
      for (std::size_t m = 0; m < 12; ++m) {
        if (!is_missing(row.cumulative[m])) years[row.year].cumulative[m] = row.cumulative[m];
      }
    }
  }
  std::vector<PlanYear> out;
  for (auto& [year, row] : years) {
    row.year = year;
    row.id = key.unique_id();
    out.push_back(std::move(row));
  }
  return out;
}

/// Months known of a year: 0 of none.
[[nodiscard]] inline int months_known(const PlanYear& year) noexcept {
  int month = 0;
  for (int m = 1; m <= 12; ++m) {
    if (!is_missing(year.cumulative[static_cast<std::size_t>(m - 1)])) month = m;
  }
  return month;
}

/// The law of a year's result as a forecast of one period.
[[nodiscard]] inline Forecast forecast_of_year(const FullYearEstimate& e, const Assessment& a) {
  const YearLaw::Part& part = e.result_law.parts.front();
  Forecast f;
  f.id = e.id;
  f.periods = {a.period};
  f.location = {part.location};
  f.law = {.noise = part.scale * part.scale, .dof = part.dof};
  f.transform = Transform::log;
  f.lower = e.result_law.floor;
  f.unit = a.unit;
  f.basis = a.basis;
  f.method_used = "plan_year";
  f.quality = e.quality;
  f.observations = a.observations;
  f.pool_share = e.pool_share;
  f.pool = e.pool;
  return f;
}

/// Landing, probability and what the rest of the year needs, by the model of plan years on the series' own past ones: as full_year_estimate says. False where
/// the year has no months yet, or nothing can be said of them. `a` has unit, target and direction; `years` rise.
inline bool fill_year_landing(Assessment& a, std::vector<PlanYear> years, int year, const Aim& aim, const AssessOptions& options) {
  const auto found = std::find_if(years.begin(), years.end(), [&](const PlanYear& row) { return row.year == year; });
  if (found == years.end()) return false;
  PlanYear current = *found;
  years.erase(found, years.end());
  const int month = months_known(current);
  if (month == 0 || month == 12) return false;
  const bool is_plan = a.direction == Direction::at_least && aim.value > 0.0;
  if (is_plan) current.first_plan = aim.value;
  const FullYearEstimate e = full_year_estimate(current, fit_plan_year(years, options.plan_year), {.levels = options.levels, .thresholds = {100}, .month = 0, .last_month_error = 0.0});
  if (e.reason != Reason::none) return false;
  a.observations = 0;
  years.push_back(current);
  for (const PlanYear& row : years) a.observations += static_cast<int>(count_observed(row.cumulative));
  for (const Issue& issue : e.issues) {
    if (issue.code != "plan_year.months_missing") a.issues.push_back(issue);  // quarters and halves leave months out
  }
  a.forecast = forecast_of_year(e, a);
  a.landing = e.result;
  a.landing_intervals = e.result_intervals;
  const double at_least = e.result_law.probability_at_least(a.direction == Direction::within ? aim.bounds.lo : aim.value);
  a.probability = a.direction == Direction::at_least  ? at_least
                  : a.direction == Direction::at_most ? 1.0 - at_least
                                                      : std::max(0.0, at_least - e.result_law.probability_at_least(aim.bounds.hi));
  a.calibrated = false;
  a.pace = aim.value > 0.0 ? Value(e.result / aim.value) : Value(Reason::zero_base);
  const auto k = static_cast<std::size_t>(month - 1);
  const PlanYear* before = years.size() > 1 && years[years.size() - 2].year == year - 1 ? &years[years.size() - 2] : nullptr;
  const Value unknown = before == nullptr ? Reason::no_observation : Reason::missing;
  a.required_growth = a.past_growth = a.repeat_level = a.repeat_gap = a.repeat_gap_relative = unknown;
  if (before == nullptr || is_missing(before->cumulative[k])) return true;
  const double wanted = wanted_level(aim, a.direction, e.cumulative);
  a.past_growth = growth(before->cumulative[k], e.cumulative);
  const double rest = before->cumulative[11] - before->cumulative[k];
  if (is_missing(rest)) return true;
  a.required_growth = rest > 0.0 ? Value((wanted - e.cumulative) / rest - 1.0) : Value(rest < 0.0 ? Reason::negative_base : Reason::zero_base);
  if (!a.past_growth) return true;
  a.repeat_level = e.cumulative + rest * (1.0 + a.past_growth.value);
  a.repeat_gap = a.repeat_level.value - wanted;
  a.repeat_gap_relative = relative_gap(a.repeat_gap.value, wanted);
  return true;
}

/// What the months after `month` of the year brought in the year before; empty where one is not known.
[[nodiscard]] inline std::vector<FlowBase> months_left_before(const std::vector<PlanYear>& years, int year, int month) {
  const auto before = std::find_if(years.begin(), years.end(), [&](const PlanYear& row) { return row.year == year - 1; });
  std::vector<FlowBase> out;
  for (int m = month + 1; before != years.end() && m <= 12; ++m) {
    const double part = before->cumulative[static_cast<std::size_t>(m - 1)] - before->cumulative[static_cast<std::size_t>(m - 2)];
    if (is_missing(part)) return {};
    out.push_back({part, 1});
  }
  return out;
}

/// A target for a year of a flow that is running, or whose months are all there though its year is not: what is known of its months speaks of
/// it, not the years before alone. True if it did. `a` is as the years have left it.
inline bool assess_running_year(Assessment& a, const Dataset& data, const Target& target, const Aim& aim, Date as_of, const AssessOptions& options) {
  const Indicator* indicator = find_by_id(data.indicators, target.key.indicator);
  const bool is_flow = target.kind == TargetKind::cumulative_flow ||
                       (indicator != nullptr && indicator->accounting == Accounting::flow && (target.kind == TargetKind::growth || !target.figure.unit.is_ratio()));
  if (!is_flow || a.period.kind != PeriodKind::year || aim.reason != Reason::none || is_missing(aim.value)) return false;
  std::vector<PlanYear> years = years_of_key(data, target.key, a.unit, a.basis, as_of);
  const auto found = std::find_if(years.begin(), years.end(), [&](const PlanYear& row) { return row.year == a.period.year; });
  const int month = found == years.end() ? 0 : months_known(*found);
  if (month == 0 || (month < 12 && is_over(a.period, as_of))) return false;
  const double so_far = found->cumulative[static_cast<std::size_t>(month - 1)];
  const std::vector<FlowBase> rest = months_left_before(years, a.period.year, month);
  Assessment made = a;
  if (month == 12) {
    made.required_growth = made.pace = made.repeat_level = made.repeat_gap = made.repeat_gap_relative = made.probability = Reason::no_time_left;
    made.forecast.reset();
    made.landing = missing;
    made.landing_intervals.clear();
    made.observations = 0;
    for (const PlanYear& row : years) made.observations += static_cast<int>(count_observed(row.cumulative));
  } else if (!fill_year_landing(made, std::move(years), a.period.year, aim, options)) {
    return false;
  }
  a = std::move(made);
  a.reason = Reason::none;
  a.lacking.clear();
  a.lacking_args.clear();
  a.target = aim.bounds;
  a.target_value = aim.value;
  a.last_period = month == 12 ? a.period : Period::of_year_to_date(a.period.year, month);
  a.last_actual = so_far;
  a.last_status = month == 12 ? Status::final : Status::estimate;
  const double wanted = wanted_level(aim, a.direction, so_far);
  a.gap = so_far - wanted;
  a.gap_relative = relative_gap(a.gap.value, wanted);
  a.required_change = required_change(so_far, wanted, 12 - month);
  a.required_growth_bounds = {};
  a.required_path = sum_path(so_far, wanted, 12 - month, rest, a.required_growth, {}, options.path);
  a.path_periods.clear();
  for (int m = month + 1; m <= 12; ++m) a.path_periods.push_back(Period::of_year_to_date(a.period.year, m));
  if (meets(aim, a.direction, so_far) && (month == 12 || a.direction == Direction::at_least)) {
    a.verdict = Verdict::achieved;
  } else if (month == 12 || is_beyond(aim, a.direction, so_far)) {
    a.verdict = Verdict::missed;
  } else {
    a.verdict = verdict_of(a.probability.value, options);
  }
  return true;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
