// SPDX-License-Identifier: Apache-2.0
// What drives the growth of a whole: the parts' contributions in percentage points, and the growth that shares and rates imply.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel_view.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Contribution of each part to the growth of their sum, in percentage points: 100 (new_i - old_i) / sum of old. They add up
/// to the sum's growth in per cent. Parts may be negative, their old sum may not: zero_base or negative_base for each; one
/// missing part makes all missing. Throws ShapeError if the sizes differ. Standard definition.
[[nodiscard]] INDUSTRIA_API std::vector<Value> contributions(std::span<const double> old_parts, std::span<const double> new_parts);

/// The same rounded to `decimals` (0 to 9), adding up exactly to the sum's rounded growth: largest remainders, ties to the earlier.
[[nodiscard]] INDUSTRIA_API std::vector<Value> rounded_contributions(std::span<const double> old_parts,
                                                                    std::span<const double> new_parts, int decimals);

/// Growth of a whole from its parts: sum of share_i g_i, all as ratios; shares of the old period, in current prices for chained
/// volumes and in base-year prices for fixed-price ones. Shares that do not add up to 1 within `tolerance` (what rounding may
/// leave) give contradiction: a line is missing, as taxes less subsidies on products in GRDP. Throws ShapeError if sizes differ.
[[nodiscard]] INDUSTRIA_API Value aggregate_growth(std::span<const double> old_shares, std::span<const double> growths,
                                                   double tolerance = 0.005);

/// Contributions of all series of a panel to the growth of their sum over `lag` periods, out laid out like panel.values.
/// All series must have the same periods; `group` is empty (one whole) or has one number 0 .. groups-1 per series (its province,
/// its sector), and each group is a whole of its own. A period in which a part of the group is missing is missing for the group.
/// Sums are compensated, so that a group's contributions add up to its growth within 1e-12 points and their order does not matter.
/// Throws ShapeError (sizes), ValueError (lag < 1, group out of range, a series with other periods, named).
INDUSTRIA_API void contributions(const PanelView& panel, std::span<double> out, int lag = 1,
                                 std::span<const std::int32_t> group = {}, std::int32_t groups = 1);

/// aggregate_growth() of whole panels: series i of both is part i, `old_shares` its share in each period, `growths` its growth over
/// `lag` periods. out[g * periods + t] = sum of share_i(t - lag) growth_i(t) over group g; missing in the first `lag` periods, with a
/// missing part, and where shares do not add up. Periods, groups and throws as contributions(); both panels have the same ones.
INDUSTRIA_API void aggregate_growth(const PanelView& old_shares, const PanelView& growths, std::span<double> out, int lag = 1,
                                    std::span<const std::int32_t> group = {}, std::int32_t groups = 1, double tolerance = 0.005);

/// Shares of all series in the period's sum, ratios; the rules are those of contributions().
INDUSTRIA_API void period_shares(const PanelView& panel, std::span<double> out, std::span<const std::int32_t> group = {},
                                 std::int32_t groups = 1);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_contributions.ipp>
#endif
