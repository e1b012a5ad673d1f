// SPDX-License-Identifier: Apache-2.0
// Which rows of a long frame can be keys of a panel when not all can: what is wrong, series by series, and what is left of the frame.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/indicators/integer_column.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// What the caller already knows to be wrong with a row.
enum class KeyFlaw : std::uint8_t {
  none,
  unreadable,  ///< its period is missing or cannot be read
  no_name      ///< it does not say which series it belongs to: it is told and belongs to none
};

/// The rows that can be used, for PanelKeys::of_offsets(). A series with a bad row has no rows left but stays a series, so that a
/// whole it belongs to is known to lack a part.
struct SoundRows {
  std::vector<std::size_t> rows{};       ///< of the frame, ascending
  std::vector<std::int64_t> offsets{};   ///< series s: rows[offsets[s]] to rows[offsets[s + 1] - 1]; in the order of first appearance
  std::vector<std::size_t> first_row{};  ///< of each series in the frame, bad or not
  std::vector<Issue> issues{};           ///< one per bad series, its first fault, and one per row without a name
};

/// Series are told apart by `id`, which need not ascend. A series is bad if its rows do not stand together (panel.apart), if two have one
/// period (panel.duplicate), if one is earlier than that before it (panel.unsorted), or if one is unreadable (panel.unreadable); a row
/// without a name is an issue of its own (panel.no_name). `flaws` is empty or has one entry per row. Issues name the rows, counted from 0, and as {value} names[k] for the k-th series to
/// appear, or the id where there is no such name. Throws ShapeError for lengths.
[[nodiscard]] INDUSTRIA_API SoundRows sound_rows(IntegerColumn id, IntegerColumn time, std::span<const KeyFlaw> flaws = {},
                                                 std::span<const std::string> names = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_sound_rows.ipp>
#endif
