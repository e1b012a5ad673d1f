// SPDX-License-Identifier: Apache-2.0
// From statements in plans to one aim: which statements belong together, which have been replaced, and the
// interval that all of them leave.
#pragma once

#include <industria/detail/indicators_statements.hpp>
#include <industria/model/dataset.hpp>
#include <industria/targets/assess.hpp>
#include <industria/targets/trajectory.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// What must be reached, in the unit of the assessment: the interval the statements leave and the number they name.
struct Aim {
  Bounds bounds;
  double value = missing;
  bool is_open = false;  ///< the number itself does not suffice ("trên 46.000")
  Reason reason = Reason::none;
  std::string lacking{};
  TextArgs lacking_args{};
  std::vector<Issue> issues{};
  std::vector<Milestone> on_the_way{};  ///< levels that earlier targets of the same thing name
};

/// Statements of one target: the same key, period and direction; levels and increases together, other kinds each by itself.
struct TargetGroup {
  std::vector<const Target*> statements;
  [[nodiscard]] const Target& first() const noexcept { return *statements.front(); }
};

[[nodiscard]] inline std::vector<TargetGroup> group_targets(const Dataset& data, Date as_of) {
  std::vector<TargetGroup> groups;
  for (const Target& target : data.targets) {
    const Date stated = stated_date(data, target);
    if (as_of && stated && stated > as_of) continue;
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const TargetGroup& g) { return belong_together(g.first(), target); });
    if (found == groups.end()) {
      groups.push_back({{&target}});
    } else {
      found->statements.push_back(&target);
    }
  }
  return groups;
}

/// What a message calls a target: its id, else its period.
[[nodiscard]] inline std::string name_of(const Target& target) { return target.id.empty() ? to_text(target.period()) : target.id; }

/// False for a range of which one end, or one number only, is known.
[[nodiscard]] constexpr bool is_range(const Bounds& bounds) noexcept { return bounds.has_lo() && bounds.has_hi() && bounds.lo < bounds.hi; }

[[nodiscard]] inline Issue target_issue(Severity severity, std::string code, const Target& target, TextArgs args = {}) {
  args.emplace_back("key", target.key.unique_id());
  return {.severity = severity, .code = std::move(code), .where = target.origin.where, .value = name_of(target), .args = std::move(args)};
}

/// A later statement of the same kind replaces an earlier one (both dated); what is replaced is told.
/// Tells also if what is left names no number any more, or zero where more was wanted before; true then.
inline bool drop_replaced(const Dataset& data, TargetGroup& group, std::vector<Issue>& issues) {
  const auto is_replaced = [&](const Target* target) {
    return std::any_of(group.statements.begin(), group.statements.end(), [&](const Target* other) {
      const Date mine = stated_date(data, *target);
      return other->kind == target->kind && mine && stated_date(data, *other) > mine;
    });
  };
  std::vector<const Target*> kept;
  bool had_number = false;
  for (const Target* target : group.statements) {
    if (is_replaced(target)) {
      had_number = had_number || target->figure.value > 0.0;
      issues.push_back(target_issue(Severity::note, "targets.replaced", *target));
    } else {
      kept.push_back(target);
    }
  }
  group.statements = std::move(kept);
  const bool is_nothing = had_number && group.first().direction == Direction::at_least &&
                          std::all_of(group.statements.begin(), group.statements.end(), [](const Target* t) { return is_missing(t->figure.value) || t->figure.value == 0.0; });
  if (is_nothing) issues.push_back(target_issue(Severity::warning, "targets.revised_to_nothing", group.first()));
  return is_nothing;
}

[[nodiscard]] inline TextArgs period_args(const Period& period) {
  return {{"period_vi", to_text(period, Language::vi)}, {"period_en", to_text(period, Language::en)}};
}

/// Puts the statements of a level target together.
[[nodiscard]] inline Aim level_aim(const TargetGroup& group, const Series& levels, const std::vector<const Observation*>& observations,
                                   const Unit& unit) {
  Aim aim;
  Bounds claims;
  double named_level = missing;
  double followed_level = missing;
  for (const Target* target : group.statements) {
    if (!is_convertible(target->figure.unit, unit)) {
      aim.issues.push_back(target_issue(Severity::error, "targets.other_unit", *target,
                                        {{"unit_vi", to_text(unit, Language::vi)}, {"unit_en", to_text(unit, Language::en)}}));
      continue;
    }
    const PriceBasis& basis = levels.values.empty() ? group.first().figure.basis : levels.basis;
    if (!(target->figure.basis == basis)) {
      aim.issues.push_back(target_issue(Severity::error, "targets.other_basis", *target,
                                        {{"basis_vi", to_text(basis, Language::vi)}, {"basis_en", to_text(basis, Language::en)}}));
      continue;
    }
    const Figure figure = target->figure.in(unit);
    TargetBase base{.value = 0.0};
    if (target->kind == TargetKind::increase) {
      base = target_base(*target, levels, observations, unit);
      if (is_missing(base.value)) {
        aim.issues.push_back(target_issue(Severity::note, "targets.no_base", *target, period_args(baseline_of(*target))));
        continue;
      }
    }
    if (is_missing(figure.value)) continue;
    aim.bounds = intersect(aim.bounds, meeting_levels(figure, target->direction, base.value));
    claims = intersect(claims, claimed_levels(figure, base.value, base.resolution));
    // The strictest level that is named outright comes before one that follows from an increase.
    const double named = base.value + figure.value;
    double& value = target->kind == TargetKind::level ? named_level : followed_level;
    const bool is_stricter = target->direction == Direction::at_most ? named < value : named > value;
    if (is_missing(value) || is_stricter) value = named;
  }
  aim.value = is_missing(named_level) ? followed_level : named_level;
  if (is_missing(aim.value)) {
    const bool lacks_base = std::any_of(aim.issues.begin(), aim.issues.end(), [](const Issue& i) { return i.code == "targets.no_base"; });
    const bool other_unit = std::any_of(aim.issues.begin(), aim.issues.end(), [](const Issue& i) { return i.code == "targets.other_unit" || i.code == "targets.other_basis"; });
    for (Issue& issue : aim.issues) {
      if (issue.code == "targets.no_base") issue.severity = Severity::error;  // nothing else tells the level
    }
    aim.reason = lacks_base ? Reason::no_level : other_unit ? Reason::not_comparable : Reason::no_target_value;
    if (lacks_base) {
      aim.lacking = "lacking.base_level";
      const auto lacks = std::find_if(group.statements.begin(), group.statements.end(), [](const Target* t) { return t->kind == TargetKind::increase; });
      aim.lacking_args = period_args(baseline_of(**lacks));
    }
    return aim;
  }
  const Direction direction = group.first().direction;
  if (direction == Direction::within && !is_range(aim.bounds) && !aim.bounds.is_empty()) {
    aim.value = missing;
    aim.reason = Reason::no_target_value;
    aim.issues.push_back(target_issue(Severity::error, "targets.no_range", group.first()));
    return aim;
  }
  aim.is_open = direction == Direction::at_least  ? aim.bounds.lo_open && aim.bounds.lo == aim.value
                : direction == Direction::at_most ? aim.bounds.hi_open && aim.bounds.hi == aim.value
                                                  : false;
  if (aim.bounds.is_empty() || claims.is_empty()) {
    aim.reason = Reason::contradiction;
    aim.issues.push_back(target_issue(Severity::error, "targets.contradict", group.first()));
  }
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

/// The level to come to from `level`: the number; of a range the nearest end, or the level itself inside it.
[[nodiscard]] inline double wanted_level(const Aim& aim, Direction direction, double level) noexcept {
  if (direction != Direction::within) return aim.value;
  return level < aim.bounds.lo ? aim.bounds.lo : level > aim.bounds.hi ? aim.bounds.hi : level;
}

/// True if a level meets the aim.
[[nodiscard]] inline bool meets(const Aim& aim, Direction direction, double level) noexcept {
  if (direction == Direction::within) return aim.bounds.contains(level);
  if (level == aim.value) return !aim.is_open;
  return direction == Direction::at_least ? level > aim.value : level < aim.value;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
