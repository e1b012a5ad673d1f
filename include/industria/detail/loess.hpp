// SPDX-License-Identifier: Apache-2.0
// Local regression on equally spaced values as a plan: where it fits, and with which weights, is worked out once for a
// length and window and then applied to any number of series. Memory O(window). Knows base only; Cleveland et al. (1990), section 2.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Smooths n values by fits to the `window` nearest ones (all, with a wider reach, if there are fewer) at every jump-th value;
/// between two fits runs a line. With `extended` the result also has the values one step before and after: n + 2.
class LoessPlan {
 public:
  LoessPlan() = default;
  LoessPlan(std::ptrdiff_t n, std::ptrdiff_t window, int degree, std::ptrdiff_t jump, bool extended)
      : n_(n), window_(window), degree_(degree), extended_(extended) {
    jump = std::max<std::ptrdiff_t>(1, std::min(jump, n - 1));
    Reach reach{1, std::min(window, n)};
    for (std::ptrdiff_t x = 1; x <= n; x += jump) {
      reach = reach_at(x, jump, reach);
      add(x, reach);
    }
    if (points_.back().x != n) add(n, reach);  // as the reference: with the reach of the fit before
    if (extended) {
      add(0, {1, std::min(window, n)});
      add(n + 1, {std::max<std::ptrdiff_t>(1, n - window + 1), n});
    }
  }

  [[nodiscard]] std::ptrdiff_t outputs() const noexcept { return n_ + (extended_ ? 2 : 0); }

  /// `weights` and `observed` (0 or 1) have n values or are null: all 1. y is finite everywhere. A fit without any weight
  /// gives y itself if it was observed, else the nearest observed value (the mean of two), else 0.
  void smooth(const double* y, const double* weights, const double* observed, double* out) const {
    double* at = extended_ ? out + 1 : out;
    const std::size_t inside = points_.size() - (extended_ ? 2U : 0U);
    std::ptrdiff_t before = 0;
    for (std::size_t i = 0; i < inside; ++i) {
      const Point& p = points_[i];
      const std::ptrdiff_t here = p.x - 1;
      if (!fit(p, y, weights, at[here])) at[here] = nearest(y, observed, here);
      if (here > before + 1) {
        const double step = (at[here] - at[before]) / static_cast<double>(here - before);
        for (std::ptrdiff_t j = before + 1; j < here; ++j)
          at[j] = at[before] + step * static_cast<double>(j - before);
      }
      before = here;
    }
    if (!extended_) return;
    if (!fit(points_[inside], y, weights, out[0])) out[0] = out[1];
    if (!fit(points_[inside + 1], y, weights, out[n_ + 1])) out[n_ + 1] = out[n_];
  }

 private:
  struct Reach {
    std::ptrdiff_t first, last;
  };
  struct Point {
    std::ptrdiff_t x;  ///< counted from 1, as the values
    Reach reach;
    double h;             ///< distance from which on weights are zero
    std::size_t offset;   ///< of its weights; not_kept: worked out at every fit
    bool has_weight = true;
  };
  static constexpr std::size_t not_kept = static_cast<std::size_t>(-1);
  static constexpr std::size_t most_kept = std::size_t{1} << 20;

  /// The neighbours of the fit at x. Windows move one by one, or are centred if fits are apart.
  [[nodiscard]] Reach reach_at(std::ptrdiff_t x, std::ptrdiff_t jump, Reach before) const noexcept {
    if (window_ >= n_) return {1, n_};
    const std::ptrdiff_t half = (window_ + 1) / 2;
    if (jump == 1)
      return x > half && before.last != n_ ? Reach{before.first + 1, before.last + 1} : before;
    if (x < half) return {1, window_};
    if (x >= n_ - half + 1) return {n_ - window_ + 1, n_};
    return {x - half + 1, x - half + window_};
  }

  static double tricube(double r, double h) noexcept {
    if (r <= 0.001 * h) return 1.0;
    if (r > 0.999 * h) return 0.0;
    const double u = r / h;
    const double base = 1.0 - u * u * u;
    return base * base * base;
  }

  /// Keeps tricube weights of the neighbours, and the weights of the values in the unweighted local fit. Both depend on where the
  /// neighbours lie about x only, so fits in the middle of a series share them.
  void add(std::ptrdiff_t x, Reach reach) {
    auto h = static_cast<double>(std::max(x - reach.first, reach.last - x));
    if (window_ > n_) h += static_cast<double>((window_ - n_) / 2);
    Point p{x, reach, h, tricube_.size()};
    const auto count = static_cast<std::size_t>(reach.last - reach.first + 1);
    const Point* before = points_.empty() ? nullptr : &points_.back();
    if (before != nullptr && before->h == h && x - reach.first == before->x - before->reach.first &&
        reach.last - x == before->reach.last - before->x) {
      p.offset = before->offset;
      p.has_weight = before->has_weight;
    } else if (tricube_.size() + count > most_kept) {
      p.offset = not_kept;
    } else {
      for (std::ptrdiff_t j = reach.first; j <= reach.last; ++j)
        tricube_.push_back(tricube(std::abs(static_cast<double>(j - x)), h));
      solved_.resize(tricube_.size());
      p.has_weight = solve(p);
    }
    points_.push_back(p);
  }

  [[nodiscard]] bool leans(double spread) const noexcept {
    return degree_ > 0 && std::sqrt(std::max(spread, 0.0)) > 0.001 * static_cast<double>(n_ - 1);
  }

  /// Turns kernel weights w into the weights of the values: w / sum w, times 1 - a (d - a) / c for a line, where d are the positions
  /// about x, a and c their weighted centre and spread. False without weight.
  bool solve(const Point& p) noexcept {
    const auto count = static_cast<std::size_t>(p.reach.last - p.reach.first + 1);
    const double* w = tricube_.data() + p.offset;
    double* out = solved_.data() + p.offset;
    const auto first = static_cast<double>(p.reach.first - p.x);
    double sum = 0.0;
    for (std::size_t j = 0; j < count; ++j) sum += w[j];
    if (!(sum > 0.0)) return false;
    double centre = 0.0;
    for (std::size_t j = 0; j < count; ++j) {
      out[j] = w[j] / sum;
      centre += out[j] * (first + static_cast<double>(j));
    }
    double spread = 0.0;
    for (std::size_t j = 0; j < count; ++j) {
      const double d = first + static_cast<double>(j) - centre;
      spread += out[j] * d * d;
    }
    if (!leans(spread)) return true;
    for (std::size_t j = 0; j < count; ++j)
      out[j] *= 1.0 - centre * (first + static_cast<double>(j) - centre) / spread;
    return true;
  }

  bool fit(const Point& p, const double* y, const double* weights, double& out) const noexcept {
    const double* near = y + p.reach.first - 1;
    const std::ptrdiff_t count = p.reach.last - p.reach.first + 1;
    if (weights == nullptr && p.offset != not_kept) {
      const double* w = solved_.data() + p.offset;
      double sum = 0.0;
      for (std::ptrdiff_t j = 0; j < count; ++j) sum += w[j] * near[j];
      if (p.has_weight) out = sum;
      return p.has_weight;
    }
    // The fit from its moments about x: sums of w, w d, w d^2, w y, w d y.
    const double* kernel = p.offset != not_kept ? tricube_.data() + p.offset : nullptr;
    const double* own = weights != nullptr ? weights + p.reach.first - 1 : nullptr;
    double s0 = 0.0;
    double s1 = 0.0;
    double s2 = 0.0;
    double t0 = 0.0;
    double t1 = 0.0;
    for (std::ptrdiff_t j = 0; j < count; ++j) {
      const auto d = static_cast<double>(p.reach.first + j - p.x);
      const double w = (kernel != nullptr ? kernel[j] : tricube(std::abs(d), p.h)) * (own != nullptr ? own[j] : 1.0);
      s0 += w;
      s1 += w * d;
      s2 += w * d * d;
      t0 += w * near[j];
      t1 += w * d * near[j];
    }
    if (!(s0 > 0.0)) return false;
    const double centre = s1 / s0;
    const double spread = s2 / s0 - centre * centre;
    out = t0 / s0;
    if (leans(spread)) out -= centre * (t1 / s0 - centre * out) / spread;
    return true;
  }

  [[nodiscard]] double nearest(const double* y, const double* observed,
                               std::ptrdiff_t i) const noexcept {
    if (observed == nullptr || observed[i] != 0.0) return y[i];
    for (std::ptrdiff_t d = 1; d < n_; ++d) {
      const bool left = i - d >= 0 && observed[i - d] != 0.0;
      const bool right = i + d < n_ && observed[i + d] != 0.0;
      if (left && right) return 0.5 * (y[i - d] + y[i + d]);
      if (left) return y[i - d];
      if (right) return y[i + d];
    }
    return 0.0;
  }

  std::ptrdiff_t n_ = 0;
  std::ptrdiff_t window_ = 0;
  int degree_ = 0;
  bool extended_ = false;
  std::vector<Point> points_{};
  std::vector<double> tricube_{};
  std::vector<double> solved_{};
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
