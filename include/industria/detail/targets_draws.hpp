// SPDX-License-Identifier: Apache-2.0
// Draws from forecasts, many at a time: joint paths of one forecast, and draws of several that share a shock. A path is a number;
// what it holds depends on seed, id and that number only. Knows forecasts and the lanes.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/lanes/kernels.hpp>
#include <industria/detail/lanes/simulate_kernels.hpp>
#include <industria/detail/philox.hpp>
#include <industria/detail/projection_member.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/forecast.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A smooth function between even knots: the cubic through the four around a point. Outside the last knots their values hold.
class KnotTable {
 public:
  /// Of a function of the Student law: heavy tails need closer knots.
  template <class F>
  KnotTable(double reach, double dof, F f) : step_(dof < 3.0 ? 0.015625 : 0.125), from_(-step_ * (std::ceil(reach / step_) + 1.0)) {
    const auto size = static_cast<std::size_t>(-2.0 * from_ / step_ + 0.5) + 1;
    y_.reserve(size);
    for (std::size_t i = 0; i < size; ++i) y_.push_back(f(from_ + step_ * static_cast<double>(i)));
  }
  [[nodiscard]] double operator()(double x) const noexcept {
    const double place = std::clamp((x - from_) / step_, 0.0, static_cast<double>(y_.size() - 1));
    const std::size_t i = std::clamp<std::size_t>(static_cast<std::size_t>(place), 1, y_.size() - 3);
    const double t = place - static_cast<double>(i);
    const double* y = y_.data() + i - 1;
    return t * (t - 1.0) / 6.0 * ((t + 1.0) * y[3] - (t - 2.0) * y[0]) + (t + 1.0) * (t - 2.0) / 2.0 * ((t - 1.0) * y[1] - t * y[2]);
  }

 private:
  double step_;
  double from_;
  std::vector<double> y_;
};

/// Normal deviates 0 .. count - 1 of paths 0 .. n - 1 of one stream, in the lanes' order: see of().
class NormalRows {
 public:
  void draw(const PathKey& key, std::size_t first_path, std::size_t n, std::size_t count) {
    const industria::lanes::Kernels& kernels = *chosen_kernels().load();
    width_ = static_cast<std::size_t>(kernels.width);
    count_ = count;
    rows_ = memory_.reserve((n + width_ - 1) / width_ * width_ * std::max<std::size_t>(count, 1));
    kernels.simulate->normals({.key = {key.key[0], key.key[1]}, .high = key.high, .first_path = static_cast<unsigned>(first_path),
                               .n_paths = static_cast<int>(n), .count = static_cast<int>(count), .rows = rows_});
  }
  /// The numbers of one path: number j stands at of(path)[j * stride()].
  [[nodiscard]] const double* of(std::size_t path) const noexcept { return rows_ + path / width_ * count_ * width_ + path % width_; }
  [[nodiscard]] std::size_t stride() const noexcept { return width_; }

 private:
  AlignedBuffer memory_;
  double* rows_ = nullptr;
  std::size_t width_ = 1;
  std::size_t count_ = 0;
};

/// The working scale between which a step meets `wanted` after it has been put inside the forecast's limits; low > high: never.
struct MeetingRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};
[[nodiscard]] inline MeetingRange meeting_range(const Forecast& f, const Bounds& wanted) noexcept {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto working = [&](double y) {
    const double x = y / f.scale;
    return f.transform == Transform::none ? x : x > 0.0 ? std::log(x) : -infinity;
  };
  MeetingRange out;
  const Bounds from{.lo = wanted.lo, .lo_open = wanted.lo_open, .hi_open = false};  // infinity itself meets an open side
  const Bounds to{.hi = wanted.hi, .lo_open = false, .hi_open = wanted.hi_open};
  if (wanted.has_lo() && !from.contains(f.lower)) out.low = from.contains(f.upper) ? working(wanted.lo) : infinity;
  if (wanted.has_hi() && !to.contains(f.upper)) out.high = to.contains(f.lower) ? working(wanted.hi) : -infinity;
  return out;
}

/// Normal quantiles at the midpoints of n equal shares.
[[nodiscard]] inline std::vector<double> midpoint_normals(int paths) {
  const auto n = static_cast<std::size_t>(paths);
  std::vector<double> out(n);
  for (std::size_t p = 0; 2 * p < n; ++p) {
    out[p] = student_quantile((static_cast<double>(p) + 0.5) / paths, std::numeric_limits<double>::infinity());
    out[n - 1 - p] = -out[p];
  }
  return out;
}

/// How many of the joint paths, one per entry of `midpoints`, meet `wanted` for the first time in each step. Chi-squares are the midpoints of even shares of their law,
/// one a path, so that they add no noise; everything else is random.
inline std::vector<int> first_meetings(const Forecast& f, const Bounds& wanted, std::span<const double> midpoints, std::uint64_t seed) {
  const std::size_t steps = f.horizon();
  const std::size_t n = midpoints.size();
  const ErrorLaw& law = f.law;
  const double level = std::sqrt(law.level);
  const double slope = level > 0.0 ? law.slope_level / level : 0.0;
  const double own_slope = std::sqrt(std::max(0.0, law.slope - slope * slope));
  const double walk = std::sqrt(law.walk);
  const double noise = std::sqrt(law.noise);
  const bool has_level = level > 0.0;
  const bool has_slope = own_slope > 0.0;
  const bool has_noise = noise > 0.0;
  const bool has_walk = walk > 0.0;
  const std::size_t head = (has_level ? 1U : 0U) + (has_slope ? 1U : 0U);
  const std::size_t each = (has_walk ? 1U : 0U) + (has_noise ? 1U : 0U);
  const MeetingRange range = meeting_range(f, wanted);
  struct Step {
    double low, high, below, above;
  };
  std::vector<Step> at(steps);
  for (std::size_t k = 0; k < steps; ++k) {
    const int i = static_cast<int>(k) + 1;
    const double joint = std::sqrt(law.covariance(i, i));
    const bool is_split = !f.below.empty();
    at[k] = {range.low - f.location[k], range.high - f.location[k], is_split ? f.below[k] / joint : 1.0, is_split ? f.above[k] / joint : 1.0};
  }
  const double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> mixing(std::isinf(law.dof) ? 0 : n);
  if (!mixing.empty()) {
    const KnotTable table(midpoints.back(), law.dof, [&](double x) { return student_mixing(student_cdf(x, infinity), law.dof); });
    for (std::size_t p = 0; p < n; ++p) mixing[p] = table(midpoints[p]);
  }
  std::vector<int> first(steps, 0);
  NormalRows z;
  const PathKey key = path_key(seed, f.id);
  constexpr std::size_t together = 512;
  for (std::size_t from = 0; from < n; from += together) {
    const std::size_t used = std::min(together, n - from);
    z.draw(key, from, used, head + each * steps);
    const std::size_t stride = z.stride();
    for (std::size_t p = 0; p < used; ++p) {
      const double m = mixing.empty() ? 1.0 : mixing[from + p];
      const double* next = z.of(p);
      const auto take = [&] {
        const double value = *next;
        next += stride;
        return value;
      };
      const double u = has_level ? take() : 0.0;
      const double v = has_slope ? take() : 0.0;
      const double rise = slope * u + own_slope * v;
      double sum = level * u;
      for (std::size_t k = 0; k < steps; ++k) {
        if (has_walk) sum += walk * take();
        const double own = has_noise ? noise * take() : 0.0;
        double error = m * (sum + rise * static_cast<double>(k + 1) + own);
        error *= error >= 0.0 ? at[k].above : at[k].below;
        if (error < at[k].low || error > at[k].high) continue;
        ++first[k];
        break;
      }
    }
  }
  return first;
}

/// Share of the common shock in the spread of a step: of its logarithm, half the width of the middle 68 per cent.
[[nodiscard]] inline double common_loading(const Forecast& f, std::size_t k, double shock) {
  if (shock == 0.0) return 0.0;
  const double low = f.quantile(k, 0.1587);
  const double high = f.quantile(k, 0.8413);
  if (!(low > 0.0 && high > low)) return 0.0;
  const double spread = 0.5 * std::log(high / low);
  const double years = static_cast<double>(k + 1) / periods_per_year(f.periods[k].kind);
  return std::min(0.97, shock * std::sqrt(std::max(years, 1.0)) / spread);
}

/// The normal that all series have in common, one a path.
[[nodiscard]] inline std::vector<double> common_normals(std::uint64_t seed, int paths) {
  NormalRows z;
  const auto n = static_cast<std::size_t>(paths);
  z.draw(path_key(seed, "common shock of all series"), 0, n, 1);
  std::vector<double> out(n);
  for (std::size_t p = 0; p < n; ++p) out[p] = *z.of(p);
  return out;
}

/// Ranks of one series on every path, as normals: a part in common and one of its own, so that the marginal law stays exact. Several steps
/// of one series share its own normal; series without an id are told apart by `place`.
inline void normal_ranks(const Forecast& f, double loading, std::uint64_t seed, std::size_t place, std::span<const double> common, NormalRows& z,
                         std::span<double> out) {
  PathKey key = path_key(seed, f.id);
  if (f.id.empty()) key.high ^= static_cast<std::uint32_t>(place + 1);
  z.draw(key, 0, out.size(), 1);
  const double rest = std::sqrt(1.0 - loading * loading);
  for (std::size_t p = 0; p < out.size(); ++p) out[p] = loading * common[p] + rest * *z.of(p);
}

/// Student scale of step k on one side of its location.
[[nodiscard]] inline double side_deviation(const Forecast& f, std::size_t k, bool is_above) noexcept {
  const std::vector<double>& scales = is_above ? f.above : f.below;
  const int i = static_cast<int>(k) + 1;
  return scales.empty() ? std::sqrt(f.law.covariance(i, i)) : scales[k];
}

/// From normal ranks to values of step k, in place. Student quantiles come from a table, to 1e-4 of the spread.
inline void ranks_to_values(const Forecast& f, std::size_t k, std::span<double> ranks) {
  constexpr double furthest = 7.0;
  const double below = side_deviation(f, k, false);
  const double above = side_deviation(f, k, true);
  const double location = f.location[k];
  const auto value = [&](double t) {
    const double working = location + t * (t >= 0.0 ? above : below);
    return std::clamp(f.scale * (f.transform == Transform::log ? std::exp(working) : working), f.lower, f.upper);
  };
  if (std::isinf(f.law.dof)) {
    for (double& z : ranks) z = value(std::clamp(z, -furthest, furthest));
    return;
  }
  const double infinity = std::numeric_limits<double>::infinity();
  const KnotTable table(furthest, f.law.dof, [&](double z) { return (z < 0.0 ? 1.0 : -1.0) * student_quantile(student_cdf(-std::abs(z), infinity), f.law.dof); });
  for (double& z : ranks) z = value(table(z));
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
