// SPDX-License-Identifier: Apache-2.0
// Names of the enumerations: canonical words, the words of the catalogue and the words of the office.
#include <industria/base/catalogue.hpp>
#include <industria/model/dataset.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

using namespace industria;

namespace names_test {

/// Every value reads back from its canonical name and from the catalogue's words in both languages.
template <class E, class Parse>
void expect_round_trip(std::string_view subject, int count, Parse parse) {
  std::set<std::string_view> names;
  for (int i = 0; i < count; ++i) {
    const auto value = static_cast<E>(i);
    const std::string canonical(name(value));
    EXPECT_TRUE(names.insert(name(value)).second) << subject << " " << canonical;
    EXPECT_EQ(parse(canonical), value);
    for (const Language language : {Language::vi, Language::en}) {
      const std::string word = text(std::string(subject) + "." + canonical, language);
      EXPECT_EQ(parse(word), value) << subject << " " << word;
    }
  }
  EXPECT_EQ(name(static_cast<E>(count)), "") << "the test does not know every value of " << subject;
}

TEST(Names, round_trip_in_both_languages) {
  expect_round_trip<Stage>("stage", 8, parse_stage);
  expect_round_trip<SiteKind>("site_kind", 2, parse_site_kind);
  expect_round_trip<ProjectStatus>("project_status", 6, parse_project_status);
  expect_round_trip<FundingKind>("funding_kind", 5, parse_funding_kind);
  expect_round_trip<FundingStage>("funding_stage", 3, parse_funding_stage);
  expect_round_trip<Accounting>("accounting", 4, parse_accounting);
  expect_round_trip<Desired>("desired", 3, parse_desired);
  expect_round_trip<Measure>("measure", 9, parse_measure);
  expect_round_trip<Status>("status", 4, parse_status);
  expect_round_trip<TargetKind>("target_kind", 9, parse_target_kind);
  expect_round_trip<Direction>("direction", 3, parse_direction);
  expect_round_trip<PlaceKind>("place_kind", 5, parse_place_kind);
}

TEST(Names, read_what_statistical_tables_print_over_their_columns) {
  EXPECT_EQ(parse_status("Sơ bộ"), Status::provisional);
  EXPECT_EQ(parse_status("Prel."), Status::provisional);
  EXPECT_EQ(parse_status(" ƯỚC THỰC HIỆN "), Status::estimate);
  EXPECT_EQ(parse_status("Thực hiện"), Status::final);
  EXPECT_EQ(parse_status("KH"), Status::plan);
}

TEST(Names, do_not_mind_case_form_or_tone_placement) {
  EXPECT_EQ(parse_status("So\xCC\x9B b\x6F\xCC\xA3\xCC\x82"),
            Status::provisional);                               // NFD, marks in the other order
  EXPECT_EQ(parse_project_status("Hòan thành"), std::nullopt);  // a misspelling is no spelling
  EXPECT_EQ(parse_target_kind("LUỸ KẾ"), TargetKind::cumulative_count);
  EXPECT_EQ(parse_stage("Under Construction"), Stage::under_construction);
  EXPECT_EQ(parse_stage("UNDER_CONSTRUCTION"), Stage::under_construction);
}

TEST(Names, refuse_words_that_are_not_theirs) {
  EXPECT_EQ(parse_status(""), std::nullopt);
  EXPECT_EQ(parse_status("chinh thuc"), std::nullopt);
  EXPECT_EQ(parse_stage("đang"), std::nullopt);
  EXPECT_EQ(parse_place_kind("thành phố"),
            std::nullopt);  // a province or a district: not for us to say
  EXPECT_EQ(parse_measure("so với kế hoạch"),
            std::nullopt);  // a ratio or a deviation: not for us to say
}

TEST(UniqueId, leaves_out_the_empty_tail_only) {
  EXPECT_EQ((IndicatorKey{"gross_output", "lao-cai", "B-E", "", ""}.unique_id()),
            "gross_output|lao-cai|B-E");
  EXPECT_EQ((IndicatorKey{"output", "lao-cai", "", "copper", ""}.unique_id()),
            "output|lao-cai||copper");
  EXPECT_EQ((IndicatorKey{"gdp", "", "", "", ""}.unique_id()), "gdp");
}

}  // namespace names_test
