// SPDX-License-Identifier: Apache-2.0
// The production index: trees that are not trees, series that do not fit, partial indices with coverage.
#include <industria/base/error.hpp>
#include <industria/indicators/production_index.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace industria;

namespace production_index_test {

/// Two products in 2395, one in 2410, weighted by value added above them.
IndexTree bricks_and_steel() {
  return IndexTree({{"C", "", 10}, {"2395", "C", 4}, {"2410", "C", 6}, {"bricks", "2395", 1}, {"panels", "2395", 3}, {"steel", "2410", 6}});
}
Panel quantities(double steel_now = 120) {
  Panel panel;
  panel.add(Series{.values = {10, 11}, .first = Period::of_year(2020), .id = "bricks"});
  panel.add(Series{.values = {100, 130}, .first = Period::of_year(2020), .id = "panels"});
  panel.add(Series{.values = {100, steel_now}, .first = Period::of_year(2020), .id = "steel"});
  return panel;
}

TEST(ProductionIndex, goes_from_quantities_up_the_levels) {
  const auto index = production_index(bricks_and_steel(), quantities(), {.base_year = 2020});
  EXPECT_TRUE(index.issues.empty());
  EXPECT_DOUBLE_EQ(index.of(3)[1], 110.0);
  EXPECT_DOUBLE_EQ(index.of(1)[1], 125.0);
  EXPECT_DOUBLE_EQ(index.of(0)[1], 122.0);
  EXPECT_EQ(index.coverage[1], 1.0);
}

TEST(ProductionIndex, contributions_of_the_parts_add_up_to_their_whole) {
  const IndexTree tree = bricks_and_steel();
  const auto index = production_index(tree, quantities(), {.base_year = 2020});
  std::vector<double> points(index.index.size());
  index_contributions(tree, index, 1, points);
  EXPECT_NEAR(points[1], 22.0, 1e-12);
  EXPECT_NEAR(points[3] + points[5], points[1], 1e-12);
  EXPECT_NEAR(points[7] + points[9], points[3], 1e-12);
  EXPECT_TRUE(std::isnan(points[0]));
  EXPECT_THROW(index_contributions(tree, index, 0, points), ValueError);
}

TEST(ProductionIndex, is_missing_with_a_missing_part_unless_a_partial_one_is_asked_for) {
  const auto strict = production_index(bricks_and_steel(), quantities(missing), {.base_year = 2020});
  EXPECT_TRUE(std::isnan(strict.of(0)[1]));
  EXPECT_EQ(strict.reasons[0], Reason::missing);
  EXPECT_DOUBLE_EQ(strict.of(1)[1], 125.0);
  const auto partial = production_index(bricks_and_steel(), quantities(missing), {.base_year = 2020, .partial = true});
  EXPECT_DOUBLE_EQ(partial.of(0)[1], 125.0);
  EXPECT_DOUBLE_EQ(partial.coverage[1], 0.4);
}

std::vector<std::string> codes(const ProductionIndex& index) {
  std::vector<std::string> found;
  for (const Issue& issue : index.issues) found.push_back(issue.code + " " + issue.value);
  return found;
}

TEST(ProductionIndex, lists_every_series_that_does_not_fit_and_uses_the_rest) {
  Panel panel = quantities();
  panel.add(Series{.values = {1, 2}, .first = Period::of_year(2020), .id = "tea"});
  const IndexTree tree({{"C", "", 10}, {"bricks", "C", 5}, {"panels", "C", 5}, {"steel", "C", 1}, {"glass", "C", 0}});
  const auto index = production_index(tree, panel, {.base_year = 2020});
  EXPECT_EQ(codes(index), (std::vector<std::string>{"index.unknown_code tea", "index.weights_differ C", "index.no_series glass"}));
  EXPECT_DOUBLE_EQ(index.of(0)[1], (5 * 110.0 + 5 * 130.0 + 120.0) / 11.0);
}

TEST(ProductionIndex, tells_duplicates_mixed_periods_and_a_product_without_base) {
  std::vector<double> values{1, 2, 3, 4, 5, 0, 6};
  const std::vector<std::int64_t> offsets{0, 2, 3, 5, 7};
  const std::vector<Period> first{Period::of_year(2020), Period::of_year(2020), Period::of_quarter(2020, 1), Period::of_year(2020)};
  const std::vector<std::string> ids{"bricks", "bricks", "panels", "steel"};
  PanelView panel;
  panel.values = values;
  panel.offsets = offsets;
  panel.first = first;
  panel.ids = ids;
  const auto index = production_index(bricks_and_steel(), panel, {.base_year = 2020});
  EXPECT_EQ(codes(index), (std::vector<std::string>{"index.duplicate_code bricks", "index.mixed_periods panels", "index.no_base steel"}));
  EXPECT_EQ(index.reasons[4], Reason::not_comparable);
  EXPECT_EQ(index.reasons[5], Reason::zero_base);
  EXPECT_DOUBLE_EQ(index.of(3)[1], 200.0);
}

TEST(IndexTree, refuses_what_is_not_a_tree) {
  EXPECT_THROW(IndexTree({{"a", "", 1}, {"a", "", 1}}), ValueError);
  EXPECT_THROW(IndexTree({{"a", "b", 1}}), KeyError);
  EXPECT_THROW(IndexTree({{"a", "b", 1}, {"b", "a", 1}}), ValueError);
  EXPECT_THROW(IndexTree({{"a", "", -1}}), ValueError);
  EXPECT_THROW(IndexTree({{"a", "", missing}}), ValueError);
}

TEST(IndexTree, knows_shares_of_the_top) {
  const IndexTree tree = bricks_and_steel();
  EXPECT_DOUBLE_EQ(tree.share_of_top(4), 0.3);
  EXPECT_EQ(tree.find("2410"), 2);
  EXPECT_EQ(tree.find("2411"), -1);
}

}  // namespace production_index_test
