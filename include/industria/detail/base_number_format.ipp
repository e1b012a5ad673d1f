// SPDX-License-Identifier: Apache-2.0
// Body of base/number_format.hpp. Every number goes through std::to_chars (shortest digits that read back);
// rounding is done on those decimal digits, so that 2.675 with two decimals prints as people expect: 2.68.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/number_format.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// |x| = 0.d1 d2 d3 ... times 10^point, with the fewest digits that read back; zero has no digits.
struct ShortestDecimal {
  std::string digits;
  int point = 0;
  bool negative = false;
};

[[nodiscard]] inline ShortestDecimal shortest_decimal(double x) {
  ShortestDecimal out;
  if (x == 0.0) return out;
  char buffer[32];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, x, std::chars_format::scientific).ptr;
  std::string_view s(buffer, static_cast<std::size_t>(end - buffer));
  if (s.front() == '-') {
    out.negative = true;
    s.remove_prefix(1);
  }
  const std::size_t e = s.find('e');
  for (const char c : s.substr(0, e)) {
    if (c != '.') out.digits += c;
  }
  const char* const exponent =
      s.data() + e + (s[e + 1] == '+' ? 2 : 1);  // from_chars reads no plus sign
  std::from_chars(exponent, s.data() + s.size(), out.point);
  ++out.point;
  return out;
}

/// Rounds to `decimals` digits after the decimal point, half away from zero.
inline void round_decimal(ShortestDecimal& d, int decimals) {
  const int keep = d.point + decimals;
  if (keep >= static_cast<int>(d.digits.size())) return;
  const bool up = keep >= 0 && d.digits[static_cast<std::size_t>(keep)] >= '5';
  d.digits.resize(static_cast<std::size_t>(std::max(keep, 0)));
  if (!up) return;
  std::size_t i = d.digits.size();
  while (i > 0 && d.digits[i - 1] == '9') d.digits[--i] = '0';
  if (i > 0) {
    ++d.digits[i - 1];
  } else {
    d.digits.insert(d.digits.begin(), '1');
    ++d.point;
  }
}

/// The digit at 10^power; zero outside the stored digits.
[[nodiscard]] inline char decimal_digit(const ShortestDecimal& d, int power) noexcept {
  const int i = d.point - 1 - power;
  return i >= 0 && i < static_cast<int>(d.digits.size()) ? d.digits[static_cast<std::size_t>(i)]
                                                         : '0';
}

/// `group` 0: no groups.
[[nodiscard]] inline std::string write_decimal(const ShortestDecimal& d, int decimals, char mark,
                                               char group, bool trim_zeros) {
  const bool zero = d.digits.find_first_not_of('0') == std::string::npos;
  std::string out = d.negative && !zero ? "-" : "";
  for (int power = std::max(d.point - 1, 0); power >= 0; --power) {
    out += decimal_digit(d, power);
    if (group != 0 && power > 0 && power % 3 == 0) out += group;
  }
  std::string fraction;
  for (int power = -1; power >= -decimals; --power) fraction += decimal_digit(d, power);
  if (trim_zeros) fraction.resize(fraction.find_last_not_of('0') + 1);
  return fraction.empty() ? out : out + mark + fraction;
}

}  // namespace detail

INDUSTRIA_INLINE std::string to_shortest(double x) {
  if (is_missing(x)) return {};
  const detail::ShortestDecimal d = detail::shortest_decimal(x);
  // Plain digits between 0.0001 and 10^16, an exponent beyond.
  if (d.point > -4 && d.point <= 16) {
    return detail::write_decimal(d, std::max(static_cast<int>(d.digits.size()) - d.point, 0), '.',
                                 0, false);
  }
  char buffer[32];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, x, std::chars_format::scientific).ptr;
  return {buffer, end};
}

INDUSTRIA_INLINE std::string format_number(double x, int decimals, Language language,
                                           bool trim_zeros) {
  if (decimals < 0 || decimals > 15) {
    throw ValueError("format_number: decimals = " + std::to_string(decimals) +
                     ", expected 0 to 15");
  }
  if (is_missing(x)) return "–";
  detail::ShortestDecimal d = detail::shortest_decimal(x);
  detail::round_decimal(d, decimals);
  const bool vi = language == Language::vi;
  return detail::write_decimal(d, decimals, vi ? ',' : '.', vi ? '.' : ',', trim_zeros);
}

INDUSTRIA_INLINE std::string format_significant(double x, int digits, Language language) {
  if (digits < 1) {
    throw ValueError("format_significant: digits = " + std::to_string(digits) +
                     ", expected 1 or more");
  }
  if (is_missing(x)) return "–";
  const int point = detail::shortest_decimal(x).point;
  const int decimals = std::clamp(std::min(digits, 400) - point, 0, 15);
  return format_number(x, decimals, language, true);
}

}  // namespace industria::inline INDUSTRIA_ABI
