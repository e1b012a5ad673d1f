// SPDX-License-Identifier: Apache-2.0
// How P(the whole meets its target) depends on its parts and their factors, from their forecasts: what each landing at its own target, and each
// per cent more of it, would add. The gaps themselves: gap_drivers.hpp.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/hierarchy/tree.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/panel_forecast.hpp>
#include <industria/targets/attainment.hpp>
#include <industria/targets/level_questions.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// One factor of one part: a step of its forecast, or a number that is known.
struct Driver {
  const Forecast* forecast = nullptr;  ///< not owned; null: `value` is known
  std::size_t step = 0;
  double value = missing;
  double target = missing;  ///< what the plan has for it; missing: none, it stays as it is
};

/// All from the same draws as AttainmentDrivers::probability, so that differences are not blurred by sampling.
struct DriverSensitivity {
  double landing = missing;  ///< median, or the known number
  Value gap{};               ///< landing - target
  Value if_met{};            ///< P if this lands exactly at its own target and everything else as it is forecast
  Value gain{};              ///< if_met - P now
  Value gap_share{};         ///< its share in if_all_closed - P now; the shares add up to it
};
/// One per cent more of a part (of one factor of it, which is the same); one per cent less where the target is an upper limit.
struct PartPercent {
  Value alone{};  ///< change of P, everything else as it is forecast
  Value share{};  ///< its share in all_percent; the shares add up to it
};
struct AttainmentDrivers {
  std::size_t factors = 1;
  Value probability{};     ///< now; no_observation if a driver has neither forecast nor number
  Value if_all_closed{};   ///< if every law with a target is moved so that its median lands there: scaled where both are positive, else shifted
  Value all_percent{};    ///< change of P for one per cent more of every part
  std::vector<DriverSensitivity> cells{};      ///< parts x factors, row by row
  std::vector<DriverSensitivity> by_factor{};  ///< each factor in all parts at once; no landing and gap
  std::vector<PartPercent> parts{};
};

/// The whole is the sum over parts of the product of their factors: sums of sectors or provinces (factors = 1), volume x price,
/// capacity x utilisation x mix x unit value. Cells with the same forecast share its draws, so that the capacity of a whole may stand in every
/// row; different series are bound by the common shock as in aggregate_attainment.
/// A path that comes to meet the target when all gaps are closed gives its 1/paths to the drivers as their gaps add to its change: by the
/// logarithmic mean, by Shapley's value where a factor is not positive (gap_by_factor). Per cents are counted with a normal kernel
/// (0.9 times the spread of the whole times paths^-1/5 wide), which takes most of the noise from small differences.
/// Throws ShapeError unless cells are whole rows, ValueError as joint_attainment, for factors outside 1..12, and for a target without any end.
[[nodiscard]] INDUSTRIA_API AttainmentDrivers attainment_drivers(std::span<const Driver> cells, std::size_t factors, const Bounds& wanted,
                                                                 const JointOptions& options = {});

/// Cells of volume x price (2 factors) and of capacity x utilisation x mix x unit value (4), a row a product; capacity and utilisation stand in every
/// row. Throw ShapeError for lists of different lengths.
[[nodiscard]] INDUSTRIA_API std::vector<Driver> volume_and_price_drivers(std::span<const Driver> volume, std::span<const Driver> price);
[[nodiscard]] INDUSTRIA_API std::vector<Driver> capacity_drivers(const Driver& capacity, const Driver& utilisation, std::span<const Driver> mix,
                                                                 std::span<const Driver> unit_value);

/// The same for the nodes of a tree, as columns: a row for each child of each node that is asked about.
struct TreeDrivers {
  std::vector<std::size_t> question{};   ///< which question the row belongs to
  std::vector<std::int64_t> node{};      ///< the child
  std::vector<double> landing{};
  std::vector<double> target{};          ///< the child's own, from the first question to it for the same period; missing: none
  std::vector<double> gap{};
  std::vector<double> if_met{};
  std::vector<double> gain{};
  std::vector<double> gap_share{};
  std::vector<double> per_percent{};        ///< PartPercent::alone
  std::vector<double> percent_share{};
  std::vector<double> probability{};     ///< by question, from here on
  std::vector<double> if_all_closed{};
  std::vector<double> all_percent{};
  std::vector<Reason> reasons{};
  std::vector<TargetIssue> issues{};
};
/// Questions as for aggregate_attainment over a tree; those to leaves only lend their targets. Of a range the target is the end next to the
/// landing, and the landing itself inside.
[[nodiscard]] INDUSTRIA_API TreeDrivers attainment_drivers(const Tree& tree, const PanelView& panel, const PanelForecast& forecasts, std::size_t model,
                                                           const LevelQuestions& questions, const JointOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_attainment_drivers.ipp>
#endif
