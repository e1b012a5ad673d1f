// SPDX-License-Identifier: Apache-2.0
// Body of io/dataset_tables.hpp: the tables are read by io_dataset_read.ipp, then every place in them is exchanged for that of
// the cell from which it came.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/io_dataset_read.ipp>
#include <industria/io/dataset_tables.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Rows are told apart by the line they would have in a file: heads in line 1.
inline constexpr int first_table_line = 2;

[[nodiscard]] inline CsvTable as_csv_table(const DatasetTable& table) {
  CsvTable out(table.heads, table.name + ".csv");
  std::vector<std::string> cells(table.heads.size());
  int line = first_table_line;
  for (const std::vector<TableCell>& row : table.rows) {
    if (row.size() != table.heads.size()) {
      throw ShapeError("try_read_dataset_tables: row " + std::to_string(line - first_table_line + 1) + " of table '" + table.name + "' has " +
                       std::to_string(row.size()) + " cells, expected one for each of the " + std::to_string(table.heads.size()) + " heads");
    }
    for (std::size_t j = 0; j < row.size(); ++j) cells[j] = row[j].text;
    out.add_row(cells, std::vector<int>(row.size(), line++));
  }
  return out;
}

/// The cells of tables by the places that io_dataset_read.ipp gives them.
class TablePlaces {
 public:
  explicit TablePlaces(std::span<const DatasetTable> tables) {
    for (const DatasetTable& table : tables) tables_.emplace(table.name + ".csv", &table);
  }

  /// The place of the cell that `at` names by line and head; `at` itself if its cell came from nowhere.
  [[nodiscard]] Location of(const Location& at) const {
    const std::vector<TableCell>* row = row_at(at);
    if (row == nullptr) return table_of(at);
    const std::vector<std::string>& heads = tables_.find(at.file)->second->heads;
    const auto cell_of = [&](std::string_view head) -> const Location* {
      const auto found = std::find_if(heads.begin(), heads.end(), [&](const std::string& known) { return head_key(known) == head; });
      if (found == heads.end()) return nullptr;
      const Location& where = (*row)[static_cast<std::size_t>(found - heads.begin())].where;
      return where.file.empty() ? nullptr : &where;
    };
    if (!at.column.empty()) {
      if (const Location* where = cell_of(at.column)) return *where;
    }
    Location whole;
    if (const Location* value = cell_of("value")) {
      whole = *value;
    } else {
      const auto first = std::find_if(row->begin(), row->end(), [](const TableCell& cell) { return !cell.where.file.empty(); });
      if (first == row->end()) return at;
      whole = first->where;
    }
    if (!at.column.empty()) whole.column = whole.column.empty() ? at.column : whole.column + " (" + at.column + ")";
    return whole;
  }
  /// "observations.csv:12" in the words of a message as the place of that row.
  [[nodiscard]] std::string words(const std::string& text, const std::string& file) const {
    const bool only_line = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    const std::string whole = only_line ? file + ":" + text : text;
    const std::size_t colon = whole.rfind(':');
    Location at;
    if (colon == std::string::npos) return text;
    at.file = whole.substr(0, colon);
    const auto [end, error] = std::from_chars(whole.data() + colon + 1, whole.data() + whole.size(), at.line);
    if (error != std::errc{} || end != whole.data() + whole.size() || row_at(at) == nullptr) return text;
    return location_text(of(at));
  }

 private:
  /// The place of the table that `at` names as a whole.
  [[nodiscard]] Location table_of(const Location& at) const {
    const auto found = tables_.find(at.file);
    if (found == tables_.end() || found->second->where.file.empty()) return at;
    Location whole = found->second->where;
    if (whole.column.empty()) whole.column = at.column;
    return whole;
  }
  [[nodiscard]] const std::vector<TableCell>* row_at(const Location& at) const {
    const auto found = tables_.find(at.file);
    const int row = at.line - first_table_line;
    if (found == tables_.end() || row < 0 || row >= static_cast<int>(found->second->rows.size())) return nullptr;
    return &found->second->rows[static_cast<std::size_t>(row)];
  }
  std::map<std::string, const DatasetTable*, std::less<>> tables_;
};

inline void place_rows(Dataset& data, const TablePlaces& places) {
  std::vector<Place> none;
  each_table(data, none, [&places]<class Row>(std::string_view, Need, std::vector<Row>& rows) {
    if constexpr (requires(const Row& row) { row.origin.where; }) {
      for (Row& row : rows) row.origin.where = places.of(row.origin.where);
    }
  });
}

inline void place_issues(std::vector<Issue>& issues, const TablePlaces& places) {
  for (Issue& issue : issues) {
    for (auto& [name, value] : issue.args) {
      if (name == "first") value = places.words(value, issue.where.file);
    }
    issue.where = places.of(issue.where);
  }
}

}  // namespace detail

INDUSTRIA_INLINE Result<Dataset> try_read_dataset_tables(std::span<const DatasetTable> tables, const DatasetOptions& options) {
  detail::DatasetStore store;
  for (const DatasetTable& table : tables) store.names.push_back(table.name + ".csv");
  std::sort(store.names.begin(), store.names.end());
  const auto find = [tables](const std::string& file) {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const DatasetTable& table) { return table.name + ".csv" == file; });
    return found == tables.end() ? nullptr : &*found;
  };
  store.table = [find](const std::string& file) { return Result<CsvTable>{detail::as_csv_table(*find(file)), {}}; };
  store.typed = [find](const std::string& file, std::size_t row, std::size_t column) { return find(file)->rows[row][column].typed; };
  Result<Dataset> result = detail::read_store(store, "", options);
  const detail::TablePlaces places(tables);
  detail::place_rows(result.value, places);
  detail::place_issues(result.issues, places);
  return result;
}

}  // namespace industria::inline INDUSTRIA_ABI
