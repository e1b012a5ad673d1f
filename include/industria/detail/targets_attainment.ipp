// SPDX-License-Identifier: Apache-2.0
// Body of targets/attainment.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/student.hpp>
#include <industria/detail/targets_draws.hpp>
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

/// What a sum of draws says: P of lying in `wanted` and quantiles. `sums` is left in another order.
inline void summarise(std::span<double> sums, const Bounds& wanted, AggregateAttainment& out) {
  std::size_t inside = 0;
  for (const double y : sums) inside += wanted.contains(y) ? 1U : 0U;
  out.probability = static_cast<double>(inside) / static_cast<double>(sums.size());
  auto from = sums.begin();
  const auto at = [&](double p) {
    const auto place = sums.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(sums.size() - 1) + 0.5);
    std::nth_element(from, place, sums.end());
    from = place;
    return *place;
  };
  out.lower95 = at(0.025);
  out.lower80 = at(0.1);
  out.median = at(0.5);
  out.upper80 = at(0.9);
  out.upper95 = at(0.975);
}

/// The same of one part beside a known rest, exact.
[[nodiscard]] inline AggregateAttainment aggregate_of_one(const Forecast& f, std::size_t k, double weight, const Bounds& wanted, double rest = 0.0) {
  AggregateAttainment out;
  Bounds own = wanted;
  if (rest != 0.0) own = subtract(own, Bounds::exactly(rest));
  if (weight != 1.0) own = scale(own, 1.0 / weight);
  out.probability = f.probability_within(k, own);
  const auto at = [&](double p) { return rest + weight * f.quantile(k, weight > 0.0 ? p : 1.0 - p); };
  out.median = at(0.5);
  out.lower80 = at(0.1);
  out.upper80 = at(0.9);
  out.lower95 = at(0.025);
  out.upper95 = at(0.975);
  return out;
}

/// Whether a path meets a target is a question to its normal rank: an interval, so that no quantile is needed.
struct RankRange {
  double low;
  double high;
};
[[nodiscard]] inline RankRange rank_range(const JointTarget& t) {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto rank = [&](double p) { return p <= 0.0 ? -infinity : p >= 1.0 ? infinity : student_quantile(p, infinity); };
  if (t.wanted.is_empty()) return {infinity, -infinity};
  return {!t.wanted.has_lo() ? -infinity : -rank(t.forecast->probability_at_least(t.step, t.wanted.lo)),
          !t.wanted.has_hi() ? infinity : rank(t.forecast->probability_at_most(t.step, t.wanted.hi))};
}

/// joint_attainment without its checks; `common` has one normal a path, `z` is memory.
[[nodiscard]] inline JointAttainment joint_of(std::span<const JointTarget> targets, const JointOptions& options, std::span<const double> common,
                                              NormalRows& z) {
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
  if (known.size() == 1) {  // nothing to sample
    out.all = out.any = out.each[known.front()];
    out.count = {1.0 - out.all, out.all};
    return out;
  }
  std::vector<std::uint32_t> met(common.size(), 0);
  std::vector<double> ranks(common.size());
  for (const std::size_t i : known) {
    const JointTarget& t = targets[i];
    const RankRange range = rank_range(t);
    normal_ranks(*t.forecast, common_loading(*t.forecast, t.step, options.common_shock), options.seed, i, common, z, ranks);
    for (std::size_t p = 0; p < ranks.size(); ++p) met[p] += ranks[p] >= range.low && ranks[p] <= range.high ? 1U : 0U;
  }
  std::vector<std::size_t> counts(known.size() + 1, 0);
  for (const std::uint32_t m : met) ++counts[m];
  for (const std::size_t c : counts) out.count.push_back(static_cast<double>(c) / options.paths);
  out.all = out.count.back();
  out.any = 1.0 - out.count.front();
  return out;
}

/// first_passage without its checks; see midpoint_normals.
[[nodiscard]] inline FirstPassage first_passage_of(const Forecast& forecast, const Bounds& wanted, std::span<const double> midpoints, std::uint64_t seed) {
  FirstPassage out;
  out.periods = forecast.periods;
  const std::size_t steps = forecast.horizon();
  out.probability.assign(steps, missing);
  out.by.assign(steps, missing);
  out.expected_step = Reason::no_observation;
  if (steps == 0 || !can_answer(forecast, 0)) return out;
  const auto paths = static_cast<int>(midpoints.size());
  out.paths = paths;
  const std::vector<int> first = first_meetings(forecast, wanted, midpoints, seed);
  // The first step is known exactly; the paths share out what is left of it.
  const double now = forecast.probability_within(0, wanted);
  const double later = paths - first[0];
  double counted = now;
  double by = now;
  double weighted = now;
  for (std::size_t k = 0; k < steps; ++k) {
    const double before = k == 0 ? 0.0 : by;
    if (k > 0) {
      counted += later > 0.0 ? (1.0 - now) * first[k] / later : 0.0;
      const double own = forecast.probability_within(k, wanted);
      by = std::min(1.0, std::max({by, counted, is_missing(own) ? 0.0 : own}));
    }
    out.probability[k] = by - before;
    weighted += k == 0 ? 0.0 : out.probability[k] * static_cast<double>(k + 1);
    out.by[k] = by;
    if (!out.median && by >= 0.5) out.median = out.periods[k];
  }
  out.beyond = 1.0 - by;
  if (by > 0.0) out.expected_step = weighted / by;
  return out;
}

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
  return detail::first_passage_of(forecast, wanted, detail::midpoint_normals(options.paths), options.seed);
}

INDUSTRIA_INLINE JointAttainment joint_attainment(std::span<const JointTarget> targets, const JointOptions& options) {
  detail::require_joint("joint_attainment", targets, options);
  const std::vector<double> common = detail::common_normals(options.seed, options.paths);
  detail::NormalRows z;
  return detail::joint_of(targets, options, common, z);
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
  const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  if (parts.size() == 1 && std::isfinite(weight(0)) && weight(0) != 0.0) return detail::aggregate_of_one(*parts[0].forecast, parts[0].step, weight(0), wanted);
  std::vector<std::size_t> order(parts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return parts[a].forecast->id < parts[b].forecast->id; });
  const std::vector<double> common = detail::common_normals(options.seed, options.paths);
  std::vector<double> sums(common.size(), 0.0);
  std::vector<double> part(common.size());
  detail::NormalRows z;
  for (const std::size_t i : order) {
    const JointTarget& t = parts[i];
    detail::normal_ranks(*t.forecast, detail::common_loading(*t.forecast, t.step, options.common_shock), options.seed, i, common, z, part);
    detail::ranks_to_values(*t.forecast, t.step, part);
    for (std::size_t p = 0; p < sums.size(); ++p) sums[p] += weight(i) * part[p];
  }
  detail::summarise(sums, wanted, out);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
