// SPDX-License-Identifier: Apache-2.0
// Capacity, funding, internal rates and grant elements against 40-digit arithmetic and numpy-financial; a case that no
// branch knows fails.
#include "nist.hpp"

#include <industria/indicators/capacity_use.hpp>
#include <industria/indicators/disbursement.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/planning/grant_element.hpp>
#include <industria/planning/investment.hpp>
#include <industria/planning/pipeline.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <map>

namespace planning_oracle {

using namespace industria;
using nlohmann::json;
using Numbers = std::vector<double>;

json oracle(const std::string& name) { return nist::read(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json"); }

/// Runs the check of every case by its id, with the file's own relative tolerance.
void for_each_case(const std::string& file, const std::map<std::string, std::function<void(const json&, double)>>& checks) {
  const json all = oracle(file);
  for (const json& c : all["cases"]) {
    const auto check = checks.find(c["id"]);
    ASSERT_NE(check, checks.end()) << file << ' ' << c["id"] << " has no check";
    SCOPED_TRACE(c["id"].get<std::string>());
    check->second(c, all["tolerance"]["rel"]);
  }
}

void expect_value(Value actual, const json& expected, double relative) {
  EXPECT_TRUE(actual) << name(actual.reason);
  EXPECT_NEAR(actual.value, expected.get<double>(), relative * std::abs(expected.get<double>()));
}
void expect_per_cent(Value actual, const json& expected, double relative) { expect_value(100.0 * actual.value, expected, relative); }
void expect_values(const Numbers& at, const json& expected, double relative, const std::function<Value(double)>& curve) {
  for (std::size_t i = 0; i < at.size(); ++i) expect_value(curve(at[i]), expected[i], relative);
}

void utilisation_case(const json& c, double relative) {
  expect_per_cent(utilisation(c["actual"], c["design"].get<double>()), c["utilisation_design_pct"], relative);
  expect_per_cent(efficiency(c["actual"], c["effective"]), c["efficiency_effective_pct"], relative);
}

void aggregate_case(const json& c, double relative) {
  const AggregateUtilisation u = aggregate_utilisation(Numbers(c["output_index"]), Numbers(c["capacity_index"]), Numbers(c["va_weights"]));
  expect_per_cent(u.weighted_mean, c["weighted_mean_of_rates_pct"], relative);
  expect_per_cent(u.ratio_of_sums, c["ratio_of_sums_pct"], relative);
  expect_per_cent(u.harmonic, c["fed_g17_pct"], relative);
}

void pipeline_case(const json& c, double relative) {
  std::vector<PipelineProject> projects;
  for (const json& p : c["projects"]) {
    const Period start = Period::from_ordinal(PeriodKind::month, 2024 * 12 + p["start_month"].get<int>() - 1);
    projects.push_back({.id = p["name"], .capacity = p["capacity"], .start = {start, start}, .stage = Stage::approved, .probability = p["probability"], .origin = {}});
  }
  const PipelineYear year = capacity_pipeline(projects, c["existing"], 2024);
  expect_value(year.end_of_year, c["capacity_end_year"], relative);
  expect_value(year.average, c["average_capacity_year"], relative);
}

TEST(CapacityOracle, every_case_agrees_with_40_digit_arithmetic) {
  for_each_case("capacity",
                {{"utilisation", utilisation_case},
                 {"aggregate_utilisation", aggregate_case},
                 {"logistic_ramp", [](const json& c, double r) { expect_values(c["t"], c["value"], r, [&](double t) { return logistic_ramp(t, c["plateau"], c["rate"], c["midpoint"]); }); }},
                 {"exponential_ramp", [](const json& c, double r) { expect_values(c["t"], c["value"], r, [&](double t) { return exponential_ramp(t, c["plateau"], c["tau"]); }); }},
                 {"wright_learning", [](const json& c, double r) { expect_values(c["units"], c["unit_cost"], r, [&](double n) { return learning_cost(n, c["first_unit_cost"], c["learning_rate"]); }); }},
                 {"pipeline_year", pipeline_case}});
}

void leverage_case(const json& c, double relative) {
  const double public_money = c["public"];
  const double private_money = c["private"];
  const double total = public_money + private_money + c["other"].get<double>();
  expect_value(leverage(private_money, public_money), c["leverage_private_per_public"], relative);
  expect_value(total_multiplier(total, public_money), c["total_multiplier"], relative);
}

void disbursement_case(const json& c, double relative) {
  const Disbursement d = disbursement(c["disbursed_year"], c["allocated_year"], c["months_elapsed"], 12);
  expect_per_cent(d.rate, c["disbursement_rate_year_pct"], relative);
  expect_value(d.lag, c["lag_vs_time_pct_points"], relative);
  expect_per_cent(disbursement_rate(c["disbursed_cumulative"], c["committed"]), c["cumulative_rate_pct"], relative);
}

void cost_effectiveness_case(const json& c, double relative) {
  expect_value(npv(Numbers(c["cost"]), c["rate"]), c["pv_cost"], relative);
  expect_value(npv(Numbers(c["outcome"]), c["rate"]), c["pv_outcome"], relative);
  expect_value(cost_per_outcome(Numbers(c["cost"]), Numbers(c["outcome"]), c["rate"]), c["cost_per_outcome_discounted"], relative);
}

void phasing_case(const json& c, double relative) {
  const auto phased = phased_budget(c["budget"], Numbers(c["shares_pct"]));
  for (std::size_t i = 0; i < phased.size(); ++i) expect_value(phased[i], c["cumulative"][i], relative);
}

TEST(FundingRatiosOracle, every_case_agrees_with_40_digit_arithmetic) {
  for_each_case("funding_ratios",
                {{"leverage", leverage_case},
                 {"disbursement", disbursement_case},
                 {"intensity", [](const json& c, double r) { expect_value(support_intensity(c["support"].get<double>(), c["capacity_added"].get<double>()), c["support_per_unit"], r); }},
                 {"cost_effectiveness", cost_effectiveness_case},
                 {"phasing_logistic", phasing_case}});
}

TEST(InvestmentOracle, agrees_with_numpy_financial) {
  const json all = oracle("npv_irr");
  const double relative = all["tolerance"]["rel"];
  for (const json& c : all["cases"]) {
    const Numbers flows = c["cashflows"];
    expect_value(npv(flows, c["rate"]), c["npv"], relative);
    const InternalRates rates = internal_rates(flows);
    if (c.contains("irr_roots")) {
      EXPECT_EQ(rates.rate.reason, Reason::several_solutions);
      ASSERT_EQ(rates.roots.size(), c["irr_roots"].size());
      for (std::size_t i = 0; i < rates.roots.size(); ++i) expect_value(rates.roots[i], c["irr_roots"][i], relative);
    } else if (c["irr"].is_null()) {
      EXPECT_EQ(rates.rate.reason, Reason::no_solution);
    } else {
      expect_value(rates.rate, c["irr"], relative);
    }
    if (c.contains("mirr_finance10_reinvest12")) expect_value(mirr(flows, 0.10, 0.12), c["mirr_finance10_reinvest12"], relative);
  }
}

TEST(GrantElementOracle, agrees_with_40_digit_arithmetic) {
  const json all = oracle("grant_element");
  const double relative = all["tolerance"]["rel"];
  for (const json& c : all["cases"]) {
    const Loan loan{.face = c["face"], .interest = c["interest"], .grace_years = c["grace_years"], .maturity_years = c["maturity_years"], .payments_per_year = c["payments_per_year"]};
    const DebtService service = debt_service(loan);
    for (std::size_t i = 0; i < c["first_payments"].size(); ++i) expect_value(service.payment[i], c["first_payments"][i], relative);
    expect_value(present_value(loan, c["discount"]), c["pv_debt_service"], relative);
    // "market" is zero: its present value is 100 within the relative tolerance, so the element is within that many points of zero.
    const double tolerance = relative * std::max(std::abs(c["grant_element_pct"].get<double>()), 100.0);
    EXPECT_NEAR(100.0 * grant_element(loan, c["discount"]).value, c["grant_element_pct"].get<double>(), tolerance);
  }
}

}  // namespace planning_oracle
