// SPDX-License-Identifier: Apache-2.0
// The panel forecaster: models and combinations, the ladder of fallbacks, limits, threads and executors, calibration.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace industria;

namespace panel_forecast_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> wavy(int n, double level = 100.0) {
  std::vector<double> y;
  for (int t = 0; t < n; ++t) y.push_back(level + t + 8.0 * std::sin(1.7 * t) + 5.0 * std::cos(0.31 * t * t));
  return y;
}
Panel panel_of(const std::vector<std::vector<double>>& all) {
  Panel panel{Unit{}};
  for (const auto& y : all) panel.add({.values = y, .first = Period::of_year(1990)});
  return panel;
}
PanelForecastOptions with(std::vector<Method> methods) {
  PanelForecastOptions options;
  options.models.clear();
  for (const Method m : methods) options.models.push_back({.method = m});
  return options;
}

TEST(PanelForecast, mean_of_members_is_the_mean_of_their_paths) {
  const Panel panel = panel_of({wavy(40), wavy(25, 900.0)});
  auto options = with({Method::auto_ets, Method::dotm});
  options.models.push_back({.method = Method::combined_mean, .members = {Method::auto_ets, Method::dotm}});
  const PanelForecast f = forecast_panel(panel, 6, options);
  const auto a = f.median(0), b = f.median(1), mean = f.median(2);
  for (std::size_t r = 0; r < mean.size(); ++r) EXPECT_NEAR(mean[r], 0.5 * (a[r] + b[r]), 1e-12 * mean[r]);
  EXPECT_EQ(f.method_used(2, 0), "combined_mean: auto_ets 0.5, dotm 0.5");
}

TEST(PanelForecast, median_of_members_lies_between_them) {
  const Panel panel = panel_of({wavy(40)});
  auto options = with({Method::ses, Method::holt, Method::dotm});
  options.models.push_back({.method = Method::combined_median, .members = {Method::ses, Method::holt, Method::dotm}});
  const PanelForecast f = forecast_panel(panel, 6, options);
  for (std::size_t r = 0; r < 6; ++r) {
    std::vector<double> x{f.median(0)[r], f.median(1)[r], f.median(2)[r]};
    std::sort(x.begin(), x.end());
    EXPECT_EQ(f.median(3)[r], x[1]);
  }
}

TEST(PanelForecast, weights_favour_the_member_that_forecast_the_held_out_part_better) {
  std::vector<double> line;
  for (int t = 0; t < 40; ++t) line.push_back(10.0 + 3.0 * t + 0.1 * std::sin(2.1 * t));
  PanelForecastOptions options;
  options.models = {{.method = Method::combined_weighted, .members = {Method::ses, Method::holt}}};
  const PanelForecast f = forecast_panel(panel_of({line}), 4, options);
  EXPECT_LT(f.columns[0].weights[0], 0.01F);
  EXPECT_NEAR(f.columns[0].weights[0] + f.columns[0].weights[1], 1.0F, 1e-6F);  // float
}

TEST(PanelForecast, weights_do_not_depend_on_a_neighbour_that_holds_out_less) {
  std::vector<double> gap = wavy(99);  // shorter than its neighbour, but nothing of it can be held out
  std::fill(gap.end() - 9, gap.end() - 1, nan);
  const PanelForecastOptions options{
      .models = {{.method = Method::combined_weighted, .members = {Method::ses, Method::damped_holt, Method::drift}}}, .season_length = 1};
  const PanelForecast alone = forecast_panel(panel_of({wavy(100)}), 8, options);
  const PanelForecast together = forecast_panel(panel_of({wavy(100), gap}), 8, options);
  for (std::size_t k = 0; k < 8; ++k) EXPECT_EQ(alone.median(0)[k], together.median(0)[k]);
}

TEST(PanelForecast, a_season_longer_than_every_series_needs_no_memory) {
  auto options = with({Method::automatic, Method::seasonal_last_value, Method::dotm, Method::auto_ces, Method::mstl});
  options.season_length = std::numeric_limits<int>::max();
  const PanelForecast f = forecast_panel(panel_of({wavy(30), wavy(3)}), 2, options);
  for (std::size_t m = 0; m < f.models.size(); ++m) {
    for (const double y : f.median(m)) EXPECT_TRUE(std::isfinite(y)) << m;
  }
}

TEST(PanelForecast, values_whose_ratio_is_no_double_have_a_forecast_all_the_same) {
  std::vector<double> y(11, 1e-300);
  y[2] = y[7] = 1e300;
  const PanelForecast f = forecast_panel(panel_of({y}), 1, with({Method::pooled_growth, Method::cagr, Method::log_linear}));
  for (std::size_t m = 0; m < f.models.size(); ++m) {
    EXPECT_LE(f.quantile(m, 0.025)[0], f.median(m)[0]) << m;
    EXPECT_LE(f.median(m)[0], f.quantile(m, 0.975)[0]) << m;
  }
}

TEST(PanelForecast, a_member_without_held_out_error_gets_no_weight_beside_others) {
  // Twelve values: with three held out, CES has nine and fits, Holt-Winters of a season of four has too few.
  PanelForecastOptions options;
  options.season_length = 4;
  options.models = {{.method = Method::combined_weighted, .members = {Method::ses, Method::holt_winters}}};
  const auto weights_of = [&](double unit) {
    auto y = wavy(12);
    for (double& v : y) v *= unit;
    return forecast_panel(panel_of({y}), 3, options).columns[0].weights;
  };
  EXPECT_NEAR(weights_of(1.0)[0], weights_of(1.9)[0], 1e-6F);  // float; a change of unit changes no weight
}

TEST(PanelForecast, automatic_is_the_mean_without_the_extremes) {
  const Panel panel = panel_of({wavy(40)});
  std::vector<Method> methods = automatic_members();
  methods.push_back(Method::automatic);
  const PanelForecast f = forecast_panel(panel, 5, with(methods));
  for (std::size_t k = 0; k < 5; ++k) {
    std::vector<double> x;
    for (std::size_t m = 0; m + 1 < methods.size(); ++m) x.push_back(f.median(m)[k]);
    std::sort(x.begin(), x.end());
    EXPECT_NEAR(f.median(methods.size() - 1)[k], (x[1] + x[2] + x[3] + x[4]) / 4.0, 1e-12 * x[0]);
  }
  EXPECT_EQ(f.method_used(methods.size() - 1, 0).substr(0, 6), "auto-2");
}

TEST(PanelForecast, automatic_has_other_members_for_short_and_for_long_series) {
  const PanelForecast yearly = forecast_panel(panel_of({wavy(1), wavy(2), wavy(8), wavy(12), wavy(70)}), 2);
  EXPECT_EQ(yearly.method_used(0, 0), "auto-2: pooled_growth 1");
  EXPECT_EQ(yearly.method_used(0, 1), "auto-2: drift 0.33, last_value 0.33, pooled_growth 0.33");
  EXPECT_EQ(yearly.method_used(0, 2), "auto-2: dotm 0.25, drift 0.25, last_value 0.25, pooled_growth 0.25");
  EXPECT_EQ(yearly.method_used(0, 4), "auto-2: auto_ets 0.33, dotm 0.33, auto_ces 0.33");
  PanelForecastOptions options{.season_length = 4};
  const PanelForecast quarterly = forecast_panel(panel_of({wavy(3), wavy(7)}), 2, options);
  EXPECT_EQ(quarterly.method_used(0, 0), "auto-2: last_value 1");
  EXPECT_EQ(quarterly.method_used(0, 1), "auto-2: seasonal_last_value 0.5, ses 0.5");
}

TEST(PanelForecast, seasonal_drift_continues_an_exact_line_with_an_exact_season) {
  std::vector<double> y;
  for (int t = 0; t < 24; ++t) y.push_back(-50.0 + 2.0 * t + (t % 4 == 1 ? 7.0 : 0.0));
  const PanelForecast f = forecast_panel(panel_of({y}), 6, [] {
    auto options = with({Method::seasonal_drift});
    options.season_length = 4;
    return options;
  }());
  for (std::size_t k = 0; k < 6; ++k) {
    const int t = 24 + static_cast<int>(k);
    EXPECT_NEAR(f.median(0)[k], -50.0 + 2.0 * t + (t % 4 == 1 ? 7.0 : 0.0), 1e-12 * 60);
  }
}

TEST(PanelForecast, says_why_there_is_no_forecast) {
  const PanelForecast f = forecast_panel(panel_of({{}, {nan, nan}, {1, std::numeric_limits<double>::infinity()}}), 2, with({Method::auto_ets}));
  EXPECT_EQ(f.columns[0].answers[0].reason, "no_values");
  EXPECT_EQ(f.columns[0].answers[1].reason, "no_values");
  EXPECT_EQ(f.columns[0].answers[2].reason, "not_finite");
  for (const double y : f.median(0)) EXPECT_TRUE(std::isnan(y));
}

TEST(PanelForecast, models_that_cannot_be_fitted_give_way_to_growth_with_the_reason) {
  const PanelForecast f = forecast_panel(panel_of({{5, 6}}), 2, with({Method::auto_ets, Method::dotm, Method::automatic}));
  for (const std::size_t m : {0u, 1u}) {
    EXPECT_EQ(f.method_used(m, 0), "pooled_growth");
    EXPECT_EQ(f.columns[m].answers[0].reason, "not_fitted");
  }
  EXPECT_EQ(f.columns[2].answers[0].reason, "");  // it has members for short series
}

TEST(PanelForecast, an_explosive_path_is_not_believed) {
  std::vector<double> y(30, 1.0);
  y.back() = 1e9;
  const PanelForecast f = forecast_panel(panel_of({y}), 12, with({Method::holt, Method::automatic, Method::auto_ets, Method::dotm}));
  for (std::size_t m = 0; m < 4; ++m) {
    for (const double v : f.median(m)) EXPECT_LE(std::abs(v), 1e10);
  }
}

TEST(PanelForecast, limits_hold_for_points_intervals_probabilities_and_paths) {
  Panel panel{Unit{}};
  const auto y = wavy(40);
  panel.add({.values = y, .first = Period::of_year(1990), .id = "a", .lower = 0.0, .upper = 141.0});
  const PanelForecast f = forecast_panel(panel, 6, with({Method::automatic}));
  for (const double p : {0.01, 0.5, 0.99}) {
    for (const double v : f.quantile(0, p)) EXPECT_TRUE(v >= 0.0 && v <= 141.0);
  }
  const Forecast one = f.forecast(0, 0);
  EXPECT_EQ(one.probability_at_least(5, 141.5), 0.0);
  for (const double v : one.paths(50, 1)) EXPECT_TRUE(v >= 0.0 && v <= 141.0);
}

TEST(PanelForecast, one_distribution_answers_as_the_columns_do) {
  const PanelForecast f = forecast_panel(panel_of({wavy(40), {5, 6, 8}}), 3, with({Method::automatic, Method::seasonal_last_value}));
  for (std::size_t m = 0; m < 2; ++m) {
    for (std::size_t i = 0; i < 2; ++i) {
      const Forecast one = f.forecast(m, i);
      for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_EQ(one.quantile(k, 0.9), f.quantile(m, 0.9)[i * 3 + k]);
        EXPECT_NEAR(one.probability_at_most(k, one.quantile(k, 0.3)), 0.3, 1e-12);
      }
    }
  }
}

TEST(PanelForecast, paths_have_the_margins_of_the_law) {
  const Forecast f = forecast_panel(panel_of({wavy(40)}), 3, with({Method::dotm})).forecast(0, 0);
  const int n = 20000;
  const auto paths = f.paths(n, 7);
  for (std::size_t k = 0; k < 3; ++k) {
    int under = 0;
    for (int i = 0; i < n; ++i) under += paths[static_cast<std::size_t>(i) * 3 + k] <= f.quantile(k, 0.1) ? 1 : 0;
    EXPECT_NEAR(under / static_cast<double>(n), 0.1, 3 * std::sqrt(0.1 * 0.9 / n));  // three standard errors
  }
}

TEST(PanelForecast, an_executor_replaces_the_threads) {
  std::vector<std::vector<double>> all;
  for (int i = 0; i < 300; ++i) all.push_back(wavy(20 + i % 30, 100.0 + i));
  const Panel panel = panel_of(all);
  auto options = with({Method::dotm});
  const auto plain = forecast_panel(panel, 4, options).median(0);
  std::size_t tasks = 0;
  options.executor = [&](std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = count; i-- > 0;) task(i);
    tasks = count;
  };
  EXPECT_EQ(forecast_panel(panel, 4, options).median(0), plain);
  EXPECT_GT(tasks, 1u);
  options.common.progress = [](std::size_t done, std::size_t) { return done < 100; };
  const PanelForecast stopped = forecast_panel(panel, 4, options);
  std::size_t left = 0;
  for (const SeriesAnswer& a : stopped.columns[0].answers) left += a.reason == "stopped" ? 1 : 0;
  EXPECT_TRUE(left > 0 && left < 300);
}

TEST(PanelForecast, a_stopped_run_says_so_where_it_stopped) {
  std::vector<std::vector<double>> all(2000, wavy(20));
  auto options = with({Method::dotm});
  options.common.progress = [](std::size_t done, std::size_t) { return done < 500; };
  const PanelForecast f = forecast_panel(panel_of(all), 2, options);
  EXPECT_EQ(f.columns[0].answers.back().reason, "stopped");
  EXPECT_EQ(f.columns[0].answers.front().reason, "");
}

TEST(PanelForecast, refuses_bad_options) {
  const Panel panel = panel_of({wavy(20)});
  EXPECT_THROW((void)forecast_panel(panel, 0), ValueError);
  EXPECT_THROW((void)forecast_panel(panel, 2, {.season_length = -1}), ValueError);
  EXPECT_THROW((void)forecast_panel(panel, 2, {.models = {}}), ValueError);
  EXPECT_THROW((void)forecast_panel(panel, 2).median(1), ValueError);
  EXPECT_THROW((void)forecast_panel(panel, 2).quantile(0, 1.0), ValueError);
}

TEST(Calibrate, covers_new_errors_of_the_same_kind) {
  // A random walk with normal steps: what is learned on one half of the walks must cover the last steps of the other half.
  std::uint64_t state = 1;
  const auto uniform = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 11) * 0x1p-53;
  };
  std::vector<std::vector<double>> all(600);
  for (auto& y : all) {
    double level = 100.0;
    for (int t = 0; t < 40; ++t) y.push_back(level += uniform() + uniform() + uniform() + uniform() - 2.0);
  }
  const std::vector<std::vector<double>> learn(all.begin(), all.begin() + 300);
  auto options = with({Method::ses});
  options.calibration = std::make_shared<IntervalCalibration>(calibrate(panel_of(learn), 4, options));
  std::vector<std::vector<double>> known;
  for (std::size_t i = 300; i < 600; ++i) known.emplace_back(all[i].begin(), all[i].end() - 4);
  const PanelForecast f = forecast_panel(panel_of(known), 4, options);
  const auto lo = f.quantile(0, 0.025), hi = f.quantile(0, 0.975);
  int inside = 0;
  for (std::size_t r = 0; r < lo.size(); ++r) {
    const double y = all[300 + r / 4][36 + r % 4];
    inside += y >= lo[r] && y <= hi[r] ? 1 : 0;
  }
  EXPECT_NEAR(inside / 1200.0, 0.95, 3 * std::sqrt(0.95 * 0.05 / 300));  // errors of one walk hang together: 300 independent ones
}

TEST(Calibrate, an_infinite_value_is_a_missing_one) {
  std::vector<std::vector<double>> all;
  for (int i = 0; i < 60; ++i) all.push_back(wavy(40, 100.0 + 7.0 * i));
  const auto law_with = [&](double last) {
    all[0].back() = last;
    return calibrate(panel_of(all), 2, with({Method::ses})).classes.at(0);
  };
  const ErrorClass a = law_with(nan), b = law_with(std::numeric_limits<double>::infinity());
  EXPECT_EQ(a.errors, b.errors);
  EXPECT_EQ(a.level_above, b.level_above);
  EXPECT_EQ(a.short_series, b.short_series);
}

TEST(Calibrate, keeps_combinations_apart_by_their_members) {
  std::vector<std::vector<double>> all;
  for (int i = 0; i < 60; ++i) all.push_back(wavy(30 + i % 7, 100.0 + 3 * i));
  PanelForecastOptions options;
  options.models = {{.method = Method::combined_mean, .members = {Method::ses, Method::holt}},
                    {.method = Method::combined_mean, .members = {Method::dotm, Method::auto_ces}}};
  const IntervalCalibration c = calibrate(panel_of(all), 4, options);
  ASSERT_EQ(c.classes.size(), 2u);
  EXPECT_EQ(c.law_for(options.models[1], 1).members, options.models[1].members);
  EXPECT_NE(c.law_for(options.models[0], 1).level_above, c.law_for(options.models[1], 1).level_above);
}

TEST(Calibrate, stopped_by_progress_learns_nothing) {
  std::vector<std::vector<double>> all(60, wavy(30));
  auto options = with({Method::ses});
  options.common.progress = [](std::size_t, std::size_t) { return false; };
  const IntervalCalibration c = calibrate(panel_of(all), 4, options);
  EXPECT_TRUE(c.classes.empty());
  EXPECT_EQ(c.name, "stopped");
}

TEST(Calibrate, refuses_a_panel_that_is_too_short) {
  EXPECT_THROW((void)calibrate(panel_of({wavy(15)}), 4, with({Method::ses}), {.step = std::numeric_limits<int>::max()}), ValueError);
  EXPECT_THROW((void)calibrate(panel_of({wavy(15)}), 4, with({Method::ses})), ValueError);
  EXPECT_THROW((void)calibrate(panel_of({wavy(15)}), 4, with({Method::ses}), {.origins = 0}), ValueError);
}

TEST(Methods, read_their_names_and_those_of_the_ecosystem) {
  for (int i = 0; i <= static_cast<int>(Method::combined_weighted); ++i) {
    const auto m = static_cast<Method>(i);
    EXPECT_EQ(parse_method(name(m)), m);
  }
  EXPECT_EQ(parse_method("DynamicOptimizedTheta"), Method::dotm);
  EXPECT_EQ(parse_method("auto"), Method::automatic);
  EXPECT_FALSE(parse_method("AutoMagic"));
  const auto mix = parse_forecast_model("median(AutoETS, dotm)");
  ASSERT_TRUE(mix);
  EXPECT_EQ(mix->method, Method::combined_median);
  EXPECT_EQ(mix->members, (std::vector<Method>{Method::auto_ets, Method::dotm}));
  EXPECT_EQ(to_text(*mix), "median(AutoETS, dotm)");
  EXPECT_FALSE(parse_forecast_model("median(auto)"));
  EXPECT_FALSE(parse_forecast_model("median("));
}

}  // namespace panel_forecast_test
