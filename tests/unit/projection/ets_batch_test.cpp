// SPDX-License-Identifier: Apache-2.0
// Automatic ETS by the contract of the panel forecaster's members: the paths are those of the public functions.
#include <industria/detail/projection_ets_batch.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace ets_batch_test {

using namespace industria;

/// Positive, with a mean in [0.5, 1) where fit_auto_ets() does not scale, so that both see the same numbers.
std::vector<double> wave(int n, double slope, double shift) {
  std::vector<double> y;
  for (int t = 0; t < n; ++t)
    y.push_back(1.0 + slope * t + 0.2 * std::sin(1.5707963 * t + shift) +
                0.05 * std::sin(7.1 * t * t + shift));
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) / n;
  const double scale = std::exp2(-std::floor(std::log2(mean)) - 1.0);
  for (double& value : y) value *= scale;
  return y;
}

/// Runs the batch on `ys`, which must be sorted, longest first.
std::vector<detail::MemberSeries> batch(const std::vector<std::vector<double>>& ys, int period,
                                        std::vector<double>& paths, const EtsOptions& options = {}) {
  constexpr std::size_t h = 6;
  paths.assign(ys.size() * h, 0.0);
  std::vector<detail::MemberSeries> members(ys.size());
  for (std::size_t i = 0; i < ys.size(); ++i) {
    members[i].y = ys[i];
    members[i].path = std::span(paths).subspan(i * h, h);
  }
  detail::AlignedBuffer memory;
  detail::ets_batch(members, period, options, *detail::chosen_kernels().load(), memory);
  return members;
}

std::vector<std::vector<double>> sample() {
  std::vector<std::vector<double>> ys;
  for (int i = 0; i < 19; ++i) ys.push_back(wave(60 - 2 * i, 0.02 * (i % 5), 0.3 * i));
  ys[3][7] = missing;
  return ys;
}

TEST(EtsBatch, writes_the_path_of_the_model_that_fit_auto_ets_chooses) {
  const auto ys = sample();
  std::vector<double> paths;
  const auto members = batch(ys, 4, paths);
  for (std::size_t i = 0; i < ys.size(); ++i) {
    const EtsFit fit = fit_auto_ets(ys[i], {.period = 4});
    const int period = fit.model.season == EtsComponent::none ? 1 : 4;
    const EtsEvaluation e = evaluate_ets(ys[i], period, fit.model, fit.parameters);
    const auto expected = ets_point_forecast(fit.model, period, e.last, 6);
    for (std::size_t h = 0; h < 6; ++h) EXPECT_NEAR(members[i].path[h], expected[h], 1e-12)
          << i;  // one recursion, in two orders of the seasons
    EXPECT_NEAR(members[i].error, std::sqrt(e.mse), 1e-12);
    EXPECT_EQ(members[i].parameters, ets_parameter_count(fit.model, 4) - 1);
  }
}

TEST(EtsBatch, gives_each_series_the_bits_it_has_alone) {
  const auto ys = sample();
  std::vector<double> together, alone;
  (void)batch(ys, 4, together);
  for (std::size_t i = 0; i < ys.size(); ++i) {
    (void)batch({ys[i]}, 4, alone);
    for (std::size_t h = 0; h < 6; ++h) EXPECT_EQ(together[i * 6 + h], alone[h]) << i;
  }
}

TEST(EtsBatch, leaves_a_path_of_missing_values_where_nothing_fits) {
  std::vector<double> paths;
  const auto members = batch({{1.0, 1.2, 0.9, 1.1, 1.3, 1.0}, {1.0, 1.1}, {1.0}}, 1, paths);
  EXPECT_TRUE(std::isfinite(members[0].path[5]));
  for (const std::size_t i : {1U, 2U}) {
    for (const double value : members[i].path) EXPECT_TRUE(is_missing(value));
    EXPECT_TRUE(is_missing(members[i].error));
  }
}

TEST(EtsBatch, fits_only_the_models_it_is_given) {
  std::vector<double> paths;
  const EtsOptions ses{.models = {*parse_ets_model("ANN")}};
  const auto members = batch({wave(30, 0.1, 0.0)}, 4, paths, ses);
  for (const double value : members[0].path) EXPECT_EQ(value, members[0].path[0]);
  EXPECT_EQ(members[0].parameters, 2);
}

}  // namespace ets_batch_test
