// SPDX-License-Identifier: Apache-2.0
// Body of projection/classical_theta.hpp.
#pragma once

#include <industria/projection/classical_theta.hpp>

#include <industria/detail/projection_theta_fit.hpp>
#include <industria/detail/seasonal_test.hpp>
#include <industria/series/seasonality.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE ClassicalThetaFit fit_classical_theta(std::span<const double> y, int period) {
  detail::check_theta_period("fit_classical_theta", period);
  ClassicalThetaFit fit;
  if (y.size() < 3 || std::any_of(y.begin(), y.end(), [](double v) { return is_missing(v); }))
    return fit;
  std::vector<double> adjusted(y.begin(), y.end());
  const auto m = static_cast<std::size_t>(period);
  const bool positive = std::all_of(y.begin(), y.end(), [](double v) { return v > 0.0; });
  if (m > 1 && positive && y.size() > 2 * m &&
      detail::lag_is_significant(y, m, 1.6448536269514722)) {
    fit.season = classical_decomposition(y, period, Decomposition::multiplicative).figure;
    for (std::size_t i = 0; i < adjusted.size(); ++i) adjusted[i] /= fit.season[i % m];
  }
  detail::ThetaLine line;
  for (std::size_t i = 0; i < adjusted.size(); ++i)
    line.add(adjusted[i], static_cast<double>(i + 1));
  fit.drift = 0.5 * line.slope();
  const detail::ThetaRules smoothing{1e-4, 0.9999, 0.0, 0.0, 0};
  const auto at = [&](double alpha) {
    return detail::solve_theta(adjusted, false, alpha, smoothing, 0);
  };
  fit.alpha = detail::least_alpha(smoothing.alpha_low, smoothing.alpha_high,
                                  [&](double alpha) { return at(alpha).sse; });
  const detail::ThetaSolution best = at(fit.alpha);
  fit.level = best.level;
  fit.variance = best.sse / static_cast<double>(y.size() - 2);
  return fit;
}

INDUSTRIA_INLINE std::vector<ThetaStep> classical_theta_path(std::span<const double> y,
                                                             const ClassicalThetaFit& fit,
                                                             int horizon) {
  detail::check_theta_horizon("classical_theta_path", horizon);
  std::vector<ThetaStep> path(static_cast<std::size_t>(horizon));
  const std::size_t m = fit.season.size();
  double level = fit.level, power = 1.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    level += fit.alpha * ((m > 0 ? y[i] / fit.season[i % m] : y[i]) - level);
    power *= 1.0 - fit.alpha;
  }
  for (std::size_t h = 0; h < path.size(); ++h) {
    const auto step = static_cast<double>(h);
    const double mean = level + fit.drift * (step + (1.0 - power) / fit.alpha);
    path[h].mean = m > 0 ? mean * fit.season[(y.size() + h) % m] : mean;
    path[h].deviation = std::sqrt(fit.variance * (1.0 + step * fit.alpha * fit.alpha));
  }
  return path;
}

}  // namespace industria::inline INDUSTRIA_ABI
