// SPDX-License-Identifier: Apache-2.0
// Temporal disaggregation by regression: short-period figures from long-period ones and related indicators.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/series/conversion.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// How the short-period errors go on.
enum class DisaggregationModel : std::uint8_t {
  chow_lin,   ///< u_t = rho u_(t-1) + e_t, stationary
  fernandez,  ///< a random walk from zero
  litterman   ///< a random walk from zero whose steps are u_t = rho u_(t-1) + e_t
};

/// Where rho comes from. Minimum RSS takes innovations of variance 1 (as Quilis 2018), or errors of variance 1
/// (minimum_rss_correlation, Chow-Lin only; Barbone, Bodo and Visco 1981).
enum class RhoRule : std::uint8_t { maximum_likelihood, minimum_rss, minimum_rss_correlation, fixed };

struct DisaggregationOptions {
  DisaggregationModel model = DisaggregationModel::chow_lin;
  RhoRule rho_rule = RhoRule::maximum_likelihood;
  double rho = 0.5;            ///< for RhoRule::fixed, inside (-1, 1)
  bool negative_rho = false;   ///< false: rho is sought in [0, 0.999], true: in [-0.999, 0.999]
  bool intercept = true;       ///< a constant per short period
  Conversion conversion = Conversion::sum;
  std::ptrdiff_t lead = 0;     ///< position of the first figure's first short period; forms that know periods do not read it
  std::size_t beyond = 0;      ///< without indicators: short periods to give past the last figure
};

struct Disaggregation {
  std::vector<double> values{};           ///< one per short period; all missing where `reason` is not none
  std::vector<double> coefficients{};     ///< intercept first, if there is one
  std::vector<double> standard_errors{};  ///< of the coefficients, with s^2 = rss / (N - k), rho taken as known
  double rho = missing;                   ///< 0 for Fernandez
  double log_likelihood = missing;        ///< of the long-period figures; missing for an exact fit
  double rss = missing;                   ///< r' S^-1 r, S the covariance of the long figures for innovations of variance 1
  double r_squared = missing;             ///< 1 - rss / the same about the weighted mean; missing if the figures are constant
  double aic = missing;                   ///< log(rss / N) + 2 k / N
  double bic = missing;                   ///< log(rss / N) + k log(N) / N
  bool truncated = false;                 ///< rho is 0 because the criterion would have it negative
  std::size_t unused_figures = 0;         ///< missing long figures, and those whose period the indicators do not cover whole
  Reason reason = Reason::none;
};

/// Generalised least squares of the N long figures y on the long sums of the indicators X, with the error model's covariance V:
/// x = X b + V C' S^-1 (y - C X b), S = C V C'. C x = y holds; the periods before and after the figures come from the same formula.
///  - `indicators` holds the columns one after the other, each of the same number of short periods; `regressors` counts them. With
///    0 of them there must be an intercept; short periods then run from position 0 to `beyond` after the last figure.
///  - Missing: short periods at either end where a column has none stay missing; an inner gap refuses the series (missing). A
///    missing long figure binds nothing.
///  - too_few_points: N <= k, or columns that N figures cannot tell apart.
///  - rho: the best of a grid, then Brent's search, to about 1e-8.
/// O(n) for each rho tried. Throws ValueError for ratio < 1, a fixed rho outside (-1, 1), neither intercept nor indicator,
/// minimum_rss_correlation with another model than Chow-Lin; ShapeError if the columns do not divide evenly.
/// Source: Chow and Lin (1971), Rev. Econ. Stat. 53; Fernandez (1981), ibid. 63; Litterman (1983), JBES 1; Sax and Steiner (2013), The R Journal 5(2).
[[nodiscard]] INDUSTRIA_API Disaggregation disaggregate(std::span<const double> figures, std::span<const double> indicators, std::size_t regressors,
                                                        int ratio, const DisaggregationOptions& options = {});
/// One indicator, ratio and lead from the periods. Throws ValueError if the figures' periods do not consist of the indicator's.
[[nodiscard]] INDUSTRIA_API Disaggregation disaggregate(const SeriesView& figures, const SeriesView& indicator,
                                                        const DisaggregationOptions& options = {});

/// Pair by pair over two panels, one indicator each. `out` is laid out like indicators.values; the answers' `values` stay empty.
/// Periods that do not fit give not_comparable, and the rest goes on. The result does not depend on n_threads (0: all).
/// Throws ShapeError if sizes differ, KeyError if both have ids and those of a pair differ, ValueError as above.
INDUSTRIA_API std::vector<Disaggregation> disaggregate(const PanelView& figures, const PanelView& indicators, std::span<double> out,
                                                       const DisaggregationOptions& options = {}, int n_threads = 1);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/series_disaggregation.ipp>
#endif
