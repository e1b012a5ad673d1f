// SPDX-License-Identifier: Apache-2.0
// STL against R's stl (a periodic season; a window of 13 with robust weights), MSTL against the Python peer, and R's forecast
// of a seasonally adjusted series by simple smoothing, on five seasonal series.
#include <industria/projection/auto_ets.hpp>
#include <industria/series/seasonality.hpp>
#include <industria/series/stl.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace stl_oracle {

using namespace industria;
using nlohmann::json;

const std::vector<std::string> seasonal_series{"AirPassengers", "UKgas", "bricksq", "elec", "nottem"};

json oracle(const std::string& name) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/arima_theta_stl_" + name + ".json");
  return json::parse(file);
}

// The file's tolerance for simple figures, 1e-9, relative to the largest value.
void expect_equal(const std::vector<double>& got, const json& expected, double scale, const std::string& what) {
  const auto reference = expected.get<std::vector<double>>();
  ASSERT_EQ(got.size(), reference.size()) << what;
  for (std::size_t t = 0; t < got.size(); ++t)
    ASSERT_NEAR(got[t], reference[t], 1e-9 * scale) << what << " at " << t;
}

void expect_equal(const StlParts& parts, const json& expected, double scale, const std::string& what) {
  expect_equal(parts.seasonal, expected["seasonal"], scale, what + " seasonal");
  expect_equal(parts.trend, expected["trend"], scale, what + " trend");
  expect_equal(parts.remainder, expected["remainder"], scale, what + " remainder");
}

double largest(const std::vector<double>& y) {
  double size = 0.0;
  for (const double value : y) size = std::max(size, std::abs(value));
  return size;
}

TEST(StlOracle, periodic_season_equals_the_reference) {
  for (const std::string& name : seasonal_series) {
    const json file = oracle(name);
    const std::vector<double> y = file["y"];
    expect_equal(stl(y, file["frequency"]), file["stl_periodic"], largest(y), name);
  }
}

TEST(StlOracle, robust_season_of_window_13_equals_the_reference) {
  for (const std::string& name : seasonal_series) {
    const json file = oracle(name);
    const std::vector<double> y = file["y"];
    expect_equal(stl(y, file["frequency"], {.seasonal_window = 13, .robust = true}),
                 file["stl_s13_robust"], largest(y), name);
  }
}

TEST(StlOracle, several_seasons_equal_the_peer_at_its_settings) {
  const std::vector<double> y = oracle("AirPassengers")["y"];
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/mstl_AirPassengers.json");
  const json expected = json::parse(file);
  MstlOptions options;
  options.stl.inner_passes = 5;
  options.stl.interpolate = false;
  const auto one = mstl(y, std::vector<int>{12}, options);
  expect_equal(one.trend, expected["periods_12"]["trend"], largest(y), "trend");
  expect_equal(one.seasonal[0], expected["periods_12"]["seasonal12"], largest(y), "seasonal 12");
  const auto two = mstl(y, std::vector<int>{12, 4}, options);
  expect_equal(two.trend, expected["periods_4_12"]["trend"], largest(y), "trend of two");
  expect_equal(two.seasonal[0], expected["periods_4_12"]["seasonal4"], largest(y), "seasonal 4");
  expect_equal(two.seasonal[1], expected["periods_4_12"]["seasonal12"], largest(y), "seasonal 12 of two");
}

TEST(StlOracle, simple_smoothing_of_the_adjusted_series_forecasts_as_the_reference) {
  for (const std::string& name : seasonal_series) {
    const json file = oracle(name);
    const std::vector<double> y = file["y"];
    const int m = file["frequency"];
    const auto parts = mstl(y, std::vector<int>{m});
    const auto fit = fit_auto_ets(parts.adjusted(), {.bounds = EtsBounds::reference_r, .models = {EtsModel{}}});
    const auto at = evaluate_ets(parts.adjusted(), 1, fit.model, fit.parameters);
    const std::vector<double> expected = file["stlf_ANN"]["mean"];
    const auto variance = ets_forecast_variance(fit.model, 1, at.last, at.sigma2, static_cast<int>(expected.size()));
    for (std::size_t h = 0; h < expected.size(); ++h) {
      const std::size_t same = y.size() - static_cast<std::size_t>(m) + h % static_cast<std::size_t>(m);
      // The file's tolerance for forecasts: two searches of alpha end apart.
      const double mean = at.last.level + parts.seasonal[0][same];
      EXPECT_NEAR(mean, expected[h], 1e-4 * largest(y)) << name << " step " << h;
      for (const auto& [bound, z] : {std::pair{"lower80", -1.2815515655446004}, {"upper80", 1.2815515655446004}, {"lower95", -1.959963984540054}, {"upper95", 1.959963984540054}})
        EXPECT_NEAR(mean + z * std::sqrt(variance[h]), file["stlf_ANN"][bound][h].get<double>(), 1e-4 * largest(y)) << name << bound << h;
    }
  }
}

TEST(StlOracle, classical_figures_and_trends_equal_the_reference) {
  for (const std::string& name : seasonal_series) {
    const json file = oracle(name);
    const std::vector<double> y = file["y"];
    for (const auto& [block, kind] : {std::pair{"classical_additive", Decomposition::additive}, {"classical_multiplicative", Decomposition::multiplicative}}) {
      const auto parts = classical_decomposition(y, file["frequency"], kind);
      expect_equal(parts.figure, file[block]["figure"], kind == Decomposition::additive ? largest(y) : 1.0, name + block);
      ASSERT_EQ(parts.trend.size(), file[block]["trend"].size());
      for (std::size_t t = 0; t < y.size(); ++t) {
        const json& expected = file[block]["trend"][t];
        ASSERT_EQ(is_missing(parts.trend[t]), expected.is_null()) << name << t;
        if (expected.is_null()) continue;
        ASSERT_NEAR(parts.trend[t], expected.get<double>(), 1e-9 * largest(y)) << name << t;
      }
    }
  }
}

}  // namespace stl_oracle
