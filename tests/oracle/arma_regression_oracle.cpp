// SPDX-License-Identifier: Apache-2.0
// Calendar regressors against GenHol, ARMA models at given orders against R's exact maximum likelihood, and the Tết effect of the
// national production index (levels of the General Statistics Office) in an airline model.
#include <industria/series/arma_regression.hpp>
#include <industria/series/calendar.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace arma_regression_oracle {

using namespace industria;
using nlohmann::json;

json read(const std::string& name) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name);
  return json::parse(file);
}

TEST(TetOracle, shares_of_the_window_and_their_means_are_those_of_genhol) {
  const json file = read("tet_regressors.json");
  const Period first = *parse_period(file["from"].get<std::string>());
  int compared = 0;
  for (const char* name : {"pre_7_days", "holiday_7_days", "post_7_days"}) {
    const HolidayWindow window{file[name]["start"], file[name]["end"]};
    for (const auto& [key, centring] : {std::pair{"uncentred", Centring::none}, std::pair{"calendar_centred", Centring::calendar}}) {
      const std::vector<double> expected = file[name][key];
      const auto got = tet_regressor(first, expected.size(), window, centring);
      for (std::size_t t = 0; t < expected.size(); ++t, ++compared) EXPECT_NEAR(got[t], expected[t], file["tolerance"]["abs"]) << name << t;
    }
  }
  EXPECT_EQ(compared, 720);
}

TEST(TetOracle, days_are_those_of_the_almanac) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/tet_dates_1990_2050.csv");
  std::string line;
  int years = 0;
  for (std::getline(file, line); std::getline(file, line); ++years)
    EXPECT_EQ(to_text(tet_day(std::stoi(line.substr(0, 4)))), line.substr(5, 10));
  EXPECT_EQ(years, 61);
}

/// The model a block names, without and with a drift (a time trend among the regressors).
struct Model {
  ArmaOrder order;
  bool drift;
};
Model model_of(const json& block) {
  const std::vector<int> o = block["order"];
  return {{o[0], o[1], o[2], o[3], o[4], o[5], o[6]}, block["coef"].contains("drift")};
}

void expect_as_r(const std::vector<double>& y, const json& block, int horizon, const std::string& what) {
  const auto [order, drift] = model_of(block);
  std::vector<double> trend;
  for (std::size_t t = 0; drift && t < y.size() + static_cast<std::size_t>(horizon); ++t) trend.push_back(static_cast<double>(t + 1));
  const ArmaRegression fit = regress_with_arma_errors(y, trend, drift ? 1 : 0, {.order = order, .horizon = horizon});
  const double expected = block["loglik"];
  // The file's 0.001 where nothing is differenced. R starts differenced models from a variance of 10^6 instead of an unbounded one.
  const int lost = order.differences + (order.season > 1 ? order.seasonal_differences * order.season : 0);
  EXPECT_NEAR(fit.log_likelihood, expected, lost == 0 ? 0.001 : 0.01) << what;
  std::vector<std::pair<std::string, double>> got;
  const auto add = [&](const char* name, const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) got.emplace_back(name + std::to_string(i + 1), values[i]);
  };
  add("ar", fit.ar);
  add("ma", fit.ma);
  add("sar", fit.seasonal_ar);
  add("sma", fit.seasonal_ma);
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double se = block["se"][got[i].first];
    // R's search ends within some hundredths of a standard error of the top.
    EXPECT_NEAR(got[i].second, block["coef"][got[i].first].get<double>(), 0.02 * se) << what << got[i].first;
    EXPECT_NEAR(fit.arma_standard_errors[i], se, 0.03 * se) << what << got[i].first;  // curvature by differences in both
  }
  EXPECT_NEAR(fit.aic, block["aic"].get<double>(), lost == 0 ? 0.002 : 0.02) << what;  // twice the likelihood's
  EXPECT_NEAR(fit.bic, block["bic"].get<double>(), lost == 0 ? 0.002 : 0.02) << what;
  // For the same reason the first values leave (y / 1000)^2 each in R's sum of squares; up to that, ours is smaller.
  double added = 0.0;
  for (int t = 0; t < lost; ++t) added += 1e-6 * y[static_cast<std::size_t>(t)] * y[static_cast<std::size_t>(t)];
  added /= static_cast<double>(fit.observations);
  const double sigma2 = block["sigma2"];
  EXPECT_LE(fit.sigma2, 1.002 * sigma2) << what;
  EXPECT_GE(fit.sigma2, 0.998 * sigma2 - added) << what;
  const json& forecast = block["forecast"];
  for (std::size_t h = 0; h < fit.mean.size(); ++h) {
    const double mean = forecast["mean"][h];
    EXPECT_NEAR(fit.mean[h], mean, 0.01 * fit.standard_deviation[h]) << what << h;  // small beside the forecast's own error
    const double sd = (forecast["upper95"][h].get<double>() - mean) / 1.959963984540054;
    EXPECT_NEAR(fit.standard_deviation[h] / std::sqrt(fit.sigma2), sd / std::sqrt(sigma2), 0.003 * sd / std::sqrt(sigma2)) << what << h;
  }
}

TEST(ArmaOracle, models_at_given_orders_are_those_of_r) {
  int models = 0;
  for (const auto& entry : std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("arima_theta_stl_")) continue;
    const json file = read(name);
    const std::vector<double> y = file["y"];
    expect_as_r(y, file["auto_arima"], file["h"], name + " auto ");
    ++models;
    if (!file.contains("airline_log")) continue;
    std::vector<double> logs;
    for (const double x : y) logs.push_back(std::log(x));
    expect_as_r(logs, file["airline_log"], file["h"], name + " airline ");
    ++models;
  }
  EXPECT_EQ(models, 15);
}

}  // namespace arma_regression_oracle
