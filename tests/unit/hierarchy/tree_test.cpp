// SPDX-License-Identifier: Apache-2.0
// Trees: what is refused, where nodes stand, and how sums treat gaps, dates and given parents.
#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/hierarchy/aggregate.hpp>
#include <industria/hierarchy/tree.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace industria;

namespace tree_test {

/// Country of two provinces; "b" has no parts.
Tree country() {
  return Tree({{.id = "vn"}, {.id = "a", .parent = "vn"}, {.id = "b", .parent = "vn"}, {.id = "a2", .parent = "a"}, {.id = "a1", .parent = "a"}});
}

/// What the call throws, as text.
template <class E, class Call>
std::string thrown(Call call) {
  try {
    call();
  } catch (const E& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Tree, knows_parents_children_and_depth) {
  const Tree tree = country();
  EXPECT_EQ(tree.parent(0), -1);
  EXPECT_EQ(tree.parent(4), 1);
  EXPECT_EQ(tree.children(1)[0], 4U);  // a1 before a2: by id
  EXPECT_EQ(tree.depth(3), 2U);
  EXPECT_EQ(tree.leaf_count(), 3U);
  EXPECT_EQ(tree.find("b"), 2);
  EXPECT_EQ(tree.find("c"), -1);
}

TEST(Tree, refuses_what_is_no_tree_and_says_why) {
  EXPECT_NE(thrown<ValueError>([] { Tree({{.id = "a"}, {.id = "a"}}); }).find("\"a\" is there twice"), std::string::npos);
  EXPECT_NE(thrown<ValueError>([] { Tree(std::vector<TreeNode>{{.id = ""}}); }).find("has no id"), std::string::npos);
  EXPECT_NE(thrown<KeyError>([] { Tree(std::vector<TreeNode>{{.id = "a", .parent = "x"}}); }).find("parent \"x\" of \"a\""), std::string::npos);
  EXPECT_NE(thrown<ValueError>([] { Tree({{.id = "a", .parent = "b"}, {.id = "b", .parent = "a"}}); }).find("circle"), std::string::npos);
  EXPECT_NE(thrown<ValueError>([] { Tree(std::vector<TreeNode>{{.id = "a", .parent = "a"}}); }).find("circle"), std::string::npos);
}

TEST(Tree, tells_that_it_is_unbalanced) {
  const auto issues = country().issues();
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].code, "hierarchy.unbalanced");
  EXPECT_EQ(issues[0].severity, Severity::note);
  EXPECT_NE(message(issues[0], Language::en).find("“b”"), std::string::npos);
  EXPECT_TRUE(Tree({{.id = "a"}, {.id = "b", .parent = "a"}}).issues().empty());
}

TEST(Aggregate, sums_leaves_through_all_levels) {
  std::vector<double> values{missing, missing, missing, missing, 10, 20, 1, 2, 3, 4};
  EXPECT_TRUE(aggregate(country(), values).empty());
  EXPECT_EQ(values, (std::vector<double>{14, 26, 4, 6, 10, 20, 1, 2, 3, 4}));
}

TEST(Aggregate, a_missing_child_makes_the_sums_above_missing) {
  std::vector<double> values{missing, missing, missing, missing, 10, 20, missing, 2, 3, 4};
  const auto issues = aggregate(country(), values);
  EXPECT_TRUE(is_missing(values[0]) && is_missing(values[2]));
  EXPECT_EQ(values[1], 26);
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_EQ(issues[0].code, "hierarchy.child_missing");
  EXPECT_NE(message(issues[0], Language::en).find("“a2” is missing"), std::string::npos);
}

TEST(Aggregate, a_child_absent_by_its_dates_is_no_gap) {
  const Tree tree({{.id = "p"}, {.id = "old", .parent = "p", .valid_to = {2025, 6, 30}}, {.id = "rest", .parent = "p"}});
  std::vector<double> values{missing, missing, 5, missing, 1, 2};
  const std::vector<Period> periods{Period::of_half(2025, 1), Period::of_half(2025, 2)};
  EXPECT_TRUE(aggregate(tree, values, periods).empty());
  EXPECT_EQ(values[0], 6);
  EXPECT_EQ(values[1], 2);
}

TEST(Aggregate, a_given_parent_is_held_against_the_sum) {
  std::vector<double> values{100, missing, 10, 2, 3};
  const auto issues = aggregate(country(), values);
  EXPECT_EQ(values[0], 15);
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].code, "hierarchy.sum_differs");
  EXPECT_NE(message(issues[0], Language::vi).find("100 so với tổng 15"), std::string::npos);
}

TEST(Aggregate, a_given_parent_of_incomplete_parts_stays) {
  std::vector<double> values{missing, 7, 10, missing, 3};
  const auto issues = aggregate(country(), values);
  EXPECT_EQ(values[1], 7);
  EXPECT_EQ(values[0], 17);
  EXPECT_EQ(issues.back().code, "hierarchy.sum_kept");
}

TEST(Aggregate, panels_are_matched_by_id_and_period) {
  Panel panel;
  panel.add({.values = std::vector<double>{1, 2, 3}, .first = Period::of_year(2020), .id = "a1"});
  panel.add({.values = std::vector<double>{10, 20}, .first = Period::of_year(2021), .id = "a2"});
  panel.add({.values = std::vector<double>{5, 5, 5}, .first = Period::of_year(2020), .id = "b"});
  panel.add({.values = std::vector<double>{9}, .first = Period::of_year(2020), .id = "elsewhere"});
  const Aggregation all = aggregate(country(), panel);
  const SeriesView total = all.panel.series(0);
  EXPECT_EQ(total.first, Period::of_year(2020));
  EXPECT_TRUE(is_missing(total.values[0]));
  EXPECT_EQ(total.values[1], 17);
  EXPECT_EQ(total.values[2], 28);
  EXPECT_EQ(all.issues[1].code, "hierarchy.not_in_tree");
}

TEST(Aggregate, shapes_that_do_not_fit_are_refused) {
  std::vector<double> values(7);
  EXPECT_NE(thrown<ShapeError>([&] { (void)aggregate(country(), values); }).find("7 values"), std::string::npos);
  values.resize(10);
  const std::vector<Period> one(1);
  EXPECT_NE(thrown<ShapeError>([&] { (void)aggregate(country(), values, one); }).find("1 periods"), std::string::npos);
}

}  // namespace tree_test
