// SPDX-License-Identifier: Apache-2.0
// Run-time units: exact scales, parsing, printing, conversion and what is refused.
#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/units/unit.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>

using namespace industria;

namespace unit_test {

std::string unknown_word(const char* text) {
  const auto unit = try_parse_unit(text);
  EXPECT_FALSE(unit) << text;
  if (unit) return {};
  EXPECT_EQ(unit.issues[0].code, "unit.unknown");
  return unit.issues[0].args[1].second;  // the suggestion
}

TEST(Scale, equal_factors_compare_equal) {
  EXPECT_EQ((Scale{1, 12, 0} * Scale{12, 1, 0}), Scale{});
  EXPECT_EQ((Scale{5, 1, -1} * Scale{}), (Scale{1, 2, 0}));
  EXPECT_EQ((Scale{1, 50, 0} * Scale{}), (Scale{1, 5, -1}));
  EXPECT_EQ((Scale{2000, 3000, 0} * Scale{}), (Scale{2, 3, 0}));
}

TEST(Scale, is_rounded_once) {
  EXPECT_EQ((Scale{1, 12, 0}.apply(12.0)), 1.0);
  EXPECT_EQ((Scale{1, 1, -2}.apply(14.0)), 0.14);
  // By exact fractions; step by step, in either order, these come out one unit in the last place off.
  EXPECT_EQ((Scale{1, 365, 3}.apply(191.74)), 525.3150684931508);
  EXPECT_EQ((Scale{1163, 1, 1}.apply(823.57)), 9578119.100000001);
  EXPECT_EQ((Scale{1, 365, 3}.apply(472.75)), 1295.2054794520548);
  EXPECT_EQ((Scale{1, 8760, 6}.apply(394.96)), 45086.757990867576);
  EXPECT_EQ((Scale{1, 1, 9}.apply(0.1)), 1e8);
  EXPECT_TRUE(is_missing(Scale{1, 1, 9}.apply(missing)));
}

TEST(Scale, refuses_what_does_not_fit) {
  EXPECT_THROW((void)(Scale{1, 1, 290} * Scale{1, 1, 290}), UnitError);
  EXPECT_THROW((void)(Scale{9007199254740993, 1, 0} * Scale{9007199254740881, 1, 0}), UnitError);
  EXPECT_THROW(Unit({}, Scale{0, 1, 0}, "nothing"), UnitError);
  EXPECT_THROW(Unit({}, Scale{1, -3, 0}, "negative"), UnitError);
  EXPECT_THROW(Unit({{"length", 10}}, Scale{}, "m10"), UnitError);
}

TEST(Unit, is_read_in_either_language) {
  EXPECT_EQ(parse_unit("tỷ đồng"), parse_unit("bn VND"));
  EXPECT_EQ(parse_unit("triệu viên gạch/năm"), parse_unit("million bricks/year"));
  EXPECT_EQ(parse_unit("m2/năm"), parse_unit("m²/year"));
  EXPECT_EQ(parse_unit("điểm %"), parse_unit("percentage points"));
  EXPECT_EQ(parse_unit("1e9 VND"), scaled(parse_unit("VND"), {1, 1, 9}));
  EXPECT_EQ(parse_unit("1.000 tấn"), parse_unit("nghìn tấn"));
  EXPECT_EQ(parse_unit("10^6 kWh"), parse_unit("GWh"));
  EXPECT_EQ(parse_unit("  TRIỆU   ĐỒNG "), parse_unit("triệu đồng"));
}

TEST(Unit, decomposed_letters_read_the_same) {
  EXPECT_EQ(parse_unit("t\u1EF7 \u0111\u1ED3ng"), parse_unit("ty\u0309 \u0111o\u0302\u0300ng"));
}

TEST(Unit, money_per_area_per_year_is_money_per_capacity) {
  const Unit capacity = parse_unit("m2/năm");
  EXPECT_EQ(parse_unit("đồng/m2/năm"), parse_unit("đồng") / capacity);
  EXPECT_EQ(parse_unit("đồng/m2/năm"), parse_unit("đồng/(m2/năm)"));
  EXPECT_EQ(parse_unit("kWh/m2/năm"), parse_unit("kWh") / parse_unit("m2") / parse_unit("năm"));
}

TEST(Unit, case_matters_only_where_it_must) {
  EXPECT_EQ(parse_unit("Kwh"), parse_unit("kWh"));
  EXPECT_EQ(parse_unit("T đồng"), parse_unit("tỷ đồng"));
  EXPECT_NE(parse_unit("t"), parse_unit("T"));
  EXPECT_FALSE(try_parse_unit("mW"));
  EXPECT_FALSE(try_parse_unit("mWh"));
}

TEST(Unit, prints_as_a_report_says_it) {
  EXPECT_EQ(to_text(parse_unit("1e9 VND"), Language::vi), "tỷ đồng");
  EXPECT_EQ(to_text(parse_unit("1e9 VND"), Language::en), "bn VND");
  EXPECT_EQ(to_text(parse_unit("1e6 brick/year"), Language::vi), "triệu viên/năm");
  EXPECT_EQ(to_text(parse_unit("1e6 brick/year"), Language::en), "million bricks/year");
  EXPECT_EQ(to_text(parse_unit("m2/năm"), Language::vi), "m²/năm");
  EXPECT_EQ(to_text(parse_unit("percentage_point"), Language::vi), "điểm %");
  EXPECT_EQ(to_text(parse_unit("m3/ngày đêm"), Language::vi), "m³/ngày đêm");
  EXPECT_EQ(to_text(parse_unit("VND") / parse_unit("m2/year"), Language::vi), "đồng/(m²/năm)");
}

TEST(Unit, counted_things_and_currencies_do_not_convert_into_each_other) {
  for (const auto& [from, to] : {std::pair{"brick", "piece"},
                                 {"VND", "USD"},
                                 {"%", "điểm %"},
                                 {"site", "job"},
                                 {"m2", "m"},
                                 {"MW", "MWh"},
                                 {"MW", "MWp"},
                                 {"tấn/năm", "tấn"},
                                 {"dự án", "cơ sở"}})
    EXPECT_THROW((void)convert(1.0, parse_unit(from), parse_unit(to)), UnitError)
        << from << ' ' << to;
}

TEST(Unit, error_names_both_units) {
  try {
    (void)convert(1.0, parse_unit("tỷ đồng"), parse_unit("USD"));
    FAIL();
  } catch (const UnitError& error) {
    EXPECT_NE(std::string(error.what()).find("'1e9 VND'"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("'USD'"), std::string::npos);
  }
}

TEST(Unit, unknown_word_comes_with_the_nearest_one) {
  EXPECT_EQ(unknown_word("tấn/nam"), "năm");
  EXPECT_EQ(unknown_word("ty dong"), "tỷ");
  EXPECT_EQ(unknown_word("hectar"), "hecta");
  const Issue issue = try_parse_unit("tấn/nam").issues[0];
  EXPECT_NE(remedy(issue, Language::vi).find("“năm”"), std::string::npos);
  EXPECT_NE(remedy(issue, Language::en).find("“năm”"), std::string::npos);
}

TEST(Unit, malformed_text_is_an_issue) {
  for (const char* text : {"", "/", "tấn/", "(tấn", "tấn)", "tấn//năm", "tấn năm", "1e400 VND",
                           "m^", "\xFF", "((((((((((((((((m))))))))))))))))"})
    EXPECT_FALSE(try_parse_unit(text)) << text;
  EXPECT_FALSE(try_parse_unit(std::string(1000, '(')));
  EXPECT_THROW((void)parse_unit("blorp"), UnitError);
}

TEST(Unit, symbol_reads_back_after_arithmetic) {
  const char* const words[] = {"tỷ đồng", "triệu viên/năm", "ha",  "kg",   "m2/năm", "%",
                               "USD",     "m3/ngày đêm",    "toe", "tháng"};
  for (const char* left : words) {
    for (const char* right : words) {
      const Unit a = parse_unit(left);
      const Unit b = parse_unit(right);
      for (const Unit& unit : {a * b, a / b, a / b / b, b / (a / b), scaled(a / b, {7, 12, -3})})
        EXPECT_EQ(parse_unit(unit.symbol()), unit) << left << ' ' << right << ' ' << unit.symbol();
    }
  }
}

TEST(Unit, converts_there_and_back_to_the_same_double) {
  std::mt19937_64 random(20220131);
  std::uniform_int_distribution<long> whole(1, 999'999'999);
  for (const auto& [from, to] : {std::pair{"tỷ đồng", "đồng"},
                                 {"ha", "m2"},
                                 {"tấn", "kg"},
                                 {"GWh", "kWh"},
                                 {"toe", "kWh"},
                                 {"năm", "tháng"}}) {
    for (int i = 0; i < 2000; ++i) {
      const double x = static_cast<double>(whole(random)) / 1000.0;
      const double there = convert(x, parse_unit(from), parse_unit(to));
      // The forward result is rounded once; so is the way back, to within one unit in the last place (DOUBLE_EQ: four).
      EXPECT_DOUBLE_EQ(convert(there, parse_unit(to), parse_unit(from)), x) << from;
      if (there == static_cast<double>(static_cast<long>(there)) &&
          x == static_cast<double>(static_cast<long>(x))) {
        EXPECT_EQ(convert(there, parse_unit(to), parse_unit(from)), x) << from;
      }
    }
  }
}

TEST(Unit, missing_stays_missing) {
  EXPECT_TRUE(is_missing(convert(missing, parse_unit("ha"), parse_unit("m2"))));
}

TEST(UnitTable, a_users_noun_is_a_dimension_of_its_own) {
  const UnitTable table = UnitTable::standard().with_counted("kiln", "lò", "kiln", "kilns");
  const Unit kilns = parse_unit("nghìn lò/năm", table);
  EXPECT_EQ(kilns, parse_unit("thousand kilns/year", table));
  EXPECT_EQ(to_text(kilns, Language::vi, table), "nghìn lò/năm");
  EXPECT_EQ(to_text(kilns, Language::en, table), "thousand kilns/year");
  EXPECT_FALSE(is_convertible(kilns, parse_unit("nghìn cái/năm")));
  EXPECT_FALSE(try_parse_unit("lò"));  // the standard table is as it was
}

TEST(UnitTable, refuses_a_word_that_is_taken) {
  EXPECT_THROW((void)UnitTable::standard().with_counted("line", "lò", "kiln", "kilns"), ValueError);
  EXPECT_THROW((void)UnitTable::standard().with_counted("kiln", "dự án", "kiln", "kilns"),
               ValueError);
  EXPECT_THROW((void)UnitTable::standard().with_counted("length", "lò", "kiln", "kilns"),
               ValueError);
  EXPECT_THROW((void)UnitTable::standard().with_counted("", "lò", "kiln", "kilns"), ValueError);
}

}  // namespace unit_test
