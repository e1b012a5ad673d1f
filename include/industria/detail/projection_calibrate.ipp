// SPDX-License-Identifier: Apache-2.0
// Body of calibrate(): forecasts at earlier origins, their errors, and the error law that covers them.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Errors of one model on series of one season length, forecast by forecast, in the working scale of each series.
struct PastErrors {
  struct Made {  ///< one forecast made at an earlier origin
    double log_error = 0.0;   ///< of the model's root mean squared one-step error
    double log_change = 0.0;
    double per_value = 1.0;   ///< 1 / number of values
    std::size_t gap = 0;      ///< periods between the last value and the first step
    std::size_t end = 0;      ///< of its errors
  };
  std::vector<Made> forecasts{};
  std::vector<double> errors{};  ///< actual - median; missing where there is no value
  std::vector<std::pair<double, double>> neighbours{};  ///< of steps 1 and 2, divided by the one-step error
  std::size_t present = 0;       ///< errors that are not missing
  std::size_t steps = 0;         ///< the longest gap and horizon

  /// Calls visit(forecast, error, steps after the last value, less one) for every error that is there.
  template <class Visit>
  void for_each(Visit visit) const {
    std::size_t at = 0;
    for (const Made& made : forecasts) {
      for (std::size_t step = made.gap; at < made.end; ++at, ++step) {
        if (!std::isnan(errors[at])) visit(made, errors[at], step);
      }
    }
  }
};

/// The panel as it was `back` periods ago.
struct EarlierPanel {
  std::vector<double> values{};
  std::vector<std::int64_t> offsets{0};
  PanelView view{};
};

[[nodiscard]] inline EarlierPanel earlier_panel(const PanelView& panel, std::int64_t back) {
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
  out.view.bounds = {};
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

/// Sizes of the errors at the conformal ranks of 90 and 97.5 %: the ceil((n + 1) p)-th smallest of the values and of the negated ones.
struct ConformalSizes {
  double inner_low, inner_high, low, high;
};
[[nodiscard]] inline ConformalSizes conformal_sizes(std::vector<double>& values) {
  const auto n = values.size();
  const auto place = [n](double p) {
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(static_cast<double>(n + 1) * p)), 1, n) - 1;
  };
  const auto find = [&](std::size_t from, std::size_t at, std::size_t to) {
    const auto begin = values.begin();
    std::nth_element(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(at), begin + static_cast<std::ptrdiff_t>(to));
    return values[at];
  };
  const std::size_t inner = place(0.9);
  const std::size_t outer = place(0.975);
  // Each is sought in the part that the ones before have left.
  ConformalSizes out{};
  out.inner_high = find(0, inner, n);
  out.high = find(inner, outer, n);
  out.inner_low = -find(0, n - 1 - inner, inner);
  out.low = -find(0, n - 1 - outer, n - 1 - inner);
  return out;
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
[[nodiscard]] inline ErrorClass fit_error_class(const PastErrors& past, const ForecastModel& model, int season) {
  ErrorClass out;
  out.method = model.method;
  out.members = model.members;
  out.season_length = season;
  out.errors = static_cast<int>(past.present);
  std::vector<double> log_step(past.steps);
  for (std::size_t k = 0; k < past.steps; ++k) log_step[k] = std::log(static_cast<double>(k + 1));
  constexpr std::size_t unknowns = 6;  // level below, above; step below, above; short series; change
  constexpr std::size_t side_unknowns = 4;  // level, step, short series, change of errors on one side
  const double least = std::log(1e-3);
  double sums[2][side_unknowns][side_unknowns + 1] = {};
  past.for_each([&](const PastErrors::Made& made, double error, std::size_t step) {
    const double size = std::max(std::log(std::abs(error)) - made.log_error, least);
    const double row[side_unknowns + 1] = {1.0, log_step[step], made.per_value, made.log_change - made.log_error, size};
    auto& side = sums[error >= 0.0 ? 1 : 0];
    for (std::size_t i = 0; i < side_unknowns; ++i) {
      for (std::size_t j = i; j <= side_unknowns; ++j) side[i][j] += row[i] * row[j];
    }
  });
  std::array<std::array<double, unknowns>, unknowns> a{};
  std::array<double, unknowns> b{};
  for (std::size_t side = 0; side < 2; ++side) {
    const std::size_t place[side_unknowns] = {side, 2 + side, 4, 5};
    for (std::size_t i = 0; i < side_unknowns; ++i) {
      b[place[i]] += sums[side][i][side_unknowns];
      for (std::size_t j = 0; j < side_unknowns; ++j) a[place[i]][place[j]] += sums[side][std::min(i, j)][std::max(i, j)];
    }
  }
  const std::array<double, unknowns> fit = solve_normal(a, b);
  out.step_below = std::max(0.0, fit[2]);
  out.step_above = std::max(0.0, fit[3]);
  out.short_series = std::clamp(fit[4], 0.0, 10.0);
  out.change_weight = std::clamp(fit[5], 0.0, 1.0);

  std::vector<double> shrink[2];  // by side and step
  for (std::size_t k = 0; k < past.steps; ++k) {
    shrink[0].push_back(std::exp(-out.step_below * log_step[k]));
    shrink[1].push_back(std::exp(-out.step_above * log_step[k]));
  }
  std::vector<double> standard;
  standard.reserve(past.present);
  const PastErrors::Made* last = nullptr;
  double unit = 1.0;
  past.for_each([&](const PastErrors::Made& made, double error, std::size_t step) {
    if (&made != last) {
      const double spread = made.log_error + out.change_weight * (made.log_change - made.log_error) + out.short_series * made.per_value;
      unit = std::exp(-spread);
      last = &made;
    }
    standard.push_back(error * unit * shrink[error >= 0.0 ? 1 : 0][step]);
  });
  const ConformalSizes size = conformal_sizes(standard);
  out.dof = dof_of_ratio((size.high + size.low) / (size.inner_high + size.inner_low));
  const double reach = student_quantile(0.975, out.dof);
  out.level_below = std::log(std::max(size.low, 1e-3) / reach);
  out.level_above = std::log(std::max(size.high, 1e-3) / reach);
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

/// Adds the errors of the forecast `location` made when the first `known` of the values y were there. Steps count from the last value,
/// as the law's do.
inline void collect_errors(std::span<const double> y, std::size_t known, const SeriesAnswer& answer, std::span<const double> location,
                           PastErrors& past) {
  PastErrors::Made made{.log_error = std::log(answer.error), .log_change = std::log(answer.change), .per_value = 1.0 / answer.observations};
  while (made.gap < known && std::isnan(y[known - 1 - made.gap])) ++made.gap;
  const std::size_t from = past.errors.size();
  for (std::size_t k = 0; k < location.size() && known + k < y.size(); ++k) {
    const double error = is_missing(y[known + k]) ? missing : y[known + k] / answer.scale - location[k];
    past.errors.push_back(error);
    past.present += std::isnan(error) ? 0 : 1;
  }
  made.end = past.errors.size();
  if (made.end - from >= 2 && !std::isnan(past.errors[from] + past.errors[from + 1]))
    past.neighbours.emplace_back(past.errors[from] / answer.error, past.errors[from + 1] / answer.error);
  past.steps = std::max(past.steps, made.gap + (made.end - from));
  past.forecasts.push_back(made);
}

}  // namespace detail

INDUSTRIA_INLINE IntervalCalibration calibrate(const PanelView& panel, int horizon, const PanelForecastOptions& options,
                                               const CalibrationOptions& how) {
  if (how.origins < 1 || how.step < 1) {
    throw ValueError("calibrate: origins is " + std::to_string(how.origins) + " and step is " + std::to_string(how.step) +
                     ", expected 1 or more");
  }
  panel.validate();
  PanelForecastOptions earlier_options = options;
  bool stopped = false;
  if (options.common.progress) {
    earlier_options.common.progress = [&](std::size_t done, std::size_t total) {
      stopped = stopped || !options.common.progress(done, total);
      return !stopped;
    };
  }
  std::map<std::pair<std::size_t, int>, detail::PastErrors> past;  // by model and season length
  for (int origin = 0; origin < how.origins; ++origin) {
    const detail::EarlierPanel earlier = detail::earlier_panel(panel, horizon + std::int64_t{origin} * how.step);
    const PanelForecast made = forecast_panel(earlier.view, horizon, earlier_options);
    if (stopped) return {.name = "stopped", .source = how.source};
    for (std::size_t m = 0; m < made.models.size(); ++m) {
      for (std::size_t i = 0; i < panel.size(); ++i) {
        const SeriesAnswer& answer = made.columns[m].answers[i];
        if (!(answer.error > 0.0) || !(answer.change > 0.0)) continue;
        const auto known = static_cast<std::size_t>(earlier.offsets[i + 1] - earlier.offsets[i]);
        detail::collect_errors(panel.series(i).values, known, answer,
                               std::span(made.columns[m].location).subspan(i * static_cast<std::size_t>(horizon), static_cast<std::size_t>(horizon)),
                               past[{m, detail::season_of(panel, i, options.season_length)}]);
      }
    }
  }
  IntervalCalibration out{.name = how.name, .source = how.source};
  for (const auto& [key, errors] : past) {
    if (errors.present < 100) continue;
    ErrorClass law = detail::fit_error_class(errors, options.models[key.first], key.second);
    law.persistence = detail::persistence_of(errors.neighbours);
    out.classes.push_back(law);
  }
  if (out.classes.empty()) {
    throw ValueError("calibrate: no model and season length has 100 errors at earlier origins, expected more or longer series "
                     "(closed forms, as last_value and drift, keep their exact laws: there is nothing to learn)");
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
