// SPDX-License-Identifier: Apache-2.0
// Body of indicators/sound_rows.hpp: one pass that remembers the last row of each series, one that gathers the rows of sound ones.
#pragma once

#include <industria/detail/indicators_panel_rows.hpp>
#include <industria/indicators/sound_rows.hpp>

#include <limits>
#include <unordered_map>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One series on the way through the frame.
struct SeriesOnTheWay {
  std::size_t first = 0;
  std::size_t last = 0;
  const char* fault = nullptr;  ///< code of the first thing wrong
};

/// What is wrong with `row` after the rows of its series so far; nothing: nullptr.
[[nodiscard]] inline const char* fault_of_row(const IntegerColumn& time, std::size_t row, const SeriesOnTheWay& series) noexcept {
  if (row != series.last + 1) return "panel.apart";
  if (time[row] == time[series.last]) return "panel.duplicate";
  return time[row] < time[series.last] ? "panel.unsorted" : nullptr;
}

}  // namespace detail

INDUSTRIA_INLINE SoundRows sound_rows(IntegerColumn id, IntegerColumn time, std::span<const KeyFlaw> flaws,
                                      std::span<const std::string> names) {
  detail::require_rows("sound_rows", "time", time.size(), id.size());
  if (!flaws.empty()) detail::require_rows("sound_rows", "flaws", flaws.size(), id.size());
  SoundRows found;
  const auto tell = [&](const char* code, std::size_t row) -> Issue& {
    Issue& issue = found.issues.emplace_back();
    issue.code = code;
    issue.args.emplace_back("row", std::to_string(row));
    return issue;
  };
  constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();
  std::unordered_map<std::int64_t, std::size_t> position;
  std::vector<detail::SeriesOnTheWay> series;
  std::vector<std::size_t> series_of(id.size(), nobody);
  for (std::size_t row = 0; row < id.size(); ++row) {
    const KeyFlaw flaw = flaws.empty() ? KeyFlaw::none : flaws[row];
    if (flaw == KeyFlaw::no_name) {
      tell("panel.no_name", row);
      continue;
    }
    const auto [at, is_new] = position.try_emplace(id[row], series.size());
    if (is_new) series.push_back({row, row});
    detail::SeriesOnTheWay& own = series[series_of[row] = at->second];
    const char* const fault = flaw == KeyFlaw::unreadable ? "panel.unreadable" : is_new ? nullptr : detail::fault_of_row(time, row, own);
    if (fault != nullptr && own.fault == nullptr) {
      Issue& issue = tell(own.fault = fault, row);
      issue.value = at->second < names.size() ? names[at->second] : std::to_string(id[row]);
      issue.args.emplace_back("before", std::to_string(own.last));
    }
    own.last = row;
  }
  for (std::size_t row = 0; row < id.size(); ++row) {
    if (series_of[row] == nobody) continue;
    const detail::SeriesOnTheWay& own = series[series_of[row]];
    if (row == own.first) {
      found.offsets.push_back(static_cast<std::int64_t>(found.rows.size()));
      found.first_row.push_back(row);
    }
    if (own.fault == nullptr) found.rows.push_back(row);
  }
  found.offsets.push_back(static_cast<std::int64_t>(found.rows.size()));
  return found;
}

}  // namespace industria::inline INDUSTRIA_ABI
