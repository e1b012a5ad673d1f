// SPDX-License-Identifier: Apache-2.0
// Shift-share: what a region's change owes to the country's growth, to its mix of industries and to its own competitiveness.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/table_view.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The parts of one change, in the unit of the levels. e and E are levels of region and country in an industry at the start, r and g_i
/// their growth, g the country's growth, e_r and E_all the sums over industries. Results depend on the industry detail.
struct ShiftShareParts {
  Value change{};
  // Dunn (1960): national + mix + competitive = change.
  Value national{};     ///< e g
  Value mix{};          ///< e (g_i - g)
  Value competitive{};  ///< e (r - g_i)
  Value net_shift{};    ///< mix + competitive
  // Esteban-Marquillas (1972): homothetic_competitive + allocation = competitive.
  Value homothetic{};              ///< e' = e_r E / E_all: the level with the country's structure
  Value homothetic_competitive{};  ///< e' (r - g_i); an industry that starts from zero has no r: `zero_base`
  Value allocation{};              ///< (e - e') (r - g_i): whether the region specialises in what it is good at
};

/// Sums over the industries. A missing level makes them `missing`, a negative level at the start `negative_base`.
struct ShiftShareTotal {
  ShiftShareParts parts{};
  Value unallocated{};  ///< change in industries that the country did not have at the start: national + mix + competitive + unallocated = change
  Value unsplit{};      ///< competitive change of industries that start from zero here: homothetic_competitive + allocation + unsplit = competitive
  // Factors (Gerfin 1964); `zero_base` if something is unallocated. structural * locational = regional.
  Value structural_factor{};  ///< expected / (e_r (1 + g)), expected = sum e (1 + g_i)
  Value locational_factor{};  ///< region at the end / expected
  Value regional_factor{};    ///< (1 + growth of the region) / (1 + g)
};

struct ShiftShare {
  std::vector<ShiftShareParts> industries{};
  ShiftShareTotal total{};
};

/// One region. All four have one entry per industry, else ShapeError. A missing or negative level, or a country's level of
/// zero at the start, leaves the figures of that industry without a value but with the reason; if it is one of the
/// country's, its growth g and all that needs it go along (`missing`).
[[nodiscard]] INDUSTRIA_API ShiftShare shift_share(std::span<const double> region_before, std::span<const double> region_after,
                                                   std::span<const double> country_before, std::span<const double> country_after);

/// Every row of regions x industries; cells laid out like the tables (empty: only totals are wanted), one total per row.
/// No allocation. Throws ShapeError.
INDUSTRIA_API void shift_share(const TableView& before, const TableView& after, std::span<const double> country_before,
                               std::span<const double> country_after, std::span<ShiftShareParts> cells,
                               std::span<ShiftShareTotal> totals);
/// The same with the sum of the rows as the country: competitive parts then add up to zero in each industry. Two rows are allocated.
INDUSTRIA_API void shift_share(const TableView& before, const TableView& after, std::span<ShiftShareParts> cells,
                               std::span<ShiftShareTotal> totals);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_shift_share.ipp>
#endif
