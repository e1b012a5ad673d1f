// SPDX-License-Identifier: Apache-2.0
// The year's plan against figures computed elsewhere: plain shares, published months and their revisions, the same model by one dense
// matrix, and the scores of simple methods on the open set.
#include "nist.hpp"
#include "plan_year_data.hpp"

#include <industria/indicators/growth.hpp>
#include <industria/targets/evaluate_attainment.hpp>
#include <industria/targets/plan_year.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace industria;

namespace {

nlohmann::json oracle(const std::string& name) { return nist::read(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json"); }
/// The files' tolerance: 1e-12 relative.
#define EXPECT_AS_PUBLISHED(actual, expected) EXPECT_NEAR(actual, (expected).get<double>(), 1e-12 * std::abs((expected).get<double>()))

TEST(PlanYearOracle, full_year_by_the_share_of_past_years) {
  const auto c = oracle("nowcast_share");
  const auto months = c["observed"].get<std::vector<double>>();
  const auto history = c["history"].get<std::vector<MonthsOfYear>>();
  ASSERT_EQ(c["share_to_date"].size(), history.size());
  for (std::size_t i = 0; i < history.size(); ++i) {  // of one year: what has come divided by its share
    const double so_far = std::accumulate(months.begin(), months.end(), 0.0);
    EXPECT_AS_PUBLISHED(so_far / full_year_by_share(months, std::span(&history[i], 1)).value, c["share_to_date"][i]);
  }
  EXPECT_AS_PUBLISHED(full_year_by_share(months, history, ShareRule::last_year).value, c["nowcast_last_year_share"]);
  EXPECT_AS_PUBLISHED(full_year_by_share(months, history, ShareRule::last_year).value, c["nowcast_growth_carry"]);
  EXPECT_AS_PUBLISHED(full_year_by_share(months, history, ShareRule::mean).value, c["nowcast_mean_share"]);
  EXPECT_AS_PUBLISHED(full_year_by_share(months, history, ShareRule::median).value, c["nowcast_median_share"]);
}

TEST(PlanYearOracle, six_and_nine_month_reviews) {
  for (const nlohmann::json file = oracle("plan_vs_actual"); const auto& c : file["cases"]) {
    const auto months = c["months"].get<std::vector<double>>();
    const double plan = c["plan_year"].get<double>();
    const std::vector<MonthsOfYear> last_year{c["last_year_months"].get<MonthsOfYear>()};
    const Value full = full_year_by_share(months, last_year, ShareRule::last_year);
    EXPECT_AS_PUBLISHED(full.value, c["full_year_nowcast_share"]);
    EXPECT_AS_PUBLISHED(100 * full.value / plan, c["nowcast_plan_fulfilment_pct"]);
    std::vector<double> both(last_year[0].begin(), last_year[0].end());
    both.insert(both.end(), months.begin(), months.end());
    const FullYearEstimate e = full_year_estimate(SeriesView{.values = both, .first = Period::of_month(2022, 1)}, plan);
    EXPECT_AS_PUBLISHED(e.cumulative, c["cumulative"]);
    EXPECT_AS_PUBLISHED(100 * e.fulfilment.value, c["plan_fulfilment_pct"]);
    EXPECT_AS_PUBLISHED(e.remaining.value, c["remaining_needed"]);
    EXPECT_AS_PUBLISHED(100 * e.required_growth.value, c["remaining_growth_needed_vs_same_months_pct"]);
  }
}

/// Months before the last are revised a second time without being printed again; the largest such revisions of the three products are
/// 0.05, 1.2 and 0.4 % of the cumulative figure.
double silent_revisions(const std::string& product) { return product == "cement" ? 5e-4 : product == "beer" ? 1.3e-2 : 4e-3; }

TEST(PlanYearOracle, published_products_estimate_and_revision) {
  for (const std::string product : {"cement", "beer", "electricity"}) {
    const auto data = oracle("vn_product_" + product);
    std::vector<MonthReport> reports;
    for (const auto& row : data["rows"]) {
      const double estimate = row["month_estimate"].get<double>();
      const double revised = row["previous_month_revised"].get<double>();
      const auto expect = [&](double actual, const char* name) {
        EXPECT_NEAR(actual, row[name].get<double>(), 1e-9 * std::abs(row[name].get<double>())) << product << ' ' << row["month"];  // the file's tolerance
      };
      expect(100 * growth(revised, estimate).value, "expected_prev_month_growth_pct");
      expect(estimate / (1 + row["same_month_growth_pct"].get<double>() / 100), "expected_same_month_last_year_implied");
      expect(row["cumulative"].get<double>() / (1 + row["cumulative_growth_pct"].get<double>() / 100), "expected_cumulative_last_year_implied");
      if (row["month"].get<std::string>().ends_with("-01")) reports.clear();
      reports.push_back({estimate, revised});
      const double published = row["cumulative"].get<double>();
      EXPECT_NEAR(cumulative_as_reported(reports)[reports.size() - 1], published, silent_revisions(product) * published) << product << ' ' << row["month"];
    }
  }
}

PlanYear year_of(const nlohmann::json& row, std::size_t month) {
  PlanYear y{.id = row["id"].get<std::string>(), .year = row["year"].get<int>()};
  y.first_plan = row["plan_first"].get<double>();
  y.cumulative[month - 1] = row["known"].get<double>();
  if (!row["known_before"].is_null()) y.cumulative[month - 2] = row["known_before"].get<double>();
  y.plan[month - 1] = row["plan"].get<double>();
  if (row.contains("result")) y.cumulative[11] = row["result"].get<double>();
  return y;
}

PlanYearPrior::Term term(const nlohmann::json& x) { return {x[0], x[1], x[2]}; }

TEST(PlanYearOracle, blocks_and_effects_equal_one_dense_matrix) {
  const auto c = oracle("plan_year_dense");
  const auto month = c["month"].get<std::size_t>();
  const auto& p = c["prior"];
  const auto& s = c["effects"];
  PlanYearPrior prior = uninformed_plan_year_prior();
  prior.result[month - 1] = {p["growth"], p["growth_sd"], p["centre"], p["slope"], p["slope_sd"], p["noise"], p["tet"], p["tet_sd"],
                             term(p["effort"]), term(p["pace"]), term(p["revision"])};
  prior.year = s["year"], prior.series = s["series"], prior.drift = s["drift"], prior.year_memory = s["year_memory"];
  prior.drift_memory = s["drift_memory"], prior.dof = s["dof"], prior.noise_weight = s["noise_weight"];
  std::vector<PlanYear> history;
  for (const auto& row : c["history"]) history.push_back(year_of(row, month));
  std::reverse(history.begin(), history.end());
  const PlanYearModel model = fit_plan_year(history, prior);
  for (const auto& row : c["predictions"]) {
    const YearLaw law = full_year_estimate(year_of(row, month), model).result_law;
    // Two orders of solving systems of 18 unknowns: some hundred units in the last place of the largest term.
    EXPECT_NEAR(law.parts[0].location, row["location"].get<double>(), 1e-10) << row["id"];
    EXPECT_NEAR(law.parts[0].scale, row["scale"].get<double>(), 1e-10) << row["id"];
  }
}

/// Brier of the last plan and CRPS at months 3, 6, 9, 11 of the straight line on the share and of extrapolation by time elapsed, to the
/// digits of a program of others; and what the library must reach there. Runs beside the open data only.
TEST(PlanYearOracle, scores_on_the_open_set) {
  const std::filesystem::path folder = INDUSTRIA_SOURCE_DIR "/../shared/data/sets/vn-public-investment-plan";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the open set is not here";
  const AttainmentEvaluation e = evaluate_attainment(plan_year_data::read(folder), {});
  const std::map<std::string, std::array<double, 8>> expected{
      {"share_line", {.218, .184, .141, .105, 8.50, 6.94, 5.33, 3.54}}, {"elapsed", {.261, .206, .162, .111, 19.9, 12.3, 7.01, 3.75}}};
  const std::array<double, 8> must{.164, .153, .125, .104, 7.2, 6.4, 4.85, 3.3};
  const std::array<std::size_t, 4> cases{415, 390, 386, 432};
  std::map<std::string, std::size_t> place;
  for (const AttainmentScores& s : e.scores) {
    const std::size_t i = place[s.method]++;
    EXPECT_EQ(s.brier.cases, cases[i]);
    if (s.method == "plan_year") {
      EXPECT_LE(s.brier.value, must[i]);
      EXPECT_LE(s.crps.value, must[4 + i]);
      EXPECT_GE(s.coverage[0].value, 0.78);  // nominal 0.80; about 400 cases in 15 years
      EXPECT_LE(s.coverage[0].value, 0.90);
      EXPECT_GE(s.coverage[1].value, 0.93);
      EXPECT_LE(s.coverage[1].value, 0.98);
    } else if (const auto known = expected.find(s.method); known != expected.end()) {
      EXPECT_NEAR(s.brier.value, known->second[i], 6e-4) << s.method;  // three printed digits
      EXPECT_NEAR(s.crps.value, known->second[4 + i], 0.01 * known->second[4 + i]) << s.method;  // other grids of quantiles
      EXPECT_GT(s.brier_difference.value, 0.0) << s.method;
    }
  }
}

}  // namespace
