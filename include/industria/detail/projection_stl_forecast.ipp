// SPDX-License-Identifier: Apache-2.0
// Body of projection/stl_forecast.hpp.
#pragma once

#include <industria/projection/stl_forecast.hpp>

#include <industria/base/error.hpp>

#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE StlForecast stl_forecast(std::span<const double> y, std::span<const int> periods,
                                          int horizon, const AdjustedForecaster& inner,
                                          const MstlOptions& options) {
  if (horizon < 0)
    throw ValueError("stl_forecast: horizon is " + std::to_string(horizon) + ", expected 0 or more");
  const auto steps = static_cast<std::size_t>(horizon);
  StlForecast out{mstl(y, periods, options), std::vector<double>(steps, 0.0), {}};
  for (std::size_t s = 0; s < out.parts.periods.size(); ++s) {
    const auto m = static_cast<std::size_t>(out.parts.periods[s]);
    for (std::size_t h = 0; h < steps; ++h)
      out.season[h] += out.parts.seasonal[s][y.size() - m + h % m];
  }
  out.path = inner(out.parts.periods.empty() ? std::vector<double>(y.begin(), y.end()) : out.parts.adjusted(), horizon);
  if (out.path.size() != steps)
    throw ShapeError("stl_forecast: inner gave " + std::to_string(out.path.size()) + " values, expected " +
                     std::to_string(steps));
  for (std::size_t h = 0; h < steps; ++h) out.path[h] += out.season[h];
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
