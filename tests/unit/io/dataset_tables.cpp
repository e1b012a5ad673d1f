// SPDX-License-Identifier: Apache-2.0
// Tables in memory give the dataset that the same tables in a folder give, and every place in it is that of the cell.
#include "support.hpp"

#include <industria/base/error.hpp>
#include <industria/io/dataset_tables.hpp>

#include <gtest/gtest.h>

namespace dataset_tables_test {

using namespace industria;
using namespace io_test;

/// The tables of a folder, each cell as if it came from a sheet of its table's name, the heads in row 10.
std::vector<DatasetTable> tables_of(const std::filesystem::path& folder) {
  std::vector<DatasetTable> tables;
  for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    const CsvTable file = try_read_csv(entry.path(), {.unescape = true}).value;
    DatasetTable& table = tables.emplace_back();
    table.name = entry.path().stem().string();
    table.heads = file.heads();
    for (std::size_t i = 0; i < file.size(); ++i) {
      std::vector<TableCell>& row = table.rows.emplace_back();
      for (std::size_t j = 0; j < table.heads.size(); ++j) {
        const int line = static_cast<int>(i) + 11;
        row.push_back({std::string(file.cell(i, j)), false, {"book.xlsx", table.name, line, "R" + std::to_string(line) + "C" + std::to_string(j)}});
      }
    }
  }
  return tables;
}
std::vector<TableCell>& first_row(std::vector<DatasetTable>& tables, const std::string& name) {
  for (DatasetTable& table : tables) {
    if (table.name == name) return table.rows.front();
  }
  throw ValueError("no table " + name);
}
TableCell& cell(std::vector<DatasetTable>& tables, const std::string& name, const std::string& head) {
  for (DatasetTable& table : tables) {
    for (std::size_t j = 0; table.name == name && j < table.heads.size(); ++j) {
      if (table.heads[j] == head) return first_row(tables, name)[j];
    }
  }
  throw ValueError("no column " + head);
}
const std::filesystem::path northwest = source_dir() / "examples/data/northwest";

TEST(DatasetTables, give_what_a_folder_gives) {
  const std::vector<DatasetFile> from_folder = dataset_files(try_read_dataset(northwest).value);
  const std::vector<DatasetFile> from_tables = dataset_files(try_read_dataset_tables(tables_of(northwest)).value);
  ASSERT_EQ(from_tables.size(), from_folder.size());
  for (std::size_t i = 0; i < from_folder.size(); ++i) EXPECT_EQ(from_tables[i].bytes, from_folder[i].bytes) << from_folder[i].name;
}

TEST(DatasetTables, rows_stand_where_their_figure_stands) {
  std::vector<DatasetTable> tables = tables_of(northwest);
  const Location figure = cell(tables, "observations", "value").where;
  const Result<Dataset> read = try_read_dataset_tables(tables);
  EXPECT_EQ(location_text(read.value.observations.front().origin.where), location_text(figure));
}

TEST(DatasetTables, issues_name_the_cell) {
  std::vector<DatasetTable> tables = tables_of(northwest);
  TableCell& unit = cell(tables, "observations", "unit");
  unit.text = "tỷ đòng kg";
  const Result<Dataset> read = try_read_dataset_tables(tables);
  const auto is_there = [&](const Issue& issue) { return location_text(issue.where) == location_text(unit.where); };
  EXPECT_TRUE(std::any_of(read.issues.begin(), read.issues.end(), is_there)) << in_short(read.issues);
}

TEST(DatasetTables, a_typed_number_has_a_decimal_point_whatever_its_column_says) {
  std::vector<DatasetTable> tables = tables_of(northwest);
  TableCell& value = cell(tables, "observations", "value");
  value.text = "1.234";
  EXPECT_EQ(try_read_dataset_tables(tables, {.style = NumberStyle::decimal_comma}).value.observations.front().figure.value, 1234.0);
  value.typed = true;
  EXPECT_EQ(try_read_dataset_tables(tables, {.style = NumberStyle::decimal_comma}).value.observations.front().figure.value, 1.234);
}

TEST(DatasetTables, a_second_row_of_one_id_names_the_place_of_the_first) {
  std::vector<DatasetTable> tables = tables_of(northwest);
  for (DatasetTable& table : tables) {
    if (table.name == "products") table.rows.push_back(table.rows.front());
  }
  const Result<Dataset> read = try_read_dataset_tables(tables);
  const auto found = std::find_if(read.issues.begin(), read.issues.end(), [](const Issue& issue) { return issue.code == "dataset.duplicate_id"; });
  ASSERT_NE(found, read.issues.end());
  EXPECT_NE(message(*found, Language::en).find("book.xlsx [products]:11"), std::string::npos) << message(*found, Language::en);
}

TEST(DatasetTables, refuse_a_row_of_another_length) {
  std::vector<DatasetTable> tables = tables_of(northwest);
  first_row(tables, "places").pop_back();
  EXPECT_THROW((void)try_read_dataset_tables(tables), ShapeError);
}

}  // namespace dataset_tables_test
