// SPDX-License-Identifier: Apache-2.0
// What a reconciling map knows, and how it treats columns. Rows are in the order of the tree's levels.
#pragma once

#include <industria/hierarchy/reconcile.hpp>

#include <industria/detail/hierarchy_errors.hpp>
#include <industria/detail/hierarchy_walk.hpp>

#ifndef EIGEN_MPL2_ONLY
#define EIGEN_MPL2_ONLY
#endif
#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// a' b of matrices with equal many rows, summed in the order of the rows.
[[nodiscard]] inline RowMajor inner_products(const RowMajor& a, const RowMajor& b) {
  RowMajor sum = RowMajor::Zero(a.cols(), b.cols());
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    for (Eigen::Index s = 0; s < a.cols(); ++s) {
      const double x = a(i, s);
      for (Eigen::Index t = 0; t < b.cols(); ++t) sum(s, t) += x * b(i, t);
    }
  }
  return sum;
}

/// Weights of both walks and, for W = diag + U U', the innovations N of U with the factor of I + N'N.
struct ReconcilePlan {
  WalkWeights weights{};
  RowMajor innovations{};
  std::optional<Eigen::LLT<Eigen::MatrixXd>> factor{};
};

[[nodiscard]] constexpr bool is_top_down(ReconcileMethod method) noexcept {
  return method == ReconcileMethod::top_down_average_proportions || method == ReconcileMethod::top_down_proportions_of_averages ||
         method == ReconcileMethod::top_down_forecast_proportions || method == ReconcileMethod::middle_out;
}

}  // namespace detail

struct Reconciler::Map {
  ReconcileOptions options{};
  std::vector<std::size_t> order{};  ///< row k here is row order[k] of the caller
  detail::TreeShape tree{};
  detail::ErrorModel errors{};       ///< empty without residuals
  std::vector<double> own{};         ///< diagonal of W
  std::vector<double> shares{};      ///< top-down from history: of the root, 0 for parents
  detail::RowMajor common{};         ///< U of W = diag + U U'; empty: none
  detail::ReconcilePlan plan{};

  void arrange(const Tree& source);
  template <class Variance>
  void weigh_by(const Variance& variance);
  void choose_weights(std::span<const double> variance);
  [[nodiscard]] detail::ReconcilePlan make_plan(std::vector<double> variances, std::vector<char> cut) const;
  void move_target(const detail::WalkWeights& w, const std::vector<char>& held, std::span<const double> y, std::vector<double>& target) const;
  void walk(const detail::ReconcilePlan& p, double* rows, std::size_t columns) const;
  void walk_with_gaps(double* column) const;
  void split(double* rows, std::size_t columns) const;
  [[nodiscard]] std::vector<double> history_shares(std::span<const double> actual, std::size_t periods) const;
  [[nodiscard]] bool is_pivot(std::size_t k) const noexcept;
  void spread_by_shares(const double* reconciled, std::span<const double> sigma, std::span<double> out) const;
  void spread_by_walk(std::span<const double> sigma, std::span<double> out) const;
};

INDUSTRIA_INLINE detail::ReconcilePlan Reconciler::Map::make_plan(std::vector<double> variances, std::vector<char> cut) const {
  detail::ReconcilePlan p;
  p.weights.own = std::move(variances);
  p.weights.cut = std::move(cut);
  detail::weigh(tree, p.weights);
  if (common.size() == 0) return p;
  detail::RowMajor rows = common;
  const auto periods = static_cast<std::size_t>(common.cols());
  p.innovations.resize(static_cast<Eigen::Index>(tree.parents.size()), common.cols());
  detail::walk_up(tree, p.weights, rows.data(), periods, p.innovations.data());
  std::vector<double> gram(periods * periods, 0.0);
  detail::add_inner_products(p.innovations.data(), tree.parents.size(), periods, gram.data());
  Eigen::MatrixXd m = Eigen::Map<const detail::RowMajor>(gram.data(), common.cols(), common.cols()).transpose();  // the lower half is read
  m.diagonal().array() += 1.0;
  p.factor.emplace(m);
  return p;
}

/// Both walks in place; with common errors, first what they explain is taken off.
INDUSTRIA_INLINE void Reconciler::Map::walk(const detail::ReconcilePlan& p, double* rows, std::size_t columns) const {
  if (common.size() != 0) {
    const auto width = static_cast<Eigen::Index>(columns);
    std::vector<double> up(rows, rows + tree.size() * columns);
    detail::RowMajor news(p.innovations.rows(), width);
    detail::walk_up(tree, p.weights, up.data(), columns, news.data());
    const Eigen::MatrixXd w = p.factor->solve(Eigen::MatrixXd(detail::inner_products(p.innovations, news)));
    for (std::size_t k = 0; k < tree.size(); ++k) {
      const double* u = common.data() + static_cast<Eigen::Index>(k) * common.cols();
      for (Eigen::Index j = 0; j < width; ++j) {
        double part = 0.0;
        for (Eigen::Index t = 0; t < common.cols(); ++t) part += u[t] * w(t, j);
        rows[k * columns + static_cast<std::size_t>(j)] -= part;
      }
    }
  }
  detail::walk_up(tree, p.weights, rows, columns, nullptr);
  detail::walk_down(tree, p.weights, rows, columns);
  detail::sum_up(tree, rows, columns);
}

/// y less the errors common to all nodes, given that some leaves are held at 0: each of them is then one more figure that
/// tells of the common errors, by its distance from 0.
INDUSTRIA_INLINE void Reconciler::Map::move_target(const detail::WalkWeights& w, const std::vector<char>& held, std::span<const double> y,
                                                   std::vector<double>& target) const {
  if (common.size() == 0) return;
  const auto periods = static_cast<std::size_t>(common.cols());
  detail::RowMajor rows = common;
  std::vector<double> column(y.begin(), y.end());
  std::vector<std::size_t> fixed;
  for (std::size_t k = 0; k < tree.size(); ++k) {
    if (held[k] != 0) fixed.push_back(k);
    if (held[k] == 0 && !w.is_cut(k)) continue;
    rows.row(static_cast<Eigen::Index>(k)).setZero();
    column[k] = 0.0;
  }
  const std::size_t parents = tree.parents.size();
  detail::RowMajor news(static_cast<Eigen::Index>(parents + fixed.size()), common.cols());
  detail::RowMajor own_news(news.rows(), 1);
  detail::walk_up(tree, w, rows.data(), periods, news.data());
  detail::walk_up(tree, w, column.data(), 1, own_news.data());
  for (std::size_t j = 0; j < fixed.size(); ++j) {
    const double deviation = std::sqrt(own[fixed[j]]);
    const auto at = static_cast<Eigen::Index>(parents + j);
    news.row(at) = common.row(static_cast<Eigen::Index>(fixed[j])) / deviation;
    own_news(at, 0) = y[fixed[j]] / deviation;
  }
  std::vector<double> gram(periods * periods, 0.0);
  detail::add_inner_products(news.data(), parents + fixed.size(), periods, gram.data());
  Eigen::MatrixXd m = Eigen::Map<const detail::RowMajor>(gram.data(), common.cols(), common.cols()).transpose();
  m.diagonal().array() += 1.0;
  const Eigen::VectorXd f = m.llt().solve(Eigen::MatrixXd(detail::inner_products(news, own_news))).col(0);
  for (std::size_t k = 0; k < tree.size(); ++k) {
    double part = 0.0;
    for (Eigen::Index t = 0; t < common.cols(); ++t) part += common(static_cast<Eigen::Index>(k), t) * f(t);
    target[k] = y[k] - part;
  }
}

/// One column with missing figures: a parent's tells nothing, a leaf's cuts it and all above off.
INDUSTRIA_INLINE void Reconciler::Map::walk_with_gaps(double* column) const {
  std::vector<double> variances = own;
  std::vector<char> cut(tree.size(), 0);
  for (std::size_t k = tree.size(); k-- > 0;) {
    const bool lost = is_missing(column[k]);
    if (lost && tree.is_leaf(k)) cut[k] = 1;
    if (lost && !tree.is_leaf(k)) {
      variances[k] = std::numeric_limits<double>::infinity();
      column[k] = 0.0;
    }
    if (cut[k] != 0 && tree.parent[k] != detail::not_a_parent) cut[tree.parent[k]] = 1;
  }
  // Cut leaves hold 0 during the walk, since they may carry common errors of their own.
  for (std::size_t k = 0; k < tree.size(); ++k) {
    if (cut[k] != 0) column[k] = 0.0;
  }
  const detail::ReconcilePlan p = make_plan(std::move(variances), cut);
  walk(p, column, 1);
  for (std::size_t k = 0; k < tree.size(); ++k) {
    if (cut[k] != 0) column[k] = missing;
  }
}

/// A node whose forecast stays in the top-down family.
INDUSTRIA_INLINE bool Reconciler::Map::is_pivot(std::size_t k) const noexcept {
  const std::size_t level = options.method == ReconcileMethod::middle_out ? options.middle_level : 0;
  return tree.depth[k] == level || (tree.depth[k] < level && tree.is_leaf(k));
}

INDUSTRIA_INLINE void Reconciler::Map::split(double* rows, std::size_t columns) const {
  const std::size_t level = options.method == ReconcileMethod::middle_out ? options.middle_level : 0;
  const auto usable = [this](double x) { return options.nonnegative && x < 0.0 ? 0.0 : x; };
  for (std::size_t i = 0; i < tree.size() * columns; ++i) rows[i] = usable(rows[i]);
  std::vector<double> sum(columns);
  if (!shares.empty()) {
    std::vector<std::size_t> root(tree.size());
    for (std::size_t k = 0; k < tree.size(); ++k) {
      root[k] = tree.parent[k] == detail::not_a_parent ? k : root[tree.parent[k]];
      if (!tree.is_leaf(k) || root[k] == k) continue;
      for (std::size_t t = 0; t < columns; ++t) rows[k * columns + t] = shares[k] * rows[root[k] * columns + t];
    }
  } else {
    for (const std::size_t p : tree.parents) {
      if (tree.depth[p] < level) continue;
      detail::sum_children(tree, p, rows, columns, sum.data());
      const auto children = static_cast<double>(tree.first_child[p + 1] - tree.first_child[p]);
      for (std::size_t c = tree.first_child[p]; c < tree.first_child[p + 1]; ++c) {
        for (std::size_t t = 0; t < columns; ++t) {
          double& x = rows[c * columns + t];
          x = rows[p * columns + t] * (sum[t] == 0.0 ? 1.0 / children : x / sum[t]);
        }
      }
    }
  }
  detail::sum_up(tree, rows, columns);
}

/// Share of each leaf in its root; they add up to one below each root. A leaf without a usable period has none (missing).
INDUSTRIA_INLINE std::vector<double> Reconciler::Map::history_shares(std::span<const double> actual, std::size_t periods) const {
  const std::size_t n = tree.size();
  const bool of_averages = options.method == ReconcileMethod::top_down_proportions_of_averages;
  std::vector<double> result(n, 0.0);
  std::vector<double> total(n, 0.0);
  std::vector<std::size_t> root(n);
  for (std::size_t k = 0; k < n; ++k) {
    root[k] = tree.parent[k] == detail::not_a_parent ? k : root[tree.parent[k]];
    if (!tree.is_leaf(k)) continue;
    const double* leaf = actual.data() + order[k] * periods;
    const double* top = actual.data() + order[root[k]] * periods;
    double above = 0.0;
    double below = 0.0;
    for (std::size_t t = 0; t < periods; ++t) {
      if (is_missing(leaf[t]) || is_missing(top[t]) || (!of_averages && top[t] == 0.0)) continue;
      above += of_averages ? leaf[t] : leaf[t] / top[t];
      below += of_averages ? top[t] : 1.0;
    }
    result[k] = below == 0.0 ? missing : above / below;
    if (options.nonnegative && result[k] < 0.0) result[k] = 0.0;
    if (!is_missing(result[k])) total[root[k]] += result[k];
  }
  for (std::size_t k = 0; k < n; ++k) {
    if (tree.is_leaf(k) && total[root[k]] != 0.0) result[k] /= total[root[k]];
  }
  return result;
}

/// W's diagonal. A series without any error holds its forecast, but not against another such series: its deviation counts as
/// 1e-12 of the largest.
template <class Variance>
void Reconciler::Map::weigh_by(const Variance& variance) {
  own.resize(tree.size());
  double largest = 0.0;
  for (std::size_t k = 0; k < own.size(); ++k) {
    own[k] = variance(k);
    if (!std::isinf(own[k])) largest = std::max(largest, own[k]);
  }
  const double least = largest > 0.0 ? 1e-24 * largest : 1.0;
  for (double& v : own) v = std::max(v, least);
}

INDUSTRIA_INLINE void Reconciler::Map::choose_weights(std::span<const double> variance) {
  const std::size_t n = tree.size();
  switch (options.method) {
    case ReconcileMethod::bottom_up: return weigh_by([this](std::size_t k) { return tree.is_leaf(k) ? 1.0 : std::numeric_limits<double>::infinity(); });
    case ReconcileMethod::mint_ols: return weigh_by([](std::size_t) { return 1.0; });
    case ReconcileMethod::mint_struct: {
      std::vector<double> leaves(n, 0.0);
      for (std::size_t k = n; k-- > 0;) {
        if (tree.is_leaf(k)) leaves[k] = 1.0;
        if (tree.parent[k] != detail::not_a_parent) leaves[tree.parent[k]] += leaves[k];
      }
      return weigh_by([&](std::size_t k) { return leaves[k]; });
    }
    case ReconcileMethod::mint_variance:
      return weigh_by([&](std::size_t k) { return variance.empty() ? errors.deviation[k] * errors.deviation[k] : variance[order[k]]; });
    case ReconcileMethod::mint_shrink:
      // Without any diagonal W has no inverse: a weight below 1e-8 counts as 1e-8.
      weigh_by([this](std::size_t k) { return std::max(errors.shrinkage, 1e-8) * errors.deviation[k] * errors.deviation[k]; });
      if (!(errors.shrinkage < 1.0)) return;
      common = Eigen::Map<const detail::RowMajor>(errors.rows.data(), static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(errors.columns));
      for (std::size_t k = 0; k < n; ++k) common.row(static_cast<Eigen::Index>(k)) *= std::sqrt(1.0 - errors.shrinkage) * errors.deviation[k];
      return;
    default: return;  // the top-down family has shares instead
  }
}

INDUSTRIA_INLINE void Reconciler::Map::arrange(const Tree& source) {
  order.assign(source.by_level().begin(), source.by_level().end());
  tree.first_child.assign(source.first_child().begin(), source.first_child().end());
  tree.parent.assign(order.size(), detail::not_a_parent);
  for (std::size_t k = 0; k < order.size(); ++k) {
    tree.depth.push_back(source.depth(order[k]));
    if (!tree.is_leaf(k)) tree.parents.push_back(k);
    for (std::size_t c = tree.first_child[k]; c < tree.first_child[k + 1]; ++c) tree.parent[c] = k;
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
