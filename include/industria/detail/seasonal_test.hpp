// SPDX-License-Identifier: Apache-2.0
// The autocorrelation test for a season, with any limit, and the length from which it is made.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// |r_m| > quantile sqrt((1 + 2 sum_{k<m} r_k^2)/n). False for a constant or a missing value.
inline bool lag_is_significant(std::span<const double> y, std::size_t m, double quantile) {
  const auto n = static_cast<double>(y.size());
  double mean = 0.0;
  for (const double value : y) mean += value;
  mean /= n;
  const auto covariance = [&](std::size_t lag) {
    double sum = 0.0;
    for (std::size_t t = lag; t < y.size(); ++t) sum += (y[t] - mean) * (y[t - lag] - mean);
    return sum;
  };
  const double variance = covariance(0);
  if (!(variance > 0.0) || is_missing(variance)) return false;
  double squares = 0.0;
  for (std::size_t k = 1; k < m; ++k) {
    const double r = covariance(k) / variance;
    squares += r * r;
  }
  return std::abs(covariance(m) / variance) > quantile * std::sqrt((1.0 + 2.0 * squares) / n);
}

/// The shortest series that is_seasonal looks at: three seasons, and m within 10 log10(n).
inline std::size_t shortest_seasonal(int period) {
  constexpr auto never = std::numeric_limits<std::size_t>::max();
  if (period < 2 || period > 150) return never;
  const double m = period;
  auto n = static_cast<std::size_t>(std::max(3.0 * m, std::floor(std::pow(10.0, m / 10.0))));
  while (10.0 * std::log10(static_cast<double>(n)) < m) ++n;
  return n;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
