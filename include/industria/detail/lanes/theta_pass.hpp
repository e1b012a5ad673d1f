// SPDX-License-Identifier: Apache-2.0
// One pass of the Theta recursion over a block, for several values of alpha at once. For a fixed alpha the one-step errors are linear
// in the initial level l and in w = 1 - 1/theta, so that a pass collects the normal equations of those two and the best
// sum of squares follows in closed form.
#pragma once

#include <industria/detail/lanes/theta_season.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

/// A row of the adjusted series with the line A + B t that its forecast uses.
struct ThetaCell {
  V x;  ///< NaN where missing and after the end
  V intercept;
  V slope;
};

/// Sums behind the line of the values seen so far: of time and value.
struct ThetaLineSums {
  V count = all(0.0);
  V mean_t = all(0.0);
  V mean_x = all(0.0);
  V spread_t = all(0.0);  ///< sum of (t - mean)^2
  V slope = all(0.0);
  V intercept = all(0.0);

  /// Takes value x at time t into the lanes of `where`.
  void add(V x, V t, M where) noexcept {
    const V n = count + all(1.0);
    const V dt = t - mean_t;
    const V dx = x - mean_x;
    const V new_mean_t = mean_t + dt / n;
    const V new_mean_x = mean_x + dx / n;
    const V new_spread = fma(dt, t - new_mean_t, spread_t);
    const V product = fma(dt, x - new_mean_x, slope * spread_t);
    const V new_slope = select(new_spread > all(0.0), product / new_spread, all(0.0));
    count = select(where, n, count);
    mean_t = select(where, new_mean_t, mean_t);
    mean_x = select(where, new_mean_x, mean_x);
    spread_t = select(where, new_spread, spread_t);
    slope = select(where, new_slope, slope);
    intercept = fma(-slope, mean_t, mean_x);
  }
};

/// Everything the passes over one block need.
struct ThetaFitBlock {
  ThetaCell* cells;
  int rows;
  int full_rows;
  int max_skip;
  V length;
  V skip;
  V w_low;
  V w_high;
  ThetaLineSums end;  ///< after each lane's last value

  [[nodiscard]] M counted(int t) const noexcept {
    const V x = cells[t].x;
    return both(x == x, all(t) >= skip);
  }
};

/// Line of all values, the same for every row.
inline void theta_fixed_line(ThetaFitBlock& block) noexcept {
  V n = all(0.0), st = all(0.0), sx = all(0.0);
  for (int t = 0; t < block.rows; ++t) {
    const V x = block.cells[t].x;
    const M seen = x == x;
    n += select(seen, all(1.0), all(0.0));
    st += select(seen, all(t + 1.0), all(0.0));
    sx += select(seen, x, all(0.0));
  }
  const V mean_t = st / n, mean_x = sx / n;
  V spread = all(0.0), product = all(0.0);
  for (int t = 0; t < block.rows; ++t) {
    const V x = block.cells[t].x;
    const M seen = x == x;
    const V dt = select(seen, all(t + 1.0) - mean_t, all(0.0));
    spread = fma(dt, dt, spread);
    product = fma(dt, select(seen, x - mean_x, all(0.0)), product);
  }
  const V slope = select(spread > all(0.0), product / spread, all(0.0));
  const V intercept = fma(-slope, mean_t, mean_x);
  for (int t = 0; t < block.rows; ++t) {
    block.cells[t].intercept = intercept;
    block.cells[t].slope = slope;
  }
  block.end.slope = slope;
  block.end.intercept = intercept;
}

/// Line of the values before each row; zero before the first.
template <bool Gaps>
inline void theta_growing_line(ThetaFitBlock& block) noexcept {
  ThetaLineSums line;
  for (int t = 0; t < block.rows; ++t) {
    ThetaCell& cell = block.cells[t];
    cell.intercept = line.intercept;
    cell.slope = line.slope;
    const M seen = cell.x == cell.x;
    const double time = t + 1.0;
    if constexpr (Gaps) {
      line.add(cell.x, all(time), seen);
    } else {  // times are 1, 2, ...: their sums are known
      const V move = (cell.x - line.mean_x) * all(1.0 / time);
      const V slope =
          t == 0 ? all(0.0)
                 : fma(all(time - 2.0), line.slope, all(6.0) * move) * all(1.0 / (time + 1.0));
      line.mean_x = select(seen, line.mean_x + move, line.mean_x);
      line.slope = select(seen, slope, line.slope);
      line.intercept =
          select(seen, fma(-line.slope, all(0.5 * (time + 1.0)), line.mean_x), line.intercept);
    }
  }
  if constexpr (!Gaps) {
    const V n = block.length;
    line.count = n;
    line.mean_t = all(0.5) * (n + all(1.0));
    line.spread_t = n * fma(n, n, all(-1.0)) * all(1.0 / 12.0);
  }
  block.end = line;
}

/// Normal equations about a base point (level, w): products of the errors there with the two columns, and of the columns.
struct ThetaSums {
  V ee = all(0.0);
  V le = all(0.0), ll = all(0.0);
  V we = all(0.0), lw = all(0.0), ww = all(0.0);
};

template <int K>
struct ThetaState {
  V alpha[K];
  V keep[K];  ///< 1 - alpha
  V level[K];
  V power[K];       ///< (1 - alpha)^(t - 1)
  V total[K];       ///< (1 - (1 - alpha)^t) / alpha, as the sum of the powers
  V level_part[K];  ///< with gaps: derivative of the level by l_0, otherwise equal to power
  V carry[K];       ///< with gaps: derivative of the level by w, otherwise 0
  ThetaSums sums[K];
};

template <bool Free, bool Gaps, bool Masked, int K>
inline void theta_step(ThetaState<K>& s, const ThetaCell& cell, M counted, V w) noexcept {
  const M seen = cell.x == cell.x;
  for (int k = 0; k < K; ++k) {
    s.total[k] += s.power[k];
    const V part = fma(s.total[k], cell.slope, s.power[k] * cell.intercept);
    V by_level = Gaps ? s.level_part[k] : s.power[k];
    V by_w = Gaps ? part + s.carry[k] : part;
    const V distance = Gaps ? select(seen, cell.x - s.level[k], w * part) : cell.x - s.level[k];
    V error = fma(-w, part, distance);
    if constexpr (Masked) {
      error = select(counted, error, all(0.0));
      by_level = select(counted, by_level, all(0.0));
      by_w = select(counted, by_w, all(0.0));
    }
    ThetaSums& sums = s.sums[k];
    sums.ee = fma(error, error, sums.ee);
    sums.le = fma(by_level, error, sums.le);
    sums.ll = fma(by_level, by_level, sums.ll);
    if constexpr (Free) {
      sums.we = fma(by_w, error, sums.we);
      sums.lw = fma(by_level, by_w, sums.lw);
      sums.ww = fma(by_w, by_w, sums.ww);
    }
    s.level[k] = fma(s.alpha[k], distance, s.level[k]);
    if constexpr (Gaps) {
      s.level_part[k] = select(seen, s.keep[k] * s.level_part[k], s.level_part[k]);
      s.carry[k] = select(seen, s.keep[k] * s.carry[k], fma(s.alpha[k], part, s.carry[k]));
    }
    s.power[k] *= s.keep[k];
  }
}

/// Normal equations for K values of alpha about (level, w).
template <bool Free, bool Gaps, int K>
inline void theta_pass(const ThetaFitBlock& block, const V* alpha, V level, V w,
                       ThetaSums* out) noexcept {
  ThetaState<K> s;
  for (int k = 0; k < K; ++k) {
    s.alpha[k] = alpha[k];
    s.keep[k] = all(1.0) - alpha[k];
    s.level[k] = level;
    s.power[k] = s.level_part[k] = all(1.0);
    s.total[k] = s.carry[k] = all(0.0);
    s.sums[k] = ThetaSums{};
  }
  const ThetaCell* const cells = block.cells;
  int t = 0;
  if constexpr (!Gaps) {
    const int head = block.max_skip < block.full_rows ? block.max_skip : block.full_rows;
    for (; t < head; ++t) theta_step<Free, false, true, K>(s, cells[t], block.counted(t), w);
    for (; t < block.full_rows; ++t) theta_step<Free, false, false, K>(s, cells[t], no_lane(), w);
  }
  for (; t < block.rows; ++t) theta_step<Free, Gaps, true, K>(s, cells[t], block.counted(t), w);
  for (int k = 0; k < K; ++k) out[k] = s.sums[k];
}

/// The best (level, w) for one alpha and its sum of squares.
struct ThetaPoint {
  V sse;
  V level;
  V w;
};

template <bool Free>
inline ThetaPoint theta_solve(const ThetaFitBlock& block, const ThetaSums& s, V level,
                              V w) noexcept {
  V dw = all(0.0);
  if constexpr (Free) {
    const V determinant = fma(s.ll, s.ww, -(s.lw * s.lw));
    const V wanted = w + fma(s.ll, s.we, -(s.lw * s.le)) / determinant;
    const M solvable = determinant > all(1e-14) * s.ll * s.ww;
    dw = select(solvable, smaller(larger(wanted, block.w_low), block.w_high), block.w_low) - w;
  }
  const V dl = fma(-dw, s.lw, s.le) / s.ll;
  const V gain = fma(dl, fma(-dl, s.ll, s.le + s.le),
                     dw * fma(-dw, s.ww, fma(all(-2.0) * dl, s.lw, s.we + s.we)));
  const V sse = larger(s.ee - gain, all(0.0));
  return {select(is_finite(s.ee - gain), sse, all(1e300)), level + dl, w + dw};
}

}  // namespace industria::lanes::INDUSTRIA_LANES
