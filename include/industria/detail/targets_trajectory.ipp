// SPDX-License-Identifier: Apache-2.0
// Body of targets/trajectory.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/targets/trajectory.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_trajectory(const Period& from, const Period& to, const TrajectoryOptions& options) {
  if (from.kind != to.kind) throw ValueError("trajectory: base is for " + to_text(from) + " and target for " + to_text(to) + ", expected periods of one kind");
  if (steps_between(from, to) > 10000) throw ValueError("trajectory: " + to_text(to) + " is more than 10000 periods after " + to_text(from));
  if (!(options.steepness > 0.0 && options.steepness <= 500.0)) throw ValueError("trajectory: steepness is " + to_shortest(options.steepness) + ", expected above 0 and at most 500");
  if (!(options.midpoint > 0.0 && options.midpoint < 1.0)) throw ValueError("trajectory: midpoint is " + to_shortest(options.midpoint) + ", expected between 0 and 1");
  if (options.shape != TrajectoryShape::milestones) return;
  Period before = from;
  for (const Milestone& m : options.milestones) {
    if (m.period.kind != from.kind || steps_between(before, m.period) < 1 || steps_between(m.period, to) < 1 || is_missing(m.value)) {
      throw ValueError("trajectory: milestone for " + to_text(m.period) + ", expected values for rising periods between " + to_text(from) + " and " + to_text(to));
    }
    before = m.period;
  }
}

[[nodiscard]] inline double logistic(double x, const TrajectoryOptions& options) noexcept { return 1.0 / (1.0 + std::exp(-options.steepness * (x - options.midpoint))); }

/// Share of the distance after share x of the time.
[[nodiscard]] inline double s_curve(double x, const TrajectoryOptions& options) noexcept {
  const double start = logistic(0.0, options);
  return (logistic(x, options) - start) / (logistic(1.0, options) - start);
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(TrajectoryShape shape) noexcept {
  constexpr std::array<std::string_view, 4> names{"linear", "constant_growth", "s_curve", "milestones"};
  return names[static_cast<std::size_t>(shape)];
}

INDUSTRIA_INLINE double Trajectory::at(const Period& period) const noexcept {
  if (period.kind != first.kind) return missing;
  const int i = period.ordinal() - first.ordinal();
  return i < 0 || i >= static_cast<int>(values.size()) ? missing : values[static_cast<std::size_t>(i)];
}

INDUSTRIA_INLINE Trajectory trajectory(const Period& base_period, double base, const Period& period, double target, const TrajectoryOptions& options) {
  detail::require_trajectory(base_period, period, options);
  Trajectory out{.first = base_period, .values = {}, .shape_used = options.shape, .reason = Reason::none};
  const int steps = steps_between(base_period, period);
  if (is_missing(base) || is_missing(target)) {
    out.reason = Reason::missing;
  } else if (steps < 1) {
    out.reason = Reason::no_time_left;
  }
  if (out.reason != Reason::none) return out;
  if (options.shape == TrajectoryShape::constant_growth && !(base > 0.0 && target > 0.0)) out.shape_used = TrajectoryShape::linear;
  out.values.resize(static_cast<std::size_t>(steps) + 1);
  out.values.front() = base;
  out.values.back() = target;
  std::size_t leg = 0;  // milestones that have been passed
  int from = 0;
  double from_value = base;
  for (int h = 1; h < steps; ++h) {
    const double x = static_cast<double>(h) / steps;
    double& y = out.values[static_cast<std::size_t>(h)];
    switch (out.shape_used) {
      case TrajectoryShape::linear: y = base + (target - base) * x; break;
      case TrajectoryShape::constant_growth: y = base * std::exp(x * (std::log(target) - std::log(base))); break;
      case TrajectoryShape::s_curve: y = base + (target - base) * detail::s_curve(x, options); break;
      case TrajectoryShape::milestones: {
        const bool on_way = leg < options.milestones.size();
        const int to = on_way ? steps_between(base_period, options.milestones[leg].period) : steps;
        const double to_value = on_way ? options.milestones[leg].value : target;
        y = h == to ? to_value : from_value + (to_value - from_value) * (static_cast<double>(h - from) / (to - from));
        if (h == to) {
          ++leg;
          from = to;
          from_value = to_value;
        }
        break;
      }
    }
  }
  return out;
}

INDUSTRIA_INLINE SeasonalProfile seasonal_profile(const SeriesView& flow, int years) {
  const int per_year = periods_per_year(flow.first.kind);
  if (per_year == 1 || flow.first.kind == PeriodKind::year_to_date) {
    throw ValueError("seasonal_profile: the series begins in " + to_text(flow.first) + ", expected halves, quarters or months");
  }
  const auto parts = static_cast<std::size_t>(per_year);
  SeasonalProfile out;
  out.reason = Reason::too_few_points;
  std::vector<std::vector<double>> shares(parts);
  const std::size_t before = (parts - static_cast<std::size_t>(flow.first.index - 1)) % parts;
  std::size_t complete = flow.values.size() < before ? 0 : (flow.values.size() - before) / parts;
  for (; complete > 0 && (years <= 0 || out.years < years); --complete) {  // from the last year back
    const std::span<const double> year = flow.values.subspan(before + (complete - 1) * parts, parts);
    double sum = 0.0;
    for (const double x : year) sum += x;
    if (is_missing(sum)) continue;
    if (!(sum > 0.0)) {
      if (out.years == 0) out.reason = Reason::zero_base;
      continue;
    }
    for (std::size_t i = 0; i < parts; ++i) shares[i].push_back(year[i] / sum);
    ++out.years;
  }
  if (out.years == 0) return out;
  out.reason = Reason::none;
  double sum = 0.0;
  for (std::vector<double>& of_part : shares) {
    std::sort(of_part.begin(), of_part.end());
    const std::size_t half = of_part.size() / 2;
    out.shares.push_back(of_part.size() % 2 == 1 ? of_part[half] : 0.5 * (of_part[half - 1] + of_part[half]));
    sum += out.shares.back();
  }
  if (!(sum > 0.0)) {
    out.shares.clear();
    out.reason = Reason::zero_base;
    return out;
  }
  for (double& share : out.shares) share /= sum;
  return out;
}

INDUSTRIA_INLINE std::vector<double> within_year(double plan, std::span<const double> shares, bool cumulative) {
  double whole = 0.0;
  for (const double share : shares) whole += share;
  if (!shares.empty() && !(std::abs(whole - 1.0) <= 0.005)) throw ValueError("within_year: shares add up to " + to_shortest(whole) + ", expected 1");
  std::vector<double> out;
  double so_far = 0.0;
  for (const double share : shares) {
    so_far += share;
    out.push_back(plan * (cumulative ? so_far : share));
  }
  if (cumulative && !out.empty()) out.back() = plan;
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
