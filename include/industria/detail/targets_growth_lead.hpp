// SPDX-License-Identifier: Apache-2.0
// P that one series grows faster than another over a span: the laws of both growths, bound by the shocks they share.
#pragma once

#include <industria/base/missing.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/forecast.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The ratio of a series' level at the end of a span to that at its base: known, or a law by normal scores.
class SpanRatio {
 public:
  static constexpr int n_paths = 4000;

  [[nodiscard]] static SpanRatio known(double ratio) {
    SpanRatio out;
    out.known_ = ratio;
    return out;
  }
  /// From a known base to a step of the forecast (0-based): the step's own law.
  [[nodiscard]] static SpanRatio from_base(const Forecast& f, std::size_t step, double base) {
    SpanRatio out;
    out.forecast_ = &f;
    out.step_ = step;
    out.base_ = base;
    out.years_ = static_cast<double>(step + 1);
    return out;
  }
  /// Between two steps. Exact where the logarithms' errors are of one Student law without limits, else counted on joint paths; a base of zero or
  /// below counts as growth of -100 %.
  [[nodiscard]] static SpanRatio between(const Forecast& f, std::size_t from, std::size_t to) {
    SpanRatio out;
    out.years_ = static_cast<double>(to - from);
    const bool is_free = !(f.lower > 0.0) && std::isinf(f.upper);
    if (f.transform == Transform::log && f.below.empty() && is_free) {
      const int i = static_cast<int>(from) + 1;
      const int j = static_cast<int>(to) + 1;
      out.location_ = f.location[to] - f.location[from];
      out.deviation_ = std::sqrt(std::max(0.0, f.law.covariance(i, i) + f.law.covariance(j, j) - 2.0 * f.law.covariance(i, j)));
      out.dof_ = f.law.dof;
      if (out.deviation_ > 0.0) return out;
    }
    const std::vector<double> paths = f.paths(n_paths, 0x696e647573747269U);
    out.ratios_.resize(n_paths);
    for (std::size_t i = 0; i < out.ratios_.size(); ++i) {
      const double base = paths[i * f.horizon() + from];
      out.ratios_[i] = base > 0.0 ? std::max(0.0, paths[i * f.horizon() + to] / base) : 0.0;
    }
    std::sort(out.ratios_.begin(), out.ratios_.end());
    return out;
  }

  [[nodiscard]] bool is_known() const noexcept { return !is_missing(known_); }
  [[nodiscard]] double known_ratio() const noexcept { return known_; }
  /// The ratio at a normal score.
  [[nodiscard]] double at(double score) const {
    if (is_known()) return known_;
    const double p = std::clamp(student_cdf(score, normal_), 1e-15, 1.0 - 1e-15);
    if (forecast_ != nullptr) return std::max(0.0, forecast_->quantile(step_, p)) / base_;
    if (ratios_.empty()) return std::exp(location_ + deviation_ * student_quantile(p, dof_));
    return ratios_[std::min(ratios_.size() - 1, static_cast<std::size_t>(p * static_cast<double>(ratios_.size())))];
  }
  /// P(ratio <= x).
  [[nodiscard]] double below(double x) const {
    if (is_known()) return known_ <= x ? 1.0 : 0.0;
    if (forecast_ != nullptr) return forecast_->probability_at_most(step_, x * base_);
    if (ratios_.empty()) return x > 0.0 ? student_cdf((std::log(x) - location_) / deviation_, dof_) : 0.0;
    return static_cast<double>(std::upper_bound(ratios_.begin(), ratios_.end(), x) - ratios_.begin()) / static_cast<double>(ratios_.size());
  }
  /// The normal score of a ratio.
  [[nodiscard]] double score(double x) const { return student_quantile(std::clamp(below(x), 1e-15, 1.0 - 1e-15), normal_); }
  /// Share of a yearly shock of that standard deviation in the spread of the logarithm, as in attainment.hpp.
  [[nodiscard]] double loading(double shock) const {
    if (is_known() || !(shock > 0.0)) return 0.0;
    const double low = at(-1.0);
    const double high = at(1.0);
    if (!(low > 0.0 && high > low)) return 0.0;
    return std::min(0.97, shock * std::sqrt(std::max(years_, 1.0)) / (0.5 * std::log(high / low)));
  }

 private:
  static constexpr double normal_ = std::numeric_limits<double>::infinity();
  double known_ = missing;
  const Forecast* forecast_ = nullptr;
  std::size_t step_ = 0;
  double base_ = 1.0;
  double years_ = 1.0;
  double location_ = 0.0;
  double deviation_ = 0.0;
  double dof_ = normal_;
  std::vector<double> ratios_;
};

/// The ratio of the other series that a mean yearly growth `points` below that of `ratio` comes to.
[[nodiscard]] inline double ratio_below(double ratio, double points, int years) noexcept {
  const double factor = (years == 1 ? ratio : std::pow(ratio, 1.0 / years)) - points;
  return factor <= 0.0 ? 0.0 : years == 1 ? factor : std::pow(factor, years);
}

/// P(mean yearly growth of `own` - that of `other` >= points), over `years`. Both are given their marginal laws and one normal shock in common with
/// the product of their loadings as correlation (a Gaussian copula); integrated over own's score by eight Gauss-Legendre points on each half.
[[nodiscard]] inline double lead_probability(const SpanRatio& own, const SpanRatio& other, double points, int years, double common_shock) {
  if (own.is_known() && other.is_known()) return other.below(ratio_below(own.known_ratio(), points, years));
  if (own.is_known()) return other.below(ratio_below(own.known_ratio(), points, years));
  if (other.is_known()) return 1.0 - own.below(ratio_below(other.known_ratio(), -points, years));
  const double together = own.loading(common_shock) * other.loading(common_shock);
  const double apart = std::sqrt(1.0 - together * together);
  constexpr double normal = std::numeric_limits<double>::infinity();
  constexpr std::array<double, 4> node{0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363};
  constexpr std::array<double, 4> weight{0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763};
  constexpr double half = 0.25;
  double sum = 0.0;
  double all = 0.0;
  for (int panel = -14; panel < 14; ++panel) {  // scores from -7 to 7; the law may bend at 0, which is an end of two panels
    const double middle = (2 * panel + 1) * half;
    for (std::size_t k = 0; k < node.size(); ++k) {
      for (const double side : {-1.0, 1.0}) {
        const double z = middle + side * half * node[k];
        const double w = weight[k] * student_density(z, normal);
        sum += w * student_cdf((other.score(ratio_below(own.at(z), points, years)) - together * z) / apart, normal);
        all += w;
      }
    }
  }
  return std::clamp(sum / all, 0.0, 1.0);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
