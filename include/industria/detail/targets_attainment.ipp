// SPDX-License-Identifier: Apache-2.0
// Body of targets/attainment.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/philox.hpp>
#include <industria/detail/student.hpp>
#include <industria/targets/attainment.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_paths(const char* function, int paths) {
  if (paths >= 100 && paths <= 10000000) return;
  throw ValueError(std::string(function) + ": paths is " + std::to_string(paths) + ", expected 100 to 10000000");
}

inline void require_one_sided(const char* function, Direction direction) {
  if (direction == Direction::within) throw ValueError(std::string(function) + ": direction is within, expected at_least or at_most");
}

[[nodiscard]] inline bool can_answer(const Forecast& f, std::size_t k) noexcept {
  return f.quality != Quality::none && k < f.location.size() && !is_missing(f.location[k]);
}

inline void require_joint(const char* function, std::span<const JointTarget> targets, const JointOptions& options) {
  require_paths(function, options.paths);
  if (!(options.common_shock >= 0.0) || std::isinf(options.common_shock)) {
    throw ValueError(std::string(function) + ": common_shock is " + to_shortest(options.common_shock) + ", expected a finite number from 0");
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].forecast != nullptr && targets[i].step < targets[i].forecast->horizon()) continue;
    throw ValueError(std::string(function) + ": target " + std::to_string(i) +
                     (targets[i].forecast == nullptr ? " has no forecast" : " asks for step " + std::to_string(targets[i].step) +
                                                                                ", expected below the horizon " +
                                                                                std::to_string(targets[i].forecast->horizon())));
  }
}

/// Share of the common shock in the spread of a step: of its logarithm, half the width of the middle 68 per cent.
[[nodiscard]] inline double common_loading(const Forecast& f, std::size_t k, double shock) {
  const double low = f.quantile(k, 0.1587);
  const double high = f.quantile(k, 0.8413);
  if (!(low > 0.0 && high > low) || shock == 0.0) return 0.0;
  const double spread = 0.5 * std::log(high / low);
  const double years = static_cast<double>(k + 1) / periods_per_year(f.periods[k].kind);
  return std::min(0.97, shock * std::sqrt(std::max(years, 1.0)) / spread);
}

/// Ranks of all parts on one path: a normal in common and one of its own, so that every marginal law stays exact.
class JointDraw {
 public:
  JointDraw(std::span<const JointTarget> targets, const JointOptions& options) : targets_(targets), options_(options) {
    for (const JointTarget& t : targets) {
      loading_.push_back(can_answer(*t.forecast, t.step) ? common_loading(*t.forecast, t.step, options.common_shock) : 0.0);
      keys_.push_back(path_key(options.seed, t.forecast->id));
    }
  }
  void go_to(int path) {
    PathStream stream(common_, static_cast<std::uint32_t>(path));
    shock_ = student_quantile(stream.uniform(), std::numeric_limits<double>::infinity());
    path_ = static_cast<std::uint32_t>(path);
  }
  /// In (0, 1). Several steps of one series share its own normal; series without an id are told apart by their place.
  [[nodiscard]] double rank(std::size_t i) const {
    PathKey key = keys_[i];
    if (targets_[i].forecast->id.empty()) key.high ^= static_cast<std::uint32_t>(i + 1);
    PathStream stream(key, path_);
    const double infinity = std::numeric_limits<double>::infinity();
    const double own = student_quantile(stream.uniform(), infinity);
    const double p = student_cdf(loading_[i] * shock_ + std::sqrt(1.0 - loading_[i] * loading_[i]) * own, infinity);
    return std::clamp(p, 1e-12, 1.0 - 1e-12);
  }

 private:
  std::span<const JointTarget> targets_;
  const JointOptions& options_;
  std::vector<double> loading_;
  std::vector<PathKey> keys_;
  PathKey common_ = path_key(options_.seed, "common shock of all series");
  double shock_ = 0.0;
  std::uint32_t path_ = 0;
};

}  // namespace detail

INDUSTRIA_INLINE Bounds wanted_bounds(Direction direction, double target) {
  detail::require_one_sided("wanted_bounds", direction);
  return direction == Direction::at_least ? Bounds::at_least(target) : Bounds::at_most(target);
}

INDUSTRIA_INLINE Value attainment_probability(const Forecast& forecast, std::size_t k, const Bounds& wanted) {
  const double p = forecast.probability_within(k, wanted);
  return is_missing(p) ? Value(Reason::no_observation) : Value(p);
}

INDUSTRIA_INLINE std::vector<double> attainment_curve(const Forecast& forecast, std::size_t k, Direction direction,
                                                      std::span<const double> targets) {
  detail::require_one_sided("attainment_curve", direction);
  std::vector<double> out;
  out.reserve(targets.size());
  for (const double target : targets)
    out.push_back(direction == Direction::at_least ? forecast.probability_at_least(k, target) : forecast.probability_at_most(k, target));
  return out;
}

INDUSTRIA_INLINE Value promisable_target(const Forecast& forecast, std::size_t k, Direction direction, double p) {
  if (!(p > 0.0 && p < 1.0)) {
    throw ValueError("promisable_target: p is " + to_shortest(p) + ", expected a probability between 0 and 1 (0.8, not 80)");
  }
  detail::require_one_sided("promisable_target", direction);
  const double target = forecast.quantile(k, direction == Direction::at_least ? 1.0 - p : p);
  return is_missing(target) ? Value(Reason::no_observation) : Value(target);
}

INDUSTRIA_INLINE Value probability_gain(const Forecast& forecast, std::size_t k, Direction direction, double target, double relative) {
  if (!(relative > -1.0) || !std::isfinite(relative) || is_missing(target)) {
    throw ValueError("probability_gain: target is " + to_shortest(target) + " and relative is " + to_shortest(relative) +
                     ", expected a number and a ratio above -1 (0.01 for one per cent)");
  }
  const double better = direction == Direction::at_least ? target / (1.0 + relative) : target * (1.0 + relative);
  const double both[] = {target, better};
  const std::vector<double> p = attainment_curve(forecast, k, direction, both);
  return is_missing(p[0]) ? Value(Reason::no_observation) : Value(p[1] - p[0]);
}

INDUSTRIA_INLINE FirstPassage first_passage(const Forecast& forecast, const Bounds& wanted, const PathOptions& options) {
  detail::require_paths("first_passage", options.paths);
  FirstPassage out;
  out.periods = forecast.periods;
  const std::size_t steps = forecast.horizon();
  out.probability.assign(steps, missing);
  out.by.assign(steps, missing);
  out.expected_step = Reason::no_observation;
  if (steps == 0 || !detail::can_answer(forecast, 0)) return out;
  out.paths = options.paths;
  const std::vector<double> paths = forecast.paths(options.paths, options.seed);
  std::vector<int> first(steps, 0);
  for (std::size_t i = 0; i < static_cast<std::size_t>(options.paths); ++i) {
    for (std::size_t k = 0; k < steps; ++k) {
      if (!wanted.contains(paths[i * steps + k])) continue;
      ++first[k];
      break;
    }
  }
  // The first step is known exactly; the paths share out what is left of it.
  const double now = forecast.probability_within(0, wanted);
  const double later = options.paths - first[0];
  double by = now;
  double weighted = now;
  for (std::size_t k = 0; k < steps; ++k) {
    out.probability[k] = k == 0 ? now : later > 0.0 ? (1.0 - now) * first[k] / later : 0.0;
    if (k > 0) {
      by += out.probability[k];
      weighted += out.probability[k] * static_cast<double>(k + 1);
    }
    out.by[k] = std::min(by, 1.0);
    if (!out.median && out.by[k] >= 0.5) out.median = out.periods[k];
  }
  out.beyond = std::max(0.0, 1.0 - by);
  if (by > 0.0) out.expected_step = weighted / by;
  return out;
}

INDUSTRIA_INLINE JointAttainment joint_attainment(std::span<const JointTarget> targets, const JointOptions& options) {
  detail::require_joint("joint_attainment", targets, options);
  JointAttainment out;
  std::vector<std::size_t> known;
  out.expected = 0.0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    out.each.push_back(targets[i].forecast->probability_within(targets[i].step, targets[i].wanted));
    if (is_missing(out.each.back())) {
      ++out.left_out;
      continue;
    }
    known.push_back(i);
    out.expected += out.each.back();
  }
  if (known.empty()) {
    out.expected = missing;
    return out;
  }
  // Whether a path meets a target is a question to its rank: an interval of ranks, so no quantile is needed.
  std::vector<double> low;
  std::vector<double> high;
  for (const std::size_t i : known) {
    const JointTarget& t = targets[i];
    low.push_back(!t.wanted.has_lo() ? 0.0 : 1.0 - t.forecast->probability_at_least(t.step, t.wanted.lo));
    high.push_back(!t.wanted.has_hi() ? 1.0 : t.forecast->probability_at_most(t.step, t.wanted.hi));
  }
  std::vector<int> counts(known.size() + 1, 0);
  detail::JointDraw draw(targets, options);
  for (int path = 0; path < options.paths; ++path) {
    draw.go_to(path);
    std::size_t met = 0;
    for (std::size_t j = 0; j < known.size(); ++j) {
      const double rank = draw.rank(known[j]);
      if (rank >= low[j] && rank <= high[j]) ++met;
    }
    ++counts[met];
  }
  for (const int c : counts) out.count.push_back(static_cast<double>(c) / options.paths);
  out.all = out.count.back();
  out.any = 1.0 - out.count.front();
  if (known.size() == 1) {  // nothing to sample
    out.all = out.any = out.each[known.front()];
    out.count = {1.0 - out.all, out.all};
  }
  return out;
}

INDUSTRIA_INLINE AggregateAttainment aggregate_attainment(std::span<const JointTarget> parts, std::span<const double> weights,
                                                          const Bounds& wanted, const JointOptions& options) {
  detail::require_joint("aggregate_attainment", parts, options);
  if (!weights.empty() && weights.size() != parts.size()) {
    throw ShapeError("aggregate_attainment: weights has " + std::to_string(weights.size()) + " entries, expected one per part: " +
                     std::to_string(parts.size()));
  }
  AggregateAttainment out;
  out.probability = Reason::no_observation;
  if (parts.empty()) return out;
  for (const JointTarget& part : parts) {
    if (!detail::can_answer(*part.forecast, part.step)) return out;
  }
  detail::JointDraw draw(parts, options);
  std::vector<double> sums;
  sums.reserve(static_cast<std::size_t>(options.paths));
  int inside = 0;
  for (int path = 0; path < options.paths; ++path) {
    draw.go_to(path);
    double sum = 0.0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      sum += (weights.empty() ? 1.0 : weights[i]) * parts[i].forecast->quantile(parts[i].step, draw.rank(i));
    }
    if (wanted.contains(sum)) ++inside;
    sums.push_back(sum);
  }
  std::sort(sums.begin(), sums.end());
  const auto at = [&](double p) { return sums[static_cast<std::size_t>(p * static_cast<double>(sums.size() - 1) + 0.5)]; };
  out.probability = static_cast<double>(inside) / options.paths;
  out.median = at(0.5);
  out.lower80 = at(0.1);
  out.upper80 = at(0.9);
  out.lower95 = at(0.025);
  out.upper95 = at(0.975);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
