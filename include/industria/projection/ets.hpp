// SPDX-License-Identifier: Apache-2.0
// Exponential smoothing in state space form (ETS): the models, their recursion and their likelihood at given parameters.
// Source: Hyndman, Koehler, Ord, Snyder, "Forecasting with Exponential Smoothing" (2008), chapters 2 and 5.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// How a component enters: not at all, additively, multiplicatively.
enum class EtsComponent : std::uint8_t { none, additive, multiplicative };

/// One ETS model. The error is additive or multiplicative, never none.
struct EtsModel {
  EtsComponent error = EtsComponent::additive;
  EtsComponent trend = EtsComponent::none;
  EtsComponent season = EtsComponent::none;
  bool damped = false;
  friend constexpr bool operator==(const EtsModel&, const EtsModel&) noexcept = default;
};
/// "ANN", "MAdM" (error, trend with d if damped, season). Also reads "MAMd".
[[nodiscard]] INDUSTRIA_API std::optional<EtsModel> parse_ets_model(std::string_view text);
[[nodiscard]] INDUSTRIA_API std::string to_text(const EtsModel& model);
/// The 15 models without numerical trouble: additive errors without multiplicative parts, multiplicative errors with every
/// trend but a multiplicative one. Without season (period 1) the first six.
[[nodiscard]] INDUSTRIA_API std::vector<EtsModel> admissible_ets_models(int period);

/// k of the information criteria: smoothing parameters, free initial states (the seasonal ones add up to a constant), variance.
[[nodiscard]] constexpr int ets_parameter_count(const EtsModel& model, int period) noexcept {
  const int trend = model.trend != EtsComponent::none ? 1 : 0;
  const int season = model.season != EtsComponent::none ? 1 : 0;
  return 1 + trend + season + (model.damped ? 1 : 0) + 1 + trend + season * (period - 1) + 1;
}

/// Smoothing parameters and the states before the first observation. The slope is updated with beta (b += beta e for additive
/// parts), phi is 1 unless damped. `season` holds the seasonal states of the `period` times before the first, oldest first.
struct EtsParameters {
  double alpha = missing;
  double beta = 0.0;
  double gamma = 0.0;
  double phi = 1.0;
  double level = missing;
  double slope = 0.0;
  std::vector<double> season{};
};

/// What one pass over a series gives.
struct EtsEvaluation {
  double log_likelihood =
      missing;  ///< -(n log sum e^2 + 2 sum log|r|)/2, constants dropped, r = 1 or the one-step forecast
  double aic = missing;     ///< -2 L + 2 k
  double aicc = missing;    ///< aic + 2 k (k + 1)/(n - k - 1); missing if n <= k + 1
  double bic = missing;     ///< -2 L + k log n
  double sigma2 = missing;  ///< sum e^2 / (n - k + 1), k - 1 estimated values besides the variance
  double mse = missing;     ///< mean squared one-step error in units of y
  int parameters = 0;  ///< k: smoothing parameters, free initial states, and the error variance
  std::size_t observations = 0;  ///< n: values that are there
  EtsParameters last{};          ///< the same parameters with the states after the last period
  std::vector<double> fitted{};  ///< one-step forecasts
  std::vector<double> residuals{};  ///< y - fitted, or relative for multiplicative errors; missing where y is
};

/// Runs the recursion over `y` with season length `period` (1: none). A missing value moves the states by their own forecast
/// and has no residual. Negative one-step forecasts of a multiplicative error enter by their absolute value, as in the reference.
/// Throws ValueError if period < 1 or the model has a season and period < 2, ShapeError if `season` has not `period` entries.
[[nodiscard]] INDUSTRIA_API EtsEvaluation evaluate_ets(std::span<const double> y, int period,
                                                       const EtsModel& model,
                                                       const EtsParameters& parameters);

/// Point forecasts of steps 1..horizon from states: the path without further errors.
[[nodiscard]] INDUSTRIA_API std::vector<double> ets_point_forecast(const EtsModel& model,
                                                                   int period,
                                                                   const EtsParameters& states,
                                                                   int horizon);

/// Variance of the forecast error at steps 1..horizon, exact for additive errors without multiplicative parts (class 1) and for
/// multiplicative errors with additive trend and no season or additive season (class 2), book sections 6.1-6.3; empty for others.
[[nodiscard]] INDUSTRIA_API std::vector<double> ets_forecast_variance(const EtsModel& model,
                                                                      int period,
                                                                      const EtsParameters& states,
                                                                      double sigma2, int horizon);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_ets.ipp>
#endif
