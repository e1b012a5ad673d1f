// SPDX-License-Identifier: Apache-2.0
// Calendar dates, reporting periods and spans of periods, in every usual Vietnamese and English spelling.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/language.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// A day of the (proleptic Gregorian) calendar. Default: no date.
struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return month != 0; }
  friend constexpr auto operator<=>(const Date&, const Date&) noexcept = default;
};

/// Reads "2021-12-31", "31/12/2021", "31-12-2021" and "ngày 31 tháng 12 năm 2021" (day before month); nothing else.
[[nodiscard]] INDUSTRIA_API std::optional<Date> parse_date(std::string_view text);
/// ISO 8601, "2021-12-31"; empty for no date.
[[nodiscard]] INDUSTRIA_API std::string to_text(const Date& date);
/// "31/12/2021" (vi), "31 Dec 2021" (en).
[[nodiscard]] INDUSTRIA_API std::string to_text(const Date& date, Language language);

enum class PeriodKind : std::uint8_t {
  year,
  half,
  quarter,
  month,
  year_to_date  ///< January up to and including month `index` ("9 tháng"); 12 is the whole year
};

/// How many periods of this kind a year has: 1, 2, 4, 12; 12 for year_to_date.
[[nodiscard]] constexpr int periods_per_year(PeriodKind kind) noexcept {
  switch (kind) {
    case PeriodKind::year: return 1;
    case PeriodKind::half: return 2;
    case PeriodKind::quarter: return 4;
    case PeriodKind::month:
    case PeriodKind::year_to_date: return 12;
  }
  return 1;
}

/// One reporting period. `index` counts from 1 within the year (1 for a year).
/// Canonical text (SDMX reporting periods): 2026, 2026-S1, 2026-Q3, 2026-M09; year to date: 2026-YTD09.
struct Period {
  int year = 0;
  PeriodKind kind = PeriodKind::year;
  int index = 1;

  [[nodiscard]] static constexpr Period of_year(int y) noexcept { return {y, PeriodKind::year, 1}; }
  [[nodiscard]] static constexpr Period of_half(int y, int h) noexcept {
    return {y, PeriodKind::half, h};
  }
  [[nodiscard]] static constexpr Period of_quarter(int y, int q) noexcept {
    return {y, PeriodKind::quarter, q};
  }
  [[nodiscard]] static constexpr Period of_month(int y, int m) noexcept {
    return {y, PeriodKind::month, m};
  }
  [[nodiscard]] static constexpr Period of_year_to_date(int y, int m) noexcept {
    return {y, PeriodKind::year_to_date, m};
  }

  /// Number of the period on an axis of its kind; consecutive periods differ by 1 (year to date: by month).
  [[nodiscard]] constexpr int ordinal() const noexcept {
    return year * periods_per_year(kind) + index - 1;
  }
  /// The inverse of ordinal().
  [[nodiscard]] static constexpr Period from_ordinal(PeriodKind k, int n) noexcept {
    const int m = periods_per_year(k);
    const int y = n >= 0 ? n / m : -((-n + m - 1) / m);
    return {y, k, n - y * m + 1};
  }
  /// The period `n` later (earlier if negative), of the same kind.
  [[nodiscard]] constexpr Period plus(int n) const noexcept {
    return from_ordinal(kind, ordinal() + n);
  }
  /// First and last day.
  [[nodiscard]] INDUSTRIA_API Date first_day() const noexcept;
  [[nodiscard]] INDUSTRIA_API Date last_day() const noexcept;
  /// True if the fields are in range (year 1..9999, index 1..periods_per_year).
  [[nodiscard]] constexpr bool is_valid() const noexcept {
    return year >= 1 && year <= 9999 && index >= 1 && index <= periods_per_year(kind);
  }
  friend constexpr bool operator==(const Period&, const Period&) noexcept = default;
};

/// Orders by last day, then by kind (a longer period after a shorter one), so that a list sorts as people read it.
[[nodiscard]] INDUSTRIA_API std::strong_ordering operator<=>(const Period& a,
                                                             const Period& b) noexcept;

/// b - a in periods. Throws ValueError if the kinds differ.
[[nodiscard]] INDUSTRIA_API int steps_between(const Period& a, const Period& b);

/// Reads one period in any usual spelling: "2021", "năm 2021", "FY2021", "2026-S1", "6 tháng đầu năm 2024", "H1 2024",
/// "2026-Q3", "Q3/2026", "quý III/2026", "quý 3 năm 2026", "2026Q3", "2026-09", "09/2026", "T9/2026", "tháng 9/2026",
/// "tháng 9 năm 2026", "Sep 2026", "2026-M09", "9 tháng 2024", "9T/2024", "9 tháng đầu năm 2024", "2024-YTD09"; upper and
/// lower case, NFC or NFD, several spaces. A two-digit year, or a text with anything else in it, is not a period.
[[nodiscard]] INDUSTRIA_API std::optional<Period> parse_period(std::string_view text);
/// Canonical text, see Period.
[[nodiscard]] INDUSTRIA_API std::string to_text(const Period& period);
/// As a report prints it: "năm 2026", "quý III/2026", "tháng 9/2026", "9 tháng năm 2026"; "2026", "Q3 2026", "September 2026",
/// "first 9 months of 2026".
[[nodiscard]] INDUSTRIA_API std::string to_text(const Period& period, Language language);

/// From `first` to `last`, both included: "2021-2025", "giai đoạn 2021 - 2025", "2021/2025", "2018-2020".
/// One period alone is a span from it to itself.
struct PeriodSpan {
  Period first{};
  Period last{};
  /// Periods inside, both ends counted (calendar years of "2021-2025": 5); growth over it has one step fewer.
  [[nodiscard]] INDUSTRIA_API int length() const;
  friend constexpr bool operator==(const PeriodSpan&, const PeriodSpan&) noexcept = default;
};
[[nodiscard]] INDUSTRIA_API std::optional<PeriodSpan> parse_period_span(std::string_view text);
/// "2021/2025", or the period's own text if both ends are equal.
[[nodiscard]] INDUSTRIA_API std::string to_text(const PeriodSpan& span);
/// "giai đoạn 2021–2025", "2021–2025".
[[nodiscard]] INDUSTRIA_API std::string to_text(const PeriodSpan& span, Language language);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/base_period.ipp>
#endif
