// SPDX-License-Identifier: Apache-2.0
// The 44 figures of the three provinces as their sources write them.
#include "unit/units/cases.hpp"

#include <industria/units/number_text.hpp>

#include <gtest/gtest.h>

#include <charconv>
#include <string>
#include <vector>

using namespace industria;

namespace seed_numbers_test {

enum Field { fact_id, original_text, value_written, unit_written, value, unit, context };

double number(const std::string& text) {
  double x = missing;
  std::from_chars(text.data(), text.data() + text.size(), x);
  return x;
}

NumberTextOptions options_for(const std::vector<std::string>& row) {
  NumberTextOptions options;
  options.style = NumberStyle::decimal_comma;
  if (row[context] == "brick") options.piece = parse_unit("brick");
  return options;
}

TEST(SeedNumbers, read_to_the_number_and_unit_as_written) {
  const auto rows = unit_cases::rows("seed_numbers.csv");
  EXPECT_EQ(rows.size(), 44U);
  for (const auto& row : rows) {
    NumberTextOptions options = options_for(row);
    options.piece.reset();
    const auto read = read_number_text(row[original_text], options);
    ASSERT_TRUE(read) << row[fact_id] << ' ' << message(read.issues.front(), Language::en);
    const Figure& figure = read.value.figure;
    const bool is_decrease = row[original_text].starts_with("giảm");
    EXPECT_EQ(figure.value, is_decrease ? -number(row[value_written]) : number(row[value_written]))
        << row[fact_id];
    EXPECT_EQ(figure.unit, parse_unit(row[unit_written])) << row[fact_id];
  }
}

TEST(SeedNumbers, convert_to_value_and_unit_in_the_context_of_the_indicator) {
  for (const auto& row : unit_cases::rows("seed_numbers.csv")) {
    Figure figure = read_number_text(row[original_text], options_for(row)).value.figure;
    if (row[context] == "per year") figure.unit = figure.unit / parse_unit("year");
    Unit wanted = row[unit] == "count" ? base_unit(figure.unit) : parse_unit(row[unit]);
    if (row[context] == "brick") wanted = wanted / parse_unit("piece") * parse_unit("brick");
    // The written decimal and the product are each rounded once: at most 2 units in the last place, DOUBLE_EQ allows 4.
    EXPECT_DOUBLE_EQ(figure.in(wanted).value, number(row[value])) << row[fact_id];
  }
}

TEST(SeedNumbers, a_leading_year_is_a_period) {
  const NumberTextOptions options{.style = NumberStyle::decimal_comma};
  EXPECT_EQ(read_number_text("Năm 2021, 10,814 tỷ đồng", options).value.period,
            Period::of_year(2021));
  EXPECT_EQ(read_number_text("2022 là 21,004 tỷ đồng", options).value.period,
            Period::of_year(2022));
  EXPECT_EQ(read_number_text("năm 2025, 9,714 tỷ đồng", options).value.period,
            Period::of_year(2025));
}

TEST(SeedNumbers, what_the_figures_are_compared_with) {
  const NumberTextOptions options{.style = NumberStyle::decimal_comma};
  const auto growth = read_number_text("tăng 11,2% so với năm 2020", options).value;
  EXPECT_EQ(growth.statement, Statement::growth);
  EXPECT_EQ(growth.base_period, Period::of_year(2020));
  const auto increase = read_number_text("cao hơn năm 2021 gần 5.000 tỷ đồng", options).value;
  EXPECT_EQ(increase.statement, Statement::change);
  EXPECT_EQ(increase.base_period, Period::of_year(2021));
  EXPECT_EQ(increase.figure.qualifier, Qualifier::below_near);
  EXPECT_EQ(read_number_text("giảm 17,53% so với kế hoạch", options).value.statement,
            Statement::plan_deviation);
}

TEST(SeedNumbers, statements_without_a_number_say_so) {
  for (const char* text :
       {"phấn đấu tăng cao hơn tốc độ tăng trưởng kinh tế", "tăng tỷ trọng công nghiệp chế biến",
        "Giá trị sản xuất công nghiệp giai đoạn 2020 - 2025 phấn đấu tăng cao"}) {
    const auto read = read_number_text(text, {});
    ASSERT_EQ(read.issues.size(), 1U) << text;
    EXPECT_EQ(read.issues[0].code, "number.none") << text;
  }
}

}  // namespace seed_numbers_test
