// SPDX-License-Identifier: Apache-2.0
// Writing a dataset folder by the same description of columns by which it is read.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/io_dataset_read.ipp>
#include <industria/io/dataset_folder.hpp>

#include <system_error>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The visitor that writes: one text per column of the description.
class RowWriter {
 public:
  std::vector<std::string> cells;

  void id(std::string_view, const std::string& value) { cells.push_back(value); }
  void text(std::string_view, const std::string& value, Need = Need::optional) { cells.push_back(value); }
  void words(std::string_view, const std::vector<std::string>& values) { cells.push_back(join(values)); }
  void reference(std::string_view, const std::string& value, std::string_view, Need = Need::optional) {
    cells.push_back(value);
  }
  void references(std::string_view, const std::vector<std::string>& values, std::string_view) { cells.push_back(join(values)); }
  void flag(std::string_view, bool value) { cells.emplace_back(value ? "yes" : ""); }
  void integer(std::string_view, int value) { cells.push_back(std::to_string(value)); }
  void integer(std::string_view, const std::optional<int>& value) { cells.push_back(value ? std::to_string(*value) : ""); }
  void number(std::string_view, double value) { cells.push_back(is_missing(value) ? "" : to_shortest(value)); }
  void date(std::string_view, const Date& value) { cells.push_back(to_text(value)); }
  void period(std::string_view, const Period& value) { cells.push_back(value.is_valid() ? to_text(value) : ""); }
  void period(std::string_view, const std::optional<Period>& value) { cells.push_back(value ? to_text(*value) : ""); }
  void span(std::string_view, const PeriodSpan& value, Need = Need::optional) {
    cells.push_back(value.first.is_valid() ? to_text(value) : "");
  }
  void unit(std::string_view, const Unit& value, Need) { cells.push_back(value.symbol()); }
  template <class Enum, class Parse>
  void choice(std::string_view, Enum value, Parse, Enum, Need = Need::optional) {
    cells.emplace_back(name(value));
  }
  void figure(std::string_view, const std::optional<Figure>& value) {
    if (value) {
      add(*value);
    } else {
      cells.resize(cells.size() + 7);
    }
  }
  void figure(std::string_view, const Figure& value, const std::string&) { add(value); }
  void where(const Location&) {}

 private:
  [[nodiscard]] static std::string join(const std::vector<std::string>& values) {
    std::string out;
    for (const std::string& value : values) out += (out.empty() ? "" : "|") + value;
    return out;
  }
  void add(const Figure& figure) {
    const bool stated = figure.bounds == claimed_bounds(figure.value, figure.qualifier);
    const bool nothing = is_missing(figure.value) && figure.unit == Unit();
    cells.push_back(to_shortest(figure.value));
    cells.push_back(nothing ? "" : figure.unit.symbol());
    cells.emplace_back(figure.qualifier == Qualifier::exact ? "" : name(figure.qualifier));
    cells.push_back(!stated && figure.bounds.has_lo() ? to_shortest(figure.bounds.lo) : "");
    cells.push_back(!stated && figure.bounds.has_hi() ? to_shortest(figure.bounds.hi) : "");
    cells.push_back(is_missing(figure.value) ? "" : to_shortest(figure.resolution));
    cells.push_back(to_text(figure.basis));
  }
};

template <class Row>
std::string table_text(const std::vector<Row>& rows) {
  const std::vector<ColumnInfo> described = columns_of<Row>();
  std::vector<std::vector<std::string>> texts;
  std::vector<bool> used;
  for (const ColumnInfo& column : described) used.push_back(column.required);
  for (Row row : rows) {
    RowWriter writer;
    columns(writer, row);
    for (std::size_t j = 0; j < used.size(); ++j) used[j] = used[j] || !writer.cells[j].empty();
    texts.push_back(std::move(writer.cells));
  }
  std::vector<std::string> heads;
  for (std::size_t j = 0; j < used.size(); ++j) {
    if (used[j]) heads.push_back(described[j].head);
  }
  CsvTable out(heads);
  for (const std::vector<std::string>& cells : texts) {
    std::vector<std::string> kept;
    for (std::size_t j = 0; j < used.size(); ++j) {
      if (used[j]) kept.push_back(cells[j]);
    }
    out.add_row(kept);
  }
  return to_csv(out);
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<DatasetFile> dataset_files(const Dataset& data) {
  CsvTable about({"key", "value"});
  about.add_row(std::vector<std::string>{"title_vi", data.title_vi});
  about.add_row(std::vector<std::string>{"title_en", data.title_en});
  about.add_row(std::vector<std::string>{"number_style", "decimal_point"});
  std::vector<DatasetFile> files{{"dataset.csv", to_csv(about)}};
  Dataset copy = data;
  std::vector<Place> places = data.places.places();
  detail::each_table(copy, places, [&files]<class Row>(std::string_view table, detail::Need need, std::vector<Row>& rows) {
    const bool there = !rows.empty() || need == detail::must_be_filled;
    files.push_back({std::string(table) + ".csv", there ? detail::table_text(rows) : std::string()});
  });
  return files;
}

INDUSTRIA_INLINE void write_dataset(const std::filesystem::path& folder, const Dataset& data) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) {
    throw IoError("write_dataset: cannot make the folder '" + detail::path_text(folder) + "': " + failure.message());
  }
  const std::vector<TableInfo> tables = dataset_tables();
  for (const DatasetFile& file : dataset_files(data)) {
    if (!file.bytes.empty()) {
      write_file(folder / file.name, file.bytes);
      continue;
    }
    // A table that is empty now must not keep its old rows.
    if (!std::filesystem::exists(folder / file.name, failure)) continue;
    for (const TableInfo& table : tables) {
      if (table.file != file.name) continue;
      std::vector<std::string> heads;
      for (const ColumnInfo& column : table.columns) {
        if (column.required) heads.push_back(column.head);
      }
      write_file(folder / file.name, to_csv(CsvTable(std::move(heads))));
    }
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
