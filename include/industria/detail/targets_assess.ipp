// SPDX-License-Identifier: Apache-2.0
// Body of targets/assess.hpp: which targets a dataset has on a date, and the way of each kind.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/targets_relative.ipp>
#include <industria/detail/targets_sums.hpp>
#include <industria/detail/targets_trajectory.ipp>
#include <industria/detail/targets_year_sum.hpp>
#include <industria/targets/assess.hpp>

#include <array>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_assess_options(const AssessOptions& options) {
  for (const double level : options.levels) {
    if (level >= 1.0 && level < 100.0) continue;
    throw ValueError("assess: level is " + to_shortest(level) + ", expected per cent from 1 to below 100" +
                     (level > 0.0 && level < 1.0 ? "; say " + to_shortest(100.0 * level) : std::string()));
  }
  if (!(options.unlikely >= 0.0 && options.unlikely <= options.likely && options.likely <= 1.0)) {
    throw ValueError("assess: unlikely is " + to_shortest(options.unlikely) + " and likely is " + to_shortest(options.likely) +
                     ", expected 0 <= unlikely <= likely <= 1");
  }
  require_trajectory(Period::of_year(0), Period::of_year(1), {.shape = TrajectoryShape::linear, .steepness = options.path.steepness, .midpoint = options.path.midpoint, .milestones = {}});
}

[[nodiscard]] inline bool same_basis(const PriceBasis& a, const PriceBasis& b) noexcept { return a == b; }

/// True if levels in one unit and basis speak of a target in the other.
[[nodiscard]] inline bool is_comparable(const Series& levels, const Figure& figure) noexcept {
  return levels.values.empty() || (is_convertible(figure.unit, levels.unit) && same_basis(levels.basis, figure.basis));
}

[[nodiscard]] inline bool has_observation(const Dataset& data, const IndicatorKey& key, Date as_of) {
  return std::any_of(data.observations.begin(), data.observations.end(),
                     [&](const Observation& o) { return o.key == key && o.status != Status::plan && is_known(o, as_of); });
}

[[nodiscard]] inline Assessment assessment_frame(const TargetGroup& group) {
  const Target& first = group.first();
  Assessment a;
  for (const Target* target : group.statements) {
    a.statements.push_back(target->id);
    a.target_id += (a.target_id.empty() ? "" : "+") + target->id;
  }
  a.key = first.key;
  a.kind = first.kind;
  a.period = first.period();
  a.direction = first.direction;
  a.unit = first.figure.unit;
  a.basis = first.figure.basis;
  return a;
}

/// Two figures that are known make a direction a level: above (below) that of the baseline period, else the first of them.
[[nodiscard]] inline std::optional<Aim> direction_aim(const Target& target, const Actuals& shares) {
  if (count_observed(shares.series.values) < 2) return std::nullopt;
  double first = missing;
  if (target.baseline_period && target.baseline_period->kind == shares.series.first.kind) {
    const int i = steps_between(shares.series.first, *target.baseline_period);
    if (i >= 0 && i < static_cast<int>(shares.series.values.size())) first = shares.series.values[static_cast<std::size_t>(i)];
  }
  for (std::size_t i = 0; is_missing(first); ++i) first = shares.series.values[i];
  const bool up = target.direction != Direction::at_most;
  return Aim{.bounds = up ? Bounds::above(first) : Bounds::below(first), .value = first, .is_open = true};
}

/// The strictest of several statements of one direction.
[[nodiscard]] inline std::optional<Aim> direction_aim(const TargetGroup& group, const Actuals& levels) {
  std::optional<Aim> strictest;
  for (const Target* target : group.statements) {
    std::optional<Aim> aim = direction_aim(*target, levels);
    if (!aim) return std::nullopt;
    const bool up = target->direction != Direction::at_most;
    if (!strictest || (up ? aim->value > strictest->value : aim->value < strictest->value)) strictest = std::move(aim);
  }
  return strictest;
}

/// Levels that earlier targets of the same kind, key and direction name.
[[nodiscard]] inline std::vector<Milestone> earlier_levels(const std::vector<Target>& all, const Target& target, const Unit& unit) {
  std::vector<Milestone> out;
  if (target.kind != TargetKind::level && target.kind != TargetKind::share && target.kind != TargetKind::index) return out;
  for (const Target& other : all) {
    const bool is_earlier = other.key == target.key && other.kind == target.kind && other.direction == target.direction && other.period().kind == target.period().kind &&
                            other.period() < target.period() && !is_missing(other.figure.value);
    if (is_earlier && is_convertible(other.figure.unit, unit)) out.push_back({other.period(), other.figure.in(unit).value});
  }
  return out;
}

/// The aim of a group against the levels it speaks of.
[[nodiscard]] inline Aim aim_of(const TargetGroup& group, const Actuals& actuals, const Unit& unit) {
  const Target& first = group.first();
  if (first.kind == TargetKind::growth) {
    Aim rates;
    const Target merged = merged_target(group, Unit{}, rates);
    if (rates.reason == Reason::contradiction) return rates;
    Aim aim = growth_aim(merged, actuals);
    aim.issues.insert(aim.issues.end(), rates.issues.begin(), rates.issues.end());
    return aim;
  }
  if (first.kind == TargetKind::index) {
    std::vector<Target> rebased;
    TargetGroup own;
    std::vector<Issue> told;
    for (const Target* target : group.statements) rebased.push_back(*target);
    for (Target& target : rebased) {
      rebase_index(target, actuals, told);
      own.statements.push_back(&target);
    }
    Aim aim = level_aim(own, actuals.series, actuals.observations, unit);
    aim.issues.insert(aim.issues.end(), told.begin(), told.end());
    return aim;
  }
  return level_aim(group, actuals.series, actuals.observations, unit);
}

/// "Faster than itself": nothing to assess.
inline void refuse_comparison_with_itself(Assessment& a, const Target& target) {
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_target_value;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_target_value;
  a.issues.push_back(target_issue(Severity::error, "targets.relative_to_itself", target));
  cannot_assess(a, Reason::no_target_value);
}

/// A target whose figures are all of another kind of period (years beside a target for a month).
inline void tell_of_other_periods(Assessment& a, const Dataset& data, const Target& target, Date as_of) {
  if (a.last_period || !(states_a_level(target.kind) || target.kind == TargetKind::index)) return;
  const Observation* earliest = nullptr;
  for (const Observation& o : data.observations) {
    if (!(o.key == target.key) || o.measure != Measure::level || o.status == Status::plan || !is_known(o, as_of)) continue;
    if (o.span.last.kind == a.period.kind) return;
    if (earliest == nullptr || o.span.last.last_day() < earliest->span.last.last_day()) earliest = &o;
  }
  if (earliest == nullptr) return;
  const Period& first = earliest->span.last;
  // A year's target beside months or quarters of a stock is usual: the monitoring table reads it at the end of the year.
  const Severity severity = a.period.kind == PeriodKind::year ? Severity::note : Severity::error;
  a.issues.push_back(issue_of(a, severity, "targets.other_period_kind", {{"first_vi", to_text(first, Language::vi)}, {"first_en", to_text(first, Language::en)}}));
  a.issues.back().where = target.origin.where;
  cannot_assess(a, Reason::not_comparable);
}

inline void assess_group(Assessment& a, const Dataset& data, const TargetGroup& group, Date as_of, const AssessOptions& options) {
  const Target& first = group.first();
  if (first.kind == TargetKind::cumulative_count || first.kind == TargetKind::cumulative_flow) return assess_count(a, data, group, as_of, options);
  if (first.kind == TargetKind::relative && first.relative_to == first.key.indicator) return refuse_comparison_with_itself(a, first);
  if (first.kind == TargetKind::relative) return assess_relative(a, data, group, as_of, options);
  if (first.kind == TargetKind::share || first.kind == TargetKind::direction_only) {
    Actuals shares = shares_of(data, first.key, a.period.kind, as_of);
    if (shares.series.values.empty() && first.kind == TargetKind::direction_only) shares = actuals_of(data, first.key, a.period, as_of, a.issues);
    if (!shares.series.values.empty()) a.unit = shares.series.unit;
    if (first.kind == TargetKind::share) {
      Aim aim = level_aim(group, shares.series, shares.observations, a.unit);
      if (options.path.shape == TrajectoryShape::milestones) aim.on_the_way = earlier_levels(data.targets, first, a.unit);
      assess_level(a, std::move(shares), aim, as_of, options);
    } else if (const std::optional<Aim> aim = direction_aim(group, shares)) {
      assess_level(a, std::move(shares), *aim, as_of, options);
    } else {
      return assess_without_number(a);
    }
    a.calibrated = false;  // measured on levels only
  } else {
    Actuals actuals = actuals_of(data, first.key, a.period, as_of, a.issues);
    if (first.kind != TargetKind::growth && !is_comparable(actuals.series, first.figure)) {
      a.issues.push_back(target_issue(Severity::error, "targets.other_basis", first,
                                      {{"basis_vi", to_text(actuals.series.basis, Language::vi)}, {"basis_en", to_text(actuals.series.basis, Language::en)}}));
      a.target = meeting_levels(first.figure, first.direction, 0.0);
      a.target_value = first.figure.value;
      cannot_assess(a, Reason::not_comparable);
      return;
    }
    if (!actuals.series.values.empty()) {
      a.unit = actuals.series.unit;
      a.basis = actuals.series.basis;
    }
    Aim aim = aim_of(group, actuals, a.unit);
    if (options.path.shape == TrajectoryShape::milestones) aim.on_the_way = earlier_levels(data.targets, first, a.unit);
    assess_level(a, std::move(actuals), aim, as_of, options);
    const bool has_result = a.last_period && !(*a.last_period < a.period);
    if (!has_result && first.kind != TargetKind::index) assess_running_year(a, data, first, aim, as_of, options);
  }
  if (a.reason == Reason::no_observation && !a.last_period && has_observation(data, first.key, as_of)) a.reason = Reason::no_level;
}

/// Targets for one level that no figure can meet together (at least 120 and at most 100): each says so and is not assessed.
inline void refuse_contradictions(std::vector<Assessment>& all, const std::vector<TargetGroup>& groups) {
  const auto names_a_level = [](TargetKind kind) {
    return states_a_level(kind) || kind == TargetKind::share || kind == TargetKind::index || kind == TargetKind::growth;
  };
  const auto speak_of_one_thing = [&](const Target& a, const Target& b) {
    if (a.kind == TargetKind::relative || b.kind == TargetKind::relative) return a.kind == b.kind && a.relative_to == b.relative_to && a.span.first == b.span.first;
    if (a.kind != b.kind) return names_a_level(a.kind) && names_a_level(b.kind) && (a.kind == TargetKind::share) == (b.kind == TargetKind::share);
    return names_a_level(a.kind) || a.span.first == b.span.first;  // sums of one span, directions of one period
  };
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (std::size_t k = i + 1; k < groups.size(); ++k) {
      const Target& a = groups[i].first();
      const Target& b = groups[k].first();
      if (a.direction == b.direction || !(a.key == b.key) || !(a.period() == b.period()) || !speak_of_one_thing(a, b)) continue;
      if (a.kind != TargetKind::relative && (is_missing(all[i].target_value) || is_missing(all[k].target_value))) continue;
      if (!(all[i].unit == all[k].unit) || !intersect(all[i].target, all[k].target).is_empty()) continue;
      for (const auto& [mine, other] : {std::pair{i, k}, std::pair{k, i}}) {
        all[mine].issues.push_back(target_issue(Severity::error, "targets.contradict_other", groups[mine].first(), {{"other", groups[other].first().id}}));
        cannot_assess(all[mine], Reason::contradiction);
      }
    }
  }
}

/// Texts on what is lacking name the indicator, of this target unless another one was meant.
inline void name_lacking(Assessment& a, const TextArgs& indicator) {
  const bool is_named = std::any_of(a.lacking_args.begin(), a.lacking_args.end(), [](const auto& arg) { return arg.first == "indicator_vi"; });
  if (!a.lacking.empty() && !is_named) a.lacking_args.insert(a.lacking_args.end(), indicator.begin(), indicator.end());
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Verdict verdict) noexcept {
  constexpr std::array<std::string_view, 6> names{"achieved", "likely", "uncertain", "unlikely", "missed", "not_assessable"};
  return names[static_cast<std::size_t>(verdict)];
}

INDUSTRIA_INLINE std::vector<Assessment> assess(const Dataset& data, const AssessOptions& options) {
  detail::require_assess_options(options);
  const Date as_of = options.as_of ? options.as_of : latest_known(data);
  std::vector<Assessment> out;
  std::vector<detail::TargetGroup> groups = detail::group_targets(data, as_of);
  for (detail::TargetGroup& group : groups) {
    std::vector<Issue> replaced;
    const bool is_nothing = detail::drop_replaced(data, group, replaced);
    Assessment a = detail::assessment_frame(group);
    a.issues = std::move(replaced);
    detail::assess_group(a, data, group, as_of, options);
    detail::tell_of_other_periods(a, data, group.first(), as_of);
    detail::tell_of_figures(a, group.first());
    if (is_nothing) detail::cannot_assess(a, Reason::no_target_value);
    detail::name_lacking(a, detail::indicator_args(data, a.key.indicator));
    out.push_back(std::move(a));
  }
  detail::refuse_contradictions(out, groups);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
