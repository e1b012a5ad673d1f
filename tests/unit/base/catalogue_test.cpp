// SPDX-License-Identifier: Apache-2.0
// The catalogue of texts and the words of issues.
#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/utf8.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace industria;

namespace catalogue_test {

/// The names between braces.
std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> out;
  for (std::size_t open = text.find('{'); open != std::string::npos;
       open = text.find('{', open + 1)) {
    out.insert(text.substr(open, text.find('}', open) - open + 1));
  }
  return out;
}

TEST(Catalogue, has_every_key_once) {
  const auto keys = text_keys();
  ASSERT_FALSE(keys.empty());
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  EXPECT_EQ(twice, keys.end()) << *twice;
}

TEST(Catalogue, has_both_languages_in_composed_unicode) {
  for (const auto key : text_keys()) {
    for (const Language language : {Language::vi, Language::en}) {
      const std::string words = text(key, language);
      EXPECT_FALSE(words.empty()) << key;
      EXPECT_EQ(invalid_utf8_at(words), std::nullopt) << key;
      EXPECT_EQ(to_nfc(words), words) << key;
    }
  }
}

TEST(Catalogue, has_a_remedy_for_every_issue_and_an_issue_for_every_remedy) {
  constexpr std::string_view suffix = ".remedy";
  for (const auto key : text_keys()) {
    if (!key.starts_with("issue.") || key == "issue.unknown_without_value") continue;
    const bool is_remedy = key.ends_with(suffix);
    const std::string partner = is_remedy ? std::string(key.substr(0, key.size() - suffix.size()))
                                          : std::string(key) + ".remedy";
    EXPECT_TRUE(has_text(partner)) << key;
  }
}

TEST(Catalogue, has_a_text_for_every_reason) {
  for (int i = 0; i <= static_cast<int>(Reason::several_solutions); ++i) {
    EXPECT_TRUE(has_text(std::string("reason.") + name(static_cast<Reason>(i))))
        << name(static_cast<Reason>(i));
  }
}

TEST(Catalogue, balances_the_braces_of_every_text) {
  for (const auto key : text_keys()) {
    for (const Language language : {Language::vi, Language::en}) {
      for (const std::string& p : placeholders(text(key, language))) {
        EXPECT_TRUE(p.size() > 2 && p.back() == '}' && p.find('{', 1) == std::string::npos)
            << key << ' ' << p;
      }
    }
  }
}

TEST(Text, fills_each_placeholder_once) {
  EXPECT_EQ(text("period.quarter", Language::vi, {{"roman", "III"}, {"year", "2026"}}),
            "quý III/2026");
  EXPECT_EQ(text("period.quarter", Language::vi, {{"roman", "{year}"}, {"year", "2026"}}),
            "quý {year}/2026");
  EXPECT_EQ(text("period.quarter", Language::vi, {{"year", "2026"}}), "quý {roman}/2026");
}

TEST(Text, of_an_unknown_key_is_refused_by_name) {
  EXPECT_FALSE(has_text("no.such.key"));
  try {
    static_cast<void>(text("no.such.key", Language::vi));
    FAIL() << "expected KeyError";
  } catch (const KeyError& e) {
    EXPECT_NE(std::string(e.what()).find("no.such.key"), std::string::npos);
  }
}

TEST(Issue, says_where_it_is_as_far_as_known) {
  EXPECT_EQ(location_text({.file = "observations.csv", .line = 12, .column = "value_text"}),
            "observations.csv:12, value_text");
  EXPECT_EQ(location_text({.file = "observations.csv"}), "observations.csv");
  EXPECT_EQ(location_text({.file = "plan.xlsx", .sheet = "KH 2022", .column = "F12"}),
            "plan.xlsx [KH 2022], F12");
  EXPECT_EQ(location_text({}), "");
}

TEST(Issue, with_an_unknown_code_still_shows_code_and_value) {
  const Issue issue{
      .code = "never.heard.of", .where = {.file = "a.csv", .line = 3}, .value = "1.234"};
  for (const Language language : {Language::vi, Language::en}) {
    const std::string line = to_text(issue, language);
    for (const char* part : {"a.csv:3: ", "never.heard.of", "1.234"})
      EXPECT_NE(line.find(part), std::string::npos) << line;
  }
  EXPECT_NE(message(issue, Language::vi), message(issue, Language::en));
  EXPECT_FALSE(remedy(issue, Language::vi).empty());
}

TEST(Issue, stays_on_one_short_printable_line) {
  Issue issue{.code = "never.heard.of", .value = "a\nb\t\x01\xFF\u202E\u2028"};
  const std::string line = to_text(issue, Language::en);
  EXPECT_NE(line.find(R"(a\nb\t\u0001\xFF\u202E\u2028)"), std::string::npos) << line;
  issue.value = std::string(100'000, 'x');
  EXPECT_LT(to_text(issue, Language::en).size(), 300U);
}

TEST(Issue, errors_are_told_from_notes) {
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors({{.severity = Severity::note}, {.severity = Severity::warning}}));
  EXPECT_TRUE(has_errors({{.severity = Severity::note}, {.severity = Severity::error}}));
  EXPECT_TRUE(static_cast<bool>(Result<int>{.value = 1}));
}

}  // namespace catalogue_test
