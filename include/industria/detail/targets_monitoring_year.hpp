// SPDX-License-Identifier: Apache-2.0
// The rest of the year in the monitoring table: the usual share, the estimate with its law, and what the remaining periods need.
#pragma once

#include <industria/detail/targets_monitoring_cells.hpp>
#include <industria/targets/plan_year.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

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

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
