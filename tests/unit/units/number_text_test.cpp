// SPDX-License-Identifier: Apache-2.0
// Numbers in text: what is read, what is refused, and that nothing is guessed.
#include <industria/units/number_text.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace industria;

namespace number_text_test {

Result<NumberText> vi(std::string_view text) {
  return read_number_text(text, {.style = NumberStyle::decimal_comma});
}
Result<NumberText> en(std::string_view text) {
  return read_number_text(text, {.style = NumberStyle::decimal_point});
}

std::string code(const Result<NumberText>& read) {
  return read.issues.empty() ? "" : read.issues.front().code;
}

NumberStyle inferred(std::vector<std::string_view> cells) {
  return infer_number_style(cells);
}

TEST(NumberText, without_a_style_two_readings_are_an_issue) {
  for (const char* text : {"1.234", "1,234", "80.000m2/năm", "gần 10,814 tỷ đồng"})
    EXPECT_EQ(code(read_number_text(text, {})), "number.ambiguous") << text;
}

TEST(NumberText, nearly_nothing_still_leaves_room_below) {
  const Figure nearly = vi("gần 0 triệu đồng").value.figure;
  EXPECT_FALSE(nearly.bounds.is_empty());
  EXPECT_FALSE(nearly.bounds.contains(0.0));
}

TEST(NumberText, a_number_without_a_digit_before_its_mark_is_refused_and_not_read_ten_times_larger) {
  for (const char* text : {".5 đồng", "-.5", "giảm .5%"}) EXPECT_EQ(code(vi(text)), "number.malformed") << text;
  EXPECT_EQ(vi(",5%").value.figure.value, 0.5);
  EXPECT_EQ(vi("Đạt 5.").value.figure.value, 5.0);  // the end of a sentence
}

TEST(NumberText, above_and_below_at_once_is_about) {
  const NumberText read = vi("trên dưới 500 tỷ đồng").value;
  EXPECT_EQ(read.figure.qualifier, Qualifier::approx);
  EXPECT_FALSE(read.figure.bounds.has_lo() || read.figure.bounds.has_hi());
}

TEST(NumberText, millions_of_billions_are_said_in_words) {
  EXPECT_EQ(to_text(vi("1,2 triệu tỷ đồng").value.figure, Language::vi), "1,2 triệu tỷ đồng");
}

TEST(NumberText, without_a_style_the_only_reading_is_taken) {
  EXPECT_EQ(read_number_text("1.234,5", {}).value.figure.value, 1234.5);
  EXPECT_EQ(read_number_text("1,234.5", {}).value.figure.value, 1234.5);
  EXPECT_EQ(read_number_text("11,2%", {}).value.figure.value, 11.2);
  EXPECT_EQ(read_number_text("1.234.567", {}).value.figure.value, 1234567.0);
  EXPECT_EQ(read_number_text("375 ha", {}).value.figure.value, 375.0);
}

TEST(NumberText, malformed_numbers_are_issues) {
  for (const char* text : {"1.5", "1.234.56", "½ triệu", "1/2 triệu", "0.500", "12.34.567", "５ ha",
                           "0866.59.4498", "15-14%"})
    EXPECT_EQ(code(vi(text)), "number.malformed") << text;
}

TEST(NumberText, two_quantities_are_an_issue) {
  for (const char* text : {"1 khu, 3 cụm công nghiệp", "41.200 tỷ đồng, tăng 11,2%", "5 ha 3 tấn",
                           "tăng từ 5% lên 6%"})
    EXPECT_EQ(code(vi(text)), "number.several") << text;
}

TEST(NumberText, two_meanings_of_a_sign_are_an_issue) {
  EXPECT_EQ(code(vi("giảm -3%")), "number.ambiguous");
  EXPECT_EQ(code(vi("tăng 2 lần")), "number.ambiguous");
}

TEST(NumberText, range_limits_are_issues) {
  EXPECT_EQ(code(vi("1e400")), "number.out_of_range");
  EXPECT_EQ(code(vi("1e-400")), "number.out_of_range");
  EXPECT_EQ(code(vi(std::string(400, '9'))), "number.out_of_range");
  EXPECT_EQ(code(vi("9.007.199.254.740.993 đồng")), "number.not_exact");
  EXPECT_TRUE(vi("9.007.199.254.740.993 đồng"));  // a warning
  EXPECT_EQ(code(vi("9.007.199.254.740.994 đồng")), "");
}

TEST(NumberText, unknown_units_are_named_with_a_suggestion) {
  const auto glued = vi("80.000mét_tấm");
  ASSERT_EQ(code(glued), "unit.unknown");
  const auto rate = vi("5.000 tấm/năm");
  ASSERT_EQ(code(rate), "unit.unknown");
  EXPECT_EQ(rate.issues[0].args[1].second, "tấn");
}

TEST(NumberText, a_noun_that_is_no_unit_is_kept) {
  const auto read = vi("thành lập mới 3 tầng nhà xưởng, năm 2025");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read.value.has_unit);
  EXPECT_EQ(read.value.noun, "tầng nhà xưởng");
  EXPECT_EQ(read.value.period, Period::of_year(2025));
}

TEST(NumberText, a_rate_behind_the_noun_belongs_to_the_unit) {
  const auto read = vi("5.000 tấn thép/năm");
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value.figure.unit, parse_unit("t/year"));
  EXPECT_EQ(read.value.noun, "thép");
  EXPECT_EQ(en("5,000 tonnes of steel per year").value.figure.unit, parse_unit("t/year"));
}

TEST(NumberText, pieces_are_what_the_product_says) {
  NumberTextOptions options{.style = NumberStyle::decimal_comma};
  options.piece = parse_unit("brick");
  EXPECT_EQ(read_number_text("14 triệu viên/năm", options).value.figure.unit,
            parse_unit("million bricks/year"));
  EXPECT_EQ(read_number_text("14 triệu chiếc/năm", options).value.figure.unit,
            parse_unit("triệu chiếc/năm"));
}

TEST(NumberText, words_that_are_no_cues_for_this_number_are_passed_over) {
  EXPECT_EQ(vi("với tổng diện tích 375ha").value.figure.qualifier, Qualifier::exact);
  EXPECT_EQ(vi("đầu tư thêm gần 14 tỷ đồng").value.figure.qualifier, Qualifier::below_near);
  EXPECT_EQ(vi("1 huyện trên địa bàn tỉnh").value.figure.qualifier, Qualifier::exact);
  EXPECT_EQ(vi("Nhà máy Luyện đồng số 2 đạt 18.000 tấn").value.figure.value, 18000.0);
  EXPECT_EQ(vi("ảnh hưởng COVID-19, đạt 5 ha").value.figure.value, 5.0);
  EXPECT_EQ(vi("Kế hoạch 157-KH/TU: 5 ha").value.figure.value, 5.0);
}

TEST(NumberText, signs_come_from_words_and_marks) {
  EXPECT_EQ(vi("giảm 3,1 điểm %").value.figure.value, -3.1);
  EXPECT_EQ(vi("-3,2%").value.figure.value, -3.2);
  EXPECT_EQ(vi("\u22123,2%").value.figure.value, -3.2);
  EXPECT_EQ(vi("âm 3%").value.figure.value, -3.0);
  EXPECT_EQ(vi("giảm còn 5%").value.figure.value, 5.0);
  EXPECT_EQ(en("fell by 3%").value.figure.value, -3.0);
  EXPECT_EQ(vi("- 5 ha").value.figure.value, 5.0);  // a dash of a list
}

TEST(NumberText, a_decrease_turns_its_bounds_round) {
  const Figure over = vi("giảm trên 3%").value.figure;
  EXPECT_EQ(over.bounds, Bounds::below(-3.0));
  EXPECT_EQ(over.qualifier, Qualifier::below);
  const Figure nearly = vi("giảm gần 3%").value.figure;
  EXPECT_EQ(nearly.bounds, (Bounds{-3.0, 0.0, true, true}));
  EXPECT_EQ(vi("giảm 2-3%").value.figure.bounds, Bounds::between(-3.0, -2.0));
}

TEST(NumberText, ranges_share_their_unit) {
  const Figure figure = vi("từ 500 triệu đến 1 tỷ đồng").value.figure;
  EXPECT_EQ(figure.unit, parse_unit("tỷ đồng"));
  EXPECT_EQ(figure.bounds, Bounds::between(0.5, 1.0));
  EXPECT_EQ(en("between 5 and 6 ha").value.figure.bounds, Bounds::between(5.0, 6.0));
  EXPECT_EQ(code(vi("từ 5 ha đến 6 tấn")), "number.several");
}

TEST(NumberText, compound_scales_add_up) {
  EXPECT_EQ(vi("2 tỷ 300 triệu đồng").value.figure.value, 2.3);
  EXPECT_EQ(vi("1 nghìn tỷ 250 tỷ đồng").value.figure.amount().in("tỷ đồng").value, 1250.0);
  EXPECT_EQ(code(vi("2 triệu 300 tỷ đồng")), "number.several");
}

TEST(NumberText, resolution_is_the_last_significant_place) {
  const auto resolution = [](const char* text) { return vi(text).value.figure.resolution; };
  EXPECT_EQ(resolution("41.200 tỷ đồng"), 100.0);
  EXPECT_EQ(resolution("11,2%"), 0.1);
  EXPECT_EQ(resolution("25,80%"), 0.01);
  EXPECT_EQ(resolution("10,814 tỷ đồng"), 0.001);
  EXPECT_EQ(resolution("0 ha"), 1.0);
}

TEST(NumberText, periods_are_no_quantities) {
  EXPECT_EQ(vi("quý III/2026 đạt 5 ha").value.period, Period::of_quarter(2026, 3));
  EXPECT_EQ(vi("9 tháng đầu năm 2024 đạt 5 tỷ đồng").value.period,
            Period::of_year_to_date(2024, 9));
  EXPECT_EQ(vi("giai đoạn 2021-2025: 75,3 tỷ đồng").value.figure.value, 75.3);
  EXPECT_EQ(vi("6 tháng đầu năm ước đạt 5 tỷ đồng").value.figure.value, 5.0);
  EXPECT_EQ(en("5 ha by 2025").value.period, Period::of_year(2025));
  EXPECT_EQ(vi("tăng 5% so với năm 2020").value.base_period, Period::of_year(2020));
}

TEST(NumberText, price_basis_is_read_where_it_is_stated) {
  EXPECT_EQ(vi("41.200 tỷ đồng (giá so sánh 2010)").value.figure.basis,
            (PriceBasis{PriceBasis::Kind::constant, 2010}));
  EXPECT_EQ(vi("41.200 tỷ đồng theo giá hiện hành").value.figure.basis.kind,
            PriceBasis::Kind::current);
  EXPECT_EQ(vi("41.200 tỷ đồng").value.figure.basis.kind, PriceBasis::Kind::unstated);
}

TEST(NumberText, statements_are_told_apart) {
  const auto statement = [](const char* text) { return vi(text).value.statement; };
  EXPECT_EQ(statement("đạt 46.000 tỷ đồng"), Statement::level);
  EXPECT_EQ(statement("tăng 5.000 tỷ đồng"), Statement::change);
  EXPECT_EQ(statement("tăng 8%/năm"), Statement::growth);
  EXPECT_EQ(statement("bằng 82,47% kế hoạch"), Statement::plan_fulfilment);
  EXPECT_EQ(statement("giảm 17,53% so với kế hoạch"), Statement::plan_deviation);
  EXPECT_EQ(statement("bằng 98,7% so với cùng kỳ"), Statement::index);
  EXPECT_EQ(statement("tăng gấp ba"), Statement::multiple);
}

TEST(NumberText, spelling_of_letters_does_not_matter) {
  EXPECT_EQ(vi("g\u00E2\u0300n 400 tri\u1EC7u \u0111\u00F4\u0300ng").value.figure.qualifier,
            Qualifier::below_near);  // part NFD
  EXPECT_EQ(vi("GẦN 400 TRIỆU ĐỒNG").value.figure.unit, parse_unit("triệu đồng"));
  EXPECT_EQ(vi("12\u00A0000,5\u202Fha").value.figure.value, 12000.5);
}

TEST(NumberText, bytes_that_are_no_text_are_an_issue) {
  EXPECT_EQ(code(vi("5 ha \xC3")), "number.malformed");
  EXPECT_EQ(code(vi(std::string(70'000, '1'))), "number.malformed");
  EXPECT_EQ(code(vi("")), "number.none");
  EXPECT_EQ(code(vi(std::string("\0\0", 2))), "number.none");
}

// A quadratic reader would need minutes for these and run into the test's time limit.
TEST(NumberText, long_repetitions_are_refused_in_one_pass) {
  for (const char* part :
       {"tăng trưởng ", "năm quý ", "(((", "1 tỷ ", "so với ", "từ 5 ", "- ", "điểm %"}) {
    std::string text;
    while (text.size() < 60'000) text += part;
    EXPECT_FALSE(vi(text)) << part;
  }
}

TEST(NumberCell, reads_signs_marks_and_per_cent) {
  EXPECT_EQ(read_number_cell(" -1.234,5 ", NumberStyle::decimal_comma).value.figure.value, -1234.5);
  EXPECT_EQ(read_number_cell("\u22123", NumberStyle::undeclared).value.figure.value, -3.0);
  EXPECT_EQ(read_number_cell("12\u202F000", NumberStyle::undeclared).value.figure.value, 12000.0);
  const auto share = read_number_cell("12,5 %", NumberStyle::decimal_comma).value;
  EXPECT_EQ(share.figure.in(Unit()).value, 0.125);
  EXPECT_TRUE(share.has_unit);
}

TEST(NumberCell, refuses_words_and_other_spellings) {
  for (const char* text : {"nan", "inf", "0x10", "1e5x", "5 ha", "--5", "1 2", "(5)", "5%%", "½",
                           "+", "1e", "e5", "."})
    EXPECT_FALSE(read_number_cell(text, NumberStyle::decimal_point)) << text;
  EXPECT_EQ(code(read_number_cell("  ", NumberStyle::decimal_point)), "number.none");
  EXPECT_EQ(code(read_number_cell("1.234", NumberStyle::undeclared)), "number.ambiguous");
}

TEST(NumberStyle, is_inferred_only_if_the_other_style_fails) {
  EXPECT_EQ(inferred({"1.234", "5,5", ""}), NumberStyle::decimal_comma);
  EXPECT_EQ(inferred({"1,234", "5.5", "7"}), NumberStyle::decimal_point);
  EXPECT_EQ(inferred({"1.234", "2.345"}), NumberStyle::undeclared);
  EXPECT_EQ(inferred({"1.5", "2,5"}), NumberStyle::undeclared);
  EXPECT_EQ(inferred({"7", "", "12 000"}), NumberStyle::undeclared);
  EXPECT_EQ(inferred({}), NumberStyle::undeclared);
}

TEST(NumberIssues, have_words_in_both_languages) {
  for (const char* name : {"number.ambiguous", "number.malformed", "number.none", "number.several",
                           "number.out_of_range", "number.not_exact", "number.qualifier",
                           "unit.unknown", "unit.price_basis"}) {
    EXPECT_TRUE(has_text(std::string("issue.") + name)) << name;
    EXPECT_TRUE(has_text(std::string("issue.") + name + ".remedy")) << name;
  }
}

}  // namespace number_text_test
