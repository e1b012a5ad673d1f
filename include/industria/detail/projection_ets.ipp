// SPDX-License-Identifier: Apache-2.0
// Body of projection/ets.hpp: one series, plain double.
#pragma once

#include <industria/projection/ets.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/projection_ets_deviation.hpp>
#include <industria/detail/projection_ets_recursion.hpp>

#include <cmath>
#include <cstddef>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

template <EtsComponent Trend, EtsComponent Season>
void run_ets(std::span<const double> y, int period, const EtsModel& model,
             const EtsParameters& parameters, EtsEvaluation& out) {
  const bool relative = model.error == EtsComponent::multiplicative;
  EtsParameters& p = out.last;
  EtsStates<double> states{p.level, p.slope, p.season};
  double sum_e2 = 0.0;
  double sum_squares = 0.0;
  double sum_log = 0.0;
  std::size_t position = 0;
  for (const double value : y) {
    const EtsStep<Trend, Season, double> step(states, parameters.phi, position);
    const bool seen = !is_missing(value);
    const double error = seen ? value - step.forecast : 0.0;
    const double residual = relative ? error / step.forecast : error;
    out.fitted.push_back(step.forecast);
    out.residuals.push_back(seen ? residual : missing);
    if (seen) {
      sum_e2 += residual * residual;
      sum_squares += error * error;
      ++out.observations;
      if (relative) {
        sum_log += std::log(std::abs(step.forecast));
      }
    }
    step.update(states, seen ? value : step.forecast, parameters.alpha, parameters.beta,
                parameters.gamma, position);
    position = position + 1 == static_cast<std::size_t>(period) ? 0 : position + 1;
  }
  p.level = states.level;
  p.slope = states.slope;
  // The next period must find its own seasonal state first.
  if (!p.season.empty()) {
    std::vector<double> next(p.season.begin() + static_cast<std::ptrdiff_t>(position),
                             p.season.end());
    next.insert(next.end(), p.season.begin(),
                p.season.begin() + static_cast<std::ptrdiff_t>(position));
    p.season = std::move(next);
  }
  const auto n = static_cast<double>(out.observations);
  const double k = out.parameters;
  if (out.observations == 0) return;
  out.mse = sum_squares / n;
  out.log_likelihood = -0.5 * (n * std::log(sum_e2) + 2.0 * sum_log);
  out.aic = -2.0 * out.log_likelihood + 2.0 * k;
  out.bic = -2.0 * out.log_likelihood + k * std::log(n);
  out.aicc = n > k + 1.0 ? out.aic + 2.0 * k * (k + 1.0) / (n - k - 1.0) : missing;
  out.sigma2 = n > k - 1.0 ? sum_e2 / (n - k + 1.0) : missing;
}

INDUSTRIA_INLINE void require_ets_shapes(const char* function, int period, const EtsModel& model,
                                         const EtsParameters& p) {
  if (period < 1)
    throw ValueError(std::string(function) + ": period is " + std::to_string(period) +
                     ", expected at least 1");
  if (model.season == EtsComponent::none) return;
  if (period < 2)
    throw ValueError(std::string(function) + ": a seasonal model needs a period of at least 2");
  if (p.season.size() != static_cast<std::size_t>(period)) {
    throw ShapeError(std::string(function) + ": season has " + std::to_string(p.season.size()) +
                     " states, expected " + std::to_string(period));
  }
}

}  // namespace detail

INDUSTRIA_INLINE std::optional<EtsModel> parse_ets_model(std::string_view text) {
  const auto component = [](char c) -> std::optional<EtsComponent> {
    switch (c) {
      case 'N': return EtsComponent::none;
      case 'A': return EtsComponent::additive;
      case 'M': return EtsComponent::multiplicative;
      default: return std::nullopt;
    }
  };
  if (text.size() < 3 || text.size() > 4) return std::nullopt;
  EtsModel model;
  std::string letters(text);
  if (letters.size() == 4) {  // "MAdM" or "MAMd"
    const std::size_t d = letters[2] == 'd' ? 2 : 3;
    if (letters[d] != 'd') return std::nullopt;
    letters.erase(d, 1);
    model.damped = true;
  }
  const auto error = component(letters[0]);
  const auto trend = component(letters[1]);
  const auto season = component(letters[2]);
  if (!error || !trend || !season || *error == EtsComponent::none) return std::nullopt;
  if (model.damped && *trend == EtsComponent::none) return std::nullopt;
  model.error = *error;
  model.trend = *trend;
  model.season = *season;
  return model;
}

INDUSTRIA_INLINE std::string to_text(const EtsModel& model) {
  const auto letter = [](EtsComponent c) { return "NAM"[static_cast<int>(c)]; };
  std::string out{letter(model.error), letter(model.trend)};
  if (model.damped) out += 'd';
  out += letter(model.season);
  return out;
}

INDUSTRIA_INLINE std::vector<EtsModel> admissible_ets_models(int period) {
  std::vector<EtsModel> models;
  const char* const seasonal_last[] = {"ANN",  "AAN", "AAdN", "MNN",  "MAN", "MAdN", "ANA", "AAA",
                                       "AAdA", "MNA", "MAA",  "MAdA", "MNM", "MAM",  "MAdM"};
  const std::size_t count = period > 1 ? 15 : 6;
  for (std::size_t i = 0; i < count; ++i) models.push_back(*parse_ets_model(seasonal_last[i]));
  return models;
}

INDUSTRIA_INLINE EtsEvaluation evaluate_ets(std::span<const double> y, int period,
                                            const EtsModel& model,
                                            const EtsParameters& parameters) {
  detail::require_ets_shapes("evaluate_ets", period, model, parameters);
  EtsEvaluation out;
  out.last = parameters;
  out.parameters = ets_parameter_count(model, period);
  out.fitted.reserve(y.size());
  out.residuals.reserve(y.size());
  detail::with_ets_components(model, [&]<EtsComponent Trend, EtsComponent Season>() {
    detail::run_ets<Trend, Season>(y, model.season == EtsComponent::none ? 1 : period, model,
                                   parameters, out);
  });
  return out;
}

INDUSTRIA_INLINE std::vector<double> ets_point_forecast(const EtsModel& model, int period,
                                                        const EtsParameters& states, int horizon) {
  detail::require_ets_shapes("ets_point_forecast", period, model, states);
  if (horizon < 1)
    throw ValueError("ets_point_forecast: horizon is " + std::to_string(horizon) +
                     ", expected at least 1");
  const std::vector<double> unseen(static_cast<std::size_t>(horizon), missing);
  return evaluate_ets(unseen, period, model, states).fitted;
}

INDUSTRIA_INLINE std::vector<double> ets_forecast_variance(const EtsModel& model, int period,
                                                           const EtsParameters& states,
                                                           double sigma2, int horizon) {
  if (!detail::has_exact_variance(model)) return {};
  const std::vector<double> mu = ets_point_forecast(model, period, states, horizon);
  const detail::EtsLaw law{.model = model,
                           .period = period,
                           .smoothing = {states.alpha, states.beta, states.gamma, states.phi},
                           .sigma = std::sqrt(sigma2)};
  std::vector<double> effect(mu.size()), growth(mu.size()), variance(mu.size());
  detail::ets_exact_variance(law, mu, effect, growth, variance);
  return variance;
}

}  // namespace industria::inline INDUSTRIA_ABI
