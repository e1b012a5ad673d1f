// SPDX-License-Identifier: Apache-2.0
// Concentration: both ends of every scale, what has no figure, tables.
#include <industria/base/error.hpp>
#include <industria/indicators/concentration.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

using namespace industria;
using Row = std::vector<double>;

namespace concentration_test {

TEST(Concentration, of_equal_parts_is_the_least) {
  const Concentration c = concentration(Row{0.1, 0.1, 0.1});
  EXPECT_NEAR(c.hhi.value, 1.0 / 3.0, 1e-16);  // one rounding
  EXPECT_EQ(c.gini.value, 0.0);
  EXPECT_NEAR(c.theil.value, 0.0, 1e-15);  // rounding of three shares
  EXPECT_NEAR(c.entropy.value, std::log(3.0), 1e-15);
}

TEST(Concentration, in_one_of_several_parts_is_the_most) {
  const Concentration c = concentration(Row{0, 7, 0, 0});
  EXPECT_EQ(c.hhi.value, 1.0);
  EXPECT_EQ(c.normalised_hhi.value, 1.0);
  EXPECT_EQ(c.corrected_gini.value, 1.0);
  EXPECT_DOUBLE_EQ(c.theil.value, std::log(4.0));
  EXPECT_EQ(c.mean_log_deviation.reason, Reason::zero_base);  // ln of 1 / 0
}

TEST(Concentration, of_one_part_has_no_scale) {
  EXPECT_EQ(hhi(Row{3}).value, 1.0);
  EXPECT_EQ(normalised_hhi(Row{3}).reason, Reason::too_few_points);
  EXPECT_EQ(corrected_gini(Row{3}).reason, Reason::too_few_points);
}

TEST(Concentration, says_why_it_is_missing) {
  EXPECT_EQ(hhi(Row{1, missing}).reason, Reason::missing);
  EXPECT_EQ(gini(Row{1, -1}).reason, Reason::negative_base);
  EXPECT_EQ(theil(Row{0, 0}).reason, Reason::zero_base);
  EXPECT_EQ(gini(Row{}).reason, Reason::zero_base);
  EXPECT_EQ(hhi(Row{1e308, 1e308}).reason, Reason::missing);  // no infinity leaves
}

TEST(LorenzCurve, goes_from_the_smallest_part_to_the_whole) {
  const std::vector<Value> curve = lorenz_curve(Row{50, 10, 20, 20});
  const Row expected{0.0, 0.1, 0.3, 0.5, 1.0};
  ASSERT_EQ(curve.size(), expected.size());
  for (std::size_t i = 0; i < curve.size(); ++i) EXPECT_DOUBLE_EQ(curve[i].value, expected[i]);
  EXPECT_EQ(lorenz_curve(Row{1, missing})[2].reason, Reason::missing);
}

TEST(Concentration, of_a_table_is_that_of_its_rows) {
  const Row values{4, 1, 3, missing, 1, 1};
  std::array<Concentration, 2> out;
  concentration(TableView{values, 2, 3}, out);
  EXPECT_EQ(out[0].gini.value, gini(Row{4, 1, 3}).value);
  EXPECT_EQ(out[1].gini.reason, Reason::missing);
  EXPECT_THROW(concentration(TableView{values, 3, 3}, out), ShapeError);
}

}  // namespace concentration_test
