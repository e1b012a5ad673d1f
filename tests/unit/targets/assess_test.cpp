// SPDX-License-Identifier: Apache-2.0
// Targets against actual figures: the first case (Lào Cai 2021 to 2025), and every way in which nothing can be said.
#include <industria/base/error.hpp>
#include <industria/targets/assess.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string>

using namespace industria;

namespace assess_test {

const IndicatorKey output{"gross_output", "lao-cai", "", "", ""};
const PriceBasis unstated{PriceBasis::Kind::unstated, 0};

Figure money(double bn) { return Figure::of(bn, parse_unit("tỷ đồng"), unstated); }
Figure percent(double value) { return Figure::of(value, parse_unit("%")); }
Figure bounded(Figure f, const Bounds& bounds, Qualifier qualifier) {
  f.bounds = bounds;
  f.qualifier = qualifier;
  return f;
}
Observation observed(const IndicatorKey& key, Measure measure, int year, const Figure& f, Date known_on = {}) {
  Observation o;
  o.key = key;
  o.measure = measure;
  o.span = {Period::of_year(year), Period::of_year(year)};
  o.figure = f;
  o.known_on = known_on;
  return o;
}
Target wanted(std::string id, TargetKind kind, int first, int last, const Figure& f) {
  Target t;
  t.id = std::move(id);
  t.key = output;
  t.kind = kind;
  t.span = {Period::of_year(first), Period::of_year(last)};
  t.figure = f;
  return t;
}
Dataset lao_cai() {
  Dataset data;
  data.observations = {observed(output, Measure::level, 2021, money(41200)), observed(output, Measure::growth_on_previous, 2021, percent(11.2))};
  data.targets = {wanted("level", TargetKind::level, 2022, 2022, bounded(money(46000), Bounds::above(46000), Qualifier::above)),
                  wanted("increase", TargetKind::increase, 2022, 2022, bounded(money(5000), Bounds{0, 5000, true, true}, Qualifier::below_near)),
                  wanted("plan", TargetKind::level, 2025, 2025, money(60000))};
  return data;
}
Assessment only(const Dataset& data, const AssessOptions& options = {}) {
  const std::vector<Assessment> all = assess(data, options);
  EXPECT_EQ(all.size(), 1u);
  return all.at(0);
}
Dataset with(std::vector<Observation> observations, Target target) {
  Dataset data;
  data.observations = std::move(observations);
  data.targets = {std::move(target)};
  return data;
}

TEST(Assess, puts_two_statements_of_one_target_together) {
  const Assessment a = assess(lao_cai()).at(0);
  EXPECT_EQ(a.target_id, "level+increase");
  EXPECT_EQ(a.target, (Bounds{46000, 46200, true, true}));
  EXPECT_EQ(a.target_value, 46000.0);
}

TEST(Assess, has_the_figures_of_the_first_case) {
  const Assessment a = assess(lao_cai()).at(0);
  EXPECT_NEAR(a.required_growth.value, 0.1165, 5e-5);
  EXPECT_NEAR(a.required_growth_bounds.lo, 0.1165, 5e-5);
  EXPECT_TRUE(a.required_growth_bounds.lo_open);
  EXPECT_DOUBLE_EQ(a.past_growth.value, 0.112);
  EXPECT_NEAR(a.repeat_gap.value, -186, 0.5);
  EXPECT_NEAR(a.repeat_gap_relative.value, -0.0040, 5e-5);
  EXPECT_EQ(a.gap.value, -4800.0);
  EXPECT_NEAR(a.pace.value, 0.112 / 0.116505, 1e-5);
  EXPECT_EQ(a.last_period, Period::of_year(2021));
}

TEST(Assess, lands_between_pool_and_own_growth_and_answers_with_a_probability) {
  const Assessment a = assess(lao_cai()).at(0);
  EXPECT_EQ(a.verdict, Verdict::uncertain);
  EXPECT_GT(a.landing, 41200 * std::exp(GrowthPrior::shipped().mean()));
  EXPECT_LT(a.landing, 41200 * 1.112);
  EXPECT_GT(a.probability.value, 0.2);
  EXPECT_LT(a.probability.value, 0.5);  // repeating the growth of 2021 falls short
  ASSERT_EQ(a.landing_intervals.size(), 2u);
  EXPECT_LT(a.landing_intervals[1].lo, a.landing_intervals[0].lo);
  EXPECT_EQ(a.observations, 2);
}

TEST(Assess, growth_told_of_earlier_years_speaks_for_the_series) {
  const Target target = wanted("t", TargetKind::level, 2017, 2017, money(140));
  Dataset data = with({observed(output, Measure::level, 2015, money(100))}, target);
  const Assessment alone = only(data);
  Observation average = observed(output, Measure::average_growth, 2015, percent(25.8));
  average.span.first = Period::of_year(2008);
  data.observations.push_back(average);
  const Assessment told = only(data);
  EXPECT_GT(told.probability.value, alone.probability.value);
  EXPECT_LT(told.forecast->pool_share, alone.forecast->pool_share);
  EXPECT_FALSE(told.calibrated);
  // The same as saying it in the options.
  AssessOptions options;
  options.forecast.growth_statements = {{percent(25.8).in(Unit{}).rounded_bounds(), 7}};
  data.observations.pop_back();
  EXPECT_EQ(only(data, options).probability.value, told.probability.value);
}

TEST(Assess, growth_that_levels_give_themselves_counts_once) {
  Dataset data = with({observed(output, Measure::level, 2014, money(100)), observed(output, Measure::level, 2015, money(110))},
                      wanted("t", TargetKind::level, 2017, 2017, money(130)));
  const double levels_alone = only(data).probability.value;
  data.observations.push_back(observed(output, Measure::growth_on_previous, 2015, percent(10)));
  Observation average = observed(output, Measure::average_growth, 2015, percent(20));
  average.span.first = Period::of_year(2010);  // overlaps the levels
  data.observations.push_back(average);
  EXPECT_EQ(only(data).probability.value, levels_alone);
  data.observations.push_back(observed(output, Measure::growth_on_previous, 2014, percent(10)));
  EXPECT_NE(only(data).probability.value, levels_alone);
}

TEST(Assess, a_year_within_an_average_is_not_told_twice) {
  Observation average = observed(output, Measure::average_growth, 2015, percent(12));
  average.span.first = Period::of_year(2008);
  Dataset data = with({observed(output, Measure::level, 2015, money(100)), average}, wanted("t", TargetKind::level, 2017, 2017, money(130)));
  const double once = only(data).probability.value;
  data.observations.push_back(observed(output, Measure::growth_on_previous, 2012, percent(30)));
  EXPECT_EQ(only(data).probability.value, once);
}

TEST(Assess, is_calibrated_where_its_law_was_measured_and_nowhere_else) {
  const Series years{.values = {100, 104, 111}, .first = Period::of_year(2019), .unit = parse_unit("tỷ đồng"), .basis = unstated};
  const auto is_calibrated = [&](Series actual, int year, AssessOptions options = {}) {
    return assess(actual.view(), wanted("t", TargetKind::level, year, year, Figure::of(120, actual.unit, unstated)), options).calibrated;
  };
  Series other = years;
  EXPECT_TRUE(is_calibrated(years, 2023));
  EXPECT_TRUE(is_calibrated(years, 2027));
  EXPECT_FALSE(is_calibrated(years, 2028));  // seven years ahead
  other.values = {100};
  EXPECT_FALSE(is_calibrated(other, 2023));
  other.values.assign(11, 100);
  EXPECT_FALSE(is_calibrated(other, 2031));
  other = years;
  other.unit = parse_unit("ha");
  EXPECT_FALSE(is_calibrated(other, 2023));
  AssessOptions stated;
  stated.forecast.prior = GrowthPrior::stated(0.09, 0.04);
  EXPECT_FALSE(is_calibrated(years, 2023, stated));
  stated.forecast = {.method = Method::cagr};
  EXPECT_FALSE(is_calibrated(years, 2023, stated));
}

TEST(Assess, shares_and_quarters_are_not_calibrated) {
  const Series shares{.values = {0.60, 0.62}, .first = Period::of_year(2020)};
  EXPECT_FALSE(assess(shares.view(), wanted("s", TargetKind::share, 2023, 2023, Figure::of(0.65, Unit{}))).calibrated);
  const Series quarters{.values = {9, 9, 9, 9, 10, 10, 10, 10}, .first = Period::of_quarter(2020, 1)};
  Target fourth = wanted("q", TargetKind::level, 2022, 2022, Figure::of(11, Unit{}));
  fourth.span = {Period::of_quarter(2022, 4), Period::of_quarter(2022, 4)};
  const Assessment a = assess(quarters.view(), fourth);
  EXPECT_TRUE(a.probability);
  EXPECT_FALSE(a.calibrated);
}

TEST(Assess, follows_the_required_path_to_2025) {
  const Assessment a = assess(lao_cai()).at(1);
  EXPECT_NEAR(a.required_growth.value, 0.0985, 5e-5);
  ASSERT_EQ(a.required_path.size(), 4u);
  EXPECT_NEAR(a.required_path[0], 41200 * 1.0985, 5);
  EXPECT_EQ(a.required_path[3], 60000.0);
  EXPECT_EQ(a.forecast->periods.back(), Period::of_year(2025));
}

TEST(Assess, statements_that_exclude_each_other_are_a_contradiction) {
  Dataset data = lao_cai();
  data.targets[1].figure = bounded(money(4000), Bounds{0, 4000, true, true}, Qualifier::below_near);
  const Assessment a = assess(data).at(0);
  EXPECT_EQ(a.verdict, Verdict::not_assessable);
  EXPECT_EQ(a.reason, Reason::contradiction);
  EXPECT_TRUE(has_errors(a.issues));
}

TEST(Assess, a_later_statement_of_one_kind_replaces_an_earlier_one) {
  Dataset data = with({observed(output, Measure::level, 2021, money(41200))}, wanted("old", TargetKind::level, 2025, 2025, money(60000)));
  data.targets[0].stated_on = {2020, 10, 21};
  data.targets.push_back(wanted("new", TargetKind::level, 2025, 2025, money(55000)));
  data.targets[1].stated_on = {2021, 6, 1};
  EXPECT_EQ(only(data).target_value, 55000.0);
  AssessOptions before;
  before.as_of = {2020, 12, 31};
  EXPECT_EQ(only(data, before).target_value, 60000.0);
}

/// The codes of what is told of the only target, each message with the target and its key in both languages.
std::string told(const Dataset& data) {
  std::string codes;
  for (const Issue& issue : only(data).issues) {
    codes += (codes.empty() ? "" : " ") + issue.code;
    for (const Language lang : {Language::vi, Language::en}) {
      EXPECT_NE(message(issue, lang).find(data.targets[0].id), std::string::npos) << issue.code;
      EXPECT_NE(message(issue, lang).find("gross_output"), std::string::npos) << issue.code;
    }
  }
  return codes;
}

TEST(Assess, whatever_stands_in_the_way_is_told_by_target_and_key) {
  const auto level = [](double value) { return observed(output, Measure::level, 2021, money(value)); };
  const Target plan = wanted("t-plan", TargetKind::level, 2025, 2025, money(60000));
  EXPECT_EQ(told(with({}, plan)), "targets.no_observation");
  EXPECT_EQ(told(with({level(41200)}, plan)), "targets.one_observation");
  EXPECT_EQ(told(with({level(-5)}, plan)), "targets.one_observation targets.no_growth_base");
  EXPECT_EQ(told(with({level(41200)}, wanted("t-early", TargetKind::level, 2012, 2012, money(1)))), "targets.before_data");
  EXPECT_EQ(told(with({level(41200)}, wanted("t-more", TargetKind::increase, 2025, 2025, money(1)))), "targets.no_base");
  EXPECT_EQ(told(with({level(0)}, wanted("t-rate", TargetKind::growth, 2022, 2025, percent(9)))), "targets.bad_base");
  Target range = plan;
  range.direction = Direction::within;
  EXPECT_EQ(told(with({level(41200)}, range)), "targets.no_range");
  Target month = plan;
  month.span = {Period::of_month(2025, 6), Period::of_month(2025, 6)};
  const Dataset other_kind = with({level(41200)}, month);
  EXPECT_EQ(only(other_kind).reason, Reason::not_comparable);
  EXPECT_EQ(only(other_kind).issues.back().code, "targets.other_period_kind");
  Target itself = wanted("t-self", TargetKind::relative, 2022, 2025, Figure{});
  itself.relative_to = output.indicator;
  EXPECT_EQ(told(with({level(41200)}, itself)), "targets.relative_to_itself");
}

TEST(Assess, a_plan_revised_to_nothing_has_no_probability) {
  Dataset data = with({observed(output, Measure::level, 2020, money(37000)), observed(output, Measure::level, 2021, money(41200))},
                      wanted("old", TargetKind::level, 2025, 2025, money(60000)));
  data.targets[0].stated_on = {2020, 10, 21};
  data.targets.push_back(wanted("new", TargetKind::level, 2025, 2025, money(0)));
  data.targets[1].stated_on = {2021, 6, 1};
  const Assessment a = only(data);
  EXPECT_EQ(a.verdict, Verdict::not_assessable);
  EXPECT_FALSE(a.probability || a.calibrated);
}

TEST(Assess, an_increase_needs_its_base) {
  Dataset data = with({}, wanted("more", TargetKind::increase, 2022, 2022, money(5000)));
  EXPECT_EQ(only(data).reason, Reason::no_observation);
  data.observations = {observed(output, Measure::level, 2020, money(37000))};
  const Assessment a = only(data);
  EXPECT_EQ(a.reason, Reason::no_level);
  EXPECT_EQ(a.lacking, "lacking.base_level");
}

TEST(Assess, without_actual_figures_says_what_is_lacking_and_shows_no_zero) {
  const Assessment a = only(with({}, wanted("t", TargetKind::level, 2022, 2022, money(5))));
  EXPECT_EQ(a.verdict, Verdict::not_assessable);
  EXPECT_EQ(a.reason, Reason::no_observation);
  EXPECT_TRUE(std::isnan(a.last_actual));
  EXPECT_FALSE(a.gap || a.probability || a.required_growth);
  EXPECT_EQ(text(a.lacking, Language::vi, a.lacking_args), "số liệu thực hiện của chỉ tiêu “gross_output”");
}

TEST(Assess, a_growth_alone_is_no_level) {
  const Assessment a = only(with({observed(output, Measure::deviation_from_plan, 2021, percent(-17.53))}, wanted("t", TargetKind::level, 2021, 2021, money(5))));
  EXPECT_EQ(a.reason, Reason::no_level);
}

TEST(Assess, when_the_period_is_over) {
  AssessOptions options;
  options.as_of = {2023, 6, 30};
  Dataset data = with({observed(output, Measure::level, 2021, money(41200))}, wanted("t", TargetKind::level, 2022, 2022, money(46000)));
  EXPECT_EQ(only(data, options).lacking, "lacking.result_of_period");
  data.observations.push_back(observed(output, Measure::level, 2022, money(45999)));
  EXPECT_EQ(only(data, options).verdict, Verdict::missed);
  data.observations.back().figure = money(46000);
  EXPECT_EQ(only(data, options).verdict, Verdict::achieved);
  data.targets[0].figure = bounded(money(46000), Bounds::above(46000), Qualifier::above);
  EXPECT_EQ(only(data, options).verdict, Verdict::missed);  // "trên 46.000" is more than 46.000
}

TEST(Assess, a_bound_on_the_result_decides_where_it_can_and_else_says_so) {
  AssessOptions options;
  options.as_of = {2023, 6, 30};
  const auto verdict = [&](const Figure& result, const Figure& target) {
    return only(with({observed(output, Measure::level, 2021, money(41200)), observed(output, Measure::level, 2022, result)}, wanted("t", TargetKind::level, 2022, 2022, target)), options);
  };
  const auto above = [](double bn) { return bounded(money(bn), Bounds::above(bn), Qualifier::above); };
  EXPECT_EQ(verdict(above(46000), money(46000)).verdict, Verdict::achieved);
  EXPECT_EQ(verdict(above(46000), above(46000)).verdict, Verdict::achieved);
  EXPECT_EQ(verdict(bounded(money(46000), {0, 46000, true, true}, Qualifier::below_near), money(46000)).verdict, Verdict::missed);
  const Assessment open = verdict(above(45000), money(46000));
  EXPECT_EQ(open.verdict, Verdict::not_assessable);
  EXPECT_EQ(open.reason, Reason::not_stated);
  EXPECT_EQ(open.lacking, "lacking.exact_level");
}

TEST(Assess, a_level_told_as_a_bound_starts_the_forecast_as_one) {
  Dataset data = with({observed(output, Measure::level, 2020, money(37000)), observed(output, Measure::level, 2021, money(41200))}, wanted("t", TargetKind::level, 2022, 2022, money(46000)));
  const Assessment exact = only(data);
  data.observations[1].figure = bounded(money(41200), Bounds::above(41200), Qualifier::above);
  const Assessment above = only(data);
  EXPECT_GT(above.landing, exact.landing);
  EXPECT_GT(above.probability.value, exact.probability.value);
  EXPECT_DOUBLE_EQ(above.probability.value, above.forecast->probability_at_least(0, 46000));  // one law
  EXPECT_EQ(above.landing_intervals[0], above.forecast->interval(0, 80));
  EXPECT_EQ(above.last_actual, 41200);  // the number told
  EXPECT_TRUE(exact.calibrated);
  EXPECT_FALSE(above.calibrated);
  const ActualSeries levels = actual_levels(data, output);
  EXPECT_EQ(forecast(levels.series, 1, {.method = Method::pooled_growth}).median(0), above.landing);
  data.observations[1].figure = bounded(money(41200), {}, Qualifier::approx);
  data.observations[1].figure.resolution = 100;
  EXPECT_EQ(actual_levels(data, output).series.bounds.at(1), (Bounds{41150, 41250, false, true}));
}

TEST(Assess, as_of_a_date_does_not_see_later_figures) {
  Dataset data = with({observed(output, Measure::level, 2021, money(41200)), observed(output, Measure::level, 2022, money(47000), {2023, 1, 15})},
                      wanted("t", TargetKind::level, 2022, 2022, money(46000)));
  AssessOptions options;
  options.as_of = {2022, 6, 30};
  EXPECT_EQ(only(data, options).last_actual, 41200.0);
  options.as_of = {2023, 1, 15};
  EXPECT_EQ(only(data, options).verdict, Verdict::achieved);
}

TEST(Assess, less_is_better_when_the_target_says_so) {
  Dataset data = with({observed(output, Measure::level, 2021, money(100)), observed(output, Measure::level, 2020, money(110))}, wanted("t", TargetKind::level, 2023, 2023, money(80)));
  data.targets[0].direction = Direction::at_most;
  const Assessment a = only(data);
  EXPECT_EQ(a.gap.value, 20.0);
  EXPECT_LT(a.required_growth.value, 0.0);
  EXPECT_NEAR(a.pace.value, a.past_growth.value / a.required_growth.value, 1e-15);  // both fall: towards the target
  EXPECT_GT(a.pace.value, 0.0);
}

TEST(Assess, a_level_that_meets_the_target_before_its_period_is_no_result_yet) {
  for (const Direction direction : {Direction::at_least, Direction::at_most}) {
    Dataset data = with({observed(output, Measure::level, 2021, money(100))}, wanted("t", TargetKind::level, 2023, 2023, money(100)));
    data.targets[0].direction = direction;
    const Assessment early = only(data);
    EXPECT_TRUE(early.probability);
    EXPECT_NE(early.verdict, Verdict::achieved);
    EXPECT_EQ(only(data, {.as_of = {2024, 6, 30}}).lacking, "lacking.result_of_period");
    data.observations.push_back(observed(output, Measure::level, 2023, money(100)));
    EXPECT_EQ(only(data).verdict, Verdict::achieved);
  }
}

TEST(Assess, other_price_bases_do_not_compare) {
  Dataset data = with({observed(output, Measure::level, 2021, money(41200))}, wanted("t", TargetKind::level, 2022, 2022, money(46000)));
  data.targets[0].figure.basis = {PriceBasis::Kind::constant, 2010};
  EXPECT_EQ(only(data).reason, Reason::not_comparable);
}

TEST(Assess, a_statement_in_other_prices_is_left_out_and_told) {
  Dataset data = lao_cai();
  data.targets[1].figure.basis = {PriceBasis::Kind::constant, 2010};
  const Assessment a = assess(data).at(0);
  EXPECT_EQ(a.target, Bounds::above(46000));
  EXPECT_TRUE(has_errors(a.issues));
}

TEST(Assess, a_change_of_unit_changes_no_answer) {
  Dataset data = with({observed(output, Measure::level, 2021, money(41200))}, wanted("t", TargetKind::level, 2022, 2022, money(46000)));
  const Assessment bn = only(data);
  data.targets[0].figure = data.targets[0].figure.in(parse_unit("triệu đồng"));
  EXPECT_NEAR(only(data).probability.value, bn.probability.value, 1e-12);
  EXPECT_EQ(only(data).target_value, 46000.0);
}

TEST(Assess, counts_over_a_span) {
  Target target = wanted("n", TargetKind::cumulative_count, 2021, 2025, Figure::of(5, parse_unit("mô hình")));
  EXPECT_EQ(only(with({}, target)).reason, Reason::no_observation);
  Dataset data = with({observed(output, Measure::level, 2021, Figure::of(2, parse_unit("mô hình"))), observed(output, Measure::level, 2022, Figure::of(1, parse_unit("mô hình")))}, target);
  const Assessment a = only(data);
  EXPECT_EQ(a.last_actual, 3.0);
  EXPECT_NEAR(a.required_change.value, 2.0 / 3, 1e-15);
  EXPECT_NEAR(a.pace.value, 1.5, 1e-15);  // 3 of 5 after 2 of 5 years
  data.observations.push_back(observed(output, Measure::level, 2023, Figure::of(2, parse_unit("mô hình"))));
  EXPECT_EQ(only(data).verdict, Verdict::achieved);
}

TEST(Assess, average_growth_is_a_level_at_the_end_of_the_span) {
  Dataset data = with({observed(output, Measure::level, 2020, money(100)), observed(output, Measure::level, 2021, money(112))},
                      wanted("g", TargetKind::growth, 2021, 2025, percent(10)));
  const Assessment a = only(data);
  EXPECT_NEAR(a.target_value, 100 * std::pow(1.1, 5), 1e-10);
  EXPECT_TRUE(a.probability);
}

TEST(Assess, directions_and_relations_without_a_number) {
  Target relative = wanted("r", TargetKind::relative, 2020, 2025, Figure{});
  relative.relative_to = "economic_growth";
  const Assessment r = only(with({observed(output, Measure::level, 2021, money(41200))}, relative));
  EXPECT_EQ(r.reason, Reason::no_observation);
  EXPECT_EQ(r.lacking, "lacking.other_series");
  const Assessment d = only(with({}, wanted("d", TargetKind::direction_only, 2020, 2025, Figure{})));
  EXPECT_EQ(d.lacking, "lacking.two_shares");
  const Assessment up = only(with({observed(output, Measure::share, 2020, percent(60)), observed(output, Measure::share, 2021, percent(62))},
                                  wanted("d", TargetKind::direction_only, 2020, 2025, Figure{})));
  EXPECT_EQ(up.verdict, Verdict::likely);  // higher than at the start, with four years to go
}

TEST(Assess, a_count_that_goes_on_has_a_probability) {
  const Figure models = Figure::of(2, parse_unit("mô hình"));
  Dataset data = with({observed(output, Measure::level, 2021, models), observed(output, Measure::level, 2022, models)},
                      wanted("n", TargetKind::cumulative_count, 2021, 2023, Figure::of(5, parse_unit("mô hình"))));
  const Assessment a = only(data);
  // One more of a negative binomial count with 4.5 successes at 2/3: 1 - (2/3)^4.5.
  EXPECT_NEAR(a.probability.value, 1.0 - std::pow(2.0 / 3.0, 4.5), 1e-14);
  EXPECT_EQ(a.verdict, Verdict::likely);
  EXPECT_EQ(a.landing, 6.0);  // 4 and two more: P(<= 1) = 0.40, P(<= 2) = 0.62
  data.targets[0].direction = Direction::at_most;
  EXPECT_NEAR(only(data).probability.value, std::pow(2.0 / 3.0, 4.5) * (1.0 + 4.5 / 3.0), 1e-14);
}

TEST(Assess, money_is_no_count) {
  const Dataset data = with({observed(output, Measure::level, 2021, money(2))}, wanted("n", TargetKind::cumulative_count, 2021, 2025, money(5)));
  EXPECT_FALSE(only(data).probability);
  EXPECT_EQ(only(data).lacking, "lacking.more_counts");
}

/// Yearly growth of two series in 2021 and as far as the numbers go, in per cent; the target: higher up to 2023.
Dataset compared(const std::vector<double>& own, const std::vector<double>& other) {
  Target target = wanted("r", TargetKind::relative, 2021, 2023, Figure{});
  target.relative_to = "economic_growth";
  Dataset data = with({}, target);
  const IndicatorKey economy{"economic_growth", "lao-cai", "", "", ""};
  for (std::size_t i = 0; i < own.size(); ++i) data.observations.push_back(observed(output, Measure::growth_on_previous, 2021 + static_cast<int>(i), percent(own[i])));
  for (std::size_t i = 0; i < other.size(); ++i) data.observations.push_back(observed(economy, Measure::growth_on_previous, 2021 + static_cast<int>(i), percent(other[i])));
  return data;
}

TEST(Assess, growth_against_another_series_is_decided_when_both_are_known) {
  EXPECT_EQ(only(compared({12, 9, 11}, {8, 10, 9})).verdict, Verdict::achieved);
  EXPECT_EQ(only(compared({8, 10, 9}, {12, 9, 11})).verdict, Verdict::missed);
  EXPECT_EQ(only(compared({8, 10, 9}, {8, 10, 9})).verdict, Verdict::missed);  // "cao hơn" is more than equal
  EXPECT_NEAR(only(compared({12, 9, 11}, {8, 10, 9})).gap.value, std::cbrt(1.12 * 1.09 * 1.11) - std::cbrt(1.08 * 1.10 * 1.09), 1e-15);
}

TEST(Assess, growth_against_another_series_is_likely_while_it_leads_by_far) {
  EXPECT_EQ(only(compared({30, 30}, {1, 1})).verdict, Verdict::likely);
  EXPECT_EQ(only(compared({1, 1}, {30, 30})).verdict, Verdict::unlikely);
  EXPECT_NEAR(only(compared({9}, {9})).probability.value, 0.5, 1e-12);  // nothing speaks for either
}

TEST(Assess, growth_against_another_series_says_what_is_lacking) {
  EXPECT_EQ(only(compared({12, 9, 11}, {})).lacking, "lacking.other_series");
  EXPECT_EQ(only(compared({}, {8, 10, 9})).lacking, "lacking.whole_span");
  AssessOptions later;
  later.as_of = {2024, 6, 30};
  EXPECT_EQ(only(compared({12, 9}, {8, 10}), later).lacking, "lacking.whole_span");
}

/// Three years of quarters with a strong season, growing by 10 % a year, and the first quarter of 2024.
Series quarters() {
  return {.values = {100, 200, 50, 400, 110, 220, 55, 440, 121, 242, 60.5, 484, 133.1}, .first = Period::of_quarter(2021, 1), .unit = parse_unit("tỷ đồng"), .basis = unstated};
}
Target for_period(const Period& period, double bn) {
  Target t = wanted("q", TargetKind::level, 2024, 2024, money(bn));
  t.span = {period, period};
  return t;
}

TEST(Assess, a_quarter_is_held_against_the_same_quarter_of_other_years) {
  const Assessment a = assess(quarters().view(), for_period(Period::of_quarter(2024, 3), 69.575));
  EXPECT_NEAR(a.past_growth.value, 0.10, 1e-14);
  EXPECT_NEAR(a.required_growth.value, 69.575 / 60.5 - 1, 1e-14);
  EXPECT_NEAR(a.pace.value, 0.10 / 0.15, 1e-13);
  EXPECT_NEAR(a.repeat_level.value, 66.55, 1e-12);
  EXPECT_EQ(a.required_path, std::vector<double>{69.575});
  EXPECT_EQ(a.forecast->periods, std::vector<Period>{Period::of_quarter(2024, 3)});
  EXPECT_NEAR(a.landing, 66, 2);                 // near 10 % more than in 2023, far from the 133.1 of the first quarter
  EXPECT_NE(a.verdict, Verdict::achieved);       // 133.1 in spring says nothing about autumn
}

TEST(Assess, months_so_far_are_no_level_of_the_whole_year) {
  const Series sums{.values = {60, 70, 80, 90, 100}, .first = Period::of_year_to_date(2024, 6), .unit = parse_unit("tỷ đồng"), .basis = unstated};
  Target year = for_period(Period::of_year_to_date(2024, 12), 120);
  const Assessment a = assess(sums.view(), year);
  EXPECT_EQ(a.lacking, "lacking.same_part");
  EXPECT_EQ(a.required_change.value, 10.0);  // 20 in two months
  EXPECT_FALSE(a.forecast);
  year.direction = Direction::at_most;
  EXPECT_EQ(assess(sums.view(), year).verdict, Verdict::not_assessable);  // two months may still break the limit
  year.figure = money(95);
  EXPECT_EQ(assess(sums.view(), year).verdict, Verdict::missed);
  year.direction = Direction::at_least;
  EXPECT_EQ(assess(sums.view(), year).verdict, Verdict::achieved);
}

TEST(Assess, yearly_growth_of_quarters_is_not_compounded_per_quarter) {
  Target target = for_period(Period::of_quarter(2024, 4), 0);
  target.kind = TargetKind::growth;
  target.span = {Period::of_quarter(2024, 1), Period::of_quarter(2024, 4)};
  target.figure = percent(12);
  EXPECT_NEAR(assess(quarters().view(), target).target_value, 484 * 1.12, 1e-10);
}

TEST(Assess, no_pace_where_nothing_more_is_needed) {
  const Series falling{.values = {110, 105}, .first = Period::of_year(2020), .unit = parse_unit("tỷ đồng"), .basis = unstated};
  EXPECT_EQ(assess(falling.view(), wanted("t", TargetKind::level, 2023, 2023, money(100))).pace.reason, Reason::zero_base);
}

TEST(Assess, one_series_against_one_target) {
  const Series series{.values = {37050, 41200}, .first = Period::of_year(2020), .unit = parse_unit("tỷ đồng"), .basis = unstated};
  const Assessment a = assess(series.view(), wanted("t", TargetKind::level, 2022, 2022, money(46000)));
  EXPECT_NEAR(a.required_growth.value, 0.1165, 5e-5);
  EXPECT_NEAR(a.past_growth.value, 41200.0 / 37050 - 1, 1e-15);
  EXPECT_THROW((void)assess(series.view(), wanted("t", TargetKind::level, 2022, 2022, percent(3))), UnitError);
  EXPECT_THROW((void)assess(series.view(), wanted("t", TargetKind::relative, 2022, 2022, money(3))), ValueError);
}

TEST(Assess, refuses_levels_below_one) {
  AssessOptions options;
  options.levels = {0.8};
  EXPECT_THROW((void)assess(lao_cai(), options), ValueError);
}

TEST(ProbabilityText, rounds_to_ten_points_and_is_never_certain) {
  Assessment a;
  EXPECT_EQ(probability_text(a, Language::vi), "–");
  for (const auto& [p, vi] : {std::pair{0.38, "khoảng 40%"}, std::pair{0.01, "dưới 10%"}, std::pair{0.99, "trên 90%"}, std::pair{0.06, "khoảng 10%"}}) {
    a.probability = p;
    EXPECT_EQ(probability_text(a, Language::vi), vi);
  }
}

TEST(ProbabilityText, tells_whole_per_cent_where_calibrated) {
  Assessment a;
  a.calibrated = true;
  for (const auto& [p, vi] : {std::pair{0.384, "khoảng 38%"}, std::pair{0.004, "dưới 1%"}, std::pair{0.996, "trên 99%"}, std::pair{0.008, "khoảng 1%"}}) {
    a.probability = p;
    EXPECT_EQ(probability_text(a, Language::vi), vi);
  }
}

TEST(ToJson, writes_missing_numbers_as_null_with_a_reason) {
  const auto json = nlohmann::json::parse(to_json(only(with({}, wanted("t", TargetKind::level, 2022, 2022, money(5))))));
  EXPECT_EQ(json["verdict"], "not_assessable");
  EXPECT_TRUE(json["last_actual"].is_null());
  EXPECT_TRUE(json["gap"]["value"].is_null());
  EXPECT_EQ(json["gap"]["reason"], "no_observation");
  EXPECT_TRUE(json["target_bounds"]["hi"].is_null());
}

TEST(ToJson, keeps_every_digit) {
  const Assessment a = assess(lao_cai()).at(0);
  const auto json = nlohmann::json::parse(to_json(std::vector{a}));
  EXPECT_EQ(json.at(0)["landing"].get<double>(), a.landing);
  EXPECT_EQ(json.at(0)["probability"]["value"].get<double>(), a.probability.value);
  EXPECT_EQ(json.at(0)["statements"].size(), 2u);
}

}  // namespace assess_test
