// SPDX-License-Identifier: Apache-2.0
// Theta models: laws and edges. The numbers are compared with the authors' package in tests/oracle.
#include <industria/base/error.hpp>
#include <industria/projection/theta.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

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

TEST(Theta, refuses_a_period_of_zero) {
  EXPECT_THROW((void)fit_theta(copper, {.period = 0}), ValueError);
}

}  // namespace
