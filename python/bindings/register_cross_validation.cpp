// SPDX-License-Identifier: Apache-2.0
// Forecasts from earlier origins as the columns of a frame.

#include "forecast_calls.hpp"
#include "forecast_columns.hpp"
#include "register.hpp"


namespace industria_python {
namespace {

using industria::GrowthPrior;
using industria::IntervalCalibration;
using industria::PanelForecast;
using industria::PanelView;
using industria::Period;

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
                                 int n_threads, std::uint64_t seed, SeriesNames ids) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const PanelArrays arrays = arrays_of(values, offsets, kind, lower, upper, std::move(ids));
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
  const WantedColumns wanted{std::move(levels), std::move(quantiles), mean, false};
  for (int w = 0; w < n_windows; ++w) {
    const Cut cut = cut_before(arrays.view, from_end(w));
    PanelView view{.values = cut.values, .offsets = cut.offsets, .first = cut.first, .ids = cut.ids, .lower = cut.lower, .upper = cut.upper};
    const PanelForecast all = run_forecast(view, h, options);
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

}  // namespace

void register_cross_validation(py::module_& m) {
  m.def("cross_validation_arrays", &cross_validation_arrays, py::arg("values"), py::arg("offsets"), py::arg("kind"), py::arg("h"),
        py::arg("n_windows"), py::arg("step_size"), py::kw_only(), py::arg("models"), py::arg("levels"), py::arg("quantiles"),
        py::arg("mean"), py::arg("season_length"), py::arg("lower") = py::none(), py::arg("upper") = py::none(),
        py::arg("prior") = py::none(), py::arg("calibration") = py::none(), py::arg("n_threads") = 1, py::arg("seed") = 0,
        py::arg("ids") = py::none());
}

}  // namespace industria_python
