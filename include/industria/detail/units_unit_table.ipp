// SPDX-License-Identifier: Apache-2.0
// The unit table: the standard words, users' own counted nouns, and looking a spelling up.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/units/unit.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// "T" is a billion and "t" a tonne, "MW" a megawatt and "mW" a milliwatt, "m" a metre and "M" is said of millions:
/// there, and only there, case matters.
inline bool case_matters(std::string_view spelling, UnitWord::Kind kind) noexcept {
  if (spelling == "m" || spelling == "g") return true;
  if (spelling.starts_with("MW") || spelling.starts_with("Mw")) return true;
  const bool upper_first = !spelling.empty() && spelling[0] >= 'A' && spelling[0] <= 'Z';
  return kind == UnitWord::Kind::scale && spelling.size() <= 2 && upper_first;
}

/// A row of units_words.inc.
struct UnitWordRow {
  UnitWord::Kind kind;
  const char* symbol;
  const char* vi;
  const char* en;
  const char* en_plural;
  const char* spellings;
  const char* dimension;
  int exponent;
  Scale scale;
};

INDUSTRIA_INLINE UnitWord unit_word(const UnitWordRow& row) {
  UnitWord word{row.kind, row.vi, row.en, row.en_plural, {}, {}};
  std::string_view rest = row.spellings;
  while (!rest.empty()) {
    const std::size_t bar = rest.find('|');
    word.spellings.emplace_back(rest.substr(0, bar));
    rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
  }
  Dimension dimension;
  if (row.exponent != 0) dimension.emplace_back(row.dimension, row.exponent);
  word.unit = Unit(std::move(dimension), row.scale, row.symbol);
  return word;
}

INDUSTRIA_INLINE UnitTable make_standard_table() {
  using enum UnitWord::Kind;
  static constexpr UnitWordRow rows[] = {
#define WORD(kind, symbol, vi, en, plural, spellings, dimension, exponent, num, den, power) \
  {kind, symbol, vi, en, plural, spellings, dimension, exponent, Scale{num, den, power}},
#include <industria/detail/units_words.inc>
#undef WORD
  };
  UnitTable table;
  for (const UnitWordRow& row : rows) table.add(unit_word(row));
  return table;
}

}  // namespace detail

INDUSTRIA_INLINE const UnitTable& UnitTable::standard() {
  static const UnitTable table = detail::make_standard_table();
  return table;
}

INDUSTRIA_INLINE void UnitTable::add(UnitWord word) {
  const auto insert = [](std::vector<Spelling>& index, std::string text, std::size_t position) {
    const auto at = std::ranges::lower_bound(index, text, {}, &Spelling::text);
    if (at == index.end() || at->text != text) index.insert(at, Spelling{std::move(text), position});
  };
  const std::size_t position = words_.size();
  if (word.kind != UnitWord::Kind::per) {
    std::vector<std::string> all{word.unit.symbol(), word.vi, word.en, word.en_plural};
    all.insert(all.end(), word.spellings.begin(), word.spellings.end());
    for (const std::string& spelling : all) {
      if (spelling.empty()) continue;
      insert(exact_, to_nfc(spelling), position);
      if (!detail::case_matters(spelling, word.kind)) insert(folded_, name_key(spelling), position);
    }
  }
  words_.push_back(std::move(word));
}

INDUSTRIA_INLINE const UnitWord* UnitTable::find(std::string_view spelling) const {
  const auto look = [this](const std::vector<Spelling>& index, const std::string& text) -> const UnitWord* {
    const auto at = std::ranges::lower_bound(index, text, {}, &Spelling::text);
    return at != index.end() && at->text == text ? &words_[at->word] : nullptr;
  };
  if (const UnitWord* word = look(exact_, to_nfc(spelling))) return word;
  return look(folded_, name_key(spelling));
}

INDUSTRIA_INLINE UnitTable UnitTable::with_counted(std::string id, std::string vi, std::string en,
                                                   std::string en_plural) const {
  const auto refuse = [](const std::string& what, const std::string& why) {
    throw ValueError("UnitTable::with_counted: '" + what + "' " + why);
  };
  const bool plain = !id.empty() && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
  });
  if (!plain) refuse(id, "is no id; expected lower-case ASCII letters and '_', such as \"kiln\"");
  for (const std::string* word : {&id, &vi, &en, &en_plural})
    if (!word->empty() && find(*word) != nullptr) refuse(*word, "is taken by another word of the table; choose another");
  for (const UnitWord& word : words_)
    if (word.unit.exponent(id) != 0) refuse(id, "is a dimension already");
  UnitTable copy = *this;
  Unit unit({{id, 1}}, Scale{}, id);
  copy.add({UnitWord::Kind::unit, std::move(vi), std::move(en), std::move(en_plural), {}, std::move(unit)});
  return copy;
}

}  // namespace industria::inline INDUSTRIA_ABI
