// SPDX-License-Identifier: Apache-2.0
// The two walks over a tree that solve a weighted least squares problem without a matrix. Rows are in the order of
// Tree::by_level(), so that the children of a node lie side by side; every sum goes over them in this order.
#pragma once

#include <industria/base/missing.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr std::size_t not_a_parent = static_cast<std::size_t>(-1);

/// The tree as index ranges: children of k are [first_child[k], first_child[k + 1]).
struct TreeShape {
  std::vector<std::size_t> first_child{};
  std::vector<std::size_t> parent{};          ///< not_a_parent for roots
  std::vector<std::size_t> parents{};         ///< the nodes with children, in order
  std::vector<std::size_t> depth{};
  [[nodiscard]] std::size_t size() const noexcept { return parent.size(); }
  [[nodiscard]] bool is_leaf(std::size_t k) const noexcept { return first_child[k] == first_child[k + 1]; }
};

/// Weights of one problem. `own[k]` is the variance of node k's own figure: infinity where it says nothing, 0 where the node is held
/// at its figure. `below[k]`: variance of the sum of the children's estimates; `joint[k]`: of node k from itself and all below.
struct WalkWeights {
  std::vector<double> own{};
  std::vector<double> below{};
  std::vector<double> joint{};
  std::vector<char> cut{};  ///< a parent whose sum is unknown: not tied to its children, which count as roots. Empty: none

  [[nodiscard]] bool is_cut(std::size_t k) const noexcept { return !cut.empty() && cut[k] != 0; }
  /// Weight of the own figure against the sum of the children.
  [[nodiscard]] double own_weight(std::size_t k) const noexcept {
    if (std::isinf(own[k]) || below[k] == 0.0) return 0.0;
    return below[k] / (own[k] + below[k]);
  }
};

inline void weigh(const TreeShape& tree, WalkWeights& w) {
  const std::size_t n = tree.size();
  w.below.assign(n, 0.0);
  w.joint = w.own;
  for (std::size_t i = tree.parents.size(); i-- > 0;) {
    const std::size_t p = tree.parents[i];
    if (w.is_cut(p)) continue;
    double sum = 0.0;
    for (std::size_t c = tree.first_child[p]; c < tree.first_child[p + 1]; ++c) sum += w.joint[c];
    w.below[p] = sum;
    w.joint[p] = std::isinf(w.own[p]) ? sum : w.own_weight(p) * w.own[p];  // the parallel sum of both variances
  }
}

inline void sum_children(const TreeShape& tree, std::size_t p, const double* rows, std::size_t columns, double* sum) {
  const double* row = rows + tree.first_child[p] * columns;
  for (std::size_t t = 0; t < columns; ++t) sum[t] = row[t];
  for (std::size_t c = tree.first_child[p] + 1; c < tree.first_child[p + 1]; ++c) {
    row += columns;
    for (std::size_t t = 0; t < columns; ++t) sum[t] += row[t];
  }
}

/// From the leaves up: each row becomes the node's best estimate from itself and all below. `innovations`, if not null, has a
/// row per parent: (own figure - sum of the children's estimates) / its standard deviation, 0 where the two are not tied.
inline void walk_up(const TreeShape& tree, const WalkWeights& w, double* rows, std::size_t columns, double* innovations) {
  std::vector<double> sum(columns);
  for (std::size_t i = tree.parents.size(); i-- > 0;) {
    const std::size_t p = tree.parents[i];
    double* row = rows + p * columns;
    double* news = innovations == nullptr ? nullptr : innovations + i * columns;
    const bool tied = !w.is_cut(p) && !std::isinf(w.own[p]);
    if (news != nullptr) {
      for (std::size_t t = 0; t < columns; ++t) news[t] = 0.0;
    }
    if (w.is_cut(p)) continue;
    sum_children(tree, p, rows, columns, sum.data());
    if (tied && news != nullptr) {
      const double deviation = std::sqrt(w.own[p] + w.below[p]);
      for (std::size_t t = 0; t < columns; ++t) news[t] = (row[t] - sum[t]) / deviation;
    }
    const double a = w.own_weight(p);
    if (a == 0.0) {
      for (std::size_t t = 0; t < columns; ++t) row[t] = sum[t];
    } else {
      for (std::size_t t = 0; t < columns; ++t) row[t] = sum[t] + a * (row[t] - sum[t]);
    }
  }
}

/// From the roots down: what a parent has more than the sum of its children's estimates goes to them by their variances.
inline void walk_down(const TreeShape& tree, const WalkWeights& w, double* rows, std::size_t columns) {
  std::vector<double> rest(columns);
  for (const std::size_t p : tree.parents) {
    if (w.is_cut(p) || w.below[p] == 0.0) continue;
    const double* row = rows + p * columns;
    sum_children(tree, p, rows, columns, rest.data());
    for (std::size_t t = 0; t < columns; ++t) rest[t] = row[t] - rest[t];
    for (std::size_t c = tree.first_child[p]; c < tree.first_child[p + 1]; ++c) {
      double* child = rows + c * columns;
      const double share = w.joint[c] / w.below[p];
      for (std::size_t t = 0; t < columns; ++t) child[t] += share * rest[t];
    }
  }
}

/// Parents become the sums of their children, so that they add up to the last bit.
inline void sum_up(const TreeShape& tree, double* rows, std::size_t columns) {
  for (std::size_t i = tree.parents.size(); i-- > 0;) sum_children(tree, tree.parents[i], rows, columns, rows + tree.parents[i] * columns);
}

/// Variances of the result of both walks if the own figures have independent errors of variance `noise`, whatever the weights are.
/// A node's result is b m + rest, where m is its estimate from below and rest does not depend on anything below.
inline void walk_variances(const TreeShape& tree, const WalkWeights& w, std::span<const double> noise, std::span<double> out) {
  const std::size_t n = tree.size();
  std::vector<double> estimate(noise.begin(), noise.end());
  std::vector<double> sum(n, 0.0);
  for (std::size_t i = tree.parents.size(); i-- > 0;) {
    const std::size_t p = tree.parents[i];
    for (std::size_t c = tree.first_child[p]; c < tree.first_child[p + 1]; ++c) sum[p] += estimate[c];
    const double a = w.own_weight(p);
    estimate[p] = (a == 0.0 ? 0.0 : a * a * noise[p]) + (1.0 - a) * (1.0 - a) * sum[p];
  }
  std::vector<double> b(n, 1.0);
  std::vector<double> rest(n, 0.0);
  for (const std::size_t p : tree.parents) {
    if (w.below[p] == 0.0) continue;
    const double a = w.own_weight(p);
    const double on_own = b[p] * a;
    const double on_sum = 1.0 - b[p] * (1.0 - a);
    for (std::size_t c = tree.first_child[p]; c < tree.first_child[p + 1]; ++c) {
      const double share = w.joint[c] / w.below[p];
      b[c] = 1.0 - share * on_sum;
      const double others = std::max(0.0, sum[p] - estimate[c]);
      rest[c] = share * share * ((on_own == 0.0 ? 0.0 : on_own * on_own * noise[p]) + on_sum * on_sum * others + rest[p]);
    }
  }
  for (std::size_t k = 0; k < n; ++k) out[k] = b[k] * b[k] * estimate[k] + rest[k];
}

/// The nearest tree of sums without a negative leaf: min sum (x - y)^2 / own, by block pivoting (Kim and Park 2011) on the leaves held
/// at 0. `y` must add up; it becomes x, exactly >= 0. Missing nodes stay missing and tie nothing. `retarget(weights, held, target)` is
/// called in each round and may move what x comes near to (by the errors that all nodes have in common).
template <class Retarget>
void make_nonnegative(const TreeShape& tree, const std::vector<double>& own, std::span<double> y, const Retarget& retarget) {
  const std::size_t n = tree.size();
  WalkWeights w{.own = own};
  w.cut.resize(n);
  std::vector<double> target(y.begin(), y.end());
  double largest = 0.0;
  for (std::size_t k = 0; k < n; ++k) {
    w.cut[k] = static_cast<char>(is_missing(y[k]));
    if (w.cut[k] == 0) largest = std::max(largest, std::abs(y[k]));
  }
  std::vector<double> x(n);
  std::vector<double> slope(n);
  std::vector<char> held(n, 0);
  std::size_t fewest = n + 1;
  int patience = 3;
  for (std::size_t round = 0; round < 100 + 2 * n; ++round) {
    for (std::size_t k = 0; k < n; ++k) w.own[k] = held[k] != 0 ? 0.0 : own[k];
    weigh(tree, w);
    retarget(w, held, target);
    for (std::size_t k = 0; k < n; ++k) x[k] = held[k] != 0 ? 0.0 : target[k];
    walk_up(tree, w, x.data(), 1, nullptr);
    walk_down(tree, w, x.data(), 1);
    sum_up(tree, x.data(), 1);
    std::size_t wrong = 0;
    std::size_t last = 0;
    std::vector<char> flip(n, 0);
    for (std::size_t k = 0; k < n; ++k) {
      const double above = tree.parent[k] == not_a_parent ? 0.0 : slope[tree.parent[k]];
      slope[k] = w.is_cut(k) ? 0.0 : above + (std::isinf(own[k]) ? 0.0 : (x[k] - target[k]) / own[k]);
      if (!tree.is_leaf(k) || w.is_cut(k)) continue;
      // A leaf held at 0 is let go if the distance falls when it rises; roundings of the largest figure do not count.
      const bool bad = held[k] != 0 ? slope[k] * own[k] < -1e-13 * largest : x[k] < 0.0;
      if (!bad) continue;
      flip[k] = 1;
      last = k;
      ++wrong;
    }
    if (wrong == 0) break;
    if (wrong < fewest) {
      fewest = wrong;
      patience = 3;
    } else if (patience > 0) {
      --patience;
    } else {  // one at a time: this cannot go on for ever
      std::fill(flip.begin(), flip.end(), char{0});
      flip[last] = 1;
    }
    for (std::size_t k = 0; k < n; ++k) held[k] = static_cast<char>(held[k] ^ flip[k]);
  }
  for (std::size_t k = 0; k < n; ++k) {
    if (tree.is_leaf(k) && !w.is_cut(k)) y[k] = x[k] > 0.0 ? x[k] : 0.0;
  }
  sum_up(tree, y.data(), 1);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
