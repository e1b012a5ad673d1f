// SPDX-License-Identifier: Apache-2.0
// The simple methods for the panel forecaster's chunks, row by row: nothing here needs lanes.
#pragma once

#include <industria/projection/naive.hpp>

#include <industria/detail/projection_naive_rows.hpp>
#include <industria/detail/projection_member.hpp>

#include <cmath>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Fills `path`; all missing where the method does not fit.
INDUSTRIA_API NaiveResult naive_fit(std::span<const double> y, int period, NaiveKind kind,
                                    std::span<double> path);
/// Error variance at step h (from 1, after the last value) in units of the one-step variance; `count` values over `steps` steps.
INDUSTRIA_API double naive_variance(NaiveKind kind, int period, double h, double count, double steps) noexcept;

/// The contract of projection_member.hpp, without kernels and memory: they are not needed.
inline void naive_batch(std::span<MemberSeries> series, int period, NaiveKind kind) {
  for (MemberSeries& s : series) {
    const NaiveResult result = naive_fit(s.y, period, kind, s.path);
    s.error = result.fits && result.errors > 0.0 ? std::sqrt(result.squares / result.errors) : missing;
    s.parameters = result.parameters;
    const double freedom = result.errors - result.parameters;
    const double sigma = result.fits && freedom > 0.0 ? std::sqrt(result.squares / freedom) : missing;
    const NaiveRow row = naive_row(s.y);
    const auto steps = static_cast<double>(row.last - row.first);
    for (std::size_t h = 0; h < s.deviation.size(); ++h)
      s.deviation[h] = sigma * std::sqrt(naive_variance(kind, period, static_cast<double>(h + 1), row.count, steps));
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
