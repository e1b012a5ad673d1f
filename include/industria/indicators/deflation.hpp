// SPDX-License-Identifier: Apache-2.0
// From current prices to constant ones and back by a deflator with its base year; real value added.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/series.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// A price index that averages `level` over `base_year`. values[i] is for first.plus(i), NaN where missing.
struct Deflator {
  std::span<const double> values{};
  Period first{};
  int base_year = 0;
  double level = 100.0;
  /// How far its mean over the base year may lie from `level`, relative, if it covers that year: rounding, not another base.
  double base_tolerance = 0.005;
};

/// Constant prices of the base year: current * level / deflator, giá hiện hành -> giá so sánh. Needs a deflator above zero
/// (zero_base, negative_base).
[[nodiscard]] INDUSTRIA_API Value to_constant(double current, double deflator, double level = 100.0) noexcept;
/// Current prices: constant * deflator / level, the inverse.
[[nodiscard]] INDUSTRIA_API Value to_current(double constant, double deflator, double level = 100.0) noexcept;
/// The price change that two valuations of one volume imply: current / constant * level.
[[nodiscard]] INDUSTRIA_API Value implicit_deflator(double current, double constant, double level = 100.0) noexcept;

/// A whole series: same unit, price basis constant of the base year. A period without a deflator is missing. Throws UnitError if
/// the series is not in current prices (to_current: not in constant prices of the base year), ValueError if the deflator has
/// another kind of period, no base year, or averages something else over its base year.
[[nodiscard]] INDUSTRIA_API Series to_constant(const SeriesView& current, const Deflator& deflator);
[[nodiscard]] INDUSTRIA_API Series to_current(const SeriesView& constant, const Deflator& deflator);

/// Whole panels: series s by deflators[deflator_of[s]] (all by deflators[0] if deflator_of is empty), out laid out like
/// panel.values. One reason per series: none; missing if deflator_of is -1 (no deflator is known); not_comparable if the
/// deflator has another kind of period or base. Such a series is missing, the rest unharmed; single periods without a deflator
/// are missing without a reason. No allocation but the reasons. Throws UnitError for the panel's price basis as above,
/// ValueError for deflators of different base years (they would give a panel of mixed bases) and for a deflator_of out of range,
/// ShapeError for sizes.
INDUSTRIA_API std::vector<Reason> to_constant(const PanelView& panel, std::span<const Deflator> deflators,
                                              std::span<const std::int32_t> deflator_of, std::span<double> out);
INDUSTRIA_API std::vector<Reason> to_current(const PanelView& panel, std::span<const Deflator> deflators,
                                             std::span<const std::int32_t> deflator_of, std::span<double> out);

/// The price basis of what to_constant() gives.
[[nodiscard]] constexpr PriceBasis constant_basis(const Deflator& deflator) noexcept {
  return {PriceBasis::Kind::constant, deflator.base_year};
}

/// Real value added, with a flag where it is negative: that is possible by double deflation, is kept and must be looked at.
struct RealValueAdded {
  Value value{};
  bool negative = false;
};
/// Output and intermediate consumption, each by its own deflator, subtracted. Both deflators of one base year and level.
[[nodiscard]] INDUSTRIA_API RealValueAdded double_deflation(double output, double output_deflator, double inputs,
                                                            double inputs_deflator, double level = 100.0) noexcept;
/// Value added of the base year carried on by the volume index of output (a ratio to the base year).
[[nodiscard]] INDUSTRIA_API Value single_extrapolation(double base_value_added, double volume_ratio) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_deflation.ipp>
#endif
