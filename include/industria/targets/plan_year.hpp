// SPDX-License-Identifier: Apache-2.0
// The year's plan, given the months so far: the full-year estimate ("ước thực hiện cả năm") as a whole law, the probability that
// the plan is fulfilled, and the pace the remaining months need.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/series.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/targets/plan_year_model.hpp>

#include <span>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

struct PlanYearOptions {
  std::vector<double> levels{80, 95};    ///< per cent, of the intervals
  std::vector<double> thresholds{100};   ///< per cent of the plan: P(result >= T % of plan) for each
  int month = 0;                         ///< pretend that only the months up to this one are known; 0: the last one given
  /// Relative standard error of the last month's figure ("ước tháng"), revised by the next report; 0: as in the history, whose
  /// figures are as first published too.
  double last_month_error = 0.0;
};

/// P(result >= threshold % of the plan), against the plan as it will stand in December and the plan first given.
struct PlanProbability {
  double threshold = 100.0;
  Value last_plan{};
  Value first_plan{};
};

/// Where the plan stands after the last month known.
enum class PlanState : std::uint8_t {
  none,     ///< no plan
  open,     ///< still to be done
  reached,  ///< done already, whatever comes: nothing more is required
  missed    ///< the year is over and the result below the plan
};
[[nodiscard]] INDUSTRIA_API std::string_view name(PlanState state) noexcept;

/// What is known of one series' year after some month. Amounts in the unit of the data, attainment as a ratio (1 = the plan).
struct FullYearEstimate {
  std::string id{};
  int year = 0;
  int month = 0;                   ///< last month known
  Reason reason = Reason::none;    ///< why there is no estimate
  double cumulative = missing;     ///< January up to that month
  double first_plan = missing;
  double plan = missing;           ///< as it stands in that month
  PlanState state = PlanState::none;
  Value fulfilment{};              ///< cumulative / plan
  double result = missing;         ///< median of the year's result
  std::vector<Bounds> result_intervals{};       ///< one per PlanYearOptions::levels
  double attainment = missing;     ///< median of result / last plan: the plan may still be revised
  std::vector<Bounds> attainment_intervals{};
  YearLaw result_law{};            ///< the whole law of the year's result
  YearLaw attainment_law{};        ///< and of result / last plan, as far as past revisions teach; no parts without a plan
  std::vector<PlanProbability> probabilities{}; ///< one per PlanYearOptions::thresholds
  Value expected_share{};          ///< cumulative / result (median): the share of the year these months usually have
  Value remaining{};               ///< plan - cumulative; negative when the plan is exceeded already
  Value required_per_month{};      ///< remaining / months left, 0 once the plan is reached; no_time_left in December
  /// Growth the remaining months need on the same months of last year: remaining / (result - cumulative of last year) - 1; -1, nothing, once
  /// the plan is reached.
  Value required_growth{};
  Quality quality = Quality::none; ///< assumed without any past year, poor with few, fair from 3 own or 100 pooled, good from 8 own ones on
  int past_years = 0;              ///< own past years used
  int pooled_years = 0;            ///< past years of all series used
  double pool_share = 1.0;         ///< part of the doubt about the series' own habit that its own years have not removed; 1: all from the pool
  std::string pool{};              ///< name of the prior
  std::vector<Issue> issues{};
};

/// One year in progress, by a fitted model (fit_plan_year) or the shipped prior (plan_year_model). With more done the law of the
/// result never moves down, with a higher plan P never rises; both plans and amounts may be in any unit.
/// Zero, negative or missing figures so far give no estimate but a reason. Told by issues, which name series and year: no figure
/// (plan_year.no_figure), one that is not positive (figure_not_positive) or no finite number (not_finite), a month left out before the last one (months_missing), a
/// cumulative figure that falls (cumulative_falls), a plan that is zero or negative and counts as none (plan_not_positive), plan and figures
/// apart as in other units (plan_unit), a series without a past year of its own beside others' (unknown_series), a model of later years (later_years).
/// Throws ValueError for month outside 0-12, a level outside [1, 100), a threshold <= 0, an error < 0.
[[nodiscard]] INDUSTRIA_API FullYearEstimate full_year_estimate(const PlanYear& current, const PlanYearModel& model,
                                                                const PlanYearOptions& options = {});
/// What its probabilities and intervals know nothing of, whatever the quality: catalogue keys "not_in_it.common_shock" and
/// "not_in_it.last_minute_push"; none once the year is over or where there is no estimate.
[[nodiscard]] INDUSTRIA_API std::vector<std::string_view> not_in_it(const FullYearEstimate& estimate);
/// The same of many, in their order.
[[nodiscard]] INDUSTRIA_API std::vector<FullYearEstimate> full_year_estimates(std::span<const PlanYear> current,
                                                                              const PlanYearModel& model,
                                                                              const PlanYearOptions& options = {});
/// One monthly series alone: its last year is in progress, its complete years before update the prior (none is enough). `plan` is
/// that year's, missing if there is none. Throws ValueError if the series is not monthly.
[[nodiscard]] INDUSTRIA_API FullYearEstimate full_year_estimate(const SeriesView& monthly, double plan = missing,
                                                                const PlanYearPrior& prior = plan_year_prior(),
                                                                const PlanYearOptions& options = {});

/// Which past share full_year_by_share divides by.
enum class ShareRule { last_year, mean, median };
/// The plain estimate of the monthly reviews: cumulative / share, share = sum of the first k months / year, of the rows of `history`
/// (12 months each, oldest first); rows with a missing month are left out. By the last year's share it equals last year's result
/// times the cumulative growth. Reasons: no_observation, missing, zero_base, negative_base. Throws ValueError for more than 12 months or none.
[[nodiscard]] INDUSTRIA_API Value full_year_by_share(std::span<const double> months, std::span<const MonthsOfYear> history,
                                                     ShareRule rule = ShareRule::median);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_plan_year.ipp>
#endif
