// SPDX-License-Identifier: Apache-2.0
// Body of series/stl.hpp: checks, scaling by a power of two, and the seasons in turn.
#pragma once

#include <industria/series/stl.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/loess.hpp>
#include <industria/detail/series_mstl_engine.hpp>
#include <industria/detail/scaled_series.hpp>
#include <industria/detail/stl_engine.hpp>

#include <cmath>
#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

INDUSTRIA_INLINE void check_stl_options(const char* function, const StlOptions& options) {
  const auto refuse = [function](const char* argument, int value, const char* expected) {
    throw ValueError(std::string(function) + ": " + argument + " is " + std::to_string(value) +
                     ", expected " + expected);
  };
  if (options.seasonal_window < 0) refuse("seasonal_window", options.seasonal_window, "0 or more");
  if (options.trend_window < 0) refuse("trend_window", options.trend_window, "0 or more");
  if (options.low_pass_window < 0) refuse("low_pass_window", options.low_pass_window, "0 or more");
  if (options.inner_passes < 0) refuse("inner_passes", options.inner_passes, "0 or more");
  if (options.robust_rounds < 0) refuse("robust_rounds", options.robust_rounds, "0 or more");
  if (options.seasonal_degree < 0 || options.seasonal_degree > 1)
    refuse("seasonal_degree", options.seasonal_degree, "0 or 1");
  if (options.trend_degree < 0 || options.trend_degree > 1)
    refuse("trend_degree", options.trend_degree, "0 or 1");
}

}  // namespace detail

INDUSTRIA_INLINE StlParts stl(std::span<const double> y, int period, const StlOptions& options) {
  detail::check_stl_options("stl", options);
  if (period < 2)
    throw ValueError("stl: period is " + std::to_string(period) + ", expected at least 2");
  const std::size_t n = y.size();
  if (n <= 2 * static_cast<std::size_t>(period))
    throw ValueError("stl: " + std::to_string(n) + " values, expected more than two seasons of " +
                     std::to_string(period));
  StlParts parts{std::vector<double>(n, missing), std::vector<double>(n, missing),
                 std::vector<double>(n, missing), std::vector<double>(n, 0.0)};
  const detail::ScaledSeries scaled(y);
  detail::StlEngine engine;
  engine.prepare(detail::stl_shape(static_cast<std::ptrdiff_t>(n), period,
                                   options.seasonal_window, options));
  if (!engine.run(scaled.values)) return parts;
  for (std::size_t t = 0; t < n; ++t) {
    parts.seasonal[t] = scaled.restored(engine.seasonal()[t]);
    parts.trend[t] = scaled.restored(engine.trend()[t]);
    parts.remainder[t] = scaled.restored(scaled.values[t] - engine.seasonal()[t] - engine.trend()[t]);
    parts.weights[t] = engine.weights()[t];
  }
  return parts;
}

INDUSTRIA_INLINE MstlParts mstl(std::span<const double> y, std::span<const int> periods,
                                const MstlOptions& options) {
  detail::check_stl_options("mstl", options.stl);
  for (const int period : periods) {
    if (period < 1)
      throw ValueError("mstl: period is " + std::to_string(period) + ", expected at least 1");
  }
  if (options.iterations < 1)
    throw ValueError("mstl: iterations is " + std::to_string(options.iterations) +
                     ", expected at least 1");
  const detail::ScaledSeries scaled(y);
  detail::MstlEngine engine;
  engine.prepare(y.size(), periods, options);
  engine.run(scaled.values);
  MstlParts parts;
  parts.periods = engine.periods();
  const auto restored = [&](std::span<const double> x) {
    std::vector<double> out(x.begin(), x.end());
    for (double& value : out) value = scaled.restored(value);
    return out;
  };
  for (std::size_t s = 0; s < parts.periods.size(); ++s)
    parts.seasonal.push_back(restored(engine.seasonal(s)));
  parts.trend = restored(engine.trend());
  parts.remainder = restored(engine.adjusted());
  for (std::size_t t = 0; t < y.size(); ++t) parts.remainder[t] -= parts.trend[t];
  return parts;
}

INDUSTRIA_INLINE std::vector<double> MstlParts::adjusted() const {
  std::vector<double> sum(trend);
  for (std::size_t t = 0; t < sum.size(); ++t) sum[t] += remainder[t];
  return sum;
}

INDUSTRIA_INLINE Value strength(std::span<const double> part, std::span<const double> remainder) {
  if (part.size() != remainder.size())
    throw ShapeError("strength: part has " + std::to_string(part.size()) +
                     " values, remainder has " + std::to_string(remainder.size()));
  const auto variance = [&](double weight) {
    double count = 0.0;
    double mean = 0.0;
    double squares = 0.0;
    for (std::size_t t = 0; t < part.size(); ++t) {
      if (is_missing(part[t]) || is_missing(remainder[t])) continue;
      const double x = weight * part[t] + remainder[t];
      count += 1.0;
      const double step = x - mean;
      mean += step / count;
      squares += step * (x - mean);
    }
    return count < 2.0 ? missing : squares / (count - 1.0);
  };
  const double both = variance(1.0);
  if (is_missing(both)) return Reason::too_few_points;
  if (!(both > 0.0)) return Reason::zero_base;
  return std::max(0.0, 1.0 - variance(0.0) / both);
}

}  // namespace industria::inline INDUSTRIA_ABI
