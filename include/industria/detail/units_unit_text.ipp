// SPDX-License-Identifier: Apache-2.0
// Printing units: the canonical symbol read part by part, each part said in the words of the table.
#pragma once

#include <industria/detail/units_symbol.ipp>
#include <industria/units/unit.hpp>

#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The word with this canonical symbol, or nullptr. The first one wins.
INDUSTRIA_INLINE const UnitWord* word_of_symbol(std::string_view symbol, UnitWord::Kind kind,
                                                const UnitTable& table) {
  for (const UnitWord& word : table.words())
    if (word.kind == kind && word.unit.symbol() == symbol) return &word;
  return nullptr;
}

/// A word in one language; the other language's where it has none.
INDUSTRIA_INLINE const std::string& said(const UnitWord& word, Language language, bool plural) {
  if (language == Language::vi) return word.vi.empty() ? word.en : word.vi;
  if (plural && !word.en_plural.empty()) return word.en_plural;
  return word.en.empty() ? word.vi : word.en;
}

/// "1e9" as "tỷ" or "bn"; other powers of ten as "10^5"; anything else as written.
INDUSTRIA_INLINE std::string said_prefix(const Scale& prefix, Language language,
                                         const UnitTable& table) {
  for (const UnitWord& word : table.words())
    if (word.kind == UnitWord::Kind::scale && word.unit.scale() == prefix && prefix.power10 != 4)
      return said(word, language, false);
  if (prefix == Scale{1, 1, 15} || prefix == Scale{1, 1, 18})  // triệu tỷ, tỷ tỷ
    return said_prefix({1, 1, prefix.power10 - 9}, language, table) + " " +
           said_prefix({1, 1, 9}, language, table);
  if (prefix.numerator == 1 && prefix.denominator == 1)
    return "10^" + std::to_string(prefix.power10);
  return prefix_text(prefix);
}

/// unit.hpp's to_text, with the number of the nouns chosen.
INDUSTRIA_INLINE std::string unit_text(const Unit& unit, Language language, const UnitTable& table,
                                       bool plural) {
  const PrefixedSymbol split = split_prefix(unit.symbol());
  if (split.prefix != Scale{} && split.rest == "1")
    return said_prefix(split.prefix, language, table);
  std::string result;
  if (split.prefix != Scale{}) result = said_prefix(split.prefix, language, table);
  const std::string_view rest = split.rest;
  if (!result.empty() && !rest.starts_with("1/")) result += ' ';
  bool below = false;  // behind a "/": singular, and in the words of a rate
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t end = std::min(rest.find_first_of("*/()^", at), rest.size());
    if (end == at) {
      if (rest[at] == '*')
        result += "·";
      else
        result += rest[at];
      below = below || rest[at] == '/';
      ++at;
      continue;
    }
    const std::string part(rest.substr(at, end - at));
    const UnitWord* per = below ? word_of_symbol("1/" + part, UnitWord::Kind::per, table) : nullptr;
    const UnitWord* word = word_of_symbol(part, UnitWord::Kind::unit, table);
    if (per != nullptr && result.ends_with('/'))
      result += said(*per, language, false).substr(1);
    else if (part == "1" && end < rest.size())
      result += "";
    else
      result += word != nullptr ? said(*word, language, plural && !below) : part;
    at = end;
  }
  return result;
}

}  // namespace detail

INDUSTRIA_INLINE std::string to_text(const Unit& unit, Language language, const UnitTable& table) {
  return detail::unit_text(unit, language, table, true);
}

}  // namespace industria::inline INDUSTRIA_ABI
