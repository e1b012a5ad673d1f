// SPDX-License-Identifier: Apache-2.0
// Parts and their whole over panels, from the columns of a long frame: shares of a period's total, contributions to growth,
// location quotients.
#pragma once

#include <industria/base/config.hpp>
#include <industria/indicators/panel_keys.hpp>
#include <industria/indicators/panel_totals.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

// All functions: one entry per row in `values`, `out` and (or none) `reasons`, which gets the number of the enumerator of Reason. The
// columns may not overlap. A whole must be positive (`zero_base`, `negative_base`), a part need not. Without options.partial one
// missing part makes its whole missing in that period; with it the answer is about the parts that are there, and the totals that
// come back say how many. Same bits for any number of threads. Throw ShapeError for lengths, ValueError for options.

/// y / sum of its group in that period, ratios. Returns the sums.
INDUSTRIA_API PanelTotals panel_shares(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                       const PanelGroups& groups = {}, const PanelSumOptions& options = {},
                                       std::span<std::uint8_t> reasons = {});

/// 100 (y(t) - y(t - lag)) / sum of its group at t - lag, in points: in each period they add up to the growth of the sum in per cent,
/// within 1e-12 points. Partial: parts and whole are of the series that have both values (a matched sample). Returns the wholes that
/// period t is compared with: cell (g, t) is the sum at t - lag; missing in the first `lag` periods.
INDUSTRIA_API PanelTotals panel_contributions(const PanelKeys& keys, std::span<const double> values, std::span<double> out, int lag = 1,
                                              const PanelGroups& groups = {}, const PanelSumOptions& options = {},
                                              std::span<std::uint8_t> reasons = {});

/// The same rounded to `decimals` (0 to 9) as rounded_contributions() does: in each period the parts of a group add up exactly to the
/// rounded growth of its sum (largest remainders, ties to the earlier series). Needs 8 bytes per row and per cell beyond the result.
INDUSTRIA_API PanelTotals rounded_panel_contributions(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                                      int decimals, int lag = 1, const PanelGroups& groups = {},
                                                      const PanelSumOptions& options = {}, std::span<std::uint8_t> reasons = {});

/// Location quotients of every region x sector x period, and the sums they are made of; cell (region * sectors + sector, period).
struct PanelQuotients {
  PanelTotals totals{};                 ///< by region and sector
  std::vector<double> quotient{};       ///< (x / region) / (sector / country)
  std::vector<std::uint8_t> reasons{};  ///< why a quotient is missing; `no_observation` where no series is in that region and sector
};
/// Without options.partial a missing part leaves the country's total unknown, and all quotients of that period missing.
[[nodiscard]] INDUSTRIA_API PanelQuotients panel_location_quotients(const PanelKeys& keys, std::span<const double> values,
                                                                    const PanelGroups& regions, const PanelGroups& sectors,
                                                                    const PanelSumOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_panel_shares.ipp>
#endif
