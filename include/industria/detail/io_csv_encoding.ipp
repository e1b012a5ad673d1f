// SPDX-License-Identifier: Apache-2.0
// Bytes to UTF-8 for the CSV reader: byte-order marks, UTF-16, and a guess at what broken bytes may be. The guess is only
// ever a suggestion to the reader; nothing is decoded by it.
#pragma once

#include <industria/base/issue.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/utf8_codec.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline unsigned byte_at(std::string_view text, std::size_t i) noexcept {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
}

/// UTF-16 without its byte-order mark to UTF-8; the offset of the first unit that is no character, if any.
inline std::optional<std::size_t> utf16_to_utf8(std::string_view bytes, bool big_endian, std::string& out) {
  const auto unit = [&](std::size_t i) -> char32_t {
    const unsigned a = byte_at(bytes, i);
    const unsigned b = byte_at(bytes, i + 1);
    return big_endian ? (a << 8 | b) : (b << 8 | a);
  };
  out.reserve(bytes.size());
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xE000) {
      const char32_t low = i + 3 < bytes.size() ? unit(i + 2) : 0;
      if (c >= 0xDC00 || low < 0xDC00 || low >= 0xE000) return i;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(out, c);
  }
  if (i < bytes.size()) return i;  // half a unit: the file was cut
  return std::nullopt;
}

inline bool is_vowel_byte(unsigned b) noexcept {
  constexpr std::string_view vowels = "aeiouyAEIOUY";
  return b != 0 && b < 0x80 && vowels.find(static_cast<char>(b)) != std::string_view::npos;
}

/// The name of the 8-bit encoding in which the bytes make most sense as Vietnamese, or of Windows-1252.
/// TCVN3 (ABC) has its letters from 0xA8 on; VNI writes a base letter and a mark byte; windows-1258 has
/// whole letters with a hat or horn and five tone bytes behind a vowel.
inline std::string_view likely_encoding(std::string_view bytes) noexcept {
  constexpr std::string_view tcvn3 =
      "\xA8\xA9\xAA\xAB\xAC\xAD\xAE\xB5\xB6\xB7\xB8\xB9\xBB\xBC\xBD\xBE\xC6\xC7\xC8\xC9\xCA\xCB\xCC\xCE\xCF\xD0\xD1\xD2"
      "\xD3\xD4\xD5\xD6\xD7\xD8\xDC\xDD\xDE\xDF\xE1\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB\xEC\xED\xEE\xEF\xF1\xF2\xF3"
      "\xF4\xF5\xF6\xF7\xF8\xF9\xFA\xFB\xFC\xFD\xFE";
  constexpr std::string_view vni_marks =  // behind a vowel
      "\xC0\xC1\xC2\xC3\xC4\xC5\xC8\xC9\xCA\xCB\xCF\xD5\xD8\xD9\xDA\xDB\xDC\xE0\xE1\xE2\xE3\xE4\xE5\xE8\xE9\xEA\xEB\xEF\xF5"
      "\xF8\xF9\xFA\xFB\xFC";
  constexpr std::string_view vni_letters = "\xCC\xCD\xCE\xD1\xD2\xD3\xD4\xD6\xE6\xEC\xED\xEE\xF1\xF2\xF3\xF4\xF6";
  constexpr std::string_view tones_1258 = "\xCC\xD2\xDE\xEC\xF2";
  constexpr std::string_view letters_1258 =
      "\xC0\xC1\xC2\xC3\xC8\xC9\xCA\xCD\xD0\xD3\xD4\xD5\xD9\xDA\xDD\xE0\xE1\xE2\xE3\xE8\xE9\xEA\xED\xF0\xF3\xF4\xF5\xF9"
      "\xFA\xFD";
  const auto in = [](std::string_view set, unsigned b) { return set.find(static_cast<char>(b)) != std::string_view::npos; };
  std::size_t high = 0;
  std::size_t low_half = 0;  // 0xA0..0xBF: letters in TCVN3, signs in the other two
  std::size_t fit_tcvn3 = 0;
  std::size_t fit_vni = 0;
  std::size_t fit_1258 = 0;
  for (std::size_t i = 0; i < bytes.size() && high < 65'536; ++i) {
    const unsigned b = byte_at(bytes, i);
    if (b < 0x80) continue;
    ++high;
    const unsigned before = i > 0 ? byte_at(bytes, i - 1) : 0;
    if (b >= 0xA0 && b < 0xC0) ++low_half;
    if (in(tcvn3, b) && !(before == b)) ++fit_tcvn3;
    const bool on_vowel = is_vowel_byte(before) || before == 0xF4 || before == 0xF6 || before == 0xD4 || before == 0xD6;
    if (in(vni_marks, b) ? on_vowel : in(vni_letters, b)) ++fit_vni;
    const bool on_letter = is_vowel_byte(before) || in("\xC2\xC3\xCA\xD4\xD5\xDD\xE2\xE3\xEA\xF4\xF5\xFD", before);
    // A letter with a hat right behind an unmarked vowel is rare in Vietnamese, and the rule of VNI.
    if (in(tones_1258, b) ? on_letter : (in(letters_1258, b) && !(before == 'a' || before == 'e'))) ++fit_1258;
  }
  if (high == 0) return "";
  if (low_half * 4 >= high && fit_tcvn3 * 10 >= high * 8) return "TCVN3 (ABC)";
  if (fit_vni * 10 >= high * 9 && fit_vni > fit_1258) return "VNI";
  if (fit_1258 * 10 >= high * 8) return "windows-1258";
  if (fit_vni * 10 >= high * 9) return "VNI";
  return "windows-1252";
}

/// Offset of the first sign that UTF-8 was read as an 8-bit encoding and saved again ("Lai ChÃ¢u", "Ä‘á»“ng"), if any.
inline std::optional<std::size_t> mojibake_at(std::string_view text) noexcept {
  for (std::size_t i = text.find_first_of("\xC3\xC4\xC6"); i != std::string_view::npos; i = text.find_first_of("\xC3\xC4\xC6", i + 1)) {
    const std::string_view four = text.substr(i, 4);
    const unsigned fourth = byte_at(text, i + 3);
    // "Æ°" (ư), "Æ¡" (ơ), "Ä‘" (đ).
    if (four == "\xC3\x86\xC2\xB0" || four == "\xC3\x86\xC2\xA1" || text.substr(i, 5) == "\xC3\x84\xE2\x80\x98") return i;
    // "Ã" and a sign that is neither space nor quotation mark nor hyphen: "XÃ»" and "XÃ " with a no-break space are sound.
    constexpr std::string_view sound = "\xA0\xAB\xAD\xB7\xBB";
    if (four.substr(0, 3) == "\xC3\x83\xC2" && fourth >= 0xA0 && sound.find(static_cast<char>(fourth)) == std::string_view::npos) return i;
    // "á»" or "áº" and a third sign other than a dash or an ellipsis.
    if (four == "\xC3\xA1\xC2\xBB" || four == "\xC3\xA1\xC2\xBA") {
      const std::string_view next = text.substr(i + 4, 3);
      const bool usual = next == "\xE2\x80\x93" || next == "\xE2\x80\x94" || next == "\xE2\x80\xA6";
      if (byte_at(text, i + 4) >= 0xC2 && !usual) return i;
    }
  }
  return std::nullopt;
}

/// Physical lines up to and with the one that holds the offset.
inline std::int64_t line_of(std::string_view text, std::size_t offset) noexcept {
  std::int64_t line = 1;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && byte_at(text, i + 1) != '\n')) ++line;
  }
  return line;
}

inline int clamp_line(std::int64_t line) noexcept {
  return static_cast<int>(std::min<std::int64_t>(line, 2'147'483'647));
}

/// UTF-16 without its byte-order mark shows as a NUL in every other byte of the first line.
inline std::string_view unmarked_utf16(std::string_view bytes) noexcept {
  constexpr std::size_t looked_at = 16;
  if (bytes.size() < looked_at) return "";
  const bool first_is_zero = byte_at(bytes, 0) == 0;
  for (std::size_t i = 0; i < looked_at; ++i) {
    if ((byte_at(bytes, i) == 0) != (first_is_zero == (i % 2 == 0))) return "";
  }
  return first_is_zero ? "UTF-16BE" : "UTF-16LE";
}

/// The text as UTF-8 without byte-order mark. `owned` keeps it where it had to be made.
inline std::optional<Issue> decode_csv_bytes(std::string_view bytes, std::string_view file, std::string& owned,
                                             std::string_view& text) {
  Issue issue;
  issue.where.file = std::string(file);
  const auto broken = [&](std::size_t offset, std::int64_t line, std::string_view encoding) {
    issue.code = "csv.encoding";
    issue.where.line = clamp_line(line);
    issue.args = {{"offset", std::to_string(offset)}, {"encoding", std::string(encoding)}};
    return issue;
  };
  const bool little = bytes.starts_with(std::string_view("\xFF\xFE", 2));
  const bool big = bytes.starts_with(std::string_view("\xFE\xFF", 2));
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) || bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    return broken(0, 1, "UTF-32");
  }
  if (little || big) {
    if (const auto at = utf16_to_utf8(bytes.substr(2), big, owned)) {
      broken(*at + 2, line_of(owned, owned.size()), "UTF-16");
      issue.code = "csv.broken_utf16";
      return issue;
    }
    bytes = owned;
  } else {
    if (const std::string_view guess = unmarked_utf16(bytes); !guess.empty()) return broken(0, 1, guess);
    if (const auto at = invalid_utf8_at(bytes)) return broken(*at, line_of(bytes, *at), likely_encoding(bytes));
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  }
  if (const auto at = mojibake_at(bytes)) {
    issue.code = "csv.mojibake";
    issue.where.line = clamp_line(line_of(bytes, *at));
    std::size_t end = std::min(*at + 24, bytes.size());
    while (end < bytes.size() && (byte_at(bytes, end) & 0xC0) == 0x80) ++end;
    const std::string_view sample = bytes.substr(*at, end - *at);
    issue.value = std::string(sample.substr(0, sample.find_first_of("\r\n")));
    return issue;
  }
  text = bytes;
  return std::nullopt;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
