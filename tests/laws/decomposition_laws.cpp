// SPDX-License-Identifier: Apache-2.0
// Laws of decompositions, simple methods and scores on random series: scale, sign, translation, time.
#include <industria/projection/accuracy.hpp>
#include <industria/projection/naive.hpp>
#include <industria/series/stl.hpp>

#include <gtest/gtest.h>

#include <laws/random_series.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace decomposition_laws {

using namespace industria;
using Numbers = std::vector<double>;

constexpr int periods[] = {2, 4, 12};
constexpr NaiveKind additive_kinds[] = {NaiveKind::mean, NaiveKind::last_value, NaiveKind::seasonal_last_value, NaiveKind::drift};

/// Calls check(series, period, robust) for random series, some with gaps.
template <class Check>
void for_random_series(const Check& check) {
  laws::Random random(2026);
  for (int i = 0; i < 60; ++i) {
    const int m = periods[i % 3];
    Numbers y = laws::growing(random, random.whole(2 * m + 1, 9 * m));
    if (i % 4 == 0) y[y.size() / 2] = missing;
    check(y, m, i % 2 == 0);
  }
}

StlParts parts_of(const Numbers& y, int m, bool robust) {
  return stl(y, m, {.seasonal_window = 11, .robust = robust});
}

double range_of(const Numbers& y) {
  double least = y[0];
  double most = y[0];
  for (const double value : y) {
    if (is_missing(value)) continue;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  return most - least;
}

TEST(DecompositionLaws, scaling_by_any_factor_scales_the_parts) {
  for_random_series([](const Numbers& y, int m, bool) {
    Numbers scaled = y;
    for (double& value : scaled) value *= 1e-7;
    const auto a = parts_of(y, m, false);
    const auto b = parts_of(scaled, m, false);
    for (std::size_t t = 0; t < y.size(); ++t)
      EXPECT_NEAR(a.trend[t] * 1e-7, b.trend[t], 1e-9 * 1e-7 * std::abs(a.trend[t]) + 1e-300);  // P02
  });
}

TEST(DecompositionLaws, the_other_sign_turns_the_parts_exactly) {
  for_random_series([](const Numbers& y, int m, bool robust) {
    Numbers turned = y;
    for (double& value : turned) value = -value;
    const auto a = parts_of(y, m, robust);
    const auto b = parts_of(turned, m, robust);
    for (std::size_t t = 0; t < y.size(); ++t) EXPECT_EQ(a.seasonal[t], -b.seasonal[t]);
  });
}

TEST(DecompositionLaws, a_constant_moves_the_trend_only) {
  for_random_series([](const Numbers& y, int m, bool) {
    const double c = 100.0 * range_of(y);
    Numbers moved = y;
    for (double& value : moved) value += c;
    const auto a = parts_of(y, m, false);
    const auto b = parts_of(moved, m, false);
    for (std::size_t t = 0; t < y.size(); ++t) {
      EXPECT_NEAR(a.trend[t] + c, b.trend[t], 1e-9 * range_of(y));  // P05 allows 1e-7
      EXPECT_NEAR(a.seasonal[t], b.seasonal[t], 1e-9 * range_of(y));
    }
  });
}

TEST(DecompositionLaws, parts_add_up_and_strengths_are_shares) {
  for_random_series([](const Numbers& y, int m, bool robust) {
    const auto parts = parts_of(y, m, robust);
    for (std::size_t t = 0; t < y.size(); ++t) {
      if (is_missing(y[t])) continue;
      EXPECT_NEAR(parts.seasonal[t] + parts.trend[t] + parts.remainder[t], y[t], 1e-12 * range_of(y) + 1e-14 * std::abs(y[t]));
    }
    for (const Value& s : {seasonal_strength(parts), trend_strength(parts)}) {
      EXPECT_GE(s.value, 0.0);
      EXPECT_LE(s.value, 1.0);
    }
  });
}

TEST(NaiveLaws, sign_and_translation_carry_over) {
  for_random_series([](const Numbers& y, int m, bool) {
    for (const NaiveKind kind : additive_kinds) {
      Numbers other = y;
      for (double& value : other) value = 3.0 * range_of(y) - value;
      const auto a = naive_forecast(y, m, kind, 7);
      const auto b = naive_forecast(other, m, kind, 7);
      for (std::size_t h = 0; h < 7; ++h) {
        EXPECT_NEAR(3.0 * range_of(y) - a.path[h], b.path[h], 1e-11 * range_of(y)) << name(kind);
        EXPECT_NEAR(a.deviation[h], b.deviation[h], 1e-11 * range_of(y)) << name(kind);
      }
    }
  });
}

TEST(NaiveLaws, widths_never_shrink_with_the_horizon) {
  for_random_series([](const Numbers& y, int m, bool) {
    for (const NaiveKind kind : additive_kinds) {
      const auto f = naive_forecast(y, m, kind, 30);
      EXPECT_TRUE(std::is_sorted(f.deviation.begin(), f.deviation.end())) << name(kind);  // P19
    }
  });
}

TEST(AccuracyLaws, scaled_measures_have_no_unit) {
  for_random_series([](const Numbers& y, int m, bool) {
    const auto n = static_cast<std::ptrdiff_t>(y.size()) - 2;
    const auto scores = [&](double unit) {
      Numbers z = y;
      for (double& value : z) value *= unit;
      const Numbers history(z.begin(), z.begin() + n);
      const Numbers actual(z.begin() + n, z.end());
      const Numbers said(2, z.front());
      return Numbers{smape(actual, said).value, mase(actual, said, history, m).value, rmsse(actual, said, history, m).value};
    };
    EXPECT_EQ(scores(1.0), scores(0x1p40));
  });
}

TEST(AccuracyLaws, no_constant_beats_the_median_of_draws_in_pinball_at_one_half) {
  laws::Random random(4);
  Numbers y;
  for (int i = 0; i < 101; ++i) y.push_back(random.uniform(0, 1));
  Numbers sorted = y;
  std::sort(sorted.begin(), sorted.end());
  const double best = pinball(y, Numbers(101, sorted[50]), 0.5).value;
  for (const double q : {0.1, 0.4, 0.5, 0.6, 0.9}) EXPECT_GE(pinball(y, Numbers(101, q), 0.5).value, best);
}

}  // namespace decomposition_laws
