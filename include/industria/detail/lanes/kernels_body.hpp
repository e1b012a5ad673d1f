// SPDX-License-Identifier: Apache-2.0
// The table of kernels.hpp for the instruction set of the including file: define INDUSTRIA_LANES, then include this.
#pragma once

#include <industria/detail/lanes/ets_fit.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

/// Starts the lanes of a task, or runs its iterations.
template <Trend T, Season S, bool Relative>
inline void run_fit(const EtsTask& task, void* memory) noexcept {
  Workspace& w = *static_cast<Workspace*>(memory);
  Block block{};
  block.y = reinterpret_cast<const V*>(task.y);
  block.n = task.n;
  block.clean_from = task.clean_from;
  block.period = S == no_season ? 1 : task.period;
  block.first_position = (block.period - task.n % block.period) % block.period;
  block.count = *reinterpret_cast<const V*>(task.count);
  block.start = *reinterpret_cast<const V*>(task.start);
  V* const theta = reinterpret_cast<V*>(task.theta);
  V& f = *reinterpret_cast<V*>(task.objective);
  if (task.iterations == 0) {
    f = start<T, S, Relative>(block, theta, task.options, w);
    return;
  }
  V& lambda = *reinterpret_cast<V*>(task.lambda);
  V& active = *reinterpret_cast<V*>(task.active);
  Progress lane{f, lambda, active > all(0.0)};
  for (int i = 0; i < task.iterations && any(lane.active); ++i)
    iterate<T, S, Relative>(block, theta, lane, task.options, w);
  f = lane.f;
  lambda = lane.lambda;
  active = select(lane.active, all(1.0), all(0.0));
}

template <Trend T, Season S>
inline void run_error(const EtsTask& task, void* memory) noexcept {
  if (task.relative) return run_fit<T, S, true>(task, memory);
  if constexpr (S != multiplicative_season) run_fit<T, S, false>(task, memory);
}

template <Trend T>
inline void run_season(const EtsTask& task, void* memory) noexcept {
  if (task.season == no_season) return run_error<T, no_season>(task, memory);
  if (task.season == additive_season) return run_error<T, additive_season>(task, memory);
  run_error<T, multiplicative_season>(task, memory);
}

inline void fit_ets(const EtsTask& task, void* memory) noexcept {
  if (task.trend == no_trend) return run_season<no_trend>(task, memory);
  if (task.trend == additive_trend) return run_season<additive_trend>(task, memory);
  run_season<damped_trend>(task, memory);
}

inline constexpr Kernels table{width == 8   ? "avx512"
                               : width == 4 ? "avx2"
                                            : "baseline",
                               width, &fit_ets, sizeof(Workspace)};

}  // namespace industria::lanes::INDUSTRIA_LANES
