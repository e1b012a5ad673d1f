// SPDX-License-Identifier: Apache-2.0
// Shift-share: industries that begin or end, missing and negative levels, tables.
#include <industria/base/error.hpp>
#include <industria/indicators/shift_share.hpp>

#include <gtest/gtest.h>

#include <array>
#include <vector>

using namespace industria;
using Row = std::vector<double>;

namespace shift_share_test {

TEST(ShiftShare, puts_an_industry_new_to_the_country_aside) {
  const ShiftShareTotal t = shift_share(Row{10, 0}, Row{12, 5}, Row{100, 0}, Row{110, 20}).total;
  EXPECT_EQ(t.parts.change.value, 7.0);
  EXPECT_EQ(t.unallocated.value, 5.0);
  EXPECT_DOUBLE_EQ(t.parts.national.value + t.parts.mix.value + t.parts.competitive.value, 2.0);
  EXPECT_EQ(t.structural_factor.reason, Reason::zero_base);
}

TEST(ShiftShare, cannot_split_an_industry_new_to_the_region) {
  const ShiftShare s = shift_share(Row{10, 0}, Row{12, 5}, Row{100, 50}, Row{110, 60});
  EXPECT_EQ(s.industries[1].competitive.value, 5.0);
  EXPECT_EQ(s.industries[1].allocation.reason, Reason::zero_base);
  EXPECT_EQ(s.total.unsplit.value, 5.0);
  EXPECT_DOUBLE_EQ(s.total.parts.homothetic_competitive.value + s.total.parts.allocation.value + 5.0, s.total.parts.competitive.value);
}

TEST(ShiftShare, is_exactly_zero_for_equal_growth) {
  const ShiftShare s = shift_share(Row{3, 7}, Row{3.3, 7.7}, Row{30, 70}, Row{33, 77});
  EXPECT_EQ(s.industries[1].mix.value, 0.0);
  EXPECT_EQ(s.total.parts.mix.value, 0.0);
  EXPECT_NEAR(s.total.parts.competitive.value, 0.0, 1e-15);  // 3.3 and 7.7 are rounded themselves
}

TEST(ShiftShare, of_a_region_with_a_gap_has_cells_but_no_sums) {
  const ShiftShare s = shift_share(Row{10, missing}, Row{12, 5}, Row{100, 50}, Row{110, 60});
  EXPECT_DOUBLE_EQ(s.industries[0].competitive.value, 1.0);
  EXPECT_EQ(s.industries[0].homothetic.reason, Reason::missing);  // needs the region's sum
  EXPECT_EQ(s.total.parts.competitive.reason, Reason::missing);
  EXPECT_EQ(s.total.regional_factor.reason, Reason::missing);
}

TEST(ShiftShare, of_a_country_with_a_gap_keeps_the_competitive_parts) {
  const ShiftShare s = shift_share(Row{10, 4}, Row{12, 5}, Row{100, 50}, Row{110, missing});
  EXPECT_DOUBLE_EQ(s.industries[0].competitive.value, 1.0);
  EXPECT_EQ(s.industries[0].national.reason, Reason::missing);
  EXPECT_EQ(s.total.parts.change.value, 3.0);
  EXPECT_EQ(s.total.unallocated.reason, Reason::missing);
}

TEST(ShiftShare, refuses_negative_bases) {
  const ShiftShare s = shift_share(Row{10, -4}, Row{12, 5}, Row{100, 50}, Row{110, 60});
  EXPECT_EQ(s.industries[1].competitive.reason, Reason::negative_base);
  EXPECT_EQ(s.total.parts.national.reason, Reason::negative_base);
  EXPECT_EQ(shift_share(Row{1}, Row{2}, Row{0}, Row{5}).total.parts.national.reason, Reason::zero_base);
}

TEST(ShiftShare, of_a_table_is_that_of_its_rows) {
  const Row before{90, 20, 60, 30};
  const Row after{100, 40, 85, missing};
  std::vector<ShiftShareParts> cells(4);
  std::array<ShiftShareTotal, 2> totals;
  shift_share(TableView{before, 2, 2}, TableView{after, 2, 2}, Row{400, 150}, Row{440, 210}, cells, totals);
  const ShiftShare first = shift_share(Row{90, 20}, Row{100, 40}, Row{400, 150}, Row{440, 210});
  EXPECT_EQ(cells[1].allocation.value, first.industries[1].allocation.value);
  EXPECT_EQ(totals[0].locational_factor.value, first.total.locational_factor.value);
  EXPECT_EQ(totals[1].parts.change.reason, Reason::missing);
}

TEST(ShiftShare, within_a_table_is_a_game_of_sum_zero) {
  const Row before{90, 20, 60, 30};
  const Row after{100, 40, 85, 10};
  std::vector<ShiftShareParts> cells(4);
  std::array<ShiftShareTotal, 2> totals;
  shift_share(TableView{before, 2, 2}, TableView{after, 2, 2}, cells, totals);
  EXPECT_NEAR(cells[0].competitive.value + cells[2].competitive.value, 0.0, 1e-13);  // roundings of figures near 10
  shift_share(TableView{before, 2, 2}, TableView{after, 2, 2}, {}, totals);          // totals alone
  EXPECT_EQ(totals[0].parts.change.value, 30.0);
}

TEST(ShiftShare, refuses_other_shapes) {
  std::array<ShiftShareTotal, 1> totals;
  EXPECT_THROW((void)shift_share(Row{1, 2}, Row{1, 2}, Row{1}, Row{1, 2}), ShapeError);
  EXPECT_THROW(shift_share(TableView{Row{1, 2}, 2, 1}, TableView{Row{1, 2}, 2, 1}, {}, totals), ShapeError);
}

}  // namespace shift_share_test
