// SPDX-License-Identifier: Apache-2.0
// Body of model/place.hpp: look-up by id, code, name and date, territories, and the provinces of Viet Nam.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/enum_words.hpp>
#include <industria/detail/near_words.hpp>
#include <industria/model/place.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr EnumWord<PlaceKind> place_kind_words[] = {
    {"country", PlaceKind::country},   {"region", PlaceKind::region},
    {"province", PlaceKind::province}, {"district", PlaceKind::district},
    {"commune", PlaceKind::commune},   {"quốc gia", PlaceKind::country},
    {"cả nước", PlaceKind::country},   {"vùng", PlaceKind::region},
    {"tỉnh", PlaceKind::province},     {"thành phố trực thuộc trung ương", PlaceKind::province},
    {"huyện", PlaceKind::district},    {"quận", PlaceKind::district},
    {"thị xã", PlaceKind::district},   {"thành phố thuộc tỉnh", PlaceKind::district},
    {"xã", PlaceKind::commune},        {"phường", PlaceKind::commune},
    {"thị trấn", PlaceKind::commune},  {"đặc khu", PlaceKind::commune},
    {"ward", PlaceKind::commune},
};

/// A word in front of a place's name, as a key with the space behind it, and the kind of place that it goes with.
struct PlacePrefix {
  std::string_view word;
  PlaceKind kind;
  bool city;  ///< "thành phố": a district, or a province that has it among its names
};

inline constexpr PlacePrefix place_prefixes[] = {
    {"tỉnh ", PlaceKind::province, false},     {"huyện ", PlaceKind::district, false},
    {"quận ", PlaceKind::district, false},     {"thị xã ", PlaceKind::district, false},
    {"thành phố ", PlaceKind::district, true}, {"tp. ", PlaceKind::district, true},
    {"tp.", PlaceKind::district, true},        {"tp ", PlaceKind::district, true},
    {"xã ", PlaceKind::commune, false},        {"phường ", PlaceKind::commune, false},
    {"thị trấn ", PlaceKind::commune, false},  {"đặc khu ", PlaceKind::commune, false},
};

/// The prefix of a name key, or nullptr. "quận 1" and "phường 5" keep theirs: a number alone is no name.
[[nodiscard]] inline const PlacePrefix* place_prefix(std::string_view key) noexcept {
  for (const PlacePrefix& prefix : place_prefixes) {
    if (!key.starts_with(prefix.word)) continue;
    const std::string_view rest = key.substr(prefix.word.size());
    const bool number = rest.find_first_not_of("0123456789") == std::string_view::npos;
    return number ? nullptr : &prefix;
  }
  return nullptr;
}

/// One key for "thành phố X", "tp. X" and "TP X".
[[nodiscard]] inline std::string city_key(std::string_view bare) {
  return "thành phố " + std::string(bare);
}

[[nodiscard]] inline std::vector<std::string> split_list(std::string_view text, char mark) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(mark), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

struct ProvinceRow {
  std::string_view list;
  std::string_view code;
  std::string_view name;
  std::string_view english;
  bool city;
  Date valid_from;
  std::string_view aliases;
  std::string_view predecessors;
};

inline constexpr ProvinceRow province_rows[] = {
#include <industria/detail/viet_nam_provinces.inc>
};

[[nodiscard]] inline Place make_province(const ProvinceRow& row) {
  const bool today = row.list == "34";
  Place place;
  place.id = (today ? "vn34/" : "vn63/") + std::string(row.code);
  place.key = {today ? "VN-2025" : "VN-GSO-63", std::string(row.code), row.valid_from};
  if (!today) place.valid_to = Date{2025, 6, 30};
  place.name_vi = row.name;
  place.aliases = split_list(row.aliases, '|');
  if (row.english != row.name) place.aliases.emplace_back(row.english);
  if (row.city) place.aliases.push_back("Thành phố " + place.name_vi);
  for (const std::string& code : split_list(row.predecessors, ' '))
    place.predecessors.push_back("vn63/" + code);
  return place;
}

/// "Lào Cai từ 01/07/2025 = Lào Cai + Yên Bái", or an empty text if the place is made of itself.
[[nodiscard]] inline std::string territory_equation(const Gazetteer& places, const Place& place,
                                                    Language language) {
  const std::vector<std::string> pieces = places.territory(place.id);
  if (pieces.size() == 1 && pieces.front() == place.id) return {};
  std::string sum;
  for (const std::string& id : pieces) {
    const Place* piece = places.find(id);
    sum += (sum.empty() ? "" : " + ") + (piece == nullptr ? id : piece->name_vi);
  }
  if (!place.key.valid_from)
    return text("place.sum", language, {{"place", place.name_vi}, {"parts", sum}});
  return text("place.sum_since", language,
              {{"place", place.name_vi},
               {"since", to_text(place.key.valid_from, language)},
               {"parts", sum}});
}

/// "Lào Cai (15, từ 01/07/2025)": the place told apart from others of its name.
[[nodiscard]] inline std::string dated_name(const Place& place, Language language) {
  const TextArgs args{{"place", place.name_vi},
                      {"code", place.key.code.empty() ? place.id : place.key.code},
                      {"from", to_text(place.key.valid_from, language)},
                      {"to", to_text(place.valid_to, language)}};
  if (place.key.valid_from && place.valid_to) return text("place.dated_between", language, args);
  if (place.key.valid_from) return text("place.dated_since", language, args);
  if (place.valid_to) return text("place.dated_until", language, args);
  return text("place.dated_always", language, args);
}

/// What must be done before two places can be compared: the sums of which they are made, if one is.
[[nodiscard]] inline std::string comparison_remedy(const Gazetteer& places, const Place& a,
                                                   const Place& b, Language language) {
  std::string sums = territory_equation(places, a, language);
  const std::string other = territory_equation(places, b, language);
  if (!sums.empty() && !other.empty()) sums += "; ";
  sums += other;
  if (sums.empty()) return text("place.compare_same", language);
  return text("place.compare_sum", language, {{"sums", sums}});
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(PlaceKind kind) noexcept {
  return detail::enum_name(detail::place_kind_words, kind);
}
INDUSTRIA_INLINE std::optional<PlaceKind> parse_place_kind(std::string_view text) {
  return detail::parse_enum(detail::place_kind_words, text);
}

INDUSTRIA_INLINE bool existed(const Place& place, Date on) noexcept {
  if (!on) return true;
  return (!place.key.valid_from || place.key.valid_from <= on) &&
         (!place.valid_to || on <= place.valid_to);
}

INDUSTRIA_INLINE Gazetteer::Gazetteer(std::vector<Place> places) : places_(std::move(places)) {
  by_id_.resize(places_.size());
  std::iota(by_id_.begin(), by_id_.end(), std::size_t{0});
  std::sort(by_id_.begin(), by_id_.end(), [this](std::size_t a, std::size_t b) {
    const int order = places_[a].id.compare(places_[b].id);
    return order != 0 ? order < 0 : a < b;
  });
  for (std::size_t i = 1; i < by_id_.size(); ++i) {
    const std::size_t a = by_id_[i - 1];
    const std::size_t b = by_id_[i];
    if (places_[a].id == places_[b].id) {
      throw ValueError("Gazetteer: places " + std::to_string(a) + " and " + std::to_string(b) +
                       " both have the id \"" + places_[a].id +
                       "\", expected ids that differ (counted from 0)");
    }
  }
  const auto add_name = [this](const std::string& name, std::size_t place) {
    std::string key = name_key(name);
    if (key.empty()) return;
    if (const detail::PlacePrefix* prefix = detail::place_prefix(key)) {
      std::string bare = key.substr(prefix->word.size());
      if (prefix->city) by_name_.emplace_back(detail::city_key(bare), place);
      by_name_.emplace_back(std::move(bare), place);
    }
    by_name_.emplace_back(std::move(key), place);
  };
  for (std::size_t i = 0; i < places_.size(); ++i) {
    add_name(places_[i].name_vi, i);
    add_name(places_[i].name_en, i);
    for (const std::string& alias : places_[i].aliases) add_name(alias, i);
  }
  std::sort(by_name_.begin(), by_name_.end());
  by_name_.erase(std::unique(by_name_.begin(), by_name_.end()), by_name_.end());
}

INDUSTRIA_INLINE const Gazetteer& Gazetteer::viet_nam() {
  static const Gazetteer gazetteer = [] {
    std::vector<Place> places;
    for (const detail::ProvinceRow& row : detail::province_rows)
      places.push_back(detail::make_province(row));
    return Gazetteer(std::move(places));
  }();
  return gazetteer;
}

INDUSTRIA_INLINE const Place* Gazetteer::find(std::string_view id) const noexcept {
  const auto at = std::lower_bound(
      by_id_.begin(), by_id_.end(), id,
      [this](std::size_t i, std::string_view wanted) { return places_[i].id < wanted; });
  return at != by_id_.end() && places_[*at].id == id ? &places_[*at] : nullptr;
}

INDUSTRIA_INLINE const Place& Gazetteer::at(std::string_view id) const {
  if (const Place* place = find(id)) return *place;
  const std::string near = suggest_id(id);
  throw KeyError("Gazetteer::at: id = \"" + std::string(id) +
                 "\", expected the id of a declared place" +
                 (near.empty() ? "" : "; the nearest is \"" + near + "\""));
}

INDUSTRIA_INLINE const Place* Gazetteer::find_code(std::string_view system, std::string_view code,
                                                   Date on) const noexcept {
  for (const Place& place : places_) {
    if (place.key.system == system && place.key.code == code && existed(place, on)) return &place;
  }
  return nullptr;
}

INDUSTRIA_INLINE std::vector<const Place*> Gazetteer::find_name(std::string_view name,
                                                                Date on) const {
  std::vector<std::size_t> found;
  const auto look_up = [&](std::string_view key, const detail::PlacePrefix* prefix) {
    auto at = std::lower_bound(
        by_name_.begin(), by_name_.end(), key,
        [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    for (; at != by_name_.end() && at->first == key; ++at) {
      const Place& place = places_[at->second];
      if ((prefix == nullptr || place.kind == prefix->kind) && existed(place, on))
        found.push_back(at->second);
    }
  };
  const std::string key = name_key(name);
  look_up(key, nullptr);
  if (const detail::PlacePrefix* prefix = detail::place_prefix(key)) {
    const std::string_view bare = std::string_view(key).substr(prefix->word.size());
    look_up(bare, prefix);
    if (prefix->city) look_up(detail::city_key(bare), nullptr);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<const Place*> places;
  for (const std::size_t i : found) places.push_back(&places_[i]);
  return places;
}

INDUSTRIA_INLINE std::string Gazetteer::suggest(std::string_view name) const {
  std::string key = name_key(name);
  if (const detail::PlacePrefix* prefix = detail::place_prefix(key))
    key.erase(0, prefix->word.size());
  const std::string wanted = ascii_fold(key);
  if (wanted.empty()) return {};
  std::size_t limit = detail::tolerated_letters(wanted);
  std::size_t nearest = places_.size();
  for (const auto& [known, place] : by_name_) {
    const std::size_t distance = detail::edit_distance(wanted, ascii_fold(known), limit);
    const bool found = nearest != places_.size();
    if (distance < limit || (distance == limit && (!found || place < nearest))) {
      limit = distance;
      nearest = place;
    }
  }
  return nearest == places_.size() ? std::string() : places_[nearest].id;
}

INDUSTRIA_INLINE std::string Gazetteer::suggest_id(std::string_view id) const {
  std::size_t best = detail::tolerated_letters(id) + 1;
  std::string nearest;
  for (const std::size_t i : by_id_) {
    if (best == 0) break;
    const std::size_t distance = detail::edit_distance(id, places_[i].id, best - 1);
    if (distance < best) {
      best = distance;
      nearest = places_[i].id;
    }
  }
  return nearest;
}

INDUSTRIA_INLINE std::vector<std::string> Gazetteer::territory(std::string_view id) const {
  std::vector<std::string> pieces;
  std::vector<std::string> seen;
  std::vector<std::string> open{std::string(id)};
  while (!open.empty()) {
    std::string next = std::move(open.back());
    open.pop_back();
    if (std::find(seen.begin(), seen.end(), next) != seen.end()) continue;
    seen.push_back(next);
    const Place* place = find(next);
    if (place == nullptr || place->predecessors.empty()) {
      pieces.push_back(std::move(next));
    } else {
      open.insert(open.end(), place->predecessors.begin(), place->predecessors.end());
    }
  }
  std::sort(pieces.begin(), pieces.end());
  return pieces;
}

INDUSTRIA_INLINE std::optional<Issue> Gazetteer::compare(std::string_view a,
                                                         std::string_view b) const {
  const Place& left = at(a);
  const Place& right = at(b);
  if (territory(a) == territory(b)) return std::nullopt;
  Issue issue;
  issue.code = "place.other_territory";
  issue.value = std::string(a) + " / " + std::string(b);
  issue.args = {{"a_vi", detail::dated_name(left, Language::vi)},
                {"a_en", detail::dated_name(left, Language::en)},
                {"b_vi", detail::dated_name(right, Language::vi)},
                {"b_en", detail::dated_name(right, Language::en)},
                {"remedy_vi", detail::comparison_remedy(*this, left, right, Language::vi)},
                {"remedy_en", detail::comparison_remedy(*this, left, right, Language::en)}};
  return issue;
}

INDUSTRIA_INLINE void Gazetteer::require_same_territory(std::string_view a,
                                                        std::string_view b) const {
  const std::optional<Issue> issue = compare(a, b);
  if (issue) {
    throw ComparisonError("require_same_territory: " + message(*issue, Language::en) + " " +
                          remedy(*issue, Language::en));
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
