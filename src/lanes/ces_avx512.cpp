// SPDX-License-Identifier: Apache-2.0
// Complex exponential smoothing for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_avx512

#include <industria/detail/lanes/ces_fit.hpp>

namespace industria::lanes {
extern const CesKernels ces_kernels_avx512;
const CesKernels ces_kernels_avx512 = lanes_avx512::ces_table;
}  // namespace industria::lanes
