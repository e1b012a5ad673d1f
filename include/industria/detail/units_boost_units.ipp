// SPDX-License-Identifier: Apache-2.0
// Body of units/boost_units.hpp: templates, so it is included in both modes. Walks Boost.Units' type lists of base units
// and scales and builds the run-time unit with the same exact factor.
#pragma once

#include <industria/units/boost_units.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A whole exponent; Boost.Units also knows roots, which no run-time unit has.
template <class Rational>
constexpr int whole_exponent() {
  static_assert(Rational::Denominator == 1, "industria: a run-time unit has whole exponents only");
  return static_cast<int>(Rational::Numerator);
}

/// A typed unit taken apart: what is above and below the line, and the power of the year.
struct UnitParts {
  Unit top;
  Unit bottom;
  int years = 0;
};

/// Puts each base unit of Boost.Units' list where its exponent says.
template <class List>
struct BaseUnitList {
  static void collect(UnitParts& parts) {
    using Entry = typename List::item;
    constexpr int exponent = whole_exponent<typename Entry::value_type>();
    const Unit unit = parse_unit(Entry::tag_type::run_time_unit);
    if (unit.exponent("time") != 0) {
      parts.years = exponent;
    } else {
      for (int i = 0; i < exponent; ++i) parts.top = parts.top * unit;
      for (int i = 0; i > exponent; --i) parts.bottom = parts.bottom * unit;
    }
    BaseUnitList<typename List::next>::collect(parts);
  }
};
template <>
struct BaseUnitList<boost::units::dimensionless_type> {
  static void collect(UnitParts&) {}
};

/// The exact factor of Boost.Units' list of scales.
template <class List>
struct ScaleList {
  static Scale product() {
    constexpr int exponent = whole_exponent<typename List::item::exponent>();
    Scale factor;
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent); ++i)
      factor = factor * Scale{List::item::base, 1, 0};
    return (exponent < 0 ? inverse(factor) : factor) * ScaleList<typename List::next>::product();
  }
};
template <>
struct ScaleList<boost::units::dimensionless_type> {
  static Scale product() { return {}; }
};

/// The base units of a unit without its scales.
template <class UnscaledUnit>
struct BaseUnitsOf;
template <class D, class List, class Scales>
struct BaseUnitsOf<boost::units::unit<
    D,
    boost::units::heterogeneous_system<boost::units::heterogeneous_system_impl<List, D, Scales>>>> {
  using type = List;
};

/// unit^exponent, written m2 and m3 where it is an area or a volume.
inline Unit written_power(const Unit& unit) {
  if (unit.symbol() == "m*m") return parse_unit("m2");
  return unit.symbol() == "m*m*m" ? parse_unit("m3") : unit;
}

/// Of the spellings of one unit the one that the table knows: ha, GWh, kg/month; else as it is.
inline Unit in_words_of_table(const Unit& unit) {
  const auto& words = UnitTable::standard().words();
  for (const UnitWord& word : words)
    if (word.kind == UnitWord::Kind::unit && word.unit == unit) return word.unit;
  for (const UnitWord& time : words) {
    if (time.kind != UnitWord::Kind::unit || time.unit.exponent("time") != 1) continue;
    for (const UnitWord& word : words)
      if (word.kind == UnitWord::Kind::unit && !word.unit.is_ratio() &&
          word.unit / time.unit == unit)
        return word.unit / time.unit;
  }
  return unit;
}

template <class TypedUnit>
Unit make_run_time_unit() {
  using Unscaled = typename boost::units::unscale<TypedUnit>::type;
  using Scales = typename boost::units::get_scale_list<TypedUnit>::type;
  UnitParts parts;
  BaseUnitList<typename BaseUnitsOf<Unscaled>::type>::collect(parts);
  Unit unit = written_power(parts.top);
  const Unit year = parse_unit("year");
  // Money per capacity is VND/(m2/year), not VND*year/m2.
  Unit bottom = written_power(parts.bottom);
  const bool below = parts.years > 0 && !bottom.is_ratio();
  for (int i = 0; i < parts.years; ++i)
    (below ? bottom : unit) = below ? bottom / year : unit * year;
  if (!bottom.is_ratio()) unit = unit / bottom;
  for (int i = 0; i > parts.years; --i) unit = unit / year;
  const Scale scale = ScaleList<Scales>::product();
  return scale == Scale{} ? unit : in_words_of_table(scaled(unit, scale));
}

}  // namespace detail

template <class TypedUnit>
const Unit& run_time_unit() {
  static const Unit unit = detail::make_run_time_unit<TypedUnit>();
  return unit;
}

template <class TypedUnit>
Amount to_amount(const boost::units::quantity<TypedUnit, double>& quantity, PriceBasis basis) {
  return Amount(quantity.value(), run_time_unit<TypedUnit>(), basis);
}

template <class TypedUnit>
boost::units::quantity<TypedUnit, double> to_quantity(const Amount& amount) {
  return boost::units::quantity<TypedUnit, double>::from_value(
      convert(amount.value, amount.unit, run_time_unit<TypedUnit>()));
}

}  // namespace industria::inline INDUSTRIA_ABI
