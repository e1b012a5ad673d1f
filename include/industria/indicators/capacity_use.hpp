// SPDX-License-Identifier: Apache-2.0
// How much of a capacity is used: design, effective and actual; of one plant, of many; part of a year; the way up to full use.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/units/amount.hpp>

#include <cstdint>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

// Output and capacity of one plant and one product in one unit per time. Design capacity (công suất thiết kế): what the plant was
// built for; effective: what is left after planned losses (shifts, maintenance); or the sustainable maximum of the Federal Reserve's
// release G.17. A value above 1 is possible and is kept. A capacity of zero or below: `zero_base`, `negative_base`; a negative
// output: `negative_base`.

/// actual / design (or sustainable maximum), a ratio: 0.765 for 76.5 %.
[[nodiscard]] INDUSTRIA_API Value utilisation(double actual, double capacity) noexcept;
/// actual / effective.
[[nodiscard]] INDUSTRIA_API Value efficiency(double actual, double effective) noexcept;
/// utilisation() of every pair; the three have one length, `out` may be one of the others. No allocation. Throws ShapeError.
INDUSTRIA_API void utilisation(std::span<const double> actual, std::span<const double> capacity, std::span<double> out);

/// Output of `years` years (0.25: a quarter) against a capacity, with bounds. The output is a quantity (triệu viên) against a capacity
/// per time (triệu viên/năm), or both are per time. Throws UnitError for anything else, ValueError unless years > 0.
[[nodiscard]] INDUSTRIA_API Figure utilisation(const Figure& output, const Figure& capacity, double years = 1.0);

/// The three ways from the rates of parts to that of the whole; they agree only where all rates are the same.
struct AggregateUtilisation {
  Value harmonic{};       ///< sum w / sum (w / u), w the parts' value added: capacity in value added (Federal Reserve, G.17)
  Value weighted_mean{};  ///< sum w u / sum w: overstates where well used parts have much value added
  Value ratio_of_sums{};  ///< sum output / sum capacity: needs one unit for all
  double coverage = missing;  ///< share of the value added whose output and capacity are known; 1 unless `partial`
};
/// A part without output has no capacity in terms of value added: harmonic has `zero_base`. A missing part makes all missing; with
/// `partial` it is left out and the coverage says how much is in (missing if a value added is). Throws ShapeError.
[[nodiscard]] INDUSTRIA_API AggregateUtilisation aggregate_utilisation(std::span<const double> outputs, std::span<const double> capacities,
                                                                      std::span<const double> value_added, bool partial = false);
/// Many wholes: parts offsets[i] .. offsets[i+1] are those of whole i; out.size() == offsets.size() - 1. No allocation.
INDUSTRIA_API void aggregate_utilisation(std::span<const double> outputs, std::span<const double> capacities,
                                         std::span<const double> value_added, std::span<const std::int64_t> offsets, bool partial,
                                         std::span<AggregateUtilisation> out);

/// Share of the year in which a capacity is there that starts in month s of it, (13 - s) / 12: March gives 10/12. Months before the
/// year count as 1 (the whole year), after December none of it: 0.
[[nodiscard]] INDUSTRIA_API double part_year(int start_month) noexcept;
/// The same for a start that is known as a period or span ("2016/2020", "quý II/2024"): from its last month to its first.
[[nodiscard]] INDUSTRIA_API Bounds part_year(const PeriodSpan& start, int year) noexcept;

// The way up to full use, t in any unit of time since the start. A missing input: `missing`.

/// plateau / (1 + exp(-rate (t - midpoint))).
[[nodiscard]] INDUSTRIA_API Value logistic_ramp(double t, double plateau, double rate, double midpoint) noexcept;
/// plateau (1 - exp(-t / tau)), nothing before the start; tau > 0: `zero_base`, `negative_base`.
[[nodiscard]] INDUSTRIA_API Value exponential_ramp(double t, double plateau, double tau) noexcept;
/// Cost of the n-th unit when each doubling saves `learning_rate` of it: first_cost n^log2(1 - learning_rate) (Wright 1936). n and
/// 1 - learning_rate must be positive: `zero_base`, `negative_base`.
[[nodiscard]] INDUSTRIA_API Value learning_cost(double n, double first_cost, double learning_rate) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_capacity_use.ipp>
#endif
