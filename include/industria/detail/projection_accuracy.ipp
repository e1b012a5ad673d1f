// SPDX-License-Identifier: Apache-2.0
// Body of projection/accuracy.hpp: sums over steps. Figures of a size that would overflow are summed in units of the largest.
#pragma once

#include <industria/projection/accuracy.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/projection_scores.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

/// Mean over steps of the sum over quantiles of weight(i) times pinball.
template <class Weight>
Score mean_pinball(const char* function, std::span<const double> actual, std::span<const QuantileForecast> quantiles,
                   Weight&& weight) {
  require_probabilities(function, quantiles.size(), [&](std::size_t i) { return quantiles[i].p; });
  std::vector<double> there(actual.begin(), actual.end());  // missing where one of the numbers is
  if (quantiles.empty()) there.assign(actual.size(), missing);
  for (const QuantileForecast& q : quantiles) {
    require_equal_lengths(function, actual.size(), q.values.size());
    for (std::size_t k = 0; k < there.size(); ++k)
      if (is_missing(q.values[k])) there[k] = missing;
  }
  const auto term = [&](std::size_t k) {
    double sum = 0.0;
    for (std::size_t i = 0; i < quantiles.size(); ++i)
      sum += weight(i) * pinball_of(actual[k], quantiles[i].values[k], quantiles[i].p);
    return sum;
  };
  return mean_of(term, there.size(), there);
}

}  // namespace detail

INDUSTRIA_INLINE Score me(std::span<const double> actual, std::span<const double> forecast) {
  detail::require_equal_lengths("me", actual.size(), forecast.size());
  return detail::mean_of([&](std::size_t i) { return actual[i] - forecast[i]; }, actual.size(), actual, forecast);
}

INDUSTRIA_INLINE Score mae(std::span<const double> actual, std::span<const double> forecast) {
  detail::require_equal_lengths("mae", actual.size(), forecast.size());
  return detail::mean_of([&](std::size_t i) { return std::abs(actual[i] - forecast[i]); }, actual.size(), actual,
                         forecast);
}

INDUSTRIA_INLINE Score rmse(std::span<const double> actual, std::span<const double> forecast) {
  detail::require_equal_lengths("rmse", actual.size(), forecast.size());
  return detail::root_mean_square_of([&](std::size_t i) { return actual[i] - forecast[i]; }, actual.size(), actual,
                                     forecast);
}

INDUSTRIA_INLINE Score mpe(std::span<const double> actual, std::span<const double> forecast) {
  detail::require_equal_lengths("mpe", actual.size(), forecast.size());
  return detail::mean_of([&](std::size_t i) { return 100.0 * ((actual[i] - forecast[i]) / actual[i]); }, actual.size(),
                         actual, forecast);
}

INDUSTRIA_INLINE Score mape(std::span<const double> actual, std::span<const double> forecast) {
  detail::require_equal_lengths("mape", actual.size(), forecast.size());
  return detail::mean_of([&](std::size_t i) { return 100.0 * std::abs((actual[i] - forecast[i]) / actual[i]); },
                         actual.size(), actual, forecast);
}

INDUSTRIA_INLINE Score smape(std::span<const double> actual, std::span<const double> forecast) {
  detail::require_equal_lengths("smape", actual.size(), forecast.size());
  const auto term = [&](std::size_t i) {
    const double size = std::abs(actual[i]) / 2.0 + std::abs(forecast[i]) / 2.0;  // halves: no overflow
    return size == 0.0 ? 0.0 : 200.0 * (std::abs(actual[i] / 2.0 - forecast[i] / 2.0) / size);
  };
  return detail::mean_of(term, actual.size(), actual, forecast);
}

INDUSTRIA_INLINE Score error_autocorrelation(std::span<const double> actual, std::span<const double> forecast) {
  const Score bias = me(actual, forecast);
  if (!bias) return bias;
  const Score spread = rmse(actual, forecast);
  const auto error = [&](std::size_t i) { return (actual[i] - forecast[i] - bias.value) / spread.value; };
  double squares = 0.0;
  double products = 0.0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double e = error(i);
    if (is_missing(e)) continue;
    squares += e * e;
    const double before = i > 0 ? error(i - 1) : missing;
    if (!is_missing(before)) products += e * before;
  }
  Score score = bias;
  score.value = products / squares;
  if (!is_missing(score.value)) return score;
  return {missing, Reason::zero_base, bias.used, bias.left_out};
}

INDUSTRIA_INLINE Score theils_u(std::span<const double> actual, std::span<const double> forecast) {
  detail::require_equal_lengths("theils_u", actual.size(), forecast.size());
  if (actual.empty()) return {};
  const auto before = actual.first(actual.size() - 1);
  const auto now = actual.subspan(1);
  const auto given = forecast.subspan(1);
  const auto term = [&](std::span<const double> x) {
    return [&before, &now, x](std::size_t i) { return (x[i] - now[i]) / before[i]; };
  };
  return detail::divided(detail::root_mean_square_of(term(given), now.size(), before, now, given),
                         detail::root_mean_square_of(term(before), now.size(), before, now, given));
}

INDUSTRIA_INLINE Score mase_scale(std::span<const double> history, int period) {
  detail::require_scale_period("mase_scale", period);
  const std::size_t lag = detail::scale_lag(history, period);
  if (history.size() <= lag) return {missing, Reason::too_few_points, 0, 0};
  Score score = mae(history.subspan(lag), history.first(history.size() - lag));
  if (score && score.value == 0.0) score = {missing, Reason::zero_base, score.used, score.left_out};
  return score;
}

INDUSTRIA_INLINE Score rmsse_scale(std::span<const double> history, int period) {
  detail::require_scale_period("rmsse_scale", period);
  const std::size_t lag = detail::scale_lag(history, period);
  if (history.size() <= lag) return {missing, Reason::too_few_points, 0, 0};
  Score score = rmse(history.subspan(lag), history.first(history.size() - lag));
  if (score && score.value == 0.0) score = {missing, Reason::zero_base, score.used, score.left_out};
  return score;
}

INDUSTRIA_INLINE Score mase(std::span<const double> actual, std::span<const double> forecast,
                            std::span<const double> history, int period) {
  return detail::divided(mae(actual, forecast), mase_scale(history, period));
}

INDUSTRIA_INLINE Score rmsse(std::span<const double> actual, std::span<const double> forecast,
                             std::span<const double> history, int period) {
  return detail::divided(rmse(actual, forecast), rmsse_scale(history, period));
}

INDUSTRIA_INLINE Score owa(const Score& smape, const Score& mase, const Score& naive2_smape,
                           const Score& naive2_mase) {
  const Score first = detail::divided(smape, naive2_smape);
  const Score second = detail::divided(mase, naive2_mase);
  if (!first) return first;
  if (!second) return second;
  Score score = first;
  score.value = (first.value + second.value) / 2.0;
  return score;
}

INDUSTRIA_INLINE Score pinball(std::span<const double> actual, std::span<const double> quantile, double p) {
  detail::require_equal_lengths("pinball", actual.size(), quantile.size());
  if (!(p > 0.0 && p < 1.0)) throw ValueError("pinball: p is " + to_shortest(p) + ", expected inside (0, 1)");
  return detail::mean_of([&](std::size_t i) { return detail::pinball_of(actual[i], quantile[i], p); }, actual.size(),
                         actual, quantile);
}

INDUSTRIA_INLINE Score pinball(std::span<const double> actual, std::span<const QuantileForecast> quantiles) {
  const auto equal = [&](std::size_t) { return 1.0 / static_cast<double>(quantiles.size()); };
  return detail::mean_pinball("pinball", actual, quantiles, equal);
}

INDUSTRIA_INLINE Score coverage(std::span<const double> actual, std::span<const double> lower,
                                std::span<const double> upper) {
  detail::require_equal_lengths("coverage", actual.size(), lower.size());
  detail::require_equal_lengths("coverage", actual.size(), upper.size());
  const auto inside = [&](std::size_t i) { return lower[i] <= actual[i] && actual[i] <= upper[i] ? 1.0 : 0.0; };
  return detail::mean_of(inside, actual.size(), actual, lower, upper);
}

INDUSTRIA_INLINE Score interval_score(std::span<const double> actual, std::span<const double> lower,
                                      std::span<const double> upper, double level) {
  detail::require_equal_lengths("interval_score", actual.size(), lower.size());
  detail::require_equal_lengths("interval_score", actual.size(), upper.size());
  detail::require_level("interval_score", level);
  const double penalty = 2.0 / (1.0 - level / 100.0);
  const auto term = [&](std::size_t i) {
    return upper[i] - lower[i] + penalty * std::max(0.0, lower[i] - actual[i]) +
           penalty * std::max(0.0, actual[i] - upper[i]);
  };
  return detail::mean_of(term, actual.size(), actual, lower, upper);
}

INDUSTRIA_INLINE Score msis(std::span<const double> actual, std::span<const double> lower,
                            std::span<const double> upper, std::span<const double> history, int period,
                            double level) {
  return detail::divided(interval_score(actual, lower, upper, level), mase_scale(history, period));
}

INDUSTRIA_INLINE Score brier(std::span<const double> probability, std::span<const double> outcome) {
  detail::require_equal_lengths("brier", outcome.size(), probability.size());
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    for (const double x : {probability[i], outcome[i]}) {
      if (x < 0.0 || x > 1.0)
        throw ValueError("brier: value " + std::to_string(i) + " is " + to_shortest(x) + ", expected 0 to 1");
    }
  }
  const auto square = [&](std::size_t i) {
    return (probability[i] - outcome[i]) * (probability[i] - outcome[i]);
  };
  return detail::mean_of(square, outcome.size(), probability, outcome);
}

INDUSTRIA_INLINE Score brier(std::span<const double> probability, std::span<const double> actual,
                             std::span<const double> at_least) {
  detail::require_equal_lengths("brier", actual.size(), at_least.size());
  std::vector<double> outcome(actual.size(), missing);
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (!is_missing(actual[i]) && !is_missing(at_least[i])) outcome[i] = actual[i] >= at_least[i] ? 1.0 : 0.0;
  }
  return brier(probability, outcome);
}

INDUSTRIA_INLINE Score crps(double actual, std::span<const double> draws) {
  Score score;
  std::vector<double> x;
  for (const double value : draws)
    if (!is_missing(value)) x.push_back(value);
  score.left_out = draws.size() - x.size();
  if (is_missing(actual) || x.empty()) return score;
  std::sort(x.begin(), x.end());
  const auto n = static_cast<double>(x.size());
  double sum = 0.0;  // 2/n^2 sum (x_i - y)(n 1{y < x_i} - i + 1/2), x ascending
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double above = actual < x[i] ? n : 0.0;
    sum += (x[i] - actual) * ((above - static_cast<double>(i) - 0.5) / n);
  }
  score.used = x.size();
  score.value = 2.0 * sum / n;
  score.reason = is_missing(score.value) ? Reason::missing : Reason::none;
  if (!score) score.value = missing;
  return score;
}

INDUSTRIA_INLINE Score crps(double actual, std::span<const double> quantiles,
                            std::span<const double> probabilities) {
  if (quantiles.size() != probabilities.size())
    throw ShapeError("crps: " + std::to_string(quantiles.size()) + " quantiles and " +
                     std::to_string(probabilities.size()) + " probabilities, expected as many");
  const std::size_t n = probabilities.size();
  const auto p = [&](std::size_t i) { return probabilities[i]; };
  detail::require_probabilities("crps", n, p);
  Score score;
  if (is_missing(actual) || n == 0) return score;
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i)
    sum += detail::part_nearest_to(i, n, p) * detail::pinball_of(actual, quantiles[i], probabilities[i]);
  const double value = 2.0 * sum;
  score.used = n;
  score.reason = is_missing(value) ? Reason::missing : Reason::none;
  if (score) score.value = value;
  return score;
}

INDUSTRIA_INLINE Score crps(std::span<const double> actual, std::span<const QuantileForecast> quantiles) {
  const auto p = [&](std::size_t i) { return quantiles[i].p; };
  const auto twice = [&](std::size_t i) { return 2.0 * detail::part_nearest_to(i, quantiles.size(), p); };
  return detail::mean_pinball("crps", actual, quantiles, twice);
}

INDUSTRIA_INLINE Score scaled_crps(std::span<const double> actual, std::span<const QuantileForecast> quantiles,
                                   std::span<const double> history, int period) {
  return detail::divided(crps(actual, quantiles), mase_scale(history, period));
}

INDUSTRIA_INLINE Score crps(std::span<const double> actual, const Forecast& forecast) {
  if (actual.size() > forecast.horizon())
    throw ShapeError("crps: " + std::to_string(actual.size()) + " actuals, expected at most the horizon " +
                     std::to_string(forecast.horizon()));
  constexpr std::size_t parts = 200;
  std::vector<double> probabilities(parts);
  for (std::size_t i = 0; i < parts; ++i)
    probabilities[i] = (static_cast<double>(i) + 0.5) / static_cast<double>(parts);
  std::vector<double> quantiles(parts);
  std::vector<double> steps(actual.size(), missing);
  for (std::size_t k = 0; k < actual.size(); ++k) {
    if (is_missing(actual[k])) continue;
    for (std::size_t i = 0; i < parts; ++i) quantiles[i] = forecast.quantile(k, probabilities[i]);
    steps[k] = crps(actual[k], quantiles, probabilities).value;
  }
  return detail::mean_of([&](std::size_t i) { return steps[i]; }, steps.size(), steps);
}

}  // namespace industria::inline INDUSTRIA_ABI
