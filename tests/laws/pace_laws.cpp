// SPDX-License-Identifier: Apache-2.0
// Laws of pace, rules and decompositions: what is needed leads to the target, a better actual is never judged worse, parts add up,
// units do not matter.
#include <industria/model/panel.hpp>
#include <industria/targets/gap_drivers.hpp>
#include <industria/targets/pace.hpp>
#include <industria/targets/progress_case.hpp>
#include <industria/targets/rules.hpp>
#include <industria/targets/trajectory.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace industria;

namespace {

double uniform(std::mt19937_64& random, double lo, double hi) { return lo + (hi - lo) * static_cast<double>(random() >> 11) * 0x1p-53; }

TEST(PaceLaws, required_growth_and_change_lead_to_the_target) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    const double actual = std::exp(uniform(random, -10, 20));
    const double wanted = actual * std::exp(uniform(random, -3, 3));
    const int years = 1 + static_cast<int>(random() % 30);
    const Series s{.values = {actual}, .first = Period::of_year(2020)};
    const Pace p = pace(s, Period::of_year(2020 + years), wanted, Direction::at_least);
    EXPECT_NEAR(actual * std::pow(1 + p.required_growth.value, years), wanted, 1e-12 * wanted);  // P44
    EXPECT_NEAR(actual + years * p.required_change.value, wanted, 1e-12 * std::max(actual, wanted));
    EXPECT_TRUE(wanted > actual || p.required_growth.value <= 0.0);
  }
}

TEST(PaceLaws, a_better_actual_never_lowers_the_class_of_any_rule) {
  std::mt19937_64 random(2);
  for (int r = 0; r < 10; ++r) {
    for (int i = 0; i < 300; ++i) {
      ProgressCase c{.base = uniform(random, 20, 200), .target = uniform(random, 20, 200), .since = 5, .total = uniform(random, 5, 20)};
      if (i % 5 == 0) c.target = c.base;
      c.direction = i % 2 == 0 ? Direction::at_least : Direction::at_most;
      c.spread = 30;
      const double step = c.direction == Direction::at_least ? 2.0 : -2.0;
      int before = -1;
      for (double value = c.direction == Direction::at_least ? 10.0 : 250.0; value > 5 && value < 255; value += step) {
        c.value = value;
        const Progress p = progress(static_cast<Rule>(r), c);
        EXPECT_GE(p.rank, before) << name(static_cast<Rule>(r)) << " base " << c.base << " target " << c.target << " value " << value;  // P45
        before = std::max(before, p.rank);
      }
    }
  }
}

TEST(PaceLaws, a_rule_does_not_see_the_unit) {
  std::mt19937_64 random(3);
  for (int r = 0; r < 10; ++r) {
    for (int i = 0; i < 200; ++i) {
      const ProgressCase c{.base = uniform(random, 20, 200), .value = uniform(random, 20, 200), .target = uniform(random, 20, 200), .since = 5, .total = 12, .spread = 30};
      ProgressCase scaled = c;
      for (double ProgressCase::*level : {&ProgressCase::base, &ProgressCase::value, &ProgressCase::target, &ProgressCase::spread}) scaled.*level *= 1024;
      const Progress a = progress(static_cast<Rule>(r), c);
      const Progress b = progress(static_cast<Rule>(r), scaled);
      EXPECT_EQ(a.word, b.word);
      EXPECT_TRUE(a.measure.value == b.measure.value || (is_missing(a.measure.value) && is_missing(b.measure.value)));  // a power of two: to the bit
    }
  }
}

TEST(PaceLaws, the_order_of_series_does_not_change_a_place_in_the_panel) {
  std::mt19937_64 random(4);
  std::vector<Series> all;
  for (int i = 0; i < 40; ++i) {
    Series s{.values = {100}, .first = Period::of_year(2015), .unit = parse_unit("MW"), .id = "s" + std::to_string(i)};
    for (int t = 0; t < 6; ++t) s.values.push_back(s.values.back() * (1 + uniform(random, -0.1, 0.2)));
    all.push_back(s);
  }
  const auto places = [&](const std::vector<Series>& order) {
    Panel panel;
    for (const Series& s : order) panel.add(s);
    std::vector<double> out;
    for (const Series& s : all) {
      const PaceTarget wanted{.series = panel.find(s.id), .period = Period::of_year(2024), .target = 160};
      out.push_back(pace(panel.view(), std::span(&wanted, 1))[0].panel_place.value);
    }
    return out;
  };
  std::vector<Series> shuffled = all;
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  EXPECT_EQ(places(all), places(shuffled));
}

TEST(GapLaws, parts_and_rest_add_up_to_the_bit) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 500; ++i) {
    std::vector<double> target;
    std::vector<double> actual;
    for (int k = 0; k < 1 + i % 30; ++k) {
      target.push_back(uniform(random, -50, 500));
      actual.push_back(uniform(random, -50, 500));
    }
    const bool has_totals = i % 2 == 0;
    const GapByPart g = gap_by_part(target, actual, has_totals ? uniform(random, 1000, 5000) : missing, has_totals ? uniform(random, 1000, 5000) : missing);
    double sum = 0.0;
    for (const GapPart& part : g.parts) sum += part.gap.value;
    EXPECT_EQ(sum + g.unallocated, g.gap.value);
  }
}

TEST(GapLaws, factors_leave_no_residual_in_either_method) {
  std::mt19937_64 random(6);
  for (int i = 0; i < 300; ++i) {
    const std::size_t factors = 1 + static_cast<std::size_t>(i) % 5;
    std::vector<double> target;
    std::vector<double> actual;
    double gap = 0.0;
    double size = 0.0;
    for (std::size_t part = 0; part < 6; ++part) {
      double a = 1.0;
      double t = 1.0;
      for (std::size_t k = 0; k < factors; ++k) {
        target.push_back(random() % 8 == 0 ? 0.0 : uniform(random, 0.1, 5));
        actual.push_back(random() % 8 == 0 ? 0.0 : uniform(random, 0.1, 5));
        t *= target.back();
        a *= actual.back();
      }
      gap += a - t;
      size += std::abs(a) + std::abs(t);
    }
    for (const FactorMethod method : {FactorMethod::log_mean, FactorMethod::shapley}) {
      EXPECT_NEAR(gap_by_factor(target, actual, factors, method).gap.value, gap, 1e-12 * std::max(1.0, size)) << name(method);  // P32
    }
  }
}

TEST(GapLaws, exchanging_target_and_actual_turns_every_contribution) {
  std::mt19937_64 random(7);
  for (const FactorMethod method : {FactorMethod::log_mean, FactorMethod::shapley}) {
    std::vector<double> a;
    std::vector<double> b;
    for (int i = 0; i < 12; ++i) {
      a.push_back(uniform(random, 0.1, 5));
      b.push_back(uniform(random, 0.1, 5));
    }
    const GapByFactor there = gap_by_factor(a, b, 3, method);
    const GapByFactor back = gap_by_factor(b, a, 3, method);
    // Products of three factors below 5: rounding of a few units in the last place of 125.
    for (std::size_t i = 0; i < there.cells.size(); ++i) EXPECT_NEAR(there.cells[i], -back.cells[i], 1e-12);
  }
}

TEST(TrajectoryLaws, a_path_never_leaves_the_span_between_base_and_target) {
  std::mt19937_64 random(8);
  for (int i = 0; i < 300; ++i) {
    const double base = uniform(random, -50, 200);
    const double wanted = uniform(random, -50, 200);
    for (const TrajectoryShape shape : {TrajectoryShape::linear, TrajectoryShape::constant_growth, TrajectoryShape::s_curve}) {
      const Trajectory t = trajectory(Period::of_year(2020), base, Period::of_year(2021 + i % 20), wanted, {.shape = shape, .steepness = 1.0 + i % 15});
      for (const double y : t.values) {
        EXPECT_GE(y, std::min(base, wanted) - 1e-12 * 200);  // rounding of the interpolation
        EXPECT_LE(y, std::max(base, wanted) + 1e-12 * 200);
      }
    }
  }
}

}  // namespace
