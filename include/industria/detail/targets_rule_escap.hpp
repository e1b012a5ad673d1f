// SPDX-License-Identifier: Apache-2.0
// ESCAP: current status and anticipated progress. The base year and the weights of the prediction are the caller's.
#pragma once

#include <industria/detail/targets_rules_common.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr ProgressClass escap_status_classes[] = {{"regression"}, {"on_the_way", 0.0}, {"target_reached", 10.0}};
inline constexpr RuleTable escap_status_table{escap_status_classes, {}, "", false, "ESCAP SDG Gateway, Progress assessment methodology"};
inline constexpr ProgressClass escap_progress_classes[] = {{"maintain"}, {"accelerate", 10.0, true}, {"reverse", 100.0, true}};
inline constexpr RuleTable escap_progress_table{escap_progress_classes, {}, "", true, "ESCAP SDG Gateway, Progress assessment methodology"};

[[nodiscard]] inline Reason escap_reason(const ProgressCase& c) noexcept {
  if (is_missing(c.target)) return Reason::no_target_value;
  if (is_missing(c.value)) return Reason::no_observation;
  return is_missing(c.base) ? Reason::missing : Reason::none;
}

[[nodiscard]] inline Progress escap_status_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions& options) noexcept {
  Progress p;
  if (const Reason why = escap_reason(c); why != Reason::none) {
    refuse(p, why);
    p.score = why;
    return p;
  }
  const double distance = std::abs(c.target - c.base);
  p.is_met = options.is_parity ? c.value == c.target : meets_level(c);
  if (distance == 0.0) {
    p.measure = Reason::zero_base;
  } else if (options.is_parity) {
    p.measure = 10.0 - 10.0 * (std::abs(c.target - c.value) / distance);
  } else {
    p.measure = 10.0 * sign_of(c.direction) * (c.value - c.base) / distance;
  }
  if (p.is_met) {
    put_in_best_class(p, table, table.with_target);
    p.score = 10.0;
  } else if (!p.measure) {  // the base was the target, and it is left behind
    put_in_worst_class(p, table, table.with_target);
    p.score = p.measure.reason;
  } else {
    put_in_class(p, table, table.with_target, class_of(table.with_target, p.measure.value));
    p.score = p.measure.value < 10.0 ? p.measure.value : 10.0;
  }
  return p;
}

[[nodiscard]] inline Progress escap_progress_rule(const ProgressCase& c, const RuleTable& table, const RuleOptions& options) noexcept {
  Progress p;
  if (const Reason why = escap_reason(c); why != Reason::none) {
    refuse(p, why);
    return p;
  }
  p.is_met = options.is_parity ? c.value == c.target : meets_level(c);
  double predicted = c.predicted;
  if (is_missing(predicted)) {
    if (!is_missing(c.since) && c.since > 0.0 && is_missing(c.total)) {
      refuse(p, Reason::missing);
      return p;
    }
    // One point has no direction: no progress.
    predicted = is_missing(c.since) || !(c.since > 0.0) ? c.base : c.base + (c.value - c.base) * (c.total / c.since);
  }
  const double distance = std::abs(c.target - c.base);
  const double short_of = options.is_parity ? std::abs(c.target - predicted) : sign_of(c.direction) * (c.target - predicted);
  if (short_of <= 0.0) {
    p.measure = 0.0;
  } else {
    p.measure = distance == 0.0 ? Value(Reason::zero_base) : Value(100.0 * short_of / distance);
  }
  if (p.measure) {
    put_in_class(p, table, table.with_target, class_of(table.with_target, p.measure.value));
  } else {
    put_in_worst_class(p, table, table.with_target);  // from the target itself and away
  }
  return p;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
