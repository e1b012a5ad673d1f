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

/// Draws at fixed places of [0, 1): the last open level at the middles of equal parts, those before on a lattice of square roots of primes.
[[nodiscard]] inline double filling_place(std::size_t draw, std::size_t draws, std::size_t open_after) noexcept {
  constexpr std::array<double, 11> step{0.4142135623730951, 0.7320508075688772, 0.2360679774997898, 0.6457513110645907, 0.3166247903553998, 0.6055512754639891,
                                        0.1231056256176606, 0.3588989435406740, 0.7958315233127191, 0.3851648071345037, 0.5677643628300215};
  const auto number = static_cast<double>(draw);
  if (open_after == 0) return (number + 0.5) / static_cast<double>(draws);
  const double place = 0.5 + number * step[(open_after - 1) % step.size()];
  return place - std::floor(place);
}

/// Sequential importance sampling with a law cut to the interval (Geweke 1991; Hajivassiliou and McFadden 1998; Keane 1994): the levels but the
/// last are filled in once, the last as often as asked. `is_tied`: the growth from the first level to the second is known, not its levels.
class LevelFiller {
 public:
  LevelFiller(const GrowthGrid& grid, std::vector<KnownLevel> levels, std::span<const GrowthStatement> statements, bool is_tied)
      : levels_(std::move(levels)), is_tied_(is_tied), before_(open_from(0) > 1 ? 64 : 16) {
    for (std::size_t i = 0; i + 1 < levels_.size(); ++i) {
      const std::vector<GrowthPredictive> laws = laws_at(grid, i, statements);
      for (std::size_t s = 0; s < before_.size(); ++s) fill(before_[s], grid, i, levels_[i], laws, s);
      differ_ = differ_ || levels_[i].is_open();
    }
    laws_ = laws_at(grid, levels_.size() - 1, statements);
  }

  /// The law of changes from the last level as told, with `last` in the place of that level; and the fillings that it is the mean over.
  [[nodiscard]] GrowthPredictive law(const GrowthGrid& grid, const KnownLevel& last, std::span<const GrowthStatement> statements,
                                     std::vector<FilledLevels>* filled = nullptr) const {
    std::vector<FilledLevels> all = before_;
    if (!differ_ && !last.is_open()) all.resize(1);
    double total = 0.0;
    for (std::size_t s = 0; s < all.size(); ++s) {
      fill(all[s], grid, levels_.size() - 1, last, laws_, s);
      total += all[s].weight;
    }
    std::vector<GrowthPredictive> laws;
    std::vector<double> weights;
    std::vector<double> starts;
    for (FilledLevels& one : all) {
      one.weight = total > 0.0 ? one.weight / total : 1.0 / static_cast<double>(all.size());
      laws.push_back(law_of(grid, one.x, statements));
      weights.push_back(one.weight);
      starts.push_back(one.x.back() - last.told);
    }
    if (filled != nullptr) *filled = std::move(all);
    return GrowthPredictive::mean_of(laws, weights, starts);
  }

 private:
  [[nodiscard]] std::size_t open_from(std::size_t i) const noexcept {
    return static_cast<std::size_t>(std::count_if(levels_.begin() + static_cast<std::ptrdiff_t>(i), levels_.end(), [](const KnownLevel& l) { return l.is_open(); }));
  }
  [[nodiscard]] GrowthPredictive law_of(const GrowthGrid& grid, std::span<const double> x, std::span<const GrowthStatement> statements) const {
    std::vector<GrowthStep> growths;
    for (std::size_t i = 1; i < x.size(); ++i) growths.push_back({x[i] - x[i - 1], levels_[i].at - levels_[i - 1].at});
    return {grid.laws, grid.dof, grid.damping, growths, statements};
  }
  [[nodiscard]] bool is_free(std::size_t i) const noexcept { return i == 0 || (is_tied_ && i == 1); }  ///< of the levels before it

  /// The laws of level i laid out: one for all fillings as long as they are the same; none if nothing depends on them.
  [[nodiscard]] std::vector<GrowthPredictive> laws_at(const GrowthGrid& grid, std::size_t i, std::span<const GrowthStatement> statements) const {
    std::vector<GrowthPredictive> out;
    if (is_free(i) || !(differ_ || levels_[i].is_open())) return out;
    for (std::size_t s = 0; s < (differ_ ? before_.size() : 1); ++s) {
      out.push_back(law_of(grid, before_[s].x, statements));
      for (int h = levels_[i - 1].at; h < levels_[i].at; ++h) out.back().advance();
    }
    return out;
  }

  void fill(FilledLevels& one, const GrowthGrid& grid, std::size_t i, const KnownLevel& level, std::span<const GrowthPredictive> laws, std::size_t s) const {
    const double u = filling_place(s, before_.size(), open_from(i + 1));
    if (i == 0) return one.x.push_back(level.is_open() ? draw_first(grid, level, u) : level.told);
    const double from = one.x.back();
    if (is_free(i)) return one.x.push_back(from + (level.told - levels_[i - 1].told));
    if (level.is_open()) {
      const CutDraw drawn = draw_between(laws[differ_ ? s : 0], level.lo - from, level.hi - from, u);
      one.x.push_back(from + drawn.change);
      one.weight *= drawn.probability;
    } else {
      one.x.push_back(level.told);
      if (differ_) one.weight *= laws[s].at(level.told - from).density;
    }
  }

  std::vector<KnownLevel> levels_;
  bool is_tied_;
  std::vector<FilledLevels> before_;   ///< without the last level
  bool differ_ = false;                ///< in some level before the one at hand
  std::vector<GrowthPredictive> laws_;  ///< of the last level
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
