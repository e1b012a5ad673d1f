// SPDX-License-Identifier: Apache-2.0
// Body of series/summary.hpp: two passes in double-double arithmetic, so that the digits that leave are the
// digits that the definition has.
#pragma once

#include <industria/detail/double_double.hpp>
#include <industria/series/summary.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The middle of the values, or the mean of the middle two; `values` are rearranged.
[[nodiscard]] inline double median_in_place(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  const double below = *std::max_element(values.begin(), middle);
  return below / 2.0 + *middle / 2.0;
}

}  // namespace detail

INDUSTRIA_INLINE Summary summarise(std::span<const double> values) {
  Summary out;
  std::vector<double> present;
  present.reserve(values.size());
  detail::DoubleDouble sum;
  for (const double y : values) {
    if (is_missing(y)) continue;
    present.push_back(y);
    sum += y;
  }
  out.count = present.size();
  out.missing_count = values.size() - present.size();
  if (present.empty()) return out;

  const auto [lowest, highest] = std::minmax_element(present.begin(), present.end());
  out.minimum = *lowest;
  out.maximum = *highest;
  const detail::DoubleDouble mean = sum / static_cast<double>(out.count);
  out.mean = is_missing(mean.rounded()) ? missing : mean.rounded();  // the sum of values near the largest double overflows

  detail::DoubleDouble squares;
  detail::DoubleDouble products;
  detail::DoubleDouble previous;
  bool has_previous = false;
  for (const double y : values) {
    if (is_missing(y)) {
      has_previous = false;
      continue;
    }
    const detail::DoubleDouble deviation = detail::DoubleDouble(y) - mean;
    squares += deviation * deviation;
    if (has_previous) products += deviation * previous;
    previous = deviation;
    has_previous = true;
  }
  const bool varies = out.minimum < out.maximum && !is_missing(squares.hi);
  if (out.count >= 2 && !is_missing(squares.hi)) {
    out.standard_deviation = varies ? std::sqrt((squares / static_cast<double>(out.count - 1)).rounded()) : 0.0;
  }
  if (varies && squares.hi > 0.0) out.autocorrelation = (products / squares).rounded();
  out.median = detail::median_in_place(present);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
