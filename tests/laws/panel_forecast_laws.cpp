// SPDX-License-Identifier: Apache-2.0
// Laws of every model with the shipped calibration, on every instruction set: sign with swapped bounds (P04), labels (P06), quantile and
// probability (P20), probability over targets (P21), a constant added to series and target (P22), no look ahead (P25), one origin of a
// backtest (P26), and steps that do not depend on the horizon.
#include "random_series.hpp"

#include <industria/base/missing.hpp>
#include <industria/model/panel.hpp>
#include <industria/projection/auto_ets.hpp>
#include <industria/projection/backtest.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

using namespace industria;

namespace panel_forecast_laws {

using Values = std::vector<double>;

ForecastModel closed_forms() {
  return {.method = Method::combined_mean, .members = {Method::last_value, Method::drift}};
}

std::vector<ForecastModel> every_model() {
  std::vector<ForecastModel> all;
  for (int m = 0; m <= static_cast<int>(Method::combined_weighted); ++m) all.push_back({.method = static_cast<Method>(m)});
  all.push_back(closed_forms());
  return all;
}

/// Level, slope, season of four, noise; now and then a gap. `centred`: about zero.
std::vector<Values> some_series(std::uint64_t seed, int count, bool centred = false) {
  laws::Random random(seed);
  std::vector<Values> all;
  for (int i = 0; i < count; ++i) {
    const double level = std::pow(10.0, random.uniform(-1, 4)), slope = random.uniform(-0.002, 0.01), swing = random.uniform(0, 0.2);
    Values y;
    const int n = random.whole(9, 90);
    for (int t = 0; t < n; ++t)
      y.push_back(level * ((centred ? 0.0 : 1.0) + slope * t + swing * std::sin(1.5707963 * t) + random.uniform(-0.1, 0.1)));
    if (i % 4 == 3) y[y.size() / 2] = missing;
    all.push_back(y);
  }
  return all;
}

Panel panel_of(const std::vector<Values>& series, Period first = Period::of_quarter(2001, 1)) {
  Panel panel{Unit{}};
  for (std::size_t i = 0; i < series.size(); ++i) panel.add({.values = series[i], .first = first, .id = std::to_string(i)});
  return panel;
}

PanelForecast forecast_of(const std::vector<Values>& series, const std::vector<ForecastModel>& models, int horizon = 5,
                          Period first = Period::of_quarter(2001, 1)) {
  return forecast_panel(panel_of(series, first), horizon, {.models = models, .season_length = 4});
}

class PanelForecastLaws : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    before_ = active_isa();
    use_isa(GetParam());
  }
  void TearDown() override { use_isa(before_); }

 private:
  std::string before_;
};

double size_of(const Values& y) {
  double most = 0.0;
  for (const double v : y) most = is_missing(v) ? most : std::max(most, std::abs(v));
  return most;
}

bool same(double a, double b) { return a == b || (is_missing(a) && is_missing(b)); }

TEST_P(PanelForecastLaws, a_step_does_not_depend_on_the_horizon) {
  auto models = every_model();
  // Weights come from a held-out part as long as the horizon: with another horizon they are others.
  std::erase_if(models, [](const ForecastModel& m) { return m.method == Method::combined_weighted; });
  const auto series = some_series(11, 40);
  const auto near = forecast_of(series, models, 5), far = forecast_of(series, models, 12);
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (const double p : {0.025, 0.5, 0.9}) {
      const auto few = near.quantile(m, p), many = far.quantile(m, p);
      for (std::size_t i = 0; i < series.size(); ++i) {
        for (std::size_t k = 0; k < 5; ++k) ASSERT_TRUE(same(few[i * 5 + k], many[i * 12 + k])) << to_text(models[m]) << ' ' << i << ' ' << p;
      }
    }
  }
}

TEST_P(PanelForecastLaws, labels_of_the_periods_do_not_matter) {
  const auto models = every_model();
  const auto series = some_series(12, 40);
  const auto now = forecast_of(series, models), later = forecast_of(series, models, 5, Period::of_quarter(2101, 1));
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (const double p : {0.025, 0.5, 0.975}) ASSERT_EQ(now.quantile(m, p), later.quantile(m, p)) << to_text(models[m]);
  }
}

TEST_P(PanelForecastLaws, additive_models_swap_their_bounds_with_the_sign) {
  std::vector<ForecastModel> models;
  for (const Method m : {Method::ses, Method::holt, Method::damped_holt, Method::mean, Method::last_value, Method::seasonal_last_value,
                         Method::drift, Method::seasonal_drift, Method::ces_none, Method::ces_simple})
    models.push_back({.method = m});
  models.push_back(closed_forms());
  // The models' own deviations know no sign; the shipped law has other scales below than above, learned on positive series.
  const auto own = std::make_shared<const IntervalCalibration>(IntervalCalibration::none());
  const auto series = some_series(13, 40, true);
  auto mirrored = series;
  for (Values& y : mirrored) std::transform(y.begin(), y.end(), y.begin(), [](double v) { return -v; });
  const PanelForecastOptions options{.models = models, .season_length = 4, .calibration = own};
  const auto up = forecast_panel(panel_of(series), 5, options), down = forecast_panel(panel_of(mirrored), 5, options);
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (const double p : {0.025, 0.1, 0.5}) {
      const auto lower = up.quantile(m, p), upper = down.quantile(m, 1.0 - p);
      for (std::size_t row = 0; row < lower.size(); ++row)
        ASSERT_NEAR(upper[row], -lower[row], 1e-9 * size_of(series[row / 5])) << to_text(models[m]) << ' ' << row / 5 << ' ' << p;
    }
  }
}

TEST_P(PanelForecastLaws, quantile_and_probability_are_inverse) {
  const auto models = every_model();
  const auto f = forecast_of(some_series(14, 40), models);
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (const double p : {0.01, 0.3, 0.5, 0.8, 0.99}) {
      const auto at = f.probability_at_least(m, f.quantile(m, p));
      for (const double above : at) ASSERT_NEAR(above, 1.0 - p, 1e-9) << to_text(models[m]);
    }
  }
}

TEST_P(PanelForecastLaws, probability_falls_with_the_target_from_one_to_zero) {
  const auto models = every_model();
  const auto series = some_series(15, 40);
  const auto f = forecast_of(series, models), again = forecast_of(series, models);
  const double inf = std::numeric_limits<double>::infinity();
  for (std::size_t m = 0; m < models.size(); ++m) {
    Values before(series.size() * 5, 1.0);
    for (const double share : {-inf, -3.0, -0.5, 0.0, 0.5, 0.8, 0.95, 1.0, 1.05, 1.2, 2.0, 10.0, inf}) {
      Values target;
      for (std::size_t row = 0; row < before.size(); ++row) target.push_back(std::isinf(share) ? share : share * size_of(series[row / 5]));
      const auto at = f.probability_at_least(m, target);
      ASSERT_EQ(at, again.probability_at_least(m, target)) << to_text(models[m]);
      for (std::size_t row = 0; row < at.size(); ++row) {
        ASSERT_TRUE(at[row] >= 0.0 && at[row] <= before[row]) << to_text(models[m]) << ' ' << share;
        ASSERT_TRUE(!std::isinf(share) || at[row] == (share < 0.0 ? 1.0 : 0.0)) << to_text(models[m]);
      }
      before = at;
    }
  }
}

TEST_P(PanelForecastLaws, a_constant_added_to_series_and_target_leaves_the_probability) {
  std::vector<ForecastModel> models;
  for (const Method m : {Method::mean, Method::last_value, Method::drift, Method::seasonal_last_value, Method::ses}) models.push_back({.method = m});
  models.push_back(closed_forms());
  const auto series = some_series(16, 40);
  auto moved = series;
  Values target, moved_target;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const double c = 3.0 * size_of(series[i]);
    for (double& v : moved[i]) v += c;
    for (int k = 0; k < 5; ++k) {
      target.push_back(1.02 * size_of(series[i]));
      moved_target.push_back(target.back() + c);
    }
  }
  const auto here = forecast_of(series, models), there = forecast_of(moved, models);
  for (std::size_t m = 0; m < models.size(); ++m) {
    const auto a = here.probability_at_least(m, target), b = there.probability_at_least(m, moved_target);
    for (std::size_t row = 0; row < a.size(); ++row) {
      if (here.columns[m].answers[row / 5].pool_share > 0.0) continue;  // a short series' spread is relative to its level
      ASSERT_NEAR(a[row], b[row], 1e-9) << to_text(models[m]) << ' ' << row;
    }
  }
}

TEST_P(PanelForecastLaws, future_values_are_never_used) {
  const auto models = every_model();
  const auto series = some_series(17, 30);
  auto other = series;
  for (Values& y : other) {
    y.back() *= 1000.0;
    y[y.size() - 2] = -1.0;
  }
  const auto forecaster = forecaster_of({.models = models, .season_length = 4}, {80});
  const BacktestOptions how{.horizon = 2, .n_windows = 2, .step_size = 2};
  const auto a = backtest(panel_of(series), forecaster, how), b = backtest(panel_of(other), forecaster, how);
  for (std::size_t c = 0; c < a.columns.size(); ++c) {
    for (std::size_t row = 0; row < a.actual.size(); ++row)
      ASSERT_TRUE(same(a.columns[c].values[row], b.columns[c].values[row])) << a.columns[c].name << ' ' << row / 4;
  }
}

TEST_P(PanelForecastLaws, a_backtest_of_one_origin_is_the_direct_forecast_and_its_accuracy) {
  const auto models = every_model();
  const auto series = some_series(18, 30);
  auto history = series;
  Values actual;
  for (Values& y : history) {
    actual.insert(actual.end(), y.end() - 3, y.end());
    y.resize(y.size() - 3);
  }
  const Panel whole = panel_of(series);
  const auto b = backtest(whole, forecaster_of({.models = models, .season_length = 4}, {95}), {.horizon = 3});
  const auto direct = forecast_of(history, models, 3);
  for (std::size_t m = 0; m < models.size(); ++m) {
    const std::string column = to_text(models[m]);
    const auto median = direct.median(m), low = direct.quantile(m, 0.025), high = direct.quantile(m, 0.975);
    ASSERT_EQ(b.columns[b.column(column)].values, median) << column;
    ASSERT_EQ(b.columns[b.column(column + "-lo-95")].values, low) << column;
    const auto ours = accuracy(whole, b, {.point = column, .lower = column + "-lo-95", .upper = column + "-hi-95", .period = 4});
    const auto theirs = accuracy(panel_of(history), actual, median, 3, {.period = 4, .lower = low, .upper = high});
    ASSERT_EQ(ours.mean.owa.value, theirs.mean.owa.value) << column;
    ASSERT_EQ(ours.mean.msis.value, theirs.mean.msis.value) << column;
  }
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, PanelForecastLaws, testing::ValuesIn([] {
                           std::vector<std::string> names;
                           for (const auto isa : supported_isas()) names.emplace_back(isa);
                           return names;
                         }()),
                         [](const auto& isa) { return isa.param; });

}  // namespace panel_forecast_laws
