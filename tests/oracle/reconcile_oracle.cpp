// SPDX-License-Identifier: Apache-2.0
// Reconciled forecasts against the stated definitions in 40 digits and against R's hts package.
#include <industria/hierarchy/reconcile.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

namespace reconcile_oracle {

using namespace industria;
using nlohmann::json;

json oracle(const std::string& name) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/reconcile_" + name + ".json");
  return json::parse(file);
}

/// The tree of a summing matrix: a node's parent is the smallest set of leaves that holds its own.
Tree tree_of(const json& s) {
  std::vector<TreeNode> nodes;
  for (std::size_t i = 0; i < s.size(); ++i) nodes.push_back({.id = "n" + std::to_string(i)});
  const auto leaves = [&](std::size_t i) { return std::vector<int>(s[i]); };
  const auto count = [](const std::vector<int>& row) { return std::count(row.begin(), row.end(), 1); };
  for (std::size_t i = 1; i < s.size(); ++i) {
    std::size_t best = 0;
    for (std::size_t j = 0; j < s.size(); ++j) {
      const auto a = leaves(i);
      const auto b = leaves(j);
      bool inside = count(b) > count(a);
      for (std::size_t k = 0; k < a.size(); ++k) inside = inside && b[k] >= a[k];
      if (inside && count(b) < count(leaves(best))) best = j;
    }
    nodes[i].parent = nodes[best].id;
  }
  return Tree(std::move(nodes));
}

void expect_close(const std::vector<double>& actual, const std::vector<double>& expected, double relative, const std::string& what) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], expected[i], relative * std::abs(expected[i])) << what << " " << i;
}

std::vector<double> applied(const Reconciler& map, std::vector<double> base) {
  map.apply(base, base);
  return base;
}

TEST(ReconcileOracle, small_tree_agrees_with_40_digit_arithmetic) {
  const json o = oracle("small");
  const Tree tree = tree_of(o["S"]);
  const double relative = o["tolerance"]["rel"];
  using enum ReconcileMethod;
  for (const auto& [key, method] : {std::pair{"bottom_up", bottom_up}, {"ols", mint_ols}, {"wls_struct", mint_struct}}) {
    expect_close(applied(Reconciler(tree, {}, {.method = method}), o["base"]), o[key], relative, key);
  }
}

TEST(ReconcileOracle, stated_variances_are_weights) {
  const json o = oracle("small");
  // The file does not print its variances. Its figures follow from parents with four times the variance of leaves, whatever the root's is.
  for (const double root : {1.0, 16.0}) {
    const std::vector<double> variance{root, 4, 4, 1, 1, 1, 1};
    const Reconciler map(tree_of(o["S"]), {.variance = variance}, {.method = ReconcileMethod::mint_variance});
    expect_close(applied(map, o["base"]), o["wls_var"], o["tolerance"]["rel"], "wls_var");
  }
}

TEST(ReconcileOracle, shrunk_covariance_agrees_with_hts) {
  const json o = oracle("htseg1");
  const Tree tree = tree_of(o["S"]);
  const std::vector<std::vector<double>> by_period = o["residuals"];
  std::vector<double> residual(tree.size() * by_period.size());
  for (std::size_t t = 0; t < by_period.size(); ++t) {
    for (std::size_t i = 0; i < tree.size(); ++i) residual[i * by_period.size() + t] = by_period[t][i];
  }
  const Reconciler map(tree, {.residual = residual});
  EXPECT_NEAR(map.shrinkage(), o["shrinkage_lambda"], 5e-5);  // printed with four digits
  for (std::size_t i = 0; i < tree.size(); ++i) {
    for (std::size_t j = 0; j < tree.size(); ++j) {
      const double expected = o["covariance_shrunk"][i][j];
      EXPECT_NEAR(map.covariance(i, j), expected, o["tolerance"]["rel"].get<double>() * std::abs(expected)) << i << ", " << j;
    }
  }
}

TEST(ReconcileOracle, forecasts_agree_with_hts) {
  const json o = oracle("htseg1");
  const Tree tree = tree_of(o["S"]);
  const std::vector<std::vector<double>> by_period = o["residuals"];
  std::vector<double> residual;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    for (const auto& row : by_period) residual.push_back(row[i]);
  }
  const double relative = o["tolerance"]["rel"];
  using enum ReconcileMethod;
  for (const auto& [key, method] : {std::pair{"ols", mint_ols}, {"wls_struct", mint_struct}, {"wls_var", mint_variance}, {"mint_shrink", mint_shrink}}) {
    const Reconciler map(tree, {.residual = residual}, {.method = method});
    for (std::size_t h = 0; h < o["forecasts"]["base"].size(); ++h) {
      expect_close(applied(map, o["forecasts"]["base"][h]), o["forecasts"][key][h], relative, key);
    }
  }
}

}  // namespace reconcile_oracle
