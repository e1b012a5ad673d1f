// SPDX-License-Identifier: Apache-2.0
// Pace and progress of targets of every kind: what each asks of its series as a level or a sum, and what that needs.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/series.hpp>
#include <industria/model/target.hpp>
#include <industria/targets/assess_panel.hpp>
#include <industria/targets/pace.hpp>
#include <industria/targets/progress_case.hpp>

#include <optional>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// What a target comes to for its series, in the series' unit:
///   level, share     the number; of a range the end that is nearest to the last figure, and the direction into it
///   index            the number on the figures' own base
///   increase         the base level + the number
///   growth           the base level (1 + g)^n, base as in assess()
///   direction_only   the level of the baseline, else the first one
///   relative         the level that grows as the other series + points: the other as far as it is known, then with its mean growth of the span so
///                    far (of its last year before the span has begun)
///   sums and counts  the sum over the span; what there is so far is held against it
struct TargetLevel {
  double target = missing;
  Direction direction = Direction::at_least;
  std::optional<Period> base_period{};  ///< where the target itself has one: increase, growth, relative
  double base = missing;
  Value gap_points{};                   ///< of growth and relative: mean growth a year since the base less what is wanted, in percentage points
  Reason reason = Reason::none;         ///< why there is no level: no_target_value, no_level, zero_base, no_observation (of the other series) ...
};
/// `other`: the series of a relative target. Throws as assess(series, target) for periods and units that do not go together.
[[nodiscard]] INDUSTRIA_API TargetLevel target_level(const SeriesView& series, const Target& target, const SeriesView* other = nullptr);

/// Pace of targets of every kind among the series of the panel, units as in assess(panel, targets). What cannot be said has its reason
/// (unknown series no_observation, other units or periods not_comparable) and stops no other. Of a sum gap is what there is less what is wanted,
/// required_growth the yearly growth of its periods' figures with which the rest comes, required_change the amount needed a year
/// (Pace::in_amounts: of counts that is what is held against the years before). ShapeError, ValueError as assess(panel, targets).
[[nodiscard]] INDUSTRIA_API std::vector<Pace> pace(const PanelView& panel, const PanelTargets& targets, const PaceOptions& options = {});

/// The cases of targets of every kind for the progress rules. A base named by the target is the base unless the options name one. Of a sum the
/// base is 0 before its span, so that rules of distances apply and rules of growth rates say zero_base. A direction without a baseline, or a kind
/// whose level is not known, has no number: rules then judge without a target. `reasons`, if not null: why a case has none, one per target.
[[nodiscard]] INDUSTRIA_API std::vector<ProgressCase> progress_cases(const PanelView& panel, const PanelTargets& targets, const CaseOptions& options = {},
                                                                     std::vector<Reason>* reasons = nullptr);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_target_pace.ipp>
#endif
