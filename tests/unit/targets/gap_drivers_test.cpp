// SPDX-License-Identifier: Apache-2.0
// What drives a gap: published examples of decomposition, zeros, new products, and P(attain) by part.
#include <industria/base/error.hpp>
#include <industria/targets/gap_drivers.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>

using namespace industria;

namespace {

TEST(GapByPart, gaps_add_up_to_that_of_the_whole) {
  const GapByPart g = gap_by_part(std::array{30000.0, 12000.0, 4000.0}, std::array{28500.0, 12700.0, 3600.0});
  EXPECT_EQ(g.gap.value, -1500.0 + 700.0 - 400.0);
  EXPECT_EQ(g.unallocated, 0.0);
  EXPECT_NEAR(g.parts[0].points.value, -100 * 1500.0 / 46000, 1e-13);
}

TEST(GapByPart, what_no_part_explains_is_told) {
  const GapByPart g = gap_by_part(std::array{10.0, missing}, std::array{8.0, 4.0}, 20, 15);
  EXPECT_EQ(g.gap.value, -5.0);
  EXPECT_EQ(g.unallocated, -3.0);
  EXPECT_FALSE(g.parts[1].gap);
  EXPECT_FALSE(gap_by_part(std::array{10.0, missing}, std::array{8.0, 4.0}).gap);
}

TEST(GapByPart, without_own_targets_parts_should_grow_as_the_whole) {
  const GapByPart g = gap_by_part(120, std::array{60.0, 40.0}, std::array{72.0, 44.0});
  EXPECT_EQ(g.parts[0].gap.value, 0.0);
  EXPECT_EQ(g.parts[1].gap.value, -4.0);
  EXPECT_EQ(gap_by_part(120, std::array{0.0, 0.0}, std::array{72.0, 44.0}).gap.reason, Reason::zero_base);
}

TEST(GapByFactor, two_factors_of_one_part_against_their_definitions) {
  // Target 100 t at 2, actual 90 t at 2.5: gap 25.
  const auto run = [](FactorMethod method) { return gap_by_volume_and_price(std::array{100.0}, std::array{2.0}, std::array{90.0}, std::array{2.5}, method); };
  const GapByFactor shapley = run(FactorMethod::shapley);
  EXPECT_NEAR(shapley.totals[0], -10 * (2.0 + 2.5) / 2, 1e-13);  // change of volume at the mean price
  EXPECT_NEAR(shapley.totals[1], 0.5 * (100.0 + 90.0) / 2, 1e-13);
  const GapByFactor lmdi = run(FactorMethod::log_mean);
  EXPECT_NEAR(lmdi.totals[0], 25 / std::log(1.125) * std::log(0.9), 1e-12);
  EXPECT_NEAR(lmdi.gap.value, 25.0, 1e-12);
}

TEST(GapByFactor, a_new_product_is_done_by_shapley_and_leaves_no_residual) {
  const GapByFactor g = gap_by_capacity({.capacity = 100, .utilisation = 0.9, .mix = std::array{1.0, 0.0}, .unit_value = std::array{2.0, 3.0}},
                                        {.capacity = 110, .utilisation = 0.8, .mix = std::array{0.7, 0.3}, .unit_value = std::array{2.0, 3.0}});
  EXPECT_EQ(g.by_shapley, 1);
  EXPECT_NEAR(g.gap.value, 110 * 0.8 * (0.7 * 2 + 0.3 * 3) - 100 * 0.9 * 2, 1e-12);
  EXPECT_EQ(g.totals[3], 0.0);  // no unit value has changed
  EXPECT_GT(g.totals[0], 0.0);
  EXPECT_LT(g.totals[1], 0.0);
  EXPECT_GT(g.totals[2], 0.0);
}

TEST(GapByFactor, a_missing_cell_is_no_zero) {
  const GapByFactor g = gap_by_factor(std::array{1.0, 2.0, 3.0, missing}, std::array{1.0, 2.0, 3.0, 4.0}, 2);
  EXPECT_EQ(g.cells[0], 0.0);
  EXPECT_TRUE(std::isnan(g.cells[2]));
  EXPECT_FALSE(g.gap);
  EXPECT_THROW((void)gap_by_factor(std::array{1.0, 2.0}, std::array{1.0}, 2), ShapeError);
  EXPECT_THROW((void)gap_by_factor(std::array{1.0}, std::array{1.0}, 13), ValueError);
}

TEST(ProbabilityByPart, closing_a_gap_moves_the_probability) {
  const GapByPart gap = gap_by_part(std::array{60.0, 40.0}, std::array{55.0, 42.0});
  const auto normal = [](double shift) { return 0.5 * std::erfc(-(shift - 3.0) / 10.0 / std::sqrt(2.0)); };  // the whole is 3 short, spread 10
  const std::vector<PartSensitivity> s = probability_by_part(gap, normal);
  EXPECT_NEAR(s[0].if_closed.value, normal(5.0), 1e-15);
  EXPECT_NEAR(s[0].gain.value, normal(5.0) - normal(0.0), 1e-15);
  EXPECT_LT(s[1].gain.value, 0.0);  // the part is ahead
  EXPECT_NEAR(s[0].per_percent.value, normal(0.275) - normal(-0.275), 1e-15);
}

}  // namespace
