// SPDX-License-Identifier: Apache-2.0
// How long do the indicators of a long frame of 10 million rows take (125,000 series x 80 quarters: int32 id, int16 time, float64
// value, sorted), from keys checked once and from raw columns? Beside memcpy of the value column in turn: bytes are those that must
// be read and written at least. The peers on the same frame: peers/panel_indicators.py.
#include <industria/indicators/panel_growth.hpp>
#include <industria/indicators/panel_shares.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>
#include <vector>

namespace {

using namespace industria;
using Clock = std::chrono::steady_clock;

struct Frame {
  static constexpr std::size_t series = 125'000;
  static constexpr std::size_t periods = 80;
  static constexpr std::size_t rows = series * periods;

  std::vector<std::int32_t> id = std::vector<std::int32_t>(rows);
  std::vector<std::int16_t> time = std::vector<std::int16_t>(rows);
  std::vector<double> values = std::vector<double>(rows);
  std::vector<std::int16_t> province = std::vector<std::int16_t>(rows);
  std::vector<std::int16_t> division = std::vector<std::int16_t>(rows);
  std::vector<std::int8_t> section = std::vector<std::int8_t>(rows);
  std::vector<double> out = std::vector<double>(rows);
  std::vector<double> copy = std::vector<double>(rows);
  std::vector<double> rate = std::vector<double>(series);

  Frame() {
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    for (std::size_t s = 0; s < series; ++s) {
      const auto p = static_cast<std::int16_t>(random() % 63);
      const auto d = static_cast<std::int16_t>(random() % 96);
      const double base = std::exp(3.0 + normal(random));
      const double growth = 1.015 + 0.01 * normal(random);
      for (std::size_t t = 0; t < periods; ++t) {
        const std::size_t i = s * periods + t;
        id[i] = static_cast<std::int32_t>(s);
        time[i] = static_cast<std::int16_t>(t);
        province[i] = p;
        division[i] = d;
        section[i] = static_cast<std::int8_t>(d / 24);
        values[i] = base * std::pow(growth, static_cast<double>(t)) * std::exp(0.05 * normal(random));
      }
    }
  }
  [[nodiscard]] PanelKeys keys() const { return {id, time}; }
  [[nodiscard]] PanelGroups provinces(const PanelKeys& k) const { return panel_groups(k, province); }
  [[nodiscard]] PanelGroups sections(const PanelKeys& k) const { return panel_groups(k, section); }
  [[nodiscard]] PanelGroups divisions(const PanelKeys& k) const { return panel_groups(k, division); }
};

Frame& frame() {
  static Frame made;
  return made;
}

struct Times {
  std::vector<double> wall{};
  std::vector<double> cpu{};  // what counts where other work shares the cores

  template <class Work>
  void add(const Work& work) {
    const auto begin = Clock::now();
    const std::clock_t used = std::clock();
    work();
    cpu.push_back(1e3 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
    wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
};

double median(std::vector<double> x) {
  std::nth_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2), x.end());
  return x[x.size() / 2];
}

/// Medians of the work and of memcpy in turn; `bytes_per_row` must be read or written at least.
template <class Work>
void measure(benchmark::State& state, double bytes_per_row, const Work& work) {
  Frame& f = frame();
  Times times, copies;
  for (auto _ : state) {
    times.add(work);
    copies.add([&] { std::memcpy(f.copy.data(), f.values.data(), f.rows * sizeof(double)); });
    benchmark::DoNotOptimize(f.copy.data());
    benchmark::DoNotOptimize(f.out.data());
    benchmark::ClobberMemory();
  }
  double load[1] = {0.0};
  if (getloadavg(load, 1) != 1) load[0] = -1.0;
  const double gigabytes = bytes_per_row * static_cast<double>(f.rows) / 1e9;
  const double bandwidth = 2e3 * sizeof(double) * static_cast<double>(f.rows) / 1e9 / median(copies.cpu);
  state.counters["wall_ms"] = median(times.wall);
  state.counters["cpu_ms"] = median(times.cpu);
  state.counters["best_ms"] = *std::min_element(times.wall.begin(), times.wall.end());
  state.counters["GB/s"] = 1e3 * gigabytes / median(times.cpu);
  state.counters["memcpy_GB/s"] = bandwidth;
  state.counters["share_of_memcpy"] = 1e3 * gigabytes / median(times.cpu) / bandwidth;
  state.counters["load"] = load[0];
}

constexpr double key_bytes = 6.0;

void key_check(benchmark::State& state) {
  measure(state, key_bytes, [] { benchmark::DoNotOptimize(frame().keys()); });
}

/// What to do with keys; `raw`: they are checked within the measured time.
template <class Work>
void with_keys(benchmark::State& state, double bytes_per_row, double code_bytes, const Work& work) {
  const bool raw = state.range(0) != 0;
  const PanelKeys checked = frame().keys();
  measure(state, bytes_per_row + (raw ? key_bytes + code_bytes : 0.0), [&] {
    if (raw) {
      work(frame().keys());
    } else {
      work(checked);
    }
  });
}

void same_period_growth(benchmark::State& state) {
  with_keys(state, 16.0, 0.0, [](const PanelKeys& keys) { panel_growth(keys, frame().values, frame().out, {.lag = 4}); });
}
void cagr_per_series(benchmark::State& state) {
  const double two_lines = 128.0 / Frame::periods;
  with_keys(state, two_lines, 0.0, [](const PanelKeys& keys) { panel_cagr(keys, frame().values, frame().rate, {.periods_per_step = 4}); });
}
void share_of_period_total(benchmark::State& state) {
  with_keys(state, 24.0, 0.0, [](const PanelKeys& keys) { benchmark::DoNotOptimize(panel_shares(keys, frame().values, frame().out)); });
}
void contribution_to_growth(benchmark::State& state) {
  with_keys(state, 24.0, 0.0,
            [](const PanelKeys& keys) { benchmark::DoNotOptimize(panel_contributions(keys, frame().values, frame().out, 4)); });
}
void roll_up(benchmark::State& state) {
  const bool raw = state.range(0) != 0;
  const PanelKeys checked = frame().keys();
  const PanelGroups known = cross(frame().provinces(checked), frame().sections(checked));
  with_keys(state, 8.0, 3.0, [&](const PanelKeys& keys) {
    benchmark::DoNotOptimize(panel_roll_up(keys, frame().values, raw ? cross(frame().provinces(keys), frame().sections(keys)) : known));
  });
}
void location_quotient(benchmark::State& state) {
  const bool raw = state.range(0) != 0;
  const PanelKeys checked = frame().keys();
  const PanelGroups provinces = frame().provinces(checked);
  const PanelGroups divisions = frame().divisions(checked);
  with_keys(state, 8.0, 4.0, [&](const PanelKeys& keys) {
    benchmark::DoNotOptimize(raw ? panel_location_quotients(keys, frame().values, frame().provinces(keys), frame().divisions(keys))
                                 : panel_location_quotients(keys, frame().values, provinces, divisions));
  });
}

BENCHMARK(key_check)->Iterations(15)->Unit(benchmark::kMillisecond);
BENCHMARK(same_period_growth)->ArgName("raw")->Arg(0)->Arg(1)->Iterations(15)->Unit(benchmark::kMillisecond);
BENCHMARK(cagr_per_series)->ArgName("raw")->Arg(0)->Arg(1)->Iterations(15)->Unit(benchmark::kMillisecond);
BENCHMARK(share_of_period_total)->ArgName("raw")->Arg(0)->Arg(1)->Iterations(15)->Unit(benchmark::kMillisecond);
BENCHMARK(contribution_to_growth)->ArgName("raw")->Arg(0)->Arg(1)->Iterations(15)->Unit(benchmark::kMillisecond);
BENCHMARK(roll_up)->ArgName("raw")->Arg(0)->Arg(1)->Iterations(15)->Unit(benchmark::kMillisecond);
BENCHMARK(location_quotient)->ArgName("raw")->Arg(0)->Arg(1)->Iterations(15)->Unit(benchmark::kMillisecond);

}  // namespace
