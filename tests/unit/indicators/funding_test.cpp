// SPDX-License-Identifier: Apache-2.0
// Leverage, support per capacity and sums of stated money, with bounds.
#include <industria/base/error.hpp>
#include <industria/indicators/funding_ratios.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <string>

using industria::Bounds;
using industria::Dataset;
using industria::Figure;
using industria::Funding;
using industria::FundingKind;
using industria::FundingStage;
using industria::parse_unit;
using industria::Period;
using industria::Qualifier;

namespace funding_test {

const industria::PriceBasis unstated{industria::PriceBasis::Kind::unstated, 0};
Figure money(double value, const char* unit) { return Figure::of(value, parse_unit(unit), unstated); }
Figure nearly(double value, const char* unit) {
  Figure f = money(value, unit);
  f.bounds = Bounds{0, value, true, true};
  f.qualifier = Qualifier::below_near;
  return f;
}
Funding row(const std::string& source, int first, int last, double bn) {
  Funding f;
  f.id = source + std::to_string(first) + std::to_string(last);
  f.programme = "p";
  f.source = source;
  if (first != 0) f.span = {Period::of_year(first), Period::of_year(last)};
  f.amount = money(bn, "tỷ đồng");
  return f;
}
Dataset programme() {
  Dataset data;
  data.funding_sources = {{"state", "", "", FundingKind::public_money}, {"firms", "", "", FundingKind::private_money}};
  Funding total = row("", 2021, 2022, 75.3);
  total.is_total = true;
  data.funding = {total, row("firms", 2021, 2022, 48.4), row("state", 2021, 2022, 26.9), row("", 2021, 2021, 30), row("", 2022, 2022, 45.3)};
  return data;
}

TEST(Leverage, is_private_money_per_public_dong) {
  EXPECT_NEAR(industria::leverage(money(48.4, "tỷ đồng"), money(26.9, "tỷ đồng")).value, 1.80, 0.005);
  EXPECT_NEAR(industria::leverage(money(48400, "triệu đồng"), money(26.9, "tỷ đồng")).value, 1.80, 0.005);
}

TEST(Leverage, has_no_bound_when_both_sums_are_only_bounded_above) {
  const Figure both_nearly = industria::leverage(nearly(14, "tỷ đồng"), nearly(400, "triệu đồng"));
  EXPECT_EQ(both_nearly.value, 35.0);
  EXPECT_FALSE(both_nearly.bounds.has_hi());
  EXPECT_EQ(both_nearly.bounds.lo > 0.0, false);
}

TEST(Leverage, of_no_public_money_is_missing_and_other_units_are_refused) {
  EXPECT_TRUE(std::isnan(industria::leverage(money(1, "tỷ đồng"), money(0, "tỷ đồng")).value));
  EXPECT_THROW((void)industria::leverage(money(1, "tỷ đồng"), Figure::of(1, parse_unit("ha"))), industria::UnitError);
  EXPECT_THROW((void)industria::leverage(money(1, "tỷ đồng"), Figure::of(1, parse_unit("USD"), unstated)), industria::UnitError);
}

TEST(SupportPerCapacity, of_the_two_brick_plants) {
  const auto bricks = [](double million) { return Figure::of(million * 1e6, parse_unit("brick/year")); };
  EXPECT_NEAR(industria::support_per_capacity(money(600, "triệu đồng"), bricks(14)).value, 42.9, 0.05);
  EXPECT_NEAR(industria::support_per_capacity(money(300, "triệu đồng"), bricks(9)).value, 33.3, 0.05);
}

TEST(SupportPerCapacity, carries_the_bound_of_a_word) {
  const Figure per_m2 = industria::support_per_capacity(nearly(400, "triệu đồng"), Figure::of(80000, parse_unit("m2/năm")));
  EXPECT_EQ(per_m2.value, 5000.0);
  EXPECT_EQ(per_m2.bounds.hi, 5000.0);
  EXPECT_TRUE(per_m2.bounds.hi_open);
  EXPECT_NE(industria::to_text(per_m2, industria::Language::vi).find("dưới 5.000 đồng"), std::string::npos) << industria::to_text(per_m2, industria::Language::vi);
}

TEST(FundingSummary, splits_by_source_and_by_year_and_imputes_no_cross_table) {
  const auto s = industria::summarise_funding(programme(), "p");
  EXPECT_EQ(s.total->value, 75.3);
  ASSERT_EQ(s.by_source.size(), 2u);
  EXPECT_EQ(s.by_source[0].id, "firms");
  EXPECT_NEAR(s.by_source[0].share.value, 0.643, 5e-4);
  ASSERT_EQ(s.by_year.size(), 2u);
  EXPECT_EQ(s.by_year[1].id, "2022");
  EXPECT_TRUE(s.by_source_and_year.empty());
  EXPECT_NEAR(s.leverage->value, 1.80, 0.005);
}

TEST(FundingSummary, has_a_cross_table_where_rows_state_one) {
  Dataset data = programme();
  data.funding.push_back(row("state", 2021, 2021, 10));
  const auto s = industria::summarise_funding(data, "p");
  ASSERT_EQ(s.by_source_and_year.size(), 2u);
  EXPECT_EQ(s.by_source_and_year[1][0]->value, 10.0);
  EXPECT_FALSE(s.by_source_and_year[0][0]);
  EXPECT_EQ(s.by_source[1].amount.value, 26.9);  // the stated sum, not added to
}

TEST(FundingSummary, never_adds_a_plan_to_money_that_was_paid) {
  Dataset data = programme();
  Funding paid = row("state", 0, 0, 5);
  paid.stage = FundingStage::disbursed;
  data.funding.push_back(paid);
  EXPECT_EQ(industria::summarise_funding(data, "p").public_money->value, 26.9);
}

TEST(FundingSummary, does_not_add_what_does_not_go_together) {
  Dataset data = programme();
  data.funding[2].amount = money(1, "triệu USD");
  data.funding.push_back(row("state", 2021, 2022, 5));
  data.funding[4].amount.basis = {industria::PriceBasis::Kind::current, 0};
  const auto s = industria::summarise_funding(data, "p");
  EXPECT_FALSE(s.public_money || s.leverage);
  EXPECT_EQ(s.private_money->value, 48.4);
  EXPECT_EQ(s.by_source.size(), 3u);  // what a source gave in dong and in dollars stays apart
  EXPECT_EQ(s.by_source[0].share.reason, industria::Reason::not_comparable);
  EXPECT_EQ(s.by_year[0].share.reason, industria::Reason::not_comparable);
}

TEST(FundingSummary, of_an_unknown_owner_is_empty) {
  const auto s = industria::summarise_funding(programme(), "nobody");
  EXPECT_FALSE(s.total || s.public_money || s.leverage);
  EXPECT_TRUE(s.by_source.empty() && s.by_year.empty());
}

}  // namespace funding_test
