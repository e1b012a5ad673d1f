// SPDX-License-Identifier: Apache-2.0
// Regression: missing rows, dependent columns, refusals. Its digits are tested in tests/oracle.
#include <industria/base/error.hpp>
#include <industria/series/regression.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using industria::missing;
using industria::regress;
using industria::regress_polynomial;
using industria::Regression;

namespace regression_test {

TEST(Regression, gives_an_exact_line_back) {
  const Regression fit = regress(std::vector{3.0, 5.0, 7.0, 9.0}, std::vector{1.0, 2.0, 3.0, 4.0}, 1);
  EXPECT_EQ(fit.coefficients, (std::vector{1.0, 2.0}));
  EXPECT_EQ(fit.r_squared, 1.0);
  EXPECT_EQ(fit.residual_degrees_of_freedom, 2u);
}

TEST(Regression, leaves_rows_with_a_missing_value_out) {
  const Regression fit = regress(std::vector{3.0, missing, 7.0, 100.0}, std::vector{1.0, 2.0, 3.0, missing}, 1);
  EXPECT_EQ(fit.observations, 2u);
  EXPECT_EQ(fit.coefficients, (std::vector{1.0, 2.0}));
  EXPECT_TRUE(std::isnan(fit.standard_errors[0]));  // no residual degree of freedom
}

TEST(Regression, drops_one_of_two_equal_columns) {
  const Regression fit = regress(std::vector{1.0, 2.0, 4.0, 3.0}, std::vector{1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, 4.0}, 2);
  EXPECT_EQ(fit.rank, 2);
  EXPECT_NE(std::isnan(fit.coefficients[1]), std::isnan(fit.coefficients[2]));
}

TEST(Regression, a_shift_of_the_regressor_keeps_slope_and_its_error) {
  const std::vector<double> y{2.0, 3.5, 3.0, 5.5, 6.0};
  const Regression near = regress(y, std::vector{1.0, 2.0, 3.0, 4.0, 5.0}, 1);
  const Regression far = regress(y, std::vector{1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4, 1e9 + 5}, 1);
  EXPECT_DOUBLE_EQ(near.coefficients[1], far.coefficients[1]);
  EXPECT_DOUBLE_EQ(near.standard_errors[1], far.standard_errors[1]);
}

TEST(Regression, a_polynomial_of_more_powers_than_distinct_points_keeps_the_lower_powers) {
  const Regression fit = regress_polynomial(std::vector{1.0, 1.0, 3.0}, std::vector{0.0, 0.0, 2.0}, 2);
  EXPECT_EQ(fit.rank, 2);
  EXPECT_DOUBLE_EQ(fit.coefficients[1], 1.0);
  EXPECT_TRUE(std::isnan(fit.coefficients[2]));
}

TEST(Regression, refuses_sizes_that_do_not_fit_and_too_few_rows) {
  const std::vector<double> two{1.0, 2.0};
  EXPECT_THROW((void)regress(two, two, 2), industria::ShapeError);
  EXPECT_THROW((void)regress(std::vector{1.0, missing}, two, 1), industria::ValueError);
  EXPECT_THROW((void)regress_polynomial(two, two, 11), industria::ValueError);
}

}  // namespace regression_test
