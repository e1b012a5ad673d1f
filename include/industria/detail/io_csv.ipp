// SPDX-License-Identifier: Apache-2.0
// Bodies of io/csv.hpp, reading: one pass over the bytes, one state machine.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/io_csv_encoding.ipp>
#include <industria/detail/io_csv_write.ipp>
#include <industria/detail/io_file.ipp>
#include <industria/io/csv.hpp>
#include <industria/io/file.hpp>

#include <array>
#include <map>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Collects issues up to a limit and counts the rest.
class IssueList {
 public:
  explicit IssueList(std::size_t limit) noexcept : limit_(limit) {}
  void add(Issue issue) {
    if (issues_.size() < limit_) {
      issues_.push_back(std::move(issue));
    } else {
      ++more_;
    }
  }
  [[nodiscard]] std::vector<Issue> take(std::string_view file) {
    if (more_ > 0) {
      Issue issue;
      issue.code = "csv.more_problems";
      issue.where.file = std::string(file);
      issue.args = {{"count", std::to_string(more_)}};
      issues_.push_back(std::move(issue));
    }
    return std::move(issues_);
  }

 private:
  std::vector<Issue> issues_;
  std::size_t limit_;
  std::size_t more_ = 0;
};

/// The fields of one record; the strings are used again for the next one.
struct CsvRecord {
  std::vector<std::string> texts;
  std::vector<int> lines;
  std::size_t count = 0;
};

/// Reads one record after the other. A record that breaks a rule is reported and read to its end.
class CsvParser {
 public:
  CsvParser(std::string_view text, std::string_view file, const CsvOptions& options, IssueList& issues)
      : text_(text), file_(file), options_(options), issues_(issues) {}

  char separator = ',';

  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] std::int64_t line() const noexcept { return line_; }
  [[nodiscard]] std::string_view rest() const noexcept { return text_.substr(at_); }
  void skip_line() {
    while (!at_end() && !at_line_end()) ++at_;
    end_line();
  }

  /// False if the record must be left out.
  bool read(CsvRecord& record) {
    record.count = 0;
    bool good = true;
    for (;;) {
      if (record.count == options_.max_columns) {
        report("csv.too_many_columns", {{"limit", std::to_string(options_.max_columns)}});
        skip_record();
        return false;
      }
      if (record.count == record.texts.size()) {
        record.texts.emplace_back();
        record.lines.push_back(0);
      }
      std::string& field = record.texts[record.count];
      field.clear();
      record.lines[record.count] = clamp_line(line_);
      ++record.count;
      good = (at_end() || text_[at_] != '"' ? read_plain(field) : read_quoted(field)) && good;
      if (at_end()) return good;
      if (text_[at_] == separator) {
        ++at_;
        continue;
      }
      end_line();
      return good;
    }
  }

  /// True if the bytes up to the next line end are blank: such lines are passed over.
  bool skip_blank_line() {
    std::size_t i = at_;
    while (i < text_.size() && text_[i] == ' ') ++i;
    if (i < text_.size() && text_[i] != '\r' && text_[i] != '\n') return false;
    at_ = i;
    end_line();
    return true;
  }

  void report(std::string code, TextArgs args, std::int64_t line = 0, std::string_view value = {}) {
    Issue issue;
    issue.code = std::move(code);
    issue.where.file = std::string(file_);
    issue.where.line = clamp_line(line > 0 ? line : line_);
    issue.value = std::string(value.substr(0, 80));
    issue.args = std::move(args);
    issues_.add(std::move(issue));
  }

 private:
  [[nodiscard]] bool at_line_end() const noexcept { return text_[at_] == '\n' || text_[at_] == '\r'; }
  void end_line() noexcept {
    if (at_end()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }
  [[nodiscard]] bool append(std::string& field, std::size_t from, std::size_t to) {
    if (field.size() + (to - from) > options_.max_field) {
      report("csv.field_too_long", {{"limit", std::to_string(options_.max_field)}}, 0, field);
      return false;
    }
    field.append(text_.substr(from, to - from));
    return true;
  }
  bool read_plain(std::string& field) {
    const std::size_t from = at_;
    while (!at_end() && text_[at_] != separator && !at_line_end()) ++at_;
    return append(field, from, at_);
  }
  bool read_quoted(std::string& field) {
    const std::int64_t first_line = line_;
    bool good = true;
    ++at_;
    for (;;) {
      const std::size_t from = at_;
      while (!at_end() && text_[at_] != '"') {
        if (text_[at_] == '\n' || (text_[at_] == '\r' && byte_at(text_, at_ + 1) != '\n')) ++line_;
        ++at_;
      }
      const bool doubled = byte_at(text_, at_ + 1) == '"';
      if (good) good = append(field, from, std::min(at_ + (doubled ? 1 : 0), text_.size()));
      if (at_end()) {
        report("csv.unclosed_quote", {}, first_line, field);
        return false;
      }
      at_ += doubled ? 2 : 1;
      if (doubled) continue;
      if (at_end() || text_[at_] == separator || at_line_end()) return good;
      report("csv.text_after_quote", {}, 0, field);
      while (!at_end() && text_[at_] != separator && !at_line_end()) ++at_;
      return false;
    }
  }
  void skip_record() {
    while (!at_end() && !at_line_end()) {
      if (text_[at_] == '"') {
        ++at_;
        while (!at_end() && text_[at_] != '"') {
          if (text_[at_] == '\n' || (text_[at_] == '\r' && byte_at(text_, at_ + 1) != '\n')) ++line_;
          ++at_;
        }
        if (at_end()) return;
      }
      ++at_;
    }
    end_line();
  }

  std::string_view text_;
  std::string_view file_;
  const CsvOptions& options_;
  IssueList& issues_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
};

/// The separator that the first line has most of outside quotes; a comma if it has none.
inline char sniff_separator(std::string_view text) noexcept {
  std::array<std::size_t, 3> count{};
  constexpr std::array<char, 3> candidates{',', ';', '\t'};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (std::size_t k = 0; k < candidates.size(); ++k) count[k] += c == candidates[k] ? 1 : 0;
  }
  std::size_t best = 0;
  for (std::size_t k = 1; k < candidates.size(); ++k) {
    if (count[k] > count[best]) best = k;
  }
  return candidates[best];
}

inline std::string head_key(std::string_view head) { return to_nfc(trim(head)); }

/// Reports heads that are equal in NFC; true if there are none.
inline bool heads_are_distinct(const std::vector<std::string>& heads, CsvParser& parser, int line) {
  std::map<std::string, std::size_t> seen;
  bool distinct = true;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const std::string key = head_key(heads[i]);
    if (key.empty()) continue;
    const auto [where, added] = seen.emplace(key, i);
    if (added) continue;
    distinct = false;
    parser.report("csv.duplicate_head",
                  {{"head", key}, {"first", std::to_string(where->second + 1)}, {"second", std::to_string(i + 1)}}, line,
                  heads[i]);
  }
  return distinct;
}

}  // namespace detail

INDUSTRIA_INLINE CsvTable::CsvTable(std::vector<std::string> heads, std::string file)
    : file_(std::move(file)), heads_(std::move(heads)) {}

INDUSTRIA_INLINE std::ptrdiff_t CsvTable::find_column(std::string_view head) const {
  const std::string key = detail::head_key(head);
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    if (detail::head_key(heads_[i]) == key) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

INDUSTRIA_INLINE std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
  if (row >= size() || column >= heads_.size()) {
    throw ValueError("CsvTable::cell: row " + std::to_string(row) + ", column " + std::to_string(column) +
                     " is outside the table of " + std::to_string(size()) + " rows and " + std::to_string(heads_.size()) +
                     " columns");
  }
  const std::size_t i = row * heads_.size() + column;
  const std::size_t begin = i == 0 ? 0 : cells_[i - 1].end;
  return std::string_view(text_).substr(begin, cells_[i].end - begin);
}

INDUSTRIA_INLINE int CsvTable::line(std::size_t row, std::size_t column) const {
  if (row >= size() || column >= heads_.size()) {
    throw ValueError("CsvTable::line: row " + std::to_string(row) + ", column " + std::to_string(column) +
                     " is outside the table");
  }
  return cells_[row * heads_.size() + column].line;
}

INDUSTRIA_INLINE Location CsvTable::where(std::size_t row, std::size_t column) const {
  Location at;
  at.file = file_;
  at.line = line(row, column);
  at.column = heads_[column];
  return at;
}

INDUSTRIA_INLINE void CsvTable::add_row(std::span<const std::string> cells, std::span<const int> lines) {
  if (cells.size() != heads_.size() || cells.empty() || (!lines.empty() && lines.size() != cells.size())) {
    throw ShapeError("CsvTable::add_row: got " + std::to_string(cells.size()) + " cells and " +
                     std::to_string(lines.size()) + " lines for " + std::to_string(heads_.size()) + " heads");
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text_ += cells[i];
    cells_.push_back({text_.size(), lines.empty() ? 0 : lines[i]});
  }
}

INDUSTRIA_INLINE Result<CsvTable> try_parse_csv(std::string_view bytes, std::string_view file, const CsvOptions& options) {
  Result<CsvTable> result;
  result.value = CsvTable({}, std::string(file));
  if (bytes.size() > options.max_bytes) {
    result.issues.push_back(detail::file_issue(
        "file.too_large", file, {{"bytes", std::to_string(bytes.size())}, {"limit", std::to_string(options.max_bytes)}}));
    return result;
  }
  std::string owned;
  std::string_view text;
  if (auto broken = detail::decode_csv_bytes(bytes, file, owned, text)) {
    result.issues.push_back(std::move(*broken));
    return result;
  }
  detail::IssueList issues(options.max_issues);
  detail::CsvParser parser(text, file, options, issues);
  while (!parser.at_end() && parser.skip_blank_line()) {
  }
  parser.separator = options.separator != '\0' ? options.separator : detail::sniff_separator(parser.rest());
  const std::string_view rest = parser.rest();
  if (rest.size() >= 6 && rest.starts_with("sep=") && (rest[5] == '\r' || rest[5] == '\n')) {
    if (options.separator == '\0') parser.separator = rest[4];
    parser.skip_line();
  }

  detail::CsvRecord record;
  if (parser.at_end()) {
    parser.report("csv.empty", {}, 1);
    result.issues = issues.take(file);
    return result;
  }
  const int head_line = detail::clamp_line(parser.line());
  const bool heads_read = parser.read(record);
  std::vector<std::string> heads(record.texts.begin(), record.texts.begin() + static_cast<std::ptrdiff_t>(record.count));
  const auto unescape = [&options](std::span<std::string> cells) {
    if (!options.unescape) return;
    for (std::string& cell : cells) cell.erase(0, cell.size() - formula_unescaped(cell).size());
  };
  unescape(heads);
  if (!heads_read || !detail::heads_are_distinct(heads, parser, head_line)) {
    result.issues = issues.take(file);
    return result;
  }
  const std::size_t columns = heads.size();
  result.value = CsvTable(std::move(heads), std::string(file));

  std::size_t cells = 0;
  while (!parser.at_end()) {
    if (parser.skip_blank_line()) continue;
    if (!parser.read(record)) continue;
    if (record.count != columns) {
      parser.report("csv.ragged_row", {{"found", std::to_string(record.count)}, {"expected", std::to_string(columns)}},
                    record.lines[0], record.texts[0]);
      continue;
    }
    cells += columns;
    if (cells > options.max_cells) {
      parser.report("csv.too_many_cells", {{"limit", std::to_string(options.max_cells)}}, record.lines[0]);
      break;
    }
    const std::span<std::string> texts(record.texts.data(), columns);
    unescape(texts);
    result.value.add_row(texts, std::span<const int>(record.lines.data(), columns));
  }
  if (!text.empty() && text.back() != '\n' && text.back() != '\r') {
    Issue note;
    note.severity = Severity::note;
    note.code = "csv.no_final_line_end";
    note.where.file = std::string(file);
    issues.add(std::move(note));
  }
  result.issues = issues.take(file);
  return result;
}

INDUSTRIA_INLINE Result<CsvTable> try_read_csv(const std::filesystem::path& path, const CsvOptions& options) {
  const Result<std::string> bytes = try_read_file(path, options.max_bytes);
  if (!bytes) return {CsvTable({}, detail::path_text(path)), bytes.issues};
  return try_parse_csv(bytes.value, detail::path_text(path), options);
}

}  // namespace industria::inline INDUSTRIA_ABI
