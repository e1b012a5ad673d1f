// SPDX-License-Identifier: Apache-2.0
// Use of capacities, part of a year, what a dataset has installed, and money paid out against time.
#include <industria/base/error.hpp>
#include <industria/indicators/capacity_use.hpp>
#include <industria/indicators/disbursement.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/installed_capacity.hpp>

#include <gtest/gtest.h>

namespace capacity_test {

using namespace industria;
using Numbers = std::vector<double>;

TEST(Utilisation, above_one_is_kept) { EXPECT_EQ(utilisation(1200, 1000.0).value, 1.2); }

TEST(Utilisation, says_why_there_is_none) {
  EXPECT_EQ(utilisation(1, 0.0).reason, Reason::zero_base);
  EXPECT_EQ(utilisation(1, -1.0).reason, Reason::negative_base);
  EXPECT_EQ(utilisation(-1, 1.0).reason, Reason::negative_base);
  EXPECT_EQ(efficiency(missing, 1.0).reason, Reason::missing);
}

TEST(Utilisation, of_columns_leaves_bad_rows_missing) {
  Numbers out(3);
  utilisation(Numbers{1, 2, 3}, Numbers{2, 0, 2}, out);
  EXPECT_EQ(out[0], 0.5);
  EXPECT_TRUE(is_missing(out[1]));
  EXPECT_EQ(out[2], 1.5);
  EXPECT_THROW(utilisation(Numbers{1}, Numbers{1, 2}, out), ShapeError);
}

TEST(Utilisation, of_figures_needs_a_quantity_against_the_same_per_time) {
  const Figure capacity = Figure::of(14, scaled(parse_unit("brick/year"), Scale{1, 1, 6}));
  const Figure bricks = Figure::of(10.5e6, parse_unit("brick"));
  EXPECT_NEAR(utilisation(bricks, capacity).value, 0.75, 1e-15);
  EXPECT_NEAR(utilisation(bricks, capacity, 1.5).value, 0.5, 1e-15);
  EXPECT_NEAR(utilisation(Figure::of(10.5e6, parse_unit("brick/year")), capacity).value, 0.75, 1e-15);
  EXPECT_THROW((void)utilisation(Figure::of(1, parse_unit("m2")), capacity), UnitError);
  EXPECT_THROW((void)utilisation(bricks, capacity, 0.0), ValueError);
}

TEST(Utilisation, of_figures_carries_bounds) {
  Figure above = Figure::of(8e6, parse_unit("brick"));
  above.bounds = Bounds::above(8e6);
  EXPECT_EQ(utilisation(above, Figure::of(16e6, parse_unit("brick/year"))).bounds, Bounds::above(0.5));
}

TEST(AggregateUtilisation, needs_every_part_unless_partial) {
  const Numbers output{8, missing};
  const Numbers capacity{10, 10};
  const Numbers weights{3, 1};
  EXPECT_EQ(aggregate_utilisation(output, capacity, weights).harmonic.reason, Reason::missing);
  const AggregateUtilisation part = aggregate_utilisation(output, capacity, weights, true);
  EXPECT_EQ(part.harmonic.value, 0.8);
  EXPECT_EQ(part.coverage, 0.75);
}

TEST(AggregateUtilisation, of_an_idle_part_has_no_harmonic_mean) {
  const AggregateUtilisation u = aggregate_utilisation(Numbers{8, 0}, Numbers{10, 10}, Numbers{3, 0});
  EXPECT_EQ(u.harmonic.reason, Reason::zero_base);
  EXPECT_EQ(u.ratio_of_sums.value, 0.4);
}

TEST(AggregateUtilisation, of_many_wholes_is_that_of_each) {
  const Numbers output{8, 9, missing}, capacity{10, 10, 10}, weights{1, 2, 1};
  std::vector<AggregateUtilisation> out(2);
  aggregate_utilisation(output, capacity, weights, std::vector<std::int64_t>{0, 2, 3}, false, out);
  EXPECT_EQ(out[0].harmonic.value, aggregate_utilisation(Numbers{8, 9}, Numbers{10, 10}, Numbers{1, 2}).harmonic.value);
  EXPECT_EQ(out[1].harmonic.reason, Reason::missing);
  EXPECT_THROW(aggregate_utilisation(output, capacity, weights, std::vector<std::int64_t>{0, 2, 4}, false, out), ShapeError);
}

TEST(PartYear, counts_from_the_start_month_on) {
  EXPECT_EQ(part_year(1), 1.0);
  EXPECT_EQ(part_year(3), 10.0 / 12.0);
  EXPECT_EQ(part_year(12), 1.0 / 12.0);
  EXPECT_EQ(part_year(13), 0.0);
  EXPECT_EQ(part_year(-5), 1.0);
}

TEST(PartYear, of_a_wide_start_has_bounds) {
  const Period q2 = Period::of_quarter(2024, 2);
  EXPECT_EQ(part_year({q2, q2}, 2024), Bounds::between(7.0 / 12.0, 9.0 / 12.0));
  EXPECT_EQ(part_year({Period::of_year(2016), Period::of_year(2020)}, 2018), Bounds::between(0, 1));
  EXPECT_EQ(part_year({Period::of_year(2016), Period::of_year(2020)}, 2021), Bounds::exactly(1));
  EXPECT_EQ(part_year({q2, q2}, 2023), Bounds::exactly(0));
}

TEST(RampUp, says_why_there_is_none) {
  EXPECT_EQ(exponential_ramp(1, 100, 0).reason, Reason::zero_base);
  EXPECT_EQ(exponential_ramp(-1, 100, 2).value, 0.0);  // before the start
  EXPECT_EQ(logistic_ramp(missing, 100, 1, 1).reason, Reason::missing);
  EXPECT_EQ(logistic_ramp(-1e9, 100, 1, 1).value, 0.0);
  EXPECT_EQ(learning_cost(0, 100, 0.2).reason, Reason::zero_base);
  EXPECT_EQ(learning_cost(2, 100, 1.0).reason, Reason::zero_base);
}

/// Two brick plants that started at some time in 2016-2020, as a report states them.
Dataset brick_plants() {
  Dataset data;
  data.products = {{.id = "brick", .unit = parse_unit("brick")}};
  for (const double million : {14.0, 9.0}) {
    data.capacities.push_back({.id = std::to_string(million), .product = "brick", .rate = Figure::of(million * 1e6, parse_unit("brick/year")),
                               .start = {Period::of_year(2016), Period::of_year(2020)}, .stage = Stage::operating, .origin = {}});
  }
  return data;
}

TEST(InstalledCapacity, adds_up_what_operates) {
  const InstalledCapacity in_2021 = installed_capacity(brick_plants(), "brick", "", 2021);
  EXPECT_EQ(in_2021.end_of_year.value, 23e6);
  EXPECT_TRUE(in_2021.end_of_year.bounds.is_exact());
  EXPECT_EQ(in_2021.coverage, 1.0);
  EXPECT_TRUE(in_2021.issues.empty());
}

TEST(InstalledCapacity, of_a_year_within_the_span_is_only_bounded) {
  const InstalledCapacity in_2018 = installed_capacity(brick_plants(), "brick", "", 2018);
  EXPECT_EQ(in_2018.average.bounds, Bounds::between(0, 23e6));
  EXPECT_EQ(in_2018.issues.size(), 2u);
  EXPECT_EQ(in_2018.issues[0].code, "capacity.wide_start");
}

TEST(InstalledCapacity, lists_what_it_cannot_add) {
  Dataset data = brick_plants();
  data.capacities[0].rate.value = missing;
  data.capacities.push_back(data.capacities[1]);
  data.capacities[2].stage = Stage::unknown;
  data.capacities.push_back(data.capacities[1]);
  data.capacities[3].rate = Figure::of(5, parse_unit("m2/year"));
  const InstalledCapacity found = installed_capacity(data, "brick", "", 2021);
  EXPECT_EQ(found.reason, Reason::missing);
  EXPECT_TRUE(is_missing(found.average.value));
  EXPECT_EQ(found.issues.size(), 3u);
  const InstalledCapacity partial = installed_capacity(data, "brick", "", 2021, true);
  EXPECT_EQ(partial.average.value, 9e6);
  EXPECT_EQ(partial.coverage, 0.25);
  EXPECT_EQ(installed_capacity(Dataset{.products = data.products}, "brick", "", 2021).reason, Reason::no_observation);
  EXPECT_THROW((void)installed_capacity(data, "tile", "", 2021), KeyError);
}

TEST(FundingRatio, of_no_public_money_is_not_defined) {
  EXPECT_EQ(leverage(10.0, 0.0).reason, Reason::zero_base);
  EXPECT_EQ(total_multiplier(10.0, 0.0).reason, Reason::zero_base);
  EXPECT_EQ(support_intensity(10.0, -1.0).reason, Reason::negative_base);
  Numbers out(2);
  leverage(Numbers{48.4, 1}, Numbers{26.9, 0}, out);
  EXPECT_NEAR(out[0], 1.80, 0.005);  // as the programme of Lai Châu says
  EXPECT_TRUE(is_missing(out[1]));
}

TEST(Disbursement, is_compared_with_time_and_with_a_profile) {
  const Numbers late{5, 10, 25, 60};  // payments come at the end of the year
  const Disbursement d = disbursement(30, 200, 2, 4, late);
  EXPECT_NEAR(d.lag.value, -35.0, 1e-13);
  EXPECT_NEAR(d.lag_on_profile.value, 0.0, 1e-13);
  EXPECT_EQ(d.still_to_pay.value, 170.0);
  EXPECT_NEAR(d.needed_pace.value, 85.0 / 15.0, 1e-14);
}

TEST(Disbursement, says_why_a_figure_is_missing) {
  EXPECT_EQ(disbursement(30, 200, 2, 4).expected.reason, Reason::not_stated);
  EXPECT_EQ(disbursement(30, 0, 2, 4).lag.reason, Reason::zero_base);
  EXPECT_EQ(disbursement(30, 0, 2, 4).needed_pace.reason, Reason::zero_base);  // nothing was allocated: no pace leads there
  EXPECT_EQ(disbursement(30, -5, 2, 4).still_to_pay.reason, Reason::negative_base);
  EXPECT_EQ(disbursement(30, 200, 4, 4).needed_pace.reason, Reason::no_time_left);
  EXPECT_EQ(disbursement(0, 200, 0, 4).needed_pace.reason, Reason::zero_base);
  EXPECT_EQ(disbursement(missing, 200, 1, 4).still_to_pay.reason, Reason::missing);
  EXPECT_THROW((void)disbursement(1, 2, 5, 4), ValueError);
  EXPECT_THROW((void)disbursement(1, 2, 1, 4, Numbers{1, 2}), ShapeError);
}

TEST(Disbursement, phases_of_a_real_programme_add_up_to_the_budget) {
  const Numbers phases{10.814, 21.004, 20.714, 13.054, 9.714};  // Lai Châu, industrial promotion 2021-2025, bn đồng
  const auto due = phased_budget(75.3, phases);
  EXPECT_EQ(due.back().value, 75.3);
  EXPECT_NEAR(due[2].value, 52.532, 1e-12);
  EXPECT_NEAR(expected_share(phases, 3).value, 52.532 / 75.3, 1e-15);
  EXPECT_EQ(phased_budget(1, Numbers{0, 0})[0].reason, Reason::zero_base);
}

}  // namespace capacity_test
