// SPDX-License-Identifier: Apache-2.0
// Rules that look along a series, or across parts and wholes, before anything is computed. They report with the rows concerned and
// a remedy, and repair nothing. check() (indicators/checks.hpp) calls all of them.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/model/dataset.hpp>

#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// All functions look at levels that are no plans and of one period each; of several vintages the latest counts. Values of a series are
/// compared in the unit of its first row; a missing value is passed over. Issue::where is the row at fault, `{cells}` names the others.

/// check.unit_slip (error): a value is a power of ten times (or a power of ten below) what its neighbours say: the median of the two
///   values on each side that there are, which must lie within a factor of 1.6 of each other, at least two of them; |log10(ratio)| is
///   within 0.12 of 1, 2, 3 ... Then the series did not grow, a unit or a decimal mark slipped.
/// check.level_jump (warning): the same, but the ratio, above 5 or below 1/5, is no power of ten.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> check_unit_slips(const Dataset& data);

/// check.parts_exceed_whole (error), check.parts_differ_from_whole (warning): figures of places or sectors against that of the place or
///   sector above them; flows and stocks only. A difference counts beyond rounding and 0.5 %; parts that fall short count only if the
///   same parts add up to the whole in some other period, or miss it by less than 10 %: a list of "some provinces" is no mistake.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> check_sums(const Dataset& data);

/// check.cumulative_falls (error): a flow that cannot be negative cumulates to less after one more month;
/// check.months_differ_from_cumulative (warning): January to month k, each given, add up to another figure than the cumulated one by
///   more than rounding and 1 %.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> check_cumulative(const Dataset& data);

/// check.impossible_growth (error): a growth of -100 % or less for what cannot be negative, or an index, share or ratio to plan below
///   zero; check.extreme_growth (warning): a growth of more than 300 %.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> check_growth_figures(const Dataset& data);

/// check.plan_below_actual (warning): a yearly level that should be reached ("at least") lies below the result of the year before, or
///   is passed before July of its own year, of an indicator for which more is better.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> check_plan_levels(const Dataset& data);

/// check.mixed_price_bases (warning): money levels of one series, or its levels and its target, in different price bases.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> check_mixed_price_bases(const Dataset& data);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_checks_series.ipp>
#include <industria/detail/indicators_checks_sums.ipp>
#endif
