// SPDX-License-Identifier: Apache-2.0
// Automatic ETS as a member of the panel forecaster: fits a chunk by groups and writes path, error and own deviations of the chosen
// models, by the contract of detail/projection_member.hpp.
//
// The public header comes before the guard: header-only, its body needs what stands below.
#include <industria/projection/auto_ets.hpp>

#ifndef INDUSTRIA_DETAIL_PROJECTION_ETS_BATCH_HPP
#define INDUSTRIA_DETAIL_PROJECTION_ETS_BATCH_HPP

#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_ets_deviation.hpp>
#include <industria/detail/projection_ets_group.hpp>
#include <industria/detail/projection_ets_recursion.hpp>
#include <industria/detail/projection_member.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// What the recursion over a series leaves behind: sums of squared one-step errors, in units of the series and as the model has them,
/// and the states after the last value.
struct EtsPassed {
  double squares = 0.0;
  double own_squares = 0.0;
  double level = 0.0;
  double slope = 0.0;
};

/// The plain recursion from the fitted states to the path behind the series; `season` is by position, the last value of the
/// series at period - 1. All in scaled units.
template <EtsComponent Trend, EtsComponent Season>
EtsPassed ets_path(const EtsLane& s, const double* smoothing, EtsStates<double> states, bool relative,
                   std::span<double> path) {
  const std::size_t m = std::max<std::size_t>(1, states.season.size());
  std::size_t position = (m - s.y.size() % m) % m;
  const auto next = [&] { position = position + 1 == m ? 0 : position + 1; };
  EtsPassed out;
  for (std::size_t t = 0; t < s.y.size(); ++t) {
    const EtsStep<Trend, Season, double> step(states, smoothing[3], position);
    const double seen = is_missing(s.y[t]) ? step.forecast : s.at(t);
    const double error = seen - step.forecast;
    const double own = relative ? error / step.forecast : error;
    out.squares += error * error;
    out.own_squares += own * own;
    step.update(states, seen, smoothing[0], smoothing[1], smoothing[2], position);
    next();
  }
  out.level = states.level;
  out.slope = states.slope;
  for (double& value : path) {  // without errors the seasonal states stay as they are
    const EtsStep<Trend, Season, double> step(states, smoothing[3], position);
    value = step.forecast;
    states.level = step.trended;
    states.slope = step.damped_slope;
    next();
  }
  return out;
}

/// Writes path, error, parameters and, where wanted, deviations of the series' chosen model.
inline void write_ets_member(const EtsGroup& group, std::size_t i, const EtsSearch& search,
                             EtsDeviations& deviations, MemberSeries& out) {
  const EtsChoice& choice = group.choice(i);
  std::fill(out.path.begin(), out.path.end(), missing);
  std::fill(out.deviation.begin(), out.deviation.end(), missing);
  out.error = missing;
  out.parameters = 0;
  if (choice.model < 0) return;
  const EtsModel& model = search.models[static_cast<std::size_t>(choice.model)];
  const bool trend = model.trend != EtsComponent::none;
  const std::size_t seasons =
      model.season == EtsComponent::none ? 0 : static_cast<std::size_t>(search.period);
  const double* const p = group.chosen(i);
  double season[ets_max_period];
  std::copy_n(p + ets_season_slot, seasons, season);
  const double smoothing[] = {p[0], trend ? p[1] : 0.0, seasons > 0 ? p[2] : 0.0,
                              model.damped ? p[3] : 1.0};
  const EtsStates<double> states{p[4], trend ? p[5] : 0.0, {season, seasons}};
  const EtsLane& s = group.series(i);
  const bool relative = !out.deviation.empty() && model.error == EtsComponent::multiplicative;
  const EtsPassed passed =
      with_ets_components(model, [&]<EtsComponent Trend, EtsComponent Season>() {
        return ets_path<Trend, Season>(s, smoothing, states, relative, out.path);
      });
  const int estimated = ets_parameter_count(model, search.period) - 1;
  if (!out.deviation.empty()) {
    EtsLaw law{.model = model, .period = std::max(1, static_cast<int>(seasons))};
    std::copy(std::begin(smoothing), std::end(smoothing), law.smoothing);
    law.level = passed.level;
    law.slope = passed.slope;
    law.season = {season, seasons};
    law.sigma = std::sqrt(passed.own_squares / (static_cast<double>(s.observed) - estimated));
    deviations.write(law, out.path, out.stream, out.deviation);
    for (double& value : out.deviation) value /= s.scale;
  }
  for (double& value : out.path) value = value / s.scale + s.centre;
  const bool finite = std::isfinite(passed.squares) && std::all_of(out.path.begin(), out.path.end(),
                                                            [](double v) { return std::isfinite(v); });
  if (!finite) {
    std::fill(out.path.begin(), out.path.end(), missing);
    std::fill(out.deviation.begin(), out.deviation.end(), missing);
    return;
  }
  out.error = std::sqrt(passed.squares / static_cast<double>(s.observed)) / s.scale;
  out.parameters = estimated;
}

/// Fits the candidates of `search` to every series and writes the path of the best. Groups want their longest series first.
inline void ets_batch(std::span<MemberSeries> series, const EtsSearch& search,
                      const industria::lanes::Kernels& kernels, AlignedBuffer& memory) {
  EtsLane lanes[EtsGroup::max_size];
  EtsDeviations deviations(kernels);
  std::vector<std::size_t> order(series.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return series[a].y.size() > series[b].y.size(); });
  for (std::size_t from = 0; from < series.size(); from += EtsGroup::max_size) {
    const std::size_t used = std::min(EtsGroup::max_size, series.size() - from);
    for (std::size_t i = 0; i < used; ++i) lanes[i] = ets_lane(series[order[from + i]].y, 1.0, search.centred);
    EtsGroup group({lanes, used}, search, kernels, memory);
    group.fit([](std::size_t, std::size_t, double) {});
    for (std::size_t i = 0; i < used; ++i) write_ets_member(group, i, search, deviations, series[order[from + i]]);
  }
}

/// The same for options; a season length is that of `period`, not of the options.
inline void ets_batch(std::span<MemberSeries> series, int period, const EtsOptions& options,
                      const industria::lanes::Kernels& kernels, AlignedBuffer& memory) {
  EtsOptions used = options;
  used.period = period;
  ets_batch(series, ets_search(used), kernels, memory);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
