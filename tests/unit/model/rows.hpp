// SPDX-License-Identifier: Apache-2.0
// Reads the plain tables of tests/oracle/data: commas only, no quotes.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace rows {

using Row = std::vector<std::string>;

/// The rows below the head.
inline std::vector<Row> read(const std::string& name) {
  std::ifstream file(std::string(INDUSTRIA_SOURCE_DIR) + "/tests/oracle/data/" + name,
                     std::ios::binary);
  if (!file) throw std::runtime_error("no file " + name);
  std::vector<Row> out;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    Row row(1);
    for (const char c : line) {
      if (c == ',') {
        row.emplace_back();
      } else if (c != '\r') {
        row.back() += c;
      }
    }
    out.push_back(row);
  }
  return out;
}

}  // namespace rows
