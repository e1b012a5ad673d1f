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

/// Number of single-character edits between two short texts.
INDUSTRIA_INLINE std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
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
    if (at != index.end() && at->text == text) return;
    std::string plain = ascii_fold(text);
    index.insert(at, Spelling{std::move(text), position, std::move(plain)});
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
  const auto look = [this](const std::vector<Spelling>& index,
                           const std::string& text) -> const UnitWord* {
    const auto at = std::ranges::lower_bound(index, text, {}, &Spelling::text);
    return at != index.end() && at->text == text ? &words_[at->word] : nullptr;
  };
  if (const UnitWord* word = look(exact_, to_nfc(spelling))) return word;
  return look(folded_, name_key(spelling));
}

INDUSTRIA_INLINE std::string UnitTable::nearest(std::string_view text) const {
  const std::string_view head = text.substr(0, 40);
  const std::string wanted = ascii_fold(head);
  const Spelling* best = nullptr;
  std::size_t fewest = static_cast<std::size_t>(-1);
  std::size_t fewest_with_accents = fewest;
  for (const Spelling& spelling : exact_) {
    const std::size_t a = spelling.plain.size();
    const std::size_t b = wanted.size();
    if ((a > b ? a - b : b - a) > fewest) continue;  // at least so many edits
    const std::size_t edits = detail::edit_distance(wanted, spelling.plain);
    if (edits > fewest) continue;
    const std::size_t with_accents = detail::edit_distance(head, spelling.text);
    if (edits == fewest && with_accents >= fewest_with_accents) continue;
    fewest = edits;
    fewest_with_accents = with_accents;
    best = &spelling;
  }
  return best != nullptr ? best->text : std::string();
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
    if (!word->empty() && find(*word) != nullptr)
      refuse(*word, "is taken by another word of the table; choose another");
  for (const UnitWord& word : words_)
    if (word.unit.exponent(id) != 0) refuse(id, "is a dimension already");
  UnitTable copy = *this;
  Unit unit({{id, 1}}, Scale{}, id);
  copy.add({UnitWord::Kind::unit,
            std::move(vi),
            std::move(en),
            std::move(en_plural),
            {},
            std::move(unit)});
  return copy;
}

}  // namespace industria::inline INDUSTRIA_ABI
