// SPDX-License-Identifier: Apache-2.0
// Laws of planning: internal rates make the present value zero and none is overlooked, order and unit change nothing (P36),
// phases add up to the budget (P34), grant elements fall with interest.
#include "random_series.hpp"

#include <industria/indicators/capacity_use.hpp>
#include <industria/indicators/disbursement.hpp>
#include <industria/planning/grant_element.hpp>
#include <industria/planning/investment.hpp>
#include <industria/planning/pipeline.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace planning_laws {

using namespace industria;
using Flows = std::vector<double>;

Flows random_flows(laws::Random& random) {
  Flows flows;
  for (int n = random.whole(2, 40); n > 0; --n) flows.push_back(random.whole(0, 3) == 0 ? 0.0 : random.uniform(-1.0, 1.0));
  return flows;
}

TEST(InternalRateLaws, every_root_makes_the_present_value_zero) {
  laws::Random random(71);
  for (int i = 0; i < 2000; ++i) {
    const Flows flows = random_flows(random);
    const InternalRates rates = internal_rates(flows);
    EXPECT_LE(rates.roots.size(), static_cast<std::size_t>(rates.sign_changes));  // Descartes
    for (const double rate : rates.roots) {
      Flows sizes;
      for (const double x : flows) sizes.push_back(std::abs(x));
      // A root's last bit moves each term by up to 40 of its last bits.
      EXPECT_NEAR(npv(flows, rate).value, 0.0, 1e-12 * npv(sizes, rate).value) << rate;
    }
  }
}

TEST(InternalRateLaws, no_change_of_sign_of_the_present_value_is_overlooked) {
  laws::Random random(72);
  for (int i = 0; i < 500; ++i) {
    const Flows flows = random_flows(random);
    const InternalRates rates = internal_rates(flows);
    double before = -0.95;
    for (double rate = -0.9; rate < 20.0; before = rate, rate += 0.05 * (1.0 + rate)) {
      if (npv(flows, before).value * npv(flows, rate).value >= 0.0) continue;
      const bool is_found = std::any_of(rates.roots.begin(), rates.roots.end(), [&](double r) { return before <= r && r <= rate; });
      EXPECT_TRUE(is_found) << before << " to " << rate;
    }
  }
}

TEST(InternalRateLaws, the_unit_of_money_changes_no_bit) {
  laws::Random random(73);
  for (int i = 0; i < 500; ++i) {
    Flows flows = random_flows(random);
    const InternalRates first = internal_rates(flows);
    for (double& x : flows) x *= 0x1p40;
    EXPECT_EQ(internal_rates(flows).roots, first.roots);
    EXPECT_EQ(internal_rates(flows).rate.reason, first.rate.reason);
  }
}

TEST(InternalRateLaws, the_modified_rate_lies_between_internal_and_reinvested) {
  laws::Random random(74);
  for (int i = 0; i < 500; ++i) {
    Flows flows{-1.0};
    for (int n = random.whole(1, 20); n > 0; --n) flows.push_back(random.uniform(0.05, 1.0));
    const double rate = irr(flows).value;
    const double reinvest = random.uniform(0.0, 0.5);
    const double modified = mirr(flows, 0.1, reinvest).value;
    EXPECT_GE(modified, std::min(rate, reinvest) - 1e-12);  // rounding of 20 factors
    EXPECT_LE(modified, std::max(rate, reinvest) + 1e-12);
  }
}

TEST(GrantElementLaws, a_dearer_loan_is_less_of_a_gift) {
  laws::Random random(75);
  for (int i = 0; i < 500; ++i) {
    const int grace = random.whole(0, 10);
    Loan loan{.face = random.uniform(1.0, 1e9), .interest = random.uniform(0.0, 0.1), .grace_years = static_cast<double>(grace),
              .maturity_years = static_cast<double>(grace + random.whole(1, 30)), .payments_per_year = random.whole(1, 4),
              .repayment = static_cast<Repayment>(random.whole(0, 2))};
    const double gift = grant_element(loan, 0.05).value;
    EXPECT_NEAR(present_value(loan, 0.05).value, loan.face * (1.0 - gift), 1e-12 * loan.face);
    loan.interest += 0.001;
    EXPECT_LT(grant_element(loan, 0.05).value, gift);
    EXPECT_GT(grant_element(loan, 0.06).value, grant_element(loan, 0.05).value);
  }
}

TEST(GrantElementLaws, at_its_own_rate_a_loan_is_no_gift) {
  laws::Random random(76);
  for (int i = 0; i < 200; ++i) {
    const int per_year = random.whole(1, 4);
    const double yearly = random.uniform(0.0, 0.2);
    const Loan loan{.interest = per_year * rate_per_period(yearly, per_year), .grace_years = 2, .maturity_years = 12, .payments_per_year = per_year,
                    .repayment = static_cast<Repayment>(random.whole(0, 2))};
    EXPECT_NEAR(grant_element(loan, yearly).value, 0.0, 1e-13);  // rounding of 48 payments
  }
}

TEST(CapacityLaws, the_law_has_its_mean_and_the_order_of_projects_changes_no_bit) {
  laws::Random random(77);
  for (int i = 0; i < 100; ++i) {
    std::vector<CapacityLaw::Part> parts;
    for (int n = random.whole(1, 9); n > 0; --n) parts.push_back({random.uniform(0.0, 100.0), random.uniform()});
    const CapacityLaw law(random.uniform(0.0, 50.0), parts);
    // The mean is what is certain and the area under the probability of more.
    double area = law.certain();
    double last = law.certain();
    for (double p = 0.0; p <= 1.0; p += 1.0 / 4096) {
      const double x = law.quantile(p);
      area += (x - last) * law.probability_at_least(x);
      last = x;
    }
    EXPECT_NEAR(area, law.expected(), law.all() / 512);  // sums rarer than 1/4096 are stepped over
    std::reverse(parts.begin(), parts.end());
    const CapacityLaw turned(law.certain(), parts);
    EXPECT_EQ(turned.quantile(0.8), law.quantile(0.8));
    EXPECT_EQ(turned.deviation(), law.deviation());
  }
}

TEST(CapacityLaws, aggregate_rates_lie_between_those_of_the_parts) {
  laws::Random random(78);
  for (int i = 0; i < 1000; ++i) {
    Flows output, capacity, weight;
    double least = 2.0, most = 0.0;
    for (int n = random.whole(1, 20); n > 0; --n) {
      capacity.push_back(random.uniform(1.0, 1000.0));
      output.push_back(capacity.back() * random.uniform(0.2, 1.3));
      weight.push_back(random.uniform(0.0, 1.0));
      least = std::min(least, output.back() / capacity.back());
      most = std::max(most, output.back() / capacity.back());
    }
    const AggregateUtilisation u = aggregate_utilisation(output, capacity, weight);
    for (const Value& rate : {u.harmonic, u.weighted_mean, u.ratio_of_sums}) {
      EXPECT_GE(rate.value, least * (1 - 1e-14));  // a few roundings
      EXPECT_LE(rate.value, most * (1 + 1e-14));
    }
    EXPECT_LE(u.harmonic.value, u.weighted_mean.value * (1 + 1e-14));  // harmonic mean against arithmetic mean
  }
}

TEST(DisbursementLaws, phases_never_fall_and_end_at_the_budget) {
  laws::Random random(79);
  for (int i = 0; i < 500; ++i) {
    Flows profile;
    for (int n = random.whole(1, 24); n > 0; --n) profile.push_back(random.uniform());
    const double budget = random.uniform(1.0, 1e12);
    const auto due = phased_budget(budget, profile);
    EXPECT_EQ(due.back().value, budget);
    for (std::size_t k = 1; k < due.size(); ++k) EXPECT_GE(due[k].value, due[k - 1].value * (1 - 1e-15));  // one rounding
  }
}

}  // namespace planning_laws
