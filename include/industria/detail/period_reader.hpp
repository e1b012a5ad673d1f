// SPDX-License-Identifier: Apache-2.0
// The reader of period texts, for the body of base/period.hpp. A text is brought to its name_key, cut into
// numbers, words and signs, and must match one of the forms below from end to end.
#pragma once

#include <industria/base/period.hpp>
#include <industria/detail/period_tokens.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

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
  const auto is = [&](int n) {
    return PeriodPart{PeriodKind::year_to_date, t.empty() && n <= 12 ? n : 0};
  };
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
    return std::any_of(left.begin(), left.end(),
                       [&](const PeriodToken& t) { return t.kind == kind; });
  };
  const bool has_year =
      std::any_of(left.begin(), left.end(), [](const PeriodToken& t) { return t.is_year(); });
  if (has_year || !has(PeriodToken::Kind::word) || right.empty() || !right.back().is_year())
    return {};
  std::vector<PeriodToken> completed(left.begin(), left.end());
  completed.push_back({.kind = PeriodToken::Kind::sign, .text = "/"});
  completed.push_back(right.back());
  return read_period(completed);
}

[[nodiscard]] inline std::optional<PeriodSpan> read_span(PeriodTokens t) {
  static_cast<void>(take_words(t, {"trong"}));
  static_cast<void>(take_words(t, {"giai", "đoạn"}) || take_words(t, {"thời", "kỳ"}) ||
                    take_words(t, {"thời", "kì"}) || take_words(t, {"nhiệm", "kỳ"}) ||
                    take_words(t, {"the", "period"}) || take_words(t, {"period"}));
  int stated_years = 0;
  if (t.size() > 2 && t[0].is_small() && (t[1].is("năm") || t[1].is("years"))) {
    stated_years = t[0].number;
    t = t.subspan(2);
  }
  static_cast<void>(take_words(t, {"các", "năm"}) || take_any(t, {"từ", "from", "years"}));

  std::optional<PeriodSpan> found;
  for (std::size_t i = 1; i + 1 < t.size(); ++i) {
    PeriodTokens right = t.subspan(i);
    const bool splits = take_any(right, {"-", "/"}) || take_words(right, {".", "."}) ||
                        take_words(right, {"đến", "hết"}) ||
                        take_any(right, {"đến", "tới", "to", "until", "till", "through"});
    if (!splits) continue;
    const auto last = read_period(right);
    const auto first = last ? read_span_start(t.first(i), right) : std::nullopt;
    if (!first || first->kind != last->kind || first->ordinal() > last->ordinal()) continue;
    const PeriodSpan span{*first, *last};
    if (found && *found != span) return {};
    found = span;
  }
  const bool length_fits = stated_years == 0 || (found && found->first.kind == PeriodKind::year &&
                                                 found->length() == stated_years);
  return length_fits ? found : std::nullopt;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
