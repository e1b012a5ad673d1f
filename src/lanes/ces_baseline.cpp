// SPDX-License-Identifier: Apache-2.0
// Complex exponential smoothing for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_baseline
#define INDUSTRIA_LANES_BASELINE

#include <industria/detail/lanes/ces_fit.hpp>

namespace industria::lanes {
extern const CesKernels ces_kernels_baseline;
const CesKernels ces_kernels_baseline = lanes_baseline::ces_table;
}  // namespace industria::lanes
