// SPDX-License-Identifier: Apache-2.0
// Body of units/unit.hpp: units, their arithmetic and conversion. Table, parser and printing are beside it.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/units_scale.ipp>
#include <industria/detail/units_symbol.ipp>
#include <industria/units/unit.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Sorted by name, each name once, no exponent 0. Throws UnitError for an exponent outside -9..9.
INDUSTRIA_INLINE Dimension tidy_dimension(Dimension dimension) {
  std::ranges::sort(dimension);
  Dimension result;
  for (auto& [name, exponent] : dimension) {
    if (!result.empty() && result.back().first == name)
      result.back().second += exponent;
    else
      result.emplace_back(std::move(name), exponent);
  }
  std::erase_if(result, [](const auto& part) { return part.second == 0; });
  for (const auto& [name, exponent] : result)
    if (std::abs(exponent) > 9)
      throw UnitError("Unit: exponent " + std::to_string(exponent) + " of '" + name +
                      "' is outside -9..9");
  return result;
}

INDUSTRIA_INLINE Dimension combined_dimension(const Dimension& a, const Dimension& b, int sign) {
  Dimension all = a;
  for (const auto& [name, exponent] : b) all.emplace_back(name, sign * exponent);
  return tidy_dimension(std::move(all));
}

/// True if a base dimension of `a` is reduced by multiplying with b^sign.
INDUSTRIA_INLINE bool cancels(const Unit& a, const Unit& b, int sign) noexcept {
  return std::ranges::any_of(a.dimension(), [&](const auto& part) {
    return part.second * sign * b.exponent(part.first) < 0;
  });
}

/// How the base unit of a dimension is written: "t", "m2", "brick".
INDUSTRIA_INLINE std::string base_symbol(const std::string& dimension, int exponent) {
  std::string symbol = dimension;
  if (dimension == "length") symbol = exponent == 2 ? "m2" : exponent == 3 ? "m3" : "m";
  if (dimension == "mass") symbol = "t";
  if (dimension == "time") symbol = "year";
  if (dimension == "energy") symbol = "kWh";
  if (dimension == "power") symbol = "MW";
  if (dimension == "peak_power") symbol = "MWp";
  const bool written = exponent == 1 || (dimension == "length" && exponent <= 3);
  return written ? symbol : symbol + "^" + std::to_string(exponent);
}

/// The unit with the symbol that follows from dimension and scale alone; a word of the standard table if one fits.
INDUSTRIA_INLINE Unit canonical_unit(Dimension dimension, const Scale& scale) {
  dimension = tidy_dimension(std::move(dimension));
  if (scale != Scale{})
    for (const UnitWord& word : UnitTable::standard().words())
      if (word.kind == UnitWord::Kind::unit && word.unit.dimension() == dimension &&
          word.unit.scale() == scale)
        return word.unit;
  std::string top;
  std::string bottom;
  for (const auto& [name, exponent] : dimension) {
    std::string& side = exponent > 0 ? top : bottom;
    side = multiply_symbols(side, base_symbol(name, std::abs(exponent)));
  }
  const std::string rest = join_fraction(top.empty() ? "1" : top, bottom);
  return Unit(std::move(dimension), scale, join_prefix(scale, rest));
}

INDUSTRIA_INLINE Unit combined_unit(const Unit& a, const Unit& b, int sign) {
  const Scale scale = a.scale() * (sign > 0 ? b.scale() : inverse(b.scale()));
  Dimension dimension = combined_dimension(a.dimension(), b.dimension(), sign);
  if (cancels(a, b, sign) || (dimension.empty() && scale == Scale{}))
    return canonical_unit(std::move(dimension), scale);
  return Unit(std::move(dimension), scale, combined_symbol(a.symbol(), b.symbol(), sign < 0));
}

}  // namespace detail

INDUSTRIA_INLINE Unit::Unit(Dimension dimension, Scale scale, std::string symbol)
    : dimension_(detail::tidy_dimension(std::move(dimension))), symbol_(std::move(symbol)) {
  const auto normal = detail::normalised(scale);
  if (!normal)
    throw UnitError("Unit: scale " + std::to_string(scale.numerator) + "/" +
                    std::to_string(scale.denominator) + "e" + std::to_string(scale.power10) +
                    " of '" + symbol_ +
                    "' is not positive or does not fit; expected n/d * 10^p with n, d > 0");
  scale_ = *normal;
}

INDUSTRIA_INLINE std::string_view Unit::currency() const noexcept {
  for (const auto& [name, exponent] : dimension_)
    if (exponent == 1 && name.size() == 3 &&
        std::ranges::all_of(name, [](char c) { return c >= 'A' && c <= 'Z'; }))
      return name;
  return {};
}

INDUSTRIA_INLINE int Unit::exponent(std::string_view base) const noexcept {
  for (const auto& [name, exponent] : dimension_)
    if (name == base) return exponent;
  return 0;
}

INDUSTRIA_INLINE Unit operator*(const Unit& a, const Unit& b) {
  return detail::combined_unit(a, b, 1);
}

INDUSTRIA_INLINE Unit operator/(const Unit& a, const Unit& b) {
  return detail::combined_unit(a, b, -1);
}

INDUSTRIA_INLINE Unit scaled(const Unit& unit, const Scale& by) {
  const auto split = detail::split_prefix(unit.symbol());
  return Unit(unit.dimension(), unit.scale() * by,
              detail::join_prefix(split.prefix * by, split.rest));
}

INDUSTRIA_INLINE Unit base_unit(const Unit& unit) {
  if (unit.scale() == Scale{}) return unit;
  return detail::canonical_unit(unit.dimension(), Scale{});
}

INDUSTRIA_INLINE bool is_convertible(const Unit& from, const Unit& to) noexcept {
  return from.dimension() == to.dimension();
}

INDUSTRIA_INLINE double convert(double value, const Unit& from, const Unit& to) {
  if (!is_convertible(from, to))
    throw UnitError(
        "convert: '" + from.symbol() + "' cannot be converted to '" + to.symbol() +
        "'; expected units of one dimension (another currency needs a rate, bricks are not pieces, "
        "per cent is no percentage point)");
  if (is_missing(value)) return missing;
  if (from.scale() == to.scale()) return value;
  return (from.scale() * inverse(to.scale())).apply(value);
}

}  // namespace industria::inline INDUSTRIA_ABI

#include <industria/detail/units_unit_parse.ipp>
#include <industria/detail/units_unit_table.ipp>
#include <industria/detail/units_unit_text.ipp>
