// SPDX-License-Identifier: Apache-2.0
// Price and quantity indices between two periods, and over a table of products: direct or chained.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Price indices from period 0 to period 1 of products with prices p and quantities q; the quantity index is the same formula
/// with p and q exchanged. Source: Producer Price Index Manual (2004), chapters 15, 16 and 19.
enum class IndexFormula : std::uint8_t {
  laspeyres,          ///< sum p1 q0 / sum p0 q0
  paasche,            ///< sum p1 q1 / sum p0 q1
  fisher,             ///< sqrt(laspeyres * paasche)
  tornqvist,          ///< exp sum (s0 + s1) / 2 ln(p1 / p0), s the products' shares in value
  walsh,              ///< sum p1 sqrt(q0 q1) / sum p0 sqrt(q0 q1)
  marshall_edgeworth  ///< sum p1 (q0 + q1) / sum p0 (q0 + q1)
};
/// The enumerator's name, e.g. "marshall_edgeworth".
[[nodiscard]] INDUSTRIA_API const char* name(IndexFormula formula) noexcept;

/// Prices and quantities of products over periods, one product after the other: product i in period t is [i * periods + t],
/// as in a balanced panel. Units may differ from product to product, not within one.
struct ProductTable {
  std::span<const double> prices{};
  std::span<const double> quantities{};
  std::size_t periods = 0;
  [[nodiscard]] std::size_t products() const noexcept { return periods == 0 ? 0 : prices.size() / periods; }
  /// Throws ShapeError if the two spans differ or are not a multiple of periods.
  INDUSTRIA_API void validate() const;
};

/// The price index as a ratio (1.42 for 142 %). A product whose weight in the formula is zero takes no part, whatever its
/// price: one with q0 = 0 has no place in Laspeyres, one with q1 = 0 none in Paasche. Nor does one without price or without
/// quantity in both periods. Otherwise a missing price or quantity
/// that the formula needs gives missing, a negative one negative_base, a base value of zero zero_base; Törnqvist needs prices
/// above zero (zero_base). No allocation. Throws ShapeError if the four sizes differ.
[[nodiscard]] INDUSTRIA_API Value price_index(IndexFormula formula, std::span<const double> p0, std::span<const double> q0,
                                              std::span<const double> p1, std::span<const double> q1);
/// The quantity (volume) index: price_index() with prices and quantities exchanged.
[[nodiscard]] INDUSTRIA_API Value quantity_index(IndexFormula formula, std::span<const double> p0, std::span<const double> q0,
                                                 std::span<const double> p1, std::span<const double> q1);
/// sum p1 q1 / sum p0 q0 = Laspeyres price * Paasche quantity = Fisher price * Fisher quantity.
[[nodiscard]] INDUSTRIA_API Value value_ratio(std::span<const double> p0, std::span<const double> q0, std::span<const double> p1,
                                              std::span<const double> q1);

/// How a table's periods are compared.
enum class IndexBase : std::uint8_t {
  fixed,   ///< every period directly with the base period
  chained  ///< each period with the one before, the links multiplied up and divided by the base period's product
};
/// The index of every period, 1 in the base period. In a chain what follows a link that cannot be given cannot be given either,
/// with that link's reason (likewise before it, for periods earlier than the base). A fixed base keeps every other period.
/// Throws ShapeError as validate(), ValueError if `base` is no period.
[[nodiscard]] INDUSTRIA_API std::vector<Value> price_indices(IndexFormula formula, const ProductTable& table, IndexBase how,
                                                             std::size_t base = 0);
[[nodiscard]] INDUSTRIA_API std::vector<Value> quantity_indices(IndexFormula formula, const ProductTable& table, IndexBase how,
                                                                std::size_t base = 0);

/// The same for many tables in one: group g is the products [groups[g], groups[g + 1]). out[g * periods + t], NaN where the
/// single form has a reason; one bad group leaves the others unharmed. No allocation. Throws ShapeError if `groups` does not
/// go from 0 to products() without falling, or `out` does not have a row per group.
INDUSTRIA_API void price_indices(IndexFormula formula, const ProductTable& table, IndexBase how, std::size_t base,
                                 std::span<const std::int64_t> groups, std::span<double> out);
INDUSTRIA_API void quantity_indices(IndexFormula formula, const ProductTable& table, IndexBase how, std::size_t base,
                                    std::span<const std::int64_t> groups, std::span<double> out);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_index_numbers.ipp>
#endif
