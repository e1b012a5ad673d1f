// SPDX-License-Identifier: Apache-2.0
// The path from the last figure to a target in the shape that was asked for: of levels, and of sums over a span.
#pragma once

#include <industria/detail/targets_flow_sum.hpp>
#include <industria/targets/trajectory.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A level on the way, so many steps from the last figure.
struct PathStop {
  int after = 0;
  double value = missing;
};

/// The levels of 1 .. `steps` steps by a shape other than constant growth. `stops` in any order; those outside the way are left out, and
/// so is the second one of a step.
[[nodiscard]] inline std::vector<double> shaped_path(double from, double to, int steps, std::vector<PathStop> stops, const TrajectoryOptions& how) {
  if (steps < 1 || steps > 1000 || is_missing(from) || is_missing(to)) return {};
  TrajectoryOptions own{.shape = how.shape, .steepness = how.steepness, .midpoint = how.midpoint, .milestones = {}};
  std::stable_sort(stops.begin(), stops.end(), [](const PathStop& a, const PathStop& b) { return a.after < b.after; });
  for (const PathStop& stop : stops) {
    const bool is_new = own.milestones.empty() || own.milestones.back().period.year < stop.after;
    if (stop.after > 0 && stop.after < steps && is_new && !is_missing(stop.value)) own.milestones.push_back({Period::of_year(stop.after), stop.value});
  }
  std::vector<double> path = trajectory(Period::of_year(0), from, Period::of_year(steps), to, own).values;
  path.erase(path.begin());
  return path;
}

/// Sums so far at the end of each coming period. Constant growth is that of the periods' own figures, each on its own part of the year before,
/// so that a season stays one; equal parts where growth has no meaning.
[[nodiscard]] inline std::vector<double> sum_path(double so_far, double wanted, int left, const std::vector<FlowBase>& bases, const Value& growth, std::vector<PathStop> stops,
                                                  const TrajectoryOptions& how) {
  if (how.shape != TrajectoryShape::constant_growth) return shaped_path(so_far, wanted, left, std::move(stops), how);
  if (!growth || bases.empty()) {
    TrajectoryOptions equal = how;
    equal.shape = TrajectoryShape::linear;
    return shaped_path(so_far, wanted, left, {}, equal);
  }
  std::vector<double> path;
  double sum = so_far;
  for (const FlowBase& base : bases) path.push_back(sum += base.value * std::pow(1.0 + growth.value, base.years));
  path.back() = std::max(so_far, wanted);
  return path;
}

/// The stops that `how` names between two periods of one kind; a year stands for the part of it that `to` is.
[[nodiscard]] inline std::vector<PathStop> stops_between(const std::vector<Milestone>& milestones, const Period& from, const Period& to) {
  std::vector<PathStop> out;
  for (const Milestone& m : milestones) {
    const bool by_year = from.kind == PeriodKind::year && to.kind != PeriodKind::year;
    if (by_year ? m.period.kind == to.kind && m.period.index == to.index : m.period.kind == from.kind) {
      out.push_back({by_year ? m.period.year - from.year : steps_between(from, m.period), m.value});
    }
  }
  return out;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
