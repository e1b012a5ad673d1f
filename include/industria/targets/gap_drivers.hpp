// SPDX-License-Identifier: Apache-2.0
// What drives the gap between target and actual (or forecast): parts that add up to it exactly, and how P(attain) depends on each.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// One part's share in the gap of the whole.
struct GapPart {
  double target = missing;  ///< the part's own, or what falls to it
  double actual = missing;
  Value gap{};              ///< actual - target
  Value points{};           ///< 100 gap / target of the whole, percentage points of it; zero_base
};
struct GapByPart {
  std::vector<GapPart> parts{};
  double unallocated = 0.0;  ///< gap that is in no part: the whole's figures are not the sum of its parts'
  Value gap{};               ///< of the whole; the parts' gaps and `unallocated`, added in order, give it to the bit
};

/// The gap of a whole by its sectors or provinces. target_total and actual_total missing: the sums of the parts (missing if a part is);
/// given: a missing part stays missing and falls to `unallocated`.
/// Throws ShapeError unless both spans are as long.
[[nodiscard]] INDUSTRIA_API GapByPart gap_by_part(std::span<const double> target, std::span<const double> actual, double target_total = missing,
                                                  double actual_total = missing);
/// The same where only the whole has a target: each part's is its base times target_total / sum of the bases, so that a part which
/// grew as the whole must has no gap. Bases must be there and sum to more than zero (else every gap is missing with the reason).
[[nodiscard]] INDUSTRIA_API GapByPart gap_by_part(double target_total, std::span<const double> base, std::span<const double> actual);

enum class FactorMethod : std::uint8_t {
  log_mean,  ///< LMDI-I: sum over i of L(v1_i, v0_i) ln(f1_i / f0_i); consistent in aggregation; positive factors only
  shapley    ///< mean over all orders in which the factors could have changed; any sign, zeros included; up to 12 factors
};
[[nodiscard]] INDUSTRIA_API std::string_view name(FactorMethod method) noexcept;

/// Gap of a sum of products: whole = sum over parts i of the product of its factors (volume x price; capacity x utilisation x mix x price).
struct GapByFactor {
  std::size_t factors = 0;
  std::vector<double> cells{};   ///< parts x factors, row by row: what factor k of part i adds to the gap, in the whole's unit
  std::vector<double> totals{};  ///< per factor
  Value gap{};                   ///< actual - target of the whole: the sum of the totals, up to rounding
  int by_shapley = 0;            ///< parts whose factors are not all positive: log_mean does not admit them
};

/// `target` and `actual`: parts x factors, row by row. Both methods leave no residual and do not depend on the order of factors.
/// log_mean is the default since contributions of parts, summed, equal the contribution of the whole (Ang 2004, Energy Policy 32,
/// 1131-1139); a part with a zero or negative factor is done by shapley (Albrecht, Francois, Schoors 2002, Energy Policy 30, 727-736).
/// A part with a missing cell is missing, and so is the whole. Throws ShapeError, and ValueError for factors outside 1..12.
[[nodiscard]] INDUSTRIA_API GapByFactor gap_by_factor(std::span<const double> target, std::span<const double> actual, std::size_t factors,
                                                      FactorMethod method = FactorMethod::log_mean);

/// Volume and price of each product: gap_by_factor with two factors; totals[0] volume, totals[1] price.
[[nodiscard]] INDUSTRIA_API GapByFactor gap_by_volume_and_price(std::span<const double> target_volume, std::span<const double> target_price,
                                                                std::span<const double> actual_volume, std::span<const double> actual_price,
                                                                FactorMethod method = FactorMethod::log_mean);

/// One side of capacity x utilisation x mix: capacity of the whole, its utilisation (a ratio), the share of each product in its output
/// and each product's value per unit of output (all 1: in volume).
struct CapacitySide {
  double capacity = missing;
  double utilisation = missing;
  std::span<const double> mix{};
  std::span<const double> unit_value{};
};
/// totals: capacity, utilisation, mix, unit value. A new or ended product (share 0 on one side) is done by shapley.
[[nodiscard]] INDUSTRIA_API GapByFactor gap_by_capacity(const CapacitySide& target, const CapacitySide& actual, FactorMethod method = FactorMethod::log_mean);

/// How P(attain) of the whole depends on each part.
struct PartSensitivity {
  Value if_closed{};    ///< P if this part met its own target and nothing else changed
  Value gain{};         ///< that minus P now
  Value per_percent{};  ///< change of P for one per cent more of this part's actual (or forecast), half of the step to either side
};
/// `probability(shift)`: P that the whole attains its target when its level is moved by `shift`, e.g.
/// [&](double s) { return f.probability_at_least(k, target - s); }. It is called three times a part and once for now.
[[nodiscard]] INDUSTRIA_API std::vector<PartSensitivity> probability_by_part(const GapByPart& gap, const std::function<double(double)>& probability);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_gap_drivers.ipp>
#endif
