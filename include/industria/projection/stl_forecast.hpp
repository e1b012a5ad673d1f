// SPDX-License-Identifier: Apache-2.0
// Forecasts through a decomposition: seasons are taken off by MSTL, any model forecasts the rest, the last season is carried on.
// Source: Bandara, Hyndman, Bergmeir (2021); Hyndman, Athanasopoulos, "Forecasting: principles and practice", 3rd ed., 5.7.
#pragma once

#include <industria/base/config.hpp>
#include <industria/series/stl.hpp>

#include <functional>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Forecasts a series without season: the next `horizon` values behind `adjusted`, which is missing where y is.
using AdjustedForecaster =
    std::function<std::vector<double>(std::span<const double> adjusted, int horizon)>;

struct StlForecast {
  MstlParts parts{};              ///< of y
  std::vector<double> season{};   ///< sum of the seasons at steps 1..horizon: each repeats its last year
  std::vector<double> path{};     ///< forecast of the adjusted series + season
};

/// Steps 1..horizon behind the last period of y. Without a season that fits twice this is the inner model on y itself.
/// Throws what mstl() throws, ValueError for horizon < 0, ShapeError if `inner` does not give `horizon` values.
[[nodiscard]] INDUSTRIA_API StlForecast stl_forecast(std::span<const double> y,
                                                     std::span<const int> periods, int horizon,
                                                     const AdjustedForecaster& inner,
                                                     const MstlOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_stl_forecast.ipp>
#endif
