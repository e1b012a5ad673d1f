// SPDX-License-Identifier: Apache-2.0
// The progress rules against figures computed in 40 digits from their definitions, classes included; the score knots as published.
#include "nist.hpp"

#include <industria/indicators/growth.hpp>
#include <industria/targets/pace.hpp>
#include <industria/targets/rules.hpp>
#include <industria/targets/trajectory.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace industria;

namespace {

nlohmann::json oracle(const std::string& name) { return nist::read(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json"); }

ProgressCase case_of(const nlohmann::json& c) {
  ProgressCase out;
  out.base = c["base_value"].get<double>();
  out.value = c["value"].get<double>();
  out.since = c["year"].get<int>() - c["base_year"].get<int>();
  out.direction = c["direction"] == "increase" ? Direction::at_least : Direction::at_most;
  if (!c.contains("target")) return out;
  out.target = c["target"].get<double>();
  out.total = c["target_year"].get<int>() - c["base_year"].get<int>();
  return out;
}

/// The file's class of a rule; "not_assessable" where it gives none.
void expect_class(const nlohmann::json& c, const char* field, const Progress& p) {
  const std::string expected = c[field].get<std::string>();
  EXPECT_EQ(p ? std::string(p.word) : "not_assessable", expected) << c["id"];
  EXPECT_EQ(p.word.empty(), p.reason != Reason::none) << c["id"];  // a reason wherever there is no class
}
/// The files' tolerance: 1e-12 relative (1e-12 of the scale 1 for figures that may be zero).
void expect_number(const nlohmann::json& c, const char* field, const Value& actual) {
  if (!c.contains(field)) return;
  if (c[field].is_null()) {
    EXPECT_NE(actual.reason, Reason::none) << c["id"] << ' ' << field;  // the file has no number: neither have we
    return;
  }
  const double expected = c[field].get<double>();
  EXPECT_NEAR(actual.value, expected, 1e-12 * std::max(1.0, std::abs(expected))) << c["id"] << ' ' << field;
}

TEST(RulesOracle, growth_ratios_and_their_classes) {
  for (const nlohmann::json file = oracle("target_assessment"); const auto& c : file["cases"]) {
    const Progress eurostat = progress(Rule::eurostat, case_of(c));
    expect_class(c, "category_eurostat", eurostat);
    expect_number(c, "ratio_signed_open_sdg", eurostat.measure);
    const Progress open_sdg = progress(Rule::open_sdg, case_of(c));
    expect_class(c, "category_open_sdg", open_sdg);
    expect_number(c, "ratio_signed_open_sdg", open_sdg.measure);
    if (c.contains("ratio")) {  // the plain ratio, without the sign of the direction
      const ProgressCase x = case_of(c);
      expect_number(c, "ratio", cagr(x.base, x.value, static_cast<int>(x.since)).value / required_growth(x.base, x.target, static_cast<int>(x.total)).value);
      expect_number(c, "projected_at_target_year_cagr", x.value * std::pow(1 + cagr(x.base, x.value, static_cast<int>(x.since)).value, x.total - x.since));
    }
    EXPECT_EQ(eurostat.is_met, c["target_achieved"].get<bool>()) << c["id"];
  }
}

TEST(RulesOracle, un_progress_chart) {
  for (const nlohmann::json file = oracle("target_assessment"); const auto& c : file["cases"]) {
    if (!c.contains("un2023_ratio")) continue;
    const Progress p = progress(Rule::un_progress_chart, case_of(c));
    expect_number(c, "un2023_ratio", p.measure);
    // No score: the literal formula misleads, and the file asks for the lowest class.
    EXPECT_EQ(p.score.value, c["un2023_score"].is_number() ? c["un2023_score"].get<double>() : 1.0) << c["id"];
  }
}

TEST(RulesOracle, straight_line_figures) {
  for (const nlohmann::json file = oracle("target_assessment"); const auto& c : file["cases"]) {
    const ProgressCase x = case_of(c);
    const LinearProgress p = linear_progress(x.base, x.value, x.target, x.since, x.total, x.direction);
    expect_number(c, "linear_share_of_distance_covered", p.covered);
    expect_number(c, "linear_expected_share_by_now", p.expected);
    expect_number(c, "linear_path_value_now", p.path);
    expect_number(c, "linear_projection_at_target_year", p.projection);
    expect_number(c, "required_annual_change_from_now", p.required_change);
  }
}

TEST(RulesOracle, escap_and_sdsn) {
  for (const nlohmann::json file = oracle("target_assessment"); const auto& c : file["cases"]) {
    expect_number(c, "escap_current_status_index_0_10", progress(Rule::escap_current_status, case_of(c)).measure);
    const Progress p = progress(Rule::escap_anticipated_progress, case_of(c));
    expect_number(c, "escap_progress_gap_P_percent_given_linear_projection", p.measure);
    expect_class(c, "escap_class", p);
    expect_class(c, "sdsn_arrow_linear", progress(Rule::sdsn_arrows, case_of(c)));
  }
}

TEST(RulesOracle, without_a_target) {
  for (const nlohmann::json file = oracle("target_assessment_no_target"); const auto& c : file["cases"]) {
    const Progress eurostat = progress(Rule::eurostat, case_of(c));
    expect_number(c, "signed_cagr", eurostat.measure);
    expect_class(c, "category_eurostat", eurostat);
    expect_class(c, "category_open_sdg", progress(Rule::open_sdg, case_of(c)));
    EXPECT_EQ(progress(Rule::un_progress_chart, case_of(c)).score.value, c["un2023_score"].get<double>()) << c["id"];
  }
}

/// A case whose ratio is `ratio` up to rounding: growth of the base over one year, and target at growth 10 % a year.
ProgressCase with_ratio(double ratio) { return {.base = 1.0, .value = 1.0 + 0.1 * ratio, .target = 1.1 * 1.1, .since = 1.0, .total = 2.0}; }

TEST(RulesOracle, scores_of_open_sdg) {
  const auto all = oracle("target_score_transform");
  // The file's tolerance is 1e-12 on the score; making the ratio from levels costs a few units in the last place, times the slope 250.
  for (const auto& c : all["with_target"]) {
    EXPECT_NEAR(progress(Rule::open_sdg, with_ratio(c["ratio"].get<double>())).score.value, c["score"].get<double>(), 1e-12) << c;
  }
  for (const auto& c : all["without_target"]) {
    const ProgressCase x{.base = 1.0, .value = 1.0 + c["cagr"].get<double>(), .since = 1.0};
    EXPECT_NEAR(progress(Rule::open_sdg, x).score.value, c["score"].get<double>(), 1e-12) << c;
  }
}

/// As the program that publishes the method does it (sdg-build): five once the target is met, whatever the ratio; progress beside a limit on its own basis.
TEST(RulesOracle, scores_of_open_sdg_at_the_target_and_at_a_limit) {
  EXPECT_EQ(progress(Rule::open_sdg, {.base = 100, .value = 130, .target = 50, .since = 3, .total = 9}).score.value, 5.0);
  EXPECT_EQ(progress(Rule::open_sdg, {.base = -5, .value = 5, .target = 5, .since = 3, .total = 9}).score.value, 5.0);  // no ratio, and met
  const ProgressCase half{.base = 1.0, .value = 1.0075, .since = 1.0};
  EXPECT_NEAR(progress(Rule::open_sdg, half, {.limit_factor = 0.5}).score.value, 2.5, 1e-10);  // 500 x 0.015 - 5, slope 500 times the rounding of a growth
  EXPECT_EQ(progress(Rule::open_sdg, half, {.limit_factor = 0.0}).score.value, 5.0);
}

TEST(RulesOracle, the_year_by_last_years_season) {
  for (const nlohmann::json file = oracle("plan_vs_actual"); const auto& c : file["cases"]) {
    const auto then = c["last_year_months"].get<std::vector<double>>();
    const auto now = c["months"].get<std::vector<double>>();
    const auto k = c["upto_month"].get<std::size_t>();
    const SeasonalProfile profile = seasonal_profile(Series{.values = then, .first = Period::of_month(2024, 1)});
    const double plan = c["plan_year"].get<double>();
    const double share = within_year(1.0, profile.shares)[k - 1];
    const double so_far = std::accumulate(now.begin(), now.end(), 0.0);
    expect_number(c, "cumulative", so_far);
    expect_number(c, "last_year_share_to_date", share);
    expect_number(c, "full_year_nowcast_share", so_far / share);
    expect_number(c, "nowcast_plan_fulfilment_pct", 100 * so_far / share / plan);
    const LinearProgress line = linear_progress(0, so_far, plan, static_cast<double>(k), 12, Direction::at_least);
    expect_number(c, "time_progress_pct", 100 * line.expected.value);
    expect_number(c, "plan_fulfilment_pct", 100 * line.covered.value);
    expect_number(c, "remaining_needed", line.required_change.value * static_cast<double>(12 - k));
  }
}

}  // namespace
