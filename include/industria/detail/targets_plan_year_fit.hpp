// SPDX-License-Identifier: Apache-2.0
// One month's law of a year's result: a mixed regression with Student noise. Series are blocks; what they share (six coefficients and
// the effects of years) is a few dozen unknowns, so that the work grows with the number of years only.
#pragma once

#include <industria/detail/small_positive.hpp>
#include <industria/series/calendar.hpp>
#include <industria/targets/plan_year_model.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Day of Tet in the year as the prior counts it; 0 outside the calendar's years, the long-run mean.
[[nodiscard]] inline double tet_position(int year) noexcept {
  const Date tet = tet_day(year);
  return tet ? (tet.day + (tet.month == 2 ? 31 : 0) - 35) / 10.0 : 0.0;
}

/// What a month's law may depend on besides Tet: z = ln(cumulative / plan), effort, pace, revision; missing where not known.
using PlanCovariates = std::array<double, 4>;
inline constexpr std::array<double, 4> plan_covariate_limits{1e9, 1e9, 1.0, 0.7};

/// About the centre, within its limit; 0 where it is not known.
[[nodiscard]] inline double centred_covariate(const PlanCovariates& covariates, const std::array<double, 4>& centre, std::size_t c) noexcept {
  return is_missing(covariates[c]) ? 0.0 : std::clamp(covariates[c] - centre[c], -plan_covariate_limits[c], plan_covariate_limits[c]);
}

/// Of one year after the month; `before` is the series' year before, if known. Against the last plan or the one first given.
[[nodiscard]] inline PlanCovariates plan_covariates(const PlanYear& y, const PlanYear* before, int month, bool last_plan) {
  const auto log_ratio = [](double x, double base) { return x > 0.0 && base > 0.0 && std::isfinite(x) && std::isfinite(base) ? std::log(x / base) : missing; };
  const auto m = static_cast<std::size_t>(month - 1);
  const double then = plan_known(y, month);
  const double first = plan_first_given(y);
  PlanCovariates c{log_ratio(y.cumulative[m], last_plan ? then : first), missing, missing, log_ratio(then, first)};
  if (before != nullptr) c[1] = log_ratio(before->cumulative[11], last_plan ? plan_known(*before, 12) : plan_first_given(*before));
  if (month > 1) c[2] = log_ratio(y.cumulative[m], y.cumulative[m - 1]);
  return c;
}

/// One year of one series after the month.
struct PlanRow {
  std::size_t series = 0;
  int year = 0;
  double growth = 0.0;  ///< ln of what is still to come: result over known
  PlanCovariates covariates{missing, missing, missing, missing};
};

/// Rows by series, then year. See PlanYearPrior for the terms.
class PlanRegression {
 public:
  PlanRegression(std::vector<PlanRow> rows, const PlanYearPrior& prior, const PlanYearPrior::Month& month, int last_year)
      : rows_(std::move(rows)), prior_(prior), month_(month), last_year_(last_year) {}

  [[nodiscard]] PlanYearModel::Law fit(std::size_t series_count) {
    PlanYearModel::Law law;
    law.rows = rows_.size();
    prepare(law);
    weight_.assign(rows_.size(), 1.0);
    for (int pass = 0;; ++pass) {
      solve();
      if (pass == passes - 1) break;
      reweigh();
    }
    law.noise = std::sqrt(variance_);
    for (std::size_t a = 0; a < terms; ++a) {
      law.mean[a] = effect_[place(a)] + (a < coefficients ? assumed_[a] : 0.0);
      for (std::size_t b = 0; b < terms; ++b) law.covariance[a * terms + b] = variance_ * inverse_[place(a) * columns() + place(b)];
    }
    law.mean[1] = std::max(law.mean[1], -1.0);  // more done is never worse,
    law.mean[3] = std::max(law.mean[3], -1.0 - law.mean[1]);  // nor is more done in the last month,
    law.mean[4] = std::max(law.mean[4], 0.0);  // nor a raised plan for the result
    add_own(law, series_count);
    return law;
  }

 private:
  static constexpr int passes = 10;  // of the weights; the scores no longer move in the fourth digit
  static constexpr double least_variance = 1e-8;  // no year is known to better than a ten-thousandth

  static constexpr std::size_t terms = PlanYearModel::terms;
  static constexpr std::size_t coefficients = terms - 1;
  [[nodiscard]] std::size_t columns() const noexcept { return coefficients + calendar_.size(); }
  /// Column of a common term.
  [[nodiscard]] std::size_t place(std::size_t term) const noexcept { return term < coefficients ? term : last_column(); }
  [[nodiscard]] std::size_t last_column() const noexcept { return columns() - 1; }

  void prepare(PlanYearModel::Law& law) {
    std::vector<double> growths;
    std::array<double, 4> sum{};
    std::array<double, 4> known{};
    for (const PlanRow& row : rows_) {
      growths.push_back(row.growth);
      calendar_.push_back(row.year);
      for (std::size_t c = 0; c < 4; ++c) {
        if (is_missing(row.covariates[c])) continue;
        sum[c] += row.covariates[c];
        ++known[c];
      }
    }
    calendar_.push_back(last_year_);
    std::sort(calendar_.begin(), calendar_.end());
    calendar_.erase(std::unique(calendar_.begin(), calendar_.end()), calendar_.end());
    const std::array<double, 4> stated{month_.centre, month_.effort.centre, month_.pace.centre, 0.0};
    for (std::size_t c = 0; c < 4; ++c) law.centre[c] = !is_missing(stated[c]) ? stated[c] : known[c] > 0.0 ? sum[c] / known[c] : 0.0;
    assumed_ = {month_.growth, month_.slope, month_.effort.slope, month_.pace.slope, month_.revision.slope, month_.tet};
    sd_ = {month_.growth_sd, month_.slope_sd, month_.effort.sd, month_.pace.sd, month_.revision.sd, month_.tet_sd};
    if (is_missing(assumed_[0]) && !growths.empty()) {
      std::nth_element(growths.begin(), growths.begin() + static_cast<std::ptrdiff_t>(growths.size() / 2), growths.end());
      assumed_[0] = growths[growths.size() / 2];
    }
    x_.clear();
    y_.clear();
    column_.clear();
    for (const PlanRow& row : rows_) {
      std::array<double, coefficients> x{1.0, 0.0, 0.0, 0.0, 0.0, tet_position(row.year)};
      for (std::size_t c = 0; c < 4; ++c) {
        x[c + 1] = centred_covariate(row.covariates, law.centre, c);
        law.centre_variance[c] += known[c] > 0.0 ? x[c + 1] * x[c + 1] / known[c] : 0.0;
      }
      y_.push_back(row.growth);
      for (std::size_t c = 0; c < coefficients; ++c) {
        y_.back() -= assumed_[c] * x[c];
        if (!(sd_[c] > 0.0)) x[c] = 0.0;
      }
      x_.push_back(x);
      column_.push_back(coefficients + static_cast<std::size_t>(std::lower_bound(calendar_.begin(), calendar_.end(), row.year) - calendar_.begin()));
    }
    variance_ = month_.noise * month_.noise;
    const std::size_t n = calendar_.size();
    std::vector<double> years(n * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        years[i * n + j] = prior_.year * prior_.year * std::exp(-std::abs(calendar_[i] - calendar_[j]) / prior_.year_memory);
    years_precision_ = inverse_of_positive(std::move(years), n);
  }

  /// Rows [from, to) of one series: calls work(from, to).
  template <class Work>
  void for_series(Work&& work) const {
    for (std::size_t from = 0; from < rows_.size();) {
      std::size_t to = from;
      while (to < rows_.size() && rows_[to].series == rows_[from].series) ++to;
      work(from, to);
      from = to;
    }
  }

  [[nodiscard]] double drift_between(int a, int b) const noexcept {
    return prior_.drift * prior_.drift * std::exp(-std::abs(a - b) / prior_.drift_memory);
  }

  /// Coefficient of row i at column c.
  template <class Use>
  void for_columns(std::size_t i, Use&& use) const {
    for (std::size_t c = 0; c < coefficients; ++c) use(c, x_[i][c]);
    use(column_[i], 1.0);
  }

  /// The effects given the weights, all variances in units of the noise's.
  void solve() {
    const std::size_t q = columns();
    std::vector<double> precision(q * q, 0.0);
    std::vector<double> right(q, 0.0);
    std::array<double, coefficients> own_precision{};
    for (std::size_t c = 0; c < coefficients; ++c) precision[c * q + c] = own_precision[c] = sd_[c] > 0.0 ? variance_ / (sd_[c] * sd_[c]) : 1.0;
    for (std::size_t i = coefficients; i < q; ++i)
      for (std::size_t j = coefficients; j < q; ++j)
        precision[i * q + j] = years_precision_[(i - coefficients) * calendar_.size() + (j - coefficients)];
    blocks_.clear();
    for_series([&](std::size_t from, std::size_t to) {
      const std::size_t n = to - from;
      std::vector<double> block(n * n);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          block[i * n + j] = prior_.series * prior_.series + drift_between(rows_[from + i].year, rows_[from + j].year) +
                             (i == j ? 1.0 / weight_[from + i] : 0.0);
      blocks_.push_back(inverse_of_positive(std::move(block), n));
      const std::vector<double>& b = blocks_.back();
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          for_columns(from + i, [&](std::size_t c, double u) {
            const double ub = u * b[i * n + j];
            right[c] += ub * y_[from + j];
            for_columns(from + j, [&](std::size_t d, double v) { precision[c * q + d] += ub * v; });
          });
    });
    inverse_ = inverse_of_positive(precision, q);
    for (double ridge = 1e-10; inverse_.empty(); ridge *= 100.0) {  // columns alike up to rounding
      std::vector<double> ridged = precision;
      for (std::size_t c = 0; c < q; ++c) ridged[c * q + c] *= 1.0 + ridge;
      inverse_ = inverse_of_positive(std::move(ridged), q);
    }
    effect_.assign(q, 0.0);
    for (std::size_t i = 0; i < q; ++i)
      for (std::size_t j = 0; j < q; ++j) effect_[i] += inverse_[i * q + j] * right[j];
    // Residuals by the inverse of the whole covariance, and its diagonal.
    solved_.assign(rows_.size(), 0.0);
    diagonal_.assign(rows_.size(), 0.0);
    double square = 0.0;
    std::size_t k = 0;
    for_series([&](std::size_t from, std::size_t to) {
      const std::size_t n = to - from;
      const std::vector<double>& b = blocks_[k++];
      std::vector<double> column(q);
      for (std::size_t i = 0; i < n; ++i) {
        std::fill(column.begin(), column.end(), 0.0);
        for (std::size_t j = 0; j < n; ++j) {
          double rest = y_[from + j];
          for_columns(from + j, [&](std::size_t c, double u) {
            rest -= u * effect_[c];
            column[c] += u * b[i * n + j];
          });
          solved_[from + i] += b[i * n + j] * rest;
        }
        double common = 0.0;
        for (std::size_t c = 0; c < q; ++c) {
          double s = 0.0;
          for (std::size_t d = 0; d < q; ++d) s += inverse_[c * q + d] * column[d];
          common += column[c] * s;
        }
        diagonal_[from + i] = b[i * n + i] - common;
        square += y_[from + i] * solved_[from + i];
      }
    });
    double freedom = prior_.noise_weight + static_cast<double>(rows_.size());
    for (std::size_t c = 0; c < coefficients; ++c) freedom -= 1.0 - own_precision[c] * inverse_[c * q + c];
    if (freedom >= 1.0 && !rows_.empty())
      variance_ = std::max((prior_.noise_weight * month_.noise * month_.noise + square) / freedom, least_variance);
  }

  /// Student noise: what lies far out counts for less.
  void reweigh() {
    if (std::isinf(prior_.dof)) return;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double d = 1.0 / weight_[i];
      const double residual = d * solved_[i];
      const double uncertain = variance_ * (d - d * d * diagonal_[i]);
      weight_[i] = (prior_.dof + 1.0) / (prior_.dof + (residual * residual + std::max(uncertain, 0.0)) / variance_);
    }
  }

  /// The effects of each series as of the last year, with what ties them to the common terms.
  void add_own(PlanYearModel::Law& law, std::size_t series_count) const {
    const std::size_t q = columns();
    const std::array<double, 2> alone{prior_.series * prior_.series, prior_.drift * prior_.drift};
    PlanYearModel::Own fresh;
    fresh.covariance = {variance_ * alone[0], 0.0, 0.0, variance_ * alone[1]};
    law.own.assign(series_count, fresh);
    std::size_t k = 0;
    for_series([&](std::size_t from, std::size_t to) {
      const std::size_t n = to - from;
      const std::vector<double>& b = blocks_[k++];
      PlanYearModel::Own& own = law.own[rows_[from].series];
      own.rows = static_cast<int>(n);
      const auto with_row = [&](std::size_t effect, std::size_t i) {
        return effect == 0 ? alone[0] : drift_between(last_year_, rows_[from + i].year);
      };
      std::array<std::vector<double>, 2> gain{std::vector<double>(n, 0.0), std::vector<double>(n, 0.0)};
      std::array<std::vector<double>, 2> to_common{std::vector<double>(q, 0.0), std::vector<double>(q, 0.0)};
      for (std::size_t e = 0; e < 2; ++e) {
        for (std::size_t i = 0; i < n; ++i) {
          own.mean[e] += with_row(e, i) * solved_[from + i];
          for (std::size_t j = 0; j < n; ++j) gain[e][i] += with_row(e, j) * b[j * n + i];
        }
        std::vector<double> seen(q, 0.0);
        for (std::size_t i = 0; i < n; ++i) for_columns(from + i, [&](std::size_t c, double u) { seen[c] += gain[e][i] * u; });
        for (std::size_t c = 0; c < q; ++c)
          for (std::size_t d = 0; d < q; ++d) to_common[e][c] -= inverse_[c * q + d] * seen[d];
        for (std::size_t a = 0; a < terms; ++a) own.with_common[e * terms + a] = variance_ * to_common[e][place(a)];
      }
      for (std::size_t e = 0; e < 2; ++e) {
        for (std::size_t f = 0; f < 2; ++f) {
          double v = e == f ? alone[e] : 0.0;
          for (std::size_t i = 0; i < n; ++i) {
            v -= gain[e][i] * with_row(f, i);
            for_columns(from + i, [&](std::size_t c, double u) { v -= gain[e][i] * u * to_common[f][c]; });
          }
          own.covariance[e * 2 + f] = variance_ * v;
        }
      }
    });
  }

  std::vector<PlanRow> rows_;
  const PlanYearPrior& prior_;
  const PlanYearPrior::Month& month_;
  int last_year_;
  std::vector<int> calendar_{};  ///< years of the rows and the last one
  std::array<double, coefficients> assumed_{};
  std::array<double, coefficients> sd_{};
  std::vector<std::array<double, coefficients>> x_{};
  std::vector<double> y_{};
  std::vector<std::size_t> column_{};  ///< of the row's year
  std::vector<double> years_precision_{};
  std::vector<std::vector<double>> blocks_{};
  std::vector<double> inverse_{};
  std::vector<double> effect_{};
  std::vector<double> solved_{};
  std::vector<double> diagonal_{};
  std::vector<double> weight_{};
  double variance_ = 0.0;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
