// SPDX-License-Identifier: Apache-2.0
// How good forecasts from earlier origins were: one model's columns in, means of every measure out.

#include "arguments.hpp"
#include "register.hpp"

#include <industria/base/error.hpp>
#include <industria/projection/panel_accuracy.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace industria_python {
namespace {

using industria::Accuracy;
using industria::QuantileForecast;
using industria::Score;
using ModelColumns = std::vector<Doubles>;

constexpr std::pair<const char*, Score Accuracy::*> point_measures[] = {
    {"mae", &Accuracy::mae},     {"rmse", &Accuracy::rmse},   {"mase", &Accuracy::mase},
    {"rmsse", &Accuracy::rmsse}, {"smape", &Accuracy::smape}, {"owa", &Accuracy::owa}};
constexpr std::pair<const char*, Score Accuracy::*> quantile_measures[] = {
    {"pinball", &Accuracy::pinball}, {"crps", &Accuracy::crps}, {"scaled_crps", &Accuracy::scaled_crps}};

/// The forecasts of one model: block b has h rows and knew the first length[b] values of series[b].
struct Forecasts {
  std::span<const double> values;
  std::span<const std::int64_t> offsets;
  std::span<const std::int64_t> series;
  std::span<const std::int64_t> length;
  std::size_t h;

  [[nodiscard]] std::span<const double> history(std::size_t b) const {
    const auto i = static_cast<std::size_t>(series[b]);
    return values.subspan(static_cast<std::size_t>(offsets[i]), static_cast<std::size_t>(length[b]));
  }
  /// The rows of a block; a column of another length is a ShapeError.
  [[nodiscard]] std::span<const double> rows(const Doubles& column, std::size_t b) const {
    if (static_cast<std::size_t>(column.size()) != series.size() * h)
      throw industria::ShapeError("accuracy: a column has " + std::to_string(column.size()) + " values, expected " +
                                  std::to_string(series.size() * h));
    return {column.data() + b * h, h};
  }
};

template <std::size_t n>
void put(py::dict& out, const std::vector<Accuracy>& means, const std::pair<const char*, Score Accuracy::*> (&measures)[n]) {
  for (const auto& [name, measure] : measures) {
    std::vector<double> column;
    for (const Accuracy& mean : means) column.push_back((mean.*measure).value);
    out[name] = array_from(std::move(column));
  }
}

/// Means over the blocks of each group. "coverage" and "msis" are lists, one column per level.
py::dict accuracy_arrays(const Doubles& values, const Integers& offsets, const Integers& series, const Integers& length,
                         const Integers& group, std::size_t n_groups, std::size_t h, const Doubles& actual, const Doubles& forecast,
                         const ModelColumns& lower, const ModelColumns& upper, const std::vector<double>& levels, const ModelColumns& quantiles,
                         const std::vector<double>& probabilities, int season_length) {
  const Forecasts all{span_of(values, "values"), span_of(offsets, "offsets"), span_of(series, "series"), span_of(length, "length"), h};
  const auto groups = span_of(group, "group");
  std::vector<std::vector<Accuracy>> points(n_groups);
  std::vector<std::vector<std::vector<Accuracy>>> intervals(levels.size(), points);
  std::vector<Accuracy> means;
  std::vector<std::vector<Accuracy>> level_means(levels.size());
  {
    py::gil_scoped_release unlocked;
    std::vector<QuantileForecast> asked(probabilities.size());
    for (std::size_t b = 0; b < all.series.size(); ++b) {
      const auto to = static_cast<std::size_t>(groups[b]);
      const auto history = all.history(b);
      const auto came = all.rows(actual, b);
      for (std::size_t q = 0; q < asked.size(); ++q) asked[q] = {probabilities[q], all.rows(quantiles[q], b)};
      points[to].push_back(
          industria::accuracy(history, came, all.rows(forecast, b), {.period = season_length, .quantiles = asked}));
      for (std::size_t l = 0; l < levels.size(); ++l) {
        Accuracy one;
        one.coverage = industria::coverage(came, all.rows(lower[l], b), all.rows(upper[l], b));
        one.msis = industria::msis(came, all.rows(lower[l], b), all.rows(upper[l], b), history, season_length, levels[l]);
        intervals[l][to].push_back(one);
      }
    }
    for (const auto& one : points) means.push_back(industria::detail::mean_accuracy(one));
    for (std::size_t l = 0; l < levels.size(); ++l) {
      for (const auto& one : intervals[l]) level_means[l].push_back(industria::detail::mean_accuracy(one));
    }
  }
  py::dict out;
  put(out, means, point_measures);
  put(out, means, quantile_measures);
  py::list coverage;
  py::list msis;
  for (const auto& one : level_means) {
    py::dict columns;
    put(columns, one, {{"coverage", &Accuracy::coverage}, {"msis", &Accuracy::msis}});
    coverage.append(columns["coverage"]);
    msis.append(columns["msis"]);
  }
  out["coverage"] = coverage;
  out["msis"] = msis;
  return out;
}

}  // namespace

void register_accuracy(py::module_& m) {
  m.def("accuracy_arrays", &accuracy_arrays, py::arg("values"), py::arg("offsets"), py::arg("series"), py::arg("length"), py::kw_only(),
        py::arg("group"), py::arg("n_groups"), py::arg("h"), py::arg("actual"), py::arg("forecast"), py::arg("lower"),
        py::arg("upper"), py::arg("levels"), py::arg("quantiles"), py::arg("probabilities"), py::arg("season_length"),
        "Means of every measure over the forecasts of each group; the body of industria.accuracy().");
}

}  // namespace industria_python
