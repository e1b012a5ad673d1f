// SPDX-License-Identifier: Apache-2.0
// A better result never worsens a verdict: what the growth prior's law does not promise by itself. A jump of the last value makes a
// series look restless, which can cost more probability than the higher level gains; then the probability without the jump stands.
#pragma once

#include <industria/detail/projection_short.hpp>
#include <industria/model/target.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Predictive laws of one series with other last values, kept for the targets of that series that ask next.
struct GrowthVariants {
  std::map<double, GrowthPredictive> laws;  ///< by growth of the last value
  std::optional<GrowthGrid> grid;
  std::optional<LevelFiller> filler;  ///< if some level is known as an interval
  std::vector<FilledLevels> filled;
};

/// Between what the answer lies for one growth of the last value.
struct ProbabilityEnds {
  double lo;
  double hi;
};

/// The probability `own` of `target`, `steps` after the last value, made to rise with the last value: a surprisingly good one has no
/// less than any between it and the usual growth (the lower of the prior's mean and that of the earlier growths), a surprisingly bad
/// one no more. Looked at on a grid of four points of growth; between two of its points the answer lies between theirs. A last value
/// that is known as an interval has the mean of the ends of its places.
[[nodiscard]] inline double rising_with_actual(double own, const SeriesView& series, int steps, double target, Direction direction,
                                               const ForecastOptions& how, GrowthVariants* kept = nullptr) {
  const Observed data = observed_values(series.values);
  const int n = data.count();
  if (direction == Direction::within || how.method != Method::pooled_growth || n < 2 || n > prior_values || !(target > 0.0)) return own;
  if (!(*std::min_element(data.y.begin(), data.y.end()) > 0.0)) return own;
  const double sign = direction == Direction::at_least ? 1.0 : -1.0;
  const double year = periods_per_year(series.first.kind);
  const double before = data.y[data.y.size() - 2];
  const int gap = data.at.back() - data.at[data.at.size() - 2];
  double from = sign * how.prior.mean() / year * gap;
  if (n > 2) from = std::min(from, sign * std::log(before / data.y.front()) / (data.at[data.at.size() - 2] - data.at.front()) * gap);
  constexpr double spacing = 0.04;
  const double usual = spacing * std::floor(from / spacing);
  const double told = sign * std::log(data.y.back() / before);
  if (!std::isfinite(told)) return own;
  GrowthVariants own_variants;
  GrowthVariants& variants = kept != nullptr ? *kept : own_variants;
  if (!variants.grid) variants.grid.emplace(how.prior, year);
  const GrowthGrid& grid = *variants.grid;
  std::vector<GrowthStep> growths;
  for (std::size_t i = 1; i < data.y.size(); ++i) growths.push_back({std::log(data.y[i] / data.y[i - 1]), data.at[i] - data.at[i - 1]});
  std::vector<double> logs;
  for (const double y : data.y) logs.push_back(std::log(y));
  const std::vector<KnownLevel> levels = open_levels(series, data, logs, 1.0, false);
  if (!levels.empty() && !variants.filler) {
    variants.filler.emplace(grid, levels, how.growth_statements, false);
    (void)variants.filler->law(grid, levels.back(), how.growth_statements, &variants.filled);
  }
  const int ahead = steps + static_cast<int>(series.values.size()) - 1 - data.at.back();
  const double from_before = std::log(target / before);
  const auto law_at = [&](double change) -> GrowthPredictive& {
    const auto found = variants.laws.find(change);
    if (found != variants.laws.end()) return found->second;
    if (levels.empty()) {
      growths.back().change = change;
      return variants.laws.try_emplace(change, grid.laws, grid.dof, grid.damping, growths, how.growth_statements).first->second;
    }
    const KnownLevel last{.told = logs[logs.size() - 2] + change, .at = data.at.back()};
    return variants.laws.try_emplace(change, variants.filler->law(grid, last, how.growth_statements)).first->second;
  };
  std::map<double, double> known;  // places that the fillings have in common
  const auto probability = [&](double growth) {
    if (const auto found = known.find(growth); found != known.end()) return found->second;
    GrowthPredictive& law = law_at(sign * growth);
    law.restart();
    for (int h = 0; h < ahead; ++h) law.advance();
    const double below = law.at(from_before - sign * growth).below;
    const double out = sign > 0.0 ? 1.0 - below : below;
    if (!levels.empty()) known.emplace(growth, out);
    return out;
  };
  // Upwards from the usual growth the largest probability so far holds, downwards the smallest.
  const double first = probability(usual);
  const auto ends_at = [&](double now) -> ProbabilityEnds {
    double place = usual;
    const bool up = now > place;
    double step = up ? spacing : -spacing;
    double held = first;
    for (int i = 0;; ++i) {
      const double next = place + step;
      const double there = probability(next);
      const bool goes_on = up ? there >= held : there <= held;
      if (up ? now <= next : now >= next) return goes_on ? ProbabilityEnds{std::min(held, there), std::max(held, there)} : ProbabilityEnds{held, held};
      if (goes_on) held = there;
      place = next;
      if (i >= 30) step *= 1.25;  // far out nothing moves fast
    }
  };
  ProbabilityEnds ends{0.0, 0.0};
  if (levels.empty()) {
    ends = ends_at(told);
  } else {
    for (const FilledLevels& one : variants.filled) {
      const ProbabilityEnds there = ends_at(sign * (one.x.back() - logs[logs.size() - 2]));
      ends.lo += one.weight * there.lo;
      ends.hi += one.weight * there.hi;
    }
  }
  return std::clamp(own, ends.lo, ends.hi);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
