// SPDX-License-Identifier: Apache-2.0
// The simple methods for the panel forecaster's chunks, row by row: nothing here needs lanes.
#pragma once

#include <industria/projection/naive.hpp>

#include <industria/detail/projection_naive_rows.hpp>
#include <industria/detail/projection_member.hpp>

#include <cmath>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Fills `path`; all missing where the method does not fit.
INDUSTRIA_API NaiveResult naive_fit(std::span<const double> y, int period, NaiveKind kind,
                                    std::span<double> path);

/// The contract of projection_member.hpp, without kernels and memory: they are not needed.
inline void naive_batch(std::span<MemberSeries> series, int period, NaiveKind kind) {
  for (MemberSeries& s : series) {
    const NaiveResult result = naive_fit(s.y, period, kind, s.path);
    s.error = result.fits && result.errors > 0.0 ? std::sqrt(result.squares / result.errors) : missing;
    s.parameters = result.parameters;
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
