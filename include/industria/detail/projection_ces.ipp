// SPDX-License-Identifier: Apache-2.0
// Body of projection/ces.hpp: the recursion in plain words.
#pragma once

#include <industria/projection/ces.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/projection_ces_recursion.hpp>
#include <industria/detail/projection_ces_start.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

/// Seasonal vectors turned so that element 0 belongs to the value `steps` later than before.
inline void ces_turn(CesStates& s, std::size_t steps) {
  for (std::vector<double>* v : {&s.season, &s.season_shadow}) {
    if (!v->empty())
      std::rotate(v->begin(), v->begin() + static_cast<std::ptrdiff_t>(steps % v->size()),
                  v->end());
  }
}

inline void check_ces_states(const char* function, CesKind kind, const CesStates& s) {
  const bool right = ces_has_season(kind)
                         ? !s.season.empty() && s.season.size() == s.season_shadow.size()
                         : s.season.empty() && s.season_shadow.empty();
  if (!right) {
    throw ValueError(std::string(function) + ": a season of " + std::to_string(s.season.size()) +
                     " and " + std::to_string(s.season_shadow.size()) + " states for kind \"" +
                     std::string(name(kind)) + "\", expected " +
                     (ces_has_season(kind) ? "two of one size above 0" : "none"));
  }
}

inline void check_ces_at_least(const char* function, const char* argument, int value, int least) {
  if (value < least)
    throw ValueError(std::string(function) + ": " + argument + " is " + std::to_string(value) +
                     ", expected at least " + std::to_string(least));
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(CesKind kind) noexcept {
  constexpr std::array<std::string_view, 4> names{"none", "simple", "partial", "full"};
  return names[static_cast<std::size_t>(kind)];
}

INDUSTRIA_INLINE int ces_parameter_count(CesKind kind) noexcept {
  return kind == CesKind::full ? 5 : kind == CesKind::partial ? 4 : 3;
}

INDUSTRIA_INLINE CesEvaluation evaluate_ces(std::span<const double> y, CesKind kind,
                                            const CesParameters& parameters,
                                            const CesStates& initial) {
  detail::check_ces_states("evaluate_ces", kind, initial);
  CesEvaluation out;
  out.last = initial;
  out.fitted.reserve(y.size());
  const std::size_t m = std::max<std::size_t>(1, initial.season.size());
  double n = 0.0;
  double sse = 0.0;
  for (std::size_t t = 0; t < y.size(); ++t) {
    const double mean = detail::ces_mean(kind, out.last, t % m);
    const double e = is_missing(y[t]) ? 0.0 : y[t] - mean;
    out.fitted.push_back(mean);
    n += is_missing(y[t]) ? 0.0 : 1.0;
    sse += e * e;
    detail::ces_move(kind, parameters, out.last, t % m, e);
  }
  detail::ces_turn(out.last, y.size());
  if (n == 0.0) return out;
  const double k = ces_parameter_count(kind);
  out.sse = sse;
  out.log_likelihood = -0.5 * n * (std::log(2.0 * std::numbers::pi * sse / n) + 1.0);
  out.aicc = n > k + 1.0 ? -2.0 * out.log_likelihood + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0)
                         : std::numeric_limits<double>::infinity();
  return out;
}

INDUSTRIA_INLINE CesStates ces_backcast(std::span<const double> y, int period, CesKind kind,
                                        const CesParameters& parameters) {
  detail::check_ces_at_least("ces_backcast", "period", period, 1);
  while (!y.empty() && is_missing(y.back())) y = y.first(y.size() - 1);
  CesStates s;
  const std::size_t m = detail::ces_has_season(kind) ? static_cast<std::size_t>(period) : 1;
  std::vector<double> start(1 + static_cast<std::size_t>(period), 0.0), memory;
  if (!y.empty()) detail::ces_start_states(y, period, start, memory);
  constexpr double shadow = 1.0 / 1.3;  // that of a level at rest is level / alpha0
  s.level = start[0];
  s.shadow = start[0] * shadow;
  if (detail::ces_has_season(kind)) {
    for (std::size_t i = 0; i < m; ++i) {
      const double figure = start[1 + (i + m - y.size() % m) % m];
      s.season.push_back(kind == CesKind::simple ? start[0] + figure : figure);
      s.season_shadow.push_back(kind == CesKind::partial ? 0.0 : s.season.back() * shadow);
    }
  }
  for (std::size_t t = y.size(); t-- > 0;) {
    const double e = is_missing(y[t]) ? 0.0 : y[t] - detail::ces_mean(kind, s, t % m);
    detail::ces_move(kind, parameters, s, t % m, e);
  }
  return s;
}

INDUSTRIA_INLINE std::vector<double> ces_path(std::span<const double> y, const CesFit& fit,
                                              int horizon) {
  detail::check_ces_at_least("ces_path", "horizon", horizon, 0);
  std::vector<double> path(y.size() + static_cast<std::size_t>(horizon), missing);
  if (is_missing(fit.parameters.alpha0)) return path;
  std::size_t first = 0;
  while (first < y.size() && is_missing(y[first])) ++first;
  std::vector<double> longer(y.begin() + static_cast<std::ptrdiff_t>(first), y.end());
  longer.resize(path.size() - first, missing);
  const auto fitted = evaluate_ces(longer, fit.kind, fit.parameters, fit.initial).fitted;
  std::copy(fitted.begin(), fitted.end(), path.begin() + static_cast<std::ptrdiff_t>(first));
  return path;
}

INDUSTRIA_INLINE std::vector<double> ces_variance(CesKind kind, int period,
                                                  const CesParameters& parameters, int horizon) {
  detail::check_ces_at_least("ces_variance", "period", period, 1);
  detail::check_ces_at_least("ces_variance", "horizon", horizon, 0);
  CesStates memory;
  std::vector<double> out(static_cast<std::size_t>(horizon));
  detail::ces_step_variances(kind, period, parameters, memory, out);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
