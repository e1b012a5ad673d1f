// SPDX-License-Identifier: Apache-2.0
// Seasonal drift: the mean of the last year, moved on year by year by the mean change of yearly means, times (or plus) the mean profile
// of the last five years. A closed form that knows season and trend and nothing else.
#pragma once

#include <industria/detail/projection_member.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace industria::inline INDUSTRIA_ABI::detail {

/// With A_j the means of the Y = floor(n/m) last full years, a step in the j-th coming year is A_Y + j (A_Y - A_1)/(Y - 1), times the
/// mean of y/A over the last min(5, Y) years at that place, or plus the mean of y - A unless all values are positive. The profile holds
/// the trend within the year, so that a line with a season is continued exactly. Needs two full years without gaps; m = 1: random walk with drift.
inline void seasonal_drift(MemberSeries& s, int period) {
  std::fill(s.path.begin(), s.path.end(), missing);
  std::fill(s.deviation.begin(), s.deviation.end(), missing);
  s.error = missing;
  const auto m = static_cast<std::size_t>(period);
  const std::size_t years = s.y.size() / m;
  if (years < 2) return;
  const auto y = s.y.last(years * m);
  bool positive = true;
  for (const double v : y) {
    if (std::isnan(v)) return;
    positive = positive && v > 0.0;
  }
  const auto mean_of = [&](std::size_t year) {
    double sum = 0.0;
    for (std::size_t i = 0; i < m; ++i) sum += y[year * m + i];
    return sum / static_cast<double>(m);
  };
  const double last = mean_of(years - 1);
  const double slope = (last - mean_of(0)) / static_cast<double>(years - 1);
  const std::size_t from = years > 5 ? years - 5 : 0;
  for (std::size_t k = 0; k < std::min(s.path.size(), m); ++k) s.path[k] = 0.0;
  for (std::size_t year = from; year < years; ++year) {
    const double level = mean_of(year);
    for (std::size_t k = 0; k < std::min(s.path.size(), m); ++k)
      s.path[k] += (positive ? y[year * m + k] / level : y[year * m + k] - level) / static_cast<double>(years - from);
  }
  for (std::size_t k = m; k < s.path.size(); ++k) s.path[k] = s.path[k - m];
  for (std::size_t k = 0; k < s.path.size(); ++k) {
    const double level = last + slope * static_cast<double>(k / m + 1);
    s.path[k] = positive ? level * s.path[k] : level + s.path[k];
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
