// SPDX-License-Identifier: Apache-2.0
// The table of the simulation kernels: plain pointers and plain data, one copy per instruction set.
#pragma once

namespace industria::lanes {

inline constexpr int simulate_sums = 8;  ///< squares are summed in so many parts, whatever the width

/// Paths of one ETS model, `width` of them side by side. A row is `width` doubles; memory is 64-byte aligned.
struct SimulateTask {
  int trend;      ///< 0 none, 1 additive, 2 damped
  int season;     ///< 0 none, 1 additive, 2 multiplicative
  bool relative;  ///< multiplicative error
  int period;
  double alpha, beta, gamma, phi, level, slope;
  const double* seasonal;  ///< `period` states, the first for the first step
  double sigma;
  unsigned key[2];  ///< of the streams (detail/philox.hpp)
  unsigned high;
  unsigned first_path;  ///< number of the first path
  int n_paths;          ///< squares are right for a multiple of simulate_sums only
  int horizon;
  double* paths;         ///< out, unless null: value of path p at step k at [(p / width * horizon + k) * width + p % width]
  const double* centre;  ///< with squares: one value per step
  double* squares;  ///< in and out, unless null: [k * simulate_sums + p % simulate_sums] += (value - centre)^2
  double* memory;   ///< horizon + period rows
};

/// Normal deviates of many paths: numbers 0 to count - 1 of each path's stream (detail/philox.hpp), by the inverse law.
struct NormalsTask {
  unsigned key[2];
  unsigned high;
  unsigned first_path;  ///< number of the first path
  int n_paths;
  int count;
  double* rows;  ///< out: number j of path p at [(p / width * count + j) * width + p % width]; room for whole groups of `width`
};

struct SimulateKernels {
  void (*ets)(const SimulateTask& task) noexcept;
  void (*normals)(const NormalsTask& task) noexcept;
};

}  // namespace industria::lanes
