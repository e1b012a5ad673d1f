// SPDX-License-Identifier: Apache-2.0
// Body of projection/theta.hpp.
#pragma once

#include <industria/projection/theta.hpp>

#include <industria/base/error.hpp>
#include <industria/series/seasonality.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

inline constexpr double theta_alpha_low = 0.1;
inline constexpr double theta_alpha_high = 0.99;

/// The line A + B t of a series: of all values (fixed), or growing with them (dynamic, zero before the first value).
class ThetaLine {
 public:
  ThetaLine(std::span<const double> y, bool dynamic) : dynamic_(dynamic) {
    if (dynamic) return;
    double n = 0.0, st = 0.0, sy = 0.0, stt = 0.0, sty = 0.0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (is_missing(y[i])) continue;
      const auto t = static_cast<double>(i + 1);
      n += 1.0, st += t, sy += y[i], stt += t * t, sty += t * y[i];
    }
    const double spread = n * stt - st * st;
    slope_ = spread > 0.0 ? (n * sty - st * sy) / spread : 0.0;
    intercept_ = (sy - slope_ * st) / n;
  }
  [[nodiscard]] double intercept() const noexcept { return intercept_; }
  [[nodiscard]] double slope() const noexcept { return slope_; }
  /// Takes value number t (from 1) into a dynamic line.
  void add(double y, double t) noexcept {
    if (!dynamic_) return;
    const double mean_before = mean_;
    mean_ += (y - mean_) / t;
    slope_ = t > 1.0 ? ((t - 2.0) * slope_ + 6.0 * (y - mean_before) / t) / (t + 1.0) : 0.0;
    intercept_ = mean_ - slope_ * (t + 1.0) / 2.0;
  }

 private:
  bool dynamic_;
  double mean_ = 0.0;
  double intercept_ = 0.0;
  double slope_ = 0.0;
};

/// Runs the recursion with w = 1 - 1/theta. Calls see(t, forecast) for every period; missing values and those after the end
/// are replaced by their forecast.
template <class See>
void run_theta(std::span<const double> y, std::size_t horizon, bool dynamic, double level,
               double alpha, double w, See&& see) {
  ThetaLine line(y, dynamic);
  double power = 1.0;  // (1 - alpha)^(t - 1)
  for (std::size_t i = 0; i < y.size() + horizon; ++i) {
    const double next_power = power * (1.0 - alpha);
    const double forecast =
        level + w * (power * line.intercept() + (1.0 - next_power) / alpha * line.slope());
    see(i, forecast);
    const double value = i < y.size() && !is_missing(y[i]) ? y[i] : forecast;
    level += alpha * (value - level);
    line.add(value, static_cast<double>(i + 1));
    power = next_power;
  }
}

struct ThetaSolution {
  double level = missing;
  double w = missing;
  double sse = std::numeric_limits<double>::infinity();
};

inline double theta_sse(std::span<const double> y, bool dynamic, double level, double alpha,
                        double w) {
  double sse = 0.0;
  run_theta(y, 0, dynamic, level, alpha, w, [&](std::size_t i, double forecast) {
    if (!is_missing(y[i])) sse += (y[i] - forecast) * (y[i] - forecast);
  });
  return sse;
}

/// Best l_0 and w for one alpha. The errors are base - level_part * l_0 - line_part * w; three runs give the three parts.
/// With gaps that is no longer linear (a gap is filled by the forecast), but one step from the right place is close.
inline ThetaSolution solve_theta(std::span<const double> y, bool dynamic, double alpha,
                                 std::optional<double> fixed_w) {
  double ll = 0.0, lw = 0.0, ww = 0.0, le = 0.0, we = 0.0;
  double zero_level = 0.0;  // SES from level 0
  double power = 1.0;
  ThetaLine line(y, dynamic);
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double next_power = power * (1.0 - alpha);
    const double part = power * line.intercept() + (1.0 - next_power) / alpha * line.slope();
    const bool seen = !is_missing(y[i]);
    const double value = seen ? y[i] : zero_level;
    if (seen) {
      const double e = y[i] - zero_level;
      ll += power * power, lw += power * part, ww += part * part, le += power * e, we += part * e;
    }
    zero_level += alpha * (value - zero_level);
    line.add(value, static_cast<double>(i + 1));
    power = next_power;
  }
  const auto level_for = [&](double w) { return (le - w * lw) / ll; };
  double w = fixed_w.value_or(0.0);
  if (!fixed_w) {
    const double determinant = ll * ww - lw * lw;
    w = determinant > 1e-14 * ll * ww ? std::clamp((ll * we - lw * le) / determinant, 0.0, 1.0)
                                      : 0.0;
  }
  ThetaSolution best{level_for(w), w, 0.0};
  best.sse = theta_sse(y, dynamic, best.level, alpha, best.w);
  return best;
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(ThetaKind kind) noexcept {
  constexpr std::array<std::string_view, 4> names{"stm", "otm", "dstm", "dotm"};
  return names[static_cast<std::size_t>(kind)];
}

INDUSTRIA_INLINE ThetaFit fit_theta(std::span<const double> y, const ThetaOptions& options) {
  if (options.period < 1)
    throw ValueError("fit_theta: period is " + std::to_string(options.period) +
                     ", expected at least 1");
  ThetaFit fit;
  fit.kind = options.kind;
  const auto observed =
      std::count_if(y.begin(), y.end(), [](double value) { return !is_missing(value); });
  if (observed < 3) return fit;

  std::vector<double> adjusted(y.begin(), y.end());
  const bool positive = std::none_of(y.begin(), y.end(), [](double value) { return value <= 0.0; });
  if (positive && is_seasonal(y, options.period)) {
    fit.season = classical_decomposition(y, options.period, Decomposition::multiplicative).figure;
    for (std::size_t i = 0; i < adjusted.size(); ++i)
      adjusted[i] /= fit.season[i % fit.season.size()];
  }
  const bool dynamic = options.kind == ThetaKind::dstm || options.kind == ThetaKind::dotm;
  const bool fixed = options.kind == ThetaKind::stm || options.kind == ThetaKind::dstm;
  const std::optional<double> w = fixed ? std::optional(0.5) : std::nullopt;
  const auto at = [&](double alpha) { return detail::solve_theta(adjusted, dynamic, alpha, w); };

  // A grid finds the valley (there can be two), golden section its floor.
  constexpr int grid = 24;
  constexpr double step = (detail::theta_alpha_high - detail::theta_alpha_low) / grid;
  std::array<double, grid + 1> sse{};
  for (int i = 0; i <= grid; ++i)
    sse[static_cast<std::size_t>(i)] = at(detail::theta_alpha_low + step * i).sse;
  double best_alpha = missing;
  detail::ThetaSolution best;
  for (int valley = 0; valley < 2; ++valley) {
    const auto lowest = std::min_element(sse.begin(), sse.end());
    if (std::isinf(*lowest)) break;
    const auto place = static_cast<int>(lowest - sse.begin());
    double low = detail::theta_alpha_low + step * std::max(place - 1, 0);
    double high = detail::theta_alpha_low + step * std::min(place + 1, grid);
    for (int i = std::max(place - 1, 0); i <= std::min(place + 1, grid); ++i) {
      sse[static_cast<std::size_t>(i)] = std::numeric_limits<double>::infinity();
    }
    constexpr double golden = 0.6180339887498949;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    detail::ThetaSolution at_a = at(a), at_b = at(b);
    while (high - low > 1e-9) {
      if (at_a.sse < at_b.sse) {
        high = b, b = a, at_b = at_a, a = high - golden * (high - low), at_a = at(a);
      } else {
        low = a, a = b, at_a = at_b, b = low + golden * (high - low), at_b = at(b);
      }
    }
    for (const double alpha :
         {low, a, high}) {  // the ends are the bounds where the optimum lies on one
      const detail::ThetaSolution candidate = at(alpha);
      if (candidate.sse < best.sse) best = candidate, best_alpha = alpha;
    }
  }
  fit.parameters = {best.level, best_alpha,
                    best.w < 1.0 ? 1.0 / (1.0 - best.w) : std::numeric_limits<double>::infinity()};
  fit.sse = std::isinf(best.sse) ? missing : best.sse;
  return fit;
}

INDUSTRIA_INLINE std::vector<double> theta_path(std::span<const double> y, const ThetaFit& fit,
                                                int horizon) {
  if (horizon < 0)
    throw ValueError("theta_path: horizon is " + std::to_string(horizon) + ", expected at least 0");
  std::vector<double> adjusted(y.begin(), y.end());
  const std::size_t m = fit.season.size();
  for (std::size_t i = 0; m > 0 && i < adjusted.size(); ++i) adjusted[i] /= fit.season[i % m];
  const bool dynamic = fit.kind == ThetaKind::dstm || fit.kind == ThetaKind::dotm;
  std::vector<double> path(y.size() + static_cast<std::size_t>(horizon), missing);
  if (is_missing(fit.parameters.alpha)) return path;
  detail::run_theta(adjusted, static_cast<std::size_t>(horizon), dynamic, fit.parameters.level,
                    fit.parameters.alpha, 1.0 - 1.0 / fit.parameters.theta,
                    [&](std::size_t i, double forecast) {
                      path[i] = m > 0 ? forecast * fit.season[i % m] : forecast;
                    });
  return path;
}

}  // namespace industria::inline INDUSTRIA_ABI
