// SPDX-License-Identifier: Apache-2.0
// The Gini coefficient of numbers that are there, not negative and not all zero. Knows base only.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// sum (2i - n - 1) x_(i) / (n sum x); orders `x`.
[[nodiscard]] inline double gini_in_place(std::span<double> x) noexcept {
  std::sort(x.begin(), x.end());
  double weighted = 0.0;
  double sum = 0.0;
  const std::size_t n = x.size();
  // The i-th smallest against the i-th largest: equal numbers give exactly zero.
  for (std::size_t i = 0; i < n / 2; ++i) weighted += static_cast<double>(n - 1 - 2 * i) * (x[n - 1 - i] - x[i]);
  for (const double value : x) sum += value;
  return weighted / (static_cast<double>(n) * sum);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
