// SPDX-License-Identifier: Apache-2.0
// The shrunk covariance of residuals as a diagonal plus a matrix of few columns: W = s D + (1 - s) E E' / T. Source of the weight
// s: Schäfer and Strimmer (2005), "A shrinkage approach to large-scale covariance matrix estimation". Sums over all pairs of
// series come from the T x T matrix of inner products, so that cost is series times T squared and no pair is ever looked at.
#pragma once

#include <industria/base/missing.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Sample correlation of nodes i and j: row_i . row_j. Shrunk: (1 - s) of that, and 1 for i = j.
struct ErrorModel {
  std::size_t periods = 0;         ///< those with at least one residual
  std::size_t columns = 0;         ///< of `rows`: the smaller of periods and nodes
  std::vector<double> deviation{};  ///< sd / scale; 0 for a series without error
  std::vector<double> rows{};       ///< nodes x columns
  double shrinkage = missing;
  double scale = 1.0;               ///< a power of two near the largest residual, so that squares neither overflow nor vanish
};

/// Upper triangle of sum over rows of x x', added to `gram` (columns x columns), rows in order; four at a time.
inline void add_inner_products(const double* x, std::size_t rows, std::size_t columns, double* gram) {
  std::size_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    const double* a = x + i * columns;
    const double* b = a + columns;
    const double* c = b + columns;
    const double* d = c + columns;
    for (std::size_t s = 0; s < columns; ++s) {
      double* out = gram + s * columns;
      const double as = a[s];
      const double bs = b[s];
      const double cs = c[s];
      const double ds = d[s];
      for (std::size_t t = s; t < columns; ++t) out[t] += (as * a[t] + bs * b[t]) + (cs * c[t] + ds * d[t]);
    }
  }
  for (; i < rows; ++i) {
    const double* a = x + i * columns;
    for (std::size_t s = 0; s < columns; ++s) {
      for (std::size_t t = s; t < columns; ++t) gram[s * columns + t] += a[s] * a[t];
    }
  }
}

/// L of x x' = L L' for fewer rows than columns, in place of x: rows x rows, lower triangle (Gram and Schmidt, modified).
[[nodiscard]] inline std::vector<double> narrowed(std::vector<double> x, std::size_t rows, std::size_t columns) {
  std::vector<double> factor(rows * rows, 0.0);
  for (std::size_t j = 0; j < rows; ++j) {
    double* base = x.data() + j * columns;
    double square = 0.0;
    for (std::size_t t = 0; t < columns; ++t) square += base[t] * base[t];
    const double length = std::sqrt(square);
    // Rows have mean square 1 or 0: what is left of a row that the rows before explain is rounding.
    if (!(square > 1e-26 * static_cast<double>(columns))) continue;
    factor[j * rows + j] = length;
    for (std::size_t i = j + 1; i < rows; ++i) {
      double* row = x.data() + i * columns;
      double along = 0.0;
      for (std::size_t t = 0; t < columns; ++t) along += row[t] * base[t];
      along /= length;
      factor[i * rows + j] = along;
      for (std::size_t t = 0; t < columns; ++t) row[t] -= along * (base[t] / length);
    }
  }
  return factor;
}

/// The estimate of s from standardised rows (zero where missing): sum of the variances of all correlations / sum of their squares.
/// `narrow` has the same inner products of rows as `rows`.
[[nodiscard]] inline double estimate_shrinkage(std::span<const double> rows, std::size_t nodes, std::size_t periods, std::span<const double> narrow) {
  if (periods < 2) return 1.0;
  const auto count = static_cast<double>(periods);
  const std::size_t columns = narrow.size() / nodes;
  std::vector<double> gram(columns * columns, 0.0);
  add_inner_products(narrow.data(), nodes, columns, gram.data());
  double squares = 0.0;  // over all pairs of series: (sum of products)^2; as much as over all pairs of columns
  for (std::size_t s = 0; s < columns; ++s) {
    squares += gram[s * columns + s] * gram[s * columns + s];
    for (std::size_t t = s + 1; t < columns; ++t) squares += 2.0 * gram[s * columns + t] * gram[s * columns + t];
  }
  double products = 0.0;  // over all pairs of series and periods: squared products
  std::vector<double> by_period(periods, 0.0);
  for (std::size_t i = 0; i < nodes; ++i) {  // a series with itself is no pair
    double power = 0.0;
    for (std::size_t t = 0; t < periods; ++t) {
      const double square = rows[i * periods + t] * rows[i * periods + t];
      by_period[t] += square;
      power += square;
      products -= square * square;
    }
    squares -= power * power;
  }
  for (const double sum : by_period) products += sum * sum;
  const double sum_of_squares = squares / (count * count);
  const double sum_of_variances = (products - count * sum_of_squares) / (count * (count - 1.0));
  if (!(sum_of_squares > 0.0)) return 1.0;
  return std::clamp(sum_of_variances / sum_of_squares, 0.0, 1.0);
}

/// `residual(k, t)` in the order of the tree's levels. Missing residuals count as 0 after standardising, with each series'
/// variance over those it has: the matrix stays positive, correlations with gaps are a little too small.
template <class Residual>
[[nodiscard]] ErrorModel error_model(std::size_t nodes, std::size_t periods, bool centred, double shrinkage, const Residual& residual) {
  ErrorModel model;
  std::vector<char> used(periods, 0);
  double largest = 0.0;
  for (std::size_t k = 0; k < nodes; ++k) {
    for (std::size_t t = 0; t < periods; ++t) {
      const double e = residual(k, t);
      if (is_missing(e)) continue;
      used[t] = 1;
      largest = std::max(largest, std::abs(e));
    }
  }
  std::vector<std::size_t> kept;
  for (std::size_t t = 0; t < periods; ++t) {
    if (used[t] != 0) kept.push_back(t);
  }
  model.periods = kept.size();
  model.columns = kept.size();
  model.scale = largest > 0.0 ? std::ldexp(1.0, std::ilogb(largest)) : 1.0;
  model.deviation.assign(nodes, 0.0);
  model.rows.assign(nodes * model.periods, 0.0);
  for (std::size_t k = 0; k < nodes; ++k) {
    double* row = model.rows.data() + k * model.periods;
    double mean = 0.0;
    double n = 0.0;
    for (const std::size_t t : kept) {
      const double e = residual(k, t);
      if (is_missing(e)) continue;
      mean += e / model.scale;
      n += 1.0;
    }
    mean = centred && n > 0.0 ? mean / n : 0.0;
    const double freedom = centred ? n - 1.0 : n;
    if (!(freedom > 0.0)) continue;
    double sum = 0.0;
    for (std::size_t j = 0; j < kept.size(); ++j) {
      const double e = residual(k, kept[j]);
      row[j] = is_missing(e) ? 0.0 : e / model.scale - mean;
      sum += row[j] * row[j];
    }
    if (!(sum > 0.0)) continue;
    model.deviation[k] = std::sqrt(sum / freedom);
    const double unit = std::sqrt(sum / static_cast<double>(model.periods));
    for (std::size_t j = 0; j < kept.size(); ++j) row[j] /= unit;  // mean square 1
  }
  const bool narrow = model.periods > nodes;
  std::vector<double> factors = narrow ? narrowed(model.rows, nodes, model.periods) : std::vector<double>();
  model.shrinkage = is_missing(shrinkage) ? estimate_shrinkage(model.rows, nodes, model.periods, narrow ? factors : model.rows) : shrinkage;
  if (narrow) model.rows = std::move(factors);
  if (narrow) model.columns = nodes;
  const double length = std::sqrt(static_cast<double>(std::max<std::size_t>(model.periods, 1)));
  for (double& x : model.rows) x /= length;  // sum of squares 1
  return model;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
