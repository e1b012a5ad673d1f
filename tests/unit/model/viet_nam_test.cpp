// SPDX-License-Identifier: Apache-2.0
// The provinces of Viet Nam before and after 2025-07-01, beside the published lists and a corpus of spellings.
#include "unit/model/rows.hpp"

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/model/place.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace industria;

namespace viet_nam_test {

constexpr Date last_old_day{2025, 6, 30};
constexpr Date first_new_day{2025, 7, 1};

const Gazetteer& viet_nam() {
  return Gazetteer::viet_nam();
}

/// Ids of the places of that name.
std::vector<std::string> ids(std::string_view name, Date on = {}) {
  std::vector<std::string> out;
  for (const Place* place : viet_nam().find_name(name, on)) out.push_back(place->id);
  return out;
}

using Ids = std::vector<std::string>;

TEST(VietNam, has_the_63_provinces_of_the_list) {
  const auto list = rows::read("vn_provinces_63.csv");
  ASSERT_EQ(list.size(), 63U);
  for (const rows::Row& row : list) {
    const Place* place = viet_nam().find_code("VN-GSO-63", row[0], last_old_day);
    ASSERT_NE(place, nullptr) << row[0];
    EXPECT_EQ(place->name_vi, row[1]);
    EXPECT_EQ(to_text(place->key.valid_from), row[5]);
    EXPECT_EQ(to_text(place->valid_to), row[6]);
  }
}

TEST(VietNam, has_the_34_provinces_of_the_list) {
  const auto list = rows::read("vn_provinces_34.csv");
  ASSERT_EQ(list.size(), 34U);
  for (const rows::Row& row : list) {
    const Place* place = viet_nam().find_code("VN-2025", row[0], first_new_day);
    ASSERT_NE(place, nullptr) << row[0];
    EXPECT_EQ(place->name_vi, row[1]);
    EXPECT_EQ(std::to_string(place->predecessors.size()), row[3]);
  }
}

TEST(VietNam, merges_territories_as_the_map_of_2025_says) {
  std::map<std::string, std::set<std::string>>
      expected;  // new code -> old codes, from another file than the list
  for (const rows::Row& row : rows::read("vn_province_merge_2025_map.csv"))
    expected["vn34/" + row[2]].insert("vn63/" + row[0]);
  ASSERT_EQ(expected.size(), 34U);
  for (const auto& [id, pieces] : expected)
    EXPECT_EQ(viet_nam().territory(id), Ids(pieces.begin(), pieces.end())) << id;
}

TEST(VietNam, knows_the_codes_that_name_another_territory_since_2025) {
  std::set<std::string> reused;
  for (const Place& place : viet_nam().places()) {
    if (place.key.system != "VN-2025") continue;
    const Ids pieces = viet_nam().territory(place.id);
    const Place* old = viet_nam().find_code("VN-GSO-63", place.key.code);
    // The code went to a province of another name: what was counted under it before is only a part, named otherwise.
    if (old != nullptr && name_key(old->name_vi) != name_key(place.name_vi) && pieces.size() > 1) {
      reused.insert(place.key.code);
    }
  }
  EXPECT_EQ(reused, (std::set<std::string>{"15", "24", "44", "52", "80", "82", "91"}));
}

TEST(VietNam, finds_a_name_on_its_date) {
  EXPECT_EQ(ids("Lào Cai", last_old_day), Ids{"vn63/10"});
  EXPECT_EQ(ids("Lào Cai", first_new_day), Ids{"vn34/15"});
  EXPECT_EQ(ids("Yên Bái", last_old_day), Ids{"vn63/15"});
  EXPECT_EQ(ids("Yên Bái", first_new_day), Ids{});
  EXPECT_EQ(ids("Lào Cai"), (Ids{"vn63/10", "vn34/15"}));
}

TEST(VietNam, has_no_lai_chau_of_today_before_2004) {
  EXPECT_EQ(ids("Lai Châu", Date{2003, 12, 31}), Ids{});
  EXPECT_EQ(ids("Lai Châu", Date{2004, 1, 1}), Ids{"vn63/12"});
}

TEST(VietNam, reads_every_spelling_of_the_corpus) {
  std::size_t read = 0;
  for (const rows::Row& row : rows::read("vn_name_variants.csv")) {
    if (row[0] != "province63" && row[0] != "province34") continue;
    const Date on = row[0] == "province63" ? last_old_day : first_new_day;
    const Ids found = ids(row[2], on);
    ASSERT_EQ(found.size(), 1U) << row[2] << " (" << row[3] << ")";
    EXPECT_EQ(found, ids(row[1], on)) << row[2];
    ++read;
  }
  EXPECT_EQ(read, 348U);
}

TEST(VietNam, keeps_names_apart_that_look_alike) {
  std::size_t pairs = 0;
  for (const rows::Row& row : rows::read("vn_name_variants.csv")) {
    if (row[0] != "distinct") continue;
    EXPECT_NE(name_key(row[1]), name_key(row[2]));
    const Ids left = ids(row[1]);
    for (const std::string& id : ids(row[2]))
      EXPECT_EQ(std::count(left.begin(), left.end(), id), 0) << row[1];
    ++pairs;
  }
  EXPECT_EQ(pairs, 6U);
}

TEST(VietNam, takes_a_city_under_central_government_for_no_other) {
  EXPECT_EQ(ids("thành phố Đà Nẵng", first_new_day), Ids{"vn34/48"});
  EXPECT_EQ(ids("TP. Hồ Chí Minh", first_new_day), Ids{"vn34/79"});
  EXPECT_EQ(ids("thành phố Lào Cai", last_old_day),
            Ids{});  // a city of the province, not the province
  EXPECT_EQ(ids("huyện Lào Cai", last_old_day), Ids{});
}

TEST(VietNam, refuses_lao_cai_of_today_beside_lao_cai_of_2021) {
  const std::optional<Issue> issue = viet_nam().compare("vn34/15", "vn63/10");
  ASSERT_TRUE(issue);
  EXPECT_EQ(issue->code, "place.other_territory");
  EXPECT_NE(message(*issue, Language::vi).find("Lào Cai (15, từ 01/07/2025)"), std::string::npos);
  EXPECT_NE(remedy(*issue, Language::vi).find("Lào Cai từ 01/07/2025 = Lào Cai + Yên Bái"),
            std::string::npos);
  EXPECT_NE(remedy(*issue, Language::en).find("Lào Cai since 1 Jul 2025 = Lào Cai + Yên Bái"),
            std::string::npos);
}

TEST(VietNam, compares_a_province_whose_territory_did_not_change) {
  EXPECT_FALSE(viet_nam().compare("vn63/12", "vn34/12"));
  EXPECT_FALSE(
      viet_nam().compare("vn63/46", "vn34/46"));  // Thừa Thiên Huế became Huế, the territory stayed
  EXPECT_NO_THROW(viet_nam().require_same_territory("vn34/12", "vn63/12"));
}

TEST(VietNam, throws_with_the_remedy_when_territories_differ) {
  try {
    viet_nam().require_same_territory("vn34/25", "vn63/17");
    FAIL() << "Phú Thọ is not Hoà Bình";
  } catch (const ComparisonError& error) {
    EXPECT_NE(
        std::string(error.what()).find("Phú Thọ since 1 Jul 2025 = Hoà Bình + Phú Thọ + Vĩnh Phúc"),
        std::string::npos)
        << error.what();
  }
}

TEST(VietNam, suggests_a_name_that_was_typed_without_care) {
  EXPECT_EQ(viet_nam().suggest("Dien Biên"), "vn63/11");
  EXPECT_EQ(viet_nam().suggest("tỉnh Lao Cay"), "vn63/10");
  EXPECT_EQ(viet_nam().suggest("Atlantis"), "");
}

}  // namespace viet_nam_test
