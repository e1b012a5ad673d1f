// SPDX-License-Identifier: Apache-2.0
// Fits one ETS model to a block of series by Levenberg-Marquardt: every lane has its own parameters, damping and bounds, and
// stops on its own; between iterations a finished lane can take another series. Second optima are met by several starts; for
// models without multiplicative season the first step from each start is the exact least-squares solution for the initial states.
#pragma once

#include <industria/detail/lanes/ets_pass.hpp>
#include <industria/detail/lanes/kernels.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

inline constexpr int slot_count = season_slot + max_period;
/// Smoothing at each start: alpha, beta, gamma, phi. With ratios, beta and gamma are ratios too.
inline constexpr double start_smoothing[ets_starts][4] = {
    {0.10, 0.01, 0.05, 0.95}, {0.60, 0.01, 0.05, 0.95}, {0.30, 0.10, 0.20, 0.90},
    {0.95, 0.30, 0.01, 0.97}, {0.02, 0.01, 0.50, 0.97}, {0.17, 0.02, 0.40, 0.85},
    {0.40, 0.02, 0.02, 0.97}, {0.85, 0.05, 0.30, 0.82}, {0.001, 0.001, 0.001, 0.975},
    {0.05, 0.15, 0.05, 0.81}, {0.98, 0.002, 0.002, 0.81}, {0.50, 0.20, 0.002, 0.97},
    {0.02, 0.002, 0.90, 0.90}, {0.30, 0.001, 0.60, 0.975}};
inline constexpr double start_ratios[ets_starts][4] = {
    {0.10, 0.05, 0.05, 0.95}, {0.60, 0.02, 0.05, 0.95}, {0.30, 0.60, 0.30, 0.90},
    {0.90, 0.02, 0.90, 0.97}, {0.02, 0.90, 0.90, 0.97}, {0.15, 0.30, 0.70, 0.85},
    {0.40, 0.05, 0.05, 0.97}, {0.85, 0.90, 0.30, 0.82}, {0.001, 0.50, 0.001, 0.975},
    {0.05, 0.99, 0.05, 0.81}, {0.98, 0.002, 0.10, 0.81}, {0.50, 0.40, 0.002, 0.97},
    {0.02, 0.10, 0.95, 0.90}, {0.30, 0.003, 0.90, 0.975}};

/// F: minus twice the log-likelihood (and infinity where it is not finite). A perfect fit is floored at a relative error of 1e-15.
template <bool Relative>
inline V objective(const Block& block, const PassSums& sums) noexcept {
  const V floor = block.count * all(1e-30);
  const V f = fma(block.count, log(larger(sums.squares, floor)),
                  Relative ? all(2.0) * sums.logs : all(0.0));
  return select(both(is_finite(sums.squares), is_finite(f)), f, all(1e300));
}

/// Solves (A + lambda diag A) x = b for each lane by LDL'; `held` parameters (mask per parameter) get 0. Result in w.step.
inline void solve(Workspace& w, int count, int size, V lambda, const M* held) noexcept {
  const V one = all(1.0);
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < i; ++j) {
      w.factor[i * size + j] = select(either(held[i], held[j]), all(0.0), w.matrix[i * size + j]);
    }
    const V diagonal = fma(lambda, w.matrix[i * size + i], w.matrix[i * size + i]);
    w.factor[i * size + i] = select(held[i], one, diagonal);
    w.step[i] = select(held[i], all(0.0), -w.gradient[i]);
  }
  // In place: factor[i][j] becomes L, factor[i][i] the inverse of D.
  V scaled[max_parameters];
  for (int j = 0; j < count; ++j) {
    V d = w.factor[j * size + j];
    const V least = fma(d, all(1e-14), all(1e-300));  // relative: a change of units changes nothing
    for (int k = 0; k < j; ++k) {
      const V l = w.factor[j * size + k];
      scaled[k] = l * w.factor[k * size + k];  // l times D_k; the diagonal still holds D below
      d = fma(-l, scaled[k], d);
    }
    d = larger(d, least);
    w.factor[j * size + j] = d;
    const V inverse = one / d;
    for (int i = j + 1; i < count; ++i) {
      V sum = w.factor[i * size + j];
      for (int k = 0; k < j; ++k) sum = fma(-w.factor[i * size + k], scaled[k], sum);
      w.factor[i * size + j] = sum * inverse;
    }
  }
  for (int i = 0; i < count; ++i) {
    for (int k = 0; k < i; ++k) w.step[i] = fma(-w.factor[i * size + k], w.step[k], w.step[i]);
  }
  for (int i = 0; i < count; ++i) w.step[i] /= w.factor[i * size + i];
  for (int i = count - 1; i >= 0; --i) {
    for (int k = i + 1; k < count; ++k)
      w.step[i] = fma(-w.factor[k * size + i], w.step[k], w.step[i]);
  }
}

/// With ratios the search runs over beta/alpha and gamma/(1 - alpha): `search` holds those, `theta` the natural parameters.
template <Trend T, Season S>
inline void to_natural(const V* search, V* theta, bool ratios, int period) noexcept {
  for (int i = 0; i < season_slot + (S != no_season ? period : 0); ++i) theta[i] = search[i];
  if (ratios) {
    theta[beta_slot] = search[beta_slot] * search[alpha_slot];
    theta[gamma_slot] = search[gamma_slot] * (all(1.0) - search[alpha_slot]);
  }
  close_season<S>(theta, period);
}

/// Chain rule of to_natural on gradient and matrix.
template <Trend T, Season S>
inline void chain_ratios(const V* search, const Free<T, S>& free, Workspace& w) noexcept {
  constexpr int j_beta = 1;
  constexpr int j_gamma = 1 + (T != no_trend);
  const int size = free.padded();
  const auto at = [&](int i, int j) -> V& {
    return i >= j ? w.matrix[i * size + j] : w.matrix[j * size + i];
  };
  const V alpha = search[alpha_slot];
  const V d_beta = T != no_trend ? search[beta_slot] : all(0.0);      // d beta / d alpha
  const V d_gamma = S != no_season ? -search[gamma_slot] : all(0.0);  // d gamma / d alpha
  const V beta_scale = alpha;
  const V gamma_scale = all(1.0) - alpha;
  // Congruence T' H T: the alpha column gains multiples of the beta and gamma columns, which are then scaled.
  if constexpr (T != no_trend) {
    const V a_b = at(0, j_beta), b_b = at(j_beta, j_beta);
    for (int i = 1; i < free.count; ++i) at(i, 0) = fma(d_beta, at(i, j_beta), at(i, 0));
    at(0, 0) += d_beta * (a_b + a_b) + d_beta * d_beta * b_b;
    w.gradient[0] = fma(d_beta, w.gradient[j_beta], w.gradient[0]);
  }
  if constexpr (S != no_season) {
    const V a_g = at(0, j_gamma), g_g = at(j_gamma, j_gamma);
    for (int i = 1; i < free.count; ++i) at(i, 0) = fma(d_gamma, at(i, j_gamma), at(i, 0));
    at(0, 0) += d_gamma * (a_g + a_g) + d_gamma * d_gamma * g_g;
    w.gradient[0] = fma(d_gamma, w.gradient[j_gamma], w.gradient[0]);
  }
  const auto rescale = [&](int j, V by) {
    for (int i = 0; i < free.count; ++i) at(i, j) *= i == j ? by * by : by;
    w.gradient[j] *= by;
  };
  if constexpr (T != no_trend) rescale(j_beta, beta_scale);
  if constexpr (S != no_season) rescale(j_gamma, gamma_scale);
}

/// The prior on beta, in units of F.
template <Trend T>
inline V penalty(const Block& block, const EtsFitOptions& options, const V* natural) noexcept {
  return T == no_trend
             ? all(0.0)
             : all(options.beta_penalty) * block.count * natural[beta_slot] * natural[beta_slot];
}

/// F with its penalty at the searched parameters.
template <Trend T, Season S, bool Relative>
inline V value(const Block& block, const V* search, const EtsFitOptions& options,
               Workspace& w) noexcept {
  V natural[slot_count];
  to_natural<T, S>(search, natural, options.ratios, block.period);
  return objective<Relative>(block, value_pass<T, S, Relative>(block, natural, w)) +
         penalty<T>(block, options, natural);
}

/// Tries the starts: smoothing held, states from one Gauss-Newton step. `theta` brings heuristic initial states (level, slope,
/// season) and returns the best start's searched parameters; the result is its F.
template <Trend T, Season S, bool Relative>
inline V start(const Block& block, V* theta, const EtsFitOptions& options, Workspace& w) noexcept {
  const Free<T, S> free(block.period);
  const int slots = season_slot + (S != no_season ? block.period : 0);
  V search[slot_count], best[slot_count], natural[slot_count], moved[slot_count];
  M held[max_parameters];
  for (int j = 0; j < free.count; ++j)
    held[j] = j < free.smoothing ? negate(no_lane()) : no_lane();
  V f_best = all(1e300);
  for (int i = 0; i < slots; ++i) best[i] = theta[i];
  for (int s = options.first_start; s < options.starts; ++s) {
    for (int i = 0; i < slots; ++i) search[i] = theta[i];
    for (int i = 0; i < 4; ++i) {
      const double wanted = options.ratios ? start_ratios[s][i] : start_smoothing[s][i];
      const double low = options.lower[i], high = options.upper[i];
      search[i] = all(wanted < low ? low : wanted > high ? high : wanted);
    }
    if (T == no_trend) search[beta_slot] = search[slope_slot] = all(0.0);
    if (S == no_season) search[gamma_slot] = all(0.0);
    if (T != damped_trend) search[phi_slot] = all(1.0);
    to_natural<T, S>(search, natural, options.ratios, block.period);
    const V f_start =
        objective<Relative>(block, gradient_pass<T, S, Relative>(block, natural, free, w)) +
        penalty<T>(block, options, natural);
    solve(w, free.count, free.padded(), all(0.0), held);
    for (int i = 0; i < slots; ++i) moved[i] = search[i];
    for (int j = free.smoothing; j < free.count; ++j) moved[free.slots[j]] += w.step[j];
    const V f_moved = value<T, S, Relative>(block, moved, options, w);
    const M better = f_moved < f_start;
    const V f_here = select(better, f_moved, f_start);
    const M chosen = f_here < f_best;
    for (int i = 0; i < slots; ++i)
      best[i] = select(chosen, select(better, moved[i], search[i]), best[i]);
    f_best = select(chosen, f_here, f_best);
  }
  for (int i = 0; i < slots; ++i) theta[i] = best[i];
  return f_best;
}

/// F itself is rounded by less than this. A step that rises by no more is taken, so that near the optimum no rounding decides
/// between a step and none.
inline constexpr double rounding = 1e-10;

/// What an iteration keeps of each lane.
struct Progress {
  V f;       ///< at the best parameters so far
  V lambda;  ///< damping
  M active;  ///< still falling by more than the tolerance
};

/// One Levenberg-Marquardt iteration of the active lanes from `best`, searched parameters.
template <Trend T, Season S, bool Relative>
inline void iterate(const Block& block, V* best, Progress& lane, const EtsFitOptions& options,
                    Workspace& w) noexcept {
  const Free<T, S> free(block.period);
  const int size = free.padded();
  const int slots = season_slot + (S != no_season ? block.period : 0);
  V search[slot_count], natural[slot_count];
  M held[max_parameters];
  to_natural<T, S>(best, natural, options.ratios, block.period);
  const PassSums sums = gradient_pass<T, S, Relative>(block, natural, free, w);
  if (options.beta_penalty > 0.0 && T != no_trend) {
    // F/n is about log(sum v^2): the penalty enters the quadratic model with the same scale as the squares.
    const V strength = all(options.beta_penalty) * sums.squares;
    w.gradient[1] = fma(strength, natural[beta_slot], w.gradient[1]);
    w.matrix[size + 1] += strength;
  }
  if (options.ratios) chain_ratios<T, S>(best, free, w);
  for (int j = 0; j < free.count; ++j) {
    held[j] = no_lane();
    const int slot = free.slots[j];
    if (j < free.smoothing) {  // at a bound, and pushed outwards
      const M low = both(best[slot] <= all(options.lower[slot]), w.gradient[j] > all(0.0));
      const M high = both(best[slot] >= all(options.upper[slot]), w.gradient[j] < all(0.0));
      held[j] = either(low, high);
    }
  }
  M waiting = lane.active;
  const V f_before = lane.f;
  for (int trial = 0; trial < 7 && any(waiting); ++trial) {
    solve(w, free.count, size, lane.lambda, held);
    for (int i = 0; i < slots; ++i) search[i] = best[i];
    for (int j = 0; j < free.count; ++j) {
      const int slot = free.slots[j];
      V moved = best[slot] + w.step[j];
      if (j < free.smoothing)
        moved = smaller(larger(moved, all(options.lower[slot])), all(options.upper[slot]));
      search[slot] = moved;
    }
    const V f = value<T, S, Relative>(block, search, options, w);
    const M accepted = both(waiting, f < lane.f + all(rounding));
    for (int i = 0; i < slots; ++i) best[i] = select(accepted, search[i], best[i]);
    lane.f = select(accepted, f, lane.f);
    lane.lambda = select(accepted, lane.lambda * all(0.1),
                         select(waiting, lane.lambda * all(30.0), lane.lambda));
    waiting = both(waiting, negate(accepted));
  }
  lane.lambda = larger(lane.lambda, all(1e-9));
  lane.active = both(lane.active, f_before - lane.f > all(options.tolerance));
}

}  // namespace industria::lanes::INDUSTRIA_LANES
