// SPDX-License-Identifier: Apache-2.0
// Contributions in points: they add up, single and over panels, and say why they cannot be given.
#include <industria/base/error.hpp>
#include <industria/indicators/contributions.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace industria;

namespace contributions_test {

TEST(Contributions, are_points_of_the_growth_of_the_sum) {
  const auto points = contributions(std::vector{60.0, 40.0}, std::vector{66.0, 38.0});
  EXPECT_DOUBLE_EQ(points[0].value, 6.0);
  EXPECT_DOUBLE_EQ(points[1].value, -2.0);
}

TEST(Contributions, may_come_from_negative_parts_but_not_on_a_negative_whole) {
  EXPECT_DOUBLE_EQ(contributions(std::vector{110.0, -10.0}, std::vector{110.0, -5.0})[1].value, 5.0);
  EXPECT_EQ(contributions(std::vector{1.0, -2.0}, std::vector{1.0, 1.0})[0].reason, Reason::negative_base);
  EXPECT_EQ(contributions(std::vector{0.0}, std::vector{1.0})[0].reason, Reason::zero_base);
}

TEST(Contributions, are_missing_if_a_part_is) {
  const auto points = contributions(std::vector{1.0, missing}, std::vector{2.0, 3.0});
  EXPECT_EQ(points[0].reason, Reason::missing);
  EXPECT_EQ(contributions(std::vector{1.0, 1.0}, std::vector{2.0, missing})[0].reason, Reason::missing);
}

TEST(Contributions, rounded_ones_add_up_to_the_rounded_growth) {
  // Thirds of 10 %: 3.3 each would make 9.9.
  const auto points = rounded_contributions(std::vector{10.0, 10.0, 10.0}, std::vector{11.0, 11.0, 11.0}, 1);
  EXPECT_EQ(points[0].value, 3.4);
  EXPECT_EQ(points[1].value, 3.3);
  EXPECT_EQ(points[2].value, 3.3);
  EXPECT_THROW(static_cast<void>(rounded_contributions(std::vector{1.0}, std::vector{1.0}, 10)), ValueError);
}

TEST(AggregateGrowth, weighs_rates_with_old_shares) {
  EXPECT_DOUBLE_EQ(aggregate_growth(std::vector{0.25, 0.75}, std::vector{0.2, 0.0}).value, 0.05);
}

TEST(AggregateGrowth, refuses_shares_of_which_a_line_is_missing) {
  EXPECT_EQ(aggregate_growth(std::vector{0.25, 0.65}, std::vector{0.2, 0.1}).reason, Reason::contradiction);
  EXPECT_EQ(aggregate_growth(std::vector{0.25, 0.75}, std::vector{0.2, missing}).reason, Reason::missing);
}

TEST(AggregateGrowth, of_panels_is_missing_where_shares_do_not_add_up) {
  Panel shares, rates;
  shares.add(Series{.values = {0.4, 0.4, 1.0, 1.0}, .first = Period::of_year(2020), .id = "a"});
  shares.add(Series{.values = {0.6, 0.5, 0.0, 0.0}, .first = Period::of_year(2020), .id = "b"});
  rates.add(Series{.values = {missing, 0.1, 0.1, 0.3}, .first = Period::of_year(2020), .id = "a"});
  rates.add(Series{.values = {missing, 0.2, 0.2, missing}, .first = Period::of_year(2020), .id = "b"});
  std::vector<double> g(4);
  aggregate_growth(shares, rates, g);
  EXPECT_TRUE(std::isnan(g[0]) && std::isnan(g[2]));
  EXPECT_DOUBLE_EQ(g[1], 0.16);
  EXPECT_DOUBLE_EQ(g[3], 0.3);  // b had no share
  std::vector<double> two(2);
  EXPECT_THROW(aggregate_growth(shares, rates, two), ShapeError);
}

Panel four_series() {
  Panel panel;
  panel.add(Series{.values = {60, 66, 66}, .first = Period::of_year(2020), .id = "a"});
  panel.add(Series{.values = {40, 38, 40}, .first = Period::of_year(2020), .id = "b"});
  panel.add(Series{.values = {1, 2, missing}, .first = Period::of_year(2020), .id = "c"});
  panel.add(Series{.values = {1, 1, 1}, .first = Period::of_year(2020), .id = "d"});
  return panel;
}
constexpr std::int32_t groups[] = {0, 0, 1, 1};

TEST(Contributions, of_panels_go_by_group_and_a_gap_harms_its_group_only) {
  std::vector<double> points(12);
  contributions(four_series(), points, 1, groups, 2);
  EXPECT_TRUE(std::isnan(points[0]));
  EXPECT_DOUBLE_EQ(points[1], 6.0);
  EXPECT_DOUBLE_EQ(points[4], -2.0);
  EXPECT_DOUBLE_EQ(points[5], 100.0 * 2.0 / 104.0);
  EXPECT_DOUBLE_EQ(points[7], 50.0);
  EXPECT_TRUE(std::isnan(points[8]) && std::isnan(points[11]));
}

TEST(PeriodShares, of_panels_sum_to_one_in_each_group) {
  std::vector<double> share(12);
  period_shares(four_series(), share, groups, 2);
  EXPECT_DOUBLE_EQ(share[0], 0.6);
  EXPECT_DOUBLE_EQ(share[1] + share[4], 1.0);
  EXPECT_TRUE(std::isnan(share[11]));
}

TEST(Contributions, of_panels_name_the_series_with_other_periods) {
  Panel panel = four_series();
  panel.add(Series{.values = {1, 2, 3}, .first = Period::of_year(2021), .id = "late"});
  std::vector<double> points(15);
  try {
    contributions(panel, points);
    FAIL();
  } catch (const ValueError& error) {
    EXPECT_NE(std::string(error.what()).find("late"), std::string::npos);
  }
}

}  // namespace contributions_test
