// SPDX-License-Identifier: Apache-2.0
// Body of targets/level_questions.hpp.
#pragma once

#include <industria/detail/targets_assess_panel.ipp>
#include <industria/targets/level_questions.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The level that meets the aim, as assess asks for it.
[[nodiscard]] inline Bounds asked_bounds(const Aim& aim, Direction direction) noexcept {
  if (direction == Direction::within) return aim.bounds;
  if (direction == Direction::at_least) return aim.is_open ? Bounds::above(aim.value) : Bounds::at_least(aim.value);
  return aim.is_open ? Bounds::below(aim.value) : Bounds::at_most(aim.value);
}

/// What one target asks of its series; nothing with the reason and what is told.
inline void ask(LevelQuestions& out, std::size_t i, const SeriesView& series, const Target& target) {
  const auto refuse = [&](Reason why, std::string code, TextArgs args = {}) {
    out.reasons[i] = why;
    if (!code.empty()) out.issues.push_back({i, panel_issue(Severity::error, std::move(code), target, std::move(args))});
  };
  Issue told;
  if (const Reason why = mismatch(series, target, &told); why != Reason::none) {
    out.reasons[i] = why;
    out.issues.push_back({i, std::move(told)});
    return;
  }
  if (target.kind == TargetKind::relative || target.kind == TargetKind::cumulative_count || target.kind == TargetKind::cumulative_flow) {
    return refuse(Reason::not_comparable, "targets.not_a_level", {{"kind", std::string(name(target.kind))}});
  }
  if (target.kind != TargetKind::direction_only && is_missing(target.figure.value) &&
      !(target.direction == Direction::within && target.figure.bounds.has_lo() && target.figure.bounds.has_hi())) {
    return refuse(Reason::no_target_value, "targets.no_number");
  }
  Actuals actuals = bare_actuals(series);
  const TargetGroup group{{&target}};
  const std::optional<Aim> aim = target.kind == TargetKind::direction_only ? direction_aim(target, actuals) : std::optional(aim_of(group, actuals, series.unit));
  if (!aim) return refuse(Reason::no_target_value, "targets.no_number");
  for (const Issue& issue : aim->issues) out.issues.push_back({i, issue});
  if (aim->reason != Reason::none || is_missing(aim->value)) {
    return refuse(aim->reason == Reason::none ? Reason::no_target_value : aim->reason, aim->issues.empty() ? "targets.no_number" : "");
  }
  out.wanted[i] = asked_bounds(*aim, target.direction);
}

}  // namespace detail

INDUSTRIA_INLINE LevelQuestions level_questions(const PanelView& panel_view, const PanelTargets& targets) {
  const detail::TargetPanel panel(panel_view, targets);
  const std::vector<std::size_t> other = detail::excluded_by(panel);
  const std::size_t n = panel.size();
  LevelQuestions out;
  out.rows.assign(targets.rows.begin(), targets.rows.end());
  out.wanted.resize(n);
  out.reasons.assign(n, Reason::none);
  for (std::size_t i = 0; i < n; ++i) {
    const Target& target = panel.target(i);
    out.periods.push_back(target.period());
    out.names.push_back(target.id);
    out.keys.push_back(target.key.unique_id());
    if (!panel.has_series(i)) {
      out.reasons[i] = Reason::no_observation;
      out.issues.push_back({i, detail::panel_issue(Severity::error, "targets.unknown_series", target)});
    } else if (panel.takes_panel_unit(i)) {
      detail::ask(out, i, panel.series(i), panel.in_panel_unit(i));
    } else {
      detail::ask(out, i, panel.series(i), target);
    }
    if (other[i] == i) continue;
    out.reasons[i] = Reason::contradiction;
    out.issues.push_back({i, detail::panel_issue(Severity::error, "targets.contradict_other", target, {{"other", panel.target(other[i]).id}})});
  }
  return out;
}

INDUSTRIA_INLINE int horizon_of(const PanelView& panel, const LevelQuestions& questions) {
  int out = 1;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (!questions.can_ask(i) || questions.rows[i] >= static_cast<std::int64_t>(panel.size())) continue;
    const auto row = static_cast<std::size_t>(questions.rows[i]);
    const Period next = panel.first[row].plus(static_cast<int>(panel.offsets[row + 1] - panel.offsets[row]));
    if (next.kind == questions.periods[i].kind) out = std::max(out, steps_between(next, questions.periods[i]) + 1);
  }
  return std::min(out, 1000);
}

INDUSTRIA_INLINE int horizon_of(const PanelView& panel, std::span<const Period> periods) {
  int out = 1;
  for (const Period& period : periods) {
    for (std::size_t i = 0; i < panel.size(); ++i) {
      const Period next = panel.first[i].plus(static_cast<int>(panel.offsets[i + 1] - panel.offsets[i]));
      if (next.kind == period.kind) out = std::max(out, steps_between(next, period) + 1);
    }
  }
  return std::min(out, 1000);
}

}  // namespace industria::inline INDUSTRIA_ABI
