// SPDX-License-Identifier: Apache-2.0
// Comma-separated tables as offices write them: read strictly with the place of every problem, written so that no
// cell starts a formula. Cells are text; numbers, dates and units are read by whoever knows the column.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Limits are part of the contract: a file beyond them is refused with an Issue, never half read.
struct CsvOptions {
  char separator = '\0';   ///< ',', ';' or tab; 0: the one that the first line has most of
  bool unescape = false;   ///< take off the apostrophe that write_csv puts before a formula sign
  std::uint64_t max_bytes = std::uint64_t{1} << 31;
  std::size_t max_field = std::size_t{1} << 20;
  std::size_t max_columns = 16'384;
  std::size_t max_cells = 100'000'000;
  std::size_t max_issues = 1'000;  ///< further problems are counted in one last Issue
};

/// A table of text: heads, and rows of as many cells. Every cell knows its physical line.
class INDUSTRIA_API CsvTable {
 public:
  CsvTable() = default;
  /// An empty table; `file` is what locations call it.
  explicit CsvTable(std::vector<std::string> heads, std::string file = {});

  [[nodiscard]] const std::vector<std::string>& heads() const noexcept { return heads_; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  /// Number of rows under the heads.
  [[nodiscard]] std::size_t size() const noexcept { return heads_.empty() ? 0 : cells_.size() / heads_.size(); }
  /// Position of the column with that head (compared in NFC, without spaces around), or -1.
  [[nodiscard]] std::ptrdiff_t find_column(std::string_view head) const;
  /// Text of a cell as it stands, quotes resolved. Throws ValueError beyond the table.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
  /// Physical line on which the cell begins; 0 in a table that was not read from a file.
  [[nodiscard]] int line(std::size_t row, std::size_t column = 0) const;
  [[nodiscard]] Location where(std::size_t row, std::size_t column) const;
  /// `lines` has a line for each cell, or nothing. Throws ShapeError unless there is one cell per head.
  void add_row(std::span<const std::string> cells, std::span<const int> lines = {});

  /// Equal heads and cells; where they were read from does not matter.
  friend bool operator==(const CsvTable& a, const CsvTable& b) noexcept {
    if (a.heads_ != b.heads_ || a.text_ != b.text_ || a.cells_.size() != b.cells_.size()) return false;
    for (std::size_t i = 0; i < a.cells_.size(); ++i) {
      if (a.cells_[i].end != b.cells_[i].end) return false;
    }
    return true;
  }

 private:
  struct Cell {
    std::size_t end = 0;  ///< offset behind its text; it begins where the cell before it ends
    int line = 0;
  };
  std::string file_;
  std::vector<std::string> heads_;
  std::string text_;
  std::vector<Cell> cells_;
};

/// Reads RFC 4180 and what is near it: UTF-8 with or without byte-order mark, UTF-16 with one; CR, LF and CRLF, also mixed;
/// quoted fields with line ends; an Excel line "sep=;"; blank lines are passed over, NUL is a character like any other.
/// The time is linear in the size. Issues (the rows they name are left out, the others are there):
///  csv.empty, csv.encoding (byte offset and the likely encoding), csv.broken_utf16, csv.mojibake, csv.duplicate_head (both named),
///  csv.ragged_row, csv.unclosed_quote, csv.text_after_quote, csv.field_too_long, csv.too_many_columns,
///  csv.too_many_cells, csv.more_problems; the note csv.no_final_line_end, since such a file may have been cut.
[[nodiscard]] INDUSTRIA_API Result<CsvTable> try_parse_csv(std::string_view bytes, std::string_view file = {},
                                                           const CsvOptions& options = {});
/// The same from a file; further issues: those of try_read_file.
[[nodiscard]] INDUSTRIA_API Result<CsvTable> try_read_csv(const std::filesystem::path& path, const CsvOptions& options = {});

struct CsvWriteOptions {
  char separator = ',';
  bool byte_order_mark = false;  ///< some spreadsheet programs need one to see that the file is UTF-8
  bool crlf = false;
  bool formula_safe = true;      ///< see formula_safe()
};

/// RFC 4180 text. try_parse_csv with `unescape` gives the same table back (unless its first head has a NUL as every other
/// character, which looks like UTF-16).
[[nodiscard]] INDUSTRIA_API std::string to_csv(const CsvTable& table, const CsvWriteOptions& options = {});
/// to_csv into a file, atomically (write_file). Throws IoError.
INDUSTRIA_API void write_csv(const std::filesystem::path& path, const CsvTable& table, const CsvWriteOptions& options = {});

/// The text with an apostrophe in front if a spreadsheet would take it for a formula: = + - @ TAB CR NUL, their full-width
/// forms, or an apostrophe before one of them. A plain number ("-1.5") stays as it is.
[[nodiscard]] INDUSTRIA_API std::string formula_safe(std::string_view text);
/// The inverse of formula_safe for every text.
[[nodiscard]] INDUSTRIA_API std::string_view formula_unescaped(std::string_view text) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/io_csv.ipp>
#endif
