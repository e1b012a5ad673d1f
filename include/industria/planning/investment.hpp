// SPDX-License-Identifier: Apache-2.0
// Investment arithmetic: present value, internal rates with none or several of them, the modified rate, cost per outcome.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/units/amount.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

// Flows of one currency and price basis, one per period from t = 0 (now); outlays are negative. Rates are ratios per period (0.1 for
// 10 %) and in the same kind of prices as the flows: a real rate for constant prices. A rate of -1 or below throws ValueError.

/// sum flow_t / (1 + rate)^t. A missing flow: `missing`; none at all: `too_few_points`.
[[nodiscard]] INDUSTRIA_API Value npv(std::span<const double> flows, double rate);
/// The same in money; the result has the unit of the first flow. Throws UnitError for mixed currencies or price bases.
[[nodiscard]] INDUSTRIA_API Amount npv(std::span<const Amount> flows, double rate);
/// Many projects: flows offsets[i] .. offsets[i+1] are those of project i; out.size() == offsets.size() - 1, NaN where the single
/// form has a reason. No allocation. Throws ShapeError.
INDUSTRIA_API void npv(std::span<const double> flows, std::span<const std::int64_t> offsets, double rate, std::span<double> out);

/// Every rate above -1 at which the present value is zero.
struct InternalRates {
  /// The only one; else `no_solution` or `several_solutions`: then no single rate says whether the project pays, use npv().
  Value rate{};
  std::vector<double> roots{};  ///< all of them, rising; one that the present value touches without crossing stands once
  int sign_changes = 0;         ///< of the flows, zeros left out: at most that many roots (Descartes)
};
/// Fewer than two flows, or all zero: `too_few_points`; a missing flow: `missing`. All roots are found: between each two of
/// them lies one of the derivative of t^-k npv, which has one change of sign less. A root is exact to about 1e-14.
[[nodiscard]] INDUSTRIA_API InternalRates internal_rates(std::span<const double> flows);
/// internal_rates().rate.
[[nodiscard]] INDUSTRIA_API Value irr(std::span<const double> flows);
/// Many projects, as npv(); reasons is empty or has one entry per project.
INDUSTRIA_API void irr(std::span<const double> flows, std::span<const std::int64_t> offsets, std::span<double> out, std::span<Reason> reasons = {});

/// Modified rate: outlays discounted at `finance_rate` to the start, returns carried at `reinvest_rate` to the end,
/// (end / start)^(1/n) - 1 over the n periods between. Without outlays or without returns: `no_solution`.
[[nodiscard]] INDUSTRIA_API Value mirr(std::span<const double> flows, double finance_rate, double reinvest_rate);

/// Discounted costs per discounted outcome (jobs, tonnes, units of capacity per year), both from t = 0: npv(costs) / npv(outcomes).
/// Costs are positive here. Outcomes of zero or below: `zero_base`, `negative_base`. Throws ShapeError if the lengths differ.
[[nodiscard]] INDUSTRIA_API Value cost_per_outcome(std::span<const double> costs, std::span<const double> outcomes, double rate);

/// The rate per period that compounds to a yearly one: (1 + yearly)^(1/per_year) - 1. Throws ValueError for per_year < 1.
[[nodiscard]] INDUSTRIA_API double rate_per_period(double yearly_rate, int per_year);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/planning_investment.ipp>
#endif
