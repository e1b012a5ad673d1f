// SPDX-License-Identifier: Apache-2.0
// What the progress rules share: the level test that comes first, growth rates with their reasons, and the search in a table.
#pragma once

#include <industria/detail/growth_kernel.hpp>
#include <industria/targets/rules.hpp>

#include <cmath>
#include <limits>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] constexpr double sign_of(Direction direction) noexcept { return direction == Direction::at_most ? -1.0 : 1.0; }

[[nodiscard]] constexpr bool meets_level(const ProgressCase& c) noexcept {
  return !is_missing(c.value) && !is_missing(c.target) && sign_of(c.direction) * (c.value - c.target) >= 0.0;
}

/// Why the case cannot be judged whatever the rule; times that are unknown come from a series with too few points.
[[nodiscard]] constexpr Reason case_reason(const ProgressCase& c, bool has_target, bool is_met) noexcept {
  if (is_missing(c.value)) return Reason::no_observation;
  if (is_missing(c.since) || !(c.since > 0.0)) return Reason::too_few_points;
  if (is_missing(c.base)) return Reason::missing;
  if (!has_target) return Reason::none;
  if (is_missing(c.total)) return Reason::missing;
  return !is_met && c.since > c.total ? Reason::no_time_left : Reason::none;
}

/// Growth needs levels above zero; which of these stands in the way.
[[nodiscard]] constexpr Reason growth_rates_reason(double base, double a, double b) noexcept {
  const bool is_negative = base < 0.0 || a < 0.0 || b < 0.0;
  const bool is_positive = base > 0.0 || a > 0.0 || b > 0.0;
  if (is_negative && is_positive) return Reason::sign_change;
  if (is_negative) return Reason::negative_base;
  return base == 0.0 || a == 0.0 || b == 0.0 ? Reason::zero_base : Reason::none;
}

/// d g / |g*|, both per year; zero_base where no growth is needed from the base.
[[nodiscard]] inline Value growth_ratio(const ProgressCase& c) noexcept {
  if (const Reason why = growth_rates_reason(c.base, c.value, c.target); why != Reason::none) return why;
  const double actual = compound_growth_kernel(c.base, c.value, c.since);
  const double required = compound_growth_kernel(c.base, c.target, c.total);
  return required == 0.0 ? Value(Reason::zero_base) : Value(sign_of(c.direction) * actual / std::abs(required));
}

/// d g per year.
[[nodiscard]] inline Value signed_growth(const ProgressCase& c) noexcept {
  if (const Reason why = growth_rates_reason(c.base, c.value, c.value); why != Reason::none) return why;
  return sign_of(c.direction) * compound_growth_kernel(c.base, c.value, c.since);
}

[[nodiscard]] inline double recent_change_of(const ProgressCase& c) noexcept {
  return is_missing(c.recent_change) ? (c.value - c.base) / c.since : c.recent_change;
}

/// Position in `classes` of a measure.
[[nodiscard]] constexpr std::size_t class_of(std::span<const ProgressClass> classes, double measure) noexcept {
  std::size_t at = 0;
  for (std::size_t i = 1; i < classes.size(); ++i) {
    if (classes[i].after ? measure > classes[i].from : measure >= classes[i].from) at = i;
  }
  return at;
}

/// Names the class at a position of the table: rank 0 is the worst, a met target stands above all.
inline void put_in_class(Progress& p, const RuleTable& table, std::span<const ProgressClass> classes, std::size_t at) noexcept {
  p.word = classes[at].word;
  p.rank = static_cast<int>(table.lower_is_better ? classes.size() - 1 - at : at);
  p.reason = Reason::none;
}
inline void put_in_worst_class(Progress& p, const RuleTable& table, std::span<const ProgressClass> classes) noexcept {
  put_in_class(p, table, classes, table.lower_is_better ? classes.size() - 1 : 0);
}
inline void put_in_best_class(Progress& p, const RuleTable& table, std::span<const ProgressClass> classes) noexcept {
  put_in_class(p, table, classes, table.lower_is_better ? 0 : classes.size() - 1);
}
/// The class apart of a met target, or the best one.
inline void put_as_met(Progress& p, const RuleTable& table, std::span<const ProgressClass> classes) noexcept {
  put_in_best_class(p, table, classes);
  if (table.met.empty()) return;
  p.word = table.met;
  p.rank = static_cast<int>(classes.size());
}
inline void refuse(Progress& p, Reason why) noexcept {
  p.reason = why;
  if (!p.measure) p.measure = why;
}

/// A rule that is a ratio of growth rates with a table: level first, then the ratio; a base that met the target and a value that does
/// not is the worst class even where no growth was needed.
[[nodiscard]] inline Progress by_growth_ratio(const ProgressCase& c, const RuleTable& table, std::span<const ProgressClass> classes) noexcept {
  Progress p;
  p.is_met = meets_level(c);
  const Reason why = case_reason(c, true, p.is_met);
  p.measure = why == Reason::none ? growth_ratio(c) : Value(why);
  if (p.is_met) {
    put_as_met(p, table, classes);
  } else if (p.measure) {
    put_in_class(p, table, classes, class_of(classes, p.measure.value));
  } else if (why == Reason::none && c.base == c.target && growth_rates_reason(c.base, c.value, c.target) == Reason::none) {
    put_in_worst_class(p, table, classes);
  } else {
    refuse(p, p.measure.reason);
  }
  return p;
}

/// A rule without a number: signed growth with a table.
[[nodiscard]] inline Progress by_signed_growth(const ProgressCase& c, const RuleTable& table, std::span<const ProgressClass> classes) noexcept {
  Progress p;
  const Reason why = case_reason(c, false, false);
  p.measure = why == Reason::none ? signed_growth(c) : Value(why);
  if (p.measure) {
    put_in_class(p, table, classes, class_of(classes, p.measure.value));
  } else {
    refuse(p, p.measure.reason);
  }
  return p;
}

/// Straight between knots (x, y), level outside them.
template <std::size_t N>
[[nodiscard]] constexpr double piecewise_linear(const double (&x)[N], const double (&y)[N], double at) noexcept {
  if (!(at > x[0])) return y[0];
  for (std::size_t i = 1; i < N; ++i) {
    if (at <= x[i]) return y[i - 1] + (y[i] - y[i - 1]) * ((at - x[i - 1]) / (x[i] - x[i - 1]));
  }
  return y[N - 1];
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
