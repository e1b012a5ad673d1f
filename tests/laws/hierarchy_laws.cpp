// SPDX-License-Identifier: Apache-2.0
// Laws of reconciliation (P39 to P42) on random trees, and the walks against the textbook's dense matrices.
#include "random_series.hpp"

#include <industria/hierarchy/reconcile.hpp>

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace industria;

namespace hierarchy_laws {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
constexpr std::size_t past = 14;
constexpr std::size_t steps = 3;

/// A random tree with residuals that go together and base forecasts that do not add up.
struct Case {
  Tree tree;
  std::vector<double> residual;
  std::vector<double> actual;
  std::vector<double> base;
  Rows sums;  ///< the summing matrix, one column per leaf

  explicit Case(laws::Random& random, int most = 25) {
    const int n = random.whole(2, most);
    std::vector<std::string> ids;
    std::vector<std::ptrdiff_t> parents;
    for (int i = 0; i < n; ++i) {
      ids.push_back("s" + std::to_string(i));
      parents.push_back(i == 0 ? -1 : random.whole(std::max(0, i - 6), i - 1));
    }
    tree = Tree::from_parents(ids, parents);
    std::vector<double> common(past);
    for (double& x : common) x = random.uniform(-1, 1);
    for (int i = 0; i < n; ++i) {
      const double size = std::pow(10.0, random.uniform(-1, 1));
      const double tie = random.uniform(-1, 1);
      for (std::size_t t = 0; t < past; ++t) residual.push_back(size * (tie * common[t] + random.uniform(-1, 1)));
      for (std::size_t t = 0; t < past; ++t) actual.push_back(random.uniform(1, 10));
      for (std::size_t h = 0; h < steps; ++h) base.push_back(random.uniform(-5, 20));
    }
    sums = Rows::Zero(n, static_cast<Eigen::Index>(tree.leaf_count()));
    Eigen::Index column = 0;
    for (std::size_t i = 0; i < tree.size(); ++i) {
      if (!tree.is_leaf(i)) continue;
      for (auto at = static_cast<std::ptrdiff_t>(i); at >= 0; at = tree.parent(static_cast<std::size_t>(at))) sums(at, column) = 1.0;
      ++column;
    }
  }
  [[nodiscard]] Reconciler map(ReconcileMethod method, bool nonnegative = false) const {
    return Reconciler(tree, {.actual = actual, .residual = residual}, {.method = method, .nonnegative = nonnegative});
  }
  [[nodiscard]] Rows covariance(const Reconciler& r) const {
    Rows w(sums.rows(), sums.rows());
    for (Eigen::Index i = 0; i < w.rows(); ++i) {
      for (Eigen::Index j = 0; j < w.cols(); ++j) w(i, j) = r.covariance(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
    }
    return w;
  }
  /// S (S' W^-1 S)^-1 S' W^-1, as the papers write it.
  [[nodiscard]] Rows dense_map(const Rows& w) const {
    const Rows inverse = w.inverse();
    return sums * (sums.transpose() * inverse * sums).inverse() * sums.transpose() * inverse;
  }
};

std::vector<double> applied(const Reconciler& map, std::vector<double> base) {
  map.apply(base, base);
  return base;
}
Eigen::Map<const Rows> matrix(const std::vector<double>& v, std::size_t rows) {
  return {v.data(), static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(v.size() / rows)};
}
double largest(const std::vector<double>& v) {
  return std::accumulate(v.begin(), v.end(), 0.0, [](double m, double x) { return std::max(m, std::abs(x)); });
}

using enum ReconcileMethod;
constexpr ReconcileMethod all_methods[] = {bottom_up, top_down_average_proportions, top_down_proportions_of_averages, top_down_forecast_proportions,
                                           middle_out, mint_ols, mint_struct, mint_variance, mint_shrink};
constexpr ReconcileMethod linear_methods[] = {bottom_up, mint_ols, mint_struct, mint_variance, mint_shrink};

TEST(HierarchyLaws, every_method_adds_up) {  // P39
  laws::Random random(39);
  for (int i = 0; i < 200; ++i) {
    const Case c(random);
    for (const ReconcileMethod method : all_methods) {
      const auto y = applied(c.map(method), c.base);
      for (std::size_t p = 0; p < c.tree.size(); ++p) {
        if (c.tree.is_leaf(p)) continue;
        for (std::size_t h = 0; h < steps; ++h) {
          double sum = 0.0;
          for (const std::size_t k : c.tree.children(p)) sum += y[k * steps + h];
          EXPECT_EQ(y[p * steps + h], sum) << name(method);  // the same order of sums: not a bit less
        }
      }
    }
  }
}

TEST(HierarchyLaws, coherent_forecasts_stay_and_twice_is_once) {  // P40, P41
  laws::Random random(40);
  for (int i = 0; i < 200; ++i) {
    const Case c(random);
    for (const ReconcileMethod method : linear_methods) {
      const Reconciler map = c.map(method);
      const auto once = applied(map, c.base);
      const auto twice = applied(map, once);
      for (std::size_t k = 0; k < once.size(); ++k) EXPECT_NEAR(twice[k], once[k], 1e-9 * largest(once)) << name(method);
    }
  }
}

TEST(HierarchyLaws, walks_solve_the_dense_problem) {
  laws::Random random(401);
  for (int i = 0; i < 200; ++i) {
    const Case c(random);
    const Reconciler shrink = c.map(mint_shrink);
    const Rows w = c.covariance(shrink);
    const auto expect = [&](const Reconciler& map, const Rows& weights) {
      const auto y = applied(map, c.base);
      const Rows expected = c.dense_map(weights) * matrix(c.base, c.tree.size());
      // The dense inverse loses what its condition says; 1e-8 of the largest forecast covers it on these trees.
      EXPECT_LE((matrix(y, c.tree.size()) - expected).cwiseAbs().maxCoeff(), 1e-8 * largest(c.base));
    };
    expect(shrink, w);
    expect(c.map(mint_variance), w.diagonal().asDiagonal());
    expect(c.map(mint_ols), Rows::Identity(w.rows(), w.cols()));
    expect(c.map(mint_struct), c.sums.rowwise().sum().asDiagonal());
  }
}

TEST(HierarchyLaws, spread_is_the_diagonal_of_the_mapped_covariance) {
  laws::Random random(402);
  for (int i = 0; i < 100; ++i) {
    const Case c(random);
    for (const ReconcileMethod method : linear_methods) {
      const Reconciler map = c.map(method);
      const std::size_t n = c.tree.size();
      std::vector<double> unit(n * n, 0.0);
      for (std::size_t k = 0; k < n; ++k) unit[k * n + k] = 1.0;
      const std::vector<double> p = applied(map, unit);  // the map's own matrix, column by column
      std::vector<double> sigma(n);
      for (double& s : sigma) s = random.uniform(0.1, 4.0);
      const Rows w = matrix(c.residual, n) * matrix(c.residual, n).transpose();
      Rows scaled = w;
      for (Eigen::Index a = 0; a < w.rows(); ++a) {
        for (Eigen::Index b = 0; b < w.cols(); ++b) {
          scaled(a, b) *= sigma[static_cast<std::size_t>(a)] * sigma[static_cast<std::size_t>(b)] / std::sqrt(w(a, a) * w(b, b));
        }
      }
      const Rows mapped = matrix(p, n) * scaled * matrix(p, n).transpose();
      std::vector<double> out(n);
      map.spread(sigma, sigma, out);
      for (std::size_t k = 0; k < n; ++k) {
        const auto at = static_cast<Eigen::Index>(k);
        EXPECT_NEAR(out[k] * out[k], mapped(at, at), 1e-9 * scaled.diagonal().maxCoeff()) << name(method);  // cancellation in P
      }
    }
  }
}

TEST(HierarchyLaws, minimum_trace_is_never_above_bottom_up) {  // P42
  laws::Random random(42);
  for (int i = 0; i < 200; ++i) {
    const Case c(random);
    const std::size_t n = c.tree.size();
    std::vector<double> unit(n * n, 0.0);
    for (std::size_t k = 0; k < n; ++k) unit[k * n + k] = 1.0;
    const Rows w = c.covariance(c.map(mint_shrink));
    const auto trace = [&](ReconcileMethod method) {
      const std::vector<double> p = applied(c.map(method), unit);  // the map's own matrix, column by column
      return (matrix(p, n) * w * matrix(p, n).transpose()).trace();
    };
    EXPECT_LE(trace(mint_shrink), trace(bottom_up) * (1.0 + 1e-10));
    EXPECT_LE(trace(mint_shrink), trace(mint_variance) * (1.0 + 1e-10));
    EXPECT_LE(trace(mint_shrink), trace(mint_ols) * (1.0 + 1e-10));
  }
}

TEST(HierarchyLaws, nonnegative_forecasts_are_exactly_so_and_add_up) {
  laws::Random random(421);
  for (int i = 0; i < 200; ++i) {
    const Case c(random);
    for (const ReconcileMethod method : all_methods) {
      const auto y = applied(c.map(method, true), c.base);
      for (std::size_t p = 0; p < c.tree.size(); ++p) {
        for (std::size_t h = 0; h < steps; ++h) {
          EXPECT_GE(y[p * steps + h], 0.0) << name(method);
          EXPECT_FALSE(std::signbit(y[p * steps + h]));
          double sum = 0.0;
          for (const std::size_t k : c.tree.children(p)) sum += y[k * steps + h];
          if (c.tree.is_leaf(p)) continue;
          EXPECT_EQ(y[p * steps + h], sum) << name(method);
        }
      }
    }
  }
}

TEST(HierarchyLaws, nonnegative_forecasts_are_the_minimum_under_their_condition) {
  laws::Random random(422);
  for (int i = 0; i < 200; ++i) {
    const Case c(random);
    for (const ReconcileMethod method : {mint_struct, mint_variance, mint_shrink}) {
      const Reconciler map = c.map(method, true);
      const auto y = applied(map, c.base);
      Rows w = c.covariance(map);
      if (method == mint_variance) w = Rows(w.diagonal().asDiagonal());
      if (method == mint_struct) w = Rows(c.sums.rowwise().sum().asDiagonal());
      // Karush-Kuhn-Tucker: the slope of each leaf is 0 where it is above 0, and not below 0 where it is 0.
      const Rows slope = c.sums.transpose() * w.inverse() * (matrix(y, c.tree.size()) - matrix(c.base, c.tree.size()));
      const double rounding = 1e-9 * largest(c.base) / w.diagonal().minCoeff();  // the dense inverse's
      Eigen::Index leaf = 0;
      for (std::size_t k = 0; k < c.tree.size(); ++k) {
        if (!c.tree.is_leaf(k)) continue;
        for (std::size_t h = 0; h < steps; ++h) {
          EXPECT_GE(slope(leaf, static_cast<Eigen::Index>(h)), -rounding) << name(method);
          if (y[k * steps + h] > 0.0) {
            EXPECT_LE(slope(leaf, static_cast<Eigen::Index>(h)), rounding) << name(method);
          }
        }
        ++leaf;
      }
    }
  }
}

TEST(HierarchyLaws, order_of_nodes_and_company_of_columns_change_no_bit) {
  laws::Random random(7);
  for (int i = 0; i < 100; ++i) {
    const Case c(random);
    const std::size_t n = c.tree.size();
    std::vector<std::size_t> shuffled(n);
    std::iota(shuffled.begin(), shuffled.end(), std::size_t{0});
    for (std::size_t k = n; k > 1; --k) std::swap(shuffled[k - 1], shuffled[random.next() % k]);
    std::vector<TreeNode> nodes;
    std::vector<double> residual;
    std::vector<double> actual;
    std::vector<double> base;
    for (const std::size_t k : shuffled) {
      nodes.push_back(c.tree.node(k));
      for (std::size_t t = 0; t < past; ++t) residual.push_back(c.residual[k * past + t]);
      for (std::size_t t = 0; t < past; ++t) actual.push_back(c.actual[k * past + t]);
      base.push_back(c.base[k * steps + 1]);  // one column alone
    }
    for (const ReconcileMethod method : all_methods) {
      const auto together = applied(c.map(method), c.base);
      const auto alone = applied(Reconciler(Tree(nodes), {.actual = actual, .residual = residual}, {.method = method}), base);
      for (std::size_t k = 0; k < n; ++k) EXPECT_EQ(alone[k], together[shuffled[k] * steps + 1]) << name(method);
    }
  }
}

TEST(HierarchyLaws, threads_change_no_bit) {  // P10
  laws::Random random(10);
  for (int i = 0; i < 20; ++i) {
    const Case c(random);
    const History history{.residual = c.residual};
    const auto one = applied(Reconciler(c.tree, history, {.nonnegative = true}), c.base);
    EXPECT_EQ(applied(Reconciler(c.tree, history, {.nonnegative = true, .n_threads = 3}), c.base), one);
  }
}

TEST(HierarchyLaws, a_power_of_two_scales_every_bit) {  // P01
  laws::Random random(1);
  for (const int power : {-400, -3, 5, 400}) {
    Case c(random);
    for (const ReconcileMethod method : all_methods) {
      auto expected = applied(c.map(method), c.base);
      Case scaled = c;
      for (auto* values : {&scaled.residual, &scaled.actual, &scaled.base, &expected}) {
        for (double& x : *values) x = std::ldexp(x, power);
      }
      EXPECT_EQ(applied(scaled.map(method), scaled.base), expected) << name(method);
    }
  }
}

}  // namespace hierarchy_laws
