// SPDX-License-Identifier: Apache-2.0
// Body of targets/plan_year.hpp.
#pragma once

#include <industria/targets/plan_year.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Throws for options without meaning.
inline void require_plan_year_options(const PlanYearOptions& options) {
  const auto refuse = [](const std::string& what) { throw ValueError("full_year_estimate: " + what); };
  if (options.month < 0 || options.month > 12) refuse("month is " + std::to_string(options.month) + ", expected 0 to 12");
  for (double level : options.levels)
    if (!(level >= 1.0 && level < 100.0)) refuse("level is " + to_shortest(level) + ", expected per cent from 1 to below 100");
  for (double t : options.thresholds)
    if (!(t > 0.0) || is_missing(t)) refuse("threshold is " + to_shortest(t) + ", expected per cent above 0");
  if (!(options.last_month_error >= 0.0) || is_missing(options.last_month_error))
    refuse("last_month_error is " + to_shortest(options.last_month_error) + ", expected at least 0");
}

}  // namespace detail

INDUSTRIA_INLINE FullYearEstimate full_year_estimate(const PlanYear& current, const PlanYearModel& model,
                                                     const PlanYearOptions& options) {
  detail::require_plan_year_options(options);
  FullYearEstimate e{.id = current.id, .year = current.year, .pool = model.prior.name};
  const int last = options.month > 0 ? options.month : 12;
  for (int m = 1; m <= last; ++m)
    if (!is_missing(current.cumulative[static_cast<std::size_t>(m - 1)])) e.month = m;
  e.first_plan = is_missing(current.first_plan) ? plan_known(current, 1) : current.first_plan;
  e.reason = Reason::no_observation;
  if (e.month == 0) return e;
  e.plan = plan_known(current, e.month);
  const auto k = static_cast<std::size_t>(e.month - 1);
  e.cumulative = current.cumulative[k];
  if (is_missing(e.first_plan)) e.first_plan = e.plan;
  for (double* plan : {&e.plan, &e.first_plan})
    if (!(*plan > 0.0)) *plan = missing;
  e.reason = e.cumulative < 0.0 ? Reason::negative_base : Reason::zero_base;
  if (!(e.cumulative > 0.0)) return e;
  e.reason = Reason::none;

  // The log share: the prior's mean, shrunk towards the own years'.
  const PlanYearPrior::Month& month = model.prior.months[k];
  double own = 0.0;
  const PlanYear* before = nullptr;
  for (const PlanYear& y : model.history) {
    if (y.year >= current.year) continue;
    ++e.pooled_years;
    if (y.id != current.id || !(y.cumulative[k] > 0.0)) continue;
    own += std::log(y.cumulative[k] / y.cumulative[11]);
    ++e.past_years;
    if (y.year == current.year - 1) before = &y;
  }
  const double n = e.past_years;
  const double precision = 1.0 / (month.spread * month.spread) + n / (month.noise * month.noise);
  e.pool_share = 1.0 / (month.spread * month.spread) / precision;
  const double log_share = e.pool_share * std::log(month.share) + (n > 0 ? (1.0 - e.pool_share) * own / n : 0.0);
  const double scale = std::hypot(std::sqrt(1.0 / precision), month.noise);
  const double done = std::log(e.cumulative);
  e.result_law.parts = {{1.0, done - log_share, scale, 5.0}};
  if (e.plan > 0.0) e.attainment_law.parts = {{1.0, done - log_share - std::log(e.plan), scale, 5.0}};

  e.result = e.result_law.median();
  e.attainment = e.attainment_law.median();
  for (double level : options.levels) {
    e.result_intervals.push_back(e.result_law.interval(level));
    e.attainment_intervals.push_back(e.attainment_law.interval(level));
  }
  const auto chance = [](double p) { return is_missing(p) ? Value(Reason::no_target_value) : Value(p); };
  for (double t : options.thresholds)
    e.probabilities.push_back({t, chance(e.attainment_law.probability_at_least(t / 100.0)),
                               chance(e.result_law.probability_at_least(t / 100.0 * e.first_plan))});
  e.expected_share = e.cumulative / e.result;
  e.fulfilment = e.remaining = e.required_per_month = e.required_growth = Reason::no_target_value;
  if (e.plan > 0.0) {
    e.fulfilment = e.cumulative / e.plan;
    e.remaining = e.plan - e.cumulative;
    e.required_per_month = e.month < 12 ? Value(e.remaining.value / (12 - e.month)) : Value(Reason::no_time_left);
    if (before == nullptr) {
      e.required_growth = Reason::no_observation;
    } else {
      const double rest = before->cumulative[11] - before->cumulative[k];
      e.required_growth = e.month == 12 ? Value(Reason::no_time_left)
                          : rest > 0.0  ? Value(e.remaining.value / rest - 1.0)
                                        : Value(rest < 0.0 ? Reason::negative_base : Reason::zero_base);
    }
  }
  e.quality = e.past_years >= 8   ? Quality::good
              : e.past_years >= 3 ? Quality::fair
              : e.past_years >= 1 ? Quality::poor
                                  : Quality::assumed;
  return e;
}

INDUSTRIA_INLINE std::vector<FullYearEstimate> full_year_estimates(std::span<const PlanYear> current, const PlanYearModel& model,
                                                                   const PlanYearOptions& options) {
  std::vector<FullYearEstimate> all;
  all.reserve(current.size());
  for (const PlanYear& year : current) all.push_back(full_year_estimate(year, model, options));
  return all;
}

INDUSTRIA_INLINE FullYearEstimate full_year_estimate(const SeriesView& monthly, double plan, const PlanYearPrior& prior,
                                                     const PlanYearOptions& options) {
  std::vector<PlanYear> years = plan_years(monthly);
  if (years.empty()) return full_year_estimate(PlanYear{.id = std::string(monthly.id)}, PlanYearModel{prior, {}}, options);
  PlanYear current = years.back();
  years.pop_back();
  current.first_plan = plan;
  return full_year_estimate(current, fit_plan_year(years, prior), options);
}

INDUSTRIA_INLINE Value full_year_by_share(std::span<const double> months, std::span<const MonthsOfYear> history, ShareRule rule) {
  if (months.empty() || months.size() > 12)
    throw ValueError("full_year_by_share: months has " + std::to_string(months.size()) + " values, expected 1 to 12");
  double so_far = 0.0;
  for (double m : months) so_far += m;
  if (is_missing(so_far)) return Reason::missing;
  std::vector<double> shares;
  for (const MonthsOfYear& year : history) {
    double part = 0.0;
    double whole = 0.0;
    for (std::size_t m = 0; m < 12; ++m) {
      whole += year[m];
      if (m < months.size()) part += year[m];
    }
    if (!is_missing(whole) && whole > 0.0) shares.push_back(part / whole);
  }
  if (shares.empty()) return Reason::no_observation;
  double share = shares.back();
  if (rule == ShareRule::mean) {
    share = 0.0;
    for (double s : shares) share += s / static_cast<double>(shares.size());
  } else if (rule == ShareRule::median) {
    std::sort(shares.begin(), shares.end());
    const std::size_t n = shares.size();
    share = n % 2 == 1 ? shares[n / 2] : 0.5 * (shares[n / 2 - 1] + shares[n / 2]);
  }
  if (share == 0.0) return Reason::zero_base;
  if (share < 0.0) return Reason::negative_base;
  return so_far / share;
}

}  // namespace industria::inline INDUSTRIA_ABI
