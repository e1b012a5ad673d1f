// SPDX-License-Identifier: Apache-2.0
// Body of model/dataset.hpp without validate (model_validate.ipp): keys, knowledge dates and actual levels.
#pragma once

#include <industria/detail/model_level_rows.hpp>
#include <industria/model/dataset.hpp>

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// All levels of `key` that were known on `as_of`, of one period each.
[[nodiscard]] inline std::vector<LevelRow> known_levels(const Dataset& data,
                                                        const IndicatorKey& key, Date as_of) {
  std::vector<LevelRow> rows;
  for (std::size_t i = 0; i < data.observations.size(); ++i) {
    const Observation& o = data.observations[i];
    if (o.measure != Measure::level || o.status == Status::plan || is_missing(o.figure.value))
      continue;
    if (!(o.key == key) || !o.period().is_valid()) continue;
    if (o.span.first.year != 0 && !(o.span.first == o.span.last)) continue;
    if (as_of && known_date(o) > as_of) continue;
    rows.push_back({&o, i});
  }
  return rows;
}

/// Leaves one kind of period, one price basis and one dimension.
inline void keep_comparable(std::vector<LevelRow>& rows, std::vector<Issue>& issues,
                            std::optional<PeriodKind> kind) {
  if (!kind) {
    const bool years = std::any_of(rows.begin(), rows.end(), [](const LevelRow& r) {
      return r.observation->period().kind == PeriodKind::year;
    });
    kind = years ? PeriodKind::year : latest_level(rows).observation->period().kind;
  }
  leave_out(rows, issues, "model.other_period_kind", {},
            [&](const Observation& o) { return o.period().kind == *kind; });
  if (rows.empty()) return;
  const PriceBasis basis = latest_level(rows).observation->figure.basis;
  leave_out(rows, issues, "model.other_price_basis", in_both_languages("basis", basis),
            [&](const Observation& o) { return o.figure.basis == basis; });
  const Unit unit = latest_level(rows).observation->figure.unit;
  leave_out(rows, issues, "model.other_dimension", in_both_languages("unit", unit),
            [&](const Observation& o) { return is_convertible(o.figure.unit, unit); });
}

/// A firmer figure without a date that had to give way to a dated one: perhaps only its date is missing.
inline void doubt_vintage(std::vector<Issue>& issues, const Observation& used,
                          const Observation& passed_over) {
  if (passed_over.known_on || !(passed_over.status < used.status)) return;
  Issue issue;
  issue.severity = Severity::warning;
  issue.code = "model.undated_result";
  issue.where = passed_over.origin.where;
  issue.value = passed_over.key.unique_id();
  issue.args = in_both_languages("period", passed_over.period());
  for (const Language language : {Language::vi, Language::en}) {
    const std::string suffix = language == Language::vi ? "_vi" : "_en";
    issue.args.emplace_back("passed_over" + suffix, to_text(passed_over.figure, language));
    issue.args.emplace_back("used" + suffix, to_text(used.figure, language));
    issue.args.emplace_back("status" + suffix,
                            text("status." + std::string(name(used.status)), language));
    issue.args.emplace_back("known" + suffix, to_text(used.known_on, language));
  }
  issues.push_back(std::move(issue));
}

/// The indicator's natural limits in the unit of the series.
inline void take_limits(Series& series, const Indicator* indicator) {
  if (indicator == nullptr || !is_convertible(indicator->unit, series.unit)) return;
  if (!is_missing(indicator->lower))
    series.lower = convert(indicator->lower, indicator->unit, series.unit);
  if (!is_missing(indicator->upper))
    series.upper = convert(indicator->upper, indicator->unit, series.unit);
}

}  // namespace detail

INDUSTRIA_INLINE const Sector* find_sector(const Dataset& data, std::string_view code) noexcept {
  for (const Sector& sector : data.sectors) {
    if (sector.code == code) return &sector;
  }
  return nullptr;
}

INDUSTRIA_INLINE Date known_date(const Observation& observation) noexcept {
  if (observation.known_on || !observation.period().is_valid()) return observation.known_on;
  return observation.period().last_day();
}

INDUSTRIA_INLINE Date latest_known(const Dataset& data) noexcept {
  Date latest;
  for (const Source& source : data.sources) latest = std::max(latest, source.published_on);
  for (const Target& target : data.targets) latest = std::max(latest, target.stated_on);
  for (const Observation& observation : data.observations) {
    // A plan without a date was known before its period was over, nobody says when.
    latest = std::max(latest, observation.status == Status::plan ? observation.known_on
                                                                 : known_date(observation));
  }
  for (const Site& site : data.sites) {
    if (site.as_of.is_valid()) latest = std::max(latest, site.as_of.last_day());
  }
  for (const Project& project : data.projects) {
    if (project.as_of.is_valid()) latest = std::max(latest, project.as_of.last_day());
  }
  return latest;
}

INDUSTRIA_INLINE std::vector<IndicatorKey> indicator_keys(const Dataset& data) {
  std::vector<IndicatorKey> keys;
  keys.reserve(data.observations.size() + data.targets.size());
  for (const Observation& observation : data.observations) keys.push_back(observation.key);
  for (const Target& target : data.targets) keys.push_back(target.key);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

INDUSTRIA_INLINE ActualSeries actual_levels(const Dataset& data, const IndicatorKey& key,
                                            Date as_of, std::optional<PeriodKind> kind) {
  ActualSeries actual;
  actual.series.id = key.unique_id();
  std::vector<detail::LevelRow> rows = detail::known_levels(data, key, as_of);
  if (!rows.empty()) detail::keep_comparable(rows, actual.issues, kind);
  if (rows.empty()) return actual;

  std::sort(rows.begin(), rows.end(), [](const detail::LevelRow& a, const detail::LevelRow& b) {
    const int left = a.observation->period().ordinal();
    const int right = b.observation->period().ordinal();
    return left != right ? left < right : detail::is_better(a, b);
  });
  const Observation& first = *rows.front().observation;
  actual.series.first = first.period();
  actual.series.unit = first.figure.unit;
  actual.series.basis = first.figure.basis;
  for (const detail::LevelRow& row : rows) {
    const Observation& o = *row.observation;
    const auto step = static_cast<std::size_t>(o.period().ordinal() - first.period().ordinal());
    if (step < actual.series.values.size()) {  // the period has a better statement already
      detail::doubt_vintage(actual.issues, *actual.observations.back(), o);
      continue;
    }
    actual.series.values.resize(step, missing);
    if (const Bounds bounds = detail::level_bounds(o.figure); !bounds.is_exact() && (bounds.has_lo() || bounds.has_hi())) {
      Figure level = o.figure;
      level.bounds = bounds;
      actual.series.bounds.resize(step);
      actual.series.bounds.push_back(level.in(first.figure.unit).bounds);
    }
    actual.observations.resize(step, nullptr);
    actual.series.values.push_back(convert(o.figure.value, o.figure.unit, first.figure.unit));
    actual.observations.push_back(&o);
  }
  if (!actual.series.bounds.empty()) actual.series.bounds.resize(actual.series.values.size());
  detail::take_limits(actual.series, find_by_id(data.indicators, key.indicator));
  return actual;
}

}  // namespace industria::inline INDUSTRIA_ABI
