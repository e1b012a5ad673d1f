// SPDX-License-Identifier: Apache-2.0
// Body of model/province_history.hpp: the table of changes.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/enum_words.hpp>
#include <industria/model/place.hpp>
#include <industria/model/province_history.hpp>

#include <algorithm>
#include <iterator>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr EnumWord<MapEvent> map_event_names[] = {{"split", MapEvent::split}, {"merge", MapEvent::merge}, {"status", MapEvent::status}};

// The merger of 2008 also took Mê Linh district from Vĩnh Phúc and four communes from Lương Sơn, Hòa Bình.
inline constexpr MapChange map_changes[] = {
    {{1997, 1, 1}, MapEvent::split, "Bắc Thái", "Bắc Kạn; Thái Nguyên"},
    {{1997, 1, 1}, MapEvent::split, "Hà Bắc", "Bắc Giang; Bắc Ninh"},
    {{1997, 1, 1}, MapEvent::split, "Hải Hưng", "Hải Dương; Hưng Yên"},
    {{1997, 1, 1}, MapEvent::split, "Nam Hà", "Hà Nam; Nam Định"},
    {{1997, 1, 1}, MapEvent::split, "Vĩnh Phú", "Phú Thọ; Vĩnh Phúc"},
    {{1997, 1, 1}, MapEvent::split, "Quảng Nam - Đà Nẵng", "Quảng Nam; Đà Nẵng"},
    {{1997, 1, 1}, MapEvent::split, "Sông Bé", "Bình Dương; Bình Phước"},
    {{1997, 1, 1}, MapEvent::split, "Minh Hải", "Bạc Liêu; Cà Mau"},
    {{2004, 1, 1}, MapEvent::split, "Lai Châu", "Lai Châu; Điện Biên"},
    {{2004, 1, 1}, MapEvent::split, "Đắk Lắk", "Đắk Lắk; Đắk Nông"},
    {{2004, 1, 1}, MapEvent::split, "Cần Thơ", "Cần Thơ; Hậu Giang"},
    {{2008, 8, 1}, MapEvent::merge, "Hà Tây; Hà Nội", "Hà Nội"},
    {{2025, 1, 1}, MapEvent::status, "Thừa Thiên Huế", "Huế"},
    {{2025, 7, 1}, MapEvent::merge, "63", "34"},
    {{2026, 4, 30}, MapEvent::status, "Đồng Nai", "Đồng Nai"},
};

/// True if one of the names separated by "; " is that name.
[[nodiscard]] inline bool names_include(std::string_view list, const std::string& key) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find("; "), list.size());
    if (name_key(list.substr(0, end)) == key) return true;
    list.remove_prefix(std::min(end + 2, list.size()));
  }
  return false;
}

/// True if a province ever had that name since 1997.
[[nodiscard]] inline bool is_province_name(std::string_view province, const std::string& key) {
  const Gazetteer& places = Gazetteer::viet_nam();
  if (!places.find_name(province, Date{2025, 6, 30}).empty() || !places.find_name(province, Date{2025, 7, 1}).empty()) return true;
  return std::any_of(std::begin(map_changes), std::end(map_changes), [&](const MapChange& change) { return names_include(change.before, key) || names_include(change.after, key); });
}

/// True if the province of that name was changed when 63 became 34: it is gone since, or took over others' territory.
[[nodiscard]] inline bool changed_in_2025(std::string_view province) {
  const Gazetteer& places = Gazetteer::viet_nam();
  const auto before = places.find_name(province, Date{2025, 6, 30});
  const auto after = places.find_name(province, Date{2025, 7, 1});
  if (before.empty() || after.empty()) return !before.empty();
  return places.territory(before.front()->id) != places.territory(after.front()->id);
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(MapEvent event) noexcept { return detail::enum_name(detail::map_event_names, event); }

INDUSTRIA_INLINE std::span<const MapChange> viet_nam_map_changes() noexcept { return detail::map_changes; }

INDUSTRIA_INLINE std::vector<MapChange> breaks_in_series(std::string_view province, Date from, Date to) {
  const std::string key = name_key(province);
  if (to < from) throw ValueError("breaks_in_series: from " + to_text(from) + " to " + to_text(to) + ", expected days in their order");
  if (!detail::is_province_name(province, key)) throw KeyError("breaks_in_series: '" + std::string(province) + "' is no province of Viet Nam since 1997");
  std::vector<MapChange> breaks;
  for (const MapChange& change : detail::map_changes) {
    const bool crossed = from < change.effective && change.effective <= to;
    if (!crossed || change.event == MapEvent::status) continue;
    const bool concerned = change.before == "63" ? detail::changed_in_2025(province)
                                                 : detail::names_include(change.before, key) || detail::names_include(change.after, key);
    if (concerned) breaks.push_back(change);
  }
  return breaks;
}

}  // namespace industria::inline INDUSTRIA_ABI
