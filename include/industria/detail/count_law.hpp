// SPDX-License-Identifier: Apache-2.0
// How many more things will be done if they come at the rate of the past: the Poisson law with a rate that is itself only
// known from the count so far. Source: Gelman and others, Bayesian Data Analysis, 3rd ed., 2.6. Included by bodies only.
#pragma once

#include <industria/detail/student.hpp>

#include <boost/math/special_functions/beta.hpp>

#include <cmath>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// `so_far` things in `done` periods, `left` periods to go. With Jeffreys' prior the rate is Gamma(so_far + 1/2, done) and the
/// further count negative binomial: mean (so_far + 1/2) left / done. Wider than Poisson, so that few periods promise little.
struct CountLaw {
  double so_far = 0.0;
  double done = 1.0;
  double left = 1.0;

  /// P(further count >= n).
  [[nodiscard]] double at_least(double n) const {
    if (!(n > 0.0)) return 1.0;
    return boost::math::ibeta(n, so_far + 0.5, left / (done + left), QuietPolicy());
  }
  /// The least n with P(further count <= n) >= p.
  [[nodiscard]] double quantile(double p) const {
    double most = 1.0;
    while (1.0 - at_least(most + 1.0) < p && most < 0x1p52) most *= 2.0;
    double least = -1.0;  // P(<= least) < p <= P(<= most)
    while (most - least > 1.0) {
      const double middle = std::floor((least + most) / 2.0);
      (1.0 - at_least(middle + 1.0) < p ? least : most) = middle;
    }
    return most;
  }
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
