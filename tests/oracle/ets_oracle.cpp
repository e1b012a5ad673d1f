// SPDX-License-Identifier: Apache-2.0
// ETS at the parameters that R's forecast package stated, for ten series and up to 17 models each.
#include <industria/projection/ets.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace ets_oracle {

using industria::EtsComponent;
using industria::EtsEvaluation;
using industria::EtsModel;
using industria::EtsParameters;
using nlohmann::json;

struct Case {
  std::string name;
  std::vector<double> y;
  int period = 1;
  EtsModel model;
  EtsParameters parameters;
  json expected;
};

EtsParameters parameters_of(const json& fit, int period, const EtsModel& model) {
  EtsParameters p;
  p.alpha = fit["par"]["alpha"];
  p.beta = fit["par"].value("beta", 0.0);
  p.gamma = fit["par"].value("gamma", 0.0);
  p.phi = fit["par"].value("phi", 1.0);
  p.level = fit["initstate"]["l"];
  p.slope = fit["initstate"].value("b", 0.0);
  if (model.season != EtsComponent::none) {
    for (int i = period; i >= 1; --i) p.season.push_back(fit["initstate"]["s" + std::to_string(i)]);
  }
  return p;
}

/// "ETS(M,Ad,M)" as "MAdM".
std::string letters(const std::string& method) {
  std::string text;
  for (const char c : method.substr(4)) {
    if (c != ',' && c != ')') text += c;
  }
  return text;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& entry :
       std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    if (!entry.path().filename().string().starts_with("ets_")) continue;
    std::ifstream file(entry.path());
    const json oracle = json::parse(file);
    json fits = oracle["models"];
    fits["auto"] = oracle["auto"];
    for (const auto& [name, fit] : fits.items()) {
      const int period = oracle["frequency"];
      const EtsModel model = *industria::parse_ets_model(name == "auto" ? letters(fit["method"]) : name);
      all.push_back({entry.path().stem().string() + " " + name,
                     oracle["y"].get<std::vector<double>>(), period, model,
                     parameters_of(fit, period, model), fit});
    }
  }
  return all;
}

double relative(double got, double expected) {
  return std::abs(got - expected) / std::abs(expected);
}

// Tolerance: the stated parameters carry 15 digits; the oracle file asks for 1e-7, the recursion loses nothing near that.
constexpr double stated_precision = 1e-9;

TEST(EtsOracle, has_all_files) {
  EXPECT_GE(cases().size(), 120U);
}

TEST(EtsOracle, likelihood_and_criteria_equal_the_reference) {
  for (const Case& c : cases()) {
    const EtsEvaluation e = industria::evaluate_ets(c.y, c.period, c.model, c.parameters);
    EXPECT_LE(relative(e.log_likelihood, c.expected["loglik"]), stated_precision) << c.name;
    EXPECT_LE(relative(e.aicc, c.expected["aicc"]), stated_precision) << c.name;
    EXPECT_LE(relative(e.aic, c.expected["aic"]), stated_precision) << c.name;
    EXPECT_LE(relative(e.bic, c.expected["bic"]), stated_precision) << c.name;
    EXPECT_LE(relative(e.sigma2, c.expected["sigma2"]), stated_precision) << c.name;
    EXPECT_LE(relative(e.mse, c.expected["mse"]), stated_precision) << c.name;
  }
}

TEST(EtsOracle, point_forecasts_equal_the_reference) {
  for (const Case& c : cases()) {
    const EtsEvaluation e = industria::evaluate_ets(c.y, c.period, c.model, c.parameters);
    if (c.model.season == EtsComponent::multiplicative)
      continue;  // the reference states means there, not the path
    const std::vector<double> expected = c.expected["forecast"]["mean"];
    const auto got =
        industria::ets_point_forecast(c.model, c.period, e.last, static_cast<int>(expected.size()));
    for (std::size_t h = 0; h < expected.size(); ++h)
      EXPECT_LE(relative(got[h], expected[h]), 1e-7) << c.name << " step " << h;
  }
}

TEST(EtsOracle, multiplicative_season_forecasts_are_paths_where_the_reference_states_means) {
  double worst = 0.0;
  for (const Case& c : cases()) {
    if (c.model.season != EtsComponent::multiplicative) continue;
    const EtsEvaluation e = industria::evaluate_ets(c.y, c.period, c.model, c.parameters);
    const std::vector<double> expected = c.expected["forecast"]["mean"];
    const auto got = industria::ets_point_forecast(c.model, c.period, e.last, static_cast<int>(expected.size()));
    for (std::size_t h = 0; h < expected.size(); ++h) worst = std::max(worst, relative(got[h], expected[h]));
  }
  EXPECT_LE(worst, 0.02);  // the file's tolerance for forecasts of another search; 0.004 was the worst seen
}

TEST(EtsOracle, means_and_intervals_of_multiplicative_seasons_at_1e_7) {
  GTEST_SKIP() << "The reference states the mean over futures (its class 3 and simulated models) and bounds about it; ets_point_forecast is "
                  "the path without errors, and ets_forecast_variance has no closed form there. Simulated intervals: tests/unit/projection/simulate_test.cpp.";
}

TEST(EtsOracle, intervals_of_additive_seasons_without_trend_from_the_season_on) {
  GTEST_SKIP() << "From step m on the reference's variance of ETS(.,N,A) counts the seasonal error one step early (step m instead of m + 1); "
                  "ours follows the book's class 1, table 6.1, so that bounds differ there.";
}

TEST(EtsOracle, fitted_values_and_residuals_equal_the_reference) {
  for (const Case& c : cases()) {
    const EtsEvaluation e = industria::evaluate_ets(c.y, c.period, c.model, c.parameters);
    for (std::size_t i = 0; i < 8; ++i) {
      const std::size_t last = e.fitted.size() - 8 + i;
      EXPECT_LE(relative(e.fitted[i], c.expected["fitted_first8"][i]), 1e-7) << c.name << ' ' << i;
      EXPECT_LE(relative(e.fitted[last], c.expected["fitted_last8"][i]), 1e-7) << c.name << ' ' << i;
      // A residual is a difference: 1e-7 of what it was taken from, y or (relative errors) one.
      const double from = c.model.error == EtsComponent::multiplicative ? 1.0 : std::abs(c.y[i]);
      EXPECT_NEAR(e.residuals[i], c.expected["residuals_first8"][i].get<double>(), 1e-7 * from) << c.name << ' ' << i;
    }
  }
}

TEST(EtsOracle, last_states_equal_the_reference) {
  for (const Case& c : cases()) {
    const EtsParameters last = industria::evaluate_ets(c.y, c.period, c.model, c.parameters).last;
    const json& expected = c.expected["laststate"];
    const double level = expected["l"];
    EXPECT_LE(relative(last.level, level), 1e-7) << c.name;
    // Slopes and additive seasons may be next to zero: they are measured against the level.
    EXPECT_NEAR(last.slope, expected.value("b", 0.0), 1e-7 * std::abs(level)) << c.name;
    for (std::size_t i = 0; i < last.season.size(); ++i)
      EXPECT_NEAR(last.season[last.season.size() - 1 - i], expected["s" + std::to_string(i + 1)].get<double>(),
                  1e-7 * (c.model.season == EtsComponent::multiplicative ? 1.0 : std::abs(level))) << c.name << ' ' << i;
  }
}

TEST(EtsOracle, exact_variances_give_the_reference_intervals) {
  const std::vector<std::pair<std::string, double>> bounds{  // with normal quantiles of 0.9 and 0.975
      {"lower80", -1.2815515655446004}, {"upper80", 1.2815515655446004}, {"lower95", -1.959963984540054}, {"upper95", 1.959963984540054}};
  int checked = 0;
  for (const Case& c : cases()) {
    const EtsEvaluation e = industria::evaluate_ets(c.y, c.period, c.model, c.parameters);
    const std::vector<double> mean = c.expected["forecast"]["mean"];
    const auto variance = industria::ets_forecast_variance(c.model, c.period, e.last, e.sigma2,
                                                           static_cast<int>(mean.size()));
    // Without trend the reference lets the seasonal error in one step early (at h = m); we follow the book there.
    const bool early =
        c.model.trend == EtsComponent::none && c.model.season == EtsComponent::additive;
    const std::size_t steps = early ? static_cast<std::size_t>(c.period) - 1 : variance.size();
    for (std::size_t h = 0; h < steps; ++h) {
      for (const auto& [bound, z] : bounds) {
        const double expected = c.expected["forecast"][bound][h];
        // A lower bound may lie near zero: 1e-7 of the larger of bound and mean.
        EXPECT_NEAR(mean[h] + z * std::sqrt(variance[h]), expected, 1e-7 * std::max(std::abs(expected), std::abs(mean[h])))
            << c.name << ' ' << bound << " step " << h;
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 2000);
}

}  // namespace ets_oracle
