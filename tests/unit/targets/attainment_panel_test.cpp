// SPDX-License-Identifier: Apache-2.0
// Probabilities of attainment over panels and trees: laws of probability, closed forms of normal sums, and that one bad series stops no other.
#include <industria/base/error.hpp>
#include <industria/hierarchy/aggregate.hpp>
#include <industria/targets/attainment_drivers.hpp>
#include <industria/targets/attainment_panel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace industria;

namespace attainment_panel_test {

constexpr double four_errors = 0.032;  // four standard errors of 4,000 paths

double normal_above(double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); }

/// A normal forecast of `steps` independent years from 2024 on.
Forecast normal(std::string id, double mean, double sd, std::size_t steps = 1) {
  Forecast f;
  f.id = std::move(id);
  for (std::size_t k = 0; k < steps; ++k) f.periods.push_back(Period::of_year(2024 + static_cast<int>(k)));
  f.location.assign(steps, mean);
  f.law = {.noise = sd * sd};
  f.quality = Quality::good;
  return f;
}

/// Six series of years; the fourth has no value, the fifth ends a year later than the others.
Panel six() {
  Panel out;
  const std::vector<std::vector<double>> rows{{100, 104, 109, 113}, {50, 51, 55, 60}, {10, 11, 11.5, 13}, {missing, missing}, {20, 21, 22, 23, 25}, {200, 190, 210, 205}};
  const std::vector<std::string> names{"N/a", "N/b", "S/c", "S/d", "N/e", "S/f"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Series s{.values = rows[i], .first = Period::of_year(2020)};
    s.id = names[i];
    out.add(s.view());
  }
  return out;
}

struct Case {
  Panel panel = six();
  std::vector<Target> targets{};
  std::vector<std::int64_t> rows{};
  void add(std::int64_t row, int year, double level, std::string id) {
    Target t{.id = std::move(id), .span = PeriodSpan{Period::of_year(year), Period::of_year(year)}};
    t.figure.value = level;
    if (row >= 0) t.key.indicator = panel.view().ids[static_cast<std::size_t>(row)];
    targets.push_back(std::move(t));
    rows.push_back(row);
  }
  [[nodiscard]] LevelQuestions questions() const { return level_questions(panel.view(), {.rows = rows, .targets = targets}); }
  [[nodiscard]] PanelForecast forecasts(int horizon = 5) const { return forecast_panel(panel.view(), horizon, {.models = {{.method = Method::pooled_growth}}}); }
};

TEST(AttainmentPanel, first_passage_of_a_panel_is_that_of_each_series_to_the_bit_on_any_thread) {
  Case c;
  for (int i = 0; i < 6; ++i) c.add(i, 2026, 120, "t" + std::to_string(i));
  const PanelForecast f = c.forecasts();
  const PanelFirstPassage made = first_passage(f, 0, c.questions());
  const PanelFirstPassage threads = first_passage(f, 0, c.questions(), {.n_threads = 4});
  for (std::size_t i = 0; i < 6; ++i) {
    if (i == 3) continue;
    const FirstPassage one = first_passage(f.forecast(0, i), Bounds::at_least(120));
    for (std::size_t k = 0; k < 5; ++k) {
      EXPECT_EQ(made.by[5 * i + k], one.by[k]);
      EXPECT_EQ(made.by[5 * i + k], threads.by[5 * i + k]);
      EXPECT_GE(made.by[5 * i + k], f.forecast(0, i).probability_at_least(k, 120));
      EXPECT_GE(made.by[5 * i + k], k > 0 ? made.by[5 * i + k - 1] : 0.0);
    }
    const auto row = made.probability.begin() + static_cast<std::ptrdiff_t>(5 * i);
    EXPECT_NEAR(std::accumulate(row, row + 5, made.beyond[i]), 1.0, 1e-12);  // roundings of a sum of six
  }
  EXPECT_EQ(made.by_period[0], made.by[2]);  // of 2026, the third after 2023
  EXPECT_EQ(made.by_period[4], made.by[5 * 4 + 1]);
}

TEST(AttainmentPanel, first_passage_of_independent_years_is_geometric) {
  const FirstPassage when = first_passage(normal("a", 0, 1, 4), Bounds::at_least(1), {.paths = 100000});
  const double p = normal_above(1);
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(when.by[k], 1 - std::pow(1 - p, static_cast<double>(k + 1)), 0.0064) << k;  // four standard errors
}

TEST(AttainmentPanel, first_passage_counts_as_the_forecasts_own_paths_do) {
  const std::vector<double> y{100, 108, 105, 117, 121, 128, 131, 146, 149};
  for (const Method method : {Method::pooled_growth, Method::drift, Method::log_linear, Method::last_value}) {
    const Series s{.values = y, .first = Period::of_year(2015)};
    const Forecast f = forecast(s, 4, {.method = method});
    const Bounds wanted = Bounds::at_least(f.quantile(2, 0.7));
    const FirstPassage when = first_passage(f, wanted, {.paths = 20000, .seed = 1});
    const std::vector<double> paths = f.paths(20000, 2);
    int met = 0;
    for (std::size_t p = 0; p < 20000; ++p) {
      const auto row = paths.begin() + static_cast<std::ptrdiff_t>(4 * p);
      met += std::any_of(row, row + 4, [&](double x) { return wanted.contains(x); }) ? 1 : 0;
    }
    EXPECT_NEAR(when.by[3], met / 20000.0, 0.02) << name(method);  // four standard errors of the difference
  }
}

TEST(AttainmentPanel, draws_of_a_part_have_its_quantiles) {
  const Case c;
  const PanelForecast f = c.forecasts();
  const std::vector<Forecast> all{f.forecast(0, 0), f.forecast(0, 1)};
  const JointTarget parts[] = {{&all[0], 2, {}}, {&all[1], 2, {}}};
  const double weights[] = {1.0, 0.0};
  const AggregateAttainment drawn = aggregate_attainment(parts, weights, Bounds::at_least(125), {.paths = 100000});
  EXPECT_NEAR(drawn.probability.value, all[0].probability_at_least(2, 125), 0.0064);
  // Ranks of drawn quantiles are off by their standard errors, four times sqrt(p (1 - p) / paths).
  EXPECT_NEAR(all[0].probability_at_most(2, drawn.lower95), 0.025, 0.002);
  EXPECT_NEAR(all[0].probability_at_most(2, drawn.median), 0.5, 0.0064);
  EXPECT_NEAR(all[0].probability_at_most(2, drawn.upper95), 0.975, 0.002);
}

TEST(AttainmentPanel, what_cannot_be_answered_names_target_and_key_and_stops_no_other) {
  Case c;
  c.add(0, 2025, 120, "good");
  c.add(3, 2025, 120, "empty");
  c.add(-1, 2025, 120, "nowhere");
  c.add(1, 2025, missing, "nothing");
  c.add(2, 2022, 12, "past");
  c.add(5, 2040, 300, "far");
  c.targets[1].key.indicator = "S/d";
  const PanelJointAttainment made = joint_attainment(c.forecasts(), 0, c.questions());
  EXPECT_EQ(made.targets[0], 1);
  EXPECT_EQ(made.left_out[0], 5);
  EXPECT_EQ(made.all[0], made.each[0]);
  std::vector<std::string> codes;
  for (const TargetIssue& one : made.issues) {
    codes.push_back(one.issue.code);
    EXPECT_NE(message(one.issue, Language::en).find(c.targets[one.target].id), std::string::npos) << one.issue.code;
    EXPECT_EQ(message(one.issue, Language::vi).find('{'), std::string::npos) << one.issue.code;
    EXPECT_EQ(message(one.issue, Language::en).find('{'), std::string::npos) << one.issue.code;
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"targets.no_observation", "targets.unknown_series", "targets.no_number", "targets.not_ahead", "targets.beyond_horizon"}));
  EXPECT_EQ(made.reasons[4], Reason::no_time_left);
  const PanelFirstPassage when = first_passage(c.forecasts(), 0, c.questions());
  EXPECT_EQ(when.reasons[4], Reason::no_time_left);  // of by_period; the coming periods have their answer
  EXPECT_FALSE(is_missing(when.beyond[4]));
  EXPECT_EQ(when.reasons[5], Reason::missing);
}

TEST(AttainmentPanel, groups_answer_as_if_alone_and_counts_sum_to_one) {
  Case c;
  for (const int row : {0, 1, 2, 5, 4}) c.add(row, 2025, row == 5 ? 210 : row == 0 ? 118 : row == 1 ? 63 : row == 2 ? 14 : 26, "t" + std::to_string(row));
  const std::vector<std::int32_t> groups{0, 0, 1, 1, 1};
  const PanelForecast f = c.forecasts();
  const PanelJointAttainment made = joint_attainment(f, 0, c.questions(), groups, {.n_threads = 3});
  const std::vector<Forecast> two{f.forecast(0, 0), f.forecast(0, 1)};
  const JointTarget alone[] = {{&two[0], 1, Bounds::at_least(118)}, {&two[1], 1, Bounds::at_least(63)}};
  EXPECT_EQ(made.all[0], joint_attainment(alone).all);
  EXPECT_EQ(made.offsets, (std::vector<std::int64_t>{0, 3, 7}));
  EXPECT_NEAR(std::accumulate(made.count.begin() + 3, made.count.end(), 0.0), 1.0, 1e-12);
  double mean = 0.0;
  for (std::size_t k = 0; k < 4; ++k) mean += static_cast<double>(k) * made.count[3 + k];
  EXPECT_NEAR(mean, made.expected[1], 3 * four_errors);
}

TEST(AttainmentPanel, without_a_common_shock_all_is_the_product) {
  const std::vector<Forecast> all{normal("a", 0, 1), normal("b", 5, 2), normal("c", 0, 1)};
  const JointTarget targets[] = {{&all[0], 0, Bounds::at_least(-0.5)}, {&all[1], 0, Bounds::at_most(6)}, {&all[2], 0, Bounds::between(-1, 1)}};
  const JointAttainment made = joint_attainment(targets, {.common_shock = 0.0});
  EXPECT_NEAR(made.all, made.each[0] * made.each[1] * made.each[2], four_errors);
  EXPECT_NEAR(made.any, 1 - (1 - made.each[0]) * (1 - made.each[1]) * (1 - made.each[2]), four_errors);
}

TEST(AttainmentPanel, the_sum_of_normals_is_normal) {
  const std::vector<Forecast> all{normal("a", 100, 3), normal("b", 50, 4)};
  const JointTarget parts[] = {{&all[0], 0, {}}, {&all[1], 0, {}}};
  const AggregateAttainment sum = aggregate_attainment(parts, {}, Bounds::at_least(154), {.common_shock = 0.0, .paths = 100000});
  EXPECT_NEAR(sum.probability.value, normal_above(4.0 / 5.0), 0.0064);
  EXPECT_NEAR(sum.median, 150, 0.08);                // four standard errors, 1.25 sd / sqrt(paths) each
  EXPECT_NEAR(sum.upper95 - sum.lower95, 19.6, 0.25);  // four standard errors of both ends
}

TEST(AttainmentPanel, one_part_is_exact_and_the_order_of_parts_is_not_seen) {
  Case c;
  const PanelForecast f = c.forecasts();
  const std::vector<Forecast> all{f.forecast(0, 0), f.forecast(0, 1), f.forecast(0, 5)};
  const JointTarget one[] = {{&all[0], 1, {}}};
  EXPECT_EQ(aggregate_attainment(one, {}, Bounds::at_least(115)).probability.value, all[0].probability_at_least(1, 115));
  const JointTarget straight[] = {{&all[0], 1, {}}, {&all[1], 1, {}}, {&all[2], 1, {}}};
  const JointTarget turned[] = {{&all[2], 1, {}}, {&all[0], 1, {}}, {&all[1], 1, {}}};
  EXPECT_EQ(aggregate_attainment(straight, {}, Bounds::at_least(390)).probability.value, aggregate_attainment(turned, {}, Bounds::at_least(390)).probability.value);
  EXPECT_EQ(aggregate_attainment(straight, {}, {}).upper80, aggregate_attainment(turned, {}, {}).upper80);
}

/// A country of two regions over the panel's series.
Tree country(bool with_empty) {
  std::vector<TreeNode> nodes{{.id = "VN", .parent = {}}, {.id = "N", .parent = "VN"}, {.id = "S", .parent = "VN"}};
  for (const char* id : {"N/a", "N/b", "N/e", "S/c", "S/f"}) nodes.push_back({.id = id, .parent = std::string(1, id[0])});
  if (with_empty) nodes.push_back({.id = "S/d", .parent = "S"});
  return Tree(std::move(nodes));
}

/// Questions to every node of a tree for one year.
LevelQuestions of_nodes(const Tree& tree, int year, const std::vector<double>& levels) {
  LevelQuestions q;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    q.rows.push_back(static_cast<std::int64_t>(i));
    q.periods.push_back(Period::of_year(year));
    q.wanted.push_back(Bounds::at_least(levels[i]));
    q.names.push_back("of " + tree.node(i).id);
    q.keys.push_back(tree.node(i).id);
  }
  return q;
}

TEST(AttainmentPanel, the_root_of_a_tree_is_the_sum_of_its_leaves) {
  const Case c;
  const Tree tree = country(false);
  const PanelForecast f = c.forecasts();
  const LevelQuestions q = of_nodes(tree, 2025, {430, 205, 225, 115, 60, 26, 14, 205});
  const TreeAttainment made = aggregate_attainment(tree, c.panel.view(), f, 0, q, {.n_threads = 2});
  EXPECT_TRUE(made.issues.empty());
  EXPECT_EQ(made.parts[0], 5);
  std::vector<Forecast> leaves;
  for (const std::size_t row : {0U, 1U, 4U, 2U, 5U}) leaves.push_back(f.forecast(0, row));
  std::vector<JointTarget> parts;
  for (const Forecast& one : leaves) parts.push_back({&one, one.id == "N/e" ? 0U : 1U, {}});
  const AggregateAttainment sum = aggregate_attainment(parts, {}, Bounds::at_least(430));
  EXPECT_EQ(made.probability[0], sum.probability.value);
  EXPECT_NEAR(made.median[0], sum.median, 1e-9);  // the same draws, added in another order
  EXPECT_EQ(made.probability[3], f.forecast(0, 0).probability_at_least(1, 115));  // a leaf is exact
}

TEST(AttainmentPanel, figures_that_are_there_stand_in_sums) {
  const Case c;
  const Tree tree = country(false);
  const PanelForecast f = c.forecasts();
  LevelQuestions q = of_nodes(tree, 2024, std::vector<double>(8, 25));
  const TreeAttainment made = aggregate_attainment(tree, c.panel.view(), f, 0, q);
  EXPECT_EQ(made.parts[1], 2);            // N/e has its figure of 2024
  EXPECT_EQ(made.median[5], 25.0);
  EXPECT_EQ(made.probability[5], 1.0);
  EXPECT_EQ(made.parts[5], 0);
}

TEST(AttainmentPanel, a_part_without_forecast_is_named_and_the_other_sums_are_answered) {
  const Case c;
  const Tree tree = country(true);
  LevelQuestions q = of_nodes(tree, 2025, {430, 205, 225, 115, 60, 26, 14, 205, 1});
  q.rows[3] = -1;
  const TreeAttainment made = aggregate_attainment(tree, c.panel.view(), c.forecasts(), 0, q);
  EXPECT_FALSE(is_missing(made.probability[1]));
  EXPECT_TRUE(is_missing(made.probability[0]));
  ASSERT_EQ(made.issues.size(), 4U);  // country, region, the node that is none, the part itself
  EXPECT_EQ(to_text(made.issues[0].issue, Language::en).find("{"), std::string::npos);
  EXPECT_NE(message(made.issues[0].issue, Language::en).find("S/d"), std::string::npos);
  EXPECT_EQ(made.issues[2].issue.code, "targets.not_in_tree");
}

TEST(AttainmentPanel, parts_that_do_not_exist_in_the_period_are_left_out) {
  const Case c;
  std::vector<TreeNode> nodes{{.id = "X", .parent = {}}, {.id = "N/a", .parent = "X"}, {.id = "N/b", .parent = "X", .valid_from = {}, .valid_to = Date{2024, 12, 31}}};
  const Tree tree(nodes);
  const PanelForecast f = c.forecasts();
  const TreeAttainment made = aggregate_attainment(tree, c.panel.view(), f, 0, of_nodes(tree, 2025, {115, 115, 60}));
  EXPECT_EQ(made.parts[0], 1);
  EXPECT_EQ(made.probability[0], f.forecast(0, 0).probability_at_least(1, 115));
}

TEST(AttainmentPanel, the_curve_falls_and_growth_targets_are_asked_as_levels) {
  Case c;
  c.add(0, 2025, 0.05, "growth");
  c.targets[0].kind = TargetKind::growth;
  c.targets[0].span.first = Period::of_year(2024);
  c.add(0, 2025, 113 * 1.05 * 1.05, "level");
  const double factors[] = {0.9, 1.0, 1.1};
  const PanelAttainment made = attainment_curve(c.forecasts(), 0, c.questions(), factors);
  EXPECT_GT(made.probability[0], made.probability[1]);
  EXPECT_GT(made.probability[1], made.probability[2]);
  EXPECT_NEAR(made.probability[1], made.probability[4], 1e-12);  // the same level, up to rounding
  EXPECT_EQ(horizon_of(c.panel.view(), c.questions()), 2);
  const Period years[] = {Period::of_year(2024), Period::of_year(2026)};
  EXPECT_EQ(horizon_of(c.panel.view(), years), 5);  // the empty series ends in 2021
  EXPECT_THROW((void)attainment_curve(c.forecasts(), 1, c.questions(), factors), ValueError);
}

TEST(AttainmentDrivers, of_a_sum_of_normals_are_those_of_the_closed_form) {
  const std::vector<Forecast> all{normal("a", 100, 3), normal("b", 50, 4)};
  const Driver cells[] = {{.forecast = &all[0], .target = 104}, {.forecast = &all[1], .target = 52}};
  const AttainmentDrivers made = attainment_drivers(cells, 1, Bounds::at_least(154), {.common_shock = 0.0, .paths = 100000});
  constexpr double errors = 0.0064;
  EXPECT_NEAR(made.probability.value, normal_above(0.8), errors);
  EXPECT_NEAR(made.cells[0].if_met.value, normal_above(0.0), errors);  // b must reach 50
  EXPECT_NEAR(made.cells[1].if_met.value, normal_above(2.0 / 3.0), errors);
  EXPECT_NEAR(made.if_all_closed.value, normal_above((154 - 156) / std::hypot(3 * 1.04, 4 * 1.04)), errors);
  // Differences from common draws: the error of a difference that is d is about sqrt(d / paths), 0.0008; the kernel takes a tenth of d at most.
  EXPECT_NEAR(made.parts[0].alone.value, normal_above(3 / std::hypot(3.03, 4.0)) - normal_above(0.8), 0.006);
  EXPECT_NEAR(made.parts[1].alone.value, normal_above(3.5 / std::hypot(3.0, 4.04)) - normal_above(0.8), 0.003);
  EXPECT_EQ(made.cells[0].gap.value, -4.0);
}

TEST(AttainmentDrivers, shares_add_up_to_what_all_parts_add) {
  const Case c;
  const PanelForecast f = c.forecasts();
  const std::vector<Forecast> all{f.forecast(0, 0), f.forecast(0, 1), f.forecast(0, 5)};
  const Driver cells[] = {{.forecast = &all[0], .step = 1, .target = 125}, {.forecast = &all[1], .step = 1, .target = 60}, {.forecast = &all[2], .step = 1}};
  const AttainmentDrivers made = attainment_drivers(cells, 1, Bounds::at_least(395));
  const double gaps = made.cells[0].gap_share.value + made.cells[1].gap_share.value;
  EXPECT_NEAR(gaps, made.if_all_closed.value - made.probability.value, 1e-12);  // roundings of sums
  EXPECT_FALSE(made.cells[2].gap_share);
  double shares = 0.0;
  for (const PartPercent& part : made.parts) {
    shares += part.share.value;
    EXPECT_NEAR(part.share.value, part.alone.value, 0.2 * part.alone.value);  // the same to the first order of one per cent
  }
  EXPECT_NEAR(shares, made.all_percent.value, 1e-12);
  EXPECT_GT(made.parts[2].alone.value, made.parts[1].alone.value);  // one per cent of more is more
  EXPECT_GT(made.cells[0].gain.value, 0.0);
}

TEST(AttainmentDrivers, known_prices_leave_the_law_of_volumes) {
  const Forecast volume = normal("v", 100, 5);
  const std::vector<Driver> v{{.forecast = &volume, .target = 105}};
  const std::vector<Driver> p{{.value = 2.0, .target = 2.2}};
  const AttainmentDrivers made = attainment_drivers(volume_and_price_drivers(v, p), 2, Bounds::at_least(210));
  EXPECT_NEAR(made.probability.value, normal_above(1.0), four_errors);
  EXPECT_EQ(made.cells[0].if_met.value, 1.0);
  EXPECT_NEAR(made.by_factor[1].if_met.value, normal_above((210 / 2.2 - 100) / 5), four_errors);
  EXPECT_NEAR(made.by_factor[0].gap_share.value + made.by_factor[1].gap_share.value, made.if_all_closed.value - made.probability.value, 1e-12);
}

TEST(AttainmentDrivers, one_capacity_stands_in_every_product) {
  const Forecast capacity = normal("c", 100, 10);
  const std::vector<Driver> mix{{.value = 0.7}, {.value = 0.3}};
  const std::vector<Driver> value{{.value = 2.0}, {.value = 3.0}};
  const AttainmentDrivers made = attainment_drivers(capacity_drivers({.forecast = &capacity}, {.value = 0.9, .target = 1.0}, mix, value), 4, Bounds::at_least(207));
  EXPECT_NEAR(made.probability.value, normal_above(0.0), four_errors);  // 2.3 x 0.9 x 100 = 207
  EXPECT_NEAR(made.by_factor[1].if_met.value, normal_above(-1.0), four_errors);
  EXPECT_NEAR(made.by_factor[1].gap_share.value, made.if_all_closed.value - made.probability.value, 1e-12);
  EXPECT_THROW((void)attainment_drivers(std::vector<Driver>(3), 2, Bounds::at_least(1)), ShapeError);
  EXPECT_FALSE(attainment_drivers(std::vector<Driver>(2), 2, Bounds::at_least(1)).probability);
}

TEST(AttainmentDrivers, of_a_tree_are_those_of_the_parts_of_each_node) {
  const Case c;
  const Tree tree = country(false);
  const PanelForecast f = c.forecasts();
  const LevelQuestions q = of_nodes(tree, 2025, {430, 205, 225, 115, 60, 26, 14, 205});
  const TreeDrivers made = attainment_drivers(tree, c.panel.view(), f, 0, q, {.n_threads = 2});
  const TreeAttainment sums = aggregate_attainment(tree, c.panel.view(), f, 0, q);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(made.probability[i], sums.probability[i]) << i;
  ASSERT_EQ(made.node.size(), 7U);  // two regions, three and two provinces
  const std::vector<Forecast> leaves{f.forecast(0, 2), f.forecast(0, 5)};
  const Driver cells[] = {{.forecast = &leaves[0], .step = 1, .target = 14}, {.forecast = &leaves[1], .step = 1, .target = 205}};
  const AttainmentDrivers south = attainment_drivers(cells, 1, Bounds::at_least(225));
  for (std::size_t j = 0; j < 2; ++j) {
    EXPECT_EQ(made.if_met[5 + j], south.cells[j].if_met.value);
    EXPECT_EQ(made.per_percent[5 + j], south.parts[j].alone.value);
    EXPECT_EQ(made.gap_share[5 + j], south.cells[j].gap_share.value);
  }
  double gaps = 0.0;
  for (std::size_t j = 0; j < 2; ++j) gaps += made.gap_share[j];
  EXPECT_NEAR(gaps, made.if_all_closed[0] - made.probability[0], 1e-12);
}

}  // namespace attainment_panel_test
