// SPDX-License-Identifier: Apache-2.0
// Rough states of complex exponential smoothing at the end of a series. Knows base/ only.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Seasonal kinds need two seasons.
inline bool ces_seasonal(std::size_t length, int period) noexcept {
  return period > 1 && length >= 2 * static_cast<std::size_t>(period);
}

/// From where the backward pass starts: out[0] a level at the end of y, out[1 + i] a seasonal figure that sums to zero; the last
/// value of y has place period - 1. y begins and ends with a value; with fewer than two seasons the figure is zero.
inline void ces_start_states(std::span<const double> y, int period, std::span<double> out,
                             std::vector<double>& memory) {
  const std::size_t n = y.size();
  const std::size_t m = ces_seasonal(n, period) ? static_cast<std::size_t>(period) : 1;
  std::fill(out.begin(), out.end(), 0.0);
  memory.assign(2 * n + 1 + 2 * m, 0.0);
  double* const bridged = memory.data();  // gaps filled along a straight line
  double* const sum = bridged + n;        // of all values before
  double* const figure = sum + n + 1;
  double* const count = figure + m;
  std::size_t seen = 0;
  for (std::size_t t = 0; t < n; ++t) {
    bridged[t] = y[t];
    if (is_missing(y[t])) continue;
    for (std::size_t u = seen + 1; u < t; ++u) {
      const double part = static_cast<double>(u - seen) / static_cast<double>(t - seen);
      bridged[u] = y[seen] + (y[t] - y[seen]) * part;
    }
    seen = t;
  }
  for (std::size_t t = 0; t < n; ++t) sum[t + 1] = sum[t] + bridged[t];
  if (m > 1) {
    // Deviations from the mean of m values around each; for an even m the window is half a step off, which shifts all alike.
    const std::size_t before = m / 2;
    std::size_t place = (before + m - n % m) % m;
    for (std::size_t from = 0; from + m <= n; ++from) {
      figure[place] +=
          bridged[from + before] - (sum[from + m] - sum[from]) / static_cast<double>(m);
      count[place] += 1.0;
      place = place + 1 == m ? 0 : place + 1;
    }
    double total = 0.0;
    for (std::size_t i = 0; i < m; ++i) total += figure[i] /= count[i];
    for (std::size_t i = 0; i < m; ++i) out[1 + i] = figure[i] - total / static_cast<double>(m);
  }
  // The last ten values, or the last season, without the figure.
  const std::size_t window = std::min(n, std::max<std::size_t>(10, m));
  double level = 0.0;
  for (std::size_t back = 0; back < window; ++back)
    level += bridged[n - 1 - back] - out[m > 1 ? m - back % m : 1];
  out[0] = level / static_cast<double>(window);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
