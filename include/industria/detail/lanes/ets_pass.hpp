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
  V errors[chunk];
  V ratios[chunk];
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

/// One observation: the forecast's parts, the error, and what drives the states. Where a lane has no value, nothing does.
/// `Clean`: no lane misses a value here.
template <Trend T, Season S, bool Relative, bool Clean>
struct Step {
  V damped, trended, f, v;
  V x, z;                        ///< level and slope move by alpha x and beta x, the seasonal state by gamma z
  V inverse_s, inverse_r, inverse_f;  ///< of seasonal state, trended level, forecast, where they are needed
  M seen, begun;

  Step(const Block& block, int t, V level, V slope, V seasonal, V phi) noexcept {
    const V one = all(1.0), zero = all(0.0), y = block.y[t];
    damped = T == damped_trend ? phi * slope : slope;
    trended = T == no_trend ? level : level + damped;
    f = S == no_season ? trended : S == additive_season ? trended + seasonal : trended * seasonal;
    seen = y == y;
    begun = all(t) >= block.start;
    const V e = Clean ? y - f : select(seen, y - f, zero);
    x = z = v = e;
    if constexpr (S == multiplicative_season) {  // the seasonal state is known a season ahead: its inverse delays nothing
      inverse_s = one / seasonal;
      inverse_r = one / trended;
      x = e * inverse_s;
      z = e * inverse_r;
    }
    if constexpr (Relative) {
      inverse_f = S == multiplicative_season ? inverse_s * inverse_r : one / f;
      v = Clean ? e * inverse_f : select(seen, e * inverse_f, zero);
    }
  }

  /// a where the lane has begun, b before.
  [[nodiscard]] V moved(V a, V b) const noexcept { return Clean ? a : select(begun, a, b); }
  [[nodiscard]] V size() const noexcept {
    return Clean ? absolute(f) : select(seen, absolute(f), all(1.0));
  }
};

/// Runs `step<Clean>(t)` over a block's rows.
template <class F>
inline void for_rows(const Block& block, F&& step) noexcept {
  for (int t = 0; t < block.clean_from; ++t) step.template operator()<false>(t);
  for (int t = block.clean_from; t < block.n; ++t) step.template operator()<true>(t);
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
  for_rows(block, [&]<bool Clean>(int t) {
    const V seasonal = S == no_season ? all(0.0) : w.season[position];
    const Step<T, S, Relative, Clean> s(block, t, level, slope, seasonal, phi);
    level = s.moved(fma(alpha, s.x, s.trended), level);
    if constexpr (T != no_trend) slope = s.moved(fma(beta, s.x, s.damped), slope);
    if constexpr (S != no_season) {
      w.season[position] = fma(gamma, s.z, seasonal);
      position = position + 1 == block.period ? 0 : position + 1;
    }
    squares = fma(s.v, s.v, squares);
    if constexpr (Relative) {
      product.multiply(s.size());
      if ((t & 7) == 7) product.peel();
    }
  });
  product.peel();
  return {squares, Relative ? product.value() : all(0.0)};
}

/// Adds `count` buffered rows to H rows of the matrix from row i0 on, in tiles that stay in registers: lower triangle only. The
/// diagonal tile also carries the sums of v row and of u row, u = -f/y: the gradient, and that of log|f|.
template <int H, bool Relative>
inline void add_tiles(Workspace& w, int i0, int count, int size) noexcept {
  for (int j0 = 0; j0 < i0; j0 += tile) {
    V sum[H][tile];
    for (int i = 0; i < H; ++i) {
      for (int j = 0; j < tile; ++j) sum[i][j] = w.matrix[(i0 + i) * size + j0 + j];
    }
    for (int r = 0; r < count; ++r) {
      const V* const row = w.rows + r * size;
      for (int i = 0; i < H; ++i) {
        for (int j = 0; j < tile; ++j) sum[i][j] = fma(row[i0 + i], row[j0 + j], sum[i][j]);
      }
    }
    for (int i = 0; i < H; ++i) {
      for (int j = 0; j < tile; ++j) w.matrix[(i0 + i) * size + j0 + j] = sum[i][j];
    }
  }
  V sum[H][H], gradient[H], logs[H];
  for (int i = 0; i < H; ++i) {
    for (int j = 0; j <= i; ++j) sum[i][j] = w.matrix[(i0 + i) * size + i0 + j];
    gradient[i] = w.gradient[i0 + i];
    if constexpr (Relative) logs[i] = w.log_gradient[i0 + i];
  }
  for (int r = 0; r < count; ++r) {
    const V* const row = w.rows + r * size + i0;
    for (int i = 0; i < H; ++i) {
      for (int j = 0; j <= i; ++j) sum[i][j] = fma(row[i], row[j], sum[i][j]);
      gradient[i] = fma(row[i], w.errors[r], gradient[i]);
      if constexpr (Relative) logs[i] = fma(row[i], w.ratios[r], logs[i]);
    }
  }
  for (int i = 0; i < H; ++i) {
    for (int j = 0; j <= i; ++j) w.matrix[(i0 + i) * size + i0 + j] = sum[i][j];
    w.gradient[i0 + i] = gradient[i];
    if constexpr (Relative) w.log_gradient[i0 + i] = logs[i];
  }
}

/// Adds the products of `buffered` rows of `count` derivatives.
template <bool Relative>
inline void add_products(Workspace& w, int buffered, int count, int size) noexcept {
  int i0 = 0;
  for (; i0 + tile <= count; i0 += tile) add_tiles<tile, Relative>(w, i0, buffered, size);
  switch (count - i0) {
    case 1: return add_tiles<1, Relative>(w, i0, buffered, size);
    case 2: return add_tiles<2, Relative>(w, i0, buffered, size);
    case 3: return add_tiles<3, Relative>(w, i0, buffered, size);
    default: return;
  }
}

/// As value_pass; fills w.matrix (lower triangle, padded size) with J'J and w.gradient with J'u, both divided by G^2.
template <Trend T, Season S, bool Relative>
inline PassSums gradient_pass(const Block& block, const V* theta, const Free<T, S>& free,
                              Workspace& w) noexcept {
  constexpr int smoothing = Free<T, S>::smoothing;
  constexpr int j_alpha = 0;
  constexpr int j_beta = T != no_trend ? 1 : -1;
  constexpr int j_gamma = S != no_season ? 1 + (T != no_trend) : -1;
  constexpr int j_phi = T == damped_trend ? smoothing - 1 : -1;
  constexpr int j_season = smoothing + 1 + (T != no_trend);
  const int size = free.padded();
  const int count = free.count;
  const V alpha = theta[alpha_slot], beta = theta[beta_slot], gamma = theta[gamma_slot],
          phi = theta[phi_slot];
  const V zero = all(0.0), one = all(1.0);
  V level = theta[level_slot], slope = theta[slope_slot];

  for (int i = 0; i < count * size; ++i) w.matrix[i] = zero;
  for (int j = 0; j < count; ++j)
    w.gradient[j] = w.log_gradient[j] = w.d_level[j] = w.d_slope[j] = zero;
  w.d_level[smoothing] = one;
  if constexpr (T != no_trend) w.d_slope[smoothing + 1] = one;
  if constexpr (S != no_season) {
    for (int i = 0; i < block.period; ++i) {
      w.season[i] = theta[season_slot + i];
      for (int j = 0; j < count; ++j) w.d_season[i * size + j] = zero;
    }
    for (int i = 0; i + 1 < block.period; ++i) {
      w.d_season[i * size + j_season + i] = one;
      w.d_season[(block.period - 1) * size + j_season + i] = -one;
    }
  }

  V squares = zero;
  LogProduct product;
  int position = block.first_position;
  int buffered = 0;
  for_rows(block, [&]<bool Clean>(int t) {
    const V seasonal = S == no_season ? zero : w.season[position];
    const Step<T, S, Relative, Clean> s(block, t, level, slope, seasonal, phi);
    V* const row = w.rows + buffered * size;
    V* const ds = w.d_season + position * size;
    const V weight = Clean ? one : select(s.seen, one, zero);
    // dv = -(1 + v)/f df for relative errors, -df else
    const V by_f = Relative ? -(weight + s.v) * s.inverse_f : -weight;
    // By the trended level r and the seasonal state c: x = y/c - r and z = y/r - c if the season multiplies, else both y - r - c.
    V by_r = by_f, by_c = by_f;
    V x_c = -weight, z_r = -weight;
    if constexpr (S == multiplicative_season) {
      by_r *= seasonal;
      by_c *= s.trended;
      const V y = Clean ? block.y[t] : select(s.seen, block.y[t], zero);
      x_c = -(y * s.inverse_s) * s.inverse_s;
      z_r = -(y * s.inverse_r) * s.inverse_r;
    }
    const V level_r = fma(-alpha, weight, one), level_c = alpha * x_c;
    const V slope_r = -beta * weight, slope_c = beta * x_c;
    const V season_c = fma(-gamma, weight, one), season_r = gamma * z_r;

    const auto column = [&]<bool Alpha, bool Beta, bool Gamma, bool Phi>(int j) {
      V d_damped = zero;
      if constexpr (T == additive_trend) d_damped = w.d_slope[j];
      if constexpr (T == damped_trend) {
        d_damped = phi * w.d_slope[j];
        if constexpr (Phi) d_damped += slope;
      }
      const V d_r = T == no_trend ? w.d_level[j] : w.d_level[j] + d_damped;
      V d_v = by_r * d_r;
      V d_level = level_r * d_r;
      V d_slope = T == no_trend ? zero : fma(slope_r, d_r, d_damped);
      if constexpr (S != no_season) {
        const V d_c = ds[j];
        d_v = fma(by_c, d_c, d_v);
        d_level = fma(level_c, d_c, d_level);
        if constexpr (T != no_trend) d_slope = fma(slope_c, d_c, d_slope);
        V d_season = fma(season_r, d_r, season_c * d_c);
        if constexpr (Gamma) d_season += s.z;
        ds[j] = d_season;
      }
      if constexpr (Alpha) d_level += s.x;
      if constexpr (Beta) d_slope += s.x;
      w.d_level[j] = s.moved(d_level, w.d_level[j]);
      if constexpr (T != no_trend) w.d_slope[j] = s.moved(d_slope, w.d_slope[j]);
      row[j] = d_v;
    };
    column.template operator()<true, false, false, false>(j_alpha);
    if constexpr (T != no_trend) column.template operator()<false, true, false, false>(j_beta);
    if constexpr (S != no_season) column.template operator()<false, false, true, false>(j_gamma);
    if constexpr (T == damped_trend) column.template operator()<false, false, false, true>(j_phi);
    for (int j = smoothing; j < count; ++j)
      column.template operator()<false, false, false, false>(j);

    w.errors[buffered] = s.v;
    // d log|f| = df/f = -dv/(1 + v)
    if constexpr (Relative) w.ratios[buffered] = -one / (one + s.v);
    level = s.moved(fma(alpha, s.x, s.trended), level);
    if constexpr (T != no_trend) slope = s.moved(fma(beta, s.x, s.damped), slope);
    if constexpr (S != no_season) {
      w.season[position] = fma(gamma, s.z, seasonal);
      position = position + 1 == block.period ? 0 : position + 1;
    }
    squares = fma(s.v, s.v, squares);
    if constexpr (Relative) {
      product.multiply(s.size());
      if ((t & 7) == 7) product.peel();
    }
    if (++buffered == chunk) {
      add_products<Relative>(w, buffered, count, size);
      buffered = 0;
    }
  });
  if (buffered > 0) add_products<Relative>(w, buffered, count, size);
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
