// SPDX-License-Identifier: Apache-2.0
// Reading a dataset folder: the tables in the order of their references, each row by the columns of io_dataset_columns.ipp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/io_csv.ipp>
#include <industria/detail/io_dataset_columns.ipp>
#include <industria/detail/near_words.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/io/file.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>
#include <system_error>
#include <type_traits>
#include <utility>

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

/// Where the files come from: a folder or memory.
struct DatasetStore {
  std::vector<std::string> names;  ///< of all files that are there, sorted
  std::function<Result<std::string>(const std::string&)> bytes;
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

/// What the qualifier's word claims about a number.
inline Bounds claimed_bounds(double value, Qualifier qualifier) noexcept {
  if (is_missing(value)) return {};
  switch (qualifier) {
    case Qualifier::exact: return Bounds::exactly(value);
    case Qualifier::below_near: return {std::min(0.0, value), std::max(0.0, value), true, true};
    case Qualifier::above: return Bounds::above(value);
    case Qualifier::below: return Bounds::below(value);
    case Qualifier::at_least: return Bounds::at_least(value);
    case Qualifier::at_most: return Bounds::at_most(value);
    case Qualifier::approx:
    case Qualifier::estimate:
    case Qualifier::range: return {};
  }
  return {};
}

/// "viên" counts what the product is counted in: a unit of pieces becomes one of bricks if the product is bricks.
inline Unit unit_of_product(const Unit& unit, const Unit& product) {
  if (unit.exponent("piece") != 1 || product.exponent("piece") != 0) return unit;
  if (product.dimension().size() != 1 || product.dimension().front().second != 1) return unit;
  const std::string noun = product.dimension().front().first;
  Dimension dimension = unit.dimension();
  for (auto& [base, exponent] : dimension) {
    if (base == "piece") base = noun;
  }
  std::sort(dimension.begin(), dimension.end());
  std::string symbol = unit.symbol();
  if (const std::size_t at = symbol.find("piece"); at != std::string::npos) symbol.replace(at, 5, noun);
  return {std::move(dimension), unit.scale(), std::move(symbol)};
}

/// The visitor that reads: columns come in the order of the description, `position_` says where each is in the file.
class RowReader {
 public:
  RowReader(DatasetReading& reading, const CsvTable& file, const std::vector<ColumnInfo>& columns, IssueList& issues)
      : reading_(reading), file_(file), columns_(columns), issues_(issues), style_(columns.size(), NumberStyle::undeclared) {
    for (const ColumnInfo& column : columns) position_.push_back(file.find_column(column.head));
    NumberStyle declared = reading.options.style;
    if (declared == NumberStyle::undeclared) {
      const auto own = reading.file_styles.find(file.file());
      declared = own != reading.file_styles.end() ? own->second : reading.style;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].kind != CellKind::number || position_[i] < 0) continue;
      style_[i] = declared == NumberStyle::undeclared ? inferred_style(static_cast<std::size_t>(position_[i])) : declared;
    }
  }

  /// Goes to a row; afterwards `good` tells whether every cell could be used.
  void start(std::size_t row) {
    row_ = row;
    next_ = 0;
    good = true;
  }
  bool good = true;

  void id(std::string_view, std::string& out) { out = required(to_nfc(trim(cell())), needed); }
  void text(std::string_view, std::string& out, Need need = Need::optional) {
    const std::string_view raw = cell();
    out = required(trim(raw).empty() ? std::string() : to_nfc(raw), need);
  }
  void words(std::string_view, std::vector<std::string>& out) { out = split(cell()); }
  void reference(std::string_view, std::string& out, std::string_view table, Need need = Need::optional) {
    out = required(to_nfc(trim(cell())), need);
    check_reference(out, table);
  }
  void references(std::string_view, std::vector<std::string>& out, std::string_view table) {
    out = split(cell());
    for (const std::string& id : out) check_reference(id, table);
  }
  void flag(std::string_view, bool& out) {
    const std::string word = name_key(cell());
    out = word == "yes" || word == "true" || word == "1" || word == "có";
    if (!out && !word.empty() && word != "no" && word != "false" && word != "0" && word != "không") fail("dataset.bad_flag");
  }
  void integer(std::string_view, int& out) {
    if (const std::optional<int> read = whole()) out = *read;
  }
  void integer(std::string_view, std::optional<int>& out) { out = whole(); }
  void number(std::string_view, double& out) {
    const std::optional<NumberText> read = bare_number();
    if (read && !is_missing(read->figure.value)) out = read->figure.value;
  }
  void date(std::string_view, Date& out) {
    const std::string_view word = trim(cell());
    if (word.empty()) return;
    const std::optional<Date> read = parse_date(word);
    if (read) {
      out = *read;
    } else {
      fail("dataset.bad_date");
    }
  }
  void period(std::string_view, Period& out) { out = when().value_or(Period{}); }
  void period(std::string_view, std::optional<Period>& out) { out = when(); }
  void span(std::string_view, PeriodSpan& out, Need need = Need::optional) {
    const std::string_view word = trim(cell());
    if (word.empty()) {
      if (need == needed) fail("dataset.missing_value");
      return;
    }
    const std::optional<PeriodSpan> read = parse_period_span(word);
    if (read && read->first.is_valid() && read->last.is_valid()) {
      out = *read;
    } else {
      fail("dataset.bad_period");
    }
  }
  void unit(std::string_view, Unit& out, Need need) {
    const std::string word(trim(cell()));
    if (word.empty()) {
      if (need == needed) fail("dataset.missing_value");
      return;
    }
    out = unit_here(word);
  }
  template <class Enum, class Parse>
  void choice(std::string_view, Enum& out, Parse parse, Enum, Need need = Need::optional) {
    const std::string_view word = trim(cell());
    if (word.empty()) {
      if (need == needed) fail("dataset.missing_value");
      return;
    }
    const std::optional<Enum> read = parse(word);
    if (read) {
      out = *read;
    } else {
      bad_choice();
    }
  }
  void figure(std::string_view, std::optional<Figure>& out) { out = figure_here(""); }
  void figure(std::string_view, Figure& out, const std::string& product) {
    out = figure_here(product).value_or(Figure{});
  }
  void where(Location& out) const {
    out = file_.where(row_, 0);
    out.column.clear();
  }

  /// Reports that the current row says again what the row of line `first` says.
  void repeated(const std::string& id, int first) {
    next_ = 1;
    current_ = id;
    fail("dataset.duplicate_id", {{"id", id}, {"first", std::to_string(first)}});
  }
  void fail(std::string code, TextArgs args = {}) {
    Issue issue;
    issue.code = std::move(code);
    issue.where = here();
    issue.value = std::string(current_);
    issue.args = std::move(args);
    issues_.add(std::move(issue));
    good = false;
  }

 private:
  [[nodiscard]] Location here() const {
    Location at;
    at.file = file_.file();
    const std::ptrdiff_t column = next_ > 0 ? position_[next_ - 1] : -1;
    at.line = file_.line(row_, column < 0 ? 0 : static_cast<std::size_t>(column));
    if (next_ > 0) at.column = columns_[next_ - 1].head;
    return at;
  }
  /// The next column's cell; empty where the file has no such column.
  std::string_view cell() {
    const std::ptrdiff_t column = position_[next_++];
    current_ = column < 0 ? std::string_view() : file_.cell(row_, static_cast<std::size_t>(column));
    return current_;
  }
  [[nodiscard]] NumberStyle inferred_style(std::size_t column) const {
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < file_.size(); ++i) {
      const std::string_view word = trim(file_.cell(i, column));
      if (!is_missing_word(word)) cells.push_back(word);
    }
    return infer_number_style(cells);
  }
  std::string required(std::string value, Need need) {
    if (value.empty() && need == needed) fail("dataset.missing_value");
    return value;
  }
  [[nodiscard]] static std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find('|', at), list.size());
      if (std::string word = to_nfc(trim(list.substr(at, end - at))); !word.empty()) out.push_back(std::move(word));
      at = end + 1;
    }
    return out;
  }
  void check_reference(const std::string& id, std::string_view table) {
    if (id.empty()) return;
    const FolderIds& known = reading_.tables[std::string(table)];
    const TextArgs args{{"id", id}, {"table", std::string(table) + ".csv"}};
    if (known.left_out.contains(id)) {
      fail("dataset.reference_left_out", args);
    } else if (!known.lines.contains(id)) {
      std::vector<std::string> ids;
      for (const auto& row : known.lines) ids.push_back(row.first);
      fail("dataset.unknown_reference", {args[0], args[1], {"known", offer(id, ids)}});
    }
  }
  std::optional<int> whole() {
    const std::string_view word = trim(cell());
    if (word.empty()) return std::nullopt;
    int out = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
    if (error == std::errc{} && end == word.data() + word.size()) return out;
    fail("dataset.bad_integer");
    return std::nullopt;
  }
  std::optional<Period> when() {
    const std::string_view word = trim(cell());
    if (word.empty()) return std::nullopt;
    const std::optional<Period> read = parse_period(word);
    if (!read) fail("dataset.bad_period");
    return read;
  }
  void bad_choice() {
    std::string words = columns_[next_ - 1].domain;
    for (std::size_t at = words.find('|'); at != std::string::npos; at = words.find('|', at)) words.replace(at, 1, ", ");
    fail("dataset.bad_choice", {{"known", words}});
  }
  Unit unit_here(const std::string& word) {
    const Result<Unit>& read = reading_.unit(word);
    forward(read.issues);
    return read.value;
  }
  /// Issues of the readers below, with the place of the current cell.
  void forward(const std::vector<Issue>& issues) {
    for (Issue issue : issues) {
      issue.where = here();
      if (issue.value.empty()) issue.value = std::string(current_);
      good = good && issue.severity != Severity::error;
      issues_.add(std::move(issue));
    }
  }
  /// A number cell; nothing if it is empty, a missing value if it says that there is no figure.
  std::optional<NumberText> bare_number() {
    const std::string_view word = trim(cell());
    if (word.empty()) return std::nullopt;
    if (is_missing_word(word)) return NumberText{};
    const Result<NumberText> read = read_number_cell(word, style_[next_ - 1]);
    forward(read.issues);
    return read.value;
  }
  /// The seven columns of a figure; nothing if all are empty.
  std::optional<Figure> figure_here(const std::string& product) {
    const std::optional<NumberText> value = bare_number();
    const std::string unit_word(trim(cell()));
    Figure out;
    if (!unit_word.empty()) out.unit = unit_here(unit_word);
    if (value && value->has_unit) {
      if (unit_word.empty()) {
        out.unit = value->figure.unit;
      } else if (!(out.unit == value->figure.unit)) {
        fail("dataset.unit_conflict", {{"unit", unit_word}});
      }
    } else if (value && !is_missing(value->figure.value) && unit_word.empty()) {
      fail("dataset.missing_unit");
    }
    if (const auto of = reading_.product_units.find(product); of != reading_.product_units.end()) {
      out.unit = unit_of_product(out.unit, of->second);
    }
    const std::string_view qualifier_word = trim(cell());
    if (!qualifier_word.empty()) {
      const Result<Qualifier> read = try_parse_qualifier(qualifier_word);
      if (read) {
        out.qualifier = read.value;
      } else {
        bad_choice();
      }
    }
    const std::optional<NumberText> low = bare_number();
    const std::optional<NumberText> high = bare_number();
    if (low && high && low->figure.value > high->figure.value) fail("dataset.bounds_order");
    if (out.qualifier == Qualifier::range && !(low && high)) fail("dataset.range_without_ends");
    const std::optional<NumberText> resolution = bare_number();
    const std::string basis_word(trim(cell()));
    if (!value && unit_word.empty() && qualifier_word.empty() && !low && !high && !resolution && basis_word.empty()) {
      return std::nullopt;
    }

    if (value) {
      out.value = value->figure.value;
      out.resolution = value->figure.resolution;
    } else if (out.qualifier == Qualifier::range && low && high) {
      out.value = low->figure.value + (high->figure.value - low->figure.value) / 2.0;
    }
    if (resolution && !is_missing(resolution->figure.value)) out.resolution = resolution->figure.value;
    out.bounds = claimed_bounds(out.value, out.qualifier);
    if (low || high) {
      out.bounds = {};
      if (low && !is_missing(low->figure.value)) out.bounds = intersect(out.bounds, Bounds::at_least(low->figure.value));
      if (high && !is_missing(high->figure.value)) out.bounds = intersect(out.bounds, Bounds::at_most(high->figure.value));
    }
    const bool money = !out.unit.currency().empty();
    out.basis.kind = money ? PriceBasis::Kind::unstated : PriceBasis::Kind::none;
    if (!basis_word.empty()) {
      const Result<PriceBasis> read = try_parse_price_basis(basis_word);
      forward(read.issues);
      if (read && !money) fail("dataset.price_basis_without_money", {{"unit", unit_word}});
      if (read) out.basis = read.value;
    }
    return out;
  }

  DatasetReading& reading_;
  const CsvTable& file_;
  const std::vector<ColumnInfo>& columns_;
  IssueList& issues_;
  std::vector<std::ptrdiff_t> position_;
  std::vector<NumberStyle> style_;
  std::size_t row_ = 0;
  std::size_t next_ = 0;
  std::string_view current_;
};

/// One file as a table, or nothing. `wanted`: its absence is an error.
inline std::optional<CsvTable> read_dataset_file(DatasetReading& reading, const std::string& file, bool wanted) {
  if (!std::binary_search(reading.store.names.begin(), reading.store.names.end(), file)) {
    if (wanted) reading.issues.push_back(file_issue("dataset.missing_table", file));
    return std::nullopt;
  }
  Result<std::string> bytes = reading.store.bytes(file);
  reading.issues.insert(reading.issues.end(), bytes.issues.begin(), bytes.issues.end());
  if (!bytes) return std::nullopt;
  Result<CsvTable> table = try_parse_csv(bytes.value, file, reading.options.csv);
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
  const std::optional<CsvTable> file = read_dataset_file(reading, table + ".csv", need == needed);
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
