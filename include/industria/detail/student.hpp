// SPDX-License-Identifier: Apache-2.0
// Student's t and the normal law by Boost.Math, errors as values, no long double. Included by bodies only.
#pragma once

#include <industria/base/config.hpp>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

// Without promotion to long double the digits do not depend on the machine; errors come back as NaN or infinity.
using QuietPolicy = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
    boost::math::policies::promote_double<false>>;
using NormalLaw = boost::math::normal_distribution<double, QuietPolicy>;
using StudentLaw = boost::math::students_t_distribution<double, QuietPolicy>;
using ChiSquareLaw = boost::math::chi_squared_distribution<double, QuietPolicy>;

/// P(T <= z); infinite dof: normal. By symmetry only the lower tail is computed, so that both tails keep their digits.
[[nodiscard]] inline double student_cdf(double z, double dof) {
  if (std::isinf(z)) return z > 0.0 ? 1.0 : 0.0;
  if (std::isinf(dof)) return cdf(NormalLaw(), z);
  return cdf(StudentLaw(dof), z);
}
[[nodiscard]] inline double student_quantile(double p, double dof) {
  if (p == 0.5) return 0.0;
  return std::isinf(dof) ? quantile(NormalLaw(), p) : quantile(StudentLaw(dof), p);
}
[[nodiscard]] inline double student_density(double z, double dof) {
  return std::isinf(dof) ? pdf(NormalLaw(), z) : pdf(StudentLaw(dof), z);
}
/// sqrt(dof / chi-square) at probability p: the common factor that makes normal errors Student's.
[[nodiscard]] inline double student_mixing(double p, double dof) {
  return std::isinf(dof) ? 1.0 : std::sqrt(dof / quantile(ChiSquareLaw(dof), p));
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
