// SPDX-License-Identifier: Apache-2.0
// Specialisation: location quotients, Krugman, locational Gini and Ellison-Glaeser at their edges and over tables.
#include <industria/base/error.hpp>
#include <industria/indicators/specialisation.hpp>

#include <gtest/gtest.h>

#include <array>
#include <vector>

using namespace industria;
using Row = std::vector<double>;

namespace specialisation_test {

TEST(LocationQuotient, is_one_for_the_structure_of_the_country) {
  EXPECT_EQ(location_quotient(2, 8, 25, 100).value, 1.0);
  EXPECT_EQ(location_quotient(0, 8, 25, 100).value, 0.0);
}

TEST(LocationQuotient, says_why_it_is_missing) {
  EXPECT_EQ(location_quotient(1, 0, 25, 100).reason, Reason::zero_base);
  EXPECT_EQ(location_quotient(1, 8, 0, 100).reason, Reason::zero_base);
  EXPECT_EQ(location_quotient(missing, 0, 25, 100).reason, Reason::missing);
  EXPECT_EQ(location_quotient(1, 8, 25, -1).reason, Reason::negative_base);
  EXPECT_EQ(location_quotient(-1, 8, 25, 100).reason, Reason::negative_base);
}

TEST(LocationQuotients, of_a_table_are_those_of_its_cells) {
  const Row jobs{10, 30, 20, 40};
  Row out(4);
  location_quotients(TableView{jobs, 2, 2}, out);
  EXPECT_DOUBLE_EQ(out[0], location_quotient(10, 40, 30, 100).value);
  EXPECT_DOUBLE_EQ(out[3], location_quotient(40, 60, 70, 100).value);
}

TEST(LocationQuotients, miss_only_their_row_against_a_stated_country) {
  const Row jobs{10, missing, 20, 40};
  Row out(4);
  location_quotients(TableView{jobs, 2, 2}, out);
  for (const double x : out) EXPECT_TRUE(is_missing(x));
  location_quotients(TableView{jobs, 2, 2}, Row{300, 700}, out);
  EXPECT_TRUE(is_missing(out[0]));
  EXPECT_DOUBLE_EQ(out[2], location_quotient(20, 60, 300, 1000).value);
}

TEST(LocationQuotients, of_empty_rows_and_columns_are_missing) {
  const Row jobs{0, 0, 0, 40};
  Row out(4);
  location_quotients(TableView{jobs, 2, 2}, out);
  EXPECT_TRUE(is_missing(out[0]));
  EXPECT_TRUE(is_missing(out[2]));
  EXPECT_EQ(out[3], 1.0);
}

TEST(Krugman, against_others_leaves_the_own_row_out) {
  const Row table{1, 0, 0, 1, 1, 1};
  std::array<Value, 3> out;
  krugman_against_others(TableView{table, 3, 2}, out);
  EXPECT_DOUBLE_EQ(out[0].value, 1.5);  // (1, 0) against the mean of (0, 1) and (1/2, 1/2)
  EXPECT_DOUBLE_EQ(out[0].value, krugman_against_others(Row{1, 0}, TableView{std::span(table).subspan(2), 2, 2}).value);
  EXPECT_EQ(out[2].value, 0.0);
}

TEST(Krugman, says_why_it_is_missing) {
  std::array<Value, 1> out;
  krugman_against_others(TableView{Row{1, 2}, 1, 2}, out);
  EXPECT_EQ(out[0].reason, Reason::too_few_points);
  EXPECT_EQ(krugman(Row{1, 2}, Row{0, 0}).reason, Reason::zero_base);
  krugman(TableView{Row{1, missing}, 1, 2}, Row{1, 1}, out);
  EXPECT_EQ(out[0].reason, Reason::missing);
}

TEST(LocationalGini, is_nothing_for_proportional_figures) {
  EXPECT_NEAR(locational_gini(Row{1, 2, 3}, Row{10, 20, 30}).value, 0.0, 1e-16);  // rounding of the quotients
  EXPECT_EQ(locational_gini(Row{1, 2, 3}, Row{10, 0, 30}).reason, Reason::zero_base);
}

TEST(EllisonGlaeser, needs_two_plants_and_two_regions) {
  EXPECT_EQ(ellison_glaeser(Row{5}, std::vector<std::size_t>{0}, Row{1, 1}).gamma.reason, Reason::too_few_points);
  EXPECT_EQ(ellison_glaeser(Row{5, 5}, std::vector<std::size_t>{0, 0}, Row{1}).gamma.reason, Reason::zero_base);
  EXPECT_EQ(ellison_glaeser({}, {}, Row{1, 1}).g.reason, Reason::too_few_points);
}

TEST(EllisonGlaeser, is_negative_where_plants_avoid_each_other) {
  // s = x, so G = 0 and gamma = -H / (1 - H) = -1.
  EXPECT_DOUBLE_EQ(ellison_glaeser(Row{5, 5}, std::vector<std::size_t>{0, 1}, Row{1, 1}).gamma.value, -1.0);
}

TEST(EllisonGlaeser, of_many_industries_is_that_of_each) {
  const Row plants{5, 5, 9, 1, 2};
  const std::vector<std::size_t> region{0, 1, 0, 0, 1};
  std::array<EllisonGlaeser, 2> out;
  ellison_glaeser(plants, region, std::vector<std::int64_t>{0, 2, 5}, Row{1, 1}, out);
  EXPECT_DOUBLE_EQ(out[0].gamma.value, -1.0);
  EXPECT_EQ(out[1].gamma.value, ellison_glaeser(Row{9, 1, 2}, std::vector<std::size_t>{0, 0, 1}, Row{1, 1}).gamma.value);
  EXPECT_THROW(ellison_glaeser(plants, region, std::vector<std::int64_t>{0, 2, 4}, Row{1, 1}, out), ShapeError);
  EXPECT_THROW((void)ellison_glaeser(Row{5}, std::vector<std::size_t>{2}, Row{1, 1}), KeyError);
}

}  // namespace specialisation_test
