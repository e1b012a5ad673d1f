// SPDX-License-Identifier: Apache-2.0
// Body of series/disaggregation.hpp: the error model is the law of a smoothest path (series_constrained_path.hpp), whose
// multipliers are S^-1 times the sums; no n x n matrix is made.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/series_constrained_path.hpp>
#include <industria/detail/series_long_periods.hpp>
#include <industria/series/disaggregation.hpp>

#include <boost/math/tools/minima.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Buffers of one fit after the other. Column c of the working regressors is a constant (if there is an intercept), or an
/// indicator less its centre, divided by its spread.
struct DisaggregationWork {
  BoundSums bound;
  ConstrainedPath path;
  std::vector<double> complete;  ///< not missing where every column is there
  std::vector<double> columns;   ///< working regressors, short periods
  std::vector<double> sums;      ///< their long sums; the figures last
  std::vector<double> weighted;  ///< S^-1 times those
  std::vector<double> whitened;  ///< the sums as innovations of variance 1
  std::vector<double> centres, spreads, weights, moves, normal, beta, gaps;
};

/// One long period of errors u_t = rho u_(t-1) + e_t: its sum is from_state u + noise, the errors' last value persistence u +
/// noise, u the value before it; variances and covariance of the two noises for innovations of variance 1.
struct ErrorBlock {
  double from_state = 0.0;
  double persistence = 1.0;
  double sum_variance = 0.0;
  double state_variance = 0.0;
  double covariance = 0.0;

  ErrorBlock(double rho, std::size_t length, Conversion conversion) noexcept {
    double weight = 0.0;  // of an innovation in the sum, from the last one back
    for (std::size_t i = length; i-- > 0;) {
      const bool is_seen = conversion == Conversion::first ? i == 0 : conversion != Conversion::last || i + 1 == length;
      weight = rho * weight + (is_seen ? 1.0 : 0.0);
      sum_variance += weight * weight;
      state_variance += persistence * persistence;
      covariance += weight * persistence;
      persistence *= rho;
    }
    from_state = rho * weight;
  }
};

/// Sum of squares and log determinant at one rho.
struct DisaggregationCriterion {
  double rss = missing;
  double log_determinant = missing;  ///< of S
};

class DisaggregationFit {
 public:
  DisaggregationFit(DisaggregationWork& work, const DisaggregationOptions& options, int ratio) : work_(work), options_(options), length_(static_cast<std::size_t>(ratio)) {}

  /// Fits and writes the values; `indicators` columns have out.size() entries each.
  void run(std::span<const double> figures, std::span<const double> indicators, std::size_t regressors, PeriodMatch match,
           std::span<double> out, Disaggregation& result) {
    std::fill(out.begin(), out.end(), missing);
    const std::size_t n = out.size();
    work_.complete.assign(n, 1.0);
    for (std::size_t c = 0; c < regressors; ++c)
      for (std::size_t t = 0; t < n; ++t)
        if (is_missing(indicators[c * n + t])) work_.complete[t] = missing;
    result.reason = work_.bound.find(work_.complete, figures, match, options_.conversion);
    result.unused_figures = work_.bound.unused;
    if (result.reason != Reason::none) return;
    blocks_ = work_.bound.sums.size();
    width_ = regressors + (options_.intercept ? 1 : 0);
    if (blocks_ <= width_) return refuse(result);
    build_columns(indicators, n);
    choose_rho(result);
    if (!finish(out, result)) {
      std::fill(out.begin(), out.end(), missing);
      refuse(result);
    }
  }

 private:
  static void refuse(Disaggregation& result) {
    const std::size_t unused = result.unused_figures;
    result = {};
    result.unused_figures = unused;
    result.reason = Reason::too_few_points;
  }

  [[nodiscard]] std::span<const double> sums(std::size_t column) const { return std::span(work_.sums).subspan(column * blocks_, blocks_); }
  [[nodiscard]] std::span<const double> weighted(std::size_t column) const { return std::span(work_.weighted).subspan(column * blocks_, blocks_); }
  [[nodiscard]] static double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  }

  void build_columns(std::span<const double> indicators, std::size_t n) {
    const BoundSums& bound = work_.bound;
    work_.weights.assign(bound.length, 1.0);
    keep_seen(work_.weights, bound.begins, length_, options_.conversion);
    work_.columns.assign(width_ * bound.length, 1.0);
    work_.sums.resize((width_ + 1) * blocks_);
    work_.centres.assign(width_, 0.0);
    work_.spreads.assign(width_, 1.0);
    const std::size_t shift = options_.intercept ? 1 : 0;
    for (std::size_t c = 0; c < width_; ++c) {
      const auto column = std::span(work_.columns).subspan(c * bound.length, bound.length);
      if (c >= shift) {
        const auto given = indicators.subspan((c - shift) * n + bound.first, bound.length);
        double centre = 0.0;
        if (options_.intercept)
          for (const double value : given) centre += value / static_cast<double>(bound.length);
        double spread = 0.0;
        for (const double value : given) spread = std::max(spread, std::abs(value - centre));
        if (!(spread > 0.0)) spread = 1.0;
        for (std::size_t t = 0; t < bound.length; ++t) column[t] = (given[t] - centre) / spread;
        work_.centres[c] = centre;
        work_.spreads[c] = spread;
      }
      for (std::size_t k = 0; k < blocks_; ++k) work_.sums[c * blocks_ + k] = block_sum(column, bound.begins[k], length_, options_.conversion);
    }
    std::copy(bound.sums.begin(), bound.sums.end(), work_.sums.end() - static_cast<std::ptrdiff_t>(blocks_));
  }

  [[nodiscard]] PathLaw law(double rho) const {
    if (options_.model == DisaggregationModel::chow_lin) return PathLaw::autoregressive(rho);
    return options_.model == DisaggregationModel::litterman ? PathLaw::integrated(rho) : PathLaw::differences(1, true);
  }

  /// Weighted sums, coefficients of the working columns and the criterion at this rho; infinite rss where it cannot be had.
  DisaggregationCriterion evaluate(double rho) {
    const PathLaw errors = law(rho);
    const BoundSums& bound = work_.bound;
    if (!work_.path.factor(errors, work_.weights, bound.begins, length_)) return {std::numeric_limits<double>::infinity(), 0.0};
    work_.weighted.resize(work_.sums.size());
    work_.moves.resize(bound.length);
    for (std::size_t c = 0; c <= width_; ++c) {
      work_.path.solve(sums(c), work_.moves);
      for (std::size_t k = 0; k < blocks_; ++k) work_.weighted[c * blocks_ + k] = -work_.path.multiplier(k);
    }
    work_.normal.resize(width_ * width_);
    work_.beta.assign(width_, 0.0);
    for (std::size_t i = 0; i < width_; ++i) {
      for (std::size_t j = 0; j < width_; ++j) work_.normal[i * width_ + j] = dot(sums(i), weighted(j));
    }
    if (!cholesky(work_.normal, width_)) return {std::numeric_limits<double>::infinity(), 0.0};
    work_.gaps.assign(sums(width_).begin(), sums(width_).end());
    std::vector<double>& step = step_;
    for (int round = 0; round < 2; ++round) {  // the second round refines
      step.resize(width_);
      for (std::size_t i = 0; i < width_; ++i) step[i] = dot(weighted(i), work_.gaps);
      cholesky_solve(work_.normal, width_, step);
      for (std::size_t i = 0; i < width_; ++i) {
        work_.beta[i] += step[i];
        for (std::size_t k = 0; k < blocks_; ++k) work_.gaps[k] -= step[i] * work_.sums[i * blocks_ + k];
      }
    }
    DisaggregationCriterion at;
    at.rss = 0.0;
    for (std::size_t k = 0; k < blocks_; ++k) {
      double pull = weighted(width_)[k];
      for (std::size_t i = 0; i < width_; ++i) pull -= work_.beta[i] * weighted(i)[k];
      at.rss += work_.gaps[k] * pull;
    }
    at.log_determinant = work_.path.log_determinant() - errors.log_determinant();
    if (options_.conversion == Conversion::average)  // the sums stand for averages times their length
      at.log_determinant -= 2.0 * static_cast<double>(blocks_) * std::log(static_cast<double>(length_));
    return at;
  }

  /// The same criterion for Chow-Lin without the short periods: sums less their forecast from the sums before (Kalman 1960).
  DisaggregationCriterion evaluate_sums(double rho) {
    const ErrorBlock errors(rho, length_, options_.conversion);
    const BoundSums& bound = work_.bound;
    const double stationary = 1.0 / ((1.0 - rho) * (1.0 + rho));
    work_.whitened.resize(work_.sums.size());
    step_.assign(width_ + 1, 0.0);  // states of the columns
    double variance = stationary;
    DisaggregationCriterion at{0.0, 0.0};
    for (std::size_t k = 0; k < blocks_; ++k) {
      if (k > 0 && bound.begins[k] > bound.begins[k - 1] + length_) {  // figures are missing between
        const double kept = std::pow(rho, static_cast<double>(bound.begins[k] - bound.begins[k - 1] - length_));
        for (double& state : step_) state *= kept;
        variance = kept * kept * variance + (1.0 - kept * kept) * stationary;
      }
      const double spread = errors.from_state * errors.from_state * variance + errors.sum_variance;
      const double gain = (errors.persistence * errors.from_state * variance + errors.covariance) / spread;
      const double scale = 1.0 / std::sqrt(spread);
      for (std::size_t c = 0; c <= width_; ++c) {
        const double innovation = work_.sums[c * blocks_ + k] - errors.from_state * step_[c];
        step_[c] = errors.persistence * step_[c] + gain * innovation;
        work_.whitened[c * blocks_ + k] = innovation * scale;
      }
      variance = errors.persistence * errors.persistence * variance + errors.state_variance - gain * gain * spread;
      at.log_determinant += std::log(spread);
    }
    const auto column = [this](std::size_t c) { return std::span<const double>(work_.whitened).subspan(c * blocks_, blocks_); };
    work_.normal.resize(width_ * width_);
    work_.beta.resize(width_);
    for (std::size_t i = 0; i < width_; ++i) {
      for (std::size_t j = 0; j <= i; ++j) work_.normal[i * width_ + j] = dot(column(i), column(j));
      work_.beta[i] = dot(column(i), column(width_));
    }
    if (!cholesky(work_.normal, width_)) return {std::numeric_limits<double>::infinity(), 0.0};
    cholesky_solve(work_.normal, width_, work_.beta);
    for (std::size_t k = 0; k < blocks_; ++k) {
      double gap = column(width_)[k];
      for (std::size_t i = 0; i < width_; ++i) gap -= work_.beta[i] * column(i)[k];
      at.rss += gap * gap;
    }
    return at;
  }

  [[nodiscard]] double objective(double rho) {
    const DisaggregationCriterion at = options_.model == DisaggregationModel::chow_lin ? evaluate_sums(rho) : evaluate(rho);
    const double rss = std::max(at.rss, std::numeric_limits<double>::min());
    switch (options_.rho_rule) {
      case RhoRule::minimum_rss: return rss;
      case RhoRule::minimum_rss_correlation: return rss / ((1.0 - rho) * (1.0 + rho));
      case RhoRule::maximum_likelihood:
      case RhoRule::fixed: break;
    }
    return static_cast<double>(blocks_) * std::log(rss) + at.log_determinant;
  }

  void choose_rho(Disaggregation& result) {
    if (options_.model == DisaggregationModel::fernandez || options_.rho_rule == RhoRule::fixed) {
      result.rho = options_.model == DisaggregationModel::fernandez ? 0.0 : options_.rho;
      return;
    }
    constexpr double limit = 0.999;
    constexpr int steps = 10;
    const int first = options_.negative_rho ? -steps : 0;
    const auto point = [](int i) { return limit * std::sin(0.5 * std::numbers::pi * i / steps); };  // closer near one
    int best = first;
    double smallest = std::numeric_limits<double>::infinity();
    for (int i = first; i <= steps; ++i) {
      if (const double value = objective(point(i)); value < smallest) {
        smallest = value;
        best = i;
      }
    }
    result.rho = point(best);
    const double from = point(std::max(best - 1, first));
    const double to = point(std::min(best + 1, steps));
    std::uintmax_t rounds = 60;
    const auto found = boost::math::tools::brent_find_minima([this](double rho) { return objective(rho); }, from, to, 28, rounds);
    if (found.second < smallest) result.rho = found.first;
    if (result.rho == 0.0 && !options_.negative_rho) result.truncated = objective(-1e-4) < smallest;
  }

  bool finish(std::span<double> out, Disaggregation& result) {
    const DisaggregationCriterion at = evaluate(result.rho);
    if (is_missing(at.rss)) return false;
    const BoundSums& bound = work_.bound;
    work_.path.solve(work_.gaps, work_.moves);
    for (std::size_t t = 0; t < bound.length; ++t) {
      double value = work_.moves[t];
      for (std::size_t c = 0; c < width_; ++c) value += work_.beta[c] * work_.columns[c * bound.length + t];
      out[bound.first + t] = value;
    }
    state_figures(at, result);
    return true;
  }

  void state_figures(const DisaggregationCriterion& at, Disaggregation& result) {
    const auto n = static_cast<double>(blocks_);
    const auto k = static_cast<double>(width_);
    result.rss = std::max(at.rss, 0.0);
    if (result.rss > 0.0) {
      result.aic = std::log(result.rss / n) + 2.0 * k / n;
      result.bic = std::log(result.rss / n) + k * std::log(n) / n;
      result.log_likelihood = -0.5 * (n + n * std::log(2.0 * std::numbers::pi * result.rss / n) + at.log_determinant);
    }
    result.coefficients.assign(width_, 0.0);
    result.standard_errors.assign(width_, 0.0);
    for (std::size_t i = 0; i < width_; ++i) result.coefficients[i] = work_.beta[i] / work_.spreads[i];
    for (std::size_t i = 1; options_.intercept && i < width_; ++i) result.coefficients[0] -= result.coefficients[i] * work_.centres[i];
    for (std::size_t i = 0; i < width_; ++i) {  // coefficient i is a combination of the working ones
      step_.assign(width_, 0.0);
      step_[i] = 1.0 / work_.spreads[i];
      if (i == 0 && options_.intercept)
        for (std::size_t j = 1; j < width_; ++j) step_[j] = -work_.centres[j] / work_.spreads[j];
      const std::vector<double> combination = step_;
      cholesky_solve(work_.normal, width_, step_);
      result.standard_errors[i] = std::sqrt(dot(combination, step_) * result.rss / (n - k));
    }
    // Of the figures about their weighted mean: a regression on the long constant alone.
    const double ones = options_.conversion == Conversion::average ? static_cast<double>(length_) : 1.0;
    work_.gaps.assign(blocks_, ones);
    work_.path.solve(work_.gaps, work_.moves);
    double weight = 0.0;
    double mean = 0.0;
    for (std::size_t i = 0; i < blocks_; ++i) {
      weight -= ones * work_.path.multiplier(i);
      mean -= sums(width_)[i] * work_.path.multiplier(i);
    }
    mean /= weight;
    for (std::size_t i = 0; i < blocks_; ++i) work_.gaps[i] = sums(width_)[i] - mean * ones;
    work_.path.solve(work_.gaps, work_.moves);
    double total = 0.0;
    for (std::size_t i = 0; i < blocks_; ++i) total -= work_.gaps[i] * work_.path.multiplier(i);
    if (total > 0.0) result.r_squared = 1.0 - result.rss / total;
  }

  DisaggregationWork& work_;
  const DisaggregationOptions& options_;
  std::size_t length_;
  std::size_t blocks_ = 0;
  std::size_t width_ = 0;
  std::vector<double> step_;
};

inline void require_disaggregation(std::size_t regressors, const DisaggregationOptions& options) {
  if (options.rho_rule == RhoRule::fixed && !(options.rho > -1.0 && options.rho < 1.0))
    throw ValueError("disaggregate: rho is " + std::to_string(options.rho) + ", expected between -1 and 1, ends left out");
  if (regressors == 0 && !options.intercept) throw ValueError("disaggregate: regressors is 0 without an intercept, expected one of the two");
  if (options.rho_rule == RhoRule::minimum_rss_correlation && options.model != DisaggregationModel::chow_lin)
    throw ValueError("disaggregate: rho_rule is minimum_rss_correlation, expected with Chow-Lin only");
}

}  // namespace detail

INDUSTRIA_INLINE Disaggregation disaggregate(std::span<const double> figures, std::span<const double> indicators, std::size_t regressors, int ratio,
                                             const DisaggregationOptions& options) {
  detail::require_ratio("disaggregate", ratio);
  detail::require_disaggregation(regressors, options);
  if (regressors == 0 ? !indicators.empty() : indicators.size() % regressors != 0) {
    throw ShapeError("disaggregate: indicators has " + std::to_string(indicators.size()) + " values, expected a multiple of regressors (" +
                     std::to_string(regressors) + ")");
  }
  const std::size_t alone = static_cast<std::size_t>(std::max<std::ptrdiff_t>(options.lead, 0)) + figures.size() * static_cast<std::size_t>(ratio) + options.beyond;
  Disaggregation result;
  std::vector<double> values(regressors == 0 ? alone : indicators.size() / regressors);
  detail::DisaggregationWork work;
  detail::DisaggregationFit(work, options, ratio).run(figures, indicators, regressors, {ratio, options.lead}, values, result);
  result.values = std::move(values);
  return result;
}

INDUSTRIA_INLINE Disaggregation disaggregate(const SeriesView& figures, const SeriesView& indicator, const DisaggregationOptions& options) {
  const detail::PeriodMatch match = detail::require_match("disaggregate", indicator.first, figures.first);
  DisaggregationOptions placed = options;
  placed.lead = match.lead;
  return disaggregate(figures.values, indicator.values, 1, match.ratio, placed);
}

INDUSTRIA_INLINE std::vector<Disaggregation> disaggregate(const PanelView& figures, const PanelView& indicators, std::span<double> out,
                                                          const DisaggregationOptions& options, int n_threads) {
  detail::require_disaggregation(1, options);
  detail::require_pairs("disaggregate", indicators, figures, out.size(), indicators.size());
  std::vector<Disaggregation> results(indicators.size());
  constexpr std::size_t block = 16;
  detail::for_each_index((indicators.size() + block - 1) / block, n_threads, {}, [&](std::size_t b) {
    detail::DisaggregationWork work;
    for (std::size_t i = b * block; i < std::min(indicators.size(), (b + 1) * block); ++i) {
      const SeriesView indicator = indicators.series(i);
      const SeriesView long_series = figures.series(i);
      const std::span<double> values = out.subspan(static_cast<std::size_t>(indicators.offsets[i]), indicator.values.size());
      const auto match = detail::match_periods(indicator.first, long_series.first);
      if (match) {
        detail::DisaggregationFit(work, options, match->ratio).run(long_series.values, indicator.values, 1, *match, values, results[i]);
      } else {
        std::fill(values.begin(), values.end(), missing);
        results[i].reason = Reason::not_comparable;
      }
    }
  });
  return results;
}

}  // namespace industria::inline INDUSTRIA_ABI
