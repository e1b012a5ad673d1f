// SPDX-License-Identifier: Apache-2.0
// Ordinary least squares by column-pivoted QR (Eigen) with refinement in twice the precision; keeps the certified
// digits of NIST's reference data sets, the degree-10 polynomial Filip included.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Result of a regression of y on k regressors (intercept first if there is one).
struct Regression {
  std::vector<double> coefficients{};   ///< k (+1)
  std::vector<double> standard_errors{};  ///< s * sqrt(diag((X'X)^-1)); missing without residual degrees of freedom
  std::vector<double> covariance{};     ///< (X'X)^-1 * s^2, row by row, k x k
  double residual_standard_deviation = missing;  ///< sqrt(RSS / (n - k))
  double r_squared = missing;  ///< about the mean with an intercept, about zero without
  std::size_t observations = 0;
  std::size_t residual_degrees_of_freedom = 0;
  int rank = 0;
};

/// Fits y = X b + e. `x` holds the regressors column by column: x.size() == y.size() * k. Columns are centred and scaled
/// before the QR when there is an intercept. Rows with a missing value are left out. Rank-deficient: coefficients of the
/// dropped columns are missing. Throws ShapeError if the sizes do not fit, ValueError for fewer complete rows than columns.
[[nodiscard]] INDUSTRIA_API Regression regress(std::span<const double> y, std::span<const double> x, std::size_t regressors,
                                               bool intercept = true);

/// Fits a polynomial of that degree in one regressor (degree 0..10), in Chebyshev polynomials of the centred x to keep the
/// columns apart; the coefficients are those of the raw powers 1, x, x^2 ... With fewer distinct x than powers the highest are missing.
[[nodiscard]] INDUSTRIA_API Regression regress_polynomial(std::span<const double> y, std::span<const double> x, int degree);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_regression.ipp>
#endif
