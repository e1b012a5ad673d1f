// SPDX-License-Identifier: Apache-2.0
// The plan of the year as a cell of the monitoring table: as it stood on the day, stated in whatever way.
#pragma once

#include <industria/targets/assess.hpp>  // before the bodies that stand on it

#include <industria/detail/targets_level.hpp>
#include <industria/detail/targets_monitoring_cells.hpp>
#include <industria/detail/targets_statements.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The plan of the year: stated as a level or an increase, as a growth, or as a planned level among the observations.
inline void fill_plan(MonitoringDraft& draft, const KeyLevels& levels, const KeyRows& rows, Date as_of) {
  const Dataset& data = levels.data;
  const Period year = Period::of_year(draft.row.period.year);
  const auto stated_by = [&](const Target& t) { const Date on = stated_date(data, t); return !(as_of && on && on > as_of); };
  TargetGroup level_targets;
  const Target* grown = nullptr;
  for (const std::size_t i : rows.targets) {
    const Target& t = data.targets[i];
    if (!(canonical(t.period()) == year) || !stated_by(t) || is_missing(t.figure.value)) continue;
    if (states_a_level(t.kind) && (level_targets.statements.empty() || belong_together(level_targets.first(), t))) level_targets.statements.push_back(&t);
    const bool one_year = t.span.first.year == 0 || t.span.first.year >= year.year - 1;
    if (t.kind == TargetKind::growth && one_year && (grown == nullptr || stated_date(data, t) >= stated_date(data, *grown))) grown = &t;
  }
  MonitoringCell cell = levels.blank(Reason::not_stated);
  cell.note = "monitoring.note.no_plan";
  const auto take = [&](const Target& t) {
    const std::size_t at = static_cast<std::size_t>(&t - data.targets.data());
    cell.inputs.push_back({.kind = CellInput::Kind::target, .row = at, .period = t.period(), .value = t.figure.value, .where = t.origin.where});
    cell.known_on = std::max(cell.known_on, stated_date(data, t));
    cell.status = Status::plan;
  };
  if (!level_targets.statements.empty()) {
    std::vector<Issue> replaced;
    drop_replaced(data, level_targets, replaced);
    Series base{.first = Period::of_year(year.year - 1), .unit = levels.unit, .basis = levels.basis};
    const MonitoringCell& last = draft.at(MonitoringColumn::last_year);
    if (last.value) base.values = {last.value.value};
    const Aim aim = level_aim(level_targets, base, {}, levels.unit);
    const PriceBasis& theirs = level_targets.first().figure.basis;
    cell.value = aim.reason == Reason::none ? theirs == levels.basis ? Value(aim.value) : Value(Reason::not_comparable) : Value(aim.reason);
    const bool exact = std::all_of(level_targets.statements.begin(), level_targets.statements.end(), [](const Target* t) { return t->figure.bounds.is_exact(); });
    if (cell.value) cell.bounds = exact ? Bounds::exactly(aim.value) : aim.bounds;
    cell.formula = cell.value ? CellFormula::stated : CellFormula::none;
    draft.row.direction = level_targets.first().direction;
    for (const Target* t : level_targets.statements) {
      take(*t);
      if (is_convertible(t->figure.unit, levels.unit)) cell.inputs.back().value = convert(t->figure.value, t->figure.unit, levels.unit);
    }
    if (!replaced.empty()) draft.row.notes.emplace_back("monitoring.note.plan_adjusted");
  } else if (grown != nullptr && grown->figure.unit.is_ratio() && levels.accounting != Accounting::rate) {
    const MonitoringCell& last = draft.at(MonitoringColumn::last_year);
    const double rate = convert(grown->figure.value, grown->figure.unit, Unit());
    cell.value = last.value ? Value(last.value.value * (1.0 + rate)) : Value(Reason::no_level);
    if (cell.value) {
      cell.bounds = multiply(last.bounds, add(Bounds::exactly(1.0), grown->figure.in(Unit()).bounds));
      cell.formula = CellFormula::grown;
      cell.inputs.push_back(cell_input(draft.row, MonitoringColumn::last_year));
      draft.row.notes.emplace_back("monitoring.note.plan_is_growth");
    }
    draft.row.direction = grown->direction;
    take(*grown);
    cell.inputs.back().value = 100.0 * rate;
  } else {
    std::size_t best = data.observations.size();
    for (const std::size_t i : rows.plans) {
      const Observation& o = data.observations[i];
      if (!(canonical(o.period()) == year) || !is_convertible(o.figure.unit, levels.unit)) continue;
      if (best == data.observations.size() || o.known_on >= data.observations[best].known_on) best = i;
    }
    if (best < data.observations.size()) {
      const Observation& o = data.observations[best];
      const Figure figure = o.figure.in(levels.unit);
      const bool same = o.figure.basis == levels.basis;
      cell.value = same ? Value(figure.value) : Value(Reason::not_comparable);
      if (same) cell.bounds = figure.bounds;
      cell.formula = same ? CellFormula::stated : CellFormula::none;
      cell.status = Status::plan;
      cell.known_on = o.known_on;
      cell.inputs = {{.kind = CellInput::Kind::observation, .row = best, .period = o.period(), .value = figure.value, .where = o.origin.where}};
    }
  }
  if (cell.status == Status::plan) cell.note.clear();
  draft.set(MonitoringColumn::plan, std::move(cell));
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
