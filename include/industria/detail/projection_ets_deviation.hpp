// SPDX-License-Identifier: Apache-2.0
// How far an ETS model's own law says that steps may be from its path: in closed form where there is one, else by simulation.
#ifndef INDUSTRIA_DETAIL_ETS_DEVIATION_HPP
#define INDUSTRIA_DETAIL_ETS_DEVIATION_HPP

#include <industria/base/missing.hpp>
#include <industria/detail/projection_ets_simulation.hpp>
#include <industria/detail/projection_member.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// No multiplicative trend or season: book sections 6.2 and 6.3.
[[nodiscard]] constexpr bool has_exact_variance(const EtsModel& model) noexcept {
  return model.trend != EtsComponent::multiplicative && model.season != EtsComponent::multiplicative;
}

/// Error variances of the steps of the path `mu` (used for relative errors only) of such a model. `effect` and `growth` are memory
/// as long as `variance`.
inline void ets_exact_variance(const EtsLaw& law, std::span<const double> mu, std::span<double> effect, std::span<double> growth,
                               std::span<double> variance) noexcept {
  const bool trend = law.model.trend != EtsComponent::none;
  const bool season = law.model.season != EtsComponent::none;
  const double sigma2 = law.sigma * law.sigma;
  // effect[j]: what an error adds to the forecast j steps later.
  double damped_sum = 0.0;
  double power = 1.0;
  for (std::size_t j = 1; j < variance.size(); ++j) {
    power *= law.smoothing[3];
    damped_sum += power;
    effect[j] = law.smoothing[0] + (trend ? law.smoothing[1] * damped_sum : 0.0) +
                (season && j % static_cast<std::size_t>(law.period) == 0 ? law.smoothing[2] : 0.0);
  }
  if (law.model.error == EtsComponent::additive) {
    double sum = 1.0;
    for (std::size_t h = 0; h < variance.size(); ++h) {
      if (h > 0) sum += effect[h] * effect[h];
      variance[h] = sigma2 * sum;
    }
    return;
  }
  // Relative errors: growth[h] = E[mu_h^2] has grown by the errors of every earlier step.
  for (std::size_t h = 0; h < variance.size(); ++h) {
    double carried = 0.0;
    for (std::size_t j = 1; j <= h; ++j) carried += effect[j] * effect[j] * growth[h - j];
    growth[h] = mu[h] * mu[h] + sigma2 * carried;
    variance[h] = sigma2 * growth[h] + sigma2 * carried;
  }
}

/// Memory for one thread's deviations.
class EtsDeviations {
 public:
  static constexpr int paths = 1000;

  explicit EtsDeviations(const industria::lanes::Kernels& kernels) noexcept : kernels_(kernels) {}

  /// Standard deviations of the errors of `path`; simulated ones are the root mean squared distances of 1,000 paths from it. NaN
  /// where they are not finite.
  void write(const EtsLaw& law, std::span<const double> path, const PathKey& stream, std::span<double> deviation) {
    if (has_exact_variance(law.model)) {
      effect_.resize(deviation.size());
      growth_.resize(deviation.size());
      ets_exact_variance(law, path, effect_, growth_, deviation);
    } else {
      simulate(law, path, stream, deviation);
    }
    for (double& value : deviation) value = std::isfinite(value) ? std::sqrt(value) : missing;
  }

 private:
  void simulate(const EtsLaw& law, std::span<const double> path, const PathKey& stream, std::span<double> variance) {
    using industria::lanes::simulate_sums;
    const auto horizon = static_cast<int>(variance.size());
    const std::size_t sums = variance.size() * simulate_sums;
    double* const squares = memory_.reserve(sums + simulate_memory(law, horizon, kernels_));
    std::fill_n(squares, sums, 0.0);
    industria::lanes::SimulateTask task = simulate_task(law, horizon, stream, squares + sums);
    task.n_paths = paths;
    task.centre = path.data();
    task.squares = squares;
    kernels_.simulate->ets(task);
    for (std::size_t k = 0; k < variance.size(); ++k) {
      double sum = 0.0;
      for (std::size_t i = 0; i < simulate_sums; ++i) sum += squares[k * simulate_sums + i];
      variance[k] = sum / paths;
    }
  }

  const industria::lanes::Kernels& kernels_;
  AlignedBuffer memory_;
  std::vector<double> effect_, growth_;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
