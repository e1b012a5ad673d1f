// SPDX-License-Identifier: Apache-2.0
// The lane kernels for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_baseline
#define INDUSTRIA_LANES_BASELINE
#include <industria/detail/lanes/kernels_body.hpp>

namespace industria::lanes {
extern const CesKernels ces_kernels_baseline;
extern const SimulateKernels simulate_kernels_baseline;
extern const ThetaKernels theta_kernels_baseline;
extern const Kernels kernels_baseline;
const Kernels kernels_baseline = [] {
  Kernels whole = lanes_baseline::table;
  whole.ces = &ces_kernels_baseline;
  whole.theta = &theta_kernels_baseline;
  whole.simulate = &simulate_kernels_baseline;
  return whole;
}();
}  // namespace industria::lanes
