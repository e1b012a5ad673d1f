// SPDX-License-Identifier: Apache-2.0
// Printed numbers: round trips, and the rounding that people do on paper.
#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/number_format.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

using namespace industria;

namespace number_format_test {

double read_back(const std::string& text) {
  double x = missing;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  return error == std::errc{} && end == text.data() + text.size() ? x : missing;
}

TEST(ShortestText, reads_back_to_the_same_double) {
  std::mt19937_64 random(20211231);
  for (int i = 0; i < 100'000; ++i) {
    const double x = std::bit_cast<double>(random());
    if (!is_missing(x)) {
      ASSERT_EQ(read_back(to_shortest(x)), x) << to_shortest(x);
    }
  }
}

TEST(ShortestText, has_an_exponent_only_where_digits_would_be_unreadable) {
  EXPECT_EQ(to_shortest(0.1), "0.1");
  EXPECT_EQ(to_shortest(400e6), "400000000");
  EXPECT_EQ(to_shortest(-41200.5), "-41200.5");
  EXPECT_EQ(to_shortest(0.0001), "0.0001");
  EXPECT_EQ(to_shortest(0.00001), "1e-05");
  EXPECT_EQ(to_shortest(9007199254740993.0), "9007199254740992");
  EXPECT_EQ(to_shortest(1e16), "1e+16");
  EXPECT_EQ(to_shortest(1e22), "1e+22");
  EXPECT_EQ(to_shortest(5e-324), "5e-324");
}

TEST(ShortestText, of_missing_is_empty_and_of_minus_zero_is_zero) {
  EXPECT_EQ(to_shortest(missing), "");
  EXPECT_EQ(to_shortest(std::numeric_limits<double>::infinity()), "");
  EXPECT_EQ(to_shortest(-0.0), "0");
}

TEST(FormatNumber, groups_by_thousands_in_both_languages) {
  EXPECT_EQ(format_number(41200.5, 1, Language::vi), "41.200,5");
  EXPECT_EQ(format_number(41200.5, 1, Language::en), "41,200.5");
  EXPECT_EQ(format_number(999, 0, Language::vi), "999");
  EXPECT_EQ(format_number(-1000, 0, Language::vi), "-1.000");
  EXPECT_EQ(format_number(75.3e9, 0, Language::en), "75,300,000,000");
  EXPECT_EQ(format_number(0.5, 2, Language::vi), "0,50");
}

TEST(FormatNumber, rounds_half_away_from_zero_on_the_decimal_text) {
  EXPECT_EQ(format_number(2.675, 2, Language::en), "2.68");  // the double is below 2.675
  EXPECT_EQ(format_number(-2.675, 2, Language::en), "-2.68");
  EXPECT_EQ(format_number(0.5, 0, Language::en), "1");
  EXPECT_EQ(format_number(1.5, 0, Language::en), "2");
  EXPECT_EQ(format_number(0.05, 1, Language::en), "0.1");
  EXPECT_EQ(format_number(0.049, 1, Language::en), "0.0");
  EXPECT_EQ(format_number(999.995, 2, Language::en), "1,000.00");
  EXPECT_EQ(format_number(11.65048543689320, 2, Language::vi), "11,65");
}

TEST(FormatNumber, of_missing_is_a_dash_and_what_rounds_to_zero_has_no_sign) {
  EXPECT_EQ(format_number(missing, 2, Language::vi), "–");
  EXPECT_EQ(format_number(-0.0, 0, Language::vi), "0");
  EXPECT_EQ(format_number(-0.004, 2, Language::vi), "0,00");
  EXPECT_EQ(format_number(-0.004, 2, Language::vi, true), "0");
}

TEST(FormatNumber, trims_zeros_only_after_the_decimal_mark) {
  EXPECT_EQ(format_number(1200, 3, Language::vi, true), "1.200");
  EXPECT_EQ(format_number(1200.250, 3, Language::vi, true), "1.200,25");
}

TEST(FormatNumber, holds_at_the_limits_of_double) {
  EXPECT_EQ(format_number(std::numeric_limits<double>::max(), 0, Language::en).size(), 309U + 102U);
  EXPECT_EQ(format_number(5e-324, 15, Language::en), "0.000000000000000");
}

TEST(FormatNumber, differs_from_the_number_by_at_most_half_a_unit) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> value(-999, 999);
  for (int i = 0; i < 20'000; ++i) {
    const double x = value(random);
    // 1e-9: the rounding of x itself and of the subtraction is below 1e-12
    ASSERT_LE(std::abs(read_back(format_number(x, 3, Language::en)) - x), 0.0005 + 1e-9);
  }
}

TEST(FormatSignificant, shows_as_many_decimals_as_the_digits_need) {
  EXPECT_EQ(format_significant(0.0012345, 3, Language::vi), "0,00123");
  EXPECT_EQ(format_significant(41200, 3, Language::vi), "41.200");
  EXPECT_EQ(format_significant(41234.7, 3, Language::vi), "41.235");
  EXPECT_EQ(format_significant(9.996, 3, Language::en), "10");
  EXPECT_EQ(format_significant(12.5, 10, Language::vi), "12,5");
  EXPECT_EQ(format_significant(0, 3, Language::vi), "0");
  EXPECT_EQ(format_significant(missing, 3, Language::vi), "–");
}

TEST(FormatNumber, refuses_impossible_digits) {
  EXPECT_THROW(static_cast<void>(format_number(1, -1, Language::vi)), ValueError);
  EXPECT_THROW(static_cast<void>(format_number(1, 16, Language::vi)), ValueError);
  EXPECT_THROW(static_cast<void>(format_significant(1, 0, Language::vi)), ValueError);
}

}  // namespace number_format_test
