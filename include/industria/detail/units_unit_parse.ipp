// SPDX-License-Identifier: Apache-2.0
// Reading units: a small recursive descent over tokens, used for whole unit texts and for the unit behind a number.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/units_symbol.ipp>
#include <industria/detail/units_token.ipp>
#include <industria/units/unit.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Texts longer than this are no unit; words are compared over at most this many tokens.
inline constexpr std::size_t max_unit_text = 200;
inline constexpr std::size_t max_unit_tokens = 5;
inline constexpr int max_unit_depth = 12;

/// A word of the table over one or more tokens.
struct UnitMatch {
  const UnitWord* word = nullptr;
  std::size_t tokens = 0;
};

/// The longest word of the table that begins at token `at`.
INDUSTRIA_INLINE UnitMatch match_unit_word(std::string_view text,
                                           const std::vector<TextToken>& tokens, std::size_t at,
                                           const UnitTable& table) {
  std::size_t most = 0;
  while (most < max_unit_tokens && at + most < tokens.size() &&
         (tokens[at + most].is_word() || tokens[at + most].is("%")))
    ++most;
  for (std::size_t n = most; n > 0; --n) {
    std::string spelling;
    for (std::size_t i = at; i < at + n; ++i) {
      if (i > at && !tokens[i].glued) spelling += ' ';
      spelling += text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
    }
    if (spelling.size() > max_unit_text) continue;
    if (const UnitWord* word = table.find(spelling)) return {word, n};
  }
  return {};
}

/// Reads one unit from tokens. With `whole` every token must belong to it; without, it takes what it can.
class UnitParser {
 public:
  UnitParser(std::string_view text, const std::vector<TextToken>& tokens, const UnitTable& table,
             const Unit* piece, bool whole)
      : text_(text), tokens_(tokens), table_(table), piece_(piece), whole_(whole) {}

  /// The unit that begins at token `at`, which moves behind it; nothing (and `at` as it was) if there is none.
  std::optional<Unit> read(std::size_t& at) {
    at_ = at;
    auto unit = chain(0);
    if (unit) at = at_;
    return unit;
  }
  /// The furthest token that was looked at in vain: what a message should name.
  [[nodiscard]] std::size_t stopped_at() const noexcept { return furthest_; }

 private:
  [[nodiscard]] bool is(std::string_view mark) const noexcept {
    return at_ < tokens_.size() && tokens_[at_].is(mark);
  }
  [[nodiscard]] bool is_per() const noexcept { return is("/") || is("per") || is("mỗi"); }
  [[nodiscard]] bool is_times() const noexcept { return is("*") || (whole_ && is(".")); }

  /// term {("/" | "per" | "*") term}, or "/" term. Money per this per time is money per (this per time).
  std::optional<Unit> chain(int depth) {
    std::optional<Unit> first = is("/") ? std::optional<Unit>(Unit()) : term(depth);
    if (!first) return std::nullopt;
    std::vector<std::pair<bool, Unit>> parts;  // divided?, by or with what
    while (is_per() || is_times()) {
      const std::size_t before = at_;
      const bool divided = is_per();
      ++at_;
      auto next = term(depth);
      if (!next) {
        if (whole_) return std::nullopt;
        at_ = before;
        break;
      }
      parts.emplace_back(divided, std::move(*next));
    }
    if (parts.empty() && first->symbol() == "1" && !whole_ && at_ < tokens_.size() && is("/"))
      return std::nullopt;
    if (parts.size() == 2 && parts[0].first && parts[1].first && !first->currency().empty() &&
        parts[0].second.exponent("time") == 0 &&
        parts[1].second.dimension() == Dimension{{"time", 1}})
      return *first / (parts[0].second / parts[1].second);
    for (const auto& [divided, unit] : parts) first = divided ? *first / unit : *first * unit;
    return first;
  }

  std::optional<Unit> term(int depth) {
    furthest_ = std::max(furthest_, at_);
    if (at_ >= tokens_.size() || depth > max_unit_depth) return std::nullopt;
    Scale scale;
    bool has_scale = false;
    if (whole_) {
      if (const auto prefix = numeric_prefix()) {
        scale = *prefix;
        has_scale = true;
      }
    }
    if (is("(")) {
      ++at_;
      auto inner = chain(depth + 1);
      if (!inner || !is(")")) return std::nullopt;
      ++at_;
      return scaled(*inner, scale);
    }
    for (UnitMatch match = next_word(); match.word != nullptr; match = next_word()) {
      at_ += match.tokens;
      if (match.word->kind == UnitWord::Kind::scale) {
        scale = scale * match.word->unit.scale();
        has_scale = true;
        continue;
      }
      return scaled(power(atom(*match.word)), scale);
    }
    furthest_ = std::max(furthest_, at_);
    return has_scale ? std::optional<Unit>(scaled(Unit(), scale)) : std::nullopt;
  }

  UnitMatch next_word() const { return match_unit_word(text_, tokens_, at_, table_); }

  /// "viên" is what the caller's product says it is.
  Unit atom(const UnitWord& word) const {
    return piece_ != nullptr && word.unit.symbol() == "piece" ? *piece_ : word.unit;
  }

  /// "m^4"
  Unit power(Unit unit) {
    if (!is("^") || at_ + 1 >= tokens_.size() || !tokens_[at_ + 1].is_number() ||
        tokens_[at_ + 1].key.size() != 1)
      return unit;
    const int exponent = tokens_[at_ + 1].key[0] - '0';
    at_ += 2;
    Unit result;
    for (int i = 0; i < exponent; ++i) result = result * unit;
    return result;
  }

  /// "1000", "1.000", "1e9", "10^6", "(25/3e-2)" before a unit.
  std::optional<Scale> numeric_prefix() {
    const auto number = [&](std::size_t at) {
      return at < tokens_.size() && tokens_[at].is_number() ? tokens_[at].key : std::string();
    };
    std::string here = number(at_);
    if (here == "10" && at_ + 2 < tokens_.size() && tokens_[at_ + 1].is("^")) {
      const auto scale = parse_prefix("1e" + number(at_ + 2));
      if (scale) at_ += 3;
      return scale;
    }
    if (!here.empty()) {
      if (here.find_first_of("., ") != std::string::npos && !is_grouped_thousand(here))
        return std::nullopt;
      std::erase_if(here, [](char c) { return c == '.' || c == ',' || c == ' '; });
      const auto scale = parse_prefix(here);
      if (scale) ++at_;
      return scale;
    }
    const bool fraction =
        is("(") && at_ + 4 < tokens_.size() && tokens_[at_ + 2].is("/") && tokens_[at_ + 4].is(")");
    if (!fraction || number(at_ + 1).empty() || number(at_ + 3).empty()) return std::nullopt;
    const auto scale = parse_prefix(number(at_ + 1) + "/" + number(at_ + 3));
    if (scale) at_ += 5;
    return scale;
  }

  /// "1.000", "1,000,000": in the head of a table only a thousand or a million can be meant.
  static bool is_grouped_thousand(std::string_view text) noexcept {
    if (text.size() % 4 != 1 || text[0] != '1') return false;
    for (std::size_t i = 1; i < text.size(); i += 4)
      if (is_digit(text[i]) || text.substr(i + 1, 3) != "000") return false;
    return true;
  }

  std::string_view text_;
  const std::vector<TextToken>& tokens_;
  const UnitTable& table_;
  const Unit* piece_;
  bool whole_;
  std::size_t at_ = 0;
  std::size_t furthest_ = 0;
};

/// At most `limit` bytes of a text, cut between characters; bytes that are no UTF-8 become "?".
INDUSTRIA_INLINE std::string excerpt(std::string_view text, std::size_t limit = 120) {
  std::string part(text.substr(0, limit));
  const bool cut = part.size() < text.size();
  if (cut)
    while (!part.empty() && (static_cast<unsigned char>(part.back()) & 0xC0U) == 0x80U)
      part.pop_back();
  if (cut && !part.empty() && static_cast<unsigned char>(part.back()) >= 0xC0U) part.pop_back();
  while (const auto bad = invalid_utf8_at(part)) part[*bad] = '?';
  return cut ? part + "…" : part;
}

INDUSTRIA_INLINE Issue unknown_unit(std::string_view text, std::string_view word,
                                    const UnitTable& table) {
  return Issue{Severity::error,
               "unit.unknown",
               {},
               excerpt(text),
               {{"word", excerpt(word)}, {"suggestion", table.nearest(word)}}};
}

}  // namespace detail

INDUSTRIA_INLINE Result<Unit> try_parse_unit(std::string_view text, const UnitTable& table) {
  Result<Unit> result;
  const std::string_view trimmed = trim(text);
  const auto fail = [&](std::string_view word) {
    result.issues.push_back(detail::unknown_unit(text, word, table));
    return result;
  };
  if (trimmed.empty() || trimmed.size() > detail::max_unit_text || invalid_utf8_at(trimmed))
    return fail(trimmed);
  const std::string nfc = to_nfc(trimmed);
  const auto tokens = detail::tokenise(nfc);
  detail::UnitParser parser(nfc, tokens, table, nullptr, true);
  std::size_t at = 0;
  try {
    auto unit = parser.read(at);
    if (unit && at == tokens.size()) {
      result.value = std::move(*unit);
      return result;
    }
  } catch (const UnitError&) {  // a scale or an exponent out of range: as unknown as any other
    return fail(trimmed);
  }
  const std::size_t stop = std::max(at, parser.stopped_at());
  return fail(stop < tokens.size() ? std::string_view(nfc).substr(
                                         tokens[stop].begin, tokens[stop].end - tokens[stop].begin)
                                   : trimmed);
}

INDUSTRIA_INLINE Unit parse_unit(std::string_view text, const UnitTable& table) {
  auto result = try_parse_unit(text, table);
  if (!result)
    throw UnitError("parse_unit: " + message(result.issues.front(), Language::en) + " " +
                    remedy(result.issues.front(), Language::en));
  return std::move(result.value);
}

}  // namespace industria::inline INDUSTRIA_ABI
