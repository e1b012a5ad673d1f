// SPDX-License-Identifier: Apache-2.0
// What the programs of bench/*_bounds.cpp share: panels, series with their last values held out, errors, Naive2.
#pragma once

#include <industria/series/seasonality.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

namespace held_out {

using namespace industria;

struct Panel {
  std::vector<std::int64_t> offsets;
  std::vector<double> values;
};

inline Panel read_panel(const char* name) {
  Panel panel;
  std::FILE* const file = std::fopen(name, "rb");
  std::int64_t count = 0;
  if (file == nullptr || std::fread(&count, 8, 1, file) != 1) std::abort();
  panel.offsets.resize(static_cast<std::size_t>(count) + 1);
  if (std::fread(panel.offsets.data(), 8, panel.offsets.size(), file) != panel.offsets.size())
    std::abort();
  panel.values.resize(static_cast<std::size_t>(panel.offsets.back()));
  if (std::fread(panel.values.data(), 8, panel.values.size(), file) != panel.values.size())
    std::abort();
  std::fclose(file);
  return panel;
}

struct Case {
  std::vector<double> y;  ///< scaled to a mean absolute value near 1
  std::vector<double> later;
};

inline std::vector<Case> cases_of(const Panel& panel, int period, int horizon, int origins) {
  std::vector<Case> cases;
  const auto shortest = std::max<std::ptrdiff_t>(7, 5 * period / 2);
  for (std::size_t i = 0; i + 1 < panel.offsets.size(); ++i) {
    const double* const from = panel.values.data() + panel.offsets[i];
    const auto n = static_cast<std::ptrdiff_t>(panel.offsets[i + 1] - panel.offsets[i]);
    for (int o = 1; o <= origins && n - o * horizon >= shortest; ++o) {
      Case c;
      c.y.assign(from, from + n - o * horizon);
      c.later.assign(from + n - o * horizon, from + n - (o - 1) * horizon);
      double mean = 0.0;
      for (const double v : c.y) mean += std::abs(v) / static_cast<double>(c.y.size());
      const double scale = mean > 0.0 ? std::exp2(-std::ceil(std::log2(mean))) : 1.0;
      for (double& v : c.y) v *= scale;
      for (double& v : c.later) v *= scale;
      cases.push_back(std::move(c));
    }
  }
  std::stable_sort(cases.begin(), cases.end(),
                   [](const Case& a, const Case& b) { return a.y.size() > b.y.size(); });
  return cases;
}

struct Errors {
  double smape = 0.0, mase = 0.0;
};

inline Errors errors_of(const Case& c, std::span<const double> path, int period) {
  const std::size_t n = c.y.size();
  const std::size_t lag =
      n > static_cast<std::size_t>(period) ? static_cast<std::size_t>(period) : 1;
  double scale = 0.0;
  for (std::size_t t = lag; t < n; ++t)
    scale += std::abs(c.y[t] - c.y[t - lag]) / static_cast<double>(n - lag);
  Errors e;
  const auto h = static_cast<double>(path.size());
  for (std::size_t t = 0; t < path.size(); ++t) {
    const double miss = std::abs(c.later[t] - path[t]);
    const double size = std::abs(c.later[t]) + std::abs(path[t]);
    e.smape += size > 0.0 ? 200.0 * miss / size / h : 0.0;
    e.mase += scale > 0.0 ? miss / scale / h : 0.0;
  }
  return e;
}

inline std::vector<double> naive2(const Case& c, int period, std::size_t horizon) {
  const std::size_t n = c.y.size();
  const auto m = static_cast<std::size_t>(period);
  std::vector<double> path(horizon, c.y.back());
  if (!is_seasonal(c.y, period)) return path;
  const auto figure = classical_decomposition(c.y, period, Decomposition::multiplicative).figure;
  for (std::size_t h = 0; h < horizon; ++h)
    path[h] = c.y.back() / figure[(n - 1) % m] * figure[(n + h) % m];
  return path;
}

}  // namespace held_out
