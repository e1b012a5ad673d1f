// SPDX-License-Identifier: Apache-2.0
// The dataset of the three provinces holds every figure of its five sources, and can be changed without code.
#include "support.hpp"

#include <industria/io/csv.hpp>
#include <industria/io/dataset_folder.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace northwest {

using namespace industria;
using namespace io_test;

const std::filesystem::path northwest = source_dir() / "examples/data/northwest";

/// Facts of a row ("F011|F012") with its figures; a programme's figure is the length of its span.
struct FactBook {
  std::multimap<std::string, Figure> figures;
  std::set<std::string> numbers;
  std::vector<Origin> origins;

  void add(const Origin& origin, const std::vector<Figure>& row = {}) {
    origins.push_back(origin);
    for (std::size_t at = 0; at < origin.fact.size();) {
      const std::size_t end = std::min(origin.fact.find('|', at), origin.fact.size());
      const std::string fact = origin.fact.substr(at, end - at);
      numbers.insert(fact);
      for (const Figure& figure : row) figures.emplace(fact, figure);
      at = end + 1;
    }
  }
};

FactBook facts_of(const Dataset& data) {
  FactBook book;
  const auto some = [](std::initializer_list<std::optional<Figure>> figures) {
    std::vector<Figure> there;
    for (const auto& figure : figures) {
      if (figure) there.push_back(*figure);
    }
    return there;
  };
  for (const auto& row : data.enterprises) book.add(row.origin);
  for (const auto& row : data.plants) book.add(row.origin);
  for (const auto& row : data.sites) book.add(row.origin, some({Figure::of(row.count, parse_unit("site")), row.area}));
  for (const auto& row : data.projects) book.add(row.origin, some({row.count, row.registered_capital}));
  for (const auto& row : data.capacities) book.add(row.origin, {row.rate});
  for (const auto& row : data.programmes) book.add(row.origin, {Figure::of(row.span.length(), parse_unit("year"))});
  for (const auto& row : data.activities) book.add(row.origin, some({row.quantity}));
  for (const auto& row : data.funding) book.add(row.origin, some({row.amount, row.share}));
  for (const auto& row : data.targets) book.add(row.origin, {row.figure});
  for (const auto& row : data.observations) book.add(row.origin, {row.figure});
  for (const auto& row : data.remarks) book.add(row.origin);
  return book;
}

double in_fact_unit(const Figure& figure, std::string_view unit) {
  if (unit == "kg") return figure.in(parse_unit("kg")).value;
  return figure.in(base_unit(figure.unit)).value;
}

double number(const std::string& text) {
  double value = missing;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TEST(Northwest, is_read_without_a_problem) {
  const Result<Dataset> read = try_read_dataset(northwest);
  EXPECT_TRUE(read.issues.empty()) << in_short(read.issues);
  EXPECT_EQ(read.value.places.places().size(), 7U);
}

TEST(Northwest, holds_every_fact_with_its_value) {
  const FactBook book = facts_of(read_dataset(northwest));
  const CsvTable facts = try_read_csv(source_dir() / "tests/cases/seed_values.csv").value;
  ASSERT_EQ(facts.size(), 47U);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::string fact(facts.cell(i, 0));
    const std::string value(facts.cell(i, 1));
    EXPECT_TRUE(book.numbers.contains(fact)) << fact;
    bool found = false;
    for (auto [at, end] = book.figures.equal_range(fact); at != end; ++at) {
      const double stated = in_fact_unit(at->second, facts.cell(i, 2));
      // One rounding of the value and one of the unit's factor.
      found = found || (value.empty() ? is_missing(stated) : std::abs(stated - number(value)) <= 4e-16 * std::abs(stated));
    }
    EXPECT_TRUE(found) << fact << " " << value;
  }
}

TEST(Northwest, names_every_entity_of_its_sources) {
  const FactBook book = facts_of(read_dataset(northwest));
  for (const char* entity : {"E001", "E002", "E003", "E004", "E005", "E006", "P001", "R001", "E007", "E008", "E009", "R002", "R003",
                             "E010", "E011", "E012", "E013", "P002", "E014"}) {
    EXPECT_TRUE(book.numbers.contains(entity)) << entity;
  }
}

TEST(Northwest, quotes_and_names_a_source_for_every_statement) {
  const Dataset data = read_dataset(northwest);
  for (const Origin& origin : facts_of(data).origins) {
    if (origin.fact.empty()) continue;
    EXPECT_NE(find_by_id(data.sources, origin.source), nullptr) << origin.fact;
    EXPECT_FALSE(origin.quote.empty()) << origin.fact;
    EXPECT_LE(std::count(origin.quote.begin(), origin.quote.end(), ' '), 11) << origin.quote;
  }
}

TEST(Northwest, keeps_bounds_and_what_has_no_number) {
  const Dataset data = read_dataset(northwest);
  EXPECT_EQ(find_by_id(data.targets, "lao-cai-output-2022")->figure.bounds, Bounds::above(46000));
  EXPECT_EQ(find_by_id(data.targets, "lao-cai-output-increase-2022")->figure.bounds, (Bounds{0, 5000, true, true}));
  EXPECT_EQ(find_by_id(data.targets, "lao-cai-output-growth-2025")->kind, TargetKind::relative);
  EXPECT_TRUE(is_missing(find_by_id(data.targets, "lao-cai-share-mining-2025")->figure.value));
  EXPECT_EQ(find_by_id(data.targets, "lao-cai-share-mining-2025")->direction, Direction::at_most);
  EXPECT_TRUE(data.places.at("hoa-binh").inferred);
  EXPECT_EQ(find_by_id(data.funding, "fund-khuyen-cong-2021")->amount.resolution, 0.001);
}

TEST(Northwest, follows_a_changed_figure) {
  const TemporaryFolder folder;
  copy_folder(northwest, folder.path());
  const std::string text = bytes_of(folder / "observations.csv");
  ASSERT_NE(text.find(",41200,"), std::string::npos);
  put_bytes(folder / "observations.csv", replaced(text, ",41200,", ",45000,"));
  const Dataset data = read_dataset(folder.path());
  const ActualSeries actual = actual_levels(data, {"gross_output", "lao-cai", "B-E", "", ""});
  ASSERT_EQ(actual.series.values.size(), 1U);
  EXPECT_EQ(actual.series.values[0], 45000.0);
}

// A fourth province is rows, not code: the invented one is added to the tables of the three.
TEST(Northwest, takes_a_fourth_province_as_rows) {
  const TemporaryFolder folder;
  copy_folder(northwest, folder.path());
  const auto add = [&](const std::string& file, const std::string& row) { put_bytes(folder / file, bytes_of(folder / file) + row + "\n"); };
  add("places.csv", "gia-dinh,TEST,99,,,province,Giả Định (hư cấu),,vn,,");
  add("observations.csv", "gross_output,gia-dinh,B-E,,,level,2021,,5200.5,tỷ đồng,,unstated,final,,,,,invented");
  add("targets.csv", "gia-dinh-2025,gross_output,gia-dinh,B-E,,,level,at_least,2025,8000,tỷ đồng,,unstated,,,,,,,invented");
  const Dataset data = read_dataset(folder.path());
  EXPECT_EQ(actual_levels(data, {"gross_output", "gia-dinh", "B-E", "", ""}).series.values.at(0), 5200.5);
  EXPECT_EQ(find_by_id(data.targets, "gia-dinh-2025")->figure.value, 8000.0);
}

}  // namespace northwest
