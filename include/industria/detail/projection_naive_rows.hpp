// SPDX-License-Identifier: Apache-2.0
// The simple methods row by row: each fills the path behind a row and sums up its squared errors. Knows base and series only.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/series/seasonality.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Sums over a row of values that may have gaps.
struct NaiveRow {
  std::size_t first = 0, last = 0;  ///< of the values that are there
  double count = 0.0;
  bool negative = false;  ///< one of them is
};

inline NaiveRow naive_row(std::span<const double> y) noexcept {
  NaiveRow row;
  for (std::size_t t = 0; t < y.size(); ++t) {
    if (is_missing(y[t])) continue;
    if (row.count == 0.0) row.first = t;
    row.last = t;
    row.count += 1.0;
    row.negative = row.negative || y[t] < 0.0;
  }
  return row;
}

/// Squares of one-step errors y_t - y_{t-k} - k slope, each over its k; `errors` counts them.
inline double walk_squares(std::span<const double> y, double slope, double& errors) noexcept {
  double squares = 0.0;
  double before = missing;
  double steps = 0.0;
  errors = 0.0;
  for (const double value : y) {
    steps += 1.0;
    if (is_missing(value)) continue;
    const double e = value - before - steps * slope;
    if (!is_missing(e)) {
      squares += e * e / steps;
      errors += 1.0;
    }
    before = value;
    steps = 0.0;
  }
  return squares;
}

/// What a row tells: path filled, sum of squared errors, their number, estimated values.
struct NaiveResult {
  bool fits = false;
  double squares = 0.0;
  double errors = 0.0;
  int parameters = 0;
};

inline NaiveResult naive_mean(std::span<const double> y, const NaiveRow& row, std::span<double> path) noexcept {
  double sum = 0.0;  // of differences to the first value: exact for constants
  for (const double value : y) sum += is_missing(value) ? 0.0 : value - y[row.first];
  const double mean = y[row.first] + sum / row.count;
  NaiveResult result{true, 0.0, row.count, 1};
  for (const double value : y) result.squares += is_missing(value) ? 0.0 : (value - mean) * (value - mean);
  std::fill(path.begin(), path.end(), mean);
  return result;
}

inline NaiveResult naive_season(std::span<const double> y, std::size_t m, std::span<double> path) noexcept {
  const std::size_t n = y.size();
  for (std::size_t h = 0; h < std::min(m, path.size()); ++h) {
    path[h] = missing;
    for (std::size_t back = n + h; back >= m && is_missing(path[h]);) {
      back -= m;
      if (back < n) path[h] = y[back];
    }
    if (is_missing(path[h])) return {};
  }
  for (std::size_t h = m; h < path.size(); ++h) path[h] = path[h - m];
  NaiveResult result{true, 0.0, 0.0, 0};
  for (std::size_t t = m; t < n; ++t) {
    const double e = y[t] - y[t - m];
    if (is_missing(e)) continue;
    result.squares += e * e;
    result.errors += 1.0;
  }
  return result;
}

inline NaiveResult naive_drift(std::span<const double> y, const NaiveRow& row, std::span<double> path) noexcept {
  if (row.last == row.first) return {};
  const double slope = (y[row.last] - y[row.first]) / static_cast<double>(row.last - row.first);
  for (std::size_t h = 0; h < path.size(); ++h)
    path[h] = y[row.last] + slope * static_cast<double>(y.size() - row.last + h);
  NaiveResult result{true, 0.0, 0.0, 1};
  result.squares = walk_squares(y, slope, result.errors);
  return result;
}

inline NaiveResult naive_last(std::span<const double> y, const NaiveRow& row, std::span<double> path) noexcept {
  std::fill(path.begin(), path.end(), y[row.last]);
  NaiveResult result{true, 0.0, 0.0, 0};
  result.squares = walk_squares(y, 0.0, result.errors);
  return result;
}

inline NaiveResult naive_2(std::span<const double> y, int period, const NaiveRow& row, std::span<double> path) {
  if (row.negative || !is_seasonal(y, period)) return naive_last(y, row, path);
  const auto m = static_cast<std::size_t>(period);
  const std::vector<double> figure = classical_decomposition(y, period, Decomposition::multiplicative).figure;
  const double level = y[row.last] / figure[row.last % m];
  for (std::size_t h = 0; h < path.size(); ++h) path[h] = level * figure[(y.size() + h) % m];
  NaiveResult result{true, 0.0, 0.0, period - 1};
  for (std::size_t t = 1; t < y.size(); ++t) {  // a seasonal series has no gap
    const double e = y[t] - y[t - 1] / figure[(t - 1) % m] * figure[t % m];
    result.squares += e * e;
    result.errors += 1.0;
  }
  // With zeros a figure may be zero or not a number.
  const bool usable = std::none_of(figure.begin(), figure.end(), [](double f) { return !(f > 0.0) || is_missing(f); });
  return usable ? result : naive_last(y, row, path);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
