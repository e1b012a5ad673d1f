// SPDX-License-Identifier: Apache-2.0
// Labour productivity: what its growth owes to the sectors themselves and to labour that moves between them.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/table_view.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// One sector's part of the growth of aggregate productivity, as a ratio (0.08 for 8 points). y and theta are the sector's
/// productivity and share of labour, Y the aggregate, 0 and 1 the two dates.
struct ProductivityParts {
  Value contribution{};   ///< (theta1 y1 - theta0 y0) / Y0: the sum of the next three
  Value within{};         ///< theta0 (y1 - y0) / Y0
  Value static_shift{};   ///< (theta1 - theta0) y0 / Y0
  Value dynamic_shift{};  ///< (theta1 - theta0) (y1 - y0) / Y0
  Value structural{};     ///< (theta1 - theta0) y1 / Y0 = static + dynamic (McMillan and Rodrik 2011)
};

/// Sums over the sectors: within + static_shift + dynamic_shift + unallocated = within + structural + unallocated = growth.
struct ProductivityTotal {
  ProductivityParts parts{};  ///< parts.contribution is the growth, Y1 / Y0 - 1
  Value before{};             ///< Y0, output per unit of labour
  Value after{};              ///< Y1
  Value unallocated{};        ///< contributions of sectors without labour at one of the dates, where y does not exist
};

struct ProductivityDecomposition {
  std::vector<ProductivityParts> sectors{};
  ProductivityTotal total{};
};

/// Fabricant's decomposition in three parts. Output in prices that add up (a fixed base, not chained volumes), labour in persons or hours;
/// one entry per sector each, else ShapeError. A sector without labour at a date has a contribution, the parts `zero_base`.
/// Negative labour, or an aggregate productivity at the start that is not positive: `negative_base`, `zero_base`. A
/// missing figure makes all `missing`, because the aggregate is then unknown.
[[nodiscard]] INDUSTRIA_API ProductivityDecomposition productivity_decomposition(std::span<const double> output_before,
                                                                                 std::span<const double> labour_before,
                                                                                 std::span<const double> output_after,
                                                                                 std::span<const double> labour_after);

/// Every row of regions x sectors by itself; cells laid out like the tables (empty: only totals are wanted), one total per
/// row. No allocation. Throws ShapeError.
INDUSTRIA_API void productivity_decomposition(const TableView& output_before, const TableView& labour_before,
                                              const TableView& output_after, const TableView& labour_after,
                                              std::span<ProductivityParts> cells, std::span<ProductivityTotal> totals);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_productivity.ipp>
#endif
