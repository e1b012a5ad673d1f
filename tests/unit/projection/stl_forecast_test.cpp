// SPDX-License-Identifier: Apache-2.0
// Forecasts through a decomposition, for one series and for chunks.
#include <industria/base/error.hpp>
#include <industria/detail/projection_mstl_batch.hpp>
#include <industria/detail/projection_naive_batch.hpp>
#include <industria/projection/naive.hpp>
#include <industria/projection/stl_forecast.hpp>

#include <gtest/gtest.h>

#include <laws/random_series.hpp>

#include <cmath>
#include <vector>

namespace stl_forecast_test {

using namespace industria;

std::vector<double> drift(std::span<const double> y, int horizon) {
  return naive_forecast(y, 1, NaiveKind::drift, horizon).path;
}

std::vector<double> quarterly(int n) {
  laws::Random random(3);
  std::vector<double> y;
  for (int t = 0; t < n; ++t) y.push_back(1.0 + 0.01 * t + 0.2 * ((t % 4) - 1.5) + random.uniform(-0.02, 0.02));
  return y;
}

TEST(StlForecast, exact_line_with_season_is_continued) {
  const std::vector<double> figure{3.0, -1.0, -4.0, 2.0};
  std::vector<double> y;
  for (std::size_t t = 0; t < 44; ++t) y.push_back(10.0 + 0.5 * static_cast<double>(t) + figure[t % 4]);
  MstlOptions options;
  options.stl.seasonal_degree = 1;
  const auto path = stl_forecast({y.data(), 40}, std::vector<int>{4}, 4, drift, options).path;
  for (std::size_t h = 0; h < 4; ++h) EXPECT_NEAR(path[h], y[40 + h], 1e-11);  // local fits of lines are exact
}

TEST(StlForecast, without_a_season_that_fits_it_is_the_inner_model) {
  const std::vector<double> y{1, 2, 4, 3, 5};
  EXPECT_EQ(stl_forecast(y, std::vector<int>{12}, 3, drift).path, drift(y, 3));
}

TEST(StlForecast, refuses_an_inner_model_that_gives_too_few) {
  const auto none = [](std::span<const double>, int) { return std::vector<double>{}; };
  EXPECT_THROW((void)stl_forecast(quarterly(20), std::vector<int>{4}, 2, none), ShapeError);
  EXPECT_THROW((void)stl_forecast(quarterly(20), std::vector<int>{4}, -1, drift), ValueError);
}

/// Paths of a chunk with drift inside; one gap in every third series.
std::vector<std::vector<double>> batch_paths(std::size_t first, std::size_t last) {
  std::vector<std::vector<double>> values;
  for (std::size_t i = 0; i < last; ++i) {
    values.push_back(quarterly(40 - 3 * static_cast<int>(i)));
    if (i % 3 == 0) values.back()[2] = missing;
  }
  std::vector<std::vector<double>> paths(last, std::vector<double>(6));
  std::vector<detail::MemberSeries> chunk;
  for (std::size_t i = first; i < last; ++i) chunk.push_back({values[i], paths[i]});
  detail::MstlMemory memory;
  const auto inner = [](std::span<detail::MemberSeries> s) { detail::naive_batch(s, 1, NaiveKind::drift); };
  detail::mstl_batch(chunk, std::vector<int>{4}, {}, inner, memory);
  return paths;
}

TEST(MstlBatch, does_not_depend_on_the_chunk) {
  const auto together = batch_paths(0, 12);
  const auto apart = batch_paths(5, 12);
  for (std::size_t i = 5; i < 12; ++i) EXPECT_EQ(together[i], apart[i]);
}

TEST(MstlBatch, equals_the_single_forecast) {
  const auto paths = batch_paths(0, 12);
  for (std::size_t i = 1; i < 12; i += 3) {
    const auto y = quarterly(40 - 3 * static_cast<int>(i));
    const auto single = stl_forecast(y, std::vector<int>{4}, 6, drift).path;
    for (std::size_t h = 0; h < 6; ++h) EXPECT_NEAR(paths[i][h], single[h], 1e-14);  // y is near 1: sums in another order
  }
}

}  // namespace stl_forecast_test
