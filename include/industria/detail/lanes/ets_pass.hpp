// SPDX-License-Identifier: Apache-2.0
// One pass of an ETS model over a block of series: the sum of squared residuals, and in the gradient form also the
// Gauss-Newton matrix over all parameters, initial states included.
//
// Residuals are v = y - f (additive error) or v = (y - f)/f (multiplicative). Minus twice the log-likelihood is
//   F = n log sum v^2 + 2 sum log|f|,      the last term for multiplicative errors only.
// F = n log sum u^2 with u = G v, G the geometric mean of |f|: a least-squares problem, so Gauss-Newton applies.
#pragma once

#include <industria/detail/lanes/lane.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

/// Components as template arguments; season 2 and relative errors are multiplicative.
enum Trend : int { no_trend, additive_trend, damped_trend };
enum Season : int { no_season, additive_season, multiplicative_season };

inline constexpr int max_period = 24;
inline constexpr int max_parameters =
    32;  // 4 smoothing + 2 states + 23 seasonal, padded to the tile size
inline constexpr int tile = 4;
inline constexpr int chunk =
    16;  // observations whose derivatives are buffered before the matrix is updated

/// W series that end together, in rows of W values: y[t * width + lane]; NaN where missing or before the series begins.
struct Block {
  const V* y;
  int n;           ///< rows
  int clean_from;  ///< from this row on no lane misses a value
  int period;
  int first_position;  ///< place of row 0 in the season, chosen so that the last row is always at period - 1
  V count;             ///< observed values of each lane
  V start;             ///< row of the lane's first observed value; the states are held before it
};

/// The full set of parameters and states, in this order, for a block: alpha, beta, gamma, phi, level, slope, season[period].
enum Slot : int {
  alpha_slot,
  beta_slot,
  gamma_slot,
  phi_slot,
  level_slot,
  slope_slot,
  season_slot
};

/// Which parameters of a model are free, as slots, smoothing parameters first. The last seasonal state follows from the others.
template <Trend T, Season S>
struct Free {
  static constexpr int smoothing = 1 + (T != no_trend) + (S != no_season) + (T == damped_trend);
  int slots[max_parameters] = {};
  int count = 0;
  explicit Free(int period) noexcept {
    slots[count++] = alpha_slot;
    if (T != no_trend) slots[count++] = beta_slot;
    if (S != no_season) slots[count++] = gamma_slot;
    if (T == damped_trend) slots[count++] = phi_slot;
    slots[count++] = level_slot;
    if (T != no_trend) slots[count++] = slope_slot;
    if (S != no_season) {
      for (int i = 0; i + 1 < period; ++i) slots[count++] = season_slot + i;
    }
  }
  [[nodiscard]] int padded() const noexcept { return (count + tile - 1) / tile * tile; }
};

/// Memory of one thread; about 150 kB for eight lanes.
struct alignas(64) Workspace {
  V rows[chunk * max_parameters];
  V matrix[max_parameters * max_parameters];
  V factor[max_parameters * max_parameters];
  V gradient[max_parameters];
  V log_gradient[max_parameters];
  V step[max_parameters];
  V d_level[max_parameters];
  V d_slope[max_parameters];
  V d_season[max_period * max_parameters];
  V season[max_period];
};

/// sum v^2 over the observed values, and sum log|f| for relative errors.
struct PassSums {
  V squares;
  V logs;
};

/// The last seasonal state from the others: they sum to 0, or to the period.
template <Season S>
inline void close_season(V* theta, int period) noexcept {
  if constexpr (S != no_season) {
    V sum = all(0.0);
    for (int i = 0; i + 1 < period; ++i) sum += theta[season_slot + i];
    theta[season_slot + period - 1] = (S == additive_season ? all(0.0) : all(period)) - sum;
  }
}

template <Trend T, Season S, bool Relative>
inline PassSums value_pass(const Block& block, const V* theta, Workspace& w) noexcept {
  const V alpha = theta[alpha_slot], beta = theta[beta_slot], gamma = theta[gamma_slot],
          phi = theta[phi_slot];
  V level = theta[level_slot], slope = theta[slope_slot];
  for (int i = 0; S != no_season && i < block.period; ++i) w.season[i] = theta[season_slot + i];
  V squares = all(0.0);
  LogProduct product;
  int position = block.first_position;
  for (int t = 0; t < block.n; ++t) {
    const V damped = T == damped_trend ? phi * slope : slope;
    const V trended = T == no_trend ? level : level + damped;
    const V seasonal = S == no_season ? all(0.0) : w.season[position];
    const V f = S == no_season         ? trended
                : S == additive_season ? trended + seasonal
                                       : trended * seasonal;
    const V y = block.y[t];
    V e = y - f;
    V v = Relative ? e / f : e;
    if (t < block.clean_from) {  // missing values and lanes that have not begun
      const M seen = y == y;
      e = select(seen, e, all(0.0));
      v = select(seen, v, all(0.0));
      if (Relative) product.multiply(select(seen, absolute(f), all(1.0)));
      const M begun = all(t) >= block.start;
      const V error = S == multiplicative_season ? e / seasonal : e;
      level = select(begun, fma(alpha, error, trended), level);
      if (T != no_trend) slope = select(begun, fma(beta, error, damped), slope);
      if (S != no_season) {
        const V z = S == multiplicative_season ? e / trended : e;
        w.season[position] = fma(gamma, z, seasonal);
      }
    } else {
      if (Relative) product.multiply(absolute(f));
      const V error = S == multiplicative_season ? e / seasonal : e;
      level = fma(alpha, error, trended);
      if (T != no_trend) slope = fma(beta, error, damped);
      if (S != no_season) {
        const V z = S == multiplicative_season ? e / trended : e;
        w.season[position] = fma(gamma, z, seasonal);
      }
    }
    squares = fma(v, v, squares);
    if (S != no_season) position = position + 1 == block.period ? 0 : position + 1;
    if (Relative && (t & 7) == 7) product.peel();
  }
  product.peel();
  return {squares, Relative ? product.value() : all(0.0)};
}

/// Adds rows' * rows of `count` buffered rows to the lower tiles of the matrix.
inline void add_products(Workspace& w, int count, int size) noexcept {
  for (int i0 = 0; i0 < size; i0 += tile) {
    for (int j0 = 0; j0 <= i0; j0 += tile) {
      V sum[tile][tile];
      for (int i = 0; i < tile; ++i) {
        for (int j = 0; j < tile; ++j) sum[i][j] = w.matrix[(i0 + i) * size + j0 + j];
      }
      for (int r = 0; r < count; ++r) {
        const V* row = w.rows + r * size;
        for (int i = 0; i < tile; ++i) {
          for (int j = 0; j < tile; ++j) sum[i][j] = fma(row[i0 + i], row[j0 + j], sum[i][j]);
        }
      }
      for (int i = 0; i < tile; ++i) {
        for (int j = 0; j < tile; ++j) w.matrix[(i0 + i) * size + j0 + j] = sum[i][j];
      }
    }
  }
}

/// As value_pass; fills w.matrix (lower triangle, padded size) with J'J and w.gradient with J'u, both divided by G^2.
template <Trend T, Season S, bool Relative>
inline PassSums gradient_pass(const Block& block, const V* theta, const Free<T, S>& free,
                              Workspace& w) noexcept {
  constexpr int j_alpha = 0;
  constexpr int j_beta = 1;
  constexpr int j_gamma = 1 + (T != no_trend);
  constexpr int j_phi = j_gamma + (S != no_season);
  constexpr int j_level = Free<T, S>::smoothing;
  constexpr int j_slope = j_level + 1;
  constexpr int j_season = j_level + 1 + (T != no_trend);
  const int size = free.padded();
  const int count = free.count;
  const V alpha = theta[alpha_slot], beta = theta[beta_slot], gamma = theta[gamma_slot],
          phi = theta[phi_slot];
  V level = theta[level_slot], slope = theta[slope_slot];

  for (int i = 0; i < size * size; ++i) w.matrix[i] = all(0.0);
  for (int j = 0; j < size; ++j) {
    w.gradient[j] = w.log_gradient[j] = w.d_level[j] = w.d_slope[j] = all(0.0);
    for (int r = 0; r < chunk; ++r) w.rows[r * size + j] = all(0.0);
  }
  w.d_level[j_level] = all(1.0);
  if constexpr (T != no_trend) w.d_slope[j_slope] = all(1.0);
  if constexpr (S != no_season) {
    for (int i = 0; i < block.period; ++i) {
      w.season[i] = theta[season_slot + i];
      for (int j = 0; j < size; ++j) w.d_season[i * size + j] = all(0.0);
    }
    for (int i = 0; i + 1 < block.period; ++i) {
      w.d_season[i * size + j_season + i] = all(1.0);
      w.d_season[(block.period - 1) * size + j_season + i] = all(-1.0);
    }
  }

  V squares = all(0.0);
  LogProduct product;
  int position = block.first_position;
  int buffered = 0;
  for (int t = 0; t < block.n; ++t) {
    const V damped = T == damped_trend ? phi * slope : slope;
    const V trended = T == no_trend ? level : level + damped;
    const V seasonal = S == no_season ? all(0.0) : w.season[position];
    const V f = S == no_season         ? trended
                : S == additive_season ? trended + seasonal
                                       : trended * seasonal;
    const V y = block.y[t];
    const bool clean = t >= block.clean_from;
    const M seen = y == y;
    const M begun = all(t) >= block.start;
    const V weight = clean ? all(1.0) : select(seen, all(1.0), all(0.0));
    const V e = clean ? y - f : select(seen, y - f, all(0.0));
    const V inverse_f = Relative ? weight / f : all(0.0);
    const V v = Relative ? e * inverse_f : e;
    const V inverse_s = S == multiplicative_season ? all(1.0) / seasonal : all(1.0);
    const V inverse_r = S == multiplicative_season ? all(1.0) / trended : all(1.0);
    const V x = S == multiplicative_season ? e * inverse_s : e;  // what drives level and slope
    const V z = S == multiplicative_season ? e * inverse_r : e;  // what drives the season
    const V v1 = (all(1.0) + v) * inverse_f;                     // -dv/df of relative errors
    V* row = w.rows + buffered * size;
    V* ds = w.d_season + position * size;
    const V level_next = fma(alpha, x, trended);
    const V slope_next = fma(beta, x, damped);

    for (int j = 0; j < count; ++j) {
      V d_damped = all(0.0);
      if constexpr (T == additive_trend) d_damped = w.d_slope[j];
      if constexpr (T == damped_trend) {
        d_damped = phi * w.d_slope[j];
        if (j == j_phi) d_damped += slope;
      }
      const V d_trended = T == no_trend ? w.d_level[j] : w.d_level[j] + d_damped;
      V d_f = d_trended;
      V d_seasonal = all(0.0);
      if constexpr (S != no_season) {
        d_seasonal = ds[j];
        d_f = S == additive_season ? d_trended + d_seasonal
                                   : fma(d_trended, seasonal, trended * d_seasonal);
      }
      const V d_e = clean ? -d_f : select(seen, -d_f, all(0.0));
      V d_x = d_e;
      V d_z = d_e;
      if constexpr (S == multiplicative_season) {
        d_x = fma(-x, d_seasonal, d_e) * inverse_s;
        d_z = fma(-z, d_trended, d_e) * inverse_r;
      }
      V d_level = fma(alpha, d_x, d_trended);
      if (j == j_alpha) d_level += x;
      V d_slope = all(0.0);
      if constexpr (T != no_trend) {
        d_slope = fma(beta, d_x, d_damped);
        if (j == j_beta) d_slope += x;
      }
      if (clean) {
        w.d_level[j] = d_level;
        if constexpr (T != no_trend) w.d_slope[j] = d_slope;
      } else {
        w.d_level[j] = select(begun, d_level, w.d_level[j]);
        if constexpr (T != no_trend) w.d_slope[j] = select(begun, d_slope, w.d_slope[j]);
      }
      if constexpr (S != no_season) {
        ds[j] = fma(gamma, d_z, d_seasonal);
        if (j == j_gamma) ds[j] += z;
      }
      const V d_v = Relative ? -(d_f * v1) : d_e;
      row[j] = d_v;
      w.gradient[j] = fma(v, d_v, w.gradient[j]);
      if constexpr (Relative) w.log_gradient[j] = fma(d_f, inverse_f, w.log_gradient[j]);
    }

    if (clean) {
      level = level_next;
      if (T != no_trend) slope = slope_next;
    } else {
      level = select(begun, level_next, level);
      if (T != no_trend) slope = select(begun, slope_next, slope);
    }
    if constexpr (S != no_season) {
      w.season[position] = fma(gamma, z, seasonal);
      position = position + 1 == block.period ? 0 : position + 1;
    }
    if constexpr (Relative) {
      product.multiply(clean ? absolute(f) : select(seen, absolute(f), all(1.0)));
      if ((t & 7) == 7) product.peel();
    }
    squares = fma(v, v, squares);
    if (++buffered == chunk) {
      add_products(w, buffered, size);
      buffered = 0;
    }
  }
  if (buffered > 0) add_products(w, buffered, size);
  product.peel();

  if constexpr (Relative) {  // the part of u = G v that comes from G
    const V inverse_count = all(1.0) / block.count;
    for (int i = 0; i < count; ++i) w.log_gradient[i] *= inverse_count;
    for (int i = 0; i < count; ++i) {
      for (int j = 0; j <= i; ++j) {
        const V cross = fma(w.log_gradient[i], w.gradient[j], w.log_gradient[j] * w.gradient[i]);
        w.matrix[i * size + j] += fma(w.log_gradient[i] * w.log_gradient[j], squares, cross);
      }
    }
    for (int i = 0; i < count; ++i) w.gradient[i] = fma(w.log_gradient[i], squares, w.gradient[i]);
  }
  return {squares, Relative ? product.value() : all(0.0)};
}

}  // namespace industria::lanes::INDUSTRIA_LANES
