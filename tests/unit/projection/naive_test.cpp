// SPDX-License-Identifier: Apache-2.0
// The simple methods: laws and edges. Their numbers are compared with R's in tests/oracle.
#include <industria/base/error.hpp>
#include <industria/detail/projection_naive_batch.hpp>
#include <industria/projection/naive.hpp>
#include <industria/series/seasonality.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace naive_test {

using namespace industria;

constexpr NaiveKind all_kinds[] = {NaiveKind::mean, NaiveKind::last_value, NaiveKind::seasonal_last_value,
                                   NaiveKind::drift, NaiveKind::naive2};

const std::vector<double> quarters{4, 9, 2, 5, 4.5, 10, 2.2, 5.5, 5, 11, 2.4, 6, 5.4, 12, 2.6, 6.5};

TEST(Naive, exact_line_is_continued_by_drift) {
  const auto f = naive_forecast(std::vector<double>{1, 3, 5, 7}, 1, NaiveKind::drift, 2);
  EXPECT_EQ(f.path, (std::vector<double>{9, 11}));
  EXPECT_EQ(f.sigma, 0.0);
}

TEST(Naive, last_season_is_repeated_bit_for_bit) {
  const auto f = naive_forecast(quarters, 4, NaiveKind::seasonal_last_value, 6);
  EXPECT_EQ(f.path, (std::vector<double>{5.4, 12, 2.6, 6.5, 5.4, 12}));
}

TEST(Naive, naive2_is_the_adjusted_last_value_with_its_season) {
  ASSERT_TRUE(is_seasonal(quarters, 4));
  const auto figure = classical_decomposition(quarters, 4, Decomposition::multiplicative).figure;
  const auto f = naive_forecast(quarters, 4, NaiveKind::naive2, 4);
  EXPECT_EQ(f.path[3], 6.5 / figure[3] * figure[3]);
  EXPECT_EQ(f.path[1], 6.5 / figure[3] * figure[1]);
}

TEST(Naive, naive2_of_what_is_negative_or_not_seasonal_is_the_last_value) {
  auto negative = quarters;
  negative[0] = -0.1;
  EXPECT_EQ(naive_forecast(negative, 4, NaiveKind::naive2, 3).path[0], 6.5);
  EXPECT_EQ(naive_forecast(std::vector<double>{1, 2, 3}, 4, NaiveKind::naive2, 3).path[2], 3.0);
}

TEST(Naive, naive2_keeps_the_season_of_a_series_with_zeros) {
  auto zeros = quarters;
  zeros[2] = 0.0;
  ASSERT_TRUE(is_seasonal(zeros, 4));
  const auto f = naive_forecast(zeros, 4, NaiveKind::naive2, 4);
  EXPECT_GT(f.path[1], 3.0 * f.path[2]);  // the second quarter is above four times the third
}

TEST(Naive, gaps_inside_and_behind_are_bridged) {
  const std::vector<double> y{1, missing, 5, 7, missing};
  EXPECT_EQ(naive_forecast(y, 1, NaiveKind::drift, 1).path[0], 11.0);  // two steps behind 7, slope 2
  EXPECT_EQ(naive_forecast(y, 2, NaiveKind::seasonal_last_value, 2).path, (std::vector<double>{7, 5}));
  EXPECT_DOUBLE_EQ(naive_forecast(y, 1, NaiveKind::last_value, 1).deviation[0] /
                       naive_forecast(y, 1, NaiveKind::last_value, 1).sigma,
                   std::sqrt(2.0));
}

TEST(Naive, what_cannot_be_is_missing_not_thrown) {
  const std::vector<double> none(3, missing);
  for (const NaiveKind kind : all_kinds) EXPECT_TRUE(is_missing(naive_forecast(none, 4, kind, 1).path[0]));
  const std::vector<double> one{2};
  EXPECT_TRUE(is_missing(naive_forecast(one, 1, NaiveKind::drift, 1).path[0]));
  EXPECT_TRUE(is_missing(naive_forecast(one, 4, NaiveKind::seasonal_last_value, 1).path[0]));
  EXPECT_EQ(naive_forecast(one, 1, NaiveKind::mean, 1).path[0], 2.0);
  EXPECT_TRUE(is_missing(naive_forecast(one, 1, NaiveKind::mean, 1).deviation[0]));
}

TEST(Naive, scaling_by_a_power_of_two_scales_path_and_deviation_exactly) {
  for (const NaiveKind kind : all_kinds) {
    auto scaled = quarters;
    for (double& value : scaled) value = std::ldexp(value, 490);
    const auto a = naive_forecast(quarters, 4, kind, 5);
    const auto b = naive_forecast(scaled, 4, kind, 5);
    for (std::size_t h = 0; h < 5; ++h) {
      EXPECT_EQ(std::ldexp(a.path[h], 490), b.path[h]) << name(kind);
      EXPECT_EQ(std::ldexp(a.deviation[h], 490), b.deviation[h]) << name(kind);
    }
  }
}

TEST(Naive, a_batch_gives_the_single_paths_and_deviations) {
  for (const NaiveKind kind : all_kinds) {
    std::vector<double> path(5);
    std::vector<double> deviation(5);
    std::vector<detail::MemberSeries> chunk(1);
    chunk[0].y = quarters;
    chunk[0].path = path;
    chunk[0].deviation = deviation;
    detail::naive_batch(chunk, 4, kind);
    const auto single = naive_forecast(quarters, 4, kind, 5);
    EXPECT_EQ(path, single.path) << name(kind);
    EXPECT_EQ(deviation, single.deviation) << name(kind);
    EXPECT_GT(chunk[0].error, 0.0);
  }
}

TEST(Naive, refuses_a_period_of_zero_and_a_negative_horizon) {
  EXPECT_THROW((void)naive_forecast(quarters, 0, NaiveKind::mean, 1), ValueError);
  EXPECT_THROW((void)naive_forecast(quarters, 4, NaiveKind::mean, -1), ValueError);
}

}  // namespace naive_test
