// SPDX-License-Identifier: Apache-2.0
// One series as automatic ETS sees it: centred, scaled, with its gaps counted, and heuristic first states to search from.
//
// The public header comes before the guard: header-only, its body needs what stands below.
#include <industria/projection/auto_ets.hpp>

#ifndef INDUSTRIA_DETAIL_PROJECTION_ETS_LANE_HPP
#define INDUSTRIA_DETAIL_PROJECTION_ETS_LANE_HPP

#include <industria/base/missing.hpp>
#include <industria/detail/projection_ets_search.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Facts of one series that the candidates share, and heuristic states without and with a trend.
struct EtsLane {
  std::span<const double> y{};  ///< from its first observed value
  double centre = 0.0;
  double scale = 1.0;  ///< a power of two; the lane holds (y - centre) * scale
  std::size_t observed = 0;
  std::size_t clean_from = 0;  ///< from this place on no value is missing
  bool positive = true;
  double level = 0.0, line_level = 0.0, line_slope = 0.0;

  [[nodiscard]] double at(std::size_t t) const { return (y[t] - centre) * scale; }
};

/// Counts, and looks for values that are not positive; leaves leading gaps out. `centred`: about the mean.
inline EtsLane ets_lane(std::span<const double> y, double scale, bool centred) {
  EtsLane lane;
  double sum = 0.0;
  std::size_t first = 0;
  while (first < y.size() && is_missing(y[first])) ++first;
  lane.y = y.subspan(first);
  lane.scale = scale;
  for (std::size_t t = 0; t < lane.y.size(); ++t) {
    if (is_missing(lane.y[t])) {
      lane.clean_from = t + 1;
      continue;
    }
    ++lane.observed;
    lane.positive = lane.positive && lane.y[t] > 0.0;
    sum += lane.y[t] * scale;
  }
  if (centred && lane.observed > 0)
    lane.centre = sum / static_cast<double>(lane.observed) / scale;
  return lane;
}

/// Averaged deviations (or ratios) from the centred moving mean, by place in the season, the last value at period - 1; adds up
/// to 0 (or to the period). Enough to start a fit. `season` has `period` entries.
inline void ets_start_season(const EtsLane& s, bool multiplicative, std::span<double> season) {
  const std::size_t m = season.size(), n = s.y.size();
  double count[ets_max_period] = {};
  std::fill(season.begin(), season.end(), 0.0);
  std::size_t place = (m - n % m) % m;
  // The window moves by one value at a time; sums are kept, so that the cost does not grow with the period.
  std::size_t from = 0, to = 0;
  double window = 0.0, values = 0.0;
  for (std::size_t t = 0; t < n; ++t, place = place + 1 == m ? 0 : place + 1) {
    const std::size_t begin = std::min(t >= m / 2 ? t - m / 2 : 0, n >= m ? n - m : 0);
    const std::size_t end = std::min(begin + m, n);
    for (; to < end; ++to) {
      if (is_missing(s.y[to])) continue;
      window += s.at(to);
      values += 1.0;
    }
    for (; from < begin; ++from) {
      if (is_missing(s.y[from])) continue;
      window -= s.at(from);
      values -= 1.0;
    }
    if (is_missing(s.y[t])) continue;
    const double mean = window / values, y = s.at(t);
    season[place] += multiplicative ? (mean > 0.0 ? y / mean : 1.0) : y - mean;
    count[place] += 1.0;
  }
  double total = 0.0;
  for (std::size_t i = 0; i < m; ++i) {
    season[i] = count[i] > 0.0 ? season[i] / count[i] : (multiplicative ? 1.0 : 0.0);
    total += season[i];
  }
  const auto size = static_cast<double>(m);
  for (double& value : season) value = multiplicative ? value * (size / total) : value - total / size;
}

/// Level and slope of a line through the first values, adjusted for the season (empty: none).
inline void ets_start_line(EtsLane& s, std::span<const double> season) {
  const std::size_t m = std::max<std::size_t>(1, season.size());
  const std::size_t window = std::min(s.y.size(), std::max<std::size_t>(10, 2 * m));
  std::size_t place = (m - s.y.size() % m) % m;
  double n = 0.0, st = 0.0, sy = 0.0, stt = 0.0, sty = 0.0;
  for (std::size_t t = 0; t < window; ++t, place = place + 1 == m ? 0 : place + 1) {
    if (is_missing(s.y[t])) continue;
    const double value = s.at(t) - (season.empty() ? 0.0 : season[place]);
    const double time = static_cast<double>(t + 1);
    n += 1.0;
    st += time;
    sy += value;
    stt += time * time;
    sty += time * value;
  }
  const double spread = n * stt - st * st;
  s.line_slope = n > 1.0 && spread > 0.0 ? (n * sty - st * sy) / spread : 0.0;
  s.line_level = (sy - s.line_slope * st) / n;
  s.level = sy / n;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
