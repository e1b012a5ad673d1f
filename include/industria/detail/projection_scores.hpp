// SPDX-License-Identifier: Apache-2.0
// Sums over steps with missing values, shared by the bodies of accuracy and backtest.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/number_format.hpp>
#include <industria/projection/score.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>

namespace industria::inline INDUSTRIA_ABI::detail {

inline void require_equal_lengths(const char* function, std::size_t actual, std::size_t other) {
  if (actual != other)
    throw ShapeError(std::string(function) + ": " + std::to_string(actual) + " actuals and " +
                     std::to_string(other) + " forecasts, expected as many");
}

inline void require_scale_period(const char* function, int period) {
  if (period < 1)
    throw ValueError(std::string(function) + ": period is " + std::to_string(period) + ", expected at least 1");
}

/// Mean of term(i) over the steps where every span has a value; a term that is missing makes the mean missing (zero_base).
template <class Term, class... Spans>
Score mean_of(Term&& term, std::size_t n, const Spans&... spans) {
  Score score;
  double sum = 0.0;
  bool undefined = false;
  for (std::size_t i = 0; i < n; ++i) {
    if ((is_missing(spans[i]) || ...)) {
      ++score.left_out;
      continue;
    }
    const double x = term(i);
    ++score.used;
    sum += x;
    undefined = undefined || is_missing(x);
  }
  if (score.used == 0) return score;
  const double mean = sum / static_cast<double>(score.used);
  score.reason = undefined ? Reason::zero_base : is_missing(mean) ? Reason::missing : Reason::none;
  if (score.reason == Reason::none) score.value = mean;
  return score;
}

/// Root of the mean of squares, without overflow: in units of a power of two near the largest.
template <class Term, class... Spans>
Score root_mean_square_of(Term&& term, std::size_t n, const Spans&... spans) {
  double largest = 0.0;
  for (std::size_t i = 0; i < n; ++i)
    if (!(is_missing(spans[i]) || ...)) largest = std::max(largest, std::abs(term(i)));
  int exponent = 0;
  if (largest > 0.0 && !is_missing(largest)) std::frexp(largest, &exponent);
  const auto square = [&](std::size_t i) {
    const double x = std::ldexp(term(i), -exponent);
    return x * x;
  };
  Score score = mean_of(square, n, spans...);
  if (score) score.value = std::ldexp(std::sqrt(score.value), exponent);
  return score;
}

inline Score divided(Score score, const Score& by) {
  if (!score) return score;
  if (by && by.value > 0.0) {
    score.value /= by.value;
    if (!is_missing(score.value)) return score;
  }
  score.value = missing;
  score.reason = by ? Reason::zero_base : by.reason;
  return score;
}

/// The lag of scaled measures: m, or 1 if the history has no pair of the same season (as in M4).
inline std::size_t scale_lag(std::span<const double> history, int period) {
  const auto m = static_cast<std::size_t>(period);
  return history.size() > m ? m : 1;
}

inline void require_level(const char* function, double level) {
  if (!(level >= 1.0 && level < 100.0))
    throw ValueError(std::string(function) + ": level is " + to_shortest(level) +
                     ", expected per cent from 1 to below 100 (95, not 0.95)");
}

/// `p(i)` is the i-th of n probabilities.
template <class Probability>
void require_probabilities(const char* function, std::size_t n, Probability&& p) {
  for (std::size_t i = 0; i < n; ++i) {
    if (!(p(i) > (i > 0 ? p(i - 1) : 0.0) && p(i) < 1.0))
      throw ValueError(std::string(function) + ": probability " + std::to_string(i) + " is " + to_shortest(p(i)) +
                       ", expected ascending inside (0, 1)");
  }
}

/// Width of the part of (0, 1) that is nearer to the i-th of n ascending probabilities than to any other.
template <class Probability>
double part_nearest_to(std::size_t i, std::size_t n, Probability&& p) {
  const double from = i > 0 ? (p(i - 1) + p(i)) / 2.0 : 0.0;
  const double to = i + 1 < n ? (p(i) + p(i + 1)) / 2.0 : 1.0;
  return to - from;
}

inline double pinball_of(double actual, double quantile, double p) noexcept {
  return actual >= quantile ? (actual - quantile) * p : (quantile - actual) * (1.0 - p);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
