// SPDX-License-Identifier: Apache-2.0
// Rules along a series and across parts and wholes: each on data that break it, and on data that do not.
#include <industria/indicators/checks_series.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace industria;

namespace checks_series_test {

const IndicatorKey output{"output", "lao-cai", "", "", ""};

Figure figure(double value, const char* unit, PriceBasis basis = {}) {
  Figure f = Figure::of(value, parse_unit(unit), basis);
  f.resolution = 0.1;
  return f;
}
Observation level(const Period& period, double value, const char* unit = "nghìn tấn", const IndicatorKey& key = output) {
  Observation o;
  o.key = key;
  o.span = {period, period};
  o.figure = figure(value, unit);
  o.origin.where = {"so_lieu.xlsx", "Thang9", period.index, "F" + std::to_string(period.index)};
  return o;
}
Dataset with_indicator(Accounting accounting = Accounting::flow) {
  Dataset data;
  Indicator indicator;
  indicator.id = "output";
  indicator.name_vi = "Xi măng";
  indicator.unit = parse_unit("nghìn tấn");
  indicator.accounting = accounting;
  indicator.lower = 0.0;
  data.indicators.push_back(indicator);
  return data;
}
Dataset months(const std::vector<double>& values) {
  Dataset data = with_indicator();
  for (std::size_t i = 0; i < values.size(); ++i) data.observations.push_back(level(Period::of_month(2026, static_cast<int>(i) + 1), values[i]));
  return data;
}
std::string codes(const std::vector<Issue>& issues) {
  std::string out;
  for (const Issue& issue : issues) out += issue.code + "@" + issue.where.column + " ";
  return out;
}

TEST(UnitSlips, are_found_wherever_they_stand) {
  EXPECT_EQ(codes(check_unit_slips(months({100, 104, 1'070, 108, 110}))), "check.unit_slip@F3 ");
  EXPECT_EQ(codes(check_unit_slips(months({0.1, 104, 107, 108, 110}))), "check.unit_slip@F1 ");
  EXPECT_EQ(codes(check_unit_slips(months({100, 104, 107, 108, 110'000}))), "check.unit_slip@F5 ");
}

TEST(UnitSlips, leave_growth_and_seasons_alone) {
  EXPECT_EQ(codes(check_unit_slips(months({100, 40, 130, 150, 60, 180, 210}))), "");  // a Tết month
  EXPECT_EQ(codes(check_unit_slips(months({1, 10, 100, 1'000, 10'000}))), "");        // no neighbours that agree
}

TEST(UnitSlips, name_the_neighbours_and_the_factor_in_both_languages) {
  const std::vector<Issue> found = check_unit_slips(months({100, 104, 1'070, 108, 110}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(message(found[0], Language::vi).find("gấp 10 lần"), std::string::npos);
  EXPECT_NE(message(found[0], Language::en).find("F1; F2; F4; F5"), std::string::npos);
}

// "Pebbles, Gravel (Thous. m3)" of the General Statistics Office's table of main industrial products: 58 108, 3 329.5, 65 453.
TEST(UnitSlips, find_the_level_jump_in_a_published_table) {
  Dataset data = with_indicator();
  const double published[] = {58'108, 3'329.5, 65'453};
  for (int i = 0; i < 3; ++i) data.observations.push_back(level(Period::of_year(2013 + i), published[i], "nghìn m3"));
  EXPECT_EQ(codes(check_unit_slips(data)), "check.level_jump@F1 ");
}

TEST(Cumulative, figures_that_fall_and_months_that_do_not_add_up) {
  Dataset data = months({10, 10, 10});
  for (const double value : {10.0, 20.0, 15.0}) {
    data.observations.push_back(level(Period::of_year_to_date(2026, static_cast<int>(data.observations.size()) - 2), value));
  }
  EXPECT_EQ(codes(check_cumulative(data)), "check.cumulative_falls@F3 ");
  data.observations.back().figure.value = 36.0;
  EXPECT_EQ(codes(check_cumulative(data)), "check.months_differ_from_cumulative@F3 ");
  data.observations.back().figure.value = 30.0;
  EXPECT_EQ(codes(check_cumulative(data)), "");
}

TEST(Sums, parts_above_their_whole_and_parts_that_miss_it) {
  Dataset data = with_indicator();
  data.sectors = {{"B-E", "VSIC2018", "Công nghiệp", "", "", false}, {"B", "VSIC2018", "Khai khoáng", "", "B-E", false}, {"C", "VSIC2018", "Chế biến", "", "B-E", false}};
  const auto add = [&](int year, const char* sector, double value) {
    data.observations.push_back(level(Period::of_year(year), value, "nghìn tấn", {"output", "lao-cai", sector, "", ""}));
  };
  for (const int year : {2023, 2024, 2025}) {
    add(year, "B-E", 100);
    add(year, "B", 40);
    add(year, "C", year == 2023 ? 60 : year == 2024 ? 65 : 55);
  }
  const std::vector<Issue> found = check_sums(data);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "check.parts_exceed_whole");
  EXPECT_EQ(found[1].code, "check.parts_differ_from_whole");
}

TEST(Sums, a_list_of_some_provinces_is_no_mistake) {
  Dataset data = with_indicator();
  const auto place = [](const char* id, const char* parent) {
    Place p;
    p.id = id;
    p.name_vi = id;
    p.parent = parent;
    return p;
  };
  data.places = Gazetteer({place("vn", ""), place("a", "vn"), place("b", "vn")});
  for (const auto& [id, value] : {std::pair{"vn", 100.0}, {"a", 20.0}, {"b", 30.0}}) {
    data.observations.push_back(level(Period::of_year(2024), value, "nghìn tấn", {"output", id, "", "", ""}));
  }
  EXPECT_EQ(codes(check_sums(data)), "");
}

TEST(GrowthFigures, below_everything_lost_and_above_threefold) {
  Dataset data = with_indicator();
  for (const double percent : {-100.0, 301.0, -99.0, 111.2}) {
    Observation o = level(Period::of_year(2024), percent, "%");
    o.measure = Measure::growth_on_same_period;
    data.observations.push_back(o);
  }
  EXPECT_EQ(codes(check_growth_figures(data)), "check.impossible_growth@F1 check.extreme_growth@F1 ");
}

TEST(PlanLevels, a_plan_below_last_years_result_or_passed_by_june) {
  Dataset data = with_indicator();
  data.observations = {level(Period::of_year(2025), 100)};
  Target plan;
  plan.key = output;
  plan.span = {Period::of_year(2026), Period::of_year(2026)};
  plan.figure = figure(90, "nghìn tấn");
  data.targets = {plan};
  EXPECT_EQ(codes(check_plan_levels(data)), "check.plan_below_actual@ ");
  data.targets[0].figure.value = 110;
  EXPECT_EQ(codes(check_plan_levels(data)), "");
  data.observations.push_back(level(Period::of_year_to_date(2026, 3), 120));
  EXPECT_EQ(codes(check_plan_levels(data)), "check.plan_below_actual@ ");
  data.targets[0].direction = Direction::at_most;
  EXPECT_EQ(codes(check_plan_levels(data)), "");
}

TEST(MixedPriceBases, within_a_series_and_against_its_target) {
  const PriceBasis current{PriceBasis::Kind::current, 0};
  const PriceBasis constant{PriceBasis::Kind::constant, 2010};
  Dataset data = with_indicator();
  data.observations = {level(Period::of_year(2024), 100, "tỷ đồng"), level(Period::of_year(2025), 110, "tỷ đồng")};
  for (Observation& o : data.observations) o.figure.basis = current;
  EXPECT_EQ(codes(check_mixed_price_bases(data)), "");
  data.observations[1].figure.basis = constant;
  EXPECT_EQ(codes(check_mixed_price_bases(data)), "check.mixed_price_bases@F1 ");
}

}  // namespace checks_series_test
