// SPDX-License-Identifier: Apache-2.0
// The growth arithmetic that indicators, projections and targets share: doubles in, doubles out, missing
// by the contract of base/missing.hpp. Knows the base layer only; no allocation, no exception.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// (end - start) / start, which is end / start - 1 with one rounding less; missing unless start > 0 and all are finite.
/// Without branches or comparisons, so that compilers make vector code of loops over it while floating traps are respected:
/// a zero base, infinities and NaN leave a quotient x with x - x != 0, and the sign bit of a negative base makes all bits one.
[[nodiscard]] constexpr double growth_kernel(double start, double end) noexcept {
  const double ratio = (end - start) / start;
  const double finite = ratio + ((start - start) + (ratio - ratio));
  const std::int64_t negative = std::bit_cast<std::int64_t>(start) >> 63;
  return std::bit_cast<double>(std::bit_cast<std::int64_t>(finite) | negative);
}

/// Why growth_kernel is missing for these two; Reason::none if it is not.
[[nodiscard]] constexpr Reason growth_reason(double start, double end) noexcept {
  if (is_missing(start) || is_missing(end)) return Reason::missing;
  if (start == 0.0) return Reason::zero_base;
  return start < 0.0 ? Reason::negative_base : Reason::none;
}

/// (end / start)^(1/steps) - 1 for start > 0, end >= 0, steps >= 1; the caller has checked them.
[[nodiscard]] inline double compound_growth_kernel(double start, double end, double steps) noexcept {
  const double ratio = (end - start) / start;
  if (steps == 1.0) return ratio;
  if (!(ratio <= std::numeric_limits<double>::max())) return std::expm1((std::log(end) - std::log(start)) / steps);
  return std::expm1(std::log1p(ratio) / steps);
}

/// out[i] = growth from values[i - lag] to values[i] for i in [lag, n); out[0 .. lag) is missing. No overlap.
inline void growth_lane_kernel(const double* values, double* out, std::size_t n, std::size_t lag) noexcept {
  for (std::size_t i = 0; i < lag && i < n; ++i) out[i] = missing;
  for (std::size_t i = lag; i < n; ++i) out[i] = growth_kernel(values[i - lag], values[i]);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
