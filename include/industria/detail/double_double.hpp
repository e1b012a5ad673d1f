// SPDX-License-Identifier: Apache-2.0
// Sums and products in twice the precision of double (an unevaluated sum hi + lo), for summaries and
// regressions that must keep their digits. Knows the base layer only; needs the usual rounding to nearest.
#pragma once

#include <industria/base/config.hpp>

#include <cmath>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// hi + lo with |lo| <= half an ulp of hi: about 32 decimal digits.
struct DoubleDouble {
  double hi = 0.0;
  double lo = 0.0;

  constexpr DoubleDouble() noexcept = default;
  constexpr DoubleDouble(double x) noexcept : hi(x) {}  // NOLINT(google-explicit-constructor): a double is one
  constexpr DoubleDouble(double h, double l) noexcept : hi(h), lo(l) {}
  [[nodiscard]] constexpr double rounded() const noexcept { return hi + lo; }
};

/// a + b exactly (Knuth's two-sum).
[[nodiscard]] constexpr DoubleDouble two_sum(double a, double b) noexcept {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}
/// The same for |a| >= |b|.
[[nodiscard]] constexpr DoubleDouble quick_two_sum(double a, double b) noexcept {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}
/// a * b exactly, if it does not underflow.
[[nodiscard]] inline DoubleDouble two_product(double a, double b) noexcept {
  const double product = a * b;
  return {product, std::fma(a, b, -product)};
}

[[nodiscard]] constexpr DoubleDouble operator-(DoubleDouble a) noexcept { return {-a.hi, -a.lo}; }
[[nodiscard]] constexpr DoubleDouble operator+(DoubleDouble a, DoubleDouble b) noexcept {
  const DoubleDouble high = two_sum(a.hi, b.hi);
  const DoubleDouble low = two_sum(a.lo, b.lo);
  const DoubleDouble sum = quick_two_sum(high.hi, high.lo + low.hi);
  return quick_two_sum(sum.hi, sum.lo + low.lo);
}
[[nodiscard]] constexpr DoubleDouble operator-(DoubleDouble a, DoubleDouble b) noexcept { return a + -b; }
[[nodiscard]] inline DoubleDouble operator*(DoubleDouble a, DoubleDouble b) noexcept {
  const DoubleDouble product = two_product(a.hi, b.hi);
  return quick_two_sum(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}
[[nodiscard]] inline DoubleDouble operator/(DoubleDouble a, DoubleDouble b) noexcept {
  const double first = a.hi / b.hi;
  const DoubleDouble rest = a - b * DoubleDouble(first);
  const double second = rest.hi / b.hi;
  const DoubleDouble last = rest - b * DoubleDouble(second);
  return quick_two_sum(first, second) + DoubleDouble(last.hi / b.hi);
}
constexpr DoubleDouble& operator+=(DoubleDouble& a, DoubleDouble b) noexcept { return a = a + b; }

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
