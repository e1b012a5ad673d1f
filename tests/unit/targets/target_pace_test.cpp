// SPDX-License-Identifier: Apache-2.0
// Pace, progress, paths and contradictions of targets of every kind in a panel.
#include <industria/targets/rules.hpp>
#include <industria/targets/target_pace.hpp>

#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

using namespace industria;

namespace target_pace_test {

Target target(TargetKind kind, int first, int last, const Figure& f, Direction direction = Direction::at_least) {
  Target t;
  t.kind = kind;
  t.direction = direction;
  t.span = {Period::of_year(first), Period::of_year(last)};
  t.figure = f;
  return t;
}
Figure tonnes(double x) { return Figure::of(x, parse_unit("tấn")); }
Figure percent(double x) { return Figure::of(x, parse_unit("%")); }

/// Output 2018-2021 of a province and the region's.
struct Case {
  Panel panel;
  std::vector<std::int64_t> rows;
  std::vector<Target> targets;
  Case() {
    add_series("output", {80, 90, 95, 104});
    add_series("grdp", {100, 105, 110, 116});
    add_series("falling", {50, 48, 45, 44});
  }
  void add_series(const char* id, std::vector<double> y) {
    Series s{.values = std::move(y), .first = Period::of_year(2018), .unit = parse_unit("tấn"), .id = id};
    panel.add(s);
  }
  void add(Target t, std::int64_t row = 0) {
    t.id = "t" + std::to_string(targets.size());
    t.key.indicator = "output";
    rows.push_back(row);
    targets.push_back(std::move(t));
  }
  [[nodiscard]] PanelTargets wanted() const { return {.rows = rows, .targets = targets}; }
};

TEST(TargetPace, growth_increase_and_direction_are_levels_of_their_period) {
  Case c;
  c.add(target(TargetKind::growth, 2019, 2025, percent(8)));
  Target increase = target(TargetKind::increase, 2025, 2025, tonnes(40));
  increase.baseline_period = Period::of_year(2020);
  c.add(increase);
  c.add(target(TargetKind::direction_only, 2025, 2025, Figure{}));
  const std::vector<double> level{80 * std::pow(1.08, 7), 95 + 40, 80};
  for (const double x : level) c.add(target(TargetKind::level, 2025, 2025, tonnes(x)));
  const std::vector<Pace> made = pace(c.panel.view(), c.wanted());
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(made[i].required_growth.value, made[i + 3].required_growth.value, 1e-14) << i;
    EXPECT_EQ(made[i].reached, made[i + 3].reached);
    EXPECT_EQ(made[i].panel_reached, made[i + 3].panel_reached);
    EXPECT_EQ(made[i].panel_of, 0);  // four years back nobody has a figure
  }
  EXPECT_NEAR(made[0].gap_points.value, 100 * (std::cbrt(1.3) - 1.08), 1e-12);
}

TEST(TargetPace, faster_than_another_series_needs_its_growth_and_the_points) {
  Case c;
  Target t = target(TargetKind::relative, 2020, 2023, Figure::of(1, parse_unit("điểm %")));
  t.relative_to = "grdp";
  c.add(t);
  t.relative_to = "nowhere";
  c.add(t);
  const std::vector<Pace> made = pace(c.panel.view(), c.wanted());
  const double other = std::sqrt(116.0 / 105) - 1;  // a year, 2020 and 2021
  EXPECT_NEAR(made[0].gap_points.value, 100 * (std::sqrt(104.0 / 90) - 1 - other - 0.01), 1e-12);
  // With what is needed, growth over the four years is the other's plus one point.
  EXPECT_NEAR(std::pow(104 * std::pow(1 + made[0].required_growth.value, 2) / 90, 0.25) - 1, other + 0.01, 1e-13);
  EXPECT_EQ(made[0].of_years, 3);
  EXPECT_EQ(made[0].panel_of, 3);
  EXPECT_EQ(made[1].reason, Reason::no_observation);
}

TEST(TargetPace, a_sum_needs_a_growth_with_which_the_rest_comes) {
  Case c;
  c.add(target(TargetKind::cumulative_flow, 2020, 2024, tonnes(560)));
  c.add(target(TargetKind::cumulative_flow, 2023, 2024, tonnes(220)));
  c.add(target(TargetKind::cumulative_flow, 2018, 2021, tonnes(560)));
  const std::vector<Pace> made = pace(c.panel.view(), c.wanted());
  const double g = 1 + made[0].required_growth.value;
  EXPECT_NEAR(95 + 104 + 104 * (g + g * g + g * g * g), 560, 560e-12);
  EXPECT_NEAR(made[0].required_change.value, (560.0 - 199) / 3, 1e-12);
  EXPECT_EQ(made[0].gap.value, 199.0 - 560);
  EXPECT_EQ(made[0].reached, 2);  // 12.5 %, 5.6 % and 9.5 % against 7.5 %: 104 (1.0747 + 1.0747² + 1.0747³) = 361
  EXPECT_EQ(made[0].of_years, 3);
  EXPECT_EQ(made[0].panel_reached, 1);  // over three years only the own 9.1 % a year
  const double later = 1 + made[1].required_growth.value;
  EXPECT_NEAR(104 * (later * later + later * later * later), 220, 220e-12);
  EXPECT_EQ(made[1].gap.reason, Reason::no_observation);
  EXPECT_EQ(made[2].reason, Reason::no_time_left);
  EXPECT_EQ(pace_text(made[0], Language::en), "needed 7.5% a year; reached in 2 of the last 3 years; by 1 of 3 series over as many years");
}

TEST(TargetPace, counts_are_held_against_the_amounts_of_past_years) {
  Case c;
  c.add(target(TargetKind::cumulative_count, 2021, 2023, tonnes(300)));
  const Pace p = pace(c.panel.view(), c.wanted())[0];
  EXPECT_TRUE(p.in_amounts);
  EXPECT_EQ(p.required_change.value, 98.0);
  EXPECT_EQ(p.reached, 1);  // 104 of 80, 90, 95, 104
  EXPECT_EQ(p.of_years, 4);
}

TEST(TargetPace, progress_takes_sums_from_zero_and_growth_from_its_base) {
  Case c;
  c.add(target(TargetKind::cumulative_flow, 2019, 2024, tonnes(600)));
  c.add(target(TargetKind::growth, 2020, 2025, percent(8)));
  Target t = target(TargetKind::relative, 2020, 2023, Figure{});
  t.relative_to = "nowhere";
  c.add(t);
  std::vector<Reason> reasons;
  const std::vector<ProgressCase> cases = progress_cases(c.panel.view(), c.wanted(), {}, &reasons);
  EXPECT_NEAR(progress(Rule::distance_covered, cases[0]).measure.value, (289.0 / 600) / (3.0 / 6), 1e-14);
  EXPECT_EQ(progress(Rule::eurostat, cases[0]).reason, Reason::zero_base);
  EXPECT_EQ(cases[1].base, 90.0);
  EXPECT_EQ(cases[1].total, 6.0);
  // Against its own base the ratio is growth over the growth that is promised.
  EXPECT_NEAR(progress(Rule::eurostat, cases[1]).measure.value, (std::sqrt(104.0 / 90) - 1) / 0.08, 1e-12);
  EXPECT_EQ(reasons[2], Reason::no_observation);
}

TEST(TargetPath, every_shape_leads_from_the_last_figure_to_the_target) {
  Case c;
  c.add(target(TargetKind::level, 2025, 2025, tonnes(144)));
  c.add(target(TargetKind::level, 2023, 2023, tonnes(110)));
  const auto path = [&](TrajectoryShape shape) {
    AssessOptions options;
    options.path.shape = shape;
    return assess(c.panel.view(), c.wanted(), options)[0].required_path;
  };
  EXPECT_EQ(path(TrajectoryShape::linear), (std::vector<double>{114, 124, 134, 144}));
  EXPECT_EQ(path(TrajectoryShape::milestones), (std::vector<double>{107, 110, 127, 144}));  // through the target of 2023
  const std::vector<double> s = path(TrajectoryShape::s_curve);
  EXPECT_NEAR(s[1], 124, 1e-12);  // the middle of a symmetric curve
  EXPECT_LT(s[0], 114);
  const std::vector<double> growth = path(TrajectoryShape::constant_growth);
  EXPECT_NEAR(growth[0] / 104, growth[3] / growth[2], 1e-14);
}

TEST(TargetPath, a_sum_goes_through_its_phases) {
  Case c;
  c.add(target(TargetKind::cumulative_flow, 2020, 2025, tonnes(700)));
  c.add(target(TargetKind::cumulative_flow, 2020, 2023, tonnes(400)));
  AssessOptions options;
  options.path.shape = TrajectoryShape::milestones;
  const Assessment a = assess(c.panel.view(), c.wanted(), options)[0];
  EXPECT_EQ(a.required_path, (std::vector<double>{199 + 100.5, 400, 550, 700}));
  EXPECT_EQ(a.path_periods.front(), Period::of_year(2022));
  EXPECT_NEAR(a.pace.value, 199.0 / 200, 1e-15);  // half of the first phase after two of its four years
  const std::vector<double> grown = assess(c.panel.view(), c.wanted())[0].required_path;
  EXPECT_NEAR((grown[1] - grown[0]) / (grown[0] - 199), (grown[3] - grown[2]) / (grown[2] - grown[1]), 1e-12);
}

TEST(TargetPath, months_of_a_sum_keep_their_season) {
  Panel panel;
  Series s{.values = {}, .first = Period::of_month(2022, 1), .unit = parse_unit("tấn"), .id = "output"};
  for (int m = 0; m < 21; ++m) s.values.push_back(10.0 + m % 12);
  panel.add(s);
  Target t = target(TargetKind::cumulative_flow, 2023, 2023, tonnes(200));
  const std::int64_t row = 0;
  const Assessment a = assess(panel.view(), {.rows = {&row, 1}, .targets = {&t, 1}})[0];
  // 126 so far; October to December brought 19 + 20 + 21 last year and must bring 74.
  const std::vector<double> expected{126 + 74 * 19 / 60.0, 126 + 74 * 39 / 60.0, 200};
  ASSERT_EQ(a.required_path.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(a.required_path[i], expected[i], 1e-11);
  EXPECT_EQ(a.path_periods[0], Period::of_month(2023, 10));
}

TEST(TargetPanel, targets_of_one_kind_that_exclude_each_other_are_refused) {
  const auto refused = [](Target a, Target b) {
    Case c;
    c.add(std::move(a));
    c.add(std::move(b));
    const std::vector<Assessment> made = assess(c.panel.view(), c.wanted());
    return made[0].reason == Reason::contradiction && made[1].reason == Reason::contradiction;
  };
  const auto most = Direction::at_most;
  EXPECT_TRUE(refused(target(TargetKind::growth, 2022, 2025, percent(8)), target(TargetKind::growth, 2022, 2025, percent(5), most)));
  EXPECT_FALSE(refused(target(TargetKind::growth, 2022, 2025, percent(8)), target(TargetKind::growth, 2021, 2025, percent(5), most)));
  EXPECT_TRUE(refused(target(TargetKind::cumulative_flow, 2022, 2025, tonnes(500)), target(TargetKind::cumulative_flow, 2022, 2025, tonnes(400), most)));
  EXPECT_TRUE(refused(target(TargetKind::direction_only, 2025, 2025, Figure{}), target(TargetKind::direction_only, 2025, 2025, Figure{}, most)));
  Target faster = target(TargetKind::relative, 2022, 2025, Figure{});
  faster.relative_to = "grdp";
  Target slower = faster;
  slower.direction = most;
  EXPECT_TRUE(refused(faster, slower));
  slower.figure = Figure::of(2, parse_unit("điểm %"));  // faster, by two points at most
  EXPECT_FALSE(refused(faster, slower));
}

/// Two statements of one target in a dataset leave one assessment or say why not.
TEST(TargetStatements, of_every_kind_are_put_together) {
  Dataset data;
  for (int year = 2018; year <= 2021; ++year) {
    for (const char* id : {"output", "grdp"}) {
      Observation o;
      o.key.indicator = id;
      o.span = {Period::of_year(year), Period::of_year(year)};
      o.figure = tonnes(id[0] == 'o' ? 80 + 8.0 * (year - 2018) : 100 + 5.0 * (year - 2018));
      data.observations.push_back(o);
    }
  }
  const auto both = [&](Target a, Target b) {
    a.id = "a";
    b.id = "b";
    a.key.indicator = b.key.indicator = "output";
    data.targets = {std::move(a), std::move(b)};
    return assess(data);
  };
  Target faster = target(TargetKind::relative, 2022, 2025, Figure{});
  faster.relative_to = "grdp";
  Target by_points = faster;
  by_points.figure = Figure::of(2, parse_unit("điểm %"));
  const std::vector<Assessment> relation = both(faster, by_points);
  ASSERT_EQ(relation.size(), 1u);
  EXPECT_NEAR(relation[0].target_value, 0.02, 1e-15);  // the stricter one
  EXPECT_TRUE(relation[0].probability);
  Target up = target(TargetKind::direction_only, 2025, 2025, Figure{});
  Target up_on_2020 = up;
  up_on_2020.baseline_period = Period::of_year(2020);
  const std::vector<Assessment> direction = both(up, up_on_2020);
  ASSERT_EQ(direction.size(), 1u);
  EXPECT_EQ(direction[0].target_value, 96.0);
  Figure above = tonnes(460);
  above.bounds = Bounds::above(460);
  const std::vector<Assessment> sum = both(target(TargetKind::cumulative_flow, 2022, 2025, above), target(TargetKind::cumulative_flow, 2022, 2025, tonnes(450)));
  ASSERT_EQ(sum.size(), 1u);
  EXPECT_EQ(both(faster, target(TargetKind::relative, 2022, 2025, Figure{}, Direction::at_most)).size(), 2u);
}

}  // namespace target_pace_test
