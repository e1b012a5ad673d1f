// SPDX-License-Identifier: Apache-2.0
// Forecasts of one series and of panels: each a Forecast, which answers for every step.

#include "fields.hpp"
#include "forecast_calls.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/project.hpp>

#include <limits>

namespace industria_python {
namespace {

using industria::Forecast;
using industria::GrowthPrior;
using industria::IntervalCalibration;
using industria::Method;
using industria::Panel;
using industria::PanelForecast;
using industria::PanelView;
using industria::Series;

/// By model a list of forecasts, one per series.
std::vector<std::vector<Forecast>> forecasts_of(const PanelView& panel, int h, const ForecastAsked& asked, double lower, double upper) {
  const PanelForecast all = run_forecast(panel, h, options_of(asked, lower, upper));
  std::vector<std::vector<Forecast>> out(all.columns.size());
  py::gil_scoped_release unlocked;
  for (std::size_t m = 0; m < out.size(); ++m) {
    for (std::size_t i = 0; i < all.size(); ++i) out[m].push_back(all.forecast(m, i));
  }
  return out;
}

std::vector<std::vector<Forecast>> forecast_panel(const Panel& panel, int h, std::vector<std::string> models, int season_length,
                                                  double lower, double upper, const GrowthPrior* prior,
                                                  const IntervalCalibration* calibration, int n_threads, std::uint64_t seed) {
  return forecasts_of(panel.view(), h, {std::move(models), season_length, prior, calibration, n_threads, seed}, lower, upper);
}

/// As forecast_panel, of one series.
std::vector<std::vector<Forecast>> forecast_models(const Series& series, int h, std::vector<std::string> models, int season_length,
                                                   double lower, double upper, const GrowthPrior* prior,
                                                   const IntervalCalibration* calibration, int n_threads, std::uint64_t seed) {
  const std::int64_t offsets[] = {0, static_cast<std::int64_t>(series.values.size())};
  PanelView one{.values = series.values, .offsets = offsets, .unit = series.unit, .basis = series.basis};
  one.first = {&series.first, 1};
  one.ids = {&series.id, 1};
  one.lower = {&series.lower, 1};
  one.upper = {&series.upper, 1};
  one.bounds = series.bounds;
  return forecasts_of(one, h, {std::move(models), season_length, prior, calibration, n_threads, seed}, lower, upper);
}

Forecast forecast_series(const Series& series, int h, Method method, double lower, double upper, const GrowthPrior* prior,
                         std::optional<double> stated_growth, int n_threads) {
  const auto options = forecast_options(method, lower, upper, prior, stated_growth, n_threads);
  py::gil_scoped_release unlocked;
  return industria::forecast(series.view(), h, options);
}

void register_forecast(py::module_& m) {
  Row<Forecast> forecast(m, "Forecast", "For each coming period a whole distribution.");
  forecast.field("id", &Forecast::id)
      .field("periods", &Forecast::periods)
      .field("unit", &Forecast::unit)
      .field("basis", &Forecast::basis)
      .field("lower", &Forecast::lower)
      .field("upper", &Forecast::upper)
      .field("method_used", &Forecast::method_used)
      .field("fallback_reason", &Forecast::fallback_reason)
      .field("quality", &Forecast::quality)
      .field("observations", &Forecast::observations)
      .field("pool_share", &Forecast::pool_share)
      .field("pool", &Forecast::pool);
  forecast.def_property_readonly("horizon", &Forecast::horizon)
      .def(
          "step_of", [](const Forecast& f, const PeriodArgument& p) { return f.step_of(p.period); },
          py::arg("period"), "The step (from 0) of a period; -1 if it is not forecast.")
      .def("median", &Forecast::median, py::arg("k"), "The median of step k, counted from 0.")
      .def("mean", &Forecast::mean, py::arg("k"), "The mean of step k; NaN where the law has none.")
      .def("quantile", &Forecast::quantile, py::arg("k"), py::arg("p"),
           "The value below which step k lies with probability p (0.9, not 90).")
      .def("probability_at_most", &Forecast::probability_at_most, py::arg("k"), py::arg("x"),
           "P(y <= x) of step k.")
      .def("probability_at_least", &Forecast::probability_at_least, py::arg("k"), py::arg("x"),
           "P(y >= x) of step k.")
      .def("probability_within", &Forecast::probability_within, py::arg("k"), py::arg("bounds"),
           "The probability that step k lies inside the bounds.")
      .def("interval", &Forecast::interval, py::arg("k"), py::arg("level"),
           "The central interval of `level` per cent (80, not 0.8).")
      .def(
          "paths",
          [](const Forecast& f, int n, std::uint64_t seed) {
            std::vector<double> drawn;
            {
              py::gil_scoped_release unlocked;
              drawn = f.paths(n, seed);
            }
            return py::array_t<double>(
                {static_cast<py::ssize_t>(n), static_cast<py::ssize_t>(f.horizon())}, drawn.data());
          },
          py::arg("n"), py::arg("seed") = 0,
          "n joint paths, one per row; path i is the same whatever n is, and on every machine.")
      .def("__len__", &Forecast::horizon);
}

}  // namespace

void register_projection(py::module_& m) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  register_forecast(m);
  m.def("forecast_panel", &forecast_panel, py::arg("panel"), py::arg("h"), py::kw_only(), py::arg("models"),
        py::arg("season_length") = 0, py::arg("lower") = -infinity, py::arg("upper") = infinity, py::arg("prior") = py::none(),
        py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0);
  m.def("forecast_models", &forecast_models, py::arg("series"), py::arg("h"), py::kw_only(), py::arg("models"),
        py::arg("season_length") = 0, py::arg("lower") = -infinity, py::arg("upper") = infinity, py::arg("prior") = py::none(),
        py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0);
  m.def("forecast_series", &forecast_series, py::arg("series"), py::arg("h"), py::kw_only(),
        py::arg("method") = Method::automatic, py::arg("lower") = -infinity,
        py::arg("upper") = infinity, py::arg("prior") = py::none(),
        py::arg("stated_growth") = py::none(), py::arg("n_threads") = 1);
}

}  // namespace industria_python
