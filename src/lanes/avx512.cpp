// SPDX-License-Identifier: Apache-2.0
// The lane kernels for one instruction set. Built with that set's flags; includes nothing but detail/lanes.
#define INDUSTRIA_LANES lanes_avx512

#include <industria/detail/lanes/kernels_body.hpp>

namespace industria::lanes {
extern const CesKernels ces_kernels_avx512;
extern const SimulateKernels simulate_kernels_avx512;
extern const ThetaKernels theta_kernels_avx512;
extern const Kernels kernels_avx512;
const Kernels kernels_avx512 = [] {
  Kernels whole = lanes_avx512::table;
  whole.ces = &ces_kernels_avx512;
  whole.theta = &theta_kernels_avx512;
  whole.simulate = &simulate_kernels_avx512;
  return whole;
}();
}  // namespace industria::lanes
