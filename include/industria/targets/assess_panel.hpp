// SPDX-License-Identifier: Apache-2.0
// Targets against whole panels: every kind, one row per target, what is wrong with each told beside it.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/targets/assess.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// targets[i] speaks of series rows[i] of the panel; -1: of none that is there. Target::relative_to is the id of another series.
struct PanelTargets {
  std::span<const std::int64_t> rows{};
  std::span<const Target> targets{};
  /// True: the panel's unit and price basis are those of its levels; a target that says no unit is in them. False: nobody stated
  /// them, and each series is in the unit and prices of its target.
  bool units_stated = true;
};

/// One Assessment per target, in their order, each for itself: nothing is merged, one that cannot be assessed stops no other. Trouble is
/// in Assessment::reason and issues, which name target and key. Throws ShapeError unless rows and targets are as many, ValueError for a
/// row outside the panel. options.forecast.progress is asked between targets; after a false the rest comes back not assessable.
[[nodiscard]] INDUSTRIA_API std::vector<Assessment> assess(const PanelView& panel, const PanelTargets& targets, const AssessOptions& options = {});

/// The same as columns, one entry per target: what a frame holds, without the forecasts.
struct AssessmentColumns {
  std::vector<std::uint8_t> verdict{};  ///< Verdict
  std::vector<std::uint8_t> reason{};   ///< Reason: why not assessable, else why there is no probability (none once it is decided)
  std::vector<Period> last_period{};    ///< year 0: none
  std::vector<double> last_actual{};
  std::vector<double> landing{};
  std::vector<double> landing_lo{};     ///< one after the other for each level: level j of target i at j * size + i
  std::vector<double> landing_hi{};
  std::vector<double> gap{};
  std::vector<double> gap_relative{};
  std::vector<double> required_growth{};
  std::vector<double> pace{};
  std::vector<double> probability{};
  std::vector<std::int64_t> observations{};
  std::vector<double> pool_share{};     ///< missing without a forecast
  std::vector<std::uint8_t> calibrated{};
  std::vector<std::uint8_t> quality{};  ///< Quality
  std::vector<std::int32_t> method{};   ///< position in method_names
  std::vector<std::string> method_names{};
  [[nodiscard]] std::size_t size() const noexcept { return verdict.size(); }
};
[[nodiscard]] INDUSTRIA_API AssessmentColumns assess_columns(const PanelView& panel, const PanelTargets& targets, const AssessOptions& options = {});

/// An issue and the target it speaks of (its position).
struct TargetIssue {
  std::size_t target = 0;
  Issue issue{};
};
/// Everything that stands in the way of assessing, or that a reader must know, without a forecast: series that are not there, no or one
/// observation, targets before the data, other periods, units and prices, bases of zero and below, no number, ranges without ends, targets for
/// one level that exclude each other, plans revised to nothing. `as_of` as in assess. In the order of the targets.
[[nodiscard]] INDUSTRIA_API std::vector<TargetIssue> target_issues(const PanelView& panel, const PanelTargets& targets, Date as_of = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_assess_panel.ipp>
#endif
