// SPDX-License-Identifier: Apache-2.0
// Parts rounded so that they add up to their rounded sum: largest remainders, ties to the earlier part.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_decimals(const char* function, int decimals) {
  if (decimals >= 0 && decimals <= 9) return;
  throw ValueError(std::string(function) + ": decimals is " + std::to_string(decimals) + ", expected 0 to 9");
}

/// Keeps its buffers from one rounding to the next.
class RoundedParts {
 public:
  /// None of the parts may be missing.
  void round(std::span<double> parts, int decimals) {
    if (parts.empty()) return;
    const double unit = std::pow(10.0, decimals);
    DoubleDouble exact_total;
    for (const double part : parts) exact_total += part * unit;
    double left = std::round(exact_total.rounded());
    rest_.resize(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const double exact = parts[i] * unit;
      const double nearest = std::round(exact);
      // A part that is a whole number of units up to rounding error has no remainder.
      parts[i] = std::abs(exact - nearest) <= 1e-9 * std::max(1.0, std::abs(exact)) ? nearest : std::floor(exact);
      rest_[i] = std::round(1e9 * std::max(exact - parts[i], 0.0));
      left -= parts[i];
    }
    order_.resize(parts.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return rest_[a] > rest_[b]; });
    for (std::size_t i = 0; left >= 1.0; i = (i + 1) % order_.size(), left -= 1.0) parts[order_[i]] += 1.0;
    for (std::size_t i = order_.size(); left <= -1.0; left += 1.0) {
      i = i == 0 ? order_.size() - 1 : i - 1;
      parts[order_[i]] -= 1.0;
    }
    for (double& part : parts) part /= unit;
  }

 private:
  std::vector<double> rest_{};
  std::vector<std::size_t> order_{};
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
