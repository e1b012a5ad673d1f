// SPDX-License-Identifier: Apache-2.0
// How fast is MinT with a shrunk covariance on a large tree, and what bounds it? 1 -> 63 -> 252 -> 6,048 series.
// The bound is the matrix of inner products over all pairs of periods (series x periods^2 multiplications and additions), which
// any estimate of the shrinkage weight from these residuals needs.
#include <industria/hierarchy/aggregate.hpp>
#include <industria/hierarchy/reconcile.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace industria;

namespace {

Tree country(int provinces) {
  std::vector<TreeNode> nodes{{.id = "VN"}};
  const auto add = [&](const std::string& parent, char kind, int number) {
    std::string id = parent;
    id.append("/").append(1, kind).append(std::to_string(number));
    nodes.push_back({.id = id, .parent = parent});
    return id;
  };
  for (int p = 0; p < provinces; ++p) {
    const std::string province = add("VN", 'P', p);
    for (int s = 0; s < 4; ++s) {
      const std::string section = add(province, 'S', s);
      for (int d = 0; d < 24; ++d) add(section, 'D', d);
    }
  }
  return Tree(std::move(nodes));
}

std::vector<double> noise(std::size_t count) {
  std::vector<double> x(count);
  std::uint64_t state = 1;
  for (double& v : x) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    v = static_cast<double>(state >> 11) * 0x1p-53 - 0.5;
  }
  return x;
}

void make_tree(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(country(static_cast<int>(state.range(0))));
}

void sum_by_tree(benchmark::State& state) {
  const Tree tree = country(static_cast<int>(state.range(0)));
  const std::vector<double> values = noise(tree.size() * 40);
  std::vector<double> rows;
  for (auto _ : state) {
    rows = values;
    for (std::size_t i = 0; i < tree.size(); ++i) {
      if (!tree.is_leaf(i)) std::fill_n(rows.begin() + static_cast<std::ptrdiff_t>(i * 40), 40, std::nan(""));
    }
    benchmark::DoNotOptimize(aggregate(tree, rows));
  }
}

void fit_and_apply(benchmark::State& state, ReconcileMethod method) {
  const Tree tree = country(static_cast<int>(state.range(0)));
  const auto past = static_cast<std::size_t>(state.range(1));
  const std::vector<double> residual = noise(tree.size() * past);
  const std::vector<double> base = noise(tree.size() * 8);
  std::vector<double> out(base.size());
  for (auto _ : state) {
    Reconciler(tree, {.residual = residual}, {.method = method}).apply(base, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["series"] = static_cast<double>(tree.size());
}

/// The bound: x x' of every row, without anything around it.
void inner_products(benchmark::State& state) {
  const auto past = static_cast<std::size_t>(state.range(1));
  const std::size_t rows = static_cast<std::size_t>(state.range(0)) * 101 + 1;
  const std::vector<double> x = noise(rows * past);
  std::vector<double> sum(past * past);
  for (auto _ : state) {
    std::fill(sum.begin(), sum.end(), 0.0);
    for (std::size_t i = 0; i < rows; ++i) {
      const double* r = x.data() + i * past;
      for (std::size_t s = 0; s < past; ++s) {
        for (std::size_t t = s; t < past; ++t) sum[s * past + t] += r[s] * r[t];
      }
    }
    benchmark::DoNotOptimize(sum.data());
  }
}

BENCHMARK(make_tree)->Arg(63)->Unit(benchmark::kMillisecond);
BENCHMARK(sum_by_tree)->Arg(63)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit_and_apply, bottom_up, ReconcileMethod::bottom_up)->Args({63, 39})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit_and_apply, mint_struct, ReconcileMethod::mint_struct)->Args({63, 39})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit_and_apply, mint_shrink, ReconcileMethod::mint_shrink)
    ->Args({63, 39})->Args({630, 39})->Args({63, 120})->Unit(benchmark::kMillisecond);
BENCHMARK(inner_products)->Args({63, 39})->Args({630, 39})->Args({63, 120})->Unit(benchmark::kMillisecond);

}  // namespace
