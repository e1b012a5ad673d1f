// SPDX-License-Identifier: Apache-2.0
// The Theta models for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_baseline
#define INDUSTRIA_LANES_BASELINE

#include <industria/detail/lanes/theta_fit.hpp>

namespace industria::lanes {
extern const ThetaKernels theta_kernels_baseline;
const ThetaKernels theta_kernels_baseline = lanes_baseline::theta_table;
}  // namespace industria::lanes
