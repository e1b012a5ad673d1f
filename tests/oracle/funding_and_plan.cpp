// SPDX-License-Identifier: Apache-2.0
// Leverage, support per unit, plan fulfilment, growth and required growth against figures computed in 40 digits.
#include "nist.hpp"

#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/indicators/shares.hpp>
#include <industria/targets/assess.hpp>

#include <gtest/gtest.h>

#include <numeric>

using namespace industria;

namespace funding_and_plan {

nlohmann::json oracle(const std::string& name) { return nist::read(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json"); }
nlohmann::json find(const nlohmann::json& all, const std::string& id) {
  for (const auto& c : all["cases"]) {
    if (c["id"] == id) return c;
  }
  throw std::runtime_error("no case " + id);
}
/// The files' tolerance: 1e-12 relative.
#define EXPECT_AS_PUBLISHED(actual, expected) EXPECT_NEAR(actual, (expected).get<double>(), 1e-12 * std::abs((expected).get<double>()))

TEST(FundingOracle, leverage_and_private_share) {
  const auto c = find(oracle("funding_ratios"), "leverage");
  const Unit vnd = parse_unit("đồng");
  const Figure ratio = leverage(Figure::of(c["private"].get<double>(), vnd), Figure::of(c["public"].get<double>(), vnd));
  EXPECT_AS_PUBLISHED(ratio.value, c["leverage_private_per_public"]);
  const auto parts = shares(std::vector{c["public"].get<double>(), c["private"].get<double>(), c["other"].get<double>()});
  EXPECT_AS_PUBLISHED(100 * parts[1].value, c["private_share_pct"]);
  EXPECT_AS_PUBLISHED(1 / parts[0].value, c["total_multiplier"]);
}

TEST(FundingOracle, disbursement_and_support_per_unit) {
  const auto all = oracle("funding_ratios");
  const auto d = find(all, "disbursement");
  EXPECT_AS_PUBLISHED(100 * plan_fulfilment(d["disbursed_year"].get<double>(), d["allocated_year"].get<double>()).value, d["disbursement_rate_year_pct"]);
  EXPECT_AS_PUBLISHED(100 * plan_fulfilment(d["disbursed_cumulative"].get<double>(), d["committed"].get<double>()).value, d["cumulative_rate_pct"]);
  const auto i = find(all, "intensity");
  const Figure per_brick = support_per_capacity(Figure::of(i["support"].get<double>(), parse_unit("triệu đồng")),
                                                Figure::of(i["capacity_added"].get<double>() * 1e6, parse_unit("brick/year")));
  EXPECT_AS_PUBLISHED(per_brick.value, i["support_per_unit"]);  // million VND per million bricks/year is VND per brick/year
}

TEST(PlanOracle, fulfilment_and_growth_of_the_reviews) {
  const auto all = oracle("plan_vs_actual");
  for (const auto& c : all["cases"]) {
    const auto now = c["months"].get<std::vector<double>>();
    const auto then = c["last_year_months"].get<std::vector<double>>();
    const auto k = static_cast<std::ptrdiff_t>(c["upto_month"].get<int>());
    const double so_far = std::accumulate(now.begin(), now.end(), 0.0);
    const double same_then = std::accumulate(then.begin(), then.begin() + k, 0.0);
    const double year_then = std::accumulate(then.begin(), then.end(), 0.0);
    const double plan = c["plan_year"].get<double>();
    EXPECT_AS_PUBLISHED(100 * plan_fulfilment(so_far, plan).value, c["plan_fulfilment_pct"]);
    EXPECT_AS_PUBLISHED(100 * growth(same_then, so_far).value, c["cumulative_growth_pct"]);
    EXPECT_AS_PUBLISHED(100 * growth(then[static_cast<std::size_t>(k - 1)], now.back()).value, c["same_month_growth_pct"]);
    EXPECT_AS_PUBLISHED(100 * growth(now[now.size() - 2], now.back()).value, c["prev_month_growth_pct"]);
    EXPECT_AS_PUBLISHED(100 * growth(year_then - same_then, plan - so_far).value, c["remaining_growth_needed_vs_same_months_pct"]);
  }
}

TEST(TargetOracle, required_growth_change_and_path) {
  int assessed = 0;
  const auto all = oracle("target_assessment");
  for (const auto& c : all["cases"]) {
    const double base = c["base_value"].get<double>();
    const double value = c["value"].get<double>();
    const double target = c["target"].get<double>();
    const int since = c["year"].get<int>() - c["base_year"].get<int>();
    const int left = c["target_year"].get<int>() - c["year"].get<int>();
    const auto compare = [&](const char* name, const Value& actual) {
      if (!c.contains(name) || !c[name].is_number()) return;
      EXPECT_AS_PUBLISHED(actual.value, c[name]) << c["id"];
      ++assessed;
    };
    compare("cagr_actual", cagr(base, value, since));
    compare("cagr_required_from_base", required_growth(base, target, since + left));
    compare("cagr_required_from_now", required_growth(value, target, left));
    compare("required_annual_change_from_now", required_change(value, target, left));
  }
  EXPECT_GT(assessed, 20);
}

}  // namespace funding_and_plan
