// SPDX-License-Identifier: Apache-2.0
// Body of indicators/checks_series.hpp: parts against wholes, plans against results, price bases within a series.
#pragma once

#include <industria/detail/indicators_checks_series.ipp>
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

/// A whole and the parts under it in one period.
struct SumCase {
  const Observation* whole = nullptr;
  double value = 0.0;
  double sum = 0.0;
  double slack = 0.0;
  Unit unit;
  std::vector<const Observation*> rows;
  std::set<std::string> parts;
};

/// The key one step up by place or by sector, with the name of the part; an empty indicator if there is none.
[[nodiscard]] inline std::pair<IndicatorKey, std::string> above(const Dataset& data, const IndicatorKey& key, bool by_place) {
  IndicatorKey up = key;
  if (by_place) {
    const Place* place = data.places.find(key.place);
    up.place = place == nullptr ? std::string() : place->parent;
    return {up.place.empty() ? IndicatorKey{} : up, key.place};
  }
  const Sector* sector = find_sector(data, key.sector);
  up.sector = sector == nullptr ? std::string() : sector->parent;
  return {up.sector.empty() ? IndicatorKey{} : up, key.sector};
}

/// All wholes with at least two parts in the same period and price basis, by whole and way of splitting.
[[nodiscard]] inline std::map<std::pair<IndicatorKey, bool>, std::vector<SumCase>> sum_cases(const Dataset& data) {
  std::map<std::pair<IndicatorKey, bool>, std::map<std::pair<PeriodKind, int>, SumCase>> cases;
  const CheckedLevels levels = checked_levels(data);
  for (const auto& [key, series] : levels) {
    const Indicator* indicator = find_by_id(data.indicators, key.first.indicator);
    if (indicator == nullptr || (indicator->accounting != Accounting::flow && indicator->accounting != Accounting::stock)) continue;
    for (const bool by_place : {true, false}) {
      const auto [up, part] = above(data, key.first, by_place);
      const auto whole = up.indicator.empty() ? levels.end() : levels.find({up, key.second});
      if (whole == levels.end() || !is_convertible(series.unit, whole->second.unit)) continue;
      for (const auto& [at, point] : series.at) {
        const auto top = whole->second.at.find(at);
        if (top == whole->second.at.end() || !(top->second.second->figure.basis == point.second->figure.basis)) continue;
        SumCase& sum = cases[{up, by_place}][{key.second, at}];
        if (sum.whole == nullptr) {
          sum.whole = top->second.second;
          sum.unit = whole->second.unit;
          sum.value = top->second.first;
          sum.slack = rounding_of(*sum.whole, sum.unit);
        }
        sum.sum += point.second->figure.in(sum.unit).value;
        sum.slack += rounding_of(*point.second, sum.unit);
        sum.rows.push_back(point.second);
        sum.parts.insert(part);
      }
    }
  }
  std::map<std::pair<IndicatorKey, bool>, std::vector<SumCase>> out;
  for (auto& [whole, periods] : cases) {
    for (auto& [at, sum] : periods) {
      if (sum.parts.size() > 1) out[whole].push_back(std::move(sum));
    }
  }
  return out;
}

/// The result of a year: its own figure, January to December, or twelve months.
[[nodiscard]] inline std::pair<double, const Observation*> year_result(const CheckedLevels& levels, const IndicatorKey& key, int year, const Unit& unit) {
  const auto value_at = [&](PeriodKind kind, const Period& period) -> std::pair<double, const Observation*> {
    const auto series = levels.find({key, kind});
    if (series == levels.end() || !is_convertible(series->second.unit, unit)) return {missing, nullptr};
    const auto point = series->second.at.find(period.ordinal());
    if (point == series->second.at.end()) return {missing, nullptr};
    return {point->second.second->figure.in(unit).value, point->second.second};
  };
  if (const auto own = value_at(PeriodKind::year, Period::of_year(year)); own.second != nullptr) return own;
  return value_at(PeriodKind::year_to_date, Period::of_year_to_date(year, 12));
}

[[nodiscard]] inline bool differs(const SumCase& sum, double tolerance) {
  return std::abs(sum.sum - sum.value) > sum.slack + tolerance * std::abs(sum.value);
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Issue> check_sums(const Dataset& data) {
  constexpr double tolerance = 0.005;
  constexpr double nearly = 0.1;
  std::vector<Issue> out;
  for (const auto& [whole, periods] : detail::sum_cases(data)) {
    for (const detail::SumCase& sum : periods) {
      if (!detail::differs(sum, tolerance)) continue;
      const Indicator* indicator = find_by_id(data.indicators, whole.first.indicator);
      const bool exceeds = sum.sum > sum.value && indicator != nullptr && indicator->lower >= 0.0;
      const auto same_parts_fit = [&](const detail::SumCase& other) { return other.parts == sum.parts && !detail::differs(other, tolerance); };
      const bool complete = std::any_of(periods.begin(), periods.end(), same_parts_fit) || !detail::differs(sum, nearly);
      if (!exceeds && !complete) continue;
      Issue issue = detail::series_issue(exceeds ? Severity::error : Severity::warning,
                                         exceeds ? "check.parts_exceed_whole" : "check.parts_differ_from_whole", data, *sum.whole);
      issue.args.emplace_back("parts", std::to_string(sum.parts.size()));
      detail::add_rounded(issue.args, "sum", sum.sum, sum.unit);
      detail::add_rounded(issue.args, "difference", std::abs(sum.sum - sum.value), sum.unit);
      detail::add_cells(issue, sum.rows);
      out.push_back(std::move(issue));
    }
  }
  return out;
}

INDUSTRIA_INLINE std::vector<Issue> check_plan_levels(const Dataset& data) {
  constexpr int early = 6;  // months
  std::vector<Issue> out;
  const detail::CheckedLevels levels = detail::checked_levels(data);
  for (const Target& target : data.targets) {
    const Indicator* indicator = find_by_id(data.indicators, target.key.indicator);
    const bool more_is_better = indicator == nullptr || indicator->desired == Desired::up;
    if (target.kind != TargetKind::level || target.direction != Direction::at_least || target.period().kind != PeriodKind::year || !more_is_better ||
        is_missing(target.figure.value)) {
      continue;
    }
    const int year = target.period().year;
    const Unit& unit = target.figure.unit;
    std::pair<double, const Observation*> known = detail::year_result(levels, target.key, year - 1, unit);
    if (!(known.first > target.figure.value)) {
      known = {missing, nullptr};
      const auto cumulated = levels.find({target.key, PeriodKind::year_to_date});
      if (cumulated != levels.end() && is_convertible(cumulated->second.unit, unit)) {
        for (int m = 1; m <= early && known.second == nullptr; ++m) {
          const auto point = cumulated->second.at.find(Period::of_year_to_date(year, m).ordinal());
          if (point == cumulated->second.at.end()) continue;
          const Observation* row = point->second.second;
          if (row->figure.in(unit).value > target.figure.value) known = {row->figure.in(unit).value, row};
        }
      }
    }
    if (known.second == nullptr) continue;
    if (target.figure.basis.kind != PriceBasis::Kind::none && !(known.second->figure.basis == target.figure.basis)) continue;
    Issue issue{.severity = Severity::warning, .code = "check.plan_below_actual", .where = target.origin.where, .value = target.key.unique_id(), .args = {}};
    detail::add_series(issue.args, data, target.key);
    detail::add_both(issue.args, "period", target.period());
    detail::add_figure(issue.args, "figure", target.figure);
    detail::add_both(issue.args, "before", known.second->period());
    detail::add_amount(issue.args, "known", known.second->figure.amount());
    detail::add_cells(issue, {known.second});
    out.push_back(std::move(issue));
  }
  return out;
}

INDUSTRIA_INLINE std::vector<Issue> check_mixed_price_bases(const Dataset& data) {
  struct Seen {
    std::vector<PriceBasis> bases;
    std::vector<const Observation*> rows;  // the first of each basis
    const Target* target = nullptr;        // the first in a basis that no observation has
  };
  std::map<IndicatorKey, Seen> series;
  const auto is_new = [](const Seen& seen, const PriceBasis& basis) { return std::find(seen.bases.begin(), seen.bases.end(), basis) == seen.bases.end(); };
  for (const Observation& o : data.observations) {
    if (o.measure != Measure::level || is_missing(o.figure.value) || o.figure.basis.kind == PriceBasis::Kind::none) continue;
    Seen& seen = series[o.key];
    if (!is_new(seen, o.figure.basis)) continue;
    seen.bases.push_back(o.figure.basis);
    seen.rows.push_back(&o);
  }
  for (const Target& t : data.targets) {
    const auto found = series.find(t.key);
    if (found == series.end() || t.kind != TargetKind::level || is_missing(t.figure.value) || t.figure.basis.kind == PriceBasis::Kind::none) continue;
    if (!is_new(found->second, t.figure.basis) || found->second.target != nullptr) continue;
    found->second.bases.push_back(t.figure.basis);
    found->second.target = &t;
  }
  std::vector<Issue> out;
  for (const auto& [key, seen] : series) {
    if (seen.bases.size() < 2) continue;
    const Observation& last = *seen.rows.back();
    Issue issue{.severity = Severity::warning, .code = "check.mixed_price_bases", .where = seen.target == nullptr ? last.origin.where : seen.target->origin.where, .value = key.unique_id(), .args = {}};
    detail::add_series(issue.args, data, key);
    for (const Language language : {Language::vi, Language::en}) {
      std::string names;
      for (const PriceBasis& basis : seen.bases) names += (names.empty() ? "" : "; ") + to_text(basis, language);
      issue.args.emplace_back(language == Language::vi ? "bases_vi" : "bases_en", std::move(names));
    }
    detail::add_cells(issue, seen.rows);
    out.push_back(std::move(issue));
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
