// SPDX-License-Identifier: Apache-2.0
// A guard of accuracy: what the automatic models are worth on some sixty series of the M competitions must not get worse unnoticed.
#include <industria/base/missing.hpp>
#include <industria/model/panel.hpp>
#include <industria/projection/panel_accuracy.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace competition_accuracy {

using namespace industria;
using nlohmann::json;
constexpr int horizon = 18;

/// OWA of a model over all the series: the M4 figure, of four means.
double owa_of(Method method) {
  std::ifstream stream(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/competition_sample.json");
  const json file = json::parse(stream);
  double ours_smape = 0.0, ours_mase = 0.0, naive2_smape = 0.0, naive2_mase = 0.0;
  std::size_t series = 0;
  for (const int period : {1, 4, 12}) {
    Panel panel{Unit{}};
    std::vector<double> actual;
    for (const json& s : file["series"]) {
      if (s["m"] != period) continue;
      const std::vector<double> history = s["history"], after = s["actual"];
      panel.add({.values = history, .first = Period::of_year(1), .id = s["id"].get_ref<const std::string&>()});
      actual.resize(panel.size() * horizon, missing);
      std::copy(after.begin(), after.end(), actual.end() - horizon);
    }
    const auto said = forecast_panel(panel, horizon, {.models = {{.method = method}}, .season_length = period});
    const auto result = accuracy(panel, actual, said.median(0), horizon, {.period = period});
    for (const Accuracy& a : result.series) {
      ours_smape += a.smape.value;
      ours_mase += a.mase.value;
      naive2_smape += a.naive2_smape.value;
      naive2_mase += a.naive2_mase.value;
      ++series;
    }
  }
  EXPECT_EQ(series, file["series"].size());
  return 0.5 * (ours_smape / naive2_smape + ours_mase / naive2_mase);
}

struct Guard {
  Method method;
  double bound;  ///< 3 per cent above what it was: 0.8095, 0.8275, 0.8368, 0.8086
};

class CompetitionAccuracy : public testing::TestWithParam<Guard> {};

TEST_P(CompetitionAccuracy, is_no_worse_than_it_was) {
  const double owa = owa_of(GetParam().method);
  RecordProperty("owa", std::to_string(owa));
  EXPECT_LE(owa, GetParam().bound);
}

INSTANTIATE_TEST_SUITE_P(EveryAutomaticModel, CompetitionAccuracy,
                         testing::Values(Guard{Method::automatic, 0.834}, Guard{Method::auto_ets, 0.852}, Guard{Method::dotm, 0.862}, Guard{Method::auto_ces, 0.833}),
                         [](const auto& guard) { return std::string(name(guard.param.method)); });

}  // namespace competition_accuracy
