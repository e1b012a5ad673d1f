// SPDX-License-Identifier: Apache-2.0
// How fast is growth over a panel, beside memcpy of the same buffers? Bytes are those read plus those written, for
// both. memcpy is the bound: growth must read every value and write one for each.
#include <industria/indicators/growth.hpp>
#include <industria/model/panel_view.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Buffers {
  explicit Buffers(std::size_t series) : values(series * length), out(values.size()), first(series, industria::Period::of_year(2000)) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 100.0 + static_cast<double>((i * 37) % 101);
    for (std::size_t s = 0; s <= series; ++s) offsets.push_back(static_cast<std::int64_t>(s * length));
  }
  static constexpr std::size_t length = 24;  // years of one province, sector and product
  std::vector<double> values;
  std::vector<double> out;
  std::vector<industria::Period> first;
  std::vector<std::int64_t> offsets;
  [[nodiscard]] industria::PanelView view() const {
    industria::PanelView panel;
    panel.values = values;
    panel.offsets = offsets;
    panel.first = first;
    return panel;
  }
  [[nodiscard]] double bytes() const { return 16.0 * static_cast<double>(values.size()); }
};

template <class Work>
double seconds(const Work& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Both in turn in one loop, so that they meet the same machine; the best of each is compared.
void growth_beside_memcpy(benchmark::State& state) {
  Buffers b(static_cast<std::size_t>(state.range(0)));
  const industria::PanelView panel = b.view();
  double best_growth = std::numeric_limits<double>::infinity();
  double best_copy = best_growth;
  for (auto _ : state) {
    best_growth = std::min(best_growth, seconds([&] {
      industria::growth(panel, b.out, 1);
      benchmark::DoNotOptimize(b.out.data());
      benchmark::ClobberMemory();
    }));
    best_copy = std::min(best_copy, seconds([&] {
      std::memcpy(b.out.data(), b.values.data(), b.values.size() * sizeof(double));
      benchmark::DoNotOptimize(b.out.data());
      benchmark::ClobberMemory();
    }));
  }
  state.counters["growth_GB/s"] = b.bytes() / best_growth / 1e9;
  state.counters["memcpy_GB/s"] = b.bytes() / best_copy / 1e9;
  state.counters["share_of_memcpy"] = best_copy / best_growth;
}

BENCHMARK(growth_beside_memcpy)->Arg(64)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
