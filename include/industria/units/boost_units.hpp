// SPDX-License-Identifier: Apache-2.0
// Typed quantities for programs: `14.0e6 * bricks / year`, `80'000.0 * square_metres / year`, `26.9e9 * dong`. A wrong
// dimension does not compile; amount and quantity convert into each other, checked. The only header that includes
// Boost.Units; nothing else of the library needs it.
#pragma once

#include <industria/base/config.hpp>
#include <industria/units/amount.hpp>

#include <boost/units/base_dimension.hpp>
#include <boost/units/base_unit.hpp>
#include <boost/units/heterogeneous_system.hpp>
#include <boost/units/make_scaled_unit.hpp>
#include <boost/units/operators.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/unit.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// Base dimensions and their base units, as in units/unit.hpp: every currency, bricks, pieces, establishments, sites and
/// jobs are dimensions; energy and power are not linked; per cent and percentage point differ.
namespace units {

// Ordinals of Boost.Units: 640 and up are ours; the tag structs name what is measured.
#define INDUSTRIA_DIMENSION(dimension, base, number, word)                         \
  struct dimension : boost::units::base_dimension<dimension, number> {};           \
  struct base : boost::units::base_unit<base, dimension::dimension_type, number> { \
    static constexpr const char* run_time_unit = word;                             \
    static std::string name() {                                                    \
      return word;                                                                 \
    }                                                                              \
    static std::string symbol() {                                                  \
      return word;                                                                 \
    }                                                                              \
  };
INDUSTRIA_DIMENSION(dong_dimension, dong_base_unit, 640, "VND")
INDUSTRIA_DIMENSION(dollar_dimension, dollar_base_unit, 641, "USD")
INDUSTRIA_DIMENSION(euro_dimension, euro_base_unit, 642, "EUR")
INDUSTRIA_DIMENSION(brick_dimension, brick_base_unit, 643, "brick")
INDUSTRIA_DIMENSION(piece_dimension, piece_base_unit, 644, "piece")
INDUSTRIA_DIMENSION(establishment_dimension, establishment_base_unit, 645, "establishment")
INDUSTRIA_DIMENSION(site_dimension, site_base_unit, 646, "site")
INDUSTRIA_DIMENSION(job_dimension, job_base_unit, 647, "job")
INDUSTRIA_DIMENSION(length_dimension, metre_base_unit, 648, "m")
INDUSTRIA_DIMENSION(mass_dimension, tonne_base_unit, 649, "t")
INDUSTRIA_DIMENSION(time_dimension, year_base_unit, 650, "year")
INDUSTRIA_DIMENSION(energy_dimension, kilowatt_hour_base_unit, 651, "kWh")
INDUSTRIA_DIMENSION(power_dimension, megawatt_base_unit, 652, "MW")
INDUSTRIA_DIMENSION(percent_dimension, percent_base_unit, 653, "%")
INDUSTRIA_DIMENSION(point_dimension, point_base_unit, 654, "percentage_point")
#undef INDUSTRIA_DIMENSION

/// `Unit` times (or, with a negative exponent, divided by) a power of `base`: kilogram = Scaled<Tonne, 10, -3>.
template <class Unit, long base, long exponent>
using Scaled = typename boost::units::make_scaled_unit<
    Unit, boost::units::scale<base, boost::units::static_rational<exponent>>>::type;

using Dong = dong_base_unit::unit_type;
using Dollar = dollar_base_unit::unit_type;
using Euro = euro_base_unit::unit_type;
using Brick = brick_base_unit::unit_type;
using Piece = piece_base_unit::unit_type;
using Establishment = establishment_base_unit::unit_type;
using Site = site_base_unit::unit_type;
using Job = job_base_unit::unit_type;
using Metre = metre_base_unit::unit_type;
using Kilometre = Scaled<Metre, 10, 3>;
using SquareMetre = decltype(Metre() * Metre());
using Hectare = Scaled<SquareMetre, 10, 4>;
using CubicMetre = decltype(SquareMetre() * Metre());
using Litre = Scaled<CubicMetre, 10, -3>;
using Tonne = tonne_base_unit::unit_type;
using Kilogram = Scaled<Tonne, 10, -3>;
using Year = year_base_unit::unit_type;
using Month = Scaled<Year, 12, -1>;
using KilowattHour = kilowatt_hour_base_unit::unit_type;
using MegawattHour = Scaled<KilowattHour, 10, 3>;
using GigawattHour = Scaled<KilowattHour, 10, 6>;
using Megawatt = megawatt_base_unit::unit_type;
using Percent = percent_base_unit::unit_type;
using PercentagePoint = point_base_unit::unit_type;

/// A number with a compile-time unit.
template <class Unit>
using Quantity = boost::units::quantity<Unit, double>;

// Units to multiply numbers with.
inline constexpr Dong dong{};
inline constexpr Dollar us_dollars{};
inline constexpr Euro euros{};
inline constexpr Brick brick{}, bricks{};
inline constexpr Piece piece{}, pieces{};
inline constexpr Establishment establishment{}, establishments{};
inline constexpr Site site{}, sites{};
inline constexpr Job job{}, jobs{};
inline constexpr Metre metre{}, metres{};
inline constexpr Kilometre kilometre{}, kilometres{};
inline constexpr SquareMetre square_metre{}, square_metres{};
inline constexpr Hectare hectare{}, hectares{};
inline constexpr CubicMetre cubic_metre{}, cubic_metres{};
inline constexpr Litre litre{}, litres{};
inline constexpr Tonne tonne{}, tonnes{};
inline constexpr Kilogram kilogram{}, kilograms{};
inline constexpr Year year{}, years{};
inline constexpr Month month{}, months{};
inline constexpr KilowattHour kilowatt_hour{}, kilowatt_hours{};
inline constexpr MegawattHour megawatt_hour{}, megawatt_hours{};
inline constexpr GigawattHour gigawatt_hour{}, gigawatt_hours{};
inline constexpr Megawatt megawatt{}, megawatts{};
inline constexpr Percent percent{};
inline constexpr PercentagePoint percentage_point{}, percentage_points{};

/// `14.0e6_bricks / year`, `26.9e9_vnd`.
inline namespace literals {
#define INDUSTRIA_LITERAL(suffix, Unit)                                           \
  [[nodiscard]] inline Quantity<Unit> operator""_##suffix(long double x) {        \
    return static_cast<double>(x) * Unit();                                       \
  }                                                                               \
  [[nodiscard]] inline Quantity<Unit> operator""_##suffix(unsigned long long x) { \
    return static_cast<double>(x) * Unit();                                       \
  }
INDUSTRIA_LITERAL(vnd, Dong)
INDUSTRIA_LITERAL(usd, Dollar)
INDUSTRIA_LITERAL(eur, Euro)
INDUSTRIA_LITERAL(bricks, Brick)
INDUSTRIA_LITERAL(pieces, Piece)
INDUSTRIA_LITERAL(establishments, Establishment)
INDUSTRIA_LITERAL(sites, Site)
INDUSTRIA_LITERAL(jobs, Job)
INDUSTRIA_LITERAL(m2, SquareMetre)
INDUSTRIA_LITERAL(ha, Hectare)
INDUSTRIA_LITERAL(m3, CubicMetre)
INDUSTRIA_LITERAL(tonnes, Tonne)
INDUSTRIA_LITERAL(kg, Kilogram)
INDUSTRIA_LITERAL(kWh, KilowattHour)
INDUSTRIA_LITERAL(MWh, MegawattHour)
INDUSTRIA_LITERAL(GWh, GigawattHour)
INDUSTRIA_LITERAL(MW, Megawatt)
INDUSTRIA_LITERAL(percent, Percent)
INDUSTRIA_LITERAL(points, PercentagePoint)
#undef INDUSTRIA_LITERAL
}  // namespace literals

}  // namespace units

/// The run-time unit of a compile-time one, with its exact scale: run_time_unit<units::Hectare>() is parse_unit("ha").
template <class TypedUnit>
[[nodiscard]] const Unit& run_time_unit();

/// The quantity as data carry it: to_amount(14.0e6 * bricks / year) is 14000000 brick/year. Money gets `basis`, or
/// PriceBasis::unstated if none is given.
template <class TypedUnit>
[[nodiscard]] Amount to_amount(const boost::units::quantity<TypedUnit, double>& quantity,
                               PriceBasis basis = {});

/// The amount as a typed quantity, converted exactly: to_quantity<units::SquareMetre>(Amount(375, ha)) is 3'750'000 m².
/// Throws UnitError, naming both units, if the dimensions differ. Missing stays NaN.
template <class TypedUnit>
[[nodiscard]] boost::units::quantity<TypedUnit, double> to_quantity(const Amount& amount);

}  // namespace industria::inline INDUSTRIA_ABI

#include <industria/detail/units_boost_units.ipp>
