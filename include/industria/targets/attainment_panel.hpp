// SPDX-License-Identifier: Apache-2.0
// Probabilities of attainment over whole panels and trees: every question for itself, as columns; what cannot be answered is told.
#pragma once

#include <industria/base/config.hpp>
#include <industria/hierarchy/tree.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/projection/panel_forecast.hpp>
#include <industria/targets/attainment.hpp>
#include <industria/targets/level_questions.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

// All calls: rows of the questions are series of the forecasts (nodes of the tree for trees); `model` is a model of the forecasts. A question
// that cannot be answered has missing numbers, its reason, and an issue that names target and key; the others are answered. Answers depend on
// seed and ids, not on threads, order or the other questions. Issues are those found on the way and the questions' own, by question.
// Throws ValueError for a model or row that is not there and for options out of range, ShapeError for columns of questions of other lengths.

/// P as a function of the target: its level times each factor. probability[i * factors + j] belongs to question i and factors[j].
struct PanelAttainment {
  std::vector<double> probability{};
  std::vector<double> median{};          ///< of the period asked for
  std::vector<Reason> reasons{};
  std::vector<TargetIssue> issues{};
};
/// Exact. `factors` must be positive and finite.
[[nodiscard]] INDUSTRIA_API PanelAttainment attainment_curve(const PanelForecast& forecasts, std::size_t model, const LevelQuestions& questions,
                                                             std::span<const double> factors);

/// FirstPassage of every question over the whole horizon of the forecasts. Entry i * horizon + k belongs to question i and step k.
struct PanelFirstPassage {
  int horizon = 0;
  std::vector<double> probability{};
  std::vector<double> by{};
  std::vector<double> by_period{};             ///< met by the end of the question's own period; missing if it is not within the horizon
  std::vector<double> beyond{};
  std::vector<std::int32_t> median_step{};     ///< from 1; 0: not within the horizon
  std::vector<double> expected_step{};         ///< from 1, given that it is met within the horizon
  std::vector<Period> first{};                 ///< period of step 1; year 0: no forecast
  std::vector<Reason> reasons{};               ///< also why there is no by_period alone: no_time_left, or missing beyond the horizon
  std::vector<TargetIssue> issues{};
};
/// Each row equals first_passage(forecasts.forecast(model, row), wanted, options) to the bit.
[[nodiscard]] INDUSTRIA_API PanelFirstPassage first_passage(const PanelForecast& forecasts, std::size_t model, const LevelQuestions& questions,
                                                            const PathOptions& options = {});

/// JointAttainment of groups of questions. Entry g of the group columns belongs to group g; `each` and `reasons` to the questions.
struct PanelJointAttainment {
  std::vector<double> each{};
  std::vector<std::int64_t> targets{};         ///< counted in the group
  std::vector<std::int64_t> left_out{};        ///< not counted: no forecast, no number
  std::vector<double> expected{};
  std::vector<double> all{};
  std::vector<double> any{};
  std::vector<std::int64_t> offsets{};         ///< of `count`: P that exactly 0, 1, ... targets of group g are met, from count[offsets[g]] on
  std::vector<double> count{};
  std::vector<Reason> reasons{};
  std::vector<TargetIssue> issues{};
};
/// Question i is in group groups[i], from 0 on; empty: all in one. Questions of one series are told apart by their periods only.
[[nodiscard]] INDUSTRIA_API PanelJointAttainment joint_attainment(const PanelForecast& forecasts, std::size_t model, const LevelQuestions& questions,
                                                                  std::span<const std::int32_t> groups = {}, const JointOptions& options = {});

/// AggregateAttainment of every question to a node of a tree: the law of the sum of the leaves below it.
struct TreeAttainment {
  std::vector<double> probability{};
  std::vector<double> median{};
  std::vector<double> lower80{};
  std::vector<double> upper80{};
  std::vector<double> lower95{};
  std::vector<double> upper95{};
  std::vector<std::int64_t> parts{};  ///< leaves with a forecast in the sum; what is known already is a number
  std::vector<Reason> reasons{};
  std::vector<TargetIssue> issues{};
};
/// Rows of the questions are nodes of the tree (level_questions of aggregate(tree, panel), whose series are the nodes). Leaves are found by
/// their ids among the forecasts; a leaf whose figure of the period is in `panel` (the series that were forecast) stands with it. Parts that do not exist
/// in the period are left out, a part without forecast leaves its sums without answer ("targets.part_without_forecast"). A node's
/// own forecast is not used unless it is a leaf. With one forecast part all is exact, else from joint draws. A question without
/// number gets the law of its sum and no probability. Sums go up the tree in the order of its ids.
[[nodiscard]] INDUSTRIA_API TreeAttainment aggregate_attainment(const Tree& tree, const PanelView& panel, const PanelForecast& forecasts, std::size_t model,
                                                                const LevelQuestions& questions, const JointOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_attainment_panel.ipp>
#include <industria/detail/targets_attainment_tree.ipp>
#endif
