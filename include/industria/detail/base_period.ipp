// SPDX-License-Identifier: Apache-2.0
// Body of base/period.hpp: calendar arithmetic and the texts of dates, periods and spans. The reader of
// period texts is in detail/period_reader.hpp.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>
#include <industria/base/period.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/period_reader.hpp>

#include <cstddef>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

// ---- Calendar ----------------------------------------------------------------------------------------

[[nodiscard]] constexpr int days_in_month(int year, int month) noexcept {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

[[nodiscard]] constexpr std::optional<Date> checked_date(int year, int month, int day) noexcept {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month))
    return {};
  return Date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

/// At least `width` digits.
[[nodiscard]] inline std::string padded(int number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace detail

// ---- Dates -------------------------------------------------------------------------------------------

INDUSTRIA_INLINE std::optional<Date> parse_date(std::string_view text) {
  const std::string_view trimmed = trim(text);
  const auto number = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (const char c : trimmed.substr(at, n)) {
      if (c < '0' || c > '9') return -1;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  if (trimmed.size() == 10 && trimmed[4] == '-' && trimmed[7] == '-') {
    return detail::checked_date(number(0, 4), number(5, 2), number(8, 2));
  }
  const std::vector<detail::PeriodToken> tokens = detail::period_tokens(trimmed);
  detail::PeriodTokens t = tokens;
  if (t.size() == 5 && t[0].is_small() && t[1].is_sign_of("/-") && t[2].is_small() &&
      t[3].is(t[1].text) && t[4].is_year()) {
    return detail::checked_date(t[4].number, t[2].number, t[0].number);
  }
  if (t.size() == 6 && t[0].is("ngày") && t[1].is_small() && t[2].is("tháng") && t[3].is_small() &&
      t[4].is("năm") && t[5].is_year()) {
    return detail::checked_date(t[5].number, t[3].number, t[1].number);
  }
  return {};
}

INDUSTRIA_INLINE std::string to_text(const Date& date) {
  if (!date) return {};
  return detail::padded(date.year, 4) + "-" + detail::padded(date.month, 2) + "-" +
         detail::padded(date.day, 2);
}

INDUSTRIA_INLINE std::string to_text(const Date& date, Language language) {
  if (!date || date.month > 12) return {};
  const std::string month = text("date.month_short." + std::to_string(date.month), language);
  const std::string day =
      language == Language::vi ? detail::padded(date.day, 2) : std::to_string(date.day);
  return text("date.day", language,
              {{"day", day}, {"month", month}, {"year", std::to_string(date.year)}});
}

// ---- Periods -----------------------------------------------------------------------------------------

INDUSTRIA_INLINE Date Period::first_day() const noexcept {
  if (!is_valid()) return {};
  const bool from_january = kind == PeriodKind::year_to_date;
  const int month = from_january ? 1 : (index - 1) * (12 / periods_per_year(kind)) + 1;
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), 1};
}

INDUSTRIA_INLINE Date Period::last_day() const noexcept {
  if (!is_valid()) return {};
  const int month = index * (12 / periods_per_year(kind));
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
          static_cast<std::uint8_t>(detail::days_in_month(year, month))};
}

INDUSTRIA_INLINE std::strong_ordering operator<=>(const Period& a, const Period& b) noexcept {
  if (const auto by_end = a.last_day() <=> b.last_day(); by_end != 0) return by_end;
  if (const auto by_start = b.first_day() <=> a.first_day(); by_start != 0) return by_start;
  if (const auto by_kind = a.kind <=> b.kind; by_kind != 0) return by_kind;
  if (const auto by_year = a.year <=> b.year; by_year != 0) return by_year;
  return a.index <=> b.index;
}

INDUSTRIA_INLINE int steps_between(const Period& a, const Period& b) {
  if (a.kind != b.kind) {
    throw ValueError("steps_between: a = " + to_text(a) + ", b = " + to_text(b) +
                     ", expected two periods of the same kind");
  }
  return b.ordinal() - a.ordinal();
}

INDUSTRIA_INLINE std::optional<Period> parse_period(std::string_view text) {
  const std::vector<detail::PeriodToken> tokens = detail::period_tokens(text);
  return detail::read_period(tokens);
}

INDUSTRIA_INLINE std::string to_text(const Period& period) {
  const std::string year = detail::padded(period.year, 4);
  switch (period.kind) {
    case PeriodKind::year: return year;
    case PeriodKind::half: return year + "-S" + std::to_string(period.index);
    case PeriodKind::quarter: return year + "-Q" + std::to_string(period.index);
    case PeriodKind::month: return year + "-M" + detail::padded(period.index, 2);
    case PeriodKind::year_to_date: return year + "-YTD" + detail::padded(period.index, 2);
  }
  return year;
}

INDUSTRIA_INLINE std::string to_text(const Period& period, Language language) {
  if (!period.is_valid()) return to_text(period);
  const std::string index = std::to_string(period.index);
  TextArgs args{{"year", detail::padded(period.year, 4)}, {"index", index}};
  switch (period.kind) {
    case PeriodKind::year: return text("period.year", language, args);
    case PeriodKind::half: return text("period.half." + index, language, args);
    case PeriodKind::quarter: {
      constexpr std::string_view roman[] = {"I", "II", "III", "IV"};
      args.emplace_back("roman", roman[period.index - 1]);
      return text("period.quarter", language, args);
    }
    case PeriodKind::month:
      args.emplace_back("month", text("date.month." + index, language));
      return text("period.month", language, args);
    case PeriodKind::year_to_date:
      return text(period.index == 1 ? "period.year_to_date.1" : "period.year_to_date", language,
                  args);
  }
  return to_text(period);
}

// ---- Spans -------------------------------------------------------------------------------------------

INDUSTRIA_INLINE int PeriodSpan::length() const {
  return steps_between(first, last) + 1;
}

INDUSTRIA_INLINE std::optional<PeriodSpan> parse_period_span(std::string_view text) {
  const std::vector<detail::PeriodToken> tokens = detail::period_tokens(text);
  if (const auto period = detail::read_period(tokens)) return PeriodSpan{*period, *period};
  return detail::read_span(tokens);
}

INDUSTRIA_INLINE std::string to_text(const PeriodSpan& span) {
  return span.first == span.last ? to_text(span.first)
                                 : to_text(span.first) + "/" + to_text(span.last);
}

INDUSTRIA_INLINE std::string to_text(const PeriodSpan& span, Language language) {
  if (span.first == span.last) return to_text(span.first, language);
  if (span.first.kind == PeriodKind::year && span.last.kind == PeriodKind::year) {
    return text("period.span_of_years", language,
                {{"first", to_text(span.first)}, {"last", to_text(span.last)}});
  }
  return text("period.span", language,
              {{"first", to_text(span.first, language)}, {"last", to_text(span.last, language)}});
}

}  // namespace industria::inline INDUSTRIA_ABI
