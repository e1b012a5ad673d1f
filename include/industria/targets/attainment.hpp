// SPDX-License-Identifier: Apache-2.0
// Questions to forecasts about targets: how probable, by when, all together, and what could be promised.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/model/target.hpp>
#include <industria/projection/forecast.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// What a target of one number asks for. This and the functions of one number below throw ValueError for Direction::within: say Bounds.
[[nodiscard]] INDUSTRIA_API Bounds wanted_bounds(Direction direction, double target);

/// P that step k of the forecast lies in `wanted`, exact for every law a Forecast can have. Missing if there is no forecast.
[[nodiscard]] INDUSTRIA_API Value attainment_probability(const Forecast& forecast, std::size_t k, const Bounds& wanted);
/// The same for many targets: P as a function of the target, never rising (at least) or never falling (at most).
[[nodiscard]] INDUSTRIA_API std::vector<double> attainment_curve(const Forecast& forecast, std::size_t k, Direction direction,
                                                                 std::span<const double> targets);
/// The target that is met with probability p: "what could we promise at 80 %?". Missing if there is no forecast; at a limit of the
/// series the limit, which may be met more often. Throws ValueError unless 0 < p < 1.
[[nodiscard]] INDUSTRIA_API Value promisable_target(const Forecast& forecast, std::size_t k, Direction direction, double p);
/// Gain of probability if the landing were better by `relative` (0.01: one per cent of its level), everything else as it is.
[[nodiscard]] INDUSTRIA_API Value probability_gain(const Forecast& forecast, std::size_t k, Direction direction, double target,
                                                   double relative = 0.01);

struct PathOptions {
  int paths = 4000;  ///< standard error of a probability at most 0.5 / sqrt(paths)
  /// With the forecast's id: the same answer for every thread count and order, and on every machine (without fused multiply-add paths
  /// within 1e-9 of a target may count otherwise).
  std::uint64_t seed = 0;
  int n_threads = 1;  ///< of panels: 1: no thread is made; 0: as many as the machine has
  std::function<bool(std::size_t, std::size_t)> progress{};  ///< of panels: as in ForecastOptions; false: the rest has no answer
};

/// When a target is first met. The first step is exact, later ones are counted on joint paths; `by` is nowhere below the exact
/// probability that the period itself meets the target.
struct FirstPassage {
  std::vector<Period> periods{};
  std::vector<double> probability{};  ///< of being met first in that period; the sum is at most 1
  std::vector<double> by{};           ///< of having been met by the end of it, never falling
  double beyond = missing;            ///< not within the horizon
  std::optional<Period> median{};     ///< first period by which it is met with at least one half; none: not within the horizon
  Value expected_step{};              ///< mean step (from 1) given that it is met within the horizon
  int paths = 0;
};
/// Throws ValueError for paths < 100.
[[nodiscard]] INDUSTRIA_API FirstPassage first_passage(const Forecast& forecast, const Bounds& wanted, const PathOptions& options = {});

/// One target of several that are asked about together.
struct JointTarget {
  const Forecast* forecast = nullptr;  ///< not owned
  std::size_t step = 0;
  Bounds wanted{};
};
struct JointOptions {
  /// Standard deviation of a year's shock common to all series (log scale): GrowthPrior::common_shock. The marginal laws stay as
  /// they are; its share in each series' spread is their correlation. 0: independent.
  double common_shock = 0.015;
  int paths = 4000;
  std::uint64_t seed = 0;
  int n_threads = 1;  ///< of panels and trees, as in PathOptions
  std::function<bool(std::size_t, std::size_t)> progress{};
};
struct JointAttainment {
  std::vector<double> each{};   ///< exact, one per target
  double expected = missing;    ///< how many are met, exact
  double all = missing;
  double any = missing;
  std::vector<double> count{};  ///< P that exactly 0, 1, ... are met
  int left_out = 0;             ///< targets without a forecast: not counted anywhere
};
/// Throws ValueError for no forecast pointer, a step beyond a horizon, paths < 100, a shock that is negative or not finite.
[[nodiscard]] INDUSTRIA_API JointAttainment joint_attainment(std::span<const JointTarget> targets, const JointOptions& options = {});

/// The sum of several forecasts, as of a parent and its children in a tree (weights 1), or a weighted index.
struct AggregateAttainment {
  Value probability{};         ///< that the sum lies in `wanted`; missing if a part has no forecast
  double median = missing;
  double lower80 = missing;
  double upper80 = missing;
  double lower95 = missing;
  double upper95 = missing;
};
/// `weights` empty: all 1. The parts' own `wanted` is not used. Of one part everything is exact. Sums go over the parts in the order of
/// their ids, so that no bit depends on the order they are given in. Throws as joint_attainment, and ShapeError for weights of another length.
[[nodiscard]] INDUSTRIA_API AggregateAttainment aggregate_attainment(std::span<const JointTarget> parts, std::span<const double> weights,
                                                                     const Bounds& wanted, const JointOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_attainment.ipp>
#endif
