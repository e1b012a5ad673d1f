// SPDX-License-Identifier: Apache-2.0
// Complex exponential smoothing: a level and its shadow (the imaginary part) smoothed by one complex number, with or without
// a season of the same form. Trends and rests come from one recursion; nothing has to be chosen between them.
// Source: Svetunkov, Kourentzes, Ord, "Complex exponential smoothing", Naval Research Logistics 69 (2022).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// With error e_t = y_t - mu_t and the complex step
///   (l, c) -> (l - (1 - a1) c + (a0 - a1) e,  l + (1 - a0) c + (a0 + a1) e):
enum class CesKind : std::uint8_t {
  none,    ///< mu_t = l_{t-1}; l, c step by alpha
  simple,  ///< mu_t = l_{t-m}; one pair l, c per place in the season, stepped by alpha once a season
  partial,  ///< mu_t = l_{t-1} + s_{t-m}; s_t = s_{t-m} + beta0 e_t
  full      ///< mu_t = l_{t-1} + s_{t-m}; s has its own shadow and steps by beta
};
/// "none", "simple", "partial", "full".
[[nodiscard]] INDUSTRIA_API std::string_view name(CesKind kind) noexcept;

/// Complex smoothing parameters alpha = alpha0 + i alpha1, beta = beta0 + i beta1. At alpha1 = 1 the level never fades nor grows
/// by itself (the recursion is then SES with alpha0 - 1); above 1 forecasts grow, below 1 they fade to zero.
struct CesParameters {
  double alpha0 = missing;
  double alpha1 = missing;
  double beta0 = 0.0;  ///< partial and full only
  double beta1 = 0.0;  ///< full only
};

/// States at one moment. Vectors hold one value per place in the season, the first for the next value.
struct CesStates {
  double level = 0.0;
  double shadow = 0.0;
  std::vector<double> season{};         ///< empty for kind none
  std::vector<double> season_shadow{};  ///< zero for kind partial
};

/// Where the smoothing parameters may lie, and what pulls them.
enum class CesBounds : std::uint8_t {
  standard,  ///< alpha0 in [1, 1.8], beta0 in [0.8, 1.5] (partial [0.01, 1]), imaginary parts in [0.5, 1.5] and pulled towards 1:
  ///< n (15 + 25 (m - 1)) (alpha1 - 1)^2 + 3 n (beta1 - 1)^2 is added to n log sse (docs/methods.md)
  reference  ///< alpha0, beta0 in [0, 2.5], alpha1, beta1 in [0, 2], partial beta0 in [-0.2, 1.2]; nothing is pulled
};

/// What projection/auto_ces.hpp finds for one series.
struct CesFit {
  CesKind kind = CesKind::none;
  int period = 1;
  CesParameters parameters{};  ///< alpha0 is missing where nothing could be fitted
  CesStates initial{};         ///< before the first value
  double sse = missing;        ///< sum of squared one-step errors
  double log_likelihood = missing;
  double aicc = missing;
};

/// Number of estimated values: smoothing parameters and the variance; initial states follow by the backward pass.
[[nodiscard]] INDUSTRIA_API int ces_parameter_count(CesKind kind) noexcept;

/// What a kind says about y at given parameters and states before the first value.
struct CesEvaluation {
  std::vector<double> fitted;  ///< one per value of y
  CesStates last;              ///< after the last value
  double sse = missing;
  double log_likelihood = missing;  ///< -n/2 (log(2 pi sse/n) + 1), n observed values
  double aicc = missing;            ///< infinite if n <= k + 1
};
/// A missing value moves the states by its own forecast. Throws ValueError if the season's size does not fit the kind.
[[nodiscard]] INDUSTRIA_API CesEvaluation evaluate_ces(std::span<const double> y, CesKind kind,
                                                       const CesParameters& parameters,
                                                       const CesStates& initial);

/// States before the first value by a backward pass: the recursion runs over y from its end to its beginning, from a level and
/// a seasonal figure taken from the series. y has no leading missing value.
[[nodiscard]] INDUSTRIA_API CesStates ces_backcast(std::span<const double> y, int period,
                                                   CesKind kind, const CesParameters& parameters);

/// Fitted values of y (missing before its first value), then `horizon` forecasts: y.size() + horizon values, all missing for a fit
/// without parameters. Throws ValueError for horizon < 0.
[[nodiscard]] INDUSTRIA_API std::vector<double> ces_path(std::span<const double> y,
                                                         const CesFit& fit, int horizon);

/// Forecast variances of steps 1..horizon in units of the error variance: 1 + c_1^2 + .. + c_{h-1}^2, c_j the effect of an error
/// on the value j periods later. Exact: the model is linear with a single source of error. Throws ValueError for horizon < 0.
[[nodiscard]] INDUSTRIA_API std::vector<double> ces_variance(CesKind kind, int period,
                                                             const CesParameters& parameters,
                                                             int horizon);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_ces.ipp>
#endif
