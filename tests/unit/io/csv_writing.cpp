// SPDX-License-Identifier: Apache-2.0
// Writing CSV and files: what is written is read back, no cell becomes a formula, no old file is lost.
#include "support.hpp"

#include <industria/base/error.hpp>
#include <industria/io/csv.hpp>
#include <industria/io/file.hpp>

#include <gtest/gtest.h>

#include <random>

#if defined(__unix__)
#include <csignal>
#include <sys/resource.h>
#endif

namespace csv_writing {

using namespace industria;
using namespace io_test;

const std::vector<std::string>& odd_texts() {
  static const std::vector<std::string> texts{
      "", " ", "a", "=1+1", "+84", "-1.5", "-x", "@SUM(A1)", "\tx", "\rx", std::string("\0x", 2), "＝1", "＋1", "－1", "＠a", "'", "'=", "''=1",
      "'a", "\"", "\"\"", "a,b", "a;b", "a\tb", "line\nline", "cr\r\nlf", "\r", "\n", "Lào Cai", "Hoa\xCC\x80 Bình", "1.234,5", "-1e-5", "--", "sep=;",
      "\xE2\x80\xAE", "0", "x\"y", " \"", "\xEF\xBB\xBF", "\xEF\xBB\xBFx", "sep=|"};
  return texts;
}

TEST(CsvWriting, is_undone_by_reading) {
  std::mt19937 random(20211231);
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  for (int round = 0; round < 300; ++round) {
    const std::size_t columns = 1 + pick(4);
    std::vector<std::string> heads;
    for (std::size_t j = 0; j < columns; ++j) heads.push_back(odd_texts()[pick(odd_texts().size())] + "c" + std::to_string(j));
    CsvTable table(heads);
    for (std::size_t i = pick(6); i > 0; --i) {
      std::vector<std::string> row;
      for (std::size_t j = 0; j < columns; ++j) row.push_back(odd_texts()[pick(odd_texts().size())]);
      table.add_row(row);
    }
    const CsvWriteOptions options{.separator = ",;\t"[pick(3)], .byte_order_mark = pick(2) == 0, .crlf = pick(2) == 0};
    const Result<CsvTable> back = try_parse_csv(to_csv(table, options), "t.csv", {.separator = options.separator, .unescape = true});
    ASSERT_TRUE(back.issues.empty()) << in_short(back.issues) << "\n" << to_csv(table, options);
    ASSERT_TRUE(back.value == table) << to_csv(table, options);
  }
}

TEST(CsvWriting, lets_no_cell_start_a_formula) {
  for (const std::string& text : odd_texts()) {
    const std::string safe = formula_safe(text);
    EXPECT_EQ(formula_unescaped(safe), text);
    const bool sign = !safe.empty() && std::string("=+-@\t\r").find(safe[0]) != std::string::npos;
    EXPECT_FALSE(sign && safe != "-1.5" && safe != "-1e-5") << safe;
    EXPECT_FALSE(safe.starts_with("＝") || safe.starts_with("＋") || safe.starts_with("－") || safe.starts_with("＠"));
  }
}

TEST(CsvWriting, leaves_numbers_as_numbers) {
  for (const char* number : {"-1.5", "-12,5", "-3", "-1e-9", "0.5", "12"}) EXPECT_EQ(formula_safe(number), number);
  EXPECT_EQ(formula_safe("-1+2"), "'-1+2");
  EXPECT_EQ(formula_safe("+84"), "'+84");
}

TEST(CsvWriting, refuses_rows_of_another_length) {
  CsvTable table({"a", "b"});
  EXPECT_THROW(table.add_row(std::vector<std::string>{"1"}), ShapeError);
  EXPECT_THROW(static_cast<void>(table.cell(0, 0)), ValueError);
  EXPECT_THROW(static_cast<void>(to_csv(table, {.separator = '"'})), ValueError);
}

TEST(FileWriting, replaces_the_old_file_and_leaves_nothing_beside_it) {
  const TemporaryFolder folder;
  write_file(folder / "a.csv", "old");
  write_file(folder / "a.csv", "new\n");
  EXPECT_EQ(bytes_of(folder / "a.csv"), "new\n");
  EXPECT_EQ(folder.count(), 1U);
  EXPECT_EQ(try_read_file(folder / "a.csv").value, "new\n");
  EXPECT_EQ(in_short(try_read_file(folder / "a.csv", 3).issues), "file.too_large:0");
}

TEST(FileWriting, names_path_and_cause_when_it_fails) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "a.csv/b");
  EXPECT_THROW(write_file(folder / "a.csv", "x"), IoError);
  EXPECT_THROW(write_file(folder / "none/a.csv", "x"), IoError);
  const std::optional<Issue> issue = try_write_file(folder / "none/a.csv", "x");
  ASSERT_TRUE(issue.has_value());
  EXPECT_EQ(issue->code, "file.cannot_write");
  EXPECT_NE(message(*issue, Language::en).find("none/a.csv"), std::string::npos);
  EXPECT_EQ(folder.count(), 1U);
}

#if defined(__unix__)
TEST(FileWriting, replaces_a_symbolic_link_and_leaves_its_target_alone) {
  const TemporaryFolder folder;
  write_file(folder / "target", "precious");
  std::filesystem::create_symlink(folder / "target", folder / "link");
  write_file(folder / "link", "new");
  EXPECT_EQ(bytes_of(folder / "target"), "precious");
  EXPECT_EQ(bytes_of(folder / "link"), "new");
  EXPECT_FALSE(std::filesystem::is_symlink(folder / "link"));
}

TEST(FileWriting, keeps_the_old_file_when_the_disk_is_full) {
  const TemporaryFolder folder;
  write_file(folder / "a.csv", "old");
  // The system refuses to write beyond this size, as a full disk would.
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{4096, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::optional<Issue> issue = try_write_file(folder / "a.csv", std::string(10'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_TRUE(issue.has_value());
  EXPECT_EQ(bytes_of(folder / "a.csv"), "old");
  EXPECT_EQ(folder.count(), 1U);
}
#endif

}  // namespace csv_writing
