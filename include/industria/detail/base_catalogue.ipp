// SPDX-License-Identifier: Apache-2.0
// Body of base/catalogue.hpp: the table is put together from catalogue/*.inc, and an index sorted by key
// is built once, on first use, without allocation.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

struct CatalogueRow {
  std::string_view key;
  std::string_view en;
  std::string_view vi;
};

inline constexpr CatalogueRow catalogue_rows[] = {
#include <industria/detail/catalogue/checks.inc>
#include <industria/detail/catalogue/cli.inc>
#include <industria/detail/catalogue/geography.inc>
#include <industria/detail/catalogue/hierarchy.inc>
#include <industria/detail/catalogue/indicators.inc>
#include <industria/detail/catalogue/io.inc>
#include <industria/detail/catalogue/issue_base.inc>
#include <industria/detail/catalogue/model.inc>
#include <industria/detail/catalogue/monitoring.inc>
#include <industria/detail/catalogue/number_text.inc>
#include <industria/detail/catalogue/outputs.inc>
#include <industria/detail/catalogue/paragraphs.inc>
#include <industria/detail/catalogue/period.inc>
#include <industria/detail/catalogue/plan_year.inc>
#include <industria/detail/catalogue/planning.inc>
#include <industria/detail/catalogue/progress.inc>
#include <industria/detail/catalogue/projection.inc>
#include <industria/detail/catalogue/reason.inc>
#include <industria/detail/catalogue/report.inc>
#include <industria/detail/catalogue/targets.inc>
#include <industria/detail/catalogue/units.inc>
#include <industria/detail/catalogue/workbook.inc>
};

/// Row numbers in the order of their keys; equal keys (a mistake that a test finds) in the order of the table.
struct CatalogueIndex {
  std::array<std::uint16_t, std::size(catalogue_rows)> order;

  CatalogueIndex() noexcept {
    static_assert(std::size(catalogue_rows) <= 65'536, "row numbers are 16-bit");
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint16_t>(i);
    std::sort(order.begin(), order.end(), [](std::uint16_t a, std::uint16_t b) {
      const int c = catalogue_rows[a].key.compare(catalogue_rows[b].key);
      return c != 0 ? c < 0 : a < b;
    });
  }
};

[[nodiscard]] inline const CatalogueIndex& catalogue_index() noexcept {
  static const CatalogueIndex index;
  return index;
}

/// The row of `key`, or null.
[[nodiscard]] inline const CatalogueRow* find_catalogue_row(std::string_view key) noexcept {
  const auto& order = catalogue_index().order;
  const auto at = std::lower_bound(
      order.begin(), order.end(), key,
      [](std::uint16_t row, std::string_view k) { return catalogue_rows[row].key < k; });
  if (at == order.end() || catalogue_rows[*at].key != key) return nullptr;
  return &catalogue_rows[*at];
}

/// `pattern` with its placeholders filled. A name is what stands between "{" and the next "}".
[[nodiscard]] inline std::string fill_placeholders(std::string_view pattern, const TextArgs& args) {
  std::string out;
  out.reserve(pattern.size() + 16 * args.size());
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto arg =
        std::find_if(args.begin(), args.end(), [&](const auto& a) { return a.first == name; });
    out += pattern.substr(0, open);
    if (arg != args.end()) {
      out += arg->second;
      pattern.remove_prefix(close + 1);
    } else {
      out += '{';
      pattern.remove_prefix(open + 1);
    }
  }
  out += pattern;
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE std::string text(std::string_view key, Language language, const TextArgs& args) {
  const detail::CatalogueRow* row = detail::find_catalogue_row(key);
  if (row == nullptr) {
    throw KeyError("text: key = \"" + std::string(key) +
                   "\", expected a key of the catalogue (see text_keys)");
  }
  return detail::fill_placeholders(language == Language::vi ? row->vi : row->en, args);
}

INDUSTRIA_INLINE bool has_text(std::string_view key) noexcept {
  return detail::find_catalogue_row(key) != nullptr;
}

INDUSTRIA_INLINE std::vector<std::string_view> text_keys() {
  std::vector<std::string_view> keys;
  keys.reserve(std::size(detail::catalogue_rows));
  for (const std::uint16_t row : detail::catalogue_index().order)
    keys.push_back(detail::catalogue_rows[row].key);
  return keys;
}

}  // namespace industria::inline INDUSTRIA_ABI
