// SPDX-License-Identifier: Apache-2.0
// What full_year_estimate rests on: years with plan and result, the prior, and the model fitted to a panel of such years.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/series.hpp>
#include <industria/targets/year_law.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// January to December.
using MonthsOfYear = std::array<double, 12>;
/// Twelve months without a figure.
inline constexpr MonthsOfYear no_months{missing, missing, missing, missing, missing, missing,
                                        missing, missing, missing, missing, missing, missing};

/// One year of one series, as it became known. cumulative[11] is the year's result.
struct PlanYear {
  std::string id{};                    ///< the series: a province, a ministry, a product
  int year = 0;
  MonthsOfYear cumulative = no_months; ///< January up to that month, as published with it; missing where not published
  MonthsOfYear plan = no_months;       ///< the year's plan as it stood in that month; missing: as in the month before
  double first_plan = missing;         ///< missing: the first of `plan`
};

/// The plan known up to `month` (1-12): the last one at or before it, else the first; missing if there is none.
[[nodiscard]] INDUSTRIA_API double plan_known(const PlanYear& year, int month = 12);
/// The plan first given: first_plan, else the first of `plan`.
[[nodiscard]] INDUSTRIA_API double plan_first_given(const PlanYear& year);
/// The calendar years of a monthly series of flows, one PlanYear each; cumulative sums end at the first missing month. `plans`, empty
/// or one per calendar year, are taken as known from January. Throws ValueError if the series is not monthly, ShapeError for
/// another number of plans.
[[nodiscard]] INDUSTRIA_API std::vector<PlanYear> plan_years(const SeriesView& monthly, std::span<const double> plans = {});

/// A monthly table: the month's first estimate and, in the same table, the month before revised ("chính thức tháng trước / ước tháng
/// báo cáo").
struct MonthReport {
  double estimate = missing;
  double previous_revised = missing;
};
/// Cumulative sums as each report knew them, January first: revised months before, the estimate last. A month never revised keeps
/// its estimate. Missing from the first missing estimate on.
[[nodiscard]] INDUSTRIA_API MonthsOfYear cumulative_as_reported(std::span<const MonthReport> reports);

/// What is assumed before any history is seen: parameters only. After month k, with z = ln(cumulative / plan),
///   ln(result / cumulative) = growth + slope (z - centre) + tet (day of Tet - 35) / 10 + effort + pace + revision + year + series + drift + noise,
/// effort: of ln(result / plan) of the series' year before; pace: of ln(cumulative / cumulative of the month before), at most 1 about its
/// centre; revision: of ln(plan as it stands / plan first given), at most 0.7; each 0 where it is not known. year: common to all series, memory exp(-gap / year_memory); series: constant; drift: of the series, memory exp(-gap / drift_memory);
/// their standard deviations are multiples of the noise's, which is Student. "day of Tet" counts from 1 January.
/// The same for attainment, ln((result / last plan) / (cumulative / plan then)), where revisions of the plan come in.
struct PlanYearPrior {
  /// A coefficient about the panel's mean of what it multiplies.
  struct Term {
    double slope = 0.0;
    double sd = 0.0;           ///< 0: as stated
    double centre = missing;   ///< missing: the panel's mean
  };
  struct Month {
    double growth = missing;   ///< missing: nothing is known, the panel's median is taken
    double growth_sd = 10.0;   ///< of panels like this one about it
    double centre = missing;   ///< missing: the panel's mean
    double slope = 0.0;
    double slope_sd = 10.0;    ///< 0: the plan does not matter
    double noise = 0.1;        ///< scale of the Student law
    double tet = 0.0;
    double tet_sd = 0.0;       ///< 0: as stated
    Term effort{};
    Term pace{};
    Term revision{};           ///< its centre is 0: no revision
  };
  std::string name{};
  std::string source{};
  std::array<Month, 11> result{};
  std::array<Month, 11> attainment{};
  double year = 0.6;           ///< standard deviations, in noises: three effects alike, together as large as the noise
  double series = 0.6;
  double drift = 0.6;
  double year_memory = 6.0;    ///< years
  double drift_memory = 6.0;
  double dof = 5.0;
  double noise_weight = 0.0;   ///< how many observations the prior's noise counts for
};

enum class PlanYearKind {
  output,      ///< output of industrial products: even over the year, series differ, years hardly do
  investment   ///< spending of public money: late in the year, revised plans, years differ
};
/// The shipped priors. output: main industrial products of Viet Nam 2000-2024; investment: state-budget investment of Viet Nam's
/// ministries and provinces 2000-2022; both from the monthly tables of the General Statistics Office.
[[nodiscard]] INDUSTRIA_API PlanYearPrior plan_year_prior(PlanYearKind kind = PlanYearKind::output);
/// Says nothing about shares or noise: all comes from the panel, which must then have years. The memory and the proportions of the
/// effects are those of `investment`. For checks on the very data a shipped prior was learned on.
[[nodiscard]] INDUSTRIA_API PlanYearPrior uninformed_plan_year_prior();

/// A prior updated with a panel: a frozen value, to be kept and passed to full_year_estimate for each series.
struct PlanYearModel {
  static constexpr std::size_t terms = 7;  ///< common ones: growth, slope, effort, pace, revision, tet, effect of last_year
  /// The effects of one series in the last year, (series, drift): mean, 2 x 2 covariance, covariance with the common terms.
  struct Own {
    std::array<double, 2> mean{};
    std::array<double, 4> covariance{};
    std::array<double, 2 * terms> with_common{};
    int rows = 0;
  };
  /// What is known after one month.
  struct Law {
    std::array<double, terms> mean{};
    std::array<double, terms * terms> covariance{};
    std::array<double, 4> centre{};           ///< of z, effort, pace, revision
    std::array<double, 4> centre_variance{};  ///< about it
    double noise = 0.1;
    std::size_t rows = 0;
    std::vector<Own> own{};        ///< one per id
  };
  PlanYearPrior prior{};
  int last_year = 0;               ///< latest year of the panel
  std::size_t years = 0;           ///< rows used
  std::vector<std::string> ids{};  ///< ascending
  std::vector<PlanYear> latest{};  ///< the latest complete year of each id
  std::array<Law, 11> result{};
  std::array<Law, 11> attainment{};
  std::vector<Issue> issues{};     ///< plan_year.no_result: years whose result is no positive number, which teach nothing
};
/// Fits the model to complete years of any number of series, in any order; years without a positive result are left out, and so is a
/// month that is not positive. No years at all give the prior. Linear in the number of years.
/// Throws ValueError naming both rows for two of one (id, year), and for a prior whose spreads are not positive or memories not finite.
[[nodiscard]] INDUSTRIA_API PlanYearModel fit_plan_year(std::span<const PlanYear> history,
                                                        const PlanYearPrior& prior = plan_year_prior());

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_plan_year_model.ipp>
#endif
