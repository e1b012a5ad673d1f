// SPDX-License-Identifier: Apache-2.0
// Index numbers where something is missing, zero or new; tables by group.
#include <industria/base/error.hpp>
#include <industria/indicators/index_numbers.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace industria;

namespace index_numbers_test {

using V = std::vector<double>;

TEST(IndexNumbers, need_a_price_only_where_there_is_weight) {
  // The second product came up in period 1: no price before.
  EXPECT_DOUBLE_EQ(price_index(IndexFormula::laspeyres, V{2, missing}, V{5, 0}, V{3, 7}, V{5, 1}).value, 1.5);
  EXPECT_EQ(price_index(IndexFormula::paasche, V{2, missing}, V{5, 0}, V{3, 7}, V{5, 1}).reason, Reason::missing);
  EXPECT_EQ(price_index(IndexFormula::tornqvist, V{2, missing}, V{5, 0}, V{3, 7}, V{5, 1}).reason, Reason::missing);
}

TEST(IndexNumbers, tornqvist_leaves_out_what_has_no_share_in_both_periods) {
  EXPECT_DOUBLE_EQ(price_index(IndexFormula::tornqvist, V{2, missing}, V{5, 0}, V{3, 7}, V{5, 0}).value, 1.5);
  EXPECT_EQ(price_index(IndexFormula::tornqvist, V{2, 0}, V{5, 1}, V{3, 7}, V{5, 1}).reason, Reason::zero_base);
}

TEST(IndexNumbers, leave_out_what_is_neither_produced_before_nor_after) {
  EXPECT_DOUBLE_EQ(quantity_index(IndexFormula::laspeyres, V{2, missing}, V{5, 0}, V{2, missing}, V{10, 0}).value, 2.0);
  EXPECT_DOUBLE_EQ(quantity_index(IndexFormula::tornqvist, V{2, missing}, V{5, 0}, V{2, missing}, V{10, 0}).value, 2.0);
}

TEST(IndexNumbers, say_why_they_cannot_be_given) {
  EXPECT_EQ(price_index(IndexFormula::laspeyres, V{0}, V{1}, V{2}, V{1}).reason, Reason::zero_base);
  EXPECT_EQ(price_index(IndexFormula::laspeyres, V{1}, V{-1}, V{2}, V{1}).reason, Reason::negative_base);
  EXPECT_EQ(price_index(IndexFormula::walsh, V{1}, V{missing}, V{2}, V{1}).reason, Reason::missing);
  EXPECT_EQ(value_ratio(V{1}, V{0}, V{2}, V{1}).reason, Reason::zero_base);
  EXPECT_EQ(price_index(IndexFormula::fisher, V{}, V{}, V{}, V{}).reason, Reason::zero_base);
}

TEST(IndexNumbers, refuse_arrays_of_different_sizes) {
  EXPECT_THROW(static_cast<void>(price_index(IndexFormula::fisher, V{1}, V{1, 2}, V{1}, V{1})), ShapeError);
  const V three{1, 2, 3};
  EXPECT_THROW(static_cast<void>(price_indices(IndexFormula::fisher, {three, three, 2}, IndexBase::fixed)), ShapeError);
  EXPECT_THROW(static_cast<void>(price_indices(IndexFormula::fisher, {three, three, 3}, IndexBase::fixed, 3)), ValueError);
}

TEST(IndexTables, chain_to_both_sides_of_the_base) {
  const V p{2, 4, 8};
  const V q{1, 1, 1};
  const auto index = price_indices(IndexFormula::laspeyres, {p, q, 3}, IndexBase::chained, 1);
  EXPECT_DOUBLE_EQ(index[0].value, 0.5);
  EXPECT_DOUBLE_EQ(index[1].value, 1.0);
  EXPECT_DOUBLE_EQ(index[2].value, 2.0);
}

TEST(IndexTables, a_gap_breaks_a_chain_and_only_its_period_of_a_fixed_base) {
  const V p{1, missing, 3, 4};
  const V q{1, 1, 1, 1};
  EXPECT_EQ(price_indices(IndexFormula::laspeyres, {p, q, 4}, IndexBase::chained)[3].reason, Reason::missing);
  const auto fixed = price_indices(IndexFormula::laspeyres, {p, q, 4}, IndexBase::fixed);
  EXPECT_EQ(fixed[1].reason, Reason::missing);
  EXPECT_DOUBLE_EQ(fixed[3].value, 4.0);
}

TEST(IndexTables, groups_are_tables_of_their_own) {
  const V p{1, 2, 1, 3, 1, missing};
  const V q{1, 1, 1, 1, 1, 1};
  const std::int64_t groups[] = {0, 2, 3};
  V out(4);
  quantity_indices(IndexFormula::fisher, {q, p, 2}, IndexBase::fixed, 0, groups, out);
  EXPECT_DOUBLE_EQ(out[1], 2.5);
  EXPECT_TRUE(std::isnan(out[3]));
  const std::int64_t wrong[] = {0, 2};
  EXPECT_THROW(price_indices(IndexFormula::fisher, {p, q, 2}, IndexBase::fixed, 0, wrong, out), ShapeError);
}

}  // namespace index_numbers_test
