// SPDX-License-Identifier: Apache-2.0
// How a forecast would have done: rolling origins over whole panels, each forecast made from the values up to its origin only.
// Source: Tashman, "Out-of-sample tests of forecasting accuracy" (2000).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/projection/panel_accuracy.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Origins are counted from the end of each series, as in the Nixtla family: the last one leaves `horizon` periods, each
/// earlier one step_size more. A window needs min_history periods before it; where a series has fewer it is left out.
struct BacktestOptions {
  int horizon = 1;
  int n_windows = 1;
  int step_size = 1;
  int min_history = 1;
  /// Called with (done, total) after each window; false stops: the windows not reached (the later ones) are left out.
  std::function<bool(std::size_t, std::size_t)> progress{};
};

/// A named column of numbers, a row of `horizon` values per series, in the panel's order.
struct ForecastColumn {
  std::string name{};  ///< "auto_ets", "auto_ets-lo-95"
  std::vector<double> values{};
};
/// Forecasts `horizon` periods behind the end of every series of a panel; the same columns on every call. A series may be empty
/// (a window left out): what is said of it is not used.
using PanelForecaster =
    std::function<std::vector<ForecastColumn>(const PanelView& history, int horizon)>;

/// The library's models as a forecaster: of each model its medians as "<model>" (its label, or its name), then for each level
/// (per cent) "<model>-lo-95" and "<model>-hi-95", then for each of `quantiles` "<model>-q-0.1". Throws ValueError for a level
/// outside [1, 100) or a quantile outside (0, 1).
[[nodiscard]] INDUSTRIA_API PanelForecaster forecaster_of(PanelForecastOptions options, std::vector<double> levels = {},
                                                          std::vector<double> quantiles = {});

/// Rows are (series * n_windows + window) * horizon + step; windows from the earliest origin on.
struct Backtest {
  int horizon = 0;
  int n_windows = 0;
  std::vector<std::size_t> history{};  ///< per series and window: how many periods the forecast could use; 0: left out
  std::vector<Period> cutoff{};        ///< per series and window: the last of them, the series' first period if left out
  std::vector<double> actual{};        ///< per row; missing if not observed or left out
  std::vector<ForecastColumn> columns{};  ///< per row; missing where left out

  /// Position of a column; throws ValueError naming those that there are.
  [[nodiscard]] INDUSTRIA_API std::size_t column(std::string_view name) const;
};

/// Copies the panel's values up to each origin, so that a forecaster cannot see later ones, and calls it once per window.
/// Its answer to a window is bit for bit the answer to the shortened panel. Throws ValueError for horizon, n_windows, step_size or
/// min_history < 1, ShapeError if the panel is not valid or the columns have not a row per series and step, or change.
[[nodiscard]] INDUSTRIA_API Backtest backtest(const PanelView& panel, const PanelForecaster& forecaster,
                                              const BacktestOptions& options = {});

/// A column of quantiles.
struct QuantileColumn {
  double p = 0.5;
  std::string name{};
};
/// Which columns are judged, and how.
struct BacktestAccuracyOptions {
  std::string point{};  ///< empty: the first column
  std::string lower{};  ///< empty: no intervals
  std::string upper{};
  int period = 1;
  double level = 95.0;
  std::vector<QuantileColumn> quantiles{};  ///< by ascending probability: pinball and CRPS
  std::string probability{};                ///< of y >= at_least, for the Brier score; empty: none
  std::span<const double> at_least{};       ///< with it: one value per row of the backtest
};
/// Accuracy of every forecast (entry series * n_windows + window), with scales and Naive2 from its own history, and the mean over
/// those that are not left out. Throws ShapeError if the backtest is of another panel or at_least has not a value per row,
/// ValueError for an unknown column or probabilities that do not ascend inside (0, 1).
[[nodiscard]] INDUSTRIA_API PanelAccuracy accuracy(const PanelView& panel, const Backtest& backtest,
                                                   const BacktestAccuracyOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_backtest.ipp>
#endif
