// SPDX-License-Identifier: Apache-2.0
// The Theta models for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_avx512

#include <industria/detail/lanes/theta_fit.hpp>

namespace industria::lanes {
extern const ThetaKernels theta_kernels_avx512;
const ThetaKernels theta_kernels_avx512 = lanes_avx512::theta_table;
}  // namespace industria::lanes
