// SPDX-License-Identifier: Apache-2.0
// Numbers in text against cases written by others: data/number_text.json, and data/number_parsing.txt for the bits.
#include <industria/units/number_text.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

using namespace industria;

namespace number_text {

nlohmann::json read_cases() {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/number_text.json");
  return nlohmann::json::parse(file);
}

Result<NumberText> read_case(const nlohmann::json& one) {
  NumberTextOptions options;
  options.style = one["locale"] == "vi" ? NumberStyle::decimal_comma : NumberStyle::decimal_point;
  return read_number_text(one["text"].get<std::string>(), options);
}

/// The cases' names for what a figure says.
std::pair<Statement, Comparison> meaning(const std::string& kind) {
  static const std::map<std::string, std::pair<Statement, Comparison>> meanings{
      {"change", {Statement::change, Comparison::none}},
      {"change_vs_same_period", {Statement::growth, Comparison::same_period}},
      {"change_vs_previous_month", {Statement::growth, Comparison::previous_month}},
      {"index_vs_same_period", {Statement::index, Comparison::same_period}},
      {"plan_fulfilment", {Statement::plan_fulfilment, Comparison::plan}},
      {"multiple", {Statement::multiple, Comparison::none}}};
  return meanings.at(kind);
}

void expect_same_figure(const nlohmann::json& one, const NumberText& read, double relative) {
  ASSERT_EQ(read.has_unit, !one["unit"].is_null());
  const Unit unit = one["unit"].is_null() ? Unit() : parse_unit(one["unit"].get<std::string>());
  const Figure figure = read.figure.in(unit);
  const auto expect_near = [&](double value, const char* field) {
    const double expected = one[field].get<double>();
    EXPECT_NEAR(value, expected, relative * std::abs(expected)) << field;
  };
  expect_near(figure.value, "value");
  EXPECT_EQ(name(figure.qualifier), one["qualifier"].get<std::string>());
  if (one.contains("low")) expect_near(figure.bounds.lo, "low");
  if (one.contains("high")) expect_near(figure.bounds.hi, "high");
  if (one.contains("kind")) {
    EXPECT_EQ(std::pair(read.statement, read.comparison), meaning(one["kind"]));
  }
}

TEST(NumberTextOracle, all_45_cases_read_as_stated) {
  const auto oracle = read_cases();
  ASSERT_EQ(oracle["cases"].size(), 45U);
  for (const auto& one : oracle["cases"]) {
    SCOPED_TRACE(one["text"].get<std::string>());
    const auto read = read_case(one);
    if (one["value"].is_null()) {
      EXPECT_FALSE(read);
    } else {
      ASSERT_TRUE(read) << message(read.issues.front(), Language::en);
      expect_same_figure(one, read.value, oracle["tolerance"]["rel"]);  // the file's own
    }
  }
}

TEST(NumberTextOracle, without_a_style_no_case_reads_otherwise) {
  const auto oracle = read_cases();
  for (const auto& one : oracle["cases"]) {
    const auto declared = read_case(one);
    const auto undeclared = read_number_text(one["text"].get<std::string>(), {});
    if (!declared || !undeclared) continue;
    EXPECT_EQ(undeclared.value.figure.value, declared.value.figure.value) << one["text"];
  }
}

// A cell is the very double that the decimal text stands for; what overflows or vanishes is an issue, never 0 or inf.
TEST(NumberCellOracle, reads_decimal_texts_to_the_exact_bits) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/number_parsing.txt");
  std::string line;
  int compared = 0;
  for (std::getline(file, line); std::getline(file, line); ++compared) {
    const std::string text = line.substr(17);
    std::uint64_t bits = 0;
    std::from_chars(line.data(), line.data() + 16, bits, 16);
    const double expected = std::bit_cast<double>(bits);
    const bool is_zero =
        text.substr(0, text.find_first_of("eE")).find_first_of("123456789") == std::string::npos;
    const auto read = read_number_cell(text, NumberStyle::decimal_point);
    if (is_missing(expected) || (expected == 0.0 && !is_zero)) {
      ASSERT_EQ(read.issues.size(), 1U) << text;
      EXPECT_EQ(read.issues[0].code,
                std::isnan(expected) ? "number.malformed" : "number.out_of_range")
          << text;
    } else {
      ASSERT_TRUE(read) << text;
      EXPECT_EQ(std::bit_cast<std::uint64_t>(read.value.figure.value), bits) << text;
    }
  }
  EXPECT_EQ(compared, 194);
}

}  // namespace number_text
