// SPDX-License-Identifier: Apache-2.0
// Is there a season, and what does it look like: the autocorrelation test of the M4 competition and classical decomposition.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// 90 % test of the autocorrelation at lag m: |r_m| > 1.645 sqrt((1 + 2 sum_{k<m} r_k^2)/n), with autocovariances divided by n.
/// False for fewer than three seasons, a constant series, m < 2, m beyond 10 log10(n), or a missing value inside.
/// Source: Makridakis, Spiliotis, Assimakopoulos, "The M4 Competition" (2020), benchmarks.
[[nodiscard]] INDUSTRIA_API bool is_seasonal(std::span<const double> y, int period);

enum class Decomposition : unsigned char { additive, multiplicative };

/// Parts of a series. `figure[i]` is the season of position i, counted from the first value; `trend` is missing at both ends.
struct SeasonalParts {
  std::vector<double> trend{};
  std::vector<double> figure{};
  std::vector<double> remainder{};
};

/// Classical decomposition: trend by the centred moving mean over m values (2 x m for an even m), season by the mean deviation (or
/// ratio) of each position, normalised to sum 0 (to mean 1). Missing values are left out of the means of their position.
/// Throws ValueError for m < 2 or fewer than two whole seasons. Source: Kendall, Stuart, "The Advanced Theory of Statistics" vol. 3.
[[nodiscard]] INDUSTRIA_API SeasonalParts classical_decomposition(std::span<const double> y,
                                                                  int period, Decomposition kind);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_seasonality.ipp>
#endif
