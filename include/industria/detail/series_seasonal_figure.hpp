// SPDX-License-Identifier: Apache-2.0
// Classical decomposition as the models use it: with gaps, and with a figure shrunk by its own noise.
#pragma once

#include <industria/series/seasonality.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Inner gaps filled by straight lines; missing values at the ends stay.
inline std::vector<double> bridge_gaps(std::span<const double> y) {
  std::vector<double> bridged(y.begin(), y.end());
  std::size_t last = y.size();
  for (std::size_t t = 0; t < y.size(); ++t) {
    if (is_missing(y[t])) continue;
    for (std::size_t u = last + 1; last < t && u < t; ++u) {
      const auto part = static_cast<double>(u - last) / static_cast<double>(t - last);
      bridged[u] = y[last] + part * (y[t] - y[last]);
    }
    last = t;
  }
  return bridged;
}

/// The classical figure with the trend of the bridged series and the deviations of the observed values; empty if a position has none.
/// With `shrink` the figure is drawn towards none by the James-Stein factor 1 - (m-3)/(m-1) W/V, W the mean squared standard error of the
/// positions, V the figure's variance; m - 3 is at least 1. Empty if the factor is not positive.
/// Source: Miller, Williams, "Shrinkage estimators of time series seasonal factors" (2003).
inline std::vector<double> bridged_figure(std::span<const double> y,
                                          std::span<const double> bridged, int period,
                                          Decomposition kind, bool shrink = false) {
  const auto m = static_cast<std::size_t>(period);
  const SeasonalParts parts = classical_decomposition(bridged, period, kind);
  std::vector<double> figure(m, 0.0), squares(m, 0.0), count(m, 0.0);
  const bool ratios = kind == Decomposition::multiplicative;
  const double none = ratios ? 1.0 : 0.0;
  for (std::size_t t = 0; t < y.size(); ++t) {
    if (is_missing(parts.trend[t]) || is_missing(y[t])) continue;
    const double deviation = ratios ? y[t] / parts.trend[t] - 1.0 : y[t] - parts.trend[t];
    figure[t % m] += deviation;
    squares[t % m] += deviation * deviation;
    count[t % m] += 1.0;
  }
  double mean = 0.0, noise = 0.0, spread = 0.0;
  for (std::size_t i = 0; i < m; ++i) {
    if (!(count[i] > 0.0)) return {};
    const double sum = figure[i];
    figure[i] = none + sum / count[i];
    mean += figure[i] / static_cast<double>(m);
    if (count[i] > 1.0)
      noise += std::max(0.0, squares[i] - sum * sum / count[i]) / ((count[i] - 1.0) * count[i]);
  }
  for (double& value : figure) {
    value = ratios ? value / mean : value - mean;
    spread += (value - none) * (value - none);
  }
  if (!shrink) return figure;
  const double factor = 1.0 - std::max(1.0, period - 3.0) / period * noise / spread;
  if (!(spread > 0.0) || !(factor > 0.0)) return {};
  for (double& value : figure) value = none + factor * (value - none);
  return figure;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
