// SPDX-License-Identifier: Apache-2.0
// Body of series/seasonality.hpp.
#pragma once

#include <industria/series/seasonality.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/seasonal_test.hpp>

#include <cmath>
#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE bool is_seasonal(std::span<const double> y, int period) {
  return y.size() >= detail::shortest_seasonal(period) &&
         detail::lag_is_significant(y, static_cast<std::size_t>(period), 1.645);
}

INDUSTRIA_INLINE SeasonalParts classical_decomposition(std::span<const double> y, int period,
                                                       Decomposition kind) {
  if (period < 2)
    throw ValueError("classical_decomposition: period is " + std::to_string(period) +
                     ", expected at least 2");
  const auto m = static_cast<std::size_t>(period);
  const std::size_t n = y.size();
  if (n < 2 * m) {
    throw ValueError("classical_decomposition: " + std::to_string(n) +
                     " values, expected at least two seasons of " + std::to_string(m));
  }
  const bool ratios = kind == Decomposition::multiplicative;
  SeasonalParts parts;
  parts.trend.assign(n, missing);
  parts.remainder.assign(n, missing);
  const std::size_t half = m / 2;
  const double weight = 1.0 / static_cast<double>(m);
  for (std::size_t t = half; t + half < n; ++t) {
    double sum = 0.0;
    for (std::size_t u = t - half; u <= t + half; ++u) {
      const bool end = m % 2 == 0 && (u == t - half || u == t + half);
      sum += (end ? 0.5 * weight : weight) * y[u];
    }
    parts.trend[t] = is_missing(sum) ? missing : sum;
  }
  parts.figure.assign(m, 0.0);
  std::vector<double> count(m, 0.0);
  for (std::size_t t = 0; t < n; ++t) {
    const double deviation = ratios ? y[t] / parts.trend[t] : y[t] - parts.trend[t];
    if (is_missing(deviation)) continue;
    parts.figure[t % m] += deviation;
    count[t % m] += 1.0;
  }
  double mean = 0.0;
  for (std::size_t i = 0; i < m; ++i) {
    parts.figure[i] = count[i] > 0.0 ? parts.figure[i] / count[i] : missing;
    mean += parts.figure[i] * weight;
  }
  for (double& value : parts.figure) value = ratios ? value / mean : value - mean;
  for (std::size_t t = 0; t < n; ++t) {
    const double season = parts.figure[t % m];
    const double rest = ratios ? y[t] / (parts.trend[t] * season) : y[t] - parts.trend[t] - season;
    parts.remainder[t] = is_missing(rest) ? missing : rest;
  }
  return parts;
}

}  // namespace industria::inline INDUSTRIA_ABI
