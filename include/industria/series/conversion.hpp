// SPDX-License-Identifier: Apache-2.0
// What a figure of a long period is of the figures of the short periods in it, and the way from short to long.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Flows add up, indices and rates average, stocks are those of the first or of the last short period.
enum class Conversion : std::uint8_t { sum, average, first, last };

/// Figures of the long periods, `ratio` short ones each, from position `lead` on; what is left over at the end is left out. A
/// missing figure makes its long period missing (`first` and `last` look at theirs only). Throws ValueError for ratio < 1.
[[nodiscard]] INDUSTRIA_API std::vector<double> to_long_periods(std::span<const double> values, int ratio, Conversion conversion = Conversion::sum,
                                                                std::size_t lead = 0);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_conversion.ipp>
#endif
