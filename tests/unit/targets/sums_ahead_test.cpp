// SPDX-License-Identifier: Apache-2.0
// Sums that begin after the last figure, growth against another series in coming years, and a year's target with its first months known.
#include <industria/targets/assess_panel.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/student.hpp>
#include <industria/detail/targets_flow_sum.hpp>
#include <industria/model/panel.hpp>
#include <industria/targets/plan_year.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

using namespace industria;

namespace sums_ahead_test {

const PriceBasis unstated{PriceBasis::Kind::unstated, 0};
Figure money(double bn) { return Figure::of(bn, parse_unit("tỷ đồng"), unstated); }
Target target(TargetKind kind, const Period& first, const Period& last, const Figure& f, Direction direction = Direction::at_least) {
  Target t;
  t.id = "t";
  t.key.indicator = "output";
  t.kind = kind;
  t.direction = direction;
  t.span = {first, last};
  t.figure = f;
  return t;
}
Target sum_of(int first, int last, double bn, Direction direction = Direction::at_least) {
  return target(TargetKind::cumulative_flow, Period::of_year(first), Period::of_year(last), money(bn), direction);
}
Series series(std::vector<double> values, int first = 2018) {
  return {.values = std::move(values), .first = Period::of_year(first), .unit = parse_unit("tỷ đồng"), .basis = unstated, .id = "output"};
}
bool tells(const std::vector<Issue>& issues, const std::string& code) {
  return std::any_of(issues.begin(), issues.end(), [&](const Issue& i) { return i.code == code; });
}
double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

TEST(SumsAhead, a_sum_that_begins_after_the_last_figure_has_a_probability) {
  const Series s = series({80, 90, 95, 104});
  const Assessment a = assess(s, sum_of(2023, 2025, 340));
  ASSERT_TRUE(a.probability);
  EXPECT_FALSE(a.last_period);  // nothing of the span is there, and that is no zero
  EXPECT_EQ(a.gap.reason, Reason::no_observation);
  EXPECT_NEAR(a.required_change.value, 340.0 / 3, 1e-12);
  EXPECT_GT(a.landing, 3 * 104);
  // Substituted back, the growth that is needed gives the sum (2022 lies between).
  double sum = 0.0;
  for (int year = 2; year <= 4; ++year) sum += 104 * std::pow(1.0 + a.required_growth.value, year);
  EXPECT_NEAR(sum, 340, 1e-12 * 340);
  EXPECT_NEAR(a.required_path.back(), 340, 1e-12 * 340);
}

TEST(SumsAhead, one_coming_year_is_the_forecast_of_that_year) {
  const Series s = series({80, 90, 95, 104});
  const Target level = target(TargetKind::level, Period::of_year(2024), Period::of_year(2024), money(118));
  const Assessment sum = assess(s, sum_of(2024, 2024, 118));
  EXPECT_NEAR(sum.probability.value, assess(s, level).forecast->probability_at_least(2, 118), 1e-9);
  EXPECT_NEAR(sum.landing, assess(s, level).landing, 1e-10);
  EXPECT_TRUE(tells(sum.issues, "targets.no_start"));  // more than one year may have been meant
}

TEST(SumsAhead, a_sum_of_normal_errors_is_normal) {
  // The last value goes on with independent steps of one variance v: steps 2 to 4 add up to (6 + 8 + 9) v, the minima of 2 to 4 by 2 to 4.
  AssessOptions options;
  options.forecast.method = Method::last_value;
  std::vector<double> y;
  for (int i = 0; i < 40; ++i) y.push_back(100 + (i % 2 == 0 ? 3.0 : -3.0));
  const Assessment a = assess(series(y, 1980), sum_of(2021, 2023, 310), options);
  const double dof = a.forecast->law.dof;
  const double one = (a.forecast->quantile(0, 0.9) - 97.0) / detail::student_quantile(0.9, dof);
  EXPECT_NEAR(a.landing, 3 * 97.0, 1e-9);
  EXPECT_NEAR(a.probability.value, detail::student_cdf((3 * 97.0 - 310) / (one * std::sqrt(23.0)), dof), 1e-12);
}

TEST(SumsAhead, kept_draws_give_the_paths_of_the_forecast) {
  const Forecast f = forecast(series({80, 90, 95, 104}), 4, AssessOptions{}.forecast);
  detail::PathDraws draws;
  for (const double shift : {0.0, 0.1}) {  // again with another law
    Forecast other = f;
    for (double& x : other.location) x += shift;
    const std::vector<double> paths = other.paths(200, 7);
    const std::vector<double> sums = draws.sums(other, 1, 3, 200, 7);
    for (std::size_t i = 0; i < sums.size(); ++i) ASSERT_EQ(sums[i], paths[4 * i + 1] + paths[4 * i + 2] + paths[4 * i + 3]);
  }
}

TEST(SumsAhead, what_is_missing_inside_the_span_is_named) {
  const Assessment start = assess(series({80, 90, missing, 104}), sum_of(2020, 2024, 500));
  EXPECT_EQ(start.reason, Reason::missing);
  EXPECT_EQ(start.lacking, "lacking.figure_of");
  EXPECT_EQ(start.lacking_args[1].second, to_text(Period::of_year(2020), Language::en));
  const Assessment inside = assess(series({80, 90, missing, 104}), sum_of(2018, 2024, 700));
  EXPECT_EQ(inside.reason, Reason::missing);
  EXPECT_EQ(inside.last_actual, 170.0);
  EXPECT_EQ(assess(series({80, 90, missing, 104}), sum_of(2018, 2024, 160)).verdict, Verdict::achieved);
  EXPECT_EQ(assess(series({missing, missing}), sum_of(2021, 2024, 160)).reason, Reason::no_observation);
}

TEST(SumsAhead, a_count_to_come_goes_by_the_years_before) {
  Series s = series({2, 1, 3});
  s.unit = parse_unit("mô hình");
  s.basis = {};
  const Assessment a = assess(s, target(TargetKind::cumulative_count, Period::of_year(2022), Period::of_year(2023), Figure::of(1, parse_unit("mô hình"))));
  // Nothing more in two years, after six in three: negative binomial with 6.5 successes at 3/5.
  EXPECT_NEAR(a.probability.value, 1.0 - std::pow(3.0 / 5.0, 6.5), 1e-14);
}

/// Two series of a panel and the target "faster than".
struct Race {
  Panel panel;
  Target t;
  Race(std::vector<double> own, std::vector<double> other, int first, int last, double points = missing) {
    panel.add(series(std::move(own)));
    Series s = series(std::move(other));
    s.id = "grdp";
    panel.add(s);
    t = target(TargetKind::relative, Period::of_year(first), Period::of_year(last), is_missing(points) ? Figure{} : Figure::of(points, parse_unit("điểm %")));
    t.relative_to = "grdp";
  }
  [[nodiscard]] Assessment answer(const AssessOptions& options = {}) const {
    const std::int64_t row = 0;
    return assess(panel.view(), {.rows = {&row, 1}, .targets = {&t, 1}}, options)[0];
  }
};

/// Growth in logs with independent normal steps about the last value: laws that have a closed form.
AssessOptions lognormal(double shock) {
  AssessOptions options;
  options.forecast.method = Method::cagr;
  options.forecast.prior.common_shock = shock;
  return options;
}
std::vector<double> long_series(double growth, double swing, int n = 200) {
  std::vector<double> y{100};
  for (int i = 1; i < n; ++i) y.push_back(y.back() * std::exp(growth + (i % 2 == 0 ? swing : -swing)));
  return y;
}

TEST(RelativeAhead, growth_from_known_bases_is_a_ratio_of_two_laws) {
  // 200 values: the laws are Student with about 198 degrees, which two hundred quadrature points compare with the normal closed form.
  const auto own = long_series(0.05, 0.04);
  const auto other = long_series(0.04, 0.02);
  const int last = 2018 + 199;
  for (const double shock : {0.0, 0.01}) {
    const AssessOptions options = lognormal(shock);
    const Race race(own, other, last + 1, last + 3);
    const Assessment a = race.answer(options);
    const Forecast mine = forecast(series(own), 3, options.forecast);
    const Forecast theirs = forecast(series(other), 3, options.forecast);
    ASSERT_EQ(mine.transform, Transform::log);
    const double m = std::log(mine.median(2) / own.back()) - std::log(theirs.median(2) / other.back());
    const auto spread = [](const Forecast& f) { return 0.5 * std::log(f.quantile(2, normal_cdf(1.0)) / f.quantile(2, normal_cdf(-1.0))); };
    const double s1 = spread(mine);
    const double s2 = spread(theirs);
    const double together = std::min(0.97, shock * std::sqrt(3.0) / s1) * std::min(0.97, shock * std::sqrt(3.0) / s2);
    EXPECT_NEAR(a.probability.value, normal_cdf(m / std::sqrt(s1 * s1 + s2 * s2 - 2 * together * s1 * s2)), 2e-3);  // Student 198 beside normal: 1.3e-3 at most
    EXPECT_NEAR(a.landing, mine.median(2), 1e-9 * mine.median(2));
  }
}

TEST(RelativeAhead, a_shared_shock_makes_a_lead_surer) {
  const Race race(long_series(0.05, 0.04), long_series(0.04, 0.03), 2218, 2220);
  EXPECT_GT(race.answer(lognormal(0.02)).probability.value, race.answer(lognormal(0.0)).probability.value);
}

TEST(RelativeAhead, equal_series_are_a_toss_up_and_points_count) {
  const std::vector<double> y{80, 90, 95, 104};
  EXPECT_NEAR(Race(y, y, 2022, 2025).answer().probability.value, 0.5, 1e-9);
  EXPECT_NEAR(Race(y, y, 2024, 2027).answer().probability.value, 0.5, 0.025);  // both bases ahead: 4,000 paths, three standard errors
  double before = 1.0;
  for (const double points : {-30.0, -5.0, -1.0, 0.0, 1.0, 5.0, 30.0}) {
    const Value p = Race(y, {100, 105, 111, 116}, 2022, 2025, points).answer().probability;
    ASSERT_TRUE(p && p.value <= before) << points;
    before = p.value;
  }
  EXPECT_LT(before, 0.01);
}

TEST(RelativeAhead, the_growth_that_is_needed_gives_the_lead_on_the_other_median) {
  const Race race({80, 90, 95, 104}, {100, 105, 111, 116}, 2020, 2025, 2.0);
  const Assessment a = race.answer();
  const double median = forecast(race.panel.series(1), 4, AssessOptions{}.forecast).median(3);
  const double own = std::pow(104 * std::pow(1.0 + a.required_growth.value, 4) / 90, 1.0 / 6) - 1.0;
  EXPECT_NEAR(own - (std::pow(median / 105, 1.0 / 6) - 1.0), 0.02, 1e-12);
  EXPECT_NEAR(a.gap.value, std::sqrt(104.0 / 90) - std::sqrt(116.0 / 105), 1e-14);  // 2020 and 2021 so far
}

TEST(RelativeAhead, a_side_without_figures_is_named) {
  const Assessment a = Race({80, 90}, {missing, missing}, 2022, 2025).answer();
  EXPECT_EQ(a.reason, Reason::no_observation);
  EXPECT_EQ(a.lacking, "lacking.other_series");
  const Assessment zero = Race({80, 90}, {5, 0}, 2020, 2025).answer();
  EXPECT_EQ(zero.reason, Reason::zero_base);
  EXPECT_TRUE(tells(zero.issues, "targets.bad_base"));
}

/// Months of a flow with a season, growing by 8 % a year, up to a month of 2024.
Series months(int up_to, int first = 2019) {
  Series s = series({});
  s.first = Period::of_month(first, 1);
  for (int year = first; year <= 2024; ++year) {
    for (int m = 1; m <= (year < 2024 ? 12 : up_to); ++m) s.values.push_back(std::pow(1.08, year - first) * (10 + (m * 7) % 5 + (year * 3 + m) % 4));
  }
  return s;
}
double cumulative(const Series& s, int year) {
  double sum = 0.0;
  for (std::size_t i = 0; i < s.values.size(); ++i) sum += s.first.plus(static_cast<int>(i)).year == year ? s.values[i] : 0.0;
  return sum;
}

TEST(RunningYear, the_months_so_far_speak_as_in_plan_year) {
  const Series s = months(9);
  const double plan = 1.08 * cumulative(s, 2023);
  const FullYearEstimate e = full_year_estimate(s, plan);
  const Assessment by_months = assess(s, target(TargetKind::cumulative_flow, Period::of_month(2024, 1), Period::of_month(2024, 12), money(plan)));
  const Assessment by_year = assess(s, target(TargetKind::cumulative_flow, Period::of_year(2024), Period::of_year(2024), money(plan)));
  for (const Assessment* a : {&by_months, &by_year}) {
    EXPECT_EQ(a->probability.value, e.probabilities[0].first_plan.value);
    EXPECT_EQ(a->landing, e.result);
    EXPECT_EQ(a->landing_intervals, e.result_intervals);
    EXPECT_NEAR(a->required_growth.value, e.required_growth.value, 1e-12);
    EXPECT_EQ(a->forecast->method_used, "plan_year");
    EXPECT_NEAR(a->forecast->probability_at_least(0, plan), a->probability.value, 1e-12);
    EXPECT_NEAR(a->last_actual, e.cumulative, 1e-9);
    ASSERT_EQ(a->required_path.size(), 3u);
    EXPECT_NEAR(a->required_path[2], plan, 1e-9);
  }
  // A panel gives the same.
  Panel panel;
  panel.add(s);
  const std::int64_t row = 0;
  const Target t = target(TargetKind::cumulative_flow, Period::of_year(2024), Period::of_year(2024), money(plan));
  EXPECT_EQ(assess(panel.view(), {.rows = {&row, 1}, .targets = {&t, 1}})[0].probability.value, by_year.probability.value);
}

/// The same figures as observations of a dataset whose indicator is a flow.
Dataset dataset_of(const Series& s, const Target& t) {
  Dataset data;
  Indicator indicator;
  indicator.id = "output";
  indicator.accounting = Accounting::flow;
  data.indicators = {indicator};
  for (std::size_t i = 0; i < s.values.size(); ++i) {
    Observation o;
    o.key.indicator = "output";
    const Period p = s.first.plus(static_cast<int>(i));
    o.span = {p, p};
    o.figure = money(s.values[i]);
    data.observations.push_back(o);
  }
  data.targets = {t};
  return data;
}

TEST(RunningYear, a_dataset_holds_a_years_level_against_its_months) {
  const Series s = months(6);
  const double plan = 1.05 * cumulative(s, 2023);
  const Target level = target(TargetKind::level, Period::of_year(2024), Period::of_year(2024), money(plan));
  Dataset data = dataset_of(s, level);
  const Assessment a = assess(data).at(0);
  EXPECT_NEAR(a.probability.value, full_year_estimate(s, plan).probabilities[0].first_plan.value, 1e-12);
  EXPECT_EQ(*a.last_period, Period::of_year_to_date(2024, 6));
  data.indicators[0].accounting = Accounting::stock;  // stocks are not added up
  EXPECT_FALSE(assess(data).at(0).probability);
  const Assessment done = assess(dataset_of(months(12), level)).at(0);
  EXPECT_EQ(done.verdict, done.gap.value >= 0 ? Verdict::achieved : Verdict::missed);
  EXPECT_EQ(*done.last_period, Period::of_year(2024));
}

TEST(RunningYear, quarters_enter_as_the_months_they_end_with) {
  const Series s = months(9);
  Series q = s;
  q.first = Period::of_quarter(2019, 1);
  q.values.clear();
  for (std::size_t i = 0; i + 2 < s.values.size(); i += 3) q.values.push_back(s.values[i] + s.values[i + 1] + s.values[i + 2]);
  const Target t = target(TargetKind::cumulative_flow, Period::of_year(2024), Period::of_year(2024), money(900));
  std::vector<PlanYear> years = plan_years(s);
  for (PlanYear& year : years) {
    for (std::size_t m = 0; m < 12; ++m) {
      if (m % 3 != 2) year.cumulative[m] = missing;
    }
  }
  PlanYear current = years.back();
  years.pop_back();
  current.first_plan = 900;
  EXPECT_NEAR(assess(q, t).probability.value, full_year_estimate(current, fit_plan_year(years)).probabilities[0].first_plan.value, 1e-9);
}

TEST(RunningYear, other_kinds_of_targets_still_need_periods_of_the_series) {
  EXPECT_THROW((void)assess(months(9), target(TargetKind::level, Period::of_year(2024), Period::of_year(2024), money(900))), ValueError);
}

}  // namespace sums_ahead_test
