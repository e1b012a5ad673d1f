// SPDX-License-Identifier: Apache-2.0
// Body of model/series.hpp.
#pragma once

#include <industria/base/missing.hpp>
#include <industria/model/series.hpp>

#include <algorithm>
#include <iterator>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE std::ptrdiff_t last_observed(std::span<const double> values) noexcept {
  std::ptrdiff_t i = std::ssize(values) - 1;
  while (i >= 0 && is_missing(values[static_cast<std::size_t>(i)])) --i;
  return i;
}

INDUSTRIA_INLINE std::size_t count_observed(std::span<const double> values) noexcept {
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [](double x) { return !is_missing(x); }));
}

}  // namespace industria::inline INDUSTRIA_ABI
