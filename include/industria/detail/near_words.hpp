// SPDX-License-Identifier: Apache-2.0
// How far two words are apart, for the corrections that messages offer. Inline, without state: any body may include this.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Edit distance (Levenshtein) of two byte strings, or limit + 1 as soon as it must be more.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<std::size_t> row(a.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = row[0];
    std::size_t best = row[0] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[i];
      row[i] = std::min({row[i] + 1, row[i - 1] + 1, changed});
      best = std::min(best, row[i]);
    }
    if (best > limit) return limit + 1;
  }
  return row[a.size()];
}

/// How many letters of a word may be wrong in what is offered as its correction: a third, at least 1, at most 4.
[[nodiscard]] inline std::size_t tolerated_letters(std::string_view word) noexcept {
  return std::clamp<std::size_t>(word.size() / 3, 1, 4);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
