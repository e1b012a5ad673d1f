// SPDX-License-Identifier: Apache-2.0
// A dataset on disk: a folder of CSV tables that a person can keep in a spreadsheet. docs/dataset.md explains every column.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/io/csv.hpp>
#include <industria/model/dataset.hpp>
#include <industria/units/number_text.hpp>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// How a cell of a column is written.
enum class CellKind : std::uint8_t {
  id,          ///< the row's own name, unique in its table
  text,        ///< any text
  words,       ///< texts separated by |
  reference,   ///< the id of a row of another table
  references,  ///< ids separated by |
  flag,        ///< yes or no; empty: no
  integer,     ///< a whole number
  number,      ///< a number as the file's number style writes it
  date,        ///< 2021-12-31, 31/12/2021
  period,      ///< 2021, 2021-Q3, quý III/2021, 9 tháng 2021 ...
  span,        ///< one period, or first/last: 2021/2025
  unit,        ///< tỷ đồng, m2/năm, million bricks/year ...
  price_basis, ///< current, constant 2010, unstated; empty: not money, or not stated
  choice       ///< one of the words in `domain`
};
[[nodiscard]] INDUSTRIA_API std::string_view name(CellKind kind) noexcept;

struct ColumnInfo {
  std::string head{};
  CellKind kind = CellKind::text;
  bool required = false;  ///< the head must be there, and each row must have a value
  std::string domain{};   ///< the table that a reference points to, or the words of a choice separated by |
};

struct TableInfo {
  std::string file{};     ///< e.g. "observations.csv"
  bool required = false;
  std::vector<ColumnInfo> columns{};
};

/// All tables with their columns in the order in which they are written: the one description from which files are read and written.
[[nodiscard]] INDUSTRIA_API std::vector<TableInfo> dataset_tables();

struct DatasetOptions {
  /// How all files write their numbers. Undeclared: as dataset.csv says, else inferred for each column; what then still has
  /// two readings ("1.234") is an Issue.
  NumberStyle style = NumberStyle::undeclared;
  CsvOptions csv{.unescape = true};
  const UnitTable* units = nullptr;  ///< nullptr: UnitTable::standard()
};

/// Reads the folder. A row with a bad cell is left out and named by an error Issue (file, line, column, value, remedy);
/// columns that nothing reads are warnings, files that nothing reads are notes; all problems come back together.
/// References between tables and duplicate ids are checked here, the rest by validate().
/// If nothing sensible can be done with the folder, one of the issues is "dataset.nothing_to_read".
[[nodiscard]] INDUSTRIA_API Result<Dataset> try_read_dataset(const std::filesystem::path& folder,
                                                             const DatasetOptions& options = {});
/// As try_read_dataset, for programs that want all or nothing: throws IoError with every error in its text.
[[nodiscard]] INDUSTRIA_API Dataset read_dataset(const std::filesystem::path& folder, const DatasetOptions& options = {});

/// One file of a dataset in memory.
struct DatasetFile {
  std::string name{};  ///< e.g. "observations.csv"
  std::string bytes{};
};
/// As try_read_dataset, from memory.
[[nodiscard]] INDUSTRIA_API Result<Dataset> try_parse_dataset(std::span<const DatasetFile> files,
                                                              const DatasetOptions& options = {});
/// The files that write_dataset writes; empty optional tables have no bytes.
[[nodiscard]] INDUSTRIA_API std::vector<DatasetFile> dataset_files(const Dataset& data);

/// Writes the tables (UTF-8, comma, decimal point, formula-safe), each file atomically; makes the folder if need be. Columns
/// that are empty in every row are left out, and so are empty tables, unless their file is already there. Reading it back
/// gives the same dataset. Throws IoError.
INDUSTRIA_API void write_dataset(const std::filesystem::path& folder, const Dataset& data);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/io_dataset_read.ipp>
#include <industria/detail/io_dataset_write.ipp>
#endif
