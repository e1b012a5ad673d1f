// SPDX-License-Identifier: Apache-2.0
// One row of a dataset's table: the visitor that reads its cells by the columns of io_dataset_columns.ipp.
#pragma once

#include <industria/base/utf8.hpp>
#include <industria/detail/io_dataset_columns.ipp>
#include <industria/detail/io_dataset_reading.hpp>
#include <industria/io/dataset_folder.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

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

  void id(std::string_view, std::string& out) { out = required(to_nfc(trim(cell())), must_be_filled); }
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
      if (need == must_be_filled) fail("dataset.missing_value");
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
      if (need == must_be_filled) fail("dataset.missing_value");
      return;
    }
    out = unit_here(word);
  }
  template <class Enum, class Parse>
  void choice(std::string_view, Enum& out, Parse parse, Enum, Need need = Need::optional) {
    const std::string_view word = trim(cell());
    if (word.empty()) {
      if (need == must_be_filled) fail("dataset.missing_value");
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
      if (!is_missing_word(word) && !is_typed(i, column)) cells.push_back(word);
    }
    return infer_number_style(cells);
  }
  [[nodiscard]] bool is_typed(std::size_t row, std::size_t column) const {
    return reading_.store.typed && reading_.store.typed(file_.file(), row, column);
  }
  std::string required(std::string value, Need need) {
    if (value.empty() && need == must_be_filled) fail("dataset.missing_value");
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
    const bool typed = is_typed(row_, static_cast<std::size_t>(position_[next_ - 1]));
    const Result<NumberText> read = read_number_cell(word, typed ? NumberStyle::decimal_point : style_[next_ - 1]);
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
      const bool unit_unread = !unit_word.empty() && out.unit == Unit{};  // told already
      if (read && !money && !unit_unread) fail("dataset.price_basis_without_money", {{"unit", unit_word}});
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

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
