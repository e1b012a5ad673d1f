// SPDX-License-Identifier: Apache-2.0
// What each factor of one product adds to its change: by the logarithmic mean, or by Shapley's value. Knows numbers only.
#pragma once

#include <industria/base/config.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// (a - b) / ln(a / b) for positive a, b; a if they are equal.
[[nodiscard]] inline double log_mean(double a, double b) noexcept {
  const double change = std::log1p((a - b) / b);
  return change == 0.0 ? a : (a - b) / change;
}

inline void log_mean_cells(std::span<const double> target, std::span<const double> actual, std::span<double> cells) noexcept {
  double before = 1.0;
  double after = 1.0;
  for (std::size_t k = 0; k < target.size(); ++k) {
    before *= target[k];
    after *= actual[k];
  }
  const double mean = log_mean(after, before);
  for (std::size_t k = 0; k < target.size(); ++k) cells[k] = mean * std::log1p((actual[k] - target[k]) / target[k]);
}

/// Mean over all orders: factor k after each set of others that changed before it, weighted by how many orders have that set.
inline void shapley_cells(std::span<const double> target, std::span<const double> actual, std::span<double> cells) noexcept {
  const std::size_t n = target.size();
  std::array<double, 13> weight{};  // by the size of the set: s! (n - s - 1)! / n!
  for (std::size_t s = 0; s < n; ++s) {
    double w = 1.0 / static_cast<double>(n);
    for (std::size_t i = 1; i <= s; ++i) w *= static_cast<double>(i) / static_cast<double>(n - i);
    weight[s] = w;
  }
  for (std::size_t k = 0; k < n; ++k) {
    double sum = 0.0;
    for (std::size_t set = 0; set < (std::size_t{1} << n); ++set) {
      if ((set >> k & 1U) != 0U) continue;
      double others = 1.0;
      for (std::size_t j = 0; j < n; ++j) {
        if (j != k) others *= (set >> j & 1U) != 0U ? actual[j] : target[j];
      }
      sum += weight[static_cast<std::size_t>(std::popcount(set))] * others;
    }
    cells[k] = sum * (actual[k] - target[k]);
  }
}

[[nodiscard]] inline bool all_positive(std::span<const double> a, std::span<const double> b) noexcept {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(a[i] > 0.0 && b[i] > 0.0)) return false;
  }
  return true;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
