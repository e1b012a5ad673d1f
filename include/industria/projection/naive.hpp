// SPDX-License-Identifier: Apache-2.0
// The simple methods that every other has to beat: mean, last value, seasonal last value, drift, and Naive2 of the M4 competition.
// Source: Hyndman, Athanasopoulos, "Forecasting: principles and practice", 3rd ed., 5.2 and table 5.2; Makridakis et al. (2020).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// With s^2 the variance of one step, n values, season m; at step h the path is ... and its error variance ...
enum class NaiveKind : std::uint8_t {
  mean,         ///< mean of all values;                    s^2 (1 + 1/n)
  last_value,   ///< y_n;                                   s^2 h
  seasonal_last_value,  ///< y of the same season, last year; s^2 (floor((h - 1)/m) + 1)
  drift,        ///< y_n + h (y_n - y_1)/(n - 1);           s^2 h (1 + h/(n - 1))
  naive2        ///< y_n seasonally adjusted (classical, ratios) if is_seasonal and nowhere negative, seasonal again; s^2 h
};
/// "mean", "last_value", "seasonal_last_value", "drift", "naive2".
[[nodiscard]] INDUSTRIA_API std::string_view name(NaiveKind kind) noexcept;

/// `sigma` is the root of sum e^2 / (count - parameters) of the one-step errors e (one-season errors for seasonal_last_value;
/// errors over a gap of k steps are divided by sqrt(k)); missing without degrees of freedom.
struct NaiveForecast {
  std::vector<double> path{};       ///< all missing if the method does not fit: no value; drift: one; a season never seen
  std::vector<double> deviation{};  ///< root of the error variance; missing where sigma is
  double sigma = missing;
  int parameters = 0;  ///< estimated: 1 for mean and drift, m - 1 for a seasonal naive2
};

/// Steps 1..horizon behind the last period of y, observed or not: a trailing gap is forecast over (h counts from the last value).
/// Throws ValueError for period < 1 or horizon < 0.
[[nodiscard]] INDUSTRIA_API NaiveForecast naive_forecast(std::span<const double> y, int period,
                                                         NaiveKind kind, int horizon);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_naive.ipp>
#endif
