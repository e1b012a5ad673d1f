// SPDX-License-Identifier: Apache-2.0
// Body of series/benchmarking.hpp: every method is a smoothest path of deviations (series_constrained_path.hpp).
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/series_constrained_path.hpp>
#include <industria/detail/series_long_periods.hpp>
#include <industria/series/benchmarking.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Deviations from the indicator are |indicator|^power times a path under `law`.
struct BenchmarkRule {
  PathLaw law;
  double power = 1.0;
  bool level_first = false;  ///< bring the indicator to the level of the benchmarks before
};

struct BenchmarkWork {
  BoundSums bound;
  ConstrainedPath path;
  std::vector<double> level, units, weights, gaps, moves;
};

/// Fills `level`, `units` and `weights` of the work for the bound benchmarks; the answer is the size that a unit has.
inline double prepare_deviations(std::span<const double> indicator, int ratio, Conversion conversion, const BenchmarkRule& rule, BenchmarkWork& work) {
  const BoundSums& bound = work.bound;
  const auto length = static_cast<std::size_t>(ratio);
  work.level.assign(indicator.begin() + static_cast<std::ptrdiff_t>(bound.first),
                    indicator.begin() + static_cast<std::ptrdiff_t>(bound.first + bound.length));
  if (rule.level_first) {  // moves no result of Denton-Cholette, but keeps the digits of indicators of another size
    double given = 0.0;
    double wanted = 0.0;
    for (std::size_t k = 0; k < bound.begins.size(); ++k) {
      given += block_sum(work.level, bound.begins[k], length, conversion);
      wanted += bound.sums[k];
    }
    const bool one_seen = conversion == Conversion::first || conversion == Conversion::last;
    const double shift = (wanted - given) / static_cast<double>(bound.begins.size() * (one_seen ? 1 : length));
    const double factor = wanted / given;
    const bool scales = rule.power > 0.0 && !is_missing(factor) && factor != 0.0;
    for (double& value : work.level) value = scales ? value * factor : rule.power > 0.0 ? value : value + shift;
  }
  work.units.assign(bound.length, 1.0);
  double size = 0.0;
  for (std::size_t t = 0; t < bound.length; ++t) {
    if (rule.power > 0.0) work.units[t] = rule.power == 1.0 ? work.level[t] : std::pow(std::abs(work.level[t]), rule.power);
    size += std::abs(work.units[t]) / static_cast<double>(bound.length);
  }
  if (!(size > 0.0)) size = 1.0;
  work.weights.resize(bound.length);
  for (std::size_t t = 0; t < bound.length; ++t) work.weights[t] = work.units[t] / size;
  keep_seen(work.weights, bound.begins, length, conversion);
  return size;
}

/// Benchmarks one series into `out`, which has the indicator's length.
inline Reason benchmark(std::span<const double> indicator, std::span<const double> benchmarks, PeriodMatch match, Conversion conversion,
                        const BenchmarkRule& rule, BenchmarkWork& work, std::span<double> out) {
  std::fill(out.begin(), out.end(), missing);
  BoundSums& bound = work.bound;
  if (const Reason why = bound.find(indicator, benchmarks, match, conversion); why != Reason::none) return why;
  const bool needs_two = rule.law.order == 2 && rule.law.first == 0.0;
  if (needs_two && bound.begins.size() < 2) return Reason::too_few_points;
  const auto length = static_cast<std::size_t>(match.ratio);
  const double size = prepare_deviations(indicator, match.ratio, conversion, rule, work);
  if (!work.path.factor(rule.law, work.weights, bound.begins, length)) return Reason::zero_base;
  work.gaps.resize(bound.sums.size());
  work.moves.resize(bound.length);
  const std::span<double> result = out.subspan(bound.first, bound.length);
  std::copy(work.level.begin(), work.level.end(), result.begin());
  for (int round = 0; round < 3; ++round) {  // further rounds where the indicator dwarfs the benchmarks
    bool is_kept = round > 0;
    for (std::size_t k = 0; k < bound.sums.size(); ++k) {
      const double gap = bound.sums[k] - block_sum(result, bound.begins[k], length, conversion);
      is_kept = is_kept && std::abs(gap) <= 1e-13 * std::abs(bound.sums[k]);
      work.gaps[k] = gap / size;
    }
    if (is_kept) break;
    work.path.solve(work.gaps, work.moves);
    for (std::size_t t = 0; t < bound.length; ++t) result[t] += work.units[t] * work.moves[t];
  }
  if (std::any_of(result.begin(), result.end(), [](double x) { return is_missing(x); })) {  // an overflow
    std::fill(out.begin(), out.end(), missing);
    return Reason::missing;
  }
  return Reason::none;
}

[[nodiscard]] inline bool has_zero(std::span<const double> values) noexcept {
  return std::find(values.begin(), values.end(), 0.0) != values.end();
}

/// The rule of Denton's method for this indicator: additive where it has a zero.
[[nodiscard]] inline BenchmarkRule denton_rule(std::span<const double> indicator, const DentonOptions& options) noexcept {
  const bool additive = options.form == BenchmarkForm::additive || has_zero(indicator);
  return {PathLaw::differences(options.differences, options.anchored_start), additive ? 0.0 : 1.0, !options.anchored_start};
}

inline void require_denton(const char* function, const DentonOptions& options) {
  if (options.differences != 1 && options.differences != 2)
    throw ValueError(std::string(function) + ": differences is " + std::to_string(options.differences) + ", expected 1 or 2");
}

[[nodiscard]] inline BenchmarkRule cholette_dagum_rule(const CholetteDagumOptions& options) {
  if (!(options.rho >= 0.0 && options.rho <= 1.0))
    throw ValueError("cholette_dagum: rho is " + std::to_string(options.rho) + ", expected 0 to 1");
  if (!(options.lambda >= 0.0 && options.lambda <= 1.0))
    throw ValueError("cholette_dagum: lambda is " + std::to_string(options.lambda) + ", expected 0 to 1");
  if (options.rho == 1.0) return {PathLaw::differences(1, false), options.lambda, options.adjust_level};
  return {PathLaw::autoregressive(options.rho), options.lambda, options.adjust_level};
}

/// The indicator, or ones up to the last benchmark where it is empty.
[[nodiscard]] inline std::vector<double> indicator_or_ones(std::span<const double> indicator, std::size_t benchmarks, PeriodMatch match) {
  if (!indicator.empty()) return {indicator.begin(), indicator.end()};
  const auto before = static_cast<std::size_t>(std::max<std::ptrdiff_t>(match.lead, 0));
  return std::vector<double>(before + benchmarks * static_cast<std::size_t>(match.ratio), 1.0);
}

[[nodiscard]] inline Benchmarked benchmark_one(std::span<const double> indicator, std::span<const double> benchmarks, PeriodMatch match,
                                               Conversion conversion, const BenchmarkRule& rule) {
  const std::vector<double> moved = indicator_or_ones(indicator, benchmarks.size(), match);
  BenchmarkWork work;
  Benchmarked result;
  result.values.resize(moved.size());
  result.form = rule.power > 0.0 ? BenchmarkForm::proportional : BenchmarkForm::additive;
  result.reason = benchmark(moved, benchmarks, match, conversion, rule, work, result.values);
  result.unused_benchmarks = work.bound.unused;
  return result;
}

/// Pair by pair, one workspace per block of pairs; rule(values) answers the rule of one indicator.
template <class Rule>
void benchmark_pairs(const PanelView& indicators, const PanelView& benchmarks, Conversion conversion, std::span<double> out,
                     std::span<Reason> reasons, int n_threads, const Rule& rule) {
  constexpr std::size_t block = 64;
  for_each_index((indicators.size() + block - 1) / block, n_threads, {}, [&](std::size_t b) {
    BenchmarkWork work;
    for (std::size_t i = b * block; i < std::min(indicators.size(), (b + 1) * block); ++i) {
      const SeriesView indicator = indicators.series(i);
      const SeriesView benchmark_series = benchmarks.series(i);
      const auto at = static_cast<std::size_t>(indicators.offsets[i]);
      const std::span<double> result = out.subspan(at, indicator.values.size());
      const auto match = match_periods(indicator.first, benchmark_series.first);
      if (!match) std::fill(result.begin(), result.end(), missing);
      reasons[i] = !match ? Reason::not_comparable
                          : benchmark(indicator.values, benchmark_series.values, *match, conversion, rule(indicator.values), work, result);
    }
  });
}

}  // namespace detail

INDUSTRIA_INLINE Benchmarked denton(std::span<const double> indicator, std::span<const double> benchmarks, int ratio,
                                    const DentonOptions& options) {
  detail::require_ratio("denton", ratio);
  detail::require_denton("denton", options);
  return detail::benchmark_one(indicator, benchmarks, {ratio, options.lead}, options.conversion, detail::denton_rule(indicator, options));
}

INDUSTRIA_INLINE Benchmarked denton(const SeriesView& indicator, const SeriesView& benchmarks, const DentonOptions& options) {
  detail::require_denton("denton", options);
  return detail::benchmark_one(indicator.values, benchmarks.values, detail::require_match("denton", indicator.first, benchmarks.first),
                               options.conversion, detail::denton_rule(indicator.values, options));
}

INDUSTRIA_INLINE Benchmarked cholette_dagum(std::span<const double> indicator, std::span<const double> benchmarks, int ratio,
                                            const CholetteDagumOptions& options) {
  detail::require_ratio("cholette_dagum", ratio);
  return detail::benchmark_one(indicator, benchmarks, {ratio, options.lead}, options.conversion, detail::cholette_dagum_rule(options));
}

INDUSTRIA_INLINE Benchmarked cholette_dagum(const SeriesView& indicator, const SeriesView& benchmarks, const CholetteDagumOptions& options) {
  return detail::benchmark_one(indicator.values, benchmarks.values, detail::require_match("cholette_dagum", indicator.first, benchmarks.first),
                               options.conversion, detail::cholette_dagum_rule(options));
}

INDUSTRIA_INLINE Benchmarked pro_rata(std::span<const double> indicator, std::span<const double> benchmarks, int ratio,
                                      const ProRataOptions& options) {
  detail::require_ratio("pro_rata", ratio);
  const std::vector<double> moved = detail::indicator_or_ones(indicator, benchmarks.size(), {ratio, options.lead});
  Benchmarked result;
  result.values.assign(moved.size(), missing);
  detail::BoundSums bound;
  result.reason = bound.find(moved, benchmarks, {ratio, options.lead}, options.conversion);
  result.unused_benchmarks = bound.unused;
  const auto observed = std::span(moved).subspan(bound.first, bound.length);
  const auto length = static_cast<std::size_t>(ratio);
  std::vector<double> factors(bound.sums.size());
  for (std::size_t k = 0; k < factors.size() && result.reason == Reason::none; ++k) {
    const double base = detail::block_sum(observed, bound.begins[k], length, options.conversion);
    if (base == 0.0) result.reason = Reason::zero_base;
    factors[k] = bound.sums[k] / base;
  }
  if (result.reason != Reason::none) return result;
  std::size_t k = 0;
  for (std::size_t t = 0; t < observed.size(); ++t) {
    while (k + 1 < factors.size() && t >= bound.begins[k + 1]) ++k;
    result.values[bound.first + t] = observed[t] * factors[k];
  }
  return result;
}

INDUSTRIA_INLINE void denton(const PanelView& indicators, const PanelView& benchmarks, std::span<double> out, std::span<Reason> reasons,
                             const DentonOptions& options, int n_threads) {
  detail::require_denton("denton", options);
  detail::require_pairs("denton", indicators, benchmarks, out.size(), reasons.size());
  detail::benchmark_pairs(indicators, benchmarks, options.conversion, out, reasons, n_threads,
                          [&](std::span<const double> values) { return detail::denton_rule(values, options); });
}

INDUSTRIA_INLINE void cholette_dagum(const PanelView& indicators, const PanelView& benchmarks, std::span<double> out, std::span<Reason> reasons,
                                     const CholetteDagumOptions& options, int n_threads) {
  const detail::BenchmarkRule rule = detail::cholette_dagum_rule(options);
  detail::require_pairs("cholette_dagum", indicators, benchmarks, out.size(), reasons.size());
  detail::benchmark_pairs(indicators, benchmarks, options.conversion, out, reasons, n_threads, [&](std::span<const double>) { return rule; });
}

INDUSTRIA_INLINE BenchmarkedTable denton_with_totals(std::span<const double> indicators, std::span<const double> benchmarks,
                                                     std::span<const double> totals, int ratio, const DentonOptions& options) {
  constexpr const char* function = "denton_with_totals";
  detail::require_ratio(function, ratio);
  detail::require_denton(function, options);
  const std::size_t n = totals.size();
  const std::size_t series = n == 0 ? 0 : indicators.size() / n;
  if (series == 0 || indicators.size() != series * n || benchmarks.size() % series != 0) {
    throw ShapeError(std::string(function) + ": indicators and benchmarks have " + std::to_string(indicators.size()) + " and " +
                     std::to_string(benchmarks.size()) + " values, expected as many per series, " + std::to_string(n) + " of each indicator");
  }
  const std::size_t years = benchmarks.size() / series;
  const auto length = static_cast<std::size_t>(ratio);
  const detail::PeriodMatch match{ratio, options.lead};
  BenchmarkedTable table;
  table.values.assign(indicators.size(), missing);
  const auto refuse = [&](Reason why) {
    std::fill(table.values.begin(), table.values.end(), missing);
    table.reason = why;
    return table;
  };
  const auto absent = [](std::span<const double> values) { return std::any_of(values.begin(), values.end(), [](double x) { return is_missing(x); }); };
  if (absent(indicators) || absent(benchmarks) || absent(totals)) return refuse(Reason::missing);

  // Each series alone; then one force per short period, the same on all series, closes what is left to the totals. A period's
  // force that the long figures already determine is left out.
  detail::BenchmarkWork work;
  std::vector<double> gap(totals.begin(), totals.end());
  std::vector<std::vector<double>> responses(series);  // n x n each: move of a value under a force on another
  std::vector<double> stiffness(n * n, 0.0);
  std::vector<double> force(n);
  for (std::size_t s = 0; s < series; ++s) {
    const auto z = indicators.subspan(s * n, n);
    const auto out = std::span(table.values).subspan(s * n, n);
    const detail::BenchmarkRule rule = detail::denton_rule(z, options);
    const Reason why = detail::benchmark(z, benchmarks.subspan(s * years, years), match, options.conversion, rule, work, out);
    if (why != Reason::none) return refuse(why);
    responses[s].resize(n * n);
    std::vector<double> move(n);
    for (std::size_t t = 0; t < n; ++t) {
      std::fill(force.begin(), force.end(), 0.0);
      force[t] = work.units[t];
      work.path.respond(force, move);
      for (std::size_t u = 0; u < n; ++u) responses[s][t * n + u] = work.units[u] * move[u];
    }
    for (std::size_t i = 0; i < n * n; ++i) stiffness[i] += responses[s][i];
    for (std::size_t t = 0; t < n; ++t) gap[t] -= out[t];
  }
  std::vector<char> is_free(n, 1);
  for (std::size_t k = 0; k < work.bound.begins.size(); ++k) {
    const std::size_t begin = work.bound.begins[k];
    double size = 0.0;
    for (std::size_t t = begin; t < begin + length; ++t) size += std::abs(totals[t]);
    if (std::abs(detail::block_sum(gap, begin, length, options.conversion)) > 1e-9 * size) return refuse(Reason::contradiction);
    is_free[options.conversion == Conversion::first ? begin : begin + length - 1] = 0;
  }
  std::vector<std::size_t> kept;
  for (std::size_t t = 0; t < n; ++t)
    if (is_free[t] != 0) kept.push_back(t);
  std::vector<double> matrix(kept.size() * kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i)
    for (std::size_t j = 0; j < kept.size(); ++j) matrix[i * kept.size() + j] = stiffness[kept[i] * n + kept[j]];
  if (!detail::cholesky(matrix, kept.size())) return refuse(Reason::zero_base);
  for (int round = 0; round < 2; ++round) {  // the second round refines
    std::vector<double> pull(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) pull[i] = gap[kept[i]];
    detail::cholesky_solve(matrix, kept.size(), pull);
    for (std::size_t s = 0; s < series; ++s) {
      for (std::size_t u = 0; u < n; ++u) {
        double move = 0.0;
        for (std::size_t i = 0; i < kept.size(); ++i) move += responses[s][kept[i] * n + u] * pull[i];
        table.values[s * n + u] += move;
        gap[u] -= move;
      }
    }
  }
  return table;
}

}  // namespace industria::inline INDUSTRIA_ABI
