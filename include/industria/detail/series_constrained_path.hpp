// SPDX-License-Identifier: Apache-2.0
// The smoothest path through given sums: minimises a quadratic law of n unknowns subject to one weighted sum per block of
// them. Factors the bordered system, constraints interleaved, within its envelope: O(n) for any block length.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The law is sum over t of (v_t + a1 v_(t-1) + a2 v_(t-2))^2. Of the first `order` terms, the first is (first v_0)^2, a second
/// one (v_1 + a1 v_0)^2; with first = 0 they are left out, and the law does not see a constant (or a straight line).
struct PathLaw {
  int order = 1;
  double a1 = -1.0;
  double a2 = 0.0;
  double first = 0.0;

  [[nodiscard]] static PathLaw differences(int order, bool anchored) noexcept {
    return order == 2 ? PathLaw{2, -2.0, 1.0, anchored ? 1.0 : 0.0} : PathLaw{1, -1.0, 0.0, anchored ? 1.0 : 0.0};
  }
  /// Stationary errors v_t = rho v_(t-1) + e_t of unit innovations.
  [[nodiscard]] static PathLaw autoregressive(double rho) noexcept {
    return {1, -rho, 0.0, std::sqrt((1.0 - rho) * (1.0 + rho))};
  }
  /// A random walk from zero whose steps are autoregressive from zero.
  [[nodiscard]] static PathLaw integrated(double rho) noexcept { return {2, -1.0 - rho, rho, 1.0}; }
  /// Log determinant of the law's matrix; only where `first` is not 0.
  [[nodiscard]] double log_determinant() const noexcept { return 2.0 * std::log(first); }
};

/// One factorisation, any number of right-hand sides. Buffers are kept from call to call.
class ConstrainedPath {
 public:
  /// `weights` has one entry per unknown; block k is [begins[k], begins[k] + length), ascending, apart. False if the sums do
  /// not determine the path.
  bool factor(const PathLaw& law, std::span<const double> weights, std::span<const std::size_t> begins, std::size_t length) {
    n_ = weights.size();
    blocks_ = begins.size();
    length_ = length;
    weights_.assign(weights.begin(), weights.end());
    begins_.assign(begins.begin(), begins.end());
    build_law(law);
    // A law that does not see constants or lines gets the first sums added to it, which moves no constrained minimum.
    added_ = law.first != 0.0 ? 0 : std::min<std::size_t>(static_cast<std::size_t>(law.order), blocks_);
    lay_out();
    return eliminate();
  }

  /// Finds the path whose block sums are `sums`; `path` has one entry per unknown. multipliers() answers minus S^-1 sums.
  void solve(std::span<const double> sums, std::span<double> path) {
    right_.assign(size(), 0.0);
    for (std::size_t k = 0; k < blocks_; ++k) right_[multiplier_at(k)] = sums[k];
    for (std::size_t k = 0; k < added_; ++k)
      for (std::size_t t = begins_[k]; t < begins_[k] + length_; ++t) right_[place_[t]] = weights_[t] * sums[k];
    solution_ = right_;
    substitute(solution_);
    residual();  // one round of refinement
    substitute(right_);
    for (std::size_t i = 0; i < size(); ++i) solution_[i] += right_[i];
    for (std::size_t t = 0; t < n_; ++t) path[t] = solution_[place_[t]];
  }
  /// Answers the path moved by `force` on the unknowns while all block sums stay zero.
  void respond(std::span<const double> force, std::span<double> path) {
    right_.assign(size(), 0.0);
    for (std::size_t t = 0; t < n_; ++t) right_[place_[t]] = force[t];
    solution_ = right_;
    substitute(solution_);
    residual();
    substitute(right_);
    for (std::size_t t = 0; t < n_; ++t) path[t] = solution_[place_[t]] + right_[place_[t]];
  }
  [[nodiscard]] double multiplier(std::size_t k) const noexcept { return solution_[multiplier_at(k)]; }
  /// log |det| of the bordered matrix = log det of the law's matrix + log det S, S the covariance of the sums.
  [[nodiscard]] double log_determinant() const noexcept {
    double sum = 0.0;
    for (const double d : pivots_) sum += std::log(std::abs(d));
    return sum;
  }

 private:
  [[nodiscard]] std::size_t size() const noexcept { return n_ + blocks_; }
  [[nodiscard]] std::size_t multiplier_at(std::size_t k) const noexcept { return place_[begins_[k] + length_ - 1] + 1; }
  [[nodiscard]] double& entry(std::size_t i, std::size_t j) noexcept { return rows_[offsets_[i] + j - starts_[i]]; }

  void build_law(const PathLaw& law) {
    band_.assign(3 * n_, 0.0);
    const auto add = [&](std::size_t t, const double* a, std::size_t terms) {
      for (std::size_t i = 0; i < terms; ++i)
        for (std::size_t j = i; j < terms; ++j) band_[3 * (t - i) + (j - i)] += a[i] * a[j];
    };
    const double a[3] = {1.0, law.a1, law.a2};
    const auto order = static_cast<std::size_t>(law.order);
    reach_ = order;
    if (law.first != 0.0) add(0, &law.first, 1);
    if (law.first != 0.0 && order == 2 && n_ > 1) add(1, a, 2);
    for (std::size_t t = order; t < n_; ++t) add(t, a, order + 1);
  }

  /// Places of the unknowns, each block's multiplier after its last unknown, and where each row's envelope starts.
  void lay_out() {
    place_.resize(n_);
    starts_.assign(size(), 0);
    offsets_.assign(size() + 1, 0);
    is_multiplier_.assign(size(), 0);
    std::size_t next = 0;
    std::size_t k = 0;
    for (std::size_t t = 0; t < n_; ++t) {
      place_[t] = next++;
      starts_[place_[t]] = place_[t - std::min(t, reach_)];
      if (k == blocks_ || t < begins_[k]) continue;
      if (k < added_) starts_[place_[t]] = std::min(starts_[place_[t]], place_[begins_[k]]);
      if (t + 1 == begins_[k] + length_) {
        is_multiplier_[next] = 1;
        starts_[next++] = place_[begins_[k++]];
      }
    }
    for (std::size_t i = 0; i < size(); ++i) offsets_[i + 1] = offsets_[i] + (i - starts_[i]) + 1;
    rows_.assign(offsets_[size()], 0.0);
    for (std::size_t t = 0; t < n_; ++t)
      for (std::size_t j = 0; j <= std::min(t, reach_); ++j) entry(place_[t], place_[t - j]) = band_[3 * t + j];
    for (k = 0; k < blocks_; ++k) {
      for (std::size_t t = begins_[k]; t < begins_[k] + length_; ++t) {
        entry(multiplier_at(k), place_[t]) = weights_[t];
        for (std::size_t s = begins_[k]; k < added_ && s <= t; ++s) entry(place_[t], place_[s]) += weights_[t] * weights_[s];
      }
    }
  }

  /// L D L' in place. The matrix is quasi-definite: unknowns have positive pivots, multipliers negative ones (Vanderbei 1995).
  bool eliminate() {
    pivots_.resize(size());
    for (std::size_t i = 0; i < size(); ++i) {
      double* row = rows_.data() + offsets_[i];
      const std::size_t start = starts_[i];
      double pivot = row[i - start];
      const double before = std::abs(pivot);
      for (std::size_t j = start; j < i; ++j) {
        const double* other = rows_.data() + offsets_[j];
        double sum = row[j - start];
        for (std::size_t c = std::max(start, starts_[j]); c < j; ++c) sum -= row[c - start] * other[c - starts_[j]];
        row[j - start] = sum;
      }
      for (std::size_t j = start; j < i; ++j) {
        const double scaled = row[j - start] / pivots_[j];
        pivot -= row[j - start] * scaled;
        row[j - start] = scaled;
      }
      if (is_multiplier_[i] != 0 ? !(pivot < 0.0) : !(pivot > 1e-14 * before)) return false;
      pivots_[i] = pivot;
    }
    return true;
  }

  void substitute(std::vector<double>& x) const noexcept {
    const std::size_t m = size();
    for (std::size_t i = 0; i < m; ++i) {
      const double* row = rows_.data() + offsets_[i];
      double sum = x[i];
      for (std::size_t j = starts_[i]; j < i; ++j) sum -= row[j - starts_[i]] * x[j];
      x[i] = sum;
    }
    for (std::size_t i = 0; i < m; ++i) x[i] /= pivots_[i];
    for (std::size_t i = m; i-- > 0;) {
      const double* row = rows_.data() + offsets_[i];
      for (std::size_t j = starts_[i]; j < i; ++j) x[j] -= row[j - starts_[i]] * x[i];
    }
  }

  /// right_ -= K solution_.
  void residual() noexcept {
    for (std::size_t t = 0; t < n_; ++t) {
      right_[place_[t]] -= band_[3 * t] * solution_[place_[t]];
      for (std::size_t j = 1; j <= std::min(t, reach_); ++j) {
        right_[place_[t]] -= band_[3 * t + j] * solution_[place_[t - j]];
        right_[place_[t - j]] -= band_[3 * t + j] * solution_[place_[t]];
      }
    }
    for (std::size_t k = 0; k < blocks_; ++k) {
      double sum = 0.0;
      for (std::size_t t = begins_[k]; t < begins_[k] + length_; ++t) sum += weights_[t] * solution_[place_[t]];
      const double pull = solution_[multiplier_at(k)] + (k < added_ ? sum : 0.0);
      for (std::size_t t = begins_[k]; t < begins_[k] + length_; ++t) right_[place_[t]] -= weights_[t] * pull;
      right_[multiplier_at(k)] -= sum;
    }
  }

  std::size_t n_ = 0, blocks_ = 0, length_ = 0, reach_ = 1, added_ = 0;
  std::vector<double> weights_, band_, rows_, pivots_, right_, solution_;  // band_[3 t + j]: entry (t, t - j) of the law
  std::vector<std::size_t> begins_, place_, starts_, offsets_;
  std::vector<unsigned char> is_multiplier_;
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
