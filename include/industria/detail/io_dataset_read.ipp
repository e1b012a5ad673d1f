// SPDX-License-Identifier: Apache-2.0
// Reading a dataset: the tables in the order of their references, each row by io_dataset_row.ipp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/io_csv.ipp>
#include <industria/detail/io_dataset_row.ipp>
#include <industria/io/dataset_folder.hpp>
#include <industria/io/file.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <system_error>
#include <type_traits>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One file as a table, or nothing. `wanted`: its absence is an error.
inline std::optional<CsvTable> read_dataset_file(DatasetReading& reading, const std::string& file, bool wanted) {
  if (!std::binary_search(reading.store.names.begin(), reading.store.names.end(), file)) {
    if (wanted) reading.issues.push_back(file_issue("dataset.missing_table", file));
    return std::nullopt;
  }
  Result<CsvTable> table;
  if (reading.store.table) {
    table = reading.store.table(file);
  } else {
    Result<std::string> bytes = reading.store.bytes(file);
    reading.issues.insert(reading.issues.end(), bytes.issues.begin(), bytes.issues.end());
    if (!bytes) return std::nullopt;
    table = try_parse_csv(bytes.value, file, reading.options.csv);
  }
  reading.issues.insert(reading.issues.end(), table.issues.begin(), table.issues.end());
  if (table.value.heads().empty()) return std::nullopt;
  return std::move(table.value);
}

/// Missing heads are errors (then the table is not read), heads that nothing knows are warnings.
inline bool check_heads(const CsvTable& table, const std::vector<ColumnInfo>& columns, IssueList& issues) {
  std::vector<std::string> known;
  bool complete = true;
  for (const ColumnInfo& column : columns) {
    known.push_back(column.head);
    if (!column.required || table.find_column(column.head) >= 0) continue;
    Issue issue = file_issue("dataset.missing_column", table.file());
    issue.where.column = column.head;
    issue.value = column.head;
    std::string heads;
    for (const std::string& head : table.heads()) heads += (heads.empty() ? "" : ", ") + head;
    issue.args = {{"head", column.head}, {"found", heads}};
    issues.add(std::move(issue));
    complete = false;
  }
  for (const std::string& head : table.heads()) {
    const std::string key = head_key(head);
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    Issue issue = file_issue("dataset.unknown_column", table.file(), {{"head", key}, {"known", offer(key, known)}});
    issue.severity = Severity::warning;
    issue.where.column = key;
    issue.value = key;
    issues.add(std::move(issue));
  }
  return complete;
}

inline bool is_blank_row(const CsvTable& table, std::size_t row) {
  for (std::size_t j = 0; j < table.heads().size(); ++j) {
    if (!trim(table.cell(row, j)).empty()) return false;
  }
  return true;
}

template <class Row>
void read_table(DatasetReading& reading, const std::string& table, Need need, std::vector<Row>& rows) {
  FolderIds& known = reading.tables[table];
  const std::optional<CsvTable> file = read_dataset_file(reading, table + ".csv", need == must_be_filled);
  if (!file) return;
  const std::vector<ColumnInfo> described = columns_of<Row>();
  IssueList issues(reading.options.csv.max_issues);
  if (check_heads(*file, described, issues)) {
    RowReader reader(reading, *file, described, issues);
    const bool has_id = described.front().kind == CellKind::id;
    const std::size_t id_column = has_id ? static_cast<std::size_t>(file->find_column(described.front().head)) : 0;
    const auto id_of = [&](std::size_t i) { return has_id ? to_nfc(trim(file->cell(i, id_column))) : std::string(); };
    // Ids first, so that a row may refer to a later one of its own table.
    for (std::size_t i = 0; has_id && i < file->size(); ++i) {
      if (std::string id = id_of(i); !id.empty()) known.lines.emplace(std::move(id), file->line(i, id_column));
    }
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < file->size(); ++i) {
      if (is_blank_row(*file, i)) continue;
      Row row;
      reader.start(i);
      columns(reader, row);
      const std::string id = id_of(i);
      if (!id.empty()) {
        const auto [first, is_new] = seen.emplace(id, file->line(i));
        if (!is_new) {
          reader.repeated(id, first->second);
          continue;
        }
      }
      if (!reader.good) {
        if (has_id) known.left_out.insert(id);
        continue;
      }
      if constexpr (std::is_same_v<Row, Product>) reading.product_units.emplace(row.id, row.unit);
      rows.push_back(std::move(row));
    }
  }
  const std::vector<Issue> found = issues.take(table + ".csv");
  reading.issues.insert(reading.issues.end(), found.begin(), found.end());
}

inline std::optional<NumberStyle> parse_number_style(std::string_view word) {
  if (word == "decimal_comma") return NumberStyle::decimal_comma;
  if (word == "decimal_point") return NumberStyle::decimal_point;
  return std::nullopt;
}

/// dataset.csv: key and value in two columns.
inline void read_about(DatasetReading& reading, Dataset& data) {
  const std::string file = "dataset.csv";
  const std::optional<CsvTable> table = read_dataset_file(reading, file, false);
  if (!table) return;
  const std::vector<ColumnInfo> columns{{"key", CellKind::text, true, {}}, {"value", CellKind::text, true, {}}};
  IssueList issues(reading.options.csv.max_issues);
  if (check_heads(*table, columns, issues)) {
    const auto key_column = static_cast<std::size_t>(table->find_column("key"));
    const auto value_column = static_cast<std::size_t>(table->find_column("value"));
    for (std::size_t i = 0; i < table->size(); ++i) {
      if (is_blank_row(*table, i)) continue;
      const std::string key(trim(table->cell(i, key_column)));
      const std::string value = to_nfc(trim(table->cell(i, value_column)));
      const bool style = key == "number_style" || key.starts_with("number_style.");
      Issue issue = file_issue("dataset.unknown_key", file);
      issue.where = table->where(i, style ? value_column : key_column);
      if (key == "title_vi") {
        data.title_vi = value;
      } else if (key == "title_en") {
        data.title_en = value;
      } else if (!style) {
        issue.severity = Severity::warning;
        issue.value = key;
        issues.add(std::move(issue));
      } else if (const auto read = parse_number_style(value)) {
        if (key == "number_style") {
          reading.style = *read;
        } else {
          reading.file_styles[key.substr(13) + ".csv"] = *read;
        }
      } else {
        issue.code = "dataset.bad_choice";
        issue.value = value;
        issue.args = {{"known", "decimal_point, decimal_comma"}};
        issues.add(std::move(issue));
      }
    }
  }
  const std::vector<Issue> found = issues.take(file);
  reading.issues.insert(reading.issues.end(), found.begin(), found.end());
}

/// Notes on files that are not read. A README, a licence and hidden files are nobody's mistake.
inline void note_other_files(DatasetReading& reading) {
  std::vector<std::string> known{"dataset.csv"};
  for (const auto& table : reading.tables) known.push_back(table.first + ".csv");
  for (const std::string& file : reading.store.names) {
    const bool usual = file.starts_with("README") || file.starts_with("LICENSE") || file.starts_with(".");
    if (usual || std::find(known.begin(), known.end(), file) != known.end()) continue;
    Issue note = file_issue("dataset.unknown_file", file, {{"known", offer(file, known)}});
    note.severity = Severity::note;
    reading.issues.push_back(std::move(note));
  }
}

/// validate() knows rows and members; here they get the names of the file and of the column.
inline void name_columns(std::vector<Issue>& issues) {
  const std::vector<TableInfo> tables = dataset_tables();
  for (Issue& issue : issues) {
    for (const TableInfo& table : tables) {
      if (issue.where.file != table.file && issue.where.file + ".csv" != table.file) continue;
      issue.where.file = table.file;
      const auto has = [&table](const std::string& head) {
        return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnInfo& c) { return c.head == head; });
      };
      std::string& column = issue.where.column;
      if (column.empty() || has(column)) continue;
      if (has(column + "_value")) {
        column += "_value";
      } else if (has("value")) {
        column = "value";
      }
    }
  }
}

/// Takes out the rows that validate() found wrong.
inline void drop_rows(Dataset& data, const std::vector<Issue>& issues) {
  std::set<std::pair<std::string, int>> bad;
  for (const Issue& issue : issues) {
    if (issue.severity == Severity::error && issue.where.line > 0) bad.emplace(issue.where.file, issue.where.line);
  }
  if (bad.empty()) return;
  std::vector<Place> none;
  each_table(data, none, [&bad]<class Row>(std::string_view, Need, std::vector<Row>& rows) {
    if constexpr (requires(const Row& row) { row.origin.where; }) {
      std::erase_if(rows, [&bad](const Row& row) { return bad.contains({row.origin.where.file, row.origin.where.line}); });
    }
  });
}

inline Result<Dataset> read_store(const DatasetStore& store, const std::string& called, const DatasetOptions& options) {
  Result<Dataset> result;
  DatasetReading reading(store, options);
  Dataset& data = result.value;
  std::vector<Place> places;
  read_about(reading, data);
  each_table(data, places, [&reading]<class Row>(std::string_view table, Need need, std::vector<Row>& rows) {
    read_table(reading, std::string(table), need, rows);
  });
  data.places = Gazetteer(std::move(places));
  note_other_files(reading);
  std::vector<Issue> found = validate(data);
  name_columns(found);
  drop_rows(data, found);
  reading.issues.insert(reading.issues.end(), found.begin(), found.end());
  const bool figures = !data.observations.empty() || !data.targets.empty() || !data.funding.empty() || !data.capacities.empty() ||
                       !data.sites.empty() || !data.projects.empty();
  if (data.indicators.empty() || !figures) reading.issues.push_back(file_issue("dataset.nothing_to_read", called));
  result.issues = std::move(reading.issues);
  return result;
}

}  // namespace detail

INDUSTRIA_INLINE Result<Dataset> try_read_dataset(const std::filesystem::path& folder, const DatasetOptions& options) {
  const std::string called = detail::path_text(folder);
  std::error_code failure;
  if (!std::filesystem::is_directory(folder, failure)) {
    return {{}, {detail::file_issue("dataset.no_folder", called), detail::file_issue("dataset.nothing_to_read", called)}};
  }
  detail::DatasetStore store;
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    store.names.push_back(detail::path_text(at->path().filename()));
  }
  std::sort(store.names.begin(), store.names.end());
  store.bytes = [&](const std::string& file) { return try_read_file(folder / file, options.csv.max_bytes, file); };
  return detail::read_store(store, called, options);
}

INDUSTRIA_INLINE Result<Dataset> try_parse_dataset(std::span<const DatasetFile> files, const DatasetOptions& options) {
  detail::DatasetStore store;
  for (const DatasetFile& file : files) store.names.push_back(file.name);
  std::sort(store.names.begin(), store.names.end());
  store.bytes = [&files](const std::string& name) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const DatasetFile& file) { return file.name == name; });
    return Result<std::string>{found->bytes, {}};
  };
  return detail::read_store(store, "", options);
}

INDUSTRIA_INLINE Dataset read_dataset(const std::filesystem::path& folder, const DatasetOptions& options) {
  Result<Dataset> result = try_read_dataset(folder, options);
  if (result) return std::move(result.value);
  std::string why = "read_dataset: '" + detail::path_text(folder) + "' has errors (try_read_dataset reads what can be read):";
  for (const Issue& issue : result.issues) {
    if (issue.severity == Severity::error) why += "\n  " + to_text(issue, Language::en);
  }
  throw IoError(why);
}

}  // namespace industria::inline INDUSTRIA_ABI
