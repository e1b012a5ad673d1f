// SPDX-License-Identifier: Apache-2.0
// Summary statistics of one column of numbers, certified against NIST's reference data sets.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

/// Of the values that are there; missing ones are left out (and counted in `missing_count`).
struct Summary {
  std::size_t count = 0;
  std::size_t missing_count = 0;
  double mean = missing;              ///< compensated: exact sum rounded once, then a correction by the mean residual
  double standard_deviation = missing;  ///< n - 1; missing below two values
  double autocorrelation = missing;     ///< lag 1: sum (y_t - m)(y_{t-1} - m) / sum (y_t - m)^2; missing if constant
  double minimum = missing;
  double maximum = missing;
  double median = missing;
};

/// Formulas as in NIST StRD (univariate summary statistics). O(n log n) for the median. Pairs with a missing member do
/// not enter the autocorrelation. Throws nothing.
[[nodiscard]] INDUSTRIA_API Summary summarise(std::span<const double> values);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_summary.ipp>
#endif
