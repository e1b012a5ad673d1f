// SPDX-License-Identifier: Apache-2.0
// Body of projection/forecast.hpp: questions to a Student t law on the working scale, censored at the limits.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/philox.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/forecast.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_step(const char* function, const Forecast& forecast, std::size_t k) {
  if (k < forecast.horizon()) return;
  throw ValueError("Forecast::" + std::string(function) + ": step k is " + std::to_string(k) + ", expected below the horizon " +
                   std::to_string(forecast.horizon()));
}

[[nodiscard]] inline bool has_law(const Forecast& forecast, std::size_t k) noexcept {
  return forecast.quality != Quality::none && k < forecast.location.size() && !is_missing(forecast.location[k]);
}

/// Scale of step k on the side of its location where z is negative or not.
[[nodiscard]] inline double step_deviation(const Forecast& forecast, std::size_t k, bool is_above) noexcept {
  const std::vector<double>& scales = is_above ? forecast.above : forecast.below;
  if (!scales.empty()) return scales[k];
  const int i = static_cast<int>(k) + 1;
  return std::sqrt(forecast.law.covariance(i, i));
}

/// From the working scale to the unit of the series, inside the limits.
[[nodiscard]] inline double to_unit(const Forecast& forecast, double working) noexcept {
  const double y = forecast.scale * (forecast.transform == Transform::log ? std::exp(working) : working);
  return std::clamp(y, forecast.lower, forecast.upper);
}

/// The standardised place of y in the law of step k; -infinity for what a logarithm cannot reach.
[[nodiscard]] inline double standardised(const Forecast& forecast, std::size_t k, double y) noexcept {
  const double x = y / forecast.scale;
  if (forecast.transform == Transform::log && x <= 0.0) return -std::numeric_limits<double>::infinity();
  const double working = forecast.transform == Transform::log ? std::log(x) : x;
  const double error = working - forecast.location[k];
  return error / step_deviation(forecast, k, error >= 0.0);
}

/// Mean of the censored law on the raw scale: the limits with their probabilities, and what lies between, side by side.
[[nodiscard]] inline double censored_mean(const Forecast& f, std::size_t k) {
  const double location = f.location[k];
  const double least = f.lower / f.scale;
  const double most = f.upper / f.scale;
  const auto edge = [&](double z) {  // integral of t f(t) from z on
    if (std::isinf(z)) return 0.0;
    const double factor = std::isinf(f.law.dof) ? 1.0 : (f.law.dof + z * z) / (f.law.dof - 1.0);
    return factor * student_density(z, f.law.dof);
  };
  const auto standard = [&](double x) { return (x - location) / step_deviation(f, k, x >= location); };
  const double a = standard(least);
  const double b = standard(most);
  const double below = student_cdf(a, f.law.dof);
  const double above = student_cdf(-b, f.law.dof);
  double mean = location * (1.0 - below - above);
  mean += step_deviation(f, k, false) * (edge(std::min(a, 0.0)) - edge(std::min(b, 0.0)));
  mean += step_deviation(f, k, true) * (edge(std::max(a, 0.0)) - edge(std::max(b, 0.0)));
  if (below > 0.0) mean += below * least;
  if (above > 0.0) mean += above * most;
  return f.scale * mean;
}

/// Mean of a law that is bounded above, by its quantiles at 1,000 probabilities (about 1e-3 of the spread).
[[nodiscard]] inline double quantile_mean(const Forecast& f, std::size_t k) {
  constexpr int count = 1000;
  double sum = 0.0;
  for (int i = 0; i < count; ++i) sum += f.quantile(k, (i + 0.5) / count);
  return sum / count;
}

/// Mean of a censored log-normal law.
[[nodiscard]] inline double censored_log_mean(const Forecast& f, double location, double deviation) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double a = f.lower <= 0.0 ? -infinity : (std::log(f.lower / f.scale) - location) / deviation;
  const double b = (std::log(f.upper / f.scale) - location) / deviation;
  const double inside = student_cdf(b - deviation, infinity) - student_cdf(a - deviation, infinity);
  double mean = std::exp(location + deviation * deviation / 2.0) * inside;
  if (!std::isinf(a)) mean += student_cdf(a, infinity) * (f.lower / f.scale);
  if (!std::isinf(b)) mean += student_cdf(-b, infinity) * (f.upper / f.scale);
  return f.scale * mean;
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Quality quality) noexcept {
  constexpr std::array<std::string_view, 5> names{"none", "assumed", "poor", "fair", "good"};
  return names[static_cast<std::size_t>(quality)];
}

INDUSTRIA_INLINE int Forecast::step_of(const Period& period) const noexcept {
  for (std::size_t k = 0; k < periods.size(); ++k) {
    if (periods[k] == period) return static_cast<int>(k);
  }
  return -1;
}

INDUSTRIA_INLINE double Forecast::median(std::size_t k) const {
  detail::require_step("median", *this, k);
  return detail::has_law(*this, k) ? detail::to_unit(*this, location[k]) : missing;
}

INDUSTRIA_INLINE double Forecast::mean(std::size_t k) const {
  detail::require_step("mean", *this, k);
  if (!detail::has_law(*this, k)) return missing;
  if (transform == Transform::log) {
    if (std::isinf(law.dof) && below.empty()) return detail::censored_log_mean(*this, location[k], detail::step_deviation(*this, k, true));
    return std::isinf(upper) ? missing : detail::quantile_mean(*this, k);
  }
  const bool free = std::isinf(lower) && std::isinf(upper);
  if (!(law.dof > 1.0)) return std::isinf(lower) || std::isinf(upper) ? missing : detail::quantile_mean(*this, k);
  const bool symmetric = below.empty() || below[k] == above[k];
  return free && symmetric ? scale * location[k] : detail::censored_mean(*this, k);
}

INDUSTRIA_INLINE double Forecast::quantile(std::size_t k, double p) const {
  detail::require_step("quantile", *this, k);
  if (!(p > 0.0 && p < 1.0)) {
    throw ValueError("Forecast::quantile: p is " + to_shortest(p) + ", expected a probability between 0 and 1 (0.9, not 90)");
  }
  if (!detail::has_law(*this, k)) return missing;
  const double z = detail::student_quantile(p, law.dof);
  return detail::to_unit(*this, location[k] + z * detail::step_deviation(*this, k, z >= 0.0));
}

INDUSTRIA_INLINE double Forecast::probability_at_most(std::size_t k, double x) const {
  detail::require_step("probability_at_most", *this, k);
  if (!detail::has_law(*this, k) || std::isnan(x)) return missing;
  if (x < lower) return 0.0;
  if (x >= upper) return 1.0;
  return detail::student_cdf(detail::standardised(*this, k, x), law.dof);
}

INDUSTRIA_INLINE double Forecast::probability_at_least(std::size_t k, double x) const {
  detail::require_step("probability_at_least", *this, k);
  if (!detail::has_law(*this, k) || std::isnan(x)) return missing;
  if (x <= lower) return 1.0;
  if (x > upper) return 0.0;
  return detail::student_cdf(-detail::standardised(*this, k, x), law.dof);
}

INDUSTRIA_INLINE double Forecast::probability_within(std::size_t k, const Bounds& bounds) const {
  detail::require_step("probability_within", *this, k);
  if (!detail::has_law(*this, k)) return missing;
  if (bounds.is_empty()) return 0.0;
  const double under = bounds.lo_open ? probability_at_most(k, bounds.lo) : 1.0 - probability_at_least(k, bounds.lo);
  const double over = bounds.hi_open ? probability_at_least(k, bounds.hi) : 1.0 - probability_at_most(k, bounds.hi);
  if (!bounds.has_lo()) return bounds.hi_open ? 1.0 - over : probability_at_most(k, bounds.hi);
  if (!bounds.has_hi()) return bounds.lo_open ? 1.0 - under : probability_at_least(k, bounds.lo);
  return std::max(0.0, 1.0 - under - over);
}

INDUSTRIA_INLINE Bounds Forecast::interval(std::size_t k, double level) const {
  detail::require_step("interval", *this, k);
  if (!(level >= 1.0 && level < 100.0)) {
    throw ValueError("Forecast::interval: level is " + to_shortest(level) + ", expected per cent from 1 to below 100" +
                     (level > 0.0 && level < 1.0 ? "; say " + to_shortest(100.0 * level) : std::string()));
  }
  if (!detail::has_law(*this, k)) return {};
  const double reach = -detail::student_quantile((100.0 - level) / 200.0, law.dof);
  return Bounds::between(detail::to_unit(*this, location[k] - reach * detail::step_deviation(*this, k, false)),
                         detail::to_unit(*this, location[k] + reach * detail::step_deviation(*this, k, true)));
}

INDUSTRIA_INLINE std::vector<double> Forecast::paths(int n, std::uint64_t seed) const {
  if (n < 1) throw ValueError("Forecast::paths: n is " + std::to_string(n) + ", expected at least 1");
  const std::size_t steps = horizon();
  std::vector<double> out(static_cast<std::size_t>(n) * steps, missing);
  // Level and slope as two independent normals: level = a u, slope = b u + c v.
  const double a = std::sqrt(law.level);
  const double b = a > 0.0 ? law.slope_level / a : 0.0;
  const double c = std::sqrt(std::max(0.0, law.slope - b * b));
  for (int path = 0; path < n; ++path) {
    detail::PathStream stream(seed, id, static_cast<std::uint32_t>(path));
    const auto normal = [&] { return detail::student_quantile(stream.uniform(), std::numeric_limits<double>::infinity()); };
    const double mixing = detail::student_mixing(stream.uniform(), law.dof);
    const double u = normal();
    const double v = normal();
    double walk = 0.0;
    for (std::size_t k = 0; k < steps; ++k) {
      walk += std::sqrt(law.walk) * normal();
      const double noise = law.noise > 0.0 ? std::sqrt(law.noise) * normal() : 0.0;
      if (!detail::has_law(*this, k)) continue;
      const int step = static_cast<int>(k) + 1;
      double error = mixing * (a * u + (b * u + c * v) * step + walk + noise);
      if (!below.empty()) error *= detail::step_deviation(*this, k, error >= 0.0) / std::sqrt(law.covariance(step, step));
      out[static_cast<std::size_t>(path) * steps + k] = detail::to_unit(*this, location[k] + error);
    }
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
