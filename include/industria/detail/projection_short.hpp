// SPDX-License-Identifier: Apache-2.0
// Forecasts of short series: which of the first methods a series admits, its working scale, the law of its errors.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/projection_growth_levels.hpp>
#include <industria/detail/projection_methods.hpp>
#include <industria/projection/project.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

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
  options.prior.validate();
  if (options.stated_growth && !(*options.stated_growth > -1.0 && !is_missing(*options.stated_growth))) {
    throw ValueError("forecast: stated_growth is " + to_shortest(*options.stated_growth) + ", expected a ratio above -1 (0.112 for 11.2 %)");
  }
  for (const GrowthStatement& told : options.growth_statements) {
    if (told.years >= 1 && told.growth.hi > -1.0 && !(told.growth.lo > told.growth.hi)) continue;
    throw ValueError("forecast: a growth statement of " + std::to_string(told.years) + " years from " + to_shortest(told.growth.lo) +
                     " to " + to_shortest(told.growth.hi) + ", expected at least one year and ratios above -1 (0.258 for 25.8 %)");
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

/// True if each season of the year has a value.
[[nodiscard]] inline bool has_every_season(const Observed& data, int season) {
  if (data.count() < season) return false;
  std::vector<bool> seen(static_cast<std::size_t>(season), false);
  for (const int t : data.at) seen[static_cast<std::size_t>(t % season)] = true;
  return std::find(seen.begin(), seen.end(), false) == seen.end();
}

[[nodiscard]] inline MethodChoice admitted_method(Method asked, int n, bool positive, bool every_season) noexcept {
  if (asked == Method::pooled_growth && !positive) return {n >= 2 ? Method::drift : Method::last_value, "not_positive"};
  if (asked == Method::pooled_growth) return {asked, {}};
  MethodChoice choice{asked, {}};
  const auto leave = [&](Method to, std::string_view why) {
    choice.method = to;
    if (choice.reason.empty()) choice.reason = why;
  };
  if (choice.method == Method::log_linear && (!positive || n < 3)) leave(Method::cagr, positive ? "too_few_values" : "not_positive");
  if (choice.method == Method::cagr && (!positive || n < 2)) leave(Method::drift, positive ? "too_few_values" : "not_positive");
  if (choice.method == Method::mean && n < 2) leave(Method::last_value, "too_few_values");
  if (choice.method == Method::seasonal_last_value && !every_season) leave(Method::last_value, "too_few_values");
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

/// What a closed form says of one series: locations on its working scale, and the law of the errors.
struct ShortForecast {
  std::string_view used{};
  std::string_view reason{};
  Quality quality = Quality::none;
  Transform transform = Transform::none;
  double scale = 1.0;
  double pool_share = 0.0;
  int observations = 0;
  ErrorLaw law{};
  bool law_has_scales = true;  ///< the scales are the roots of the law's variances
  std::vector<double> location{};
  std::vector<double> deviation{};  ///< Student scale of each step
  std::vector<double> above{};      ///< the one above the location, where it is another; else empty
};

/// The value of the same season a year before each step; errors of different years add up.
inline void fit_seasonal_last_value(const Observed& data, std::span<const double> x, int season, int gap, double floor, ShortForecast& out) {
  const int n = data.at.back() + 1;
  std::vector<double> last(static_cast<std::size_t>(season), missing);
  std::vector<double> by_time(static_cast<std::size_t>(n), missing);
  for (std::size_t i = 0; i < x.size(); ++i) {
    by_time[static_cast<std::size_t>(data.at[i])] = x[i];
    last[static_cast<std::size_t>(data.at[i] % season)] = x[i];
  }
  double squares = 0.0;
  int pairs = 0;
  for (int t = season; t < n; ++t) {
    const double change = by_time[static_cast<std::size_t>(t)] - by_time[static_cast<std::size_t>(t - season)];
    if (std::isnan(change)) continue;
    squares += change * change;
    ++pairs;
  }
  const double variance = std::max(pairs > 0 ? squares / pairs : 0.0, floor);
  out.law = {.noise = 1.0, .dof = std::max(1.0, static_cast<double>(pairs))};
  out.law_has_scales = false;
  for (std::size_t k = 0; k < out.location.size(); ++k) {
    const int step = gap + static_cast<int>(k);
    out.location[k] = last[static_cast<std::size_t>((n + step) % season)];
    out.deviation[k] = std::sqrt(variance * (step / season + 1));
  }
}

/// Mean of all values: sigma^2 (1 + 1/n).
[[nodiscard]] inline FittedLine fit_mean(std::span<const double> x) {
  const double n = static_cast<double>(x.size());
  double sum = 0.0;
  for (const double v : x) sum += v - x.front();
  const double mean = sum / n + x.front();
  double squares = 0.0;
  for (const double v : x) squares += (v - mean) * (v - mean);
  const double variance = squares / (n - 1.0);
  return {.start = mean, .growth = 0.0, .law = {.noise = variance, .level = variance / n, .dof = n - 1.0}};
}

inline constexpr int prior_values = 12;  ///< of more values a series speaks for itself

/// The law of growth weighed against the prior as a split Student law with the quantiles at 10, 50 and 90 per cent of each step, and the
/// degrees of freedom that its third step has. `last` is the last level as told, on the working scale.
inline void read_growth_law(GrowthPredictive& law, double last, int gap, ShortForecast& out) {
  constexpr int typical = 3;
  for (int h = 0; h < typical; ++h) law.advance();
  const TailTable::Tail tail =
      TailTable::shared().of((law.quantile(0.975) - law.quantile(0.025)) / (law.quantile(0.9) - law.quantile(0.1)));
  law.restart();
  for (int h = 0; h < gap; ++h) law.advance();
  out.above.resize(out.location.size());
  for (std::size_t k = 0; k < out.location.size(); ++k) {
    law.advance();
    const double middle = law.quantile(0.5);
    out.location[k] = last + middle;
    out.deviation[k] = (middle - law.quantile(0.1)) / tail.reach;
    out.above[k] = (law.quantile(0.9) - middle) / tail.reach;
  }
  const double to_scale = tail.dof > 2.0 ? (tail.dof - 2.0) / tail.dof : 1.0;
  out.law = after_gap({.walk = law.noise_variance * to_scale, .level = law.start_variance * to_scale, .slope = law.mu_variance * to_scale, .dof = tail.dof}, gap);
  out.law_has_scales = false;
  out.pool_share = law.pool_share;
}

inline void fit_pooled_growth(const Observed& data, std::span<const double> x, int gap, const GrowthGrid& grid,
                              std::span<const GrowthStatement> statements, ShortForecast& out) {
  std::array<GrowthStep, prior_values> growths;
  for (std::size_t i = 1; i < x.size(); ++i) growths[i - 1] = {x[i] - x[i - 1], data.at[i] - data.at[i - 1]};
  GrowthPredictive law(grid.laws, grid.dof, grid.damping, std::span(growths).first(x.size() - 1), statements);
  read_growth_law(law, x.back(), gap, out);
}

/// What the bounds of a series leave of its observed levels; empty if they all stand as they are told. `is_tied`: the first two are one
/// level and its growth, the bounds are of that level.
[[nodiscard]] inline std::vector<KnownLevel> open_levels(const SeriesView& series, const Observed& data, std::span<const double> x, double scale, bool is_tied) {
  if (series.bounds.size() != series.values.size()) return {};
  const auto log = [&](double y) { return std::log(y) - std::log(scale); };
  std::vector<KnownLevel> out;
  for (std::size_t i = is_tied ? 1 : 0; i < x.size(); ++i)
    out.push_back(known_level(x[i], data.at[i], series.bounds[static_cast<std::size_t>(data.at[i])], log));
  if (std::none_of(out.begin(), out.end(), [](const KnownLevel& level) { return level.is_open(); })) return {};
  if (is_tied) {
    const KnownLevel told = out.back();
    const double growth = x[1] - x[0];
    out = {{.told = x[0], .at = data.at[0], .lo = told.lo - growth, .hi = told.hi - growth}, {.told = told.told, .at = told.at}};
  }
  return out;
}

/// `grid` is options.prior laid out for the periods of the series; null: laid out here.
[[nodiscard]] inline ShortForecast short_forecast(const SeriesView& series, int horizon, int season, const ForecastOptions& options,
                                                  const GrowthGrid* grid = nullptr) {
  ShortForecast out;
  out.location.assign(static_cast<std::size_t>(horizon), missing);
  out.deviation.assign(static_cast<std::size_t>(horizon), missing);
  Observed data = observed_values(series.values);
  if (data.count() == 0) {
    out.reason = "no_values";
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
  const MethodChoice choice = admitted_method(options.method, n, positive, has_every_season(data, season));
  out.reason = choice.reason;

  const bool on_logs = choice.method == Method::pooled_growth || choice.method == Method::cagr || choice.method == Method::log_linear;
  out.transform = on_logs ? Transform::log : Transform::none;
  out.scale = power_of_two_scale(on_logs ? data.y.back() : std::max(std::abs(*least), std::abs(*most)));
  std::vector<double> x;
  x.reserve(data.y.size());
  for (const double y : data.y) {
    const double ratio = y / out.scale;  // may leave the range of a double where logarithms do not
    const bool fits = std::isfinite(ratio) && ratio > 0.0;
    x.push_back(!on_logs ? ratio : fits ? std::log(ratio) : std::log(y) - std::log(out.scale));
  }
  // What a relative spread is relative to on the raw scale: the last value, or the largest where that is zero.
  const double reference = on_logs ? 1.0 : x.back() != 0.0 ? std::abs(x.back()) : 1.0;
  const StepPool pool = step_pool(options.prior, series.first.kind, n);
  constexpr double least_deviation = 1e-12;  // relative: no interval has width zero
  const double floor = least_deviation * least_deviation * reference * reference;

  FittedLine line;
  out.used = name(choice.method);
  switch (choice.method) {
    case Method::drift: line = fit_drift(data.at, x, reference, pool); break;
    case Method::cagr: line = fit_drift(data.at, x, reference, pool); break;
    case Method::log_linear: line = fit_trend(data.at, x, pool); break;
    case Method::mean: line = fit_mean(x); break;
    case Method::seasonal_last_value: fit_seasonal_last_value(data, x, season, gap, floor, out); return out;
    case Method::pooled_growth:
      if (n <= prior_values) {
        const GrowthGrid own = grid != nullptr ? GrowthGrid() : GrowthGrid(options.prior, periods_per_year(series.first.kind));
        const GrowthGrid& laid_out = grid != nullptr ? *grid : own;
        if (const std::vector<KnownLevel> levels = open_levels(series, data, x, out.scale, is_stated); !levels.empty()) {
          const LevelFiller filler(laid_out, levels, options.growth_statements, is_stated);
          GrowthPredictive law = filler.law(laid_out, levels.back(), options.growth_statements);
          read_growth_law(law, x.back(), gap, out);
        } else {
          fit_pooled_growth(data, x, gap, laid_out, options.growth_statements, out);
        }
        return out;
      }
      line = fit_drift(data.at, x, reference, pool);
      out.used = name(Method::cagr);
      break;
    default: line = fit_last_value(data.at, x, reference, pool); break;
  }
  double& floored = choice.method == Method::mean ? line.law.noise : line.law.walk;
  floored = std::max(floored, floor);
  out.law = after_gap(line.law, gap);
  for (int h = 1; h <= horizon; ++h) {
    out.location[static_cast<std::size_t>(h - 1)] = line.start + line.growth * (gap + h);
    out.deviation[static_cast<std::size_t>(h - 1)] = std::sqrt(out.law.covariance(h, h));
  }
  out.pool_share = line.pool_share;
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
