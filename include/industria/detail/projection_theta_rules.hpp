// SPDX-License-Identifier: Apache-2.0
// What ThetaBounds means in numbers, for the plain-double fit and the lanes alike.
#pragma once

#include <industria/detail/series_seasonal_figure.hpp>
#include <industria/projection/theta.hpp>

#include <algorithm>
#include <cstddef>

namespace industria::inline INDUSTRIA_ABI::detail {

/// w = 1 - 1/theta. Models with a fixed theta have w_low = w_high.
struct ThetaRules {
  double alpha_low = 0.1;
  double alpha_high = 0.99;
  double w_low = 0.0;
  double w_high = 1.0;
  int skip = 0;  ///< errors at the beginning that are not counted, as far as theta_skip allows
  bool shrink = false;  ///< the seasonal figure is shrunk; else tested and taken whole
};

inline ThetaRules theta_rules(ThetaKind kind, ThetaBounds bounds) noexcept {
  ThetaRules rules;
  if (bounds == ThetaBounds::standard) rules = {0.2, 0.99, 0.4, 1.0, 2, true};
  if (bounds == ThetaBounds::reference_statsforecast) rules.skip = 3;
  if (kind == ThetaKind::stm || kind == ThetaKind::dstm) rules.w_low = rules.w_high = 0.5;
  return rules;
}

/// The shortest series with a season.
inline std::size_t theta_shortest_seasonal(const ThetaRules& rules, int period) noexcept {
  if (!rules.shrink || period < 2) return shortest_seasonal(period);
  return 3 * static_cast<std::size_t>(period);
}

/// At least one error is counted.
inline std::size_t theta_skip(const ThetaRules& rules, std::size_t observed) noexcept {
  return std::min(static_cast<std::size_t>(rules.skip), observed - 1);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
