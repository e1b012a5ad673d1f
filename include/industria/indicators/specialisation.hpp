// SPDX-License-Identifier: Apache-2.0
// Specialisation of places and concentration of industries: location quotient, Krugman, locational Gini, Ellison-Glaeser.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/table_view.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

/// (part / region) / (reference_part / reference): the region's share of the sector against the country's. 1: as in the country.
/// 1,714 of 79,006 jobs against 879,213 of 15,593,224 give 0.385. Denominators must be positive and no part negative: `zero_base`, `negative_base`.
[[nodiscard]] INDUSTRIA_API Value location_quotient(double part, double region, double reference_part, double reference) noexcept;

/// Of every cell of regions x sectors (or the other way round: it is the same); the reference is the sum of the rows.
/// out.size() == table.values.size(), laid out like the table, may be the same buffer. A missing cell leaves the country's total unknown, so all
/// are missing; missing where a row, column or the table sums to zero or less, and in a negative cell. One buffer of a row is allocated. Throws ShapeError.
INDUSTRIA_API void location_quotients(const TableView& table, std::span<double> out);
/// Against stated figures of the reference, one per column (a country of which the rows are only some): a missing cell
/// makes its own row missing.
INDUSTRIA_API void location_quotients(const TableView& table, std::span<const double> reference, std::span<double> out);

/// sum |p - q| of the shares of two structures, 0 (alike) to 2 (nothing in common) (Krugman 1991). Reasons as for shares;
/// different lengths throw ShapeError.
[[nodiscard]] INDUSTRIA_API Value krugman(std::span<const double> region, std::span<const double> reference);
/// Every row against `reference`; out.size() == table.rows. No allocation.
INDUSTRIA_API void krugman(const TableView& table, std::span<const double> reference, std::span<Value> out);
/// sum |p - m|, m the plain mean of the others' shares, so that large ones weigh no more than small ones. A row of `others` without
/// shares takes the reason along.
[[nodiscard]] INDUSTRIA_API Value krugman_against_others(std::span<const double> target, const TableView& others);
/// Every row against the other rows; one row: `too_few_points`. A row without shares is left out of the others' mean and has its reason.
INDUSTRIA_API void krugman_against_others(const TableView& table, std::span<Value> out);

/// Gini coefficient of the quotients (x_i / sum x) / (reference_i / sum reference): over regions it says how unevenly an industry is
/// located, over sectors how specialised a region is. 0 to (n - 1)/n. A reference of zero: `zero_base`.
[[nodiscard]] INDUSTRIA_API Value locational_gini(std::span<const double> values, std::span<const double> reference);
/// Every row against `reference`; out.size() == table.rows. One buffer of a row is allocated.
INDUSTRIA_API void locational_gini(const TableView& table, std::span<const double> reference, std::span<Value> out);

/// Concentration of one industry beyond what its large plants alone make (Ellison and Glaeser 1997).
struct EllisonGlaeser {
  Value gamma{};       ///< (G - X H) / (X (1 - H)), X = 1 - sum x^2; below zero in small samples, and valid
  Value g{};           ///< G = sum (s - x)^2: s the industry's shares of the regions, x those of all employment
  Value herfindahl{};  ///< H = sum z^2 over the shares z of the plants
  Value z{};           ///< (G - X H) / its deviation under random location
  std::size_t plants = 0;
};
/// Plant k with `plants[k]` jobs stands in region `region_of[k]`, an index into `regions`, the jobs of each region. One plant
/// (H = 1) or none: gamma has `too_few_points`; one region only: `zero_base`. Throws ShapeError, KeyError for an unknown region.
[[nodiscard]] INDUSTRIA_API EllisonGlaeser ellison_glaeser(std::span<const double> plants, std::span<const std::size_t> region_of,
                                                           std::span<const double> regions);
/// Many industries: plants offsets[i] .. offsets[i+1] are those of industry i; out.size() == offsets.size() - 1.
INDUSTRIA_API void ellison_glaeser(std::span<const double> plants, std::span<const std::size_t> region_of,
                                   std::span<const std::int64_t> offsets, std::span<const double> regions,
                                   std::span<EllisonGlaeser> out);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_specialisation.ipp>
#endif
