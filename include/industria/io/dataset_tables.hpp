// SPDX-License-Identifier: Apache-2.0
// A dataset from tables in memory, for instance the sheets of a workbook: the same rules as for a folder, but every row and
// every problem keeps the place from which its cell came (workbook, sheet, cell).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/model/dataset.hpp>

#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// One cell of a table in memory.
struct TableCell {
  std::string text{};   ///< as a CSV file would hold it
  bool typed = false;   ///< the program that stored it knew a number: decimal point, no group marks, whatever the other cells say
  Location where{};     ///< where it came from, e.g. {"so_lieu.xlsx", "Thang9", 12, "F12"}; nothing: the table's own row and head
};

/// One table of a dataset in memory. Every row has as many cells as there are heads.
struct DatasetTable {
  std::string name{};  ///< as the file without its ending: "observations"
  std::vector<std::string> heads{};
  std::vector<std::vector<TableCell>> rows{};
  Location where{};  ///< the table as a whole: workbook and sheet; nothing: its own name
};

/// As try_read_dataset, from tables. The place of a row (Origin::where) is that of its figure (`value`), else of its first cell that
/// has one; the place of an issue is that of its cell. A table that is given twice counts once, the first.
/// Throws ShapeError for a row that has not one cell per head.
[[nodiscard]] INDUSTRIA_API Result<Dataset> try_read_dataset_tables(std::span<const DatasetTable> tables,
                                                                    const DatasetOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/io_dataset_tables.ipp>
#endif
