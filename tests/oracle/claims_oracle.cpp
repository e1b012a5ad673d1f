// SPDX-License-Identifier: Apache-2.0
// Which test claims which block of the forecasting oracles: a file or a block that nobody claims fails here.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace claims_oracle {

using nlohmann::json;
using Claims = std::map<std::string, std::string>;  ///< path of a block, "" for the file itself -> who claims it

const std::string facts = "what the file is about";
const std::string arima = "waits for orders sought by themselves";
const std::string naive = "naive_oracle.cpp";
const std::string smoothing = "smoothing_oracle.cpp";
const std::string decomposition = "stl_oracle.cpp";

const Claims ets_fit{{"method", facts}, {"components", facts}, {"par", facts}, {"initstate", facts}, {"n", facts},
                     {"n_par_reported", "ets_oracle.cpp, through aic"},
                     {"laststate", "ets_oracle.cpp"}, {"sigma2", "ets_oracle.cpp"}, {"loglik", "ets_oracle.cpp"}, {"aic", "ets_oracle.cpp"},
                     {"aicc", "ets_oracle.cpp"}, {"bic", "ets_oracle.cpp"}, {"mse", "ets_oracle.cpp"},
                     {"amse", "waits: errors of three steps averaged are not a figure of ours"},
                     {"fitted_first8", "ets_oracle.cpp"}, {"fitted_last8", "ets_oracle.cpp"}, {"residuals_first8", "ets_oracle.cpp"},
                     {"forecast", "ets_oracle.cpp; multiplicative seasons skipped there with the reason"}};

const Claims theta_fit{{"mean", "theta_oracle.cpp"}, {"fitted_last8", "theta_oracle.cpp"}, {"par", "theta_oracle.cpp"},
                       {"lower", "always empty"}, {"upper", "always empty"}, {"states_last", "always empty"},
                       {"states_cols", "always empty"}, {"seasonal_test", "always empty"}};

const Claims ces_fit{{"par", facts}, {"initial", facts}, {"loglik", "ces_oracle.cpp"}, {"AICc", "ces_oracle.cpp"},
                     {"s2", "ces_oracle.cpp"}, {"mean", "ces_oracle.cpp"}};

/// The blocks of one kind of file. "a/*" stands for every block inside a, each with the blocks of its own.
const std::map<std::string, std::map<std::string, Claims>> table{
    {"ets_",
     {{"", {{"auto", "ets_oracle.cpp, auto_ets_oracle.cpp"}, {"models", "ets_oracle.cpp, auto_ets_oracle.cpp"}, {"convention", facts}}},
      {"auto", ets_fit},
      {"models/*", ets_fit}}},
    {"arima_theta_stl_",
     {{"",
       {{"auto_arima", "arma_regression_oracle.cpp, at its orders"}, {"auto_arima_full", arima}, {"log_lambda0_auto_arima", arima}, {"airline_log", "arma_regression_oracle.cpp"},
        {"thetaf", "classical_theta_oracle.cpp"}, {"naive", naive}, {"rwf_drift", naive}, {"meanf", naive}, {"snaive", naive},
        {"ses", smoothing}, {"holt", smoothing}, {"stl_periodic", decomposition}, {"stl_s13_robust", decomposition},
        {"classical_additive", decomposition}, {"classical_multiplicative", decomposition}, {"stlf_ANN", decomposition},
        {"ndiffs_kpss", arima}, {"nsdiffs_seas", arima}, {"BoxCox_lambda_guerrero", arima}, {"acf_1_12", arima}, {"pacf_1_12", arima},
        {"accuracy_holdout", "accuracy_oracle.cpp"}}}}},
    {"theta_dotm_",
     {{"", {{"results", "theta_oracle.cpp"}}},
      {"results", {{"dotm", "theta_oracle.cpp"}, {"dstm", "theta_oracle.cpp"}, {"otm", "theta_oracle.cpp"}, {"stm", "theta_oracle.cpp"},
                   {"stheta", "theta_oracle.cpp"}, {"dotm_seasonal_test", "theta_oracle.cpp"}}},
      {"results/*", theta_fit}}},
    {"ces_",
     {{"", {{"results", "ces_oracle.cpp"}}},
      {"results", {{"none", "ces_oracle.cpp"}, {"simple", "ces_oracle.cpp"}, {"partial", "ces_oracle.cpp"}, {"full", "ces_oracle.cpp"}, {"auto", "ces_oracle.cpp"}}},
      {"results/none", ces_fit}, {"results/simple", ces_fit}, {"results/partial", ces_fit}, {"results/full", ces_fit},
      {"results/auto", {{"seasonality", "always empty"}, {"AICc", "ces_oracle.cpp"}, {"mean", "ces_oracle.cpp; our own forecasts skipped there with the reason"}}}}},
    {"scum_",
     {{"", {{"ets", "scum_oracle.cpp"}, {"arima", "scum_oracle.cpp"}, {"dotm", "scum_oracle.cpp"}, {"ces", "scum_oracle.cpp"}, {"scum", "scum_oracle.cpp"}}}}},
    {"mstl_", {{"", {{"periods_12", decomposition}, {"periods_4_12", decomposition}}}}},
    {"conformal", {{"", {{"residuals", facts}, {"half_width", "accuracy_oracle.cpp"}, {"aci", "accuracy_oracle.cpp"}}}}},
    {"panel_accuracy", {{"", {}}}},
    {"reconcile_", {{"", {}}}},
};

const std::set<std::string> common{"source", "tolerance", "series", "frequency", "start", "y", "h", "note"};

/// Blocks of `object` that `claims` does not name.
std::vector<std::string> unclaimed(const json& object, const Claims& claims) {
  std::vector<std::string> missing;
  for (const auto& [block, content] : object.items()) {
    if (!claims.contains(block) && !common.contains(block)) missing.push_back(block);
  }
  return missing;
}

class Claimed : public testing::TestWithParam<std::string> {};

TEST_P(Claimed, every_block_has_a_test_or_a_reason_to_wait) {
  std::ifstream stream(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + GetParam() + ".json");
  const json file = json::parse(stream);
  const std::vector<std::string> none;
  for (const auto& [prefix, blocks] : table) {
    if (!GetParam().starts_with(prefix)) continue;
    for (const auto& [path, claims] : blocks) {
      if (claims.empty()) continue;  // one test reads the whole file
      const std::size_t slash = path.find('/');
      const json& outer = path.empty() ? file : file[path.substr(0, slash)];
      if (slash == std::string::npos) {
        EXPECT_EQ(unclaimed(outer, claims), none) << path;
      } else if (path.substr(slash + 1) != "*") {
        if (outer.contains(path.substr(slash + 1))) {
          EXPECT_EQ(unclaimed(outer[path.substr(slash + 1)], claims), none) << path;
        }
      } else {
        for (const auto& [name, inner] : outer.items()) {
          EXPECT_EQ(inner.is_object() ? unclaimed(inner, claims) : none, none) << path << ' ' << name;
        }
      }
    }
  }
  // What is called empty is empty, so that a value that comes later is not overlooked.
  const json results = file.value("results", json::object());
  for (const auto& [name, result] : results.items()) {
    for (const char* block : {"lower", "upper", "states_last", "states_cols", "seasonal_test", "seasonality"}) {
      EXPECT_TRUE(!result.is_object() || result.value(block, json()).empty()) << name << ' ' << block;
    }
  }
}

/// Every oracle file of forecasting, reconciliation and accuracy that lies beside.
std::vector<std::string> carried() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    const std::string name = entry.path().stem().string();
    for (const auto& [prefix, blocks] : table) {
      if (entry.path().extension() == ".json" && name.starts_with(prefix)) names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(EveryFile, Claimed, testing::ValuesIn(carried()), [](const auto& file) { return file.param; });

TEST(ClaimedOracles, all_ten_series_of_every_kind_are_carried) {
  for (const char* prefix : {"ets_", "arima_theta_stl_", "theta_dotm_", "ces_", "scum_"}) {
    const auto names = carried();
    EXPECT_EQ(std::count_if(names.begin(), names.end(), [&](const std::string& n) { return n.starts_with(prefix); }), 10) << prefix;
  }
}

}  // namespace claims_oracle
