// SPDX-License-Identifier: Apache-2.0
// The Theta recursion in plain double and the search for alpha, shared by projection/theta.hpp and projection/classical_theta.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>

namespace industria::inline INDUSTRIA_ABI::detail {

/// w = 1 - 1/theta. Models with a fixed theta have w_low = w_high.
struct ThetaRules {
  double alpha_low = 0.1;
  double alpha_high = 0.99;
  double w_low = 0.0;
  double w_high = 1.0;
  int skip = 0;  ///< errors at the beginning that are not counted, as far as theta_skip allows
  bool shrink = false;  ///< the seasonal figure is shrunk; else tested and taken whole
};

/// The line A + B t through the values added so far; zero before the first, level after it.
class ThetaLine {
 public:
  [[nodiscard]] double intercept() const noexcept { return mean_y_ - slope_ * mean_t_; }
  [[nodiscard]] double slope() const noexcept { return slope_; }
  void add(double y, double t) noexcept {
    count_ += 1.0;
    const double from_t = t - mean_t_, from_y = y - mean_y_;
    mean_t_ += from_t / count_;
    mean_y_ += from_y / count_;
    const double product = slope_ * spread_ + from_t * (y - mean_y_);
    spread_ += from_t * (t - mean_t_);
    slope_ = spread_ > 0.0 ? product / spread_ : 0.0;
  }

 private:
  double count_ = 0.0, mean_t_ = 0.0, mean_y_ = 0.0, spread_ = 0.0, slope_ = 0.0;
};

/// What the recursion adds to the level: (1 - alpha)^{t-1} A + (1 - (1 - alpha)^t)/alpha B, with the line of all values
/// or of those so far.
class ThetaPart {
 public:
  ThetaPart(std::span<const double> y, bool dynamic, double alpha)
      : dynamic_(dynamic), alpha_(alpha) {
    for (std::size_t i = 0; i < y.size() && !dynamic; ++i) {
      if (!is_missing(y[i])) line_.add(y[i], static_cast<double>(i + 1));
    }
  }
  [[nodiscard]] double value() const noexcept {
    const double next = power_ * (1.0 - alpha_);
    return power_ * line_.intercept() + (1.0 - next) / alpha_ * line_.slope();
  }
  /// Goes to the next period; a value that is not missing joins a dynamic line.
  void step(double y) noexcept {
    time_ += 1.0;
    power_ *= 1.0 - alpha_;
    if (dynamic_ && !is_missing(y)) line_.add(y, time_);
  }

 private:
  ThetaLine line_;
  bool dynamic_;
  double alpha_;
  double power_ = 1.0;
  double time_ = 0.0;
};

/// Runs the recursion with w = 1 - 1/theta. Calls see(i, forecast) for every period; missing values move the level by their forecast, those
/// after the end join the line too.
template <class See>
void run_theta(std::span<const double> y, std::size_t horizon, bool dynamic, double level,
               double alpha, double w, See&& see) {
  ThetaPart part(y, dynamic, alpha);
  for (std::size_t i = 0; i < y.size() + horizon; ++i) {
    const double forecast = level + w * part.value();
    see(i, forecast);
    const bool inside = i < y.size();
    level += alpha * ((inside && !is_missing(y[i]) ? y[i] : forecast) - level);
    part.step(inside ? y[i] : forecast);
  }
}

struct ThetaSolution {
  double level = missing;
  double w = missing;
  double sse = std::numeric_limits<double>::infinity();
};

/// Best l_0 and w for one alpha. The errors are base - by_level * l_0 - by_w * w, also over gaps; one run gives the three.
inline ThetaSolution solve_theta(std::span<const double> y, bool dynamic, double alpha,
                                 const ThetaRules& rules, std::size_t skip) {
  const auto first = std::find_if(y.begin(), y.end(), [](double v) { return !is_missing(v); });
  double ll = 0.0, lw = 0.0, ww = 0.0, le = 0.0, we = 0.0;
  double level = *first, by_level = 1.0,
         by_w = 0.0;  // of the level: its value for l_0 = first, w = 0; derivatives
  ThetaPart part(y, dynamic, alpha);
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double shift = part.value();
    if (is_missing(y[i])) {
      by_w += alpha * shift;
    } else {
      const double error = y[i] - level, column = by_w + shift;
      if (i >= skip) {
        ll += by_level * by_level, lw += by_level * column, ww += column * column;
        le += by_level * error, we += column * error;
      }
      level += alpha * error;
      by_level *= 1.0 - alpha;
      by_w *= 1.0 - alpha;
    }
    part.step(y[i]);
  }
  const double determinant = ll * ww - lw * lw;
  double w = rules.w_low;
  if (determinant > 1e-14 * ll * ww)
    w = std::clamp((ll * we - lw * le) / determinant, rules.w_low, rules.w_high);
  ThetaSolution best{*first + (le - w * lw) / ll, w, 0.0};
  run_theta(y, 0, dynamic, best.level, alpha, w, [&](std::size_t i, double forecast) {
    if (i >= skip && !is_missing(y[i])) best.sse += (y[i] - forecast) * (y[i] - forecast);
  });
  if (!std::isfinite(best.sse)) best.sse = std::numeric_limits<double>::infinity();
  return best;
}

/// Golden section between low and high, then the floor of a parabola: the sum of squares is too flat there for comparisons, whose rounding
/// would decide the last digits of alpha.
template <class At>
double lowest_between(double low, double high, At&& at) {
  constexpr double golden = 0.6180339887498949;
  const double from = low, to = high;
  double a = high - golden * (high - low), b = low + golden * (high - low);
  double at_a = at(a), at_b = at(b);
  while (high - low > 1e-6) {
    if (at_a < at_b) {
      high = b, b = a, at_b = at_a, a = high - golden * (high - low), at_a = at(a);
    } else {
      low = a, a = b, at_a = at_b, b = low + golden * (high - low), at_b = at(b);
    }
  }
  constexpr double reach = 1e-4;
  if (a - reach < from || a + reach > to) return a;
  const double left = at(a - reach), right = at(a + reach), bend = left - 2.0 * at_a + right;
  const double floor = std::clamp(a + 0.5 * reach * (left - right) / bend, a - reach, a + reach);
  return bend > 0.0 && at(floor) <= at_a * (1.0 + 1e-11) ? floor : a;
}

/// Where `at` is least in [low, high]: a grid finds the valley (there can be two), lowest_between its floor.
template <class At>
double least_alpha(double low, double high, At&& at) {
  constexpr int grid = 24;
  const double step = (high - low) / grid;
  std::array<double, grid + 1> sse{};
  for (int i = 0; i <= grid; ++i) sse[static_cast<std::size_t>(i)] = at(low + step * i);
  double best_alpha = missing, best = std::numeric_limits<double>::infinity();
  for (int valley = 0; valley < 2; ++valley) {
    const auto lowest = std::min_element(sse.begin(), sse.end());
    if (std::isinf(*lowest)) break;
    const auto place = static_cast<int>(lowest - sse.begin());
    const int from = std::max(place - 1, 0), to = std::min(place + 1, grid);
    for (int i = from; i <= to; ++i)
      sse[static_cast<std::size_t>(i)] = std::numeric_limits<double>::infinity();
    const double floor = lowest_between(low + step * from, low + step * to, at);
    // The ends are the bounds where the optimum lies on one.
    for (const double alpha : {low + step * from, floor, low + step * to}) {
      const double candidate = at(alpha);
      if (candidate < best) best = candidate, best_alpha = alpha;
    }
  }
  return best_alpha;
}

inline void check_theta_period(const char* function, int period) {
  if (period < 1)
    throw ValueError(std::string(function) + ": period is " + std::to_string(period) +
                     ", expected at least 1");
}
inline void check_theta_horizon(const char* function, int horizon) {
  if (horizon < 0)
    throw ValueError(std::string(function) + ": horizon is " + std::to_string(horizon) +
                     ", expected at least 0");
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
