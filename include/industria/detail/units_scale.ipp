// SPDX-License-Identifier: Apache-2.0
// Exact factors between units: rational arithmetic with powers of ten, applied to a double with one rounding.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/units/unit.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Powers of ten beyond this have no use and would overflow a double.
inline constexpr int max_power10 = 300;

inline bool multiply_checked(std::int64_t& a, std::int64_t b) noexcept {
  if (b != 0 && a > std::numeric_limits<std::int64_t>::max() / b) return false;
  a *= b;
  return true;
}

inline bool multiply_power(std::int64_t& a, std::int64_t base, int exponent) noexcept {
  for (; exponent > 0; --exponent)
    if (!multiply_checked(a, base)) return false;
  return true;
}

/// Removes all factors `base` from n and says how many there were.
inline int take_factors(std::int64_t& n, std::int64_t base) noexcept {
  int count = 0;
  for (; n % base == 0; n /= base) ++count;
  return count;
}

/// The one spelling of a factor: coprime, and of 2^a 5^b as much as possible as a power of ten
/// (1/12 stays 1/12, 1/50 becomes 1/5 * 10^-1). Nothing if it is not positive or does not fit.
INDUSTRIA_INLINE std::optional<Scale> normalised(Scale s) noexcept {
  if (s.numerator <= 0 || s.denominator <= 0) return std::nullopt;
  if (s.power10 > max_power10 || s.power10 < -max_power10) return std::nullopt;
  const int twos = take_factors(s.numerator, 2) - take_factors(s.denominator, 2) + s.power10;
  const int fives = take_factors(s.numerator, 5) - take_factors(s.denominator, 5) + s.power10;
  const std::int64_t common = std::gcd(s.numerator, s.denominator);
  s.numerator /= common;
  s.denominator /= common;
  s.power10 = 0;
  if (twos > 0 && fives > 0) s.power10 = std::min(twos, fives);
  if (twos < 0 && fives < 0) s.power10 = std::max(twos, fives);
  const bool fits = multiply_power(s.numerator, 2, twos - s.power10) &&
                    multiply_power(s.denominator, 2, s.power10 - twos) &&
                    multiply_power(s.numerator, 5, fives - s.power10) &&
                    multiply_power(s.denominator, 5, s.power10 - fives);
  if (!fits || s.power10 > max_power10 || s.power10 < -max_power10) return std::nullopt;
  return s;
}

/// The unevaluated sum of two doubles: enough digits for a product and a quotient that are rounded only at the end.
struct TwoDoubles {
  double high = 0.0;
  double low = 0.0;
};

inline TwoDoubles renormalised(double high, double low) noexcept {
  const double sum = high + low;
  return {sum, low - (sum - high)};
}
inline TwoDoubles times(TwoDoubles x, double factor) noexcept {
  const double product = x.high * factor;
  return renormalised(product, std::fma(x.high, factor, -product) + x.low * factor);
}
inline TwoDoubles over(TwoDoubles x, double divisor) noexcept {
  const double quotient = x.high / divisor;
  return renormalised(quotient, (std::fma(-quotient, divisor, x.high) + x.low) / divisor);
}

/// 10^exponent for 0..22, all exact in a double.
inline double exact_power10(int exponent) noexcept {
  constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  return powers[static_cast<std::size_t>(exponent)];
}

}  // namespace detail

INDUSTRIA_INLINE double Scale::apply(double x) const noexcept {
  if (is_missing(x) || x == 0.0) return x;
  detail::TwoDoubles result{x, 0.0};
  if (numerator != 1) result = detail::times(result, static_cast<double>(numerator));
  for (int left = power10; left > 0; left -= 22)
    result = detail::times(result, detail::exact_power10(left < 22 ? left : 22));
  if (denominator != 1) result = detail::over(result, static_cast<double>(denominator));
  for (int left = -power10; left > 0; left -= 22)
    result = detail::over(result, detail::exact_power10(left < 22 ? left : 22));
  // Near the ends of the double range the small half is lost; the plain product is then as good as any.
  if (!is_missing(result.high)) return result.high;
  return x / static_cast<double>(denominator) * static_cast<double>(numerator) *
         std::pow(10.0, power10);
}

INDUSTRIA_INLINE Scale operator*(const Scale& a, const Scale& b) {
  const std::int64_t left = std::gcd(a.numerator, b.denominator);
  const std::int64_t right = std::gcd(b.numerator, a.denominator);
  Scale product{a.numerator / left, a.denominator / right, a.power10 + b.power10};
  if (left > 0 && right > 0 && detail::multiply_checked(product.numerator, b.numerator / right) &&
      detail::multiply_checked(product.denominator, b.denominator / left)) {
    if (const auto result = detail::normalised(product)) return *result;
  }
  throw UnitError("Scale: the product of " + std::to_string(a.numerator) + "/" +
                  std::to_string(a.denominator) + "e" + std::to_string(a.power10) + " and " +
                  std::to_string(b.numerator) + "/" + std::to_string(b.denominator) + "e" +
                  std::to_string(b.power10) + " is not positive or does not fit in 64 bits");
}

INDUSTRIA_INLINE Scale inverse(const Scale& a) noexcept {
  return {a.denominator, a.numerator, -a.power10};
}

}  // namespace industria::inline INDUSTRIA_ABI
