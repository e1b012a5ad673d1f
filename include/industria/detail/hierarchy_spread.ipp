// SPDX-License-Identifier: Apache-2.0
// Reconciler::spread: the residuals themselves, brought to the base errors' deviations, go through the same map as the forecasts.
// Nothing is shrunk here: a shrunk correlation makes sums too certain.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/hierarchy_reconcile_map.ipp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// Below a pivot a node is a share of it, but its share is not known better than its own forecast; above, a sum. `sigma`: one column.
INDUSTRIA_INLINE void Reconciler::Map::spread_by_shares(const double* reconciled, std::span<const double> sigma, std::span<double> out) const {
  const std::size_t n = tree.size();
  const auto width = static_cast<Eigen::Index>(errors.columns);
  const auto rows = Eigen::Map<const detail::RowMajor>(errors.rows.data(), static_cast<Eigen::Index>(n), width);
  detail::RowMajor shared = detail::RowMajor::Zero(static_cast<Eigen::Index>(n), width);
  std::vector<double> noise(n, 0.0);
  std::vector<std::size_t> pivot(n, n);
  for (std::size_t k = 0; k < n; ++k) {
    if (is_pivot(k)) pivot[k] = k;
    if (pivot[k] == n && tree.parent[k] != detail::not_a_parent) pivot[k] = pivot[tree.parent[k]];
    if (pivot[k] == n) continue;  // above all pivots
    const std::size_t p = pivot[k];
    const double share = p == k ? 1.0 : reconciled[p] == 0.0 ? 0.0 : reconciled[k] / reconciled[p];
    noise[k] = errors.deviation[p] > 0.0 ? 0.0 : share * share * sigma[p] * sigma[p];
    shared.row(static_cast<Eigen::Index>(k)) = share * sigma[p] * rows.row(static_cast<Eigen::Index>(p));
  }
  for (std::size_t i = tree.parents.size(); i-- > 0;) {
    const std::size_t p = tree.parents[i];
    if (pivot[p] != n) continue;
    for (std::size_t c = tree.first_child[p]; c < tree.first_child[p + 1]; ++c) {
      noise[p] += noise[c];
      shared.row(static_cast<Eigen::Index>(p)) += shared.row(static_cast<Eigen::Index>(c));
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    double sum = noise[k];
    for (Eigen::Index t = 0; t < width; ++t) sum += shared(static_cast<Eigen::Index>(k), t) * shared(static_cast<Eigen::Index>(k), t);
    out[k] = pivot[k] == n ? std::sqrt(sum) : std::max(std::sqrt(sum), sigma[k]);
  }
}

/// A node without residuals has an error of its own. `sigma`: one column.
INDUSTRIA_INLINE void Reconciler::Map::spread_by_walk(std::span<const double> sigma, std::span<double> out) const {
  const std::size_t n = tree.size();
  std::vector<double> noise(n, 0.0);
  std::vector<double> rows = errors.rows;
  for (std::size_t k = 0; k < n; ++k) {
    if (!(errors.deviation[k] > 0.0)) noise[k] = sigma[k] * sigma[k];
    for (std::size_t t = 0; t < errors.columns; ++t) rows[k * errors.columns + t] *= sigma[k];
  }
  detail::walk_variances(tree, plan.weights, noise, out);
  walk(plan, rows.data(), errors.columns);
  for (std::size_t k = 0; k < n; ++k) {
    double sum = std::max(0.0, out[k]);
    for (std::size_t t = 0; t < errors.columns; ++t) sum += rows[k * errors.columns + t] * rows[k * errors.columns + t];
    out[k] = std::sqrt(sum);
  }
}

INDUSTRIA_INLINE void Reconciler::spread(std::span<const double> reconciled, std::span<const double> sigma, std::span<double> out) const {
  const Map& map = *map_;
  const std::size_t n = map.tree.size();
  if (sigma.size() != out.size() || sigma.size() != reconciled.size() || (n == 0 ? !sigma.empty() : sigma.size() % n != 0)) {
    throw ShapeError("Reconciler::spread: reconciled has " + std::to_string(reconciled.size()) + " values, sigma " + std::to_string(sigma.size()) +
                     ", out " + std::to_string(out.size()) + ", expected as many of each, a multiple of the tree's " + std::to_string(n) + " nodes");
  }
  if (map.errors.periods == 0) {
    throw ValueError("Reconciler::spread: there are no residuals, expected History::residual: errors that go together need their correlation");
  }
  const bool shares = detail::is_top_down(map.options.method);
  const std::size_t columns = n == 0 ? 0 : sigma.size() / n;
  std::vector<double> deviation(n);
  std::vector<double> level(n);
  std::vector<double> column(n);
  for (std::size_t t = 0; t < columns; ++t) {
    for (std::size_t k = 0; k < n; ++k) {
      const double s = sigma[map.order[k] * columns + t];
      deviation[k] = is_missing(s) ? map.errors.deviation[k] : std::abs(s) / map.errors.scale;
      level[k] = reconciled[map.order[k] * columns + t];
    }
    shares ? map.spread_by_shares(level.data(), deviation, column) : map.spread_by_walk(deviation, column);
    for (std::size_t k = 0; k < n; ++k) out[map.order[k] * columns + t] = column[k] * map.errors.scale;
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
