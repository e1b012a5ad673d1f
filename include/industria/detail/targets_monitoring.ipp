// SPDX-License-Identifier: Apache-2.0
// Body of targets/monitoring.hpp: the rows of the table. Cells, plan and the rest of the year, texts and revisions have files of their own.
#pragma once

#include <industria/targets/monitoring.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/targets_monitoring_plan.hpp>
#include <industria/detail/targets_monitoring_year.hpp>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

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
