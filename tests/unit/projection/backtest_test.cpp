// SPDX-License-Identifier: Apache-2.0
// Rolling origins: cut-offs as in the Nixtla family, nothing later is seen, one origin is the direct forecast.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/projection/backtest.hpp>
#include <industria/projection/naive.hpp>

#include <gtest/gtest.h>

#include <laws/random_series.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace backtest_test {

using namespace industria;
using Numbers = std::vector<double>;

/// Drift of every series, with an interval of one deviation.
std::vector<ForecastColumn> drift(const PanelView& panel, int horizon) {
  std::vector<ForecastColumn> columns{{"drift", {}}, {"drift-lo", {}}, {"drift-hi", {}}};
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const auto f = naive_forecast(panel.series(i).values, 1, NaiveKind::drift, horizon);
    for (std::size_t h = 0; h < f.path.size(); ++h) {
      columns[0].values.push_back(f.path[h]);
      columns[1].values.push_back(f.path[h] - f.deviation[h]);
      columns[2].values.push_back(f.path[h] + f.deviation[h]);
    }
  }
  return columns;
}

Panel one_series() {
  Panel panel;
  panel.add({.values = Numbers{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8}, .first = Period::of_year(2001), .id = "a"});
  return panel;
}

Panel random_panel() {
  laws::Random random(5);
  Panel panel;
  for (int i = 0; i < 9; ++i) {
    const auto y = laws::growing(random, 4 + 3 * i);
    panel.add({.values = y, .first = Period::of_quarter(2001, 1), .id = std::string(1, static_cast<char>('a' + i))});
  }
  return panel;
}

// What statsforecast 2.1.1 gives for RandomWalkWithDrift with h=2, n_windows=3, step_size=1, rounded to six decimals.
TEST(Backtest, cutoffs_and_forecasts_equal_the_peer) {
  const auto b = backtest(one_series(), drift, {.horizon = 2, .n_windows = 3});
  EXPECT_EQ(b.history, (std::vector<std::size_t>{8, 9, 10}));
  EXPECT_EQ(b.cutoff[0], Period::of_year(2008));
  EXPECT_EQ(b.actual, (Numbers{5, 3, 3, 5, 5, 8}));
  const Numbers expected{6.428571, 6.857143, 5.25, 5.5, 3.0, 3.0};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(b.columns[0].values[i], expected[i], 5e-7);
}

TEST(Backtest, steps_between_origins_count_back_from_the_last) {
  const auto b = backtest(one_series(), drift, {.horizon = 3, .n_windows = 2, .step_size = 4});
  EXPECT_EQ(b.history, (std::vector<std::size_t>{5, 9}));
  EXPECT_EQ(b.actual, (Numbers{9, 2, 6, 3, 5, 8}));
}

TEST(Backtest, one_origin_is_the_direct_forecast_with_its_accuracy_bit_for_bit) {
  const Panel whole = random_panel();
  Panel shortened;
  Numbers actual;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    SeriesView s = whole.series(i);
    for (const double y : s.values.last(3)) actual.push_back(y);
    s.values = s.values.first(s.values.size() - 3);
    shortened.add(s);
  }
  const auto direct = drift(shortened, 3);
  const auto b = backtest(whole, drift, {.horizon = 3});
  for (std::size_t row = 3; row < actual.size(); ++row) EXPECT_EQ(b.columns[0].values[row], direct[0].values[row]);
  const auto ours = accuracy(whole, b, {.lower = "drift-lo", .upper = "drift-hi"});
  const auto theirs = accuracy(shortened, actual, direct[0].values, 3, {.lower = direct[1].values, .upper = direct[2].values});
  EXPECT_EQ(ours.mean.owa.value, theirs.mean.owa.value);
  EXPECT_EQ(ours.mean.msis.value, theirs.mean.msis.value);
}

TEST(Backtest, later_values_never_matter) {
  const Panel panel = random_panel();
  Panel changed;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    SeriesView s = panel.series(i);
    Numbers y(s.values.begin(), s.values.end());
    y.back() *= 1000.0;
    s.values = y;
    changed.add(s);
  }
  const auto a = backtest(panel, drift, {.horizon = 1, .n_windows = 3});
  const auto b = backtest(changed, drift, {.horizon = 1, .n_windows = 3});
  for (std::size_t row = 3; row < a.actual.size(); ++row) EXPECT_EQ(a.columns[0].values[row], b.columns[0].values[row]);
  EXPECT_NE(a.actual, b.actual);
}

TEST(Backtest, series_without_history_before_an_origin_are_left_out) {
  const auto b = backtest(random_panel(), drift, {.horizon = 3, .n_windows = 2, .min_history = 4});
  EXPECT_EQ(b.history[0], 0U);  // four values, three to forecast
  EXPECT_EQ(b.history[2], 0U);
  EXPECT_EQ(b.history[3], 4U);  // seven
  EXPECT_TRUE(is_missing(b.columns[0].values[0]));
  EXPECT_TRUE(is_missing(b.actual[0]));
  const auto result = accuracy(random_panel(), b);
  EXPECT_EQ(result.mean.mae.used + result.mean.mae.left_out, 18U);
  EXPECT_EQ(result.mean.mae.used, 15U);
}

TEST(Backtest, stops_when_asked) {
  int calls = 0;
  const auto b = backtest(one_series(), drift, {.horizon = 1, .n_windows = 4, .progress = [&](std::size_t, std::size_t) { return ++calls < 2; }});
  EXPECT_EQ(b.history, (std::vector<std::size_t>{8, 9, 0, 0}));
}

TEST(Backtest, refuses_nonsense) {
  const Panel panel = one_series();
  EXPECT_THROW((void)backtest(panel, drift, {.horizon = 0}), ValueError);
  EXPECT_THROW((void)backtest(panel, drift, {.n_windows = 0}), ValueError);
  EXPECT_THROW((void)backtest(panel, drift, {.step_size = 0}), ValueError);
  const auto few = [](const PanelView&, int) { return std::vector<ForecastColumn>{{"x", {}}}; };
  EXPECT_THROW((void)backtest(panel, few, {}), ShapeError);
  const auto b = backtest(panel, drift, {});
  EXPECT_THROW((void)b.column("ets"), ValueError);
  EXPECT_THROW((void)accuracy(random_panel(), b), ShapeError);
  Panel shorter;  // as many series, but not these
  shorter.add({.values = Numbers{3, 1, 4}, .first = Period::of_year(2001), .id = "a"});
  EXPECT_THROW((void)accuracy(shorter, b), ShapeError);
  int calls = 0;
  const auto renamed = [&](const PanelView& history, int horizon) {
    auto columns = drift(history, horizon);
    if (++calls > 1) std::swap(columns[1].name, columns[2].name);
    return columns;
  };
  EXPECT_THROW((void)backtest(panel, renamed, {.n_windows = 2}), ShapeError);
}

TEST(Backtest, of_the_library_s_models_is_their_direct_forecast_bit_for_bit) {
  const Panel whole = random_panel();
  Panel shortened;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    SeriesView s = whole.series(i);
    s.values = s.values.first(s.values.size() - 3);
    shortened.add(s);
  }
  const PanelForecastOptions models{.models = {{.method = Method::auto_ets}, {.method = Method::dotm, .label = "Theta"}}};
  const auto b = backtest(whole, forecaster_of(models, {80}), {.horizon = 3});
  const auto direct = forecast_panel(shortened, 3, models);
  ASSERT_EQ(b.columns.size(), 6U);
  EXPECT_EQ(b.columns[b.column("auto_ets")].values, direct.median(0));
  EXPECT_EQ(b.columns[b.column("Theta-lo-80")].values, direct.quantile(1, 0.1));
  EXPECT_EQ(b.columns[b.column("Theta-hi-80")].values, direct.quantile(1, 0.9));
  EXPECT_THROW((void)forecaster_of(models, {0.8}), ValueError);
}

TEST(Backtest, quantiles_on_request_are_scored) {
  const Panel panel = random_panel();
  const PanelForecastOptions models{.models = {{.method = Method::drift}}};
  const auto b = backtest(panel, forecaster_of(models, {80}, {0.1, 0.5, 0.9}), {.horizon = 2, .n_windows = 2});
  EXPECT_EQ(b.columns[b.column("drift-q-0.1")].values, b.columns[b.column("drift-lo-80")].values);
  const auto score = accuracy(panel, b, {.lower = "drift-lo-80", .upper = "drift-hi-80", .level = 80,
                                         .quantiles = {{0.1, "drift-q-0.1"}, {0.5, "drift-q-0.5"}, {0.9, "drift-q-0.9"}}});
  for (const Accuracy& one : score.series) {
    if (!one.msis) continue;  // the interval score is 2/0.2 times the pinball of its two ends; the median's is half the MAE
    const double ends = one.msis.value * (one.mae.value / one.mase.value) * 0.2 / 2.0;
    EXPECT_NEAR(one.pinball.value, (ends + one.mae.value / 2.0) / 3.0, 1e-12 * one.mae.value);  // rounding of a few products
  }
  EXPECT_EQ(score.mean.crps.used, score.mean.mae.used);
  EXPECT_THROW((void)accuracy(panel, b, {.quantiles = {{0.3, "drift-q-0.3"}}}), ValueError);
  EXPECT_THROW((void)forecaster_of(models, {}, {90}), ValueError);
}

TEST(Backtest, probabilities_of_events_are_scored) {
  const Panel panel = one_series();
  const auto certain = [](const PanelView& history, int horizon) {
    const auto rows = history.size() * static_cast<std::size_t>(horizon);
    return std::vector<ForecastColumn>{{"x", Numbers(rows, 1.0)}, {"x-p", Numbers(rows, 1.0)}};
  };
  const auto b = backtest(panel, certain, {.horizon = 2, .n_windows = 2, .step_size = 2});
  const Numbers at_least{5, 4, 5, 9};  // of 5, 3, 5, 8: two come, two do not
  EXPECT_EQ(accuracy(panel, b, {.probability = "x-p", .at_least = at_least}).mean.brier.value, 0.5);
  EXPECT_THROW((void)accuracy(panel, b, {.probability = "x-p", .at_least = Numbers{1}}), ShapeError);
}

}  // namespace backtest_test
