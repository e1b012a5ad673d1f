// SPDX-License-Identifier: Apache-2.0
// Fits one Theta model to a block of series in lock step: season, line, a grid over alpha, parabolas around its one or two
// valleys, and the path. A lane's arithmetic depends on nothing but its own series.
#pragma once

#include <industria/detail/lanes/theta_pass.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

/// Three values of alpha around a floor, in order, with their sums of squares.
struct ThetaBracket {
  V x[3];
  V f[3];

  /// The lowest of the three.
  [[nodiscard]] V lowest() const noexcept { return smaller(smaller(f[0], f[2]), f[1]); }

  /// Where the parabola through the three has its floor between the outer two, and how far below the lowest of them. Where it has
  /// none: the best of the three, 0.
  void floor(V& place, V& gain) const noexcept {
    const V g0 = (f[0] - f[1]) / (x[0] - x[1]);
    const V g2 = (f[2] - f[1]) / (x[2] - x[1]);
    const V bend = (g0 - g2) / (x[0] - x[2]);
    const V slope = fma(-bend, x[0] - x[1], g0);
    const V move = all(-0.5) * slope / bend;
    const M bowl = both(bend > all(0.0), is_finite(move));
    const V vertex = smaller(larger(x[1] + move, x[0]), x[2]);
    const V moved = vertex - x[1];
    V best = select(f[0] < f[1], x[0], x[1]);
    best = select(f[2] < smaller(f[0], f[1]), x[2], best);
    place = select(bowl, vertex, best);
    gain = select(bowl, lowest() - fma(fma(bend, moved, slope), moved, f[1]), all(0.0));
  }
};

/// Sorts by x: a[i], a[j] with their f.
inline void theta_order(V& xa, V& fa, V& xb, V& fb) noexcept {
  const M swap = xb < xa;
  const V x = xa, f = fa;
  xa = select(swap, xb, xa);
  fa = select(swap, fb, fa);
  xb = select(swap, x, xb);
  fb = select(swap, f, fb);
}

/// Narrows the brackets of the lanes of `open` until a parabola promises less than 1e-12 of the sum of squares.
template <bool Free, bool Gaps>
inline void theta_refine(const ThetaFitBlock& block, ThetaBracket& bracket, V level, V w, M open,
                         V low, V high) noexcept {
  V reach = all(0.05) * (bracket.x[2] - bracket.x[0]);
  for (int round = 0; round < 12; ++round) {
    V place, gain;
    bracket.floor(place, gain);
    if (round > 1) open = both(open, gain > all(1e-12) * bracket.lowest());
    if (!any(open)) return;
    // Never on a bound itself: it is in the bracket already if it is near.
    const V alpha[2] = {larger(place - reach, fma(all(0.3), reach, low)),
                        smaller(place + reach, fma(all(-0.3), reach, high))};
    ThetaSums sums[2];
    theta_pass<Free, Gaps, 2>(block, alpha, level, w, sums);
    V x[5] = {bracket.x[0], bracket.x[1], bracket.x[2], alpha[0], alpha[1]};
    V f[5] = {bracket.f[0], bracket.f[1], bracket.f[2],
              theta_solve<Free>(block, sums[0], level, w).sse,
              theta_solve<Free>(block, sums[1], level, w).sse};
    // The first three and the last two are in order: merge.
    for (int i = 2; i >= 0; --i) theta_order(x[i], f[i], x[i + 1], f[i + 1]);
    for (int i = 3; i >= 1; --i) theta_order(x[i], f[i], x[i + 1], f[i + 1]);
    // The lowest of the five with its neighbours; at an end, the three there.
    V best_f = smaller(f[0], f[1]);
    ThetaBracket next{{x[0], x[1], x[2]}, {f[0], f[1], f[2]}};
    for (int i = 2; i <= 3; ++i) {
      const V here = i == 3 ? smaller(f[3], f[4]) : f[i];
      const M better = here < best_f;
      best_f = select(better, here, best_f);
      for (int j = 0; j < 3; ++j) {
        next.x[j] = select(better, x[i - 1 + j], next.x[j]);
        next.f[j] = select(better, f[i - 1 + j], next.f[j]);
      }
    }
    for (int j = 0; j < 3; ++j) {
      bracket.x[j] = select(open, next.x[j], bracket.x[j]);
      bracket.f[j] = select(open, next.f[j], bracket.f[j]);
    }
    reach = larger(all(0.08) * reach, all(1e-7));
  }
}

/// Best alpha, level and w of each lane.
template <bool Free, bool Gaps>
inline void theta_search(const ThetaFitBlock& block, const ThetaTask& task, V* sse, V& alpha,
                         V& level, V& w) noexcept {
  const double step = (task.alpha_high - task.alpha_low) / theta_grid;
  const V start = block.cells[0].x;
  V best = all(1e301), best_level = start, best_w = block.w_low, best_place = all(0.0);
  for (int i = 0; i <= theta_grid; i += 2) {
    const V here[2] = {all(task.alpha_low + step * i), all(task.alpha_low + step * (i + 1))};
    ThetaSums sums[2];
    const int count = i < theta_grid ? 2 : 1;
    if (count == 2)
      theta_pass<Free, Gaps, 2>(block, here, start, block.w_low, sums);
    else
      theta_pass<Free, Gaps, 1>(block, here, start, block.w_low, sums);
    for (int k = 0; k < count; ++k) {
      const ThetaPoint point = theta_solve<Free>(block, sums[k], start, block.w_low);
      sse[i + k] = point.sse;
      const M better = point.sse < best;
      best = select(better, point.sse, best);
      best_place = select(better, all(i + k), best_place);
      best_level = select(better, point.level, best_level);
      best_w = select(better, point.w, best_w);
    }
  }
  const V low = all(task.alpha_low), high = all(task.alpha_high);
  const auto bracket_at =
      [&](V place) {  // the outermost places share the bracket of their neighbour
        const V middle = smaller(larger(place, all(1.0)), all(theta_grid - 1.0));
        ThetaBracket bracket{};
        for (int i = 1; i < theta_grid; ++i) {
          const M here = middle == all(i);
          for (int j = 0; j < 3; ++j) {
            bracket.x[j] = select(here, all(task.alpha_low + step * (i - 1 + j)), bracket.x[j]);
            bracket.f[j] = select(here, sse[i - 1 + j], bracket.f[j]);
          }
        }
        return bracket;
      };
  ThetaBracket first = bracket_at(best_place);
  theta_refine<Free, Gaps>(block, first, best_level, best_w, negate(no_lane()), low, high);

  // A second valley, where its parabola comes near the floor of the first.
  V second_best = all(1e301), second_place = all(0.0);
  for (int i = 0; i <= theta_grid; ++i) {
    M valley = negate(best_place == all(i));
    if (i > 0) valley = both(valley, sse[i] < sse[i - 1]);
    if (i < theta_grid) valley = both(valley, sse[i] < sse[i + 1]);
    const M better = both(valley, sse[i] < second_best);
    second_best = select(better, sse[i], second_best);
    second_place = select(better, all(i), second_place);
  }
  ThetaBracket second = bracket_at(second_place);
  V place, gain;
  second.floor(place, gain);
  const M open = both(second_best < all(1e300), second_best - all(2.0) * gain < first.lowest());
  if (any(open)) {
    theta_refine<Free, Gaps>(block, second, best_level, best_w, open, low, high);
    const M better = both(open, second.lowest() < first.lowest());
    for (int j = 0; j < 3; ++j) {
      first.x[j] = select(better, second.x[j], first.x[j]);
      first.f[j] = select(better, second.f[j], first.f[j]);
    }
  }

  // The parabola's floor, or the lowest point met where that is really lower: what rounding alone decides must not move alpha.
  first.floor(place, gain);
  V lowest = select(first.f[0] < first.f[1], first.x[0], first.x[1]);
  lowest = select(first.f[2] < smaller(first.f[0], first.f[1]), first.x[2], lowest);
  const V last[2] = {lowest, place};
  ThetaSums sums[2];
  theta_pass<Free, Gaps, 2>(block, last, best_level, best_w, sums);
  const ThetaPoint a = theta_solve<Free>(block, sums[0], best_level, best_w);
  const ThetaPoint b = theta_solve<Free>(block, sums[1], best_level, best_w);
  const M other = b.sse <= a.sse * all(1.0 + 1e-11);
  alpha = select(other, place, lowest);
  level = select(other, b.level, a.level);
  w = select(other, b.w, a.w);
}

/// What a step ahead does to an error that came before it: all that the recursion takes from the time alone.
struct ThetaStepAhead {
  V power;
  V total;
  V share;       ///< 1 / count of the line's values, this one included
  V distance;    ///< of its time from their mean time before
  V mean_t;      ///< mean time with it
  V spread;      ///< of the times before
  V new_spread;  ///< and with it
};
static_assert(sizeof(ThetaStepAhead) == theta_step_rows * sizeof(V));

/// Sums the squares of what an error at each step does to the later forecasts; theta_variance() in lanes.
inline void theta_spread(const ThetaStepAhead* steps, int horizon, bool dynamic, V alpha, V w,
                         V* variance) noexcept {
  for (int h = 0; h < horizon; ++h) variance[h] = all(1.0);
  for (int shocked = 0; shocked + 1 < horizon; ++shocked) {
    V level = alpha, mean = all(0.0), slope = all(0.0), intercept = all(0.0), response = all(1.0);
    for (int h = shocked; h + 1 < horizon; ++h) {
      if (dynamic) {
        const ThetaStepAhead& s = steps[h];
        mean = fma(response - mean, s.share, mean);
        slope = fma(s.distance, response - mean, slope * s.spread) / s.new_spread;
        intercept = fma(-slope, s.mean_t, mean);
      }
      const ThetaStepAhead& next = steps[h + 1];
      const V shift = w * fma(next.total, slope, next.power * intercept);
      response = level + shift;
      level = fma(alpha, shift, level);
      variance[h + 1] = fma(response, response, variance[h + 1]);
    }
  }
}

/// The path after the last values, and its variances if they are wanted.
inline void theta_ahead(ThetaFitBlock& block, const ThetaTask& task, V alpha, V level, V w, V power,
                        V total) noexcept {
  V* const path = reinterpret_cast<V*>(task.path);
  ThetaStepAhead* const steps = reinterpret_cast<ThetaStepAhead*>(task.memory);
  const bool wanted = task.variance != nullptr;
  const V keep = all(1.0) - alpha;
  for (int h = 0; h < task.horizon; ++h) {
    total += power;
    const V shift = w * fma(total, block.end.slope, power * block.end.intercept);
    path[h] = level + shift;
    const ThetaLineSums before = block.end;
    const V time = block.length + all(h + 1.0);
    if (task.dynamic) block.end.add(path[h], time, negate(no_lane()));
    if (wanted) {
      steps[h] = {power,
                  total,
                  all(1.0) / block.end.count,
                  time - before.mean_t,
                  block.end.mean_t,
                  before.spread_t,
                  block.end.spread_t};
    }
    level = fma(alpha, shift, level);
    power *= keep;
  }
  if (wanted)
    theta_spread(steps, task.horizon, task.dynamic, alpha, w, reinterpret_cast<V*>(task.variance));
}

/// Runs the model at its parameters: errors within the series, then the path.
inline void theta_follow(ThetaFitBlock& block, const ThetaTask& task, V code, V alpha, V level,
                         V w) noexcept {
  V* const out = reinterpret_cast<V*>(task.result);
  const V* const figure = reinterpret_cast<const V*>(task.figure);
  const V keep = all(1.0) - alpha;
  const M ratios = code == all(2.0);
  out[theta_level] = level;
  out[theta_alpha] = alpha;
  out[theta_w] = w;
  out[theta_season] = code;
  V sse = all(0.0), errors = all(0.0), count = all(0.0);
  V power = all(1.0), total = all(0.0);
  for (int t = 0, i = 0; t < block.rows; ++t, i = i + 1 == task.period ? 0 : i + 1) {
    const ThetaCell& cell = block.cells[t];
    const M alive = all(t) < block.length;
    const M seen = cell.x == cell.x;
    const V next_total = total + power;
    const V shift = w * fma(next_total, cell.slope, power * cell.intercept);
    const V distance = select(seen, cell.x - level, shift);
    const V error = select(block.counted(t), distance - shift, all(0.0));
    const V scaled = error * select(ratios, figure[i], all(1.0));
    sse = fma(error, error, sse);
    errors = fma(scaled, scaled, errors);
    count += select(block.counted(t), all(1.0), all(0.0));
    level = select(alive, fma(alpha, distance, level), level);
    total = select(alive, next_total, total);
    power = select(alive, power * keep, power);
  }
  out[theta_sse] = sse;
  out[theta_errors] = errors;
  out[theta_count] = count;
  theta_ahead(block, task, alpha, level, w, power, total);
}

template <bool Free, bool Gaps>
inline void theta_run(ThetaFitBlock& block, const ThetaTask& task, V code, V* sse) noexcept {
  if (task.dynamic)
    theta_growing_line<Gaps>(block);
  else
    theta_fixed_line(block);
  V alpha, level, w;
  theta_search<Free, Gaps>(block, task, sse, alpha, level, w);
  theta_follow(block, task, code, alpha, level, w);
}

inline void fit_theta(const ThetaTask& task) noexcept {
  const V* const y = reinterpret_cast<const V*>(task.y);
  V* const memory = reinterpret_cast<V*>(task.memory);
  V* const figure = reinterpret_cast<V*>(task.figure);
  V* const sse = memory + 5 * task.rows + 4 * task.period;
  const ThetaBlock raw{y, task.rows, task.full_rows, *reinterpret_cast<const V*>(task.length),
                       task.gaps};
  const V code = theta_season_of(raw, task, figure, memory + 3 * task.rows);
  ThetaFitBlock block{};
  block.cells = reinterpret_cast<ThetaCell*>(memory);
  block.rows = task.rows;
  block.full_rows = task.full_rows;
  block.max_skip = task.max_skip;
  block.length = raw.length;
  block.skip = *reinterpret_cast<const V*>(task.skip);
  block.w_low = all(task.w_low);
  block.w_high = all(task.w_high);
  const M differences = code == all(1.0);
  for (int t = 0, i = 0; t < task.rows; ++t, i = i + 1 == task.period ? 0 : i + 1)
    block.cells[t].x = select(differences, y[t] - figure[i], y[t] / figure[i]);

  if (task.gaps) {
    if (task.free_theta) return theta_run<true, true>(block, task, code, sse);
    return theta_run<false, true>(block, task, code, sse);
  }
  if (task.free_theta) return theta_run<true, false>(block, task, code, sse);
  theta_run<false, false>(block, task, code, sse);
}

inline constexpr ThetaKernels theta_table{&fit_theta};

}  // namespace industria::lanes::INDUSTRIA_LANES
