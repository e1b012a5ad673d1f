// SPDX-License-Identifier: Apache-2.0
// Borders of a day, codes of a day, codes of industry: against the lists of the decrees in tests/oracle/data, and laws of sums.
#include <industria/base/error.hpp>
#include <industria/model/geography.hpp>
#include <industria/model/industry_codes.hpp>
#include <industria/model/province_history.hpp>

#include "unit/base/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace geography_test {

using namespace industria;

const Gazetteer& places = Gazetteer::viet_nam();
constexpr Date before{2025, 6, 30}, after{2025, 7, 1};

PlaceFigure figure(const char* place, int year, double value, double weight = missing) { return {place, Period(year), value, weight}; }
std::vector<std::string> codes_of(const GeographyResult& result) {
  std::vector<std::string> codes;
  for (const Issue& issue : result.issues) codes.push_back(issue.code);
  return codes;
}
using Codes = std::vector<std::string>;

TEST(Geography, every_old_province_goes_where_the_resolution_put_it) {
  int merged = 0;
  for (const auto& row : cases::rows("oracle/data/vn_province_merge_2025_map.csv", ',')) {
    const std::vector<std::string> ids{"vn63/" + row.at(0)};
    const GeographyMap map = geography_map(places, ids, after);
    ASSERT_EQ(map.target, std::vector<std::int32_t>{0}) << row.at(0);
    EXPECT_EQ(map.places.front(), "vn34/" + row.at(2));
    merged += row.at(4) == "merged";
  }
  EXPECT_EQ(merged, 52);
}

TEST(Geography, a_new_province_is_cast_back_as_the_sum_of_its_parts_and_goes_on_as_published) {
  const std::vector<PlaceFigure> rows{figure("vn63/10", 2023, 41.0), figure("vn63/15", 2023, 14.0), figure("vn63/10", 2024, 44.0),
                                      figure("vn63/15", 2024, 16.0), figure("vn34/15", 2025, 66.0)};
  const GeographyResult r = to_geography(places, rows, after);
  ASSERT_EQ(r.figures.size(), 3U);
  EXPECT_EQ(r.figures[0].value.value, 55.0);
  EXPECT_EQ(r.figures[1].value.value, 60.0);
  EXPECT_EQ(r.figures[2].value.value, 66.0);
  EXPECT_EQ(r.figures[1].parts, (std::vector<std::string>{"vn63/10", "vn63/15"}));
  EXPECT_EQ(r.figures[2].parts, (std::vector<std::string>{"vn34/15"}));
  EXPECT_EQ(codes_of(r), Codes{"geography.joined"});
  EXPECT_EQ(message(r.issues.front(), Language::vi), "Lào Cai từ 01/07/2025 = Lào Cai + Yên Bái: 2 số liệu được tổng hợp từ các phần.");
}

TEST(Geography, growth_of_the_sum_lies_between_the_growths_of_the_parts) {  // P37
  for (double a = -0.3; a < 0.5; a += 0.1) {
    for (double b = -0.3; b < 0.5; b += 0.1) {
      const std::vector<PlaceFigure> rows{figure("vn63/10", 2023, 41.0), figure("vn63/15", 2023, 14.0),
                                          figure("vn63/10", 2024, 41.0 * (1 + a)), figure("vn63/15", 2024, 14.0 * (1 + b))};
      const GeographyResult r = to_geography(places, rows, after);
      const double growth = r.figures[1].value.value / r.figures[0].value.value - 1;
      EXPECT_GE(growth, std::min(a, b) - 1e-12);  // rounding of the last bit
      EXPECT_LE(growth, std::max(a, b) + 1e-12);
    }
  }
}

TEST(Geography, a_missing_part_makes_the_sum_missing_unless_a_partial_sum_with_coverage_is_wanted) {
  const std::vector<PlaceFigure> rows{figure("vn63/10", 2024, 44.0), figure("vn63/15", 2024, missing)};
  const GeographyFigure strict = to_geography(places, rows, after).figures.at(0);
  EXPECT_EQ(strict.value.reason, Reason::missing);
  EXPECT_EQ(strict.lacking, std::vector<std::string>{"vn63/15"});
  const GeographyFigure partial = to_geography(places, rows, after, {.partial_sums = true}).figures.at(0);
  EXPECT_EQ(partial.value.value, 44.0);
  EXPECT_EQ(partial.coverage, 0.5);
}

TEST(Geography, rates_are_refused_without_weights_and_averaged_with_them) {
  const std::vector<PlaceFigure> bare{figure("vn63/10", 2024, 0.10), figure("vn63/15", 2024, 0.04)};
  const GeographyResult refused = to_geography(places, bare, after, {.accounting = Accounting::rate});
  EXPECT_EQ(refused.figures.at(0).value.reason, Reason::not_comparable);
  EXPECT_EQ(codes_of(refused), Codes{"geography.no_weights"});
  const std::vector<PlaceFigure> weighed{figure("vn63/10", 2024, 0.10, 30.0), figure("vn63/15", 2024, 0.04, 10.0)};
  const GeographyResult given = to_geography(places, weighed, after, {.accounting = Accounting::rate});
  EXPECT_DOUBLE_EQ(given.figures.at(0).value.value, 0.085);  // (0.10 * 30 + 0.04 * 10) / 40
  EXPECT_EQ(given.figures.at(0).weight, 40.0);
}

TEST(Geography, all_that_is_wrong_is_told_and_the_rest_goes_on) {
  const std::vector<PlaceFigure> rows{figure("vn63/100", 2024, 1.0), figure("vn63/01", 2024, 1.0),  figure("vn63/01", 2024, 2.0),
                                      figure("vn63/10", 2026, 3.0),  figure("vn63/15", 2026, 4.0),  figure("vn34/15", 2026, 8.0),
                                      figure("vn63/04", 2024, 5.0)};
  const GeographyResult r = to_geography(places, rows, after);
  EXPECT_EQ(codes_of(r), (Codes{"geography.unknown_place", "geography.duplicate", "geography.place_had_ended", "geography.place_had_ended",
                                "geography.parts_differ"}));
  ASSERT_EQ(r.figures.size(), 2U);
  EXPECT_EQ(r.figures[0].value.value, 5.0);
  EXPECT_EQ(r.figures[1].value.value, 8.0);
  for (const Issue& issue : r.issues) {
    for (const Language language : {Language::vi, Language::en})
      EXPECT_EQ((message(issue, language) + remedy(issue, language)).find('{'), std::string::npos) << issue.code;
  }
}

TEST(Geography, a_merged_province_cannot_be_split_into_old_ones) {
  const std::vector<PlaceFigure> rows{figure("vn34/15", 2025, 66.0), figure("vn34/04", 2025, 5.0)};
  const GeographyResult r = to_geography(places, rows, before);
  EXPECT_EQ(codes_of(r), Codes{"geography.must_be_split"});
  ASSERT_EQ(r.figures.size(), 1U);  // Cao Bằng kept its territory
  EXPECT_EQ(r.figures[0].place, "vn63/04");
}

TEST(Geography, a_bad_weight_is_told_and_stops_no_other_place) {
  const std::vector<PlaceFigure> rows{figure("vn63/10", 2024, 0.1, -1.0), figure("vn63/15", 2024, 0.2, 1.0), figure("vn63/04", 2024, 0.3, 5.0),
                                      figure("vn63/30", 2024, 0.1, 0.0),  figure("vn63/31", 2024, 0.1, 0.0)};
  const GeographyResult r = to_geography(places, rows, after, {.accounting = Accounting::rate});
  EXPECT_EQ(codes_of(r), (Codes{"geography.negative_weight", "geography.zero_weights"}));
  ASSERT_EQ(r.figures.size(), 3U);  // Cao Bằng, Lào Cai, Hải Phòng
  EXPECT_EQ(r.figures[0].value.value, 0.3);
  EXPECT_EQ(r.figures[1].value.reason, Reason::missing);
  EXPECT_EQ(r.figures[2].value.reason, Reason::zero_base);
}

TEST(Geography, refuses_a_border_that_is_no_day) { EXPECT_THROW((void)to_geography(places, {}, Date{}), ValueError); }

TEST(PlaceOfCode, the_seven_reused_codes_need_a_day) {
  const std::set<std::string> reused{"15", "24", "44", "52", "80", "82", "91"};
  for (const std::string& code : reused) {
    const CodedPlace bare = place_of_code(places, code);
    ASSERT_TRUE(bare.issue) << code;
    EXPECT_EQ(bare.issue->code, "geography.code_of_two_places");
    EXPECT_NE(place_of_code(places, code, before).place->name_vi, place_of_code(places, code, after).place->name_vi) << code;
  }
  EXPECT_EQ(place_of_code(places, "15", before).place->name_vi, "Yên Bái");
  EXPECT_EQ(place_of_code(places, "15", after).place->name_vi, "Lào Cai");
}

TEST(PlaceOfCode, tells_a_code_of_another_day_from_an_unknown_one) {
  EXPECT_EQ(place_of_code(places, "10", after).issue->code, "geography.code_of_other_date");
  EXPECT_EQ(place_of_code(places, "03", after).issue->code, "geography.unknown_code");
  EXPECT_EQ(place_of_code(places, "04").place->name_vi, "Cao Bằng");
}

TEST(ProvinceHistory, is_the_list_of_the_statistics_office) {
  std::size_t i = 0;
  const auto changes = viet_nam_map_changes();
  for (const auto& row : cases::rows("oracle/data/vn_province_history.csv", ',')) {
    ASSERT_LT(i, changes.size());
    EXPECT_EQ(to_text(changes[i].effective), row.at(0));
    EXPECT_EQ(name(changes[i].event), row.at(1));
    ++i;
  }
  EXPECT_EQ(i, changes.size());
}

TEST(ProvinceHistory, finds_the_breaks_of_a_long_series) {
  EXPECT_EQ(breaks_in_series("Lai Châu", {2000, 12, 31}, {2024, 12, 31}).size(), 1U);
  EXPECT_EQ(breaks_in_series("Lào Cai", {2000, 12, 31}, {2024, 12, 31}).size(), 0U);
  EXPECT_EQ(breaks_in_series("Lào Cai", {2000, 12, 31}, {2025, 12, 31}).size(), 1U);
  EXPECT_EQ(breaks_in_series("Lai Châu", {2005, 12, 31}, {2025, 12, 31}).size(), 0U);
  EXPECT_EQ(breaks_in_series("Hoà Bình", {2005, 12, 31}, {2025, 12, 31}).size(), 1U);  // merged into Phú Thọ
  EXPECT_THROW((void)breaks_in_series("Lai Chua", {2005, 12, 31}, {2025, 12, 31}), KeyError);
  EXPECT_THROW((void)breaks_in_series("Lai Châu", {2025, 12, 31}, {2005, 12, 31}), ValueError);
  EXPECT_EQ(breaks_in_series("Hà Tây", {2005, 12, 31}, {2009, 12, 31}).size(), 1U);  // gone since 2008, and still a name
}

TEST(IndustryCodes, have_the_levels_of_the_decrees) {
  const auto all = industry_codes(IndustrySystem::vsic2025);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const IndustryCode& c) { return c.level == 1; }), 4);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const IndustryCode& c) { return c.level == 4; }), 172);
  for (const IndustryCode& code : all) {
    EXPECT_EQ(code.level == 1, find_industry(IndustrySystem::vsic2025, code.parent) == nullptr) << code.code;
    EXPECT_EQ(code.level == 4, find_industry(IndustrySystem::isic4, code.code) == nullptr) << code.code;
  }
  EXPECT_EQ(find_industry(IndustrySystem::vsic2018, "23")->name_en, "Manufacture of other non-metallic mineral products");
}

TEST(IndustryCodes, sections_and_divisions_convert_and_redefined_classes_do_not) {
  using enum IndustrySystem;
  EXPECT_EQ(convert_industry("23", vsic2018, isic4).value, "23");
  EXPECT_EQ(convert_industry("2392", vsic2018, vsic2025).value, "2392");
  EXPECT_EQ(convert_industry("3511", vsic2018, vsic2025).issues.at(0).code, "industry.not_the_same");
  EXPECT_EQ(convert_industry("2610", vsic2018, vsic2025).issues.at(0).code, "industry.not_the_same");
  EXPECT_EQ(convert_industry("2611", vsic2018, vsic2025).issues.at(0).code, "industry.unknown_code");
  EXPECT_EQ(convert_industry("2392", vsic2025, isic4).issues.at(0).code, "industry.not_the_same");
  EXPECT_EQ(convert_industry("01", vsic2025, isic4).issues.at(0).code, "industry.unknown_code");
}

}  // namespace geography_test
