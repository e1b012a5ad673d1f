// SPDX-License-Identifier: Apache-2.0
// The passes of STL over one series, with all memory and all regression plans kept for the next series of the same shape.
// Knows base only.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/detail/loess.hpp>
#include <industria/detail/middle_values.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// All windows odd and set; `seasonal` 0 is periodic.
struct StlShape {
  std::ptrdiff_t n = 0;
  std::ptrdiff_t period = 0;
  std::ptrdiff_t seasonal = 0;
  std::ptrdiff_t trend = 0;
  std::ptrdiff_t low_pass = 0;
  int seasonal_degree = 0;
  int trend_degree = 1;
  int inner = 2;
  int outer = 0;
  bool interpolate = true;
  friend bool operator==(const StlShape&, const StlShape&) = default;
};

class StlEngine {
 public:
  /// Makes the plans unless they are those of the last call. n > 2 period.
  void prepare(const StlShape& shape) {
    if (shape == shape_) return;
    shape_ = shape;
    const bool periodic = shape.seasonal == 0;
    const std::ptrdiff_t window = periodic ? 10 * shape.n + 1 : shape.seasonal;
    const auto jump = [&](std::ptrdiff_t w) {
      return shape.interpolate ? (w + 9) / 10 : std::ptrdiff_t{1};
    };
    const std::ptrdiff_t years = shape.n / shape.period;
    const int degree = periodic ? 0 : shape.seasonal_degree;
    short_years_ = LoessPlan(years, window, degree, jump(window), true);
    long_years_ = LoessPlan(years + 1, window, degree, jump(window), true);
    trend_plan_ = LoessPlan(shape.n, shape.trend, shape.trend_degree, jump(shape.trend), false);
    low_plan_ = LoessPlan(shape.n, shape.low_pass, shape.trend_degree, jump(shape.low_pass), false);
    const auto n = static_cast<std::size_t>(shape.n);
    const auto longer = static_cast<std::size_t>(shape.n + 2 * shape.period);
    const auto cycles = static_cast<std::size_t>(years + 3);
    for (auto* v : {&y_, &observed_, &weights_, &work_, &season_, &trend_, &middle_}) v->resize(n);
    for (auto* v : {&cycle_, &average_, &average2_}) v->resize(longer);
    for (auto* v : {&sub_y_, &sub_w_, &sub_o_, &sub_s_}) v->resize(cycles);
  }

  /// Decomposes y (finite or NaN, of the length prepared). False if no value is there.
  bool run(std::span<const double> y) {
    const std::size_t n = y.size();
    std::size_t present = 0;
    for (std::size_t t = 0; t < n; ++t) {
      observed_[t] = is_missing(y[t]) ? 0.0 : 1.0;
      y_[t] = observed_[t] != 0.0 ? y[t] : 0.0;
      present += observed_[t] != 0.0 ? 1U : 0U;
    }
    if (present == 0) return false;
    gaps_ = present < n;
    weights_ = observed_;
    std::fill(trend_.begin(), trend_.end(), 0.0);
    const int rounds = shape_.outer + 1;
    for (int round = 0; round < rounds; ++round) {
      const double* w = gaps_ || round > 0 ? weights_.data() : nullptr;
      for (int pass = 0; pass < shape_.inner; ++pass) one_pass(w);
      if (round + 1 < rounds || shape_.outer > 0) robustness(present);
    }
    if (shape_.seasonal == 0) one_figure();
    return true;
  }

  [[nodiscard]] std::span<const double> seasonal() const noexcept { return season_; }
  [[nodiscard]] std::span<const double> trend() const noexcept { return trend_; }
  [[nodiscard]] std::span<const double> weights() const noexcept { return weights_; }

 private:
  /// Inner loop, steps 1-6 of the paper.
  void one_pass(const double* weights) {
    const std::size_t n = y_.size();
    const auto m = static_cast<std::size_t>(shape_.period);
    const double* observed = gaps_ ? observed_.data() : nullptr;
    for (std::size_t t = 0; t < n; ++t)
      work_[t] = observed_[t] != 0.0 ? y_[t] - trend_[t] : 0.0;
    for (std::size_t position = 0; position < m; ++position) smooth_position(position, weights);
    moving_mean(cycle_, n + 2 * m, m, average_);
    moving_mean(average_, n + m + 1, m, average2_);
    moving_mean(average2_, n + 2, 3, average_);
    low_plan_.smooth(average_.data(), nullptr, nullptr, middle_.data());
    for (std::size_t t = 0; t < n; ++t) {
      season_[t] = cycle_[m + t] - middle_[t];
      work_[t] = observed_[t] != 0.0 ? y_[t] - season_[t] : 0.0;
    }
    trend_plan_.smooth(work_.data(), weights, observed, trend_.data());
  }

  /// Smooths the values of one position of the season, one season further on both sides.
  void smooth_position(std::size_t position, const double* weights) {
    const std::size_t n = y_.size();
    const auto m = static_cast<std::size_t>(shape_.period);
    std::size_t k = 0;
    for (std::size_t t = position; t < n; t += m, ++k) {
      sub_y_[k] = work_[t];
      if (weights != nullptr) sub_w_[k] = weights[t];
      sub_o_[k] = observed_[t];
    }
    const LoessPlan& plan = k == n / m ? short_years_ : long_years_;
    plan.smooth(sub_y_.data(), weights != nullptr ? sub_w_.data() : nullptr,
                gaps_ ? sub_o_.data() : nullptr, sub_s_.data());
    for (std::size_t i = 0; i < k + 2; ++i) cycle_[position + i * m] = sub_s_[i];
  }

  static void moving_mean(const std::vector<double>& x, std::size_t n, std::size_t window,
                          std::vector<double>& out) {
    const auto length = static_cast<double>(window);
    double sum = 0.0;
    for (std::size_t i = 0; i < window; ++i) sum += x[i];
    out[0] = sum / length;
    for (std::size_t i = window; i < n; ++i) {
      sum = sum - x[i - window] + x[i];
      out[i - window + 1] = sum / length;
    }
  }

  /// Bisquare weights of |y - season - trend| in units of six medians (as the reference takes them).
  void robustness(std::size_t present) {
    const std::size_t n = y_.size();
    std::size_t k = 0;
    for (std::size_t t = 0; t < n; ++t)
      if (observed_[t] != 0.0) work_[k++] = std::abs(y_[t] - season_[t] - trend_[t]);
    const double scale = 3.0 * MiddleValues(work_.data(), static_cast<std::ptrdiff_t>(present)).sum();
    for (std::size_t t = 0; t < n; ++t) {
      const double r = std::abs(y_[t] - season_[t] - trend_[t]);
      const double u = r / scale;
      const double w = r <= 0.001 * scale ? 1.0 : r <= 0.999 * scale ? (1.0 - u * u) * (1.0 - u * u) : 0.0;
      weights_[t] = observed_[t] * w;
    }
  }

  /// A periodic season: the mean over the years of each position.
  void one_figure() {
    const std::size_t n = y_.size();
    const auto m = static_cast<std::size_t>(shape_.period);
    for (std::size_t position = 0; position < m; ++position) {
      double sum = 0.0;
      double count = 0.0;
      for (std::size_t t = position; t < n; t += m) {
        sum += season_[t];
        count += 1.0;
      }
      for (std::size_t t = position; t < n; t += m) season_[t] = sum / count;
    }
  }

  StlShape shape_{};
  bool gaps_ = false;
  LoessPlan short_years_, long_years_, trend_plan_, low_plan_;
  std::vector<double> y_, observed_, weights_, work_, season_, trend_, middle_;
  std::vector<double> cycle_, average_, average2_;
  std::vector<double> sub_y_, sub_w_, sub_o_, sub_s_;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
