// SPDX-License-Identifier: Apache-2.0
// Body of projection/growth_prior.hpp: the shipped prior, stated ones, and the fit by marginal likelihood.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/projection_growth_grid.hpp>
#include <industria/projection/growth_prior.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Growths of one series between neighbouring positive values, with their places on the common calendar.
struct GrowthHistory {
  std::vector<GrowthStep> growths;
  std::vector<int> year;
  friend bool operator<(const GrowthHistory& a, const GrowthHistory& b) {
    return std::lexicographical_compare(a.growths.begin(), a.growths.end(), b.growths.begin(), b.growths.end(),
                                        [](const GrowthStep& x, const GrowthStep& y) { return x.change < y.change; });
  }
};

/// The last `last` values of a series as growths; a step over a gap is one growth of so many years.
[[nodiscard]] inline GrowthHistory growth_history(const SeriesView& series, int last) {
  GrowthHistory out;
  int values = 0;
  std::ptrdiff_t later = -1;
  for (auto i = static_cast<std::ptrdiff_t>(series.values.size()) - 1; i >= 0 && values < last; --i) {
    const double y = series.values[static_cast<std::size_t>(i)];
    if (is_missing(y)) continue;
    if (!(y > 0.0) || std::isinf(y)) return {};
    if (later >= 0) {
      const double change = std::log(series.values[static_cast<std::size_t>(later)] / y);
      out.growths.push_back({std::isfinite(change) ? change : std::log(series.values[static_cast<std::size_t>(later)]) - std::log(y),
                             static_cast<int>(later - i)});
      out.year.push_back(series.first.year + static_cast<int>(later));
    }
    later = i;
    ++values;
  }
  std::reverse(out.growths.begin(), out.growths.end());
  std::reverse(out.year.begin(), out.year.end());
  return out;
}

/// Marginal likelihood of a law with weak priors on its parameters: they decide where a handful of series cannot.
[[nodiscard]] inline double law_score(const GrowthLaw& law, double dof, const std::vector<GrowthHistory>& panel, std::vector<double>& weights) {
  const auto normal = [](double x, double mean, double sd) { return -0.5 * (x - mean) * (x - mean) / (sd * sd); };
  const double p = law.persistence / grid_persistences.back();
  double sum = normal(law.mean, 0.05, 0.1) + normal(std::log(law.spread), std::log(0.03), 0.7) +
               normal(std::log(law.volatility), std::log(0.05), 1.5) + normal(std::log(law.volatility_spread), std::log(0.6), 0.4) +
               normal(std::log(p / (1.0 - p)), -0.7, 0.8);
  GrowthLaw plain = law;  // reversion is not learned from one panel and changes what is learned of the rest too little to pay for
  plain.reversion = 0.0;
  const LawGrid grid = law_grid(plain, dof, 1.0);
  for (const GrowthHistory& one : panel) sum += posterior_weights(grid, dof, one.growths, {}, weights);
  return sum;
}

/// Coordinate search with shrinking steps from where the background's laws are.
[[nodiscard]] inline GrowthLaw fit_law(GrowthLaw law, double dof, const std::vector<GrowthHistory>& panel) {
  std::vector<double> weights(grid_size);
  const auto moved = [](GrowthLaw l, int parameter, double by) {
    switch (parameter) {
      case 0: l.mean += by; break;
      case 1: l.spread *= std::exp(by); break;
      case 2: l.volatility *= std::exp(by); break;
      case 3: l.volatility_spread *= std::exp(by); break;
      default: {
        const double p = l.persistence / grid_persistences.back();
        const double odds = p / (1.0 - p) * std::exp(by);
        l.persistence = grid_persistences.back() * odds / (1.0 + odds);
      }
    }
    return l;
  };
  std::array<double, 5> step{0.02, 0.4, 0.3, 0.2, 0.5};
  double best = law_score(law, dof, panel, weights);
  for (int round = 0; round < 40 && step[1] > 0.02; ++round) {
    bool better = false;
    for (int parameter = 0; parameter < 5; ++parameter) {
      for (const double sign : {1.0, -1.0}) {
        const GrowthLaw trial = moved(law, parameter, sign * step[static_cast<std::size_t>(parameter)]);
        const double score = law_score(trial, dof, panel, weights);
        if (!(score > best + 1e-6)) continue;
        best = score;
        law = trial;
        better = true;
        break;
      }
    }
    if (!better) {
      for (double& s : step) s *= 0.5;
    }
  }
  return law;
}

/// Standard deviation of the years' median growths, towards 1.5 points as if three years had been seen with that; and the years.
struct CommonShock {
  double sd = 0.0;
  int years = 0;
};
[[nodiscard]] inline CommonShock common_shock(const std::vector<GrowthHistory>& panel) {
  std::vector<std::pair<int, double>> all;
  for (const GrowthHistory& one : panel) {
    for (std::size_t i = 0; i < one.growths.size(); ++i) {
      if (one.growths[i].steps == 1) all.emplace_back(one.year[i], one.growths[i].change);
    }
  }
  std::sort(all.begin(), all.end());
  std::vector<double> medians;
  for (std::size_t from = 0; from < all.size();) {
    std::size_t to = from;
    while (to < all.size() && all[to].first == all[from].first) ++to;
    if (to - from >= 3) medians.push_back(all[from + (to - from) / 2].second);
    from = to;
  }
  double mean = 0.0;
  for (const double m : medians) mean += m / static_cast<double>(medians.size());
  double squares = 0.0;
  for (const double m : medians) squares += (m - mean) * (m - mean);
  constexpr double usual = 0.015;
  constexpr double years = 3.0;
  const auto own = static_cast<double>(std::max<std::size_t>(medians.size(), 1) - 1);
  return {std::sqrt((years * usual * usual + squares) / (years + own)), static_cast<int>(medians.size())};
}

}  // namespace detail

INDUSTRIA_INLINE double GrowthPrior::mean() const noexcept {
  double out = 0.0;
  for (const GrowthLaw& law : laws) out += law.weight * law.mean;
  return out;
}

INDUSTRIA_INLINE double GrowthPrior::scale_between() const noexcept {
  const double centre = mean();
  double out = 0.0;
  for (const GrowthLaw& law : laws)
    out += law.weight * (law.spread * law.spread + law.mean_sd * law.mean_sd + (law.mean - centre) * (law.mean - centre));
  return std::sqrt(out);
}

INDUSTRIA_INLINE double GrowthPrior::scale_within() const noexcept {
  double out = 0.0;
  for (const GrowthLaw& law : laws) out += law.weight * law.volatility * law.volatility;
  return std::sqrt(out);
}

INDUSTRIA_INLINE void GrowthPrior::validate() const {
  const auto require = [&](bool good, const std::string& what, double value, const char* expected) {
    if (!good) throw ValueError("GrowthPrior " + name + ": " + what + " is " + to_shortest(value) + ", expected " + expected);
  };
  const auto finite = [](double x) { return std::isfinite(x); };
  require(!laws.empty(), "number of laws", 0.0, "at least one");
  double total = 0.0;
  for (const GrowthLaw& law : laws) {
    require(law.weight > 0.0 && law.weight <= 1.0, "weight of " + law.name, law.weight, "above 0 and at most 1");
    require(finite(law.mean) && std::abs(law.mean) < 5.0, "mean of " + law.name, law.mean, "a log growth a year");
    require(law.mean_sd >= 0.0 && finite(law.mean_sd), "mean_sd of " + law.name, law.mean_sd, "zero or more");
    require(law.spread >= 0.0 && finite(law.spread), "spread of " + law.name, law.spread, "zero or more");
    require(law.volatility > 0.0 && finite(law.volatility), "volatility of " + law.name, law.volatility, "above zero");
    require(law.volatility_spread >= 0.0 && law.volatility_spread <= 3.0, "volatility_spread of " + law.name, law.volatility_spread, "0 to 3");
    require(law.persistence >= 0.0 && law.persistence <= detail::grid_persistences.back(), "persistence of " + law.name, law.persistence,
            "0 to 0.6");
    require(law.reversion >= 0.0 && law.reversion <= 1.0, "reversion of " + law.name, law.reversion, "0 to 1");
    total += law.weight;
  }
  require(std::abs(total - 1.0) < 1e-9, "sum of the weights", total, "1");
  require(dof >= 6.0 && dof <= 24.0 && std::fmod(dof, 2.0) == 0.0, "dof", dof, "an even number from 6 to 24");
  require(damping > 0.0 && damping <= 1.0, "damping", damping, "above 0 and at most 1");
  require(common_shock >= 0.0 && finite(common_shock), "common_shock", common_shock, "zero or more");
}

INDUSTRIA_INLINE const GrowthPrior& GrowthPrior::shipped() {
  // Estimated by bench/attainment_few.cpp; how it did on panels left out: bench/README.md.
  static const GrowthPrior prior{
      .name = "public_panels_2",
      .laws = {{.name = "public_panels", .weight = 0.75, .mean = 0.0337, .mean_sd = 0.03, .spread = 0.0278, .volatility = 0.0638,
                .volatility_spread = 0.953, .persistence = 0.093, .reversion = 0.3},
               {.name = "vn_industry", .weight = 0.25, .mean = 0.0612, .mean_sd = 0.03, .spread = 0.0308, .volatility = 0.0784,
                .volatility_spread = 0.941, .persistence = 0.133, .reversion = 0.3}},
      .source = "yearly series of M1, M3 and tourism competitions, Federal Reserve G.17, General Statistics Office of Viet Nam"};
  return prior;
}

INDUSTRIA_INLINE GrowthPrior GrowthPrior::stated(double mean_growth, double sd, std::string name) {
  if (!(mean_growth > -1.0) || is_missing(mean_growth) || !(sd > 0.0) || is_missing(sd)) {
    const auto shown = [](double x) { return is_missing(x) ? std::string("missing") : to_shortest(x); };
    throw ValueError("GrowthPrior::stated: mean_growth is " + shown(mean_growth) + " and sd is " + shown(sd) +
                     ", expected a ratio above -1 and a spread above 0");
  }
  GrowthPrior out{.name = std::move(name), .laws = {GrowthLaw{}}, .damping = 1.0, .source = "stated by the user"};
  // Next year's growth has the stated spread, half of its variance between series, half within.
  const double scale = sd / (1.0 + mean_growth) * std::sqrt(0.5 * (out.dof - 2.0) / out.dof);
  out.laws[0] = {.name = "stated", .mean = std::log1p(mean_growth), .spread = scale, .volatility = scale, .volatility_spread = 0.0, .persistence = 0.0,
                 .reversion = 0.0};
  return out;
}

INDUSTRIA_INLINE GrowthPrior fit_growth_prior(const PanelView& panel, const GrowthPriorOptions& options) {
  if (options.last < 2) throw ValueError("fit_growth_prior: last is " + std::to_string(options.last) + ", expected at least 2");
  if (!(options.own_weight > 0.0 && options.own_weight <= 1.0)) {
    throw ValueError("fit_growth_prior: own_weight is " + to_shortest(options.own_weight) + ", expected above 0 and at most 1");
  }
  panel.validate();
  const GrowthPrior& background = options.background != nullptr ? *options.background : GrowthPrior::shipped();
  background.validate();
  constexpr std::size_t fewest = 3;
  std::vector<detail::GrowthHistory> histories;
  int growths = 0;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const SeriesView series = panel.series(i);
    if (series.first.kind != PeriodKind::year) {
      throw ValueError("fit_growth_prior: series " + std::to_string(i) + " starts at " + to_text(series.first) + ", expected yearly series");
    }
    detail::GrowthHistory one = detail::growth_history(series, std::min(options.last, 12));
    if (one.growths.empty()) continue;
    growths += static_cast<int>(one.growths.size());
    histories.push_back(std::move(one));
  }
  GrowthPrior out = background;
  out.series = static_cast<int>(histories.size());
  out.growths = growths;
  if (histories.size() < fewest) {  // it keeps the name of the background, which is what it is
    out.source += "; of " + options.source + " " + std::to_string(out.series) + " series have growth, " + std::to_string(fewest) + " are needed";
    return out;
  }
  out.name = options.name;
  out.source = options.source;
  std::sort(histories.begin(), histories.end());  // sums do not depend on the order of the series
  constexpr std::size_t most = 600;               // of a larger panel every k-th, by growth
  if (histories.size() > most) {
    std::vector<detail::GrowthHistory> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(std::move(histories[i * histories.size() / most]));
    histories = std::move(some);
  }
  GrowthLaw start{.name = options.name, .mean = background.mean(), .spread = 0.03, .volatility = background.scale_within()};
  GrowthLaw own = detail::fit_law(start, background.dof, histories);
  const detail::CommonShock shock = detail::common_shock(histories);
  out.common_shock = shock.sd;
  own.mean_sd = shock.sd / std::sqrt(std::max(1.0, static_cast<double>(shock.years)));
  own.weight = options.own_weight;
  for (GrowthLaw& law : out.laws) law.weight *= 1.0 - options.own_weight;
  out.laws.insert(out.laws.begin(), own);
  if (options.own_weight == 1.0) out.laws.resize(1);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
