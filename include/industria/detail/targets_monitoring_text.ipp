// SPDX-License-Identifier: Apache-2.0
// Second body of targets/monitoring.hpp: heads, formulas and notes in words, and the table as JSON.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/detail/targets_monitoring_levels.hpp>
#include <industria/detail/targets_json.hpp>
#include <industria/targets/monitoring.hpp>

#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] inline std::string kind_suffix(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::quarter: return ".quarter";
    case PeriodKind::half: return ".half";
    case PeriodKind::year: return ".year";
    default: return ".month";
  }
}

/// The name of an input in a formula: the head of its column, or the period of the figure.
[[nodiscard]] inline std::string input_text(const MonitoringRow& row, const CellInput& input, Language language) {
  return input.kind == CellInput::Kind::cell ? column_text(input.column, row.period, language) : to_text(input.period, language);
}

[[nodiscard]] inline OrderedJson json_input(const CellInput& input) {
  if (input.kind == CellInput::Kind::cell) return {{"cell", name(input.column)}, {"value", json_number(input.value)}};
  OrderedJson out{{input.kind == CellInput::Kind::target ? "target" : "observation", input.row},
                  {"period", to_text(input.period)},
                  {"value", json_number(input.value)}};
  if (const std::string where = location_text(input.where); !where.empty()) out["where"] = where;
  return out;
}

[[nodiscard]] inline OrderedJson json_cell(const MonitoringCell& cell) {
  OrderedJson out = json_value(cell.value);
  out["unit"] = cell.unit.symbol();
  if (!cell.value) return out;
  if (!cell.bounds.is_exact()) out["bounds"] = json_bounds(cell.bounds);
  if (cell.interval.has_lo() || cell.interval.has_hi()) out["interval"] = json_bounds(cell.interval);
  out["status"] = name(cell.status);
  out["known_on"] = to_text(cell.known_on);
  out["formula"] = name(cell.formula);
  OrderedJson inputs = OrderedJson::array();
  for (const CellInput& input : cell.inputs) inputs.push_back(json_input(input));
  out["inputs"] = std::move(inputs);
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(MonitoringColumn column) noexcept {
  constexpr std::array<std::string_view, monitoring_columns> names{
      "same_period", "plan", "previous", "current", "cumulative", "on_previous", "on_same_period", "cumulative_on_same_period", "on_plan", "full_year",
      "full_year_on_plan", "cumulative_same_period", "last_year", "expected_share", "on_expected", "remaining", "required_per_period",
      "remaining_last_year", "required_on_same_period"};
  const auto i = static_cast<std::size_t>(column);
  return i < names.size() ? names[i] : "";
}

INDUSTRIA_INLINE std::string_view name(CellFormula formula) noexcept {
  constexpr std::array<std::string_view, 16> names{"none", "stated", "sum", "mean", "last", "growth", "index", "points", "difference", "quotient",
                                                   "implied_base", "grown", "by_share", "share", "on_expected", ""};
  return names[std::min<std::size_t>(static_cast<std::size_t>(formula), names.size() - 1)];
}

INDUSTRIA_INLINE std::string column_text(MonitoringColumn column, const Period& period, Language language) {
  std::string key = "monitoring.head." + std::string(name(column));
  if (column == MonitoringColumn::on_previous || column == MonitoringColumn::required_per_period) key += detail::kind_suffix(period.kind);
  const Period before = period.plus(-1);
  const Period so_far = detail::so_far_of(period);
  TextArgs args{{"year", std::to_string(period.year)}, {"last_year", std::to_string(period.year - 1)}};
  for (const Language l : {Language::vi, Language::en}) {
    const std::string end = l == Language::vi ? "_vi" : "_en";
    args.emplace_back("period" + end, to_text(period, l));
    args.emplace_back("previous" + end, to_text(before, l));
    args.emplace_back("so_far" + end, to_text(so_far, l));
  }
  return text(key, language, args);
}

INDUSTRIA_INLINE std::vector<std::string> monitoring_heads(const MonitoringTable& table, Language language) {
  std::vector<std::string> heads{text("monitoring.head.number", language), text("monitoring.head.indicator", language), text("monitoring.head.unit", language)};
  for (std::size_t c = 0; c < monitoring_form_columns; ++c) heads.push_back(column_text(static_cast<MonitoringColumn>(c), table.period, language));
  heads.push_back(text("monitoring.head.notes", language));
  return heads;
}

INDUSTRIA_INLINE std::string row_text(const Dataset& data, const MonitoringRow& row, Language language) {
  const auto pick = [&](const auto* thing) { return language == Language::en && !thing->name_en.empty() ? thing->name_en : thing->name_vi; };
  const Indicator* indicator = find_by_id(data.indicators, row.key.indicator);
  std::string out = indicator == nullptr ? row.key.indicator : pick(indicator);
  const auto join = [&](const std::string& part) { out += (out.empty() || part.empty() ? "" : " – ") + part; };
  const Product* product = find_by_id(data.products, row.key.product);
  if (!row.key.sector.empty() && (product == nullptr || product->sector != row.key.sector)) {
    const Sector* sector = find_sector(data, row.key.sector);
    join(sector == nullptr ? row.key.sector : pick(sector));
  }
  if (!row.key.product.empty()) join(product == nullptr ? row.key.product : pick(product));
  if (!row.key.plant.empty()) {
    const Plant* plant = find_by_id(data.plants, row.key.plant);
    join(plant == nullptr ? row.key.plant : plant->name);
  }
  const bool stated = row.basis.kind == PriceBasis::Kind::current || row.basis.kind == PriceBasis::Kind::constant;
  return stated ? out + " (" + to_text(row.basis, language) + ")" : out;
}

INDUSTRIA_INLINE std::string formula_text(const MonitoringRow& row, MonitoringColumn column, Language language) {
  const MonitoringCell& cell = row[column];
  TextArgs args{{"n", std::to_string(cell.formula == CellFormula::quotient ? static_cast<std::size_t>(row.periods_left) : cell.inputs.size())}};
  const char* letters[] = {"a", "b", "c"};
  std::string list;
  std::string years;
  std::set<int> named;
  const bool implied = cell.formula == CellFormula::implied_base && !cell.inputs.empty();
  for (std::size_t i = 0; i < cell.inputs.size(); ++i) {
    const std::string word = detail::input_text(row, cell.inputs[i], language);
    if (i < 3 && !implied) args.emplace_back(letters[i], word);
    if (implied && i + 1 == cell.inputs.size()) {
      args.emplace_back("b", word);
      continue;
    }
    list += (list.empty() ? "" : text("monitoring.formula.sum.plus", language)) + word;
    if (cell.inputs[i].period.year != 0 && named.insert(cell.inputs[i].period.year).second) years += (years.empty() ? "" : ", ") + std::to_string(cell.inputs[i].period.year);
  }
  if (implied && cell.inputs.size() > 2) list = "(" + list + ")";
  args.emplace_back("list", list);
  args.emplace_back("years", years);
  return text("monitoring.formula." + std::string(name(cell.formula)), language, args);
}

INDUSTRIA_INLINE std::string notes_text(const MonitoringRow& row, Language language) {
  std::string out;
  for (const std::string& note : row.notes) out += (out.empty() ? "" : text("monitoring.notes.join", language)) + text(note, language);
  return out;
}

INDUSTRIA_INLINE std::string to_json(const MonitoringTable& table) {
  detail::OrderedJson out;
  out["period"] = to_text(table.period);
  out["as_of"] = to_text(table.as_of);
  out["style"] = table.style == ComparisonStyle::growth ? "growth" : "index";
  detail::OrderedJson rows = detail::OrderedJson::array();
  for (const MonitoringRow& row : table.rows) {
    detail::OrderedJson r{{"number", row.number}, {"unique_id", row.key.unique_id()}, {"period", to_text(row.period)}, {"unit", row.unit.symbol()},
                          {"price_basis", to_text(row.basis)}};
    detail::OrderedJson cells;
    for (std::size_t c = 0; c < monitoring_columns; ++c) cells[std::string(name(static_cast<MonitoringColumn>(c)))] = detail::json_cell(row.cells[c]);
    r["cells"] = std::move(cells);
    r["required_path"] = row.required_path;
    r["plan_probability"] = detail::json_value(row.plan_probability);
    r["notes"] = row.notes;
    rows.push_back(std::move(r));
  }
  out["rows"] = std::move(rows);
  return out.dump();
}

}  // namespace industria::inline INDUSTRIA_ABI
