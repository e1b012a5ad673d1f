// SPDX-License-Identifier: Apache-2.0
// The functions that exist once per instruction set, as a table of plain pointers. Plain data only: no inline functions, so that
// files built for different instruction sets share nothing but this layout.
#pragma once

namespace industria::lanes {

inline constexpr int ets_starts = 14;

/// What a fit is asked for; the same for all lanes. Bounds of alpha, beta, gamma, phi, in this order.
struct EtsFitOptions {
  double lower[4];
  double upper[4];
  /// Parameters 1 and 2 are searched as beta/alpha and gamma/(1 - alpha), and so are their bounds.
  bool ratios;
  int first_start, starts;  ///< the starts tried: from the first to before the second, of ets_starts
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
  int iterations;       ///< 0: try the starts; else go on from theta so many times at most
  EtsFitOptions options;
  double*
      theta;  ///< 6 + period rows: alpha, beta, gamma, phi (as searched), level, slope, season; starts: initial states in, best
              ///< start out. season[i] belongs to the rows t with (n - 1 - t) % period == period - 1 - i; the last is not used
  double* objective;  ///< minus twice the log-likelihood and the prior per lane, 1e300 if there is none; iterations: in and out
  double* lambda;     ///< iterations: damping, in and out
  double* active;     ///< iterations: 1 where a lane goes on, in and out
};

struct CesKernels;  // ces_kernels.hpp
struct SimulateKernels;  // simulate_kernels.hpp
struct ThetaKernels;  // theta_kernels.hpp

struct Kernels {
  const char* name;  ///< "baseline", "avx2", "avx512"
  int width;
  void (*fit_ets)(const EtsTask& task, void* workspace) noexcept;
  unsigned long workspace_bytes;
  const CesKernels* ces = nullptr;      ///< complex exponential smoothing
  const ThetaKernels* theta = nullptr;  ///< Theta models
  const SimulateKernels* simulate = nullptr;  ///< paths of ETS models
};

}  // namespace industria::lanes
