// SPDX-License-Identifier: Apache-2.0
// Measures of accuracy: what is undefined is missing with a reason; laws of the scores. Numbers are compared in tests/oracle.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/projection/accuracy.hpp>
#include <industria/projection/conformal.hpp>
#include <industria/projection/panel_accuracy.hpp>

#include <gtest/gtest.h>

#include <laws/random_series.hpp>

#include <cmath>
#include <numbers>
#include <vector>

namespace accuracy_test {

using namespace industria;
using Numbers = std::vector<double>;

TEST(Accuracy, missing_steps_are_left_out_and_counted) {
  const Score score = mae(Numbers{1, missing, 3, 4}, Numbers{2, 2, missing, 7});
  EXPECT_EQ(score.value, 2.0);
  EXPECT_EQ(score.used, 2U);
  EXPECT_EQ(score.left_out, 2U);
}

TEST(Accuracy, nothing_to_compare_is_missing_with_a_reason) {
  EXPECT_EQ(mae(Numbers{}, Numbers{}).reason, Reason::no_observation);
  EXPECT_EQ(rmse(Numbers{missing}, Numbers{1}).reason, Reason::no_observation);
  EXPECT_EQ(theils_u(Numbers{}, Numbers{}).reason, Reason::no_observation);
}

TEST(Accuracy, zero_denominators_are_missing_with_a_reason) {
  EXPECT_EQ(mape(Numbers{0, 1}, Numbers{1, 1}).reason, Reason::zero_base);
  EXPECT_EQ(mpe(Numbers{0, 1}, Numbers{0, 1}).reason, Reason::zero_base);
  EXPECT_EQ(mase(Numbers{1}, Numbers{2}, Numbers{5, 5, 5}).reason, Reason::zero_base);
  EXPECT_EQ(rmsse(Numbers{1}, Numbers{2}, Numbers{5, 5, 5}).reason, Reason::zero_base);
  EXPECT_EQ(mase(Numbers{1}, Numbers{2}, Numbers{5}).reason, Reason::too_few_points);
  EXPECT_EQ(error_autocorrelation(Numbers{1, 2}, Numbers{0, 1}).reason, Reason::zero_base);
  EXPECT_EQ(owa(smape(Numbers{1}, Numbers{2}), mae(Numbers{1}, Numbers{2}), smape(Numbers{1}, Numbers{1}),
                mae(Numbers{1}, Numbers{1})).reason, Reason::zero_base);
}

TEST(Accuracy, both_zero_is_no_error_for_smape) {
  EXPECT_EQ(smape(Numbers{0, 1}, Numbers{0, 1}).value, 0.0);
  EXPECT_EQ(smape(Numbers{0}, Numbers{3}).value, 200.0);
}

TEST(Accuracy, huge_values_do_not_overflow) {
  EXPECT_EQ(rmse(Numbers{0x1p900}, Numbers{0}).value, 0x1p900);
  EXPECT_EQ(smape(Numbers{1.7e308}, Numbers{-1.7e308}).value, 200.0);
  EXPECT_EQ(rmse(Numbers{0x1p-900}, Numbers{0}).value, 0x1p-900);
}

TEST(Accuracy, scale_of_a_history_shorter_than_a_season_is_that_of_lag_one) {
  EXPECT_EQ(mase_scale(Numbers{1, 3, 2}, 4).value, 1.5);
  EXPECT_EQ(mase_scale(Numbers{1, 3, 2, 1, 5}, 4).value, 4.0);
}

TEST(Accuracy, unequal_lengths_and_impossible_arguments_are_refused) {
  EXPECT_THROW((void)mae(Numbers{1}, Numbers{1, 2}), ShapeError);
  EXPECT_THROW((void)mase_scale(Numbers{1, 2}, 0), ValueError);
  EXPECT_THROW((void)pinball(Numbers{1}, Numbers{1}, 1.0), ValueError);
  EXPECT_THROW((void)interval_score(Numbers{1}, Numbers{0}, Numbers{2}, 0.95), ValueError);
  EXPECT_THROW((void)brier(Numbers{1.2}, Numbers{1}), ValueError);
  EXPECT_THROW((void)crps(1.0, Numbers{1, 2}, Numbers{0.5, 0.5}), ValueError);
}

TEST(Accuracy, interval_score_is_the_pinball_of_its_two_ends) {
  const Numbers y{1, 5, 9};
  const Numbers lower{2, 3, 4};
  const Numbers upper{4, 6, 8};
  const double both = pinball(y, lower, 0.1).value + pinball(y, upper, 0.9).value;
  EXPECT_NEAR(interval_score(y, lower, upper, 80.0).value, both * 2.0 / 0.2, 1e-13);  // Gneiting and Raftery, section 6.2
  EXPECT_DOUBLE_EQ(coverage(y, lower, upper).value, 1.0 / 3.0);
}

TEST(Accuracy, brier_of_certain_answers_is_the_share_of_wrong_ones) {
  EXPECT_EQ(brier(Numbers{1, 0, 1, missing}, Numbers{1, 1, 1, 0}).value, 1.0 / 3.0);
}

TEST(Accuracy, brier_of_events_counts_the_actual_at_the_target_as_come) {
  const Numbers p{0.9, 0.8, 0.3, 0.5, 0.5};
  const Score score = brier(p, Numbers{5, 4, 6, missing, 1}, Numbers{5, 5, 5, 5, missing});
  EXPECT_NEAR(score.value, (0.01 + 0.64 + 0.49) / 3.0, 1e-15);  // a few roundings
  EXPECT_EQ(score.used, 3U);
  EXPECT_EQ(score.left_out, 2U);
  EXPECT_THROW((void)brier(Numbers{1.2}, Numbers{1}, Numbers{1}), ValueError);
  EXPECT_THROW((void)brier(Numbers{0.2}, Numbers{1}, Numbers{1, 2}), ShapeError);
}

// Forecasts of two steps at 0.1, 0.5, 0.8.
const Numbers low{8, 7};
const Numbers middle{10, 9};
const Numbers high{13, 14};
const Numbers came{12, 13};

TEST(Pinball, of_several_quantiles_is_the_mean_over_probabilities_and_steps) {
  const QuantileForecast three[] = {{0.1, low}, {0.5, middle}, {0.8, high}};
  // 12: 0.1*4, 0.5*2, 0.2*1; 13: 0.1*6, 0.5*4, 0.2*1
  EXPECT_NEAR(pinball(came, three).value, (0.4 + 1.0 + 0.2 + 0.6 + 2.0 + 0.2) / 6.0, 1e-15);  // a few roundings
  const QuantileForecast one[] = {{0.8, high}};
  EXPECT_EQ(pinball(came, one).value, pinball(came, high, 0.8).value);
}

TEST(Pinball, leaves_out_steps_without_one_of_the_quantiles) {
  const Numbers gap{8, missing};
  const QuantileForecast two[] = {{0.1, gap}, {0.5, middle}};
  const Score score = pinball(came, two);
  EXPECT_NEAR(score.value, (0.4 + 1.0) / 2.0, 1e-15);
  EXPECT_EQ(score.used, 1U);
  EXPECT_EQ(score.left_out, 1U);
  EXPECT_EQ(crps(came, std::span<const QuantileForecast>{}).reason, Reason::no_observation);
}

TEST(Pinball, refuses_probabilities_that_do_not_ascend_inside_0_1) {
  const QuantileForecast falling[] = {{0.5, middle}, {0.1, low}};
  const QuantileForecast outside[] = {{0.5, middle}, {1.0, high}};
  EXPECT_THROW((void)pinball(came, falling), ValueError);
  EXPECT_THROW((void)crps(came, outside), ValueError);
  const QuantileForecast other[] = {{0.5, middle}};
  EXPECT_THROW((void)crps(Numbers{1}, other), ShapeError);
}

TEST(Crps, of_quantile_forecasts_weighs_each_with_the_part_of_0_1_nearest_to_it) {
  const QuantileForecast three[] = {{0.1, low}, {0.5, middle}, {0.8, high}};
  const double first = 0.3 * 0.4 + 0.35 * 1.0 + 0.35 * 0.2;  // to 0.3, to 0.65, to 1
  const double second = 0.3 * 0.6 + 0.35 * 2.0 + 0.35 * 0.2;
  EXPECT_NEAR(crps(came, three).value, first + second, 1e-15);  // 2 times the sum, over two steps
  EXPECT_NEAR(scaled_crps(came, three, Numbers{1, 3, 7}).value, (first + second) / 3.0, 1e-15);
}

TEST(Crps, of_quantile_forecasts_is_the_mean_over_single_steps) {
  const QuantileForecast three[] = {{0.1, low}, {0.5, middle}, {0.8, high}};
  const Numbers p{0.1, 0.5, 0.8};
  const double steps = crps(came[0], Numbers{8, 10, 13}, p).value + crps(came[1], Numbers{7, 9, 14}, p).value;
  EXPECT_NEAR(crps(came, three).value, steps / 2.0, 1e-15);
}

TEST(Crps, of_the_median_alone_is_the_mean_absolute_error) {
  const QuantileForecast median[] = {{0.5, middle}};
  EXPECT_EQ(crps(came, median).value, mae(came, middle).value);
}

TEST(Crps, of_even_quantiles_is_twice_their_mean_pinball) {
  const QuantileForecast even[] = {{0.25, low}, {0.75, high}};
  EXPECT_NEAR(crps(came, even).value, 2.0 * pinball(came, even).value, 1e-15);
}

TEST(Crps, of_a_point_is_the_absolute_error) {
  EXPECT_EQ(crps(3.0, Numbers{5}).value, 2.0);
  EXPECT_EQ(crps(3.0, Numbers{5, 5, 5, 5}).value, 2.0);
}

TEST(Crps, of_draws_is_the_mean_over_pairs) {
  const Numbers x{1, 4, 2, 8};
  double pairs = 0.0;
  double distance = 0.0;
  for (const double a : x) {
    distance += std::abs(a - 3.0) / 4.0;
    for (const double b : x) pairs += std::abs(a - b) / 16.0;
  }
  EXPECT_NEAR(crps(3.0, x).value, distance - pairs / 2.0, 1e-15 * 8.0);  // sums of four
}

TEST(Crps, of_a_normal_forecast_is_its_closed_form) {
  Forecast f;
  f.periods = {Period::of_year(2026)};
  f.location = {0.0};
  f.law.noise = 4.0;
  f.quality = Quality::good;
  for (const double y : {0.0, 1.0, -5.0}) {
    const double z = y / 2.0;
    const double phi = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    const double exact = 2.0 * (z * std::erf(z / std::numbers::sqrt2) + 2.0 * phi - 1.0 / std::sqrt(std::numbers::pi));
    EXPECT_NEAR(crps(Numbers{y}, f).value, exact, 1e-3 * exact);  // 200 middles of (0, 1)
  }
}

TEST(PanelAccuracy, owa_of_the_panel_leaves_out_series_without_a_scale) {
  Panel panel;
  panel.add({.values = Numbers{1, 2, 4}, .first = Period::of_year(2000), .id = "a"});
  panel.add({.values = Numbers{5, 5, 5}, .first = Period::of_year(2000), .id = "b"});
  const auto result = accuracy(panel, Numbers{5, 6, 6, 7}, Numbers{4, 4, 5, 5}, 2);
  EXPECT_EQ(result.mean.owa.used, 1U);
  EXPECT_EQ(result.mean.owa.left_out, 1U);
  EXPECT_EQ(result.mean.owa.value, 1.0);  // the last value is Naive2 here
  EXPECT_EQ(result.mean.mae.used, 2U);
  EXPECT_EQ(result.mean.coverage.reason, Reason::no_observation);
}

TEST(PanelAccuracy, equals_the_single_series_and_refuses_other_shapes) {
  Panel panel;
  const Numbers y{3, 1, 4, 1, 5, 9};
  panel.add({.values = y, .first = Period::of_year(2000), .id = "a"});
  const Numbers actual{2, 6};
  const Numbers said{5, 3};
  const auto all = accuracy(panel, actual, said, 2, {.lower = said, .upper = actual});
  EXPECT_EQ(all.series[0].msis.value, msis(actual, said, actual, y).value);
  EXPECT_THROW((void)accuracy(panel, actual, said, 3), ShapeError);
  EXPECT_THROW((void)accuracy(panel, actual, said, 0), ValueError);
  EXPECT_THROW((void)accuracy(panel, actual, said, 2, {.lower = said}), ShapeError);
}

TEST(PanelAccuracy, scores_quantiles_and_events_of_every_series) {
  Panel panel;
  panel.add({.values = Numbers{1, 3, 7}, .first = Period::of_year(2001), .id = "a"});
  panel.add({.values = Numbers{4, 4, 4}, .first = Period::of_year(2001), .id = "b"});
  const QuantileForecast three[] = {{0.1, low}, {0.5, middle}, {0.8, high}};
  const auto whole = accuracy(panel, came, middle, 1,
                              {.quantiles = three, .probability = Numbers{0.75, 0.5}, .at_least = Numbers{12, 14}});
  EXPECT_EQ(whole.mean.pinball.value, pinball(came, three).value);
  EXPECT_EQ(whole.mean.crps.value, crps(came, three).value);
  EXPECT_EQ(whole.mean.scaled_crps.value, whole.series[0].crps.value / 3.0);  // b is constant: no scale
  EXPECT_EQ(whole.mean.scaled_crps.left_out, 1U);
  EXPECT_EQ(whole.mean.brier.value, (0.0625 + 0.25) / 2.0);
  EXPECT_EQ(whole.mean.coverage.reason, Reason::no_observation);
  const QuantileForecast shorter[] = {{0.5, std::span(came).first(1)}};
  EXPECT_THROW((void)accuracy(panel, came, middle, 1, {.quantiles = shorter}), ShapeError);
  EXPECT_THROW((void)accuracy(panel, came, middle, 1, {.at_least = came}), ShapeError);
}

TEST(Conformal, covers_the_stated_share_of_exchangeable_errors) {
  laws::Random random(11);
  int covered = 0;
  constexpr int trials = 4000;
  for (int i = 0; i < trials; ++i) {
    Numbers past;
    for (int k = 0; k < 19; ++k) past.push_back(random.uniform(-1, 1));
    covered += std::abs(random.uniform(-1, 1)) <= conformal_half_width(past, 0.1).value ? 1 : 0;
  }
  EXPECT_NEAR(covered / double(trials), 0.9, 0.015);  // 18/20 exactly; three standard errors
}

TEST(Conformal, has_one_width_per_step_that_may_be_made_growing) {
  const Numbers residuals{3, 1, -4, 2, 5, missing};  // three origins, two steps
  const auto widths = conformal_half_widths(residuals, 2, 0.5);
  EXPECT_EQ(widths[0].value, 4.0);
  EXPECT_EQ(widths[1].value, 2.0);
  EXPECT_EQ(conformal_half_widths(residuals, 2, 0.5, true)[1].value, 4.0);
  EXPECT_EQ(conformal_half_widths(residuals, 2, 0.01)[0].reason, Reason::too_few_points);
  EXPECT_THROW((void)conformal_half_widths(residuals, 4, 0.5), ShapeError);
}

}  // namespace accuracy_test
