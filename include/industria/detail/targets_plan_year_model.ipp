// SPDX-License-Identifier: Apache-2.0
// Body of targets/plan_year_model.hpp: years as they became known, the shipped priors, one regression per month.
#pragma once

#include <industria/targets/plan_year_model.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/targets_plan_year_fit.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE double plan_known(const PlanYear& year, int month) {
  for (int m = std::clamp(month, 1, 12); m >= 1; --m) {
    const double plan = year.plan[static_cast<std::size_t>(m - 1)];
    if (!is_missing(plan)) return plan;
  }
  return year.first_plan;
}

INDUSTRIA_INLINE double plan_first_given(const PlanYear& year) {
  if (!is_missing(year.first_plan)) return year.first_plan;
  for (double plan : year.plan)
    if (!is_missing(plan)) return plan;
  return missing;
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

namespace detail {

struct PriorRow {
  double growth, growth_sd, centre, slope, slope_sd, noise, tet, tet_sd;
  PlanYearPrior::Term effort, pace, revision;
};
inline constexpr PriorRow plan_year_rows[3][11] = {
#include <industria/detail/plan_year_priors.inc>
};

[[nodiscard]] inline std::array<PlanYearPrior::Month, 11> prior_months(const PriorRow (&rows)[11]) {
  std::array<PlanYearPrior::Month, 11> months;
  for (std::size_t m = 0; m < 11; ++m)
    months[m] = {rows[m].growth, rows[m].growth_sd, rows[m].centre, rows[m].slope, rows[m].slope_sd, rows[m].noise, rows[m].tet, rows[m].tet_sd,
                 rows[m].effort, rows[m].pace, rows[m].revision};
  return months;
}

inline void require_prior(const PlanYearPrior& prior) {
  const auto refuse = [&](const std::string& what) { throw ValueError("fit_plan_year: prior " + prior.name + ": " + what); };
  const auto positive = [](double x) { return x > 0.0 && !is_missing(x); };
  if (!positive(prior.year) || !positive(prior.series) || !positive(prior.drift))
    refuse("year, series and drift must be above 0");
  if (!positive(prior.year_memory) || !positive(prior.drift_memory)) refuse("memories must be above 0 years");
  if (!(prior.dof > 2.0) || !(prior.noise_weight >= 0.0) || is_missing(prior.noise_weight))
    refuse("dof must be above 2 and noise_weight at least 0");
  for (const auto* months : {&prior.result, &prior.attainment})
    for (const PlanYearPrior::Month& m : *months) {
      for (const PlanYearPrior::Term& t : {m.effort, m.pace, m.revision})
        if (is_missing(t.slope) || std::isinf(t.slope) || !(t.sd >= 0.0) || std::isinf(t.sd) || std::isinf(t.centre))
          refuse("effort, pace and revision must be finite, their sd at least 0");
      if (!positive(m.noise) || !positive(m.growth_sd) || !(m.slope_sd >= 0.0) || !(m.tet_sd >= 0.0) || is_missing(m.slope) || is_missing(m.tet) ||
          std::isinf(m.growth) || std::isinf(m.centre) || std::isinf(m.slope_sd) || std::isinf(m.tet_sd))
        refuse("noise and growth_sd must be above 0, slope_sd and tet_sd at least 0, all finite");
    }
}

/// The rows of one month; the years stand by series, then year.
[[nodiscard]] inline std::vector<PlanRow> plan_rows(std::span<const PlanYear* const> years, const std::vector<std::size_t>& series,
                                                    int month, bool attainment) {
  std::vector<PlanRow> rows;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const PlanYear& y = *years[i];
    const double known = y.cumulative[static_cast<std::size_t>(month - 1)];
    if (!(known > 0.0) || !std::isfinite(known)) continue;
    const double then = attainment ? plan_known(y, month) : plan_first_given(y);
    const double at_end = attainment ? plan_known(y, 12) : then;
    const bool has_plan = then > 0.0 && at_end > 0.0 && std::isfinite(then) && std::isfinite(at_end);
    if (attainment && !has_plan) continue;
    const PlanYear* before = i > 0 && series[i - 1] == series[i] && years[i - 1]->year == y.year - 1 ? years[i - 1] : nullptr;
    PlanRow row{.series = series[i], .year = y.year, .growth = std::log(y.cumulative[11]) - std::log(known),
                .covariates = plan_covariates(y, before, month, attainment)};
    if (has_plan) row.growth += std::log(then) - std::log(at_end);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace detail

INDUSTRIA_INLINE PlanYearPrior plan_year_prior(PlanYearKind kind) {
  PlanYearPrior prior;
  prior.noise_weight = 4.0;
  if (kind == PlanYearKind::investment) {
    prior.name = "vn_state_investment_2000_2022";
    prior.source = "General Statistics Office of Viet Nam, monthly socio-economic tables: state-budget investment of ministries and provinces, 2000-2022";
    prior.result = detail::prior_months(detail::plan_year_rows[0]);
    prior.attainment = detail::prior_months(detail::plan_year_rows[1]);
  } else {
    prior.name = "vn_industrial_products_2000_2024";
    prior.source = "General Statistics Office of Viet Nam, monthly socio-economic tables: output of main industrial products, 2000-2024";
    prior.year = 0.5;
    prior.series = 1.5;
    prior.drift = 0.5;
    prior.drift_memory = 3.0;
    prior.result = prior.attainment = detail::prior_months(detail::plan_year_rows[2]);
    for (PlanYearPrior::Month& m : prior.attainment) m.revision = {};
  }
  return prior;
}

INDUSTRIA_INLINE PlanYearPrior uninformed_plan_year_prior() {
  PlanYearPrior prior{.name = "uninformed", .source = "none"};
  for (auto* months : {&prior.result, &prior.attainment})
    for (PlanYearPrior::Month& m : *months) m.effort.sd = m.pace.sd = 0.1;
  for (PlanYearPrior::Month& m : prior.result) m.revision.sd = 0.1;  // the last plan already holds its revisions
  return prior;
}

INDUSTRIA_INLINE PlanYearModel fit_plan_year(std::span<const PlanYear> history, const PlanYearPrior& prior) {
  detail::require_prior(prior);
  PlanYearModel model{.prior = prior};
  std::vector<const PlanYear*> years;
  for (const PlanYear& y : history) years.push_back(&y);
  std::sort(years.begin(), years.end(), [](const PlanYear* a, const PlanYear* b) {
    const int by_id = a->id.compare(b->id);
    return by_id != 0 ? by_id < 0 : a->year != b->year ? a->year < b->year : a < b;
  });
  for (std::size_t i = 1; i < years.size(); ++i)
    if (years[i]->id == years[i - 1]->id && years[i]->year == years[i - 1]->year)
      throw ValueError("fit_plan_year: rows " + std::to_string(years[i - 1] - history.data()) + " and " +
                       std::to_string(years[i] - history.data()) + " are both \"" + years[i]->id + "\" " + std::to_string(years[i]->year));
  std::erase_if(years, [&](const PlanYear* y) {
    const double result = y->cumulative[11];
    if (result > 0.0 && std::isfinite(result)) return false;
    if (!std::isnan(result))
      model.issues.push_back({.severity = Severity::warning, .code = "plan_year.no_result", .value = y->id,
                              .args = {{"year", std::to_string(y->year)}, {"figure", to_shortest(result)}}});
    return true;
  });
  std::vector<std::size_t> series;
  for (const PlanYear* y : years) {
    if (model.ids.empty() || model.ids.back() != y->id) {
      model.ids.push_back(y->id);
      model.latest.push_back(*y);
    }
    model.latest.back() = *y;
    series.push_back(model.ids.size() - 1);
    model.last_year = std::max(model.last_year, y->year);
  }
  model.years = years.size();
  for (int month = 1; month < 12; ++month) {
    const auto m = static_cast<std::size_t>(month - 1);
    model.result[m] = detail::PlanRegression(detail::plan_rows(years, series, month, false), prior, prior.result[m], model.last_year).fit(model.ids.size());
    model.attainment[m] =
        detail::PlanRegression(detail::plan_rows(years, series, month, true), prior, prior.attainment[m], model.last_year).fit(model.ids.size());
  }
  return model;
}

}  // namespace industria::inline INDUSTRIA_ABI
