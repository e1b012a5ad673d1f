// SPDX-License-Identifier: Apache-2.0
// The Theta models as a member of the panel forecaster: a chunk of series in lanes, by the contract of detail/projection_member.hpp.
#pragma once

#include <industria/detail/projection_member.hpp>
#include <industria/projection/theta.hpp>

#include <industria/detail/projection_theta_rules.hpp>

#include <cstdint>
#include <span>

namespace industria::lanes {
struct Kernels;
}

namespace industria::inline INDUSTRIA_ABI::detail {

/// What the lanes found for one series, in its units.
struct ThetaLaneFit {
  double level = missing;
  double alpha = missing;
  double w = missing;    ///< 1 - 1/theta
  double sse = missing;  ///< as ThetaFit::sse
  int counted = 0;
  bool seasonal = false;
  Decomposition decomposition = Decomposition::multiplicative;
};

/// Season, fit and path of every series; a series of fewer than three observed values gets a path of NaN. Objectives are
/// those of fit_theta, deviations those of theta_variance. A period below 1 counts as 1. `details` is empty or has the size of `series`.
/// Fastest if series of like length follow one another. Throws nothing but std::bad_alloc.
INDUSTRIA_API void theta_batch(std::span<MemberSeries> series, const ThetaOptions& options,
                               const industria::lanes::Kernels& kernels, AlignedBuffer& memory,
                               std::span<ThetaLaneFit> details = {});

/// The same with rules of one's own, for experiments.
INDUSTRIA_API void theta_batch(std::span<MemberSeries> series, const ThetaOptions& options,
                               const ThetaRules& rules, const industria::lanes::Kernels& kernels,
                               AlignedBuffer& memory, std::span<ThetaLaneFit> details = {});

/// The same with the standard bounds and a multiplicative season.
inline void theta_batch(std::span<MemberSeries> series, int period, ThetaKind kind,
                        const industria::lanes::Kernels& kernels, AlignedBuffer& memory) {
  theta_batch(series, ThetaOptions{.kind = kind, .period = period}, kernels, memory);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_theta_batch.ipp>
#endif
