// SPDX-License-Identifier: Apache-2.0
// Complex exponential smoothing: the recursion against its complex form and special cases, variances against effects, odd series,
// and the lanes against the plain recursion.
#include <industria/base/error.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_ces_batch.hpp>
#include <industria/projection/auto_ces.hpp>
#include <industria/projection/auto_ets.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace ces_test {

using namespace industria;

constexpr CesKind kinds[] = {CesKind::none, CesKind::simple, CesKind::partial, CesKind::full};

/// Level, growth, season and noise from a fixed generator.
std::vector<double> sample(unsigned seed, std::size_t n, int period) {
  std::mt19937_64 bits(seed);
  const auto uniform = [&] { return static_cast<double>(bits() >> 11) * 0x1p-53; };
  const double level = 0.6 + uniform(), growth = 0.02 * uniform(), swing = 0.3 * uniform();
  std::vector<double> y;
  for (std::size_t t = 0; t < n; ++t) {
    const double angle = 6.283185307179586 * static_cast<double>(t) / period;
    y.push_back((level + growth * static_cast<double>(t)) * (1.0 + swing * std::sin(angle)) +
                0.1 * (uniform() - 0.5));
  }
  return y;
}
std::vector<double> times(std::vector<double> y, double by) {
  for (double& value : y) value *= by;
  return y;
}
std::vector<double> forecasts(const std::vector<double>& y, const CesOptions& options, int h = 8) {
  auto path = ces_path(y, fit_ces(y, options), h);
  return {path.end() - h, path.end()};
}
/// Largest difference relative to the largest value of b.
double difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0.0, size = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) {
    largest = std::max(largest, std::abs(a[i] - b[i]));
    size = std::max(size, std::abs(b[i]));
  }
  return largest / size;
}

TEST(Ces, steps_as_its_complex_form) {
  // mu_{t+1} + i p_{t+1} = (a0 + i a1)(y_t + i e_t) + (1 - a0 + i - i a1)(mu_t + i p_t): equation 9 of the paper.
  const std::vector<double> y = sample(1, 30, 4);
  const std::complex<double> a(1.4, 0.93), one(1.0, 1.0);
  std::complex<double> state(0.7, 0.5);
  const auto fitted = evaluate_ces(y, CesKind::none, {1.4, 0.93}, {0.7, 0.5, {}, {}}).fitted;
  for (std::size_t t = 0; t < y.size(); ++t) {
    EXPECT_NEAR(fitted[t], state.real(), 1e-13) << t;  // thirty roundings of values near 1
    state = a * std::complex<double>(y[t], y[t] - state.real()) + (one - a) * state;
  }
}

TEST(Ces, is_simple_smoothing_where_the_imaginary_part_is_one) {
  const std::vector<double> y = sample(2, 40, 4);
  double level = 0.8;
  const auto fitted = evaluate_ces(y, CesKind::none, {1.3, 1.0}, {level, 9.0, {}, {}}).fitted;
  for (std::size_t t = 0; t < y.size(); ++t) {
    EXPECT_NEAR(fitted[t], level, 1e-13);
    level += 0.3 * (y[t] - level);
  }
}

TEST(Ces, simple_season_is_one_smoother_per_place) {
  const std::vector<double> y = sample(3, 24, 4);
  const CesParameters p{1.2, 0.98};
  const CesStates s{0.0, 0.0, {0.7, 0.8, 0.9, 1.0}, {0.5, 0.6, 0.7, 0.8}};
  const auto together = evaluate_ces(y, CesKind::simple, p, s).fitted;
  for (std::size_t place = 0; place < 4; ++place) {
    std::vector<double> own;
    for (std::size_t t = place; t < y.size(); t += 4) own.push_back(y[t]);
    const auto alone =
        evaluate_ces(own, CesKind::none, p, {s.season[place], s.season_shadow[place], {}, {}})
            .fitted;
    for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_EQ(together[place + 4 * i], alone[i]);
  }
}

TEST(Ces, variance_is_the_sum_of_squared_effects_of_an_error) {
  for (const CesKind kind : kinds) {
    std::vector<double> y = sample(4, 33, 4);
    const CesFit fit = fit_ces(y, {.period = 4, .kind = kind});
    const auto before = ces_path(y, fit, 12);
    y.back() += 1.0;  // an error larger by 1 in the last period
    const auto after = ces_path(y, fit, 12);
    const auto variance = ces_variance(kind, 4, fit.parameters, 12);
    double sum = 1.0;
    for (std::size_t h = 0; h < 12; ++h) {
      EXPECT_NEAR(variance[h], sum, 1e-12 * sum)
          << name(kind) << ' ' << h;  // differences of values near 1
      sum += std::pow(after[y.size() + h] - before[y.size() + h], 2);
    }
  }
}

TEST(Ces, variance_of_a_random_walk_is_the_horizon) {
  const auto variance = ces_variance(CesKind::none, 1, {2.0, 1.0}, 4);
  EXPECT_EQ(variance, (std::vector<double>{1.0, 2.0, 3.0, 4.0}));
}

TEST(Ces, constants_and_zeros_go_on) {
  for (const double c : {3.0, -7e12, 0.0, 1e-280, 1e150}) {
    for (const std::size_t n : {5U, 30U}) {
      for (const double value : forecasts(std::vector<double>(n, c), {.period = 4}))
        EXPECT_NEAR(value, c, 1e-12 * std::abs(c)) << n;
    }
  }
}

TEST(Ces, an_exact_season_goes_on) {
  std::vector<double> y;
  for (std::size_t t = 0; t < 40; ++t) y.push_back(std::vector<double>{5, 9, 2, 4}[t % 4]);
  const auto f = forecasts(y, {.period = 4});
  for (std::size_t h = 0; h < f.size(); ++h) EXPECT_NEAR(f[h], y[h % 4], 1e-9 * y[h % 4]);
}

TEST(Ces, too_few_values_give_no_parameters) {
  for (std::size_t n = 0; n < 5; ++n) {
    const CesFit fit = fit_ces(sample(5, n, 1), {});
    EXPECT_TRUE(is_missing(fit.parameters.alpha0)) << n;
    for (const double value : ces_path(sample(5, n, 1), fit, 3)) EXPECT_TRUE(is_missing(value));
  }
  EXPECT_FALSE(is_missing(fit_ces(sample(5, 5, 1), {}).parameters.alpha0));
}

TEST(Ces, seasonal_kinds_need_two_seasons) {
  const CesFit fit = fit_ces(sample(6, 23, 12), {.period = 12, .kind = CesKind::full});
  EXPECT_TRUE(is_missing(fit.parameters.alpha0));
  EXPECT_EQ(fit_ces(sample(6, 23, 12), {.period = 12}).kind, CesKind::none);
}

TEST(Ces, a_season_longer_than_the_series_costs_nothing) {
  const CesFit fit = fit_ces(sample(6, 23, 12), {.period = 1000000000});
  EXPECT_EQ(fit.kind, CesKind::none);
  EXPECT_TRUE(fit.initial.season.empty());
  EXPECT_TRUE(std::isfinite(fit.sse));
}

TEST(Ces, gaps_move_the_states_by_their_own_forecast) {
  std::vector<double> y = sample(7, 48, 4);
  y[20] = y[21] = missing;
  for (const CesKind kind : kinds) {
    const CesFit fit = fit_ces(y, {.period = 4, .kind = kind});
    std::vector<double> filled = y;
    const auto path = ces_path(y, fit, 6);
    filled[20] = path[20], filled[21] = path[21];
    EXPECT_LE(difference(ces_path(filled, fit, 6), path), 1e-14) << name(kind);
  }
}

TEST(Ces, leading_and_trailing_gaps_do_not_change_the_fit) {
  const std::vector<double> y = sample(8, 30, 4);
  std::vector<double> longer(3, missing);
  longer.insert(longer.end(), y.begin(), y.end());
  longer.insert(longer.end(), 2, missing);
  const CesOptions options{.period = 4};
  EXPECT_EQ(fit_ces(longer, options).parameters.alpha0, fit_ces(y, options).parameters.alpha0);
  const auto plain = ces_path(y, fit_ces(y, options), 6);
  const auto late = ces_path(longer, fit_ces(longer, options), 4);
  for (std::size_t t = 0; t < plain.size(); ++t) EXPECT_EQ(late[3 + t], plain[t]);
}

TEST(Ces, refuses_what_makes_no_sense) {
  const std::vector<double> y = sample(9, 20, 1);
  EXPECT_THROW((void)fit_ces(y, {.period = 0}), ValueError);
  EXPECT_THROW((void)ces_path(y, {}, -1), ValueError);
  EXPECT_THROW((void)ces_variance(CesKind::none, 1, {1.3, 1.0}, -1), ValueError);
  EXPECT_THROW((void)evaluate_ces(y, CesKind::full, {}, {}), ValueError);
  EXPECT_THROW((void)evaluate_ces(y, CesKind::none, {}, {0, 0, {1.0}, {1.0}}), ValueError);
}

TEST(CesLaws, scaling_by_a_power_of_two_is_exact_and_the_sign_follows) {
  for (unsigned seed = 10; seed < 30; ++seed) {
    const std::vector<double> y = sample(seed, 12 + 3 * seed, 4);
    const auto f = forecasts(y, {.period = 4});
    for (const int k : {-400, 3, 400}) {
      const double by = std::ldexp(1.0, k);
      EXPECT_EQ(forecasts(times(y, by), {.period = 4}), times(f, by)) << seed << ' ' << k;
    }
    EXPECT_EQ(forecasts(times(y, -1.0), {.period = 4}), times(f, -1.0)) << seed;
  }
}

TEST(CesLaws, scaling_by_any_factor_scales) {
  for (unsigned seed = 10; seed < 60; ++seed) {
    const std::vector<double> y = sample(seed, 8 + 2 * seed, 4);
    for (const double c : {1e-12, 0.3, 7e9, 1e15}) {
      // Law P02: 1e-9. The rounding of y * c reaches the forecasts through the search.
      EXPECT_LE(
          difference(forecasts(times(y, c), {.period = 4}), times(forecasts(y, {.period = 4}), c)),
          1e-9)
          << seed << ' ' << c;
    }
  }
}

TEST(CesLaws, future_values_are_not_used) {
  const std::vector<double> y = sample(61, 60, 12);
  const std::vector<double> part(y.begin(), y.begin() + 48);
  const CesFit fit = fit_ces(part, {.period = 12});
  const auto all = ces_path(y, fit, 0);
  EXPECT_TRUE(std::equal(all.begin(), all.begin() + 48, ces_path(part, fit, 0).begin()));
}

/// What the batch makes of series with the forecasts' length given.
std::vector<std::vector<double>> batch(const std::vector<std::vector<double>>& all) {
  std::vector<std::vector<double>> paths(all.size(), std::vector<double>(6));
  std::vector<detail::MemberSeries> members;
  for (std::size_t i = 0; i < all.size(); ++i) members.push_back({all[i], paths[i], missing, 0});
  detail::AlignedBuffer memory;
  detail::ces_batch(members, 4, {}, *detail::chosen_kernels().load(), memory);
  return paths;
}
std::vector<std::vector<double>> ragged() {
  std::vector<std::vector<double>> all;
  for (unsigned i = 0; i < 37; ++i) {
    all.push_back(sample(100 + i, 4 + 61 * i % 90, 4));
    if (i % 5 == 2 && all.back().size() > 9) all.back()[6] = missing;
  }
  return all;
}
/// Equal bits, missing equal to missing.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (is_missing(x) && is_missing(y)); });
}

TEST(CesBatch, neighbours_order_and_place_do_not_matter) {
  const auto all = ragged();
  const auto together = batch(all);
  auto turned = all;
  std::rotate(turned.begin(), turned.begin() + 3, turned.end());
  std::reverse(turned.begin(), turned.end());
  const auto other = batch(turned);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_TRUE(same(batch({all[i]})[0], together[i])) << i;
    EXPECT_TRUE(same(other[(2 * all.size() + 2 - i) % all.size()], together[i])) << i;
  }
}

TEST(CesBatch, agrees_with_the_plain_recursion_at_the_fitted_parameters) {
  for (const auto& y : ragged()) {
    for (const CesKind kind : kinds) {
      const CesFit fit = fit_ces(y, {.period = 4, .kind = kind});
      if (is_missing(fit.parameters.alpha0)) continue;
      const CesStates plain = ces_backcast(y, 4, kind, fit.parameters);
      CesFit again = fit;
      again.initial = plain;
      // Roundings differ (fused multiply-add), twice n steps of values near 1.
      EXPECT_LE(difference(ces_path(y, again, 6), ces_path(y, fit, 6)), 1e-11) << name(kind);
    }
  }
}

TEST(CesBatch, instruction_sets_agree) {
  const std::string before(active_isa());
  std::vector<std::vector<std::vector<double>>> results;
  const auto isas = supported_isas();
  for (const auto isa : isas) {
    use_isa(isa);
    results.push_back(batch(ragged()));
  }
  use_isa(before);
  for (std::size_t i = 0; i < results[0].size(); ++i) {
    // Fused sets agree to the bit. Without fused multiply-add the search takes other roundings: 1e-7 is the promise.
    if (isas.size() == 3) {
      EXPECT_TRUE(same(results[1][i], results[2][i])) << i;
    }
    if (!is_missing(results[0][i][0])) {
      EXPECT_LE(difference(results.back()[i], results[0][i]), 1e-7) << i;
    }
  }
}

TEST(FitCes, an_infinite_value_is_a_missing_one) {
  std::vector<double> y = sample(3, 30, 4);
  y[11] = missing;
  const CesFit gap = fit_ces(y, {.period = 4});
  y[11] = -std::numeric_limits<double>::infinity();
  const CesFit infinite = fit_ces(y, {.period = 4});
  ASSERT_FALSE(is_missing(gap.parameters.alpha0));
  EXPECT_EQ(gap.parameters.alpha0, infinite.parameters.alpha0);
  EXPECT_EQ(gap.sse, infinite.sse);
}

}  // namespace ces_test
