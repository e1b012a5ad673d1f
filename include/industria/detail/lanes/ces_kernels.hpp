// SPDX-License-Identifier: Apache-2.0
// The table of the complex exponential smoothing kernels: plain pointers and plain data, one copy per instruction set.
#pragma once

namespace industria::lanes {

/// One kind of the model and one block of `width` series that end together. Rows are `width` doubles, one per lane.
struct CesTask {
  const double* y;  ///< n rows, NaN where missing or before the series begins; 64-byte aligned
  int n;
  int clean_from;  ///< from this row on no lane misses a value
  int period;
  const double* count;   ///< observed values per lane
  const double* start;   ///< row of the first observed value per lane
  int kind;              ///< 0 none, 1 simple, 2 partial, 3 full
  const double* states;  ///< 1 + period rows: level and season from which the backward pass starts;
      ///< season[i] belongs to the rows t with (n - 1 - t) % period == period - 1 - i
  double lower[4];  ///< bounds of alpha0, alpha1, beta0, beta1
  double upper[4];
  double
      pull[2];  ///< adds count * pull * (imaginary part - 1)^2 of alpha and beta to the objective
  int starts;   ///< 1..4
  int max_passes;    ///< of a search from one start; 0: only evaluates at theta
  double tolerance;  ///< stop when the objective falls by less
  double*
      theta;  ///< 4 rows: alpha0, alpha1, beta0, beta1; in: the parameters when nothing is searched
  double* objective;  ///< out: count * log(sum of squared errors) per lane, 1e300 if there is none
  int horizon;
  double* path;  ///< out: horizon rows
  double*
      initial;  ///< out, unless null: 2 + 2 * period rows, level and its shadow, season and its shadow
};

struct CesKernels {
  void (*fit)(const CesTask& task, double* workspace) noexcept;
  int (*workspace_rows)(int period) noexcept;  ///< of `width` doubles each
};

}  // namespace industria::lanes
