// SPDX-License-Identifier: Apache-2.0
// Body of units/amount.hpp, first half: price bases and amounts. Figures with bounds are in units_figure.ipp.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/units_unit.ipp>
#include <industria/units/amount.hpp>

#include <charconv>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline bool is_money(const Unit& unit) noexcept {
  return !unit.currency().empty();
}

/// Money of which nobody said the prices has an unstated basis.
inline PriceBasis basis_for(const Unit& unit, PriceBasis basis) noexcept {
  if (is_money(unit) && basis.kind == PriceBasis::Kind::none)
    basis.kind = PriceBasis::Kind::unstated;
  return basis;
}

INDUSTRIA_INLINE std::string basis_name(const PriceBasis& basis) {
  const std::string text = to_text(basis);
  return text.empty() ? "none" : text;
}

/// Throws UnitError unless the two can be added, compared or divided as money of one basis.
INDUSTRIA_INLINE void require_same_basis(const char* where, const PriceBasis& a,
                                         const PriceBasis& b) {
  if (a == b) return;
  throw UnitError(std::string(where) + ": price basis '" + basis_name(a) + "' and '" +
                  basis_name(b) +
                  "' differ; expected one basis (going from one to the other needs a deflator)");
}

INDUSTRIA_INLINE void require_same_dimension(const char* where, const Unit& a, const Unit& b) {
  if (is_convertible(a, b)) return;
  throw UnitError(std::string(where) + ": '" + a.symbol() + "' and '" + b.symbol() +
                  "' do not go together; expected units of one dimension");
}

/// "41.200 tỷ đồng"; "11,2%" without a space; the number alone for a plain ratio.
INDUSTRIA_INLINE std::string number_with_unit(const std::string& number, const Unit& unit,
                                              Language language, bool plural) {
  if (unit.symbol() == "1") return number;
  const std::string words = unit_text(unit, language, UnitTable::standard(), plural);
  const bool tight = words.starts_with('%') || words.starts_with('/');
  return number + (tight ? "" : " ") + words;
}

/// Unit and basis of a quotient. The units are taken without "triệu", "tỷ", so that the result needs none to be read.
struct Quotient {
  Unit dividend;
  Unit divisor;
  Unit unit;
  PriceBasis basis;
};
INDUSTRIA_INLINE Quotient quotient_of(const Unit& a, const PriceBasis& a_basis, const Unit& b,
                                      const PriceBasis& b_basis) {
  Quotient q{without_prefix(a), without_prefix(b), {}, {}};
  const bool both = is_money(a) && is_money(b);
  if (both) require_same_basis("operator/", a_basis, b_basis);
  q.unit = q.dividend / q.divisor;
  if (q.unit.is_ratio()) {  // a plain number: 1.000 tỷ / 500 triệu is 2.000
    q.dividend = b.dimension() == a.dimension() ? q.divisor : q.dividend;
    q.unit = q.dividend / q.divisor;
  }
  if (!both) q.basis = is_money(a) ? a_basis : is_money(b) ? b_basis : PriceBasis{};
  return q;
}

}  // namespace detail

INDUSTRIA_INLINE Result<PriceBasis> try_parse_price_basis(std::string_view text) {
  using Kind = PriceBasis::Kind;
  Result<PriceBasis> result;
  std::string key = invalid_utf8_at(text) ? std::string("?") : name_key(text);
  for (const std::string& head : {name_key("giá"), std::string(":")}) {
    if (!key.starts_with(head)) continue;
    key = std::string(trim(std::string_view(key).substr(head.size())));
  }
  if (key.ends_with(" prices")) key.resize(key.size() - 7);
  if (key.empty()) return result;
  const auto is_one_of = [&](std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* word) { return key == name_key(word); });
  };
  if (is_one_of({"none", "không có"})) return result;
  if (is_one_of({"hiện hành", "thực tế", "current", "nominal"})) {
    result.value.kind = Kind::current;
    return result;
  }
  if (is_one_of({"không nêu", "unstated", "not stated", "prices: not stated"})) {
    result.value.kind = Kind::unstated;
    return result;
  }
  for (const char* head : {"so sánh năm ", "so sánh ", "cố định năm ", "cố định ", "constant "}) {
    const std::string wanted = name_key(head) + " ";
    if (!key.starts_with(wanted)) continue;
    const std::string_view digits = std::string_view(key).substr(wanted.size());
    int year = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (error == std::errc{} && end == digits.data() + digits.size() && digits.size() == 4 &&
        year >= 1900) {
      result.value = {Kind::constant, year};
      return result;
    }
  }
  result.issues.push_back({Severity::error, "unit.price_basis", {}, detail::excerpt(text), {}});
  return result;
}

INDUSTRIA_INLINE std::string to_text(const PriceBasis& basis) {
  switch (basis.kind) {
    case PriceBasis::Kind::none: return {};
    case PriceBasis::Kind::unstated: return "unstated";
    case PriceBasis::Kind::current: return "current";
    case PriceBasis::Kind::constant: return "constant " + std::to_string(basis.year);
  }
  return {};
}

INDUSTRIA_INLINE std::string to_text(const PriceBasis& basis, Language language) {
  switch (basis.kind) {
    case PriceBasis::Kind::none: return {};
    case PriceBasis::Kind::unstated: return text("price_basis.unstated", language);
    case PriceBasis::Kind::current: return text("price_basis.current", language);
    case PriceBasis::Kind::constant:
      return text("price_basis.constant", language, {{"year", std::to_string(basis.year)}});
  }
  return {};
}

INDUSTRIA_INLINE Amount::Amount(double amount_value, Unit amount_unit)
    : Amount(amount_value, std::move(amount_unit), PriceBasis{}) {}
INDUSTRIA_INLINE Amount::Amount(double amount_value, Unit amount_unit, PriceBasis amount_basis)
    : value(amount_value),
      unit(std::move(amount_unit)),
      basis(detail::basis_for(unit, amount_basis)) {}

INDUSTRIA_INLINE Amount Amount::in(const Unit& to) const {
  return {convert(value, unit, to), to, basis};
}
INDUSTRIA_INLINE Amount Amount::in(std::string_view unit_text) const {
  return in(parse_unit(unit_text));
}

INDUSTRIA_INLINE Amount operator+(const Amount& a, const Amount& b) {
  detail::require_same_dimension("operator+", a.unit, b.unit);
  detail::require_same_basis("operator+", a.basis, b.basis);
  return {a.value + convert(b.value, b.unit, a.unit), a.unit, a.basis};
}
INDUSTRIA_INLINE Amount operator-(const Amount& a, const Amount& b) {
  detail::require_same_dimension("operator-", a.unit, b.unit);
  detail::require_same_basis("operator-", a.basis, b.basis);
  return {a.value - convert(b.value, b.unit, a.unit), a.unit, a.basis};
}
INDUSTRIA_INLINE Amount operator*(const Amount& a, double factor) {
  return {a.value * factor, a.unit, a.basis};
}
INDUSTRIA_INLINE Amount operator/(const Amount& a, const Amount& b) {
  const auto q = detail::quotient_of(a.unit, a.basis, b.unit, b.basis);
  const double divisor = convert(b.value, b.unit, q.divisor);
  const double quotient = divisor == 0.0 ? missing : convert(a.value, a.unit, q.dividend) / divisor;
  return {is_missing(quotient) ? missing : quotient, q.unit, q.basis};
}

INDUSTRIA_INLINE bool operator==(const Amount& a, const Amount& b) {
  if (!is_convertible(a.unit, b.unit) || !(a.basis == b.basis)) return false;
  return a.unit.scale().apply(a.value) == b.unit.scale().apply(b.value);
}

INDUSTRIA_INLINE std::string to_text(const Amount& amount, Language language, int digits) {
  const std::string number = format_significant(amount.value, digits, language);
  if (is_missing(amount.value)) return number;
  const bool one =
      amount.value == 1.0 && detail::split_prefix(amount.unit.symbol()).prefix == Scale{};
  return detail::number_with_unit(number, amount.unit, language, !one);
}

}  // namespace industria::inline INDUSTRIA_ABI

#include <industria/detail/units_figure.ipp>
