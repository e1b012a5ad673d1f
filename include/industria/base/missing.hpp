// SPDX-License-Identifier: Apache-2.0
// The contract for missing values and for figures that cannot be given.
#pragma once

#include <industria/base/config.hpp>

#include <limits>

namespace industria::inline INDUSTRIA_ABI {

/// A missing value is a quiet NaN; there is no sentinel number. Missing is never zero.
///  - A kernel whose input is missing answers missing; it never throws and never gives infinity.
///  - A sum with a missing part is missing, unless the caller asks for a partial sum, which carries its coverage.
///  - An infinite input is treated as missing.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// True for NaN and for the infinities (works under any rounding mode, without <cmath>).
[[nodiscard]] constexpr bool is_missing(double x) noexcept {
  return !(x - x == 0.0);
}

// GCC 12 warns (-Wshadow) that the scoped enumerator Reason::missing hides the constant above; it does not.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif
/// Why a figure is not given. `none` goes with a finite value, every other reason with `missing`.
enum class Reason {
  none,
  missing,          ///< an input is missing
  zero_base,        ///< the base of a ratio or growth rate is zero
  negative_base,    ///< the base is negative
  sign_change,      ///< base and end have opposite signs
  too_few_points,   ///< not enough observations
  no_time_left,     ///< the period of the target is reached or over
  no_level,         ///< only a change, share or deviation is known, never a level
  no_target_value,  ///< the target has a direction or a relation, but no number
  no_observation,   ///< nothing was observed at or before the knowledge date
  not_comparable,   ///< other unit, price basis, territory or statistical basis
  contradiction,    ///< statements that exclude each other
  not_stated,       ///< the sources do not say
  no_solution,      ///< no number satisfies the equation (an internal rate without a change of sign)
  several_solutions  ///< more than one number does; the result lists them
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// The reason's name as in the enumeration, e.g. "zero_base"; catalogue key "reason.<name>".
[[nodiscard]] constexpr const char* name(Reason reason) noexcept {
  switch (reason) {
    case Reason::none: return "none";
    case Reason::missing: return "missing";
    case Reason::zero_base: return "zero_base";
    case Reason::negative_base: return "negative_base";
    case Reason::sign_change: return "sign_change";
    case Reason::too_few_points: return "too_few_points";
    case Reason::no_time_left: return "no_time_left";
    case Reason::no_level: return "no_level";
    case Reason::no_target_value: return "no_target_value";
    case Reason::no_observation: return "no_observation";
    case Reason::not_comparable: return "not_comparable";
    case Reason::contradiction: return "contradiction";
    case Reason::not_stated: return "not_stated";
    case Reason::no_solution: return "no_solution";
    case Reason::several_solutions: return "several_solutions";
  }
  return "none";
}

/// A number, or the reason why there is none.
struct Value {
  double value = missing;
  Reason reason = Reason::missing;

  constexpr Value() noexcept = default;
  /// A finite number needs no reason; a missing or infinite one gets Reason::missing.
  constexpr Value(double x) noexcept  // NOLINT(google-explicit-constructor): a number is a Value
      : value(is_missing(x) ? industria::missing : x),
        reason(is_missing(x) ? Reason::missing : Reason::none) {}
  /// Missing, and why.
  constexpr Value(Reason why) noexcept : reason(why) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] constexpr explicit operator bool() const noexcept { return reason == Reason::none; }
};

}  // namespace industria::inline INDUSTRIA_ABI
