// SPDX-License-Identifier: Apache-2.0
// Productivity: sectors that begin or end, aggregates that do not exist, tables.
#include <industria/base/error.hpp>
#include <industria/indicators/productivity.hpp>

#include <gtest/gtest.h>

#include <array>
#include <vector>

using namespace industria;
using Row = std::vector<double>;

namespace productivity_test {

TEST(Productivity, growth_is_all_within_when_nobody_moves) {
  const ProductivityTotal t = productivity_decomposition(Row{10, 30}, Row{5, 5}, Row{12, 33}, Row{6, 6}).total;
  EXPECT_DOUBLE_EQ(t.parts.contribution.value, 45.0 / 12 / 4 - 1);
  EXPECT_EQ(t.parts.structural.value, 0.0);
  EXPECT_DOUBLE_EQ(t.parts.within.value, t.parts.contribution.value);
}

TEST(Productivity, growth_is_all_static_when_only_people_move) {
  const ProductivityTotal t = productivity_decomposition(Row{10, 30}, Row{5, 5}, Row{8, 36}, Row{4, 6}).total;
  EXPECT_DOUBLE_EQ(t.parts.static_shift.value, 0.1);
  EXPECT_EQ(t.parts.within.value, 0.0);
  EXPECT_EQ(t.parts.dynamic_shift.value, 0.0);
}

TEST(Productivity, of_a_new_sector_is_not_split) {
  const ProductivityDecomposition d = productivity_decomposition(Row{10, 0}, Row{5, 0}, Row{12, 9}, Row{5, 1});
  EXPECT_EQ(d.sectors[1].within.reason, Reason::zero_base);
  EXPECT_DOUBLE_EQ(d.total.unallocated.value, 9.0 / 6 / 2);
  EXPECT_DOUBLE_EQ(d.total.parts.within.value + d.total.parts.structural.value + d.total.unallocated.value, d.total.parts.contribution.value);
}

TEST(Productivity, says_why_it_is_missing) {
  const auto reason = [](Row v0, Row l0, Row v1, Row l1) { return productivity_decomposition(v0, l0, v1, l1).total.parts.within.reason; };
  EXPECT_EQ(reason({1, missing}, {1, 1}, {1, 1}, {1, 1}), Reason::missing);
  EXPECT_EQ(reason({1, 1}, {1, -2}, {1, 1}, {1, 1}), Reason::negative_base);
  EXPECT_EQ(reason({1, -2}, {1, 1}, {1, 1}, {1, 1}), Reason::negative_base);
  EXPECT_EQ(reason({1, 1}, {1, 1}, {1, 1}, {0, 0}), Reason::zero_base);
}

TEST(Productivity, of_a_table_is_that_of_its_rows) {
  const Row v0{200, 300, 1, missing};
  const Row l0{60, 25, 1, 1};
  const Row v1{210, 420, 1, 1};
  const Row l1{50, 32, 1, 1};
  const auto table = [](const Row& row) { return TableView{row, 2, 2}; };
  std::vector<ProductivityParts> cells(4);
  std::array<ProductivityTotal, 2> totals;
  productivity_decomposition(table(v0), table(l0), table(v1), table(l1), cells, totals);
  const ProductivityDecomposition first = productivity_decomposition(Row{200, 300}, Row{60, 25}, Row{210, 420}, Row{50, 32});
  EXPECT_EQ(cells[1].structural.value, first.sectors[1].structural.value);
  EXPECT_EQ(totals[0].after.value, first.total.after.value);
  EXPECT_EQ(cells[2].within.reason, Reason::missing);
  EXPECT_THROW(productivity_decomposition(table(v0), table(l0), table(v1), TableView{l1, 4, 1}, cells, totals), ShapeError);
}

}  // namespace productivity_test
