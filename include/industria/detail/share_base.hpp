// SPDX-License-Identifier: Apache-2.0
// What shares are taken of, and products without cancellation, for shares and what is built on them. Knows base only.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/detail/double_double.hpp>

#include <cmath>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A sum that keeps what each addition rounds away (Knuth's two-sum): a tenth of the work of DoubleDouble.
struct CompensatedSum {
  double sum = 0.0;
  double rest = 0.0;

  constexpr void add(double x) noexcept {
    const double next = sum + x;
    const double part = next - sum;
    rest += (sum - (next - part)) + (x - part);
    sum = next;
  }
  [[nodiscard]] constexpr double rounded() const noexcept { return sum + rest; }
};

/// The sum, or missing if a part is; parts may be negative. Four sums side by side do not wait for each other.
[[nodiscard]] inline Value whole_sum(std::span<const double> parts) noexcept {
  CompensatedSum lane[4];
  std::size_t i = 0;
  for (; i + 4 <= parts.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) lane[k].add(parts[i + k]);
  }
  for (; i < parts.size(); ++i) lane[0].add(parts[i]);
  const DoubleDouble low = DoubleDouble(lane[0].sum, lane[0].rest) + DoubleDouble(lane[1].sum, lane[1].rest);
  const DoubleDouble high = DoubleDouble(lane[2].sum, lane[2].rest) + DoubleDouble(lane[3].sum, lane[3].rest);
  return (low + high).rounded();  // NaN if a part is missing or the sum too large
}

/// The sum of the parts, or why shares of it cannot be given.
[[nodiscard]] inline Value share_base(std::span<const double> parts) noexcept {
  const Value sum = whole_sum(parts);
  if (!sum) return sum;
  bool negative = false;
  for (const double part : parts) negative |= part < 0.0;
  if (negative) return Reason::negative_base;
  return sum.value == 0.0 ? Value(Reason::zero_base) : sum;
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
