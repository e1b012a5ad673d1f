// SPDX-License-Identifier: Apache-2.0
// Theta models: laws and edges. The numbers are compared with the authors' package in tests/oracle.
#include <industria/base/error.hpp>
#include <industria/projection/theta.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace theta_test {

using namespace industria;

const std::vector<double> copper{4.8, 5.1, 4.9, 5.6, 6.0, 5.8, 6.3, 6.1, 6.9, 7.2, 7.0, 7.7};

TEST(Theta, scaling_by_a_power_of_two_scales_the_path_exactly) {
  std::vector<double> scaled = copper;
  for (double& value : scaled) value *= 0x1p30;
  const auto a = theta_path(copper, fit_theta(copper), 4);
  const auto b = theta_path(scaled, fit_theta(scaled), 4);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i] * 0x1p30, b[i]);
}

TEST(Theta, fixed_line_of_a_constant_forecasts_the_constant) {
  const std::vector<double> y(10, 42.0);
  const auto path = theta_path(y, fit_theta(y, {.kind = ThetaKind::stm}), 3);
  EXPECT_NEAR(path.back(), 42.0, 1e-12 * 42.0);  // sums of ten equal numbers
}

TEST(Theta, parameters_stay_in_their_box) {
  for (const ThetaKind kind : {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm}) {
    for (const bool standard : {true, false}) {
      const auto bounds = standard ? ThetaBounds::standard : ThetaBounds::reference_fortheta;
      const ThetaParameters p = fit_theta(copper, {.kind = kind, .bounds = bounds}).parameters;
      EXPECT_GE(p.alpha, standard ? 0.2 : 0.1);
      EXPECT_LE(p.alpha, 0.99);
      EXPECT_GE(p.theta, (standard ? 5.0 / 3.0 : 1.0) - 1e-15);  // 1/(1 - 0.4) rounds
    }
  }
}

TEST(Theta, a_gap_is_bridged_and_two_values_are_too_few) {
  std::vector<double> gap = copper;
  gap[5] = missing;
  EXPECT_TRUE(std::isfinite(theta_path(gap, fit_theta(gap), 2).back()));
  EXPECT_TRUE(is_missing(fit_theta(std::vector<double>{1.0, 2.0}).parameters.alpha));
}

TEST(Theta, automatic_choice_has_the_least_mean_squared_error_of_the_four) {
  const ThetaFit best = fit_auto_theta(copper);
  for (const ThetaKind kind : {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm}) {
    const ThetaFit fit = fit_theta(copper, {.kind = kind});
    EXPECT_LE(best.sse / best.counted, fit.sse / fit.counted) << name(kind);
    if (kind == best.kind) {
      EXPECT_EQ(best.sse, fit.sse);
    }
  }
}

TEST(Theta, variance_with_a_fixed_line_is_that_of_simple_smoothing) {
  const ThetaFit fit = fit_theta(copper, {.kind = ThetaKind::otm});
  const auto variance = theta_variance(fit, 12, 5);
  const double alpha = fit.parameters.alpha;
  for (std::size_t h = 0; h < 5; ++h)
    EXPECT_NEAR(variance[h], 1.0 + static_cast<double>(h) * alpha * alpha, 1e-14);
}

TEST(Theta, variance_adds_the_squares_of_what_each_error_does_to_later_forecasts) {
  const ThetaFit fit = fit_theta(copper);
  constexpr int steps = 5;
  const auto expected = theta_path(copper, fit, steps);
  std::vector<double> sum(steps, 1.0);
  std::vector<double> y = copper;
  for (std::size_t shocked = 0; shocked < steps; ++shocked) {
    y.push_back(expected[y.size()] + 1.0);  // an error of 1 at this step alone
    const auto moved = theta_path(y, fit, steps - 1 - static_cast<int>(shocked));
    for (std::size_t h = shocked + 1; h < steps; ++h)
      sum[h] += std::pow(moved[copper.size() + h] - expected[copper.size() + h], 2);
    y.back() -= 1.0;
  }
  const auto variance = theta_variance(fit, static_cast<int>(copper.size()), steps);
  for (std::size_t h = 0; h < steps; ++h) EXPECT_NEAR(variance[h], sum[h], 1e-12);
}

TEST(Theta, the_standard_figure_is_the_classical_one_shrunk_and_that_of_noise_is_left_out) {
  std::vector<double> y, other;
  for (int t = 0; t < 40; ++t) {
    y.push_back(10.0 + 2.0 * std::sin(1.5707963 * t) + std::sin(7.0 * t * t));
    other.push_back(10.0 + std::sin(1.2566371 * t));  // a wave of five
  }
  const auto whole = classical_decomposition(y, 4, Decomposition::multiplicative).figure;
  const auto shrunk = fit_theta(y, {.period = 4}).season;
  ASSERT_EQ(shrunk.size(), 4U);
  const double factor = (shrunk[1] - 1.0) / (whole[1] - 1.0);
  EXPECT_GT(factor, 0.8);
  EXPECT_LT(factor, 1.0);
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(shrunk[i] - 1.0, factor * (whole[i] - 1.0), 1e-12);  // one factor for all
  EXPECT_TRUE(fit_theta(other, {.period = 4}).season.empty());
}

TEST(Theta, a_seasonal_series_that_crosses_zero_is_adjusted_additively) {
  std::vector<double> y;
  for (int t = 0; t < 40; ++t)
    y.push_back(0.1 * t - 1.0 + std::sin(1.5707963 * t) + 0.1 * std::sin(7.0 * t * t));
  const ThetaFit fit = fit_theta(y, {.period = 4});
  EXPECT_EQ(fit.decomposition, Decomposition::additive);
  EXPECT_EQ(fit.season.size(), 4U);
  EXPECT_NEAR(fit.season[1] - fit.season[3], 2.0,
              0.1);  // the wave's two ends, up to the noise of 0.1
}

TEST(Theta, refuses_a_period_of_zero) {
  EXPECT_THROW((void)fit_theta(copper, {.period = 0}), ValueError);
}

}  // namespace theta_test
