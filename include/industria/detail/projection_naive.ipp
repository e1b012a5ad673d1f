// SPDX-License-Identifier: Apache-2.0
// Body of projection/naive.hpp.
#pragma once

#include <industria/projection/naive.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/projection_naive_rows.hpp>
#include <industria/detail/scaled_series.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

/// Fills `path`; all missing where the method does not fit.
INDUSTRIA_INLINE NaiveResult naive_fit(std::span<const double> y, int period, NaiveKind kind, std::span<double> path) {
  const NaiveRow row = naive_row(y);
  NaiveResult result;
  if (row.count > 0.0) {
    switch (kind) {
      case NaiveKind::mean: result = naive_mean(y, row, path); break;
      case NaiveKind::last_value: result = naive_last(y, row, path); break;
      case NaiveKind::seasonal_last_value: result = naive_season(y, static_cast<std::size_t>(period), path); break;
      case NaiveKind::drift: result = naive_drift(y, row, path); break;
      case NaiveKind::naive2: result = naive_2(y, period, row, path); break;
    }
  }
  const bool finite = std::none_of(path.begin(), path.end(), [](double v) { return is_missing(v); });
  if (!result.fits || !finite) {
    std::fill(path.begin(), path.end(), missing);
    return {};
  }
  return result;
}

/// Error variance at step h (from 1, after the last value) in units of the one-step variance; table 5.2 of the book.
INDUSTRIA_INLINE double naive_variance(NaiveKind kind, int period, double h, double count, double steps) noexcept {
  switch (kind) {
    case NaiveKind::mean: return 1.0 + 1.0 / count;
    case NaiveKind::seasonal_last_value: return std::floor((h - 1.0) / period) + 1.0;
    case NaiveKind::drift: return h * (1.0 + h / steps);
    case NaiveKind::last_value:
    case NaiveKind::naive2: break;
  }
  return h;
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(NaiveKind kind) noexcept {
  switch (kind) {
    case NaiveKind::mean: return "mean";
    case NaiveKind::last_value: return "last_value";
    case NaiveKind::seasonal_last_value: return "seasonal_last_value";
    case NaiveKind::drift: return "drift";
    case NaiveKind::naive2: return "naive2";
  }
  return "last_value";
}

INDUSTRIA_INLINE NaiveForecast naive_forecast(std::span<const double> y, int period, NaiveKind kind,
                                              int horizon) {
  if (period < 1)
    throw ValueError("naive_forecast: period is " + std::to_string(period) + ", expected at least 1");
  if (horizon < 0)
    throw ValueError("naive_forecast: horizon is " + std::to_string(horizon) + ", expected 0 or more");
  const auto steps = static_cast<std::size_t>(horizon);
  NaiveForecast out{std::vector<double>(steps, missing), std::vector<double>(steps, missing)};
  const detail::ScaledSeries scaled(y);
  const detail::NaiveResult fit = detail::naive_fit(scaled.values, period, kind, out.path);
  if (!fit.fits) return out;
  out.parameters = fit.parameters;
  const double freedom = fit.errors - fit.parameters;
  const double sigma = freedom > 0.0 ? std::sqrt(fit.squares / freedom) : missing;
  out.sigma = scaled.restored(sigma);
  const detail::NaiveRow row = detail::naive_row(scaled.values);
  const auto span = static_cast<double>(row.last - row.first);
  for (std::size_t h = 0; h < steps; ++h) {
    out.path[h] = scaled.restored(out.path[h]);
    const auto step = static_cast<double>(h + y.size() - row.last);
    const double variance = detail::naive_variance(kind, period, step, row.count, span);
    out.deviation[h] = scaled.restored(sigma * std::sqrt(variance));
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
