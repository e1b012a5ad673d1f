// SPDX-License-Identifier: Apache-2.0
// Fitting complex exponential smoothing and choosing its kind by AICc.
#pragma once

#include <industria/base/config.hpp>
#include <industria/projection/ces.hpp>

#include <optional>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

struct CesOptions {
  int period = 1;  ///< season length; seasonal kinds need two seasons of values
  std::optional<CesKind>
      kind{};  ///< none: all that fit are tried, the least AICc wins, ties go to the earlier
  CesBounds bounds = CesBounds::standard;
};

/// Least squares of the one-step errors over the smoothing parameters, initial states by ces_backcast at every trial.
/// Leading and trailing missing values are left out of the fit. Parameters missing if n <= k + 1 for every kind asked for.
/// Throws ValueError for period < 1.
[[nodiscard]] INDUSTRIA_API CesFit fit_ces(std::span<const double> y,
                                           const CesOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_auto_ces.ipp>
#endif
