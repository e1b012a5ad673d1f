// SPDX-License-Identifier: Apache-2.0
// The median of four models' forecasts (Petropoulos, Svetunkov 2020) against the files' median of the vectors they list.
#include <industria/detail/projection_combine.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace scum_oracle {

using nlohmann::json;

TEST(ScumOracle, median_of_the_listed_forecasts_is_the_combination) {
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    if (!entry.path().filename().string().starts_with("scum_")) continue;
    std::ifstream stream(entry.path());
    const json file = json::parse(stream);
    const std::vector<double> expected = file["scum"];
    for (std::size_t h = 0; h < expected.size(); ++h) {
      std::vector<double> four;
      for (const char* member : {"ets", "arima", "dotm", "ces"}) four.push_back(file[member][h]);
      // the file's combination_exact: 1e-12, relative
      EXPECT_NEAR(industria::detail::middle(four), expected[h], 1e-12 * std::abs(expected[h])) << file["series"] << h;
      ++compared;
    }
  }
  EXPECT_GE(compared, 100);
}

}  // namespace scum_oracle
