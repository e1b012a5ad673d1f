// SPDX-License-Identifier: Apache-2.0
// Places as dated data: a key is (code system, code, valid-from). One code can mean two territories at two dates
// (15 was Yên Bái until 2025-06-30 and is Lào Cai since), so that names and codes are never compared alone.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/period.hpp>

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class PlaceKind { country, region, province, district, commune };

/// The identity of a territory.
struct PlaceKey {
  std::string system{};  ///< code system, e.g. "VN-GSO-63", "VN-2025", "VN-district"
  std::string code{};
  Date valid_from{};
  friend auto operator<=>(const PlaceKey&, const PlaceKey&) = default;
};

/// A province, district (until 2025-06-30), commune ... with the time in which it existed.
struct Place {
  std::string id{};  ///< short name within a dataset: "lao-cai", "lai-chau/tan-uyen"
  PlaceKey key{};
  Date valid_to{};  ///< last day; no date: still valid
  PlaceKind kind = PlaceKind::province;
  std::string name_vi{};
  std::string name_en{};  ///< empty: the Vietnamese name
  std::string parent{};   ///< id of the place it lies in
  std::vector<std::string> aliases{};
  std::vector<std::string> predecessors{};  ///< ids of the places whose territory it took over; empty: none
  bool inferred = false;  ///< the source does not name it; the note of the fact says how it was found
};

/// Places with look-up by id, name and date. Names are compared by name_key (base/utf8.hpp): both tone placements,
/// NFC or NFD, Đ or Ð; with or without "tỉnh", "huyện", "xã" in front, which then must suit the kind of place. "thành phố"
/// goes with a district, and with a province only if that is one of its names: "thành phố Lào Cai" is not the province.
class INDUSTRIA_API Gazetteer {
 public:
  Gazetteer() = default;
  /// Throws ValueError for two places with one id.
  explicit Gazetteer(std::vector<Place> places);
  /// The 63 provinces until 2025-06-30 and the 34 since 2025-07-01, with predecessors; ids "vn63/10", "vn34/15".
  /// Seven codes name another territory in the two lists: 15, 24, 44, 52, 80, 82, 91. Names without diacritics, as
  /// English yearbooks print them, are among the aliases.
  /// Source: Resolution 202/2025/QH15, Decision 19/2025/QD-TTg, Decision 124/2004/QD-TTg as amended.
  [[nodiscard]] static const Gazetteer& viet_nam();

  [[nodiscard]] const std::vector<Place>& places() const noexcept { return places_; }
  [[nodiscard]] const Place* find(std::string_view id) const noexcept;
  /// Throws KeyError naming the id and the nearest known one.
  [[nodiscard]] const Place& at(std::string_view id) const;
  /// The place of that code system and code on that day ("VN-GSO-63", "10"), or nullptr.
  [[nodiscard]] const Place* find_code(std::string_view system, std::string_view code,
                                       Date on = {}) const noexcept;
  /// All places of that name (or alias) that existed on `on` (any time if no date), in the order of places().
  [[nodiscard]] std::vector<const Place*> find_name(std::string_view name, Date on = {}) const;
  /// The id whose name is nearest without diacritics, for suggestions; empty if none is near.
  [[nodiscard]] std::string suggest(std::string_view name) const;
  /// The id nearest in spelling, for suggestions; empty if none is near.
  [[nodiscard]] std::string suggest_id(std::string_view id) const;

  /// The smallest old territories (places without predecessors) that make up the place, sorted ids.
  [[nodiscard]] std::vector<std::string> territory(std::string_view id) const;
  /// Nothing if both cover the same territory; else an Issue "place.other_territory" whose remedy names what must be
  /// added up, e.g. "Lào Cai since 2025-07-01 = Lào Cai + Yên Bái".
  [[nodiscard]] std::optional<Issue> compare(std::string_view a, std::string_view b) const;
  /// Throws ComparisonError with that text.
  void require_same_territory(std::string_view a, std::string_view b) const;

 private:
  std::vector<Place> places_;
  std::vector<std::size_t> by_id_;                            // positions in the order of their ids
  std::vector<std::pair<std::string, std::size_t>> by_name_;  // every name and alias as key, sorted
};

/// True if the place existed on that day; always if `on` is no date.
[[nodiscard]] INDUSTRIA_API bool existed(const Place& place, Date on) noexcept;

[[nodiscard]] INDUSTRIA_API std::string_view name(PlaceKind kind) noexcept;
[[nodiscard]] INDUSTRIA_API std::optional<PlaceKind> parse_place_kind(std::string_view text);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_place.ipp>
#endif
