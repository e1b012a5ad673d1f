// SPDX-License-Identifier: Apache-2.0
// Body of targets/progress_case.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/targets_yearly.hpp>
#include <industria/targets/progress_case.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Of a range: the end to come to, and the way to it. Where the base is inside, the end that the value has left or is nearer to.
inline void choose_end(ProgressCase& c, const Bounds& range) noexcept {
  const bool base_inside = is_missing(c.base) || (c.base >= range.lo && c.base <= range.hi);
  const double from = base_inside && !is_missing(c.value) ? c.value : c.base;
  const bool upper = !range.has_lo() || (range.has_hi() && (from > range.hi || (from >= range.lo && range.hi - from < from - range.lo)));
  c.target = upper ? range.hi : range.lo;
  c.direction = upper ? Direction::at_most : Direction::at_least;
}

[[nodiscard]] inline double predicted_for(const YearlyLevels& levels, int base_year, int target_year, std::span<const double> weights) {
  std::vector<double> times;
  std::vector<double> values;
  for (int year = base_year; year <= levels.last_year(); ++year) {
    times.push_back(year);
    values.push_back(levels.in(year));
  }
  std::vector<double> own(weights.empty() ? 0 : values.size(), 0.0);
  for (std::size_t back = 1; back <= std::min(own.size(), weights.size()); ++back) own[own.size() - back] = weights[weights.size() - back];
  return predicted_level(times, values, own, target_year).value;
}

/// Everything but target and direction.
[[nodiscard]] inline ProgressCase case_of_levels(const SeriesView& actual, const Period& period, const CaseOptions& options) {
  ProgressCase c;
  YearlyLevels levels;
  yearly_levels(actual, period, levels);
  if (levels.values.empty()) return c;
  const int last = levels.last_year();
  c.value = levels.values.back();
  int base = levels.next_observed(levels.first_year);
  if (options.base) {
    base = levels.next_observed(options.base->year);
  } else if (options.years > 0) {
    base = levels.next_observed(last - options.years);
  }
  if (base > last) return c;
  c.base = levels.in(base);
  c.total = period.year - base;
  if (last - base < std::max(options.least_years, 1)) return c;
  c.since = last - base;
  const int recent = levels.next_observed(last - std::max(options.recent_years, 1));
  if (recent < last) c.recent_change = (c.value - levels.in(recent)) / (last - recent);
  c.predicted = predicted_for(levels, base, period.year, options.weights);
  return c;
}

inline void require_same_kind(const char* function, const SeriesView& actual, const Period& period) {
  if (period.kind == actual.first.kind) return;
  throw ValueError(std::string(function) + ": target is for " + to_text(period) + ", the series begins in " + to_text(actual.first) + ", expected periods of one kind");
}

}  // namespace detail

INDUSTRIA_INLINE ProgressCase progress_case(const SeriesView& actual, const Period& period, double target, Direction direction, const CaseOptions& options) {
  detail::require_same_kind("progress_case", actual, period);
  if (direction == Direction::within) throw ValueError("progress_case: direction is within, expected a Target with the ends of its range");
  ProgressCase c = detail::case_of_levels(actual, period, options);
  c.target = target;
  c.direction = direction;
  return c;
}

INDUSTRIA_INLINE ProgressCase progress_case(const SeriesView& actual, const Target& target, const CaseOptions& options) {
  detail::require_same_kind("progress_case", actual, target.period());
  ProgressCase c = detail::case_of_levels(actual, target.period(), options);
  c.direction = target.direction;
  if (is_missing(target.figure.value)) return c;
  const Figure figure = target.figure.in(actual.unit);
  if (target.direction == Direction::within) {
    detail::choose_end(c, figure.bounds);
  } else {
    c.target = figure.value;
  }
  return c;
}

INDUSTRIA_INLINE Value predicted_level(std::span<const double> times, std::span<const double> values, std::span<const double> weights, double at) {
  if (times.size() != values.size() || (!weights.empty() && weights.size() != values.size())) {
    throw ShapeError("predicted_level: " + std::to_string(times.size()) + " times, " + std::to_string(values.size()) + " values and " + std::to_string(weights.size()) + " weights, expected as many");
  }
  double first = missing;
  for (std::size_t i = 0; i < values.size() && is_missing(first); ++i) {
    if (!is_missing(values[i])) first = times[i];
  }
  const auto weight = [&](std::size_t i) { return weights.empty() ? times[i] - first + 1.0 : weights[i]; };
  double sum = 0.0;
  double mean_t = 0.0;
  double mean_y = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_missing(values[i]) || is_missing(times[i])) continue;
    if (!(weight(i) >= 0.0)) throw ValueError("predicted_level: weight " + std::to_string(i) + " is negative or missing, expected 0 or more");
    sum += weight(i);
    mean_t += weight(i) * times[i];
    mean_y += weight(i) * values[i];
  }
  if (!(sum > 0.0)) return is_missing(first) ? Reason::no_observation : Reason::too_few_points;
  mean_t /= sum;
  mean_y /= sum;
  double tt = 0.0;
  double ty = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_missing(values[i]) || is_missing(times[i])) continue;
    const double t = times[i] - mean_t;
    tt += weight(i) * t * t;
    ty += weight(i) * t * (values[i] - mean_y);
  }
  return tt > 0.0 ? mean_y + ty / tt * (at - mean_t) : mean_y;
}

INDUSTRIA_INLINE Value rank_trend(std::span<const double> values) {
  std::vector<double> y;
  for (const double x : values) {
    if (!is_missing(x)) y.push_back(x);
  }
  if (y.size() < 3) return Reason::too_few_points;
  std::vector<std::size_t> order(y.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return y[a] < y[b]; });
  std::vector<double> rank(y.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && y[order[end]] == y[order[i]]) ++end;
    for (std::size_t k = i; k < end; ++k) rank[order[k]] = 0.5 * static_cast<double>(i + end - 1);
    i = end;
  }
  const double middle = 0.5 * static_cast<double>(y.size() - 1);
  double tt = 0.0;
  double rr = 0.0;
  double tr = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double t = static_cast<double>(i) - middle;
    const double r = rank[i] - middle;
    tt += t * t;
    rr += r * r;
    tr += t * r;
  }
  return rr > 0.0 ? Value(tr / std::sqrt(tt * rr)) : Value(Reason::zero_base);
}

}  // namespace industria::inline INDUSTRIA_ABI
