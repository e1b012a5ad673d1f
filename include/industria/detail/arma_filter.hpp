// SPDX-License-Identifier: Apache-2.0
// Exact Gaussian filter of ARMA processes: y and regressors through one filter. Knows Eigen and nothing of the library.
#pragma once

#ifndef EIGEN_MPL2_ONLY
#define EIGEN_MPL2_ONLY
#endif
#include <Eigen/Core>
#include <industria/base/config.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

using Polynomial = std::vector<double>;  // coefficients of B, B^2 ...; the 1 in front is left out

/// Product of (1 + a B + ...) and (1 + b B^s + ...).
[[nodiscard]] inline Polynomial polynomial_product(const Polynomial& a, const Polynomial& b, std::size_t s) {
  Polynomial product(a.size() + b.size() * s, 0.0);
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i + j > 0) product[i + j * s - 1] += (i == 0 ? 1.0 : a[i - 1]) * (j == 0 ? 1.0 : b[j - 1]);
    }
  }
  return product;
}
[[nodiscard]] inline Polynomial negative(Polynomial a) {
  for (double& x : a) x = -x;
  return a;
}

/// What the filter leaves: one row of scaled innovations per observed step, and where the state stands after the last.
struct ArmaPassed {
  Eigen::MatrixXd innovations;  ///< steps x columns, each divided by sqrt(F)
  double sum_log_f = 0.0;
  Eigen::MatrixXd state;        ///< predicted for the step after the last; one column per column of the data
  Eigen::MatrixXd unknown;      ///< covariance of that state beyond its own innovation, innovations of variance 1
};

/// Harvey's form: a_t = T a_(t-1) + R e_t, w_t = a_t[0]; T has phi in its first column and ones above the diagonal, R = (1, theta).
/// `w`: rows are steps, columns series that share the process; a row with NaN in column 0 is a step without observation.
class ArmaFilter {
 public:
  ArmaFilter(const Polynomial& phi, const Polynomial& theta) {
    size_ = static_cast<Eigen::Index>(std::max(phi.size(), theta.size() + 1));
    phi_ = Eigen::VectorXd::Zero(size_ + 1);
    Eigen::VectorXd r = Eigen::VectorXd::Zero(size_);
    for (std::size_t i = 0; i < phi.size(); ++i) phi_[static_cast<Eigen::Index>(i)] = phi[i];
    r[0] = 1.0;
    for (std::size_t i = 0; i < theta.size(); ++i) r[static_cast<Eigen::Index>(i) + 1] = theta[i];
    noise_ = r * r.transpose();
  }

  /// Covariance of the state in the long run: sum of T^k R R' T'^k, by doubling. False if the process is not stationary.
  [[nodiscard]] bool stationary_covariance(Eigen::MatrixXd& p) const {
    Eigen::MatrixXd t = Eigen::MatrixXd::Zero(size_, size_);
    for (Eigen::Index i = 0; i < size_; ++i) {
      t(i, 0) = phi_[i];
      if (i + 1 < size_) t(i, i + 1) += 1.0;
    }
    p = noise_;
    for (int doubling = 0; doubling < 40; ++doubling) {
      const Eigen::MatrixXd more = t * p * t.transpose();
      p += more;
      if (!(p.maxCoeff() < 1e12)) return false;
      if (more.cwiseAbs().maxCoeff() <= 1e-15 * p.cwiseAbs().maxCoeff()) return true;
      t = (t * t).eval();
    }
    return false;
  }

  [[nodiscard]] bool pass(const Eigen::MatrixXd& w, ArmaPassed& out) const {
    Eigen::MatrixXd p;
    if (!stationary_covariance(p)) return false;
    Eigen::MatrixXd next(size_, size_);
    Eigen::MatrixXd state = Eigen::MatrixXd::Zero(size_ + 1, w.cols());  // the last row stays zero
    out.innovations.resize(w.rows(), w.cols());
    out.sum_log_f = 0.0;
    Eigen::Index observed = 0;
    for (Eigen::Index t = 0; t < w.rows(); ++t) {
      if (w(t, 0) == w(t, 0)) {
        const double f = p(0, 0);
        const Eigen::RowVectorXd error = w.row(t) - state.row(0);
        const Eigen::VectorXd gain = p.col(0) / f;
        out.innovations.row(observed++) = error / std::sqrt(f);
        out.sum_log_f += std::log(f);
        state.topRows(size_) += gain * error;
        p -= gain * p.row(0).eval();
      }
      state = advanced(state);
      advance(p, next);
      p.swap(next);
    }
    out.innovations.conservativeResize(observed, w.cols());
    out.state = state;
    out.unknown = p - noise_;
    return true;
  }

  /// A row times T: what a state weighs one step later.
  [[nodiscard]] Eigen::RowVectorXd weights_later(const Eigen::RowVectorXd& weights) const {
    Eigen::RowVectorXd after = Eigen::RowVectorXd::Zero(size_);
    after[0] = weights.dot(phi_.head(size_));
    after.tail(size_ - 1) += weights.head(size_ - 1);
    return after;
  }

  /// T times the state (with its zero row below).
  [[nodiscard]] Eigen::MatrixXd advanced(const Eigen::MatrixXd& state) const {
    Eigen::MatrixXd after = phi_ * state.row(0);
    after.topRows(size_) += state.bottomRows(size_);
    return after;
  }

 private:
  /// next = T p T' + R R', from the shape of T.
  void advance(const Eigen::MatrixXd& p, Eigen::MatrixXd& next) const {
    const auto at = [&](Eigen::Index i, Eigen::Index j) { return i < size_ && j < size_ ? p(i, j) : 0.0; };
    for (Eigen::Index j = 0; j < size_; ++j) {
      for (Eigen::Index i = j; i < size_; ++i) {
        next(i, j) = phi_[i] * phi_[j] * p(0, 0) + phi_[i] * at(0, j + 1) + phi_[j] * at(i + 1, 0) + at(i + 1, j + 1) + noise_(i, j);
        next(j, i) = next(i, j);
      }
    }
  }

  Eigen::Index size_ = 1;
  Eigen::VectorXd phi_;  // one longer than the state, the last is 0
  Eigen::MatrixXd noise_;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
