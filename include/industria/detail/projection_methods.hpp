// SPDX-License-Identifier: Apache-2.0
// The laws behind the first methods: increments of a series on its working scale, their spread, and how an
// assumption about growth (GrowthPrior) is weighed against them. Formulas: docs/methods.md, "Projection".
#pragma once

#include <industria/base/missing.hpp>
#include <industria/projection/project.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The values that are there, and their positions in the series.
struct Observed {
  std::vector<int> at;
  std::vector<double> y;
  [[nodiscard]] int count() const noexcept { return static_cast<int>(y.size()); }
};

/// The pool per step of the series and in Student scales (variances times (dof - 2) / dof), with the strength that
/// is left to it: all up to 4 values, none from 12 on.
struct StepPool {
  double strength = 1.0;
  double mean = 0.0;
  double between = 0.0;  ///< variance of the mean growth
  double within = 0.0;   ///< variance of one step's growth
  double dof = 5.0;
};

[[nodiscard]] inline StepPool step_pool(const GrowthPrior& prior, PeriodKind kind, int n) noexcept {
  const double year = periods_per_year(kind);
  const double between = prior.scale_between() / year;
  const double within = prior.scale_within();
  return {.strength = std::clamp((12.0 - n) / 8.0, 0.0, 1.0),
          .mean = prior.mean() / year,
          .between = between * between,
          .within = within * within / year,
          .dof = prior.dof};
}

/// Increments of a series on its working scale. A step over a gap of g periods has g times the variance of one.
struct Increments {
  int steps = 0;              ///< periods from the first to the last value
  double mean = 0.0;          ///< per period
  double about_mean = 0.0;    ///< sum of squares, each divided by its g
  double about_zero = 0.0;
};

[[nodiscard]] inline Increments increments_of(std::span<const int> at, std::span<const double> x) noexcept {
  Increments out;
  if (x.size() < 2) return out;
  out.steps = at.back() - at.front();
  out.mean = (x.back() - x.front()) / out.steps;
  for (std::size_t i = 1; i < x.size(); ++i) {
    const double gap = at[i] - at[i - 1];
    const double change = x[i] - x[i - 1];
    const double deviation = change - gap * out.mean;
    out.about_mean += deviation * deviation / gap;
    out.about_zero += change * change / gap;
  }
  return out;
}

/// A variance estimated from own squares and the pool's variance as a prior of strength * dof observations.
struct Spread {
  double variance = 0.0;
  double dof = 0.0;
  double pool_share = 0.0;
};

[[nodiscard]] inline Spread shrunk_spread(double own_squares, int own_dof, double pool_variance, const StepPool& pool) noexcept {
  const double prior_dof = pool.strength > 0.0 ? pool.strength * pool.dof : 0.0;
  if (std::isinf(prior_dof)) return {.variance = pool_variance, .dof = prior_dof, .pool_share = 1.0};
  const double dof = prior_dof + own_dof;
  return {.variance = (prior_dof * pool_variance + own_squares) / dof, .dof = dof, .pool_share = prior_dof / dof};
}

/// A law told for steps after the last value, told again for steps after a gap of `gap` further periods.
[[nodiscard]] inline ErrorLaw after_gap(const ErrorLaw& law, int gap) noexcept {
  ErrorLaw out = law;
  out.level += gap * law.walk + 2.0 * gap * law.slope_level + static_cast<double>(gap) * gap * law.slope;
  out.slope_level += gap * law.slope;
  return out;
}

/// Location at step h (from the last value) is start + growth * h.
struct FittedLine {
  double start = 0.0;
  double growth = 0.0;
  ErrorLaw law;
  double pool_share = 0.0;
};

/// Random walk with the pool's spread of growth about zero. `reference` turns growth into units of x (1 for logs).
[[nodiscard]] inline FittedLine fit_last_value(std::span<const int> at, std::span<const double> x, double reference, const StepPool& pool) {
  const Increments own = increments_of(at, x);
  const double pool_variance = (pool.within + pool.between + pool.mean * pool.mean) * reference * reference;
  const Spread spread = shrunk_spread(own.about_zero, static_cast<int>(x.size()) - 1, pool_variance, pool);
  return {.start = x.back(), .growth = 0.0, .law = {.walk = spread.variance, .dof = spread.dof}, .pool_share = spread.pool_share};
}

/// Random walk with the series' own drift.
[[nodiscard]] inline FittedLine fit_drift(std::span<const int> at, std::span<const double> x, double reference, const StepPool& pool) {
  const Increments own = increments_of(at, x);
  const Spread spread = shrunk_spread(own.about_mean, static_cast<int>(x.size()) - 2, pool.within * reference * reference, pool);
  return {.start = x.back(),
          .growth = own.mean,
          .law = {.walk = spread.variance, .slope = spread.variance / own.steps, .dof = spread.dof},
          .pool_share = spread.pool_share / 2.0};
}

/// Regression of x on time: the error of the line and of the single value around it.
[[nodiscard]] inline FittedLine fit_trend(std::span<const int> at, std::span<const double> x, const StepPool& pool) {
  const double n = static_cast<double>(x.size());
  double at_sum = 0.0;
  double x_sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    at_sum += at[i];
    x_sum += x[i] - x.front();
  }
  const double at_mean = at_sum / n;
  const double x_mean = x_sum / n + x.front();
  double spread_of_time = 0.0;
  double product = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    spread_of_time += (at[i] - at_mean) * (at[i] - at_mean);
    product += (at[i] - at_mean) * (x[i] - x_mean);
  }
  const double slope = product / spread_of_time;
  double squares = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double residual = x[i] - x_mean - slope * (at[i] - at_mean);
    squares += residual * residual;
  }
  const Spread spread = shrunk_spread(squares, static_cast<int>(x.size()) - 2, pool.within, pool);
  const double from_mean = at.back() - at_mean;
  const double v = spread.variance;
  return {.start = x_mean + slope * from_mean,
          .growth = slope,
          .law = {.noise = v,
                  .level = v / n + v * from_mean * from_mean / spread_of_time,
                  .slope_level = v * from_mean / spread_of_time,
                  .slope = v / spread_of_time,
                  .dof = spread.dof},
          .pool_share = spread.pool_share / 2.0};
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
