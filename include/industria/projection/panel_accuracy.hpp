// SPDX-License-Identifier: Apache-2.0
// The measures of projection/accuracy.hpp for every series of a panel, and their means as in the M4 competition.
#pragma once

#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/projection/accuracy.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// What a forecast was worth. In a mean over series `used` counts series, `left_out` those without the measure.
struct Accuracy {
  Score me{}, mae{}, rmse{}, mape{}, smape{}, mase{}, rmsse{};
  Score naive2_smape{}, naive2_mase{};  ///< of Naive2 (projection/naive.hpp) on the same steps
  Score owa{};  ///< of one series; for a mean, the M4 figure: of the four means over the series that have all four
  Score coverage{}, msis{};  ///< no_observation if no interval was given
  Score pinball{}, crps{}, scaled_crps{};  ///< from the quantiles; no_observation if none were given
  Score brier{};  ///< of the event that the actual is at_least; no_observation if no probability was given
};

struct AccuracyOptions {
  int period = 1;       ///< season length of scales and Naive2
  double level = 95.0;  ///< per cent, of the intervals
  std::span<const double> lower{};  ///< empty, or one value per forecast
  std::span<const double> upper{};
  std::span<const QuantileForecast> quantiles{};  ///< by ascending probability, each with one value per forecast
  std::span<const double> probability{};  ///< empty, or P(y >= at_least) of every forecast
  std::span<const double> at_least{};     ///< empty, or one value per forecast; missing: no event there
};

/// One series: `actual` are the values after `history`, `forecast` is what was said of them.
/// Throws ShapeError for unequal lengths, ValueError for period < 1, a level outside [1, 100), probabilities outside their range.
[[nodiscard]] INDUSTRIA_API Accuracy accuracy(std::span<const double> history, std::span<const double> actual,
                                              std::span<const double> forecast, const AccuracyOptions& options = {});

struct PanelAccuracy {
  std::vector<Accuracy> series{};  ///< one per series of the panel
  Accuracy mean{};                 ///< over the series
};

/// `actual`, `forecast` and everything in the options have a row of `horizon` values per series, in the panel's order. Steps not observed are NaN.
/// Throws as above; ShapeError if a span is not history.size() * horizon long.
[[nodiscard]] INDUSTRIA_API PanelAccuracy accuracy(const PanelView& history, std::span<const double> actual,
                                                   std::span<const double> forecast, int horizon,
                                                   const AccuracyOptions& options = {});

namespace detail {
/// The mean of a PanelAccuracy.
INDUSTRIA_API Accuracy mean_accuracy(const std::vector<Accuracy>& series);
}  // namespace detail

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_panel_accuracy.ipp>
#endif
