// SPDX-License-Identifier: Apache-2.0
// Next year's proposal: the levels against a convolution by brute force, order, rounding, history, and what must not change them.
#include <industria/base/error.hpp>
#include <industria/targets/proposal.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace industria;

namespace proposal_test {

const IndicatorKey key{"output", "p", "", "", ""};

Observation level(const Period& at, double value, const char* unit = "t") {
  Observation o;
  o.key = key;
  o.span = {at, at};
  o.figure = Figure::of(value, parse_unit(unit));
  return o;
}
/// Years 2018 to 2023 growing by 4 to 9 %, months of 2024 to September 2026 with a slow start of the year.
Dataset known(const char* unit = "t", double scale = 1.0) {
  Dataset data;
  double year = 1000.0 * scale;
  const double growths[] = {0.04, 0.07, 0.05, 0.09, 0.06, 0.08};
  for (int y = 2018; y <= 2023; ++y) {
    data.observations.push_back(level(Period::of_year(y), year, unit));
    year *= 1.0 + growths[y - 2018];
  }
  for (int y = 2024; y <= 2026; ++y) {
    for (int m = 1; m <= (y == 2026 ? 9 : 12); ++m) data.observations.push_back(level(Period::of_month(y, m), year / 12 * (m < 3 ? 0.8 : 1.04), unit));
    year *= 1.07;
  }
  return data;
}
Proposal proposed(const Dataset& data, const Period& period = Period::of_month(2026, 9), const ProposalOptions& options = {}) {
  return propose_plan(data, monitoring_table(data, period), options).at(0);
}

TEST(Proposal, meets_each_probability_by_a_convolution_on_a_fine_grid) {
  const Dataset data = known();
  const MonitoringTable table = monitoring_table(data, Period::of_month(2026, 9));
  const Proposal p = proposed(data);
  Series years{.first = Period::of_year(2026 - static_cast<int>(p.growths.size())), .unit = parse_unit("t"), .id = key.unique_id()};
  years.values = {p.base.value};
  for (auto g = p.growths.rbegin(); g != p.growths.rend(); ++g) years.values.insert(years.values.begin(), years.values.front() / (1.0 + g->growth / 100.0));
  const Forecast growth = forecast(years, 1, {.method = Method::pooled_growth});
  const int n = 500;
  std::vector<double> bases;
  std::vector<double> nexts;
  for (int i = 0; i < n; ++i) {
    bases.push_back(table.rows[0].full_year_law.quantile((i + 0.5) / n) / p.base.value);
    nexts.push_back(growth.quantile(0, (i + 0.5) / n));
  }
  for (const PlanVariant& v : p.variants) {
    int met = 0;
    for (const double base : bases) {
      for (const double next : nexts) met += next * base >= v.level.value ? 1 : 0;
    }
    EXPECT_NEAR(100.0 * met / (n * n), v.probability, 0.2);  // 64 values of the base stand for its law: tails within 1/500
  }
}

TEST(Proposal, of_a_year_that_is_over_is_the_forecast_s_own_quantile) {
  Dataset data = known();
  const double months[] = {10, 11, 12};
  for (const double m : months) data.observations.push_back(level(Period::of_month(2026, static_cast<int>(m)), 150.0));
  const Proposal p = proposed(data, Period::of_month(2026, 12));
  EXPECT_TRUE(p.base_interval.is_exact());
  Series years{.first = Period::of_year(2018), .unit = parse_unit("t"), .id = key.unique_id()};
  years.values = {p.base.value};
  for (auto g = p.growths.rbegin(); g != p.growths.rend(); ++g) years.values.insert(years.values.begin(), years.values.front() / (1.0 + g->growth / 100.0));
  const Forecast next = forecast(years, 1, {.method = Method::pooled_growth});
  EXPECT_NEAR(p.variants[0].level.value, next.quantile(0, 0.2), 1e-9 * next.quantile(0, 0.2));  // one quotient and product apart
  EXPECT_NEAR(p.expected.value, next.median(0), 1e-9 * next.median(0));
}

TEST(Proposal, carries_the_base_s_uncertainty_over) {
  const Proposal early = proposed(known(), Period::of_month(2026, 3));
  const Proposal late = proposed(known(), Period::of_month(2026, 9));
  EXPECT_GT((early.interval.hi - early.interval.lo) / early.expected.value, (late.interval.hi - late.interval.lo) / late.expected.value);
  EXPECT_GT(late.interval.hi / late.interval.lo, late.base_interval.hi / late.base_interval.lo);
}

TEST(Proposal, orders_its_variants_and_turns_them_round_where_less_is_better) {
  Dataset data = known();
  const Proposal up = proposed(data);
  EXPECT_LT(up.variants[0].level.value, up.variants[1].level.value);
  EXPECT_LT(up.variants[1].level.value, up.variants[2].level.value);
  data.indicators = {{.id = "output", .unit = parse_unit("t"), .desired = Desired::down}};
  const Proposal down = proposed(data);
  EXPECT_EQ(down.direction, Direction::at_most);
  EXPECT_NEAR(down.variants[0].level.value, up.variants[2].level.value, 1e-9 * up.variants[2].level.value);  // roots to 46 bits
}

TEST(Proposal, rounds_towards_the_more_ambitious_and_restates_the_probability) {
  const Proposal exact = proposed(known());
  const Proposal rounded = proposed(known(), Period::of_month(2026, 9), {.digits = 2});
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_GE(rounded.variants[i].level.value, exact.variants[i].level.value);
    EXPECT_LE(rounded.variants[i].probability, exact.variants[i].probability);
    EXPECT_EQ(std::fmod(rounded.variants[i].level.value, 100.0), 0.0);
  }
}

TEST(Proposal, has_a_place_in_history) {
  const Proposal p = proposed(known());
  ASSERT_EQ(p.growths.size(), 8u);
  EXPECT_NEAR(p.growths[0].growth, 4.0, 1e-9);  // rounding of a quotient near 1
  const HistoryPlace& high = p.variants[2].history;
  EXPECT_EQ(high.years, 8);
  EXPECT_EQ(high.reached, static_cast<int>(std::count_if(p.growths.begin(), p.growths.end(), [&](const PastGrowth& g) { return g.growth >= p.variants[2].growth.value; })));
  EXPECT_NEAR(high.highest, 9.0, 1e-9);
  EXPECT_EQ(high.highest_year, 2022);
}

TEST(Proposal, gives_a_path_of_months_that_adds_up) {
  const Proposal p = proposed(known());
  const std::vector<double>& path = p.variants[1].path;
  ASSERT_EQ(path.size(), 12u);
  double sum = 0.0;
  for (const double m : path) sum += m;
  EXPECT_NEAR(sum, p.variants[1].level.value, 1e-9 * sum);  // rounding of twelve products
  EXPECT_NEAR(path[0] / path[5], 0.8 / 1.04, 1e-12);        // the profile of every past year
}

TEST(Proposal, does_not_depend_on_the_unit) {
  const Proposal tonnes = proposed(known());
  const Proposal kilograms = proposed(known("kg", 1000.0));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(kilograms.variants[i].level.value, 1000.0 * tonnes.variants[i].level.value, 1e-8 * kilograms.variants[i].level.value);  // 1000 is no power of two
}

TEST(Proposal, does_not_take_a_new_sample_for_growth) {
  Dataset data = known();
  for (Observation& o : data.observations) {
    if (o.period().year == 2026) o.figure.value *= 1.5;  // half as many firms again are asked
  }
  for (const Period& at : {Period::of_month(2026, 9), Period::of_year_to_date(2026, 9)}) {
    Observation growth = level(at, 7.0, "%");
    growth.measure = Measure::growth_on_same_period;
    data.observations.push_back(growth);
  }
  const Proposal p = proposed(data);
  EXPECT_NEAR(p.base_growth.value, 7.0, 1e-9);  // rounding of the implied base
  EXPECT_NEAR(p.variants[1].growth.value, proposed(known()).variants[1].growth.value, 1e-6);  // roots to 46 bits
}

TEST(Proposal, says_how_likely_a_plan_is_that_is_stated_already) {
  Dataset data = known();
  const Proposal free = proposed(data);
  data.targets = {Target{.id = "next", .key = key, .span = {Period::of_year(2027), Period::of_year(2027)}, .figure = Figure::of(free.variants[2].level.value, parse_unit("t"))}};
  EXPECT_NEAR(proposed(data).stated_probability.value, 20.0, 1e-6);  // roots to 46 bits
}

TEST(Proposal, gives_a_reason_without_an_estimate_and_refuses_what_is_no_probability) {
  Dataset data;
  for (int m = 1; m <= 9; ++m) data.observations.push_back(level(Period::of_month(2026, m), 10.0));  // no past year, no share
  EXPECT_EQ(proposed(data).reason, Reason::too_few_points);
  EXPECT_TRUE(proposed(data).variants.empty());
  EXPECT_THROW((void)proposed(known(), Period::of_month(2026, 9), {.probabilities = {100}}), ValueError);
}

}  // namespace proposal_test
