// SPDX-License-Identifier: Apache-2.0
// Forecasts: of one series, of panels, and as the columns of a frame.

#include "arguments.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/project.hpp>

namespace industria_python {
namespace {

using industria::Forecast;
using industria::GrowthPool;
using industria::Method;
using industria::Panel;
using industria::Series;

std::vector<Forecast> forecast_panel(const Panel& panel, int h, Method method, double lower,
                                     double upper, const GrowthPool* pool,
                                     std::optional<double> stated_growth, int n_threads) {
  auto options = forecast_options(method, lower, upper, pool, stated_growth, n_threads);
  return interruptible(n_threads, [&](Progress progress) {
    options.progress = std::move(progress);
    return industria::forecast(panel.view(), h, options);
  });
}

Forecast forecast_series(const Series& series, int h, Method method, double lower, double upper,
                         const GrowthPool* pool, std::optional<double> stated_growth,
                         int n_threads) {
  const auto options = forecast_options(method, lower, upper, pool, stated_growth, n_threads);
  py::gil_scoped_release unlocked;
  return industria::forecast(series.view(), h, options);
}

/// The forecasts as columns, rows by series then step: location, lo and hi of each level, ordinals of the periods;
/// and one entry per series: method, reason, quality.
py::dict forecast_columns(const Panel& panel, int h, const std::vector<double>& levels,
                          Method method, double lower, double upper, const GrowthPool* pool,
                          int n_threads) {
  const auto all = forecast_panel(panel, h, method, lower, upper, pool, std::nullopt, n_threads);
  const auto steps = static_cast<std::size_t>(h);
  const auto rows = static_cast<py::ssize_t>(all.size() * steps);
  py::array_t<double> median(rows);
  py::array_t<double> lo({static_cast<py::ssize_t>(levels.size()), rows});
  py::array_t<double> hi({static_cast<py::ssize_t>(levels.size()), rows});
  py::array_t<std::int64_t> ordinal(rows);
  const auto m = span_of(median);
  const auto l = span_of(lo);
  const auto u = span_of(hi);
  const auto o = span_of(ordinal);
  {
    py::gil_scoped_release unlocked;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto actual = panel.series(i);
      for (std::size_t k = 0; k < steps; ++k) {
        const std::size_t row = i * steps + k;
        const bool known = k < all[i].horizon() && all[i].quality != industria::Quality::none;
        o[row] = actual.first.plus(static_cast<int>(actual.values.size() + k)).ordinal();
        m[row] = known ? all[i].median(k) : industria::missing;
        for (std::size_t j = 0; j < levels.size(); ++j) {
          const auto between = known ? all[i].interval(k, levels[j]) : industria::Bounds();
          l[j * m.size() + row] = known ? between.lo : industria::missing;
          u[j * m.size() + row] = known ? between.hi : industria::missing;
        }
      }
    }
  }
  py::list methods;
  py::list reasons;
  py::list qualities;
  for (const Forecast& f : all) {
    methods.append(f.method_used);
    reasons.append(f.fallback_reason);
    qualities.append(f.quality);
  }
  py::dict columns;
  columns["ordinal"] = ordinal;
  columns["median"] = median;
  columns["lo"] = lo;
  columns["hi"] = hi;
  columns["method_used"] = methods;
  columns["fallback_reason"] = reasons;
  columns["quality"] = qualities;
  return columns;
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
  Row<GrowthPool>(m, "GrowthPool",
                  "What is assumed about the growth of series that are too short to tell.")
      .field("name", &GrowthPool::name)
      .field("mean", &GrowthPool::mean)
      .field("sd_between", &GrowthPool::sd_between)
      .field("sd_within", &GrowthPool::sd_within)
      .field("dof", &GrowthPool::dof)
      .field("source", &GrowthPool::source)
      .def_static("vn_provinces", [] { return GrowthPool::vn_provinces(); })
      .def_static("stated", &GrowthPool::stated, py::arg("mean_growth"), py::arg("sd"),
                  py::arg("name") = "stated");
  m.def("forecast_panel", &forecast_panel, py::arg("panel"), py::arg("h"), py::kw_only(),
        py::arg("method") = Method::automatic, py::arg("lower") = -infinity,
        py::arg("upper") = infinity, py::arg("pool") = py::none(),
        py::arg("stated_growth") = py::none(), py::arg("n_threads") = 1);
  m.def("forecast_series", &forecast_series, py::arg("series"), py::arg("h"), py::kw_only(),
        py::arg("method") = Method::automatic, py::arg("lower") = -infinity,
        py::arg("upper") = infinity, py::arg("pool") = py::none(),
        py::arg("stated_growth") = py::none(), py::arg("n_threads") = 1);
  m.def("forecast_columns", &forecast_columns, py::arg("panel"), py::arg("h"), py::arg("levels"),
        py::kw_only(), py::arg("method") = Method::automatic, py::arg("lower") = -infinity,
        py::arg("upper") = infinity, py::arg("pool") = py::none(), py::arg("n_threads") = 1);
}

}  // namespace industria_python
