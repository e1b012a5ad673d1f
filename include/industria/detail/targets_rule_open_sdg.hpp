// SPDX-License-Identifier: Apache-2.0
// The signed ratio of Open SDG and Statistics Canada with its scores.
#pragma once

#include <industria/detail/targets_rules_common.hpp>

#include <array>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr ProgressClass open_sdg_with_target[] = {
    {"deterioration"}, {"limited_progress", 0.0}, {"progress_needs_acceleration", 0.60}, {"on_track", 0.95}};
inline constexpr ProgressClass open_sdg_without_target[] = {
    {"deterioration"}, {"limited_progress", 0.0}, {"progress_needs_acceleration", 0.005}, {"on_track", 0.015}};
inline constexpr RuleTable open_sdg_table{open_sdg_with_target, open_sdg_without_target, "target_achieved", false,
                                          "Open SDG documentation, Progress measurement methodology (after Statistics Canada)"};

[[nodiscard]] inline Progress open_sdg_rule(const ProgressCase& stated, const RuleTable& table, const RuleOptions& options) noexcept {
  const bool has_target = !is_missing(stated.target);
  ProgressCase c = stated;
  if (!is_missing(options.zero_substitute)) {  // published: zero base or target becomes 0.001; the level test comes before it
    if (c.base == 0.0) c.base = options.zero_substitute;
    if (c.target == 0.0) c.target = options.zero_substitute;
  }
  if (c.base < 0.0 && c.value < 0.0 && (!has_target || c.target < 0.0)) {  // all negative: mirrored
    c.base = -c.base;
    c.value = -c.value;
    c.target = -c.target;
    c.direction = c.direction == Direction::at_least ? Direction::at_most : Direction::at_least;
  }
  Progress p;
  if (has_target) {
    p = by_growth_ratio(c, table, table.with_target);
    p.is_met = meets_level(stated);
    if (p.is_met) put_as_met(p, table, table.with_target);
    constexpr double x[] = {-0.6, 0.6, 1.3};
    constexpr double y[] = {-5.0, 0.0, 5.0};
    p.score = p.is_met ? Value(5.0) : p.measure ? Value(piecewise_linear(x, y, p.measure.value)) : Value(p.measure.reason);
  } else {
    std::array<ProgressClass, 16> scaled{};  // the positive thresholds of an indicator with a natural limit are lower
    const std::size_t n = table.without_target.size() < scaled.size() ? table.without_target.size() : scaled.size();
    for (std::size_t i = 0; i < n; ++i) {
      scaled[i] = table.without_target[i];
      if (scaled[i].from > 0.0) scaled[i].from *= options.limit_factor;
    }
    p = by_signed_growth(c, table, std::span<const ProgressClass>(scaled.data(), n));
    constexpr double x[] = {-0.02, 0.0, 0.005, 0.015, 0.02};
    constexpr double y[] = {-5.0, -2.5, 0.0, 2.5, 5.0};
    const double g = p.measure.value;
    const bool at_limit = options.limit_factor == 0.0 && g >= 0.0;  // nothing more can be asked
    p.score = !p.measure ? Value(p.measure.reason) : at_limit ? Value(5.0) : Value(piecewise_linear(x, y, g > 0.0 ? g / options.limit_factor : g));
  }
  return p;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
