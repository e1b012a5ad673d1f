// SPDX-License-Identifier: Apache-2.0
// The path from a base to a target: straight, of constant growth, S-shaped, through given milestones; and a year's plan over its months.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/model/series.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class TrajectoryShape : std::uint8_t {
  linear,           ///< y0 + (y* - y0) x, x the share of the time gone
  constant_growth,  ///< y0 (y* / y0)^x; straight (and said so) unless both are positive
  s_curve,          ///< y0 + (y* - y0) (L(x) - L(0)) / (L(1) - L(0)), L logistic with `steepness` about `midpoint`: slow, fast, slow
  milestones        ///< straight from each given level to the next; phases of a plan are milestones at their ends
};
[[nodiscard]] INDUSTRIA_API std::string_view name(TrajectoryShape shape) noexcept;

/// A level named for a period on the way: a phase of a plan ends there.
struct Milestone {
  Period period{};
  double value = missing;
  friend constexpr bool operator==(const Milestone&, const Milestone&) noexcept = default;
};

struct TrajectoryOptions {
  TrajectoryShape shape = TrajectoryShape::constant_growth;
  double steepness = 8.0;  ///< of the S-curve over the whole time, > 0
  double midpoint = 0.5;   ///< share of the time at its steepest point, in (0, 1)
  std::vector<Milestone> milestones{};  ///< rising periods strictly between base and target
};

struct Trajectory {
  Period first{};                  ///< the base's period
  std::vector<double> values{};    ///< one per period, the first the base and the last the target, both to the bit
  TrajectoryShape shape_used = TrajectoryShape::linear;
  Reason reason = Reason::none;    ///< why there are no values: missing, no_time_left (the target is not after the base)
  /// The level of a period; missing outside.
  [[nodiscard]] INDUSTRIA_API double at(const Period& period) const noexcept;
};

/// Throws ValueError for periods of two kinds, more than 10,000 steps, a steepness or midpoint outside its range, and milestones that
/// do not rise between base and target.
[[nodiscard]] INDUSTRIA_API Trajectory trajectory(const Period& base_period, double base, const Period& period, double target,
                                                  const TrajectoryOptions& options = {});

/// What part of a year's flow falls into each part of the year.
struct SeasonalProfile {
  std::vector<double> shares{};  ///< add up to 1; 2, 4 or 12 of them
  int years = 0;                 ///< complete years they rest on
  Reason reason = Reason::none;  ///< too_few_points without a complete year, zero_base if no year has a positive sum
};
/// The median over the last `years` complete years (0: all) of each part's share, scaled to add up to 1: one odd year does not
/// bend it. The series must be of halves, quarters or months (ValueError else).
[[nodiscard]] INDUSTRIA_API SeasonalProfile seasonal_profile(const SeriesView& flow, int years = 0);

/// The year's plan by its parts after a profile, each for itself or, with `cumulative`, from January on (the last then is the plan to the bit).
/// Shares that do not add up to 1 within 0.005, the printing of tenths of a per cent: ValueError; none: nothing.
[[nodiscard]] INDUSTRIA_API std::vector<double> within_year(double plan, std::span<const double> shares, bool cumulative = true);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_trajectory.ipp>
#endif
