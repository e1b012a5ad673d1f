// SPDX-License-Identifier: Apache-2.0
// Growth by calendar: same period, year to date, and the interval that rounding leaves to an average rate.
#include <industria/base/error.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace industria;

namespace period_growth_test {

/// Two years of months: 10 each, then 11 each, so that every comparison of whole periods gives 10 %.
Series two_years(int first_month = 1) {
  Series s{.first = Period::of_month(2023, first_month), .id = "months"};
  for (int m = 0; m < 24; ++m) s.values.push_back(m < 12 ? 10.0 : 11.0);
  return s;
}

TEST(SamePeriodGrowth, takes_the_lag_from_each_series) {
  Panel panel;
  panel.add(two_years());
  panel.add(Series{.values = {100, 110}, .first = Period::of_year(2023), .id = "years"});
  panel.add(Series{.values = {1, 2, 3, 4, 2}, .first = Period::of_quarter(2023, 1), .id = "quarters"});
  std::vector<double> g(31);
  same_period_growth(panel, g);
  EXPECT_TRUE(std::isnan(g[11]));
  EXPECT_DOUBLE_EQ(g[12], 0.1);
  EXPECT_DOUBLE_EQ(g[25], 0.1);
  EXPECT_TRUE(std::isnan(g[29]));
  EXPECT_DOUBLE_EQ(g[30], 1.0);
}

TEST(YearToDate, starts_anew_each_january) {
  std::vector<double> sum(24);
  year_to_date(two_years(), sum);
  EXPECT_EQ(sum[0], 10.0);
  EXPECT_EQ(sum[11], 120.0);
  EXPECT_EQ(sum[12], 11.0);
}

TEST(YearToDate, is_missing_from_a_gap_to_the_end_of_its_year) {
  Series s = two_years();
  s.values[4] = missing;
  std::vector<double> sum(24);
  year_to_date(s, sum);
  EXPECT_EQ(sum[3], 40.0);
  EXPECT_TRUE(std::isnan(sum[4]));
  EXPECT_TRUE(std::isnan(sum[11]));
  EXPECT_EQ(sum[12], 11.0);
}

TEST(YearToDate, is_missing_in_a_year_not_seen_from_its_start) {
  std::vector<double> sum(24);
  year_to_date(two_years(3), sum);
  EXPECT_TRUE(std::isnan(sum[9]));
  EXPECT_EQ(sum[10], 10.0);  // January
}

TEST(YearToDate, leaves_cumulative_figures_as_they_are) {
  const Series s{.values = {5, 9, missing}, .first = Period::of_year_to_date(2024, 1)};
  std::vector<double> sum(3);
  year_to_date(s, sum);
  EXPECT_EQ(sum[1], 9.0);
  EXPECT_TRUE(std::isnan(sum[2]));
}

TEST(YearToDateGrowth, is_the_ratio_of_sums_not_the_mean_of_rates) {
  Series s = two_years();
  s.values[0] = 100.0;  // January 2023
  std::vector<double> g(24);
  year_to_date_growth(s, g);
  EXPECT_TRUE(std::isnan(g[11]));
  EXPECT_DOUBLE_EQ(g[12], -0.89);
  EXPECT_DOUBLE_EQ(g[13], 22.0 / 110.0 - 1.0);
  EXPECT_DOUBLE_EQ(g[23], 132.0 / 210.0 - 1.0);
}

TEST(YearToDateGrowth, is_missing_where_either_year_has_a_gap) {
  Series s = two_years();
  s.values[2] = missing;
  std::vector<double> g(24);
  year_to_date_growth(s, g);
  EXPECT_DOUBLE_EQ(g[13], 0.1);
  EXPECT_TRUE(std::isnan(g[14]));
  EXPECT_TRUE(std::isnan(g[23]));
}

TEST(YearToDateGrowth, refuses_an_output_of_another_size) {
  std::vector<double> g(23);
  EXPECT_THROW(year_to_date_growth(two_years(), g), ShapeError);
}

TEST(CagrUnderRounding, of_stated_figures) {
  Figure start = Figure::of(41200, parse_unit("tỷ đồng"));
  Figure end = Figure::of(60000, parse_unit("tỷ đồng"));
  start.resolution = 100;
  const Figure rate = cagr(start, end, 4, true);
  EXPECT_DOUBLE_EQ(rate.value, cagr(41200.0, 60000.0, 4).value);
  EXPECT_DOUBLE_EQ(rate.bounds.lo, cagr(41250.0, 60000.0, 4).value);
  EXPECT_DOUBLE_EQ(rate.bounds.hi, cagr(41150.0, 60000.0, 4).value);
  EXPECT_TRUE(cagr(start, end, 4, false).bounds.is_exact());
}

TEST(CagrUnderRounding, refuses_figures_that_do_not_go_together) {
  EXPECT_THROW((void)cagr(Figure::of(1, parse_unit("tỷ đồng")), Figure::of(2, parse_unit("tấn")), 1, true), UnitError);
}

TEST(CagrUnderRounding, of_every_series_of_a_panel) {
  Panel panel;
  panel.add(Series{.values = {100, missing, 121}, .first = Period::of_year(2020), .id = "a"});
  panel.add(Series{.values = {0, 5}, .first = Period::of_year(2020), .id = "b"});
  std::vector<double> rate(2), lo(2), hi(2);
  cagr(panel, 1.0, rate, lo, hi);
  EXPECT_NEAR(rate[0], 0.1, 1e-15);  // two roundings
  EXPECT_DOUBLE_EQ(lo[0], cagr(100.5, 120.5, 2).value);
  EXPECT_DOUBLE_EQ(hi[0], cagr(99.5, 121.5, 2).value);
  EXPECT_TRUE(std::isnan(rate[1]) && std::isnan(lo[1]) && std::isnan(hi[1]));
  EXPECT_THROW(cagr(panel, 0.0, rate, lo, hi), ValueError);
}

}  // namespace period_growth_test
