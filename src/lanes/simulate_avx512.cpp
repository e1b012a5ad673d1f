// SPDX-License-Identifier: Apache-2.0
// Simulated paths for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_avx512

#include <industria/detail/lanes/ets_simulate.hpp>

namespace industria::lanes {
extern const SimulateKernels simulate_kernels_avx512;
const SimulateKernels simulate_kernels_avx512 = lanes_avx512::simulate_table;
}  // namespace industria::lanes
