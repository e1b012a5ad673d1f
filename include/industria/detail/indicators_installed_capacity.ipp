// SPDX-License-Identifier: Apache-2.0
// Body of indicators/installed_capacity.hpp.
#pragma once

#include <industria/detail/capacity_kernel.hpp>
#include <industria/detail/model_within.hpp>
#include <industria/indicators/installed_capacity.hpp>

#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void add_capacity_issue(std::vector<Issue>& issues, Severity severity, const char* code, const Capacity& row, TextArgs args = {}) {
  issues.push_back({.severity = severity, .code = code, .where = row.origin.where, .value = row.id, .args = std::move(args)});
}

/// The figure times a share of the year: the middle of what the share may be, bounds over all of it.
[[nodiscard]] inline Figure share_of_figure(const Figure& figure, const Bounds& share) {
  Figure out = figure;
  out.value = figure.value * (0.5 * (share.lo + share.hi));
  out.bounds = multiply(figure.bounds, share);
  out.resolution = figure.resolution * share.hi;
  if (!share.is_exact()) out.qualifier = Qualifier::range;
  return out;
}

inline void add_figure(Figure& sum, const Figure& more, bool is_first) { sum = is_first ? more : sum + more; }

}  // namespace detail

INDUSTRIA_INLINE InstalledCapacity installed_capacity(const Dataset& data, std::string_view product, std::string_view place, int year,
                                                      bool partial) {
  InstalledCapacity out;
  std::size_t expected = 0;
  bool is_missing_one = false;
  for (const Capacity* row : detail::capacities_of("installed_capacity", data, product, place)) {
    if (row->stage == Stage::closed) continue;
    if (row->stage == Stage::unknown) {
      ++expected;
      detail::add_capacity_issue(out.issues, Severity::warning, "capacity.no_stage", *row);
      continue;
    }
    if (row->stage != Stage::operating) continue;
    ++expected;
    if (is_missing(row->rate.value)) {
      is_missing_one = true;
      detail::add_capacity_issue(out.issues, Severity::error, "capacity.no_rate", *row);
      continue;
    }
    if (!out.rows.empty() && !is_convertible(row->rate.unit, out.end_of_year.unit)) {
      detail::add_capacity_issue(out.issues, Severity::error, "capacity.other_unit", *row,
                                 {{"unit", row->rate.unit.symbol()}, {"expected", out.end_of_year.unit.symbol()}});
      continue;
    }
    const bool has_start = row->start.first.year != 0;
    const Bounds part = has_start ? detail::part_year_bounds(row->start, year) : Bounds::exactly(1.0);
    if (!has_start) detail::add_capacity_issue(out.issues, Severity::note, "capacity.no_start", *row);
    if (!part.is_exact()) detail::add_capacity_issue(out.issues, Severity::note, "capacity.wide_start", *row, {{"span", to_text(row->start)}});
    const Figure rate = out.rows.empty() ? row->rate : row->rate.in(out.end_of_year.unit);
    detail::add_figure(out.end_of_year, detail::share_of_figure(rate, detail::year_end_bounds(part)), out.rows.empty());
    detail::add_figure(out.average, detail::share_of_figure(rate, part), out.rows.empty());
    out.rows.push_back(row);
  }
  if (expected > 0) out.coverage = static_cast<double>(out.rows.size()) / static_cast<double>(expected);
  if (is_missing_one && !partial) {
    out.reason = Reason::missing;
    out.end_of_year.value = out.average.value = missing;
    out.end_of_year.bounds = out.average.bounds = Bounds::at_least(0.0);
  } else if (!out.rows.empty()) {
    out.reason = Reason::none;
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
