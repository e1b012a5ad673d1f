// SPDX-License-Identifier: Apache-2.0
// The seasonal test and classical decomposition in lanes, for series that begin together: the arithmetic of series/seasonality.hpp,
// every lane for itself.
#pragma once

#include <industria/detail/lanes/lane.hpp>
#include <industria/detail/lanes/theta_kernels.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

/// A block of series made ready for test and decomposition.
struct ThetaBlock {
  const V* y;
  int rows;
  int full_rows;
  V length;
  bool gaps;

  /// Lanes whose series has a row t.
  [[nodiscard]] M alive(int t) const noexcept { return all(t) < length; }
};

/// Copies y to `out`; inner gaps are bridged by a straight line, rows after the end are 0.
inline void theta_bridge(const ThetaBlock& block, V* out) noexcept {
  if (!block.gaps) {
    for (int t = 0; t < block.full_rows; ++t) out[t] = block.y[t];
    for (int t = block.full_rows; t < block.rows; ++t)
      out[t] = select(block.alive(t), block.y[t], all(0.0));
    return;
  }
  for (int i = 0; i < width; ++i) {
    int last = -1;
    for (int t = 0; t < block.rows; ++t) {
      const double value = lane(block.y[t], i);
      if (value != value) {
        set_lane(out[t], i, 0.0);
        continue;
      }
      if (last >= 0 && t > last + 1) {
        const double from = lane(block.y[last], i);
        const double slope = (value - from) / (t - last);
        for (int u = last + 1; u < t; ++u) set_lane(out[u], i, from + slope * (u - last));
      }
      set_lane(out[t], i, value);
      last = t;
    }
  }
}

/// Autocorrelation test at lag `period`. `centred` is memory of period + rows rows.
inline M theta_is_seasonal(const ThetaBlock& block, const V* bridged, int period,
                           V* centred) noexcept {
  V sum = all(0.0);
  for (int t = 0; t < block.rows; ++t) sum += bridged[t];
  const V mean = sum / block.length;
  for (int t = 0; t < period; ++t) centred[t] = all(0.0);  // before the beginning
  V* const d = centred + period;
  for (int t = 0; t < block.full_rows; ++t) d[t] = bridged[t] - mean;
  for (int t = block.full_rows; t < block.rows; ++t)
    d[t] = select(block.alive(t), bridged[t] - mean, all(0.0));

  V variance = all(0.0);
  for (int t = 0; t < block.rows; ++t) variance = fma(d[t], d[t], variance);
  V squares = all(0.0);
  V r = all(0.0);
  int lag = 1;
  for (; lag + 3 < period; lag += 4) {  // four lags share the loads
    V a = all(0.0), b = all(0.0), c = all(0.0), e = all(0.0);
    for (int t = 0; t < block.rows; ++t) {
      const V now = d[t];
      a = fma(now, d[t - lag], a);
      b = fma(now, d[t - lag - 1], b);
      c = fma(now, d[t - lag - 2], c);
      e = fma(now, d[t - lag - 3], e);
    }
    a /= variance, b /= variance, c /= variance, e /= variance;
    squares = fma(e, e, fma(c, c, fma(b, b, fma(a, a, squares))));
  }
  for (; lag <= period; ++lag) {
    V a = all(0.0);
    for (int t = 0; t < block.rows; ++t) a = fma(d[t], d[t - lag], a);
    r = a / variance;
    if (lag < period) squares = fma(r, r, squares);
  }
  const V limit = all(1.645) * sqrt(fma(all(2.0), squares, all(1.0)) / block.length);
  return both(variance > all(0.0), absolute(r) > limit);
}

/// Centred moving means of the bridged series: trend[t] for period/2 <= t < length - period/2.
inline void theta_trend(const ThetaBlock& block, const V* bridged, int period, V* trend) noexcept {
  const int half = period / 2;
  const V weight = all(1.0 / period);
  for (int t = half; t + half < block.rows; ++t) {
    V sum = period % 2 == 0 ? all(0.5) * (bridged[t - half] + bridged[t + half])
                            : bridged[t - half] + bridged[t + half];
    for (int u = t - half + 1; u < t + half; ++u) sum += bridged[u];
    trend[t] = sum * weight;
  }
}

/// Mean deviation (or ratio) of each position, normalised; with `shrink` drawn towards none by the James-Stein factor of shrunk_figure()
/// in detail/series_seasonal_figure.hpp. False where a position has no value or the factor is 0.
template <bool Ratios>
inline M theta_figure(const ThetaBlock& block, const V* trend, int period, bool shrink, V* figure,
                      V* count, V* squares) noexcept {
  const int half = period / 2;
  for (int i = 0; i < period; ++i) figure[i] = count[i] = squares[i] = all(0.0);
  for (int t = half, i = half % period; t + half < block.rows;
       ++t, i = i + 1 == period ? 0 : i + 1) {
    const V y = block.y[t];
    const M seen = both(block.alive(t + half), y == y);
    const V deviation = select(seen, Ratios ? y / trend[t] - all(1.0) : y - trend[t], all(0.0));
    figure[i] += deviation;
    squares[i] = fma(deviation, deviation, squares[i]);
    count[i] += select(seen, all(1.0), all(0.0));
  }
  M complete = negate(no_lane());
  V sum = all(0.0), noise = all(0.0);
  for (int i = 0; i < period; ++i) {
    complete = both(complete, count[i] > all(0.0));
    const V n = larger(count[i], all(1.0));
    const V mean = figure[i] / n;
    const V about = larger(fma(-mean, figure[i], squares[i]), all(0.0));
    noise += select(n > all(1.0), about / (larger(n - all(1.0), all(1.0)) * n), all(0.0));
    figure[i] = Ratios ? all(1.0) + mean : mean;
    sum += figure[i];
  }
  const V mean = sum / all(period);
  for (int i = 0; i < period; ++i) figure[i] = Ratios ? figure[i] / mean : figure[i] - mean;
  if (!shrink) return complete;
  const V none = all(Ratios ? 1.0 : 0.0);
  V spread = all(0.0);
  for (int i = 0; i < period; ++i) {
    const V d = figure[i] - none;
    spread = fma(d, d, spread);
  }
  // noise / period against spread / (period - 1), by (period - 3) / (period - 1).
  const double freedom = period > 4 ? period - 3.0 : 1.0;
  const V factor = all(1.0) - all(freedom / period) * noise / spread;
  complete = both(complete, both(spread > all(0.0), factor > all(0.0)));
  for (int i = 0; i < period; ++i)
    figure[i] = select(complete, fma(factor, figure[i] - none, none), figure[i]);
  return complete;
}

/// The season of each lane, by position from the first value on: a ratio where `multiplicative` is asked for, all values are positive and
/// no ratio is below 0.01; else a difference; where there is none the figure is 1 with the code 0.
/// Returns the code (ThetaResult::theta_season). `memory` has 2 * rows + 4 * period rows.
inline V theta_season_of(const ThetaBlock& block, const ThetaTask& task, V* figure,
                         V* memory) noexcept {
  const int period = task.period;
  const V testable = *reinterpret_cast<const V*>(task.testable);
  for (int i = 0; i < period; ++i) figure[i] = all(1.0);
  if (period < 2 || !any(testable > all(0.0))) return all(0.0);
  V* const bridged = memory;
  V* const work = memory + block.rows;  // centred values, then the trend
  V* const other = memory + 2 * block.rows + period;
  V* const count = other + period;
  V* const squares = count + period;
  theta_bridge(block, bridged);
  M seasonal = testable > all(0.0);
  if (!task.shrink) seasonal = both(seasonal, theta_is_seasonal(block, bridged, period, work));
  if (!any(seasonal)) return all(0.0);
  theta_trend(block, bridged, period, work);

  M ratios = no_lane();
  M differences = seasonal;
  V code = all(0.0);
  if (task.multiplicative) {
    ratios = seasonal;
    for (int t = 0; t < block.rows; ++t)
      ratios = both(ratios, either(bridged[t] > all(0.0), negate(block.alive(t))));
    const M found = theta_figure<true>(block, work, period, task.shrink, other, count, squares);
    for (int i = 0; i < period; ++i)
      ratios = both(ratios, either(other[i] >= all(0.01), negate(found)));
    differences = both(seasonal, negate(ratios));
    ratios = both(ratios, found);
    for (int i = 0; i < period; ++i) figure[i] = select(ratios, other[i], figure[i]);
    code = select(ratios, all(2.0), code);
  }
  if (any(differences)) {
    differences = both(
        differences, theta_figure<false>(block, work, period, task.shrink, other, count, squares));
    for (int i = 0; i < period; ++i) figure[i] = select(differences, other[i], figure[i]);
    code = select(differences, all(1.0), code);
  }
  return code;
}

}  // namespace industria::lanes::INDUSTRIA_LANES
