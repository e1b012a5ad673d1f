// SPDX-License-Identifier: Apache-2.0
// The recursion of ETS models: one template on the number type V and on the model's components. With V = double it is the
// documentation and the fallback of every faster form.
//
// The public header comes before the guard: header-only, its body needs what stands below.
#include <industria/projection/ets.hpp>

#ifndef INDUSTRIA_DETAIL_ETS_RECURSION_HPP
#define INDUSTRIA_DETAIL_ETS_RECURSION_HPP

#include <cmath>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// The states of an ETS recursion at one time. `season[i]` belongs to the position i of the season, not to an age.
template <class V>
struct EtsStates {
  V level;
  V slope;
  std::span<V> season;
};

/// One step forward from the forecast's parts: `trended` is the level after its trend, `seasonal` the seasonal state of this period.
template <EtsComponent Trend, EtsComponent Season, class V>
struct EtsStep {
  V damped_slope;
  V trended;
  V seasonal;
  V forecast;

  EtsStep(const EtsStates<V>& s, V phi, std::size_t position) {
    using enum EtsComponent;
    using std::pow;
    damped_slope = Trend == multiplicative ? pow(s.slope, phi) : phi * s.slope;
    trended = Trend == none       ? s.level
              : Trend == additive ? s.level + damped_slope
                                  : s.level * damped_slope;
    seasonal = Season == none ? V(0) : s.season[position];
    forecast = Season == none       ? trended
               : Season == additive ? trended + seasonal
                                    : trended * seasonal;
  }

  /// The states after `y` was seen. With y equal to the forecast they move by their own forecast.
  void update(EtsStates<V>& s, V y, V alpha, V beta, V gamma, std::size_t position) const {
    using enum EtsComponent;
    const V deseasonalised = Season == none ? y : Season == additive ? y - seasonal : y / seasonal;
    const V level = trended + alpha * (deseasonalised - trended);
    if constexpr (Trend == additive)
      s.slope = damped_slope + (beta / alpha) * (level - s.level - damped_slope);
    if constexpr (Trend == multiplicative)
      s.slope = damped_slope + (beta / alpha) * (level / s.level - damped_slope);
    if constexpr (Season != none) {
      const V detrended = Season == additive ? y - trended : y / trended;
      s.season[position] = seasonal + gamma * (detrended - seasonal);
    }
    s.level = level;
  }
};

/// Calls f with the trend and season of `model` as compile-time constants.
template <class F>
auto with_ets_components(const EtsModel& model, F&& f) {
  using enum EtsComponent;
  const auto with_season = [&]<EtsComponent Trend>() {
    switch (model.season) {
      case additive: return f.template operator()<Trend, additive>();
      case multiplicative: return f.template operator()<Trend, multiplicative>();
      default: return f.template operator()<Trend, none>();
    }
  };
  switch (model.trend) {
    case additive: return with_season.template operator()<additive>();
    case multiplicative: return with_season.template operator()<multiplicative>();
    default: return with_season.template operator()<none>();
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
