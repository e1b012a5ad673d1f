// SPDX-License-Identifier: Apache-2.0
// STL and MSTL: laws and edges. The numbers of STL are compared with R's in tests/oracle.
#include <industria/base/error.hpp>
#include <industria/series/stl.hpp>

#include <gtest/gtest.h>

#include <laws/random_series.hpp>

#include <cmath>
#include <vector>

namespace stl_test {

using namespace industria;

std::vector<double> monthly(int n) {
  laws::Random random(7);
  std::vector<double> y;
  for (int t = 0; t < n; ++t)
    y.push_back(100.0 + 0.5 * t + 10.0 * std::sin(0.5235987755982988 * t) + random.uniform(-1, 1));
  return y;
}

double recomposition_error(const std::vector<double>& y, const StlParts& parts) {
  double error = 0.0;
  for (std::size_t t = 0; t < y.size(); ++t)
    error = std::max(error, std::abs(y[t] - parts.seasonal[t] - parts.trend[t] - parts.remainder[t]));
  return error;
}

TEST(Stl, parts_add_up_to_the_series) {
  const auto y = monthly(60);
  EXPECT_LE(recomposition_error(y, stl(y, 12, {.seasonal_window = 7})), 1e-13 * 130.0);  // three roundings
}

TEST(Stl, scaling_by_a_power_of_two_scales_the_parts_exactly) {
  auto y = monthly(50);
  const auto parts = stl(y, 12, {.seasonal_window = 9, .robust = true});
  for (double& value : y) value = std::ldexp(value, -900);
  const auto scaled = stl(y, 12, {.seasonal_window = 9, .robust = true});
  for (std::size_t t = 0; t < y.size(); ++t) EXPECT_EQ(std::ldexp(parts.trend[t], -900), scaled.trend[t]);
}

TEST(Stl, line_and_exact_season_are_found_exactly) {
  const std::vector<double> figure{3.0, -1.0, -4.0, 2.0};
  std::vector<double> y;
  for (std::size_t t = 0; t < 40; ++t) y.push_back(10.0 + 0.25 * static_cast<double>(t) + figure[t % 4]);
  const auto parts = stl(y, 4, {.seasonal_window = 7, .seasonal_degree = 1});
  for (std::size_t t = 0; t < y.size(); ++t) EXPECT_NEAR(parts.remainder[t], 0.0, 1e-11);  // local fits of lines are exact
}

TEST(Stl, a_gap_has_no_remainder_and_hardly_moves_the_parts) {
  auto y = monthly(72);
  const auto whole = stl(y, 12, {.seasonal_window = 9});
  y[30] = missing;
  const auto parts = stl(y, 12, {.seasonal_window = 9});
  EXPECT_TRUE(is_missing(parts.remainder[30]));
  EXPECT_EQ(parts.weights[30], 0.0);
  EXPECT_NEAR(parts.trend[30], whole.trend[30], 1.0);       // the noise is within 1
  EXPECT_NEAR(parts.seasonal[30], whole.seasonal[30], 1.0);
}

TEST(Stl, a_position_never_observed_has_finite_parts) {
  auto y = monthly(60);
  for (std::size_t t = 3; t < y.size(); t += 12) y[t] = missing;
  const auto parts = stl(y, 12, {.seasonal_window = 7, .robust = true});
  for (const double value : parts.seasonal) EXPECT_FALSE(is_missing(value));
  for (const double value : parts.trend) EXPECT_FALSE(is_missing(value));
}

TEST(Stl, an_outlier_gets_no_weight_in_a_robust_fit) {
  auto y = monthly(72);
  y[40] += 50.0;
  const auto parts = stl(y, 12, {.seasonal_window = 9, .robust = true});
  EXPECT_LT(parts.weights[40], 0.01);
  EXPECT_GT(parts.remainder[40], 45.0);
}

TEST(Stl, constants_zeros_and_extremes_stay_finite) {
  for (const double c : {0.0, 5.0, -1e300, 1e-300}) {
    const auto parts = stl(std::vector<double>(30, c), 12, {.seasonal_window = 11, .robust = true});
    for (std::size_t t = 0; t < 30; ++t) EXPECT_NEAR(parts.trend[t], c, 1e-13 * std::abs(c));  // sums of equal numbers
  }
}

TEST(Stl, without_any_value_every_part_is_missing) {
  const auto parts = stl(std::vector<double>(9, missing), 4);
  EXPECT_TRUE(is_missing(parts.trend[4]));
  EXPECT_TRUE(is_missing(parts.seasonal[4]));
}

TEST(Stl, refuses_what_has_no_two_seasons_and_windows_below_zero) {
  EXPECT_THROW((void)stl(monthly(24), 12), ValueError);
  EXPECT_NO_THROW((void)stl(monthly(25), 12));
  EXPECT_THROW((void)stl(monthly(25), 1), ValueError);
  EXPECT_THROW((void)stl(monthly(25), 12, {.trend_window = -1}), ValueError);
  EXPECT_THROW((void)stl(monthly(25), 12, {.seasonal_degree = 2}), ValueError);
}

TEST(Mstl, one_season_is_stl_of_window_11) {
  const auto y = monthly(60);
  const auto one = stl(y, 12, {.seasonal_window = 11});
  const auto parts = mstl(y, std::vector<int>{12});
  for (std::size_t t = 0; t < y.size(); ++t) EXPECT_EQ(parts.trend[t], one.trend[t]);
}

TEST(Mstl, leaves_out_seasons_that_do_not_fit_twice_and_doubles) {
  const auto parts = mstl(monthly(60), std::vector<int>{30, 12, 1, 12, 4});
  EXPECT_EQ(parts.periods, (std::vector<int>{4, 12}));
  EXPECT_EQ(parts.seasonal.size(), 2U);
}

TEST(Mstl, without_a_season_a_line_is_its_own_trend) {
  std::vector<double> y;
  for (int t = 0; t < 15; ++t) y.push_back(2.0 + 3.0 * t);
  const auto parts = mstl(y, std::vector<int>{});
  for (std::size_t t = 0; t < y.size(); ++t) EXPECT_NEAR(parts.trend[t], y[t], 1e-12 * 44.0);  // local lines
}

TEST(Mstl, any_length_has_parts_of_that_length) {
  for (int n = 0; n < 30; ++n) {
    const auto parts = mstl(monthly(n), std::vector<int>{4, 12});
    ASSERT_EQ(parts.adjusted().size(), static_cast<std::size_t>(n));
    for (const double value : parts.trend) ASSERT_FALSE(is_missing(value));
  }
}

TEST(Strength, is_one_without_remainder_and_zero_without_season) {
  const std::vector<double> season{1.0, -1.0, 1.0, -1.0};
  EXPECT_EQ(strength(season, std::vector<double>(4, 0.0)).value, 1.0);
  EXPECT_EQ(strength(std::vector<double>(4, 0.0), season).value, 0.0);
  EXPECT_EQ(strength(std::vector<double>(4, 0.0), std::vector<double>(4, 0.0)).reason, Reason::zero_base);
  EXPECT_EQ(strength(std::vector<double>(1, 0.0), std::vector<double>(1, 0.0)).reason, Reason::too_few_points);
  EXPECT_THROW((void)strength(season, std::vector<double>(3, 0.0)), ShapeError);
}

TEST(Strength, of_a_seasonal_series_is_high) {
  const auto parts = stl(monthly(96), 12);
  EXPECT_GT(seasonal_strength(parts).value, 0.95);
  EXPECT_GT(trend_strength(parts).value, 0.95);
}

}  // namespace stl_test
