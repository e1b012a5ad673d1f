// SPDX-License-Identifier: Apache-2.0
// Are the probabilities of attainment right? Every past target is asked again with only what was known then, and the answers are
// scored: an office can check the library on its own history.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/target.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/score.hpp>
#include <industria/targets/plan_year_model.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// One question asked again: one method, one target, one cutoff.
struct AttainmentCase {
  std::string method{};
  std::string id{};
  int year = 0;                    ///< the target's: years are the clusters
  int stage = 0;                   ///< last month known, or years ahead
  double threshold = 100.0;        ///< per cent of the plan or target
  double probability = missing;
  bool attained = false;
  double actual = missing;         ///< per cent of the plan or target
  double crps = missing;           ///< of the law of `actual`, in points of it
  std::vector<double> lower{};     ///< one interval per level, in per cent of the target
  std::vector<double> upper{};
};

/// A mean over cases with its standard error, cases of one year counting as dependent:
/// root of G / (G - 1) times the sum over years of (sum of deviations in the year)^2, over the number of cases. Missing for G = 1.
struct ClusteredMean {
  double value = missing;
  double standard_error = missing;
  std::size_t cases = 0;
  std::size_t clusters = 0;
};
/// Values without a number are left out. Throws ShapeError for unequal lengths.
[[nodiscard]] INDUSTRIA_API ClusteredMean clustered_mean(std::span<const double> values, std::span<const int> clusters);

/// Cases whose probability lies in [from, to): what was said and what came.
struct ReliabilityBin {
  double from = 0.0;
  double to = 1.0;                 ///< the last one includes 1
  std::size_t cases = 0;
  double said = missing;           ///< mean probability
  ClusteredMean came{};            ///< share attained
};

/// What the probabilities of one method were worth at one stage and threshold.
struct AttainmentScores {
  std::string method{};
  int stage = 0;
  double threshold = 100.0;
  double base_rate = missing;      ///< share attained
  ClusteredMean brier{};
  ClusteredMean log_score{};       ///< mean -ln of the probability of what came, clipped to [clip, 1 - clip]
  ClusteredMean crps{};
  std::vector<ClusteredMean> coverage{};  ///< one per level
  double ece = missing;            ///< mean over cases of |said - came| of their bin
  std::vector<ReliabilityBin> bins{};
  /// Brier and CRPS of this method minus the first method's on the same cases; value 0 for the first itself.
  ClusteredMean brier_difference{};
  ClusteredMean crps_difference{};
};

struct AttainmentEvaluation {
  std::vector<double> levels{};
  std::vector<AttainmentScores> scores{};  ///< by stage, threshold, method in the order of appearance
  std::vector<AttainmentCase> cases{};
  std::vector<Issue> issues{};             ///< evaluation.too_few, .unknown_series, .no_result, .no_history
};

struct ScoreAttainmentOptions {
  std::vector<double> levels{80, 95};  ///< those of the cases' intervals
  int bins = 10;                       ///< equal ones
  double clip = 0.01;
};
/// Scores any cases, also those of other programs. Throws ValueError for bins < 1, clip outside [0, 0.5), a level outside [1, 100), a probability outside
/// [0, 1]; ShapeError if a case has intervals but not one per level. Cases without a probability are left out of Brier and log score.
[[nodiscard]] INDUSTRIA_API AttainmentEvaluation score_attainment(std::vector<AttainmentCase> cases,
                                                                  const ScoreAttainmentOptions& options = {});

struct EvaluatePlanYearsOptions {
  std::vector<int> months{3, 6, 9, 11};
  std::vector<double> thresholds{100};  ///< per cent
  bool first_plan = false;              ///< against the plan first given, else the last one
  std::size_t at_least = 25;            ///< past years (of all series) with that month before the first question
  bool simple_methods = true;           ///< besides "plan_year": "share_line", "last_year_share", "elapsed"
  /// Every prior learned on the data itself looks ahead; this one does not.
  PlanYearPrior prior = uninformed_plan_year_prior();
  ScoreAttainmentOptions score{};
};
/// Rolling origin by year: for each year only years before it are known, and of the year itself the months up to the cutoff.
/// The simple methods, each with normal errors of past residuals' size: share_line: December's attainment by least squares on the
/// share; last_year_share: share / the series' own share of last year's result (others': the median of the panel); elapsed: share * 12 / month.
/// Attained: result >= threshold % of the plan, up to rounding (1e-9). Throws ValueError for months outside 1-11, thresholds <= 0, and
/// what score_attainment refuses. Years whose plan or result is no positive number are not asked about.
[[nodiscard]] INDUSTRIA_API AttainmentEvaluation evaluate_attainment(std::span<const PlanYear> history,
                                                                     const EvaluatePlanYearsOptions& options = {});

/// A target of a yearly series: its value in the target's year, in the series' unit.
struct YearlyTarget {
  std::string id{};  ///< of the series
  int year = 0;
  double value = missing;
  Direction direction = Direction::at_least;
};
/// Forecasts `horizon` years after the last known one.
using YearlyForecaster = std::function<Forecast(const SeriesView& known, int horizon)>;

/// The same for yearly targets and any forecast: for each cutoff year before the target's, the forecaster sees the series up to it.
/// Method::pooled_growth with the shipped prior (its name: "pooled_growth") where no forecaster is given. Targets of an unknown series, without a positive
/// value, without a result or without a figure before any cutoff, and ranges, are left out with an Issue. Throws ValueError if a series is not yearly.
[[nodiscard]] INDUSTRIA_API AttainmentEvaluation evaluate_attainment(const PanelView& panel, std::span<const YearlyTarget> targets,
                                                                     std::span<const int> cutoffs,
                                                                     const YearlyForecaster& forecaster = {},
                                                                     std::string_view method = "forecast",
                                                                     const ScoreAttainmentOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_evaluate_attainment.ipp>
#include <industria/detail/targets_score_attainment.ipp>
#endif
