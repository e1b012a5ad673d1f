// SPDX-License-Identifier: Apache-2.0
// Several models over a whole panel in one pass: the fast core. Answers come as flat arrays, a row per series and step.
#pragma once

#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/projection/auto_ets.hpp>
#include <industria/projection/calibration.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/method.hpp>
#include <industria/projection/project.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

struct PanelForecastOptions {
  std::vector<ForecastModel> models{ForecastModel{}};
  int season_length = 0;  ///< 0: periods per year of each series' own periods
  EtsBounds ets_bounds = EtsBounds::standard;
  std::shared_ptr<const IntervalCalibration> calibration{};  ///< null: IntervalCalibration::shipped()
  std::uint64_t seed = 0;  ///< of simulated deviations (models without calibration only), with each series' id
  /// Limits, growth prior and stated growth (short series), threads, progress; `method` is not used.
  ForecastOptions common{};
  /// Runs task(0) .. task(count - 1), in any order and on any threads, and returns when all are done; replaces our own threads.
  std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)> executor{};
};

/// What became of one series under one model.
struct SeriesAnswer {
  std::string_view used{};     ///< name of the model that gave the numbers
  Quality quality = Quality::none;
  Transform transform = Transform::none;
  bool is_short = false;   ///< `law` holds for the scales too (closed forms and short series)
  std::string_view reason{};  ///< empty, or why not the model asked for: a stable word
  double scale = 1.0;      ///< power of two: location * scale is in units of y
  double pool_share = 0.0;
  int observations = 0;
  double error = missing;   ///< root mean squared one-step error within the series, working scale; models only
  double change = missing;  ///< mean absolute change to the same season a year before, working scale; models only
  ErrorLaw law{};          ///< how steps hang together, and the degrees of freedom
};

/// Rows are series * horizon + step.
class INDUSTRIA_API PanelForecast {
 public:
  std::vector<ForecastModel> models{};
  int horizon = 0;
  std::vector<Period> first{};  ///< of each series: the first period forecast
  std::vector<std::string> ids{};   ///< empty, or one per series
  std::vector<double> lower{};  ///< per series; empty: none
  std::vector<double> upper{};
  Unit unit{};
  PriceBasis basis{};
  std::string pool{};  ///< name of the growth prior behind pool_share
  /// By model: one answer per series, and rows of locations and of scales below and above them, all on each series' working scale.
  struct Columns {
    std::vector<SeriesAnswer> answers{};
    std::vector<double> location{};
    std::vector<double> below{};
    std::vector<double> above{};
    std::vector<float> weights{};  ///< of combinations: series * members; 0 for a member that could not be fitted
  };
  std::vector<Columns> columns{};

  [[nodiscard]] std::size_t size() const noexcept { return first.size(); }
  /// Medians, in units of y, inside the limits; missing where there is no forecast. One row per series and step.
  /// Throws ValueError if there is no such model.
  [[nodiscard]] std::vector<double> median(std::size_t model) const;
  /// Quantiles at p in (0, 1). Throws ValueError.
  [[nodiscard]] std::vector<double> quantile(std::size_t model, double p) const;
  [[nodiscard]] std::vector<double> mean(std::size_t model) const;
  /// P(y >= x): `x` has one value per row. Throws ShapeError.
  [[nodiscard]] std::vector<double> probability_at_least(std::size_t model, std::span<const double> x) const;
  /// The whole distribution of one series.
  [[nodiscard]] Forecast forecast(std::size_t model, std::size_t series) const;
  /// "auto-2: auto_ets 0.17, dotm 0.17, ...", or the name of the method.
  [[nodiscard]] std::string method_used(std::size_t model, std::size_t series) const;
};

/// Every model for every series. Cleaning: what lies before the first and after the last value is left out, the steps then count
/// from the last period of the series, not from its last value; inner gaps are bridged by each model's own forecast.
/// Ladder: a model that cannot be fitted gives way to Method::pooled_growth (then drift, then last value), with the reason. A path
/// is held within ten times the largest value seen. Step k is the same whatever the horizon (but for combined_weighted, whose
/// held-out part is as long as the horizon).
/// A series with an infinite value has no forecast ("not_finite"), one without values none ("no_values").
/// Results do not depend on threads, order or partition; any other series of the panel leaves them bit for bit.
/// Throws ValueError for a horizon outside 1..1000, a negative season length, limits that exclude each other, no model.
[[nodiscard]] INDUSTRIA_API PanelForecast forecast_panel(const PanelView& panel, int horizon,
                                                         const PanelForecastOptions& options = {});

struct CalibrationOptions {
  int origins = 2;  ///< earlier origins per series; each costs one point forecast
  int step = 1;     ///< periods between them
  std::string name = "own";
  std::string source = "the caller's panel";
};
/// Learns the error laws of the models in `options` from forecasts of the panel's own series at earlier origins, each made
/// without the values after it. Closed forms keep their exact laws. Throws ValueError if fewer than 100 errors come together for every
/// model. Stopped by `progress`: no classes, and the name "stopped".
[[nodiscard]] INDUSTRIA_API IntervalCalibration calibrate(const PanelView& panel, int horizon, const PanelForecastOptions& options = {},
                                                          const CalibrationOptions& how = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_panel_forecast.ipp>
#include <industria/detail/projection_calibrate.ipp>  // on top of it
#endif
