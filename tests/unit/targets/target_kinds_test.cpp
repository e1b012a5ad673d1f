// SPDX-License-Identifier: Apache-2.0
// Targets of every kind against series and panels, and what is wrong with each told by target and key.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/targets/assess_panel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

using namespace industria;

namespace {

const PriceBasis unstated{PriceBasis::Kind::unstated, 0};
Figure money(double bn) { return Figure::of(bn, parse_unit("tỷ đồng"), unstated); }
Target target(TargetKind kind, int first, int last, const Figure& f, Direction direction = Direction::at_least) {
  Target t;
  t.id = "t";
  t.key.indicator = "output";
  t.kind = kind;
  t.direction = direction;
  t.span = {Period::of_year(first), Period::of_year(last)};
  t.figure = f;
  return t;
}
Figure range(double lo, double hi) {
  Figure f = money((lo + hi) / 2);
  f.bounds = Bounds::between(lo, hi);
  f.qualifier = Qualifier::range;
  return f;
}
Series series(std::vector<double> values, int first = 2018) {
  return {.values = std::move(values), .first = Period::of_year(first), .unit = parse_unit("tỷ đồng"), .basis = unstated, .id = "output"};
}
bool tells(const std::vector<Issue>& issues, const std::string& code) {
  return std::any_of(issues.begin(), issues.end(), [&](const Issue& i) { return i.code == code; });
}

TEST(TargetKinds, a_range_is_met_inside_and_its_gap_is_to_the_nearest_end) {
  const auto at = [](double last) { return assess(series({90, last}), target(TargetKind::level, 2019, 2019, range(100, 120), Direction::within)); };
  EXPECT_EQ(at(100).verdict, Verdict::achieved);
  EXPECT_EQ(at(110).gap.value, 0.0);
  EXPECT_EQ(at(99).verdict, Verdict::missed);
  EXPECT_EQ(at(95).gap.value, -5.0);
  EXPECT_EQ(at(125).gap.value, 5.0);
}

TEST(TargetKinds, probability_of_a_range_is_the_difference_of_its_ends) {
  const Series s = series({80, 90, 95, 104});
  const auto p = [&](const Figure& f, Direction d) { return assess(s, target(TargetKind::level, 2023, 2023, f, d)).probability.value; };
  EXPECT_NEAR(p(range(110, 125), Direction::within), p(money(125), Direction::at_most) - p(money(110), Direction::at_most), 1e-12);
}

TEST(TargetKinds, a_direction_is_held_against_the_baseline) {
  Target t = target(TargetKind::direction_only, 2021, 2021, Figure{});
  EXPECT_EQ(assess(series({100, 90, 95, 99}), t).verdict, Verdict::missed);
  t.baseline_period = Period::of_year(2019);
  EXPECT_EQ(assess(series({100, 90, 95, 99}), t).verdict, Verdict::achieved);
}

TEST(TargetKinds, an_index_follows_the_base_of_the_figures) {
  Series s = series({100, 110, 121});
  s.unit = parse_unit("%");
  s.basis = {};
  Target t = target(TargetKind::index, 2020, 2020, Figure::of(110, parse_unit("%")));
  t.baseline_period = Period::of_year(2019);  // 110 with 2019 = 100 is 121 with 2018 = 100
  const Assessment a = assess(s, t);
  EXPECT_EQ(a.verdict, Verdict::achieved);
  EXPECT_NEAR(a.gap.value, 0.0, 1e-12);
  EXPECT_TRUE(tells(a.issues, "targets.index_rebased"));
}

TEST(TargetKinds, a_sum_is_decided_as_soon_as_it_is_reached) {
  const Target t = target(TargetKind::cumulative_flow, 2021, 2025, money(100));
  const Assessment a = assess(series({10, 12, 15, 20, 25, 30}), t);  // 2021-2023: 20 + 25 + 30
  EXPECT_EQ(a.last_actual, 75.0);
  EXPECT_NEAR(a.pace.value, 75.0 / 60, 1e-15);
  EXPECT_EQ(a.verdict, Verdict::likely);
  EXPECT_GT(a.landing, 75 + 2 * 30);
  EXPECT_EQ(assess(series({10, 12, 15, 50, 51}), t).verdict, Verdict::achieved);
  Target most = t;
  most.direction = Direction::at_most;
  EXPECT_EQ(assess(series({10, 12, 15, 50, 51}), most).verdict, Verdict::missed);
}

TEST(TargetKinds, the_last_year_of_a_sum_is_the_forecast_of_that_year) {
  const Series s = series({10, 12, 15, 20, 25, 30, 33});
  const Assessment sum = assess(s, target(TargetKind::cumulative_flow, 2021, 2025, money(145)));
  const Assessment level = assess(s, target(TargetKind::level, 2025, 2025, money(145 - 108)));
  EXPECT_NEAR(sum.probability.value, level.probability.value, 1e-12);
  EXPECT_NEAR(sum.landing, 108 + level.landing, 1e-10);
}

TEST(TargetKinds, phases_say_what_is_expected_by_now) {
  Dataset data;
  for (const auto& [year, y] : {std::pair{2021, 8.0}, std::pair{2022, 12.0}, std::pair{2023, 15.0}}) {
    Observation o;
    o.key.indicator = "output";
    o.span = {Period::of_year(year), Period::of_year(year)};
    o.figure = money(y);
    data.observations.push_back(o);
  }
  data.targets = {target(TargetKind::cumulative_flow, 2021, 2025, money(100)), target(TargetKind::cumulative_flow, 2021, 2022, money(20))};
  data.targets[1].id = "phase";
  const std::vector<Assessment> made = assess(data);
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(made[1].verdict, Verdict::achieved);                              // 20 of 20
  EXPECT_NEAR(made[0].pace.value, 35.0 / (20.0 + 80.0 / 3), 1e-14);  // one of the three years after the phase
}

TEST(TargetKinds, two_growth_statements_of_one_span_are_put_together) {
  Dataset data;
  Observation o;
  o.key.indicator = "output";
  o.span = {Period::of_year(2020), Period::of_year(2020)};
  o.figure = money(100);
  data.observations = {o};
  data.targets = {target(TargetKind::growth, 2021, 2025, Figure::of(10, parse_unit("%"))), target(TargetKind::growth, 2021, 2025, Figure::of(12, parse_unit("%")))};
  const std::vector<Assessment> made = assess(data);
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0].reason, Reason::contradiction);  // exactly 10 % and exactly 12 %
}

/// Three series of the years 2018 to 2021, and targets as given.
struct Case {
  Panel panel;
  std::vector<std::int64_t> rows;
  std::vector<Target> targets;

  Case() {
    for (const auto& [id, values] : {std::pair{"grdp", std::vector<double>{100, 105, 110, 116}}, std::pair{"output", std::vector<double>{80, 90, 95, 104}},
                                     std::pair{"none", std::vector<double>{missing, missing, missing, missing}}}) {
      Series s = series(values);
      s.id = id;
      panel.add(s);
    }
  }
  void add(std::int64_t row, Target t) {
    t.id = "t" + std::to_string(targets.size());
    rows.push_back(row);
    targets.push_back(std::move(t));
  }
  [[nodiscard]] PanelTargets wanted(bool stated = true) const { return {.rows = rows, .targets = targets, .units_stated = stated}; }
};

TEST(TargetPanel, faster_than_another_series) {
  Case c;
  Target t = target(TargetKind::relative, 2019, 2021, Figure{});
  t.relative_to = "grdp";
  c.add(1, t);
  t.relative_to = "nowhere";
  c.add(1, t);
  const std::vector<Assessment> made = assess(c.panel.view(), c.wanted());
  EXPECT_EQ(made[0].verdict, Verdict::achieved);
  EXPECT_NEAR(made[0].gap.value, std::cbrt(104.0 / 80) - std::cbrt(1.16), 1e-14);
  EXPECT_TRUE(tells(made[1].issues, "targets.unknown_other"));
}

TEST(TargetPanel, trouble_is_told_by_target_and_key_and_stops_no_other) {
  Case c;
  c.add(1, target(TargetKind::level, 2023, 2023, Figure::of(5, parse_unit("MW"))));
  c.add(-1, target(TargetKind::level, 2023, 2023, money(120)));
  c.add(2, target(TargetKind::level, 2023, 2023, money(120)));
  c.add(1, target(TargetKind::level, 2023, 2023, Figure::of(120, parse_unit("tỷ đồng"), {PriceBasis::Kind::constant, 2010})));
  Target quarter = target(TargetKind::level, 2023, 2023, money(120));
  quarter.span = {Period::of_quarter(2023, 1), Period::of_quarter(2023, 1)};
  c.add(1, quarter);
  c.add(1, target(TargetKind::level, 2015, 2015, money(50)));
  c.add(1, target(TargetKind::level, 2023, 2023, money(120)));
  const std::vector<Assessment> made = assess(c.panel.view(), c.wanted());
  EXPECT_EQ(made[0].reason, Reason::not_comparable);
  EXPECT_EQ(made[1].reason, Reason::no_observation);
  EXPECT_EQ(made[2].reason, Reason::no_observation);
  EXPECT_EQ(made[3].reason, Reason::not_comparable);
  EXPECT_EQ(made[4].reason, Reason::not_comparable);
  EXPECT_TRUE(tells(made[5].issues, "targets.before_data"));
  EXPECT_TRUE(made[6].probability);

  std::vector<std::string> codes;
  for (const TargetIssue& one : target_issues(c.panel.view(), c.wanted())) {
    codes.push_back(std::to_string(one.target) + " " + one.issue.code);
    for (const Language lang : {Language::vi, Language::en}) {
      EXPECT_NE(message(one.issue, lang).find("t" + std::to_string(one.target)), std::string::npos);
      EXPECT_NE(message(one.issue, lang).find("{"), 0u);
      EXPECT_EQ(message(one.issue, lang).find('{'), std::string::npos);  // nothing is left unfilled
    }
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"0 targets.other_unit", "1 targets.unknown_series", "2 targets.no_observation", "3 targets.other_basis",
                                             "4 targets.other_period_kind", "5 targets.before_data"}));
}

TEST(TargetPanel, targets_that_exclude_each_other_are_refused_and_scenarios_are_not) {
  Case c;
  c.add(1, target(TargetKind::level, 2023, 2023, money(130)));
  c.add(1, target(TargetKind::level, 2023, 2023, money(110), Direction::at_most));
  c.add(1, target(TargetKind::level, 2023, 2023, money(105)));
  c.add(0, target(TargetKind::level, 2023, 2023, money(130)));
  const std::vector<Assessment> made = assess(c.panel.view(), c.wanted());
  EXPECT_EQ(made[0].reason, Reason::contradiction);
  EXPECT_EQ(made[1].reason, Reason::contradiction);
  EXPECT_FALSE(made[0].probability || made[1].probability || made[0].calibrated);
  EXPECT_TRUE(made[2].probability);  // from 105 to 110 is possible
  EXPECT_TRUE(made[3].probability);
}

TEST(TargetPanel, bad_bases_and_plans_revised_to_nothing) {
  Case c;
  Series s = series({0, 5, 7, -1});
  s.id = "profit";
  c.panel.add(s);
  Target growth = target(TargetKind::growth, 2019, 2023, Figure::of(10, parse_unit("%")));
  c.add(3, growth);
  Target plan = target(TargetKind::level, 2024, 2024, money(120));
  plan.stated_on = {2021, 1, 1};
  c.add(1, plan);
  plan.figure = money(0);
  plan.stated_on = {2022, 1, 1};
  c.add(1, plan);
  c.add(3, target(TargetKind::level, 2023, 2023, money(10)));
  std::vector<std::string> codes;
  for (const TargetIssue& one : target_issues(c.panel.view(), c.wanted())) codes.push_back(std::to_string(one.target) + " " + one.issue.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"0 targets.bad_base", "1 targets.replaced", "2 targets.revised_to_nothing", "3 targets.no_growth_base"}));
  const std::vector<Assessment> made = assess(c.panel.view(), c.wanted());
  EXPECT_EQ(made[0].reason, Reason::zero_base);
  EXPECT_EQ(made[2].reason, Reason::no_target_value);
  EXPECT_FALSE(made[2].probability || made[2].calibrated);  // zero is reached with certainty, but nobody wants it any more
  EXPECT_TRUE(made[3].probability);
}

TEST(TargetPanel, one_number_is_no_range_and_nothing_is_compared_with_itself) {
  Case c;
  c.add(1, target(TargetKind::level, 2023, 2023, money(120), Direction::within));
  Target itself = target(TargetKind::relative, 2019, 2023, Figure{});
  itself.relative_to = "output";
  c.add(1, itself);
  c.add(1, target(TargetKind::level, 9999, 9999, money(120)));
  std::vector<std::string> codes;
  for (const TargetIssue& one : target_issues(c.panel.view(), c.wanted())) codes.push_back(one.issue.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"targets.no_range", "targets.relative_to_itself", "targets.too_far"}));
  const std::vector<Assessment> made = assess(c.panel.view(), c.wanted());
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].verdict, Verdict::not_assessable);
    EXPECT_FALSE(made[i].probability);
    EXPECT_TRUE(tells(made[i].issues, codes[i]));
  }
}

TEST(TargetPanel, a_target_without_an_id_is_named_by_its_period) {
  Case c;
  c.add(-1, target(TargetKind::level, 2023, 2023, money(120)));
  c.targets[0].id.clear();
  EXPECT_EQ(target_issues(c.panel.view(), c.wanted()).at(0).issue.value, "2023");
}

TEST(TargetPanel, columns_are_the_assessments) {
  Case c;
  for (const double level : {100.0, 110.0, 140.0}) c.add(1, target(TargetKind::level, 2023, 2023, money(level)));
  c.add(-1, target(TargetKind::level, 2023, 2023, money(1)));
  const std::vector<Assessment> rows = assess(c.panel.view(), c.wanted());
  const AssessmentColumns columns = assess_columns(c.panel.view(), c.wanted());
  ASSERT_EQ(columns.size(), rows.size());
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(columns.probability[i], rows[i].probability.value);
    EXPECT_EQ(columns.landing_hi[4 + i], rows[i].landing_intervals[1].hi);
    EXPECT_EQ(columns.method_names[static_cast<std::size_t>(columns.method[i])], rows[i].forecast->method_used);
  }
  EXPECT_TRUE(std::isnan(columns.probability[3]));
  EXPECT_EQ(columns.reason[3], static_cast<std::uint8_t>(Reason::no_observation));
}

TEST(TargetPanel, targets_that_share_a_forecast_get_the_answers_of_each_alone) {
  Case c;
  for (const int year : {2026, 2022, 2030, 2024, 2024}) {
    c.add(1, target(TargetKind::level, year, year, money(80 + 10.0 * (year - 2016)), year == 2024 ? Direction::at_most : Direction::at_least));
    c.add(0, target(TargetKind::level, year, year, money(130)));
  }
  std::swap(c.targets[1], c.targets[2]);  // some follow each other, some do not
  std::swap(c.rows[1], c.rows[2]);
  const std::vector<Assessment> made = assess(c.panel.view(), c.wanted());
  for (std::size_t i = 0; i < made.size(); ++i) {
    const Assessment alone = assess(c.panel.series(static_cast<std::size_t>(c.rows[i])), c.targets[i]);
    EXPECT_EQ(made[i].probability.value, alone.probability.value) << i;  // to the bit
    EXPECT_EQ(made[i].landing, alone.landing);
    EXPECT_EQ(made[i].landing_intervals, alone.landing_intervals);
    EXPECT_EQ(made[i].forecast->periods, alone.forecast->periods);
  }
}

TEST(TargetPanel, without_stated_units_levels_are_in_those_of_their_targets) {
  Case c;
  c.add(1, target(TargetKind::level, 2023, 2023, Figure::of(120, parse_unit("MW"))));
  EXPECT_TRUE(assess(c.panel.view(), c.wanted(false))[0].probability);
  EXPECT_THROW((void)assess(c.panel.view(), {.rows = c.rows, .targets = {}}), ShapeError);
}

}  // namespace
