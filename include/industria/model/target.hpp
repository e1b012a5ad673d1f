// SPDX-License-Identifier: Apache-2.0
// Targets as plans state them: kind, direction, period and figure; how they are held against actual figures is targets/.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/model/indicator.hpp>
#include <industria/model/source.hpp>
#include <industria/units/amount.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
/// What the figure of a target states; nothing is turned into a level here.
enum class TargetKind {
  level,             ///< the level of `period`
  increase,          ///< level of `period` minus level of `baseline_period`
  cumulative_count,  ///< things done up to `period`, counted from the start of `span`
  share,             ///< part of a whole, as a ratio
  growth,            ///< average yearly growth over `span`
  relative,          ///< growth compared with that of `relative_to`, no number
  direction_only,    ///< up or down, no number
  index,             ///< level of an index number; its base period in `baseline_period`
  cumulative_flow    ///< sum of a flow (output, money) from the start of `span` to its end; phases are targets that begin with it and end before it
};

/// at_least: more is better; at_most: less is better; within: the level is to lie inside the figure's bounds.
enum class Direction { at_least, at_most, within };
/// One promise about one series. What contradicts itself is an issue of validate() (dataset.hpp), never an exception.
struct Target {
  std::string id{};    ///< unique among targets; in every message about it
  IndicatorKey key{};  ///< the series it speaks of
  TargetKind kind = TargetKind::level;
  Direction direction = Direction::at_least;
  PeriodSpan span{};  ///< a single period for a level; first to last year of an average growth, a count or a flow
  Figure figure{};  ///< value missing for relative and direction_only; bounds keep "trên" and "gần"
  std::optional<Period> baseline_period{};  ///< what an increase is measured from, or the base of an index
  std::optional<Figure> baseline{};  ///< the plan's own base value, if it states one
  std::string relative_to{};       ///< Indicator::id of the other series; in a panel the other series' id
  Date stated_on{};                ///< when the plan was made or revised; no date: not said
  Origin origin{};

  [[nodiscard]] const Period& period() const noexcept { return span.last; }
};

/// The canonical word ("cumulative_flow"), and back: parse_* also reads the Vietnamese and English words of an office (docs/dataset.md), in either case
/// and Unicode form; any other text gives nothing. None of them throws for what it reads.
[[nodiscard]] INDUSTRIA_API std::string_view name(TargetKind kind) noexcept;
[[nodiscard]] INDUSTRIA_API std::string_view name(Direction direction) noexcept;
[[nodiscard]] INDUSTRIA_API std::optional<TargetKind> parse_target_kind(std::string_view text);
[[nodiscard]] INDUSTRIA_API std::optional<Direction> parse_direction(std::string_view text);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_target.ipp>
#endif
