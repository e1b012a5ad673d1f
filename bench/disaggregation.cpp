// SPDX-License-Identifier: Apache-2.0
// How long do 10,000 yearly series of 30 years take to become months? Panels on one thread; bench/peers/disaggregation.py asks the peer.
#include <industria/series/benchmarking.hpp>
#include <industria/series/disaggregation.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace industria;

constexpr std::size_t months = 360;

/// Indicators with growth and season, yearly figures of a relation with autoregressive errors.
struct Data {
  explicit Data(std::size_t n) : month_first(n, Period::of_month(1990, 1)), year_first(n, Period::of_year(1990)) {
    std::mt19937 random(1);
    std::normal_distribution<double> noise;
    for (std::size_t s = 0; s < n; ++s) {
      double level = 100.0;
      double error = 0.0;
      std::vector<double> truth;
      for (std::size_t t = 0; t < months; ++t) {
        level *= 1.003 + 0.01 * noise(random);
        error = 0.9 * error + 5.0 * noise(random);
        indicators.push_back(level * (1.0 + 0.1 * std::sin(0.5236 * static_cast<double>(t % 12))));
        truth.push_back(3.0 + 2.0 * indicators.back() + error);
      }
      for (const double year : to_long_periods(truth, 12)) figures.push_back(year);
      month_offsets.push_back(static_cast<std::int64_t>(indicators.size()));
      year_offsets.push_back(static_cast<std::int64_t>(figures.size()));
    }
    out.resize(indicators.size());
    reasons.resize(n);
  }
  [[nodiscard]] PanelView high() const { return {indicators, month_offsets, month_first}; }
  [[nodiscard]] PanelView low() const { return {figures, year_offsets, year_first}; }

  std::vector<double> indicators, figures, out;
  std::vector<std::int64_t> month_offsets{0}, year_offsets{0};
  std::vector<Period> month_first, year_first;
  std::vector<Reason> reasons;
};

void denton_cholette(benchmark::State& state) {
  Data data(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) denton(data.high(), data.low(), data.out, data.reasons);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(denton_cholette)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

template <DisaggregationModel model, RhoRule rule>
void regression(benchmark::State& state) {
  Data data(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(disaggregate(data.low(), data.high(), data.out, {.model = model, .rho_rule = rule}));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(regression<DisaggregationModel::chow_lin, RhoRule::maximum_likelihood>)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);
BENCHMARK(regression<DisaggregationModel::fernandez, RhoRule::fixed>)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(regression<DisaggregationModel::litterman, RhoRule::maximum_likelihood>)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
