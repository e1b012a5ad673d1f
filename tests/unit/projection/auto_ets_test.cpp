// SPDX-License-Identifier: Apache-2.0
// Automatic ETS over panels: what must not matter (order, partition, threads, instruction set, scale) does not.
#include <industria/base/error.hpp>
#include <industria/projection/auto_ets.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace auto_ets_test {

using namespace industria;

/// Series of several lengths with level, trend and season, from a fixed generator; some with gaps or non-positive values.
struct Sample {
  std::vector<double> values;
  std::vector<std::int64_t> offsets{0};
  std::vector<Period> first;

  explicit Sample(int count) {
    std::mt19937_64 bits(20211);
    const auto uniform = [&] { return static_cast<double>(bits() >> 11) * 0x1p-53; };
    for (int i = 0; i < count; ++i) {
      const int n = 9 + static_cast<int>(uniform() * 40);
      const double level = 50 + 1000 * uniform(), slope = 4 * (uniform() - 0.3),
                   swing = 0.3 * uniform();
      for (int t = 0; t < n; ++t) {
        const double season = 1 + swing * std::sin(1.5707963 * t);
        const double y = (level + slope * t) * season + 30 * (uniform() - 0.5);
        values.push_back(i % 7 == 3 && t == 4 ? missing : i % 11 == 5 ? y - level : y);
      }
      offsets.push_back(static_cast<std::int64_t>(values.size()));
      first.push_back(Period::of_quarter(2000, 1));
    }
  }
  [[nodiscard]] PanelView view() const {
    PanelView panel;
    panel.values = values;
    panel.offsets = offsets;
    panel.first = first;
    return panel;
  }
};

void expect_same(const EtsFit& a, const EtsFit& b, const std::string& where) {
  EXPECT_EQ(to_text(a.model), to_text(b.model)) << where;
  EXPECT_EQ(a.aicc, b.aicc) << where;
  EXPECT_EQ(a.parameters.alpha, b.parameters.alpha) << where;
  EXPECT_EQ(a.parameters.level, b.parameters.level) << where;
  EXPECT_EQ(a.parameters.season, b.parameters.season) << where;
}

TEST(AutoEts, gives_the_same_bits_alone_and_in_a_panel) {
  const Sample sample(19);
  const EtsOptions options{.period = 4};
  const auto together = fit_auto_ets(sample.view(), options);
  for (std::size_t i = 0; i < together.size(); ++i) {
    expect_same(together[i], fit_auto_ets(sample.view().series(i).values, options),
                "series " + std::to_string(i));
  }
}

TEST(AutoEts, gives_the_same_bits_for_any_thread_count) {
  const Sample sample(33);
  const auto one = fit_auto_ets(sample.view(), {.period = 4});
  for (const int threads : {2, 3, 8}) {
    const auto many = fit_auto_ets(sample.view(), {.period = 4, .n_threads = threads});
    for (std::size_t i = 0; i < one.size(); ++i)
      expect_same(one[i], many[i], std::to_string(threads) + " threads");
  }
}

TEST(AutoEts, fused_instruction_sets_agree_to_the_bit) {
  const Sample sample(21);
  const std::string before(active_isa());
  std::vector<std::vector<EtsFit>> results;
  for (const auto isa : supported_isas()) {
    if (isa == "baseline") continue;
    use_isa(isa);
    results.push_back(fit_auto_ets(sample.view(), {.period = 4}));
  }
  use_isa(before);
  for (std::size_t r = 1; r < results.size(); ++r) {
    for (std::size_t i = 0; i < results[r].size(); ++i)
      expect_same(results[0][i], results[r][i], "series " + std::to_string(i));
  }
}

TEST(AutoEts, likelihood_is_that_of_the_plain_recursion) {
  const Sample sample(25);
  const auto fits = fit_auto_ets(sample.view(), {.period = 4});
  for (std::size_t i = 0; i < fits.size(); ++i) {
    const int period = fits[i].model.season == EtsComponent::none ? 1 : 4;
    const auto check =
        evaluate_ets(sample.view().series(i).values, period, fits[i].model, fits[i].parameters);
    // Two codes for one sum of squares, one with fused products.
    EXPECT_NEAR(check.log_likelihood, fits[i].log_likelihood, 1e-9 * std::abs(check.log_likelihood))
        << i;
  }
}

TEST(AutoEts, scaling_by_a_power_of_two_changes_nothing_but_the_scale) {
  const Sample sample(6);
  for (std::size_t i = 0; i < 6; ++i) {
    const auto y = sample.view().series(i).values;
    std::vector<double> scaled(y.begin(), y.end());
    for (double& value : scaled) value *= 0x1p40;
    const EtsFit a = fit_auto_ets(y, {.period = 4});
    const EtsFit b = fit_auto_ets(scaled, {.period = 4});
    EXPECT_EQ(a.parameters.alpha, b.parameters.alpha);
    EXPECT_EQ(a.parameters.level * 0x1p40, b.parameters.level);
  }
}

TEST(AutoEts, leaves_series_alone_that_are_too_short) {
  const std::vector<double> two{3.0, 4.0};
  EXPECT_TRUE(is_missing(fit_auto_ets(two).aicc));
  const std::vector<double> none{missing, missing};
  EXPECT_TRUE(is_missing(fit_auto_ets(none).aicc));
}

TEST(AutoEts, tries_no_multiplicative_part_on_values_that_are_not_positive) {
  const std::vector<double> y{5, -1, 4, 0, 6, 2, -3, 7, 1, 4, 3, -2};
  const EtsFit fit = fit_auto_ets(y, {.period = 4});
  EXPECT_EQ(fit.model.error, EtsComponent::additive);
  EXPECT_NE(fit.model.season, EtsComponent::multiplicative);
}

TEST(AutoEts, finds_the_line_of_a_line) {
  std::vector<double> y;
  for (int t = 0; t < 30; ++t) y.push_back(100.0 + 3.0 * t);
  const EtsFit fit = fit_auto_ets(y);
  const auto states = evaluate_ets(y, 1, fit.model, fit.parameters).last;
  EXPECT_NEAR(ets_point_forecast(fit.model, 1, states, 1)[0], 190.0,
              1e-6 * 190.0);  // the fit stops at a relative error of 1e-15 squared
}

TEST(AutoEts, refuses_a_period_and_an_instruction_set_that_do_not_exist) {
  EXPECT_THROW((void)fit_auto_ets(std::vector<double>{1, 2, 3}, {.period = 0}), ValueError);
  EXPECT_THROW(use_isa("mmx"), ValueError);
}

TEST(AutoEts, an_infinite_value_is_a_missing_one) {
  std::vector<double> y{12, 15, 11, 16, 14, 17, 13, 18, 15, 19, 16, 20, 17, 21};
  y[6] = missing;
  const EtsFit gap = fit_auto_ets(y);
  y[6] = std::numeric_limits<double>::infinity();
  ASSERT_FALSE(is_missing(gap.parameters.alpha));
  expect_same(gap, fit_auto_ets(y), "infinity");
}

TEST(AutoEts, refuses_a_panel_that_is_not_valid) {
  const Sample sample(3);
  PanelView panel = sample.view();
  panel.first = {};
  EXPECT_THROW((void)fit_auto_ets(panel), ShapeError);
}

}  // namespace auto_ets_test
