// SPDX-License-Identifier: Apache-2.0
// UTF-8 to characters and back, and the classes of characters that names and numbers need. Inline, without
// state: any body may include this.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One character of a text, or one byte that is not UTF-8 (then `code` is raw_byte + the byte).
struct Utf8Unit {
  char32_t code;
  std::size_t size;
};

inline constexpr char32_t raw_byte = 0x8000'0000;

[[nodiscard]] constexpr bool is_raw_byte(char32_t c) noexcept {
  return c >= raw_byte;
}

/// The character that begins at text[at]. Well-formed sequences only (Unicode, table 3-7).
[[nodiscard]] constexpr Utf8Unit decode_utf8(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto tail = [](unsigned b) { return (b & 0xC0U) == 0x80U; };
  const unsigned b0 = byte(0);
  if (b0 < 0x80) return {b0, 1};
  const unsigned b1 = byte(1);
  const unsigned b2 = byte(2);
  const unsigned b3 = byte(3);
  if (b0 >= 0xC2 && b0 <= 0xDF && tail(b1)) return {((b0 & 0x1FU) << 6) | (b1 & 0x3FU), 2};
  if (b0 >= 0xE0 && b0 <= 0xEF && tail(b1) && tail(b2)) {
    const char32_t c = ((b0 & 0x0FU) << 12) | ((b1 & 0x3FU) << 6) | (b2 & 0x3FU);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3};
  }
  if (b0 >= 0xF0 && b0 <= 0xF4 && tail(b1) && tail(b2) && tail(b3)) {
    const char32_t c =
        ((b0 & 0x07U) << 18) | ((b1 & 0x3FU) << 12) | ((b2 & 0x3FU) << 6) | (b3 & 0x3FU);
    if (c >= 0x1'0000 && c <= 0x10'FFFF) return {c, 4};
  }
  return {raw_byte + b0, 1};
}

inline void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t b) { out += static_cast<char>(static_cast<unsigned char>(b)); };
  if (c < 0x80 || is_raw_byte(c)) {
    put(c & 0xFF);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x1'0000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

[[nodiscard]] inline std::u32string decode_text(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Unit unit = decode_utf8(text, at);
    out += unit.code;
    at += unit.size;
  }
  return out;
}

[[nodiscard]] inline std::string encode_text(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 2);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

[[nodiscard]] constexpr bool is_latin_letter(char32_t c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c <= 0x2AF && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF) ||
         c == 0x212A || c == 0x212B || (c >= 0x2C60 && c <= 0x2C7F) ||
         (c >= 0xA722 && c <= 0xA7FF) || (c >= 0xAB30 && c <= 0xAB64);
}

[[nodiscard]] constexpr bool is_unicode_space(char32_t c) noexcept {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

[[nodiscard]] constexpr bool is_unicode_dash(char32_t c) noexcept {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
         c == 0xFF0D;
}

/// Zero-width space, joiners, word joiner, byte-order mark, soft hyphen.
[[nodiscard]] constexpr bool is_zero_width(char32_t c) noexcept {
  return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
