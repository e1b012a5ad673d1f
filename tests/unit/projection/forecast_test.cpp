// SPDX-License-Identifier: Apache-2.0
// Questions to one forecast: quantiles, probabilities, limits, paths. Expected values are tabulated quantiles of
// the normal and Student laws.
#include <industria/base/error.hpp>
#include <industria/projection/forecast.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

using industria::Bounds;
using industria::Forecast;
using industria::Period;
using industria::Quality;
using industria::Transform;

namespace forecast_test {

Forecast standard(double dof = std::numeric_limits<double>::infinity(), Transform transform = Transform::none) {
  Forecast f;
  f.id = "x";
  f.periods = {Period::of_year(2022), Period::of_year(2023), Period::of_year(2024), Period::of_year(2025)};
  f.location = {0.0, 0.0, 0.0, 0.0};
  f.law.walk = 1.0;
  f.law.dof = dof;
  f.transform = transform;
  f.quality = Quality::good;
  return f;
}

TEST(Forecast, has_the_quantiles_of_the_normal_law) {
  const Forecast f = standard();
  EXPECT_NEAR(f.quantile(0, 0.975), 1.959963984540054, 1e-12);  // table value to 16 digits
  EXPECT_NEAR(f.quantile(3, 0.975), 2 * 1.959963984540054, 1e-12);  // variance 4 at step 4
  EXPECT_NEAR(f.probability_at_least(0, 1.0), 0.158655253931457, 1e-14);
}

TEST(Forecast, has_the_quantiles_of_students_law) {
  const Forecast f = standard(5.0);
  EXPECT_NEAR(f.quantile(0, 0.9), 1.475884048824481, 1e-10);  // table value; the solver stops near 1e-12
  EXPECT_NEAR(f.interval(0, 95).hi, 2.570581835636314, 1e-10);
  EXPECT_NEAR(f.interval(0, 95).lo, -2.570581835636314, 1e-10);
}

TEST(Forecast, probability_is_the_inverse_of_the_quantile) {
  for (const double dof : {2.0, 5.0, 7.5, 40.0, std::numeric_limits<double>::infinity()}) {
    const Forecast f = standard(dof, Transform::log);
    for (const double p : {1e-4, 0.01, 0.1, 0.3, 0.5, 0.77, 0.9, 0.999}) {
      EXPECT_NEAR(f.probability_at_most(1, f.quantile(1, p)), p, 1e-9) << dof;  // the law that projections promise
    }
  }
}

TEST(Forecast, on_logs_never_reaches_zero) {
  const Forecast f = standard(5.0, Transform::log);
  EXPECT_EQ(f.probability_at_most(0, 0.0), 0.0);
  EXPECT_EQ(f.probability_at_least(0, -1.0), 1.0);
  EXPECT_GT(f.quantile(0, 1e-9), 0.0);
}

TEST(Forecast, piles_probability_up_at_its_limits) {
  Forecast f = standard();
  f.lower = 0.0;
  f.upper = 1.0;
  EXPECT_EQ(f.quantile(0, 0.2), 0.0);
  EXPECT_EQ(f.probability_at_least(0, 0.0), 1.0);
  EXPECT_EQ(f.probability_at_most(0, 1.0), 1.0);
  EXPECT_NEAR(f.probability_at_most(0, 0.0), 0.5, 1e-15);  // all that lies below
  // E min(max(Z, 0), 1) = phi(0) - phi(1) + 1 - Phi(1)
  EXPECT_NEAR(f.mean(0), 0.398942280401433 - 0.241970724519143 + 0.158655253931457, 1e-14);
}

TEST(Forecast, answers_for_bounds_with_open_and_closed_ends) {
  const Forecast f = standard();
  EXPECT_NEAR(f.probability_within(0, Bounds::between(-1, 1)), 0.682689492137086, 1e-14);
  EXPECT_NEAR(f.probability_within(0, Bounds::above(1)), 0.158655253931457, 1e-14);
  EXPECT_EQ(f.probability_within(0, Bounds{}), 1.0);
  EXPECT_EQ(f.probability_within(0, industria::intersect(Bounds::above(1), Bounds::below(0))), 0.0);
}

TEST(Forecast, mean_of_a_log_normal_law_and_none_for_heavier_tails) {
  EXPECT_NEAR(standard(std::numeric_limits<double>::infinity(), Transform::log).mean(0), std::exp(0.5), 1e-14);
  EXPECT_TRUE(std::isnan(standard(5.0, Transform::log).mean(0)));
}

TEST(Forecast, refuses_a_level_below_one_and_says_what_to_write) {
  try {
    (void)standard().interval(0, 0.95);
    FAIL();
  } catch (const industria::ValueError& e) {
    EXPECT_NE(std::string(e.what()).find("say 95"), std::string::npos) << e.what();
  }
  EXPECT_THROW((void)standard().interval(0, 100), industria::ValueError);
  EXPECT_THROW((void)standard().quantile(4, 0.5), industria::ValueError);
  EXPECT_THROW((void)standard().quantile(0, 90), industria::ValueError);
  EXPECT_THROW((void)standard().paths(0, 1), industria::ValueError);
}

TEST(Forecast, path_i_does_not_depend_on_how_many_are_drawn) {
  const Forecast f = standard(5.0);
  const std::vector<double> few = f.paths(3, 42);
  const std::vector<double> many = f.paths(10, 42);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  EXPECT_NE(few, f.paths(3, 43));
}

TEST(Forecast, paths_have_the_covariance_of_the_law) {
  Forecast f = standard();
  f.law = {.noise = 0.5, .walk = 1.0, .level = 0.7, .slope_level = 0.2, .slope = 0.3};
  const int n = 40'000;
  const std::vector<double> paths = f.paths(n, 7);
  double sum = 0.0;
  for (std::size_t i = 0; i < paths.size(); i += 4) sum += paths[i + 1] * paths[i + 3];
  const double expected = f.law.covariance(2, 4);
  const double error = std::sqrt((f.law.covariance(2, 2) * f.law.covariance(4, 4) + expected * expected) / n);
  EXPECT_NEAR(sum / n, expected, 4 * error);  // four standard errors of a sample covariance
}

TEST(Forecast, paths_agree_with_the_probability_of_a_step) {
  const Forecast f = standard(5.0);
  const int n = 40'000;
  const std::vector<double> paths = f.paths(n, 11);
  double above = 0.0;
  for (std::size_t i = 2; i < paths.size(); i += 4) above += paths[i] >= 2.0 ? 1.0 : 0.0;
  const double p = f.probability_at_least(2, 2.0);
  EXPECT_NEAR(above / n, p, 4 * std::sqrt(p * (1 - p) / n));  // four standard errors of a count
}

TEST(Forecast, without_observations_answers_missing) {
  Forecast f = standard();
  f.quality = Quality::none;
  EXPECT_TRUE(std::isnan(f.median(0)) && std::isnan(f.quantile(0, 0.5)) && std::isnan(f.probability_at_least(0, 1.0)));
  EXPECT_EQ(f.interval(0, 80), Bounds{});
}

}  // namespace forecast_test
