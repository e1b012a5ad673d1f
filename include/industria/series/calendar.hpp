// SPDX-License-Identifier: Apache-2.0
// What the calendar does to months and quarters: Tết, trading days, leap years, as regressors.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>

#include <cstddef>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// First day of the lunar year in Viet Nam (UTC+7), 1990 to 2050; no date outside. In 2007 and 2030 it is a day before the Chinese one.
/// Source: astronomical new moons with the solstice rule, computed; published holidays agree.
[[nodiscard]] INDUSTRIA_API Date tet_day(int year) noexcept;

/// Days around day 1 of Tết: from `first` to `last`, day 1 is 0. {-7, -1} is the week before, {0, 6} the week from day 1.
struct HolidayWindow {
  int first = 0;
  int last = 6;
};

/// How a holiday regressor is centred, so that it carries what moves and not what is always there.
enum class Centring {
  none,     ///< the share of the window's days that lies in the period
  calendar  ///< minus its mean over 1990-2050 for that month or quarter of the year
};

/// Share of the window's days that lies in each of `periods` periods from `first`, which must be months or quarters; the shares of
/// one Tết add up to 1. As the GenHol utility of the US Census Bureau. Throws ValueError for another kind of period, an empty window, or
/// years outside 1990-2050.
[[nodiscard]] INDUSTRIA_API std::vector<double> tet_regressor(Period first, std::size_t periods, HolidayWindow window,
                                                              Centring centring = Centring::calendar);

/// Trading days of each period: weekdays - 5/2 x Saturdays and Sundays (one regressor), whose mean is zero over 28 years.
[[nodiscard]] INDUSTRIA_API std::vector<double> trading_day_regressor(Period first, std::size_t periods);
/// Six regressors, one after the other: Mondays - Sundays, Tuesdays - Sundays ... Saturdays - Sundays.
[[nodiscard]] INDUSTRIA_API std::vector<double> weekday_regressors(Period first, std::size_t periods);
/// 0.75 in a February of a leap year, -0.25 in another February (or in the quarter with it), else 0.
[[nodiscard]] INDUSTRIA_API std::vector<double> leap_year_regressor(Period first, std::size_t periods);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_calendar.ipp>
#endif
