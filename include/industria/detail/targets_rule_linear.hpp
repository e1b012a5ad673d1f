// SPDX-License-Identifier: Apache-2.0
// The linear family: SDSN's arrows, weather symbols, OECD's distance, and the share of the distance covered. Any sign of levels.
#pragma once

#include <industria/detail/targets_rules_common.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr ProgressClass sdsn_classes[] = {{"decreasing"}, {"stagnating", 0.0}, {"moderately_improving", 0.5}, {"on_track_or_maintaining", 1.0}};
inline constexpr RuleTable sdsn_table{sdsn_classes, {}, "", false, "SDG Index and Dashboards (SDSN), methods annex"};
inline constexpr ProgressClass weather_classes[] = {
    {"sun"}, {"slightly_cloudy", 0.05}, {"cloud", 0.20, true}, {"thunderstorm", std::numeric_limits<double>::infinity()}};
inline constexpr RuleTable weather_table{weather_classes, {}, "", true, "German sustainable development strategy, status symbols of its indicators"};
inline constexpr ProgressClass distance_classes[] = {{"target_met"}, {"below_target", 0.0, true}};
inline constexpr RuleTable distance_table{distance_classes, {}, "", true, "OECD, Measuring Distance to the SDG Targets"};
inline constexpr ProgressClass covered_classes[] = {{"moving_away"}, {"behind", 0.0}, {"ahead", 1.0}};
inline constexpr RuleTable covered_table{covered_classes, {}, "target_met", false, "share of distance covered over share of time gone"};

/// The case can be judged on a straight line: a number, base and value at two times, and time left unless met.
[[nodiscard]] inline Reason linear_reason(const ProgressCase& c, bool is_met) noexcept {
  return is_missing(c.target) ? Reason::no_target_value : case_reason(c, true, is_met);
}

[[nodiscard]] inline Progress sdsn_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions&) noexcept {
  Progress p;
  p.is_met = meets_level(c);
  const Reason why = linear_reason(c, p.is_met);
  const double needed = std::abs(c.target - c.base) / c.total;
  if (why != Reason::none) {
    p.measure = why;
  } else {
    p.measure = needed == 0.0 ? Value(Reason::zero_base) : Value(sign_of(c.direction) * recent_change_of(c) / needed);
  }
  if (p.is_met) {
    put_in_best_class(p, table, table.with_target);
  } else if (p.measure) {
    put_in_class(p, table, table.with_target, class_of(table.with_target, p.measure.value));
  } else if (why == Reason::none) {  // the base was the target, and it is left behind
    put_in_worst_class(p, table, table.with_target);
  } else {
    refuse(p, why);
  }
  return p;
}

[[nodiscard]] inline Progress weather_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions&) noexcept {
  Progress p;
  p.is_met = meets_level(c);
  Reason why = linear_reason(c, p.is_met);
  if (why == Reason::none && !p.is_met && c.since == c.total) why = Reason::no_time_left;
  if (why != Reason::none) {
    refuse(p, why);
    return p;
  }
  const double d = sign_of(c.direction);
  const double change = recent_change_of(c);
  const double left = c.total > c.since ? c.total - c.since : 0.0;
  const double miss = d * (c.target - (c.value + change * left));
  const double distance = std::abs(c.target - c.value);
  p.measure = distance > 0.0 ? Value(miss / distance) : miss <= 0.0 ? Value(0.0) : Value(Reason::zero_base);
  if (miss <= 0.0) {
    put_in_best_class(p, table, table.with_target);
  } else if (d * change < 0.0) {
    put_in_worst_class(p, table, table.with_target);
  } else {
    put_in_class(p, table, table.with_target, class_of(table.with_target, p.measure.value));
  }
  return p;
}

[[nodiscard]] inline Progress distance_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions&) noexcept {
  Progress p;
  p.is_met = meets_level(c);
  if (is_missing(c.target) || is_missing(c.value)) {
    refuse(p, is_missing(c.target) ? Reason::no_target_value : Reason::no_observation);
  } else if (p.is_met) {
    p.measure = 0.0;
    put_in_best_class(p, table, table.with_target);
  } else if (is_missing(c.spread) || !(c.spread > 0.0)) {
    refuse(p, is_missing(c.spread) ? Reason::missing : Reason::zero_base);
  } else {
    p.measure = sign_of(c.direction) * (c.target - c.value) / c.spread;
    put_in_class(p, table, table.with_target, class_of(table.with_target, p.measure.value));
  }
  return p;
}

[[nodiscard]] inline Progress covered_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions&) noexcept {
  Progress p;
  p.is_met = meets_level(c);
  const Reason why = linear_reason(c, p.is_met);
  const double distance = std::abs(c.target - c.base);
  if (why != Reason::none) {
    p.measure = why;
  } else {
    p.measure = distance == 0.0 ? Value(Reason::zero_base) : Value(sign_of(c.direction) * (c.value - c.base) / distance / (c.since / c.total));
  }
  if (p.is_met) {
    put_as_met(p, table, table.with_target);
  } else if (p.measure) {
    put_in_class(p, table, table.with_target, class_of(table.with_target, p.measure.value));
  } else if (why == Reason::none) {
    put_in_worst_class(p, table, table.with_target);
  } else {
    refuse(p, why);
  }
  return p;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
