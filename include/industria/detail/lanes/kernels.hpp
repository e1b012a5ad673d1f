// SPDX-License-Identifier: Apache-2.0
// The functions that exist once per instruction set, as a table of plain pointers. Plain data only: no inline functions, so that
// files built for different instruction sets share nothing but this layout.
#pragma once

namespace industria::lanes {

/// What a fit is asked for; the same for all lanes. Bounds of alpha, beta, gamma, phi, in this order.
struct EtsFitOptions {
  double lower[4];
  double upper[4];
  bool
      ratios;  ///< bounds of beta are relative to alpha, those of gamma to 1 - alpha ("usual" bounds)
  int starts;  ///< 1..4
  int max_iterations;
  double tolerance;     ///< stop when minus twice the log-likelihood falls by less
  double beta_penalty;  ///< adds n * this * beta^2: a prior against quick trends; 0: none
};

/// One model, one block of `width` series that end together. Rows are `width` doubles, one per lane.
struct EtsTask {
  const double* y;  ///< n rows, NaN where missing or before the series begins; 64-byte aligned
  int n;
  int clean_from;  ///< from this row on no lane misses a value
  int period;
  const double* count;  ///< observed values per lane
  const double* start;  ///< row of the first observed value per lane
  int trend;            ///< 0 none, 1 additive, 2 damped
  int season;           ///< 0 none, 1 additive, 2 multiplicative
  bool relative;        ///< multiplicative error
  EtsFitOptions options;
  double*
      theta;  ///< 6 + period rows: alpha, beta, gamma, phi, level, slope, season; in: initial states, out: the fit.
              ///< season[i] belongs to the rows t with (n - 1 - t) % period == period - 1 - i
  double* objective;  ///< out: minus twice the log-likelihood per lane, 1e300 if there is none
};

struct CesKernels;    // ces_kernels.hpp
struct ThetaKernels;  // theta_kernels.hpp

struct Kernels {
  const char* name;  ///< "baseline", "avx2", "avx512"
  int width;
  void (*fit_ets)(const EtsTask& task, void* workspace) noexcept;
  unsigned long workspace_bytes;
  const CesKernels* ces = nullptr;      ///< complex exponential smoothing
  const ThetaKernels* theta = nullptr;  ///< Theta models
};

}  // namespace industria::lanes
