// SPDX-License-Identifier: Apache-2.0
// Body of projection/project.hpp: which method a series admits, its working scale, and batches over panels.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/projection_methods.ipp>
#include <industria/projection/project.hpp>

#include <array>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_forecast_options(int horizon, const ForecastOptions& options) {
  if (horizon < 1 || horizon > 1000) {
    throw ValueError("forecast: horizon is " + std::to_string(horizon) + ", expected 1 to 1000");
  }
  if (!(options.lower <= options.upper)) {
    throw ValueError("forecast: lower is " + to_shortest(options.lower) + " and upper is " + to_shortest(options.upper) +
                     ", expected lower <= upper");
  }
  if (options.n_threads < 0) {
    throw ValueError("forecast: n_threads is " + std::to_string(options.n_threads) + ", expected 0 (all) or more");
  }
  const GrowthPool& pool = options.pool;
  if (is_missing(pool.mean) || !(pool.sd_between >= 0.0) || !(pool.sd_within > 0.0) || is_missing(pool.sd_within) ||
      is_missing(pool.sd_between) || !(pool.dof > 0.0)) {
    throw ValueError("forecast: pool " + pool.name + " has mean " + to_shortest(pool.mean) + ", sd_between " +
                     to_shortest(pool.sd_between) + ", sd_within " + to_shortest(pool.sd_within) + ", dof " + to_shortest(pool.dof) +
                     ", expected finite numbers, spreads above 0 and dof above 0");
  }
  if (options.stated_growth && !(*options.stated_growth > -1.0 && !is_missing(*options.stated_growth))) {
    throw ValueError("forecast: stated_growth is " + to_shortest(*options.stated_growth) + ", expected a ratio above -1 (0.112 for 11.2 %)");
  }
}

[[nodiscard]] inline Observed observed_values(std::span<const double> values) {
  Observed out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_missing(values[i])) continue;
    out.at.push_back(static_cast<int>(i));
    out.y.push_back(values[i]);
  }
  return out;
}

/// The method that the series admits, along log_linear -> cagr -> drift -> last_value, and the first reason for leaving one.
struct MethodChoice {
  Method method = Method::last_value;
  std::string_view reason;
};

[[nodiscard]] inline MethodChoice admitted_method(Method asked, int n, bool positive) noexcept {
  if (asked == Method::automatic) return {positive ? Method::automatic : n >= 2 ? Method::drift : Method::last_value, {}};
  MethodChoice choice{asked, {}};
  const auto leave = [&](Method to, std::string_view why) {
    choice.method = to;
    if (choice.reason.empty()) choice.reason = why;
  };
  if (choice.method == Method::log_linear && (!positive || n < 3)) leave(Method::cagr, positive ? "too_few_values" : "not_positive");
  if (choice.method == Method::cagr && (!positive || n < 2)) leave(Method::drift, positive ? "too_few_values" : "not_positive");
  if (choice.method == Method::drift && n < 2) leave(Method::last_value, "too_few_values");
  return choice;
}

/// The power of two next below |y|; for 0 one so small that the unit does not matter.
[[nodiscard]] inline double power_of_two_scale(double y) noexcept {
  return y == 0.0 ? 0x1p-900 : std::ldexp(1.0, std::ilogb(y));
}

[[nodiscard]] inline Quality quality_of(int n) noexcept {
  if (n == 0) return Quality::none;
  if (n <= 3) return Quality::assumed;
  if (n <= 5) return Quality::poor;
  return n <= 11 ? Quality::fair : Quality::good;
}

/// The empty answer: periods, unit and limits, no law.
[[nodiscard]] inline Forecast forecast_frame(const SeriesView& series, int horizon, const ForecastOptions& options) {
  Forecast out;
  out.id = std::string(series.id);
  out.unit = series.unit;
  out.basis = series.basis;
  out.lower = std::max(options.lower, series.lower);
  out.upper = std::min(options.upper, series.upper);
  if (!(out.lower <= out.upper)) out.upper = out.lower;  // limits that exclude each other: the lower one holds
  const Period end = series.first.plus(static_cast<int>(series.values.size()) - 1);
  out.periods.reserve(static_cast<std::size_t>(horizon));
  for (int h = 1; h <= horizon; ++h) out.periods.push_back(end.plus(h));
  out.location.assign(static_cast<std::size_t>(horizon), missing);
  return out;
}

[[nodiscard]] inline Forecast forecast_series(const SeriesView& series, int horizon, const ForecastOptions& options) {
  Forecast out = forecast_frame(series, horizon, options);
  Observed data = observed_values(series.values);
  if (data.count() == 0) {
    out.fallback_reason = "no_values";
    return out;
  }
  const int gap = static_cast<int>(series.values.size()) - 1 - data.at.back();
  const bool is_stated = data.count() == 1 && options.stated_growth && data.y.front() > 0.0;
  if (is_stated) {
    data.at.insert(data.at.begin(), data.at.front() - 1);
    data.y.insert(data.y.begin(), data.y.front() / (1.0 + *options.stated_growth));
  }
  const int n = data.count();
  out.observations = n;
  out.quality = quality_of(n);
  const auto [least, most] = std::minmax_element(data.y.begin(), data.y.end());
  const bool positive = *least > 0.0;
  const MethodChoice choice = admitted_method(options.method, n, positive);
  out.fallback_reason = choice.reason;

  const bool on_logs = choice.method != Method::last_value && choice.method != Method::drift;
  out.transform = on_logs ? Transform::log : Transform::none;
  out.scale = power_of_two_scale(on_logs ? data.y.back() : std::max(std::abs(*least), std::abs(*most)));
  std::vector<double> x;
  x.reserve(data.y.size());
  for (const double y : data.y) x.push_back(on_logs ? std::log(y / out.scale) : y / out.scale);
  // What a relative spread is relative to on the raw scale: the last value, or the largest where that is zero.
  const double reference = on_logs ? 1.0 : x.back() != 0.0 ? std::abs(x.back()) : 1.0;
  const StepPool pool = step_pool(options.pool, series.first.kind, n);

  FittedLine line;
  out.method_used = name(choice.method);
  switch (choice.method) {
    case Method::last_value: line = fit_last_value(data.at, x, reference, pool); break;
    case Method::drift: line = fit_drift(data.at, x, reference, pool); break;
    case Method::cagr: line = fit_drift(data.at, x, reference, pool); break;
    case Method::log_linear: line = fit_trend(data.at, x, pool); break;
    case Method::automatic:
      line = fit_pooled_growth(data.at, x, pool);
      out.method_used = pool.strength > 0.0 ? "pooled_growth" : "cagr";
      break;
  }
  constexpr double least_deviation = 1e-12;  // relative: no interval has width zero
  line.law.walk = std::max(line.law.walk, least_deviation * least_deviation * reference * reference);
  out.law = after_gap(line.law, gap);
  for (int h = 1; h <= horizon; ++h) out.location[static_cast<std::size_t>(h - 1)] = line.start + line.growth * (gap + h);
  out.pool_share = line.pool_share;
  if (out.pool_share > 0.0) out.pool = options.pool.name;
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Method method) noexcept {
  constexpr std::array<std::string_view, 5> names{"automatic", "last_value", "drift", "cagr", "log_linear"};
  return names[static_cast<std::size_t>(method)];
}

INDUSTRIA_INLINE std::optional<Method> parse_method(std::string_view text) {
  for (const Method method : {Method::automatic, Method::last_value, Method::drift, Method::cagr, Method::log_linear}) {
    if (name(method) == text) return method;
  }
  return std::nullopt;
}

INDUSTRIA_INLINE const GrowthPool& GrowthPool::vn_provinces() {
  // Estimated by bench/fit_growth_pool.py; how well it fits: docs/methods.md, "The growth pool".
  static const GrowthPool pool{
      .name = "vn_province_iip_2012_2016",
      .mean = 0.0800,
      .sd_between = 0.0277,
      .sd_within = 0.0625,
      .dof = 5.0,
      .source = "General Statistics Office of Viet Nam: index of industrial production by province, previous year = 100, 2012-2016"};
  return pool;
}

INDUSTRIA_INLINE GrowthPool GrowthPool::stated(double mean_growth, double sd, std::string name) {
  if (!(mean_growth > -1.0) || is_missing(mean_growth) || !(sd > 0.0) || is_missing(sd)) {
    throw ValueError("GrowthPool::stated: mean_growth is " + to_shortest(mean_growth) + " and sd is " + to_shortest(sd) +
                     ", expected a ratio above -1 and a spread above 0");
  }
  const double log_sd = sd / (1.0 + mean_growth);
  const double half = log_sd * std::sqrt(0.5);  // next year's growth has the stated spread: half of it between, half within
  return {.name = std::move(name),
          .mean = std::log1p(mean_growth),
          .sd_between = half,
          .sd_within = half,
          .source = "stated by the user"};
}

INDUSTRIA_INLINE Forecast forecast(const SeriesView& series, int horizon, const ForecastOptions& options) {
  detail::require_forecast_options(horizon, options);
  return detail::forecast_series(series, horizon, options);
}

INDUSTRIA_INLINE std::vector<Forecast> forecast(const PanelView& panel, int horizon, const ForecastOptions& options) {
  detail::require_forecast_options(horizon, options);
  panel.validate();
  std::vector<Forecast> out(panel.size());
  std::vector<unsigned char> is_done(panel.size(), 0);
  const bool complete = detail::for_each_index(panel.size(), options.n_threads, options.progress, [&](std::size_t i) {
    out[i] = detail::forecast_series(panel.series(i), horizon, options);
    is_done[i] = 1;
  });
  for (std::size_t i = 0; !complete && i < out.size(); ++i) {
    if (is_done[i] != 0) continue;
    out[i] = detail::forecast_frame(panel.series(i), horizon, options);
    out[i].fallback_reason = "stopped";
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
