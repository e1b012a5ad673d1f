// SPDX-License-Identifier: Apache-2.0
// Reading dataset folders: one mistake, one issue that names its place; and every usual spelling of the same tables.
#include "support.hpp"

#include <industria/base/error.hpp>
#include <industria/io/dataset_folder.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dataset_reading {

using namespace industria;
using namespace io_test;

const std::filesystem::path invented = source_dir() / "tests/cases/datasets/invented";

/// The tables as text, to compare datasets by.
std::string written(const Dataset& data) {
  const TemporaryFolder folder;
  write_dataset(folder.path(), data);
  std::string text;
  for (const TableInfo& table : dataset_tables()) text += table.file + "\n" + bytes_of(folder / table.file);
  return text;
}

void make_change(const CsvTable& cases, std::size_t i, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / std::string(cases.cell(i, 1));
  const std::string_view action = cases.cell(i, 2);
  const std::string text = std::string(cases.cell(i, 4)) + "\n";
  if (action == "remove") std::filesystem::remove(file);
  if (action == "create") put_bytes(file, text == "\n" ? "" : text);
  if (action == "append") put_bytes(file, bytes_of(file) + text);
  if (action == "replace") {
    std::vector<std::string> lines = lines_of(bytes_of(file));
    lines.at(static_cast<std::size_t>(std::stoi(std::string(cases.cell(i, 3)))) - 1) = text.substr(0, text.size() - 1);
    put_bytes(file, joined(lines));
  }
}

TEST(DatasetReading, names_the_place_of_each_mistake) {
  const Result<CsvTable> cases = try_read_csv(source_dir() / "tests/cases/datasets/broken.csv");
  ASSERT_TRUE(cases.issues.empty()) << in_short(cases.issues);
  ASSERT_GT(cases.value.size(), 30U);
  for (std::size_t i = 0; i < cases.value.size(); ++i) {
    SCOPED_TRACE(cases.value.cell(i, 0));
    const TemporaryFolder folder;
    copy_folder(invented, folder.path());
    make_change(cases.value, i, folder.path());
    const Result<Dataset> read = try_read_dataset(folder.path());
    const auto wanted = std::find_if(read.issues.begin(), read.issues.end(),
                                     [&](const Issue& issue) { return issue.code == cases.value.cell(i, 5); });
    EXPECT_NE(wanted, read.issues.end()) << in_short(read.issues);
    if (wanted == read.issues.end()) continue;
    constexpr const char* names[] = {"note", "warning", "error"};
    EXPECT_EQ(names[static_cast<int>(wanted->severity)], cases.value.cell(i, 6));
    EXPECT_EQ(std::to_string(wanted->where.line), cases.value.cell(i, 7));
    EXPECT_EQ(wanted->where.column, cases.value.cell(i, 8));
    EXPECT_EQ(wanted->where.file, cases.value.cell(i, 1));
  }
}

TEST(DatasetReading, speaks_of_each_mistake_in_both_languages) {
  const CsvTable cases = try_read_csv(source_dir() / "tests/cases/datasets/broken.csv").value;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const TemporaryFolder folder;
    copy_folder(invented, folder.path());
    make_change(cases, i, folder.path());
    for (const Issue& issue : try_read_dataset(folder.path()).issues) {
      for (const Language language : {Language::vi, Language::en}) {
        EXPECT_TRUE(has_text("issue." + issue.code) && has_text("issue." + issue.code + ".remedy")) << issue.code;
        EXPECT_EQ(to_text(issue, language).find('{'), std::string::npos) << to_text(issue, language);
      }
    }
  }
}

TEST(DatasetReading, leaves_out_only_the_row_that_is_wrong) {
  const TemporaryFolder folder;
  copy_folder(invented, folder.path());
  const std::string text = bytes_of(folder / "observations.csv");
  put_bytes(folder / "observations.csv", replaced(text, "8.965,2", "8,965,2"));
  const Result<Dataset> read = try_read_dataset(folder.path());
  EXPECT_EQ(in_short(read.issues), "number.malformed:3");
  EXPECT_EQ(read.value.observations.size(), 10U);
  EXPECT_THROW(static_cast<void>(read_dataset(folder.path())), IoError);
}

TEST(DatasetReading, leaves_out_rows_that_refer_to_a_row_left_out) {
  const TemporaryFolder folder;
  copy_folder(invented, folder.path());
  put_bytes(folder / "plants.csv", replaced(bytes_of(folder / "plants.csv"), "lo-gach;Lò gạch Thượng;;", "lo-gach;Lò gạch Thượng;nobody;"));
  const Result<Dataset> read = try_read_dataset(folder.path());
  EXPECT_EQ(in_short(read.issues), "dataset.unknown_reference:3 dataset.reference_left_out:3");
  EXPECT_EQ(read.value.capacities.size(), 1U);
}

TEST(DatasetReading, never_guesses_what_a_dot_means) {
  const TemporaryFolder folder;
  copy_folder(invented, folder.path());
  put_bytes(folder / "dataset.csv", "key;value\ntitle_vi;x\n");
  // Two marked cells tell the style of the column of observations; 15.000 and 21.500 alone in theirs do not.
  const Result<Dataset> read = try_read_dataset(folder.path());
  EXPECT_EQ(read.value.observations.size(), 11U);
  EXPECT_TRUE(read.value.targets.empty());
  EXPECT_NE(in_short(read.issues).find("number.ambiguous:2"), std::string::npos) << in_short(read.issues);
  const Result<Dataset> declared = try_read_dataset(folder.path(), {.style = NumberStyle::decimal_comma});
  EXPECT_TRUE(declared) << in_short(declared.issues);
  EXPECT_EQ(declared.value.targets.size(), 2U);
}

TEST(DatasetReading, lets_a_file_have_its_own_number_style) {
  const TemporaryFolder folder;
  copy_folder(invented, folder.path());
  put_bytes(folder / "dataset.csv", bytes_of(folder / "dataset.csv") + "number_style.targets;decimal_point\n");
  const std::string targets = bytes_of(folder / "targets.csv");
  put_bytes(folder / "targets.csv", replaced(replaced(replaced(targets, "15.000", "15,000"), "9.840,5", "9840.5"), "21.500", "21500"));
  const Result<Dataset> read = try_read_dataset(folder.path());
  EXPECT_TRUE(read) << in_short(read.issues);
  EXPECT_EQ(read.value.targets.at(0).figure.value, 15000.0);
}

// Office spellings of one dataset: byte-order mark, CRLF, other separators, NFD. All mean the same.
TEST(DatasetReading, reads_the_spellings_of_offices_alike) {
  const std::string plain = written(try_read_dataset(invented).value);
  const std::vector<std::pair<std::string, std::string>> nfd{{"ệ", "e\xCC\xA3\xCC\x82"}, {"á", "a\xCC\x81"}, {"ô", "o\xCC\x82"}};
  for (const int spelling : {0, 1, 2, 3}) {
    const TemporaryFolder folder;
    copy_folder(invented, folder.path());
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      std::string text = bytes_of(entry.path());
      if (spelling == 0) text = "\xEF\xBB\xBF" + replaced(text, "\n", "\r\n");
      if (spelling == 1) text = replaced(text, "\n", "\r");
      if (spelling == 2 && text.find(", ") == std::string::npos) text = replaced(text, ";", "\t");
      for (const auto& [composed, parts] : nfd) text = spelling == 3 ? replaced(text, composed, parts) : text;
      put_bytes(entry.path(), text);
    }
    const Result<Dataset> read = try_read_dataset(folder.path());
    EXPECT_TRUE(read.issues.empty()) << spelling << " " << in_short(read.issues);
    EXPECT_EQ(written(read.value), plain) << spelling;
  }
}

TEST(DatasetReading, does_not_depend_on_the_order_of_rows) {
  const TemporaryFolder folder;
  copy_folder(invented, folder.path());
  std::mt19937 random(7);
  for (const TableInfo& table : dataset_tables()) {
    std::vector<std::string> lines = lines_of(bytes_of(folder / table.file));
    std::shuffle(lines.begin() + 1, lines.end(), random);
    put_bytes(folder / table.file, joined(lines));
  }
  const Result<Dataset> read = try_read_dataset(folder.path());
  EXPECT_TRUE(read.issues.empty()) << in_short(read.issues);
  std::vector<std::string> shuffled = lines_of(written(read.value));
  std::vector<std::string> plain = lines_of(written(try_read_dataset(invented).value));
  std::sort(shuffled.begin(), shuffled.end());
  std::sort(plain.begin(), plain.end());
  EXPECT_EQ(shuffled, plain);
}

TEST(DatasetReading, tells_when_a_file_was_cut) {
  const TemporaryFolder folder;
  copy_folder(invented, folder.path());
  const std::string whole = bytes_of(folder / "funding.csv");
  for (std::size_t n = 0; n < whole.size(); ++n) {
    put_bytes(folder / "funding.csv", whole.substr(0, n));
    const Result<Dataset> read = try_read_dataset(folder.path());
    EXPECT_TRUE(!read.issues.empty() || whole[n - 1] == '\n') << n;
  }
}

TEST(DatasetReading, says_when_there_is_nothing_to_read) {
  EXPECT_EQ(in_short(try_read_dataset("no/such/folder").issues), "dataset.no_folder:0 dataset.nothing_to_read:0");
  const TemporaryFolder folder;
  const Result<Dataset> read = try_read_dataset(folder.path());
  EXPECT_EQ(read.issues.back().code, "dataset.nothing_to_read");
  EXPECT_THROW(static_cast<void>(read_dataset(folder.path())), IoError);
}

TEST(DatasetReading, counts_bricks_where_the_product_is_bricks) {
  const Dataset data = read_dataset(invented);
  const Capacity* kiln = find_by_id(data.capacities, "cs-gach");
  ASSERT_NE(kiln, nullptr);
  EXPECT_EQ(kiln->rate.unit.exponent("brick"), 1);
  EXPECT_EQ(kiln->rate.unit.exponent("piece"), 0);
  EXPECT_EQ(kiln->rate.amount().in("brick/year").value, 12.5e6);
}

TEST(DatasetWriting, is_undone_by_reading) {
  for (const std::filesystem::path& from : {invented, source_dir() / "examples/data/northwest"}) {
    const TemporaryFolder folder;
    const Dataset data = read_dataset(from);
    write_dataset(folder.path(), data);
    const Dataset back = read_dataset(folder.path());
    EXPECT_EQ(written(back), written(data));
    ASSERT_EQ(back.observations.size(), data.observations.size());
    for (std::size_t i = 0; i < data.observations.size(); ++i) {
      const Figure& a = data.observations[i].figure;
      const Figure& b = back.observations[i].figure;
      EXPECT_EQ(a.value, b.value);
      EXPECT_EQ(a.bounds, b.bounds);
      EXPECT_EQ(a.resolution, b.resolution);
      EXPECT_EQ(a.unit, b.unit);
      EXPECT_EQ(a.basis, b.basis);
    }
  }
}

TEST(DatasetWriting, empties_a_table_that_has_become_empty) {
  const TemporaryFolder folder;
  Dataset data = read_dataset(invented);
  write_dataset(folder.path(), data);
  data.projects.clear();
  write_dataset(folder.path(), data);
  EXPECT_TRUE(read_dataset(folder.path()).projects.empty());
}

TEST(DatasetTables, are_described_in_the_documentation) {
  std::string documented;
  for (const std::string& line : lines_of(bytes_of(source_dir() / "docs/dataset.md"))) {
    if (line.starts_with("### `")) documented += line.substr(5, line.find('`', 5) - 5) + "\n";
    if (line.starts_with("| `")) documented += "  " + line.substr(3, line.find('`', 3) - 3) + "\n";
  }
  std::string described = "dataset.csv\n  title_vi\n  title_en\n  number_style\n";
  for (const TableInfo& table : dataset_tables()) {
    described += table.file + "\n";
    for (const ColumnInfo& column : table.columns) described += "  " + column.head + "\n";
  }
  EXPECT_EQ(documented, described);
}

}  // namespace dataset_reading
