// SPDX-License-Identifier: Apache-2.0
// What ThetaBounds means in numbers, for the plain-double fit and the lanes alike. To be included after projection/theta.hpp.
#pragma once

#include <industria/projection/theta.hpp>

#include <industria/detail/projection_theta_fit.hpp>
#include <industria/detail/seasonal_test.hpp>

#include <algorithm>
#include <cstddef>

namespace industria::inline INDUSTRIA_ABI::detail {

inline bool is_dynamic(ThetaKind kind) noexcept {
  return kind == ThetaKind::dstm || kind == ThetaKind::dotm;
}

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
