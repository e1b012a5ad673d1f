// SPDX-License-Identifier: Apache-2.0
// Regression whose errors are a (seasonal) ARMA process, by exact maximum likelihood: calendar effects, trends and forecasts.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// (p, d, q)(P, D, Q) with a season of `season` periods; the default is the airline model of a year of months.
struct ArmaOrder {
  int ar = 0;
  int differences = 1;
  int ma = 1;
  int seasonal_ar = 0;
  int seasonal_differences = 1;
  int seasonal_ma = 1;
  int season = 12;  ///< 1: no seasonal part, whatever the three above say
};

struct ArmaRegressionOptions {
  ArmaOrder order{};
  int horizon = 0;  ///< forecasts past the last row; the regressors must then have that many rows more than y
};

struct ArmaRegression {
  std::vector<double> coefficients{};     ///< of the regressors
  std::vector<double> standard_errors{};  ///< sqrt of the diagonal of s^2 (X' V^-1 X)^-1
  std::vector<double> ar{};               ///< phi_1 ...; then in the same way the others. Signs: 1 - phi B, 1 + theta B
  std::vector<double> ma{};
  std::vector<double> seasonal_ar{};
  std::vector<double> seasonal_ma{};
  std::vector<double> arma_standard_errors{};  ///< ar, ma, seasonal_ar, seasonal_ma; from the curvature of the log-likelihood, missing at its border
  double sigma2 = missing;                ///< innovations' variance, sum of squares / (N - coefficients)
  double log_likelihood = missing;        ///< of the N differenced values
  double aic = missing;
  double aicc = missing;
  double bic = missing;
  std::size_t observations = 0;           ///< N
  std::vector<double> mean{};             ///< forecasts
  std::vector<double> standard_deviation{};  ///< of the forecasts, parameters taken as known
  Reason reason = Reason::none;           ///< too_few_points, or not_comparable where regressors cannot be told apart
};

/// y_t = x_t b + n_t, phi(B) Phi(B^s) (1 - B)^d (1 - B^s)^D n_t = theta(B) Theta(B^s) e_t, e normal. The differenced data go through a
/// Kalman filter from the stationary law (exact likelihood), b by generalised least squares at each ARMA parameter, those by
/// Levenberg-Marquardt over partial autocorrelations, so that the process is stationary and invertible. A differenced constant is
/// nothing: with differences give a time trend, not an intercept. Work on logs yourself where effects are per cent.
///  - `x` holds the regressors column by column, `horizon` rows longer than y each.
///  - Missing values of y: their steps are left out of the likelihood (after differencing, all that need them). Missing in x: ValueError.
///  - Throws ShapeError if sizes do not fit, ValueError for negative orders, orders above 12 (seasonal: 4) or season below 1.
/// Source: Harvey 1989; Jones 1980 (partial autocorrelations); the same model as R's arima(method = "ML").
[[nodiscard]] INDUSTRIA_API ArmaRegression regress_with_arma_errors(std::span<const double> y, std::span<const double> x,
                                                                    std::size_t regressors, const ArmaRegressionOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_arma_regression.ipp>
#endif
