// SPDX-License-Identifier: Apache-2.0
// Each rule on data that break or keep it; the figures of the first case where it has them.
#include <industria/indicators/checks.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

using namespace industria;

namespace checks_test {

const PriceBasis unstated{PriceBasis::Kind::unstated, 0};

Figure figure(double value, const char* unit, double resolution = 0.0) {
  const Unit u = parse_unit(unit);
  Figure f = Figure::of(value, u, u.currency().empty() ? PriceBasis{} : unstated);
  f.resolution = resolution;
  return f;
}
Figure bounded(double value, const char* unit, const Bounds& bounds, Qualifier qualifier) {
  Figure f = figure(value, unit);
  f.bounds = bounds;
  f.qualifier = qualifier;
  return f;
}
const IndicatorKey output{"gross_output", "lao-cai", "", "", ""};

Observation observed(Measure measure, int first, int last, const Figure& f) {
  Observation o;
  o.key = output;
  o.measure = measure;
  o.span = {Period::of_year(first), Period::of_year(last)};
  o.figure = f;
  return o;
}
Funding funded(int year, double bn, double resolution = 0.001) {
  Funding f;
  f.id = std::to_string(year);
  f.programme = "p";
  f.span = year == 0 ? PeriodSpan{Period::of_year(2021), Period::of_year(2022)} : PeriodSpan{Period::of_year(year), Period::of_year(year)};
  f.is_total = year == 0;
  f.amount = figure(bn, "tỷ đồng", resolution);
  return f;
}
Target wanted(std::string id, TargetKind kind, const Figure& f) {
  Target t;
  t.id = std::move(id);
  t.key = output;
  t.kind = kind;
  t.span = {Period::of_year(2022), Period::of_year(2022)};
  t.figure = f;
  return t;
}
Dataset with_output() {
  Dataset data;
  Indicator gross;
  gross.id = "gross_output";
  gross.name_vi = "Giá trị sản xuất";
  gross.unit = parse_unit("tỷ đồng");
  data.indicators = {gross};
  data.observations = {observed(Measure::level, 2021, 2021, figure(41200, "tỷ đồng", 100))};
  return data;
}

const Issue* find(const std::vector<Issue>& issues, const std::string& code) {
  const auto found = std::find_if(issues.begin(), issues.end(), [&](const Issue& i) { return i.code == code; });
  return found == issues.end() ? nullptr : &*found;
}
/// The message in Vietnamese if `check` gives the code, else empty.
std::string says(const Dataset& data, const std::string& code) {
  const std::vector<Issue> issues = check(data);
  const Issue* issue = find(issues, code);
  return issue == nullptr ? std::string() : message(*issue, Language::vi);
}
bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

TEST(Check, sums_of_yearly_phases) {
  Dataset data;
  data.funding = {funded(0, 31.8, 0.1), funded(2021, 10.814), funded(2022, 21.004)};
  EXPECT_NE(says(data, "check.sum_rounded"), "");  // 31.818 and one decimal
  data.funding[2].amount = figure(20.986, "tỷ đồng", 0.001);
  EXPECT_NE(says(data, "check.sum_exact"), "");
  data.funding[2].amount = figure(15, "tỷ đồng", 0.001);
  EXPECT_NE(says(data, "check.sum_differs"), "");
  data.funding[2].amount = figure(25, "tỷ đồng", 0.001);
  const std::vector<Issue> issues = check(data);
  ASSERT_NE(find(issues, "check.phases_exceed_total"), nullptr);
  EXPECT_EQ(find(issues, "check.phases_exceed_total")->severity, Severity::error);
}

TEST(Check, an_incomplete_split_by_year_is_no_wrong_sum) {
  Dataset data;
  data.funding = {funded(0, 100, 0.1), funded(2021, 10), funded(2022, 20)};
  data.funding[0].span.last = Period::of_year(2025);
  EXPECT_EQ(says(data, "check.sum_differs"), "");
}

TEST(Check, printed_shares) {
  Dataset data;
  data.funding = {funded(0, 75.3, 0.1), funded(2021, 48.4)};
  data.funding[1].source = "firms";
  data.funding[1].share = figure(64.3, "%", 0.1);
  EXPECT_TRUE(has(says(data, "check.share_holds"), "64,28%"));
  data.funding[1].share = figure(64.2, "%", 0.1);
  const std::vector<Issue> issues = check(data);
  ASSERT_NE(find(issues, "check.share_differs"), nullptr);
  EXPECT_EQ(find(issues, "check.share_differs")->severity, Severity::error);
}

TEST(Check, the_base_that_level_and_growth_imply) {
  Dataset data = with_output();
  data.observations.push_back(observed(Measure::growth_on_previous, 2021, 2021, figure(11.2, "%", 0.1)));
  const std::string said = says(data, "check.implied_base");
  EXPECT_TRUE(has(said, "37.050") && has(said, "36.989") && has(said, "37.112")) << said;
}

TEST(Check, growth_against_a_known_base) {
  Dataset data = with_output();
  data.observations.push_back(observed(Measure::growth_on_previous, 2021, 2021, figure(11.2, "%", 0.1)));
  data.observations.push_back(observed(Measure::level, 2020, 2020, figure(37000, "tỷ đồng", 100)));
  EXPECT_EQ(says(data, "check.growth_differs"), "");  // 36 950 to 37 050 meets 36 989 to 37 112
  data.observations.back().figure = figure(35000, "tỷ đồng", 100);
  EXPECT_NE(says(data, "check.growth_differs"), "");
}

TEST(Check, steps_of_an_average_growth) {
  Dataset data = with_output();
  data.observations = {observed(Measure::level, 2015, 2015, figure(727.3, "tỷ đồng", 0.1)),
                       observed(Measure::average_growth, 2008, 2015, figure(25.8, "%", 0.1))};
  const std::string said = says(data, "check.growth_span");
  EXPECT_TRUE(has(said, "145,9") && has(said, "7 bước") && has(said, "115,9") && has(said, "26%")) << said;
  data.observations[1].figure = figure(3.0, "%", 0.1);  // 3 % apart: not worth a note
  EXPECT_EQ(says(data, "check.growth_span"), "");
}

TEST(Check, unstated_price_bases_once_for_the_dataset) {
  Dataset data = with_output();
  data.observations.push_back(observed(Measure::level, 2020, 2020, figure(37000, "tỷ đồng", 100)));
  const std::vector<Issue> issues = check(data);
  EXPECT_EQ(std::count_if(issues.begin(), issues.end(), [](const Issue& i) { return i.code == "check.price_basis_unstated"; }), 1);
  for (Observation& o : data.observations) o.figure.basis = {PriceBasis::Kind::current, 0};
  EXPECT_EQ(says(data, "check.price_basis_unstated"), "");
}

TEST(Check, registered_capital_against_yearly_output) {
  Dataset data = with_output();
  data.observations[0].figure = figure(727.3, "tỷ đồng", 0.1);
  Project projects;
  projects.id = "all";
  projects.place = "lao-cai";
  projects.as_of = Period::of_year(2021);
  projects.registered_capital = bounded(82000, "tỷ đồng", Bounds::above(82000), Qualifier::above);
  projects.count = bounded(90, "dự án", Bounds::above(90), Qualifier::above);
  data.projects = {projects};
  const std::string said = says(data, "check.stock_against_flow_each");
  EXPECT_TRUE(has(said, "112,7 lần") && has(said, "911")) << said;
  data.projects[0].as_of = Period::of_year(2019);  // another time
  EXPECT_EQ(says(data, "check.stock_against_flow_each"), "");
}

TEST(Check, two_statements_of_one_target) {
  Dataset data = with_output();
  data.targets = {wanted("a", TargetKind::level, bounded(46000, "tỷ đồng", Bounds::above(46000), Qualifier::above)),
                  wanted("b", TargetKind::increase, bounded(5000, "tỷ đồng", Bounds{0, 5000, true, true}, Qualifier::below_near))};
  const std::string said = says(data, "check.targets_overlap");
  EXPECT_TRUE(has(said, "trên 46.000 và dưới 46.200")) << said;
  data.targets[1].figure = bounded(4000, "tỷ đồng", Bounds{0, 4000, true, true}, Qualifier::below_near);
  EXPECT_NE(says(data, "check.targets_contradict"), "");
}

TEST(Check, parts_of_several_prices_are_not_added_and_that_is_told) {
  Dataset data;
  data.funding = {funded(0, 75.3), funded(2021, 30), funded(2022, 45.3)};
  data.funding[2].amount.basis = {PriceBasis::Kind::current, 0};
  EXPECT_NE(find(check(data), "check.sum_not_comparable"), nullptr);
}

TEST(Check, the_plans_own_base_is_in_the_plans_unit) {
  Dataset data = with_output();
  Target more = wanted("b", TargetKind::increase, figure(5'000'000, "triệu đồng"));
  more.baseline_period = Period::of_year(2015);  // not among the levels, which are in tỷ đồng
  more.baseline = figure(40'000'000, "triệu đồng");
  data.targets = {wanted("a", TargetKind::level, figure(45'000'000, "triệu đồng")), more};
  EXPECT_NE(find(check(data), "check.targets_overlap"), nullptr);
  EXPECT_EQ(find(check(data), "check.targets_contradict"), nullptr);
}

TEST(Check, money_of_several_currencies_and_prices_is_looked_at_without_an_exception) {
  Dataset data;
  data.funding_sources = {{"state", "", "", FundingKind::public_money}, {"firms", "", "", FundingKind::private_money}};
  for (const char* source : {"state", "firms"}) {
    data.funding.push_back(funded(2021, 5));
    data.funding.back().source = source;
  }
  data.funding[1].amount = figure(1, "triệu USD");
  EXPECT_EQ(find(check(data), "check.share_undetermined"), nullptr);
  data.funding[1].amount = figure(5, "tỷ đồng");
  data.funding[1].amount.basis = {PriceBasis::Kind::constant, 2010};
  EXPECT_EQ(find(check(data), "check.share_undetermined"), nullptr);
}

TEST(Check, support_inside_or_on_top_of_own_money) {
  Dataset data;
  data.funding_sources = {{"state", "", "", FundingKind::public_money}, {"own", "", "", FundingKind::private_money}};
  for (const auto& [source, million] : {std::pair{"state", 400.0}, std::pair{"own", 14000.0}}) {
    Funding f;
    f.id = source;
    f.plant = "plant";
    f.source = source;
    f.stage = FundingStage::granted;
    f.amount = bounded(million, "triệu đồng", Bounds{0, million, true, true}, Qualifier::below_near);
    data.funding.push_back(f);
  }
  const std::string said = says(data, "check.share_undetermined");
  EXPECT_TRUE(has(said, "2,78%") && has(said, "2,86%")) << said;
}

TEST(Check, a_deviation_from_a_plan_stays_one) {
  Dataset data = with_output();
  data.observations = {observed(Measure::deviation_from_plan, 2021, 2021, figure(-17.53, "%", 0.01))};
  EXPECT_TRUE(has(says(data, "check.plan_deviation_without_level"), "82,47% kế hoạch"));
  data.observations.push_back(observed(Measure::level, 2021, 2021, figure(5, "tỷ đồng")));
  EXPECT_EQ(says(data, "check.plan_deviation_without_level"), "");
}

TEST(Check, plans_areas_and_places) {
  Dataset data = with_output();
  Programme programme;
  programme.id = "p";
  programme.span = {Period::of_year(2021), Period::of_year(2025)};
  programme.approved_before = {2020, 5, 6};
  data.programmes = {programme};
  Site site;
  site.area = figure(375, "ha");
  site.area_scope = "1 + 3 or 2 + 4";
  data.sites = {site};
  Place place;
  place.id = "lao-cai";
  place.inferred = true;
  data.places = Gazetteer({place});
  EXPECT_TRUE(has(says(data, "check.plan_before_period"), "06/05/2020"));
  EXPECT_TRUE(has(says(data, "check.area_scope"), "375 ha"));
  EXPECT_NE(says(data, "check.place_inferred"), "");
}

TEST(Check, looks_at_what_was_known_on_the_date) {
  Dataset data = with_output();
  data.observations.push_back(observed(Measure::growth_on_previous, 2021, 2021, figure(11.2, "%", 0.1)));
  data.observations.back().known_on = {2022, 3, 1};
  EXPECT_EQ(find(check(data, {2022, 1, 31}), "check.implied_base"), nullptr);
  EXPECT_NE(says(data, "check.implied_base"), "");
}

TEST(Check, every_code_has_its_words) {
  for (const char* code : {"sum_exact", "sum_rounded", "sum_differs", "sum_not_comparable", "share_differs", "share_holds", "phases_exceed_total", "implied_base",
                           "growth_differs", "growth_span", "price_basis_unstated", "stock_against_flow", "stock_against_flow_each",
                           "targets_overlap", "targets_contradict", "share_undetermined", "plan_deviation_without_level",
                           "plan_before_period", "area_scope", "place_inferred"}) {
    EXPECT_TRUE(has_text("issue.check." + std::string(code)) && has_text("issue.check." + std::string(code) + ".remedy")) << code;
  }
}

}  // namespace checks_test
