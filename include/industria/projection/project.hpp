// SPDX-License-Identifier: Apache-2.0
// Forecasts of one series and of whole panels as distributions; what is assumed where a series is too short to tell.
#pragma once

#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/series.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/method.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// What is assumed about the yearly growth of a series that is too short to tell: an explicit, frozen value. Log scale, per year.
struct GrowthPool {
  std::string name{};   ///< e.g. "vn_province_iip_2012_2016"
  double mean = 0.0;    ///< mean yearly log growth
  double sd_between = 0.0;  ///< standard deviation of the mean growth between series
  double sd_within = 0.0;   ///< standard deviation of a year's growth around the series' own mean
  double dof = 5.0;     ///< degrees of freedom of the Student law with these deviations, and the weight of the pool's spread
  std::string source{};   ///< where the parameters were learned; "stated by the user"

  /// The shipped pool: yearly growth of industrial production by province of Viet Nam (General Statistics Office).
  [[nodiscard]] INDUSTRIA_API static const GrowthPool& vn_provinces();
  /// An assumption stated by the caller: growth per year as a ratio and the standard deviation of next year's growth in points
  /// of that ratio; half of its variance is taken as between series, half as within. Throws ValueError unless growth > -1, sd > 0.
  [[nodiscard]] INDUSTRIA_API static GrowthPool stated(double mean_growth, double sd, std::string name = "stated");
};

struct ForecastOptions {
  Method method = Method::automatic;
  /// Spread and growth that stand in for what a short series cannot tell: full weight up to four values, none from twelve on
  /// (docs/methods.md, "Projection"). Growth is pooled by Method::pooled_growth only.
  GrowthPool pool = GrowthPool::vn_provinces();
  /// Limits for every series; the tighter of these and the series' own hold.
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  /// Growth known without a level (a ratio per period), e.g. "tăng 11,2 % so với năm 2020" beside the level of 2021: stands in
  /// for the missing earlier level of series with one value. Not used for longer series.
  std::optional<double> stated_growth{};
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
#include <industria/detail/projection_project.ipp>
#include <industria/projection/panel_forecast.hpp>  // forecast() stands on it
#endif
