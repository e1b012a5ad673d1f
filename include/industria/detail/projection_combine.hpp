// SPDX-License-Identifier: Apache-2.0
// One step of several forecasts made into one: median, and mean without the extremes.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// The median; the mean of the two in the middle for an even count. `values` (at least one, no NaN) are sorted in place.
[[nodiscard]] inline double middle(std::span<double> values) noexcept {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

/// The mean without the largest and the smallest, where there are three or more. Sorted in place, so that the order of the
/// forecasts does not matter to the last bit.
[[nodiscard]] inline double trimmed_mean(std::span<double> values) noexcept {
  std::sort(values.begin(), values.end());
  const std::size_t cut = values.size() >= 3 ? 1 : 0;
  double sum = 0.0;
  for (std::size_t i = cut; i + cut < values.size(); ++i) sum += values[i];
  return sum / static_cast<double>(values.size() - 2 * cut);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
