// SPDX-License-Identifier: Apache-2.0
// Body of projection/project.hpp: the growth pools. forecast() itself is written on top of
// projection/panel_forecast.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/projection/project.hpp>

#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
INDUSTRIA_INLINE const GrowthPool& GrowthPool::vn_provinces() {
  // Estimated by bench/fit_growth_pool.py; how well it fits: docs/methods.md, "The growth pool".
  static const GrowthPool pool{
      .name = "vn_province_iip_2012_2016",
      .mean = 0.0800,
      .sd_between = 0.0277,
      .sd_within = 0.0625,
      .dof = 5.0,
      .source = "General Statistics Office of Viet Nam: index of industrial production by province, previous year = 100, 2012-2016"};
  return pool;
}

INDUSTRIA_INLINE GrowthPool GrowthPool::stated(double mean_growth, double sd, std::string name) {
  if (!(mean_growth > -1.0) || is_missing(mean_growth) || !(sd > 0.0) || is_missing(sd)) {
    throw ValueError("GrowthPool::stated: mean_growth is " + to_shortest(mean_growth) + " and sd is " + to_shortest(sd) +
                     ", expected a ratio above -1 and a spread above 0");
  }
  const double log_sd = sd / (1.0 + mean_growth);
  const double half = log_sd * std::sqrt(0.5);  // next year's growth has the stated spread: half of it between, half within
  return {.name = std::move(name),
          .mean = std::log1p(mean_growth),
          .sd_between = half,
          .sd_within = half,
          .source = "stated by the user"};
}

}  // namespace industria::inline INDUSTRIA_ABI
