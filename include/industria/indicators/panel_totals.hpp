// SPDX-License-Identifier: Apache-2.0
// Rolling a panel up: sums of all series of a province, a sector or both, period by period, with their coverage.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/panel_keys.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// How missing parts are met. Every series is expected in every period of the frame: a row that is not there is missing like one
/// that is NaN (a plant that does not exist yet has the value 0).
struct PanelSumOptions {
  bool partial = false;       ///< false: one missing part makes the sum missing; true: the sum of what is there, with its coverage
  int n_threads = 1;          ///< 0: as many as the machine has; the result does not depend on it
  bool out_is_fresh = false;  ///< for functions that fill a column: see PanelGrowthOptions
};

/// Sums by group and period, cell g * periods + p; period p is first_time + p.
struct PanelTotals {
  std::size_t groups = 0;
  std::size_t periods = 0;
  std::int64_t first_time = 0;
  std::vector<double> sum{};             ///< missing where a part is (partial: where all are) and where the group has no series
  std::vector<std::int32_t> observed{};  ///< how many parts have a value in that period
  std::vector<std::int32_t> parts{};     ///< how many series each group has

  [[nodiscard]] std::size_t cell(std::size_t group, std::size_t period) const noexcept { return group * periods + period; }
  /// The sum, or why not: `no_observation` for a group without series, else `missing`.
  [[nodiscard]] Value value(std::size_t group, std::size_t period) const noexcept {
    const double x = sum[cell(group, period)];
    return is_missing(x) && parts[group] == 0 ? Value(Reason::no_observation) : Value(x);
  }
  /// Observed parts / parts, 0 to 1; missing for a group without series.
  [[nodiscard]] double coverage(std::size_t group, std::size_t period) const noexcept {
    return parts[group] == 0 ? missing : static_cast<double>(observed[cell(group, period)]) / parts[group];
  }
};

/// Sums are compensated (Knuth's two-sum): the order of the series shows in the last digit at most. Needs 8 bytes per cell beyond the
/// result. Throws ShapeError if `values` has not one entry per row or `groups` not one per series; ValueError for options.
[[nodiscard]] INDUSTRIA_API PanelTotals panel_roll_up(const PanelKeys& keys, std::span<const double> values, const PanelGroups& groups = {},
                                                      const PanelSumOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_panel_totals.ipp>
#endif
