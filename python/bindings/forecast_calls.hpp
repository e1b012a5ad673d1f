// SPDX-License-Identifier: Apache-2.0
// What every forecasting call takes from Python, and the call itself.
#pragma once

#include "arguments.hpp"

#include <industria/projection/calibration.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace industria_python {

/// What every forecasting call takes, as it comes from Python.
struct ForecastAsked {
  std::vector<std::string> models;
  int season_length = 0;
  const industria::GrowthPrior* prior = nullptr;
  const industria::IntervalCalibration* calibration = nullptr;
  int n_threads = 1;
  std::uint64_t seed = 0;
};

inline industria::PanelForecastOptions options_of(const ForecastAsked& asked, double lower, double upper) {
  industria::PanelForecastOptions options;
  options.models = models_of(asked.models);
  options.season_length = asked.season_length;
  options.seed = asked.seed;
  if (asked.calibration != nullptr) options.calibration = std::make_shared<const industria::IntervalCalibration>(*asked.calibration);
  options.common = forecast_options(industria::Method::automatic, lower, upper, asked.prior, std::nullopt, asked.n_threads);
  return options;
}

inline industria::PanelForecast run_forecast(const industria::PanelView& panel, int h, industria::PanelForecastOptions options) {
  return interruptible(options.common.n_threads, [&](GoOn progress) {
    options.common.progress = std::move(progress);
    return industria::forecast_panel(panel, h, options);
  });
}

}  // namespace industria_python
