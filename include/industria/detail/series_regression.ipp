// SPDX-License-Identifier: Apache-2.0
// Body of series/regression.hpp. The design is kept in double-double; Eigen's column-pivoted QR of its leading
// part gives rank and first solution, which the augmented system then refines (Bjorck 1967) to full precision.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/series/regression.hpp>

#ifndef EIGEN_MPL2_ONLY
#define EIGEN_MPL2_ONLY
#endif
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

using DoubleDoubleColumn = std::vector<DoubleDouble>;

/// Least squares of y on the columns. `inverse_root` W has W W' = (A'A)^-1 for the kept columns, in their order.
struct LeastSquares {
  std::vector<std::size_t> kept;  ///< column numbers, ascending
  DoubleDoubleColumn solution;    ///< one per kept column
  Eigen::MatrixXd inverse_root;
  DoubleDouble residual_square_sum;
};

[[nodiscard]] inline Eigen::MatrixXd leading_part(const std::vector<DoubleDoubleColumn>& columns,
                                                  const std::vector<std::size_t>& kept, std::size_t rows) {
  Eigen::MatrixXd a(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(kept.size()));
  for (std::size_t j = 0; j < kept.size(); ++j) {
    for (std::size_t i = 0; i < rows; ++i) {
      a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = columns[kept[j]][i].rounded();
    }
  }
  return a;
}

/// What the refinement needs of A P = Q R: a few plain loops, since Eigen's general products and solvers would triple the
/// time that a header-only program takes to compile.
class QrFactors {
 public:
  QrFactors(const Eigen::ColPivHouseholderQR<Eigen::MatrixXd>& qr, std::size_t rows, std::size_t columns)
      : qr_(qr), n_(static_cast<Eigen::Index>(rows)), k_(static_cast<Eigen::Index>(columns)) {}

  /// Number of the column of A that stands at place j of A P.
  [[nodiscard]] std::size_t column(std::size_t j) const {
    return static_cast<std::size_t>(qr_.colsPermutation().indices()(static_cast<Eigen::Index>(j)));
  }
  /// v = Q' v and v = Q v: one reflection I - tau u u' after the other.
  void apply_q_transposed(std::vector<double>& v) const {
    for (Eigen::Index j = 0; j < k_; ++j) reflect(v.data(), j);
  }
  void apply_q(std::vector<double>& v) const {
    for (Eigen::Index j = k_ - 1; j >= 0; --j) reflect(v.data(), j);
  }
  /// v = R^-1 v and v = R'^-1 v.
  void solve(std::vector<double>& v) const { back_substitute(v.data()); }
  void solve_transposed(std::vector<double>& v) const {
    for (Eigen::Index i = 0; i < k_; ++i) {
      double& x = v[static_cast<std::size_t>(i)];
      for (Eigen::Index j = 0; j < i; ++j) x -= qr_.matrixQR()(j, i) * v[static_cast<std::size_t>(j)];
      x /= qr_.matrixQR()(i, i);
    }
  }
  /// P R^-1.
  [[nodiscard]] Eigen::MatrixXd inverse_root() const {
    Eigen::MatrixXd out(k_, k_);
    std::vector<double> unit(static_cast<std::size_t>(k_));
    for (Eigen::Index c = 0; c < k_; ++c) {
      std::fill(unit.begin(), unit.end(), 0.0);
      unit[static_cast<std::size_t>(c)] = 1.0;
      back_substitute(unit.data());
      for (std::size_t j = 0; j < unit.size(); ++j) out(static_cast<Eigen::Index>(column(j)), c) = unit[j];
    }
    return out;
  }

 private:
  void reflect(double* v, Eigen::Index j) const {
    double sum = v[j];
    for (Eigen::Index i = j + 1; i < n_; ++i) sum += qr_.matrixQR()(i, j) * v[i];
    sum *= qr_.hCoeffs()(j);
    v[j] -= sum;
    for (Eigen::Index i = j + 1; i < n_; ++i) v[i] -= sum * qr_.matrixQR()(i, j);
  }
  void back_substitute(double* v) const {
    for (Eigen::Index i = k_ - 1; i >= 0; --i) {
      for (Eigen::Index j = i + 1; j < k_; ++j) v[i] -= qr_.matrixQR()(i, j) * v[j];
      v[i] /= qr_.matrixQR()(i, i);
    }
  }

  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd>& qr_;
  Eigen::Index n_;
  Eigen::Index k_;
};

/// y - A x in double-double.
[[nodiscard]] inline DoubleDoubleColumn residuals_of(const DoubleDoubleColumn& y, const std::vector<DoubleDoubleColumn>& columns,
                                                     const LeastSquares& fit) {
  DoubleDoubleColumn e = y;
  for (std::size_t j = 0; j < fit.kept.size(); ++j) {
    const DoubleDoubleColumn& a = columns[fit.kept[j]];
    for (std::size_t i = 0; i < e.size(); ++i) e[i] += -(a[i] * fit.solution[j]);
  }
  return e;
}

/// Solves by QR and refines. Columns that depend on others are dropped (see `kept`).
[[nodiscard]] inline LeastSquares solve_least_squares(const DoubleDoubleColumn& y, const std::vector<DoubleDoubleColumn>& columns) {
  const std::size_t rows = y.size();
  LeastSquares fit;
  for (std::size_t j = 0; j < columns.size(); ++j) fit.kept.push_back(j);
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(leading_part(columns, fit.kept, rows));
  if (static_cast<std::size_t>(qr.rank()) < columns.size()) {
    const auto& order = qr.colsPermutation().indices();
    fit.kept.assign(order.data(), order.data() + qr.rank());
    std::sort(fit.kept.begin(), fit.kept.end());
    qr.compute(leading_part(columns, fit.kept, rows));
  }
  const QrFactors factors(qr, rows, fit.kept.size());
  fit.inverse_root = factors.inverse_root();
  fit.solution.assign(fit.kept.size(), {});

  // Unknowns x and r of [I A; A' 0] [r; x] = [y; 0], both kept in double-double; r starts at 0, so that the first round is the plain solution.
  DoubleDoubleColumn r(rows);
  double last_step = std::numeric_limits<double>::infinity();
  for (int round = 0; round < 12; ++round) {
    const DoubleDoubleColumn e = residuals_of(y, columns, fit);
    std::vector<double> z(rows);
    for (std::size_t i = 0; i < rows; ++i) z[i] = (e[i] - r[i]).rounded();
    std::vector<double> h(fit.kept.size());
    for (std::size_t j = 0; j < fit.kept.size(); ++j) {
      DoubleDouble sum;
      for (std::size_t i = 0; i < rows; ++i) sum += columns[fit.kept[factors.column(j)]][i] * r[i];
      h[j] = -sum.rounded();
    }
    factors.apply_q_transposed(z);
    factors.solve_transposed(h);
    std::vector<double> step(fit.kept.size());
    for (std::size_t j = 0; j < step.size(); ++j) step[j] = z[j] - h[j];
    factors.solve(step);
    std::copy(h.begin(), h.end(), z.begin());
    factors.apply_q(z);
    double size = 0.0;
    for (const double value : step) size = std::max(size, std::abs(value));
    if (!(size < last_step)) break;
    last_step = size;
    for (std::size_t j = 0; j < step.size(); ++j) fit.solution[factors.column(j)] += step[j];
    for (std::size_t i = 0; i < rows; ++i) r[i] += z[i];
    if (size == 0.0) break;
  }
  for (const DoubleDouble& e : residuals_of(y, columns, fit)) fit.residual_square_sum += e * e;
  return fit;
}

/// Sum of squares about the mean, or about zero.
[[nodiscard]] inline DoubleDouble total_square_sum(const DoubleDoubleColumn& y, bool about_mean) {
  DoubleDouble mean;
  if (about_mean) {
    for (const DoubleDouble& v : y) mean += v;
    mean = mean / static_cast<double>(y.size());
  }
  DoubleDouble sum;
  for (const DoubleDouble& v : y) sum += (v - mean) * (v - mean);
  return sum;
}

/// Puts a fit in working columns into the caller's terms: coefficient i = sum over j of terms[j][i] * solution j, where
/// terms[j] is working column j written in the caller's columns. Caller's columns beyond the kept ones are missing.
[[nodiscard]] inline Regression in_callers_terms(const LeastSquares& fit, const std::vector<DoubleDoubleColumn>& terms,
                                                 const DoubleDoubleColumn& y, bool about_mean, const std::vector<bool>& present) {
  const std::size_t width = present.size();
  const std::size_t k = fit.kept.size();
  Regression out;
  out.observations = y.size();
  out.rank = static_cast<int>(k);
  out.residual_degrees_of_freedom = y.size() - k;
  out.coefficients.assign(width, missing);
  out.standard_errors.assign(width, missing);
  out.covariance.assign(width * width, missing);

  const DoubleDouble total = total_square_sum(y, about_mean);
  if (total.hi > 0.0) out.r_squared = ((total - fit.residual_square_sum) / total).rounded();
  const bool has_spread = out.residual_degrees_of_freedom > 0;
  const double variance =
      has_spread ? (fit.residual_square_sum / static_cast<double>(out.residual_degrees_of_freedom)).rounded() : missing;
  out.residual_standard_deviation = std::sqrt(variance);

  std::vector<std::vector<double>> roots(width);  // row i of terms' * W
  for (std::size_t i = 0; i < width; ++i) {
    if (!present[i]) continue;
    DoubleDouble b;
    for (std::size_t j = 0; j < k; ++j) b += terms[fit.kept[j]][i] * fit.solution[j];
    out.coefficients[i] = b.rounded();
    for (std::size_t c = 0; c < k; ++c) {
      DoubleDouble w;
      for (std::size_t j = 0; j < k; ++j) {
        w += terms[fit.kept[j]][i] * DoubleDouble(fit.inverse_root(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(c)));
      }
      roots[i].push_back(w.rounded());
    }
  }
  for (std::size_t i = 0; i < width && has_spread; ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      if (!present[i] || !present[j]) continue;
      double dot = 0.0;
      for (std::size_t c = 0; c < k; ++c) dot += roots[i][c] * roots[j][c];
      out.covariance[i * width + j] = variance * dot;
    }
    out.standard_errors[i] = std::sqrt(out.covariance[i * width + i]);
  }
  return out;
}

/// Numbers of the rows without a missing value.
[[nodiscard]] inline std::vector<std::size_t> complete_rows(std::span<const double> y, std::span<const double> x, std::size_t regressors) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < y.size(); ++i) {
    bool complete = !is_missing(y[i]);
    for (std::size_t j = 0; j < regressors; ++j) complete = complete && !is_missing(x[j * y.size() + i]);
    if (complete) rows.push_back(i);
  }
  return rows;
}

inline void require_rows(const char* function, std::size_t rows, std::size_t columns) {
  if (rows < columns || rows == 0) {
    throw ValueError(std::string(function) + ": y and x have " + std::to_string(rows) + " complete rows, expected at least " +
                     std::to_string(std::max<std::size_t>(columns, 1)) + " (one per coefficient)");
  }
}

/// Chebyshev polynomials of (x - centre) / half_width, written in powers of x: row k has the coefficients of 1, x, x^2 ...
[[nodiscard]] inline std::vector<DoubleDoubleColumn> chebyshev_in_powers(int degree, double centre, double half_width) {
  const auto width = static_cast<std::size_t>(degree) + 1;
  const DoubleDouble slope = DoubleDouble(1.0) / half_width;
  const DoubleDouble shift = -(DoubleDouble(centre) / half_width);
  std::vector<DoubleDoubleColumn> terms(width, DoubleDoubleColumn(width));
  terms[0][0] = 1.0;
  for (std::size_t k = 1; k < width; ++k) {
    const DoubleDouble factor = k == 1 ? 1.0 : 2.0;
    for (std::size_t i = 0; i < width; ++i) {
      terms[k][i] = factor * shift * terms[k - 1][i];
      if (i > 0) terms[k][i] += factor * slope * terms[k - 1][i - 1];
      if (k > 1) terms[k][i] += -terms[k - 2][i];
    }
  }
  return terms;
}

}  // namespace detail

INDUSTRIA_INLINE Regression regress(std::span<const double> y, std::span<const double> x, std::size_t regressors, bool intercept) {
  if (x.size() != y.size() * regressors) {
    throw ShapeError("regress: x has " + std::to_string(x.size()) + " values, expected " + std::to_string(y.size() * regressors) +
                     " (" + std::to_string(y.size()) + " rows times " + std::to_string(regressors) + " regressors)");
  }
  const std::vector<std::size_t> rows = detail::complete_rows(y, x, regressors);
  const std::size_t first = intercept ? 1 : 0;
  const std::size_t width = regressors + first;
  detail::require_rows("regress", rows.size(), width);

  // Working columns: 1, then each regressor less its mean, divided by a power of two of its own size.
  std::vector<detail::DoubleDoubleColumn> columns(width, detail::DoubleDoubleColumn(rows.size(), 1.0));
  std::vector<detail::DoubleDoubleColumn> terms(width, detail::DoubleDoubleColumn(width));
  if (intercept) terms[0][0] = 1.0;
  for (std::size_t j = 0; j < regressors; ++j) {
    detail::DoubleDouble mean;
    for (const std::size_t i : rows) mean += x[j * y.size() + i];
    mean = intercept ? mean / static_cast<double>(rows.size()) : detail::DoubleDouble{};
    double largest = 0.0;
    for (const std::size_t i : rows) largest = std::max(largest, std::abs((detail::DoubleDouble(x[j * y.size() + i]) - mean).hi));
    const double unit = largest > 0.0 ? std::ldexp(1.0, std::ilogb(largest)) : 1.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      columns[first + j][i] = (detail::DoubleDouble(x[j * y.size() + rows[i]]) - mean) / unit;
    }
    terms[first + j][first + j] = detail::DoubleDouble(1.0) / unit;
    if (intercept) terms[first + j][0] = -(mean / unit);
  }
  detail::DoubleDoubleColumn response;
  for (const std::size_t i : rows) response.emplace_back(y[i]);
  const detail::LeastSquares fit = detail::solve_least_squares(response, columns);
  std::vector<bool> present(width, false);
  for (const std::size_t j : fit.kept) present[j] = true;
  return detail::in_callers_terms(fit, terms, response, intercept, present);
}

INDUSTRIA_INLINE Regression regress_polynomial(std::span<const double> y, std::span<const double> x, int degree) {
  if (x.size() != y.size()) {
    throw ShapeError("regress_polynomial: x has " + std::to_string(x.size()) + " values, expected as many as y (" +
                     std::to_string(y.size()) + ")");
  }
  if (degree < 0 || degree > 10) {
    throw ValueError("regress_polynomial: degree is " + std::to_string(degree) + ", expected 0 to 10");
  }
  const std::vector<std::size_t> rows = detail::complete_rows(y, x, 1);
  const auto width = static_cast<std::size_t>(degree) + 1;
  detail::require_rows("regress_polynomial", rows.size(), width);

  std::vector<double> distinct;
  for (const std::size_t i : rows) distinct.push_back(x[i]);
  std::sort(distinct.begin(), distinct.end());
  const double centre = distinct.front() / 2.0 + distinct.back() / 2.0;
  const double half_width = distinct.back() > distinct.front() ? distinct.back() / 2.0 - distinct.front() / 2.0 : 1.0;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  int used = std::min(degree, static_cast<int>(std::min<std::size_t>(distinct.size() - 1, 10)));

  std::vector<detail::DoubleDoubleColumn> columns;
  detail::DoubleDoubleColumn response;
  for (const std::size_t i : rows) response.emplace_back(y[i]);
  for (int k = 0; k <= used; ++k) {
    detail::DoubleDoubleColumn column;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const detail::DoubleDouble u = (detail::DoubleDouble(x[rows[i]]) - centre) / half_width;
      const auto at = static_cast<std::size_t>(k);
      column.push_back(k == 0 ? detail::DoubleDouble(1.0) : k == 1 ? u : detail::DoubleDouble(2.0) * u * columns[at - 1][i] - columns[at - 2][i]);
    }
    columns.push_back(std::move(column));
  }
  detail::LeastSquares fit = detail::solve_least_squares(response, columns);
  while (fit.kept.size() < columns.size()) {  // points too close together for the degree: the highest power goes
    columns.pop_back();
    --used;
    fit = detail::solve_least_squares(response, columns);
  }
  std::vector<detail::DoubleDoubleColumn> terms = detail::chebyshev_in_powers(used, centre, half_width);
  for (detail::DoubleDoubleColumn& term : terms) term.resize(width);
  std::vector<bool> present(width, false);
  std::fill_n(present.begin(), used + 1, true);
  return detail::in_callers_terms(fit, terms, response, true, present);
}

}  // namespace industria::inline INDUSTRIA_ABI
