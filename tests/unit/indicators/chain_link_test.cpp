// SPDX-License-Identifier: Apache-2.0
// Re-referencing, linking, and chains with gaps.
#include <industria/base/error.hpp>
#include <industria/indicators/chain_link.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace industria;

namespace chain_link_test {

TEST(ReReference, makes_the_year_average_100_and_harms_only_series_without_it) {
  Panel panel;
  panel.add(Series{.values = {1, 2, 3, 2, 4}, .first = Period::of_quarter(2020, 1), .id = "quarters"});
  panel.add(Series{.values = {50, 60}, .first = Period::of_year(2020), .id = "years"});
  panel.add(Series{.values = {50, 60}, .first = Period::of_year(2021), .id = "late"});
  panel.add(Series{.values = {0, 60}, .first = Period::of_year(2020), .id = "zero"});
  std::vector<double> index(11);
  re_reference(panel, Period::of_year(2020), index);
  EXPECT_EQ(index[0], 50.0);
  EXPECT_EQ(index[4], 200.0);
  EXPECT_EQ(index[6], 120.0);
  for (std::size_t i = 7; i < 11; ++i) EXPECT_TRUE(std::isnan(index[i]));
}

TEST(ReReference, takes_one_period_as_well) {
  const Series s{.values = {1, 2, 4}, .first = Period::of_month(2020, 1)};
  std::vector<double> index(3);
  re_reference(s, Period::of_month(2020, 2), index, 1.0);
  EXPECT_EQ(index[2], 2.0);
  EXPECT_THROW(re_reference(s, Period::of_year(2020), index, 0.0), ValueError);
}

TEST(Link, continues_the_old_series_with_the_growth_of_the_new) {
  const Series old_series{.values = {90, 100, 110}, .first = Period::of_year(2018)};
  const Series new_series{.values = {200, 220, 242}, .first = Period::of_year(2019)};
  const Series linked = link(old_series, new_series, {Period::of_year(2020), Period::of_year(2020)});
  EXPECT_EQ(linked.values, (std::vector<double>{90, 100, 110, 121}));
}

TEST(Link, names_what_does_not_go_together) {
  const Series a{.values = {1, 2}, .first = Period::of_year(2018)};
  const Series b{.values = {1, 2}, .first = Period::of_quarter(2018, 1)};
  const Series c{.values = {1, 2}, .first = Period::of_year(2018), .unit = parse_unit("tấn")};
  const PeriodSpan overlap{Period::of_year(2018), Period::of_year(2018)};
  EXPECT_THROW(static_cast<void>(link(a, b, overlap)), ValueError);
  EXPECT_THROW(static_cast<void>(link(a, c, overlap)), UnitError);
  EXPECT_THROW(static_cast<void>(link(a, a, {Period::of_year(2025), Period::of_year(2025)})), ValueError);
}

TEST(Link, gives_no_level_without_a_positive_overlap) {
  EXPECT_EQ(link_factor(std::vector{1.0}, std::vector{0.0}).reason, Reason::zero_base);
  EXPECT_EQ(link_factor(std::vector{missing}, std::vector{1.0}).reason, Reason::missing);
  EXPECT_THROW(static_cast<void>(link_factor(std::vector{1.0}, std::vector{1.0, 2.0})), ShapeError);
}

TEST(ChainLink, a_gap_ends_the_chain_with_its_reason) {
  const std::vector<double> prices{1, 1, 1};
  const std::vector<double> quantities{1, 1, 2, missing, 3, 3};
  const ChainedVolume chained = chain_link({prices, quantities, 3, 2}, Overlap::annual);
  EXPECT_EQ(chained.index[2], 200.0);
  EXPECT_TRUE(std::isnan(chained.index[3]) && std::isnan(chained.index[4]));
  EXPECT_EQ(chained.reason, Reason::missing);
  EXPECT_TRUE(std::isnan(chained.annual[1]));
}

TEST(ChainLink, a_product_that_does_not_change_contributes_nothing) {
  const std::vector<double> prices{1, 5, 5, 1, 1, 1};
  const std::vector<double> quantities{4, 4, 4, 4, 8, 9};
  const ChainedVolume chained = chain_link({prices, quantities, 3, 1}, Overlap::annual);
  EXPECT_EQ(chained.contributions[1], 0.0);
  EXPECT_EQ(chained.contributions[4], 50.0);
  EXPECT_EQ(chained.contributions[2], 0.0);
}

TEST(ChainLink, groups_are_tables_of_their_own) {
  const std::vector<double> prices{1, 1, 1, 1};
  const std::vector<double> quantities{1, 2, missing, 2};
  const std::int64_t groups[] = {0, 1, 2};
  std::vector<double> index(4);
  chain_link({prices, quantities, 2, 1}, Overlap::annual, groups, index);
  EXPECT_EQ(index[1], 200.0);
  EXPECT_TRUE(std::isnan(index[2]));
  EXPECT_THROW(chain_link({prices, quantities, 2, 2}, Overlap::annual, groups, index), ShapeError);
}

}  // namespace chain_link_test
