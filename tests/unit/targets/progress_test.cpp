// SPDX-License-Identifier: Apache-2.0
// Progress rules at their edges, what they look at in a series, pace in history and panel, and trajectories.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/targets/pace.hpp>
#include <industria/targets/progress_case.hpp>
#include <industria/targets/rules.hpp>
#include <industria/targets/trajectory.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

using namespace industria;

namespace {

/// Base 100 five years ago, target in ten years more.
ProgressCase case_with(double value, double target) { return {.base = 100, .value = value, .target = target, .since = 5, .total = 15}; }

TEST(Rules, a_class_begins_at_its_threshold) {
  // One year since the base of two, target at 10 % a year: the growth of the one year over 10 % is the ratio (exact in binary for 0.5).
  const ProgressCase half{.base = 1.0, .value = 1.5, .target = 4.0, .since = 1, .total = 2};  // 50 % of the 100 % a year
  EXPECT_EQ(progress(Rule::eurostat, half).measure.value, 0.5);
  constexpr std::array<ProgressClass, 2> own{{{"below"}, {"from_a_half_on", 0.5}}};
  constexpr std::array<ProgressClass, 2> after{{{"up_to_a_half"}, {"above", 0.5, true}}};
  EXPECT_EQ(progress(Rule::eurostat, half, {.with_target = own, .without_target = {}}).word, "from_a_half_on");
  EXPECT_EQ(progress(Rule::eurostat, half, {.with_target = after, .without_target = {}}).word, "up_to_a_half");
}

TEST(Rules, tables_say_their_thresholds_and_source) {
  for (int r = 0; r < 10; ++r) {
    const RuleTable& table = rule_table(static_cast<Rule>(r));
    EXPECT_GE(table.with_target.size(), 2u);
    EXPECT_FALSE(table.source.empty());
    EXPECT_EQ(parse_rule(name(static_cast<Rule>(r))), static_cast<Rule>(r));
  }
  EXPECT_FALSE(parse_rule("horoscope"));
}

TEST(Rules, every_class_has_words_in_both_languages) {
  for (int r = 0; r < 10; ++r) {
    const RuleTable& table = rule_table(static_cast<Rule>(r));
    for (const auto classes : {table.with_target, table.without_target}) {
      for (const ProgressClass& one : classes) {
        Progress p;
        p.word = one.word;
        EXPECT_NE(progress_text(p, Language::en), progress_text(p, Language::vi)) << one.word;
      }
    }
  }
}

TEST(Rules, a_met_target_is_met_whatever_the_ratio_says) {
  EXPECT_EQ(progress(Rule::eurostat, case_with(150, 150)).word, "target_met");
  ProgressCase fell = case_with(160, 150);
  fell.base = 200;  // fell from above, still met
  EXPECT_LT(progress(Rule::eurostat, fell).measure.value, 0.0);
  EXPECT_EQ(progress(Rule::eurostat, fell).word, "target_met");
  EXPECT_EQ(progress(Rule::escap_current_status, fell).score.value, 10.0);
}

TEST(Rules, a_base_at_the_target_that_was_left_is_the_worst_class_without_a_measure) {
  for (const Rule rule : {Rule::eurostat, Rule::open_sdg, Rule::un_progress_chart, Rule::sdsn_arrows, Rule::distance_covered, Rule::escap_current_status}) {
    const Progress p = progress(rule, case_with(90, 100));
    EXPECT_EQ(p.rank, 0) << name(rule);
    EXPECT_EQ(p.measure.reason, Reason::zero_base) << name(rule);
  }
}

TEST(Rules, what_cannot_be_judged_says_why) {
  EXPECT_EQ(progress(Rule::eurostat, ProgressCase{}).reason, Reason::no_observation);
  ProgressCase c = case_with(110, 150);
  c.since = 0;
  EXPECT_EQ(progress(Rule::eurostat, c).reason, Reason::too_few_points);
  c.since = 16;
  EXPECT_EQ(progress(Rule::eurostat, c).reason, Reason::no_time_left);
  c = case_with(-5, 150);
  EXPECT_EQ(progress(Rule::eurostat, c).reason, Reason::sign_change);
  EXPECT_TRUE(progress(Rule::distance_covered, c));  // a straight line needs no sign
  c.target = missing;
  EXPECT_EQ(progress(Rule::sdsn_arrows, c).reason, Reason::no_target_value);
}

TEST(Rules, zero_is_substituted_only_on_request) {
  ProgressCase c{.base = 50, .value = 35, .target = 0, .since = 5, .total = 15, .direction = Direction::at_most};
  EXPECT_EQ(progress(Rule::open_sdg, c).reason, Reason::zero_base);
  const Progress p = progress(Rule::open_sdg, c, {.with_target = {}, .without_target = {}, .zero_substitute = 0.001});
  // ln(35/50)/5 over ln(0.001/50)/15, as rates.
  EXPECT_NEAR(p.measure.value, std::expm1(std::log(0.7) / 5) / std::expm1(std::log(0.001 / 50) / 15), 1e-12);  // a fall to 2e-5 of the base costs five digits
}

TEST(Rules, all_negative_levels_are_mirrored_by_open_sdg_alone) {
  const ProgressCase c{.base = -100, .value = -80, .target = -50, .since = 5, .total = 15};
  const ProgressCase mirrored{.base = 100, .value = 80, .target = 50, .since = 5, .total = 15, .direction = Direction::at_most};
  EXPECT_EQ(progress(Rule::open_sdg, c).measure.value, progress(Rule::open_sdg, mirrored).measure.value);
  EXPECT_EQ(progress(Rule::eurostat, c).reason, Reason::negative_base);
}

TEST(Rules, a_natural_limit_lowers_the_positive_thresholds) {
  const ProgressCase c{.base = 100, .value = 101, .since = 1};
  EXPECT_EQ(progress(Rule::open_sdg, c).word, "progress_needs_acceleration");
  EXPECT_EQ(progress(Rule::open_sdg, c, {.with_target = {}, .without_target = {}, .zero_substitute = missing, .limit_factor = 0.5}).word, "on_track");
}

TEST(Rules, near_nought_or_a_hundred_per_cent_counts_as_met_by_the_un) {
  ProgressCase c{.base = 80, .value = 99, .target = 100, .since = 5, .total = 15};
  c.base = 99.5;  // fell a little
  EXPECT_EQ(progress(Rule::un_progress_chart, c).score.value, 1.0);
  EXPECT_EQ(progress(Rule::un_progress_chart, c, {.with_target = {}, .without_target = {}, .zero_substitute = missing, .limit_factor = 1, .is_parity = false, .is_percentage = true}).score.value, 3.0);
}

TEST(Rules, parity_comes_from_either_side) {
  const RuleOptions parity{.with_target = {}, .without_target = {}, .zero_substitute = missing, .limit_factor = 1, .is_parity = true};
  const ProgressCase above{.base = 1.4, .value = 1.2, .target = 1.0, .since = 5, .total = 15, .direction = Direction::at_least};
  EXPECT_NEAR(progress(Rule::escap_current_status, above, parity).measure.value, 5.0, 1e-14);
}

TEST(Rules, weather_by_the_miss_of_the_projection) {
  // 10 a year more over ten years: 200 - 100 = 100 to go from 100.
  const auto at = [](double change) {
    return progress(Rule::weather_symbols, {.base = 50, .value = 100, .target = 200, .since = 5, .total = 15, .direction = Direction::at_least, .recent_change = change}).word;
  };
  EXPECT_EQ(at(10.0), "sun");
  EXPECT_EQ(at(9.6), "sun");  // 4 % short
  EXPECT_EQ(at(9.0), "slightly_cloudy");
  EXPECT_EQ(at(7.0), "cloud");
  EXPECT_EQ(at(0.0), "cloud");
  EXPECT_EQ(at(-0.1), "thunderstorm");
}

TEST(Rules, distance_in_deviations_of_the_group) {
  ProgressCase c = case_with(90, 150);
  EXPECT_EQ(progress(Rule::distance_to_target, c).reason, Reason::missing);
  c.spread = 20;
  EXPECT_EQ(progress(Rule::distance_to_target, c).measure.value, 3.0);
  c.value = 151;
  EXPECT_EQ(progress(Rule::distance_to_target, c).measure.value, 0.0);
}

TEST(Rules, thresholds_must_rise_and_a_range_needs_its_end) {
  constexpr std::array<ProgressClass, 2> wrong{{{"a", 0.5}, {"b", 0.1}}};
  EXPECT_THROW((void)progress(Rule::eurostat, case_with(110, 150), {.with_target = wrong, .without_target = {}}), ValueError);
  ProgressCase c = case_with(110, 150);
  c.direction = Direction::within;
  EXPECT_THROW((void)progress(Rule::eurostat, c), ValueError);
}

TEST(Rules, the_mean_of_scores_and_all_must_be_met) {
  std::array<Progress, 3> parts;
  parts[0] = progress(Rule::open_sdg, case_with(160, 150));
  parts[1] = progress(Rule::open_sdg, case_with(100, 150));  // ratio 0: -2.5
  parts[2] = progress(Rule::open_sdg, ProgressCase{});
  const Progress whole = aggregate_progress(parts);
  EXPECT_EQ(whole.score.value, (5.0 - 2.5) / 2);
  EXPECT_FALSE(whole.is_met);
  EXPECT_EQ(aggregate_progress({}).reason, Reason::too_few_points);
}

Series years(int first, std::vector<double> values) { return {.values = std::move(values), .first = Period::of_year(first)}; }

TEST(ProgressCases, base_recent_change_and_prediction_of_a_series) {
  const Series s = years(2015, {missing, 100, 104, 110, 118, 128, 140});
  const ProgressCase c = progress_case(s, Period::of_year(2025), 200, Direction::at_least);
  EXPECT_EQ(c.base, 100.0);
  EXPECT_EQ(c.since, 5.0);
  EXPECT_EQ(c.total, 9.0);
  EXPECT_EQ(c.recent_change, 8.0);
  EXPECT_EQ(progress_case(s, Period::of_year(2025), 200, Direction::at_least, {.base = Period::of_year(2015)}).base, 100.0);  // the next one that has a value
  EXPECT_EQ(progress_case(s, Period::of_year(2025), 200, Direction::at_least, {.base = {}, .years = 3}).base, 110.0);
  EXPECT_TRUE(std::isnan(progress_case(s, Period::of_year(2025), 200, Direction::at_least, {.base = {}, .years = 15, .least_years = 10}).since));
}

TEST(ProgressCases, a_straight_series_is_predicted_straight_whatever_the_weights) {
  const std::array<double, 4> t{2018, 2019, 2020, 2022};
  const std::array<double, 4> y{10, 12, 14, 18};
  EXPECT_NEAR(predicted_level(t, y, {}, 2030).value, 34.0, 1e-12);  // rounding of means of years near 2,000
  EXPECT_NEAR(predicted_level(t, y, std::array<double, 4>{5, 1, 0, 2}, 2030).value, 34.0, 1e-12);
  EXPECT_EQ(predicted_level(std::array<double, 1>{2018}, std::array<double, 1>{10}, {}, 2030).value, 10.0);
  EXPECT_THROW((void)predicted_level(t, y, std::array<double, 4>{-1, 1, 1, 1}, 2030), ValueError);
}

TEST(ProgressCases, a_range_becomes_its_nearer_end) {
  Target t;
  t.span = {Period::of_year(2025), Period::of_year(2025)};
  t.direction = Direction::within;
  t.figure = {.value = 15, .bounds = Bounds::between(10, 20), .qualifier = Qualifier::range};
  const ProgressCase up = progress_case(years(2020, {5, 7}), t);
  EXPECT_EQ(up.target, 10.0);
  EXPECT_EQ(up.direction, Direction::at_least);
  const ProgressCase down = progress_case(years(2020, {30, 25}), t);
  EXPECT_EQ(down.target, 20.0);
  EXPECT_EQ(down.direction, Direction::at_most);
}

TEST(ProgressCases, spearman_with_ties) {
  EXPECT_EQ(rank_trend(std::array<double, 4>{1, 2, 3, 10}).value, 1.0);
  EXPECT_NEAR(rank_trend(std::array<double, 4>{1, 2, 2, 3}).value, 3.0 / std::sqrt(10.0), 1e-15);  // ranks 1, 2.5, 2.5, 4: 4.5 / sqrt(5 * 4.5)
  EXPECT_EQ(rank_trend(std::array<double, 4>{2, 2, 2, 2}).reason, Reason::zero_base);
}

TEST(Pace, needed_growth_in_history_and_panel) {
  Panel panel;
  const auto add = [&](const char* id, std::vector<double> values) {
    const Series s = {.values = std::move(values), .first = Period::of_year(2017), .unit = parse_unit("tỷ đồng"), .id = id};
    panel.add(s);
  };
  add("a", {100, 112, 120, 121, 140});        // growths 12, 7.1, 0.8, 15.7 %
  add("b", {100, 105, 110, 115, 120});
  add("c", {100, 120, 150, 180, 220});
  add("d", {missing, missing, missing, 100, 90});
  const std::array<PaceTarget, 2> targets{{{.series = 0, .period = Period::of_year(2023), .target = 140 * 1.21}, {.series = -1, .period = Period::of_year(2023), .target = 1}}};
  const std::vector<Pace> made = pace(panel.view(), targets);
  const Pace& p = made[0];
  EXPECT_NEAR(p.required_growth.value, 0.10, 1e-14);
  EXPECT_EQ(p.reached, 2);
  EXPECT_EQ(p.of_years, 4);
  EXPECT_EQ(p.place.value, 0.5);
  EXPECT_EQ(p.panel_reached, 1);  // over two years: a 8.0 %, b 4.4 %, c 21.1 %; d has no level in 2019
  EXPECT_EQ(p.panel_of, 3);
  EXPECT_EQ(pace_text(p, Language::en), "needed 10.0% a year; reached in 2 of the last 4 years; by 1 of 3 series over as many years");
  EXPECT_EQ(made[1].reason, Reason::no_observation);
}

TEST(Pace, rates_are_held_in_points) {
  const Series share{.values = {10, 10.5, 12, 13}, .first = Period::of_year(2018), .unit = parse_unit("%")};
  const Pace p = pace(share, Period::of_year(2025), 17, Direction::at_least);
  EXPECT_TRUE(p.in_changes);
  EXPECT_EQ(p.required_change.value, 1.0);
  EXPECT_NEAR(p.gap_points.value, -4.0, 1e-14);
  EXPECT_EQ(p.reached, 2);
}

TEST(Pace, a_quarter_is_held_against_its_own_years) {
  const Series quarters{.values = {100, 50, 100, 50, 110, 60, 110, 60, 121}, .first = Period::of_quarter(2021, 1)};
  const Pace p = pace(quarters, Period::of_quarter(2024, 1), 133.1, Direction::at_least);
  EXPECT_NEAR(p.required_growth.value, 0.10, 1e-14);
  EXPECT_EQ(p.of_years, 2);
  EXPECT_EQ(p.last_period, Period::of_quarter(2023, 1));
}

TEST(Trajectories, shapes_begin_and_end_where_they_must) {
  for (const TrajectoryShape shape : {TrajectoryShape::linear, TrajectoryShape::constant_growth, TrajectoryShape::s_curve, TrajectoryShape::milestones}) {
    const Trajectory t = trajectory(Period::of_year(2021), 41200, Period::of_year(2025), 60000, {.shape = shape});
    EXPECT_EQ(t.values.front(), 41200.0);
    EXPECT_EQ(t.values.back(), 60000.0);
    for (std::size_t i = 1; i < t.values.size(); ++i) EXPECT_GT(t.values[i], t.values[i - 1]) << name(shape);
  }
}

TEST(Trajectories, constant_growth_grows_by_what_is_needed) {
  const Trajectory t = trajectory(Period::of_year(2021), 41200, Period::of_year(2025), 60000);
  EXPECT_NEAR(t.at(Period::of_year(2022)), 41200 * std::pow(60000.0 / 41200, 0.25), 1e-10);
  EXPECT_EQ(trajectory(Period::of_year(2021), 0, Period::of_year(2025), 60000).shape_used, TrajectoryShape::linear);
  EXPECT_EQ(trajectory(Period::of_year(2025), 1, Period::of_year(2025), 2).reason, Reason::no_time_left);
}

TEST(Trajectories, an_s_curve_is_symmetric_about_its_middle) {
  const Trajectory t = trajectory(Period::of_year(2020), 0, Period::of_year(2030), 100, {.shape = TrajectoryShape::s_curve});
  EXPECT_NEAR(t.values[5], 50.0, 1e-12);
  EXPECT_NEAR(t.values[2] + t.values[8], 100.0, 1e-12);
  EXPECT_LT(t.values[1] - t.values[0], t.values[5] - t.values[4]);
}

TEST(Trajectories, milestones_are_reached_in_their_periods) {
  const TrajectoryOptions phases{.shape = TrajectoryShape::milestones, .steepness = 8, .midpoint = 0.5, .milestones = {{Period::of_year(2023), 10}}};
  const Trajectory t = trajectory(Period::of_year(2021), 0, Period::of_year(2025), 50, phases);
  EXPECT_EQ(t.values, (std::vector<double>{0, 5, 10, 30, 50}));
  TrajectoryOptions wrong = phases;
  wrong.milestones[0].period = Period::of_year(2025);
  EXPECT_THROW((void)trajectory(Period::of_year(2021), 0, Period::of_year(2025), 50, wrong), ValueError);
}

TEST(Trajectories, a_seasonal_profile_is_the_median_of_complete_years) {
  const Series quarters{.values = {9, 10, 20, 30, 40, 20, 20, 20, 40, 10, 20, 30, 40, 5}, .first = Period::of_quarter(2020, 4)};
  const SeasonalProfile p = seasonal_profile(quarters);
  EXPECT_EQ(p.years, 3);
  EXPECT_EQ(p.shares, (std::vector<double>{0.1, 0.2, 0.3, 0.4}));  // one odd year does not bend it
  EXPECT_EQ(within_year(50, p.shares).back(), 50.0);
  EXPECT_EQ(seasonal_profile(Series{.values = {1, 2}, .first = Period::of_quarter(2020, 1)}).reason, Reason::too_few_points);
}

}  // namespace
