// SPDX-License-Identifier: Apache-2.0
// Levels that are known as intervals ("trên 46.000", rounded figures): the growth law of a series is the mean of the laws of several series
// that fill them in, drawn in order from the law of the levels before. Formulas: docs/methods.md, "Few observations".
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/detail/projection_growth_grid.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// A level in logarithms: the number told, and what it may be; lo == hi where it stands as it is told.
struct KnownLevel {
  double told = 0.0;
  int at = 0;  ///< place in time
  double lo = told;
  double hi = told;
  [[nodiscard]] bool is_open() const noexcept { return lo < hi; }
};

/// `log` is the logarithm on the working scale. Bounds that say nothing, or exclude every positive level, leave the number as it is told;
/// so does a width below a thousandth, which no growth is known to.
template <class Log>
[[nodiscard]] KnownLevel known_level(double told, int at, const Bounds& bounds, const Log& log) {
  constexpr double least_width = 1e-3;
  KnownLevel out{.told = told, .at = at};
  if (bounds.is_empty() || !(bounds.hi > 0.0) || (!(bounds.lo > 0.0) && !bounds.has_hi())) return out;
  const double lo = bounds.lo > 0.0 ? log(bounds.lo) : -std::numeric_limits<double>::infinity();
  const double hi = bounds.has_hi() ? log(bounds.hi) : std::numeric_limits<double>::infinity();
  if (hi - lo < least_width) return out;
  out.lo = lo;
  out.hi = hi;
  return out;
}

/// A change of the law laid out that lies between lo and hi, at the part u of its probability; and that probability.
struct CutDraw {
  double change;
  double probability;
};
[[nodiscard]] inline CutDraw draw_between(const GrowthPredictive& law, double lo, double hi, double u) noexcept {
  constexpr double least = 1e-12;  // beyond, the law does not tell one place from another
  const double under = std::isinf(lo) ? 0.0 : law.at(lo).below;
  const double inside = (std::isinf(hi) ? 1.0 : law.at(hi).below) - under;
  if (inside > least) return {std::clamp(law.quantile(under + u * inside), lo, hi), inside};
  return {std::isinf(lo) ? hi : std::isinf(hi) ? lo : lo + u * (hi - lo), least};
}

/// A first level: anywhere between two ends alike. Above (below) one end as if that were the level of the period before, and the growth
/// since had gone that way.
[[nodiscard]] inline double draw_first(const GrowthGrid& grid, const KnownLevel& level, double u) {
  if (!std::isinf(level.lo) && !std::isinf(level.hi)) return level.lo + u * (level.hi - level.lo);
  GrowthPredictive law(grid.laws, grid.dof, grid.damping, {}, {});
  law.advance();
  const double infinity = std::numeric_limits<double>::infinity();
  return std::isinf(level.hi) ? level.lo + draw_between(law, 0.0, infinity, u).change : level.hi + draw_between(law, -infinity, 0.0, u).change;
}

/// The levels of a series with the open ones filled in, and how likely it makes what is told of the later ones.
struct FilledLevels {
  std::vector<double> x;
  double weight = 1.0;
};

[[nodiscard]] inline GrowthPredictive law_of_filled(const GrowthGrid& grid, std::span<const KnownLevel> levels, std::span<const double> x,
                                                    std::span<const GrowthStatement> statements) {
  std::vector<GrowthStep> growths;
  for (std::size_t i = 1; i < x.size(); ++i) growths.push_back({x[i] - x[i - 1], levels[i].at - levels[i - 1].at});
  return {grid.laws, grid.dof, grid.damping, growths, statements};
}

/// Draws at fixed places of [0, 1): the last open level at the middles of equal parts, those before on a lattice of square roots of primes.
[[nodiscard]] inline double filling_place(std::size_t draw, std::size_t draws, std::size_t open_after) noexcept {
  constexpr std::array<double, 11> step{0.4142135623730951, 0.7320508075688772, 0.2360679774997898, 0.6457513110645907, 0.3166247903553998, 0.6055512754639891,
                                        0.1231056256176606, 0.3588989435406740, 0.7958315233127191, 0.3851648071345037, 0.5677643628300215};
  const auto number = static_cast<double>(draw);
  if (open_after == 0) return (number + 0.5) / static_cast<double>(draws);
  const double place = 0.5 + number * step[(open_after - 1) % step.size()];
  return place - std::floor(place);
}

/// Sequential importance sampling with a law cut to the interval (Geweke 1991; Hajivassiliou and McFadden 1998; Keane 1994). `is_tied`: the
/// growth from the first level to the second is known, not its levels.
[[nodiscard]] inline std::vector<FilledLevels> filled_levels(const GrowthGrid& grid, std::span<const KnownLevel> levels,
                                                             std::span<const GrowthStatement> statements, bool is_tied) {
  const auto open_from = [&](std::size_t i) {
    return static_cast<std::size_t>(std::count_if(levels.begin() + static_cast<std::ptrdiff_t>(i), levels.end(), [](const KnownLevel& l) { return l.is_open(); }));
  };
  const std::size_t draws = open_from(0) > 1 ? 64 : 16;
  std::vector<FilledLevels> out(draws);
  bool differ = false;  // the draws so far
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const KnownLevel& level = levels[i];
    std::vector<GrowthPredictive> laws;  // of this level: one for all, or one for each draw
    const bool asks_law = i > 0 && !(is_tied && i == 1) && (differ || level.is_open());
    for (std::size_t s = 0; asks_law && s < (differ ? draws : 1); ++s) {
      laws.push_back(law_of_filled(grid, levels, out[s].x, statements));
      for (int h = levels[i - 1].at; h < level.at; ++h) laws.back().advance();
    }
    for (std::size_t s = 0; s < draws; ++s) {
      FilledLevels& one = out[s];
      const double u = filling_place(s, draws, open_from(i + 1));
      if (!asks_law) {
        one.x.push_back(i == 0 ? (level.is_open() ? draw_first(grid, level, u) : level.told)
                               : is_tied && i == 1 ? one.x.back() + (level.told - levels[0].told) : level.told);
        continue;
      }
      const GrowthPredictive& law = laws[differ ? s : 0];
      const double from = one.x.back();
      if (level.is_open()) {
        const CutDraw drawn = draw_between(law, level.lo - from, level.hi - from, u);
        one.x.push_back(from + drawn.change);
        one.weight *= drawn.probability;
      } else {
        one.x.push_back(level.told);
        one.weight *= law.at(level.told - from).density;
      }
    }
    differ = differ || level.is_open();
  }
  double total = 0.0;
  for (const FilledLevels& one : out) total += one.weight;
  for (FilledLevels& one : out) one.weight = total > 0.0 ? one.weight / total : 1.0 / static_cast<double>(draws);
  return out;
}

/// The law of changes from the last level as told. `filled`, if asked for: the series that it is the mean over; empty if no level is open.
[[nodiscard]] inline GrowthPredictive law_of_levels(const GrowthGrid& grid, std::span<const KnownLevel> levels, std::span<const GrowthStatement> statements,
                                                    bool is_tied = false, std::vector<FilledLevels>* filled = nullptr) {
  std::vector<double> told;
  for (const KnownLevel& level : levels) told.push_back(level.told);
  if (std::none_of(levels.begin(), levels.end(), [](const KnownLevel& l) { return l.is_open(); })) return law_of_filled(grid, levels, told, statements);
  std::vector<FilledLevels> all = filled_levels(grid, levels, statements, is_tied);
  std::vector<GrowthPredictive> laws;
  std::vector<double> weights;
  std::vector<double> starts;
  for (const FilledLevels& one : all) {
    laws.push_back(law_of_filled(grid, levels, one.x, statements));
    weights.push_back(one.weight);
    starts.push_back(one.x.back() - told.back());
  }
  if (filled != nullptr) *filled = std::move(all);
  return GrowthPredictive::mean_of(laws, weights, starts);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
