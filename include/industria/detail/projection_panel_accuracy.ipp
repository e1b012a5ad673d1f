// SPDX-License-Identifier: Apache-2.0
// Body of projection/panel_accuracy.hpp.
#pragma once

#include <industria/projection/panel_accuracy.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/projection_scores.hpp>
#include <industria/projection/naive.hpp>

#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

inline constexpr Score Accuracy::* averaged_measures[] = {
    &Accuracy::me,    &Accuracy::mae,      &Accuracy::rmse, &Accuracy::mape,    &Accuracy::smape, &Accuracy::mase,
    &Accuracy::rmsse, &Accuracy::coverage, &Accuracy::msis, &Accuracy::pinball, &Accuracy::crps,  &Accuracy::scaled_crps,
    &Accuracy::brier};

/// Mean of a measure over the series of which has() is true.
template <class Has>
Score mean_over(const std::vector<Accuracy>& series, Score Accuracy::* measure, Has&& has) {
  Score mean;
  double sum = 0.0;
  for (const Accuracy& one : series) {
    if (!has(one)) {
      ++mean.left_out;
      continue;
    }
    ++mean.used;
    sum += (one.*measure).value;
  }
  if (mean.used == 0) return mean;
  const double value = sum / static_cast<double>(mean.used);
  mean.reason = is_missing(value) ? Reason::missing : Reason::none;
  if (mean) mean.value = value;
  return mean;
}

/// Means over the series that have each measure; OWA over those that have its four.
INDUSTRIA_INLINE Accuracy mean_accuracy(const std::vector<Accuracy>& series) {
  Accuracy out;
  for (const auto measure : averaged_measures)
    out.*measure = mean_over(series, measure, [&](const Accuracy& a) { return bool(a.*measure); });
  const auto has_all = [](const Accuracy& a) { return a.smape && a.mase && a.naive2_smape && a.naive2_mase; };
  out.naive2_smape = mean_over(series, &Accuracy::naive2_smape, has_all);
  out.naive2_mase = mean_over(series, &Accuracy::naive2_mase, has_all);
  out.owa = owa(mean_over(series, &Accuracy::smape, has_all),
                     mean_over(series, &Accuracy::mase, has_all), out.naive2_smape,
                     out.naive2_mase);
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE Accuracy accuracy(std::span<const double> history, std::span<const double> actual,
                                   std::span<const double> forecast, const AccuracyOptions& options) {
  detail::require_scale_period("accuracy", options.period);
  Accuracy out;
  out.me = me(actual, forecast);
  out.mae = mae(actual, forecast);
  out.rmse = rmse(actual, forecast);
  out.mape = mape(actual, forecast);
  out.smape = smape(actual, forecast);
  out.mase = detail::divided(out.mae, mase_scale(history, options.period));
  out.rmsse = detail::divided(out.rmse, rmsse_scale(history, options.period));
  // Naive2 answers for the steps that the forecast answers for.
  std::vector<double> naive2 =
      naive_forecast(history, options.period, NaiveKind::naive2, static_cast<int>(actual.size())).path;
  for (std::size_t h = 0; h < naive2.size(); ++h)
    if (is_missing(forecast[h])) naive2[h] = missing;
  out.naive2_smape = smape(actual, naive2);
  out.naive2_mase = mase(actual, naive2, history, options.period);
  out.owa = owa(out.smape, out.mase, out.naive2_smape, out.naive2_mase);
  if (!options.lower.empty() || !options.upper.empty()) {
    out.coverage = coverage(actual, options.lower, options.upper);
    out.msis = msis(actual, options.lower, options.upper, history, options.period, options.level);
  }
  if (!options.quantiles.empty()) {
    out.pinball = pinball(actual, options.quantiles);
    out.crps = crps(actual, options.quantiles);
    out.scaled_crps = detail::divided(out.crps, mase_scale(history, options.period));
  }
  if (!options.probability.empty() || !options.at_least.empty())
    out.brier = brier(options.probability, actual, options.at_least);
  return out;
}

INDUSTRIA_INLINE PanelAccuracy accuracy(const PanelView& history, std::span<const double> actual,
                                        std::span<const double> forecast, int horizon, const AccuracyOptions& options) {
  history.validate();
  if (horizon < 1)
    throw ValueError("accuracy: horizon is " + std::to_string(horizon) + ", expected at least 1");
  const auto steps = static_cast<std::size_t>(horizon);
  const auto require_rows = [&](const char* what, std::span<const double> rows) {
    if (rows.size() != history.size() * steps)
      throw ShapeError(std::string("accuracy: ") + what + " has " + std::to_string(rows.size()) + " values, expected " +
                       std::to_string(history.size()) + " series times " + std::to_string(horizon));
  };
  require_rows("actual", actual);
  require_rows("forecast", forecast);
  const bool intervals = !options.lower.empty() || !options.upper.empty();
  if (intervals) require_rows("lower", options.lower);
  if (intervals) require_rows("upper", options.upper);
  for (const QuantileForecast& q : options.quantiles) require_rows("a quantile", q.values);
  const bool events = !options.probability.empty() || !options.at_least.empty();
  if (events) require_rows("probability", options.probability);
  if (events) require_rows("at_least", options.at_least);

  PanelAccuracy out;
  out.series.reserve(history.size());
  AccuracyOptions one = options;
  std::vector<QuantileForecast> quantiles(options.quantiles.begin(), options.quantiles.end());
  one.quantiles = quantiles;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (intervals) one.lower = options.lower.subspan(i * steps, steps);
    if (intervals) one.upper = options.upper.subspan(i * steps, steps);
    for (std::size_t q = 0; q < quantiles.size(); ++q)
      quantiles[q].values = options.quantiles[q].values.subspan(i * steps, steps);
    if (events) one.probability = options.probability.subspan(i * steps, steps);
    if (events) one.at_least = options.at_least.subspan(i * steps, steps);
    out.series.push_back(accuracy(history.series(i).values, actual.subspan(i * steps, steps),
                                  forecast.subspan(i * steps, steps), one));
  }
  out.mean = detail::mean_accuracy(out.series);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
