// SPDX-License-Identifier: Apache-2.0
// Shares of a whole, sums of parts, and plan fulfilment, with bounds.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/table_view.hpp>
#include <industria/units/amount.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Part / sum of parts for each part, ratios that sum to 1. Missing if any part is missing (the whole is then unknown).
/// Zero sum: zero_base for each; a negative part: negative_base for each.
[[nodiscard]] INDUSTRIA_API std::vector<Value> shares(std::span<const double> parts);

/// Shares in per cent rounded to `decimals`, adding up to exactly 100: largest remainders, ties to the earlier part.
/// Same missing rules as shares().
[[nodiscard]] INDUSTRIA_API std::vector<Value> rounded_shares(std::span<const double> parts, int decimals);

/// What the cells of a table are shares of.
enum class ShareOf { row, column, table };
/// Shares of every cell; out.size() == table.values.size(), laid out like the table, may be the same buffer.
/// All of a whole are missing where shares() would give a reason. Allocates one row at most. Throws ShapeError.
INDUSTRIA_API void shares(const TableView& table, ShareOf of, std::span<double> out);

/// Every row rounded to add up to exactly 100. Two buffers of a row are allocated.
INDUSTRIA_API void rounded_shares(const TableView& table, int decimals, std::span<double> out);

/// Whether stated parts add up to a stated total at the coarser precision of the two (resolution of each figure).
struct SumCheck {
  Figure sum{};           ///< of the parts, in the total's unit
  double difference = missing;  ///< sum - total, in the total's unit
  bool holds = false;     ///< |difference| <= half the total's resolution + half of each part's resolution
  bool exact = false;     ///< difference is zero to 1e-9 relative
};
/// Throws UnitError if units or price bases do not go together.
[[nodiscard]] INDUSTRIA_API SumCheck check_sum(std::span<const Figure> parts, const Figure& total);

/// actual / plan as a ratio: 0.8247 for "bằng 82,47 % kế hoạch". zero_base, negative_base, missing as for growth.
[[nodiscard]] INDUSTRIA_API Value plan_fulfilment(double actual, double plan) noexcept;
/// Fulfilment from a stated deviation: 1 + deviation (ratios), -0.1753 -> 0.8247.
[[nodiscard]] INDUSTRIA_API Value fulfilment_from_deviation(double deviation) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_shares.ipp>
#endif
