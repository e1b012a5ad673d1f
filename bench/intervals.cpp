// SPDX-License-Identifier: Apache-2.0
// What do intervals cost beside the point forecast? Medians only; medians and two levels by the shipped calibration; the same by a
// calibration learned anew from three earlier origins; the models' own law. All in turn in one process, processor time of one thread.
#include <industria/model/panel_view.hpp>
#include <industria/projection/panel_forecast.hpp>
#include <industria/projection/simulate.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <limits>
#include <memory>
#include <vector>

namespace {

using namespace industria;

/// A panel of simulated series: every second one grows with its season, the others are additive.
struct Simulated {
  Simulated(int period, int length, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const bool additive = i % 2 == 0;
      EtsModel model{.error = additive ? EtsComponent::additive : EtsComponent::multiplicative, .trend = EtsComponent::additive};
      EtsParameters states{.alpha = 0.4, .beta = 0.02, .gamma = 0.1, .level = 100.0, .slope = 0.3};
      if (period > 1) {
        model.season = model.error;
        for (int j = 0; j < period; ++j) {
          const double wave = std::sin(2.0 * 3.141592653589793 * j / period);
          states.season.push_back(additive ? 8.0 * wave : 1.0 + 0.08 * wave);
        }
      }
      const std::vector<double> y =
          simulate_ets(model, period, states, additive ? 4.0 : 0.04, length, 1, static_cast<std::uint64_t>(i), "bench");
      values.insert(values.end(), y.begin(), y.end());
      offsets.push_back(static_cast<std::int64_t>(values.size()));
    }
    const Period begin = period == 12 ? Period::of_month(1990, 1) : period == 4 ? Period::of_quarter(1990, 1) : Period::of_year(1990);
    first.assign(count, begin);
  }
  [[nodiscard]] PanelView view() const {
    PanelView panel;
    panel.values = values;
    panel.offsets = offsets;
    panel.first = first;
    return panel;
  }
  std::vector<double> values{};
  std::vector<std::int64_t> offsets{0};
  std::vector<Period> first{};
};

template <class Work>
double processor_seconds(const Work& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

void levels(const PanelForecast& f) {
  benchmark::DoNotOptimize(f.median(0).data());
  for (const double p : {0.025, 0.1, 0.9, 0.975}) benchmark::DoNotOptimize(f.quantile(0, p).data());
}

/// Arguments: model, period, length, horizon.
void intervals_beside_points(benchmark::State& state) {
  const auto method = static_cast<Method>(state.range(0));
  const auto horizon = static_cast<int>(state.range(3));
  const std::size_t count = 2000;
  const Simulated panel(static_cast<int>(state.range(1)), static_cast<int>(state.range(2)), count);
  PanelForecastOptions options{.models = {{.method = method}}};
  options.common.n_threads = 1;
  PanelForecastOptions own = options;
  own.calibration = std::make_shared<IntervalCalibration>(IntervalCalibration::none());
  double point = std::numeric_limits<double>::infinity();
  double shipped = point, anew = point, simulated = point;
  for (auto _ : state) {
    point = std::min(point, processor_seconds([&] {
      benchmark::DoNotOptimize(forecast_panel(panel.view(), horizon, options).median(0).data());
    }));
    shipped = std::min(shipped, processor_seconds([&] { levels(forecast_panel(panel.view(), horizon, options)); }));
    anew = std::min(anew, processor_seconds([&] {
      PanelForecastOptions calibrated = options;
      calibrated.calibration = std::make_shared<IntervalCalibration>(calibrate(panel.view(), horizon, options));
      levels(forecast_panel(panel.view(), horizon, calibrated));
    }));
    simulated = std::min(simulated, processor_seconds([&] { levels(forecast_panel(panel.view(), horizon, own)); }));
  }
  state.SetLabel(std::string(name(method)));
  state.counters["point_us"] = 1e6 * point / static_cast<double>(count);
  state.counters["shipped"] = shipped / point;
  state.counters["anew"] = anew / point;
  state.counters["own_law"] = simulated / point;
}

void arguments(benchmark::internal::Benchmark* b) {
  for (const Method method : {Method::automatic, Method::auto_ets, Method::dotm, Method::auto_ces}) {
    b->Args({static_cast<std::int64_t>(method), 1, 21, 6});
    b->Args({static_cast<std::int64_t>(method), 4, 57, 8});
    b->Args({static_cast<std::int64_t>(method), 12, 120, 18});
  }
}
BENCHMARK(intervals_beside_points)->Apply(arguments)->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
