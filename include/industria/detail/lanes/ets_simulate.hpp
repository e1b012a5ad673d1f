// SPDX-License-Identifier: Apache-2.0
// Paths of an ETS model with normal errors, one path per lane. Models with a multiplicative trend stay in plain double.
#pragma once

#include <industria/detail/lanes/ets_pass.hpp>
#include <industria/detail/lanes/random.hpp>
#include <industria/detail/lanes/simulate_kernels.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

/// Normal deviates of all steps, two at a time: a round of Philox waits for the one before it.
inline void draw_normals(const SimulateTask& task, I path, V* z) noexcept {
  constexpr int together = 2;
  for (int k = 0; k < task.horizon; k += together) {
    V u[together];
    uniforms<together>(task.key, task.high, path, static_cast<unsigned>(k), u);
    for (int j = 0; j < together && k + j < task.horizon; ++j) z[k + j] = normal_quantile(u[j]);
  }
}

/// The recursion in its error form. A relative error below -1 counts as -1: a value does not change its sign.
template <Trend T, Season S, bool Relative>
inline void simulate_paths(const SimulateTask& task) noexcept {
  V* const z = reinterpret_cast<V*>(task.memory);
  V* const season = z + task.horizon;
  const V alpha = all(task.alpha), beta = all(task.beta), gamma = all(task.gamma), phi = all(task.phi), sigma = all(task.sigma);
  for (int from = 0; from < task.n_paths; from += width) {
    draw_normals(task, numbered(static_cast<long long>(task.first_path) + from), z);
    V level = all(task.level), slope = all(task.slope);
    for (int i = 0; S != no_season && i < task.period; ++i) season[i] = all(task.seasonal[i]);
    int position = 0;
    for (int k = 0; k < task.horizon; ++k) {
      const V damped = T == damped_trend ? phi * slope : slope;
      const V trended = T == no_trend ? level : level + damped;
      const V seasonal = S == no_season ? all(0.0) : season[position];
      const V f = S == no_season         ? trended
                  : S == additive_season ? trended + seasonal
                                         : trended * seasonal;
      const V v = Relative ? larger(sigma * z[k], all(-1.0)) : sigma * z[k];
      const V y = Relative ? fma(f, v, f) : f + v;
      V x = v, w = v;  // what drives level and slope, and what drives the season
      if constexpr (Relative && S == multiplicative_season) {
        x = trended * v;
        w = seasonal * v;
      } else if constexpr (Relative) {
        x = w = f * v;
      } else if constexpr (S == multiplicative_season) {
        x = v / seasonal;
        w = v / trended;
      }
      level = fma(alpha, x, trended);
      if constexpr (T != no_trend) slope = fma(beta, x, damped);
      if constexpr (S != no_season) {
        season[position] = fma(gamma, w, seasonal);
        position = position + 1 == task.period ? 0 : position + 1;
      }
      if (task.paths != nullptr) reinterpret_cast<V*>(task.paths)[from / width * task.horizon + k] = y;
      if (task.squares != nullptr) {
        V& sum = *reinterpret_cast<V*>(task.squares + k * simulate_sums + from % simulate_sums);
        const V off = y - all(task.centre[k]);
        sum = fma(off, off, sum);
      }
    }
  }
}

template <Trend T, Season S>
inline void simulate_error(const SimulateTask& task) noexcept {
  if (task.relative) return simulate_paths<T, S, true>(task);
  simulate_paths<T, S, false>(task);
}

template <Trend T>
inline void simulate_season(const SimulateTask& task) noexcept {
  if (task.season == no_season) return simulate_error<T, no_season>(task);
  if (task.season == additive_season) return simulate_error<T, additive_season>(task);
  simulate_error<T, multiplicative_season>(task);
}

inline void simulate_ets(const SimulateTask& task) noexcept {
  if (task.trend == no_trend) return simulate_season<no_trend>(task);
  if (task.trend == additive_trend) return simulate_season<additive_trend>(task);
  simulate_season<damped_trend>(task);
}

/// Two numbers at a time, as in draw_normals.
inline void normals(const NormalsTask& task) noexcept {
  constexpr int together = 2;
  for (int from = 0; from < task.n_paths; from += width) {
    const I path = numbered(static_cast<long long>(task.first_path) + from);
    V* const z = reinterpret_cast<V*>(task.rows) + from / width * task.count;
    int j = 0;
    for (; j + together <= task.count; j += together) {
      V u[together];
      uniforms<together>(task.key, task.high, path, static_cast<unsigned>(j), u);
      for (int i = 0; i < together; ++i) z[j + i] = normal_quantile(u[i]);
    }
    if (j < task.count) {
      V u[1];
      uniforms<1>(task.key, task.high, path, static_cast<unsigned>(j), u);
      z[j] = normal_quantile(u[0]);
    }
  }
}

inline constexpr SimulateKernels simulate_table{&simulate_ets, &normals};

}  // namespace industria::lanes::INDUSTRIA_LANES
