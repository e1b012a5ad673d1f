// SPDX-License-Identifier: Apache-2.0
// Pace: how far the target is, what is needed per year from now on, and how often that has been reached, by the series and by others.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/language.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/target.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The straight line from base to target, as far as it has been walked. Needs no positive values.
struct LinearProgress {
  Value covered{};          ///< (y - y0) / (y* - y0); zero_base if the base is the target
  Value expected{};         ///< (t - t0) / (T - t0)
  Value path{};             ///< y0 + (y* - y0) (t - t0) / (T - t0)
  Value gap_to_path{};      ///< d (y - path), positive when ahead
  Value projection{};       ///< y0 + (y - y0) (T - t0) / (t - t0)
  Value required_change{};  ///< (y* - y) / (T - t); no_time_left at T
};
/// d = +1 for at_least and within, -1 for at_most.
[[nodiscard]] INDUSTRIA_API LinearProgress linear_progress(double base, double value, double target, double since, double total, Direction direction) noexcept;

struct PaceTarget {
  std::int64_t series = 0;  ///< row in the panel; -1: there is none
  Period period{};
  double target = missing;
  Direction direction = Direction::at_least;
};

struct PaceOptions {
  int history_years = 10;  ///< how far back yearly growths are counted; 0: all
  bool is_rate = false;    ///< the levels are rates or shares though their unit does not say so (a bare ratio); per cent always are
};

/// Levels in the series' unit. Growths are ratios per year; of a part of the year they are on the same part a year before.
struct Pace {
  std::optional<Period> last_period{};
  double last_actual = missing;
  Value gap{};              ///< actual - target
  Value gap_relative{};     ///< gap / target; zero_base, negative_base
  Value gap_points{};       ///< of shares and rates, in percentage points; not_comparable for levels
  int years = 0;            ///< from the last actual to the target
  Value required_growth{};  ///< per year, y (1 + g)^years = target
  Value required_change{};  ///< per year
  /// What is held against history: changes per year where growth has no meaning (rates and shares; zero or negative levels).
  bool in_changes = false;
  bool in_amounts = false;  ///< of counts, and of sums whose figures have no growth: required_change is the amount a year, held against the amounts of past years
  int reached = 0;          ///< years of the last `history_years` whose growth (change) was at least (at most) what is needed
  int of_years = 0;         ///< years whose growth is known
  Value place{};            ///< share of those years below what is needed (above, for at_most): 0 easy, 1 never reached
  int panel_reached = 0;    ///< series whose average growth over their last `years` years was at least (at most) what is needed
  int panel_of = 0;         ///< series of which it is known, this one included
  Value panel_place{};
  Reason reason = Reason::none;  ///< no_observation, no_target_value, no_time_left ...: why nothing is needed or known
};

/// One series against one level. For `within` the nearest end of the range has to be passed as target.
[[nodiscard]] INDUSTRIA_API Pace pace(const SeriesView& actual, const Period& period, double target, Direction direction, const PaceOptions& options = {});
/// Each target against its series and its place among all series of the panel. ValueError for a row outside the panel; a target in
/// another kind of period than its series gets not_comparable and stops nothing.
[[nodiscard]] INDUSTRIA_API std::vector<Pace> pace(const PanelView& panel, std::span<const PaceTarget> targets, const PaceOptions& options = {});

/// "needed 9.9% a year; reached in 4 of the last 10 years; by 22 of 63 series", as far as known.
[[nodiscard]] INDUSTRIA_API std::string pace_text(const Pace& pace, Language language);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_pace.ipp>
#endif
