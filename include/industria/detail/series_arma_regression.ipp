// SPDX-License-Identifier: Apache-2.0
// Body of series/arma_regression.hpp: differencing, the likelihood with the regression inside, its maximum, forecasts.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/arma_filter.hpp>
#include <industria/series/arma_regression.hpp>

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <unsupported/Eigen/NonLinearOptimization>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The four polynomials of a seasonal ARMA process.
struct ArmaParts {
  Polynomial ar, ma, seasonal_ar, seasonal_ma;

  [[nodiscard]] std::size_t size() const noexcept { return ar.size() + ma.size() + seasonal_ar.size() + seasonal_ma.size(); }
  [[nodiscard]] std::vector<Polynomial*> all() { return {&ar, &ma, &seasonal_ar, &seasonal_ma}; }
  [[nodiscard]] ArmaFilter filter(std::size_t season) const { return ArmaFilter(phi(season), theta(season)); }
  /// phi_1 ... of the product, as 1 - phi B.
  [[nodiscard]] Polynomial phi(std::size_t season) const { return negative(polynomial_product(negative(ar), negative(seasonal_ar), season)); }
  [[nodiscard]] Polynomial theta(std::size_t season) const { return polynomial_product(ma, seasonal_ma, season); }
};

/// Coefficients of a stationary 1 - phi B from partial autocorrelations tanh(u) (Durbin-Levinson, Jones 1980).
[[nodiscard]] inline Polynomial stationary_coefficients(const double* u, std::size_t n) {
  Polynomial phi;
  for (std::size_t k = 0; k < n; ++k) {
    const double r = std::tanh(u[k]);
    Polynomial next(k + 1);
    for (std::size_t i = 0; i < k; ++i) next[i] = phi[i] - r * phi[k - 1 - i];
    next[k] = r;
    phi = std::move(next);
  }
  return phi;
}

/// The regression at given ARMA parameters.
struct ArmaGls {
  Eigen::VectorXd b;
  Eigen::VectorXd residuals;  ///< scaled innovations
  Eigen::MatrixXd columns;    ///< scaled innovations of the regressors
  double sum_log_f = 0.0;
  Eigen::MatrixXd state;
  Eigen::MatrixXd unknown;
  bool full_rank = true;
};

/// Differenced data and the likelihood over them. Steps without observation have NaN in column 0 and zeros elsewhere.
class ArmaLikelihood {
 public:
  ArmaLikelihood(Eigen::MatrixXd w, ArmaParts orders, std::size_t season) : w_(std::move(w)), orders_(std::move(orders)), season_(season) {
    for (Eigen::Index t = 0; t < w_.rows(); ++t) observed_ += w_(t, 0) == w_(t, 0);
  }
  [[nodiscard]] std::size_t observed() const noexcept { return observed_; }
  [[nodiscard]] std::size_t parameters() const noexcept { return orders_.size(); }

  [[nodiscard]] ArmaParts parts_of(const double* u) const {
    ArmaParts parts = orders_;
    for (Polynomial* part : parts.all()) {
      const bool moving_average = part == &parts.ma || part == &parts.seasonal_ma;
      *part = stationary_coefficients(u, part->size());
      if (moving_average) *part = negative(*part);
      u += part->size();
    }
    return parts;
  }

  [[nodiscard]] bool regress_at(const ArmaParts& parts, ArmaGls& out) const {
    ArmaPassed passed;
    if (!parts.filter(season_).pass(w_, passed)) return false;
    const Eigen::Index k = w_.cols() - 1;
    out.columns = passed.innovations.rightCols(k);
    out.residuals = passed.innovations.col(0);
    out.b = Eigen::VectorXd::Zero(k);
    if (k > 0) {
      const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(out.columns);
      out.full_rank = qr.rank() == k;
      out.b = qr.solve(out.residuals);
      out.residuals -= out.columns * out.b;
    }
    out.sum_log_f = passed.sum_log_f;
    out.state = passed.state;
    out.unknown = passed.unknown;
    return true;
  }

  /// Concentrated over b and sigma: -N/2 (log(2 pi RSS / N) + 1) - sum(log F) / 2.
  [[nodiscard]] double log_likelihood(const ArmaParts& parts) const {
    ArmaGls gls;
    if (!regress_at(parts, gls)) return missing;
    const double n = static_cast<double>(observed_);
    return -0.5 * (n * (std::log(2.0 * std::numbers::pi * gls.residuals.squaredNorm() / n) + 1.0) + gls.sum_log_f);
  }

  /// Residuals whose sum of squares is least where the likelihood is greatest: innovations times the geometric mean of sqrt(F).
  int operator()(const Eigen::VectorXd& u, Eigen::VectorXd& residuals) const {
    ArmaGls gls;
    if (!regress_at(parts_of(u.data()), gls)) {
      residuals.setConstant(static_cast<Eigen::Index>(observed_), 1e100);
      return 0;
    }
    residuals = gls.residuals * std::exp(gls.sum_log_f / (2.0 * static_cast<double>(observed_)));
    return 0;
  }
  int df(const Eigen::VectorXd& u, Eigen::MatrixXd& jacobian) const {
    constexpr double step = 1e-5;  // central differences: error of order step^2
    Eigen::VectorXd up, down, moved = u;
    for (Eigen::Index i = 0; i < u.size(); ++i) {
      moved[i] = u[i] + step;
      (*this)(moved, up);
      moved[i] = u[i] - step;
      (*this)(moved, down);
      moved[i] = u[i];
      jacobian.col(i) = (up - down) / (2.0 * step);
    }
    return 0;
  }
  [[nodiscard]] int values() const noexcept { return static_cast<int>(observed_); }

 private:
  Eigen::MatrixXd w_;
  ArmaParts orders_;
  std::size_t season_;
  std::size_t observed_ = 0;
};

/// The best of two starts: white noise, and moving averages halfway to over-differencing.
[[nodiscard]] inline ArmaParts maximum_likelihood(ArmaLikelihood& likelihood) {
  const auto n = static_cast<Eigen::Index>(likelihood.parameters());
  ArmaParts best = likelihood.parts_of(Eigen::VectorXd(Eigen::VectorXd::Zero(n)).data());
  if (n == 0) return best;
  double highest = -std::numeric_limits<double>::infinity();
  for (const double start : {0.0, 0.5}) {
    Eigen::VectorXd u = Eigen::VectorXd::Constant(n, start);
    Eigen::LevenbergMarquardt<ArmaLikelihood> search(likelihood);
    search.parameters.maxfev = 400;
    search.parameters.ftol = search.parameters.xtol = 1e-12;
    search.minimize(u);
    const ArmaParts parts = likelihood.parts_of(u.data());
    const double reached = likelihood.log_likelihood(parts);
    if (reached > highest) {
      highest = reached;
      best = parts;
    }
  }
  return best;
}

/// Inverse of minus the second derivatives of the log-likelihood in the coefficients; steps of 0.001.
[[nodiscard]] inline std::vector<double> arma_errors(const ArmaLikelihood& likelihood, const ArmaParts& at) {
  const auto n = static_cast<Eigen::Index>(at.size());
  constexpr double step = 1e-3;
  const auto moved = [&](Eigen::Index i, double by_i, Eigen::Index j, double by_j) {
    ArmaParts parts = at;
    std::vector<double*> all;
    for (Polynomial* part : parts.all()) {
      for (double& x : *part) all.push_back(&x);
    }
    *all[static_cast<std::size_t>(i)] += by_i;
    *all[static_cast<std::size_t>(j)] += by_j;
    return likelihood.log_likelihood(parts);
  };
  Eigen::MatrixXd curvature(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) {
      const double mixed = moved(i, step, j, step) - moved(i, step, j, -step) - moved(i, -step, j, step) + moved(i, -step, j, -step);
      curvature(i, j) = curvature(j, i) = -mixed / (4.0 * step * step);
    }
  }
  std::vector<double> errors(static_cast<std::size_t>(n), missing);
  const Eigen::LLT<Eigen::MatrixXd> llt(curvature);
  if (n == 0 || !curvature.allFinite() || llt.info() != Eigen::Success) return errors;
  const Eigen::MatrixXd covariance = llt.solve(Eigen::MatrixXd::Identity(n, n));
  for (Eigen::Index i = 0; i < n; ++i) errors[static_cast<std::size_t>(i)] = std::sqrt(covariance(i, i));
  return errors;
}

/// (1 - B)^d (1 - B^s)^D without the 1 in front.
[[nodiscard]] inline Polynomial difference_polynomial(const ArmaOrder& order) {
  Polynomial all;
  for (int i = 0; i < order.differences; ++i) all = polynomial_product(all, {-1.0}, 1);
  for (int i = 0; i < order.seasonal_differences && order.season > 1; ++i) all = polynomial_product(all, {-1.0}, static_cast<std::size_t>(order.season));
  return all;
}

/// Columns y, x_1 ... over the rows of y, differenced.
[[nodiscard]] inline Eigen::MatrixXd differenced(std::span<const double> y, std::span<const double> x, std::size_t regressors, std::size_t rows,
                                                 const Polynomial& difference) {
  const std::size_t lost = difference.size();
  Eigen::MatrixXd w = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(y.size() - lost), static_cast<Eigen::Index>(regressors) + 1);
  for (std::size_t column = 0; column <= regressors; ++column) {
    const std::span<const double> from = column == 0 ? y : x.subspan((column - 1) * rows, rows);
    for (std::size_t t = lost; t < y.size(); ++t) {
      double value = from[t];
      for (std::size_t i = 0; i < lost; ++i) value += difference[i] == 0.0 ? 0.0 : difference[i] * from[t - 1 - i];
      w(static_cast<Eigen::Index>(t - lost), static_cast<Eigen::Index>(column)) = is_missing(value) ? missing : value;
    }
  }
  return w;
}

inline void require_arma_order(const ArmaOrder& order) {
  const auto check = [](const char* what, int value, int highest) {
    if (value >= 0 && value <= highest) return;
    throw ValueError(std::string("regress_with_arma_errors: order.") + what + " = " + std::to_string(value) + ", expected 0 to " + std::to_string(highest));
  };
  check("ar", order.ar, 12);
  check("ma", order.ma, 12);
  check("differences", order.differences, 2);
  check("seasonal_ar", order.seasonal_ar, 4);
  check("seasonal_ma", order.seasonal_ma, 4);
  check("seasonal_differences", order.seasonal_differences, 2);
  if (order.season < 1 || order.season > 366)
    throw ValueError("regress_with_arma_errors: order.season = " + std::to_string(order.season) + ", expected 1 to 366");
}

/// Forecasts of n_t, added to x b: the state moves on, differences are summed up. Variance: the weights psi of the innovations to come, and
/// what the filter does not know of the state after a short series.
inline void forecast_arma(std::span<const double> y, std::span<const double> x, std::size_t rows, const Polynomial& difference, const ArmaParts& parts,
                          std::size_t season, const ArmaGls& gls, int horizon, ArmaRegression& out) {
  const auto regression = [&](std::size_t t) {
    double sum = 0.0;
    for (std::size_t k = 0; k < out.coefficients.size(); ++k) sum += out.coefficients[k] * x[k * rows + t];
    return sum;
  };
  std::vector<double> n(y.begin(), y.end());
  for (std::size_t t = 0; t < y.size(); ++t) n[t] -= regression(t);
  const ArmaFilter filter = parts.filter(season);
  Eigen::MatrixXd state = gls.state.col(0) - gls.state.rightCols(gls.state.cols() - 1) * gls.b;
  const Polynomial theta = parts.theta(season);
  const Polynomial ar = negative(polynomial_product(negative(parts.phi(season)), difference, 1));
  std::vector<double> psi;
  double variance = 0.0;
  Eigen::RowVectorXd later = Eigen::RowVectorXd::Unit(gls.unknown.rows(), 0);  // of the state in the differenced value
  std::vector<Eigen::RowVectorXd> of_state;                                    // in the level
  for (int h = 0; h < horizon; ++h) {
    const auto i = static_cast<std::size_t>(h);
    double value = state(0, 0);
    for (std::size_t k = 0; k < difference.size(); ++k) value -= difference[k] == 0.0 ? 0.0 : difference[k] * n[n.size() - 1 - k];
    n.push_back(value);
    out.mean.push_back(value + regression(y.size() + i));
    state = filter.advanced(state);
    double weight = i == 0 ? 1.0 : i <= theta.size() ? theta[i - 1] : 0.0;
    for (std::size_t k = 0; k < std::min(i, ar.size()); ++k) weight += ar[k] * psi[i - 1 - k];
    psi.push_back(weight);
    variance += weight * weight * out.sigma2;
    of_state.push_back(later);
    for (std::size_t k = 0; k < std::min(i, difference.size()); ++k) of_state[i] -= difference[k] * of_state[i - 1 - k];
    later = filter.weights_later(later);
    const double unknown = std::max(0.0, of_state[i].dot(of_state[i] * gls.unknown));
    out.standard_deviation.push_back(is_missing(out.mean.back()) ? missing : std::sqrt(variance + unknown * out.sigma2));
  }
}

/// The fit of y as it is; sizes and options are checked.
[[nodiscard]] inline ArmaRegression fit_arma_regression(std::span<const double> y, std::span<const double> x, std::size_t regressors,
                                                        const ArmaRegressionOptions& options) {
  const ArmaOrder& order = options.order;
  const std::size_t rows = y.size() + static_cast<std::size_t>(options.horizon);
  ArmaRegression out;
  const bool seasonal = order.season > 1;
  const auto size = [](int n) { return Polynomial(static_cast<std::size_t>(n), 0.0); };
  const ArmaParts orders{size(order.ar), size(order.ma), size(seasonal ? order.seasonal_ar : 0), size(seasonal ? order.seasonal_ma : 0)};
  const auto season = static_cast<std::size_t>(order.season);
  const Polynomial difference = difference_polynomial(order);
  const std::size_t coefficients = orders.size() + regressors;
  if (y.size() <= difference.size()) {
    out.reason = Reason::too_few_points;
    return out;
  }
  ArmaLikelihood likelihood(differenced(y, x, regressors, rows, difference), orders, season);
  out.observations = likelihood.observed();
  if (out.observations <= coefficients + 1) {
    out.reason = Reason::too_few_points;
    return out;
  }
  const ArmaParts parts = maximum_likelihood(likelihood);
  ArmaGls gls;
  const bool passed = likelihood.regress_at(parts, gls);
  const double rss = passed ? gls.residuals.squaredNorm() : 0.0;
  if (!gls.full_rank || !(rss > 0.0)) {  // collinear regressors, or nothing left to explain
    out.reason = Reason::not_comparable;
    return out;
  }
  const double n = static_cast<double>(out.observations);
  const double count = static_cast<double>(coefficients) + 1.0;
  out.ar = parts.ar;
  out.ma = parts.ma;
  out.seasonal_ar = parts.seasonal_ar;
  out.seasonal_ma = parts.seasonal_ma;
  out.arma_standard_errors = arma_errors(likelihood, parts);
  out.sigma2 = rss / (n - static_cast<double>(coefficients));
  out.log_likelihood = likelihood.log_likelihood(parts);
  out.aic = -2.0 * out.log_likelihood + 2.0 * count;
  out.aicc = n > count + 1.0 ? out.aic + 2.0 * count * (count + 1.0) / (n - count - 1.0) : missing;
  out.bic = -2.0 * out.log_likelihood + std::log(n) * count;
  out.coefficients.assign(gls.b.begin(), gls.b.end());
  if (regressors > 0) {
    const Eigen::MatrixXd inverse = (gls.columns.transpose() * gls.columns).ldlt().solve(Eigen::MatrixXd::Identity(gls.b.size(), gls.b.size()));
    for (Eigen::Index k = 0; k < gls.b.size(); ++k) out.standard_errors.push_back(std::sqrt(inverse(k, k) * rss / n));
  }
  forecast_arma(y, x, rows, difference, parts, season, gls, options.horizon, out);
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE ArmaRegression regress_with_arma_errors(std::span<const double> y, std::span<const double> x, std::size_t regressors,
                                                         const ArmaRegressionOptions& options) {
  detail::require_arma_order(options.order);
  if (options.horizon < 0 || options.horizon > 10'000)
    throw ValueError("regress_with_arma_errors: horizon = " + std::to_string(options.horizon) + ", expected 0 to 10000");
  const std::size_t rows = y.size() + static_cast<std::size_t>(options.horizon);
  if (x.size() != regressors * rows) {
    throw ShapeError("regress_with_arma_errors: x has " + std::to_string(x.size()) + " values, expected " + std::to_string(regressors) + " columns of " +
                     std::to_string(rows) + " rows");
  }
  if (std::any_of(x.begin(), x.end(), is_missing)) throw ValueError("regress_with_arma_errors: x has a missing value, expected all there");

  // The search runs on values between one half and one, so that another unit by a power of two changes no bit.
  double largest = 0.0;
  for (const double value : y) largest = is_missing(value) ? largest : std::max(largest, std::abs(value));
  const int exponent = largest > 0.0 ? std::ilogb(largest) + 1 : 0;
  std::vector<double> scaled(y.begin(), y.end());
  for (double& value : scaled) value = std::ldexp(value, -exponent);
  ArmaRegression out = detail::fit_arma_regression(scaled, x, regressors, options);
  for (std::vector<double>* values : {&out.coefficients, &out.standard_errors, &out.mean, &out.standard_deviation}) {
    for (double& value : *values) value = std::ldexp(value, exponent);
  }
  const double log_scale = exponent * std::numbers::ln2;
  out.sigma2 = std::ldexp(out.sigma2, 2 * exponent);
  out.log_likelihood -= static_cast<double>(out.observations) * log_scale;
  for (double* criterion : {&out.aic, &out.aicc, &out.bic}) *criterion += 2.0 * static_cast<double>(out.observations) * log_scale;
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
