// SPDX-License-Identifier: Apache-2.0
// The levels that speak of a target's period: years, or of a part of the year the same part of every year (a December over Decembers).
#pragma once

#include <industria/model/series.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// values[i] is of year first_year + i; the last is observed, none is after the target's period. Empty if nothing was observed.
struct YearlyLevels {
  std::vector<double> values;
  int first_year = 0;
  [[nodiscard]] int last_year() const noexcept { return first_year + static_cast<int>(values.size()) - 1; }
  [[nodiscard]] double in(int year) const noexcept {
    return year < first_year || year > last_year() ? missing : values[static_cast<std::size_t>(year - first_year)];
  }
  /// The first year from `year` on that has a level; last_year() + 1 if none has.
  [[nodiscard]] int next_observed(int year) const noexcept {
    int at = year < first_year ? first_year : year;
    while (at <= last_year() && is_missing(in(at))) ++at;
    return at;
  }
};

/// Series and period are of one kind.
inline void yearly_levels(const SeriesView& series, const Period& period, YearlyLevels& out) {
  out.values.clear();
  const int per_year = periods_per_year(period.kind);
  const int skipped = ((period.index - series.first.index) % per_year + per_year) % per_year;
  out.first_year = series.first.plus(skipped).year;
  std::size_t kept = 0;
  int year = out.first_year;
  for (auto i = static_cast<std::size_t>(skipped); i < series.values.size() && year <= period.year; i += static_cast<std::size_t>(per_year), ++year) {
    out.values.push_back(series.values[i]);
    if (!is_missing(series.values[i])) kept = out.values.size();
  }
  out.values.resize(kept);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
