// SPDX-License-Identifier: Apache-2.0
// What must hold for the Theta models on every series: scales, constants, lines, and the same in lanes on every instruction set.
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_theta_batch.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "random_series.hpp"

namespace theta_laws {

using namespace industria;

constexpr ThetaKind kinds[] = {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm};
constexpr std::size_t horizon = 8;

/// Positive series of 12 to 90 values with a season of four, longest first.
std::vector<std::vector<double>> sample(int count) {
  laws::Random random(20261122);
  std::vector<std::vector<double>> all;
  for (int i = 0; i < count; ++i) {
    const double season = random.uniform(0.0, 0.4), slope = random.uniform(-0.005, 0.02);
    const double level = std::pow(10.0, random.uniform(-2, 4));
    std::vector<double> y;
    const int n = random.whole(12, 90);
    for (int t = 0; t < n; ++t)
      y.push_back(level * (1.0 + slope * t + season * std::sin(1.5707963 * t)) *
                  random.uniform(0.9, 1.1));
    all.push_back(y);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return all;
}

std::vector<std::vector<double>> paths(const std::vector<std::vector<double>>& ys, ThetaKind kind,
                                       const industria::lanes::Kernels& kernels) {
  std::vector<std::vector<double>> out(ys.size(), std::vector<double>(horizon));
  std::vector<detail::MemberSeries> members(ys.size());
  for (std::size_t i = 0; i < ys.size(); ++i) members[i].y = ys[i], members[i].path = out[i];
  detail::AlignedBuffer memory;
  detail::theta_batch(members, 4, kind, kernels, memory);
  return out;
}

std::vector<std::vector<double>> scaled(std::vector<std::vector<double>> ys, double by) {
  for (auto& y : ys) {
    for (double& value : y) value *= by;
  }
  return ys;
}

TEST(ThetaLaws, p01_a_power_of_two_scales_every_path_exactly) {
  const auto ys = sample(37);
  for (const auto* kernels : detail::supported_kernels()) {
    for (const ThetaKind kind : kinds) {
      const auto plain = paths(ys, kind, *kernels);
      for (const double by : {0x1p-400, 0x1p-3, 0x1p400})
        EXPECT_EQ(scaled(plain, by), paths(scaled(ys, by), kind, *kernels)) << kernels->name << by;
    }
  }
}

TEST(ThetaLaws, p02_any_scale_moves_no_path_by_more_than_1e_9) {
  const auto ys = sample(37);
  for (const auto* kernels : detail::supported_kernels()) {
    for (const ThetaKind kind : kinds) {
      const auto plain = paths(ys, kind, *kernels);
      for (const double by : {1e-12, 0.3, 1e15}) {
        const auto moved = paths(scaled(ys, by), kind, *kernels);
        for (std::size_t i = 0; i < ys.size(); ++i) {
          const double largest = *std::max_element(ys[i].begin(), ys[i].end());
          for (std::size_t h = 0; h < horizon; ++h)
            EXPECT_NEAR(moved[i][h] / by, plain[i][h], 1e-9 * largest) << kernels->name << i;
        }
      }
    }
  }
}

TEST(ThetaLaws, p02_holds_for_the_plain_fit) {
  for (const auto& y : sample(9)) {
    const double largest = *std::max_element(y.begin(), y.end());
    for (const ThetaKind kind : kinds) {
      const auto plain = theta_path(y, fit_theta(y, {.kind = kind, .period = 4}), horizon);
      const auto big = scaled({y}, 7e11).front();
      const auto moved = theta_path(big, fit_theta(big, {.kind = kind, .period = 4}), horizon);
      for (std::size_t i = y.size(); i < plain.size(); ++i)
        EXPECT_NEAR(moved[i] / 7e11, plain[i], 1e-9 * largest) << name(kind);
    }
  }
}

TEST(ThetaLaws, p07_p09_order_and_company_of_the_series_change_no_bit) {
  const auto ys = sample(35);  // 4 W + 3 of the widest lanes
  for (const auto* kernels : detail::supported_kernels()) {
    for (const ThetaKind kind : kinds) {
      const auto together = paths(ys, kind, *kernels);
      auto shuffled = ys;
      std::rotate(shuffled.begin(), shuffled.begin() + 11, shuffled.end());
      const auto moved = paths(shuffled, kind, *kernels);
      for (std::size_t i = 0; i < ys.size(); ++i) {
        EXPECT_EQ(together[i], moved[(i + ys.size() - 11) % ys.size()]) << kernels->name;
        EXPECT_EQ(together[i], paths({ys[i]}, kind, *kernels).front()) << kernels->name;
      }
    }
  }
}

TEST(ThetaLaws, p14_a_constant_is_forecast_as_it_is) {
  for (const double c : {3.7, -0.02, 1e9}) {
    const std::vector<double> y(24, c);
    for (const auto* kernels : detail::supported_kernels()) {
      for (const ThetaKind kind : kinds) {
        const auto path = paths({y}, kind, *kernels).front();
        for (const double value : path)
          EXPECT_NEAR(value, c, 1e-12 * std::abs(c)) << name(kind) << kernels->name;
      }
    }
  }
}

TEST(ThetaLaws, p15_an_exact_line_is_continued_by_the_model_with_a_fixed_line_and_free_theta) {
  std::vector<double> y;
  for (int t = 1; t <= 40; ++t) y.push_back(5.0 + 0.25 * t);
  for (const auto* kernels : detail::supported_kernels()) {
    const auto path = paths({y}, ThetaKind::otm, *kernels).front();
    for (std::size_t h = 0; h < horizon; ++h)
      EXPECT_NEAR(path[h] / (5.0 + 0.25 * (41.0 + static_cast<double>(h))), 1.0, 1e-9);
  }
}

}  // namespace theta_laws
