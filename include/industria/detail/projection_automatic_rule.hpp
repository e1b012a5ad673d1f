// SPDX-License-Identifier: Apache-2.0
// What Method::automatic combines, by the number of values and the season length. Chosen by cross-validation inside the training
// parts of competition series (bench/auto_accuracy.py); a change here is a change of automatic_version().
#pragma once

#include <industria/projection/method.hpp>

#include <array>
#include <cstdint>

namespace industria::inline INDUSTRIA_ABI::detail {

/// All members that some rule uses, in a fixed order; a rule is a set of them.
inline constexpr std::array<Method, 10> automatic_pool{
    Method::auto_ets, Method::dotm, Method::auto_ces, Method::log_ces, Method::seasonal_drift, Method::seasonal_last_value,
    Method::drift, Method::last_value, Method::pooled_growth, Method::ses};
inline constexpr std::size_t automatic_usual = 6;  ///< so many of them are for series of usual length

struct AutomaticRule {
  std::uint16_t members = 0;     ///< bit i: automatic_pool[i]
  bool has_growth_law = false;   ///< errors follow the law of pooled_growth, not that of a model
  [[nodiscard]] constexpr bool uses(std::size_t i) const noexcept { return (members >> i & 1U) != 0; }
};

[[nodiscard]] constexpr std::uint16_t member_set(std::initializer_list<Method> methods) noexcept {
  std::uint16_t set = 0;
  for (const Method m : methods) {
    for (std::size_t i = 0; i < automatic_pool.size(); ++i) {
      if (automatic_pool[i] == m) set = static_cast<std::uint16_t>(set | 1U << i);
    }
  }
  return set;
}

/// The rule for a series of `n` values, season length m. With three members or more the largest and the smallest value of each step are
/// left out, then the mean is taken; so long series without season get a median of three.
[[nodiscard]] constexpr AutomaticRule automatic_rule(int n, int m) noexcept {
  using enum Method;
  constexpr std::uint16_t usual = member_set({auto_ets, dotm, auto_ces, log_ces, seasonal_drift, seasonal_last_value});
  if (n == 1) return {member_set({pooled_growth}), true};
  if (m == 1) {
    if (n < 12) return {member_set({dotm, drift, last_value, pooled_growth}), true};
    return {n > 60 ? member_set({auto_ets, dotm, auto_ces}) : usual, false};
  }
  if (n / 2 >= m) return {usual, false};
  return {member_set({ses, n >= m ? seasonal_last_value : last_value}), true};
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
