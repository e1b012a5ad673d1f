// SPDX-License-Identifier: Apache-2.0
// Futures of an ETS model, drawn path by path: for the models whose error variance has no closed form, and for questions about
// several steps together.
#pragma once

#include <industria/base/config.hpp>
#include <industria/projection/ets.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// `n_paths` rows of `horizon` values: the recursion from `states` (as in EtsEvaluation::last) with independent normal errors of
/// standard deviation `sigma`, relative ones for multiplicative errors. A relative error below -1 counts as -1, so that no value changes
/// its sign; where a multiplicative trend or season has no value (a root of a negative slope) it is missing.
/// Row i depends on `seed`, `id` and i only: not on n_paths, threads or the instruction set (equal bits with AVX2 and AVX-512,
/// 1e-9 without fused multiply-add). Error k of row i is the normal quantile of number k of the Philox stream (seed, id, i).
/// Throws ValueError for horizon or n_paths below 1, a sigma that is negative or not finite, a period that does not fit the model; ShapeError if
/// `season` has not `period` entries. Source: Hyndman, Koehler, Ord, Snyder (2008), section 6.1.
[[nodiscard]] INDUSTRIA_API std::vector<double> simulate_ets(const EtsModel& model, int period, const EtsParameters& states, double sigma,
                                                             int horizon, int n_paths, std::uint64_t seed, std::string_view id = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_simulate.ipp>
#endif
