// SPDX-License-Identifier: Apache-2.0
// Forecasts: of one series, of panels, and as the columns of a frame.

#include "arguments.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>
#include <industria/projection/calibration.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/panel_forecast.hpp>
#include <industria/projection/project.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace industria_python {
namespace {

using industria::Forecast;
using industria::ForecastModel;
using industria::GrowthPrior;
using industria::IntervalCalibration;
using industria::Method;
using industria::Panel;
using industria::PanelForecast;
using industria::PanelForecastOptions;
using industria::PanelView;
using industria::Period;
using industria::Series;

/// What every forecasting call takes, as it comes from Python.
struct Asked {
  std::vector<std::string> models;
  int season_length = 0;
  const GrowthPrior* prior = nullptr;
  const IntervalCalibration* calibration = nullptr;
  int n_threads = 1;
  std::uint64_t seed = 0;
};

PanelForecastOptions options_of(const Asked& asked, double lower, double upper) {
  PanelForecastOptions options;
  options.models = models_of(asked.models);
  options.season_length = asked.season_length;
  options.seed = asked.seed;
  if (asked.calibration != nullptr) options.calibration = std::make_shared<const IntervalCalibration>(*asked.calibration);
  options.common = forecast_options(Method::automatic, lower, upper, asked.prior, std::nullopt, asked.n_threads);
  return options;
}

PanelForecast run(const PanelView& panel, int h, PanelForecastOptions options) {
  return interruptible(options.common.n_threads, [&](GoOn progress) {
    options.common.progress = std::move(progress);
    return industria::forecast_panel(panel, h, options);
  });
}

/// By model a list of forecasts, one per series.
std::vector<std::vector<Forecast>> forecasts_of(const PanelView& panel, int h, const Asked& asked, double lower, double upper) {
  const PanelForecast all = run(panel, h, options_of(asked, lower, upper));
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
  return forecasts_of(one, h, {std::move(models), season_length, prior, calibration, n_threads, seed}, lower, upper);
}

Forecast forecast_series(const Series& series, int h, Method method, double lower, double upper, const GrowthPrior* prior,
                         std::optional<double> stated_growth, int n_threads) {
  const auto options = forecast_options(method, lower, upper, prior, stated_growth, n_threads);
  py::gil_scoped_release unlocked;
  return industria::forecast(series.view(), h, options);
}

using Ids = std::optional<std::vector<std::string>>;

/// Series in the layout of Arrow lists, all of one kind of period, with limits of each if there are any, and names where random
/// numbers are drawn by them.
struct Arrays {
  PanelView view;
  std::vector<Period> first;
  std::vector<std::string> ids;
};

Arrays arrays_of(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, const std::optional<Doubles>& lower,
                 const std::optional<Doubles>& upper, Ids ids) {
  Arrays out;
  if (ids) out.ids = std::move(*ids);
  out.view.ids = out.ids;
  out.view.values = span_of(values, "values");
  out.view.offsets = span_of(offsets, "offsets");
  out.first.assign(out.view.size(), Period{2000, kind, 1});  // only the kind matters: labels are written by the caller
  out.view.first = out.first;
  if (lower) out.view.lower = span_of(*lower, "lower");
  if (upper) out.view.upper = span_of(*upper, "upper");
  return out;
}

/// Which columns are wanted beside the median.
struct Wanted {
  std::vector<double> levels;
  std::vector<double> quantiles;
  bool mean = false;
  bool details = false;
  std::span<const double> at_least{};  ///< empty, or x of P(y >= x) for every row
};

/// Names of series, as codes into a short list.
struct Names {
  std::vector<std::int32_t> codes;
  std::vector<std::string> names;
  std::unordered_map<std::string, std::int32_t> known{};
  void add(std::string_view name) {
    if (!codes.empty() && names[static_cast<std::size_t>(codes.back())] == name) return codes.push_back(codes.back());
    const auto [at, is_new] = known.try_emplace(std::string(name), static_cast<std::int32_t>(names.size()));
    if (is_new) names.emplace_back(name);
    codes.push_back(at->second);
  }
};

/// The rows of one model.
struct ModelRows {
  std::vector<double> median;
  std::vector<double> mean;
  std::vector<std::vector<double>> lo;
  std::vector<std::vector<double>> hi;
  std::vector<std::vector<double>> quantile;
  std::vector<double> at_least;
  Names method;
  Names reason;
  Names quality;
};

/// A bound beyond the range of doubles is the largest double: no column holds an infinity.
std::vector<double> in_range(std::vector<double>&& values) {
  constexpr double largest = std::numeric_limits<double>::max();
  for (double& v : values) {
    if (std::isinf(v)) v = std::copysign(largest, v);
  }
  return std::move(values);
}

ModelRows rows_of(const PanelForecast& all, std::size_t m, const Wanted& wanted) {
  ModelRows out;
  out.median = in_range(all.median(m));
  if (wanted.mean) out.mean = in_range(all.mean(m));
  for (const double level : wanted.levels) {
    const double tail = (100.0 - level) / 200.0;
    out.lo.push_back(in_range(all.quantile(m, tail)));
    out.hi.push_back(in_range(all.quantile(m, 1.0 - tail)));
  }
  for (const double p : wanted.quantiles) out.quantile.push_back(in_range(all.quantile(m, p)));
  if (!wanted.at_least.empty()) out.at_least = all.probability_at_least(m, wanted.at_least);
  if (!wanted.details) return out;
  const auto& columns = all.columns[m];
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (columns.weights.empty()) {
      out.method.add(columns.answers[i].used);
    } else {
      const std::size_t members = columns.weights.size() / all.size();
      const float* weights = columns.weights.data() + i * members;
      const bool as_before = i > 0 && columns.answers[i].used == columns.answers[i - 1].used &&
                             std::equal(weights, weights + members, weights - members);
      if (as_before) out.method.codes.push_back(out.method.codes.back());
      else out.method.add(all.method_used(m, i));
    }
    out.reason.add(columns.answers[i].reason);
    out.quality.add(industria::name(columns.answers[i].quality));
  }
  return out;
}

py::tuple to_python_names(const Names& names) {
  return py::make_tuple(py::array_t<std::int32_t>(static_cast<py::ssize_t>(names.codes.size()), names.codes.data()), names.names);
}

py::list to_python_columns(std::vector<std::vector<double>>&& columns) {
  py::list out;
  for (auto& column : columns) out.append(array_from(std::move(column)));
  return out;
}

py::list to_python_models(std::vector<ModelRows>&& models) {
  py::list out;
  for (ModelRows& rows : models) {
    py::dict columns;
    columns["median"] = array_from(std::move(rows.median));
    columns["mean"] = array_from(std::move(rows.mean));
    columns["lo"] = to_python_columns(std::move(rows.lo));
    columns["hi"] = to_python_columns(std::move(rows.hi));
    columns["quantile"] = to_python_columns(std::move(rows.quantile));
    columns["at_least"] = array_from(std::move(rows.at_least));
    columns["method_used"] = to_python_names(rows.method);
    columns["fallback_reason"] = to_python_names(rows.reason);
    columns["quality"] = to_python_names(rows.quality);
    out.append(columns);
  }
  return out;
}

/// Forecasts as columns, by model; rows by series, then step.
py::list forecast_arrays(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, int h,
                         std::vector<std::string> models, std::vector<double> levels, std::vector<double> quantiles, bool mean,
                         bool details, int season_length, const std::optional<Doubles>& lower, const std::optional<Doubles>& upper,
                         const GrowthPrior* prior, const IntervalCalibration* calibration, int n_threads, std::uint64_t seed, Ids ids,
                         const std::optional<Doubles>& at_least) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Arrays arrays = arrays_of(values, offsets, kind, lower, upper, std::move(ids));
  const Asked asked{std::move(models), season_length, prior, calibration, n_threads, seed};
  const std::span<const double> least = at_least ? span_of(*at_least, "at_least") : std::span<const double>();
  const PanelForecast all = run(arrays.view, h, options_of(asked, -infinity, infinity));
  std::vector<ModelRows> rows;
  {
    py::gil_scoped_release unlocked;
    const Wanted wanted{std::move(levels), std::move(quantiles), mean, details, least};
    for (std::size_t m = 0; m < all.columns.size(); ++m) rows.push_back(rows_of(all, m, wanted));
  }
  return to_python_models(std::move(rows));
}

/// The panel as it was known at an earlier origin: series i cut to lengths[i] values, those of length 0 left out.
struct Cut {
  std::vector<double> values;
  std::vector<std::int64_t> offsets{0};
  std::vector<std::int64_t> series;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<Period> first;
  std::vector<std::string> ids;
};

Cut cut_before(const PanelView& panel, std::int64_t from_end) {
  Cut out;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const std::int64_t length = panel.offsets[i + 1] - panel.offsets[i] - from_end;
    if (length < 1) continue;
    const auto begin = panel.values.begin() + panel.offsets[i];
    out.values.insert(out.values.end(), begin, begin + length);
    out.offsets.push_back(static_cast<std::int64_t>(out.values.size()));
    out.series.push_back(static_cast<std::int64_t>(i));
    out.first.push_back(panel.first[i]);
    if (!panel.lower.empty()) out.lower.push_back(panel.lower[i]);
    if (!panel.upper.empty()) out.upper.push_back(panel.upper[i]);
    if (!panel.ids.empty()) out.ids.push_back(panel.ids[i]);
  }
  return out;
}

/// Puts the rows of window w, one block of h per series that it has, behind those of earlier windows of the same series.
void scatter(const std::vector<double>& from, const std::vector<std::size_t>& blocks, std::size_t h, std::vector<double>& to) {
  for (std::size_t b = 0; b < blocks.size() && !from.empty(); ++b) {
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(b * h), h, to.begin() + static_cast<std::ptrdiff_t>(blocks[b] * h));
  }
}

/// Rolling origin: window w of n knows each series up to h + (n - 1 - w) step_size periods before its end. Rows by series, window,
/// step; `series` and `length` tell for each block of h rows whose it is and how many periods were known.
py::dict cross_validation_arrays(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, int h, int n_windows,
                                 int step_size, std::vector<std::string> models, std::vector<double> levels,
                                 std::vector<double> quantiles, bool mean, int season_length, const std::optional<Doubles>& lower,
                                 const std::optional<Doubles>& upper, const GrowthPrior* prior, const IntervalCalibration* calibration,
                                 int n_threads, std::uint64_t seed, Ids ids) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Arrays arrays = arrays_of(values, offsets, kind, lower, upper, std::move(ids));
  arrays.view.validate();
  const auto options = options_of({std::move(models), season_length, prior, calibration, n_threads, seed}, -infinity, infinity);
  const auto steps = static_cast<std::size_t>(h);
  const auto from_end = [&](int w) { return h + static_cast<std::int64_t>(n_windows - 1 - w) * step_size; };
  std::vector<std::int64_t> series;
  std::vector<std::int64_t> length;
  std::vector<std::size_t> next(arrays.view.size(), 0);  // the block of each series that comes next
  for (std::size_t i = 0; i < arrays.view.size(); ++i) {
    next[i] = series.size();
    for (int w = 0; w < n_windows; ++w) {
      const std::int64_t known = arrays.view.offsets[i + 1] - arrays.view.offsets[i] - from_end(w);
      if (known < 1) continue;
      series.push_back(static_cast<std::int64_t>(i));
      length.push_back(known);
    }
  }
  std::vector<ModelRows> out(options.models.size());
  const std::size_t rows = series.size() * steps;
  for (ModelRows& model : out) {
    model.median.resize(rows);
    if (mean) model.mean.resize(rows);
    model.lo.assign(levels.size(), std::vector<double>(rows));
    model.hi = model.lo;
    model.quantile.assign(quantiles.size(), std::vector<double>(rows));
  }
  const Wanted wanted{std::move(levels), std::move(quantiles), mean, false};
  for (int w = 0; w < n_windows; ++w) {
    const Cut cut = cut_before(arrays.view, from_end(w));
    PanelView view{.values = cut.values, .offsets = cut.offsets, .first = cut.first, .ids = cut.ids, .lower = cut.lower, .upper = cut.upper};
    const PanelForecast all = run(view, h, options);
    std::vector<std::size_t> blocks;
    for (const std::int64_t i : cut.series) blocks.push_back(next[static_cast<std::size_t>(i)]++);
    py::gil_scoped_release unlocked;
    for (std::size_t m = 0; m < out.size(); ++m) {
      const ModelRows made = rows_of(all, m, wanted);
      scatter(made.median, blocks, steps, out[m].median);
      scatter(made.mean, blocks, steps, out[m].mean);
      for (std::size_t j = 0; j < made.lo.size(); ++j) {
        scatter(made.lo[j], blocks, steps, out[m].lo[j]);
        scatter(made.hi[j], blocks, steps, out[m].hi[j]);
      }
      for (std::size_t j = 0; j < made.quantile.size(); ++j) scatter(made.quantile[j], blocks, steps, out[m].quantile[j]);
    }
  }
  py::dict answer;
  answer["models"] = to_python_models(std::move(out));
  answer["series"] = py::array_t<std::int64_t>(static_cast<py::ssize_t>(series.size()), series.data());
  answer["length"] = py::array_t<std::int64_t>(static_cast<py::ssize_t>(length.size()), length.data());
  return answer;
}

/// n joint paths of each series, by model; rows by series, path, step.
py::list paths_arrays(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, int h, int n, std::vector<std::string> ids,
                      std::vector<std::string> models, int season_length, const std::optional<Doubles>& lower,
                      const std::optional<Doubles>& upper, const GrowthPrior* prior, const IntervalCalibration* calibration, int n_threads,
                      std::uint64_t seed) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Arrays arrays = arrays_of(values, offsets, kind, lower, upper, std::move(ids));
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
  m.def("forecast_arrays", &forecast_arrays, py::arg("values"), py::arg("offsets"), py::arg("kind"), py::arg("h"), py::kw_only(),
        py::arg("models"), py::arg("levels"), py::arg("quantiles"), py::arg("mean"), py::arg("details"), py::arg("season_length"),
        py::arg("lower") = py::none(), py::arg("upper") = py::none(), py::arg("prior") = py::none(),
        py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0, py::arg("ids") = py::none(),
        py::arg("at_least") = py::none());
  m.def("cross_validation_arrays", &cross_validation_arrays, py::arg("values"), py::arg("offsets"), py::arg("kind"), py::arg("h"),
        py::arg("n_windows"), py::arg("step_size"), py::kw_only(), py::arg("models"), py::arg("levels"), py::arg("quantiles"),
        py::arg("mean"), py::arg("season_length"), py::arg("lower") = py::none(), py::arg("upper") = py::none(),
        py::arg("prior") = py::none(), py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0,
        py::arg("ids") = py::none());
  m.def("paths_arrays", &paths_arrays, py::arg("values"), py::arg("offsets"), py::arg("kind"), py::arg("h"), py::arg("n"), py::kw_only(),
        py::arg("ids"), py::arg("models"), py::arg("season_length"), py::arg("lower") = py::none(), py::arg("upper") = py::none(),
        py::arg("prior") = py::none(), py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0);
}

}  // namespace industria_python
