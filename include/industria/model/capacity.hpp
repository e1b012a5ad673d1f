// SPDX-License-Identifier: Apache-2.0
// Design capacities of plants: rates (bricks/year, m²/year), never output.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/model/enterprise.hpp>
#include <industria/model/source.hpp>
#include <industria/units/amount.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// The rate for which a plant (or an unnamed group of plants of a place) is designed. Never negative.
struct Capacity {
  std::string id{};
  std::string plant{};  ///< Plant::id; may be empty if `place` is given
  std::string place{};  ///< Place::id
  std::string product{};  ///< Product::id
  Figure rate{};        ///< unit per time
  PeriodSpan start{};   ///< when it came on stream, as narrow as the source says (year 0: not said)
  Stage stage = Stage::unknown;
  Origin origin{};
};

}  // namespace industria::inline INDUSTRIA_ABI
