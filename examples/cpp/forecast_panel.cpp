// SPDX-License-Identifier: Apache-2.0
// A panel in the caller's own buffers: two models, their intervals, one whole distribution, and a backtest.
#include <industria/projection/backtest.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

using namespace industria;

int main() {
  // Two quarterly series of 10 years, one behind the other.
  std::vector<double> values;
  for (int t = 0; t < 40; ++t) values.push_back(100 + 1.5 * t + 8 * (t % 4 == 3) - 5 * (t % 4 == 0) + 2 * std::sin(3.0 * t));
  for (int t = 0; t < 40; ++t) values.push_back(20 + 0.1 * t + std::sin(5.0 * t));
  const std::vector<std::int64_t> offsets{0, 40, 80};
  const std::vector<Period> first(2, Period::of_quarter(2014, 1));
  const std::vector<std::string> ids{"beer", "bricks"};
  const PanelView panel{.values = values, .offsets = offsets, .first = first, .ids = ids};

  PanelForecastOptions options;
  options.models = {{.method = Method::automatic}, {.method = Method::dotm}};
  const PanelForecast made = forecast_panel(panel, 4, options);
  const auto median = made.median(0), low = made.quantile(0, 0.1), high = made.quantile(0, 0.9), dotm = made.median(1);
  for (std::size_t i = 0; i < made.size(); ++i) {
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t row = 4 * i + k;
      std::printf("%-6s %s: auto %.1f (%.1f to %.1f), dotm %.1f\n", ids[i].c_str(), to_text(made.first[i].plus(static_cast<int>(k))).c_str(),
                  median[row], low[row], high[row], dotm[row]);
    }
  }
  const Forecast beer = made.forecast(0, 0);
  std::printf("P(beer >= 170 in %s) is about %.1f\n", to_text(beer.periods[3]).c_str(), beer.probability_at_least(3, 170.0));

  const Backtest held_out = backtest(panel, forecaster_of(options), {.horizon = 4, .n_windows = 3, .step_size = 4});
  for (const ForecastColumn& column : held_out.columns) {
    const PanelAccuracy accuracy = industria::accuracy(panel, held_out, {.point = column.name, .period = 4});
    std::printf("%-9s held out: MASE %.2f\n", column.name.c_str(), accuracy.mean.mase.value);
  }
}
