// SPDX-License-Identifier: Apache-2.0
// Growth: from one period to another, compounded over several, needed to reach a target, and the base a growth implies.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/units/amount.hpp>

#include <span>

namespace industria::inline INDUSTRIA_ABI {

/// new / old - 1, as a ratio (0.112 for 11.2 %). Needs old > 0: else zero_base or negative_base; missing if an input is.
[[nodiscard]] INDUSTRIA_API Value growth(double old_value, double new_value) noexcept;

/// Compound growth per step, (end / start)^(1/steps) - 1. Needs start > 0 and end >= 0 (sign_change otherwise), steps >= 1
/// (too_few_points). Source: standard definition (CAGR).
[[nodiscard]] INDUSTRIA_API Value cagr(double start, double end, int steps) noexcept;

/// What the level must grow by per step to come from `actual` to `target` in `steps`: cagr(actual, target, steps), with
/// no_time_left for steps <= 0. A reached target gives a value <= 0.
[[nodiscard]] INDUSTRIA_API Value required_growth(double actual, double target, int steps) noexcept;

/// What must be added per step: (target - actual) / steps; no_time_left for steps <= 0.
[[nodiscard]] INDUSTRIA_API Value required_change(double actual, double target, int steps) noexcept;

/// Compound growth of stated figures, with bounds: those of the figures, and with `with_rounding` what their last digits leave
/// open (41.200 to 60.000 in 4 steps, the one to 100 and the other to 10.000: 9.85 %, between 7.46 % and 12.11 %). Throws UnitError if the two do not go together.
[[nodiscard]] INDUSTRIA_API Figure cagr(const Figure& start, const Figure& end, int steps, bool with_rounding);

/// The base that a level and its growth (a ratio) imply, level / (1 + growth); growth <= -1 gives zero_base.
[[nodiscard]] INDUSTRIA_API Value implied_base(double level, double growth) noexcept;

/// The same on stated figures: bounds travel through. With `with_rounding` the rounding of both figures is added:
/// 41.200 and 11,2 % imply 37.050, between 36.989 and 37.112. `growth` must be a ratio or per cent; throws UnitError else.
[[nodiscard]] INDUSTRIA_API Figure implied_base(const Figure& level, const Figure& growth, bool with_rounding);

/// Bounds of required growth when actual and target are known within bounds (all positive), e.g. "trên 46.000" gives "trên 11,65 %".
[[nodiscard]] INDUSTRIA_API Bounds required_growth(const Bounds& actual, const Bounds& target, int steps) noexcept;

/// growth(values[i - lag], values[i]) for every i; the first `lag` are missing. out.size() == values.size(), may not overlap.
/// No allocation. Throws ShapeError if the sizes differ, ValueError if lag < 1.
INDUSTRIA_API void growth(std::span<const double> values, std::span<double> out, int lag = 1);

/// The same for every series of a panel; `out` has panel.values.size() entries, laid out like panel.values.
INDUSTRIA_API void growth(const PanelView& panel, std::span<double> out, int lag = 1);

/// Growth on the same period of the year before, "so với cùng kỳ": lag 1, 2, 4 or 12 by the series' own kind of period, so that
/// one panel may hold years, quarters and months side by side.
INDUSTRIA_API void same_period_growth(const PanelView& panel, std::span<double> out);
INDUSTRIA_API void same_period_growth(const SeriesView& series, std::span<double> out);

/// Sum since the start of the calendar year, "lũy kế": missing from a missing period to the end of its year, and in a first
/// year that is not seen from its start. Figures that are years or already year to date stay as they are.
INDUSTRIA_API void year_to_date(const PanelView& panel, std::span<double> out);
INDUSTRIA_API void year_to_date(const SeriesView& series, std::span<double> out);

/// Growth of the sum since the start of the year on that of the same periods a year before, "lũy kế so với cùng kỳ": the ratio of
/// sums, not a mean of rates (for an index as well). Missing where either sum is, or the older one is not positive.
INDUSTRIA_API void year_to_date_growth(const PanelView& panel, std::span<double> out);
INDUSTRIA_API void year_to_date_growth(const SeriesView& series, std::span<double> out);

/// Compound growth per step from the first to the last observed value of each series; out.size() == panel.size().
/// Fewer than two observed values or a base that is not positive: missing.
INDUSTRIA_API void cagr(const PanelView& panel, std::span<double> out);

/// The same and what rounding leaves open, for values rounded to a multiple of `resolution` (> 0, else ValueError). An end that
/// cannot be given (a first value that may round from zero) is infinite; where the rate is missing so are its ends.
INDUSTRIA_API void cagr(const PanelView& panel, double resolution, std::span<double> out, std::span<double> lo, std::span<double> hi);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_growth.ipp>
#endif
