// SPDX-License-Identifier: Apache-2.0
// What one statement of a target claims, in numbers: for the checks of a dataset and for assessments alike.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/model/dataset.hpp>

#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] constexpr bool states_a_level(TargetKind kind) noexcept {
  return kind == TargetKind::level || kind == TargetKind::increase;
}

/// When a statement was made: its own date, else that of its publication; no date: not said.
[[nodiscard]] inline Date stated_date(const Dataset& data, const Target& target) noexcept {
  if (target.stated_on) return target.stated_on;
  const Source* source = find_by_id(data.sources, target.origin.source);
  return source == nullptr ? Date{} : source->published_on;
}

[[nodiscard]] inline bool belong_together(const Target& a, const Target& b) noexcept {
  const bool same_kind = states_a_level(a.kind) ? states_a_level(b.kind) : a.kind == b.kind;
  const bool over_span = a.kind == TargetKind::growth || a.kind == TargetKind::cumulative_count || a.kind == TargetKind::cumulative_flow;
  return same_kind && (!over_span || a.span.first == b.span.first) && a.key == b.key && a.period() == b.period() && a.direction == b.direction && a.relative_to == b.relative_to;
}

/// Levels that meet a statement: from the number on for an exact one, else what its words bound.
[[nodiscard]] inline Bounds meeting_levels(const Figure& figure, Direction direction, double base) {
  const bool bounded = !figure.bounds.is_exact() && (figure.bounds.has_lo() || figure.bounds.has_hi());
  if (bounded) return add(figure.bounds, Bounds::exactly(base));
  if (direction == Direction::within) return Bounds::exactly(base + figure.value);
  return direction == Direction::at_least ? Bounds::at_least(base + figure.value) : Bounds::at_most(base + figure.value);
}

/// What a statement claims the level to be: an exact number up to its rounding.
[[nodiscard]] inline Bounds claimed_levels(const Figure& figure, double base, double base_resolution) {
  return with_rounding(add(figure.rounded_bounds(), Bounds::exactly(base)), base_resolution);
}

/// The level on which an increase builds: the series' own at the baseline period, else the plan's own number.
struct TargetBase {
  double value = missing;
  double resolution = 0.0;
};

/// The stated baseline period, else the same period a year before.
[[nodiscard]] inline Period baseline_of(const Target& target) noexcept {
  return target.baseline_period.value_or(target.period().plus(-periods_per_year(target.period().kind)));
}

[[nodiscard]] inline TargetBase target_base(const Target& target, const Series& levels, const std::vector<const Observation*>& observations,
                                            const Unit& unit) {
  const Period at = baseline_of(target);
  if (!levels.values.empty() && at.kind == levels.first.kind) {
    const int i = steps_between(levels.first, at);
    if (i >= 0 && i < static_cast<int>(levels.values.size()) && !is_missing(levels.values[static_cast<std::size_t>(i)])) {
      const auto at_i = static_cast<std::size_t>(i);
      const Observation* o = at_i < observations.size() ? observations[at_i] : nullptr;
      return {levels.values[at_i], o == nullptr ? 0.0 : o->figure.in(levels.unit).resolution};
    }
  }
  if (!target.baseline || !is_convertible(target.baseline->unit, unit)) return {};
  const Figure stated = target.baseline->in(unit);
  return {stated.value, stated.resolution};
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
