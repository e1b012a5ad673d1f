// SPDX-License-Identifier: Apache-2.0
// Amounts and figures: price bases, sums across units, and bounds that travel.
#include <industria/base/error.hpp>
#include <industria/units/amount.hpp>
#include <industria/units/number_text.hpp>

#include <gtest/gtest.h>

#include <string>

using namespace industria;

namespace amount_test {

Amount vi(const char* text) {
  return Amount::parse(text, Language::vi);
}

Figure figure(const char* text) {
  const auto read = read_number_text(text, {.style = NumberStyle::decimal_comma});
  EXPECT_TRUE(read) << text;
  return read.value.figure;
}

constexpr PriceBasis current{PriceBasis::Kind::current, 0};
constexpr PriceBasis constant_2010{PriceBasis::Kind::constant, 2010};

TEST(PriceBasis, is_read_in_every_spelling) {
  EXPECT_EQ(try_parse_price_basis("hiện hành").value, current);
  EXPECT_EQ(try_parse_price_basis("Giá hiện hành").value, current);
  EXPECT_EQ(try_parse_price_basis("so sánh 2010").value, constant_2010);
  EXPECT_EQ(try_parse_price_basis("giá so sánh năm 2010").value, constant_2010);
  EXPECT_EQ(try_parse_price_basis("constant 2010").value, constant_2010);
  EXPECT_EQ(try_parse_price_basis("không nêu").value.kind, PriceBasis::Kind::unstated);
  EXPECT_EQ(try_parse_price_basis("").value, PriceBasis{});
}

TEST(PriceBasis, reads_back_what_it_prints) {
  for (const PriceBasis& basis :
       {PriceBasis{}, current, constant_2010, PriceBasis{PriceBasis::Kind::unstated, 0}}) {
    EXPECT_EQ(try_parse_price_basis(to_text(basis)).value, basis);
    EXPECT_EQ(try_parse_price_basis(to_text(basis, Language::vi)).value, basis);
    EXPECT_EQ(try_parse_price_basis(to_text(basis, Language::en)).value, basis);
  }
}

TEST(PriceBasis, anything_else_is_an_issue) {
  for (const char* text :
       {"constant", "so sánh", "so sánh 10", "constant 2010x", "giá cả", "\xFF"}) {
    const auto basis = try_parse_price_basis(text);
    ASSERT_EQ(basis.issues.size(), 1U) << text;
    EXPECT_EQ(basis.issues[0].code, "unit.price_basis");
  }
}

TEST(Amount, money_has_an_unstated_basis_and_volumes_none) {
  EXPECT_EQ(vi("41.200 tỷ đồng").basis.kind, PriceBasis::Kind::unstated);
  EXPECT_EQ(vi("18.000 tấn").basis.kind, PriceBasis::Kind::none);
  EXPECT_EQ(vi("5.000 đồng/m2/năm").basis.kind, PriceBasis::Kind::unstated);
}

TEST(Amount, the_phases_of_the_programme_sum_to_its_total_across_units) {
  const Amount sum = vi("10,814 tỷ đồng") + vi("21.004 triệu đồng") + vi("20,714 tỷ đồng") +
                     vi("13,054 tỷ đồng") + vi("9.714.000.000 đồng");
  EXPECT_EQ(to_text(sum, Language::vi), "75,3 tỷ đồng");
  EXPECT_EQ(to_text(sum, Language::en), "75.3 bn VND");
}

TEST(Amount, sum_does_not_depend_on_the_unit_in_which_a_part_is_written) {
  const Amount in_ha = vi("375 ha") + vi("5.000 m2");
  const Amount in_m2 = vi("3.750.000 m2") + vi("0,5 ha");
  EXPECT_EQ(in_ha, in_m2);
  EXPECT_EQ(in_ha.in("m2").value, 3'755'000.0);
}

TEST(Amount, does_not_add_what_does_not_go_together) {
  EXPECT_THROW((void)(vi("5 tỷ đồng") + vi("5 triệu USD")), UnitError);
  EXPECT_THROW((void)(vi("5%") + vi("5 điểm %")), UnitError);
  EXPECT_THROW((void)(vi("9 triệu viên/năm") - vi("9 triệu viên")), UnitError);
  const Unit dong = parse_unit("đồng");
  EXPECT_THROW((void)(Amount(1, dong, current) + Amount(1, dong, constant_2010)), UnitError);
  EXPECT_THROW((void)(Amount(1, dong, current) + Amount(1, dong)), UnitError);
  EXPECT_THROW((void)(Amount(1, dong, current) / Amount(1, dong)), UnitError);
}

TEST(Amount, money_by_money_is_a_plain_ratio) {
  const Amount ratio = vi("1.000 tỷ đồng") / vi("500 triệu đồng");
  EXPECT_EQ(ratio.value, 2000.0);
  EXPECT_EQ(ratio.unit, Unit());
  EXPECT_EQ(ratio.basis, PriceBasis{});
}

TEST(Amount, support_per_unit_of_capacity_is_in_dong) {
  const Unit brick = parse_unit("brick");
  const Amount capacity(14e6, brick / parse_unit("year"));
  EXPECT_EQ(to_text(vi("600 triệu đồng") / capacity, Language::vi, 3),
            "42,9 đồng/(viên/năm)");  // 42.9 in the seed checks
}

TEST(Amount, division_by_zero_is_missing) {
  EXPECT_TRUE(is_missing((vi("5 ha") / vi("0 ha")).value));
  EXPECT_EQ(to_text(vi("5 ha") / vi("0 ha"), Language::vi), "–");
}

TEST(Amount, prints_in_both_languages) {
  EXPECT_EQ(to_text(vi("41.200 tỷ đồng"), Language::vi), "41.200 tỷ đồng");
  EXPECT_EQ(to_text(vi("41.200 tỷ đồng"), Language::en), "41,200 bn VND");
  EXPECT_EQ(to_text(vi("11,2%"), Language::vi), "11,2%");
  EXPECT_EQ(to_text(vi("1 dự án"), Language::en), "1 project");
  EXPECT_EQ(to_text(vi("90 dự án"), Language::en), "90 projects");
}

TEST(Amount, text_that_is_no_amount_throws_with_the_remedy) {
  EXPECT_THROW((void)vi("1.234.56 đồng"), ParseError);
  EXPECT_THROW((void)vi("nhiều"), ParseError);
  EXPECT_THROW((void)vi("5 ha").in("blorp"), UnitError);
}

TEST(Figure, nearly_by_exact_is_below) {
  const Figure quotient = figure("gần 400 triệu đồng") / figure("80.000 m2/năm");
  EXPECT_EQ(quotient.qualifier, Qualifier::below);
  EXPECT_EQ(to_text(quotient, Language::vi), "dưới 5.000 đồng/(m²/năm)");
  EXPECT_EQ(to_text(quotient, Language::en), "under 5,000 VND/(m²/year)");
}

TEST(Figure, nearly_by_nearly_has_no_bound) {
  const Figure quotient = figure("gần 400 triệu đồng") / figure("gần 14 tỷ đồng");
  EXPECT_EQ(quotient.qualifier, Qualifier::approx);
  EXPECT_FALSE(quotient.bounds.has_hi());
  EXPECT_EQ(quotient.unit, Unit());
  EXPECT_EQ(to_text(quotient, Language::vi), "không xác định được");  // not "khoảng 0,03" and not "trên 0"
  EXPECT_EQ(to_text(quotient, Language::en), "cannot be bounded");
  EXPECT_EQ(to_text(figure("khoảng 400 triệu đồng"), Language::vi), "khoảng 400 triệu đồng");  // a word of the source stays
}

TEST(Figure, level_plus_nearly_meets_the_stated_target) {
  const Figure target = figure("41.200 tỷ đồng") + figure("gần 5.000 tỷ đồng");
  const Bounds both = intersect(target.bounds, figure("trên 46.000 tỷ đồng").bounds);
  EXPECT_EQ(both.lo, 46'000.0);
  EXPECT_EQ(both.hi, 46'200.0);
  EXPECT_TRUE(both.lo_open && both.hi_open);
}

TEST(Figure, bounds_and_resolution_go_with_the_unit) {
  const Figure dong = figure("trên 46.000 tỷ đồng").in(parse_unit("đồng"));
  EXPECT_EQ(dong.bounds.lo, 46e12);
  EXPECT_FALSE(dong.bounds.has_hi());
  EXPECT_EQ(dong.resolution, 1e12);
}

TEST(Figure, prints_what_it_reads) {
  for (const char* text :
       {"gần 400 triệu đồng", "trên 46.000 tỷ đồng", "dưới 5 ha", "không dưới 10%", "không quá 70%",
        "khoảng 14–15%", "ước 40.550 tỷ đồng", "từ 8,5 đến 9%", "41.200 tỷ đồng", "-3,1 điểm %"}) {
    EXPECT_EQ(to_text(figure(text), Language::vi), text);
    const std::string english = to_text(figure(text), Language::en);
    const auto back = read_number_text(english, {.style = NumberStyle::decimal_point});
    EXPECT_EQ(back.value.figure.qualifier, figure(text).qualifier) << english;
    EXPECT_EQ(back.value.figure.bounds, figure(text).bounds) << english;
  }
}

TEST(Figure, an_interval_with_open_ends_says_so) {
  Figure target = figure("46.100 tỷ đồng");
  target.qualifier = Qualifier::range;
  target.bounds = {46'000.0, 46'200.0, true, true};
  EXPECT_EQ(to_text(target, Language::vi), "trên 46.000 và dưới 46.200 tỷ đồng");
}

TEST(Qualifier, reads_back_its_name) {
  for (const Qualifier q : {Qualifier::exact, Qualifier::below_near, Qualifier::above,
                            Qualifier::below, Qualifier::at_least, Qualifier::at_most,
                            Qualifier::approx, Qualifier::estimate, Qualifier::range})
    EXPECT_EQ(try_parse_qualifier(name(q)).value, q);
  EXPECT_FALSE(try_parse_qualifier("gần"));
}

}  // namespace amount_test
