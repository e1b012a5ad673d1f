// SPDX-License-Identifier: Apache-2.0
// Laws of the models' own intervals, without calibration: they cover panels of their own law, are without width where nothing is
// uncertain (P14, P15), grow with the step (P19), are nested (P18).
#include "random_series.hpp"

#include <industria/model/panel.hpp>
#include <industria/projection/auto_ets.hpp>
#include <industria/projection/panel_forecast.hpp>
#include <industria/projection/simulate.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

using namespace industria;

namespace interval_laws {

PanelForecastOptions own_law(std::vector<Method> methods, EtsBounds bounds = EtsBounds::standard) {
  PanelForecastOptions options{.ets_bounds = bounds};
  options.calibration = std::make_shared<IntervalCalibration>(IntervalCalibration::none());
  options.models.clear();
  for (const Method m : methods) options.models.push_back({.method = m});
  return options;
}

constexpr int history = 200, horizon = 4, many = 400;

/// Share of future values of a model inside its 95 % interval, by step.
std::vector<double> coverage(const char* name, Method method, EtsBounds bounds) {
  const EtsModel model = *parse_ets_model(name);
  EtsParameters states{.alpha = 0.4, .beta = 0.05, .gamma = 0.2, .level = 100.0};
  if (model.trend != EtsComponent::none) states.slope = 0.5;
  if (model.season != EtsComponent::none) states.season = {-6.0, 2.0, 9.0, -5.0};
  const std::vector<double> rows = simulate_ets(model, 4, states, 2.0, history + horizon, many, 2026, name);
  Panel panel{Unit{}};
  for (std::size_t i = 0; i < many; ++i)
    panel.add({.values = std::span(rows).subspan(i * (history + horizon), history), .first = Period::of_quarter(1950, 1)});
  const PanelForecast f = forecast_panel(panel, horizon, own_law({method}, bounds));
  const auto low = f.quantile(0, 0.025), high = f.quantile(0, 0.975);
  std::vector<double> inside(horizon, 0.0);
  for (std::size_t i = 0; i < many; ++i) {
    for (std::size_t k = 0; k < horizon; ++k) {
      const double y = rows[i * (history + horizon) + history + k];
      const std::size_t row = i * horizon + k;
      inside[k] += y >= low[row] && y <= high[row] ? 1.0 / many : 0.0;
    }
  }
  return inside;
}

TEST(OwnIntervalLaws, cover_panels_of_their_own_law) {
  const double three_errors = 3.0 * std::sqrt(0.95 * 0.05 / many);
  struct Case {
    const char* name;
    Method method;
    EtsBounds bounds;  // the standard prior would pull the slope's beta from what it is
  };
  for (const Case& c : {Case{"ANN", Method::ses, EtsBounds::standard}, {"AAN", Method::holt, EtsBounds::reference_r},
                        {"ANA", Method::auto_ets, EtsBounds::standard}}) {
    for (const double share : coverage(c.name, c.method, c.bounds)) EXPECT_NEAR(share, 0.95, three_errors) << c.name;
  }
}

const std::vector<Method> models{Method::automatic, Method::ses,      Method::holt,     Method::damped_holt, Method::holt_winters,
                                 Method::auto_ets,  Method::stm,      Method::otm,      Method::dstm,        Method::dotm,
                                 Method::auto_theta, Method::auto_ces, Method::ces_none, Method::mstl,        Method::last_value,
                                 Method::drift,     Method::mean,     Method::seasonal_last_value};

PanelForecast of(const std::vector<double>& y, int steps) {
  Panel panel{Unit{}};
  panel.add({.values = y, .first = Period::of_quarter(2001, 1)});
  return forecast_panel(panel, steps, own_law(models));
}

TEST(OwnIntervalLaws, of_a_constant_have_no_width_from_twelve_values_on) {
  for (const int n : {12, 13, 25, 60}) {
    for (const double c : {1.0, -3.7, 1e-9, 6e12}) {
      const PanelForecast f = of(std::vector<double>(static_cast<std::size_t>(n), c), 5);
      for (std::size_t m = 0; m < models.size(); ++m) {
        const auto low = f.quantile(m, 0.025), high = f.quantile(m, 0.975), median = f.median(m);
        for (std::size_t k = 0; k < 5; ++k) {
          EXPECT_LE(high[k] - low[k], 1e-9 * std::abs(c)) << name(models[m]) << ' ' << n << ' ' << c;
          EXPECT_GT(high[k] - low[k], 0.0) << name(models[m]) << ' ' << n << ' ' << c;
          EXPECT_NEAR(median[k], c, 1e-9 * std::abs(c)) << name(models[m]) << ' ' << n << ' ' << c;
        }
      }
    }
  }
}

TEST(OwnIntervalLaws, of_an_exact_line_have_no_width_where_the_model_is_a_line) {
  std::vector<double> y;
  for (int t = 0; t < 40; ++t) y.push_back(50.0 + 3.0 * t);
  const PanelForecast f = of(y, 5);
  for (std::size_t m = 0; m < models.size(); ++m) {
    if (models[m] != Method::holt && models[m] != Method::drift) continue;
    const auto low = f.quantile(m, 0.025), high = f.quantile(m, 0.975);
    for (std::size_t k = 0; k < 5; ++k) EXPECT_LE(high[k] - low[k], 1e-9 * y.back()) << name(models[m]);
  }
}

TEST(OwnIntervalLaws, are_nested_and_those_of_level_models_grow_with_the_step) {
  laws::Random random(5);
  for (int i = 0; i < 60; ++i) {
    const std::vector<double> y = laws::growing(random, random.whole(1, 60));
    const PanelForecast f = of(y, 9);
    for (std::size_t m = 0; m < models.size(); ++m) {
      const auto lo95 = f.quantile(m, 0.025), lo80 = f.quantile(m, 0.1), hi80 = f.quantile(m, 0.9), hi95 = f.quantile(m, 0.975);
      const auto median = f.median(m);
      const bool grows = models[m] == Method::ses || models[m] == Method::drift || models[m] == Method::last_value;
      for (std::size_t k = 0; k < 9; ++k) {
        ASSERT_TRUE(lo95[k] <= lo80[k] && lo80[k] <= median[k] && median[k] <= hi80[k] && hi80[k] <= hi95[k]) << name(models[m]);
        if (k == 0 || !grows) continue;
        const double before = hi95[k - 1] - lo95[k - 1];
        // A difference of two ends is known to their rounding; f.quantile() of a logarithmic law is not a level model's.
        if (f.columns[m].answers[0].transform == Transform::none) {
          ASSERT_GE(hi95[k] - lo95[k], before - 1e-12 * std::abs(hi95[k])) << name(models[m]);
        }
      }
    }
  }
}

TEST(OwnIntervalLaws, do_not_depend_on_neighbours_or_threads_on_any_instruction_set) {
  laws::Random random(17);
  std::vector<std::vector<double>> all;
  for (int i = 0; i < 35; ++i) all.push_back(laws::growing(random, random.whole(8, 60)));  // 4 * 8 + 3: full and broken blocks of lanes
  const auto widths = [&](std::size_t from, std::size_t to, int n_threads) {
    Panel panel{Unit{}};
    for (std::size_t i = from; i < to; ++i) panel.add({.values = all[i], .first = Period::of_quarter(2001, 1), .id = std::to_string(i)});
    PanelForecastOptions options = own_law(models);
    options.common.n_threads = n_threads;
    const PanelForecast f = forecast_panel(panel, 5, options);
    std::vector<std::vector<double>> rows(to - from);
    for (std::size_t m = 0; m < models.size(); ++m) {
      const auto high = f.quantile(m, 0.9);
      for (std::size_t row = 0; row < high.size(); ++row) rows[row / 5].push_back(high[row]);
    }
    return rows;
  };
  const std::string before(active_isa());
  for (const auto isa : supported_isas()) {
    use_isa(isa);
    const auto together = widths(0, all.size(), 2);
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(widths(i, i + 1, 1).front(), together[i]) << i << ' ' << isa;
  }
  use_isa(before);
}

}  // namespace interval_laws
