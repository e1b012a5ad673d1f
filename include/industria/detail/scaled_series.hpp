// SPDX-License-Identifier: Apache-2.0
// A copy of a series in which nothing overflows. Knows base only.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// A copy divided by a power of two so that the largest value is in [0.5, 1): scaling by 2 is exact.
/// Infinities become missing.
struct ScaledSeries {
  explicit ScaledSeries(std::span<const double> y) : values(y.begin(), y.end()) {
    double largest = 0.0;
    for (const double value : values)
      if (!is_missing(value)) largest = std::max(largest, std::abs(value));
    if (largest > 0.0) std::frexp(largest, &exponent);
    for (double& value : values) value = is_missing(value) ? missing : std::ldexp(value, -exponent);
  }
  [[nodiscard]] double restored(double value) const noexcept {
    return is_missing(value) ? missing : std::ldexp(value, exponent);
  }
  std::vector<double> values;
  int exponent = 0;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
