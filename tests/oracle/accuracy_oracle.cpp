// SPDX-License-Identifier: Apache-2.0
// Measures of accuracy against R's accuracy(), against an independent program for the M4 measures, and conformal half widths.
#include <industria/model/panel.hpp>
#include <industria/projection/accuracy.hpp>
#include <industria/projection/conformal.hpp>
#include <industria/projection/naive.hpp>
#include <industria/projection/panel_accuracy.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace accuracy_oracle {

using namespace industria;
using nlohmann::json;
using Numbers = std::vector<double>;

const std::filesystem::path folder = INDUSTRIA_SOURCE_DIR "/tests/oracle/data";

json read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return json::parse(file);
}

// The files' tolerance for simple figures: 1e-9, relative.
void expect_close(const Score& got, const json& expected, const std::string& what) {
  if (expected.is_null()) return;
  const double value = expected;
  EXPECT_NEAR(got.value, value, 1e-9 * std::max(1.0, std::abs(value))) << what;
}

void compare(const Numbers& actual, const Numbers& said, const Numbers& history, int period, const json& expected,
             const std::string& what) {
  expect_close(me(actual, said), expected["ME"], what + " ME");
  expect_close(rmse(actual, said), expected["RMSE"], what + " RMSE");
  expect_close(mae(actual, said), expected["MAE"], what + " MAE");
  expect_close(mpe(actual, said), expected["MPE"], what + " MPE");
  expect_close(mape(actual, said), expected["MAPE"], what + " MAPE");
  expect_close(mase(actual, said, history, period), expected["MASE"], what + " MASE");
  expect_close(error_autocorrelation(actual, said), expected["ACF1"], what + " ACF1");
  expect_close(theils_u(actual, said), expected["Theil's U"], what + " U");
}

TEST(AccuracyOracle, hold_outs_and_fits_equal_the_reference) {
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    if (!name.starts_with("arima_theta_stl_")) continue;
    const json file = read(entry.path());
    const json& expected = file["accuracy_holdout"];
    const Numbers y = file["y"];
    const int m = file["frequency"];
    const auto n = static_cast<std::ptrdiff_t>(y.size()) - expected["test_n"].get<std::ptrdiff_t>();
    const Numbers train(y.begin(), y.begin() + n);
    const Numbers test(y.begin() + n, y.end());
    const auto kind = expected["method"] == "snaive" ? NaiveKind::seasonal_last_value : NaiveKind::last_value;
    compare(test, naive_forecast(train, m, kind, static_cast<int>(test.size())).path, train, m, expected["test"], name);
    compare({train.begin() + m, train.end()}, {train.begin(), train.end() - m}, train, m, expected["train"], name);
    ++compared;
  }
  EXPECT_EQ(compared, 10);
}

TEST(AccuracyOracle, m4_measures_equal_the_independent_program) {
  const json file = read(folder / "panel_accuracy.json");
  for (const json& s : file["series"]) {
    const Numbers history = s["history"];
    const Numbers actual = s["actual"];
    const Numbers lower = s["lower"];
    const Numbers upper = s["upper"];
    const auto a = accuracy(history, actual, s["forecast"].get<Numbers>(),
                            {.period = s["m"], .lower = lower, .upper = upper});
    const std::string id = s["id"];
    expect_close(a.smape, s["smape"], id + " smape");
    expect_close(a.mase, s["mase"], id + " mase");
    expect_close(a.naive2_smape, s["naive2_smape"], id + " smape of Naive2");
    expect_close(a.naive2_mase, s["naive2_mase"], id + " mase of Naive2");
    expect_close(a.msis, s["msis"], id + " msis");
    expect_close(a.coverage, s["coverage"], id + " coverage");
    expect_close(mase_scale(history, s["m"]), s["scale"], id + " scale");
  }
}

TEST(AccuracyOracle, means_over_a_panel_equal_the_independent_program) {
  const json file = read(folder / "panel_accuracy.json");
  Panel panel;
  Numbers actual;
  Numbers said;
  constexpr std::size_t horizon = 8;
  Numbers smapes;
  for (const json& s : file["series"]) {
    if (s["m"] != 4) continue;
    const Numbers history = s["history"];
    panel.add({.values = history, .first = Period::of_quarter(2000, 1), .id = s["id"].get_ref<const std::string&>()});
    const Numbers a = s["actual"];
    const Numbers f = s["forecast"];
    ASSERT_EQ(a.size(), horizon);
    actual.insert(actual.end(), a.begin(), a.end());
    said.insert(said.end(), f.begin(), f.end());
    smapes.push_back(s["smape"]);
  }
  const auto result = accuracy(panel, actual, said, horizon, {.period = 4});
  double sum = 0.0;
  for (const double x : smapes) sum += x;
  EXPECT_NEAR(result.mean.smape.value, sum / static_cast<double>(smapes.size()), 1e-9 * sum);
  EXPECT_EQ(result.mean.owa.used, smapes.size());
  EXPECT_NEAR(result.mean.owa.value,
              (result.mean.smape.value / result.mean.naive2_smape.value +
               result.mean.mase.value / result.mean.naive2_mase.value) / 2.0,
              1e-15 * 2.0);  // the definition; one rounding
}

TEST(ConformalOracle, half_widths_equal_the_stated_ranks) {
  const json file = read(folder / "conformal.json");
  const Numbers residuals = file["residuals"];
  for (const auto& [alpha, expected] : file["half_width"].items()) {
    const Value got = conformal_half_width(residuals, json::parse(alpha).get<double>());
    if (expected.is_null()) {
      EXPECT_EQ(got.reason, Reason::too_few_points) << alpha;
    } else {
      EXPECT_NEAR(got.value, expected.get<double>(), 1e-12) << alpha;  // the file's tolerance
    }
  }
}

TEST(ConformalOracle, adaptive_level_follows_the_stated_trace) {
  const json aci = read(folder / "conformal.json")["aci"];
  const double target = aci["target"];
  AdaptiveAlpha level{.target = target, .gamma = aci["gamma"], .alpha = target};
  for (const json& step : aci["trace"]) {
    EXPECT_NEAR(level.alpha, step["alpha_t"].get<double>(), 1e-12);
    level.observe(step["miss"] == 1);
  }
  EXPECT_NEAR(level.alpha, aci["alpha_next"].get<double>(), 1e-12);
}

}  // namespace accuracy_oracle
