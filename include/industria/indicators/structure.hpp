// SPDX-License-Identifier: Apache-2.0
// Structural change: how far the shares of the parts of one whole moved between two dates.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/table_view.hpp>

#include <span>

namespace industria::inline INDUSTRIA_ABI {

// All take levels (not shares) of the same parts in the same order, p and q being their shares before and after. Nothing
// depends on the unit, on the growth of the whole or on the order of the parts. A missing part: `missing`; a negative part:
// `negative_base`; a whole of zero: `zero_base`. Different lengths throw ShapeError.

/// 1/2 sum |q - p|: the share of the whole that changed hands, 0 to 1 (norm of absolute values, Michaely's index).
[[nodiscard]] INDUSTRIA_API Value norm_of_absolute_values(std::span<const double> before, std::span<const double> after);

/// sum min(p, q): what both structures have in common, 0 to 1 (Finger and Kreinin 1979). One less the norm above.
[[nodiscard]] INDUSTRIA_API Value finger_kreinin(std::span<const double> before, std::span<const double> after);

/// p'q / (|p| |q|), 0 to 1.
[[nodiscard]] INDUSTRIA_API Value cosine_similarity(std::span<const double> before, std::span<const double> after);

/// The angle between p and q in degrees, 0 to 90 (Moore 1978), precise for small angles too.
[[nodiscard]] INDUSTRIA_API Value structural_change_angle(std::span<const double> before, std::span<const double> after);

/// Shares that weigh the parts' growth in lilien().
enum class LilienWeights {
  current,  ///< q
  mean      ///< (p + q) / 2: the modified index, the same in both directions of time
};
/// sqrt(sum w (g_i - g)^2), g_i and g the log growth of part and whole (Lilien 1982). A part that is zero at one of the
/// dates has no log growth: `zero_base`; one that is zero at both weighs nothing and is left out.
[[nodiscard]] INDUSTRIA_API Value lilien(std::span<const double> before, std::span<const double> after,
                                         LilienWeights weights = LilienWeights::current);

/// All of the above.
struct StructuralChange {
  Value norm_of_absolute_values{};
  Value finger_kreinin{};
  Value cosine_similarity{};
  Value angle{};            ///< degrees
  Value lilien{};           ///< current weights
  Value modified_lilien{};  ///< mean weights
};
[[nodiscard]] INDUSTRIA_API StructuralChange structural_change(std::span<const double> before, std::span<const double> after);

/// The same for every row; out.size() == before.rows. No allocation. Throws ShapeError if shapes do not agree.
INDUSTRIA_API void structural_change(const TableView& before, const TableView& after, std::span<StructuralChange> out);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_structure.ipp>
#endif
