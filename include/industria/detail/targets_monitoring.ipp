// SPDX-License-Identifier: Apache-2.0
// Body of targets/monitoring.hpp: the rows of the table and their cells. Texts and revisions have files of their own.
#pragma once

#include <industria/targets/assess.hpp>  // before the bodies that stand on it

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/targets_level.ipp>
#include <industria/detail/targets_monitoring_levels.hpp>
#include <industria/detail/targets_statements.ipp>
#include <industria/targets/monitoring.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

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

/// The part of the year that is usually done by `period`, in per cent, from the years before it.
[[nodiscard]] inline MonitoringCell usual_share(const KeyLevels& levels, const Period& period, ShareRule rule) {
  MonitoringCell out = levels.blank(Reason::too_few_points);
  out.unit = percent_unit();
  out.basis = {};
  if (period.kind == PeriodKind::year || levels.accounting == Accounting::stock || levels.accounting == Accounting::rate) {
    out.value = Reason::not_comparable;
    out.note = "monitoring.note.not_added";
    return out;
  }
  std::vector<double> shares;
  const int n = periods_per_year(period.kind);
  for (int year = period.year - 1; year >= period.year - 10; --year) {
    const Period then{year, period.kind, period.index};
    MonitoringCell whole = levels.sum(Period::of_year(year), period.kind);
    MonitoringCell part = period.index == 1 ? levels.level(then) : levels.sum(so_far_of(then), period.kind);
    if (!whole.value || !part.value) {
      whole = levels.level(Period::of_year(year));
      part = levels.so_far(then);
    }
    const double weight = levels.accounting == Accounting::index ? static_cast<double>(period.index) / n : 1.0;
    if (whole.value && part.value && whole.value.value > 0.0 && part.value.value > 0.0) {
      shares.push_back(weight * part.value.value / whole.value.value);
      out.status = std::max(out.status, whole.status);
      out.known_on = std::max(out.known_on, whole.known_on);
      out.inputs.insert(out.inputs.end(), whole.inputs.begin(), whole.inputs.end());
    }
    if (rule == ShareRule::last_year) break;
  }
  if (shares.empty()) return out;
  double share = std::accumulate(shares.begin(), shares.end(), 0.0) / static_cast<double>(shares.size());
  if (rule == ShareRule::median) {
    std::sort(shares.begin(), shares.end());
    const std::size_t half = shares.size() / 2;
    share = shares.size() % 2 == 1 ? shares[half] : 0.5 * (shares[half - 1] + shares[half]);
  }
  out.value = 100.0 * share;
  out.bounds = Bounds::exactly(out.value.value);
  out.formula = CellFormula::share;
  return out;
}

/// One year of the key as sums from January on, an index like a flow; what follows a missing period stays missing.
[[nodiscard]] inline PlanYear year_sums(const KeyLevels& levels, const IndicatorKey& key, const Period& upto) {
  PlanYear out{.id = key.unique_id(), .year = upto.year};
  double sum = 0.0;
  for (int i = 1; i <= upto.index; ++i) {
    const MonitoringCell part = levels.level({upto.year, upto.kind, i});
    sum += part.value.value;
    if (is_missing(sum) && levels.accounting == Accounting::flow) sum = levels.so_far({upto.year, upto.kind, i}).value.value;
    if (sum > 0.0 && !is_missing(sum)) out.cumulative[static_cast<std::size_t>(i * months_in(upto.kind) - 1)] = sum;
  }
  return out;
}

[[nodiscard]] inline bool has_year_law(const MonitoringRow& row) noexcept {
  return row.periods_left > 0 && row.period.kind != PeriodKind::year && row[MonitoringColumn::full_year].value && row[MonitoringColumn::full_year].value.value > 0.0 &&
         (row.accounting == Accounting::flow || row.accounting == Accounting::index);
}

/// The law of the year's result by the model, moved so that its median is the estimate shown: its spread is what past years teach.
inline void fill_year_law(MonitoringRow& row, const KeyLevels& levels, const PlanYearModel& model, double level) {
  const MonitoringCell& plan = row[MonitoringColumn::plan];
  row.plan_probability = plan.value ? row.periods_left == 0 ? Reason::no_time_left : Reason::too_few_points : plan.value.reason;
  if (!has_year_law(row)) return;
  row.full_year_law = full_year_estimate(year_sums(levels, row.key, row.period), model).result_law;
  if (row.full_year_law.empty()) return;
  MonitoringCell& estimate = row.cells[static_cast<std::size_t>(MonitoringColumn::full_year)];
  const double shift = std::log(estimate.value.value) - std::log(row.full_year_law.median());
  for (YearLaw::Part& part : row.full_year_law.parts) part.location += shift;
  if (row.accounting == Accounting::index) row.full_year_law.floor /= periods_per_year(row.period.kind);  // of the sum, now of the mean
  estimate.interval = row.full_year_law.interval(level);
  if (!plan.value) return;
  const auto at_least = [&](double x) { return row.full_year_law.probability_at_least(x); };
  switch (row.direction) {
    case Direction::at_least: row.plan_probability = at_least(plan.value.value); break;
    case Direction::at_most: row.plan_probability = 1.0 - at_least(plan.value.value); break;
    case Direction::within: row.plan_probability = (plan.bounds.has_lo() ? at_least(plan.bounds.lo) : 1.0) - (plan.bounds.has_hi() ? at_least(plan.bounds.hi) : 0.0); break;
  }
}

/// The estimate of the year: the office's own, else cumulative by the usual share.
inline void fill_full_year(MonitoringDraft& draft, const KeyLevels& levels, const MonitoringOptions& options) {
  MonitoringRow& row = draft.row;
  const Period year = Period::of_year(row.period.year);
  const MonitoringCell own = levels.stated(year);
  const bool over = row.periods_left == 0;
  MonitoringCell cell = levels.blank(Reason::too_few_points);
  if (over) {
    cell = from_cells(row, CellFormula::stated, row.unit, {MonitoringColumn::cumulative});
    if (cell.value) {
      cell.value = row[MonitoringColumn::cumulative].value;
      cell.bounds = row[MonitoringColumn::cumulative].bounds;
    }
  } else if (own.value && options.stated_full_year) {
    cell = own;
    row.notes.emplace_back("monitoring.note.full_year_stated");
  } else if (row.accounting == Accounting::flow || row.accounting == Accounting::index) {
    cell = from_cells(row, CellFormula::by_share, row.unit, {MonitoringColumn::cumulative, MonitoringColumn::expected_share});
    if (cell.value) {
      const double part = row.accounting == Accounting::index ? static_cast<double>(row.period.index) / periods_per_year(row.period.kind) : 1.0;
      cell.value = row[MonitoringColumn::cumulative].value.value / (row[MonitoringColumn::expected_share].value.value / 100.0) * part;
      cell.status = Status::estimate;
    }
  } else {
    cell.value = Reason::not_comparable;
    cell.note = "monitoring.note.not_added";
  }
  cell.basis = row.basis;
  draft.set(MonitoringColumn::full_year, std::move(cell));
}

/// The levels of the periods after `period` in its year.
[[nodiscard]] inline std::vector<MonitoringCell> later_periods(const KeyLevels& levels, const Period& period) {
  std::vector<MonitoringCell> out;
  for (int i = period.index + 1; i <= periods_per_year(period.kind); ++i) out.push_back(levels.level({period.year, period.kind, i}));
  return out;
}

/// What remains, per period and against the same periods of last year, and the path through them.
inline void fill_required(MonitoringDraft& draft, const KeyLevels& levels, ComparisonStyle style) {
  MonitoringRow& row = draft.row;
  const bool added = row.accounting == Accounting::flow;
  const auto no = [&](Reason why) {
    MonitoringCell out = levels.blank(why);
    out.note = added ? "" : "monitoring.note.not_added";
    return out;
  };
  if (!added) {
    for (const MonitoringColumn c : {MonitoringColumn::remaining, MonitoringColumn::required_per_period, MonitoringColumn::remaining_last_year, MonitoringColumn::required_on_same_period}) draft.set(c, no(Reason::not_comparable));
    return;
  }
  draft.set(MonitoringColumn::remaining, compared(row, MonitoringColumn::plan, MonitoringColumn::cumulative, CellFormula::difference)).basis = row.basis;
  row.cells[static_cast<std::size_t>(MonitoringColumn::remaining)].unit = row.unit;
  const std::vector<MonitoringCell> then_left = later_periods(levels, {row.period.year - 1, row.period.kind, row.period.index});
  MonitoringCell rest = levels.together(then_left);
  if (!rest.value && row[MonitoringColumn::cumulative_same_period].formula != CellFormula::implied_base) {
    rest = compared(row, MonitoringColumn::last_year, MonitoringColumn::cumulative_same_period, CellFormula::difference);
    rest.unit = row.unit;
    rest.basis = row.basis;
  }
  draft.set(MonitoringColumn::remaining_last_year, std::move(rest));
  if (row.periods_left == 0) {
    draft.set(MonitoringColumn::required_per_period, no(Reason::no_time_left));
    draft.set(MonitoringColumn::required_on_same_period, no(Reason::no_time_left));
    return;
  }
  const auto left = static_cast<double>(row.periods_left);
  MonitoringCell each = from_cells(row, CellFormula::quotient, row.unit, {MonitoringColumn::remaining});
  if (each.value) {
    each.value = row[MonitoringColumn::remaining].value.value / left;
    each.bounds = divide(row[MonitoringColumn::remaining].bounds, Bounds::exactly(left));
  }
  each.basis = row.basis;
  draft.set(MonitoringColumn::required_per_period, std::move(each));
  draft.set(MonitoringColumn::required_on_same_period,
            compared(row, MonitoringColumn::remaining, MonitoringColumn::remaining_last_year, style == ComparisonStyle::growth ? CellFormula::growth : CellFormula::index));
  if (!row[MonitoringColumn::remaining].value) return;
  const double to_do = row[MonitoringColumn::remaining].value.value;
  double sum = 0.0;
  for (const MonitoringCell& part : then_left) sum += part.value.value;
  for (const MonitoringCell& part : then_left) row.required_path.push_back(sum > 0.0 ? part.value.value * (to_do / sum) : to_do / left);
}

/// All cells of one row whose period, unit and basis are known.
inline void fill_cells(MonitoringDraft& draft, const KeyLevels& levels, const KeyRows& rows, const MonitoringOptions& options, Date as_of) {
  MonitoringRow& row = draft.row;
  const Period& period = row.period;
  const Period whole = so_far_of(period);
  const bool rate = row.accounting == Accounting::rate && row.unit.is_ratio();
  const CellFormula comparison = rate ? CellFormula::points : options.style == ComparisonStyle::growth ? CellFormula::growth : CellFormula::index;
  row.periods_left = periods_per_year(period.kind) - period.index;

  draft.set(MonitoringColumn::current, levels.level(period));
  draft.set(MonitoringColumn::previous, levels.level(period.plus(-1)));
  draft.set(MonitoringColumn::last_year, levels.level(Period::of_year(period.year - 1)));
  const MonitoringCell published = levels.growth(period);
  draft.set(MonitoringColumn::same_period, same_period_base(levels, levels.level(year_before(period)), published, levels.level(period, published.known_on), options.published_growth));
  if (row.accounting == Accounting::rate) {
    MonitoringCell none = levels.blank(Reason::not_comparable);
    none.note = "monitoring.note.not_added";
    for (const MonitoringColumn c : {MonitoringColumn::cumulative, MonitoringColumn::cumulative_same_period}) draft.set(c, none);
  } else {
    const MonitoringCell published_sum = period.kind == PeriodKind::year ? published : levels.growth(whole);
    draft.set(MonitoringColumn::cumulative, levels.so_far(period));
    draft.set(MonitoringColumn::cumulative_same_period, same_period_base(levels, levels.so_far(year_before(period)), published_sum,
                                                               levels.so_far(period, published_sum.known_on), options.published_growth));
    draft.set(MonitoringColumn::cumulative_on_same_period, on_same(row, MonitoringColumn::cumulative, MonitoringColumn::cumulative_same_period, published_sum, options.style));
  }
  if (row.accounting == Accounting::rate) draft.set(MonitoringColumn::cumulative_on_same_period, row[MonitoringColumn::cumulative]);
  const MonitoringCell step = levels.growth_on_previous(period);
  const bool only_growth = !row[MonitoringColumn::current].value && step.value && !rate;
  draft.set(MonitoringColumn::on_previous,
            only_growth ? as_published(step, options.style) : compared(row, MonitoringColumn::current, MonitoringColumn::previous, comparison));
  draft.set(MonitoringColumn::on_same_period, on_same(row, MonitoringColumn::current, MonitoringColumn::same_period, published, options.style));

  fill_plan(draft, levels, rows, as_of);
  draft.set(MonitoringColumn::expected_share, usual_share(levels, period, options.share));
  fill_full_year(draft, levels, options);
  const bool by_points = rate;
  const MonitoringColumn reached = row.accounting == Accounting::rate ? MonitoringColumn::current : MonitoringColumn::cumulative;
  draft.set(MonitoringColumn::on_plan, compared(row, reached, MonitoringColumn::plan, by_points ? CellFormula::points : CellFormula::index));
  draft.set(MonitoringColumn::full_year_on_plan, compared(row, MonitoringColumn::full_year, MonitoringColumn::plan, by_points ? CellFormula::points : CellFormula::index));
  MonitoringCell pace = from_cells(row, CellFormula::on_expected, percent_unit(), {MonitoringColumn::cumulative, MonitoringColumn::plan, MonitoringColumn::expected_share});
  if (pace.value && row.accounting == Accounting::flow) {
    const double expected = row[MonitoringColumn::plan].value.value * row[MonitoringColumn::expected_share].value.value / 100.0;
    pace.value = expected > 0.0 ? Value(100.0 * row[MonitoringColumn::cumulative].value.value / expected) : Value(Reason::zero_base);
    pace.bounds = row[MonitoringColumn::plan].bounds.is_exact() ? Bounds::exactly(pace.value.value) : Bounds{};
  } else if (pace.value) {
    pace.value = Reason::not_comparable;
    pace.formula = CellFormula::none;
  }
  draft.set(MonitoringColumn::on_expected, std::move(pace));
  fill_required(draft, levels, options.style);
}

/// Unit in which the row is printed: the indicator's, else the product's, else that of its latest figure.
[[nodiscard]] inline Unit row_unit(const Dataset& data, const IndicatorKey& key, const Unit& figures) {
  if (const Indicator* i = find_by_id(data.indicators, key.indicator); i != nullptr && is_convertible(i->unit, figures)) return i->unit;
  if (const Product* p = find_by_id(data.products, key.product); p != nullptr && is_convertible(p->unit, figures)) return p->unit;
  return figures;
}

/// Of the levels, those in the latest one's dimension and price basis; of the growths all. What is left out is told.
[[nodiscard]] inline KeyRows comparable_rows(const Dataset& data, const KeyRows& rows, std::vector<Issue>& issues) {
  KeyRows out = rows;
  if (rows.levels.empty()) return out;
  std::vector<LevelRow> levels;
  for (const std::size_t i : rows.levels) levels.push_back({&data.observations[i], i});
  const Figure& latest = latest_level(levels).observation->figure;
  const PriceBasis basis = latest.basis;
  const Unit unit = latest.unit;
  leave_out(levels, issues, "model.other_price_basis", in_both_languages("basis", basis), [&](const Observation& o) { return o.figure.basis == basis; });
  leave_out(levels, issues, "model.other_dimension", in_both_languages("unit", unit), [&](const Observation& o) { return is_convertible(o.figure.unit, unit); });
  out.levels.clear();
  for (const LevelRow& row : levels) out.levels.push_back(row.row);
  return out;
}

/// The kind of period of a row: the one asked for if figures of this or last year are that fine, else the finest there is.
[[nodiscard]] inline PeriodKind row_kind(const KeyLevels& levels, const Period& asked) {
  std::set<PeriodKind> kinds = levels.kinds_in(asked.year);
  kinds.merge(levels.kinds_in(asked.year - 1));
  PeriodKind kind = asked.kind;
  int best = 13;
  for (const PeriodKind k : kinds) {
    const int length = months_in(k);
    if (length <= months_in(asked.kind)) return asked.kind;
    if (length < best) {
      best = length;
      kind = k;
    }
  }
  return kind;
}

/// A published sum from January on that is not the sum of its periods, both known.
inline void doubt_sum(const KeyLevels& levels, const MonitoringRow& row, std::vector<Issue>& issues) {
  const MonitoringCell& published = row[MonitoringColumn::cumulative];
  if (row.accounting != Accounting::flow || published.formula != CellFormula::stated || row.period.index == 1) return;
  const MonitoringCell sum = levels.sum(so_far_of(row.period), row.period.kind);
  const double slack = levels.rounding(published, row.unit) + levels.rounding(sum, row.unit);
  if (!sum.value || std::abs(published.value.value - sum.value.value) <= std::max(slack, 1e-9 * std::abs(sum.value.value))) return;
  issues.push_back({.severity = Severity::warning,
                    .code = "monitoring.cumulative_differs",
                    .where = published.inputs.front().where,
                    .value = row.key.unique_id(),
                    .args = {{"published_vi", format_significant(published.value.value, 8, Language::vi)},
                             {"published_en", format_significant(published.value.value, 8, Language::en)},
                             {"sum_vi", format_significant(sum.value.value, 8, Language::vi)},
                             {"sum_en", format_significant(sum.value.value, 8, Language::en)}}});
}

inline void note_row(MonitoringRow& row, const Period& asked) {
  const MonitoringCell& current = row[MonitoringColumn::current];
  if (current.value && current.status != Status::final) row.notes.insert(row.notes.begin(), "monitoring.note." + std::string(name(current.status)));
  if (row.period.kind != asked.kind) {
    const PeriodKind kind = row.period.kind;
    row.notes.emplace_back(kind == PeriodKind::quarter ? "monitoring.note.quarters" : kind == PeriodKind::half ? "monitoring.note.halves" : "monitoring.note.years");
  }
  for (const MonitoringColumn c : {MonitoringColumn::same_period, MonitoringColumn::cumulative_same_period}) {
    const std::string& note = row[c].note;
    if (row[c].value && !note.empty() && std::find(row.notes.begin(), row.notes.end(), note) == row.notes.end()) row.notes.push_back(note);
  }
}

/// Position of each place, indicator, sector and product in the dataset's tables; those not declared come last.
struct MonitoringOrder {
  std::map<std::string, std::size_t, std::less<>> places, indicators, sectors, products;
  explicit MonitoringOrder(const Dataset& data) {
    for (const Place& p : data.places.places()) places.emplace(p.id, places.size());
    for (const Indicator& i : data.indicators) indicators.emplace(i.id, indicators.size());
    for (const Sector& s : data.sectors) sectors.emplace(s.code, sectors.size());
    for (const Product& p : data.products) products.emplace(p.id, products.size());
  }
  [[nodiscard]] static std::size_t at(const std::map<std::string, std::size_t, std::less<>>& table, const std::string& id) {
    if (id.empty()) return 0;
    const auto found = table.find(id);
    return 1 + (found == table.end() ? table.size() : found->second);
  }
  [[nodiscard]] auto rank(const IndicatorKey& k) const {
    return std::tuple(at(places, k.place), at(indicators, k.indicator), at(products, k.product), at(sectors, k.sector), k);
  }
};

}  // namespace detail

INDUSTRIA_INLINE MonitoringTable monitoring_table(const Dataset& data, const Period& asked, const MonitoringOptions& options) {
  if (!asked.is_valid()) throw ValueError("monitoring_table: period is \"" + to_text(asked) + "\", expected a valid one");
  if (!(options.level >= 1.0 && options.level < 100.0)) throw ValueError("monitoring_table: level is " + to_shortest(options.level) + ", expected per cent from 1 to below 100");
  MonitoringTable table;
  table.period = asked.kind == PeriodKind::year_to_date ? Period::of_month(asked.year, asked.index) : asked;
  table.as_of = options.as_of ? options.as_of : latest_known(data);
  table.style = options.style;
  std::vector<detail::MonitoringDraft> drafts;
  std::vector<PlanYear> history;
  for (const auto& [key, all] : detail::rows_by_key(data, table.as_of)) {
    if (!options.place.empty() && key.place != options.place) continue;
    const detail::KeyRows rows = detail::comparable_rows(data, all, table.issues);
    Figure latest;
    if (!rows.levels.empty()) latest = data.observations[rows.levels.back()].figure;
    else if (!rows.plans.empty()) latest = data.observations[rows.plans.front()].figure;
    else if (!rows.targets.empty()) latest = data.targets[rows.targets.front()].figure;
    const Indicator* indicator = find_by_id(data.indicators, key.indicator);
    if (rows.levels.empty() && rows.plans.empty() && rows.targets.empty() && indicator != nullptr) latest.unit = indicator->unit;  // growths only
    const Accounting accounting = indicator == nullptr ? Accounting::flow : indicator->accounting;
    detail::MonitoringDraft draft{.levels = detail::KeyLevels(data, rows, detail::row_unit(data, key, latest.unit), latest.basis, accounting)};
    const detail::KeyLevels& levels = draft.levels;
    MonitoringRow& row = draft.row;
    row.key = key;
    row.unit = levels.unit;
    row.basis = levels.basis;
    row.accounting = accounting;
    row.direction = indicator != nullptr && indicator->desired == Desired::down ? Direction::at_most : Direction::at_least;
    row.period = detail::period_around(table.period, detail::row_kind(levels, table.period));
    detail::fill_cells(draft, levels, rows, options, table.as_of);
    const bool has_growth = row[MonitoringColumn::on_same_period].value || row[MonitoringColumn::cumulative_on_same_period].value || row[MonitoringColumn::on_previous].value;
    const bool has_figures = has_growth || !levels.kinds_in(row.period.year).empty() || !levels.kinds_in(row.period.year - 1).empty();
    if (!has_figures && !row[MonitoringColumn::plan].value) continue;
    detail::doubt_sum(levels, row, table.issues);
    detail::note_row(row, table.period);
    for (int year = row.period.year - 10; detail::has_year_law(row) && year < row.period.year; ++year) {
      PlanYear past = detail::year_sums(levels, key, {year, row.period.kind, periods_per_year(row.period.kind)});
      if (!is_missing(past.cumulative[11])) history.push_back(std::move(past));
    }
    drafts.push_back(std::move(draft));
  }
  const PlanYearModel model = fit_plan_year(history);
  for (detail::MonitoringDraft& draft : drafts) {
    detail::fill_year_law(draft.row, draft.levels, model, options.level);
    table.rows.push_back(std::move(draft.row));
  }
  const detail::MonitoringOrder order(data);
  std::stable_sort(table.rows.begin(), table.rows.end(), [&](const MonitoringRow& a, const MonitoringRow& b) { return order.rank(a.key) < order.rank(b.key); });
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const bool first = i == 0 || table.rows[i].key.place != table.rows[i - 1].key.place;
    table.rows[i].number = first ? 1 : table.rows[i - 1].number + 1;
  }
  return table;
}

INDUSTRIA_INLINE std::vector<MonitoringColumn> cells_from(const MonitoringRow& row, std::size_t observation) {
  std::array<bool, monitoring_columns> hit{};
  for (bool again = true; again;) {  // a cell may stand before its inputs
    again = false;
    for (std::size_t c = 0; c < monitoring_columns; ++c) {
      if (hit[c]) continue;
      hit[c] = std::any_of(row.cells[c].inputs.begin(), row.cells[c].inputs.end(), [&](const CellInput& in) {
        return in.kind == CellInput::Kind::cell ? hit[static_cast<std::size_t>(in.column)] : in.kind == CellInput::Kind::observation && in.row == observation;
      });
      again = again || hit[c];
    }
  }
  std::vector<MonitoringColumn> out;
  for (std::size_t c = 0; c < monitoring_columns; ++c) {
    if (hit[c]) out.push_back(static_cast<MonitoringColumn>(c));
  }
  return out;
}

INDUSTRIA_INLINE std::vector<Contributor> contributors(const Dataset& data, const MonitoringTable& table, std::size_t total, bool cumulative) {
  if (total >= table.rows.size())
    throw ValueError("contributors: total is " + std::to_string(total) + ", expected a row below " + std::to_string(table.rows.size()));
  const MonitoringRow& whole = table.rows[total];
  const MonitoringColumn now = cumulative ? MonitoringColumn::cumulative : MonitoringColumn::current;
  const MonitoringColumn then = cumulative ? MonitoringColumn::cumulative_same_period : MonitoringColumn::same_period;
  const auto lies_under = [&](const IndicatorKey& key) {
    IndicatorKey by_sector = key;
    const Sector* sector = find_sector(data, key.sector);
    by_sector.sector = sector == nullptr ? std::string() : sector->parent;
    IndicatorKey by_place = key;
    const Place* place = data.places.find(key.place);
    by_place.place = place == nullptr ? std::string() : place->parent;
    return (!by_sector.sector.empty() && by_sector == whole.key) || (!by_place.place.empty() && by_place == whole.key);
  };
  std::vector<Contributor> out;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const MonitoringRow& part = table.rows[i];
    if (!lies_under(part.key) || part.accounting != Accounting::flow || !(part.unit == whole.unit) || !(part.basis == whole.basis)) continue;
    Contributor c{.row = i};
    const Value& base = whole[then].value;
    const Value& sum = whole[now].value;
    const bool known = part[now].value && part[then].value && base && sum;
    if (known && base.value > 0.0) c.points = 100.0 * (part[now].value.value - part[then].value.value) / base.value;
    if (known && sum.value > 0.0) c.share = 100.0 * part[now].value.value / sum.value;
    out.push_back(c);
  }
  std::stable_sort(out.begin(), out.end(), [](const Contributor& a, const Contributor& b) {
    return a.points && b.points ? a.points.value > b.points.value : a.points && !b.points;
  });
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
