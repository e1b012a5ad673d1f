// SPDX-License-Identifier: Apache-2.0
// From a series and a target to what the progress rules look at: which base year, which recent years, which prediction.
#pragma once

#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/targets/rules.hpp>

#include <optional>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

struct CaseOptions {
  std::optional<Period> base{};  ///< base period; without a value there, the next one that has. None: by `years`, else the first observation
  int years = 0;                 ///< > 0: base this many years before the last observation (Eurostat: 15 or 5), the next one that has a value
  int least_years = 1;           ///< fewer years between base and latest value: too_few_points (Eurostat: 10 of 15, 3 of 5)
  int recent_years = 5;          ///< mean change of this many last years (six points for five years); what is there if fewer
  /// Weights of the yearly levels from the base on for the predicted level, the latest last; none for a level: 0 (ESCAP: input). Empty:
  /// proportional to t_i - t_1 + 1, which is ours, not ESCAP's.
  std::span<const double> weights{};
};

/// Base, value, times, recent change and prediction of a series as of its last observation at or before the target's period; for a
/// target in a part of the year the series of that part, one value a year. `target` missing: no number. since is missing where there
/// are too few points. Throws ValueError for a period of another kind than the series' and for `within`.
[[nodiscard]] INDUSTRIA_API ProgressCase progress_case(const SeriesView& actual, const Period& period, double target, Direction direction,
                                                       const CaseOptions& options = {});
/// The same for a stated target, in the series' unit (UnitError if it does not convert). Of a range (`within`) the end on the base's side;
/// for a base inside it the end that the latest value is nearer to, both with the direction into the range.
[[nodiscard]] INDUSTRIA_API ProgressCase progress_case(const SeriesView& actual, const Target& target, const CaseOptions& options = {});

/// Level on the weighted least-squares line through (times[i], values[i]) at time `at`; missing values are left out. One value, or
/// all weight at one time: that value (no progress). Weights empty: as CaseOptions::weights. Throws ShapeError, and ValueError for a negative weight.
[[nodiscard]] INDUSTRIA_API Value predicted_level(std::span<const double> times, std::span<const double> values, std::span<const double> weights, double at);

/// Spearman's rank correlation of the values with time, ties at their mean rank: the trend test of OECD's distances. Missing values
/// are left out; too_few_points below three, zero_base if all values are equal.
[[nodiscard]] INDUSTRIA_API Value rank_trend(std::span<const double> values);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_progress_case.ipp>
#endif
