// SPDX-License-Identifier: Apache-2.0
// How wide a forecast's interval must be to cover what it says: an explicit, frozen value, learned from the errors of
// forecasts that were made at earlier origins, without the values they had to forecast.
#pragma once

#include <industria/base/config.hpp>
#include <industria/projection/method.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The error law of one model for one kind of season. With s = e^(1-w) d^w, e the root mean squared one-step error within the
/// series, d the mean absolute change to the same season a year before, n the number of values: the error at step k is a split
/// Student variable with median 0, `dof` degrees of freedom and the scales
///   s exp(level_below + step_below log k + short_series / n)   below the forecast, and the same with `above` above it.
struct ErrorClass {
  Method method = Method::automatic;
  std::vector<Method> members{};  ///< of a combination that is not the default one
  int season_length = 1;      ///< learned on series of this season length; the nearest one serves others
  double change_weight = 0.5;  ///< w
  double level_below = 0.0;
  double level_above = 0.0;
  double step_below = 0.5;
  double step_above = 0.5;
  double short_series = 0.0;
  double dof = 5.0;
  double persistence = 0.9;  ///< correlation of the errors of neighbouring steps: share of `walk` in the law of the paths
  int errors = 0;            ///< how many errors it was learned from
};

struct IntervalCalibration {
  std::string name{};
  std::string source{};  ///< the series it was learned on
  std::vector<ErrorClass> classes{};  ///< empty: scales are the models' own deviations, normal

  /// The law for a model and a season length: same model and nearest season length (by ratio); else Method::automatic's; else a default.
  [[nodiscard]] INDUSTRIA_API ErrorClass law_for(const ForecastModel& model, int season_length) const;
  /// The shipped one: learned on the training parts of 2,574 series of the M1, M3 and tourism competitions (docs/methods.md, "Intervals").
  [[nodiscard]] INDUSTRIA_API static const IntervalCalibration& shipped();
  /// No calibration: normal errors with the deviations that the models state of themselves (too narrow as a rule).
  [[nodiscard]] INDUSTRIA_API static const IntervalCalibration& none();
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_calibration.ipp>
#endif
