// SPDX-License-Identifier: Apache-2.0
// Probabilities of attainment: exact ones against the forecast's own law, sampled ones against laws of probability.
#include <industria/base/error.hpp>
#include <industria/projection/project.hpp>
#include <industria/targets/attainment.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace industria;

namespace attainment_test {

Forecast ahead(std::vector<double> values, std::string id = "a") {
  Series s{.values = std::move(values), .first = Period::of_year(2018)};
  s.id = std::move(id);
  return forecast(s, 5, {.method = Method::pooled_growth});
}

TEST(Attainment, at_least_and_below_make_one_and_the_curve_falls) {
  const Forecast f = ahead({36000, 37050, 41200});
  double before = 1.0;
  for (double target = 20000; target < 90000; target += 2500) {
    const double p = attainment_probability(f, 2, Bounds::at_least(target)).value;
    EXPECT_NEAR(p + attainment_probability(f, 2, Bounds::below(target)).value, 1.0, 1e-12);
    EXPECT_LE(p, before);
    before = p;
  }
}

TEST(Attainment, what_can_be_promised_is_met_with_that_probability) {
  const Forecast f = ahead({41200});
  for (const double p : {0.5, 0.8, 0.95}) {
    const double least = promisable_target(f, 3, Direction::at_least, p).value;
    EXPECT_NEAR(attainment_probability(f, 3, Bounds::at_least(least)).value, p, 1e-9);
    const double most = promisable_target(f, 3, Direction::at_most, p).value;
    EXPECT_NEAR(attainment_probability(f, 3, Bounds::at_most(most)).value, p, 1e-9);
  }
  EXPECT_GT(probability_gain(f, 0, Direction::at_least, 46000).value, 0.0);
  EXPECT_THROW((void)promisable_target(f, 0, Direction::at_least, 80), ValueError);
  EXPECT_THROW((void)promisable_target(f, 0, Direction::within, 0.8), ValueError);
}

TEST(Attainment, powers_of_two_change_no_probability) {
  const Forecast one = ahead({36000, 37050, 41200});
  const Forecast other = ahead({36000 * 1024.0, 37050 * 1024.0, 41200 * 1024.0});
  EXPECT_EQ(one.probability_at_least(1, 46000), other.probability_at_least(1, 46000 * 1024.0));
  EXPECT_EQ(first_passage(one, Bounds::at_least(46000)).by, first_passage(other, Bounds::at_least(46000 * 1024.0)).by);
}

TEST(Attainment, the_first_passage_is_a_distribution_that_covers_the_marginals) {
  const Forecast f = ahead({36000, 37050, 41200});
  const FirstPassage when = first_passage(f, Bounds::at_least(50000));
  double sum = when.beyond;
  for (std::size_t k = 0; k < 5; ++k) {
    sum += when.probability[k];
    EXPECT_GE(when.by[k], f.probability_at_least(k, 50000) - 0.03) << k;  // four standard errors of 4,000 paths
  }
  EXPECT_NEAR(sum, 1.0, 1e-9);
  EXPECT_EQ(when.by[0], f.probability_at_least(0, 50000));
  EXPECT_EQ(first_passage(f, Bounds::at_least(1)).median, f.periods[0]);
}

TEST(Attainment, joint_probabilities_lie_between_their_bounds_and_shocks_bind_them) {
  const std::vector<Forecast> all{ahead({100, 105, 112}, "a"), ahead({50, 52, 57}, "b"), ahead({10, 11, 11.5}, "c")};
  std::vector<JointTarget> targets;
  for (const Forecast& f : all) targets.push_back({&f, 1, Bounds::at_least(f.quantile(1, 0.5))});
  const JointAttainment free = joint_attainment(targets, {.common_shock = 0.0});
  EXPECT_NEAR(free.expected, 1.5, 1e-9);
  EXPECT_NEAR(free.all, 0.125, 0.021);  // four standard errors
  const JointAttainment bound = joint_attainment(targets, {.common_shock = 0.05});
  EXPECT_GT(bound.all, free.all);
  EXPECT_LT(bound.all, 0.5);
  EXPECT_EQ(joint_attainment(targets).count, joint_attainment(targets).count);
}

TEST(Attainment, a_sum_of_parts_is_narrower_than_its_parts) {
  const std::vector<Forecast> all{ahead({100, 105, 112}, "a"), ahead({100, 105, 112}, "b")};
  std::vector<JointTarget> parts;
  for (const Forecast& f : all) parts.push_back({&f, 0, {}});
  const AggregateAttainment sum = aggregate_attainment(parts, {}, Bounds::at_least(2 * all[0].median(0)), {.common_shock = 0.0});
  EXPECT_NEAR(sum.probability.value, 0.5, 0.032);  // four standard errors; the law is nearly symmetric
  EXPECT_LT(sum.upper80 - sum.lower80, 2 * (all[0].interval(0, 80).hi - all[0].interval(0, 80).lo));
  const double weights[] = {1.0};
  EXPECT_THROW((void)aggregate_attainment(parts, weights, {}), ShapeError);
}

TEST(Attainment, without_a_forecast_there_is_a_reason_and_no_number) {
  const Forecast none = ahead({missing, missing});
  EXPECT_EQ(attainment_probability(none, 0, Bounds::at_least(1)).reason, Reason::no_observation);
  EXPECT_TRUE(is_missing(first_passage(none, Bounds::at_least(1)).beyond));
  const JointTarget one[] = {{&none, 0, Bounds::at_least(1)}};
  EXPECT_EQ(joint_attainment(one).left_out, 1);
}

}  // namespace attainment_test
