// SPDX-License-Identifier: Apache-2.0
// Dates, periods and spans: the spellings of tests/cases/periods.tsv and period_spans.tsv, calendar facts, laws.
#include <industria/base/error.hpp>
#include <industria/base/period.hpp>

#include "cases.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

using namespace industria;

namespace period_test {

constexpr PeriodKind all_kinds[] = {PeriodKind::year, PeriodKind::half, PeriodKind::quarter,
                                    PeriodKind::month, PeriodKind::year_to_date};

std::vector<Period> all_periods(int year) {
  std::vector<Period> out;
  for (const PeriodKind kind : all_kinds) {
    for (int index = 1; index <= periods_per_year(kind); ++index)
      out.push_back({year, kind, index});
  }
  return out;
}

std::string canonical(const std::optional<Period>& p) {
  return p ? to_text(*p) : "";
}
std::string canonical(const std::optional<PeriodSpan>& p) {
  return p ? to_text(*p) : "";
}

TEST(Period, reads_every_usual_spelling_and_nothing_else) {
  for (const auto& row : cases::rows("cases/periods.tsv", '\t')) {
    EXPECT_EQ(canonical(parse_period(row.at(0))), row.at(1)) << '"' << row.at(0) << '"';
  }
}

TEST(PeriodSpan, reads_every_usual_spelling_and_nothing_else) {
  for (const auto& row : cases::rows("cases/period_spans.tsv", '\t')) {
    EXPECT_EQ(canonical(parse_period_span(row.at(0))), row.at(1)) << '"' << row.at(0) << '"';
  }
}

TEST(Period, reads_what_it_writes_in_every_form) {
  for (const int year : {1, 987, 1976, 2026, 9999}) {
    for (const Period& p : all_periods(year)) {
      EXPECT_EQ(parse_period(to_text(p)), p) << to_text(p);
      EXPECT_EQ(parse_period(to_text(p, Language::vi)), p) << to_text(p, Language::vi);
      EXPECT_EQ(parse_period(to_text(p, Language::en)), p) << to_text(p, Language::en);
    }
  }
}

TEST(PeriodSpan, reads_what_it_writes_in_every_form) {
  for (const Period& first : all_periods(2023)) {
    for (const int steps : {0, 1, 5, 30}) {
      const PeriodSpan span{first, first.plus(steps)};
      EXPECT_EQ(parse_period_span(to_text(span)), span) << to_text(span);
      EXPECT_EQ(parse_period_span(to_text(span, Language::vi)), span)
          << to_text(span, Language::vi);
      EXPECT_EQ(parse_period_span(to_text(span, Language::en)), span)
          << to_text(span, Language::en);
    }
  }
}

TEST(Period, prints_as_a_report_has_it) {
  EXPECT_EQ(to_text(Period::of_year(2026), Language::vi), "năm 2026");
  EXPECT_EQ(to_text(Period::of_half(2026, 1), Language::vi), "6 tháng đầu năm 2026");
  EXPECT_EQ(to_text(Period::of_quarter(2026, 3), Language::vi), "quý III/2026");
  EXPECT_EQ(to_text(Period::of_month(2026, 9), Language::vi), "tháng 9/2026");
  EXPECT_EQ(to_text(Period::of_year_to_date(2026, 9), Language::vi), "9 tháng năm 2026");
  EXPECT_EQ(to_text(Period::of_quarter(2026, 3), Language::en), "Q3 2026");
  EXPECT_EQ(to_text(Period::of_month(2026, 9), Language::en), "September 2026");
  EXPECT_EQ(to_text(Period::of_year_to_date(2026, 9), Language::en), "first 9 months of 2026");
  EXPECT_EQ(to_text(PeriodSpan{Period::of_year(2021), Period::of_year(2025)}, Language::vi),
            "giai đoạn 2021–2025");
  EXPECT_EQ(to_text(PeriodSpan{Period::of_year(2021), Period::of_year(2025)}, Language::en),
            "2021–2025");
}

TEST(Period, of_a_kind_follow_each_other_without_gap_or_overlap) {
  for (const PeriodKind kind :
       {PeriodKind::year, PeriodKind::half, PeriodKind::quarter, PeriodKind::month}) {
    for (Period p{1896, kind, 1}; p.year < 2105; p = p.plus(1)) {
      using namespace std::chrono;
      const auto day_number = [](Date d) { return sys_days(year{d.year} / d.month / d.day); };
      EXPECT_EQ(day_number(p.plus(1).first_day()) - day_number(p.last_day()), days{1})
          << to_text(p);
    }
  }
}

TEST(Period, has_an_ordinal_that_leads_back) {
  for (const PeriodKind kind : all_kinds) {
    for (int n = -50; n < 50; ++n) {
      const Period p = Period::from_ordinal(kind, n);
      EXPECT_EQ(p.ordinal(), n);
      EXPECT_GE(p.index, 1);
      EXPECT_LE(p.index, periods_per_year(kind));
    }
  }
}

TEST(Period, year_to_date_begins_in_january) {
  const Period p = Period::of_year_to_date(2024, 2);
  EXPECT_EQ(p.first_day(), (Date{2024, 1, 1}));
  EXPECT_EQ(p.last_day(), (Date{2024, 2, 29}));
}

TEST(Period, has_no_days_when_it_is_not_valid) {
  EXPECT_FALSE(Period::of_month(2024, 13).last_day());
  EXPECT_FALSE(Period::of_year(0).first_day());
}

TEST(Period, sorts_by_its_end_the_longer_after_the_shorter) {
  std::vector<Period> sorted = all_periods(2024);
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](Period p) {
    return std::find(sorted.begin(), sorted.end(), p) - sorted.begin();
  };
  EXPECT_LT(at(Period::of_month(2024, 6)), at(Period::of_quarter(2024, 2)));
  EXPECT_LT(at(Period::of_quarter(2024, 2)), at(Period::of_half(2024, 1)));
  EXPECT_LT(at(Period::of_half(2024, 1)), at(Period::of_month(2024, 7)));
  EXPECT_LT(at(Period::of_half(2024, 2)), at(Period::of_year(2024)));
  EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end());
}

TEST(Period, steps_are_refused_between_kinds) {
  EXPECT_EQ(steps_between(Period::of_quarter(2021, 4), Period::of_quarter(2023, 1)), 5);
  EXPECT_THROW(static_cast<void>(steps_between(Period::of_year(2021), Period::of_month(2021, 1))),
               ValueError);
}

TEST(PeriodSpan, counts_both_ends) {
  EXPECT_EQ((PeriodSpan{Period::of_year(2021), Period::of_year(2025)}.length()), 5);
  EXPECT_EQ((PeriodSpan{Period::of_year(2021), Period::of_year(2021)}.length()), 1);
}

TEST(Date, reads_three_spellings_and_writes_iso) {
  for (const char* text : {"2021-12-31", "31/12/2021", "31-12-2021", "ngày 31 tháng 12 năm 2021",
                           " NGÀY 31 THÁNG 12 NĂM 2021 "}) {
    ASSERT_TRUE(parse_date(text)) << text;
    EXPECT_EQ(to_text(*parse_date(text)), "2021-12-31");
  }
  EXPECT_EQ(to_text(*parse_date("1/2/2021")), "2021-02-01");  // the day is first
}

TEST(Date, refuses_what_is_not_a_day) {
  for (const char* text : {"",
                           "2021",
                           "2021-12",
                           "2021-13-01",
                           "2021-02-29",
                           "31/02/2021",
                           "31/4/2021",
                           "0/1/2021",
                           "1/0/2021",
                           "31/12/21",
                           "31/12-2021",
                           "2021/12/31",
                           "2021-1-5",
                           "12/31/2021",
                           "0000-01-01",
                           "1900-02-29",
                           "2021-12-31T00:00",
                           "ngày 31/12/2021",
                           "+021-12-31",
                           "2021--1-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_TRUE(parse_date("2000-02-29"));
  EXPECT_TRUE(parse_date("0001-01-01"));
}

TEST(Date, prints_in_both_languages) {
  EXPECT_EQ(to_text(Date{2021, 12, 31}, Language::vi), "31/12/2021");
  EXPECT_EQ(to_text(Date{2021, 2, 1}, Language::vi), "01/02/2021");
  EXPECT_EQ(to_text(Date{2021, 12, 31}, Language::en), "31 Dec 2021");
  EXPECT_EQ(to_text(Date{}, Language::en) + to_text(Date{}), "");
}

}  // namespace period_test
