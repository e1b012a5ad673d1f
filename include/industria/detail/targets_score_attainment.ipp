// SPDX-License-Identifier: Apache-2.0
// Body of targets/evaluate_attainment.hpp, first half: means over clusters, reliability, scores of cases.
#pragma once

#include <industria/targets/evaluate_attainment.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE ClusteredMean clustered_mean(std::span<const double> values, std::span<const int> clusters) {
  if (values.size() != clusters.size())
    throw ShapeError("clustered_mean: " + std::to_string(values.size()) + " values and " + std::to_string(clusters.size()) +
                     " clusters, expected as many");
  ClusteredMean out;
  double sum = 0.0;
  for (double x : values) {
    if (is_missing(x)) continue;
    sum += x;
    ++out.cases;
  }
  if (out.cases == 0) return out;
  const auto n = static_cast<double>(out.cases);
  out.value = sum / n;
  std::map<int, double> deviation;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!is_missing(values[i])) deviation[clusters[i]] += values[i] - out.value;
  out.clusters = deviation.size();
  if (out.clusters < 2) return out;
  double square = 0.0;
  for (const auto& [year, d] : deviation) square += d * d;
  const auto g = static_cast<double>(out.clusters);
  out.standard_error = std::sqrt(g / (g - 1.0) * square) / n;
  return out;
}

namespace detail {

/// Throws for options without meaning, in the name of the function called.
inline void require_score_options(const std::string& function, const ScoreAttainmentOptions& options) {
  const auto refuse = [&](const std::string& what) { throw ValueError(function + ": " + what); };
  if (options.bins < 1) refuse("bins is " + std::to_string(options.bins) + ", expected at least 1");
  if (!(options.clip >= 0.0 && options.clip < 0.5)) refuse("clip is " + to_shortest(options.clip) + ", expected from 0 to below 0.5");
  for (double level : options.levels)
    if (!(level >= 1.0 && level < 100.0)) refuse("level is " + to_shortest(level) + ", expected per cent from 1 to below 100");
}

inline void require_scorable(const std::vector<AttainmentCase>& cases, const ScoreAttainmentOptions& options) {
  const auto refuse = [](const std::string& what) { throw ValueError("score_attainment: " + what); };
  require_score_options("score_attainment", options);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const AttainmentCase& c = cases[i];
    if (c.probability < 0.0 || c.probability > 1.0)
      refuse("case " + std::to_string(i) + " has probability " + to_shortest(c.probability) + ", expected 0 to 1");
    if (c.lower.size() != c.upper.size() || (!c.lower.empty() && c.lower.size() != options.levels.size()))
      throw ShapeError("score_attainment: case " + std::to_string(i) + " has " + std::to_string(c.lower.size()) + " lower and " +
                       std::to_string(c.upper.size()) + " upper ends, expected one per level (" + std::to_string(options.levels.size()) + ")");
  }
}

using CaseList = std::vector<const AttainmentCase*>;

/// The mean of measure(case).
template <class Measure>
ClusteredMean mean_over(const CaseList& cases, Measure&& measure) {
  std::vector<double> values;
  std::vector<int> years;
  for (const AttainmentCase* c : cases) {
    values.push_back(measure(*c));
    years.push_back(c->year);
  }
  return clustered_mean(values, years);
}

[[nodiscard]] inline double brier_of(const AttainmentCase& c) {
  const double error = c.probability - (c.attained ? 1.0 : 0.0);
  return error * error;
}

inline void add_reliability(AttainmentScores& scores, const CaseList& cases, int count) {
  std::vector<CaseList> in_bin(static_cast<std::size_t>(count));
  std::size_t answered = 0;
  for (const AttainmentCase* c : cases) {
    if (is_missing(c->probability)) continue;
    ++answered;
    in_bin[static_cast<std::size_t>(std::min(static_cast<int>(c->probability * count), count - 1))].push_back(c);
  }
  double error = 0.0;
  for (int b = 0; b < count; ++b) {
    const CaseList& members = in_bin[static_cast<std::size_t>(b)];
    ReliabilityBin bin{.from = static_cast<double>(b) / count, .to = (b + 1.0) / count, .cases = members.size()};
    if (!members.empty()) {
      bin.said = mean_over(members, [](const AttainmentCase& c) { return c.probability; }).value;
      bin.came = mean_over(members, [](const AttainmentCase& c) { return c.attained ? 1.0 : 0.0; });
      error += static_cast<double>(members.size()) * std::abs(bin.said - bin.came.value);
    }
    scores.bins.push_back(std::move(bin));
  }
  if (answered > 0) scores.ece = error / static_cast<double>(answered);
}

[[nodiscard]] inline AttainmentScores scores_of(const CaseList& cases, const ScoreAttainmentOptions& options) {
  AttainmentScores s{.method = cases.front()->method, .stage = cases.front()->stage, .threshold = cases.front()->threshold};
  s.base_rate = mean_over(cases, [](const AttainmentCase& c) { return c.attained ? 1.0 : 0.0; }).value;
  s.brier = mean_over(cases, brier_of);
  s.log_score = mean_over(cases, [&](const AttainmentCase& c) {
    if (is_missing(c.probability)) return missing;
    const double p = std::clamp(c.probability, options.clip, 1.0 - options.clip);
    return -std::log(c.attained ? p : 1.0 - p);
  });
  s.crps = mean_over(cases, [](const AttainmentCase& c) { return c.crps; });
  for (std::size_t l = 0; l < options.levels.size(); ++l)
    s.coverage.push_back(mean_over(cases, [&](const AttainmentCase& c) {
      return c.lower.empty() || is_missing(c.actual) ? missing : c.lower[l] <= c.actual && c.actual <= c.upper[l] ? 1.0 : 0.0;
    }));
  add_reliability(s, cases, options.bins);
  return s;
}

/// Mean difference of a measure between two methods, over the (id, year) that both answered.
template <class Measure>
ClusteredMean paired_difference(const CaseList& cases, const CaseList& first, Measure&& measure) {
  std::map<std::pair<std::string, int>, double> of_first;
  for (const AttainmentCase* c : first) of_first[{c->id, c->year}] = measure(*c);
  return mean_over(cases, [&](const AttainmentCase& c) {
    const auto at = of_first.find({c.id, c.year});
    return at == of_first.end() ? missing : measure(c) - at->second;
  });
}

}  // namespace detail

INDUSTRIA_INLINE AttainmentEvaluation score_attainment(std::vector<AttainmentCase> cases, const ScoreAttainmentOptions& options) {
  detail::require_scorable(cases, options);
  AttainmentEvaluation out{.levels = options.levels, .cases = std::move(cases)};
  std::vector<std::string> methods;
  std::map<std::tuple<int, double, std::size_t>, detail::CaseList> groups;
  for (const AttainmentCase& c : out.cases) {
    const auto at = std::find(methods.begin(), methods.end(), c.method);
    const auto method = static_cast<std::size_t>(at - methods.begin());
    if (at == methods.end()) methods.push_back(c.method);
    groups[{c.stage, c.threshold, method}].push_back(&c);
  }
  for (const auto& [key, members] : groups) {
    AttainmentScores s = detail::scores_of(members, options);
    const auto first = groups.find({std::get<0>(key), std::get<1>(key), 0});
    if (first != groups.end()) {
      s.brier_difference = detail::paired_difference(members, first->second, detail::brier_of);
      s.crps_difference = detail::paired_difference(members, first->second, [](const AttainmentCase& c) { return c.crps; });
    }
    out.scores.push_back(std::move(s));
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
