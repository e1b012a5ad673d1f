// SPDX-License-Identifier: Apache-2.0
// Laws of the models that run in lanes, on every instruction set of this machine: scale (P01, P02), sign and translation of
// additive models (P04, P05), labels (P06), order, batches, threads, neighbours (P07-P11, P13), constants and lines (P14, P15), nesting
// and width (P18, P19), gaps (P23). Scaling and bits hold for the points and the intervals.
#include "random_series.hpp"

#include <industria/model/panel.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace industria;

namespace model_laws {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const std::vector<ForecastModel> all_models{
    {.method = Method::auto_ets},   {.method = Method::ses},         {.method = Method::holt},          {.method = Method::damped_holt},
    {.method = Method::holt_winters}, {.method = Method::stm},       {.method = Method::otm},           {.method = Method::dstm},
    {.method = Method::dotm},       {.method = Method::auto_theta},  {.method = Method::ces_none},      {.method = Method::ces_simple},
    {.method = Method::ces_partial}, {.method = Method::ces_full},   {.method = Method::auto_ces},      {.method = Method::log_ces},
    {.method = Method::mstl},       {.method = Method::mean},        {.method = Method::seasonal_last_value}, {.method = Method::drift},
    {.method = Method::seasonal_drift}, {.method = Method::automatic}, {.method = Method::combined_mean}, {.method = Method::combined_median},
    {.method = Method::combined_weighted}, {.method = Method::combined_mean, .members = {Method::last_value, Method::drift}}};

/// 12 to 240 values: level, trend, season of four, noise; some with gaps.
std::vector<double> seasonal(laws::Random& random, int n, bool positive) {
  const double level = std::pow(10.0, random.uniform(-2, 5));
  const double slope = level * random.uniform(-0.003, 0.01);
  const double season[] = {random.uniform(-0.2, 0.2), random.uniform(-0.2, 0.2), random.uniform(-0.2, 0.2), 0.0};
  std::vector<double> y;
  for (int t = 0; t < n; ++t) {
    const double value = level * (1.0 + season[t % 4] + random.uniform(-0.1, 0.1)) + slope * t;
    y.push_back(positive ? std::max(value, 0.05 * level) : value - level);
  }
  return y;
}

std::vector<std::vector<double>> some_series(std::uint64_t seed, std::size_t count, bool positive = true) {
  laws::Random random(seed);
  std::vector<std::vector<double>> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(seasonal(random, random.whole(12, 90), positive));
    if (i % 5 == 4) out.back()[out.back().size() / 2] = nan;
  }
  return out;
}

struct Rows {
  std::vector<double> values{};  ///< medians, then the bounds of 80 and 95 per cent
  std::vector<std::string> used{};
  bool operator==(const Rows&) const = default;
};

Panel panel_of(const std::vector<std::vector<double>>& series) {
  Panel panel{Unit{}};
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::string id = std::to_string(i);
    panel.add({.values = series[i], .first = Period::of_quarter(2001, 1), .id = id});
  }
  return panel;
}

/// Answers by series: each with all its models, steps and bounds.
std::vector<Rows> answers(const std::vector<std::vector<double>>& series, const std::vector<ForecastModel>& models, int threads = 1, int horizon = 5) {
  PanelForecastOptions options{.models = models, .season_length = 4};
  options.common.n_threads = threads;
  const Panel panel = panel_of(series);
  const PanelForecast f = forecast_panel(panel, horizon, options);
  std::vector<Rows> out(series.size());
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (const double p : {0.025, 0.1, 0.5, 0.9, 0.975}) {
      const std::vector<double> rows = p == 0.5 ? f.median(m) : f.quantile(m, p);
      for (std::size_t r = 0; r < rows.size(); ++r) out[r / static_cast<std::size_t>(horizon)].values.push_back(rows[r]);
    }
    for (std::size_t i = 0; i < series.size(); ++i) out[i].used.push_back(f.method_used(m, i));
  }
  return out;
}

std::vector<Rows> answers(const std::vector<std::vector<double>>& series, const std::vector<Method>& methods, int threads = 1, int horizon = 5) {
  std::vector<ForecastModel> models;
  for (const Method m : methods) models.push_back({.method = m});
  return answers(series, models, threads, horizon);
}

double size_of(const std::vector<double>& y) {
  double most = 0.0;
  for (const double v : y) most = std::isnan(v) ? most : std::max(most, std::abs(v));
  return most;
}

template <class F>
std::vector<std::vector<double>> changed(std::vector<std::vector<double>> series, F f) {
  for (auto& y : series) std::transform(y.begin(), y.end(), y.begin(), f);
  return series;
}

/// The tests run once for each instruction set that this machine has.
class ModelLaws : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    before_ = active_isa();
    use_isa(GetParam());
  }
  void TearDown() override { use_isa(before_); }

 private:
  std::string before_;
};

TEST_P(ModelLaws, scaling_by_a_power_of_two_scales_the_answers_exactly) {
  const auto series = some_series(1, 35);
  const auto plain = answers(series, all_models);
  for (const int k : {-400, -3, 1, 50, 400}) {
    const auto scaled = answers(changed(series, [&](double y) { return std::ldexp(y, k); }), all_models);
    for (std::size_t i = 0; i < series.size(); ++i) {
      Rows expected = plain[i];
      for (double& v : expected.values) v = std::ldexp(v, k);
      ASSERT_EQ(scaled[i], expected) << k << ' ' << i;
    }
  }
}

TEST_P(ModelLaws, scaling_by_any_factor_scales_the_answers) {
  const auto series = some_series(2, 200);
  const auto plain = answers(series, all_models);
  for (const double c : {1e-12, 0.3, 1e15}) {
    const auto scaled = answers(changed(series, [&](double y) { return c * y; }), all_models);
    int flips = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
      // Another rounding may tip an optimum between two of like height: such flips are counted, and few.
      bool same = scaled[i].used == plain[i].used;
      for (std::size_t j = 0; same && j < plain[i].values.size(); ++j)
        same = std::abs(scaled[i].values[j] - c * plain[i].values[j]) <= 1e-9 * c * size_of(series[i]);
      flips += same ? 0 : 1;
    }
    EXPECT_LE(flips, 2) << c;  // one in 400 was seen
  }
}

TEST_P(ModelLaws, additive_models_mirror_a_change_of_sign) {
  const std::vector<Method> additive{Method::ses, Method::holt, Method::damped_holt, Method::ces_none, Method::mean, Method::drift};
  const auto series = some_series(3, 30, false);
  const auto plain = answers(series, additive);
  const auto mirrored = answers(changed(series, [](double y) { return -y; }), additive);
  const std::size_t medians = 2 * 5;  // rows of 2.5 % and 10 % come first
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t m = 0; m < additive.size(); ++m) {
      for (std::size_t k = 0; k < 5; ++k) {
        const std::size_t at = m * 25 + medians + k;
        ASSERT_NEAR(mirrored[i].values[at], -plain[i].values[at], 1e-9 * size_of(series[i])) << name(additive[m]);
      }
    }
  }
}

TEST_P(ModelLaws, additive_models_move_with_a_constant) {
  const std::vector<Method> additive{Method::mean, Method::drift, Method::last_value, Method::seasonal_last_value, Method::ses};
  const auto series = some_series(4, 30);
  const auto plain = answers(series, additive);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const double c = 1000.0 * size_of(series[i]);
    const auto moved = answers(changed({series[i]}, [&](double y) { return y + c; }), additive).front();
    // 1e-7 of the range: the values themselves lose three digits to the constant.
    for (std::size_t m = 0; m < additive.size(); ++m)
      ASSERT_NEAR(moved.values[m * 25 + 10], plain[i].values[m * 25 + 10] + c, 1e-7 * size_of(series[i])) << name(additive[m]);
  }
}

TEST_P(ModelLaws, every_answer_is_that_of_the_series_alone) {
  const std::size_t width = GetParam() == "avx512" ? 8 : GetParam() == "avx2" ? 4 : 1;
  const auto pool = some_series(5, 4 * width + 3);
  std::vector<Rows> alone;
  for (const auto& y : pool) alone.push_back(answers({y}, all_models).front());
  for (std::size_t count = 1; count <= pool.size(); ++count) {
    const std::vector<std::vector<double>> some(pool.begin(), pool.begin() + static_cast<std::ptrdiff_t>(count));
    const auto together = answers(some, all_models);
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(together[i], alone[i]) << count << ' ' << i;
  }
}

TEST_P(ModelLaws, order_threads_and_bad_neighbours_leave_the_bits) {
  const auto series = some_series(6, 150);
  const auto plain = answers(series, all_models);
  for (const int threads : {2, 3, 16}) ASSERT_EQ(answers(series, all_models, threads), plain) << threads;
  std::vector<std::vector<double>> backward(series.rbegin(), series.rend());
  backward.push_back({nan, nan});
  backward.push_back({1.0, std::numeric_limits<double>::infinity(), 2.0});
  backward.push_back({});
  const auto other = answers(backward, all_models);
  for (std::size_t i = 0; i < series.size(); ++i) ASSERT_EQ(other[series.size() - 1 - i], plain[i]) << i;
}

TEST_P(ModelLaws, a_constant_goes_on_with_next_to_no_width) {
  for (const double c : {3.0, 1e-9, 7e12}) {
    for (const std::size_t n : {12u, 60u, 240u}) {
      const auto rows = answers({std::vector<double>(n, c)}, all_models).front();
      for (std::size_t j = 0; j < rows.values.size(); ++j) {
        const bool median = j % 25 / 5 == 2;
        ASSERT_NEAR(rows.values[j], c, (median ? 1e-12 : 1e-9) * c) << to_text(all_models[j / 25]) << ' ' << n;
      }
    }
  }
}

TEST_P(ModelLaws, trend_models_continue_an_exact_line) {
  std::vector<double> line;
  for (int i = 0; i < 40; ++i) line.push_back(1.0 + 2.0 * i);
  const std::vector<Method> trends{Method::drift, Method::holt};
  const auto rows = answers({line}, trends).front();
  for (std::size_t m = 0; m < trends.size(); ++m) {
    for (std::size_t k = 0; k < 5; ++k) EXPECT_NEAR(rows.values[m * 25 + 10 + k], 81.0 + 2.0 * static_cast<double>(k), 1e-9 * 90) << name(trends[m]);
  }
}

TEST_P(ModelLaws, intervals_are_nested_and_do_not_shrink) {
  const auto series = some_series(7, 40);
  for (const Rows& rows : answers(series, all_models)) {
    for (std::size_t m = 0; m < all_models.size(); ++m) {
      for (std::size_t k = 0; k < 5; ++k) {
        const auto at = [&](std::size_t quantile, std::size_t step) { return rows.values[m * 25 + quantile * 5 + step]; };
        for (std::size_t q = 1; q < 5; ++q) ASSERT_LE(at(q - 1, k), at(q, k)) << to_text(all_models[m]);
        const std::size_t before = k > 0 ? k - 1 : 0;
        ASSERT_GE(at(4, k) - at(0, k), (at(4, before) - at(0, before)) * (1 - 1e-12)) << to_text(all_models[m]);
      }
    }
  }
}

TEST_P(ModelLaws, leading_gaps_change_nothing_and_trailing_ones_are_forecast_over) {
  auto series = some_series(8, 1).front();
  const std::vector<Method> models{Method::auto_ets, Method::dotm, Method::auto_ces, Method::automatic};
  const auto plain = answers({series}, models, 1, 6).front();
  auto led = series;
  led.insert(led.begin(), 4, nan);
  EXPECT_EQ(answers({led}, models, 1, 6).front(), plain);
  auto trailed = series;
  trailed.insert(trailed.end(), 2, nan);
  const auto later = answers({trailed}, models, 1, 4).front();
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (std::size_t q = 0; q < 5; ++q) {
      for (std::size_t k = 0; k < 4; ++k) ASSERT_EQ(later.values[m * 20 + q * 4 + k], plain.values[m * 30 + q * 6 + k + 2]) << name(models[m]);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, ModelLaws, testing::ValuesIn([] {
                           std::vector<std::string> names;
                           for (const auto isa : supported_isas()) names.emplace_back(isa);
                           return names;
                         }()),
                         [](const auto& isa) { return isa.param; });

TEST(IsaLaws, avx2_and_avx512_give_the_same_bits) {
  const auto isas = supported_isas();
  if (isas.size() < 3) GTEST_SKIP() << "this processor has no AVX-512";
  const std::string before(active_isa());
  const auto series = some_series(9, 200);
  use_isa("avx2");
  const auto narrow = answers(series, all_models);
  use_isa("avx512");
  const auto wide = answers(series, all_models);
  use_isa(before);
  EXPECT_EQ(narrow, wide);
}

TEST(IsaLaws, builds_without_fused_arithmetic_agree) {
  const auto isas = supported_isas();
  if (isas.size() < 2) GTEST_SKIP() << "this processor has one instruction set";
  const std::string before(active_isa());
  const auto series = some_series(10, 400);
  const std::vector<Method> models{Method::ses, Method::dotm, Method::ces_none, Method::automatic};
  use_isa("baseline");
  const auto plain = answers(series, models);
  use_isa(std::string(isas.back()));
  const auto fused = answers(series, models);
  use_isa(before);
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t j = 0; j < plain[i].values.size(); ++j) ASSERT_NEAR(plain[i].values[j], fused[i].values[j], 1e-7 * size_of(series[i])) << i;
  }
}

}  // namespace model_laws
