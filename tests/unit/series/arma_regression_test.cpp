// SPDX-License-Identifier: Apache-2.0
// Regression with ARMA errors and calendar regressors: laws, missing values, what cannot be fitted.
#include <industria/base/error.hpp>
#include <industria/series/arma_regression.hpp>
#include <industria/series/calendar.hpp>
#include <industria/series/regression.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace arma_regression_test {

using namespace industria;
using Values = std::vector<double>;

/// A wave with pseudo-random bumps: nothing fits it exactly.
Values bumpy(std::size_t n) {
  Values y;
  unsigned state = 12345;
  double level = 50.0;
  for (std::size_t t = 0; t < n; ++t) {
    state = state * 1664525U + 1013904223U;
    level += static_cast<double>(state >> 16) / 65536.0 - 0.5;
    y.push_back(level + 5.0 * std::sin(0.5 * static_cast<double>(t)));
  }
  return y;
}
Values steps(std::size_t n) {
  Values x(n);
  std::iota(x.begin(), x.end(), 1.0);
  return x;
}
constexpr ArmaOrder white{0, 0, 0, 0, 0, 0, 1};

TEST(ArmaRegression, with_white_noise_is_least_squares) {
  const Values y = bumpy(40);
  Values x = steps(40);
  const Regression expected = regress(y, x, 1);
  x.insert(x.begin(), 40, 1.0);
  const ArmaRegression got = regress_with_arma_errors(y, x, 2, {.order = white});
  for (std::size_t k = 0; k < 2; ++k) EXPECT_NEAR(got.coefficients[k], expected.coefficients[k], 1e-10 * std::abs(expected.coefficients[k]));
  EXPECT_NEAR(std::sqrt(got.sigma2), expected.residual_standard_deviation, 1e-10);
}

TEST(ArmaRegression, a_random_walk_forecasts_its_last_value_with_growing_width) {
  const Values y = bumpy(30);
  const ArmaRegression got = regress_with_arma_errors(y, {}, 0, {.order = {0, 1, 0, 0, 0, 0, 1}, .horizon = 4});
  for (std::size_t h = 0; h < 4; ++h) {
    EXPECT_DOUBLE_EQ(got.mean[h], y.back());
    EXPECT_NEAR(got.standard_deviation[h], std::sqrt(got.sigma2 * static_cast<double>(h + 1)), 1e-12);
  }
}

TEST(ArmaRegression, scaling_by_a_power_of_two_scales_everything_exactly) {
  const Values y = bumpy(60);
  Values scaled = y;
  for (double& v : scaled) v *= 1024.0;
  const ArmaRegressionOptions options{.order = {1, 1, 1, 0, 0, 0, 1}, .horizon = 3};
  const ArmaRegression a = regress_with_arma_errors(y, {}, 0, options);
  const ArmaRegression b = regress_with_arma_errors(scaled, {}, 0, options);
  EXPECT_EQ(a.ar, b.ar);
  for (std::size_t h = 0; h < 3; ++h) EXPECT_EQ(a.mean[h] * 1024.0, b.mean[h]);
}

TEST(ArmaRegression, leaves_out_steps_without_observation) {
  Values y = bumpy(80);
  const ArmaRegressionOptions options{.order = {1, 0, 0, 0, 0, 0, 1}, .horizon = 1};
  const Values ones(81, 1.0);
  const ArmaRegression whole = regress_with_arma_errors(y, ones, 1, options);
  y[40] = missing;
  const ArmaRegression gap = regress_with_arma_errors(y, ones, 1, options);
  EXPECT_EQ(whole.observations - gap.observations, 1U);
  EXPECT_NEAR(gap.ar[0], whole.ar[0], 0.1);  // one of eighty values
  EXPECT_FALSE(is_missing(gap.mean[0]));
}

TEST(ArmaRegression, says_why_there_is_no_fit) {
  const Values y = bumpy(14);
  EXPECT_EQ(regress_with_arma_errors(y, {}, 0).reason, Reason::too_few_points);
  Values twice = steps(14);
  twice.insert(twice.end(), twice.begin(), twice.begin() + 14);
  EXPECT_EQ(regress_with_arma_errors(y, twice, 2, {.order = white}).reason, Reason::not_comparable);
  EXPECT_EQ(regress_with_arma_errors(Values(20, 7.0), {}, 0, {.order = {1, 1, 0, 0, 0, 0, 1}}).reason, Reason::not_comparable);
}

TEST(ArmaRegression, refuses_sizes_and_orders_that_do_not_fit) {
  const Values y = bumpy(30);
  EXPECT_THROW((void)regress_with_arma_errors(y, Values(29, 1.0), 1), ShapeError);
  EXPECT_THROW((void)regress_with_arma_errors(y, {}, 0, {.order = {.ar = -1}}), ValueError);
  EXPECT_THROW((void)regress_with_arma_errors(y, {}, 0, {.order = {.season = 0}}), ValueError);
  EXPECT_THROW((void)regress_with_arma_errors(y, Values(30, missing), 1), ValueError);
}

TEST(Calendar, shares_of_each_tet_add_up_to_one_in_months_and_quarters) {
  for (const PeriodKind kind : {PeriodKind::month, PeriodKind::quarter}) {
    const auto n = static_cast<std::size_t>(61 * periods_per_year(kind));
    const auto shares = tet_regressor({1990, kind, 1}, n, {-10, 9}, Centring::none);
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 61.0, 1e-10);
    const auto centred = tet_regressor({1990, kind, 1}, n, {-10, 9});
    EXPECT_NEAR(std::accumulate(centred.begin(), centred.end(), 0.0), 0.0, 1e-10);
  }
}

TEST(Calendar, trading_days_of_28_years_even_out_and_leap_years_too) {
  const Period first = Period::of_month(2001, 1);
  for (const auto& values : {trading_day_regressor(first, 28 * 12), leap_year_regressor(first, 28 * 12), weekday_regressors(first, 28 * 12)})
    EXPECT_NEAR(std::accumulate(values.begin(), values.end(), 0.0), 0.0, 1e-9);
  EXPECT_EQ(trading_day_regressor(Period::of_month(2026, 2), 1)[0], 0.0);  // twenty weekdays, eight days of weekends
}

TEST(Calendar, refuses_years_and_windows_outside) {
  EXPECT_THROW((void)tet_regressor(Period::of_month(1989, 12), 3, {}), ValueError);
  EXPECT_THROW((void)tet_regressor(Period(2020), 3, {}), ValueError);
  EXPECT_THROW((void)tet_regressor(Period::of_month(2020, 1), 3, {3, 1}), ValueError);
  EXPECT_FALSE(tet_day(2051));
}

}  // namespace arma_regression_test
