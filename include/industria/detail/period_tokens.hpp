// SPDX-License-Identifier: Apache-2.0
// The pieces of a period text (numbers, words, signs) and what can be taken off their ends. For the reader
// of periods only.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

struct PeriodToken {
  enum class Kind { number, word, sign };
  Kind kind;
  std::string text;
  int number = 0;  ///< of a number of at most four digits

  [[nodiscard]] bool is(std::string_view t) const noexcept {
    return kind != Kind::number && text == t;
  }
  [[nodiscard]] bool is_sign_of(std::string_view signs) const noexcept {
    return kind == Kind::sign && signs.find(text) != std::string_view::npos;
  }
  [[nodiscard]] bool is_year() const noexcept {
    return kind == Kind::number && text.size() == 4 && number > 0;
  }
  [[nodiscard]] bool is_small() const noexcept { return kind == Kind::number && text.size() <= 2; }
};
using PeriodTokens = std::span<const PeriodToken>;

/// Numbers, words and single signs of the text's name_key; empty if it is longer than any period.
[[nodiscard]] inline std::vector<PeriodToken> period_tokens(std::string_view text) {
  constexpr std::size_t longest_text = 200;
  if (text.size() > longest_text) return {};
  const std::string key = name_key(text);
  const auto kind_of = [](char c) {
    if (c >= '0' && c <= '9') return PeriodToken::Kind::number;
    return std::string_view("-/.,:_").find(c) != std::string_view::npos ? PeriodToken::Kind::sign
                                                                        : PeriodToken::Kind::word;
  };
  std::vector<PeriodToken> out;
  for (std::size_t at = 0; at < key.size();) {
    if (key[at] == ' ') {
      ++at;
      continue;
    }
    PeriodToken token{.kind = kind_of(key[at]), .text = {}};
    std::size_t end = at + 1;
    while (token.kind != PeriodToken::Kind::sign && end < key.size() && key[end] != ' ' &&
           kind_of(key[end]) == token.kind)
      ++end;
    token.text = key.substr(at, end - at);
    if (token.kind == PeriodToken::Kind::number) {
      if (token.text.size() > 4) return {};
      for (const char digit : token.text) token.number = 10 * token.number + (digit - '0');
    }
    out.push_back(std::move(token));
    at = end;
  }
  return out;
}

/// True if the tokens begin with these words; they are then taken off.
[[nodiscard]] inline bool take_words(PeriodTokens& tokens,
                                     std::initializer_list<std::string_view> words) noexcept {
  if (tokens.size() < words.size()) return false;
  if (!std::equal(words.begin(), words.end(), tokens.begin(),
                  [](std::string_view w, const PeriodToken& t) { return t.is(w); })) {
    return false;
  }
  tokens = tokens.subspan(words.size());
  return true;
}

[[nodiscard]] inline bool take_any(PeriodTokens& tokens,
                                   std::initializer_list<std::string_view> words) noexcept {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return take_words(tokens, {w}); });
}

/// The same at the end of the tokens.
[[nodiscard]] inline bool drop_last(PeriodTokens& tokens,
                                    std::initializer_list<std::string_view> words) noexcept {
  if (tokens.empty() || std::none_of(words.begin(), words.end(),
                                     [&](std::string_view w) { return tokens.back().is(w); })) {
    return false;
  }
  tokens = tokens.first(tokens.size() - 1);
  return true;
}

/// The place of `word` in the list, counted from 1; 0 if it is not there.
[[nodiscard]] inline int place_in(std::initializer_list<std::string_view> words,
                                  std::string_view word) noexcept {
  const auto* const at = std::find(words.begin(), words.end(), word);
  return at == words.end() ? 0 : static_cast<int>(at - words.begin()) + 1;
}

/// Takes a number of one or two digits, or one to twelve in words; 0 if there is none.
[[nodiscard]] inline int take_number(PeriodTokens& tokens) noexcept {
  if (tokens.empty()) return 0;
  if (take_words(tokens, {"mười", "một"})) return 11;
  if (take_words(tokens, {"mười", "hai"})) return 12;
  const PeriodToken& t = tokens.front();
  int n = 0;
  if (t.kind == PeriodToken::Kind::number) {
    n = t.is_small() ? t.number : 0;
  } else if (t.is("tư")) {
    n = 4;
  } else {
    n = place_in({"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"}, t.text);
    if (n == 0)
      n = place_in({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                    "eleven", "twelve"},
                   t.text);
  }
  if (n != 0) tokens = tokens.subspan(1);
  return n;
}

/// Takes "first", "1st" ... "fourth", "4th"; 0 if there is none.
[[nodiscard]] inline int take_ordinal(PeriodTokens& tokens) noexcept {
  if (tokens.empty()) return 0;
  int n = place_in({"first", "second", "third", "fourth"}, tokens.front().text);
  if (n != 0) {
    tokens = tokens.subspan(1);
  } else if (tokens.size() > 1 && tokens[0].is_small() &&
             place_in({"st", "nd", "rd", "th"}, tokens[1].text) == tokens[0].number) {
    n = tokens[0].number;
    tokens = tokens.subspan(2);
  }
  return n;
}

/// Takes an English name of a month with or without the point of its short form; 0 if there is none.
[[nodiscard]] inline int take_month_name(PeriodTokens& tokens) noexcept {
  if (tokens.empty()) return 0;
  const std::string_view word = tokens.front().text;
  int n = place_in({"january", "february", "march", "april", "may", "june", "july", "august",
                    "september", "october", "november", "december"},
                   word);
  const bool is_full = n != 0 && word.size() > 3;
  if (n == 0)
    n = place_in(
        {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}, word);
  if (n == 0 && word == "sept") n = 9;
  if (n == 0) return 0;
  tokens = tokens.subspan(1);
  if (!is_full) static_cast<void>(take_words(tokens, {"."}));
  return n;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
