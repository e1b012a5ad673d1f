// SPDX-License-Identifier: Apache-2.0
// Rules that look for figures that do not fit together. They report, they never repair.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/model/dataset.hpp>

#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Every rule over the whole dataset as known on `as_of` (no date: everything), in a fixed order. Codes:
///  check.sum_exact / check.sum_rounded (notes), check.sum_differs (error): parts of a programme's money by source, by year, against its total;
///  check.sum_not_comparable (warning): such parts are of several currencies or price bases, and are not added;
///  check.share_differs (error) / check.share_holds (note): a printed share against the amounts, at the printed precision;
///  check.phases_exceed_total (error): yearly phases above the total;
///  check.implied_base (note): the base that level and growth imply, with rounding, and that price bases may differ;
///  check.growth_differs (warning): level, growth and the level before disagree beyond rounding, or rest on different price bases;
///  check.growth_span (note): an average growth over a-b read with b-a and b-a+1 steps gives bases that differ by more than 5 %;
///  check.price_basis_unstated (warning, once per dataset with the list of indicators): money levels without a price basis;
///  check.stock_against_flow (warning): registered capital more than 20 times the yearly output of the same place and year
///    (check.stock_against_flow_each if the number of projects is known);
///  check.targets_overlap (note) / check.targets_contradict (error): two statements of one target intersect, or exclude each other;
///  check.share_undetermined (note): support and own money, inside or on top, give a share that is only an interval;
///  check.plan_deviation_without_level (note): a deviation from a plan whose plan and level are unknown;
///  check.plan_before_period (note): figures published before the period they are about;
///  check.area_scope (note): an area whose scope the source leaves open;
///  check.place_inferred (warning): facts of a place that the source does not name;
/// and last the rules along series, across parts and wholes, and on price bases of indicators/checks_series.hpp.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> check(const Dataset& data, Date as_of = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_checks.ipp>
#endif
