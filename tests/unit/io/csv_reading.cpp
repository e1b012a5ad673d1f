// SPDX-License-Identifier: Apache-2.0
// Reading CSV: files of others with their known meaning, and each rule with its line numbers.
#include "support.hpp"

#include <industria/io/csv.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>


namespace csv_reading {

using namespace industria;
using namespace io_test;

Result<CsvTable> parsed(const std::string& text, CsvOptions options = {}) { return try_parse_csv(text, "t.csv", options); }

std::vector<std::string> column(const CsvTable& table, std::size_t j = 0) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.size(); ++i) cells.emplace_back(table.cell(i, j));
  return cells;
}

using Texts = std::vector<std::string>;

TEST(CsvReading, gives_the_records_of_the_spectrum) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() / "tests/cases/csv/spectrum")) {
    if (entry.path().extension() != ".csv") continue;
    ++files;
    const Result<CsvTable> read = try_read_csv(entry.path());
    nlohmann::json records = nlohmann::json::array();
    for (std::size_t i = 0; i < read.value.size(); ++i) {
      for (std::size_t j = 0; j < read.value.heads().size(); ++j) {
        records[i][read.value.heads()[j]] = std::string(read.value.cell(i, j));
      }
    }
    std::filesystem::path expected = entry.path();
    const auto wanted = nlohmann::json::parse(bytes_of(expected.replace_extension(".json")));
    // A single object stands for a list of one.
    EXPECT_EQ(records, wanted.is_array() ? wanted : nlohmann::json::array({wanted})) << entry.path();
    EXPECT_TRUE(read) << in_short(read.issues);
  }
  EXPECT_EQ(files, 7);
}

TEST(CsvReading, makes_of_hostile_files_what_was_worked_out_by_hand) {
  const std::filesystem::path folder = source_dir() / "tests/cases/csv";
  const CsvTable expected = try_read_csv(folder / "expected.csv").value;
  ASSERT_GE(expected.size(), 20U);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string file(expected.cell(i, 0));
    const Result<CsvTable> read = try_read_csv(folder / "duckdb" / file);
    EXPECT_EQ(std::to_string(read.value.size()), expected.cell(i, 1)) << file;
    EXPECT_EQ(std::to_string(read.value.heads().size()), expected.cell(i, 2)) << file;
    EXPECT_EQ(in_short(read.issues), expected.cell(i, 3)) << file;
  }
}

TEST(CsvReading, counts_physical_lines_through_quotes_and_all_line_ends) {
  const Result<CsvTable> read = parsed("a,b\r\n1,\"x\r\ny\nz\"\rlast,2\n\n3,4\n");
  ASSERT_TRUE(read) << in_short(read.issues);
  ASSERT_EQ(read.value.size(), 3U);
  EXPECT_EQ(read.value.cell(0, 1), "x\r\ny\nz");
  EXPECT_EQ(read.value.line(0), 2);
  EXPECT_EQ(read.value.line(1), 5);
  EXPECT_EQ(read.value.line(2), 7);
  EXPECT_EQ(location_text(read.value.where(2, 1)), "t.csv:7, b");
}

TEST(CsvReading, finds_the_separator_in_the_first_line) {
  for (const std::string separator : {",", ";", "\t"}) {
    const Result<CsvTable> read = parsed(replaced("a|b\n\"1,5;\t\"|2\n", "|", separator));
    EXPECT_EQ(read.value.heads(), (Texts{"a", "b"}));
    EXPECT_EQ(column(read.value), (Texts{"1,5;\t"}));
  }
  EXPECT_EQ(parsed("sep=;\na;b,c,d,e\n1;2\n").value.heads(), (Texts{"a", "b,c,d,e"}));
}

TEST(CsvReading, leaves_out_ragged_rows_and_names_their_lines) {
  const Result<CsvTable> read = parsed("a,b\n1,2\n3\n4,5,6\n7,8\n");
  EXPECT_EQ(in_short(read.issues), "csv.ragged_row:3 csv.ragged_row:4");
  EXPECT_EQ(column(read.value), (Texts{"1", "7"}));
}

TEST(CsvReading, names_both_heads_that_are_equal_in_nfc) {
  const Result<CsvTable> read = parsed("tỉnh,năm,ti\xCC\x89nh\n1,2,3\n");
  ASSERT_EQ(in_short(read.issues), "csv.duplicate_head:1");
  EXPECT_EQ(message(read.issues[0], Language::en), "Columns 1 and 3 have the same head “tỉnh”.");
  EXPECT_EQ(read.value.size(), 0U);
}

TEST(CsvReading, refuses_what_is_empty_but_for_its_byte_order_mark) {
  for (const std::string text : {"", "\xEF\xBB\xBF", "\n\r\n", "\xFF\xFE"}) {
    EXPECT_EQ(in_short(parsed(text).issues).substr(0, 9), "csv.empty");
  }
}

TEST(CsvReading, keeps_nul_and_strange_characters) {
  const std::string odd = std::string("a\0b", 3) + "\xE2\x80\xA8\xE2\x80\xAE";
  EXPECT_EQ(column(parsed("h\n" + odd + "\n").value), (Texts{odd}));
}

TEST(CsvReading, says_where_utf8_breaks_and_which_encoding_is_likely) {
  struct Case {
    std::string bytes, encoding;
  };
  // "Lào Cai, tỷ đồng, sản xuất công nghiệp" in four encodings.
  const std::vector<Case> cases{
      {"L\xB5o Cai, t\xFB \xAE\xE5ng, s\xB6n xu\xCAt c\xABng nghi\xD6p", "TCVN3 (ABC)"},
      {"La\xF8o Cai, ty\xFB \xF1o\xE0ng, sa\xFBn xua\xE1t co\xE2ng nghie\xE4p", "VNI"},
      {"La\xCCo Cai, ty\xD2 \xF0\xF4\xCCng, sa\xD2n xu\xE2\xECt c\xF4ng nghi\xEA\xF2p", "windows-1258"},
      {"caf\xE9 cr\xE8me \xE0 la fran\xE7" "aise, na\xEFve \xBD", "windows-1252"},
  };
  for (const Case& c : cases) {
    const Result<CsvTable> read = parsed("a\nb\n" + c.bytes + "\n");
    ASSERT_EQ(in_short(read.issues), "csv.encoding:3") << c.encoding;
    EXPECT_EQ(read.issues[0].args[0].second, std::to_string(4 + c.bytes.find_first_of("\xB5\xF8\xCC\xE9")));
    EXPECT_EQ(read.issues[0].args[1].second, c.encoding);
  }
}

TEST(CsvReading, refuses_overlong_forms_and_lone_surrogates) {
  for (const std::string bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_EQ(in_short(parsed("a\n" + bad + "\n").issues), "csv.encoding:2");
  }
  EXPECT_EQ(in_short(parsed(std::string("\xFF\xFE" "a\0\n\0\x00\xD8" "b\0", 10)).issues), "csv.broken_utf16:2");
  EXPECT_EQ(in_short(parsed(std::string("\xFF\xFE" "a\0\n", 5)).issues), "csv.broken_utf16:1");
}

TEST(CsvReading, suggests_utf16_where_its_mark_is_missing) {
  std::string wide;
  for (const char c : std::string("id,name\n1,2\n")) wide += {c, '\0'};
  const Result<CsvTable> read = parsed(wide);
  ASSERT_EQ(in_short(read.issues), "csv.encoding:1");
  EXPECT_EQ(read.issues[0].args[1].second, "UTF-16LE");
}

TEST(CsvReading, sees_text_that_was_converted_twice) {
  for (const std::string bad : {"Lai ChÃ¢u", "tá»· Ä‘á»“ng", "Æ°Æ¡ng"}) {
    EXPECT_EQ(in_short(parsed("a\n" + bad + " x\n").issues), "csv.mojibake:2") << bad;
  }
  EXPECT_TRUE(parsed("a\nLai Châu - tỷ đồng - xã - Ê Đê - «á» - «XÃ» - XÃ\xC2\xA0TÂN - «cá»…\n"));
}

TEST(CsvReading, stops_at_its_limits) {
  CsvOptions few{.max_bytes = 40, .max_field = 5, .max_columns = 3, .max_cells = 4, .max_issues = 2};
  EXPECT_EQ(in_short(parsed(std::string(41, 'x'), few).issues), "file.too_large:0");
  EXPECT_EQ(in_short(parsed("a\n123456\n12345\n", few).issues), "csv.field_too_long:2");
  EXPECT_EQ(in_short(parsed("a,b,c,d\n", few).issues), "csv.too_many_columns:1");
  EXPECT_EQ(in_short(parsed("a,b\n1,2\n3,4\n5,6\n", few).issues), "csv.too_many_cells:4");
  const Result<CsvTable> many = parsed("a,b\n1\n2\n3\n4\n5\n", few);
  EXPECT_EQ(in_short(many.issues), "csv.ragged_row:2 csv.ragged_row:3 csv.more_problems:0");
  EXPECT_EQ(many.issues.back().args[0].second, "3");
}

// A quadratic reader would need hours for this and run into the test's time limit.
TEST(CsvReading, goes_through_many_quotes_and_long_fields_once) {
  constexpr std::size_t n = 8'000'000;
  const std::string bomb = "a,b\n" + std::string(n, '"') + "\nx," + std::string(n, '9') + "\n";
  EXPECT_EQ(in_short(try_parse_csv(bomb, "t.csv", {.max_field = std::size_t{1} << 30}).issues), "csv.ragged_row:2");
}

TEST(CsvReading, gives_one_table_for_every_encoding_of_a_text) {
  const std::string text = "tỉnh,số\n\"Lào Cai, 2\",\"1\"\n𝄞 Hoà Bình,\"2\"\"3\"\n";
  const CsvTable table = parsed(text).value;
  ASSERT_EQ(table.size(), 2U);
  std::u16string wide = u"\xFEFFtỉnh,số\n\"Lào Cai, 2\",\"1\"\n𝄞 Hoà Bình,\"2\"\"3\"\n";
  std::string little, big;
  for (const char16_t c : wide) {
    little += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    big += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
  }
  for (const std::string& same : {"\xEF\xBB\xBF" + text, little, big, replaced(text, "\n", "\r\n"), replaced(text, "\n", "\r")}) {
    const Result<CsvTable> read = parsed(same);
    EXPECT_TRUE(read) << in_short(read.issues);
    EXPECT_TRUE(read.value == table);
  }
}

// A cut file gives an error, or says that its last line has no end, or was cut between two rows and holds those before.
TEST(CsvReading, never_shortens_a_table_in_silence) {
  const std::string text = "id,tên\n1,\"Lào \"\"Cai\"\"\"\n2,\"hai\ndòng\"\n3,Hòa Bình\n";
  const CsvTable whole = parsed(text).value;
  ASSERT_EQ(whole.size(), 3U);
  for (std::size_t n = 0; n < text.size(); ++n) {
    const Result<CsvTable> cut = parsed(text.substr(0, n));
    if (!cut.issues.empty()) continue;
    EXPECT_EQ(text[n - 1], '\n');
    for (std::size_t i = 0; i < cut.value.size(); ++i) EXPECT_EQ(cut.value.cell(i, 1), whole.cell(i, 1)) << n;
  }
}

TEST(CsvReading, names_a_file_that_is_not_there) {
  EXPECT_EQ(in_short(try_read_csv("no/such.csv").issues), "file.not_found:0");
  EXPECT_EQ(in_short(try_read_csv(source_dir()).issues), "file.not_a_file:0");
}

}  // namespace csv_reading
