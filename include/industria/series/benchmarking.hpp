// SPDX-License-Identifier: Apache-2.0
// Benchmarking: monthly or quarterly figures made to agree with yearly ones, the movement of the indicator kept.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/series.hpp>
#include <industria/series/conversion.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// What is kept smooth: the ratio of result to indicator, or their difference.
enum class BenchmarkForm : std::uint8_t { proportional, additive };

struct DentonOptions {
  BenchmarkForm form = BenchmarkForm::proportional;
  int differences = 1;            ///< 1: jumps of the ratio (difference) are smallest; 2: its bends
  bool anchored_start = false;    ///< false: Denton-Cholette. true: Denton 1971, which ties the first value to the indicator's
  Conversion conversion = Conversion::sum;
  std::ptrdiff_t lead = 0;        ///< position of the first benchmark's first short period; forms that know periods do not read it
};

struct CholetteDagumOptions {
  double rho = 0.9;     ///< how much of a deviation lasts a short period, 0 <= rho <= 1: 0.9 for months, 0.9^3 = 0.729 for quarters
  double lambda = 1.0;  ///< deviations are measured in |indicator|^lambda: 0 additive, 1 proportional, 0.5 between
  bool adjust_level = false;  ///< first brings the indicator to the benchmarks' level: a factor, or with lambda = 0 a constant
  Conversion conversion = Conversion::sum;
  std::ptrdiff_t lead = 0;  ///< as in DentonOptions
};

struct ProRataOptions {
  Conversion conversion = Conversion::sum;
  std::ptrdiff_t lead = 0;
};

struct Benchmarked {
  std::vector<double> values{};  ///< one per short period of the indicator; all missing where `reason` is not none
  Reason reason = Reason::none;
  BenchmarkForm form = BenchmarkForm::proportional;  ///< the form used: additive where the indicator has a zero
  std::size_t unused_benchmarks = 0;                 ///< missing ones, and those whose period the indicator does not cover whole
};

/// Denton's benchmarking: minimises the sum over t of (d^k r_t)^2, r_t = x_t / z_t (additive: x_t - z_t), d^k the k-th
/// difference, t from the second (third) short period on, subject to C x = y. Anchored: t from the first one on, the ratio
/// before it 1, the difference 0.
///  - `indicator` has one value per short period, `benchmarks` one per long period of `ratio` short ones. An empty indicator
///    stands for ones from `lead` to the last benchmark (smooth interpolation).
///  - Before the first and after the last benchmark the ratio (difference) goes on as it is, with differences = 2 along its line.
///  - Missing: leading and trailing values of the indicator stay missing; an inner one refuses the series (missing). A missing
///    benchmark binds nothing: the ratio runs through. A zero in the indicator: additive form, said in `form`. No benchmark left,
///    or one with differences = 2: too_few_points.
/// O(n). Throws ValueError for ratio < 1, differences not 1 or 2. Source: Denton (1971), JASA 66; Dagum and Cholette (2006),
/// Benchmarking, Temporal Distribution, and Reconciliation Methods for Time Series, ch. 6; IMF, Quarterly National Accounts Manual (2017), ch. 6.
[[nodiscard]] INDUSTRIA_API Benchmarked denton(std::span<const double> indicator, std::span<const double> benchmarks, int ratio,
                                               const DentonOptions& options = {});
/// The same with periods: ratio and lead come from them. Throws ValueError if the benchmarks' periods do not consist of the indicator's.
[[nodiscard]] INDUSTRIA_API Benchmarked denton(const SeriesView& indicator, const SeriesView& benchmarks, const DentonOptions& options = {});

/// Cholette-Dagum benchmarking with binding benchmarks: e_t = (x_t - z_t) / |z_t|^lambda minimises (1 - rho^2) e_1^2 + sum over
/// t > 1 of (e_t - rho e_(t-1))^2 subject to C x = y. Past the last benchmark deviations die out as rho^h; rho = 1 is Denton-Cholette.
/// Zeros of the indicator stay zero (lambda > 0); a long period of zeros only: zero_base. Missing values and lead as above.
/// Throws ValueError for ratio < 1, rho outside [0, 1], lambda outside [0, 1]. Source: Dagum and Cholette (2006), ch. 3.
[[nodiscard]] INDUSTRIA_API Benchmarked cholette_dagum(std::span<const double> indicator, std::span<const double> benchmarks, int ratio,
                                                       const CholetteDagumOptions& options = {});
[[nodiscard]] INDUSTRIA_API Benchmarked cholette_dagum(const SeriesView& indicator, const SeriesView& benchmarks,
                                                       const CholetteDagumOptions& options = {});

/// Each long period's figure in the indicator's own proportions; steps stand at its borders. An empty indicator spreads evenly.
/// Short periods without a benchmark take the ratio of the last one before (the first one after). Sum of the indicator zero: zero_base.
[[nodiscard]] INDUSTRIA_API Benchmarked pro_rata(std::span<const double> indicator, std::span<const double> benchmarks, int ratio,
                                                 const ProRataOptions& options = {});

/// Pair by pair over two panels: series i of `indicators` with series i of `benchmarks`. `out` is laid out like indicators.values,
/// `reasons` has one entry per pair; periods that do not fit give not_comparable, and the rest goes on. The result does not
/// depend on n_threads (0: all). Throws ShapeError if sizes differ, KeyError if both have ids and those of a pair differ, ValueError as above.
INDUSTRIA_API void denton(const PanelView& indicators, const PanelView& benchmarks, std::span<double> out, std::span<Reason> reasons,
                          const DentonOptions& options = {}, int n_threads = 1);
INDUSTRIA_API void cholette_dagum(const PanelView& indicators, const PanelView& benchmarks, std::span<double> out, std::span<Reason> reasons,
                                  const CholetteDagumOptions& options = {}, int n_threads = 1);

struct BenchmarkedTable {
  std::vector<double> values{};  ///< series after series, as the indicators
  Reason reason = Reason::none;
};

/// Denton's benchmarking of several series at once that add up to `totals` in every short period: the sum of the series' criteria is
/// smallest subject to both. `indicators` holds the series one after the other, totals.size() values each, `benchmarks` as many
/// each per series. The totals' long figures must equal the sums of the benchmarks (contradiction beyond 1e-9 of their size); a
/// missing figure anywhere refuses all. Dense in the number of short periods: O(n^3). Source: Di Fonzo and Marini (2011), JRSS C 60.
[[nodiscard]] INDUSTRIA_API BenchmarkedTable denton_with_totals(std::span<const double> indicators, std::span<const double> benchmarks,
                                                                std::span<const double> totals, int ratio, const DentonOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_benchmarking.ipp>
#endif
