// SPDX-License-Identifier: Apache-2.0
// The classical Theta method as a simple smoothing with drift, as R's thetaf.
// Source: Assimakopoulos, Nikolopoulos (2000); Hyndman, Billah, "Unmasking the Theta method", International Journal of Forecasting 19 (2003).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The classical method as simple exponential smoothing with drift.
struct ClassicalThetaFit {
  double level = missing;     ///< l_0 of the smoothing
  double alpha = missing;     ///< in [0.0001, 0.9999]
  double drift = missing;     ///< half the slope of the least-squares line
  double variance = missing;  ///< sum of squared errors of the smoothing / (n - 2)
  std::vector<double>
      season{};  ///< multiplicative figure from the first value on; empty: not seasonal
};

/// Divided by its seasonal figure if the lag-m autocorrelation is significant at 90 % (more than two seasons, all values positive); then level and
/// alpha by least squares. Fewer than three values or a missing one: parameters missing. Throws ValueError for period < 1.
[[nodiscard]] INDUSTRIA_API ClassicalThetaFit fit_classical_theta(std::span<const double> y,
                                                                  int period = 1);

/// Forecast and standard deviation of one step.
struct ThetaStep {
  double mean = missing;
  double deviation = missing;  ///< sqrt(variance (1 + (h - 1) alpha^2)), not scaled by the season
};
/// Step h: (l_n + drift (h - 1 + (1 - (1 - alpha)^n)/alpha)) times the season. Throws ValueError for horizon < 0.
[[nodiscard]] INDUSTRIA_API std::vector<ThetaStep> classical_theta_path(
    std::span<const double> y, const ClassicalThetaFit& fit, int horizon);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_classical_theta.ipp>
#endif
