// SPDX-License-Identifier: Apache-2.0
// Names of enumerations: the canonical word of each value, and further words by which offices write it in Vietnamese
// and English. Words are compared by name_key, so case, tone placement and NFD do not matter.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI::detail {

template <class E>
struct EnumWord {
  std::string_view word;
  E value;
};

/// The canonical name: the first word of the value.
template <class E, std::size_t N>
[[nodiscard]] constexpr std::string_view enum_name(const EnumWord<E> (&words)[N],
                                                   E value) noexcept {
  for (const EnumWord<E>& row : words) {
    if (row.value == value) return row.word;
  }
  return {};
}

/// The value of a word; "_" and a space are the same.
template <class E, std::size_t N>
[[nodiscard]] std::optional<E> parse_enum(const EnumWord<E> (&words)[N], std::string_view text) {
  const std::string_view bare = trim(text);
  for (const EnumWord<E>& row : words) {
    if (row.word == bare) return row.value;
  }
  std::string spaced(bare);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  const std::string key = name_key(spaced);
  for (const EnumWord<E>& row : words) {
    if (row.word == key) return row.value;  // most words are their own key
  }
  for (const EnumWord<E>& row : words) {
    std::string word(row.word);
    std::replace(word.begin(), word.end(), '_', ' ');
    if (name_key(word) == key) return row.value;
  }
  return std::nullopt;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
