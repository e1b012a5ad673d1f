// SPDX-License-Identifier: Apache-2.0
// Simulated paths for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_baseline
#define INDUSTRIA_LANES_BASELINE

#include <industria/detail/lanes/ets_simulate.hpp>

namespace industria::lanes {
extern const SimulateKernels simulate_kernels_baseline;
const SimulateKernels simulate_kernels_baseline = lanes_baseline::simulate_table;
}  // namespace industria::lanes
