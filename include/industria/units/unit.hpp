// SPDX-License-Identifier: Apache-2.0
// Run-time units: what a figure read from a file is measured in. Counted things (bricks, establishments, sites,
// jobs, projects ...) are dimensions of their own, so are the currencies; per cent and percentage point differ.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/language.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// An exact positive factor numerator/denominator * 10^power10, e.g. 1/12 (per month), 1e9 (tỷ), 11630 (toe in kWh).
/// Always in lowest terms with all factors of ten in power10, so equal factors compare equal.
struct Scale {
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
  int power10 = 0;

  /// x times the factor, rounded once when it is representable (10^|power10| <= 1e22).
  [[nodiscard]] INDUSTRIA_API double apply(double x) const noexcept;
  friend constexpr bool operator==(const Scale&, const Scale&) noexcept = default;
};
/// Throws UnitError if the exact factor would overflow.
[[nodiscard]] INDUSTRIA_API Scale operator*(const Scale& a, const Scale& b);
[[nodiscard]] INDUSTRIA_API Scale inverse(const Scale& a) noexcept;

/// Base dimension -> exponent, sorted by name, exponents never 0. Names: "VND", "USD" (any ISO 4217 code), "brick",
/// "piece", "establishment", "site", "job", "length", "mass", "time", "energy", "power", "percentage_point", "person" and
/// every counted noun of the unit table ("project", "line", "pair", "pack" ...). A plain ratio has none.
/// area = length^2, volume = length^3. Energy and power are not linked: a capacity in MW is no yearly output in GWh.
using Dimension = std::vector<std::pair<std::string, int>>;

/// A unit: dimension, exact scale to the base unit of that dimension, and the symbol by which it was built.
/// Base units: m, tonne, year, kWh, MW, 1 of each currency and counted thing, ratio 1.
/// Values of one dimension convert into each other; two units are equal if dimension and scale are.
class INDUSTRIA_API Unit {
 public:
  /// The plain ratio 1.
  Unit() = default;
  /// Throws UnitError for an exponent outside -9..9 or a non-positive scale.
  Unit(Dimension dimension, Scale scale, std::string symbol);

  [[nodiscard]] const Dimension& dimension() const noexcept { return dimension_; }
  [[nodiscard]] const Scale& scale() const noexcept { return scale_; }
  /// Canonical symbol, ASCII: "VND", "brick/year", "m2/year", "GWh", "%", "percentage_point", "1e9 VND".
  /// parse_unit(symbol()) gives an equal unit for units of the default table.
  [[nodiscard]] const std::string& symbol() const noexcept { return symbol_; }
  /// True for ratios ("%", "lần", 1), false for percentage points.
  [[nodiscard]] bool is_ratio() const noexcept { return dimension_.empty(); }
  /// The currency's ISO code if the dimension has one with exponent 1, else empty.
  [[nodiscard]] std::string_view currency() const noexcept;
  /// Exponent of one base dimension, 0 if absent.
  [[nodiscard]] int exponent(std::string_view base) const noexcept;

  friend bool operator==(const Unit& a, const Unit& b) noexcept {
    return a.dimension_ == b.dimension_ && a.scale_ == b.scale_;
  }

 private:
  Dimension dimension_;
  Scale scale_;
  std::string symbol_ = "1";
};

[[nodiscard]] INDUSTRIA_API Unit operator*(const Unit& a, const Unit& b);
[[nodiscard]] INDUSTRIA_API Unit operator/(const Unit& a, const Unit& b);
/// The unit with its scale multiplied, e.g. scaled(VND, 1e9) for tỷ đồng.
[[nodiscard]] INDUSTRIA_API Unit scaled(const Unit& unit, const Scale& by);
/// The unit of the same dimension with scale 1 (VND for tỷ đồng, m2 for ha).
[[nodiscard]] INDUSTRIA_API Unit base_unit(const Unit& unit);

/// True if values of the two convert into each other.
[[nodiscard]] INDUSTRIA_API bool is_convertible(const Unit& from, const Unit& to) noexcept;
/// `value` of `from` in `to`; missing stays missing. One exact factor is applied, so that there and back gives the
/// same double whenever both results are representable. Throws UnitError naming both units if the dimensions differ:
/// bricks are not pieces, per cent is no percentage point, VND is no USD (that needs a rate, not a unit).
[[nodiscard]] INDUSTRIA_API double convert(double value, const Unit& from, const Unit& to);

/// One word of the unit table: a scale word ("triệu"), a unit word ("viên") or a per-word ("/năm").
struct UnitWord {
  enum class Kind : std::uint8_t { scale, unit, per };
  Kind kind = Kind::unit;
  std::string vi{};                    ///< Vietnamese word as printed; may be empty
  std::string en{};                    ///< English word, singular, as printed; may be empty
  std::string en_plural{};             ///< empty: the same as `en`
  std::vector<std::string> spellings{};  ///< further spellings read in either language
  Unit unit{};                         ///< for a scale word: the ratio with that scale
};

/// The words that are known: a value, extended by the user for new counted nouns, and passed to the parser.
class INDUSTRIA_API UnitTable {
 public:
  /// Every row of the Vietnamese unit list (scales, units, per-words) with English words beside them.
  [[nodiscard]] static const UnitTable& standard();
  /// A copy with one more counted noun, its own dimension: `with_counted("kiln", "lò", "kiln", "kilns")`.
  /// Throws ValueError if the id or a word is taken.
  [[nodiscard]] UnitTable with_counted(std::string id, std::string vi, std::string en,
                                       std::string en_plural) const;
  [[nodiscard]] const std::vector<UnitWord>& words() const noexcept { return words_; }
  /// Adds a word. What it spells is read as this word unless an earlier word has the same spelling.
  void add(UnitWord word);
  /// The word with this spelling (or canonical symbol), or nullptr. Case matters only for N, Tr, T, NT, MW, MWh, MWp, m and g.
  [[nodiscard]] const UnitWord* find(std::string_view spelling) const;
  /// The spelling with the fewest edits to `text`, accents counting last; for messages.
  [[nodiscard]] std::string nearest(std::string_view text) const;

 private:
  struct Spelling {
    std::string text;      ///< as spelled, or its name_key
    std::size_t word = 0;  ///< position in words_
    std::string plain;     ///< without accents
  };
  std::vector<UnitWord> words_;
  std::vector<Spelling> exact_;   ///< sorted by text
  std::vector<Spelling> folded_;  ///< sorted by name_key; without the words in which case matters
};

/// Reads a unit in either language: "tỷ đồng", "triệu viên/năm", "m2/năm", "m²/năm", "bn VND", "million bricks/year",
/// "MW", "triệu kWh", "m3/ngày đêm", "%", "%/năm", "điểm %", "percentage points", "1e9 VND", "đồng/m2/năm" (= đồng/(m2/năm)
/// is read as đồng per m2 per year of capacity: money / (area/time)). Case matters only where it must (Tr, T, N, NT;
/// mW is refused). "viên" is a piece: say brick through a product (see units/number_text.hpp).
/// An unknown word or a malformed text is an Issue "unit.unknown" with the nearest known word as a suggestion.
[[nodiscard]] INDUSTRIA_API Result<Unit> try_parse_unit(
    std::string_view text, const UnitTable& table = UnitTable::standard());
/// As try_parse_unit; throws UnitError instead.
[[nodiscard]] INDUSTRIA_API Unit parse_unit(std::string_view text,
                                            const UnitTable& table = UnitTable::standard());

/// The unit as a report prints it: "tỷ đồng", "triệu viên/năm", "m²/năm", "điểm %"; "bn VND", "million bricks/year".
/// English uses the plural form where there is one.
[[nodiscard]] INDUSTRIA_API std::string to_text(const Unit& unit, Language language,
                                                const UnitTable& table = UnitTable::standard());

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/units_unit.ipp>
#endif
