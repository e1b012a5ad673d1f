// SPDX-License-Identifier: Apache-2.0
// Reads the certified data sets of NIST (data/nist_*.json) for the tests beside it.
#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace nist {

inline nlohmann::json read(const std::filesystem::path& file) {
  std::ifstream in(file);
  return nlohmann::json::parse(in);
}

/// Files of tests/oracle/data whose names begin with `prefix`, sorted.
inline std::vector<std::filesystem::path> files(std::string_view prefix) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(INDUSTRIA_SOURCE_DIR "/tests/oracle/data")) {
    if (entry.path().filename().string().starts_with(prefix)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// NIST's measure: correct digits, -log10 of the relative error (absolute where the certified value is 0), at most 15.
inline double correct_digits(double value, double certified) {
  const double error = certified == 0.0 ? std::abs(value) : std::abs(value - certified) / std::abs(certified);
  if (std::isnan(error)) return 0.0;
  return error == 0.0 ? 15.0 : std::min(15.0, -std::log10(error));
}

}  // namespace nist
