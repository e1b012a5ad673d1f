// SPDX-License-Identifier: Apache-2.0
// Theta models against the R package of their authors: the recursion at its parameters, and our optima against its optima.
#include <industria/projection/theta.hpp>
#include <industria/series/seasonality.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace theta_oracle {

using namespace industria;
using nlohmann::json;

struct Case {
  std::string name;
  std::vector<double> y;
  int period = 1;
  ThetaKind kind = ThetaKind::dotm;
  ThetaFit stated;  ///< at the reference's parameters
  bool seasonal = false;
  json expected;
  json stheta{};  ///< the package's standard method
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& entry :
       std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    if (!entry.path().filename().string().starts_with("theta_dotm_")) continue;
    std::ifstream file(entry.path());
    const json oracle = json::parse(file);
    for (const ThetaKind kind :
         {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm}) {
      Case c{entry.path().stem().string() + " " + std::string(name(kind)),
             oracle["y"],
             oracle["frequency"],
             kind,
             {},
             false,
             oracle["results"][std::string(name(kind))],
             oracle["results"]["stheta"]};
      const std::vector<double> par = c.expected["par"];
      c.seasonal = oracle["results"]["dotm_seasonal_test"].get<bool>();
      c.stated.kind = kind;
      c.stated.parameters = {par[0], par[1], par.size() > 2 ? par[2] : 2.0};
      if (c.seasonal)
        c.stated.season =
            classical_decomposition(c.y, c.period, Decomposition::multiplicative).figure;
      all.push_back(c);
    }
  }
  return all;
}

double sse_of(const Case& c, const ThetaFit& fit) {
  const auto fitted = theta_path(c.y, fit, 0);
  double sum = 0.0;
  for (std::size_t i = 0; i < c.y.size(); ++i) {
    const double season = fit.season.empty() ? 1.0 : fit.season[i % fit.season.size()];
    sum += std::pow((c.y[i] - fitted[i]) / season, 2);
  }
  return sum;
}

TEST(ThetaOracle, seasonal_test_agrees_with_the_reference) {
  EXPECT_EQ(cases().size(), 40U);
  for (const Case& c : cases()) EXPECT_EQ(is_seasonal(c.y, c.period), c.seasonal) << c.name;
}

TEST(ThetaOracle, recursion_at_the_stated_parameters_gives_the_stated_forecasts) {
  for (const Case& c : cases()) {
    const std::vector<double> expected = c.expected["mean"];
    const auto path = theta_path(c.y, c.stated, static_cast<int>(expected.size()));
    // The standard models print theta = 2 after an optimiser's rounding: 1e-5 is what their parameters carry.
    for (std::size_t h = 0; h < expected.size(); ++h)
      EXPECT_NEAR(path[c.y.size() + h] / expected[h], 1.0, 1e-5) << c.name << " step " << h;
  }
}

TEST(ThetaOracle, recursion_at_the_stated_parameters_gives_the_stated_fitted_values) {
  for (const Case& c : cases()) {
    const std::vector<double> expected = c.expected["fitted_last8"];
    const auto fitted = theta_path(c.y, c.stated, 0);
    for (std::size_t i = 0; i < expected.size(); ++i)
      EXPECT_NEAR(fitted[c.y.size() - expected.size() + i] / expected[i], 1.0, 1e-5) << c.name << ' ' << i;  // as above
  }
}

/// The package's stheta() searches level and alpha of the same recursion its own way.
TEST(ThetaOracle, standard_method_of_the_package_is_the_standard_model_at_its_parameters) {
  for (const Case& c : cases()) {
    if (c.kind != ThetaKind::stm) continue;
    Case standard = c;
    standard.stated.parameters = {c.stheta["par"][0], c.stheta["par"][1], 2.0};
    const std::vector<double> mean = c.stheta["mean"], last8 = c.stheta["fitted_last8"];
    const auto path = theta_path(c.y, standard.stated, static_cast<int>(mean.size()));
    for (std::size_t h = 0; h < mean.size(); ++h)
      EXPECT_NEAR(path[c.y.size() + h] / mean[h], 1.0, 1e-3) << c.name << " step " << h;  // the file's tolerance
    for (std::size_t i = 0; i < last8.size(); ++i)
      EXPECT_NEAR(path[c.y.size() - last8.size() + i] / last8[i], 1.0, 1e-3) << c.name << ' ' << i;
  }
}

TEST(ThetaOracle, our_optimum_is_never_above_the_reference) {
  for (const Case& c : cases()) {
    const ThetaFit fit = fit_theta(
        c.y, {.kind = c.kind, .period = c.period, .bounds = ThetaBounds::reference_fortheta});
    EXPECT_LE(fit.sse, sse_of(c, c.stated) * (1.0 + 1e-6)) << c.name;
  }
}

}  // namespace theta_oracle
