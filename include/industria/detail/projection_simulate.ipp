// SPDX-License-Identifier: Apache-2.0
// Body of projection/simulate.hpp: the recursion in plain words, and in lanes where the model allows it.
#pragma once

#include <industria/projection/simulate.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/projection_ets_recursion.hpp>
#include <industria/detail/projection_ets_simulation.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_member.hpp>
#include <industria/detail/student.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One path of any model: forecast, error, next states.
inline void simulate_ets_path(const EtsLaw& law, PathStream stream, std::span<double> path) {
  std::vector<double> season(law.season.begin(), law.season.end());
  EtsStates<double> states{law.level, law.slope, season};
  with_ets_components(law.model, [&]<EtsComponent Trend, EtsComponent Season>() {
    std::size_t position = 0;
    for (double& y : path) {
      const EtsStep<Trend, Season, double> step(states, law.smoothing[3], position);
      const double error = law.sigma * student_quantile(stream.uniform(), std::numeric_limits<double>::infinity());
      y = law.model.error == EtsComponent::multiplicative ? step.forecast * (1.0 + std::max(error, -1.0)) : step.forecast + error;
      step.update(states, y, law.smoothing[0], law.smoothing[1], law.smoothing[2], position);
      position = position + 1 < season.size() ? position + 1 : 0;
    }
  });
}

/// The same in lanes, for models whose trend is not multiplicative.
inline void simulate_ets_paths(const EtsLaw& law, const PathKey& stream, std::size_t horizon, std::span<double> rows) {
  const industria::lanes::Kernels& kernels = *chosen_kernels().load();
  const auto width = static_cast<std::size_t>(kernels.width);
  constexpr std::size_t together = 64;  // paths per call, so that memory stays small
  AlignedBuffer memory;
  double* const paths = memory.reserve(together * horizon + simulate_memory(law, static_cast<int>(horizon), kernels));
  industria::lanes::SimulateTask task = simulate_task(law, static_cast<int>(horizon), stream, paths + together * horizon);
  task.paths = paths;
  const std::size_t count = rows.size() / horizon;
  for (std::size_t from = 0; from < count; from += together) {
    const std::size_t used = std::min(together, count - from);
    task.first_path = static_cast<unsigned>(from);
    task.n_paths = static_cast<int>(used);
    kernels.simulate->ets(task);
    for (std::size_t p = 0; p < used; ++p) {
      for (std::size_t k = 0; k < horizon; ++k)
        rows[(from + p) * horizon + k] = paths[(p / width * horizon + k) * width + p % width];
    }
  }
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<double> simulate_ets(const EtsModel& model, int period, const EtsParameters& states, double sigma, int horizon,
                                                  int n_paths, std::uint64_t seed, std::string_view id) {
  detail::require_ets_shapes("simulate_ets", period, model, states);
  if (horizon < 1 || n_paths < 1) {
    throw ValueError("simulate_ets: horizon is " + std::to_string(horizon) + " and n_paths is " + std::to_string(n_paths) +
                     ", expected at least 1");
  }
  if (!(sigma >= 0.0) || std::isinf(sigma)) throw ValueError("simulate_ets: sigma is " + to_shortest(sigma) + ", expected 0 or more");
  detail::EtsLaw law{.model = model, .period = model.season == EtsComponent::none ? 1 : period,
                     .smoothing = {states.alpha, states.beta, states.gamma, states.phi}};
  law.level = states.level;
  law.slope = states.slope;
  if (model.season != EtsComponent::none) law.season = states.season;
  law.sigma = sigma;
  const auto steps = static_cast<std::size_t>(horizon);
  const detail::PathKey stream = detail::path_key(seed, id);
  std::vector<double> rows(static_cast<std::size_t>(n_paths) * steps);
  if (model.trend != EtsComponent::multiplicative) {
    detail::simulate_ets_paths(law, stream, steps, rows);
    return rows;
  }
  for (std::size_t p = 0; p < static_cast<std::size_t>(n_paths); ++p)
    detail::simulate_ets_path(law, {stream, static_cast<std::uint32_t>(p)}, std::span(rows).subspan(p * steps, steps));
  return rows;
}

}  // namespace industria::inline INDUSTRIA_ABI
