// SPDX-License-Identifier: Apache-2.0
// Several seasons taken off in turn by STL engines that keep their plans; used by series/stl.hpp and by the forecaster on top of it.
#pragma once

#include <industria/series/stl.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/loess.hpp>
#include <industria/detail/scaled_series.hpp>
#include <industria/detail/stl_engine.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Windows that options leave open, as in R's stl.
inline StlShape stl_shape(std::ptrdiff_t n, int period, int seasonal_window,
                          const StlOptions& options) {
  const auto odd = [](std::ptrdiff_t window) { return window + (window % 2 == 0 ? 1 : 0); };
  StlShape shape;
  shape.n = n;
  shape.period = period;
  shape.seasonal = seasonal_window == 0 ? 0 : odd(std::max(seasonal_window, 3));
  const double smoothing = seasonal_window == 0 ? 10.0 * static_cast<double>(n) + 1.0
                                                : static_cast<double>(shape.seasonal);
  const double trend = std::ceil(1.5 * period / (1.0 - 1.5 / smoothing));
  shape.trend = odd(options.trend_window > 0 ? std::max(options.trend_window, 3)
                                             : static_cast<std::ptrdiff_t>(trend));
  shape.low_pass = odd(options.low_pass_window > 0 ? std::max(options.low_pass_window, 3) : period);
  shape.seasonal_degree = options.seasonal_degree;
  shape.trend_degree = options.trend_degree;
  shape.inner = options.inner_passes > 0 ? options.inner_passes : options.robust ? 1 : 2;
  shape.outer = options.robust ? options.robust_rounds : 0;
  shape.interpolate = options.interpolate;
  return shape;
}

class MstlEngine {
 public:
  /// Chooses the periods that fit twice into n. Throws ValueError if there are fewer windows than periods asked for.
  void prepare(std::size_t n, std::span<const int> periods, const MstlOptions& options) {
    periods_.assign(periods.begin(), periods.end());
    std::sort(periods_.begin(), periods_.end());
    periods_.erase(std::unique(periods_.begin(), periods_.end()), periods_.end());
    std::erase_if(periods_, [n](int m) { return m < 2 || n <= 2 * static_cast<std::size_t>(m); });
    const std::size_t windows = options.seasonal_windows.size();
    if (windows > 0 && windows < periods_.size())
      throw ValueError("mstl: " + std::to_string(windows) + " seasonal_windows, expected " +
                       std::to_string(periods_.size()));
    n_ = n;
    iterations_ = periods_.size() == 1 ? 1 : options.iterations;
    if (engines_.size() < periods_.size()) engines_.resize(periods_.size());
    for (std::size_t s = 0; s < periods_.size(); ++s) {
      const int window = windows > 0 ? options.seasonal_windows[s] : 11 + 4 * static_cast<int>(s);
      engines_[s].prepare(
          stl_shape(static_cast<std::ptrdiff_t>(n), periods_[s], window, options.stl));
    }
    if (periods_.empty() && n > 0 && line_length_ != n) {
      const auto length = static_cast<std::ptrdiff_t>(n);
      const std::ptrdiff_t window = std::max<std::ptrdiff_t>(7, (length / 2) | 1);
      line_ = LoessPlan(length, window, 1, options.stl.interpolate ? (window + 9) / 10 : 1, false);
      line_length_ = n;
    }
  }

  /// y of the length prepared, finite or NaN, at most about 1 in size.
  void run(std::span<const double> y) {
    adjusted_.assign(y.begin(), y.end());
    trend_.assign(n_, missing);
    season_.assign(n_ * periods_.size(), 0.0);
    if (periods_.empty()) return line_only(y);
    for (int i = 0; i < iterations_; ++i) {
      for (std::size_t s = 0; s < periods_.size(); ++s) {
        double* season = season_.data() + s * n_;
        for (std::size_t t = 0; t < n_; ++t) adjusted_[t] += season[t];
        if (!engines_[s].run(adjusted_)) return season_.assign(season_.size(), missing);
        const auto part = engines_[s].seasonal();
        std::copy(part.begin(), part.end(), season);
        for (std::size_t t = 0; t < n_; ++t) adjusted_[t] -= season[t];
      }
    }
    const auto part = engines_[periods_.size() - 1].trend();
    std::copy(part.begin(), part.end(), trend_.begin());
  }

  [[nodiscard]] const std::vector<int>& periods() const noexcept { return periods_; }
  [[nodiscard]] std::span<const double> seasonal(std::size_t s) const noexcept {
    return {season_.data() + s * n_, n_};
  }
  [[nodiscard]] std::span<const double> trend() const noexcept { return trend_; }
  [[nodiscard]] std::span<const double> adjusted() const noexcept { return adjusted_; }

 private:
  void line_only(std::span<const double> y) {
    observed_.resize(n_);
    filled_.resize(n_);
    bool any = false;
    bool gaps = false;
    for (std::size_t t = 0; t < n_; ++t) {
      const bool there = !is_missing(y[t]);
      observed_[t] = there ? 1.0 : 0.0;
      filled_[t] = there ? y[t] : 0.0;
      any = any || there;
      gaps = gaps || !there;
    }
    if (!any) return;
    const double* observed = gaps ? observed_.data() : nullptr;
    line_.smooth(filled_.data(), observed, observed, trend_.data());
  }

  std::size_t n_ = 0;
  std::size_t line_length_ = 0;
  int iterations_ = 1;
  std::vector<int> periods_;
  std::vector<StlEngine> engines_;
  LoessPlan line_;
  std::vector<double> adjusted_, trend_, season_, observed_, filled_;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
