// SPDX-License-Identifier: Apache-2.0
// Simple and Holt's exponential smoothing against R's ses() and holt(): at their parameters, and our optima against theirs.
#include <industria/projection/auto_ets.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace smoothing_oracle {

using namespace industria;
using nlohmann::json;

struct Case {
  std::string name;
  std::vector<double> y;
  EtsModel model;
  EtsParameters stated;
  json expected;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& entry : std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    if (!entry.path().filename().string().starts_with("arima_theta_stl_")) continue;
    std::ifstream file(entry.path());
    const json oracle = json::parse(file);
    for (const auto& [block, letters] : {std::pair{"ses", "ANN"}, {"holt", "AAN"}}) {
      const json& par = oracle[block]["par"];
      const EtsParameters stated{.alpha = par["alpha"], .beta = par.value("beta", 0.0), .level = par["l"], .slope = par.value("b", 0.0)};
      all.push_back({entry.path().stem().string() + ' ' + block, oracle["y"], *parse_ets_model(letters), stated, oracle[block]});
    }
  }
  return all;
}

const std::vector<std::pair<std::string, double>> bounds{  // normal quantiles of 0.9 and 0.975; 0: the mean
    {"mean", 0.0}, {"lower80", -1.2815515655446004}, {"upper80", 1.2815515655446004}, {"lower95", -1.959963984540054}, {"upper95", 1.959963984540054}};

/// Largest difference of forecasts and bounds, relative to the larger of bound and mean.
double difference(const Case& c, const EtsParameters& parameters) {
  const auto at = evaluate_ets(c.y, 1, c.model, parameters);
  const auto horizon = static_cast<int>(c.expected["mean"].size());
  const auto path = ets_point_forecast(c.model, 1, at.last, horizon);
  const auto variance = ets_forecast_variance(c.model, 1, at.last, at.sigma2, horizon);
  double worst = 0.0;
  for (std::size_t h = 0; h < path.size(); ++h) {
    for (const auto& [bound, z] : bounds) {
      const double expected = c.expected[bound][h];
      const double size = std::max(std::abs(expected), std::abs(path[h]));
      worst = std::max(worst, std::abs(path[h] + z * std::sqrt(variance[h]) - expected) / size);
    }
  }
  return worst;
}

TEST(SmoothingOracle, forecasts_and_intervals_at_the_stated_parameters_equal_the_reference) {
  EXPECT_EQ(cases().size(), 20U);
  for (const Case& c : cases()) EXPECT_LE(difference(c, c.stated), 1e-9) << c.name;  // the files' tolerance for simple figures
}

TEST(SmoothingOracle, our_optimum_is_not_below_the_reference) {
  for (const Case& c : cases()) {
    const EtsFit fit = fit_auto_ets(c.y, {.bounds = EtsBounds::reference_r, .models = {c.model}});
    const double reached = evaluate_ets(c.y, 1, c.model, c.stated).log_likelihood;
    EXPECT_GE(fit.log_likelihood, reached - 1e-3) << c.name;  // the files' loglik_abs
    // A likelihood that is known to 1e-3 leaves a forecast open by a per cent.
    if (std::abs(fit.log_likelihood - reached) > 1e-3) continue;
    EXPECT_LE(difference(c, fit.parameters), 0.01) << c.name;
  }
}

}  // namespace smoothing_oracle
