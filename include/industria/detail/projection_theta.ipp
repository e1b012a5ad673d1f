// SPDX-License-Identifier: Apache-2.0
// Body of projection/theta.hpp: the models in plain double, one series at a time.
#pragma once

#include <industria/projection/theta.hpp>

#include <industria/detail/projection_theta_fit.hpp>
#include <industria/detail/projection_theta_rules.hpp>
#include <industria/detail/series_seasonal_figure.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

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

}  // namespace industria::inline INDUSTRIA_ABI
