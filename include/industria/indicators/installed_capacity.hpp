// SPDX-License-Identifier: Apache-2.0
// The capacity that a dataset knows for one product in a place: added up with its bounds, part of a year counted as such.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/dataset.hpp>
#include <industria/units/amount.hpp>

#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

struct InstalledCapacity {
  Figure end_of_year{};  ///< design capacity in operation on 31 December
  Figure average{};      ///< available over the year: a plant of start month s counts (13 - s) / 12
  Reason reason = Reason::no_observation;  ///< none; missing: a row has no number; no_observation: no row is left
  std::vector<const Capacity*> rows{};     ///< those added up; they live in the dataset
  double coverage = missing;               ///< rows added up / rows of the product and place that are not closed
  std::vector<Issue> issues{};             ///< capacity.other_unit, .no_rate, .no_stage, .no_start, .wide_start: each row named
};

/// Rows in operation (trial runs are not) of `product` in `place` and all that lies in it (empty: everywhere), in the unit of the first,
/// bounds added up. m² of panels and bricks are never added: products are apart. A row that says neither start nor stage is left out
/// with an issue; one that operates without a start counts for the whole year; a start within a span of years that reaches into
/// this one gives the middle, and bounds from the latest start to the earliest. A row without a number makes the sums
/// missing; with `partial` it is left out. Throws KeyError for a product or place that the dataset does not declare.
[[nodiscard]] INDUSTRIA_API InstalledCapacity installed_capacity(const Dataset& data, std::string_view product, std::string_view place, int year,
                                                                bool partial = false);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_installed_capacity.ipp>
#endif
