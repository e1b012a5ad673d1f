// SPDX-License-Identifier: Apache-2.0
// From an ETS model and its states to the kernel that draws its paths. Knows the lanes and the recursion only.
//
// The public header comes before the guard: header-only, its body needs what stands below.
#include <industria/projection/ets.hpp>

#ifndef INDUSTRIA_DETAIL_ETS_SIMULATION_HPP
#define INDUSTRIA_DETAIL_ETS_SIMULATION_HPP

#include <industria/detail/lanes/kernels.hpp>
#include <industria/detail/lanes/simulate_kernels.hpp>
#include <industria/detail/philox.hpp>

#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Throws what projection/ets.hpp promises for a period or season that does not fit the model.
INDUSTRIA_API void require_ets_shapes(const char* function, int period, const EtsModel& model, const EtsParameters& p);

/// alpha, beta, gamma, phi; states before the first step, the season's first entry for that step.
struct EtsLaw {
  EtsModel model{};
  int period = 1;  ///< 1 without season
  double smoothing[4] = {};
  double level = 0.0;
  double slope = 0.0;
  std::span<const double> season{};
  double sigma = 0.0;
};

[[nodiscard]] inline std::size_t simulate_memory(const EtsLaw& law, int horizon, const industria::lanes::Kernels& kernels) noexcept {
  return static_cast<std::size_t>((horizon + law.period) * kernels.width);
}

/// The task without its outputs. Trends are additive or none.
[[nodiscard]] inline industria::lanes::SimulateTask simulate_task(const EtsLaw& law, int horizon, const PathKey& stream, double* memory) noexcept {
  industria::lanes::SimulateTask task{};
  task.trend = law.model.trend == EtsComponent::none ? 0 : law.model.damped ? 2 : 1;
  task.season = static_cast<int>(law.model.season);
  task.relative = law.model.error == EtsComponent::multiplicative;
  task.period = law.period;
  task.alpha = law.smoothing[0];
  task.beta = law.smoothing[1];
  task.gamma = law.smoothing[2];
  task.phi = law.smoothing[3];
  task.level = law.level;
  task.slope = law.slope;
  task.seasonal = law.season.data();
  task.sigma = law.sigma;
  task.key[0] = stream.key[0];
  task.key[1] = stream.key[1];
  task.high = stream.high;
  task.horizon = horizon;
  task.memory = memory;
  return task;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
