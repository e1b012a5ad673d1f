// SPDX-License-Identifier: Apache-2.0
// A series made ready for the models: without the gaps at its ends, with its scale, and its mean change over a season.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// A series without the gaps at its ends, and what the models and the error laws need to know about it.
struct CleanSeries {
  std::size_t index = 0;
  std::span<const double> y{};  ///< in the caller's buffer, unscaled
  int observed = 0;
  int gap = 0;  ///< periods after the last value
  int season = 1;
  double scale = 1.0;    ///< power of two: y * scale has a mean absolute value near 1
  double largest = 0.0;  ///< of |y * scale|
  bool is_finite = true;
};

[[nodiscard]] inline CleanSeries clean_series(std::span<const double> values, std::size_t index, int season) noexcept {
  CleanSeries out;
  out.index = index;
  out.season = season;
  std::size_t first = 0;
  std::size_t end = values.size();
  while (first < end && std::isnan(values[first])) ++first;
  while (end > first && std::isnan(values[end - 1])) --end;
  out.y = values.subspan(first, end - first);
  out.gap = static_cast<int>(values.size() - end);
  for (const double y : out.y) {
    if (std::isnan(y)) continue;
    ++out.observed;
    out.largest = std::max(out.largest, std::abs(y));
  }
  out.is_finite = out.largest <= std::numeric_limits<double>::max();
  if (out.largest == 0.0 || !out.is_finite) return out;
  // Scaled by the largest value first, so that neither sum nor squares leave the range of a double.
  const double rough = std::ldexp(1.0, -std::clamp(std::ilogb(out.largest), -1000, 1000));
  double sum = 0.0;
  for (const double y : out.y) sum += std::isnan(y) ? 0.0 : std::abs(y * rough);
  const double fine = std::ldexp(1.0, -std::ilogb(sum / out.observed));
  out.scale = rough * fine;
  if (!std::isfinite(out.scale) || out.scale == 0.0) out.scale = rough;
  out.largest *= out.scale;
  return out;
}

/// Mean absolute change to the same season a year before; to the value before where there is no such pair.
[[nodiscard]] inline double mean_change(std::span<const double> y, int season) noexcept {
  for (const int lag : {season, 1}) {
    double sum = 0.0;
    int pairs = 0;
    for (std::size_t t = static_cast<std::size_t>(lag); t < y.size(); ++t) {
      const double change = y[t] - y[t - static_cast<std::size_t>(lag)];
      if (std::isnan(change)) continue;
      sum += std::abs(change);
      ++pairs;
    }
    if (pairs > 0) return sum / pairs;
  }
  return 0.0;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
