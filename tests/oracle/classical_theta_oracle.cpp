// SPDX-License-Identifier: Apache-2.0
// The classical Theta method against R's thetaf.
#include <industria/projection/classical_theta.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace classical_theta_oracle {

using namespace industria;
using nlohmann::json;

struct Case {
  std::string name;
  std::vector<double> y;
  int period = 1;
  double tolerance = 0.0;  ///< theta_rel of the file
  json expected;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& entry :
       std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    if (!entry.path().filename().string().starts_with("arima_theta_stl_")) continue;
    std::ifstream file(entry.path());
    const json oracle = json::parse(file);
    all.push_back({entry.path().stem().string(), oracle["y"], oracle["frequency"],
                   oracle["tolerance"]["theta_rel"], oracle["thetaf"]});
  }
  return all;
}

/// R stops its search for alpha early; at R's alpha everything else must be R's.
ClassicalThetaFit at_stated_alpha(const Case& c) {
  ClassicalThetaFit fit = fit_classical_theta(c.y, c.period);
  fit.alpha = c.expected["alpha"];
  fit.variance = c.expected["sigma2"];
  return fit;
}

TEST(ClassicalThetaOracle, drift_and_forecasts_are_those_of_the_reference) {
  ASSERT_EQ(cases().size(), 10U);
  for (const Case& c : cases()) {
    const std::vector<double> mean = c.expected["mean"];
    const ClassicalThetaFit fit = at_stated_alpha(c);
    EXPECT_NEAR(fit.drift / c.expected["drift"].get<double>(), 1.0, c.tolerance) << c.name;
    const auto path = classical_theta_path(c.y, fit, static_cast<int>(mean.size()));
    for (std::size_t h = 0; h < mean.size(); ++h)
      EXPECT_NEAR(path[h].mean / mean[h], 1.0, c.tolerance) << c.name << " step " << h;
  }
}

TEST(ClassicalThetaOracle, intervals_are_those_of_the_reference) {
  for (const Case& c : cases()) {
    const std::vector<double> lower = c.expected["lower95"], upper = c.expected["upper95"];
    const auto path = classical_theta_path(c.y, at_stated_alpha(c), static_cast<int>(upper.size()));
    for (std::size_t h = 0; h < upper.size(); ++h) {
      const double half = 1.959963984540054 * path[h].deviation;
      EXPECT_NEAR(half / (0.5 * (upper[h] - lower[h])), 1.0, c.tolerance) << c.name << h;
    }
  }
}

TEST(ClassicalThetaOracle, alpha_and_variance_are_near_those_of_the_reference_and_never_worse) {
  for (const Case& c : cases()) {
    const ClassicalThetaFit fit = fit_classical_theta(c.y, c.period);
    const double variance = c.expected["sigma2"];
    EXPECT_LE(fit.variance, variance * (1.0 + 1e-9)) << c.name;
    EXPECT_GE(fit.variance, variance * (1.0 - 1e-3)) << c.name;  // R's search stops at 1e-3 or so
  }
}

}  // namespace classical_theta_oracle
