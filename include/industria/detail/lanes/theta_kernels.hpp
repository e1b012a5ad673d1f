// SPDX-License-Identifier: Apache-2.0
// The table of the Theta kernels: plain pointers and plain data, one copy per instruction set.
#pragma once

namespace industria::lanes {

/// One Theta model and one block of `width` series that begin together. A row is `width` doubles, one per lane; all rows are
/// 64-byte aligned.
struct ThetaTask {
  const double* y;         ///< `rows` rows; NaN where missing and after the end of a lane's series
  int rows;                ///< length of the longest series
  int full_rows;           ///< length of the shortest
  bool gaps;               ///< some lane misses a value inside
  const double* length;    ///< per lane
  const double* testable;  ///< per lane: 1 if a series of that length may have a season, else 0
  const double* skip;      ///< per lane: so many errors at the beginning are not counted
  int max_skip;            ///< the largest of them
  int period;
  bool
      shrink;  ///< the figure is drawn towards none by its own noise; else a test decides and it stays whole
  bool multiplicative;  ///< seasonal figure as a ratio where the series allows it
  bool dynamic;         ///< line of the values so far, else of all
  bool free_theta;      ///< 1 - 1/theta is fitted in [w_low, w_high], else it is w_low
  double alpha_low, alpha_high;
  double w_low, w_high;
  int horizon;
  double* path;  ///< out: `horizon` rows, seasonally adjusted
  double*
      variance;  ///< out, unless null: `horizon` rows, of the forecast error in units of the one-step variance
  double* figure;  ///< out: `period` rows, the season of each position from the first value on
  double* result;  ///< out: theta_result_rows rows, see below
  double* memory;  ///< theta_memory_rows(rows, period, horizon) rows
};

/// Rows of ThetaTask::result.
enum ThetaResult {
  theta_level,  ///< l_0
  theta_alpha,
  theta_w,       ///< 1 - 1/theta
  theta_sse,     ///< counted squared errors of the adjusted series
  theta_errors,  ///< the same in units of y
  theta_count,   ///< how many
  theta_season,  ///< 0 none, 1 additive, 2 multiplicative
  theta_result_rows
};

inline constexpr int theta_grid = 24;      ///< steps of the first search over alpha
inline constexpr int theta_step_rows = 7;  ///< what a step ahead keeps for the variances
constexpr long theta_memory_rows(long rows, long period, long horizon) {
  const long steps = theta_step_rows * horizon;  // needed after the fit
  const long fit = 5 * rows + 4 * period + theta_grid + 8;
  return fit > steps ? fit : steps;
}

struct ThetaKernels {
  void (*fit)(const ThetaTask& task) noexcept;
};

}  // namespace industria::lanes
