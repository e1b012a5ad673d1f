// SPDX-License-Identifier: Apache-2.0
// Season and trend by local regression (STL), several seasons (MSTL), and how strong they are.
// Source: Cleveland, Cleveland, McRae, Terpenning, "STL: A seasonal-trend decomposition procedure based on loess",
// Journal of Official Statistics 6 (1990); Bandara, Hyndman, Bergmeir, "MSTL" (2021).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Windows are numbers of neighbours in a local fit, made odd by adding one. The defaults are those of R's stl.
struct StlOptions {
  /// Values of one position of the season (all Januaries) in a fit; at least 7 is wise. 0: one figure for all years (periodic).
  int seasonal_window = 0;
  int trend_window = 0;     ///< 0: the odd number from 1.5 m / (1 - 1.5 / seasonal window) on
  int low_pass_window = 0;  ///< 0: the odd number from m on
  int seasonal_degree = 0;  ///< 0 or 1: constant or line in a local fit; a periodic season has degree 0
  int trend_degree = 1;     ///< 0 or 1; also that of the low-pass filter
  bool robust = false;      ///< bisquare weights against outliers
  int inner_passes = 0;     ///< season and trend in turn; 0: 2, with robust 1
  int robust_rounds = 15;   ///< new weights and passes again; only if robust
  /// Fits at every (window / 10)th value with lines between, as the reference does; false: at every value.
  bool interpolate = true;
};

/// y = seasonal + trend + remainder. All three have the length of y.
struct StlParts {
  std::vector<double> seasonal{};
  std::vector<double> trend{};
  std::vector<double> remainder{};  ///< missing where y is
  std::vector<double> weights{};    ///< of the last robust round, in [0, 1]; 1 if not robust, 0 where y is missing
};

/// Decomposes a series with one season. A missing value has no weight in any fit; season and trend are given there all the
/// same. If all values of a position are missing, its season is flat before centring. A series without any value has only
/// missing parts. Time O(n) with `interpolate` (ten windows per window length), O(n window) without.
/// Throws ValueError for period < 2, n <= 2 period, a negative window or count, or a degree other than 0 and 1.
[[nodiscard]] INDUSTRIA_API StlParts stl(std::span<const double> y, int period,
                                         const StlOptions& options = {});

struct MstlOptions {
  std::vector<int> seasonal_windows{};  ///< one per period in ascending order; empty: 11, 15, 19, ... as in R's mstl
  int iterations = 2;                   ///< rounds over the seasons; one season needs and gets one
  StlOptions stl{};                     ///< the rest; its seasonal_window is not used
};

/// y = sum of seasonal + trend + remainder.
struct MstlParts {
  std::vector<int> periods{};                   ///< ascending: those that fit twice into y (n > 2 m)
  std::vector<std::vector<double>> seasonal{};  ///< one per period
  std::vector<double> trend{};      ///< of the longest season's last pass; without season a local line of half the series
  std::vector<double> remainder{};  ///< missing where y is

  /// y without its seasons: trend + remainder, missing where y is.
  [[nodiscard]] INDUSTRIA_API std::vector<double> adjusted() const;
};

/// Takes the seasons off one after the other, shortest first, each from the series without the others. Periods of 1, doubles and
/// those that do not fit twice are left out (see `periods`). Any n >= 0. Throws ValueError for a period < 1, iterations < 1, fewer
/// windows than periods.
[[nodiscard]] INDUSTRIA_API MstlParts mstl(std::span<const double> y, std::span<const int> periods,
                                           const MstlOptions& options = {});

/// max(0, 1 - Var(remainder) / Var(part + remainder)) over the values that are there: 0 no, 1 nothing but season (or trend).
/// Missing (too_few_points) below two values, (zero_base) if part + remainder is constant. Throws ShapeError for unequal lengths.
/// Source: Wang, Smith, Hyndman, "Characteristic-based clustering for time series data" (2006).
[[nodiscard]] INDUSTRIA_API Value strength(std::span<const double> part,
                                           std::span<const double> remainder);
/// Of a season of one STL, and of its trend.
[[nodiscard]] inline Value seasonal_strength(const StlParts& parts) {
  return strength(parts.seasonal, parts.remainder);
}
[[nodiscard]] inline Value trend_strength(const StlParts& parts) {
  return strength(parts.trend, parts.remainder);
}

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_stl.ipp>
#endif
