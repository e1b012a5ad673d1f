// SPDX-License-Identifier: Apache-2.0
// Every row of the Vietnamese unit list: read, and printed in both languages.
#include "unit/units/cases.hpp"

#include <industria/base/period.hpp>
#include <industria/units/number_text.hpp>
#include <industria/units/unit.hpp>

#include <gtest/gtest.h>

#include <charconv>
#include <string>

using namespace industria;

namespace unit_words_test {

/// "1e3", "0.01", "1000000.0"
double number(const std::string& text) {
  double x = missing;
  std::from_chars(text.data(), text.data() + text.size(), x);
  return x;
}

Result<NumberText> read_vi(const std::string& text) {
  NumberTextOptions options;
  options.style = NumberStyle::decimal_comma;
  return read_number_text(text, options);
}

std::string with_number(std::string word) {
  const std::size_t gap = word.find("…");
  if (gap == std::string::npos) return word + " 5 ha";
  word.replace(gap, 3, "5");
  const std::size_t second = word.find("…");
  if (second != std::string::npos) word.replace(second, 3, "7 ha");
  return word;
}

TEST(UnitWords, every_unit_row_is_its_canonical_unit) {
  for (const auto& row : unit_cases::rows("vn_units_words.csv")) {
    if (row[0] != "unit" && row[0] != "per") continue;
    const auto unit = try_parse_unit(row[1]);
    ASSERT_TRUE(unit) << row[1];
    EXPECT_EQ(convert(1.0, unit.value, parse_unit(row[2])), number(row[3])) << row[1];
  }
}

TEST(UnitWords, every_scale_row_multiplies_a_unit) {
  for (const auto& row : unit_cases::rows("vn_units_words.csv")) {
    if (row[0] != "scale") continue;
    EXPECT_EQ(convert(1.0, parse_unit(row[1] + " đồng"), parse_unit("VND")), number(row[3]))
        << row[1];
  }
}

TEST(UnitWords, every_qualifier_row_gives_its_qualifier) {
  for (const auto& row : unit_cases::rows("vn_units_words.csv")) {
    if (row[0] != "qualifier") continue;
    const auto read = read_vi(with_number(row[1]));
    ASSERT_TRUE(read) << row[1];
    EXPECT_EQ(name(read.value.figure.qualifier), row[2]) << row[1];
  }
}

TEST(UnitWords, every_period_row_is_a_period_with_its_year) {
  for (const auto& row : unit_cases::rows("vn_units_words.csv")) {
    if (row[0] != "period") continue;
    EXPECT_TRUE(parse_period(row[1] + " năm 2024")) << row[1];
  }
}

TEST(UnitWords, comparison_rows_say_what_is_compared_with) {
  const auto comparison = [](const char* words) {
    return read_vi(std::string("tăng 5% ") + words).value.comparison;
  };
  EXPECT_EQ(comparison("so với cùng kỳ"), Comparison::same_period);
  EXPECT_EQ(comparison("so với cùng kỳ năm trước"), Comparison::same_period);
  EXPECT_EQ(comparison("so với tháng trước"), Comparison::previous_month);
  EXPECT_EQ(read_vi("đạt 5% kế hoạch").value.statement, Statement::plan_fulfilment);
  EXPECT_EQ(read_vi("gấp 2 lần").value.statement, Statement::multiple);
  EXPECT_EQ(read_vi("lũy kế 5 tỷ đồng").value.figure.value, 5.0);
  EXPECT_EQ(read_vi("cộng dồn 5 tỷ đồng").value.figure.value, 5.0);
}

TEST(UnitWords, each_word_of_the_table_prints_and_reads_back_in_both_languages) {
  const Unit brick = parse_unit("brick");
  for (const UnitWord& word : UnitTable::standard().words()) {
    for (const Language language : {Language::vi, Language::en}) {
      const std::string text = to_text(word.unit, language);
      if (word.unit == brick && language == Language::vi)
        continue;  // "viên": the product says that it is a brick
      EXPECT_EQ(parse_unit(text), word.unit) << text;
    }
    EXPECT_EQ(parse_unit(word.unit.symbol()), word.unit) << word.unit.symbol();
  }
}

}  // namespace unit_words_test
