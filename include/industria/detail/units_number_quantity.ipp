// SPDX-License-Identifier: Apache-2.0
// One quantity in a text: what was said before it, its number with the unit, and the bounds that follow from both.
#pragma once

#include <industria/detail/units_figure.ipp>
#include <industria/detail/units_unit.ipp>
#include <industria/units/number_text.hpp>

#include <optional>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Why a text cannot be read: a code of the catalogue.
struct NumberTextError {
  const char* code;
  std::string word;  ///< for unit.unknown
};

/// What was said before the number.
struct SaidBefore {
  std::optional<Qualifier> qualifier;
  bool estimate = false;
  bool negative_sign = false;  ///< "-" or "âm" at the number itself
  int direction = 0;           ///< tăng 1, giảm -1
  bool multiple = false;
  bool of_plan_or_period = false;  ///< bằng, đạt, hoàn thành
  bool range = false;              ///< từ, between
  std::optional<Unit> currency;    ///< "USD 15"
};

/// One number with the unit behind it.
struct NumberPart {
  double value = missing;
  double resolution = 0.0;
  std::optional<Unit> unit;
};

[[nodiscard]] INDUSTRIA_INLINE bool is_scale_word(const Unit& unit) {
  return unit.is_ratio() && unit.symbol() != "1" && split_prefix(unit.symbol()).rest == "1";
}

/// Both ends in the unit of the second; "500 triệu đến 1 tỷ đồng" shares the đồng.
INDUSTRIA_INLINE void join_range(NumberPart& first, NumberPart& second) {
  if (!second.unit) second.unit = first.unit;
  if (!first.unit) {
    first.unit = second.unit;
    return;
  }
  if (is_scale_word(*first.unit) && !second.unit->is_ratio())
    first.unit = scaled(without_prefix(*second.unit), first.unit->scale());
  if (!is_convertible(*first.unit, *second.unit)) throw NumberTextError{"number.several", {}};
  first.value = convert(first.value, *first.unit, *second.unit);
  first.resolution = convert(first.resolution, *first.unit, *second.unit);
  first.unit = second.unit;
}

/// What the word claims of a number that is not negative.
INDUSTRIA_INLINE Bounds stated_bounds(Qualifier qualifier, double value) noexcept {
  switch (qualifier) {
    case Qualifier::exact: return Bounds::exactly(value);
    case Qualifier::below_near: return value > 0.0 ? Bounds{0.0, value, true, true} : Bounds::below(value);
    case Qualifier::above: return Bounds::above(value);
    case Qualifier::below: return Bounds::below(value);
    case Qualifier::at_least: return Bounds::at_least(value);
    case Qualifier::at_most: return Bounds::at_most(value);
    case Qualifier::approx:
    case Qualifier::estimate:
    case Qualifier::range: break;
  }
  return {};
}

/// "giảm trên 3%" is below -3 %.
INDUSTRIA_INLINE void negate(Figure& figure) noexcept {
  figure.value = -figure.value;
  figure.bounds =
      Bounds{-figure.bounds.hi, -figure.bounds.lo, figure.bounds.hi_open, figure.bounds.lo_open};
  const auto swapped = [](Qualifier q) {
    if (q == Qualifier::above) return Qualifier::below;
    if (q == Qualifier::below) return Qualifier::above;
    if (q == Qualifier::at_least) return Qualifier::at_most;
    return q == Qualifier::at_most ? Qualifier::at_least : q;
  };
  figure.qualifier = swapped(figure.qualifier);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
