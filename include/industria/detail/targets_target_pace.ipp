// SPDX-License-Identifier: Apache-2.0
// Body of targets/target_pace.hpp.
#pragma once

#include <industria/detail/targets_assess_panel.ipp>
#include <industria/detail/targets_pace.ipp>
#include <industria/detail/targets_progress_case.ipp>
#include <industria/targets/target_pace.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] constexpr bool is_sum_kind(TargetKind kind) noexcept { return kind == TargetKind::cumulative_flow || kind == TargetKind::cumulative_count; }

/// Of a range: its nearest end from a level, and the direction into it.
inline void put_level(TargetLevel& out, const Aim& aim, Direction direction, double last) noexcept {
  out.direction = direction;
  out.target = aim.value;
  if (direction != Direction::within) return;
  const bool is_above = !is_missing(last) && last > aim.bounds.hi;
  const bool is_nearer_hi = !is_missing(last) && last >= aim.bounds.lo && aim.bounds.hi - last < last - aim.bounds.lo;
  out.direction = is_above || is_nearer_hi ? Direction::at_most : Direction::at_least;
  out.target = out.direction == Direction::at_most ? aim.bounds.hi : aim.bounds.lo;
}

/// The level that grows as the other series does, and by how much the own one has done so.
[[nodiscard]] inline TargetLevel relative_level(const SeriesView& series, const Target& target, const SeriesView* other) {
  TargetLevel out{.direction = target.direction == Direction::at_most ? Direction::at_most : Direction::at_least};
  const GrowthSide own(bare_actuals(series), target.period());
  const GrowthSide rest(other == nullptr ? Actuals{} : bare_actuals(*other), target.period());
  const WantedLead wanted = wanted_lead(target);
  out.reason = own.is_rate || rest.is_rate || is_missing(wanted.points) ? Reason::not_comparable : own.empty() || rest.empty() ? Reason::no_observation : Reason::none;
  if (out.reason != Reason::none) return out;
  const int end = target.span.last.year;
  int base = target.span.first.year - 1;
  if (!(own.has(base) && rest.has(base)) && base + 1 < end) ++base;
  const int known = std::min({own.last_year(), rest.last_year(), end});
  const int from = std::min(base, own.last_year());  // a span that has not begun: from now on
  const int rest_from = std::min({base, rest.last_year(), known});
  const double level = own.at(from);
  const double other_base = rest.at(std::min(base, rest.last_year()));
  if (!own.has(base) || !rest.has(base) || is_missing(level) || is_missing(other_base)) {
    out.reason = Reason::no_level;
  } else if (!(level > 0.0) || !(other_base > 0.0)) {
    out.reason = level < 0.0 || other_base < 0.0 ? Reason::negative_base : Reason::zero_base;
  }
  if (out.reason != Reason::none) return out;
  const int other_last = std::min(rest.last_year(), end);
  std::optional<double> pace;
  if (other_last > base) pace = yearly(rest.at(other_last) / rest.at(base), other_last - base);
  else pace = rest.in(rest.last_year());
  if (!pace || is_missing(*pace)) {
    out.reason = Reason::too_few_points;
    return out;
  }
  out.base = level;
  out.base_period = Period{from, target.period().kind, target.period().index};
  out.target = level * std::pow(std::max(0.0, 1.0 + *pace + wanted.points), end - from);
  if (known > base && rest_from <= base && own.at(known) > 0.0 && rest.at(known) > 0.0) {
    out.gap_points = 100.0 * (yearly(own.at(known) / own.at(base), known - base) - yearly(rest.at(known) / rest.at(base), known - base) - wanted.points);
  } else {
    out.gap_points = Reason::no_observation;
  }
  return out;
}

/// The base that a target of increase or growth is built on.
inline void put_base(TargetLevel& out, const Actuals& actuals, const Target& target) {
  const Period end = target.period();
  Target with_base = target;
  if (target.kind == TargetKind::growth) with_base.baseline_period = target.baseline_period.value_or(Period{target.span.first.year - 1, end.kind, end.index});
  out.base_period = baseline_of(with_base);
  out.base = target_base(with_base, actuals.series, actuals.observations, actuals.series.unit).value;
  out.gap_points = Reason::not_comparable;
  if (target.kind != TargetKind::growth) return;
  const std::ptrdiff_t last = last_observed(actuals.series.values);
  out.gap_points = Reason::no_observation;
  if (last < 0 || !(out.base > 0.0) || out.base_period->kind != actuals.series.first.kind) return;
  const int steps = steps_between(*out.base_period, actuals.series.first.plus(static_cast<int>(last)));
  const double level = actuals.series.values[static_cast<std::size_t>(last)];
  const int a_year = periods_per_year(end.kind);
  if (steps < 1 || steps % a_year != 0 || !(level > 0.0)) return;  // another part of the year does not compare
  out.gap_points = 100.0 * (std::expm1(std::log(level / out.base) * a_year / steps) - target.figure.in(Unit{}).value);
}

/// A sum over its span so far, and how its series goes on.
struct SumSoFar {
  CountSoFar count;
  Target target;  ///< in periods of the series
  Series flow;
  int done = 0;
  int left = 0;
  int total = 0;
  bool has_gap = false;
};
[[nodiscard]] inline SumSoFar sum_so_far(const SeriesView& series, const Target& target) {
  SumSoFar out;
  out.target = in_periods_of(target, series.first.kind);
  out.flow = flow_in(bare_actuals(series).series, series.unit, out.target.period());
  count_levels(out.count, out.flow, {}, out.target.span, series.unit, false);
  const Period until = out.count.observations > 0 ? out.count.until : out.target.span.first.plus(-1);
  out.total = steps_between(out.target.span.first, out.target.span.last) + 1;
  out.done = steps_between(out.target.span.first, until) + 1;
  out.left = out.total - out.done;
  out.has_gap = !out.flow.values.empty() && out.flow.first.plus(static_cast<int>(out.flow.values.size()) - 1) > until;
  return out;
}

/// Sums of whole calendar years; a yearly series as it is.
[[nodiscard]] inline YearlyLevels yearly_sums(const Series& flow) {
  YearlyLevels out;
  if (flow.values.empty()) return out;
  const int a_year = periods_per_year(flow.first.kind);
  out.first_year = flow.first.year;
  std::size_t i = 0;
  for (int year = flow.first.year; i < flow.values.size(); ++year) {
    double sum = 0.0;
    int parts = 0;
    for (; i < flow.values.size() && flow.first.plus(static_cast<int>(i)).year == year; ++i, ++parts) sum += flow.values[i];
    out.values.push_back(parts == a_year ? sum : missing);
  }
  while (!out.values.empty() && is_missing(out.values.back())) out.values.pop_back();
  return out;
}

/// How many of the last years brought at least (at most) an amount.
inline void fill_amounts_in_history(Pace& p, const YearlyLevels& years, Direction direction, const PaceOptions& options) {
  const int last = years.last_year();
  const int from = options.history_years > 0 ? std::max(years.first_year, last - options.history_years + 1) : years.first_year;
  for (int year = from; year <= last; ++year) {
    if (is_missing(years.in(year))) continue;
    ++p.of_years;
    p.reached += (direction == Direction::at_most ? years.in(year) <= p.required_change.value : years.in(year) >= p.required_change.value) ? 1 : 0;
  }
  p.place = p.of_years > 0 ? Value(1.0 - static_cast<double>(p.reached) / p.of_years) : Value(Reason::too_few_points);
}

[[nodiscard]] inline Pace pace_of_sum(const SeriesView& series, const Target& target, const TargetLevel& level, const PaceOptions& options) {
  Pace p;
  const SumSoFar sum = sum_so_far(series, target);
  if (sum.flow.values.empty()) {
    no_pace(p, Reason::no_observation);
    return p;
  }
  const int a_year = periods_per_year(sum.flow.first.kind);
  const bool is_started = sum.count.observations > 0;
  const double so_far = is_started ? sum.count.value : 0.0;
  if (is_started) {
    p.last_period = sum.count.until;
    p.last_actual = sum.count.value;
    p.gap = so_far - level.target;
    p.gap_relative = relative_gap(p.gap.value, level.target);
  } else {
    p.gap = p.gap_relative = Reason::no_observation;
  }
  p.gap_points = Reason::not_comparable;
  p.years = (sum.left + a_year - 1) / a_year;
  p.panel_place = Reason::too_few_points;
  if (sum.has_gap) {
    p.reason = Reason::missing;
  } else if (sum.left <= 0) {
    p.reason = Reason::no_time_left;
  }
  if (p.reason != Reason::none) {
    p.required_growth = p.required_change = p.place = p.panel_place = p.reason;
    return p;
  }
  const int horizon = steps_between(sum.flow.first.plus(static_cast<int>(sum.flow.values.size()) - 1), sum.target.period());
  p.required_growth = growth_for_sum(flow_bases(sum.flow, horizon, sum.left), level.target - so_far);
  p.required_change = (level.target - so_far) * a_year / sum.left;
  p.in_amounts = target.kind == TargetKind::cumulative_count || !p.required_growth;
  const YearlyLevels years = yearly_sums(sum.flow);
  if (p.in_amounts) {
    fill_amounts_in_history(p, years, level.direction, options);
    p.panel_place = Reason::not_comparable;
  } else {
    fill_history(p, years, level.direction, options);
  }
  return p;
}

/// Target i of a panel beside its series in one unit; the reason where they do not go together.
struct PlacedTarget {
  Target target{};
  SeriesView series{};
  std::optional<SeriesView> other{};
  Reason reason = Reason::none;
};
[[nodiscard]] inline PlacedTarget place_target(const TargetPanel& panel, std::size_t i) {
  PlacedTarget out;
  if (!panel.has_series(i)) {
    out.reason = Reason::no_observation;
    return out;
  }
  out.target = panel.takes_panel_unit(i) ? panel.in_panel_unit(i) : panel.target(i);
  out.series = panel.series(i);
  out.reason = mismatch(out.series, out.target, nullptr);
  if (out.target.kind != TargetKind::relative) return out;
  out.other = panel.find(out.target.relative_to);
  if (!out.other || out.other->first.kind != out.series.first.kind) out.reason = Reason::no_observation;
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE TargetLevel target_level(const SeriesView& series, const Target& target, const SeriesView* other) {
  if (target.kind == TargetKind::relative) return detail::relative_level(series, target, other);
  TargetLevel out{.direction = target.direction == Direction::at_most ? Direction::at_most : Direction::at_least};
  out.gap_points = Reason::not_comparable;
  const bool is_numberless = target.kind == TargetKind::direction_only;
  const bool is_no_range = target.direction == Direction::within && !(target.figure.bounds.lo < target.figure.bounds.hi);
  if (!is_numberless && (is_missing(target.figure.value) || is_no_range)) {
    out.reason = Reason::no_target_value;
    return out;
  }
  const detail::Actuals actuals = detail::bare_actuals(series);
  if (detail::is_sum_kind(target.kind)) {
    Target own = target;
    own.figure = target.figure.in(series.unit);
    const detail::SumSoFar sum = detail::sum_so_far(series, own);
    const detail::Aim aim{.bounds = detail::meeting_levels(own.figure, own.direction, 0.0), .value = own.figure.value};
    detail::put_level(out, aim, own.direction, sum.count.observations > 0 ? sum.count.value : 0.0);
    return out;
  }
  const std::ptrdiff_t last = last_observed(series.values);
  if (is_numberless) {
    const std::optional<detail::Aim> aim = detail::direction_aim(target, actuals);
    out.reason = aim ? Reason::none : Reason::no_target_value;
    if (aim) out.target = aim->value;
    return out;
  }
  const detail::Aim aim = detail::aim_of({{&target}}, actuals, series.unit);
  out.reason = aim.reason;
  if (target.kind == TargetKind::increase || target.kind == TargetKind::growth) detail::put_base(out, actuals, target);
  if (out.reason == Reason::none) detail::put_level(out, aim, target.direction, last < 0 ? missing : series.values[static_cast<std::size_t>(last)]);
  return out;
}

INDUSTRIA_INLINE std::vector<Pace> pace(const PanelView& panel_view, const PanelTargets& targets, const PaceOptions& options) {
  const detail::TargetPanel panel(panel_view, targets);
  std::vector<Pace> out;
  out.reserve(panel.size());
  detail::PanelMovements movements(panel_view);
  detail::YearlyLevels levels;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const detail::PlacedTarget placed = detail::place_target(panel, i);
    Pace p;
    const TargetLevel level = placed.reason == Reason::none ? target_level(placed.series, placed.target, placed.other ? &*placed.other : nullptr) : TargetLevel{.reason = placed.reason};
    PaceTarget asked{.series = panel.row(i), .period = panel.target(i).period(), .target = level.target, .direction = level.direction};
    if (level.reason != Reason::none) {
      if (placed.reason == Reason::none) p = detail::pace_of_levels(placed.series, asked, levels, options);  // what there is
      detail::no_pace(p, level.reason);
    } else if (detail::is_sum_kind(placed.target.kind)) {
      p = detail::pace_of_sum(placed.series, placed.target, level, options);
      asked.period = Period::of_year(asked.period.year);
      if (!p.in_amounts && placed.series.first.kind == PeriodKind::year) detail::fill_panel_place(p, asked, false, movements);
    } else {
      p = detail::pace_of_levels(placed.series, asked, levels, options);
      const bool is_growth = placed.target.kind == TargetKind::growth || placed.target.kind == TargetKind::relative;
      if (is_growth && p.reason == Reason::none) p.gap_points = level.gap_points;
      detail::fill_panel_place(p, asked, detail::is_rate(placed.series.unit, options), movements);
    }
    out.push_back(std::move(p));
  }
  return out;
}

INDUSTRIA_INLINE std::vector<ProgressCase> progress_cases(const PanelView& panel_view, const PanelTargets& targets, const CaseOptions& options, std::vector<Reason>* reasons) {
  const detail::TargetPanel panel(panel_view, targets);
  std::vector<ProgressCase> out(panel.size());
  if (reasons != nullptr) reasons->assign(panel.size(), Reason::none);
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const detail::PlacedTarget placed = detail::place_target(panel, i);
    const auto refuse = [&](Reason why) {
      if (reasons != nullptr) (*reasons)[i] = why;
    };
    if (placed.reason != Reason::none) {
      refuse(placed.reason);
      continue;
    }
    const Target& target = placed.target;
    const TargetLevel level = target_level(placed.series, target, placed.other ? &*placed.other : nullptr);
    ProgressCase& c = out[i];
    if (detail::is_sum_kind(target.kind)) {
      const detail::SumSoFar sum = detail::sum_so_far(placed.series, target);
      if (level.reason != Reason::none || sum.count.observations == 0) {
        refuse(level.reason != Reason::none ? level.reason : Reason::no_observation);
        continue;
      }
      const double a_year = periods_per_year(sum.flow.first.kind);
      c.base = 0.0;
      c.value = sum.count.value;
      c.target = level.target;
      c.direction = level.direction;
      c.since = sum.done / a_year;
      c.total = sum.total / a_year;
      c.recent_change = sum.count.value / c.since;
      c.predicted = sum.count.value * c.total / c.since;
      continue;
    }
    if (target.kind == TargetKind::level || target.kind == TargetKind::share || target.kind == TargetKind::direction_only) {
      Target own = target;
      if (own.kind == TargetKind::direction_only && own.baseline_period && level.reason == Reason::none) own.figure = Figure::of(level.target, placed.series.unit);
      if (own.direction == Direction::within && is_missing(own.figure.value)) own.direction = Direction::at_least;
      c = progress_case(placed.series, own, options);
      continue;
    }
    if (level.reason != Reason::none) {
      refuse(level.reason);
      continue;
    }
    CaseOptions own = options;
    if (!own.base && own.years == 0 && level.base_period && level.base_period->kind == placed.series.first.kind) own.base = level.base_period;
    c = progress_case(placed.series, target.period(), level.target, level.direction, own);
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
