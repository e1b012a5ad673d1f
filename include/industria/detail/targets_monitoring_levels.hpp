// SPDX-License-Identifier: Apache-2.0
// The figures of one key on a knowledge date, as cells of a monitoring table: stated, put together from finer periods, and the
// same period of the year before. Used by targets/monitoring.hpp only.
#pragma once

#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/model_level_rows.hpp>
#include <industria/targets/monitoring.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] inline const Unit& percent_unit() {
  static const Unit unit = parse_unit("%");
  return unit;
}
[[nodiscard]] inline const Unit& point_unit() {
  static const Unit unit = parse_unit("điểm %");
  return unit;
}

[[nodiscard]] constexpr int months_in(PeriodKind kind) noexcept { return kind == PeriodKind::year_to_date ? 1 : 12 / periods_per_year(kind); }
[[nodiscard]] constexpr int last_month(const Period& p) noexcept { return p.index * months_in(p.kind); }
[[nodiscard]] constexpr int first_month(const Period& p) noexcept { return p.kind == PeriodKind::year_to_date ? 1 : last_month(p) - months_in(p.kind) + 1; }
[[nodiscard]] constexpr Period year_before(const Period& p) noexcept { return {p.year - 1, p.kind, p.index}; }
/// January up to the end of `p`: the year itself for the whole year.
[[nodiscard]] constexpr Period so_far_of(const Period& p) noexcept {
  return last_month(p) == 12 ? Period::of_year(p.year) : Period::of_year_to_date(p.year, last_month(p));
}
/// The period of `kind` that holds the last month of `p`.
[[nodiscard]] constexpr Period period_around(const Period& p, PeriodKind kind) noexcept {
  return {p.year, kind, (last_month(p) - 1) / months_in(kind) + 1};
}

/// A whole year under its two names.
[[nodiscard]] constexpr Period canonical(const Period& p) noexcept {
  return p.kind == PeriodKind::year_to_date && p.index == 12 ? Period::of_year(p.year) : p;
}

/// The rows of the dataset that speak of one key.
struct KeyRows {
  std::vector<std::size_t> levels{};
  std::vector<std::size_t> plans{};    ///< levels of status plan
  std::vector<std::size_t> growths{};  ///< on the same period, in ratios of any scale
  std::vector<std::size_t> on_previous{};  ///< on the period before, likewise
  std::vector<std::size_t> targets{};
};

[[nodiscard]] inline std::map<IndicatorKey, KeyRows> rows_by_key(const Dataset& data, Date as_of) {
  std::map<IndicatorKey, KeyRows> keys;
  for (std::size_t i = 0; i < data.observations.size(); ++i) {
    const Observation& o = data.observations[i];
    if (is_missing(o.figure.value) || !o.period().is_valid()) continue;
    if (o.span.first.year != 0 && !(o.span.first == o.span.last)) continue;
    const Date known = o.status == Status::plan ? o.known_on : known_date(o);
    if (as_of && known && known > as_of) continue;
    if (o.measure == Measure::level) {
      KeyRows& rows = keys[o.key];
      (o.status == Status::plan ? rows.plans : rows.levels).push_back(i);
    } else if (o.status != Status::plan && o.figure.unit.is_ratio()) {
      if (o.measure == Measure::growth_on_same_period) keys[o.key].growths.push_back(i);
      if (o.measure == Measure::growth_on_previous) keys[o.key].on_previous.push_back(i);
    }
  }
  for (std::size_t i = 0; i < data.targets.size(); ++i) {
    if (data.targets[i].period().is_valid()) keys[data.targets[i].key].targets.push_back(i);
  }
  return keys;
}

/// One key's figures, best vintage first in each period.
class KeyLevels {
 public:
  const Dataset& data;
  Unit unit{};
  PriceBasis basis{};
  Accounting accounting = Accounting::flow;

  KeyLevels(const Dataset& dataset, const KeyRows& rows, const Unit& in_unit, const PriceBasis& in_basis, Accounting counted)
      : data(dataset), unit(in_unit), basis(in_basis), accounting(counted) {
    fill(levels_, rows.levels);
    fill(growths_, rows.growths);
    fill(on_previous_, rows.on_previous);
  }

  [[nodiscard]] bool has(const Period& period) const { return levels_.contains(key_of(period)); }
  /// Kinds of period for which there is a level in `year`.
  [[nodiscard]] std::set<PeriodKind> kinds_in(int year) const {
    std::set<PeriodKind> kinds;
    for (const auto& [at, rows] : levels_) {
      if (Period::from_ordinal(at.first, at.second).year == year) kinds.insert(at.first);
    }
    return kinds;
  }

  /// The level as stated, by the latest vintage known on `as_of` (no date: of all).
  [[nodiscard]] MonitoringCell stated(const Period& period, Date as_of = {}) const { return stated_in(levels_, period, as_of, unit); }
  /// The published growth on the same period of the year before, in per cent.
  [[nodiscard]] MonitoringCell growth(const Period& period, Date as_of = {}) const { return stated_in(growths_, period, as_of, percent_unit()); }

  [[nodiscard]] MonitoringCell growth_on_previous(const Period& period, Date as_of = {}) const { return stated_in(on_previous_, period, as_of, percent_unit()); }

  /// Put together from all periods of `kind` inside; missing with the first that is missing.
  [[nodiscard]] MonitoringCell parts(const Period& period, PeriodKind kind, Date as_of = {}) const {
    MonitoringCell out = blank(Reason::missing);
    const int length = months_in(kind);
    const int from = first_month(period);
    if (accounting == Accounting::rate || (last_month(period) - from + 1) % length != 0 || (from - 1) % length != 0) return out;
    std::vector<MonitoringCell> all;
    for (int month = from + length - 1; month <= last_month(period); month += length) {
      all.push_back(stated({period.year, kind, month / length}, as_of));
      if (!all.back().value) return out;
    }
    return combined(all);
  }

  /// Put together from periods of `first` if all are there, else from months, quarters or halves.
  [[nodiscard]] MonitoringCell sum(const Period& period, PeriodKind first, Date as_of = {}) const {
    MonitoringCell out = blank(Reason::missing);
    for (const PeriodKind kind : {first, PeriodKind::month, PeriodKind::quarter, PeriodKind::half}) {
      if (!out.value && kind != PeriodKind::year_to_date && months_in(kind) < last_month(period) - first_month(period) + 1) out = parts(period, kind, as_of);
    }
    return out;
  }

  /// The level of a period: as stated, else from months, quarters, halves; an estimate gives way to parts that became known later.
  [[nodiscard]] MonitoringCell level(const Period& period, Date as_of = {}) const {
    MonitoringCell out = stated(period, as_of);
    if (out.value && out.status != Status::estimate) return out;
    MonitoringCell built = sum(period, PeriodKind::month, as_of);
    return built.value && (!out.value || built.known_on > out.known_on) ? built : out;
  }

  /// January up to the end of `period`: as published, unless a month was revised later; else the sum of its own kind, else published
  /// up to some earlier period and the rest added.
  [[nodiscard]] MonitoringCell so_far(const Period& period, Date as_of = {}) const {
    const Period whole = so_far_of(period);
    if (accounting == Accounting::stock) return level(period, as_of);
    MonitoringCell out = stated(whole, as_of);
    const bool one = last_month(period) == months_in(period.kind);
    MonitoringCell built = one ? level(period, as_of) : sum(whole, period.kind, as_of);
    if (built.value && (!out.value || built.known_on > out.known_on)) return built;
    if (out.value || accounting != Accounting::flow || period.kind == PeriodKind::year) return out;
    std::vector<MonitoringCell> rest;
    for (int i = period.index; i > 1; --i) {
      rest.insert(rest.begin(), level({period.year, period.kind, i}, as_of));
      if (!rest.front().value) break;
      const MonitoringCell before = stated(Period::of_year_to_date(period.year, (i - 1) * months_in(period.kind)), as_of);
      if (!before.value) continue;
      rest.insert(rest.begin(), before);
      return combined(rest);
    }
    return out;
  }

  /// All of these together; missing with the first that is missing, or without any.
  [[nodiscard]] MonitoringCell together(const std::vector<MonitoringCell>& all) const {
    for (const MonitoringCell& part : all) {
      if (!part.value) return blank(part.value.reason);
    }
    return all.empty() ? blank(Reason::no_time_left) : combined(all);
  }

  /// Half of the last digits of all figures in the cell, in `unit`: what rounding leaves open.
  [[nodiscard]] double rounding(const MonitoringCell& cell, const Unit& in) const {
    double out = 0.0;
    for (const CellInput& input : cell.inputs) {
      if (input.kind == CellInput::Kind::observation) out += 0.5 * data.observations[input.row].figure.in(in).resolution;
    }
    return out;
  }

  [[nodiscard]] MonitoringCell blank(Reason why) const {
    MonitoringCell out;
    out.value = why;
    out.unit = unit;
    out.basis = basis;
    return out;
  }

 private:
  using Rows = std::map<std::pair<PeriodKind, int>, std::vector<std::size_t>>;
  Rows levels_;
  Rows growths_;
  Rows on_previous_;

  [[nodiscard]] static std::pair<PeriodKind, int> key_of(const Period& period) {
    const Period p = canonical(period);
    return {p.kind, p.ordinal()};
  }
  void fill(Rows& table, const std::vector<std::size_t>& rows) const {
    for (const std::size_t row : rows) table[key_of(data.observations[row].period())].push_back(row);
    for (auto& [at, same] : table) {
      std::sort(same.begin(), same.end(), [&](std::size_t a, std::size_t b) { return is_better({&data.observations[a], a}, {&data.observations[b], b}); });
    }
  }
  [[nodiscard]] MonitoringCell stated_in(const Rows& table, const Period& period, Date as_of, const Unit& in) const {
    MonitoringCell out = blank(Reason::no_observation);
    out.unit = in;
    const auto found = table.find(key_of(period));
    if (found == table.end()) return out;
    for (const std::size_t row : found->second) {
      const Observation& o = data.observations[row];
      if (as_of && known_date(o) > as_of) continue;
      const Figure figure = o.figure.in(in);
      out.value = figure.value;
      out.bounds = figure.bounds;
      out.status = o.status;
      out.known_on = known_date(o);
      out.formula = CellFormula::stated;
      out.inputs = {{.kind = CellInput::Kind::observation, .row = row, .period = o.period(), .value = figure.value, .where = o.origin.where}};
      break;
    }
    return out;
  }
  /// Sum of flows, mean of an index, last of stocks; every input kept.
  [[nodiscard]] MonitoringCell combined(const std::vector<MonitoringCell>& all) const {
    if (all.size() == 1) return all.front();
    if (accounting == Accounting::stock) {
      MonitoringCell last = all.back();
      last.formula = CellFormula::last;
      return last;
    }
    MonitoringCell out = blank(Reason::none);
    double sum = 0.0;
    out.bounds = Bounds::exactly(0.0);
    for (const MonitoringCell& part : all) {
      sum += part.value.value;
      out.bounds = add(out.bounds, part.bounds);
      out.status = std::max(out.status, part.status);
      out.known_on = std::max(out.known_on, part.known_on);
      out.inputs.insert(out.inputs.end(), part.inputs.begin(), part.inputs.end());
    }
    const bool mean = accounting == Accounting::index;
    const auto n = static_cast<double>(all.size());
    out.value = mean ? sum / n : sum;
    if (mean) out.bounds = divide(out.bounds, Bounds::exactly(n));
    out.formula = mean ? CellFormula::mean : CellFormula::sum;
    return out;
  }
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
