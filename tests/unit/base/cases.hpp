// SPDX-License-Identifier: Apache-2.0
// Reads the case files under tests/ (rows of fields, a head line first) for the tests of base/.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace cases {

/// The rows of a file below tests/, without the head; fields are not quoted. Fails the test if there are none.
inline std::vector<std::vector<std::string>> rows(const std::string& path, char separator) {
  std::ifstream file(std::string(INDUSTRIA_SOURCE_DIR) + "/tests/" + path, std::ios::binary);
  std::vector<std::vector<std::string>> out;
  std::string line;
  for (std::getline(file, line); std::getline(file, line);) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == separator) {
        fields.emplace_back();
      } else if (c != '\r') {
        fields.back() += c;
      }
    }
    out.push_back(fields);
  }
  EXPECT_FALSE(out.empty()) << path;
  return out;
}

/// "0041 0301" as UTF-8, written by hand so that it does not rest on what is tested.
inline std::string from_codepoints(const std::string& hex) {
  std::string out;
  std::istringstream words(hex);
  unsigned c = 0;
  const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
  while (words >> std::hex >> c) {
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 + c / 64);
      put(0x80 + c % 64);
    } else {
      put(0xE0 + c / 4096);
      put(0x80 + c / 64 % 64);
      put(0x80 + c % 64);
    }
  }
  return out;
}

}  // namespace cases
