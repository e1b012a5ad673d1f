// SPDX-License-Identifier: Apache-2.0
// Body of targets/plan_year.hpp.
#pragma once

#include <industria/targets/plan_year.hpp>

#include <industria/detail/not_in_probability.hpp>
#include <industria/detail/targets_plan_year_fit.hpp>
#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>

#include <algorithm>
#include <array>
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

/// Location and scale of ln(result / known) by one month's law.
[[nodiscard]] inline YearLaw::Part plan_year_part(const PlanYearModel& model, const PlanYearModel::Law& law,
                                                  const PlanYearPrior::Month& month, int year, const PlanYearModel::Own* own,
                                                  const PlanCovariates& covariates) {
  constexpr std::size_t terms = PlanYearModel::terms;
  const PlanYearPrior& prior = model.prior;
  const double gap = model.years == 0 ? 1e9 : std::abs(year - model.last_year);
  const double kept_year = std::exp(-gap / prior.year_memory);
  const double kept_drift = std::exp(-gap / prior.drift_memory);
  const double noise = law.noise * law.noise;
  const std::array<double, terms> g{1.0, 0.0, 0.0, 0.0, 0.0, month.tet_sd > 0.0 ? tet_position(year) : 0.0, kept_year};
  double location = law.mean[0] + tet_position(year) * law.mean[5] + kept_year * law.mean[6];
  for (std::size_t c = 0; c < 4; ++c) location += law.mean[c + 1] * centred_covariate(covariates, law.centre, c);
  double variance = noise + noise * prior.year * prior.year * (1.0 - kept_year * kept_year);
  variance += noise * prior.drift * prior.drift * (1.0 - kept_drift * kept_drift);
  // The slopes' own doubt counts as for a usual year of the panel: the spread must not depend on what is done, or P could fall with it.
  const std::array<double, 4> sd{month.slope_sd, month.effort.sd, month.pace.sd, month.revision.sd};
  for (std::size_t c = 0; c < 4; ++c)
    if (sd[c] > 0.0) variance += law.covariance[(c + 1) * (terms + 1)] * law.centre_variance[c];
  for (std::size_t a = 0; a < terms; ++a)
    for (std::size_t b = 0; b < terms; ++b) variance += g[a] * law.covariance[a * terms + b] * g[b];
  const std::array<double, 2> h{1.0, kept_drift};
  for (std::size_t e = 0; e < 2; ++e) {
    if (own == nullptr) {
      variance += h[e] * h[e] * noise * (e == 0 ? prior.series * prior.series : prior.drift * prior.drift);
      continue;
    }
    location += h[e] * own->mean[e];
    for (std::size_t f = 0; f < 2; ++f) variance += h[e] * own->covariance[e * 2 + f] * h[f];
    for (std::size_t a = 0; a < terms; ++a) variance += 2.0 * h[e] * own->with_common[e * terms + a] * g[a];
  }
  return {1.0, location, std::sqrt(std::max(variance, noise)), prior.dof};
}

/// Remaining amounts and the growth they need.
inline void add_pace(FullYearEstimate& e, const PlanYear* before) {
  e.fulfilment = e.remaining = e.required_per_month = e.required_growth = Reason::no_target_value;
  if (is_missing(e.plan)) return;
  e.fulfilment = e.cumulative / e.plan;
  e.remaining = e.plan - e.cumulative;
  const bool reached = e.cumulative >= e.plan * (1.0 - 1e-9);  // up to the rounding of published figures
  e.state = reached ? PlanState::reached : e.month == 12 ? PlanState::missed : PlanState::open;
  e.required_per_month = e.required_growth = Reason::no_time_left;
  if (e.month == 12) return;
  e.required_per_month = std::max(0.0, e.remaining.value) / (12 - e.month);
  e.required_growth = Reason::no_observation;
  if (before == nullptr) return;
  const double rest = before->cumulative[11] - before->cumulative[static_cast<std::size_t>(e.month - 1)];
  e.required_growth = is_missing(rest) ? Value(Reason::missing)
                      : rest > 0.0     ? Value(std::max(0.0, e.remaining.value) / rest - 1.0)
                                       : Value(rest < 0.0 ? Reason::negative_base : Reason::zero_base);
}

/// What the laws say, once they are there.
inline void add_answers(FullYearEstimate& e, const PlanYearOptions& options) {
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
}

inline void tell(FullYearEstimate& e, Severity severity, const char* code, TextArgs args = {}) {
  args.emplace_back("year", std::to_string(e.year));
  e.issues.push_back({.severity = severity, .code = code, .value = e.id, .args = std::move(args)});
}

/// What is known: nothing after `last`, nothing that is no finite number.
[[nodiscard]] inline PlanYear year_known(FullYearEstimate& e, PlanYear y, int last) {
  for (int m = 1; m <= 12; ++m)
    for (double* x : {&y.cumulative[static_cast<std::size_t>(m - 1)], &y.plan[static_cast<std::size_t>(m - 1)]}) {
      if (m <= last && std::isinf(*x)) tell(e, Severity::error, "plan_year.not_finite", {{"month", std::to_string(m)}});
      if (m > last || std::isinf(*x)) *x = missing;
    }
  if (std::isinf(y.first_plan)) {
    tell(e, Severity::error, "plan_year.not_finite", {{"month", "1"}});
    y.first_plan = missing;
  }
  return y;
}

/// Figures that fall, and months without one.
inline void check_months(FullYearEstimate& e, const PlanYear& current) {
  int before = 0;
  std::string left_out;
  for (int m = 1; m <= e.month; ++m) {
    const double x = current.cumulative[static_cast<std::size_t>(m - 1)];
    if (is_missing(x)) {
      left_out += (left_out.empty() ? "" : ", ") + std::to_string(m);
      continue;
    }
    // Revisions lower a cumulative figure by little, a month alone by much.
    if (const double y = before > 0 ? current.cumulative[static_cast<std::size_t>(before - 1)] : missing; x < 0.9 * y)
      tell(e, Severity::warning, "plan_year.cumulative_falls",
           {{"month", std::to_string(m)}, {"figure", to_shortest(x)}, {"earlier", std::to_string(before)}, {"before", to_shortest(y)}});
    // Years known by quarters or a review alone are in order; a gap between months is not.
    if (before > 0 && !left_out.empty() && m == e.month) tell(e, Severity::note, "plan_year.months_missing", {{"months", left_out}, {"month", std::to_string(m)}});
    if (before == 0) left_out.clear();
    before = m;
  }
}

/// Months, plans and the reason why there may be no estimate.
inline void read_plan_year(FullYearEstimate& e, const PlanYear& current) {
  for (int m = 1; m <= 12; ++m)
    if (!is_missing(current.cumulative[static_cast<std::size_t>(m - 1)])) e.month = m;
  e.reason = Reason::no_observation;
  e.plan = plan_known(current, e.month == 0 ? 12 : e.month);
  e.first_plan = plan_first_given(current);
  if (is_missing(e.plan)) e.plan = e.first_plan;
  for (double* plan : {&e.plan, &e.first_plan}) {
    if (is_missing(*plan) || *plan > 0.0) continue;
    if (plan == &e.plan || e.plan > 0.0) tell(e, Severity::warning, "plan_year.plan_not_positive", {{"plan", to_shortest(*plan)}});
    *plan = missing;
  }
  if (e.month == 0) return tell(e, Severity::error, "plan_year.no_figure");
  e.cumulative = current.cumulative[static_cast<std::size_t>(e.month - 1)];
  check_months(e, current);
  e.reason = e.cumulative > 0.0 ? Reason::none : e.cumulative < 0.0 ? Reason::negative_base : Reason::zero_base;
  if (e.reason != Reason::none)
    return tell(e, Severity::error, "plan_year.figure_not_positive", {{"month", std::to_string(e.month)}, {"figure", to_shortest(e.cumulative)}});
  // 491 years on record run from a seventh of an even pace to three times the plan; other units differ by a thousand.
  if (const double part = e.cumulative / e.plan; part > 30.0 || part * 12.0 / e.month < 0.01)
    tell(e, Severity::warning, "plan_year.plan_unit", {{"plan", to_shortest(e.plan)}, {"figure", to_shortest(e.cumulative)}});
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(PlanState state) noexcept {
  constexpr std::string_view names[] = {"none", "open", "reached", "missed"};
  return names[static_cast<std::size_t>(state)];
}

INDUSTRIA_INLINE std::vector<std::string_view> not_in_it(const FullYearEstimate& estimate) {
  if (estimate.reason != Reason::none || estimate.month == 12) return {};
  return detail::not_in_any_probability();
}

INDUSTRIA_INLINE FullYearEstimate full_year_estimate(const PlanYear& year, const PlanYearModel& model, const PlanYearOptions& options) {
  detail::require_plan_year_options(options);
  FullYearEstimate e{.id = year.id, .year = year.year, .pool = model.prior.name};
  const PlanYear current = detail::year_known(e, year, options.month > 0 ? options.month : 12);
  detail::read_plan_year(e, current);
  const auto at = std::lower_bound(model.ids.begin(), model.ids.end(), current.id);
  const bool known = at != model.ids.end() && *at == current.id;
  const auto series = static_cast<std::size_t>(at - model.ids.begin());
  const PlanYear* before = known && model.latest[series].year == current.year - 1 ? &model.latest[series] : nullptr;
  if (e.month > 0) detail::add_pace(e, before);
  if (e.reason != Reason::none) return e;
  if (model.years > 0 && current.year < model.last_year) detail::tell(e, Severity::warning, "plan_year.later_years", {{"last", std::to_string(model.last_year)}});
  if (model.years > 0 && !known) detail::tell(e, Severity::note, "plan_year.unknown_series", {{"years", std::to_string(model.years)}});

  const double done = std::log(e.cumulative);
  double more = 0.0;  // variance of the last month's own error
  const auto k = static_cast<std::size_t>(e.month - 1);
  if (options.last_month_error > 0.0) {
    const double previous = e.month == 1 ? 0.0 : current.cumulative[k - 1];
    const double part = is_missing(previous) ? 1.0 / e.month : std::max(0.0, 1.0 - previous / e.cumulative);
    more = options.last_month_error * options.last_month_error * part * part;
  } else {
    e.result_law.floor = e.cumulative;
  }
  if (e.month == 12) {
    e.result_law.parts = {{1.0, done, std::sqrt(more), model.prior.dof}};
  } else {
    const PlanYearModel::Law& law = model.result[k];
    const PlanYearModel::Own* own = known ? &law.own[series] : nullptr;
    const auto part = [&](const PlanYearModel::Law& by, const PlanYearPrior::Month& month, bool last_plan) {
      detail::PlanCovariates covariates = detail::plan_covariates(current, before, e.month, last_plan);
      if (is_missing(last_plan ? e.plan : e.first_plan)) covariates[0] = missing;
      YearLaw::Part out = detail::plan_year_part(model, by, month, current.year, known ? &by.own[series] : nullptr, covariates);
      out.scale = std::sqrt(out.scale * out.scale + more);
      out.location += done;
      return out;
    };
    if (is_missing(law.mean[0])) {
      e.reason = Reason::too_few_points;
      e.result_law = {};
      return e;
    }
    e.result_law.parts = {part(law, model.prior.result[k], false)};
    e.past_years = own == nullptr ? 0 : own->rows;
    e.pooled_years = static_cast<int>(law.rows);
    e.pool_share = own == nullptr ? 1.0 : own->covariance[0] / (law.noise * law.noise * model.prior.series * model.prior.series);
    // Without past plans the result's law must do: no revision of the plan is then expected.
    if (!is_missing(e.plan) && model.attainment[k].rows > 0 && !is_missing(model.attainment[k].mean[0])) {
      e.attainment_law.parts = {part(model.attainment[k], model.prior.attainment[k], true)};
      e.attainment_law.parts[0].location -= std::log(e.plan);
    }
  }
  if (!is_missing(e.plan) && e.attainment_law.empty()) {
    e.attainment_law = e.result_law;
    e.attainment_law.floor /= e.plan;
    e.attainment_law.parts[0].location -= std::log(e.plan);
  }
  detail::add_answers(e, options);
  e.quality = e.pooled_years == 0 ? Quality::assumed
              : e.past_years >= 8 ? Quality::good
              : e.past_years >= 3 || e.pooled_years >= 100 ? Quality::fair
                                                           : Quality::poor;
  if (e.month == 12) e.quality = Quality::good;
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
