// SPDX-License-Identifier: Apache-2.0
// Rows of the case files under tests/cases: fields between ";", a head line first.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace unit_cases {

inline std::vector<std::vector<std::string>> rows(const std::string& file_name) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/cases/" + file_name, std::ios::binary);
  std::vector<std::vector<std::string>> out;
  std::string line;
  for (std::getline(file, line); std::getline(file, line);) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == ';')
        fields.emplace_back();
      else
        fields.back() += c;
    }
    out.push_back(fields);
  }
  EXPECT_FALSE(out.empty()) << file_name;
  return out;
}

}  // namespace unit_cases
