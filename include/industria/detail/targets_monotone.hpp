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
};

/// The probability `own` of `target`, `steps` after the last value, made to rise with the last value: a surprisingly good one has no
/// less than any between it and the usual growth (the lower of the prior's mean and that of the earlier growths), a surprisingly bad
/// one no more. Looked at on a grid of four points of growth; between two of its points the answer lies between theirs.
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
  double place = spacing * std::floor(from / spacing);
  const double now = sign * std::log(data.y.back() / before);
  if (!std::isfinite(now)) return own;
  GrowthVariants own_variants;
  GrowthVariants& variants = kept != nullptr ? *kept : own_variants;
  if (!variants.grid) variants.grid.emplace(how.prior, year);
  std::vector<GrowthStep> growths;
  for (std::size_t i = 1; i < data.y.size(); ++i) growths.push_back({std::log(data.y[i] / data.y[i - 1]), data.at[i] - data.at[i - 1]});
  const int ahead = steps + static_cast<int>(series.values.size()) - 1 - data.at.back();
  const double from_before = std::log(target / before);
  const auto probability = [&](double growth) {
    growths.back().change = sign * growth;
    const GrowthGrid& grid = *variants.grid;
    GrowthPredictive& law = variants.laws.try_emplace(growths.back().change, grid.laws, grid.dof, grid.damping, growths, how.growth_statements).first->second;
    law.restart();
    for (int h = 0; h < ahead; ++h) law.advance();
    const double below = law.at(from_before - sign * growth).below;
    return sign > 0.0 ? 1.0 - below : below;
  };
  // Upwards from the usual growth the largest probability so far holds, downwards the smallest.
  const bool up = now > place;
  double step = up ? spacing : -spacing;
  double held = probability(place);
  for (int i = 0;; ++i) {
    const double next = place + step;
    const double there = probability(next);
    const bool goes_on = up ? there >= held : there <= held;
    if (up ? now <= next : now >= next) return goes_on ? std::clamp(own, std::min(held, there), std::max(held, there)) : held;
    if (goes_on) held = there;
    place = next;
    if (i >= 30) step *= 1.25;  // far out nothing moves fast
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
