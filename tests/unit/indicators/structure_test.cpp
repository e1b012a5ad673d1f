// SPDX-License-Identifier: Apache-2.0
// Structural change: known angles, what has no figure, tables.
#include <industria/base/error.hpp>
#include <industria/indicators/structure.hpp>

#include <gtest/gtest.h>

#include <array>
#include <vector>

using namespace industria;
using Row = std::vector<double>;

namespace structure_test {

TEST(StructuralChange, is_nothing_for_equal_structures) {
  const StructuralChange c = structural_change(Row{1, 2, 3}, Row{10, 20, 30});
  EXPECT_EQ(c.norm_of_absolute_values.value, 0.0);
  EXPECT_EQ(c.lilien.value, 0.0);
  EXPECT_NEAR(c.angle.value, 0.0, 1e-13);  // acos would leave up to 1e-6
}

TEST(StructuralChange, is_whole_when_one_sector_replaces_another) {
  const StructuralChange c = structural_change(Row{5, 0}, Row{0, 7});
  EXPECT_EQ(c.norm_of_absolute_values.value, 1.0);
  EXPECT_EQ(c.finger_kreinin.value, 0.0);
  EXPECT_NEAR(c.angle.value, 90.0, 1e-13);  // two roundings
}

TEST(StructuralChange, keeps_small_angles) {
  EXPECT_NEAR(structural_change_angle(Row{1, 0}, Row{1, 1e-9}).value, 57.29577951308232e-9, 1e-21);  // tan x = x here
}

TEST(Lilien, is_undefined_for_a_sector_that_appears) {
  EXPECT_EQ(lilien(Row{1, 0}, Row{1, 1}).reason, Reason::zero_base);
  EXPECT_EQ(lilien(Row{1, 1}, Row{1, 0}, LilienWeights::mean).reason, Reason::zero_base);
}

TEST(Lilien, leaves_out_a_sector_that_never_was) {
  EXPECT_EQ(lilien(Row{1, 0, 2}, Row{2, 0, 1}).value, lilien(Row{1, 2}, Row{2, 1}).value);
}

TEST(Lilien, modified_is_the_same_backwards) {
  EXPECT_DOUBLE_EQ(lilien(Row{1, 4}, Row{3, 3}, LilienWeights::mean).value, lilien(Row{3, 3}, Row{1, 4}, LilienWeights::mean).value);
}

TEST(StructuralChange, says_why_it_is_missing) {
  EXPECT_EQ(norm_of_absolute_values(Row{1, missing}, Row{1, 1}).reason, Reason::missing);
  EXPECT_EQ(finger_kreinin(Row{1, 1}, Row{2, -1}).reason, Reason::negative_base);
  EXPECT_EQ(cosine_similarity(Row{0, 0}, Row{1, 1}).reason, Reason::zero_base);
}

TEST(StructuralChange, of_a_table_is_that_of_its_rows) {
  const Row before{1, 2, 3, 4, missing, 6};
  const Row after{2, 2, 2, 9, 5, 1};
  std::array<StructuralChange, 2> out;
  structural_change(TableView{before, 2, 3}, TableView{after, 2, 3}, out);
  EXPECT_EQ(out[0].angle.value, structural_change_angle(Row{1, 2, 3}, Row{2, 2, 2}).value);
  EXPECT_EQ(out[1].angle.reason, Reason::missing);  // one bad row stops no other
}

TEST(StructuralChange, refuses_other_shapes) {
  const Row six(6, 1.0);
  std::array<StructuralChange, 2> out;
  EXPECT_THROW((void)finger_kreinin(Row{1}, Row{1, 2}), ShapeError);
  EXPECT_THROW(structural_change(TableView{six, 2, 3}, TableView{six, 3, 2}, out), ShapeError);
  EXPECT_THROW(structural_change(TableView{six, 4, 2}, TableView{six, 4, 2}, out), ShapeError);
}

}  // namespace structure_test
