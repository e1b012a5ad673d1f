// SPDX-License-Identifier: Apache-2.0
// Mean, last value, seasonal last value and drift with their intervals, against R's forecast package on ten series.
#include <industria/projection/naive.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace naive_oracle {

using namespace industria;
using nlohmann::json;

std::vector<json> files() {
  std::vector<json> all;
  for (const auto& entry : std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    if (!entry.path().filename().string().starts_with("arima_theta_stl_")) continue;
    std::ifstream file(entry.path());
    all.push_back(json::parse(file));
  }
  return all;
}

const std::vector<std::pair<std::string, double>> bounds{{"lower80", 0.1}, {"upper80", 0.9}, {"lower95", 0.025}, {"upper95", 0.975}};

// Tolerance of the files for simple figures: 1e-9, relative.
int compare(const char* block, NaiveKind kind, double (*quantile)(std::size_t n, double p)) {
  int compared = 0;
  for (const json& file : files()) {
    if (!file.contains(block)) continue;
    const std::vector<double> y = file["y"];
    const std::vector<double> mean = file[block]["mean"];
    const auto got = naive_forecast(y, file["frequency"], kind, file["h"]);
    for (std::size_t h = 0; h < mean.size(); ++h) {
      EXPECT_NEAR(got.path[h], mean[h], 1e-9 * std::abs(mean[h])) << file["series"] << h;
      for (const auto& [bound, p] : bounds) {
        const double expected = file[block][bound][h];
        const double scale = std::max(std::abs(expected), std::abs(mean[h]));  // a lower bound may lie near zero
        EXPECT_NEAR(got.path[h] + quantile(y.size(), p) * got.deviation[h], expected, 1e-9 * scale) << file["series"] << bound << h;
      }
      ++compared;
    }
  }
  return compared;
}

double normal(std::size_t, double p) { return boost::math::quantile(boost::math::normal(), p); }
double student(std::size_t n, double p) {
  return boost::math::quantile(boost::math::students_t(static_cast<double>(n) - 1.0), p);
}

TEST(NaiveOracle, last_value_equals_the_reference) {
  EXPECT_GT(compare("naive", NaiveKind::last_value, normal), 100);
}

TEST(NaiveOracle, seasonal_last_value_equals_the_reference) {
  EXPECT_GT(compare("snaive", NaiveKind::seasonal_last_value, normal), 50);
}

TEST(NaiveOracle, drift_equals_the_reference) {
  EXPECT_GT(compare("rwf_drift", NaiveKind::drift, normal), 100);
}

TEST(NaiveOracle, mean_with_student_intervals_equals_the_reference) {
  EXPECT_GT(compare("meanf", NaiveKind::mean, student), 100);
}

}  // namespace naive_oracle
