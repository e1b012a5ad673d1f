// SPDX-License-Identifier: Apache-2.0
// Concentration and inequality: how unevenly one whole is spread over its parts.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/table_view.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

// All take levels x of n parts, s being their shares; x = 0 is a part. Nothing depends on the unit or the order of the parts.
// A missing part: `missing`; a negative part: `negative_base`; a whole of zero: `zero_base`.

/// Herfindahl-Hirschman index, sum s^2, 1/n to 1 (times 10,000 in antitrust practice).
[[nodiscard]] INDUSTRIA_API Value hhi(std::span<const double> values) noexcept;
/// (HHI - 1/n) / (1 - 1/n), 0 to 1; one part: `too_few_points`.
[[nodiscard]] INDUSTRIA_API Value normalised_hhi(std::span<const double> values) noexcept;
/// 1 / HHI: as many equal parts would be as concentrated.
[[nodiscard]] INDUSTRIA_API Value equivalent_number(std::span<const double> values) noexcept;

/// sum (2i - n - 1) x_(i) / (n sum x) over the ordered parts, 0 to (n - 1)/n.
[[nodiscard]] INDUSTRIA_API Value gini(std::span<const double> values);
/// gini n / (n - 1), 0 to 1; one part: `too_few_points`.
[[nodiscard]] INDUSTRIA_API Value corrected_gini(std::span<const double> values);

/// Theil's T, mean of x/mu ln(x/mu), 0 to ln n, with 0 ln 0 = 0 (Theil 1967); also ln n less the entropy (redundancy).
[[nodiscard]] INDUSTRIA_API Value theil(std::span<const double> values) noexcept;
/// Theil's L, mean of ln(mu/x) (mean log deviation). A part of zero: `zero_base`.
[[nodiscard]] INDUSTRIA_API Value mean_log_deviation(std::span<const double> values) noexcept;
/// - sum s ln s, 0 to ln n (Shannon).
[[nodiscard]] INDUSTRIA_API Value entropy(std::span<const double> values) noexcept;

/// Lorenz curve: entry k is the share of the whole that the k smallest parts hold; n + 1 entries from 0 to 1, never falling.
/// If shares cannot be given, every entry has the reason.
[[nodiscard]] INDUSTRIA_API std::vector<Value> lorenz_curve(std::span<const double> values);

/// All single figures above.
struct Concentration {
  Value hhi{};
  Value normalised_hhi{};
  Value equivalent_number{};
  Value gini{};
  Value corrected_gini{};
  Value theil{};
  Value mean_log_deviation{};
  Value entropy{};
};
[[nodiscard]] INDUSTRIA_API Concentration concentration(std::span<const double> values);

/// The same for every row; out.size() == table.rows. One buffer of a row is allocated. Throws ShapeError.
INDUSTRIA_API void concentration(const TableView& table, std::span<Concentration> out);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_concentration.ipp>
#endif
