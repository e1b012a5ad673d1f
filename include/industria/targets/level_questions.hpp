// SPDX-License-Identifier: Apache-2.0
// Targets of a panel as questions about levels: which series, which period, what level is wanted; what cannot be asked is told.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/targets/assess_panel.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Question i is whether series rows[i] lies in wanted[i] in periods[i]. All columns are as long as `rows`; `names` and `keys` may be empty.
struct LevelQuestions {
  std::vector<std::int64_t> rows{};     ///< of the panel, or node of the tree; -1: none that is there
  std::vector<Period> periods{};
  std::vector<Bounds> wanted{};         ///< in the unit of the panel; without any end: no number is asked for
  std::vector<Reason> reasons{};        ///< why it cannot be asked; Reason::none: it can. Empty: all can
  std::vector<std::string> names{};     ///< ids of the targets, for issues
  std::vector<std::string> keys{};      ///< of what they speak of, for issues
  std::vector<TargetIssue> issues{};    ///< found on the way here
  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool can_ask(std::size_t i) const noexcept { return rows[i] >= 0 && (reasons.empty() || reasons[i] == Reason::none); }
  [[nodiscard]] bool has_number(std::size_t i) const noexcept { return wanted[i].has_lo() || wanted[i].has_hi(); }
};

/// One question per target, in their order. Levels, shares and indices are asked as they stand (an index in the base of its figures), increases
/// and growth rates as the level they lead to from their base, directions against the first figure. Sums over a span, counts and comparisons
/// with another series are no levels: "targets.not_a_level". Units, prices, periods and numbers are looked at as in assess.
/// Throws as assess(PanelView, PanelTargets).
[[nodiscard]] INDUSTRIA_API LevelQuestions level_questions(const PanelView& panel, const PanelTargets& targets);

/// Periods from the end of their series to the furthest period that is asked for: the horizon a forecast needs; 1 to 1000.
[[nodiscard]] INDUSTRIA_API int horizon_of(const PanelView& panel, const LevelQuestions& questions);

/// The same for sums over series that end at different times: from the end of the one that ends first.
[[nodiscard]] INDUSTRIA_API int horizon_of(const PanelView& panel, std::span<const Period> periods);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_level_questions.ipp>
#endif
