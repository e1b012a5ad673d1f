// SPDX-License-Identifier: Apache-2.0
// UTF-8 and names, against Python's unicodedata (tests/cases/nfc_latin.csv, written by
// tests/tools/make_latin_compositions.py) and a list of name variants with its source beside it.
#include <industria/base/utf8.hpp>

#include "cases.hpp"

#include <set>
#include <string>

namespace utf8_test {

using namespace industria;

TEST(Nfc, is_what_the_unicode_database_says) {
  for (const auto& row : cases::rows("cases/nfc_latin.csv", ',')) {
    EXPECT_EQ(to_nfc(cases::from_codepoints(row.at(0))), cases::from_codepoints(row.at(1)))
        << row.at(0);
  }
}

TEST(Nfc, leaves_composed_text_unchanged) {
  for (const auto& row : cases::rows("cases/nfc_latin.csv", ',')) {
    EXPECT_EQ(to_nfc(cases::from_codepoints(row.at(1))), cases::from_codepoints(row.at(1)))
        << row.at(1);
  }
}

TEST(Nfc, leaves_other_scripts_and_bad_bytes_as_they_are) {
  for (const std::string text : {"\u03B1\u0301", "\u0438\u0306", "1\u0323\u0302", "\u0301",
                                 "e\xFF\u0301", "\xC3", "日本語", ""}) {
    EXPECT_EQ(to_nfc(text), text);
  }
}

TEST(LowerCase, is_what_the_unicode_database_says) {
  for (const auto& row : cases::rows("cases/nfc_latin.csv", ',')) {
    EXPECT_EQ(to_lower(cases::from_codepoints(row.at(0))), cases::from_codepoints(row.at(2)))
        << row.at(0);
  }
}

TEST(LowerCase, knows_vietnamese_greek_and_cyrillic) {
  EXPECT_EQ(to_lower("ĐIỆN BIÊN, THỪA THIÊN HUẾ"), "điện biên, thừa thiên huế");
  EXPECT_EQ(to_lower("ΑΘΗΝΑ Москва ẞ I"), "αθηνα москва ß i");
}

TEST(Utf8, names_the_first_bad_byte) {
  EXPECT_EQ(invalid_utf8_at("Hòa Bình 🏭"), std::nullopt);
  EXPECT_EQ(invalid_utf8_at("ab\xFFz"), 2U);
  EXPECT_EQ(invalid_utf8_at("a\xC0\xAF"), 1U);         // overlong "/"
  EXPECT_EQ(invalid_utf8_at("\xE0\x9F\xBF"), 0U);      // overlong, three bytes
  EXPECT_EQ(invalid_utf8_at("\xF0\x8F\xBF\xBF"), 0U);  // overlong, four bytes
  EXPECT_EQ(invalid_utf8_at("\xED\xA0\x80"), 0U);      // surrogate
  EXPECT_EQ(invalid_utf8_at("\xF4\x90\x80\x80"), 0U);  // above U+10FFFF
  EXPECT_EQ(invalid_utf8_at("t\xE1\xBB"), 1U);         // cut off
}

TEST(NameKey, agrees_for_the_variants_of_a_name) {
  const std::set<std::string> same = {"nfd",          "upper",      "cp1258-decomposed",
                                      "tone-old",     "tone-new",   "tone-old-nfd",
                                      "tone-new-nfd", "zero-width", "eth for d-stroke"};
  for (const auto& row : cases::rows("oracle/data/vn_name_variants.csv", ',')) {
    if (!same.contains(row.at(3))) continue;
    EXPECT_EQ(name_key(cases::from_codepoints(row.at(4))), name_key(row.at(1)))
        << row.at(1) << " as " << row.at(3);
  }
}

TEST(NameKey, keeps_names_apart_that_differ) {
  for (const auto& row : cases::rows("oracle/data/vn_name_variants.csv", ',')) {
    if (row.at(0) != "distinct") continue;
    EXPECT_NE(name_key(row.at(1)), name_key(row.at(2))) << row.at(1);
  }
  EXPECT_NE(name_key("Tân"), name_key("Tấn"));
}

TEST(NameKey, joins_spaces_and_dashes) {
  EXPECT_EQ(name_key("  Bà\u00A0Rịa\t–  Vũng   Tàu "), name_key("bà rịa-vũng tàu"));
  EXPECT_EQ(name_key("Lào\u200B Cai\uFEFF"), name_key("lào cai"));
}

TEST(NameKey, moves_the_tone_only_in_open_syllables_and_not_after_q) {
  EXPECT_EQ(name_key("Hoà"), name_key("Hòa"));
  EXPECT_EQ(name_key("KHOẺ, Tuỳ"), name_key("khỏe, tùy"));
  EXPECT_EQ(name_key("quý"), "quý");
  EXPECT_NE(name_key("quý"), name_key("qúy"));
  EXPECT_EQ(name_key("hoàn"), "hoàn");
  EXPECT_EQ(name_key("của"), "của");
}

TEST(NameKey, of_a_key_is_the_key) {
  for (const auto& row : cases::rows("oracle/data/vn_name_variants.csv", ',')) {
    const std::string key = name_key(row.at(2));
    EXPECT_EQ(name_key(key), key);
  }
}

TEST(AsciiFold, drops_every_diacritic) {
  for (const auto& row : cases::rows("oracle/data/vn_name_variants.csv", ',')) {
    if (row.at(3) == "ascii") {
      EXPECT_EQ(ascii_fold(row.at(1)), name_key(row.at(2)));
    }
  }
  EXPECT_EQ(ascii_fold("ĐIỆN BIÊN Ð"), "dien bien d");
}

TEST(Trim, takes_every_white_space_from_both_ends) {
  EXPECT_EQ(trim(" \t\r\n\u00A0\u202F\u3000 a \u00A0b \u2003\n"), "a \u00A0b");
  EXPECT_EQ(trim("\u2003\u00A0 "), "");
  EXPECT_EQ(trim("\x80\xA0"), "\x80\xA0");
}

}  // namespace utf8_test
