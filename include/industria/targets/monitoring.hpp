// SPDX-License-Identifier: Apache-2.0
// The monitoring table ("bảng theo dõi tình hình thực hiện kế hoạch") of one period, and what later figures changed in it.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/dataset.hpp>
#include <industria/targets/plan_year.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The figures of a row: first those of the form, in its order, then what stands behind them.
enum class MonitoringColumn : std::uint8_t {
  same_period,               ///< TH cùng kỳ năm trước: the same period a year before
  plan,                      ///< KH năm: the year's plan as last stated by the knowledge date
  previous,                  ///< TH tháng trước (chính thức): the period before, as last revised
  current,                   ///< Ước TH tháng
  cumulative,                ///< Lũy kế: January up to the period
  on_previous,               ///< So với tháng trước (%)
  on_same_period,            ///< So với cùng kỳ (%)
  cumulative_on_same_period, ///< Lũy kế so với cùng kỳ (%)
  on_plan,                   ///< So với KH năm (%): cumulative / plan, 100 = the plan, in either style
  full_year,                 ///< Ước TH cả năm
  full_year_on_plan,         ///< Ước TH so với KH (%), 100 = the plan
  cumulative_same_period,    ///< Lũy kế cùng kỳ năm trước
  last_year,                 ///< TH cả năm trước
  expected_share,            ///< part of the year that is usually done by now, % (never k/12)
  on_expected,               ///< cumulative / (plan x expected share), 100 = on pace
  remaining,                 ///< Còn phải thực hiện: plan - cumulative; negative once the plan is exceeded
  required_per_period,       ///< remaining / periods left
  remaining_last_year,       ///< the same periods of last year: last year - its cumulative
  required_on_same_period    ///< growth (or index) the remaining periods need on the same ones of last year, %
};
inline constexpr std::size_t monitoring_form_columns = 11;
inline constexpr std::size_t monitoring_columns = 19;
/// "same_period", "plan", ...
[[nodiscard]] INDUSTRIA_API std::string_view name(MonitoringColumn column) noexcept;

/// How a cell came about; a and b are its inputs in their order. Words: formula_text.
enum class CellFormula : std::uint8_t {
  none,          ///< no figure
  stated,        ///< a, as stated in the data
  sum,           ///< a + b + ...
  mean,          ///< of an index: (a + b + ...) / n
  last,          ///< of a stock: the last of a, b, ...
  growth,        ///< (a / b - 1) x 100
  index,         ///< a / b x 100
  points,        ///< a - b, of rates: percentage points
  difference,    ///< a - b
  quotient,      ///< a / n, n = periods left
  implied_base,  ///< a / (1 + b): what the published growth b says of the base of a
  grown,         ///< a x (1 + b): a plan stated as growth
  by_share,      ///< a / b x 100: cumulative by the usual share of the year
  share,         ///< sum of the first k periods / year x 100, of past years
  on_expected    ///< a / (b x c) x 10000
};
[[nodiscard]] INDUSTRIA_API std::string_view name(CellFormula formula) noexcept;

/// Where an input of a cell is: a row of the dataset's observations or targets, or another cell of the same row.
struct CellInput {
  enum class Kind : std::uint8_t { observation, target, cell };
  Kind kind = Kind::observation;
  std::size_t row = 0;        ///< position in Dataset::observations or ::targets
  MonitoringColumn column{};  ///< of a cell
  Period period{};            ///< of an observation or target
  double value = missing;     ///< as it went in, in the unit of the cell (a growth in %)
  Location where{};           ///< table and line, or sheet and cell, it was read from
};

/// One figure with everything an office may ask of it. Comparisons are in per cent (111.2 or 11.2 by style; of a rate: points).
struct MonitoringCell {
  Value value{};                    ///< in `unit`, or why there is none
  Bounds bounds{};                  ///< what the figures claim; nothing for estimates
  Bounds interval{};                ///< of an estimate of the year: MonitoringOptions::level; else unbounded
  Unit unit{};
  PriceBasis basis{};
  Status status = Status::final;    ///< the least firm of the inputs'
  Date known_on{};                  ///< the latest of the inputs'
  CellFormula formula = CellFormula::none;
  std::vector<CellInput> inputs{};
  std::string note{};               ///< catalogue key; empty: none
};

struct MonitoringRow {
  int number = 0;                   ///< STT: from 1 on within the place
  IndicatorKey key{};
  Period period{};                  ///< what `current` is about: the asked one, or the one of the row's own kind that holds it
  Unit unit{};
  PriceBasis basis{};
  Accounting accounting = Accounting::flow;
  Direction direction = Direction::at_least;  ///< of the plan, else what is desired
  std::array<MonitoringCell, monitoring_columns> cells{};
  int periods_left = 0;
  /// Levels the remaining periods need: last year's profile times the required index; equal parts without last year.
  std::vector<double> required_path{};
  /// Law of the year's result: its spread by one plan_year model of all rows' complete years, its median at `full_year`; no parts
  /// where the year is over or not estimated.
  YearLaw full_year_law{};
  Value plan_probability{};         ///< of the year meeting the plan, by that law
  std::vector<std::string> notes{}; ///< catalogue keys of Ghi chú

  [[nodiscard]] const MonitoringCell& operator[](MonitoringColumn column) const noexcept { return cells[static_cast<std::size_t>(column)]; }
};

/// growth: "tăng 11,2%"; index: "bằng 111,2%".
enum class ComparisonStyle : std::uint8_t { growth, index };

struct MonitoringOptions {
  Date as_of{};                     ///< knowledge date; no date: latest_known(data)
  ComparisonStyle style = ComparisonStyle::growth;
  /// A published growth on the same period stands before one computed over the turn of the year, whose levels need not be comparable
  /// (yearly re-sampling); the base it implies is then `same_period`. A base restated with or after it stands before both.
  bool published_growth = true;
  bool stated_full_year = true;     ///< the office's own estimate of the year stands before the computed one
  ShareRule share = ShareRule::last_year;  ///< the usual share of the year
  double level = 80.0;              ///< per cent, of MonitoringCell::interval
  std::string place{};              ///< only this place; empty: all
};

struct MonitoringTable {
  Period period{};
  Date as_of{};
  ComparisonStyle style = ComparisonStyle::growth;
  std::vector<MonitoringRow> rows{};  ///< by place, indicator, product in the order of the dataset's tables
  std::vector<Issue> issues{};        ///< what was left out, and cumulative figures that are not the sum of their months
};

/// The table for a month, quarter, half or year ("9 tháng": its last month), one row per key with figures of that year or the year
/// before, or a plan for it. Flows are summed from finer figures where the period's own is missing, stocks take the last, an index
/// is averaged; rates are compared in points and never summed. A published cumulative figure stands before the sum of its periods,
/// unless one of them was revised later. A growth that is published without a level is shown as it is. A key without figures that fine has its own kind (the quarter that
/// holds the month). A later vintage replaces an earlier one as of its day. Nothing is repaired: a missing month leaves the sum missing.
/// Throws ValueError for an invalid period or level.
[[nodiscard]] INDUSTRIA_API MonitoringTable monitoring_table(const Dataset& data, const Period& period, const MonitoringOptions& options = {});

/// The columns of `row` that rest on this observation, directly or through other cells.
[[nodiscard]] INDUSTRIA_API std::vector<MonitoringColumn> cells_from(const MonitoringRow& row, std::size_t observation);

/// A part of a whole in the same table: a sector under its parent, or the same key of a place under its parent.
struct Contributor {
  std::size_t row = 0;  ///< position in MonitoringTable::rows
  Value points{};       ///< 100 (part - part of last year) / whole of last year: percentage points of the whole's growth
  Value share{};        ///< 100 part / whole
};
/// What the parts of row `total` add to its growth on the same period (cumulative, or of the period alone), largest points first, parts
/// without a figure last. Flows in one unit and price basis only; parts that are not in the table are not made up. Throws ValueError
/// for a row that is not there.
[[nodiscard]] INDUSTRIA_API std::vector<Contributor> contributors(const Dataset& data, const MonitoringTable& table, std::size_t total,
                                                                  bool cumulative = true);

/// Heads of the form: STT, Chỉ tiêu, ĐVT, the eleven figures, Ghi chú, with the table's period in them.
[[nodiscard]] INDUSTRIA_API std::vector<std::string> monitoring_heads(const MonitoringTable& table, Language language);
/// The head of any column.
[[nodiscard]] INDUSTRIA_API std::string column_text(MonitoringColumn column, const Period& period, Language language);
/// "Xi măng", "Giá trị sản xuất công nghiệp – Chế biến, chế tạo": what tells the row from the others of its place.
[[nodiscard]] INDUSTRIA_API std::string row_text(const Dataset& data, const MonitoringRow& row, Language language);
/// "Ước TH tháng 9/2026 ÷ TH tháng 8/2026 (chính thức) × 100 − 100"; inputs that are figures of the data by period.
[[nodiscard]] INDUSTRIA_API std::string formula_text(const MonitoringRow& row, MonitoringColumn column, Language language);
/// Ghi chú, joined by "; ".
[[nodiscard]] INDUSTRIA_API std::string notes_text(const MonitoringRow& row, Language language);
/// JSON: every cell with value or reason, bounds, unit, status, formula and inputs.
[[nodiscard]] INDUSTRIA_API std::string to_json(const MonitoringTable& table);

/// A figure that was known and has since been replaced.
struct Revision {
  IndicatorKey key{};
  Period period{};
  bool is_plan = false;             ///< a plan of that year, adjusted
  Unit unit{};
  Value before{};                   ///< both in `unit`
  Value after{};                    ///< missing: withdrawn
  Value change{};                   ///< after - before
  Value change_relative{};          ///< in per cent of before
  Status status_before = Status::final;
  Status status_after = Status::final;
  Date known_before{};
  Date known_after{};
  Location where_before{};
  Location where_after{};
  std::optional<std::size_t> observation{};  ///< the new row in Dataset::observations; for cells_from
};

/// What became another figure between two knowledge dates, by key and period; new periods are no revisions. An estimate confirmed
/// as it was is listed with change 0. Throws ValueError if `since` is no date or after `as_of` (no date: latest_known).
[[nodiscard]] INDUSTRIA_API std::vector<Revision> revisions(const Dataset& data, Date since, Date as_of = {});
/// The same between two files of the same office, e.g. last month's workbook and this month's.
[[nodiscard]] INDUSTRIA_API std::vector<Revision> revisions(const Dataset& before, const Dataset& after);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_monitoring.ipp>
#include <industria/detail/targets_monitoring_text.ipp>
#include <industria/detail/targets_revisions.ipp>
#endif
