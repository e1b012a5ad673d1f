// SPDX-License-Identifier: Apache-2.0
// Decimal numbers as written: group and decimal marks by style, then std::from_chars. Cells of a table, and the style of
// a whole column.
#pragma once

#include <industria/base/utf8.hpp>
#include <industria/detail/units_scale.ipp>
#include <industria/detail/units_token.ipp>
#include <industria/detail/units_unit_parse.ipp>
#include <industria/units/number_text.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// What became of a number as written.
enum class DecimalState : std::uint8_t { ok, malformed, ambiguous, out_of_range };

struct Decimal {
  DecimalState state = DecimalState::malformed;
  double value = missing;
  double resolution = 0.0;  ///< place value of the last significant digit
  bool exact = true;        ///< false: a whole number above 2^53 that no double holds
  bool marked = false;      ///< has a group or decimal mark
};

/// The number in the form that from_chars reads, and the decimal exponent of its last significant digit.
struct PlainDecimal {
  std::string digits;
  long long last_place = 0;
  bool marked = false;
  bool whole = true;  ///< neither decimals nor exponent
};

/// Group marks taken out: one to three digits, then groups of three behind equal marks. Nothing if that does not hold.
INDUSTRIA_INLINE std::optional<std::string> without_groups(std::string_view whole, char group_mark,
                                                           bool& marked) {
  std::string digits;
  std::size_t run = 0;    // digits since the last mark
  std::string_view used;  // the mark this number uses
  for (std::size_t at = 0; at < whole.size();) {
    if (is_digit(whole[at])) {
      digits += whole[at++];
      ++run;
      continue;
    }
    const std::size_t space = group_space(whole, at);
    const std::size_t size = whole[at] == group_mark ? 1 : space;
    const std::string_view mark = whole.substr(at, size);
    const bool fits = used.empty() ? run >= 1 && run <= 3 : run == 3 && mark == used;
    if (size == 0 || !fits) return std::nullopt;
    used = mark;
    run = 0;
    at += size;
  }
  if (!used.empty() && (run != 3 || digits.front() == '0')) return std::nullopt;
  marked = marked || !used.empty();
  return digits;
}

/// Splits and checks a number written in one style (not undeclared).
INDUSTRIA_INLINE std::optional<PlainDecimal> plain_decimal(std::string_view text,
                                                           NumberStyle style) {
  const char decimal_mark = style == NumberStyle::decimal_comma ? ',' : '.';
  const char group_mark = style == NumberStyle::decimal_comma ? '.' : ',';
  PlainDecimal plain;
  const std::size_t e = text.find_first_of("eE");
  const std::string_view exponent =
      e == std::string_view::npos ? std::string_view{} : text.substr(e + 1);
  const std::string_view mantissa = text.substr(0, e);
  const std::size_t mark = mantissa.find(decimal_mark);
  const auto whole = without_groups(mantissa.substr(0, mark), group_mark, plain.marked);
  const std::string_view decimals =
      mark == std::string_view::npos ? std::string_view{} : mantissa.substr(mark + 1);
  if (!whole || !std::ranges::all_of(decimals, is_digit) || (whole->empty() && decimals.empty()))
    return std::nullopt;
  plain.marked = plain.marked || mark != std::string_view::npos;
  plain.whole = decimals.empty() && e == std::string_view::npos;
  plain.digits = whole->empty() ? "0" : *whole;
  plain.last_place = -static_cast<long long>(decimals.size());
  if (decimals.empty()) {
    const std::size_t last = plain.digits.find_last_not_of('0');
    plain.last_place =
        last == std::string::npos ? 0 : static_cast<long long>(plain.digits.size() - 1 - last);
  } else {
    plain.digits.append(".").append(decimals);
  }
  if (e == std::string_view::npos) return plain;
  const std::size_t sign = exponent.starts_with('-') || exponent.starts_with('+') ? 1 : 0;
  if (exponent.size() == sign || !std::ranges::all_of(exponent.substr(sign), is_digit))
    return std::nullopt;
  plain.digits.append("e").append(exponent.starts_with('+') ? exponent.substr(1) : exponent);
  long long shift = 0;
  for (const char c : exponent.substr(sign)) shift = std::min(shift * 10 + (c - '0'), 100000LL);
  plain.last_place += exponent.starts_with('-') ? -shift : shift;
  return plain;
}

/// True if `digits`, a whole number, is exactly `value`.
INDUSTRIA_INLINE bool is_held_exactly(std::string_view digits, double value) {
  if (value < 9007199254740992.0) return true;
  char buffer[400];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 0);
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  return error == std::errc{} &&
         digits.substr(zeros) == std::string_view(buffer, static_cast<std::size_t>(end - buffer));
}

INDUSTRIA_INLINE Decimal read_plain(const PlainDecimal& plain) {
  Decimal result;
  result.marked = plain.marked;
  const char* const begin = plain.digits.data();
  const char* const end = begin + plain.digits.size();
  double value = 0.0;
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error == std::errc::result_out_of_range || (error == std::errc{} && is_missing(value))) {
    result.state = DecimalState::out_of_range;
    return result;
  }
  if (error != std::errc{} || stop != end) return result;
  // 1e-999 must not become 0 in silence.
  const std::string_view mantissa =
      std::string_view(plain.digits).substr(0, plain.digits.find('e'));
  if (value == 0.0 && mantissa.find_first_of("123456789") != std::string_view::npos) {
    result.state = DecimalState::out_of_range;
    return result;
  }
  result.state = DecimalState::ok;
  result.value = value;
  const int place = static_cast<int>(std::clamp(plain.last_place, -300LL, 300LL));
  result.resolution = Scale{1, 1, place}.apply(1.0);
  result.exact = !plain.whole || is_held_exactly(plain.digits, value);
  return result;
}

/// A number without sign, as written. Undeclared style: the one reading there is, or "ambiguous" if there are two.
INDUSTRIA_INLINE Decimal read_decimal(std::string_view text, NumberStyle style) {
  const auto comma = style != NumberStyle::decimal_point
                         ? plain_decimal(text, NumberStyle::decimal_comma)
                         : std::nullopt;
  const auto point = style != NumberStyle::decimal_comma
                         ? plain_decimal(text, NumberStyle::decimal_point)
                         : std::nullopt;
  if (comma && point && comma->digits != point->digits) {
    Decimal two;
    two.state = DecimalState::ambiguous;
    return two;
  }
  if (comma) return read_plain(*comma);
  return point ? read_plain(*point) : Decimal{};
}

/// The catalogue code of a number that cannot be used.
inline const char* issue_code(DecimalState state) noexcept {
  if (state == DecimalState::ambiguous) return "number.ambiguous";
  return state == DecimalState::out_of_range ? "number.out_of_range" : "number.malformed";
}

/// A cell parted into sign, number and per cent.
struct CellParts {
  std::string_view number;
  bool negative = false;
  bool percent = false;
};
INDUSTRIA_INLINE CellParts cell_parts(std::string_view text) noexcept {
  CellParts parts;
  std::string_view rest = trim(text);
  if (rest.ends_with('%')) {
    parts.percent = true;
    rest = trim(rest.substr(0, rest.size() - 1));
  }
  if (rest.starts_with('+')) {
    rest.remove_prefix(1);
  } else if (rest.starts_with('-') || rest.starts_with("\xE2\x88\x92")) {
    parts.negative = true;
    rest.remove_prefix(rest.starts_with('-') ? 1 : 3);
  }
  parts.number = rest;
  return parts;
}

}  // namespace detail

INDUSTRIA_INLINE Result<NumberText> read_number_cell(std::string_view text, NumberStyle style) {
  Result<NumberText> result;
  const detail::CellParts parts = detail::cell_parts(text);
  const auto report = [&](Severity severity, const char* code) {
    result.issues.push_back({severity, code, {}, detail::excerpt(text), {}});
  };
  if (parts.number.empty()) {
    report(Severity::error, "number.none");
    return result;
  }
  const detail::Decimal decimal = detail::read_decimal(parts.number, style);
  if (decimal.state != detail::DecimalState::ok) {
    report(Severity::error, detail::issue_code(decimal.state));
    return result;
  }
  if (!decimal.exact) report(Severity::warning, "number.not_exact");
  Unit unit = parts.percent ? Unit({}, Scale{1, 1, -2}, "%") : Unit();
  result.value.figure =
      Figure::of(parts.negative ? -decimal.value : decimal.value, std::move(unit));
  result.value.figure.resolution = decimal.resolution;
  result.value.has_unit = parts.percent;
  return result;
}

INDUSTRIA_INLINE NumberStyle infer_number_style(std::span<const std::string_view> cells) {
  bool comma = true;
  bool point = true;
  for (const std::string_view cell : cells) {
    const detail::CellParts parts = detail::cell_parts(cell);
    if (parts.number.find_first_of(".,") == std::string_view::npos) continue;
    comma = comma && detail::plain_decimal(parts.number, NumberStyle::decimal_comma).has_value();
    point = point && detail::plain_decimal(parts.number, NumberStyle::decimal_point).has_value();
  }
  if (comma == point) return NumberStyle::undeclared;
  return comma ? NumberStyle::decimal_comma : NumberStyle::decimal_point;
}

}  // namespace industria::inline INDUSTRIA_ABI
