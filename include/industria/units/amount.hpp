// SPDX-License-Identifier: Apache-2.0
// A number with its unit and price basis, and figures as sources state them: with bounds, qualifier and precision.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/language.hpp>
#include <industria/base/missing.hpp>
#include <industria/units/unit.hpp>

#include <cstdint>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// The prices in which money is counted. Levels of different bases are not comparable; going from one to the other
/// needs a deflator, never a unit conversion. Volumes and counts have `none`.
struct PriceBasis {
  enum class Kind : std::uint8_t {
    none,      ///< not money
    unstated,  ///< money, and the source does not say
    current,   ///< giá hiện hành
    constant   ///< giá so sánh, of `year`
  };
  Kind kind = Kind::none;
  int year = 0;  ///< base year of constant prices, else 0
  friend constexpr bool operator==(const PriceBasis&, const PriceBasis&) noexcept = default;
};
/// Reads "hiện hành", "current", "so sánh 2010", "constant 2010", "không nêu", "unstated", "" (none).
[[nodiscard]] INDUSTRIA_API Result<PriceBasis> try_parse_price_basis(std::string_view text);
/// "current", "constant 2010", "unstated", "" for none.
[[nodiscard]] INDUSTRIA_API std::string to_text(const PriceBasis& basis);
/// "giá hiện hành", "giá so sánh 2010", "giá: không nêu"; "current prices", "constant 2010 prices", "prices: not stated".
[[nodiscard]] INDUSTRIA_API std::string to_text(const PriceBasis& basis, Language language);

/// A value with its unit and price basis. Arithmetic checks both and throws UnitError naming the two.
/// unstated + unstated is allowed (and stays unstated); unstated with current or constant is refused.
struct Amount {
  double value = missing;
  Unit unit{};
  PriceBasis basis{};

  Amount() = default;
  /// Money without a stated basis gets PriceBasis::unstated, anything else none.
  INDUSTRIA_API Amount(double value, Unit unit);
  INDUSTRIA_API Amount(double value, Unit unit, PriceBasis basis);
  /// "41.200 tỷ đồng", "14 triệu viên/năm": see number_text.hpp for the grammar. Throws ParseError.
  [[nodiscard]] INDUSTRIA_API static Amount parse(std::string_view text, Language language);

  /// The same amount in another unit of the same dimension; throws UnitError.
  [[nodiscard]] INDUSTRIA_API Amount in(const Unit& unit) const;
  /// As in(parse_unit(text)).
  [[nodiscard]] INDUSTRIA_API Amount in(std::string_view unit_text) const;
};
/// The result has the unit of `a`.
[[nodiscard]] INDUSTRIA_API Amount operator+(const Amount& a, const Amount& b);
[[nodiscard]] INDUSTRIA_API Amount operator-(const Amount& a, const Amount& b);
[[nodiscard]] INDUSTRIA_API Amount operator*(const Amount& a, double factor);
/// Of two money amounts of one basis: a plain ratio without basis. Division by zero gives missing.
[[nodiscard]] INDUSTRIA_API Amount operator/(const Amount& a, const Amount& b);
/// Equal numbers after conversion to base units, equal dimension and basis.
[[nodiscard]] INDUSTRIA_API bool operator==(const Amount& a, const Amount& b);
/// "41.200 tỷ đồng", "41,200 bn VND"; up to `digits` significant digits.
[[nodiscard]] INDUSTRIA_API std::string to_text(const Amount& amount, Language language,
                                                int digits = 6);

/// What the source's word says about its number.
enum class Qualifier : std::uint8_t {
  exact,       ///< no word
  below_near,  ///< gần, nearly: below, and close
  above,       ///< trên, hơn, over
  below,       ///< dưới, under
  at_least,    ///< không dưới, tối thiểu, ít nhất
  at_most,     ///< không quá, tối đa
  approx,      ///< khoảng, xấp xỉ, about: no bounds follow
  estimate,    ///< ước, ước đạt: an estimate, no bounds follow
  range        ///< từ ... đến ...: value is the middle, bounds are the ends
};
/// Canonical name, e.g. "below_near".
[[nodiscard]] INDUSTRIA_API std::string_view name(Qualifier qualifier) noexcept;
/// Reads the canonical name; nothing else.
[[nodiscard]] INDUSTRIA_API Result<Qualifier> try_parse_qualifier(std::string_view text);

/// A figure as stated. `value` is the number written, `bounds` what is claimed about the true one (both in `unit`):
/// gần 400 -> (0, 400); trên 46.000 -> (46.000, inf); exact 41.200 -> [41.200, 41.200]; khoảng/ước -> unbounded.
/// `resolution` is the place value of the last significant digit as written (41.200 -> 100, 11,2 -> 0.1, 25,80 -> 0.01;
/// zeros at the end of a whole number do not count), 0 if unknown: with_rounding(bounds, resolution) is what rounding allows.
struct Figure {
  double value = missing;
  Bounds bounds{};
  Qualifier qualifier = Qualifier::exact;
  double resolution = 0.0;
  Unit unit{};
  PriceBasis basis{};

  /// An exact figure (resolution 0).
  [[nodiscard]] INDUSTRIA_API static Figure of(double value, Unit unit, PriceBasis basis = {});
  [[nodiscard]] Amount amount() const { return Amount(value, unit, basis); }
  /// Value, bounds and resolution in another unit of the same dimension; throws UnitError.
  [[nodiscard]] INDUSTRIA_API Figure in(const Unit& unit) const;
  /// The bounds widened by rounding.
  [[nodiscard]] Bounds rounded_bounds() const noexcept { return with_rounding(bounds, resolution); }
};

/// True if the two may be added, subtracted and compared: one dimension (so one currency) and one price basis.
[[nodiscard]] inline bool go_together(const Figure& a, const Figure& b) noexcept {
  return is_convertible(a.unit, b.unit) && a.basis == b.basis;
}

/// Bounds-carrying arithmetic: values combine as Amounts do, bounds as intervals. The result's qualifier follows from
/// its bounds (only an upper bound: below; only a lower one: above; both: range; none: approx; one point: exact).
/// "gần 400 triệu đồng" / "80.000 m2/năm" is "dưới 5.000 đồng/(m2/năm)"; gần / gần has no bound.
[[nodiscard]] INDUSTRIA_API Figure operator+(const Figure& a, const Figure& b);
[[nodiscard]] INDUSTRIA_API Figure operator-(const Figure& a, const Figure& b);
[[nodiscard]] INDUSTRIA_API Figure operator/(const Figure& a, const Figure& b);
/// "gần 400 triệu đồng", "trên 46.000 tỷ đồng", "dưới 5.000 đồng/(m²/năm)"; "nearly 400 million VND". A result that is only
/// known to be positive (gần / gần) says "không xác định được", "cannot be bounded".
[[nodiscard]] INDUSTRIA_API std::string to_text(const Figure& figure, Language language,
                                                int digits = 6);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/units_amount.ipp>
#include <industria/units/number_text.hpp>  // the body of Amount::parse
#endif
