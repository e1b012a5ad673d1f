// SPDX-License-Identifier: Apache-2.0
// Body of projection/calibration.hpp: which error law serves a model, and the shipped ones.
#pragma once

#include <industria/projection/calibration.hpp>

#include <cmath>
#include <limits>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE ErrorClass IntervalCalibration::law_for(const ForecastModel& model, int season_length) const {
  const auto nearest = [&](Method wanted, const std::vector<Method>& members) -> const ErrorClass* {
    const ErrorClass* best = nullptr;
    double best_distance = std::numeric_limits<double>::infinity();
    for (const ErrorClass& c : classes) {
      if (c.method != wanted || c.members != members) continue;
      const double distance = std::abs(std::log(static_cast<double>(c.season_length) / season_length));
      if (distance < best_distance) best_distance = distance, best = &c;
    }
    return best;
  };
  if (const ErrorClass* own = nearest(model.method, model.members)) return *own;
  if (const ErrorClass* any = nearest(Method::automatic, {})) return *any;
  ErrorClass plain;
  plain.change_weight = 0.0;
  plain.dof = std::numeric_limits<double>::infinity();
  return plain;
}

INDUSTRIA_INLINE const IntervalCalibration& IntervalCalibration::none() {
  static const IntervalCalibration value{.name = "none", .source = "no errors were looked at"};
  return value;
}

INDUSTRIA_INLINE const IntervalCalibration& IntervalCalibration::shipped() {
  static const IntervalCalibration value{
      .name = "competitions_1",
      .source = "errors within the training parts of M1, M3 and tourism series",
      .classes = {
#include <industria/detail/error_classes.inc>
      }};
  return value;
}

}  // namespace industria::inline INDUSTRIA_ABI
