// SPDX-License-Identifier: Apache-2.0
// Body of indicators/checks_series.hpp: levels are laid out by series and period once, each rule walks over them.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/indicators_checks_money.ipp>
#include <industria/indicators/checks_series.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The latest vintage of each level of a series, by period; values in the unit of the first row.
struct CheckedSeries {
  Unit unit;
  std::map<int, std::pair<double, const Observation*>> at;  ///< by Period::ordinal
};
using CheckedLevels = std::map<std::pair<IndicatorKey, PeriodKind>, CheckedSeries>;

[[nodiscard]] inline bool is_single_level(const Observation& o) {
  const bool single = o.span.first.year == 0 || o.span.first == o.span.last;
  return o.measure == Measure::level && o.status != Status::plan && single && !is_missing(o.figure.value);
}

[[nodiscard]] inline CheckedLevels checked_levels(const Dataset& data) {
  CheckedLevels all;
  for (const Observation& o : data.observations) {
    if (!is_single_level(o)) continue;
    CheckedSeries& series = all[{o.key, o.period().kind}];
    if (series.at.empty()) series.unit = o.figure.unit;
    if (!is_convertible(o.figure.unit, series.unit)) continue;
    auto& slot = series.at[o.period().ordinal()];
    if (slot.second == nullptr || known_date(*slot.second) <= known_date(o)) slot = {o.figure.in(series.unit).value, &o};
  }
  return all;
}

/// "Giá trị sản xuất, Lào Cai, Gạch": all parts of a key that have names.
inline void add_series(TextArgs& args, const Dataset& data, const IndicatorKey& key) {
  std::string vi;
  std::string en;
  const auto add = [&](const auto* row, const std::string& id) {
    if (id.empty()) return;
    const std::string own = row == nullptr || row->name_vi.empty() ? id : row->name_vi;
    vi += (vi.empty() ? "" : ", ") + own;
    en += (en.empty() ? "" : ", ") + (row == nullptr || row->name_en.empty() ? own : row->name_en);
  };
  add(find_by_id(data.indicators, key.indicator), key.indicator);
  add(find_by_id(data.products, key.product), key.product);
  add(find_sector(data, key.sector), key.sector);
  add(data.places.find(key.place), key.place);
  args.emplace_back("key_vi", std::move(vi));
  args.emplace_back("key_en", std::move(en));
}

[[nodiscard]] inline Issue series_issue(Severity severity, std::string code, const Dataset& data, const Observation& o) {
  Issue issue{.severity = severity, .code = std::move(code), .where = o.origin.where, .value = o.key.unique_id(), .args = {}};
  add_series(issue.args, data, o.key);
  add_both(issue.args, "period", o.period());
  add_amount(issue.args, "figure", o.figure.amount());
  return issue;
}

/// "F12; F13": cells of the issue's own sheet by their address, ":220; :221": rows of its own file by their line, others in full.
/// Short, since an argument shows 80 characters.
inline void add_cells(Issue& issue, const std::vector<const Observation*>& rows) {
  constexpr std::size_t few = 12;
  std::string cells;
  for (std::size_t i = 0; i < std::min(rows.size(), few); ++i) {
    const Location& at = rows[i]->origin.where;
    const bool same = at.file == issue.where.file && at.sheet == issue.where.sheet;
    const bool by_line = same && at.sheet.empty() && at.line > 0;
    cells += i > 0 ? "; " : "";
    cells += by_line ? ":" + std::to_string(at.line) : same && !at.column.empty() ? at.column : location_text(at);
  }
  if (rows.size() > few) cells += " …";
  issue.args.emplace_back("cells", std::move(cells));
}

[[nodiscard]] inline double middle_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

/// Half the distance of the last printed digit: what rounding may hide.
[[nodiscard]] inline double rounding_of(const Observation& o, const Unit& unit) {
  if (!(o.figure.resolution > 0.0)) return 0.0;
  return 0.5 * std::abs(Figure{.value = o.figure.resolution, .unit = o.figure.unit}.in(unit).value);
}

/// What the neighbours of a value say it should be, or missing if they do not agree.
[[nodiscard]] inline double neighbours_say(const CheckedSeries& series, int at, std::vector<const Observation*>& rows) {
  constexpr int reach = 2;
  constexpr double agreement = 1.6;
  std::vector<double> near;
  for (int step = -reach; step <= reach; ++step) {
    const auto found = step == 0 ? series.at.end() : series.at.find(at + step);
    if (found == series.at.end() || !(found->second.first > 0.0)) continue;
    near.push_back(found->second.first);
    rows.push_back(found->second.second);
  }
  if (near.size() < 2) return missing;
  const auto [lo, hi] = std::minmax_element(near.begin(), near.end());
  return *hi <= agreement * *lo ? middle_of(near) : missing;
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Issue> check_unit_slips(const Dataset& data) {
  constexpr double near_power = 0.12;  // of log10: a factor of 1.32 for the growth that lies between the two
  constexpr double jump = 0.7;         // of log10: a factor of 5
  std::vector<Issue> out;
  for (const auto& [key, series] : detail::checked_levels(data)) {
    const Indicator* indicator = find_by_id(data.indicators, key.first.indicator);
    if (key.second == PeriodKind::year_to_date || (indicator != nullptr && indicator->accounting == Accounting::rate)) continue;
    for (const auto& [at, point] : series.at) {
      std::vector<const Observation*> rows;
      const double expected = detail::neighbours_say(series, at, rows);
      if (is_missing(expected) || !(point.first > 0.0)) continue;
      const double power = std::log10(point.first / expected);
      if (!(std::abs(power) > jump)) continue;
      const double nearest = std::round(power);
      const bool slip = nearest != 0.0 && std::abs(power - nearest) <= near_power;
      Issue issue = detail::series_issue(slip ? Severity::error : Severity::warning, slip ? "check.unit_slip" : "check.level_jump", data, *point.second);
      detail::add_rounded(issue.args, "expected", expected, series.unit);
      const double times = std::pow(10.0, std::abs(slip ? nearest : power));
      for (const Language language : {Language::vi, Language::en}) {
        const TextArgs number{{"times", format_number(times, slip ? 0 : 1, language, true)}};
        issue.args.emplace_back(language == Language::vi ? "way_vi" : "way_en", text(power > 0.0 ? "check.way.more" : "check.way.less", language, number));
      }
      detail::add_cells(issue, rows);
      out.push_back(std::move(issue));
    }
  }
  return out;
}

INDUSTRIA_INLINE std::vector<Issue> check_cumulative(const Dataset& data) {
  constexpr double tolerance = 0.01;
  std::vector<Issue> out;
  const detail::CheckedLevels levels = detail::checked_levels(data);
  for (const auto& [key, series] : levels) {
    const Indicator* indicator = find_by_id(data.indicators, key.first.indicator);
    if (key.second != PeriodKind::year_to_date || indicator == nullptr || indicator->accounting != Accounting::flow) continue;
    const auto months = levels.find({key.first, PeriodKind::month});
    for (auto at = series.at.begin(); at != series.at.end(); ++at) {
      const auto& [value, row] = at->second;
      const Period period = row->period();
      if (at != series.at.begin()) {
        const auto& [before, earlier] = std::prev(at)->second;
        const double slack = detail::rounding_of(*row, series.unit) + detail::rounding_of(*earlier, series.unit);
        if (earlier->period().year == period.year && indicator->lower >= 0.0 && value < before - slack) {
          Issue issue = detail::series_issue(Severity::error, "check.cumulative_falls", data, *row);
          detail::add_both(issue.args, "before", earlier->period());
          detail::add_amount(issue.args, "known", earlier->figure.amount());
          detail::add_cells(issue, {earlier});
          out.push_back(std::move(issue));
          continue;
        }
      }
      if (months == levels.end() || !is_convertible(months->second.unit, series.unit)) continue;
      double sum = 0.0;
      double slack = detail::rounding_of(*row, series.unit);
      std::vector<const Observation*> rows;
      for (int m = 1; m <= period.index; ++m) {
        const auto month = months->second.at.find(Period::of_month(period.year, m).ordinal());
        if (month == months->second.at.end()) break;
        sum += month->second.second->figure.in(series.unit).value;
        slack += detail::rounding_of(*month->second.second, series.unit);
        rows.push_back(month->second.second);
      }
      if (static_cast<int>(rows.size()) < period.index || std::abs(sum - value) <= slack + tolerance * std::abs(value)) continue;
      Issue issue = detail::series_issue(Severity::warning, "check.months_differ_from_cumulative", data, *row);
      detail::add_rounded(issue.args, "sum", sum, series.unit);
      detail::add_rounded(issue.args, "difference", std::abs(sum - value), series.unit);
      detail::add_cells(issue, rows);
      out.push_back(std::move(issue));
    }
  }
  return out;
}

INDUSTRIA_INLINE std::vector<Issue> check_growth_figures(const Dataset& data) {
  constexpr double all_lost = -1.0;
  constexpr double extreme = 3.0;
  std::vector<Issue> out;
  for (const Observation& o : data.observations) {
    if (is_missing(o.figure.value) || !o.figure.unit.is_ratio()) continue;
    const double x = o.figure.in(Unit{}).value;
    const Indicator* indicator = find_by_id(data.indicators, o.key.indicator);
    const bool growth = o.measure == Measure::growth_on_previous || o.measure == Measure::growth_on_same_period || o.measure == Measure::average_growth ||
                        o.measure == Measure::deviation_from_plan;
    const bool part = o.measure == Measure::share || o.measure == Measure::ratio_to_plan ||
                      (o.measure == Measure::level && indicator != nullptr && indicator->accounting == Accounting::index);
    const bool can_fall_below = indicator == nullptr || indicator->lower < 0.0;
    if ((growth && x <= all_lost && !can_fall_below) || (part && x < 0.0)) {
      out.push_back(detail::series_issue(Severity::error, "check.impossible_growth", data, o));
    } else if (growth && x > extreme) {
      out.push_back(detail::series_issue(Severity::warning, "check.extreme_growth", data, o));
    }
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
