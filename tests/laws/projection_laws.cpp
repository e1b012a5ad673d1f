// SPDX-License-Identifier: Apache-2.0
// Laws of forecasts for every first method: scale (P01-P03), labels (P06), batches and threads (P07-P11), constants
// and lines (P14, P15, P17), nesting and width (P18, P19), inverse questions (P20, P21), trailing gaps (P23).
#include "random_series.hpp"

#include <industria/model/panel.hpp>
#include <industria/projection/project.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace projection_laws {

constexpr Method methods[] = {Method::pooled_growth, Method::last_value, Method::drift, Method::cagr, Method::log_linear};

ForecastOptions by(Method method) {
  ForecastOptions options;
  options.method = method;
  return options;
}
Series yearly(std::vector<double> values) { return {.values = std::move(values), .first = Period::of_year(2000)}; }
std::vector<double> answers(const Forecast& f) {
  std::vector<double> out;
  for (std::size_t k = 0; k < f.horizon(); ++k) {
    for (const double p : {0.025, 0.1, 0.5, 0.9, 0.975}) out.push_back(f.quantile(k, p));
  }
  return out;
}
template <class Law>
void for_many(Law law) {
  laws::Random random(2026);
  for (int i = 0; i < 200; ++i) {
    const std::vector<double> y = laws::growing(random, random.whole(1, 40));
    for (const Method m : methods) law(y, m);
  }
}
std::vector<double> scaled(std::vector<double> y, double c) {
  for (double& v : y) v *= c;
  return y;
}

TEST(ProjectionLaws, scaling_by_a_power_of_two_scales_the_answers_exactly) {
  for_many([](const std::vector<double>& y, Method m) {
    for (const int k : {-400, -3, 1, 50, 400}) {
      const auto expected = scaled(answers(forecast(yearly(y), 5, by(m))), std::ldexp(1.0, k));
      ASSERT_EQ(answers(forecast(yearly(scaled(y, std::ldexp(1.0, k))), 5, by(m))), expected) << name(m) << ' ' << k;
    }
  });
}

TEST(ProjectionLaws, scaling_by_any_factor_scales_the_answers) {
  for_many([](const std::vector<double>& y, Method m) {
    for (const double c : {1e-12, 0.3, 1e9, 1e15}) {
      const auto expected = scaled(answers(forecast(yearly(y), 5, by(m))), c);
      const auto actual = answers(forecast(yearly(scaled(y, c)), 5, by(m)));
      const double most = c * *std::max_element(y.begin(), y.end());
      for (std::size_t i = 0; i < actual.size(); ++i) ASSERT_NEAR(actual[i], expected[i], 1e-9 * std::max(most, std::abs(expected[i]))) << name(m);
    }
  });
}

TEST(ProjectionLaws, the_labels_of_the_periods_do_not_matter) {
  for_many([](const std::vector<double>& y, Method m) {
    Series later = yearly(y);
    later.first = Period::of_year(2100);
    ASSERT_EQ(answers(forecast(later, 3, by(m))), answers(forecast(yearly(y), 3, by(m))));
  });
}

TEST(ProjectionLaws, a_batch_equals_single_calls_for_any_threads_and_order) {
  laws::Random random(7);
  std::vector<Series> all;
  for (int i = 0; i < 500; ++i) all.push_back(yearly(laws::growing(random, random.whole(1, 30))));
  Panel forward{Unit{}};
  Panel backward{Unit{}};
  for (const Series& s : all) forward.add(s);
  for (std::size_t i = all.size(); i-- > 0;) backward.add(all[i]);
  for (const int threads : {1, 2, 7, 16, 0}) {
    ForecastOptions options;
    options.n_threads = threads;
    const auto a = forecast(forward.view(), 4, options);
    const auto b = forecast(backward.view(), 4, options);
    for (std::size_t i = 0; i < all.size(); ++i) {
      ASSERT_EQ(answers(a[i]), answers(forecast(all[i], 4)));
      ASSERT_EQ(answers(b[all.size() - 1 - i]), answers(a[i]));
    }
  }
}

TEST(ProjectionLaws, a_constant_goes_on_with_next_to_no_width) {
  for (const double c : {3.0, 1e-9, 7e12}) {
    for (const Method m : methods) {
      for (const std::size_t n : {13u, 60u, 240u}) {  // up to twelve values the growth prior has its say
        const Forecast f = forecast(yearly(std::vector<double>(n, c)), 12, by(m));
        for (std::size_t k = 0; k < 12; ++k) {
          ASSERT_NEAR(f.median(k), c, 1e-12 * c) << name(m);
          ASSERT_LE(f.interval(k, 95).hi - f.interval(k, 95).lo, 1e-9 * c) << name(m);
          ASSERT_GT(f.interval(k, 80).hi - f.interval(k, 80).lo, 0.0) << name(m);
        }
      }
    }
  }
}

TEST(ProjectionLaws, drift_continues_an_exact_line_and_last_value_the_last_value) {
  std::vector<double> line;
  for (int i = 0; i < 30; ++i) line.push_back(5.0 + 0.3 * i);
  const Forecast drift = forecast(yearly(line), 10, by(Method::drift));
  for (std::size_t k = 0; k < 10; ++k) EXPECT_NEAR(drift.median(k), 5.0 + 0.3 * (30.0 + static_cast<double>(k)), 1e-9 * 14);
  EXPECT_EQ(forecast(yearly(line), 10, by(Method::last_value)).median(9), line.back());
}

TEST(ProjectionLaws, intervals_are_nested_around_the_median) {
  for_many([](const std::vector<double>& y, Method m) {
    const Forecast f = forecast(yearly(y), 6, by(m));
    for (std::size_t k = 0; k < 6; ++k) {
      const Bounds narrow = f.interval(k, 80);
      const Bounds wide = f.interval(k, 95);
      ASSERT_TRUE(wide.lo <= narrow.lo && narrow.lo <= f.median(k) && f.median(k) <= narrow.hi && narrow.hi <= wide.hi) << name(m);
    }
  });
}

TEST(ProjectionLaws, the_spread_does_not_shrink_with_the_horizon) {
  for_many([](const std::vector<double>& y, Method m) {
    const Forecast f = forecast(yearly(y), 20, by(m));
    for (int h = 1; h < 20; ++h) ASSERT_GE(f.law.covariance(h + 1, h + 1), f.law.covariance(h, h) * (1 - 1e-12)) << name(m);
  });
}

TEST(ProjectionLaws, quantile_and_probability_are_inverse) {
  for_many([](const std::vector<double>& y, Method m) {
    const Forecast f = forecast(yearly(y), 2, by(m));
    for (const double p : {0.01, 0.2, 0.5, 0.8, 0.99}) {
      ASSERT_NEAR(f.probability_at_most(1, f.quantile(1, p)), p, 1e-9) << name(m);
      ASSERT_NEAR(f.probability_at_least(1, f.quantile(1, p)), 1 - p, 1e-9) << name(m);
    }
  });
}

TEST(ProjectionLaws, probability_falls_with_the_target_from_one_to_zero) {
  for_many([](const std::vector<double>& y, Method m) {
    const Forecast f = forecast(yearly(y), 3, by(m));
    double before = 1.0;
    for (int i = -20; i <= 60; ++i) {
      const double p = f.probability_at_least(2, y.back() * i / 20.0);
      ASSERT_TRUE(p >= 0.0 && p <= before) << name(m);
      before = p;
    }
    ASSERT_EQ(f.probability_at_least(2, -std::numeric_limits<double>::infinity()), 1.0);
    ASSERT_EQ(f.probability_at_least(2, std::numeric_limits<double>::infinity()), 0.0);
  });
}

TEST(ProjectionLaws, leading_and_trailing_gaps_keep_the_dates) {
  const double gap = std::numeric_limits<double>::quiet_NaN();
  const Forecast plain = forecast(yearly({5, 6, 7}), 1);
  Series led{.values = {gap, gap, 5, 6, 7}, .first = Period::of_year(1998)};
  EXPECT_EQ(forecast(led, 1).periods, plain.periods);
  EXPECT_EQ(answers(forecast(led, 1)), answers(plain));
  EXPECT_EQ(forecast(yearly({5, 6, 7, gap}), 1).periods[0], Period::of_year(2004));
}

}  // namespace projection_laws
