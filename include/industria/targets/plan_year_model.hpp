// SPDX-License-Identifier: Apache-2.0
// What full_year_estimate rests on: years with plan and result, the law of a year's result, the prior and the fitted model.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/bounds.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/series.hpp>

#include <array>
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
/// The calendar years of a monthly series of flows, one PlanYear each; cumulative sums end at the first missing month.
/// `plans`, empty or one per calendar year, are taken as known from January. Throws ValueError if the series is not monthly, ShapeError for another number of plans.
[[nodiscard]] INDUSTRIA_API std::vector<PlanYear> plan_years(const SeriesView& monthly, std::span<const double> plans = {});

/// A monthly table: the month's first estimate and, in the same table, the month before revised ("chính thức tháng trước / ước tháng báo cáo").
struct MonthReport {
  double estimate = missing;
  double previous_revised = missing;
};
/// Cumulative sums as each report knew them: revised months before, the estimate last. A month never revised keeps its estimate.
/// Missing from the first missing estimate on.
[[nodiscard]] INDUSTRIA_API MonthsOfYear cumulative_as_reported(std::span<const MonthReport> reports);

/// The law of a positive quantity: a mixture of Student laws of its logarithm.
struct INDUSTRIA_API YearLaw {
  struct Part {
    double weight = 1.0;
    double location = 0.0;  ///< of ln y
    double scale = 1.0;
    double dof = 5.0;       ///< infinity: normal
  };
  std::vector<Part> parts{};
  [[nodiscard]] bool empty() const noexcept { return parts.empty(); }
  /// P(y >= x); 1 for x <= 0. Missing without parts or for a missing x.
  [[nodiscard]] double probability_at_least(double x) const;
  /// The value below which y lies with probability p in (0, 1); ValueError otherwise. Missing without parts.
  [[nodiscard]] double quantile(double p) const;
  [[nodiscard]] double median() const { return quantile(0.5); }
  /// Central interval of `level` per cent in [1, 100).
  [[nodiscard]] Bounds interval(double level) const;
};

/// What is assumed before any history is seen: parameters only, one row per month. `plan_year_prior()` is shipped, learned on
/// public data; another one is built by hand or by fit_plan_year from a panel of one's own.
struct PlanYearPrior {
  struct Month {
    double share = missing;  ///< median of cumulative / result
    double spread = 0.5;     ///< standard deviation of its logarithm between series
    double noise = 0.1;      ///< and within a series, from year to year
  };
  std::string name{};
  std::string source{};
  std::array<Month, 12> months{};
};
/// Learned on the state-budget investment of Viet Nam's ministries and provinces 2000-2022 (General Statistics Office).
[[nodiscard]] INDUSTRIA_API PlanYearPrior plan_year_prior();

/// A prior updated with a panel: a frozen value, to be kept and passed to full_year_estimate for each series.
struct PlanYearModel {
  PlanYearPrior prior{};
  std::vector<PlanYear> history{};
};
/// Fits the model to complete years of any number of series, in any order; years without a result are left out. No years at all
/// give the prior. Throws ValueError naming both rows for two of one (id, year).
[[nodiscard]] INDUSTRIA_API PlanYearModel fit_plan_year(std::span<const PlanYear> history,
                                                        const PlanYearPrior& prior = plan_year_prior());

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_plan_year_model.ipp>
#endif
