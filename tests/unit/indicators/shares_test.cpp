// SPDX-License-Identifier: Apache-2.0
// Shares, sums of stated parts, plan fulfilment.
#include <industria/base/error.hpp>
#include <industria/indicators/shares.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using industria::check_sum;
using industria::Figure;
using industria::missing;
using industria::parse_unit;
using industria::Reason;
using industria::rounded_shares;
using industria::shares;
using industria::SumCheck;

namespace shares_test {

Figure bn(double value, double resolution) {
  Figure f = Figure::of(value, parse_unit("tỷ đồng"), {industria::PriceBasis::Kind::unstated, 0});
  f.resolution = resolution;
  return f;
}

TEST(Shares, of_the_promotion_programme) {
  const auto s = shares(std::vector{48.4, 26.9});
  EXPECT_NEAR(s[0].value, 0.64276, 5e-6);  // printed as 64.276 %
  EXPECT_NEAR(s[1].value, 0.35724, 5e-6);
}

TEST(Shares, of_an_unknown_whole_are_missing) {
  EXPECT_EQ(shares(std::vector{1.0, missing})[0].reason, Reason::missing);
  EXPECT_EQ(shares(std::vector{0.0, 0.0})[1].reason, Reason::zero_base);
  EXPECT_EQ(shares(std::vector{3.0, -1.0})[0].reason, Reason::negative_base);
}

TEST(RoundedShares, add_up_to_exactly_100) {
  for (const int decimals : {0, 1, 2}) {
    const auto s = rounded_shares(std::vector{1.0, 1.0, 1.0, 2.0, 2.0}, decimals);
    double units = 0.0;
    for (const auto& share : s) units += share.value * std::pow(10.0, decimals);
    EXPECT_DOUBLE_EQ(units, 100 * std::pow(10.0, decimals));
  }
}

TEST(RoundedShares, give_ties_to_the_earlier_part) {
  const auto s = rounded_shares(std::vector{1.0, 1.0, 1.0}, 0);
  EXPECT_EQ(s[0].value, 34.0);
  EXPECT_EQ(s[1].value, 33.0);
  EXPECT_EQ(s[2].value, 33.0);
}

TEST(Shares, of_a_table_by_row_column_and_whole) {
  const std::vector values{1.0, 3.0, 4.0, 2.0};
  const industria::TableView table{values, 2, 2};
  std::vector<double> out(4);
  shares(table, industria::ShareOf::row, out);
  EXPECT_EQ(out, (std::vector{0.25, 0.75, 4.0 / 6.0, 2.0 / 6.0}));
  shares(table, industria::ShareOf::column, out);
  EXPECT_EQ(out, (std::vector{0.2, 0.6, 0.8, 0.4}));
  shares(table, industria::ShareOf::table, out);
  EXPECT_EQ(out, (std::vector{0.1, 0.3, 0.4, 0.2}));
}

TEST(Shares, of_a_table_are_missing_only_in_the_whole_they_lack) {
  const std::vector values{1.0, missing, 3.0, -1.0, 5.0, 0.0};
  std::vector<double> out(6);
  shares({values, 2, 3}, industria::ShareOf::row, out);
  for (const double share : out) EXPECT_TRUE(industria::is_missing(share));
  shares({values, 2, 3}, industria::ShareOf::column, out);
  EXPECT_TRUE(industria::is_missing(out[0]) && industria::is_missing(out[1]) && industria::is_missing(out[3]));
  EXPECT_EQ(out[2], 1.0);
  EXPECT_THROW(shares({values, 3, 3}, industria::ShareOf::row, out), industria::ShapeError);
}

TEST(RoundedShares, of_a_table_are_those_of_its_rows) {
  const std::vector values{1.0, 1.0, 1.0, 1.0, missing, 1.0};
  std::vector<double> out(6);
  rounded_shares({values, 2, 3}, 1, out);
  EXPECT_EQ(out[0], 33.4);
  EXPECT_EQ(out[2], 33.3);
  EXPECT_TRUE(industria::is_missing(out[3]));
}

TEST(CheckSum, of_the_yearly_phases_is_exact) {
  const SumCheck c = check_sum(std::vector{bn(10.814, 1e-3), bn(21.004, 1e-3), bn(20.714, 1e-3), bn(13.054, 1e-3), bn(9.714, 1e-3)}, bn(75.3, 0.1));
  EXPECT_TRUE(c.holds);
  EXPECT_TRUE(c.exact);
  EXPECT_NEAR(c.sum.value, 75.3, 1e-12);
}

TEST(CheckSum, holds_at_the_coarser_precision_only) {
  const std::vector parts{bn(10.82, 0.01), bn(64.5, 0.1)};  // 75.32
  EXPECT_TRUE(check_sum(parts, bn(75.3, 0.1)).holds);
  EXPECT_FALSE(check_sum(parts, bn(75.3, 0.1)).exact);
  EXPECT_FALSE(check_sum(parts, bn(75.9, 0.1)).holds);
}

TEST(CheckSum, converts_units_and_refuses_other_ones) {
  const Figure million = Figure::of(300, parse_unit("triệu đồng"), {industria::PriceBasis::Kind::unstated, 0});
  EXPECT_TRUE(check_sum(std::vector{million, bn(0.7, 0.1)}, bn(1.0, 0.1)).exact);
  EXPECT_THROW((void)check_sum(std::vector{Figure::of(1, parse_unit("ha"))}, bn(1, 0)), industria::UnitError);
}

TEST(PlanFulfilment, from_levels_and_from_a_deviation) {
  EXPECT_DOUBLE_EQ(industria::plan_fulfilment(640, 1350).value, 640.0 / 1350);
  EXPECT_EQ(industria::plan_fulfilment(640, 0).reason, Reason::zero_base);
  EXPECT_NEAR(industria::fulfilment_from_deviation(-0.1753).value, 0.8247, 1e-15);  // "giảm 17,53% so với kế hoạch"
}

}  // namespace shares_test
