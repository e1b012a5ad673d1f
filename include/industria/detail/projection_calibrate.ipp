// SPDX-License-Identifier: Apache-2.0
// Body of calibrate(): forecasts at earlier origins, their errors, and the error law that covers them.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One error of a forecast made at an earlier origin, in the working scale of its series.
struct PastError {
  double value = 0.0;  ///< actual - median
  double error = 0.0;  ///< the model's root mean squared one-step error
  double change = 0.0;
  double step = 1.0;
  double observed = 1.0;
};

/// The panel as it was `back` periods ago.
struct EarlierPanel {
  std::vector<double> values{};
  std::vector<std::int64_t> offsets{0};
  PanelView view{};
};

[[nodiscard]] inline EarlierPanel earlier_panel(const PanelView& panel, int back) {
  EarlierPanel out;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const auto y = panel.series(i).values;
    const std::size_t keep = y.size() > static_cast<std::size_t>(back) ? y.size() - static_cast<std::size_t>(back) : 0;
    out.values.insert(out.values.end(), y.begin(), y.begin() + static_cast<std::ptrdiff_t>(keep));
    out.offsets.push_back(static_cast<std::int64_t>(out.values.size()));
  }
  out.view = panel;
  out.view.values = out.values;
  out.view.offsets = out.offsets;
  out.view.lower = out.view.upper = {};
  return out;
}

/// Solves the normal equations a x = b of a few unknowns by elimination with a little ridge.
template <std::size_t N>
[[nodiscard]] inline std::array<double, N> solve_normal(std::array<std::array<double, N>, N> a, std::array<double, N> b) noexcept {
  for (std::size_t i = 0; i < N; ++i) a[i][i] += 1e-9 * (1.0 + a[i][i]);
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = i + 1; j < N; ++j) {
      const double factor = a[j][i] / a[i][i];
      for (std::size_t k = i; k < N; ++k) a[j][k] -= factor * a[i][k];
      b[j] -= factor * b[i];
    }
  }
  for (std::size_t i = N; i-- > 0;) {
    for (std::size_t k = i + 1; k < N; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

/// The conformal quantile: the ceil((n + 1) p)-th smallest of the values.
[[nodiscard]] inline double conformal_rank(std::vector<double>& values, double p) {
  const auto n = values.size();
  const auto rank = static_cast<std::size_t>(std::ceil(static_cast<double>(n + 1) * p));
  const std::size_t at = std::clamp<std::size_t>(rank, 1, n) - 1;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

/// Degrees of freedom whose ratio of the 97.5 % to the 90 % quantile is `ratio`; between 2.5 and 200.
[[nodiscard]] inline double dof_of_ratio(double ratio) {
  double low = 2.5;
  double high = 200.0;
  const auto of = [](double dof) { return student_quantile(0.975, dof) / student_quantile(0.9, dof); };
  if (!(ratio < of(low))) return low;
  if (!(ratio > of(high))) return high;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (of(middle) > ratio ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// Least squares of log |error / e| on its side, side times log step, 1/n and log(d/e); then the levels and the degrees of
/// freedom from the conformal 2.5, 10, 90 and 97.5 per cent ranks of the standardised errors.
[[nodiscard]] inline ErrorClass fit_error_class(std::span<const PastError> errors, Method method, int season) {
  ErrorClass out;
  out.method = method;
  out.season_length = season;
  out.errors = static_cast<int>(errors.size());
  constexpr std::size_t unknowns = 6;  // level below, above; step below, above; short series; change
  std::array<std::array<double, unknowns>, unknowns> a{};
  std::array<double, unknowns> b{};
  for (const PastError& e : errors) {
    const bool above = e.value >= 0.0;
    const double log_step = std::log(e.step);
    const std::array<double, unknowns> row{above ? 0.0 : 1.0, above ? 1.0 : 0.0, above ? 0.0 : log_step, above ? log_step : 0.0,
                                           1.0 / e.observed, std::log(e.change / e.error)};
    const double size = std::log(std::max(std::abs(e.value) / e.error, 1e-3));
    for (std::size_t i = 0; i < unknowns; ++i) {
      b[i] += row[i] * size;
      for (std::size_t j = 0; j < unknowns; ++j) a[i][j] += row[i] * row[j];
    }
  }
  const std::array<double, unknowns> fit = solve_normal(a, b);
  out.step_below = std::max(0.0, fit[2]);
  out.step_above = std::max(0.0, fit[3]);
  out.short_series = std::clamp(fit[4], 0.0, 10.0);
  out.change_weight = std::clamp(fit[5], 0.0, 1.0);

  std::vector<double> standard;
  standard.reserve(errors.size());
  for (const PastError& e : errors) {
    const double spread = std::pow(e.error, 1.0 - out.change_weight) * std::pow(e.change, out.change_weight) *
                          std::exp(out.short_series / e.observed + (e.value >= 0.0 ? out.step_above : out.step_below) * std::log(e.step));
    standard.push_back(e.value / spread);
  }
  const double high = conformal_rank(standard, 0.975);
  const double inner_high = conformal_rank(standard, 0.9);
  for (double& z : standard) z = -z;
  const double low = conformal_rank(standard, 0.975);
  const double inner_low = conformal_rank(standard, 0.9);
  out.dof = dof_of_ratio((high + low) / (inner_high + inner_low));
  const double reach = student_quantile(0.975, out.dof);
  out.level_below = std::log(std::max(low, 1e-3) / reach);
  out.level_above = std::log(std::max(high, 1e-3) / reach);
  return out;
}

/// Share of `walk` whose correlation between steps 1 and 2, w / sqrt(1 + w), is that of the errors.
[[nodiscard]] inline double persistence_of(std::span<const std::pair<double, double>> pairs) noexcept {
  double xx = 0.0;
  double yy = 0.0;
  double xy = 0.0;
  for (const auto& [x, y] : pairs) {
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  if (!(xx > 0.0 && yy > 0.0)) return 0.9;
  const double c2 = std::pow(std::clamp(xy / std::sqrt(xx * yy), 0.0, 1.0), 2);
  return std::clamp(0.5 * (c2 + std::sqrt(c2 * c2 + 4.0 * c2)), 0.0, 1.0);
}

}  // namespace detail

INDUSTRIA_INLINE IntervalCalibration calibrate(const PanelView& panel, int horizon, const PanelForecastOptions& options,
                                               const CalibrationOptions& how) {
  if (how.origins < 1 || how.step < 1) {
    throw ValueError("calibrate: origins is " + std::to_string(how.origins) + " and step is " + std::to_string(how.step) +
                     ", expected 1 or more");
  }
  std::map<std::pair<Method, int>, std::vector<detail::PastError>> errors;
  std::map<std::pair<Method, int>, std::vector<std::pair<double, double>>> neighbours;
  for (int origin = 0; origin < how.origins; ++origin) {
    const detail::EarlierPanel earlier = detail::earlier_panel(panel, horizon + origin * how.step);
    const PanelForecast made = forecast_panel(earlier.view, horizon, options);
    const auto steps = static_cast<std::size_t>(horizon);
    for (std::size_t m = 0; m < made.models.size(); ++m) {
      for (std::size_t i = 0; i < panel.size(); ++i) {
        const SeriesAnswer& answer = made.columns[m].answers[i];
        if (!(answer.error > 0.0) || !(answer.change > 0.0)) continue;
        const std::pair<Method, int> key{made.models[m].method, detail::season_of(panel, i, options.season_length)};
        const auto y = panel.series(i).values;
        const auto known = static_cast<std::size_t>(earlier.offsets[i + 1] - earlier.offsets[i]);
        // Steps count from the last value, as the law's do.
        std::size_t gap = 0;
        while (gap < known && std::isnan(y[known - 1 - gap])) ++gap;
        double before = missing;
        for (std::size_t k = 0; k < steps && known + k < y.size(); ++k) {
          const double value = y[known + k] / answer.scale - made.columns[m].location[i * steps + k];
          const double standard = value / answer.error;
          if (!std::isnan(value))
            errors[key].push_back({value, answer.error, answer.change, static_cast<double>(gap + k + 1),
                                   static_cast<double>(answer.observations)});
          if (k == 1 && !std::isnan(standard) && !std::isnan(before)) neighbours[key].emplace_back(before, standard);
          before = standard;
        }
      }
    }
  }
  IntervalCalibration out{.name = how.name, .source = how.source};
  for (const auto& [key, list] : errors) {
    if (list.size() < 100) continue;
    ErrorClass law = detail::fit_error_class(list, key.first, key.second);
    law.persistence = detail::persistence_of(neighbours[key]);
    out.classes.push_back(law);
  }
  if (out.classes.empty()) {
    throw ValueError("calibrate: no model and season length has 100 errors at earlier origins, expected more or longer series");
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
