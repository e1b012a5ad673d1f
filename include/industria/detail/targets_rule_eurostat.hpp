// SPDX-License-Identifier: Apache-2.0
// Eurostat's ratio of growth rates, in its signed form: the plain one misleads where the base already met the target.
#pragma once

#include <industria/detail/targets_rules_common.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr ProgressClass eurostat_with_target[] = {
    {"movement_away"}, {"insufficient_progress", 0.0}, {"moderate_progress", 0.60}, {"significant_progress", 0.95}};
inline constexpr ProgressClass eurostat_without_target[] = {
    {"significant_movement_away"}, {"moderate_movement_away", -0.01, true}, {"no_change", 0.0}, {"moderate_progress", 0.0, true}, {"significant_progress", 0.01}};
inline constexpr RuleTable eurostat_table{eurostat_with_target, eurostat_without_target, "target_met", false,
                                          "Eurostat, Sustainable development in the EU: monitoring report, annex on assessment"};

[[nodiscard]] inline Progress eurostat_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions&) noexcept {
  return is_missing(c.target) ? by_signed_growth(c, table, table.without_target) : by_growth_ratio(c, table, table.with_target);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
