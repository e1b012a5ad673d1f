// SPDX-License-Identifier: Apache-2.0
// What automatic ETS searches: candidates, bounds, starts, and the criterion they are compared by.
//
// The public header comes before the guard: header-only, its body needs what stands below.
#include <industria/projection/auto_ets.hpp>

#ifndef INDUSTRIA_DETAIL_PROJECTION_ETS_SEARCH_HPP
#define INDUSTRIA_DETAIL_PROJECTION_ETS_SEARCH_HPP

#include <industria/detail/lanes/kernels.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

inline constexpr int ets_max_period = 24;
inline constexpr std::size_t ets_season_slot = 6;  ///< alpha, beta, gamma, phi, level, slope, season[period]

/// What candidates are compared by: AICc, of whose small-sample term a part may be taken, plus a handicap of undamped trends.
struct EtsCriterion {
  double correction = 1.0;
  double undamped = 0.0;
  double long_from = 1e300;  ///< beyond so many values a series without season is no yearly one: held back as monthly ones are

  double operator()(double objective, const EtsModel& model, double k, double n) const {
    if (n > long_from) return EtsCriterion{1.0, 4.0}(objective, model, k, n);
    const bool line = model.trend != EtsComponent::none && !model.damped;
    return objective + 2.0 * k + correction * 2.0 * k * (k + 1.0) / (n - k - 1.0) +
           (line ? undamped : 0.0);
  }
};

/// Whether a model has a multiplicative part.
inline bool needs_positive(const EtsModel& m) {
  return m.error == EtsComponent::multiplicative || m.season == EtsComponent::multiplicative;
}

/// A search made ready: candidates with the bounds, starts and criterion they are fitted under.
struct EtsSearch {
  std::vector<EtsModel> models{};
  int period = 1;
  industria::lanes::EtsFitOptions fit{};
  double plain_beta = 0.0;  ///< upper bound of beta in models without season
  int plain_starts = 4;     ///< starts of models without season
  int seasonal_starts = 3;  ///< and with one
  int descents = 1;         ///< the best of so many shares of the starts are each followed to their optimum
  EtsCriterion criterion{};
  bool centred = false;     ///< candidates are all additive: series are fitted about their mean, whatever its size
};

/// The settings of EtsBounds::standard, found by bench/ets_bounds.py. A month tells less of a trend than a quarter or a year:
/// from twelve periods on, undamped trends are held back and the small-sample term counts; below, they are favoured.
inline void standard_ets_search(int period, EtsSearch& search) {
  search.fit.lower[0] = 0.2;         // alpha
  search.fit.upper[1] = 0.2;         // beta, with a prior that costs n 30 beta^2
  search.plain_beta = search.fit.upper[1];
  search.fit.beta_penalty = 30.0;
  search.fit.upper[2] = 0.5;         // gamma
  search.criterion = period >= 12 ? EtsCriterion{1.0, 4.0} : EtsCriterion{0.0, -4.0};
  if (period == 1) search.criterion.long_from = 60.0;
}

inline EtsSearch ets_search(const EtsOptions& options) {
  EtsSearch search;
  search.period = options.period;
  search.models = !options.models.empty()                  ? options.models
                  : options.bounds == EtsBounds::standard ? standard_ets_models(options.period)
                                                           : admissible_ets_models(options.period);
  if (options.period == 1 || options.period > ets_max_period) {
    std::erase_if(search.models,
                  [](const EtsModel& m) { return m.season != EtsComponent::none; });
    search.period = 1;
  }
  search.centred = std::none_of(search.models.begin(), search.models.end(), &needs_positive);
  search.fit = {{1e-4, 1e-4, 1e-4, 0.8}, {0.9999, 0.9999, 0.9999, 0.98}, false, 0, 3, 30, 1e-4, 0.0};
  search.plain_beta = search.fit.upper[1];
  switch (options.bounds) {
    case EtsBounds::standard: standard_ets_search(options.period, search); return search;
    case EtsBounds::reference_r: search.fit.ratios = true; break;
    case EtsBounds::reference_statsforecast:
      search.plain_beta = 0.2 + 1e-4;
      search.fit.upper[1] = 0.2 / search.period + 1e-4;
      break;
  }
  // Comparisons of optima search harder: every start is followed to its end.
  search.plain_starts = search.seasonal_starts = search.descents = industria::lanes::ets_starts;
  search.fit.max_iterations = 100;
  search.fit.tolerance = 1e-6;
  return search;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
