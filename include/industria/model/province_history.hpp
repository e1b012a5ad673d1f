// SPDX-License-Identifier: Apache-2.0
// How the map of provinces changed since 1997: where a long series of one name has a break.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class MapEvent {
  split,  ///< one territory became several
  merge,  ///< several became one
  status  ///< the same territory under another name or rank
};

/// One change; the names before and after are separated by "; " where there are several.
struct MapChange {
  Date effective{};
  MapEvent event = MapEvent::status;
  std::string_view before{};
  std::string_view after{};
};

/// All changes since 1997-01-01, oldest first. The merger of 63 provinces into 34 on 2025-07-01 is one entry; Gazetteer::viet_nam()
/// has its 34 territories. Sources: General Statistics Office; Resolution 202/2025/QH15, Resolution 30/2026/QH16.
[[nodiscard]] INDUSTRIA_API std::span<const MapChange> viet_nam_map_changes() noexcept;

/// The changes of territory (not of status) that a series under this name runs across, when it begins on `from` and ends on `to`:
/// figures before and after are of different territories. Names are compared as Gazetteer does.
/// Throws KeyError for a name that no province had since 1997, ValueError for `to` before `from`.
[[nodiscard]] INDUSTRIA_API std::vector<MapChange> breaks_in_series(std::string_view province, Date from, Date to);

[[nodiscard]] INDUSTRIA_API std::string_view name(MapEvent event) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_province_history.ipp>
#endif
