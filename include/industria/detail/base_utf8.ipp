// SPDX-License-Identifier: Apache-2.0
// Body of base/utf8.hpp: composition and case of Latin letters, and the keys of names. The tables come from the
// Unicode Character Database (tests/tools/make_latin_compositions.py).
#pragma once

#include <industria/base/utf8.hpp>
#include <industria/detail/utf8_codec.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

// ---- Tables ------------------------------------------------------------------------------------------

struct LatinComposition {
  std::uint16_t letter;
  std::uint16_t first;
  std::uint16_t second;
};
inline constexpr LatinComposition latin_compositions[] = {
#include <industria/detail/latin_compositions.inc>
};

struct MarkRange {
  std::uint16_t first;
  std::uint16_t last;
  std::uint8_t combining_class;
};
inline constexpr MarkRange mark_ranges[] = {
#include <industria/detail/combining_classes.inc>
};

struct CaseRange {
  std::uint32_t first;
  std::uint32_t last;
  std::int32_t distance;
};
inline constexpr CaseRange case_ranges[] = {
#include <industria/detail/lower_case.inc>
};

/// Canonical combining class; 0 for what is not a combining mark of Latin letters.
[[nodiscard]] inline std::uint8_t combining_class(char32_t c) noexcept {
  if (c < 0x300) return 0;
  const auto* const r =
      std::lower_bound(std::begin(mark_ranges), std::end(mark_ranges), c,
                       [](const MarkRange& range, char32_t x) { return range.last < x; });
  return r != std::end(mark_ranges) && c >= r->first ? r->combining_class : std::uint8_t{0};
}

/// One step apart; null for what is not in the table.
[[nodiscard]] inline const LatinComposition* latin_decomposition(char32_t c) noexcept {
  if (c < 0xC0) return nullptr;
  const auto* const r =
      std::lower_bound(std::begin(latin_compositions), std::end(latin_compositions), c,
                       [](const LatinComposition& row, char32_t x) { return row.letter < x; });
  return r != std::end(latin_compositions) && r->letter == c ? r : nullptr;
}

/// Row numbers by (first, second part), for the way back.
struct LatinPairIndex {
  std::array<std::uint16_t, std::size(latin_compositions)> order;

  LatinPairIndex() noexcept {
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint16_t>(i);
    std::sort(order.begin(), order.end(),
              [](std::uint16_t a, std::uint16_t b) { return pair_of(a) < pair_of(b); });
  }
  [[nodiscard]] static std::uint32_t pair_of(std::uint16_t row) noexcept {
    return (std::uint32_t{latin_compositions[row].first} << 16) | latin_compositions[row].second;
  }
};

/// The letter that `first` and `second` make, or 0.
[[nodiscard]] inline char32_t compose_latin(char32_t first, char32_t second) noexcept {
  static const LatinPairIndex index;
  if (first > 0xFFFF || second > 0xFFFF || combining_class(first) != 0) return 0;
  const std::uint32_t pair =
      (static_cast<std::uint32_t>(first) << 16) | static_cast<std::uint32_t>(second);
  const auto at = std::lower_bound(
      index.order.begin(), index.order.end(), pair,
      [](std::uint16_t row, std::uint32_t p) { return LatinPairIndex::pair_of(row) < p; });
  return at != index.order.end() && LatinPairIndex::pair_of(*at) == pair
             ? latin_compositions[*at].letter
             : 0;
}

// ---- Composition and case ----------------------------------------------------------------------------

/// The letter and marks of `c`, fully apart.
inline void append_decomposed(std::u32string& out, char32_t c) {
  const LatinComposition* row = latin_decomposition(c);
  if (row == nullptr) {
    out += c;
    return;
  }
  append_decomposed(out, row->first);
  if (row->second != 0) out += char32_t{row->second};
}

/// NFC of one Latin letter with its marks (canonical ordering, then composition), appended to `out`.
inline void append_composed(std::u32string& out, std::u32string_view letter_and_marks) {
  std::u32string parts;
  for (const char32_t c : letter_and_marks) append_decomposed(parts, c);
  std::stable_sort(parts.begin() + 1, parts.end(),
                   [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
  char32_t letter = parts.front();
  std::u32string left;  // marks that found no letter to go into
  for (const char32_t mark : parts.substr(1)) {
    const bool blocked = !left.empty() && combining_class(left.back()) == combining_class(mark);
    const char32_t composed = blocked ? 0 : compose_latin(letter, mark);
    if (composed != 0) {
      letter = composed;
    } else {
      left += mark;
    }
  }
  out += letter;
  out += left;
}

[[nodiscard]] inline std::u32string compose_text(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && combining_class(text[end]) != 0) ++end;
    if (is_latin_letter(text[at])) {
      append_composed(out, text.substr(at, end - at));
    } else {
      out += text.substr(at, end - at);
    }
    at = end;
  }
  return out;
}

[[nodiscard]] inline char32_t lower_letter(char32_t c) noexcept {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  const auto* const r =
      std::lower_bound(std::begin(case_ranges), std::end(case_ranges), c,
                       [](const CaseRange& range, char32_t x) { return range.last < x; });
  if (r == std::end(case_ranges) || c < r->first) return c;
  if (r->distance == 1 && (c - r->first) % 2 != 0) return c;
  return static_cast<char32_t>(static_cast<std::int64_t>(c) + r->distance);
}

/// A capital and its marks may have no common letter while the small ones have (J with caron): composed twice.
[[nodiscard]] inline std::u32string lower_text(std::u32string_view text) {
  std::u32string out = compose_text(text);
  for (char32_t& c : out) c = lower_letter(c);
  return compose_text(out);
}

// ---- Keys of names -----------------------------------------------------------------------------------

[[nodiscard]] constexpr bool is_tone_mark(char32_t c) noexcept {
  return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309 || c == 0x0323;
}

/// In an open syllable on oa, oe, uy the tone goes to the second vowel ("hòa" to "hoà"); not after q.
inline void place_tones_on_second_vowel(std::u32string& text) {
  const auto ends_word = [&](std::size_t i) {
    return i >= text.size() || !(is_latin_letter(text[i]) || combining_class(text[i]) != 0);
  };
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const LatinComposition* toned = latin_decomposition(text[i]);
    if (toned == nullptr || !is_tone_mark(toned->second)) continue;
    const char32_t second = text[i + 1];
    const bool oa_oe = toned->first == 'o' && (second == 'a' || second == 'e');
    const bool uy = toned->first == 'u' && second == 'y';
    if (!(oa_oe || uy) || !ends_word(i + 2) || (i > 0 && text[i - 1] == 'q')) continue;
    text[i] = toned->first;
    text[i + 1] = compose_latin(second, toned->second);
  }
}

/// name_key before it is written as UTF-8.
[[nodiscard]] inline std::u32string name_key_text(std::string_view name) {
  std::u32string visible = decode_text(name);
  std::erase_if(visible, is_zero_width);
  std::u32string out;
  bool space_waits = false;
  for (char32_t c : lower_text(visible)) {
    if (is_unicode_space(c)) {
      space_waits = true;
      continue;
    }
    if (is_unicode_dash(c)) {
      c = '-';
    } else if (space_waits && !out.empty() && out.back() != '-') {
      out += ' ';
    }
    space_waits = false;
    const bool looks_like_d_stroke =
        c == 0xF0 || c == 0x256;  // eth and African d have the same capital
    out += looks_like_d_stroke ? char32_t{0x111} : c;
  }
  place_tones_on_second_vowel(out);
  return out;
}

/// The ASCII spelling of a small letter that has no decomposition, or an empty text.
[[nodiscard]] constexpr std::string_view ascii_spelling(char32_t c) noexcept {
  switch (c) {
    case 0x111: return "d";
    case 0xF8: return "o";
    case 0x142: return "l";
    case 0xE6: return "ae";
    case 0x153: return "oe";
    case 0xDF: return "ss";
    case 0xFE: return "th";
    case 0x131: return "i";
    default: return {};
  }
}

}  // namespace detail

INDUSTRIA_INLINE std::optional<std::size_t> invalid_utf8_at(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const detail::Utf8Unit unit = detail::decode_utf8(text, at);
    if (detail::is_raw_byte(unit.code)) return at;
    at += unit.size;
  }
  return std::nullopt;
}

INDUSTRIA_INLINE std::string to_nfc(std::string_view text) {
  if (detail::is_ascii(text)) return std::string(text);
  return detail::encode_text(detail::compose_text(detail::decode_text(text)));
}

INDUSTRIA_INLINE std::string to_lower(std::string_view text) {
  return detail::encode_text(detail::lower_text(detail::decode_text(text)));
}

INDUSTRIA_INLINE std::string name_key(std::string_view name) {
  return detail::encode_text(detail::name_key_text(name));
}

INDUSTRIA_INLINE std::string ascii_fold(std::string_view name) {
  std::u32string parts;
  for (const char32_t c : detail::name_key_text(name)) detail::append_decomposed(parts, c);
  std::string out;
  for (const char32_t c : parts) {
    if (detail::combining_class(c) != 0) continue;
    const std::string_view spelling = detail::ascii_spelling(c);
    if (spelling.empty()) {
      detail::append_utf8(out, c);
    } else {
      out += spelling;
    }
  }
  return out;
}

INDUSTRIA_INLINE std::string_view trim(std::string_view text) noexcept {
  while (!text.empty()) {
    const detail::Utf8Unit unit = detail::decode_utf8(text, 0);
    if (!detail::is_unicode_space(unit.code)) break;
    text.remove_prefix(unit.size);
  }
  while (!text.empty()) {
    std::size_t at = text.size() - 1;
    while (at > 0 && text.size() - at < 4 &&
           (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
      --at;
    const detail::Utf8Unit unit = detail::decode_utf8(text, at);
    if (at + unit.size != text.size() || !detail::is_unicode_space(unit.code)) break;
    text.remove_suffix(unit.size);
  }
  return text;
}

}  // namespace industria::inline INDUSTRIA_ABI
