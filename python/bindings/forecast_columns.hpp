// SPDX-License-Identifier: Apache-2.0
// Panels as arrays from Python, and forecasts as columns for it.
#pragma once

#include "arguments.hpp"

#include <industria/projection/panel_forecast.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace industria_python {

using SeriesNames = std::optional<std::vector<std::string>>;

/// Series in the layout of Arrow lists, all of one kind of period, with limits of each if there are any, and names where random
/// numbers are drawn by them.
struct PanelArrays {
  industria::PanelView view;
  std::vector<industria::Period> first;
  std::vector<std::string> ids;
};

inline PanelArrays arrays_of(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, const std::optional<Doubles>& lower,
                 const std::optional<Doubles>& upper, SeriesNames ids) {
  PanelArrays out;
  if (ids) out.ids = std::move(*ids);
  out.view.ids = out.ids;
  out.view.values = span_of(values, "values");
  out.view.offsets = span_of(offsets, "offsets");
  out.first.assign(out.view.size(), industria::Period{2000, kind, 1});  // only the kind matters: labels are written by the caller
  out.view.first = out.first;
  if (lower) out.view.lower = span_of(*lower, "lower");
  if (upper) out.view.upper = span_of(*upper, "upper");
  return out;
}

/// Which columns are wanted beside the median.
struct WantedColumns {
  std::vector<double> levels;
  std::vector<double> quantiles;
  bool mean = false;
  bool details = false;
  std::span<const double> at_least{};  ///< empty, or x of P(y >= x) for every row
};

/// Names of series, as codes into a short list.
struct CodedNames {
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
  CodedNames method;
  CodedNames reason;
  CodedNames quality;
};

/// A bound beyond the range of doubles is the largest double: no column holds an infinity.
inline std::vector<double> in_range(std::vector<double>&& values) {
  constexpr double largest = std::numeric_limits<double>::max();
  for (double& v : values) {
    if (std::isinf(v)) v = std::copysign(largest, v);
  }
  return std::move(values);
}

inline ModelRows rows_of(const industria::PanelForecast& all, std::size_t m, const WantedColumns& wanted) {
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

inline py::tuple to_python_names(const CodedNames& names) {
  return py::make_tuple(py::array_t<std::int32_t>(static_cast<py::ssize_t>(names.codes.size()), names.codes.data()), names.names);
}

inline py::list to_python_columns(std::vector<std::vector<double>>&& columns) {
  py::list out;
  for (auto& column : columns) out.append(array_from(std::move(column)));
  return out;
}

inline py::list to_python_models(std::vector<ModelRows>&& models) {
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

}  // namespace industria_python
