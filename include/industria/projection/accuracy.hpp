// SPDX-License-Identifier: Apache-2.0
// How good forecasts were: measures of one series. Panels: projection/panel_accuracy.hpp.
// Sources: Hyndman, Koehler, "Another look at measures of forecast accuracy" (2006); Makridakis, Spiliotis, Assimakopoulos, "The M4
// Competition" (2020); Gneiting, Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/score.hpp>

#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

// Of the errors e = actual - forecast. All throw ShapeError for spans of unequal length.

/// mean e: bias, positive if forecasts were too low.
[[nodiscard]] INDUSTRIA_API Score me(std::span<const double> actual, std::span<const double> forecast);
/// mean |e|
[[nodiscard]] INDUSTRIA_API Score mae(std::span<const double> actual, std::span<const double> forecast);
/// root of mean e^2
[[nodiscard]] INDUSTRIA_API Score rmse(std::span<const double> actual, std::span<const double> forecast);
/// mean of 100 e / actual, in per cent. Missing (zero_base) if one actual is zero.
[[nodiscard]] INDUSTRIA_API Score mpe(std::span<const double> actual, std::span<const double> forecast);
/// mean of 100 |e / actual|, in per cent. Missing (zero_base) if one actual is zero.
[[nodiscard]] INDUSTRIA_API Score mape(std::span<const double> actual, std::span<const double> forecast);
/// mean of 200 |e| / (|actual| + |forecast|), in per cent, 0 to 200; a step with both zero counts 0 (M4).
[[nodiscard]] INDUSTRIA_API Score smape(std::span<const double> actual, std::span<const double> forecast);
/// Autocorrelation of the errors at lag 1; zero_base if they are constant.
[[nodiscard]] INDUSTRIA_API Score error_autocorrelation(std::span<const double> actual,
                                                        std::span<const double> forecast);
/// Theil's U: root of sum ((f_t - y_t)/y_{t-1})^2 / sum ((y_t - y_{t-1})/y_{t-1})^2 over t >= 2; 1 is the last value's.
[[nodiscard]] INDUSTRIA_API Score theils_u(std::span<const double> actual,
                                           std::span<const double> forecast);

/// What scaled measures are divided by: mean |y_t - y_{t-m}| of the history (M4: with lag 1 if it has no more than m values);
/// zero_base if that is zero. Throws ValueError for period < 1.
[[nodiscard]] INDUSTRIA_API Score mase_scale(std::span<const double> history, int period = 1);
/// Root of mean (y_t - y_{t-m})^2 of the history.
[[nodiscard]] INDUSTRIA_API Score rmsse_scale(std::span<const double> history, int period = 1);
/// mean |e| / mase_scale
[[nodiscard]] INDUSTRIA_API Score mase(std::span<const double> actual, std::span<const double> forecast,
                                       std::span<const double> history, int period = 1);
/// root of mean e^2 / rmsse_scale (M5: lag 1)
[[nodiscard]] INDUSTRIA_API Score rmsse(std::span<const double> actual, std::span<const double> forecast,
                                        std::span<const double> history, int period = 1);
/// (smape / smape of Naive2 + mase / mase of Naive2) / 2; below 1 is better than Naive2. zero_base if one of Naive2's is zero.
/// For panels the four are means over the series.
[[nodiscard]] INDUSTRIA_API Score owa(const Score& smape, const Score& mase, const Score& naive2_smape,
                                      const Score& naive2_mase);

// Of distributions.

/// Mean of (actual - q) p if the actual is above the quantile forecast q, of (q - actual)(1 - p) if below. Throws ValueError unless 0 < p < 1.
[[nodiscard]] INDUSTRIA_API Score pinball(std::span<const double> actual, std::span<const double> quantile,
                                          double p);
/// Forecasts of one quantile: one value per step, below which the actual lies with probability p.
struct QuantileForecast {
  double p = 0.5;
  std::span<const double> values{};
};
/// Mean of pinball() over steps and probabilities. A step without one of its quantiles is left out. Throws ShapeError for unequal
/// lengths, ValueError unless the probabilities ascend inside (0, 1).
[[nodiscard]] INDUSTRIA_API Score pinball(std::span<const double> actual, std::span<const QuantileForecast> quantiles);
/// Share of actuals inside [lower, upper], 0 to 1.
[[nodiscard]] INDUSTRIA_API Score coverage(std::span<const double> actual, std::span<const double> lower,
                                           std::span<const double> upper);
/// Mean of width + 2/a (miss below or above), a = 1 - level/100. Throws ValueError unless level is per cent in [1, 100).
[[nodiscard]] INDUSTRIA_API Score interval_score(std::span<const double> actual, std::span<const double> lower,
                                                 std::span<const double> upper, double level = 95.0);
/// interval_score / mase_scale (M4)
[[nodiscard]] INDUSTRIA_API Score msis(std::span<const double> actual, std::span<const double> lower,
                                       std::span<const double> upper, std::span<const double> history,
                                       int period = 1, double level = 95.0);
/// Mean (probability - outcome)^2; outcomes are 0 or 1. Throws ValueError for a probability or outcome outside [0, 1].
[[nodiscard]] INDUSTRIA_API Score brier(std::span<const double> probability, std::span<const double> outcome);
/// Of the event actual >= at_least, said to come with `probability`; steps without one of the three are left out.
[[nodiscard]] INDUSTRIA_API Score brier(std::span<const double> probability, std::span<const double> actual,
                                        std::span<const double> at_least);

/// Continuous ranked probability score of one actual against draws: mean |x - y| - mean |x - x'| / 2 over all pairs. O(n log n).
[[nodiscard]] INDUSTRIA_API Score crps(double actual, std::span<const double> draws);
/// The same from quantiles: 2 sum of weight times pinball, each probability standing for the part of (0, 1) nearest to it (the
/// trapezoid rule between the probabilities; outside them the pinball of the first and the last).
/// `probabilities` ascending inside (0, 1): ValueError otherwise.
[[nodiscard]] INDUSTRIA_API Score crps(double actual, std::span<const double> quantiles,
                                       std::span<const double> probabilities);
/// Mean over the steps, as pinball() of several quantiles; of one at 0.5 it is the MAE.
[[nodiscard]] INDUSTRIA_API Score crps(std::span<const double> actual, std::span<const QuantileForecast> quantiles);
/// crps / mase_scale
[[nodiscard]] INDUSTRIA_API Score scaled_crps(std::span<const double> actual, std::span<const QuantileForecast> quantiles,
                                              std::span<const double> history, int period = 1);
/// Mean over the steps of a forecast, each from 200 quantiles at the middles of equal parts of (0, 1). Actuals beyond its horizon
/// are a ShapeError.
[[nodiscard]] INDUSTRIA_API Score crps(std::span<const double> actual, const Forecast& forecast);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_accuracy.ipp>
#endif
