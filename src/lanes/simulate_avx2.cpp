// SPDX-License-Identifier: Apache-2.0
// Simulated paths for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_avx2

#include <industria/detail/lanes/ets_simulate.hpp>

namespace industria::lanes {
extern const SimulateKernels simulate_kernels_avx2;
const SimulateKernels simulate_kernels_avx2 = lanes_avx2::simulate_table;
}  // namespace industria::lanes
