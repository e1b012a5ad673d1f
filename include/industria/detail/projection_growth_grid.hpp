// SPDX-License-Identifier: Apache-2.0
// A growth prior on a grid of (mu, sigma, phi, pull): the posterior of a short series, and its predictive law of each step as a split
// Student law. Quadrature only: no sampling, no state. Formulas: docs/methods.md, "Few observations".
#pragma once

#include <industria/base/config.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/growth_prior.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

inline constexpr std::size_t grid_means = 15;
inline constexpr std::size_t grid_volatilities = 9;
inline constexpr std::array<double, 3> grid_persistences{0.0, 0.3, 0.6};
/// How a growth follows the years before: d_t = mu + phi (d_(t-1) - mu) - pull u_(t-1) + e_t, u what the level stands above the line of slope
/// mu through the mean of the values so far. A series has momentum or is drawn back, not both: that costs a third less and scores alike.
struct GrowthDynamics {
  double persistence = 0.0;
  double pull = 0.0;
};
inline constexpr double grid_pull = 0.4;
inline constexpr auto grid_dynamics = [] {  // momentum, or a pull
  std::array<GrowthDynamics, grid_persistences.size() + 1> out{};
  for (std::size_t i = 0; i < grid_persistences.size(); ++i) out[i] = {grid_persistences[i], 0.0};
  out.back() = {0.0, grid_pull};
  return out;
}();
inline constexpr std::size_t grid_size = grid_volatilities * grid_dynamics.size() * grid_means;

/// What a level stands above the line of slope mu through the mean of the values so far: level + slope * mu.
struct AwayFromLine {
  double level = 0.0;
  double slope = 0.0;
  int values = 1;
  void add(double change, int steps) noexcept {
    const double part = static_cast<double>(values) / (values + 1.0);
    level = part * (level + change);
    slope = part * (slope - steps);
    ++values;
  }
};

/// P(T <= z) and density of Student's law with an even number of degrees of freedom, in closed form (Abramowitz and Stegun, 26.7.4).
struct EvenStudent {
  static constexpr int most_dof = 24;
  static constexpr auto shrink = [] {  // (2 i - 1) / (2 i)
    std::array<double, most_dof / 2> out{};
    for (std::size_t i = 1; i < out.size(); ++i) out[i] = (2.0 * static_cast<double>(i) - 1.0) / (2.0 * static_cast<double>(i));
    return out;
  }();
  std::size_t half = 3;   ///< half the degrees of freedom
  double inverse_dof = 1.0 / 6.0;
  double inverse_root = 0.0;
  double constant = 0.0;  ///< of the density
  explicit EvenStudent(int dof) noexcept : half(static_cast<std::size_t>(dof) / 2), inverse_dof(1.0 / dof), inverse_root(std::sqrt(inverse_dof)) {
    constant = 0.5 * inverse_root;
    for (std::size_t i = 1; i < half; ++i) constant *= (2.0 * static_cast<double>(i) + 1.0) / (2.0 * static_cast<double>(i));
  }
  struct Point {
    double below;
    double density;
    double slope;  ///< of the density
  };
  [[nodiscard]] Point operator()(double z) const noexcept {
    const double root = 1.0 / std::sqrt(1.0 + z * z * inverse_dof);
    const double q = root * root;
    double term = 1.0;
    double sum = 1.0;
    double power = root * q;  // q^((dof + 1) / 2) at the end
    for (std::size_t i = 1; i < half; ++i) {
      term *= q * shrink[i];
      sum += term;
      power *= q;
    }
    const double density = constant * power;
    return {0.5 + 0.5 * z * root * inverse_root * sum, density, -(1.0 + inverse_dof) * z * q * density};
  }
};

/// Degrees of freedom whose kurtosis is that of a sum of `count` Student errors; beyond 24 it no longer matters.
[[nodiscard]] inline int sum_dof(double dof, int count) noexcept {
  return static_cast<int>(std::min<double>(EvenStudent::most_dof, 4.0 + (dof - 4.0) * count));
}

/// Student laws by the ratio of their widths at 95 and 80 per cent: for reading degrees of freedom off two widths.
struct TailTable {
  static constexpr std::size_t size = 64;
  std::array<double, size> inverse_dof{};
  std::array<double, size> ratio{};    ///< quantile 0.975 / quantile 0.9, rising
  std::array<double, size> reach{};    ///< quantile 0.9
  TailTable() {
    for (std::size_t i = 0; i < size; ++i) {
      inverse_dof[i] = 0.4 * static_cast<double>(i) / (size - 1) + 1e-3;
      reach[i] = student_quantile(0.9, 1.0 / inverse_dof[i]);
      ratio[i] = student_quantile(0.975, 1.0 / inverse_dof[i]) / reach[i];
    }
  }
  struct Tail {
    double dof;
    double reach;
  };
  [[nodiscard]] Tail of(double wanted) const noexcept {
    const auto above = std::upper_bound(ratio.begin() + 1, ratio.end() - 1, wanted);
    const auto i = static_cast<std::size_t>(above - ratio.begin());
    const double part = std::clamp((wanted - ratio[i - 1]) / (ratio[i] - ratio[i - 1]), 0.0, 1.0);
    return {1.0 / (inverse_dof[i - 1] + part * (inverse_dof[i] - inverse_dof[i - 1])), reach[i - 1] + part * (reach[i] - reach[i - 1])};
  }
  [[nodiscard]] static const TailTable& shared() {
    static const TailTable table;
    return table;
  }
};

/// One law laid out on the grid, per step of the series.
struct LawGrid {
  double weight = 1.0;
  std::array<double, grid_means> mu{};
  std::array<double, grid_means> mu_weight{};
  std::array<double, grid_volatilities> sigma{};
  std::array<double, grid_volatilities> log_sigma{};  ///< about their middle
  std::array<double, grid_volatilities> sigma_weight{};
  std::array<double, grid_dynamics.size()> dynamics_weight{};
  double mu_variance = 0.0;         ///< of the prior on the grid
  double log_sigma_variance = 0.0;
};

[[nodiscard]] inline LawGrid law_grid(const GrowthLaw& law, double dof, double steps_per_year) {
  LawGrid out;
  out.weight = law.weight;
  const double centre = law.mean / steps_per_year;
  const double scale = std::hypot(law.spread, law.mean_sd) / steps_per_year;
  double total = 0.0;
  for (std::size_t j = 0; j < grid_means; ++j) {
    const double z = -5.0 + 10.0 * static_cast<double>(j) / (grid_means - 1);
    const double place = 1.1 * std::sinh(0.5 * z);  // finer in the middle, out to 6.7 scales
    out.mu[j] = centre + scale * place;
    out.mu_weight[j] = std::cosh(0.5 * z) * std::pow(1.0 + place * place / dof, -0.5 * (dof + 1.0));
    total += out.mu_weight[j];
  }
  for (std::size_t j = 0; j < grid_means; ++j) {
    out.mu_weight[j] /= total;
    out.mu_variance += out.mu_weight[j] * (out.mu[j] - centre) * (out.mu[j] - centre);
  }
  total = 0.0;
  for (std::size_t k = 0; k < grid_volatilities; ++k) {
    const double z = -2.6 + 5.2 * static_cast<double>(k) / (grid_volatilities - 1);
    out.log_sigma[k] = law.volatility_spread * z;
    out.sigma[k] = law.volatility / std::sqrt(steps_per_year) * std::exp(out.log_sigma[k]);
    out.sigma_weight[k] = std::exp(-0.5 * z * z);
    total += out.sigma_weight[k];
    out.log_sigma_variance += out.sigma_weight[k] * z * z;
  }
  for (double& w : out.sigma_weight) w /= total;
  out.log_sigma_variance *= law.volatility_spread * law.volatility_spread / total;
  const double p = steps_per_year == 1.0 ? law.persistence / grid_persistences.back() : 0.0;
  const double pulled = steps_per_year == 1.0 ? law.reversion : 0.0;
  const std::array<double, grid_persistences.size()> phi_weight{(1.0 - p) * (1.0 - p), 2.0 * p * (1.0 - p), p * p};
  for (std::size_t l = 0; l < phi_weight.size(); ++l) out.dynamics_weight[l] = (1.0 - pulled) * phi_weight[l];
  out.dynamics_weight.back() = pulled;
  return out;
}

/// A change of the logarithm over `steps` periods.
struct GrowthStep {
  double change = 0.0;
  int steps = 1;
};

/// Weights of the grid's points after the growths, normalised, and the logarithm of the sum before that (up to constants of the
/// growths alone). A step over a gap has the sum of its growths' means and variances; momentum holds between neighbouring years.
inline double posterior_weights(const LawGrid& grid, double dof, std::span<const GrowthStep> growths,
                                std::span<const GrowthStatement> statements, std::span<double> weights) {
  constexpr double far = 1e5;  // one growth alone never empties the grid
  const int half = static_cast<int>(dof) / 2;
  double total = 0.0;
  std::array<double, grid_means> product{};
  std::array<double, grid_means> power{};
  std::vector<double> squares(growths.size() * grid_means);  // of the errors over steps and momentum: the same for every sigma
  std::vector<double> inverse(growths.size());
  for (std::size_t l = 0; l < grid_dynamics.size(); ++l) {
    const double phi = grid_dynamics[l].persistence;
    const double pull = grid_dynamics[l].pull;
    double inverses = 1.0;
    AwayFromLine away;
    for (std::size_t i = 0; i < growths.size() && grid.dynamics_weight[l] > 0.0; ++i) {
      const bool follows = i > 0 && growths[i].steps == 1 && growths[i - 1].steps == 1;
      const double steps = growths[i].steps;
      const double target = (follows ? growths[i].change - phi * growths[i - 1].change : growths[i].change) + pull * away.level;
      const double slope = (follows ? 1.0 - phi : steps) - pull * away.slope;
      away.add(growths[i].change, growths[i].steps);
      for (std::size_t j = 0; j < grid_means; ++j) {
        const double e = target - slope * grid.mu[j];
        squares[i * grid_means + j] = e * e;
      }
      inverse[i] = (follows ? 1.0 : 1.0 - phi * phi) / steps;
      inverses *= inverse[i];
    }
    for (std::size_t k = 0; k < grid_volatilities; ++k) {
      const double prior = grid.sigma_weight[k] * grid.dynamics_weight[l];
      const auto row = weights.subspan((k * grid_dynamics.size() + l) * grid_means, grid_means);
      if (prior == 0.0) {
        std::fill(row.begin(), row.end(), 0.0);
        continue;
      }
      const double one = 1.0 / (grid.sigma[k] * grid.sigma[k]);
      double scales = prior * std::sqrt(inverses);
      product.fill(1.0);
      for (std::size_t i = 0; i < growths.size(); ++i) {
        const double over = one / dof * inverse[i];
        for (std::size_t j = 0; j < grid_means; ++j) product[j] *= 1.0 + std::min(squares[i * grid_means + j] * over, far);
        scales /= grid.sigma[k];
      }
      // Student kernels: product^(-(dof + 1) / 2) with dof even, without a logarithm.
      for (std::size_t j = 0; j < grid_means; ++j) power[j] = std::sqrt(product[j]);
      for (int i = 0; i < half; ++i) {
        for (std::size_t j = 0; j < grid_means; ++j) power[j] *= product[j];
      }
      for (std::size_t j = 0; j < grid_means; ++j) row[j] = grid.mu_weight[j] * scales / power[j];
      for (const GrowthStatement& told : statements) {
        const int tail = sum_dof(dof, told.years);
        const double variance = grid.sigma[k] * grid.sigma[k] * dof / (dof - 2.0) / (told.years * (1.0 - phi) * (1.0 - phi));
        const double scale = std::sqrt(variance * (tail - 2.0) / tail);
        const EvenStudent law(tail);
        const double lo = std::log1p(std::max(told.growth.lo, -1.0));
        const double hi = std::log1p(told.growth.hi);
        for (std::size_t j = 0; j < grid_means; ++j) {
          const double a = (lo - grid.mu[j]) / scale;
          const double b = (hi - grid.mu[j]) / scale;
          const double inside = (std::isinf(b) ? 1.0 : law(b).below) - (std::isinf(a) ? 0.0 : law(a).below);
          row[j] *= hi - lo < 1e-6 ? law(a).density / scale : std::max(inside, 1e-30);
        }
      }
      for (const double w : row) total += w;
    }
  }
  for (double& w : weights) w /= total;
  return std::log(total);
}

/// The predictive law of one series, step after step: a mixture of Student laws, one for each law and volatility of the grid.
class GrowthPredictive {
 public:
  double pool_share = 1.0;      ///< posterior variances of mu and of log sigma over those of the prior, their mean
  double mu_variance = 0.0;     ///< of the posterior
  double noise_variance = 0.0;  ///< of one step, its mean
  double start_variance = 0.0;  ///< of the last level; 0 where it is known

  GrowthPredictive(std::span<const LawGrid> laws, double dof, double damping, std::span<const GrowthStep> growths,
                   std::span<const GrowthStatement> statements)
      : dof_(dof), damping_(damping), has_momentum_(!growths.empty() && growths.back().steps == 1) {
    const double last = has_momentum_ ? growths.back().change : 0.0;
    for (const GrowthStep& one : growths) away_.add(one.change, one.steps);
    restart();
    std::array<double, grid_size> weights{};
    parts_.reserve(laws.size() * grid_volatilities);
    double mu_left = 0.0;
    double sigma_left = 0.0;
    for (const LawGrid& grid : laws) {
      posterior_weights(grid, dof, growths, statements, weights);
      const GridMoments moments = add_parts(grid, weights, last);
      mu_left += grid.weight * (grid.mu_variance > 0.0 ? std::min(1.0, moments.mu / grid.mu_variance) : 1.0);
      sigma_left += grid.weight * (grid.log_sigma_variance > 0.0 ? std::min(1.0, moments.log_sigma / grid.log_sigma_variance) : 1.0);
    }
    if (!growths.empty() || !statements.empty()) pool_share = std::min(0.99, 0.5 * (mu_left + sigma_left));  // a surprise can widen the law: still data
    double kept = 0.0;
    for (const Part& part : parts_) kept += part.weight;
    double mean = 0.0;
    for (Part& part : parts_) {
      part.weight /= kept;
      noise_variance += part.weight * part.noise;
      for (const Cell& c : part.cells) mean += part.weight * c.weight * c.mean;
    }
    for (const Part& part : parts_) {
      for (const Cell& c : part.cells) mu_variance += part.weight * c.weight * (c.square + (c.mean - mean) * (c.mean - mean));
    }
  }

  /// The mean of laws by weights that add up to 1, each with its last level `start` above the one that changes are counted from: of a
  /// series whose levels are not all known. Their growths are at the same places in time.
  [[nodiscard]] static GrowthPredictive mean_of(std::span<const GrowthPredictive> laws, std::span<const double> weights, std::span<const double> starts) {
    GrowthPredictive out = laws.front();
    out.parts_.clear();
    out.pool_share = out.mu_variance = out.noise_variance = 0.0;
    double mean = 0.0;
    for (std::size_t i = 0; i < laws.size(); ++i) mean += weights[i] * starts[i];
    for (std::size_t i = 0; i < laws.size(); ++i) {
      out.pool_share += weights[i] * laws[i].pool_share;
      out.mu_variance += weights[i] * laws[i].mu_variance;
      out.noise_variance += weights[i] * laws[i].noise_variance;
      out.start_variance += weights[i] * (starts[i] - mean) * (starts[i] - mean);
      for (Part part : laws[i].parts_) {
        part.weight *= weights[i];
        part.start = starts[i];
        out.parts_.push_back(part);
      }
    }
    return out;
  }

  /// Back before the first step.
  void restart() noexcept {
    step_ = 0;
    factor_ = 1.0;
    growth_ = 0.0;
    paths_.fill(Path{});
    for (Path& path : paths_) {
      path.momentum.growth = has_momentum_ ? 1.0 : 0.0;
      path.line.away = 1.0;
    }
  }

  /// Lays out the next step; to be called before the questions below.
  void advance() noexcept {
    ++step_;
    factor_ *= damping_;
    growth_ += factor_;
    const double part_left = (away_.values + step_ - 1.0) / (away_.values + step_);
    for (std::size_t l = 0; l < dynamics; ++l) {
      Path& path = paths_[l];
      path.momentum.advance(grid_dynamics[l], part_left);
      path.line.advance(grid_dynamics[l], part_left);
      if (step_ == 1) path.shock.begin(part_left);
      else path.shock.advance(grid_dynamics[l], part_left);
      path.noise += path.shock.level * path.shock.level;
    }
    const int tail = sum_dof(dof_, step_);
    kernel_ = EvenStudent(tail);
    centre_ = 0.0;
    width_ = 0.0;
    widest_ = 0.0;
    lowest_ = std::numeric_limits<double>::infinity();
    highest_ = -lowest_;
    for (Part& part : parts_) {
      part.mean = part.start;
      for (std::size_t l = 0; l < dynamics; ++l) part.mean += part.cells[l].weight * place(part, l);
      double variance = 0.0;
      for (std::size_t l = 0; l < dynamics; ++l) {
        const Cell& c = part.cells[l];
        const double slope = mu_slope(l);
        const double own = part.start + place(part, l) - part.mean;
        variance += c.weight * (own * own + slope * slope * c.square + part.noise * paths_[l].noise);
      }
      const double scale = std::sqrt(std::max(variance, 1e-24) * (tail - 2.0) / tail);
      part.inverse_scale = 1.0 / scale;
      centre_ += part.weight * part.mean;
      width_ += part.weight * scale;
      widest_ = std::max(widest_, scale);
      lowest_ = std::min(lowest_, part.mean);
      highest_ = std::max(highest_, part.mean);
    }
  }

  /// P(change of the logarithm <= x) at the step laid out, with its density.
  [[nodiscard]] EvenStudent::Point at(double x) const noexcept {
    EvenStudent::Point out{0.0, 0.0, 0.0};
    for (const Part& part : parts_) {
      const EvenStudent::Point p = kernel_((x - part.mean) * part.inverse_scale);
      const double scaled = part.weight * part.inverse_scale;
      out.below += part.weight * p.below;
      out.density += scaled * p.density;
      out.slope += scaled * part.inverse_scale * p.slope;
    }
    return out;
  }

  /// By Halley's steps inside a bracket, to about a part in 1e10 of the spread.
  [[nodiscard]] double quantile(double p) const noexcept {
    const double reach = p < 0.05 ? -2.4 : p < 0.4 ? -1.3 : p > 0.95 ? 2.4 : p > 0.6 ? 1.3 : 0.0;
    double x = centre_ + width_ * reach;
    double lo = lowest_ - 40.0 * widest_;
    double hi = highest_ + 40.0 * widest_;
    for (int i = 0; i < 60; ++i) {
      const EvenStudent::Point point = at(x);
      const double error = point.below - p;
      (error > 0.0 ? hi : lo) = x;
      const double newton = error / point.density;
      double next = x - newton / std::max(0.5, 1.0 - 0.5 * newton * point.slope / point.density);
      if (!(next >= lo && next <= hi)) next = 0.5 * (lo + hi);
      const double moved = std::abs(next - x);
      x = next;
      if (moved <= 1e-4 * width_) break;  // the error after a step is about its cube
    }
    return x;
  }

 private:
  static constexpr std::size_t dynamics = grid_dynamics.size();
  struct Response {  ///< to what stands at the last value: of the next growth about mu, of the level, of the distance from the line
    double growth = 0.0;
    double level = 0.0;
    double away = 0.0;
    void advance(const GrowthDynamics& of, double part_left) noexcept {
      growth = of.persistence * growth - of.pull * away;
      level += growth;
      away = part_left * (away + growth);
    }
    void begin(double part_left) noexcept {
      growth = level = 1.0;
      away = part_left;
    }
  };
  struct Path {  ///< of one dynamics, up to the step laid out
    Response momentum;  ///< to the last growth
    Response line;      ///< to the distance of the last level from its line
    Response shock;     ///< to an error of the first step
    double noise = 0.0;
  };
  struct Cell {  ///< one volatility and dynamics
    double weight = 0.0;  ///< within its part
    double mean = 0.0;    ///< of mu
    double square = 0.0;  ///< variance of mu
  };
  struct Part {  ///< one law and volatility
    double weight = 0.0;
    double noise = 0.0;  ///< variance of one step's error
    double start = 0.0;  ///< the last level, from the one that changes are counted from
    double last = 0.0;   ///< the last growth
    double away = 0.0;   ///< of the last level, from the mean of all
    std::array<Cell, dynamics> cells{};
    double mean = 0.0;  ///< of the step laid out
    double inverse_scale = 1.0;
  };
  struct GridMoments {
    double mu = 0.0;
    double log_sigma = 0.0;
  };

  [[nodiscard]] double mu_slope(std::size_t l) const noexcept { return growth_ - paths_[l].momentum.level + paths_[l].line.level * away_.slope; }
  [[nodiscard]] double place(const Part& part, std::size_t l) const noexcept {
    return part.cells[l].mean * mu_slope(l) + paths_[l].momentum.level * part.last + paths_[l].line.level * part.away;
  }

  /// Adds the parts of one law from its weights; returns the posterior variances of mu and log sigma.
  GridMoments add_parts(const LawGrid& grid, std::span<const double> weights, double last) {
    constexpr double negligible = 1e-4;  // of a law's volatilities; what is left is weighed anew
    const double centre = grid.mu[grid_means / 2];
    double mean = 0.0;
    double square = 0.0;
    double log_mean = 0.0;
    double log_square = 0.0;
    for (std::size_t k = 0; k < grid_volatilities; ++k) {
      Part part;
      part.last = last;
      part.away = away_.level;
      for (std::size_t l = 0; l < dynamics; ++l) {
        const auto row = weights.subspan((k * dynamics + l) * grid_means, grid_means);
        Cell& c = part.cells[l];
        double m = 0.0;
        double s = 0.0;
        for (std::size_t j = 0; j < grid_means; ++j) {
          const double from = grid.mu[j] - centre;
          c.weight += row[j];
          m += row[j] * from;
          s += row[j] * from * from;
        }
        mean += m;
        square += s;
        if (c.weight == 0.0) continue;
        m /= c.weight;
        c.mean = centre + m;
        c.square = std::max(s / c.weight - m * m, 0.0);
        part.weight += c.weight;
      }
      log_mean += part.weight * grid.log_sigma[k];
      log_square += part.weight * grid.log_sigma[k] * grid.log_sigma[k];
      if (part.weight < negligible) continue;
      for (Cell& c : part.cells) c.weight /= part.weight;
      part.weight *= grid.weight;
      part.noise = grid.sigma[k] * grid.sigma[k] * dof_ / (dof_ - 2.0);
      parts_.push_back(part);
    }
    return {square - mean * mean, log_square - log_mean * log_mean};
  }

  double dof_;
  double damping_;
  bool has_momentum_;
  std::vector<Part> parts_;
  int step_ = 0;
  double factor_ = 1.0;
  double growth_ = 0.0;
  AwayFromLine away_;  ///< its level is the parts' own
  std::array<Path, dynamics> paths_{};
  EvenStudent kernel_{6};
  double centre_ = 0.0;  ///< of the step laid out, as are the next
  double width_ = 0.0;
  double widest_ = 0.0;
  double lowest_ = 0.0;
  double highest_ = 0.0;
};

/// A prior laid out for steps of one kind of period.
struct GrowthGrid {
  std::vector<LawGrid> laws;
  double dof = 6.0;
  double damping = 1.0;
  double steps_per_year = 1.0;
  GrowthGrid() = default;
  GrowthGrid(const GrowthPrior& prior, double steps) : dof(prior.dof), damping(std::pow(prior.damping, 1.0 / steps)), steps_per_year(steps) {
    for (const GrowthLaw& law : prior.laws) laws.push_back(law_grid(law, dof, steps));
  }
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
