// SPDX-License-Identifier: Apache-2.0
// Fits one kind of complex exponential smoothing to a block of series by Levenberg-Marquardt in lock step: every lane has its
// own parameters, damping and bounds, and stops on its own.
#pragma once

#include <industria/detail/lanes/ces_kernels.hpp>
#include <industria/detail/lanes/ces_pass.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

inline constexpr int ces_most_starts = 4;
/// alpha0, alpha1, beta0, beta1 at each start. The first one leaves a constant exactly where it is.
inline constexpr double ces_starts[ces_most_starts][4] = {
    {1.3, 1.0, 1.3, 1.0}, {1.9, 1.0, 1.1, 1.0}, {1.05, 1.0, 1.6, 1.0}, {1.6, 0.97, 1.3, 1.05}};
inline constexpr double ces_partial_starts[ces_most_starts] = {0.1, 0.3, 0.6, 0.02};

template <CesShape K>
class CesSearch {
  using T = CesTraits<K>;
  static constexpr int P = T::parameters;

 public:
  CesSearch(const CesTask& task, const CesBlock& block, V* memory) noexcept
      : task_(task), block_(block), count_(*reinterpret_cast<const V*>(task.count)) {
    state_.season = memory;
    state_.shadow = state_.season + block.period;
    state_.d_season = state_.shadow + block.period;
    state_.d_shadow = state_.d_season + ces_most * block.period;
  }

  void run() noexcept {
    V* const given = reinterpret_cast<V*>(task_.theta);
    V best[ces_most], f_best = all(1e300);
    for (int j = 0; j < ces_most; ++j) best[j] = given[j];
    for (int s = 0; s < task_.starts && task_.max_passes > 0; ++s) {
      V theta[ces_most];
      for (int j = 0; j < ces_most; ++j) {
        const double wanted = K == ces_partial && j == 2 ? ces_partial_starts[s] : ces_starts[s][j];
        theta[j] = inside(all(wanted), j);
      }
      const V f = descend(theta);
      const M better = f < f_best;
      for (int j = 0; j < ces_most; ++j)
        best[j] = s == 0 ? theta[j] : select(better, theta[j], best[j]);
      f_best = select(better, f, f_best);
    }
    for (int j = 0; j < ces_most; ++j) given[j] = best[j];
    finish(best);
  }

 private:
  [[nodiscard]] V inside(V value, int j) const noexcept {
    return smaller(larger(value, all(task_.lower[j])), all(task_.upper[j]));
  }
  [[nodiscard]] V likelihood(V squares) const noexcept {
    const V f = count_ * log(larger(squares, count_ * all(1e-30)));
    return select(both(is_finite(squares), is_finite(f)), f, all(1e300));
  }
  /// Pulls imaginary parts towards 1, where forecasts neither fade nor explode.
  [[nodiscard]] V objective(V squares, const V* theta) const noexcept {
    const V a = theta[1] - all(1.0);
    V pull = all(task_.pull[0]) * a * a;
    if constexpr (K == ces_full) {
      const V b = theta[3] - all(1.0);
      pull = fma(all(task_.pull[1]) * b, b, pull);
    }
    return fma(count_, pull, likelihood(squares));
  }
  /// The pull's part in gradient and matrix, on the scale of the squares: F / n is about their logarithm.
  void add_pull(CesSums& sums, const V* theta) const noexcept {
    const V a = all(task_.pull[0]) * sums.squares;
    sums.gradient[1] = fma(a, theta[1] - all(1.0), sums.gradient[1]);
    sums.matrix[2] += a;
    if constexpr (K == ces_full) {
      const V b = all(task_.pull[1]) * sums.squares;
      sums.gradient[3] = fma(b, theta[3] - all(1.0), sums.gradient[3]);
      sums.matrix[9] += b;
    }
  }

  /// Solves (A + lambda diag A) step = -gradient for each lane by LDL', held parameters staying.
  void solve(const CesSums& sums, V lambda, const M* held, V* step) const noexcept {
    V factor[ces_matrix], scaled[ces_most];
    const auto place = [](int i, int j) { return i * (i + 1) / 2 + j; };
    for (int i = 0; i < P; ++i) {
      for (int j = 0; j < i; ++j)
        factor[place(i, j)] = select(either(held[i], held[j]), all(0.0), sums.matrix[place(i, j)]);
      const V diagonal = sums.matrix[place(i, i)];
      factor[place(i, i)] = select(held[i], all(1.0), fma(lambda, diagonal, diagonal));
      step[i] = select(held[i], all(0.0), -sums.gradient[i]);
    }
    for (int j = 0; j < P; ++j) {
      V d = factor[place(j, j)];
      for (int k = 0; k < j; ++k) {
        scaled[k] = factor[place(j, k)] * factor[place(k, k)];
        d = fma(-factor[place(j, k)], scaled[k], d);
      }
      d = larger(d, all(1e-300));
      factor[place(j, j)] = d;
      const V inverse = all(1.0) / d;
      for (int i = j + 1; i < P; ++i) {
        V sum = factor[place(i, j)];
        for (int k = 0; k < j; ++k) sum = fma(-factor[place(i, k)], scaled[k], sum);
        factor[place(i, j)] = sum * inverse;
      }
    }
    for (int i = 0; i < P; ++i) {
      for (int k = 0; k < i; ++k) step[i] = fma(-factor[place(i, k)], step[k], step[i]);
    }
    for (int i = 0; i < P; ++i) step[i] /= factor[place(i, i)];
    for (int i = P - 1; i >= 0; --i) {
      for (int k = i + 1; k < P; ++k) step[i] = fma(-factor[place(k, i)], step[k], step[i]);
    }
  }

  /// Every pass tries one step in every lane that is still searching: taken if better, else tried again with more damping.
  V descend(V* theta) noexcept {
    CesSums sums = ces_pass<K, true>(block_, theta, state_);
    V f_best = objective(sums.squares, theta);
    V lambda = all(1e-3);
    M active = f_best < all(1e299);
    for (int pass = 0; pass < task_.max_passes; ++pass) {
      CesSums pulled = sums;
      add_pull(pulled, theta);
      M held[ces_most];
      for (int j = 0; j < P; ++j) {  // at a bound, and pushed outwards
        held[j] = either(both(theta[j] <= all(task_.lower[j]), pulled.gradient[j] > all(0.0)),
                         both(theta[j] >= all(task_.upper[j]), pulled.gradient[j] < all(0.0)));
      }
      V step[ces_most], moved[ces_most];
      solve(pulled, lambda, held, step);
      V promise = all(0.0);  // what the quadratic model expects to win, times squares / count
      for (int j = 0; j < P; ++j) {
        promise = fma(-step[j], pulled.gradient[j], promise);
        moved[j] = inside(theta[j] + step[j], j);
      }
      active = both(active, count_ * promise > all(0.5 * task_.tolerance) * sums.squares);
      if (!any(active)) break;
      const CesSums next = ces_pass<K, true>(block_, moved, state_);
      const V f = objective(next.squares, moved);
      const M accepted = both(active, f < f_best);
      active = both(active, either(f_best - f > all(task_.tolerance),
                                   both(negate(accepted), lambda < all(1e6))));
      for (int j = 0; j < P; ++j) {
        theta[j] = select(accepted, moved[j], theta[j]);
        sums.gradient[j] = select(accepted, next.gradient[j], sums.gradient[j]);
      }
      for (int j = 0; j < P * (P + 1) / 2; ++j)
        sums.matrix[j] = select(accepted, next.matrix[j], sums.matrix[j]);
      sums.squares = select(accepted, next.squares, sums.squares);
      f_best = select(accepted, f, f_best);
      lambda = select(accepted, larger(lambda * all(0.1), all(1e-9)), lambda * all(20.0));
    }
    return f_best;
  }

  /// The last pass at the optimum: objective without the pull, initial states, path.
  void finish(const V* theta) noexcept {
    CesSums sums{};
    ces_begin<K, false>(block_, state_);
    ces_direction<K, false, false>(block_, theta, state_, sums);
    if (task_.initial != nullptr) {
      V* const out = reinterpret_cast<V*>(task_.initial);
      out[0] = state_.l, out[1] = state_.c;
      for (int i = 0; T::season && i < block_.period; ++i) {
        out[2 + i] = state_.season[i];
        out[2 + block_.period + i] = T::shadow ? state_.shadow[i] : all(0.0);
      }
    }
    ces_direction<K, false, true>(block_, theta, state_, sums);
    *reinterpret_cast<V*>(task_.objective) = likelihood(sums.squares);
    const CesGain level_gain(theta[0], theta[1]);
    const CesGain season_gain = K == ces_simple ? level_gain : CesGain(theta[2], theta[3]);
    V* const path = reinterpret_cast<V*>(task_.path);
    int place = 0;
    for (int h = 0; h < task_.horizon; ++h) {
      V mean = all(0.0);
      const V no_error = all(0.0);
      if constexpr (T::season) mean = state_.season[place];
      if constexpr (T::level) {
        mean = T::season ? state_.l + mean : state_.l;
        const V l = level_gain.level(state_.l, state_.c, no_error);
        state_.c = level_gain.shadow(state_.l, state_.c, no_error);
        state_.l = l;
      }
      if constexpr (T::shadow) {
        const V sl = state_.season[place], sc = state_.shadow[place];
        state_.season[place] = season_gain.level(sl, sc, no_error);
        state_.shadow[place] = season_gain.shadow(sl, sc, no_error);
      }
      if constexpr (T::season) place = place + 1 == block_.period ? 0 : place + 1;
      path[h] = mean;
    }
  }

  const CesTask& task_;
  const CesBlock& block_;
  V count_;
  CesState state_{};
};

template <CesShape K>
inline void ces_run(const CesTask& task, double* workspace) noexcept {
  const CesBlock block{reinterpret_cast<const V*>(task.y),
                       task.n,
                       task.clean_from,
                       K == ces_none ? 1 : task.period,
                       *reinterpret_cast<const V*>(task.start),
                       reinterpret_cast<const V*>(task.states)};
  CesSearch<K>(task, block, reinterpret_cast<V*>(workspace)).run();
}

inline void ces_fit(const CesTask& task, double* workspace) noexcept {
  switch (task.kind) {
    case ces_none: return ces_run<ces_none>(task, workspace);
    case ces_simple: return ces_run<ces_simple>(task, workspace);
    case ces_partial: return ces_run<ces_partial>(task, workspace);
    default: return ces_run<ces_full>(task, workspace);
  }
}

inline int ces_workspace_rows(int period) noexcept {
  return period * (2 + 2 * ces_most);
}

inline constexpr CesKernels ces_table{&ces_fit, &ces_workspace_rows};

}  // namespace industria::lanes::INDUSTRIA_LANES
