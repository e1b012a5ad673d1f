// SPDX-License-Identifier: Apache-2.0
// What the reading of a dataset knows from table to table: where files come from, ids and units seen, styles of numbers, issues.
#pragma once

#include <industria/detail/io_csv.ipp>
#include <industria/detail/near_words.hpp>
#include <industria/io/dataset_folder.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The ids of one table: line of the first row that has it, and those whose rows were left out.
struct FolderIds {
  std::map<std::string, int, std::less<>> lines;
  std::set<std::string, std::less<>> left_out;
};

/// The nearest of the words, or the first few if none is near: what a remedy offers.
inline std::string offer(std::string_view word, const std::vector<std::string>& known) {
  constexpr std::size_t few = 5;
  constexpr std::size_t many = 10'000;
  const std::string folded = ascii_fold(word);
  std::size_t best = tolerated_letters(folded) + 1;
  std::string nearest;
  for (std::size_t i = 0; i < std::min(known.size(), many); ++i) {
    const std::size_t distance = edit_distance(folded, ascii_fold(known[i]), best);
    if (distance < best) {
      best = distance;
      nearest = known[i];
    }
  }
  if (!nearest.empty()) return nearest;
  std::string list;
  for (std::size_t i = 0; i < std::min(known.size(), few); ++i) list += (i > 0 ? ", " : "") + known[i];
  return known.size() > few ? list + " …" : list;
}

/// Where the files come from: a folder or memory; or tables, of which nothing has to be parsed.
struct DatasetStore {
  std::vector<std::string> names;  ///< of all files that are there, sorted
  std::function<Result<std::string>(const std::string&)> bytes;
  std::function<Result<CsvTable>(const std::string&)> table;  ///< instead of `bytes`
  std::function<bool(const std::string&, std::size_t, std::size_t)> typed;  ///< is the cell a number whatever the style? Empty: none is
};

/// What the reading of the folder knows so far.
struct DatasetReading {
  DatasetReading(const DatasetStore& from, const DatasetOptions& given)
      : store(from), options(given), units(given.units == nullptr ? UnitTable::standard() : *given.units) {}

  const DatasetStore& store;
  const DatasetOptions& options;
  const UnitTable& units;
  NumberStyle style = NumberStyle::undeclared;
  std::map<std::string, NumberStyle, std::less<>> file_styles;
  std::map<std::string, FolderIds, std::less<>> tables;
  std::map<std::string, Unit, std::less<>> product_units;
  std::map<std::string, Result<Unit>, std::less<>> unit_cache;
  std::vector<Issue> issues;

  const Result<Unit>& unit(const std::string& text) {
    const auto found = unit_cache.find(text);
    if (found != unit_cache.end()) return found->second;
    return unit_cache.emplace(text, try_parse_unit(text, units)).first->second;
  }
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
