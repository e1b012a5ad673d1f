// SPDX-License-Identifier: Apache-2.0
// Body of targets/year_law.hpp: sums over the parts, quantiles by bisection.
#pragma once

#include <industria/targets/year_law.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/student.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// P(ln y <= x) before the floor.
[[nodiscard]] inline double year_law_below(const YearLaw& law, double x) {
  double p = 0.0;
  for (const YearLaw::Part& part : law.parts) {
    if (part.scale > 0.0) {
      p += part.weight * student_cdf((x - part.location) / part.scale, part.dof);
    } else if (part.location < x) {  // known: it counts above at its own value
      p += part.weight;
    }
  }
  return std::clamp(p, 0.0, 1.0);
}

}  // namespace detail

INDUSTRIA_INLINE double YearLaw::probability_at_least(double x) const {
  if (parts.empty() || std::isnan(x)) return missing;
  if (x <= floor || x <= 0.0) return 1.0;
  return 1.0 - detail::year_law_below(*this, std::log(x));
}

INDUSTRIA_INLINE double YearLaw::quantile(double p) const {
  if (!(p > 0.0 && p < 1.0)) throw ValueError("YearLaw::quantile: p is " + to_shortest(p) + ", expected between 0 and 1");
  if (parts.empty()) return missing;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Part& part : parts) {  // the mixture's quantile lies between those of its parts
    const double x = part.location + (part.scale > 0.0 ? part.scale * detail::student_quantile(p, part.dof) : 0.0);
    low = std::min(low, x);
    high = std::max(high, x);
  }
  while (low < high) {  // one part alone has its quantile already
    const double middle = std::midpoint(low, high);
    if (middle <= low || middle >= high) break;
    (detail::year_law_below(*this, middle) < p ? low : high) = middle;
  }
  return std::max(floor, std::exp(high));
}

INDUSTRIA_INLINE Bounds YearLaw::interval(double level) const {
  if (!(level >= 1.0 && level < 100.0))
    throw ValueError("YearLaw::interval: level is " + to_shortest(level) + ", expected per cent from 1 to below 100");
  if (parts.empty()) return {};
  return Bounds::between(quantile(0.5 - level / 200.0), quantile(0.5 + level / 200.0));
}

}  // namespace industria::inline INDUSTRIA_ABI
