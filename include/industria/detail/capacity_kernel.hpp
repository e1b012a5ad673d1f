// SPDX-License-Identifier: Apache-2.0
// How much of a year a capacity is there: what utilisation and the pipeline share. Knows base only.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/period.hpp>

#include <algorithm>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// (13 - s) / 12 for start month s of the year, 1 for earlier months (s <= 1), 0 for later ones (s >= 13).
[[nodiscard]] constexpr double part_year_kernel(int start_month) noexcept {
  return static_cast<double>(13 - std::clamp(start_month, 1, 13)) / 12.0;
}

/// Months of `year` as seen from January of it: 1 is its January, 13 the next one's, 0 the December before.
[[nodiscard]] constexpr int month_of(const Date& day, int year) noexcept { return (day.year - year) * 12 + day.month; }

/// The share of `year` for a start somewhere in `start`: from its last month to its first. Nothing said: 0 to 1.
[[nodiscard]] inline Bounds part_year_bounds(const PeriodSpan& start, int year) noexcept {
  if (start.first.year == 0) return Bounds::between(0.0, 1.0);
  return Bounds::between(part_year_kernel(month_of(start.last.last_day(), year)), part_year_kernel(month_of(start.first.first_day(), year)));
}

/// Whether it is there at the end of the year: 1, 0, or between. December's start counts.
[[nodiscard]] constexpr Bounds year_end_bounds(const Bounds& part_of_year) noexcept {
  return Bounds::between(part_of_year.lo > 0.0 ? 1.0 : 0.0, part_of_year.hi > 0.0 ? 1.0 : 0.0);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
