// SPDX-License-Identifier: Apache-2.0
// Forecasts of one series and of whole panels as distributions; what is assumed where a series is too short to tell.
#pragma once

#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/series.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/growth_prior.hpp>
#include <industria/projection/method.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

struct ForecastOptions {
  Method method = Method::automatic;
  /// What stands in for what a short series cannot tell. Method::pooled_growth weighs it against the series by Bayes' rule up to
  /// twelve values; the other closed forms take their spread from it, less and less up to twelve values (docs/methods.md, "Projection").
  GrowthPrior prior = GrowthPrior::shipped();
  /// Limits for every series; the tighter of these and the series' own hold.
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  /// Growth known without a level (a ratio per period), e.g. "tăng 11,2 % so với năm 2020" beside the level of 2021: stands in
  /// for the missing earlier level of series with one value. Not used for longer series.
  std::optional<double> stated_growth{};
  /// Growth of years before the series that is told without levels: data for Method::pooled_growth, for every series.
  std::vector<GrowthStatement> growth_statements{};
  int n_threads = 1;  ///< 1: no thread is made; 0: as many as the machine has
  /// Called with (done, total) now and then, from one thread at a time; false stops the work: unfinished series come back without forecast.
  std::function<bool(std::size_t, std::size_t)> progress{};
};

/// Forecasts `horizon` periods after the last calendar period of the series (a trailing gap is forecast over, not filled).
/// Missing values inside: drift and CAGR use first and last observed, log_linear the observed ones.
/// Any n >= 1 gets a forecast with intervals of positive width; n = 0 gives Quality::none. A method that a series does not
/// admit (zeros for logs, too few points) falls back along log_linear -> cagr -> drift -> last_value, with the reason.
/// Throws ValueError for horizon < 1 or > 1000, lower > upper.
[[nodiscard]] INDUSTRIA_API Forecast forecast(const SeriesView& series, int horizon, const ForecastOptions& options = {});

/// Every series of a panel, in its order; each result equals the single call bit for bit, for any thread count.
[[nodiscard]] INDUSTRIA_API std::vector<Forecast> forecast(const PanelView& panel, int horizon, const ForecastOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/projection/panel_forecast.hpp>  // forecast() stands on it
#endif
