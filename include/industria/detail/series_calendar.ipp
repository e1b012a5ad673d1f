// SPDX-License-Identifier: Apache-2.0
// Body of series/calendar.hpp: days are counted with <chrono>, one after the other.
#pragma once

#include <industria/base/error.hpp>
#include <industria/series/calendar.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr int first_tet_year = 1990;
inline constexpr int last_tet_year = 2050;
/// Month times 100 plus day, by year.
inline constexpr std::array<std::int16_t, last_tet_year - first_tet_year + 1> tet_days{
    127, 215, 204, 123, 210, 131, 219, 207, 128, 216,
    205, 124, 212, 201, 122, 209, 129, 217, 207, 126,
    214, 203, 123, 210, 131, 219, 208, 128, 216, 205,
    125, 212, 201, 122, 210, 129, 217, 206, 126, 213,
    202, 123, 211, 131, 219, 208, 128, 215, 204, 124,
    212, 201, 122, 210, 130, 217, 206, 126, 214, 202,
    123};

[[nodiscard]] inline std::chrono::sys_days to_days(const Date& date) noexcept {
  using namespace std::chrono;
  return sys_days(year(date.year) / month(date.month) / day(date.day));
}

/// Position of the day's period on the axis of that kind.
[[nodiscard]] inline int period_of(std::chrono::sys_days day, PeriodKind kind) noexcept {
  const std::chrono::year_month_day date(day);
  const int month = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  const int per_year = periods_per_year(kind);
  return static_cast<int>(date.year()) * per_year + month * per_year / 12;
}

inline void require_months_or_quarters(const Period& first, const char* call) {
  if (first.is_valid() && (first.kind == PeriodKind::month || first.kind == PeriodKind::quarter)) return;
  throw ValueError(std::string(call) + ": first = " + to_text(first) + ", expected a month or a quarter");
}

/// How often each day of the week (Monday first) comes in each period.
[[nodiscard]] inline std::vector<std::array<int, 7>> weekday_counts(Period first, std::size_t periods) {
  std::vector<std::array<int, 7>> counts(periods);
  for (std::size_t i = 0; i < periods; ++i) {
    const Period period = first.plus(static_cast<int>(i));
    for (auto day = to_days(period.first_day()); day <= to_days(period.last_day()); day += std::chrono::days(1))
      ++counts[i][std::chrono::weekday(day).iso_encoding() - 1];
  }
  return counts;
}

}  // namespace detail

INDUSTRIA_INLINE Date tet_day(int year) noexcept {
  if (year < detail::first_tet_year || year > detail::last_tet_year) return {};
  const int day = detail::tet_days[static_cast<std::size_t>(year - detail::first_tet_year)];
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(day / 100), static_cast<std::uint8_t>(day % 100)};
}

INDUSTRIA_INLINE std::vector<double> tet_regressor(Period first, std::size_t periods, HolidayWindow window, Centring centring) {
  detail::require_months_or_quarters(first, "tet_regressor");
  if (window.last < window.first || window.last - window.first > 366) {
    throw ValueError("tet_regressor: window from " + std::to_string(window.first) + " to " + std::to_string(window.last) +
                     ", expected a last day not before the first and at most a year");
  }
  const Period last = first.plus(periods == 0 ? 0 : static_cast<int>(periods) - 1);
  if (first.year < detail::first_tet_year || last.year > detail::last_tet_year) {
    throw ValueError("tet_regressor: periods from " + to_text(first) + " to " + to_text(last) + ", expected years from 1990 to 2050");
  }
  const auto per_year = static_cast<std::size_t>(periods_per_year(first.kind));
  const double share = 1.0 / (window.last - window.first + 1);
  const double per_tet = 1.0 / static_cast<double>(detail::tet_days.size());
  std::vector<double> values(periods, 0.0);
  std::vector<double> usual(per_year, 0.0);  // mean share by month or quarter of the year
  for (int year = detail::first_tet_year; year <= detail::last_tet_year; ++year) {
    const auto day_one = detail::to_days(tet_day(year));
    for (int offset = window.first; offset <= window.last; ++offset) {
      const int period = detail::period_of(day_one + std::chrono::days(offset), first.kind);
      usual[static_cast<std::size_t>(period) % per_year] += share * per_tet;
      const int at = period - first.ordinal();
      if (at >= 0 && at < static_cast<int>(periods)) values[static_cast<std::size_t>(at)] += share;
    }
  }
  if (centring == Centring::calendar) {
    for (std::size_t i = 0; i < periods; ++i) values[i] -= usual[(static_cast<std::size_t>(first.ordinal()) + i) % per_year];
  }
  return values;
}

INDUSTRIA_INLINE std::vector<double> trading_day_regressor(Period first, std::size_t periods) {
  detail::require_months_or_quarters(first, "trading_day_regressor");
  std::vector<double> values;
  for (const auto& days : detail::weekday_counts(first, periods))
    values.push_back(days[0] + days[1] + days[2] + days[3] + days[4] - 2.5 * (days[5] + days[6]));
  return values;
}

INDUSTRIA_INLINE std::vector<double> weekday_regressors(Period first, std::size_t periods) {
  detail::require_months_or_quarters(first, "weekday_regressors");
  const auto counts = detail::weekday_counts(first, periods);
  std::vector<double> values;
  for (std::size_t day = 0; day < 6; ++day) {
    for (const auto& days : counts) values.push_back(days[day] - days[6]);
  }
  return values;
}

INDUSTRIA_INLINE std::vector<double> leap_year_regressor(Period first, std::size_t periods) {
  detail::require_months_or_quarters(first, "leap_year_regressor");
  std::vector<double> values;
  for (std::size_t i = 0; i < periods; ++i) {
    const Period period = first.plus(static_cast<int>(i));
    const bool february = period.kind == PeriodKind::month ? period.index == 2 : period.index == 1;
    const bool leap = std::chrono::year(period.year).is_leap();
    values.push_back(!february ? 0.0 : leap ? 0.75 : -0.25);
  }
  return values;
}

}  // namespace industria::inline INDUSTRIA_ABI
