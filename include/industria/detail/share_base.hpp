// SPDX-License-Identifier: Apache-2.0
// What shares are taken of, and products without cancellation, for shares and what is built on them. Knows base only.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/detail/double_double.hpp>

#include <cmath>
#include <span>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The sum of the parts, or why shares of it cannot be given.
[[nodiscard]] inline Value share_base(std::span<const double> parts) noexcept {
  DoubleDouble sum;
  bool negative = false;
  for (const double part : parts) {
    if (is_missing(part)) return Reason::missing;
    negative = negative || part < 0.0;
    sum += part;
  }
  if (negative) return Reason::negative_base;
  return sum.hi == 0.0 ? Value(Reason::zero_base) : Value(sum.rounded());
}

/// The sum, or missing if a part is; parts may be negative.
[[nodiscard]] inline Value whole_sum(std::span<const double> parts) noexcept {
  DoubleDouble sum;
  for (const double part : parts) {
    if (is_missing(part)) return Reason::missing;
    sum += part;
  }
  return sum.rounded();
}

/// Why nothing can be divided by x; Reason::none if it can.
[[nodiscard]] constexpr Reason base_reason(double x) noexcept {
  if (is_missing(x)) return Reason::missing;
  if (x == 0.0) return Reason::zero_base;
  return x < 0.0 ? Reason::negative_base : Reason::none;
}
[[nodiscard]] constexpr Reason base_reason(Value x) noexcept { return x ? base_reason(x.value) : x.reason; }

/// The first of the two that is a reason.
[[nodiscard]] constexpr Reason first_reason(Reason a, Reason b) noexcept { return a != Reason::none ? a : b; }

/// a b - c d within two units of the last place, exactly zero where both products are equal whole numbers (Kahan).
[[nodiscard]] inline double difference_of_products(double a, double b, double c, double d) noexcept {
  const double product = c * d;
  const double rest = std::fma(-c, d, product);
  return std::fma(a, b, -product) + rest;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
