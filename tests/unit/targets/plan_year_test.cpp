// SPDX-License-Identifier: Apache-2.0
// The year's plan and the check of probabilities: edges, and laws that hold for any history.
#include <industria/base/error.hpp>
#include <industria/projection/project.hpp>
#include <industria/targets/evaluate_attainment.hpp>
#include <industria/targets/plan_year.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace industria;

namespace {

/// Years whose shares grow evenly, with a spread of their own; plans hit by chance.
std::vector<PlanYear> random_history(unsigned seed, int series, int years) {
  std::mt19937 random(seed);
  const auto shock = [&] { return static_cast<double>(random()) * 0x1p-32 - 0.5; };
  std::vector<PlanYear> out;
  for (int s = 0; s < series; ++s)
    for (int y = 0; y < years; ++y) {
      PlanYear p{.id = "s" + std::to_string(s), .year = 2010 + y};
      const double result = 1000.0 * (s + 1) * std::exp(0.2 * shock());
      for (int m = 1; m <= 12; ++m) p.cumulative[static_cast<std::size_t>(m - 1)] = result * std::pow(m / 12.0, std::exp(0.3 * shock()));
      p.cumulative[11] = result;
      p.plan[0] = result * std::exp(0.3 * shock());
      p.plan[8] = p.plan[0] * std::exp(0.1 * shock());
      out.push_back(std::move(p));
    }
  return out;
}

PlanYear year_so_far(double cumulative, double plan, int month, const std::string& id = "s0", int year = 2020) {
  PlanYear p{.id = id, .year = year};
  p.cumulative[static_cast<std::size_t>(month - 1)] = cumulative;
  p.plan[0] = plan;
  return p;
}

double last_plan(const FullYearEstimate& e) { return e.probabilities.at(0).last_plan.value; }
double first_plan(const FullYearEstimate& e) { return e.probabilities.at(0).first_plan.value; }

/// Of differences of logarithms, where the month's figure does not matter at all.
constexpr double rounding = 1e-13;

TEST(PlanYearLaw, more_done_and_a_lower_plan_never_lower_the_probability) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const PlanYearModel model = fit_plan_year(random_history(seed, 4, 1 + static_cast<int>(seed) % 9));
    for (int month = 1; month <= 11; ++month) {
      double last = 0.0, first = 0.0, median = 0.0, last_down = 1.0, first_down = 1.0;
      for (double x = 1.0; x < 1e4; x *= 1.3) {
        const FullYearEstimate more = full_year_estimate(year_so_far(x, 1000, month), model);
        EXPECT_GE(last_plan(more), last - rounding);
        EXPECT_GE(first_plan(more), first - rounding);
        EXPECT_GE(more.result, median * (1 - rounding));
        const FullYearEstimate higher = full_year_estimate(year_so_far(400, x, month), model);
        EXPECT_LE(last_plan(higher), last_down + rounding);
        EXPECT_LE(first_plan(higher), first_down + rounding);
        last = last_plan(more), first = first_plan(more), median = more.result;
        last_down = last_plan(higher), first_down = first_plan(higher);
      }
    }
  }
}

/// With figures of the months before and last year's attainment, whatever the panel has taught about them.
TEST(PlanYearLaw, more_done_in_the_last_month_never_lowers_the_probability) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    std::vector<PlanYear> history = random_history(seed, 4, 6);
    for (PlanYear& y : history) y.cumulative[7] = 0.9 * y.cumulative[8] * std::pow(y.cumulative[11] / y.cumulative[8], seed % 2 == 0 ? 1.0 : -1.0);  // hurry pays, or costs
    const PlanYearModel model = fit_plan_year(history, uninformed_plan_year_prior());
    double last = 0.0, first = 0.0;
    for (double x = 500.0; x < 5e3; x *= 1.1) {
      PlanYear now = year_so_far(x, 1000, 9, "s1", 2016);
      now.cumulative[7] = 500.0;
      const FullYearEstimate e = full_year_estimate(now, model);
      EXPECT_GE(last_plan(e), last - rounding);
      EXPECT_GE(first_plan(e), first - rounding);
      last = last_plan(e), first = first_plan(e);
    }
  }
}

TEST(PlanYearLaw, a_plan_raised_by_now_never_lowers_the_result) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const PlanYearModel model = fit_plan_year(random_history(seed, 4, 6), uninformed_plan_year_prior());
    double before = 0.0, p = 0.0;
    for (double raised = 500.0; raised < 2500.0; raised *= 1.1) {
      PlanYear now = year_so_far(600, 1000, 9, "s1", 2016);
      now.plan[8] = raised;
      const FullYearEstimate e = full_year_estimate(now, model);
      EXPECT_GE(e.result, before * (1 - rounding));
      EXPECT_GE(first_plan(e), p - rounding);
      before = e.result, p = first_plan(e);
    }
  }
}

/// Panels made so that a term is all there is: it is found.
TEST(PlanYearLaw, learns_effort_pace_and_revisions_where_they_are) {
  std::mt19937 random(11);
  const auto shock = [&] { return static_cast<double>(random()) * 0x1p-32 - 0.5; };
  for (const int term : {0, 1, 2}) {
    std::vector<PlanYear> history;
    for (int s = 0; s < 12; ++s) {
      double x = 0.0;
      for (int y = 0; y < 12; ++y) {
        PlanYear p{.id = "s" + std::to_string(s), .year = 2000 + y, .first_plan = 1000};
        const double before = x;  // last year's attainment
        x = term == 0 ? 0.5 * before + 0.4 * shock() : 0.4 * shock();
        const double pace = 0.2 + 0.2 * shock();
        const double raised = 0.4 * (shock() + 0.5);
        const double more = term == 0 ? 0.5 * before : term == 1 ? 0.5 * pace : 0.5 * raised;
        p.cumulative[11] = 1000 * std::exp(x);
        p.cumulative[8] = p.cumulative[11] * std::exp(-0.3 - more + 0.01 * shock());
        p.cumulative[7] = p.cumulative[8] * std::exp(-pace);
        p.plan[8] = 1000 * std::exp(raised);
        history.push_back(std::move(p));
      }
    }
    const PlanYearModel::Law law = fit_plan_year(history, uninformed_plan_year_prior()).result[8];
    for (std::size_t c = 0; c < 3; ++c)  // the prior's spread of 0.1 beside noise of 0.01: a tenth of the slope is lost at most
      EXPECT_NEAR(law.mean[2 + c], c == static_cast<std::size_t>(term) ? 0.5 : 0.0, 0.05) << term << ' ' << c;
  }
}

/// 22 January 2023, 10 February 2024: days 22 and 41 of the year. Work missed before Tet in January comes back in the months after.
TEST(PlanYearLaw, tet_moves_the_share_of_january_by_its_day) {
  PlanYearPrior prior = plan_year_prior();
  const auto growth_in = [&](int year) {
    const FullYearEstimate e = full_year_estimate(year_so_far(80, 1000, 1, "s0", year), fit_plan_year({}, prior));
    return std::log(e.result / 80);
  };
  EXPECT_NEAR(growth_in(2024) - growth_in(2023), prior.result[0].tet * 1.9, 1e-12);  // nineteen days, per ten
  EXPECT_LT(growth_in(2024), growth_in(2023));  // with Tet in February January makes more of the year
  prior.result[0].tet = 0.0;
  EXPECT_NEAR(growth_in(2024), growth_in(2023), 1e-12);
}

TEST(PlanYearLaw, the_unit_does_not_matter) {
  std::vector<PlanYear> history = random_history(3, 3, 6);
  const FullYearEstimate e = full_year_estimate(year_so_far(400, 1000, 6), fit_plan_year(history));
  for (PlanYear& y : history) {
    for (double& x : y.cumulative) x *= 1e6;
    for (double& x : y.plan) x *= 1e6;
  }
  const FullYearEstimate scaled = full_year_estimate(year_so_far(4e8, 1e9, 6), fit_plan_year(history));
  EXPECT_NEAR(last_plan(scaled), last_plan(e), 1e-12);  // logarithms of other numbers
  EXPECT_NEAR(scaled.result, 1e6 * e.result, 1e-12 * scaled.result);
}

TEST(PlanYearLaw, the_order_of_the_years_does_not_matter) {
  std::vector<PlanYear> history = random_history(5, 5, 7);
  const FullYearEstimate e = full_year_estimate(year_so_far(400, 1000, 6), fit_plan_year(history));
  std::mt19937 random(1);
  std::shuffle(history.begin(), history.end(), random);
  EXPECT_EQ(full_year_estimate(year_so_far(400, 1000, 6), fit_plan_year(history)).result, e.result);
}

TEST(PlanYearLaw, thresholds_quantiles_and_probabilities_agree) {
  const PlanYearModel model = fit_plan_year(random_history(7, 4, 5));
  const FullYearEstimate e = full_year_estimate(year_so_far(400, 1000, 6), model, {.thresholds = {90, 100, 110}});
  EXPECT_GE(e.probabilities[0].last_plan.value, e.probabilities[1].last_plan.value);
  EXPECT_GE(e.probabilities[1].last_plan.value, e.probabilities[2].last_plan.value);
  for (double p : {0.05, 0.5, 0.9}) EXPECT_NEAR(e.result_law.probability_at_least(e.result_law.quantile(p)), 1 - p, 1e-12);  // bisection to the last bit
  EXPECT_LE(e.result_intervals[1].lo, e.result_intervals[0].lo);
  EXPECT_GE(e.result_intervals[1].hi, e.result_intervals[0].hi);
  EXPECT_GE(e.result_intervals[1].lo, 400);  // what is reached stays reached
}

TEST(PlanYearLaw, the_spread_narrows_as_the_year_goes_and_with_own_years) {
  const PlanYearModel none = fit_plan_year({});
  double before = 1e9;
  for (int month : {1, 2, 4, 6, 8, 10, 11}) {
    const double width = full_year_estimate(year_so_far(400, 1000, month), none).result_law.parts[0].scale;
    EXPECT_LT(width, before);
    before = width;
  }
  const PlanYearModel three = fit_plan_year(random_history(2, 1, 3));
  const FullYearEstimate own = full_year_estimate(year_so_far(400, 1000, 6, "s0", 2013), three);
  const FullYearEstimate other = full_year_estimate(year_so_far(400, 1000, 6, "other", 2013), three);
  EXPECT_LT(own.result_law.parts[0].scale, other.result_law.parts[0].scale);
  EXPECT_LT(own.pool_share, 1.0);
  EXPECT_EQ(other.pool_share, 1.0);
  EXPECT_EQ(own.past_years, 3);
}

TEST(PlanYear, works_without_any_history) {
  const FullYearEstimate e = full_year_estimate(year_so_far(480.8, 1000, 6), fit_plan_year({}));
  EXPECT_EQ(e.reason, Reason::none);
  EXPECT_EQ(e.quality, Quality::assumed);
  EXPECT_EQ(e.pool, "vn_industrial_products_2000_2024");
  // 48.08 % is the median share of the products after six months; the prior's mean differs from it by less than two points.
  EXPECT_NEAR(e.result, 1000, 20);
  EXPECT_NEAR(last_plan(e), 0.5, 0.1);
}

TEST(PlanYear, says_nothing_without_prior_or_history) {
  const FullYearEstimate e = full_year_estimate(year_so_far(400, 1000, 6), fit_plan_year({}, uninformed_plan_year_prior()));
  EXPECT_EQ(e.reason, Reason::too_few_points);
  EXPECT_TRUE(is_missing(e.result));
}

TEST(PlanYear, a_monthly_series_with_few_past_years) {
  for (int past = 0; past <= 3; ++past) {
    std::vector<double> months(static_cast<std::size_t>(12 * past + 5));
    for (std::size_t i = 0; i < months.size(); ++i) months[i] = 100 + static_cast<double>(i % 12);
    const FullYearEstimate e = full_year_estimate(SeriesView{.values = months, .first = Period::of_month(2020, 1)}, 1266);
    EXPECT_EQ(e.month, 5);
    EXPECT_EQ(e.past_years, past);
    EXPECT_EQ(e.cumulative, 510);
    EXPECT_NEAR(e.result, 1266, 50);  // every year so far had 1,266; the prior's share of five months is 2 % off
    EXPECT_EQ(static_cast<bool>(e.required_growth), past > 0);
  }
}

TEST(PlanYear, december_is_known) {
  PlanYear p = year_so_far(1000, 1000, 12);
  EXPECT_EQ(last_plan(full_year_estimate(p, fit_plan_year({}))), 1.0);
  p.plan[0] = 1000.5;
  const FullYearEstimate e = full_year_estimate(p, fit_plan_year({}));
  EXPECT_EQ(last_plan(e), 0.0);
  EXPECT_EQ(e.required_per_month.reason, Reason::no_time_left);
  EXPECT_NEAR(e.result, 1000, 1e-9);  // through a logarithm and back
}

TEST(PlanYear, figures_that_make_no_estimate) {
  const PlanYearModel model = fit_plan_year({});
  EXPECT_EQ(full_year_estimate(PlanYear{.id = "a", .year = 2020}, model).reason, Reason::no_observation);
  EXPECT_EQ(full_year_estimate(year_so_far(0, 10, 3), model).reason, Reason::zero_base);
  EXPECT_EQ(full_year_estimate(year_so_far(-1, 10, 3), model).reason, Reason::negative_base);
  const FullYearEstimate no_plan = full_year_estimate(year_so_far(5, missing, 3), model);
  EXPECT_GT(no_plan.result, 5);
  EXPECT_EQ(no_plan.probabilities[0].last_plan.reason, Reason::no_target_value);
  EXPECT_EQ(no_plan.remaining.reason, Reason::no_target_value);
}

TEST(PlanYear, a_plan_revised_to_nothing_is_an_issue) {
  PlanYear p = year_so_far(400, 1000, 6);
  p.plan[4] = 0;
  const FullYearEstimate e = full_year_estimate(p, fit_plan_year({}));
  ASSERT_EQ(e.issues.size(), 1u);
  EXPECT_EQ(message(e.issues[0], Language::vi), "“s0”, năm 2020: kế hoạch 0 không dương nên coi như chưa có kế hoạch.");
  EXPECT_EQ(e.probabilities[0].last_plan.reason, Reason::no_target_value);
  EXPECT_TRUE(static_cast<bool>(e.probabilities[0].first_plan));
}

std::vector<std::string> codes(const FullYearEstimate& e) {
  std::vector<std::string> out;
  for (const Issue& issue : e.issues) {
    EXPECT_NE(message(issue, Language::vi).find("s0"), std::string::npos) << issue.code;  // names the series and
    EXPECT_NE(message(issue, Language::en).find("2020"), std::string::npos) << issue.code;  // the year
    out.push_back(issue.code);
  }
  return out;
}
using Codes = std::vector<std::string>;

TEST(PlanYear, a_plan_reached_needs_nothing_more) {
  std::vector<double> months(21, 100.0);
  const FullYearEstimate e = full_year_estimate(SeriesView{.values = months, .first = Period::of_month(2020, 1), .id = "s0"}, 850);
  EXPECT_EQ(e.state, PlanState::reached);
  EXPECT_EQ(e.remaining.value, -50);
  EXPECT_EQ(e.required_per_month.value, 0);
  EXPECT_EQ(e.required_growth.value, -1);
  EXPECT_EQ(first_plan(e), 1.0);
  EXPECT_EQ(full_year_estimate(SeriesView{.values = months, .first = Period::of_month(2020, 1)}, 951).state, PlanState::open);
  EXPECT_EQ(full_year_estimate(year_so_far(5, missing, 3), fit_plan_year({})).state, PlanState::none);
  EXPECT_EQ(full_year_estimate(year_so_far(999, 1000, 12), fit_plan_year({})).state, PlanState::missed);
}

TEST(PlanYear, says_what_its_probabilities_do_not_know) {
  const PlanYearModel model = fit_plan_year({});
  const std::vector<std::string_view> both{"not_in_it.common_shock", "not_in_it.last_minute_push"};
  EXPECT_EQ(not_in_it(full_year_estimate(year_so_far(400, 1000, 6), model)), both);
  EXPECT_TRUE(not_in_it(full_year_estimate(year_so_far(1000, 1000, 12), model)).empty());
  EXPECT_TRUE(not_in_it(full_year_estimate(year_so_far(0, 1000, 6), model)).empty());
}

TEST(PlanYear, every_bad_figure_is_told_and_the_rest_is_answered) {
  const PlanYearModel model = fit_plan_year({});
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(codes(full_year_estimate(PlanYear{.id = "s0", .year = 2020}, model)), Codes{"plan_year.no_figure"});
  EXPECT_EQ(codes(full_year_estimate(year_so_far(0, 10, 3), model)), Codes{"plan_year.figure_not_positive"});
  EXPECT_EQ(codes(full_year_estimate(year_so_far(-1, 0, 3), model)), (Codes{"plan_year.plan_not_positive", "plan_year.figure_not_positive"}));
  EXPECT_EQ(codes(full_year_estimate(year_so_far(400, 1e6, 6), model)), Codes{"plan_year.plan_unit"});
  EXPECT_EQ(codes(full_year_estimate(year_so_far(4e5, 1000, 6), model)), Codes{"plan_year.plan_unit"});
  const FullYearEstimate no_plan = full_year_estimate(year_so_far(400, infinity, 6), model);
  EXPECT_EQ(codes(no_plan), Codes{"plan_year.not_finite"});
  EXPECT_GT(no_plan.result, 400);
  PlanYear gap = year_so_far(400, 1000, 6);
  gap.cumulative[0] = 50;
  const FullYearEstimate e = full_year_estimate(gap, model);
  EXPECT_EQ(codes(e), Codes{"plan_year.months_missing"});
  EXPECT_EQ(message(e.issues[0], Language::en), "\"s0\", 2020: months 2, 3, 4, 5 have no figure; the estimate rests on that of month 6.");
  gap.cumulative[0] = 500;
  EXPECT_EQ(codes(full_year_estimate(gap, model)).front(), "plan_year.cumulative_falls");
  gap.cumulative[0] = infinity;
  EXPECT_EQ(full_year_estimate(gap, model).result, full_year_estimate(year_so_far(400, 1000, 6), model).result);
}

TEST(PlanYear, a_series_the_model_does_not_know_is_told) {
  const FullYearEstimate e = full_year_estimate(year_so_far(400, 1000, 6, "new s0"), fit_plan_year(random_history(1, 3, 4)));
  EXPECT_EQ(codes(e), Codes{"plan_year.unknown_series"});
  EXPECT_EQ(e.issues[0].severity, Severity::note);
  EXPECT_FALSE(is_missing(e.result));
}

TEST(PlanYear, years_that_teach_nothing_are_told) {
  std::vector<PlanYear> history = random_history(1, 2, 4);
  const PlanYearModel model = fit_plan_year(std::span(history).subspan(2));
  history[0].cumulative[11] = -5;
  history[1].cumulative[11] = std::numeric_limits<double>::infinity();
  const PlanYearModel fewer = fit_plan_year(history);
  ASSERT_EQ(fewer.issues.size(), 2u);
  EXPECT_EQ(message(fewer.issues[0], Language::en), "\"s0\", 2010: a result of -5 is no positive number, so the year teaches nothing.");
  EXPECT_EQ(fewer.years, model.years);
  EXPECT_EQ(full_year_estimate(year_so_far(400, 1000, 6), fewer).result, full_year_estimate(year_so_far(400, 1000, 6), model).result);
}

/// "As if it were June": figures and plans of later months change nothing.
TEST(PlanYear, an_earlier_month_sees_nothing_later) {
  const PlanYearModel model = fit_plan_year(random_history(2, 3, 5));
  PlanYear p = year_so_far(400, 1000, 6);
  const FullYearEstimate then = full_year_estimate(p, model);
  p.cumulative[8] = 900;
  p.plan[7] = 1500;
  const FullYearEstimate now = full_year_estimate(p, model, {.month = 6});
  EXPECT_EQ(now.result, then.result);
  EXPECT_EQ(last_plan(now), last_plan(then));
}

TEST(PlanYear, an_uncertain_last_month_widens_the_law) {
  PlanYear p = year_so_far(400, 1000, 6);
  p.cumulative[4] = 300;
  const PlanYearModel model = fit_plan_year({});
  const double sure = full_year_estimate(p, model).result_law.parts[0].scale;
  const double unsure = full_year_estimate(p, model, {.last_month_error = 0.2}).result_law.parts[0].scale;
  EXPECT_NEAR(unsure * unsure - sure * sure, 0.05 * 0.05, 1e-12);  // 20 % of a quarter of the sum
}

TEST(PlanYear, years_that_are_all_alike_give_a_narrow_law) {
  std::vector<PlanYear> history;
  for (int y = 0; y < 30; ++y) {
    PlanYear p{.id = "s" + std::to_string(y % 5), .year = 2000 + y};
    for (std::size_t m = 0; m < 12; ++m) p.cumulative[m] = 100 * static_cast<double>(m + 1);
    p.plan[0] = 1200;
    history.push_back(std::move(p));
  }
  const FullYearEstimate e = full_year_estimate(year_so_far(600, 1200, 6, "s0", 2031), fit_plan_year(history, uninformed_plan_year_prior()));
  EXPECT_NEAR(e.result, 1200, 1);  // the least noise kept is a ten-thousandth
  EXPECT_LT(e.result_intervals[0].hi - e.result_intervals[0].lo, 2);
  EXPECT_NEAR(last_plan(e), 0.5, 0.01);
}

TEST(PlanYear, a_later_history_is_told) {
  const FullYearEstimate e = full_year_estimate(year_so_far(400, 1000, 6, "s0", 2012), fit_plan_year(random_history(1, 2, 5)));
  ASSERT_FALSE(e.issues.empty());
  EXPECT_EQ(e.issues[0].code, "plan_year.later_years");
}

TEST(PlanYear, refuses_what_has_no_meaning) {
  std::vector<PlanYear> twice = random_history(1, 1, 2);
  twice[1].year = twice[0].year;
  EXPECT_THROW((void)fit_plan_year(twice), ValueError);
  PlanYearPrior prior = plan_year_prior();
  prior.year_memory = 0;
  EXPECT_THROW((void)fit_plan_year({}, prior), ValueError);
  const PlanYearModel model = fit_plan_year({});
  EXPECT_THROW((void)full_year_estimate(year_so_far(1, 1, 1), model, {.month = 13}), ValueError);
  EXPECT_THROW((void)full_year_estimate(year_so_far(1, 1, 1), model, {.levels = {0.8}}), ValueError);
  EXPECT_THROW((void)full_year_estimate(year_so_far(1, 1, 1), model, {.thresholds = {0}}), ValueError);
  EXPECT_THROW((void)plan_years(SeriesView{.first = Period::of_year(2020)}), ValueError);
  EXPECT_THROW((void)full_year_by_share({}, {}), ValueError);
}

TEST(YearLaw, a_mixture_lies_between_its_parts) {
  const YearLaw law{.parts = {{0.5, 0.0, 0.1, 5.0}, {0.5, 1.0, 0.1, 5.0}}};
  EXPECT_NEAR(law.probability_at_least(std::exp(0.5)), 0.5, 1e-15);  // by symmetry
  EXPECT_GT(law.quantile(0.75), law.median());
  EXPECT_THROW((void)law.quantile(1.0), ValueError);
  EXPECT_TRUE(is_missing(YearLaw{}.median()));
}

TEST(EvaluateAttainment, standard_errors_count_years) {
  const std::vector<double> x{1, 1, 3, 3};
  const ClusteredMean one_each = clustered_mean(x, std::vector{1, 2, 3, 4});
  EXPECT_NEAR(one_each.standard_error, std::sqrt(4.0 / 3 * 4) / 4, 1e-15);  // the usual standard error of a mean
  const ClusteredMean paired = clustered_mean(x, std::vector{1, 1, 2, 2});
  EXPECT_EQ(paired.value, 2);
  EXPECT_NEAR(paired.standard_error, std::sqrt(2.0 * 8) / 4, 1e-15);  // two clusters with sums -2 and 2
  EXPECT_TRUE(is_missing(clustered_mean(x, std::vector{1, 1, 1, 1}).standard_error));
}

TEST(EvaluateAttainment, scores_of_three_cases_by_hand) {
  const auto at = [](double p, bool attained, int year) {
    return AttainmentCase{.method = "m", .id = "a", .year = year, .stage = 9, .probability = p, .attained = attained};
  };
  const AttainmentEvaluation e = score_attainment({at(0.9, true, 1), at(0.2, false, 2), at(0.25, true, 3)});
  ASSERT_EQ(e.scores.size(), 1u);
  const AttainmentScores& s = e.scores[0];
  EXPECT_NEAR(s.brier.value, (0.01 + 0.04 + 0.5625) / 3, 1e-15);
  EXPECT_NEAR(s.log_score.value, -(std::log(0.9) + std::log(0.8) + std::log(0.25)) / 3, 1e-15);
  EXPECT_NEAR(s.ece, (1 * 0.1 + 2 * std::abs(0.225 - 0.5)) / 3, 1e-15);
  EXPECT_EQ(s.bins[2].cases, 2u);
  EXPECT_EQ(s.brier_difference.value, 0);
  EXPECT_THROW((void)score_attainment({at(1.2, true, 1)}), ValueError);
  EXPECT_THROW((void)score_attainment({at(0.2, true, 1)}, {.levels = {100}}), ValueError);
}

TEST(EvaluateAttainment, sees_nothing_later_than_the_cutoff) {
  std::vector<PlanYear> history = random_history(4, 6, 10);
  const EvaluatePlanYearsOptions options{.months = {6}};
  const AttainmentEvaluation e = evaluate_attainment(history, options);
  for (PlanYear& y : history)  // everything after June 2017, but for the outcomes asked about in 2017
    for (std::size_t m = 0; m < 12; ++m)
      if (y.year > 2017 || (y.year == 2017 && m > 5 && m < 11)) y.cumulative[m] *= 3;
  const AttainmentEvaluation changed = evaluate_attainment(history, options);
  std::size_t compared = 0;
  for (std::size_t i = 0; i < e.cases.size(); ++i) {
    if (e.cases[i].year > 2017) continue;
    EXPECT_EQ(changed.cases[i].probability, e.cases[i].probability);
    ++compared;
  }
  EXPECT_GT(compared, 50u);
}

TEST(EvaluateAttainment, a_short_history_is_told) {
  const AttainmentEvaluation e = evaluate_attainment(random_history(4, 1, 3), {.months = {6}});
  EXPECT_TRUE(e.cases.empty());
  ASSERT_EQ(e.issues.size(), 1u);
  EXPECT_EQ(e.issues[0].code, "evaluation.too_few");
}

TEST(EvaluateAttainment, yearly_targets_by_any_forecast) {
  std::vector<double> values(20);
  std::iota(values.begin(), values.end(), 100.0);
  const std::vector<std::int64_t> offsets{0, 20};
  const std::vector<Period> first{Period::of_year(2000)};
  const std::vector<std::string> ids{"a"};
  const PanelView panel{.values = values, .offsets = offsets, .first = first, .ids = ids};
  const std::vector<YearlyTarget> targets{{"a", 2015, 114}, {"a", 2015, 118, Direction::at_most}, {"b", 2015, 1}, {"a", 2030, 1}, {"a", 2005, 1}, {"a", 2015, 1, Direction::within}};
  const AttainmentEvaluation e = evaluate_attainment(panel, targets, std::vector{2010, 2013, 2015});
  ASSERT_EQ(e.cases.size(), 4u);  // two targets, two cutoffs before 2015
  EXPECT_TRUE(e.cases[0].attained);
  const Forecast alone = forecast(SeriesView{.values = std::span(values).first(11), .first = first[0], .id = "a"}, 5, {.method = Method::pooled_growth});
  EXPECT_EQ(e.cases[0].probability, alone.probability_at_least(4, 114));
  EXPECT_EQ(e.cases[2].probability, alone.probability_at_most(4, 118));
  EXPECT_EQ(e.scores[0].stage, 2);
  ASSERT_EQ(e.issues.size(), 4u);
  EXPECT_EQ(e.issues[0].code, "evaluation.unknown_series");
  EXPECT_EQ(e.issues[1].code, "evaluation.no_result");
  EXPECT_EQ(e.issues[2].code, "evaluation.no_history");  // no cutoff before 2005
  EXPECT_EQ(e.issues[3].code, "evaluation.range");
  EXPECT_THROW((void)evaluate_attainment(panel, targets, std::vector{2010}, {}, "", {.levels = {0.8}}), ValueError);
  int longest = 0;
  const YearlyForecaster none = [&](const SeriesView& known, int horizon) {
    longest = std::max(longest, static_cast<int>(known.values.size()) + horizon);
    return Forecast{};
  };
  EXPECT_TRUE(is_missing(evaluate_attainment(panel, targets, std::vector{2010}, none, "none").cases[0].probability));
  EXPECT_EQ(longest, 16);  // 11 years known and 5 ahead
}

}  // namespace
