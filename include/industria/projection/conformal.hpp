// SPDX-License-Identifier: Apache-2.0
// Intervals from past errors alone: split conformal half widths, per step if errors are of several steps, and an adaptive level.
// Sources: Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World" (2005); Lei et al. (2018); Gibbs, Candès,
// "Adaptive conformal inference under distribution shift" (2021).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The ceil((n + 1)(1 - alpha))-th smallest |residual| of the n that are there; forecast +- this covers the next value with
/// probability 1 - alpha = level / 100 if errors are exchangeable. Missing (too_few_points) if that rank is above n, zero from
/// alpha = 1 on. Errors of time series are not exchangeable: use those of rolling origins, and look at the coverage.
[[nodiscard]] INDUSTRIA_API Value conformal_half_width(std::span<const double> residuals, double alpha);

/// One half width per step from a row of residuals for each origin: residuals.size() == origins * horizon. With `growing` a step
/// is never narrower than the one before. Throws ValueError for horizon < 1, ShapeError if the size is not a multiple of it.
[[nodiscard]] INDUSTRIA_API std::vector<Value> conformal_half_widths(std::span<const double> residuals, int horizon,
                                                                     double alpha, bool growing = false);

/// A level that learns from its misses: alpha_{t+1} = alpha_t + gamma (target - miss_t). It may leave (0, 1): at alpha <= 0 the
/// interval is unbounded, from 1 on it is a point.
struct AdaptiveAlpha {
  double target = 0.05;  ///< wanted share of misses
  double gamma = 0.05;   ///< how fast it learns
  double alpha = target;
  constexpr void observe(bool missed) noexcept { alpha += gamma * (target - (missed ? 1.0 : 0.0)); }
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_conformal.ipp>
#endif
