// SPDX-License-Identifier: Apache-2.0
// Gazetteers that a dataset declares: districts and communes, dates, prefixes, and what cannot be found.
#include <industria/base/error.hpp>
#include <industria/model/place.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace place_test {

Place make(std::string id, PlaceKind kind, std::string name) {
  Place place;
  place.id = std::move(id);
  place.kind = kind;
  place.name_vi = std::move(name);
  return place;
}

/// Three places called Tân Uyên, and a numbered ward.
Gazetteer tan_uyen() {
  Place district = make("lai-chau/tan-uyen", PlaceKind::district, "huyện Tân Uyên");
  district.valid_to = Date{2025, 6, 30};
  Place commune = make("lai-chau/tan-uyen-xa", PlaceKind::commune, "Tân Uyên");
  commune.key.valid_from = Date{2025, 7, 1};
  return Gazetteer({district, commune, make("binh-duong/tan-uyen", PlaceKind::district, "Tân Uyên"),
                    make("hcm/phuong-5", PlaceKind::commune, "Phường 5")});
}

std::vector<std::string> ids(const Gazetteer& places, std::string_view name, Date on = {}) {
  std::vector<std::string> out;
  for (const Place* place : places.find_name(name, on)) out.push_back(place->id);
  return out;
}

using Ids = std::vector<std::string>;

TEST(Gazetteer, gives_every_place_of_a_name_and_leaves_the_choice_to_the_caller) {
  EXPECT_EQ(ids(tan_uyen(), "TÂN UYÊN"),
            (Ids{"lai-chau/tan-uyen", "lai-chau/tan-uyen-xa", "binh-duong/tan-uyen"}));
}

TEST(Gazetteer, lets_a_prefix_choose_the_kind_of_place) {
  EXPECT_EQ(ids(tan_uyen(), "huyện Tân Uyên"), (Ids{"lai-chau/tan-uyen", "binh-duong/tan-uyen"}));
  EXPECT_EQ(ids(tan_uyen(), "xã Tân Uyên"), Ids{"lai-chau/tan-uyen-xa"});
  EXPECT_EQ(ids(tan_uyen(), "Thành phố Tân Uyên"),
            (Ids{"lai-chau/tan-uyen", "binh-duong/tan-uyen"}));
  EXPECT_EQ(ids(tan_uyen(), "tỉnh Tân Uyên"), Ids{});
}

TEST(Gazetteer, knows_no_district_after_its_last_day) {
  EXPECT_EQ(ids(tan_uyen(), "Tân Uyên", Date{2025, 7, 1}),
            (Ids{"lai-chau/tan-uyen-xa", "binh-duong/tan-uyen"}));
  EXPECT_EQ(ids(tan_uyen(), "Tân Uyên", Date{2025, 6, 30}),
            (Ids{"lai-chau/tan-uyen", "binh-duong/tan-uyen"}));
}

TEST(Gazetteer, takes_a_number_alone_for_no_name) {
  EXPECT_EQ(ids(tan_uyen(), "phường 5"), Ids{"hcm/phuong-5"});
  EXPECT_EQ(ids(tan_uyen(), "5"), Ids{});
}

TEST(Gazetteer, finds_nothing_under_an_empty_name) {
  EXPECT_EQ(ids(tan_uyen(), ""), Ids{});
  EXPECT_EQ(ids(tan_uyen(), " \xE2\x80\x8B "), Ids{});  // a zero-width space
  EXPECT_EQ(ids(Gazetteer(), "Tân Uyên"), Ids{});
}

TEST(Gazetteer, reads_both_tone_placements_and_forms) {
  const Gazetteer places({make("hoa-binh", PlaceKind::province, "Hoà Bình"),
                          make("da-bac", PlaceKind::district, "Đà Bắc")});
  EXPECT_EQ(ids(places, "Hòa Bình"), Ids{"hoa-binh"});
  EXPECT_EQ(ids(places, "tỉnh HOÀ BÌNH"), Ids{"hoa-binh"});
  EXPECT_EQ(ids(places, "Ho\x61\xCC\x80 Bi\xCC\x80nh"), Ids{"hoa-binh"});  // NFD
  EXPECT_EQ(ids(places, "huyện \xC3\x90\xC3\xA0 Bắc"), Ids{"da-bac"});     // Ð (eth) for Đ
  EXPECT_EQ(ids(places, "Hoa Binh"), Ids{});  // a suggestion, never an equal
  EXPECT_EQ(places.suggest("Hoa Binh"), "hoa-binh");
}

TEST(Gazetteer, refuses_two_places_with_one_id) {
  EXPECT_THROW(
      Gazetteer({make("x", PlaceKind::province, "A"), make("x", PlaceKind::province, "B")}),
      ValueError);
}

TEST(Gazetteer, names_the_nearest_id_when_it_throws) {
  try {
    (void)tan_uyen().at("lai-chau/tan-uyn");
    FAIL();
  } catch (const KeyError& error) {
    EXPECT_NE(std::string(error.what()).find("\"lai-chau/tan-uyn\""), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("\"lai-chau/tan-uyen\""), std::string::npos);
  }
}

TEST(Gazetteer, survives_predecessors_that_go_round_in_a_circle) {
  Place a = make("a", PlaceKind::province, "A");
  Place b = make("b", PlaceKind::province, "B");
  a.predecessors = {"b"};
  b.predecessors = {"a", "c"};
  EXPECT_EQ(Gazetteer({a, b}).territory("a"), Ids{"c"});
}

TEST(Gazetteer, tells_places_without_dates_apart_in_both_languages) {
  const Gazetteer places(
      {make("a", PlaceKind::province, "Lai Châu"), make("b", PlaceKind::province, "Sơn La")});
  const auto issue = places.compare("a", "b");
  ASSERT_TRUE(issue);
  EXPECT_EQ(message(*issue, Language::vi),
            "Lai Châu (a) và Sơn La (b) là hai địa bàn khác nhau, không so sánh được.");
  EXPECT_EQ(remedy(*issue, Language::en), "Compare figures of one and the same territory.");
}

}  // namespace place_test
