// SPDX-License-Identifier: Apache-2.0
// Reconciliation by hand-made figures: each family of methods, gaps in forecasts, constants, and what is refused.
#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/hierarchy/reconcile.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace industria;

namespace reconcile_test {

using enum ReconcileMethod;

/// total = a + b, a = a1 + a2.
Tree total() {
  return Tree({{.id = "total"}, {.id = "a", .parent = "total"}, {.id = "b", .parent = "total"}, {.id = "a1", .parent = "a"}, {.id = "a2", .parent = "a"}});
}
std::vector<double> applied(const Reconciler& map, std::vector<double> base) {
  map.apply(base, base);
  return base;
}
void expect_near(const std::vector<double>& actual, const std::vector<double>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], expected[i], 1e-12) << i;  // a few roundings of small numbers
}
template <class E, class Call>
std::string thrown(Call call) {
  try {
    call();
  } catch (const E& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Reconcile, top_down_by_forecasts_splits_as_the_children_are_forecast) {
  expect_near(applied(Reconciler(total(), {}, {.method = top_down_forecast_proportions}), {100, 30, 20, 1, 3}), {100, 60, 40, 15, 45});
}

TEST(Reconcile, top_down_by_history_takes_shares_of_the_total) {
  const std::vector<double> actual{10, 20, 6, 14, 4, 6, 2, 6, 4, 8};
  // mean of 4/10 and 6/20 for b, of 2/10 and 6/20 for a1, of 4/10 and 8/20 for a2
  const History history{.actual = actual};
  expect_near(applied(Reconciler(total(), history, {.method = top_down_average_proportions}), {100, 0, 0, 0, 0}), {100, 65, 35, 25, 40});
  expect_near(applied(Reconciler(total(), history, {.method = top_down_proportions_of_averages}), {90, 0, 0, 0, 0}), {90, 60, 30, 24, 36});
}

TEST(Reconcile, middle_out_keeps_its_level) {
  expect_near(applied(Reconciler(total(), {}, {.method = middle_out, .middle_level = 1}), {100, 30, 20, 1, 3}), {50, 30, 20, 7.5, 22.5});
}

TEST(Reconcile, a_parent_without_forecast_gets_the_sum) {
  const auto y = applied(Reconciler(total(), {}, {.method = mint_ols}), {missing, missing, 20, 1, 3});
  expect_near(y, {24, 4, 20, 1, 3});
}

TEST(Reconcile, a_leaf_without_forecast_leaves_the_rest_coherent) {
  const auto y = applied(Reconciler(total(), {}, {.method = mint_ols}), {100, 7, missing, 1, 3});
  EXPECT_TRUE(is_missing(y[0]) && is_missing(y[2]));
  expect_near({y[1], y[3], y[4]}, {6, 2, 4});  // 7 against 1 + 3, three equal variances: a third of 3 to each
}

TEST(Reconcile, gaps_in_one_column_do_not_touch_another) {
  const std::vector<double> residual{3, -1, 2, 1, 1, -2, 1, -1, 1, 2, -1, 0, 0, 1, 1};
  const Reconciler map(total(), {.residual = residual});
  const auto alone = applied(map, {100, 60, 20, 10, 30});
  const auto both = applied(map, {100, missing, 60, 1, 20, missing, 10, 2, 30, 3});
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_EQ(both[2 * i], alone[i]);
}

TEST(Reconcile, a_series_without_error_keeps_its_forecast) {
  const std::vector<double> residual{3, -1, 2, 1, 1, -2, 0, 0, 0, 2, -1, 0, 0, 1, 1};  // b has none
  for (const ReconcileMethod method : {mint_variance, mint_shrink}) {
    EXPECT_NEAR(applied(Reconciler(total(), {.residual = residual}, {.method = method}), {100, 60, 20, 10, 30})[2], 20.0, 1e-9);
  }
  const std::vector<double> none(15, 0.0);  // no errors at all: equal weights
  expect_near(applied(Reconciler(total(), {.residual = none}), {100, 60, 20, 10, 30}), applied(Reconciler(total(), {}, {.method = mint_ols}), {100, 60, 20, 10, 30}));
}

TEST(Reconcile, gaps_in_residuals_are_left_out) {
  std::vector<double> residual{missing, 3, -1, 2, missing, 1, 1, -2, missing, 1, -1, 1, missing, 2, -1, 0, missing, 0, 1, 1};
  std::vector<double> without{3, -1, 2, 1, 1, -2, 1, -1, 1, 2, -1, 0, 0, 1, 1};
  EXPECT_EQ(applied(Reconciler(total(), {.residual = residual}), {100, 60, 20, 10, 30}),
            applied(Reconciler(total(), {.residual = without}), {100, 60, 20, 10, 30}));
}

TEST(Reconcile, nonnegative_split_is_the_nearest_by_hand) {
  // total 2 against leaves -3 and 1, equal variances: unconstrained (-5/3, 7/3); held at 0, the other is (2 + 1) / 2.
  const Tree tree({{.id = "t"}, {.id = "x", .parent = "t"}, {.id = "y", .parent = "t"}});
  expect_near(applied(Reconciler(tree, {}, {.method = mint_ols, .nonnegative = true}), {2, -3, 1}), {1.5, 0, 1.5});
  expect_near(applied(Reconciler(tree, {}, {.method = bottom_up, .nonnegative = true}), {2, -3, 1}), {1, 0, 1});
  expect_near(applied(Reconciler(tree, {}, {.method = top_down_forecast_proportions, .nonnegative = true}), {2, -3, 1}), {2, 0, 2});
}

TEST(Reconcile, trees_of_one_node_and_forests_are_trees) {
  expect_near(applied(Reconciler(Tree({{.id = "x"}}), {}, {.method = mint_ols}), {4}), {4});
  const Tree forest({{.id = "x"}, {.id = "y"}, {.id = "y1", .parent = "y"}});
  expect_near(applied(Reconciler(forest, {}, {.method = mint_ols}), {4, 6, 8}), {4, 7, 7});
}

TEST(Reconcile, misuse_is_named) {
  EXPECT_NE(thrown<ValueError>([] { Reconciler(total(), {}); }).find("mint_shrink needs residuals"), std::string::npos);
  EXPECT_NE(thrown<ValueError>([] { Reconciler(total(), {}, {.method = top_down_average_proportions}); }).find("actual figures"), std::string::npos);
  EXPECT_NE(thrown<ValueError>([] { Reconciler(total(), {}, {.method = middle_out, .middle_level = 3}); }).find("expected 0 to 2"), std::string::npos);
  EXPECT_NE(thrown<ValueError>([] { Reconciler(total(), {}, {.method = mint_ols, .shrinkage = 2.0}); }).find("0 to 1"), std::string::npos);
  const std::vector<double> four(4);
  EXPECT_NE(thrown<ShapeError>([&] { Reconciler(total(), {.residual = four}); }).find("residual has 4 values"), std::string::npos);
  std::vector<double> out(4);
  EXPECT_NE(thrown<ShapeError>([&] { Reconciler(total(), {}, {.method = mint_ols}).apply(four, out); }).find("base has 4"), std::string::npos);
  std::vector<double> five(5);
  EXPECT_NE(thrown<ValueError>([&] { Reconciler(total(), {}, {.method = mint_ols}).spread(five, five, five); }).find("no residuals"), std::string::npos);
}

}  // namespace reconcile_test
