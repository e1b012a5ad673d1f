// SPDX-License-Identifier: Apache-2.0
// Forecasts and paths as the columns of a frame.

#include "forecast_calls.hpp"
#include "forecast_columns.hpp"
#include "register.hpp"


namespace industria_python {
namespace {

using industria::GrowthPrior;
using industria::IntervalCalibration;
using industria::PanelForecast;

/// Forecasts as columns, by model; rows by series, then step.
py::list forecast_arrays(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, int h,
                         std::vector<std::string> models, std::vector<double> levels, std::vector<double> quantiles, bool mean,
                         bool details, int season_length, const std::optional<Doubles>& lower, const std::optional<Doubles>& upper,
                         const GrowthPrior* prior, const IntervalCalibration* calibration, int n_threads, std::uint64_t seed, SeriesNames ids,
                         const std::optional<Doubles>& at_least) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const PanelArrays arrays = arrays_of(values, offsets, kind, lower, upper, std::move(ids));
  const ForecastAsked asked{std::move(models), season_length, prior, calibration, n_threads, seed};
  const std::span<const double> least = at_least ? span_of(*at_least, "at_least") : std::span<const double>();
  const PanelForecast all = run_forecast(arrays.view, h, options_of(asked, -infinity, infinity));
  std::vector<ModelRows> rows;
  {
    py::gil_scoped_release unlocked;
    const WantedColumns wanted{std::move(levels), std::move(quantiles), mean, details, least};
    for (std::size_t m = 0; m < all.columns.size(); ++m) rows.push_back(rows_of(all, m, wanted));
  }
  return to_python_models(std::move(rows));
}

/// n joint paths of each series, by model; rows by series, path, step.
py::list paths_arrays(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, int h, int n, std::vector<std::string> ids,
                      std::vector<std::string> models, int season_length, const std::optional<Doubles>& lower,
                      const std::optional<Doubles>& upper, const GrowthPrior* prior, const IntervalCalibration* calibration, int n_threads,
                      std::uint64_t seed) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const PanelArrays arrays = arrays_of(values, offsets, kind, lower, upper, std::move(ids));
  auto options = options_of({std::move(models), season_length, prior, calibration, n_threads, seed}, -infinity, infinity);
  auto drawn = interruptible(n_threads, [&](GoOn progress) {
    options.common.progress = progress;
    const PanelForecast all = industria::forecast_panel(arrays.view, h, options);
    std::vector<std::vector<double>> out(all.columns.size());
    for (std::size_t m = 0; m < out.size(); ++m) {
      out[m].reserve(all.size() * static_cast<std::size_t>(n) * static_cast<std::size_t>(h));
      for (std::size_t i = 0; i < all.size() && progress(i, all.size()); ++i) {
        const std::vector<double> paths = in_range(all.forecast(m, i).paths(n, seed));
        out[m].insert(out[m].end(), paths.begin(), paths.end());
      }
    }
    return out;
  });
  return to_python_columns(std::move(drawn));
}

}  // namespace

void register_forecast_columns(py::module_& m) {
  m.def("forecast_arrays", &forecast_arrays, py::arg("values"), py::arg("offsets"), py::arg("kind"), py::arg("h"), py::kw_only(),
        py::arg("models"), py::arg("levels"), py::arg("quantiles"), py::arg("mean"), py::arg("details"), py::arg("season_length"),
        py::arg("lower") = py::none(), py::arg("upper") = py::none(), py::arg("prior") = py::none(),
        py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0, py::arg("ids") = py::none(),
        py::arg("at_least") = py::none());
  m.def("paths_arrays", &paths_arrays, py::arg("values"), py::arg("offsets"), py::arg("kind"), py::arg("h"), py::arg("n"), py::kw_only(),
        py::arg("ids"), py::arg("models"), py::arg("season_length"), py::arg("lower") = py::none(), py::arg("upper") = py::none(),
        py::arg("prior") = py::none(), py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0);
}

}  // namespace industria_python
