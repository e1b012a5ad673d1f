// SPDX-License-Identifier: Apache-2.0
// Body of projection/theta.hpp: the models in plain double, one series at a time.
#pragma once

#include <industria/projection/theta.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/projection_theta_rules.hpp>
#include <industria/detail/series_seasonal_figure.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

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

/// y without its season, which is written to `fit`.
inline std::vector<double> theta_adjusted(std::span<const double> y, const ThetaOptions& options,
                                          ThetaFit& fit) {
  std::vector<double> adjusted(y.begin(), y.end());
  const ThetaRules rules = theta_rules(options.kind, options.bounds);
  const std::vector<double> bridged = bridge_gaps(y);
  if (y.size() < theta_shortest_seasonal(rules, options.period) ||
      (!rules.shrink && !is_seasonal(bridged, options.period)))
    return adjusted;
  const auto figure = [&](Decomposition kind) {
    fit.decomposition = kind;
    return bridged_figure(y, bridged, options.period, kind, rules.shrink);
  };
  bool ratios = options.decomposition == Decomposition::multiplicative &&
                std::none_of(bridged.begin(), bridged.end(), [](double v) { return v <= 0.0; });
  if (ratios) {
    fit.season = figure(Decomposition::multiplicative);
    ratios = std::none_of(fit.season.begin(), fit.season.end(), [](double r) { return r < 0.01; });
  }
  if (!ratios) fit.season = figure(Decomposition::additive);
  const std::size_t m = fit.season.size();
  for (std::size_t i = 0; m > 0 && i < adjusted.size(); ++i) {
    if (fit.decomposition == Decomposition::additive)
      adjusted[i] -= fit.season[i % m];
    else
      adjusted[i] /= fit.season[i % m];
  }
  return adjusted;
}

inline bool is_dynamic(ThetaKind kind) noexcept {
  return kind == ThetaKind::dstm || kind == ThetaKind::dotm;
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

/// Fits one kind to a series without season.
inline void fit_adjusted(std::span<const double> y, ThetaKind kind, ThetaBounds bounds,
                         ThetaFit& fit) {
  fit.kind = kind;
  const auto observed = static_cast<std::size_t>(
      std::count_if(y.begin(), y.end(), [](double value) { return !is_missing(value); }));
  if (observed < 3) return;
  const ThetaRules rules = theta_rules(kind, bounds);
  const std::size_t skip = theta_skip(rules, observed);
  const auto at = [&](double alpha) {
    return solve_theta(y, is_dynamic(kind), alpha, rules, skip);
  };
  const double alpha =
      least_alpha(rules.alpha_low, rules.alpha_high, [&](double a) { return at(a).sse; });
  if (is_missing(alpha)) return;
  const ThetaSolution best = at(alpha);
  fit.parameters = {best.level, alpha,
                    best.w < 1.0 ? 1.0 / (1.0 - best.w) : std::numeric_limits<double>::infinity()};
  fit.sse = best.sse;
  fit.counted = static_cast<int>(std::count_if(y.begin() + static_cast<std::ptrdiff_t>(skip),
                                               y.end(), [](double v) { return !is_missing(v); }));
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

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(ThetaKind kind) noexcept {
  constexpr std::array<std::string_view, 4> names{"stm", "otm", "dstm", "dotm"};
  return names[static_cast<std::size_t>(kind)];
}

INDUSTRIA_INLINE ThetaFit fit_theta(std::span<const double> y, const ThetaOptions& options) {
  detail::check_theta_period("fit_theta", options.period);
  ThetaFit fit;
  const std::vector<double> adjusted = detail::theta_adjusted(y, options, fit);
  detail::fit_adjusted(adjusted, options.kind, options.bounds, fit);
  return fit;
}

INDUSTRIA_INLINE ThetaFit fit_auto_theta(std::span<const double> y, const ThetaOptions& options) {
  detail::check_theta_period("fit_auto_theta", options.period);
  ThetaFit candidate;
  const std::vector<double> adjusted = detail::theta_adjusted(y, options, candidate);
  ThetaFit best = candidate;
  for (const ThetaKind kind : {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm}) {
    detail::fit_adjusted(adjusted, kind, options.bounds, candidate);
    // A better optimum of a wider model by less than rounding is no reason to leave the narrower one.
    const bool better = is_missing(best.sse) ||
                        candidate.sse / candidate.counted < best.sse / best.counted * (1.0 - 1e-9);
    if (!is_missing(candidate.sse) && better) best = candidate;
  }
  return best;
}

INDUSTRIA_INLINE std::vector<double> theta_path(std::span<const double> y, const ThetaFit& fit,
                                                int horizon) {
  detail::check_theta_horizon("theta_path", horizon);
  std::vector<double> adjusted(y.begin(), y.end());
  const std::size_t m = fit.season.size();
  const bool additive = fit.decomposition == Decomposition::additive;
  for (std::size_t i = 0; m > 0 && i < adjusted.size(); ++i)
    adjusted[i] = additive ? adjusted[i] - fit.season[i % m] : adjusted[i] / fit.season[i % m];
  std::vector<double> path(y.size() + static_cast<std::size_t>(horizon), missing);
  if (is_missing(fit.parameters.alpha)) return path;
  detail::run_theta(adjusted, static_cast<std::size_t>(horizon), detail::is_dynamic(fit.kind),
                    fit.parameters.level, fit.parameters.alpha, 1.0 - 1.0 / fit.parameters.theta,
                    [&](std::size_t i, double forecast) {
                      path[i] = m == 0     ? forecast
                                : additive ? forecast + fit.season[i % m]
                                           : forecast * fit.season[i % m];
                    });
  return path;
}

INDUSTRIA_INLINE std::vector<double> theta_variance(const ThetaFit& fit, int n, int horizon) {
  detail::check_theta_horizon("theta_variance", horizon);
  const auto steps = static_cast<std::size_t>(horizon);
  const double alpha = fit.parameters.alpha, w = 1.0 - 1.0 / fit.parameters.theta;
  const bool dynamic = detail::is_dynamic(fit.kind);
  std::vector<double> variance(steps, is_missing(alpha) ? missing : 1.0);
  if (is_missing(alpha)) return variance;
  for (std::size_t shocked = 0; shocked + 1 < steps; ++shocked) {
    // What an error of 1 at this step does to the later ones.
    double level = alpha, mean = 0.0, slope = 0.0, intercept = 0.0, response = 1.0;
    for (std::size_t h = shocked; h + 1 < steps; ++h) {
      const double t = n + static_cast<double>(h) + 1.0;  // the period that has just been seen
      if (dynamic) {
        const double step = (response - mean) / t;
        mean += step;
        slope = t > 1.0 ? ((t - 2.0) * slope + 6.0 * step) / (t + 1.0) : 0.0;
        intercept = mean - slope * (t + 1.0) / 2.0;
      }
      const double power = std::pow(1.0 - alpha, t);
      response = level + w * (power * intercept + (1.0 - power * (1.0 - alpha)) / alpha * slope);
      level += alpha * (response - level);
      variance[h + 1] += response * response;
    }
  }
  return variance;
}

INDUSTRIA_INLINE ClassicalThetaFit fit_classical_theta(std::span<const double> y, int period) {
  detail::check_theta_period("fit_classical_theta", period);
  ClassicalThetaFit fit;
  if (y.size() < 3 || std::any_of(y.begin(), y.end(), [](double v) { return is_missing(v); }))
    return fit;
  std::vector<double> adjusted(y.begin(), y.end());
  const auto m = static_cast<std::size_t>(period);
  const bool positive = std::all_of(y.begin(), y.end(), [](double v) { return v > 0.0; });
  if (m > 1 && positive && y.size() > 2 * m &&
      detail::lag_is_significant(y, m, 1.6448536269514722)) {
    fit.season = classical_decomposition(y, period, Decomposition::multiplicative).figure;
    for (std::size_t i = 0; i < adjusted.size(); ++i) adjusted[i] /= fit.season[i % m];
  }
  detail::ThetaLine line;
  for (std::size_t i = 0; i < adjusted.size(); ++i)
    line.add(adjusted[i], static_cast<double>(i + 1));
  fit.drift = 0.5 * line.slope();
  const detail::ThetaRules smoothing{1e-4, 0.9999, 0.0, 0.0, 0};
  const auto at = [&](double alpha) {
    return detail::solve_theta(adjusted, false, alpha, smoothing, 0);
  };
  fit.alpha = detail::least_alpha(smoothing.alpha_low, smoothing.alpha_high,
                                  [&](double alpha) { return at(alpha).sse; });
  const detail::ThetaSolution best = at(fit.alpha);
  fit.level = best.level;
  fit.variance = best.sse / static_cast<double>(y.size() - 2);
  return fit;
}

INDUSTRIA_INLINE std::vector<ThetaStep> classical_theta_path(std::span<const double> y,
                                                             const ClassicalThetaFit& fit,
                                                             int horizon) {
  detail::check_theta_horizon("classical_theta_path", horizon);
  std::vector<ThetaStep> path(static_cast<std::size_t>(horizon));
  const std::size_t m = fit.season.size();
  double level = fit.level, power = 1.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    level += fit.alpha * ((m > 0 ? y[i] / fit.season[i % m] : y[i]) - level);
    power *= 1.0 - fit.alpha;
  }
  for (std::size_t h = 0; h < path.size(); ++h) {
    const auto step = static_cast<double>(h);
    const double mean = level + fit.drift * (step + (1.0 - power) / fit.alpha);
    path[h].mean = m > 0 ? mean * fit.season[(y.size() + h) % m] : mean;
    path[h].deviation = std::sqrt(fit.variance * (1.0 + step * fit.alpha * fit.alpha));
  }
  return path;
}

}  // namespace industria::inline INDUSTRIA_ABI
