// SPDX-License-Identifier: Apache-2.0
// Growth, compound and required growth, implied bases. Figures of the first case are those of its published pages.
#include <industria/base/error.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

using industria::Bounds;
using industria::cagr;
using industria::Figure;
using industria::growth;
using industria::implied_base;
using industria::missing;
using industria::Reason;
using industria::required_growth;

namespace growth_test {

TEST(Growth, of_two_levels) { EXPECT_DOUBLE_EQ(growth(100, 112.5).value, 0.125); }

TEST(Growth, is_missing_when_the_base_is_zero_or_negative) {
  EXPECT_EQ(growth(0, 5).reason, Reason::zero_base);
  EXPECT_EQ(growth(-2, 5).reason, Reason::negative_base);
  EXPECT_TRUE(std::isnan(growth(0, 5).value));
}

TEST(Growth, is_missing_when_an_input_is) {
  EXPECT_EQ(growth(missing, 5).reason, Reason::missing);
  EXPECT_EQ(growth(5, std::numeric_limits<double>::infinity()).reason, Reason::missing);
}

TEST(Growth, never_answers_infinity) { EXPECT_EQ(growth(1e-300, 1e300).reason, Reason::missing); }

TEST(Cagr, compounds_over_the_steps) {
  EXPECT_NEAR(cagr(100, 121, 2).value, 0.10, 1e-15);
  EXPECT_EQ(cagr(100, 0, 3).value, -1.0);
}

TEST(Cagr, has_conditions) {
  EXPECT_EQ(cagr(100, 121, 0).reason, Reason::too_few_points);
  EXPECT_EQ(cagr(0, 121, 2).reason, Reason::zero_base);
  EXPECT_EQ(cagr(-1, 121, 2).reason, Reason::sign_change);
  EXPECT_EQ(cagr(100, -1, 2).reason, Reason::sign_change);
  EXPECT_EQ(cagr(-1, -2, 2).reason, Reason::negative_base);
}

TEST(RequiredGrowth, of_the_first_case) {
  EXPECT_NEAR(required_growth(41200, 46000, 1).value, 0.1165, 5e-5);  // 11.65 %
  EXPECT_NEAR(required_growth(41200, 60000, 4).value, 0.0985, 5e-5);  // 9.85 % a year from 2021
  EXPECT_NEAR(required_growth(46000, 60000, 3).value, 0.0926, 5e-5);  // 9.26 % a year from the target of 2022
}

TEST(RequiredGrowth, needs_time_left) {
  EXPECT_EQ(required_growth(100, 110, 0).reason, Reason::no_time_left);
  EXPECT_EQ(industria::required_change(100, 110, 0).reason, Reason::no_time_left);
  EXPECT_EQ(industria::required_change(100, 110, 4).value, 2.5);
}

TEST(RequiredGrowth, of_more_than_46000_is_more_than_the_growth_to_46000) {
  const Bounds needed = required_growth(Bounds::exactly(41200), Bounds::above(46000), 1);
  EXPECT_DOUBLE_EQ(needed.lo, 46000.0 / 41200 - 1);
  EXPECT_TRUE(needed.lo_open);
  EXPECT_FALSE(needed.has_hi());
}

TEST(RequiredGrowth, falls_with_the_actual_and_rises_with_the_target) {
  const Bounds needed = required_growth(Bounds::between(100, 110), Bounds::between(121, 132), 1);
  EXPECT_NEAR(needed.lo, 0.10, 1e-15);
  EXPECT_NEAR(needed.hi, 0.32, 1e-15);
}

TEST(ImpliedBase, of_the_first_case) {
  Figure level = Figure::of(41200, {});
  level.resolution = 100;
  Figure rate = Figure::of(11.2, industria::parse_unit("%"));
  rate.resolution = 0.1;
  const Figure base = implied_base(level, rate, true);
  EXPECT_NEAR(base.value, 37050, 0.5);  // printed to whole bn VND
  EXPECT_NEAR(base.bounds.lo, 36989, 0.5);
  EXPECT_NEAR(base.bounds.hi, 37112, 0.5);
  EXPECT_NEAR(implied_base(level, rate, false).bounds.lo, 37050, 0.5);
}

TEST(ImpliedBase, keeps_the_unit_of_the_level_and_refuses_a_growth_that_is_no_ratio) {
  const Figure level = Figure::of(40550, industria::parse_unit("tỷ đồng"));
  const Figure base = implied_base(level, Figure::of(0.5, industria::parse_unit("%")), false);
  EXPECT_EQ(base.unit, level.unit);
  EXPECT_NEAR(base.value, 40348, 0.5);
  EXPECT_THROW((void)implied_base(level, Figure::of(0.5, industria::parse_unit("percentage points")), false), industria::UnitError);
}

TEST(ImpliedBase, has_none_when_all_was_lost) { EXPECT_EQ(implied_base(10, -1).reason, Reason::zero_base); }

TEST(GrowthOfASeries, looks_back_by_the_lag) {
  const std::vector<double> y{1, 2, missing, 3, 0, 5};
  std::vector<double> out(y.size());
  growth(y, out, 1);
  EXPECT_TRUE(std::isnan(out[0]) && std::isnan(out[2]) && std::isnan(out[3]) && std::isnan(out[5]));
  EXPECT_EQ(out[1], 1.0);
  EXPECT_EQ(out[4], -1.0);
  growth(y, out, 3);
  EXPECT_EQ(out[3], 2.0);
}

TEST(GrowthOfASeries, refuses_other_sizes_and_no_lag) {
  std::vector<double> out(2);
  EXPECT_THROW(growth(std::vector{1.0, 2.0, 3.0}, out, 1), industria::ShapeError);
  EXPECT_THROW(growth(std::vector{1.0, 2.0}, out, 0), industria::ValueError);
}

TEST(GrowthOfAPanel, equals_growth_of_each_series) {
  industria::Panel panel{industria::Unit{}};
  std::vector<double> expected;
  for (int s = 0; s < 3000; ++s) {  // lengths 0 to 6: runs begin and end inside
    std::vector<double> y;
    for (int i = 0; i < s % 7; ++i) y.push_back(1.0 + ((s * 31 + i * 17) % 11));
    panel.add(industria::Series{.values = y, .first = industria::Period::of_year(2000)});
    std::vector<double> each(y.size());
    growth(y, each, 2);
    expected.insert(expected.end(), each.begin(), each.end());
  }
  std::vector<double> out(expected.size());
  growth(panel.view(), out, 2);
  for (std::size_t i = 0; i < out.size(); ++i) ASSERT_TRUE(out[i] == expected[i] || (std::isnan(out[i]) && std::isnan(expected[i]))) << i;
}

TEST(CagrOfAPanel, spans_from_first_to_last_observed_value) {
  industria::Panel panel{industria::Unit{}};
  panel.add(industria::Series{.values = {missing, 100, missing, 121, missing}, .first = industria::Period::of_year(2000)});
  panel.add(industria::Series{.values = {5}, .first = industria::Period::of_year(2000)});
  panel.add(industria::Series{.values = {missing, missing}, .first = industria::Period::of_year(2000)});
  std::vector<double> out(3);
  cagr(panel.view(), out);
  EXPECT_NEAR(out[0], 0.10, 1e-15);
  EXPECT_TRUE(std::isnan(out[1]) && std::isnan(out[2]));
}

}  // namespace growth_test
