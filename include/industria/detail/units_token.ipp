// SPDX-License-Identifier: Apache-2.0
// Splits a text with numbers and units into tokens: words, numbers as written, marks. Linear in the length of the text.
#pragma once

#include <industria/base/utf8.hpp>
#include <industria/units/unit.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A piece of a text. `key` is the word as compared (name_key), the number as written, or the mark in ASCII.
struct TextToken {
  enum class Kind : std::uint8_t { word, number, mark };
  Kind kind = Kind::mark;
  std::string key;
  std::size_t begin = 0;  ///< bytes in the text
  std::size_t end = 0;
  bool glued = false;  ///< no space before it

  [[nodiscard]] bool is_word() const noexcept { return kind == Kind::word; }
  [[nodiscard]] bool is_number() const noexcept { return kind == Kind::number; }
  [[nodiscard]] bool is(std::string_view text) const noexcept {
    return kind != Kind::number && key == text;
  }
};

inline bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
inline bool is_ascii_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// One code point of valid UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 1;
};
INDUSTRIA_INLINE CodePoint code_point(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<char32_t>(static_cast<unsigned char>(text[i])) : 0U;
  };
  const char32_t first = byte(at);
  if (first < 0x80) return {first, 1};
  const auto tail = [&](std::size_t i) { return byte(at + i) & 0x3FU; };
  std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  size = std::min(size, text.size() - at);
  if (size <= 2) return {((first & 0x1FU) << 6U) | tail(1), size};
  if (size == 3) return {((first & 0x0FU) << 12U) | (tail(1) << 6U) | tail(2), size};
  return {((first & 0x07U) << 18U) | (tail(1) << 12U) | (tail(2) << 6U) | tail(3), size};
}

enum class CharClass : std::uint8_t { space, digit, letter, mark };

INDUSTRIA_INLINE CharClass char_class(char32_t c) noexcept {
  if (c <= ' ' || c == 0x7F || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) ||
      c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 ||
      c == 0xFEFF)
    return CharClass::space;
  if (c >= '0' && c <= '9') return CharClass::digit;
  if (c < 0x80)
    return is_ascii_letter(static_cast<char>(c)) || c == '$' || c == '_' ? CharClass::letter
                                                                         : CharClass::mark;
  if (c < 0xC0)
    return c == 0xAA || c == 0xBA || c == 0xB2 || c == 0xB3 || c == 0xB5 || c == 0xA5
               ? CharClass::letter
               : CharClass::mark;
  if (c == 0xD7 || c == 0xF7) return CharClass::mark;
  if (c >= 0x20A0 && c <= 0x20CF) return CharClass::letter;  // currency signs
  if ((c >= 0x2010 && c <= 0x2BFF) || (c >= 0x3001 && c <= 0x303F))
    return CharClass::mark;                                // dashes, quotes, fractions
  if (c >= 0xFF01 && c <= 0xFF20) return CharClass::mark;  // full-width digits and marks
  return CharClass::letter;
}

inline bool is_dash(char32_t c) noexcept {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D;
}

/// The mark in ASCII: every dash as "-", "≥" as ">=", per cent and its wide form as "%"; others as they are.
INDUSTRIA_INLINE std::string mark_key(std::string_view text, CodePoint c, std::size_t at) {
  if (is_dash(c.value)) return "-";
  if (c.value == 0x2265) return ">=";
  if (c.value == 0x2264) return "<=";
  if (c.value == 0x2248) return "~";
  if (c.value == 0xD7 || c.value == 0xB7 || c.value == 0x22C5) return "*";
  if (c.value == 0xFF05) return "%";
  return std::string(text.substr(at, c.size));
}

/// True for signs that are numbers and yet no digits: fractions, superscripts but ² ³, full-width digits.
inline bool is_other_numeral(char32_t c) noexcept {
  return (c >= 0xBC && c <= 0xBE) || c == 0xB9 || (c >= 0x2070 && c <= 0x2089) ||
         (c >= 0x2150 && c <= 0x215F) || c == 0x2189 || (c >= 0xFF10 && c <= 0xFF19) ||
         (c >= 0x2460 && c <= 0x249B);
}

/// Length in bytes of a space that may part groups of digits (U+0020, U+00A0, U+202F), or 0.
inline std::size_t group_space(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at).starts_with(' ')) return 1;
  if (text.substr(at).starts_with("\xC2\xA0")) return 2;
  if (text.substr(at).starts_with("\xE2\x80\xAF")) return 3;
  return 0;
}

/// End of the number that begins at `at`: digits with marks between them, spaces between groups of three, an exponent.
INDUSTRIA_INLINE std::size_t number_end(std::string_view text, std::size_t at) noexcept {
  const auto digit_at = [&](std::size_t i) { return i < text.size() && is_digit(text[i]); };
  const auto run_end = [&](std::size_t i) {
    while (digit_at(i)) ++i;
    return i;
  };
  std::size_t end = run_end(at);
  bool spaced = end - at <= 3;  // "2021 100" are two numbers, "12 000" is one
  while (end < text.size()) {
    if ((text[end] == '.' || text[end] == ',') && digit_at(end + 1)) {
      end = run_end(end + 1);
      spaced = false;
      continue;
    }
    const std::size_t space = spaced ? group_space(text, end) : 0;
    if (space == 0 || run_end(end + space) != end + space + 3) break;
    end += space + 3;
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const std::size_t digits =
        end + 1 + (end + 1 < text.size() && (text[end + 1] == '-' || text[end + 1] == '+') ? 1 : 0);
    if (digit_at(digits)) end = run_end(digits);
  }
  return end;
}

/// End of the word that begins at `at`: letters; digits behind one or two ASCII letters (m2, km2); parts joined by a
/// hyphen without spaces (COVID-19, đô-la).
INDUSTRIA_INLINE std::size_t word_end(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at;
  while (end < text.size()) {
    const CodePoint c = code_point(text, end);
    const CharClass kind = char_class(c.value);
    const bool short_ascii =
        end > at && end - at <= 2 && is_ascii_letter(text[end - 1]) && is_ascii_letter(text[at]);
    if (kind == CharClass::letter && !(end > at && text[end - 1] == '$')) {
      end += c.size;
    } else if (kind == CharClass::digit && short_ascii) {
      while (end < text.size() && is_digit(text[end])) ++end;
    } else if (is_dash(c.value) && end > at && end + c.size < text.size()) {
      const CharClass next = char_class(code_point(text, end + c.size).value);
      if (next == CharClass::letter)
        end += c.size;
      else if (next == CharClass::digit && !short_ascii) {
        end += c.size;
        while (end < text.size() && is_digit(text[end])) ++end;
      } else
        break;
    } else {
      break;
    }
  }
  return end;
}

/// All tokens of a valid UTF-8 text. A number with letters behind a hyphen ("157-KH/TU") is a word.
INDUSTRIA_INLINE std::vector<TextToken> tokenise(std::string_view text) {
  std::vector<TextToken> tokens;
  std::size_t at = 0;
  bool space = true;
  while (at < text.size()) {
    const CodePoint c = code_point(text, at);
    const CharClass kind = char_class(c.value);
    if (kind == CharClass::space) {
      space = true;
      at += c.size;
      continue;
    }
    TextToken token{TextToken::Kind::mark, {}, at, at + c.size, !space};
    if (kind == CharClass::digit) {
      token.kind = TextToken::Kind::number;
      token.end = number_end(text, at);
      if (token.end + 1 < text.size() && text[token.end] == '-' &&
          char_class(code_point(text, token.end + 1).value) == CharClass::letter) {
        token.kind = TextToken::Kind::word;
        token.end = word_end(text, token.end + 1);
      }
      token.key = text.substr(at, token.end - at);
    } else if (kind == CharClass::letter) {
      token.kind = TextToken::Kind::word;
      token.end = std::max(word_end(text, at), at + c.size);
      token.key = name_key(text.substr(at, token.end - at));
    } else if ((c.value == '.' || c.value == ',') && at + 1 < text.size() && is_digit(text[at + 1]) &&
               (space || tokens.back().key == "-")) {  // ".5": a number that no reading accepts, not the number 5
      token.kind = TextToken::Kind::number;
      token.end = number_end(text, at + 1);
      token.key = text.substr(at, token.end - at);
    } else {
      token.key = mark_key(text, c, at);
      if ((token.key == ">" || token.key == "<") && token.end < text.size() &&
          text[token.end] == '=') {
        token.key += '=';
        ++token.end;
      }
    }
    at = token.end;
    space = false;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
