// SPDX-License-Identifier: Apache-2.0
// Present values and internal rates where there is none, one or several; the grant element of loans of every convention.
#include <industria/base/error.hpp>
#include <industria/planning/grant_element.hpp>
#include <industria/planning/investment.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace investment_test {

using namespace industria;
using Flows = std::vector<double>;

/// The flows of prod (1 - v (1 + r_i)): exactly these internal rates.
Flows with_rates(const std::vector<double>& rates) {
  Flows flows{1.0};
  for (const double rate : rates) {
    flows.push_back(0.0);
    for (std::size_t t = flows.size() - 1; t > 0; --t) flows[t] -= (1.0 + rate) * flows[t - 1];
  }
  return flows;
}

TEST(Npv, of_one_flow_now_is_the_flow) { EXPECT_EQ(npv(Flows{-100.0}, 0.37).value, -100.0); }

TEST(Npv, says_why_there_is_none) {
  EXPECT_EQ(npv(Flows{}, 0.1).reason, Reason::too_few_points);
  EXPECT_EQ(npv(Flows{-1.0, missing}, 0.1).reason, Reason::missing);
  EXPECT_EQ(npv(Flows(400, 1e300), -0.999).reason, Reason::missing);  // beyond all numbers, never infinite
}

TEST(Npv, refuses_a_rate_of_minus_one_and_tells_the_unit) {
  for (const double rate : {-1.0, -2.0, missing}) EXPECT_THROW((void)npv(Flows{1.0}, rate), ValueError);
}

TEST(Npv, of_money_keeps_unit_and_price_basis) {
  const Unit bn = parse_unit("tỷ đồng");
  const PriceBasis constant{PriceBasis::Kind::constant, 2010};
  const Amount out = npv(std::vector{Amount(-10, bn, constant), Amount(11000, parse_unit("triệu đồng"), constant)}, 0.1);
  EXPECT_NEAR(out.value, 0.0, 1e-14);  // a rounding of 10
  EXPECT_EQ(out.unit, bn);
  EXPECT_EQ(out.basis, constant);
  EXPECT_THROW((void)npv(std::vector{Amount(-10, bn, constant), Amount(11, bn)}, 0.1), UnitError);
  EXPECT_THROW((void)npv(std::vector{Amount(-10, bn), Amount(11, parse_unit("USD"))}, 0.1), UnitError);
}

TEST(InternalRates, without_a_change_of_sign_there_is_none) {
  for (const Flows& flows : {Flows{-100, 0, 0, 0}, Flows{100, 5}, Flows{0, -3, -4}}) {
    EXPECT_EQ(internal_rates(flows).rate.reason, Reason::no_solution);
    EXPECT_EQ(internal_rates(flows).sign_changes, 0);
  }
}

TEST(InternalRates, with_two_changes_of_sign_there_may_be_none) {
  const InternalRates rates = internal_rates(Flows{100, -200, 150});  // 100 v^2 - 200 v + 150 is above zero everywhere
  EXPECT_EQ(rates.rate.reason, Reason::no_solution);
  EXPECT_EQ(rates.sign_changes, 2);
}

TEST(InternalRates, one_that_is_only_touched_stands_once) {
  const InternalRates rates = internal_rates(Flows{-100, 220, -121});  // -100 (1 - 1.1 v)^2
  ASSERT_EQ(rates.roots.size(), 1u);
  EXPECT_NEAR(rates.rate.value, 0.1, 1e-7);  // where it touches, half of the digits are lost
}

TEST(InternalRates, finds_all_of_several) {
  const std::vector<double> expected{-0.5, -0.1, 0.0, 0.08, 0.3, 2.0};
  const InternalRates rates = internal_rates(with_rates(expected));
  EXPECT_EQ(rates.rate.reason, Reason::several_solutions);
  ASSERT_EQ(rates.roots.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(rates.roots[i], expected[i], 1e-9);  // rounding of the flows, times the roots' closeness
}

TEST(InternalRates, reach_from_near_minus_one_to_the_very_large) {
  EXPECT_NEAR(irr(Flows{-1e6, 1.0}).value, -0.999999, 1e-15);
  EXPECT_NEAR(irr(Flows{-1e-3, 1e9}).value, 1e12 - 1.0, 1e-2);  // 1e-14 of it: rounding of its logarithm, 28
  EXPECT_EQ(irr(Flows{0, 0, -100, 110}).value, irr(Flows{-100, 110}).value);
}

TEST(InternalRates, of_thirty_years_by_month) {
  Flows loan(361, 1.0);  // 360 payments of 1 for what they are worth at half a per cent a month
  loan[0] = -(1.0 - std::pow(1.005, -360)) / 0.005;
  EXPECT_NEAR(irr(loan).value, 0.005, 1e-14);  // rounding of the first flow
}

TEST(InternalRates, of_too_few_or_missing_flows_say_so) {
  EXPECT_EQ(irr(Flows{-1.0}).reason, Reason::too_few_points);
  EXPECT_EQ(irr(Flows{0.0, 0.0}).reason, Reason::too_few_points);
  EXPECT_EQ(irr(Flows{-1.0, missing}).reason, Reason::missing);
}

TEST(InternalRates, of_many_projects_stand_side_by_side_and_one_bad_harms_no_other) {
  const Flows flows{-100, 110, -100, 0, -100, missing, -100, 120};
  const std::vector<std::int64_t> offsets{0, 2, 4, 6, 8};
  std::vector<double> rates(4), values(4);
  std::vector<Reason> reasons(4);
  irr(flows, offsets, rates, reasons);
  npv(flows, offsets, 0.0, values);
  EXPECT_NEAR(rates[0], 0.1, 1e-15);
  EXPECT_NEAR(rates[3], 0.2, 1e-15);
  EXPECT_EQ(reasons[1], Reason::no_solution);
  EXPECT_EQ(reasons[2], Reason::missing);
  EXPECT_EQ(values[1], -100.0);
  EXPECT_TRUE(is_missing(values[2]));
  EXPECT_THROW(irr(flows, std::vector<std::int64_t>{0, 9}, std::span(rates).first(1)), ShapeError);
}

TEST(Mirr, needs_outlays_and_returns) {
  EXPECT_EQ(mirr(Flows{-100, -1}, 0.1, 0.1).reason, Reason::no_solution);
  EXPECT_EQ(mirr(Flows{100, 1}, 0.1, 0.1).reason, Reason::no_solution);
  EXPECT_NEAR(mirr(Flows{-100, 110}, 0.3, 0.2).value, 0.1, 1e-15);  // nothing to carry: the internal rate itself
}

TEST(CostPerOutcome, says_why_there_is_none) {
  EXPECT_EQ(cost_per_outcome(Flows{5}, Flows{0}, 0.1).reason, Reason::zero_base);
  EXPECT_EQ(cost_per_outcome(Flows{5}, Flows{-1}, 0.1).reason, Reason::negative_base);
  EXPECT_THROW((void)cost_per_outcome(Flows{5}, Flows{1, 2}, 0.1), ShapeError);
}

TEST(RatePerPeriod, compounds_to_the_yearly_rate) { EXPECT_NEAR(std::pow(1.0 + rate_per_period(0.05, 2), 2), 1.05, 4e-16); }

TEST(DebtService, adds_up_to_the_face_and_ends_at_zero) {
  for (const Repayment repayment : {Repayment::equal_principal, Repayment::annuity, Repayment::bullet}) {
    const DebtService service = debt_service({.face = 75.3, .interest = 0.02, .grace_years = 5, .maturity_years = 20, .payments_per_year = 2, .repayment = repayment});
    double principal = 0.0;
    for (const double x : service.principal) principal += x;
    EXPECT_NEAR(principal, 75.3, 1e-12) << name(repayment);  // 40 roundings
    EXPECT_EQ(service.outstanding.back(), 0.0);
    EXPECT_EQ(service.payment.size(), 40u);
  }
}

TEST(DebtService, of_an_annuity_pays_the_same_each_time) {
  const DebtService service = debt_service({.interest = 0.06, .maturity_years = 10, .repayment = Repayment::annuity});
  for (const double x : service.payment) EXPECT_NEAR(x, 13.586795822038, 1e-10);  // 100 * 0.06 / (1 - 1.06^-10), of any annuity table
}

TEST(DebtService, refuses_what_is_no_loan) {
  EXPECT_THROW((void)debt_service({.face = 0, .maturity_years = 1}), ValueError);
  EXPECT_THROW((void)debt_service({.interest = -0.01, .maturity_years = 1}), ValueError);
  EXPECT_THROW((void)debt_service({.grace_years = 3, .maturity_years = 2}), ValueError);
  EXPECT_THROW((void)debt_service({.maturity_years = 2.3}), ValueError);
}

TEST(GrantElement, of_a_gift_is_one_and_of_a_dear_loan_negative) {
  EXPECT_EQ(grant_element(100, {}, 1, 0.05).value, 1.0);
  EXPECT_LT(grant_element(Loan{.interest = 0.08, .maturity_years = 10}, 0.05).value, 0.0);
  EXPECT_EQ(grant_element(0.0, Flows{1}, 1, 0.05).reason, Reason::zero_base);
  EXPECT_EQ(grant_element(1.0, Flows{missing}, 1, 0.05).reason, Reason::missing);
}

TEST(GrantElement, decides_whether_a_loan_is_concessional) {
  EXPECT_TRUE(is_concessional(0.35));
  EXPECT_FALSE(is_concessional(0.34));
  EXPECT_TRUE(is_concessional(0.34, 0.25));
  EXPECT_FALSE(is_concessional(Reason::missing));
}

}  // namespace investment_test
