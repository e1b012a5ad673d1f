// SPDX-License-Identifier: Apache-2.0
// The Theta models in lanes: never worse than the plain-double fit, the same on every instruction set and beside any neighbours.
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_theta_batch.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace theta_batch_test {

using namespace industria;
using detail::MemberSeries;
using detail::ThetaLaneFit;
using industria::lanes::Kernels;

constexpr std::size_t horizon = 7;
constexpr ThetaKind kinds[] = {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm};

/// A trend, a season of four and something irregular, near 1.
std::vector<double> wave(int n, double slope, double season, double shift) {
  std::vector<double> y;
  for (int t = 0; t < n; ++t)
    y.push_back(1.0 + slope * t + season * std::sin(1.5707963 * t + shift) +
                0.05 * std::sin(7.1 * t * t + shift));
  return y;
}

/// Ragged, with and without gaps and seasons, with negative values; longest first.
std::vector<std::vector<double>> sample() {
  std::vector<std::vector<double>> ys;
  for (int i = 0; i < 35; ++i)
    ys.push_back(wave(72 - 2 * i, 0.02 * (i % 5) - 0.03, 0.1 * (i % 3), 0.3 * i));
  ys[4][9] = ys[4][10] = missing;
  ys[11][1] = missing;
  ys[17][20] = missing;
  return ys;
}

struct Result {
  std::vector<std::vector<double>> paths, deviations;
  std::vector<MemberSeries> members;
  std::vector<ThetaLaneFit> fits;
};

Result batch(const std::vector<std::vector<double>>& ys, const ThetaOptions& options,
             const Kernels& kernels = *detail::chosen_kernels().load()) {
  Result r;
  r.paths.assign(ys.size(), std::vector<double>(horizon));
  r.deviations = r.paths;
  for (std::size_t i = 0; i < ys.size(); ++i)
    r.members.push_back({.y = ys[i], .path = r.paths[i], .deviation = r.deviations[i]});
  r.fits.resize(ys.size());
  detail::AlignedBuffer memory;
  detail::theta_batch(r.members, options, kernels, memory, r.fits);
  return r;
}

TEST(ThetaBatch, objective_is_never_above_the_plain_fit) {
  const auto ys = sample();
  for (const ThetaKind kind : kinds) {
    const ThetaOptions options{.kind = kind, .period = 4};
    const Result r = batch(ys, options);
    for (std::size_t i = 0; i < ys.size(); ++i) {
      const ThetaFit fit = fit_theta(ys[i], options);
      EXPECT_LE(r.fits[i].sse, fit.sse * (1.0 + 1e-9)) << name(kind) << " " << i;
      EXPECT_EQ(r.fits[i].seasonal, !fit.season.empty()) << i;
      EXPECT_EQ(r.fits[i].counted, fit.counted) << i;
    }
  }
}

TEST(ThetaBatch, path_is_that_of_theta_path_at_the_parameters_found) {
  const auto ys = sample();
  for (const ThetaKind kind : kinds) {
    const ThetaOptions options{.kind = kind, .period = 4};
    const Result r = batch(ys, options);
    for (std::size_t i = 0; i < ys.size(); ++i) {
      ThetaFit fit = fit_theta(ys[i], options);
      fit.parameters = {r.fits[i].level, r.fits[i].alpha, 1.0 / (1.0 - r.fits[i].w)};
      const auto path = theta_path(ys[i], fit, static_cast<int>(horizon));
      // Two orders of summation over at most 72 values near 1.
      for (std::size_t h = 0; h < horizon; ++h)
        EXPECT_NEAR(r.paths[i][h], path[ys[i].size() + h], 1e-11) << name(kind) << " " << i;
    }
  }
}

TEST(ThetaBatch, error_is_the_root_mean_square_of_the_counted_errors) {
  const auto ys = sample();
  const ThetaOptions options{.period = 4, .bounds = ThetaBounds::reference_fortheta};
  const Result r = batch(ys, options);
  for (std::size_t i = 0; i < ys.size(); ++i) {
    const auto fitted = theta_path(ys[i], fit_theta(ys[i], options), 0);
    double sum = 0.0, count = 0.0;
    for (std::size_t t = 0; t < ys[i].size(); ++t) {
      if (!is_missing(ys[i][t])) sum += std::pow(ys[i][t] - fitted[t], 2), count += 1.0;
    }
    // The optimum is flat: parameters may differ by the square root of the objective's 1e-9.
    EXPECT_NEAR(r.members[i].error, std::sqrt(sum / count), 1e-4 * std::sqrt(sum / count)) << i;
  }
}

TEST(ThetaBatch, deviations_grow_by_theta_variance_and_follow_the_season) {
  const auto ys = sample();
  for (const ThetaKind kind : kinds) {
    const ThetaOptions options{.kind = kind, .period = 4};
    const Result r = batch(ys, options);
    for (const std::size_t i : {0U, 1U, 6U, 7U}) {  // without gaps
      ThetaFit fit = fit_theta(ys[i], options);
      fit.parameters = {r.fits[i].level, r.fits[i].alpha, 1.0 / (1.0 - r.fits[i].w)};
      const auto n = static_cast<int>(ys[i].size());
      const auto variance = theta_variance(fit, n, static_cast<int>(horizon));
      const double free =
          fit.counted - (fit.kind == ThetaKind::otm || kind == ThetaKind::dotm ? 3 : 2);
      for (std::size_t h = 0; h < horizon; ++h) {
        const bool ratio =
            !fit.season.empty() && fit.decomposition == Decomposition::multiplicative;
        const double season = ratio ? fit.season[(ys[i].size() + h) % 4] : 1.0;
        const double expected = season * std::sqrt(fit.sse / free * variance[h]);
        EXPECT_NEAR(r.deviations[i][h] / expected, 1.0, 1e-9)
            << name(kind) << i;  // sums in other orders
      }
    }
  }
}

TEST(ThetaBatch, a_series_does_not_depend_on_its_neighbours_or_their_order) {
  const auto ys = sample();
  for (const Kernels* kernels : detail::supported_kernels()) {
    const Result together = batch(ys, {.period = 4}, *kernels);
    auto reversed = ys;
    std::reverse(reversed.begin(), reversed.end());
    const Result backwards = batch(reversed, {.period = 4}, *kernels);
    for (std::size_t i = 0; i < ys.size(); ++i) {
      EXPECT_EQ(together.paths[i], batch({ys[i]}, {.period = 4}, *kernels).paths[0]) << i;
      EXPECT_EQ(together.paths[i], backwards.paths[ys.size() - 1 - i]) << i;
      EXPECT_EQ(together.deviations[i], backwards.deviations[ys.size() - 1 - i]) << i;
    }
  }
}

TEST(ThetaBatch, fused_instruction_sets_agree_to_the_bit_and_the_baseline_in_its_objective) {
  const auto ys = sample();
  for (const ThetaKind kind : kinds) {
    const ThetaOptions options{.kind = kind, .period = 4};
    const Result last = batch(ys, options, *detail::supported_kernels().back());
    for (const Kernels* kernels : detail::supported_kernels()) {
      const Result r = batch(ys, options, *kernels);
      for (std::size_t i = 0; i < ys.size(); ++i) {
        EXPECT_NEAR(r.fits[i].sse / last.fits[i].sse, 1.0, 1e-9) << kernels->name << i;
        if (kernels->width > 1) {
          EXPECT_EQ(r.paths[i], last.paths[i]) << kernels->name << i;
          EXPECT_EQ(r.deviations[i], last.deviations[i]) << kernels->name << i;
        }
      }
    }
  }
}

TEST(ThetaBatch, one_bad_series_leaves_the_others_as_they_are) {
  auto ys = sample();
  const Result good = batch(ys, {.period = 4});
  std::fill(ys[6].begin(), ys[6].end(), 1e300);
  ys[6][3] = -1e300;
  const Result r = batch(ys, {.period = 4});
  for (std::size_t i = 0; i < ys.size(); ++i) {
    if (i == 6) continue;
    EXPECT_EQ(r.paths[i], good.paths[i]) << i;
  }
  for (const double value : r.paths[6]) EXPECT_TRUE(is_missing(value) || std::isfinite(value));
}

TEST(ThetaBatch, fewer_than_three_values_have_no_path) {
  const Result r = batch({{1.0, missing, 0.5}, {1.0, 2.0}, {1.0}}, {});
  for (const auto& path : r.paths) {
    for (const double value : path) EXPECT_TRUE(is_missing(value));
  }
  for (const MemberSeries& member : r.members) EXPECT_TRUE(is_missing(member.error));
}

TEST(ThetaBatch, three_values_constants_and_zeros_have_a_finite_path) {
  const std::vector<std::vector<double>> ys{std::vector<double>(40, 0.75),
                                            std::vector<double>(13, 0.0),
                                            std::vector<double>(5, -1.25),
                                            {0.5, 0.7, 0.9},
                                            {1.0, 1.0, 1.0}};
  for (const ThetaKind kind : kinds) {
    const Result r = batch(ys, {.kind = kind, .period = 4});
    for (std::size_t i = 0; i < ys.size(); ++i) {
      EXPECT_TRUE(std::isfinite(r.paths[i].back())) << name(kind) << " " << i;
      if (i == 3) continue;
      for (const double value : r.paths[i]) EXPECT_NEAR(value, ys[i][0], 1e-12) << name(kind);
    }
  }
}

TEST(ThetaBatch, an_exact_line_is_continued_where_theta_is_free_and_the_line_fixed) {
  std::vector<double> y;
  for (int t = 0; t < 30; ++t) y.push_back(0.3 + 0.05 * t);
  const Result r = batch({y}, {.kind = ThetaKind::otm});
  for (std::size_t h = 0; h < horizon; ++h)
    EXPECT_NEAR(r.paths[0][h], 0.3 + 0.05 * (30.0 + static_cast<double>(h)), 1e-9);
}

TEST(ThetaBatch, counts_figure_parameters_only_for_seasonal_series) {
  const Result r =
      batch({wave(40, 0.01, 0.4, 0.0),
             std::vector<double>{1.0, 1.4, 0.9, 1.6, 1.5, 1.1, 2.0, 1.3, 1.7, 2.2, 1.2, 1.9, 2.4}},
            {.period = 4});
  EXPECT_EQ(r.members[0].parameters, 3 + 3);
  EXPECT_EQ(r.members[1].parameters, 3);
}

}  // namespace theta_batch_test
