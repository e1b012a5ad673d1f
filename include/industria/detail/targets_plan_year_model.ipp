// SPDX-License-Identifier: Apache-2.0
// Body of targets/plan_year_model.hpp: years, laws, the shipped prior.
#pragma once

#include <industria/targets/plan_year_model.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/student.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE double plan_known(const PlanYear& year, int month) {
  for (int m = std::clamp(month, 1, 12); m >= 1; --m) {
    const double plan = year.plan[static_cast<std::size_t>(m - 1)];
    if (!is_missing(plan)) return plan;
  }
  return is_missing(year.first_plan) ? missing : year.first_plan;
}

INDUSTRIA_INLINE std::vector<PlanYear> plan_years(const SeriesView& monthly, std::span<const double> plans) {
  if (monthly.first.kind != PeriodKind::month)
    throw ValueError("plan_years: series \"" + std::string(monthly.id) + "\" starts at " + to_text(monthly.first) +
                     ", expected a monthly series");
  std::vector<PlanYear> years;
  if (monthly.values.empty()) return years;
  const int first = monthly.first.year;
  const int last = monthly.first.plus(static_cast<int>(monthly.values.size()) - 1).year;
  const auto count = static_cast<std::size_t>(last - first + 1);
  if (!plans.empty() && plans.size() != count)
    throw ShapeError("plan_years: plans has " + std::to_string(plans.size()) + " values, expected one for each of the " +
                     std::to_string(count) + " calendar years of the series");
  years.resize(count);
  for (std::size_t y = 0; y < count; ++y) {
    years[y].id = std::string(monthly.id);
    years[y].year = first + static_cast<int>(y);
    if (!plans.empty()) years[y].first_plan = plans[y];
    double sum = 0.0;
    for (int m = 1; m <= 12; ++m) {
      const std::ptrdiff_t at = Period::of_month(years[y].year, m).ordinal() - monthly.first.ordinal();
      if (at < 0 || at >= static_cast<std::ptrdiff_t>(monthly.values.size())) break;
      sum += monthly.values[static_cast<std::size_t>(at)];
      if (is_missing(sum)) break;
      years[y].cumulative[static_cast<std::size_t>(m - 1)] = sum;
    }
  }
  return years;
}

INDUSTRIA_INLINE MonthsOfYear cumulative_as_reported(std::span<const MonthReport> reports) {
  MonthsOfYear cumulative = no_months;
  double before = 0.0;  // the months before, as the report of this month knows them
  for (std::size_t m = 0; m < std::min<std::size_t>(reports.size(), 12); ++m) {
    if (m > 0) {
      const double revised = reports[m].previous_revised;
      before += is_missing(revised) ? reports[m - 1].estimate : revised;
    }
    if (is_missing(before + reports[m].estimate)) break;
    cumulative[m] = before + reports[m].estimate;
  }
  return cumulative;
}

INDUSTRIA_INLINE double YearLaw::probability_at_least(double x) const {
  if (parts.empty() || std::isnan(x)) return missing;
  if (x <= 0.0) return 1.0;
  double p = 0.0;
  for (const Part& part : parts) p += part.weight * detail::student_cdf((part.location - std::log(x)) / part.scale, part.dof);
  return std::clamp(p, 0.0, 1.0);
}

INDUSTRIA_INLINE double YearLaw::quantile(double p) const {
  if (!(p > 0.0 && p < 1.0)) throw ValueError("YearLaw::quantile: p is " + to_shortest(p) + ", expected between 0 and 1");
  if (parts.empty()) return missing;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Part& part : parts) {
    const double x = part.location + part.scale * detail::student_quantile(p, part.dof);
    low = std::min(low, x);
    high = std::max(high, x);
  }
  const auto below = [&](double x) {
    double sum = 0.0;
    for (const Part& part : parts) sum += part.weight * detail::student_cdf((x - part.location) / part.scale, part.dof);
    return sum;
  };
  for (int i = 0; i < 200 && low < high; ++i) {  // the mixture's quantile lies between those of its parts
    const double middle = std::midpoint(low, high);
    if (middle <= low || middle >= high) break;
    (below(middle) < p ? low : high) = middle;
  }
  return std::exp(high);
}

INDUSTRIA_INLINE Bounds YearLaw::interval(double level) const {
  if (!(level >= 1.0 && level < 100.0))
    throw ValueError("YearLaw::interval: level is " + to_shortest(level) + ", expected per cent from 1 to below 100");
  if (parts.empty()) return {};
  return Bounds::between(quantile(0.5 - level / 200.0), quantile(0.5 + level / 200.0));
}

INDUSTRIA_INLINE PlanYearPrior plan_year_prior() {
  PlanYearPrior prior{.name = "vn_public_investment_2000_2022",
                      .source = "General Statistics Office of Viet Nam, monthly tables, state-budget investment 2000-2022",
                      .months = {}};
  constexpr double share[12] = {0.055, 0.099, 0.162, 0.236, 0.315, 0.404, 0.496, 0.588, 0.684, 0.781, 0.886, 1.0};
  constexpr double spread[12] = {0.215, 0.215, 0.163, 0.132, 0.110, 0.085, 0.064, 0.049, 0.032, 0.023, 0.010, 0.001};
  constexpr double noise[12] = {0.289, 0.252, 0.226, 0.211, 0.193, 0.178, 0.150, 0.133, 0.101, 0.080, 0.060, 0.001};
  for (std::size_t m = 0; m < 12; ++m) prior.months[m] = {share[m], spread[m], noise[m]};
  return prior;
}

INDUSTRIA_INLINE PlanYearModel fit_plan_year(std::span<const PlanYear> history, const PlanYearPrior& prior) {
  PlanYearModel model{.prior = prior, .history = {}};
  std::map<std::pair<std::string, int>, std::size_t> seen;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const auto [before, fresh] = seen.emplace(std::pair(history[i].id, history[i].year), i);
    if (!fresh)
      throw ValueError("fit_plan_year: rows " + std::to_string(before->second) + " and " + std::to_string(i) + " are both \"" +
                       history[i].id + "\" " + std::to_string(history[i].year));
    if (history[i].cumulative[11] > 0.0) model.history.push_back(history[i]);
  }
  return model;
}

}  // namespace industria::inline INDUSTRIA_ABI
