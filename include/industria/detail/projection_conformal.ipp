// SPDX-License-Identifier: Apache-2.0
// Body of projection/conformal.hpp.
#pragma once

#include <industria/projection/conformal.hpp>

#include <industria/base/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE Value conformal_half_width(std::span<const double> residuals, double alpha) {
  if (is_missing(alpha)) return Reason::missing;
  if (alpha >= 1.0) return 0.0;
  std::vector<double> sizes;
  sizes.reserve(residuals.size());
  for (const double r : residuals)
    if (!is_missing(r)) sizes.push_back(std::abs(r));
  constexpr double rounding = 1e-9;  // (n + 1)(1 - alpha) may come out a hair above a whole number
  const double rank = std::ceil((static_cast<double>(sizes.size()) + 1.0) * (1.0 - alpha) - rounding);
  if (!(rank <= static_cast<double>(sizes.size()))) return Reason::too_few_points;
  if (rank < 1.0) return 0.0;
  const auto place = sizes.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
  std::nth_element(sizes.begin(), place, sizes.end());
  return *place;
}

INDUSTRIA_INLINE std::vector<Value> conformal_half_widths(std::span<const double> residuals, int horizon, double alpha,
                                                          bool growing) {
  if (horizon < 1)
    throw ValueError("conformal_half_widths: horizon is " + std::to_string(horizon) + ", expected at least 1");
  const auto steps = static_cast<std::size_t>(horizon);
  if (residuals.size() % steps != 0)
    throw ShapeError("conformal_half_widths: " + std::to_string(residuals.size()) +
                     " residuals, expected a multiple of the horizon " + std::to_string(horizon));
  std::vector<Value> widths;
  std::vector<double> column;
  for (std::size_t h = 0; h < steps; ++h) {
    column.clear();
    for (std::size_t i = h; i < residuals.size(); i += steps) column.push_back(residuals[i]);
    Value width = conformal_half_width(column, alpha);
    if (growing && h > 0 && width && widths[h - 1] && width.value < widths[h - 1].value) width = widths[h - 1];
    widths.push_back(width);
  }
  return widths;
}

}  // namespace industria::inline INDUSTRIA_ABI
