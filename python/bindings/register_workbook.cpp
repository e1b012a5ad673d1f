// SPDX-License-Identifier: Apache-2.0
// What the reader of workbooks (industria.workbook) needs of the core: the description of the dataset's tables, a dataset from
// tables whose cells know their places, CSV text as a table, the style of numbers, issues with a place.

#include "convert.hpp"
#include "dataset.hpp"
#include "errors.hpp"
#include "register.hpp"

#include <industria/base/issue.hpp>
#include <industria/io/csv.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/io/dataset_tables.hpp>
#include <industria/model/place.hpp>
#include <industria/units/number_text.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria_python {
namespace {

using industria::DatasetTable;
using industria::Issue;
using industria::Language;
using industria::Location;
using industria::TableCell;

Location location(const py::handle& place) {
  const auto parts = place.cast<py::tuple>();
  return {parts[0].cast<std::string>(), parts[1].cast<std::string>(), parts[2].cast<int>(), parts[3].cast<std::string>()};
}

/// A cell: its text; or (text, typed, place) with place (file, sheet, line, cell) or None.
TableCell table_cell(const py::handle& cell) {
  if (py::isinstance<py::str>(cell)) return {cell.cast<std::string>(), false, {}};
  const auto parts = cell.cast<py::tuple>();
  TableCell out{parts[0].cast<std::string>(), parts[1].cast<bool>(), {}};
  if (!parts[2].is_none()) out.where = location(parts[2]);
  return out;
}

/// (name, heads, rows, place of the whole or None)
DatasetTable dataset_table(const py::handle& table) {
  const auto parts = table.cast<py::tuple>();
  DatasetTable out{parts[0].cast<std::string>(), parts[1].cast<std::vector<std::string>>(), {}, {}};
  for (const py::handle& row : parts[2].cast<py::list>()) {
    std::vector<TableCell>& cells = out.rows.emplace_back();
    for (const py::handle& cell : row.cast<py::list>()) cells.push_back(table_cell(cell));
  }
  if (!parts[3].is_none()) out.where = location(parts[3]);
  return out;
}

LoadedDataset from_tables(const py::list& tables, industria::NumberStyle style) {
  std::vector<DatasetTable> read;
  for (const py::handle& table : tables) read.push_back(dataset_table(table));
  LoadedDataset loaded;
  py::gil_scoped_release unlocked;
  auto result = industria::try_read_dataset_tables(read, {.style = style});
  const auto fatal = [](const Issue& issue) { return issue.code == "dataset.nothing_to_read"; };
  if (std::any_of(result.issues.begin(), result.issues.end(), fatal)) {
    std::string text = "Dataset.from_tables: nothing can be read";
    for (const Issue& issue : result.issues) text += "\n  " + to_text(issue, Language::en);
    throw DataError(text, std::move(result.issues));
  }
  static_cast<industria::Dataset&>(loaded) = std::move(result.value);
  loaded.issues = std::move(result.issues);
  return loaded;
}

py::list described_tables() {
  py::list out;
  for (const industria::TableInfo& table : industria::dataset_tables()) {
    py::list columns;
    for (const industria::ColumnInfo& column : table.columns) {
      columns.append(py::make_tuple(column.head, std::string(name(column.kind)), column.required, column.domain));
    }
    out.append(py::make_tuple(table.file.substr(0, table.file.rfind('.')), table.required, columns));
  }
  return out;
}

/// (heads, rows, lines, issues) of CSV text.
py::tuple parse_csv(const py::bytes& bytes, const std::string& file) {
  const auto text = bytes.cast<std::string_view>();
  industria::Result<industria::CsvTable> result;
  {
    py::gil_scoped_release unlocked;
    result = industria::try_parse_csv(text, file, {.unescape = true});
  }
  const industria::CsvTable& table = result.value;
  py::list rows;
  py::list lines;
  for (std::size_t i = 0; i < table.size(); ++i) {
    py::list row;
    for (std::size_t j = 0; j < table.heads().size(); ++j) row.append(std::string(table.cell(i, j)));
    rows.append(std::move(row));
    lines.append(table.line(i));
  }
  return py::make_tuple(table.heads(), rows, lines, result.issues);
}

}  // namespace

void register_workbook(py::module_& m) {
  m.def("dataset_tables", &described_tables, "(name, required, [(head, kind, required, domain)]) of every table of a dataset.");
  m.def("dataset_from_tables", &from_tables, py::arg("tables"), py::arg("style") = industria::NumberStyle::undeclared);
  m.def("parse_csv", &parse_csv, py::arg("bytes"), py::arg("file"));
  m.def(
      "infer_number_style",
      [](const std::vector<std::string>& cells) {
        const std::vector<std::string_view> views(cells.begin(), cells.end());
        return industria::infer_number_style(views);
      },
      py::arg("cells"));
  m.def(
      "read_number_cell",
      [](const std::string& text, industria::NumberStyle style) -> py::object {
        const auto read = industria::read_number_cell(text, style);
        if (!read) return py::none();
        return py::make_tuple(read.value.figure.value, read.value.has_unit);
      },
      py::arg("text"), py::arg("style"), "(value, whether a % stands behind it), or None.");
  m.def(
      "viet_nam_places",
      [](const std::string& name, industria::Date on) {
        py::list out;
        for (const industria::Place* place : industria::Gazetteer::viet_nam().find_name(name, on)) {
          out.append(py::make_tuple(place->id, place->key.system, place->key.code, place->key.valid_from, place->valid_to,
                                    std::string(industria::name(place->kind)), place->name_vi, place->name_en));
        }
        return out;
      },
      py::arg("name"), py::arg("on") = py::none(), "Provinces of that name that existed on that day.");
  m.def(
      "make_issue",
      [](industria::Severity severity, std::string code, const py::tuple& place, std::string value, const py::dict& args) {
        Issue issue{.severity = severity, .code = std::move(code), .where = location(place), .value = std::move(value), .args = {}};
        for (const auto& [name, text] : args) issue.args.emplace_back(py::str(name), py::str(text));
        return issue;
      },
      py::arg("severity"), py::arg("code"), py::arg("place"), py::arg("value") = "", py::arg("args") = py::dict());
}

}  // namespace industria_python
