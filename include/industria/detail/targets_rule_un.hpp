// SPDX-License-Identifier: Apache-2.0
// The UN SDG Progress Chart: the rule of the 2023 technical note, and the growth ratio of 2022.
#pragma once

#include <industria/detail/targets_rules_common.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr ProgressClass un_with_target[] = {{"stagnation_or_regression"}, {"fair_progress", 0.10}, {"on_track_or_met", 0.95}};
inline constexpr ProgressClass un_without_target[] = {{"stagnation_or_regression"}, {"fair_progress", 0.005}, {"on_track_or_met", 0.02}};
inline constexpr RuleTable un_table{un_with_target, un_without_target, "", false, "UN SDG Progress Chart 2023, technical note"};

inline constexpr ProgressClass un_2022_with_target[] = {
    {"deterioration"}, {"limited_or_no_progress", -0.10}, {"fair_progress", 0.50}, {"substantial_progress", 0.95}};
inline constexpr RuleTable un_2022_table{un_2022_with_target, {}, "target_met", false, "UN SDG Progress Chart 2022, technical note"};

/// Share of the whole distance that the present growth would cover by the target's time.
[[nodiscard]] inline Value un_measure(const ProgressCase& c) noexcept {
  if (const Reason why = growth_rates_reason(c.base, c.value, c.value); why != Reason::none) return why;
  if (c.target == c.base) return Reason::zero_base;
  const double growth = compound_growth_kernel(c.base, c.value, c.since);
  const double expected = c.value * std::exp(std::log1p(growth) * (c.total - c.since));
  return (expected - c.base) / (c.target - c.base);
}

/// Score 1 to 3. Of a base that met the target and a value that does not, the literal formula speaks of success: the lowest class.
[[nodiscard]] inline Progress un_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions& options) noexcept {
  Progress p;
  if (is_missing(c.target)) {
    p = by_signed_growth(c, table, table.without_target);
  } else {
    const std::span<const ProgressClass> classes = table.with_target;
    p.is_met = meets_level(c);
    const bool is_near = options.is_percentage && (c.target == 0.0 || c.target == 100.0) && std::abs(c.value - c.target) <= 1.0;
    const Reason why = case_reason(c, true, p.is_met || is_near);
    p.measure = why == Reason::none ? un_measure(c) : Value(why);
    if (p.is_met || is_near) {
      put_in_best_class(p, table, classes);
    } else if (why == Reason::none && sign_of(c.direction) * (c.target - c.base) <= 0.0) {
      put_in_worst_class(p, table, classes);
    } else if (p.measure) {
      put_in_class(p, table, classes, class_of(classes, p.measure.value));
    } else {
      refuse(p, p.measure.reason);
    }
  }
  p.score = p ? Value(static_cast<double>(p.rank + 1)) : Value(p.reason);
  return p;
}

[[nodiscard]] inline Progress un_2022_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions&) noexcept {
  if (!is_missing(c.target)) return by_growth_ratio(c, table, table.with_target);
  Progress p;
  refuse(p, Reason::no_target_value);
  return p;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
