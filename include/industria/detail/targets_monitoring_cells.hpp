// SPDX-License-Identifier: Apache-2.0
// Comparisons between the cells of a row of the monitoring table, the base of last year and published growth.
#pragma once

#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/targets_monitoring_levels.hpp>
#include <industria/targets/monitoring.hpp>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A row on its way: cells are looked up and set by column.
struct MonitoringDraft {
  KeyLevels levels;
  MonitoringRow row{};
  [[nodiscard]] const MonitoringCell& at(MonitoringColumn column) const { return row[column]; }
  MonitoringCell& set(MonitoringColumn column, MonitoringCell cell) { return row.cells[static_cast<std::size_t>(column)] = std::move(cell); }
};

[[nodiscard]] inline CellInput cell_input(const MonitoringRow& row, MonitoringColumn column) {
  return {.kind = CellInput::Kind::cell, .column = column, .value = row[column].value.value};
}

/// A cell computed from other cells of the row: status, date and inputs are theirs; a missing one passes its reason on.
[[nodiscard]] inline MonitoringCell from_cells(const MonitoringRow& row, CellFormula formula, const Unit& unit, std::initializer_list<MonitoringColumn> inputs) {
  MonitoringCell out;
  out.unit = unit;
  out.formula = formula;
  out.value = Reason::none;
  for (const MonitoringColumn column : inputs) {
    const MonitoringCell& from = row[column];
    out.inputs.push_back(cell_input(row, column));
    out.status = std::max(out.status, from.status == Status::plan ? Status::final : from.status);
    out.known_on = std::max(out.known_on, from.known_on);
    if (out.value && !from.value) out.value = from.value.reason;
    if (out.note.empty() && !from.value) out.note = from.note;
  }
  if (!out.value) out.formula = CellFormula::none;
  return out;
}

/// a against b in per cent by style; rates in points. A base that is not positive gives its reason.
[[nodiscard]] inline MonitoringCell compared(const MonitoringRow& row, MonitoringColumn a, MonitoringColumn b, CellFormula formula) {
  MonitoringCell out = from_cells(row, formula, formula == CellFormula::points ? point_unit() : percent_unit(), {a, b});
  if (!out.value) return out;
  const double x = row[a].value.value;
  const double y = row[b].value.value;
  const Bounds& in_x = row[a].bounds;
  const Bounds& in_y = row[b].bounds;
  if (formula == CellFormula::points || formula == CellFormula::difference) {
    const double factor = formula == CellFormula::points ? convert(1.0, row.unit, percent_unit()) : 1.0;
    out.value = (x - y) * factor;
    out.bounds = scale(subtract(in_x, in_y), factor);
  } else if (const Reason why = growth_reason(y, x); why != Reason::none) {
    out.value = why;
    out.formula = CellFormula::none;
  } else {
    const bool growth = formula == CellFormula::growth;
    out.value = growth ? 100.0 * growth_kernel(y, x) : 100.0 * (x / y);
    out.bounds = scale(divide(in_x, in_y), 100.0);
    if (growth) out.bounds = subtract(out.bounds, Bounds::exactly(100.0));
  }
  if (in_x.is_exact() && in_y.is_exact()) out.bounds = Bounds::exactly(out.value.value);
  return out;
}

/// True if the growth between two levels is the published one, up to rounding.
[[nodiscard]] inline bool agrees(const KeyLevels& levels, const MonitoringCell& before, const MonitoringCell& now, const MonitoringCell& growth) {
  const double base = before.value.value;
  if (!(base > 0.0)) return false;
  const double rate = growth_kernel(base, now.value.value);
  const double open = levels.rounding(growth, percent_unit()) + 100.0 * (levels.rounding(now, levels.unit) + levels.rounding(before, levels.unit) * (1.0 + rate)) / base;
  return std::abs(100.0 * rate - growth.value.value) <= std::max(open, 1e-9);
}

/// The year before, beside the level `then_now`: as it is known if that agrees with the published growth or was restated with it,
/// else as the published growth implies it.
[[nodiscard]] inline MonitoringCell same_period_base(const KeyLevels& levels, const MonitoringCell& before, const MonitoringCell& growth,
                                                     const MonitoringCell& then_now, bool published) {
  if (!published || !growth.value || !then_now.value || levels.accounting == Accounting::rate) return before;
  if (before.value && (before.known_on >= growth.known_on || agrees(levels, before, then_now, growth))) return before;
  const double factor = 1.0 + growth.value.value / 100.0;
  if (!(factor > 0.0)) return before;
  MonitoringCell out = then_now;
  out.value = then_now.value.value / factor;
  out.bounds = divide(then_now.bounds, add(Bounds::exactly(1.0), scale(growth.bounds, 0.01)));
  if (then_now.bounds.is_exact() && growth.bounds.is_exact()) out.bounds = Bounds::exactly(out.value.value);
  out.formula = CellFormula::implied_base;
  out.status = std::max(then_now.status, growth.status);
  out.inputs.insert(out.inputs.end(), growth.inputs.begin(), growth.inputs.end());
  out.note = "monitoring.note.implied_base";
  return out;
}

/// A published growth in the style asked for.
[[nodiscard]] inline MonitoringCell as_published(MonitoringCell growth, ComparisonStyle style) {
  if (style == ComparisonStyle::index) {
    growth.value = 100.0 + growth.value.value;
    growth.bounds = add(growth.bounds, Bounds::exactly(100.0));
  }
  return growth;
}

/// Growth on the year before: the published one where it belongs to the very figure shown or there is no figure, else computed from the two cells.
[[nodiscard]] inline MonitoringCell on_same(const MonitoringRow& row, MonitoringColumn now, MonitoringColumn before, const MonitoringCell& growth, ComparisonStyle style) {
  const bool rate = row.accounting == Accounting::rate && row.unit.is_ratio();
  const CellFormula formula = rate ? CellFormula::points : style == ComparisonStyle::growth ? CellFormula::growth : CellFormula::index;
  const bool implied = row[before].formula == CellFormula::implied_base;
  const bool of_this_figure = !row[now].value || (implied && row[now].known_on == row[before].known_on);
  if (rate || !growth.value || !of_this_figure) return compared(row, now, before, formula);
  MonitoringCell out = as_published(growth, style);
  if (row[now].value) out.status = std::max(growth.status, row[now].status);
  return out;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
