// SPDX-License-Identifier: Apache-2.0
// Body of base/period.hpp: calendar arithmetic, and the reader of periods. A text is brought to its name_key,
// cut into numbers, words and signs, and must match one of the forms below from end to end.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>
#include <industria/base/period.hpp>
#include <industria/detail/base_utf8.ipp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <utility>
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
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return {};
  return Date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

/// At least `width` digits.
[[nodiscard]] inline std::string padded(int number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// ---- Pieces of a period text -------------------------------------------------------------------------

struct PeriodToken {
  enum class Kind { number, word, sign };
  Kind kind;
  std::string text;
  int number = 0;  ///< of a number of at most four digits

  [[nodiscard]] bool is(std::string_view t) const noexcept { return kind != Kind::number && text == t; }
  [[nodiscard]] bool is_sign_of(std::string_view signs) const noexcept {
    return kind == Kind::sign && signs.find(text) != std::string_view::npos;
  }
  [[nodiscard]] bool is_year() const noexcept { return kind == Kind::number && text.size() == 4 && number > 0; }
  [[nodiscard]] bool is_small() const noexcept { return kind == Kind::number && text.size() <= 2; }
};
using PeriodTokens = std::span<const PeriodToken>;

/// Numbers, words and single signs of the text's name_key; empty if it is longer than any period.
[[nodiscard]] inline std::vector<PeriodToken> period_tokens(std::string_view text) {
  constexpr std::size_t longest_text = 200;
  if (text.size() > longest_text) return {};
  const std::string key = name_key(text);
  const auto kind_of = [](char c) {
    if (c >= '0' && c <= '9') return PeriodToken::Kind::number;
    return std::string_view("-/.,:_").find(c) != std::string_view::npos ? PeriodToken::Kind::sign : PeriodToken::Kind::word;
  };
  std::vector<PeriodToken> out;
  for (std::size_t at = 0; at < key.size();) {
    if (key[at] == ' ') {
      ++at;
      continue;
    }
    PeriodToken token{.kind = kind_of(key[at]), .text = {}};
    std::size_t end = at + 1;
    while (token.kind != PeriodToken::Kind::sign && end < key.size() && key[end] != ' ' && kind_of(key[end]) == token.kind) ++end;
    token.text = key.substr(at, end - at);
    if (token.kind == PeriodToken::Kind::number) {
      if (token.text.size() > 4) return {};
      for (const char digit : token.text) token.number = 10 * token.number + (digit - '0');
    }
    out.push_back(std::move(token));
    at = end;
  }
  return out;
}

/// True if the tokens begin with these words; they are then taken off.
[[nodiscard]] inline bool take_words(PeriodTokens& tokens, std::initializer_list<std::string_view> words) noexcept {
  if (tokens.size() < words.size()) return false;
  if (!std::equal(words.begin(), words.end(), tokens.begin(), [](std::string_view w, const PeriodToken& t) { return t.is(w); })) {
    return false;
  }
  tokens = tokens.subspan(words.size());
  return true;
}

[[nodiscard]] inline bool take_any(PeriodTokens& tokens, std::initializer_list<std::string_view> words) noexcept {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return take_words(tokens, {w}); });
}

/// The same at the end of the tokens.
[[nodiscard]] inline bool drop_last(PeriodTokens& tokens, std::initializer_list<std::string_view> words) noexcept {
  if (tokens.empty() || std::none_of(words.begin(), words.end(), [&](std::string_view w) { return tokens.back().is(w); })) {
    return false;
  }
  tokens = tokens.first(tokens.size() - 1);
  return true;
}

/// The place of `word` in the list, counted from 1; 0 if it is not there.
[[nodiscard]] inline int place_in(std::initializer_list<std::string_view> words, std::string_view word) noexcept {
  const auto* const at = std::find(words.begin(), words.end(), word);
  return at == words.end() ? 0 : static_cast<int>(at - words.begin()) + 1;
}

/// Takes a number of one or two digits, or one to twelve in words; 0 if there is none.
[[nodiscard]] inline int take_number(PeriodTokens& tokens) noexcept {
  if (tokens.empty()) return 0;
  if (take_words(tokens, {"mười", "một"})) return 11;
  if (take_words(tokens, {"mười", "hai"})) return 12;
  const PeriodToken& t = tokens.front();
  int n = 0;
  if (t.kind == PeriodToken::Kind::number) {
    n = t.is_small() ? t.number : 0;
  } else if (t.is("tư")) {
    n = 4;
  } else {
    n = place_in({"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"}, t.text);
    if (n == 0) n = place_in({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}, t.text);
  }
  if (n != 0) tokens = tokens.subspan(1);
  return n;
}

/// Takes "first", "1st" ... "fourth", "4th"; 0 if there is none.
[[nodiscard]] inline int take_ordinal(PeriodTokens& tokens) noexcept {
  if (tokens.empty()) return 0;
  int n = place_in({"first", "second", "third", "fourth"}, tokens.front().text);
  if (n != 0) {
    tokens = tokens.subspan(1);
  } else if (tokens.size() > 1 && tokens[0].is_small() && place_in({"st", "nd", "rd", "th"}, tokens[1].text) == tokens[0].number) {
    n = tokens[0].number;
    tokens = tokens.subspan(2);
  }
  return n;
}

/// Takes an English name of a month with or without the point of its short form; 0 if there is none.
[[nodiscard]] inline int take_month_name(PeriodTokens& tokens) noexcept {
  if (tokens.empty()) return 0;
  const std::string_view word = tokens.front().text;
  int n = place_in({"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}, word);
  const bool is_full = n != 0 && word.size() > 3;
  if (n == 0) n = place_in({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}, word);
  if (n == 0 && word == "sept") n = 9;
  if (n == 0) return 0;
  tokens = tokens.subspan(1);
  if (!is_full) static_cast<void>(take_words(tokens, {"."}));
  return n;
}

// ---- The part of a text that is not the year: "quý III", "9 tháng đầu năm", "Sep" -----------------------

struct PeriodPart {
  PeriodKind kind = PeriodKind::year;
  int index = 0;  ///< 0: not a part
};

[[nodiscard]] inline PeriodPart quarter_part(PeriodTokens t) noexcept {
  int n = take_ordinal(t);
  if (n != 0) return {PeriodKind::quarter, take_any(t, {"quarter"}) && t.empty() ? n : 0};
  if (take_any(t, {"quý", "quí", "qúy", "quy", "q", "quarter", "qtr"})) {
    static_cast<void>(take_words(t, {"."}));
    n = t.empty() ? 0 : place_in({"i", "ii", "iii", "iv"}, t.front().text);
    if (n != 0) {
      t = t.subspan(1);
    } else if (take_any(t, {"nhất"})) {
      n = 1;
    } else {
      n = take_number(t);
    }
  } else {
    n = take_number(t);
    if (!take_any(t, {"q"})) n = 0;
  }
  return {PeriodKind::quarter, t.empty() && n <= 4 ? n : 0};
}

[[nodiscard]] inline PeriodPart half_part(PeriodTokens t) noexcept {
  constexpr PeriodPart none{};
  const auto of_year = [&] { static_cast<void>(take_any(t, {"năm", "nam"})); };
  int n = 0;
  if (take_words(t, {"nửa"})) {
    of_year();
    n = take_any(t, {"đầu"}) ? 1 : take_any(t, {"cuối"}) ? 2 : 0;
    of_year();
  } else if (take_any(t, {"h", "s", "half"})) {
    n = take_number(t);
  } else if (PeriodTokens rest = t; take_number(rest) == 6 && take_any(rest, {"tháng", "thang"})) {
    t = rest;
    n = take_any(t, {"đầu", "dau"}) ? 1 : take_any(t, {"cuối", "cuoi"}) ? 2 : 0;
    of_year();
  } else {
    n = take_ordinal(t);
    if (n == 0) {
      n = take_number(t);
      if (!take_any(t, {"h"})) return none;
    } else if (!take_any(t, {"half"})) {
      return none;
    }
  }
  return {PeriodKind::half, t.empty() && n <= 2 ? n : 0};
}

[[nodiscard]] inline PeriodPart month_part(PeriodTokens t) noexcept {
  int n = take_month_name(t);
  if (n == 0) {
    if (take_any(t, {"t", "th", "thg", "m"})) {
      static_cast<void>(take_words(t, {"."}));
      n = !t.empty() && t.front().is_small() ? take_number(t) : 0;
    } else if (take_any(t, {"tháng", "thang", "month"})) {
      n = take_number(t);
    }
  }
  return {PeriodKind::month, t.empty() && n <= 12 ? n : 0};
}

/// "6 tháng đầu năm" is the first half; said to be cumulated ("lũy kế 6 tháng đầu năm") it is year to date.
[[nodiscard]] inline PeriodPart year_to_date_part(PeriodTokens t) noexcept {
  const auto is = [&](int n) { return PeriodPart{PeriodKind::year_to_date, t.empty() && n <= 12 ? n : 0}; };
  if (take_any(t, {"ytd"})) {
    const int n = take_month_name(t);
    return is(n != 0 ? n : take_number(t));
  }
  const bool cumulated = take_words(t, {"luỹ", "kế"}) || take_words(t, {"cộng", "dồn"});
  if (cumulated) {
    const bool until = take_words(t, {"đến", "hết"}) || take_any(t, {"đến", "hết"});
    if (take_any(t, {"tháng"})) return is(take_number(t));
    if (until) return {};
  }
  const bool from_first = take_any(t, {"first"});
  int n = take_number(t);
  if (from_first && n == 0) n = 1;  // "first month"
  if (!take_any(t, {"tháng", "thang", "t", "m", "month", "months"})) return {};
  if (!from_first && take_any(t, {"đầu", "dau"})) static_cast<void>(take_any(t, {"năm", "nam"}));
  return is(n);
}

[[nodiscard]] inline PeriodPart period_part(PeriodTokens tokens) noexcept {
  for (const auto read : {quarter_part, half_part, month_part, year_to_date_part}) {
    const PeriodPart part = read(tokens);
    if (part.index > 0) return part;
  }
  return {};
}

// ---- Whole periods -----------------------------------------------------------------------------------

/// "năm 2021", "cả năm 2021", "FY2021", "full year 2021", "2021".
[[nodiscard]] inline std::optional<Period> read_year(PeriodTokens t) noexcept {
  if (t.empty() || !t.back().is_year()) return {};
  const int year = t.back().number;
  t = t.first(t.size() - 1);
  static_cast<void>(take_words(t, {"cả"}) || take_any(t, {"full", "calendar", "the"}));
  static_cast<void>(take_any(t, {"năm", "nam", "year", "fy", "cy"}));
  return t.empty() ? std::optional(Period::of_year(year)) : std::nullopt;
}

/// The year at the end: "quý III/2026", "09/2026", "9 tháng đầu năm 2024", "first half of 2024".
[[nodiscard]] inline std::optional<Period> read_part_then_year(PeriodTokens t) noexcept {
  if (t.size() < 2 || !t.back().is_year()) return {};
  const int year = t.back().number;
  t = t.first(t.size() - 1);
  if (t.size() == 2 && t[0].is_small() && t[1].is_sign_of("/-")) {
    const Period month = Period::of_month(year, t[0].number);
    return month.is_valid() ? std::optional(month) : std::nullopt;
  }
  const bool linked = drop_last(t, {"năm", "nam", "of", "year", "fy"});
  if (linked) static_cast<void>(drop_last(t, {"của", "trong", "the", "of"}));
  static_cast<void>(drop_last(t, {"-", "/", ",", "_"}) || (!linked && drop_last(t, {".", ":"})));
  const PeriodPart part = period_part(t);
  return part.index > 0 ? std::optional(Period{year, part.kind, part.index}) : std::nullopt;
}

/// The year in front: "2026-09", "2026-Q3", "2026Q3", "2024-YTD09", "2021-A1", "năm 2026, quý III".
/// "2026/09" is a month, but "2011/12" may be a season of two years and is not read; nor is "2026-T1",
/// a third of a year in SDMX and a month in Vietnamese, nor "2024 9 tháng".
[[nodiscard]] inline std::optional<Period> read_year_then_part(PeriodTokens t) noexcept {
  static_cast<void>(take_any(t, {"năm"}));
  if (t.size() < 2 || !t.front().is_year()) return {};
  const int year = t.front().number;
  t = t.subspan(1);
  if (t.size() == 2 && t[0].is_sign_of("-/") && t[1].is_small()) {
    const Period month = Period::of_month(year, t[1].number);
    const bool may_be_two_years = t[0].is("/") && t[1].number == (year + 1) % 100;
    return month.is_valid() && !may_be_two_years ? std::optional(month) : std::nullopt;
  }
  static_cast<void>(take_any(t, {"-", "/", ".", ",", ":", "_"}));
  if (t.empty() || t.front().kind != PeriodToken::Kind::word || t.front().is("t")) return {};
  if (take_any(t, {"a"})) {
    const bool whole_year = t.empty() || (t.size() == 1 && t[0].is_small() && t[0].number == 1);
    return whole_year ? std::optional(Period::of_year(year)) : std::nullopt;
  }
  const PeriodPart part = period_part(t);
  return part.index > 0 ? std::optional(Period{year, part.kind, part.index}) : std::nullopt;
}

[[nodiscard]] inline std::optional<Period> read_period(PeriodTokens t) noexcept {
  if (auto year = read_year(t)) return year;
  if (auto period = read_part_then_year(t)) return period;
  return read_year_then_part(t);
}

// ---- Spans -------------------------------------------------------------------------------------------

/// The left side of a span; "quý I" of "quý I - quý III/2024" takes the year of the right side.
[[nodiscard]] inline std::optional<Period> read_span_start(PeriodTokens left, PeriodTokens right) {
  if (auto period = read_period(left)) return period;
  const auto has = [&](PeriodToken::Kind kind) {
    return std::any_of(left.begin(), left.end(), [&](const PeriodToken& t) { return t.kind == kind; });
  };
  const bool has_year = std::any_of(left.begin(), left.end(), [](const PeriodToken& t) { return t.is_year(); });
  if (has_year || !has(PeriodToken::Kind::word) || right.empty() || !right.back().is_year()) return {};
  std::vector<PeriodToken> completed(left.begin(), left.end());
  completed.push_back({.kind = PeriodToken::Kind::sign, .text = "/"});
  completed.push_back(right.back());
  return read_period(completed);
}

[[nodiscard]] inline std::optional<PeriodSpan> read_span(PeriodTokens t) {
  static_cast<void>(take_words(t, {"trong"}));
  static_cast<void>(take_words(t, {"giai", "đoạn"}) || take_words(t, {"thời", "kỳ"}) || take_words(t, {"thời", "kì"}) ||
                    take_words(t, {"nhiệm", "kỳ"}) || take_words(t, {"the", "period"}) || take_words(t, {"period"}));
  int stated_years = 0;
  if (t.size() > 2 && t[0].is_small() && (t[1].is("năm") || t[1].is("years"))) {
    stated_years = t[0].number;
    t = t.subspan(2);
  }
  static_cast<void>(take_words(t, {"các", "năm"}) || take_any(t, {"từ", "from", "years"}));

  std::optional<PeriodSpan> found;
  for (std::size_t i = 1; i + 1 < t.size(); ++i) {
    PeriodTokens right = t.subspan(i);
    const bool splits = take_any(right, {"-", "/"}) || take_words(right, {".", "."}) || take_words(right, {"đến", "hết"}) ||
                        take_any(right, {"đến", "tới", "to", "until", "till", "through"});
    if (!splits) continue;
    const auto last = read_period(right);
    const auto first = last ? read_span_start(t.first(i), right) : std::nullopt;
    if (!first || first->kind != last->kind || first->ordinal() > last->ordinal()) continue;
    const PeriodSpan span{*first, *last};
    if (found && *found != span) return {};
    found = span;
  }
  const bool length_fits = stated_years == 0 || (found && found->first.kind == PeriodKind::year && found->length() == stated_years);
  return length_fits ? found : std::nullopt;
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
  if (t.size() == 5 && t[0].is_small() && t[1].is_sign_of("/-") && t[2].is_small() && t[3].is(t[1].text) && t[4].is_year()) {
    return detail::checked_date(t[4].number, t[2].number, t[0].number);
  }
  if (t.size() == 6 && t[0].is("ngày") && t[1].is_small() && t[2].is("tháng") && t[3].is_small() && t[4].is("năm") && t[5].is_year()) {
    return detail::checked_date(t[5].number, t[3].number, t[1].number);
  }
  return {};
}

INDUSTRIA_INLINE std::string to_text(const Date& date) {
  if (!date) return {};
  return detail::padded(date.year, 4) + "-" + detail::padded(date.month, 2) + "-" + detail::padded(date.day, 2);
}

INDUSTRIA_INLINE std::string to_text(const Date& date, Language language) {
  if (!date || date.month > 12) return {};
  const std::string month = text("date.month_short." + std::to_string(date.month), language);
  const std::string day = language == Language::vi ? detail::padded(date.day, 2) : std::to_string(date.day);
  return text("date.day", language, {{"day", day}, {"month", month}, {"year", std::to_string(date.year)}});
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
    throw ValueError("steps_between: a = " + to_text(a) + ", b = " + to_text(b) + ", expected two periods of the same kind");
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
      return text(period.index == 1 ? "period.year_to_date.1" : "period.year_to_date", language, args);
  }
  return to_text(period);
}

// ---- Spans -------------------------------------------------------------------------------------------

INDUSTRIA_INLINE int PeriodSpan::length() const { return steps_between(first, last) + 1; }

INDUSTRIA_INLINE std::optional<PeriodSpan> parse_period_span(std::string_view text) {
  const std::vector<detail::PeriodToken> tokens = detail::period_tokens(text);
  if (const auto period = detail::read_period(tokens)) return PeriodSpan{*period, *period};
  return detail::read_span(tokens);
}

INDUSTRIA_INLINE std::string to_text(const PeriodSpan& span) {
  return span.first == span.last ? to_text(span.first) : to_text(span.first) + "/" + to_text(span.last);
}

INDUSTRIA_INLINE std::string to_text(const PeriodSpan& span, Language language) {
  if (span.first == span.last) return to_text(span.first, language);
  if (span.first.kind == PeriodKind::year && span.last.kind == PeriodKind::year) {
    return text("period.span_of_years", language, {{"first", to_text(span.first)}, {"last", to_text(span.last)}});
  }
  return text("period.span", language, {{"first", to_text(span.first, language)}, {"last", to_text(span.last, language)}});
}

}  // namespace industria::inline INDUSTRIA_ABI
