// SPDX-License-Identifier: Apache-2.0
// Sums of a flow over coming periods: their law, and the growth that such a sum needs.
#pragma once

#include <industria/detail/philox.hpp>
#include <industria/detail/projection_short.hpp>
#include <industria/detail/student.hpp>
#include <industria/model/series.hpp>
#include <industria/projection/forecast.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The draws behind Forecast::paths, kept: forecasts of one series that differ in their law only use them again.
class PathDraws {
 public:
  /// Sums of the steps `from` to `to` of each path, as Forecast::paths gives them to the bit.
  [[nodiscard]] std::vector<double> sums(const Forecast& f, std::size_t from, std::size_t to, int paths, std::uint64_t seed) {
    const std::size_t steps = f.horizon();
    take(f, paths, seed);
    const double a = std::sqrt(f.law.level);
    const double b = a > 0.0 ? f.law.slope_level / a : 0.0;
    const double c = std::sqrt(std::max(0.0, f.law.slope - b * b));
    const double by_step = std::sqrt(f.law.walk);
    const double alone = std::sqrt(f.law.noise);
    std::vector<double> spread(steps, 1.0);
    for (std::size_t k = 0; k < steps && !f.below.empty(); ++k) spread[k] = std::sqrt(f.law.covariance(static_cast<int>(k) + 1, static_cast<int>(k) + 1));
    std::vector<double> out(static_cast<std::size_t>(paths), 0.0);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double* draw = draws_.data() + i * width_;
      double walk = 0.0;
      for (std::size_t k = 0; k <= to; ++k) {
        walk += by_step * draw[3 + 2 * k];
        if (k < from) continue;
        double error = draw[0] * (a * draw[1] + (b * draw[1] + c * draw[2]) * (static_cast<int>(k) + 1) + walk + alone * draw[4 + 2 * k]);
        if (!f.below.empty()) error *= (error >= 0.0 ? f.above : f.below)[k] / spread[k];
        const double working = f.location[k] + error;
        out[i] += std::clamp(f.scale * (f.transform == Transform::log ? std::exp(working) : working), f.lower, f.upper);
      }
    }
    return out;
  }

 private:
  void take(const Forecast& f, int paths, std::uint64_t seed) {
    const bool has_noise = f.law.noise > 0.0;
    if (!draws_.empty() && id_ == f.id && steps_ == f.horizon() && dof_ == f.law.dof && has_noise_ == has_noise) return;
    id_ = f.id;
    steps_ = f.horizon();
    dof_ = f.law.dof;
    has_noise_ = has_noise;
    width_ = 3 + 2 * steps_;
    draws_.assign(static_cast<std::size_t>(paths) * width_, 0.0);
    for (int path = 0; path < paths; ++path) {
      PathStream stream(seed, id_, static_cast<std::uint32_t>(path));
      const auto normal = [&] { return student_quantile(stream.uniform(), std::numeric_limits<double>::infinity()); };
      double* draw = draws_.data() + static_cast<std::size_t>(path) * width_;
      draw[0] = student_mixing(stream.uniform(), dof_);
      draw[1] = normal();
      draw[2] = normal();
      for (std::size_t k = 0; k < steps_; ++k) {
        draw[3 + 2 * k] = normal();
        if (has_noise) draw[4 + 2 * k] = normal();
      }
    }
  }
  std::string id_;
  std::size_t steps_ = 0;
  std::size_t width_ = 0;
  double dof_ = 0.0;
  bool has_noise_ = false;
  std::vector<double> draws_;
};

/// The sum of steps `from` to `to` (0-based, both in it) of a forecast: of one step its own law, exact; exact too where the errors are of one
/// Student law on the plain scale without limits (their sum is one again); else counted on joint paths.
class FlowSum {
 public:
  static constexpr int n_paths = 2000;  ///< a probability of one half is then known to 2.2 points (two standard errors)

  FlowSum(const Forecast& forecast, std::size_t from, std::size_t to) : FlowSum(forecast, from, to, PathDraws()) {}
  FlowSum(const Forecast& forecast, std::size_t from, std::size_t to, PathDraws&& draws) : FlowSum(forecast, from, to, draws) {}
  FlowSum(const Forecast& forecast, std::size_t from, std::size_t to, PathDraws& draws) : forecast_(forecast), from_(from), to_(to) {
    if (forecast.quality == Quality::none) return;
    for (std::size_t k = from; k <= to; ++k) {
      if (is_missing(forecast.location[k])) return;
    }
    known_ = true;
    if (from == to) return;
    if (forecast.transform == Transform::none && forecast.below.empty() && std::isinf(forecast.lower) && std::isinf(forecast.upper)) {
      double variance = 0.0;
      for (std::size_t i = from; i <= to; ++i) {
        location_ += forecast.scale * forecast.location[i];
        for (std::size_t j = from; j <= to; ++j) variance += forecast.law.covariance(static_cast<int>(i) + 1, static_cast<int>(j) + 1);
      }
      deviation_ = forecast.scale * std::sqrt(variance);
      if (deviation_ > 0.0) return;
    }
    sums_ = draws.sums(forecast, from, to, n_paths, 0x696e647573747269U);
    std::sort(sums_.begin(), sums_.end());
    known_ = !is_missing(sums_.front()) && !is_missing(sums_.back());
  }
  [[nodiscard]] bool known() const noexcept { return known_; }
  [[nodiscard]] bool is_counted() const noexcept { return !sums_.empty(); }
  [[nodiscard]] double at_least(double x) const {
    if (from_ == to_) return forecast_.probability_at_least(to_, x);
    if (sums_.empty()) return student_cdf((location_ - x) / deviation_, forecast_.law.dof);
    return static_cast<double>(sums_.end() - std::lower_bound(sums_.begin(), sums_.end(), x)) / n_paths;
  }
  [[nodiscard]] double at_most(double x) const {
    if (from_ == to_) return forecast_.probability_at_most(to_, x);
    if (sums_.empty()) return student_cdf((x - location_) / deviation_, forecast_.law.dof);
    return static_cast<double>(std::upper_bound(sums_.begin(), sums_.end(), x) - sums_.begin()) / n_paths;
  }
  [[nodiscard]] double quantile(double p) const {
    if (from_ == to_) return p == 0.5 ? forecast_.median(to_) : forecast_.quantile(to_, p);
    if (sums_.empty()) return location_ + deviation_ * student_quantile(p, forecast_.law.dof);
    return sums_[static_cast<std::size_t>(p * (n_paths - 1))];
  }

 private:
  const Forecast& forecast_;
  std::size_t from_;
  std::size_t to_;
  bool known_ = false;
  double location_ = 0.0;
  double deviation_ = 0.0;
  std::vector<double> sums_;
};

/// What the coming periods of a flow would bring if nothing grew: of each the figure of the same part of the last year that has it, and how
/// many years it lies back. Of the last `left` of `ahead` periods after the end of the series; empty if a part has no figure.
struct FlowBase {
  double value = missing;
  int years = 0;
};
[[nodiscard]] inline std::vector<FlowBase> flow_bases(const SeriesView& flow, int ahead, int left) {
  std::vector<FlowBase> out;
  const int per_year = periods_per_year(flow.first.kind);
  const int n = static_cast<int>(flow.values.size());
  for (int at = n + ahead - left; at < n + ahead; ++at) {
    int from = at;
    int years = 0;
    while (from >= n || (from >= 0 && is_missing(flow.values[static_cast<std::size_t>(from)]))) {
      from -= per_year;
      ++years;
    }
    if (from < 0) return {};
    out.push_back({flow.values[static_cast<std::size_t>(from)], years});
  }
  return out;
}

/// What they bring if all grow by `growth` a year.
[[nodiscard]] inline double grown_sum(const std::vector<FlowBase>& bases, double growth) noexcept {
  double sum = 0.0;
  for (const FlowBase& base : bases) sum += base.value * std::pow(1.0 + growth, base.years);
  return sum;
}

/// The yearly growth with which the coming periods bring `wanted`: the only root of a rising function, -1 if nothing more is wanted.
[[nodiscard]] inline Value growth_for_sum(const std::vector<FlowBase>& bases, double wanted) {
  if (bases.empty()) return Reason::too_few_points;
  double all = 0.0;
  for (const FlowBase& base : bases) {
    if (base.value < 0.0) return Reason::negative_base;
    all += base.value;
  }
  if (is_missing(wanted)) return Reason::no_target_value;
  if (!(wanted > 0.0)) return -1.0;
  if (!(all > 0.0)) return Reason::zero_base;
  double low = 0.0;  // of 1 + growth
  double high = 1.0;
  while (grown_sum(bases, high - 1.0) < wanted && high < 1e300) high *= 2.0;
  for (int i = 0; i < 2000; ++i) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    (grown_sum(bases, middle - 1.0) < wanted ? low : high) = middle;
  }
  return high - 1.0;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
