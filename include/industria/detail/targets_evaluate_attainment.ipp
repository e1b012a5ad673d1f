// SPDX-License-Identifier: Apache-2.0
// Body of targets/evaluate_attainment.hpp, second half: past questions asked again, by the library and by simple methods.
#pragma once

#include <industria/targets/evaluate_attainment.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/student.hpp>
#include <industria/detail/targets_score_attainment.ipp>
#include <industria/projection/project.hpp>
#include <industria/targets/plan_year.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr int attainment_quantiles = 200;  // of a CRPS; twice as many change the fourth digit

/// Fills what a law says of a case: P(y >= threshold), CRPS from middle quantiles, intervals. The law is of per cent of the target.
inline void ask_law(AttainmentCase& c, const std::vector<double>& levels, const std::function<double(double)>& quantile) {
  double sum = 0.0;
  for (int i = 0; i < attainment_quantiles; ++i) {
    const double p = (i + 0.5) / attainment_quantiles;
    const double error = c.actual - quantile(p);
    sum += error >= 0.0 ? p * error : (p - 1.0) * error;
  }
  c.crps = 2.0 * sum / attainment_quantiles;
  for (double level : levels) {
    c.lower.push_back(quantile(0.5 - level / 200.0));
    c.upper.push_back(quantile(0.5 + level / 200.0));
  }
}

/// One past year after one month, as shares of the plan in question.
struct PlanShare {
  const PlanYear* year = nullptr;
  double share = 0.0;
  double attained = 0.0;      ///< result / plan
  double last_share = missing;  ///< the series' own share of the result in the year before, after the same month
};

/// The simple methods: attainment expected from the share; normal errors.
struct SimpleMethod {
  const char* name;
  double (*expected)(const PlanShare&, const std::vector<PlanShare>& past, int month);
};

[[nodiscard]] inline double by_share_line(const PlanShare& now, const std::vector<PlanShare>& past, int) {
  double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
  for (const PlanShare& p : past) {
    ++n;
    x += p.share;
    y += p.attained;
  }
  for (const PlanShare& p : past) {
    xx += (p.share - x / n) * (p.share - x / n);
    xy += (p.share - x / n) * (p.attained - y / n);
  }
  return y / n + (xx > 0.0 ? xy / xx : 0.0) * (now.share - x / n);
}
[[nodiscard]] inline double by_last_year(const PlanShare& now, const std::vector<PlanShare>& past, int) {
  if (!is_missing(now.last_share)) return now.share / now.last_share;
  std::vector<double> parts;
  for (const PlanShare& p : past) parts.push_back(p.share / p.attained);
  const auto middle = parts.begin() + static_cast<std::ptrdiff_t>(parts.size() / 2);
  std::nth_element(parts.begin(), middle, parts.end());
  return now.share / *middle;
}
[[nodiscard]] inline double by_elapsed(const PlanShare& now, const std::vector<PlanShare>&, int month) {
  return now.share * 12.0 / month;
}
inline constexpr SimpleMethod simple_methods[] = {{"share_line", by_share_line}, {"last_year_share", by_last_year}, {"elapsed", by_elapsed}};

/// All years that have that month and a plan, by year.
[[nodiscard]] inline std::vector<PlanShare> plan_shares(std::span<const PlanYear> history, int month, bool first_plan) {
  std::vector<PlanShare> shares;
  std::map<std::pair<std::string, int>, double> of_result;
  const auto m = static_cast<std::size_t>(month - 1);
  for (const PlanYear& y : history) {
    const double then = first_plan ? plan_first_given(y) : plan_known(y, month);
    const double at_end = first_plan ? then : plan_known(y, 12);
    if (!(then > 0.0) || !(at_end > 0.0) || !(y.cumulative[m] > 0.0) || !(y.cumulative[11] > 0.0)) continue;
    PlanShare s{.year = &y, .share = y.cumulative[m] / then, .attained = y.cumulative[11] / at_end};
    if (!std::isfinite(s.share) || !std::isfinite(s.attained) || s.attained == 0.0) continue;
    of_result[{y.id, y.year}] = s.share / s.attained;
    shares.push_back(s);
  }
  for (PlanShare& s : shares) {
    const auto before = of_result.find({s.year->id, s.year->year - 1});
    if (before != of_result.end()) s.last_share = before->second;
  }
  std::sort(shares.begin(), shares.end(), [](const PlanShare& a, const PlanShare& b) {
    return a.year->year != b.year->year ? a.year->year < b.year->year : a.year->id < b.year->id;
  });
  return shares;
}

/// The case of one year, still without answer.
[[nodiscard]] inline AttainmentCase plan_case(std::string method, const PlanShare& s, int month, double threshold) {
  AttainmentCase c{.method = std::move(method), .id = s.year->id, .year = s.year->year, .stage = month, .threshold = threshold};
  c.actual = 100.0 * s.attained;
  c.attained = c.actual >= threshold * (1.0 - 1e-9);
  return c;
}

inline void ask_simple(std::vector<AttainmentCase>& cases, const SimpleMethod& method, const std::vector<PlanShare>& past,
                       std::span<const PlanShare> now, int month, const EvaluatePlanYearsOptions& options) {
  double square = 0.0;
  for (const PlanShare& p : past) {
    const double error = p.attained - method.expected(p, past, month);
    square += error * error;
  }
  const double sd = 100.0 * std::sqrt(square / static_cast<double>(past.size()));
  for (const PlanShare& s : now) {
    const double mean = 100.0 * method.expected(s, past, month);
    for (double threshold : options.thresholds) {
      AttainmentCase c = plan_case(method.name, s, month, threshold);
      c.probability = sd > 0.0 ? student_cdf((mean - threshold) / sd, std::numeric_limits<double>::infinity()) : mean >= threshold ? 1.0 : 0.0;
      ask_law(c, options.score.levels,
              [&](double p) { return mean + sd * student_quantile(p, std::numeric_limits<double>::infinity()); });
      cases.push_back(std::move(c));
    }
  }
}

inline void ask_model(std::vector<AttainmentCase>& cases, const PlanYearModel& model, std::span<const PlanShare> now, int month,
                      const EvaluatePlanYearsOptions& options) {
  const PlanYearOptions known{.levels = {}, .thresholds = options.thresholds, .month = month};
  for (const PlanShare& s : now) {
    PlanYear current = *s.year;  // only what was known then
    for (std::size_t m = static_cast<std::size_t>(month); m < 12; ++m) current.cumulative[m] = current.plan[m] = missing;
    const FullYearEstimate e = full_year_estimate(current, model, known);
    const YearLaw& law = options.first_plan ? e.result_law : e.attainment_law;
    const double unit = options.first_plan ? 100.0 / e.first_plan : 100.0;
    for (std::size_t t = 0; t < options.thresholds.size(); ++t) {
      AttainmentCase c = plan_case("plan_year", s, month, options.thresholds[t]);
      if (!law.empty()) {
        const PlanProbability& p = e.probabilities[t];
        c.probability = options.first_plan ? p.first_plan.value : p.last_plan.value;
        ask_law(c, options.score.levels, [&](double q) { return unit * law.quantile(q); });
      }
      cases.push_back(std::move(c));
    }
  }
}

}  // namespace detail

INDUSTRIA_INLINE AttainmentEvaluation evaluate_attainment(std::span<const PlanYear> history, const EvaluatePlanYearsOptions& options) {
  for (int month : options.months)
    if (month < 1 || month > 11) throw ValueError("evaluate_attainment: month is " + std::to_string(month) + ", expected 1 to 11");
  for (double t : options.thresholds)
    if (!(t > 0.0) || is_missing(t)) throw ValueError("evaluate_attainment: threshold is " + to_shortest(t) + ", expected per cent above 0");
  detail::require_score_options("evaluate_attainment", options.score);
  std::vector<AttainmentCase> cases;
  std::map<int, PlanYearModel> models;  // by the year asked about
  const auto model_before = [&](int year) -> const PlanYearModel& {
    const auto at = models.find(year);
    if (at != models.end()) return at->second;
    std::vector<PlanYear> known;
    for (const PlanYear& y : history)
      if (y.year < year) known.push_back(y);
    return models.emplace(year, fit_plan_year(known, options.prior)).first->second;
  };
  std::vector<Issue> issues;
  for (int month : options.months) {
    const std::vector<detail::PlanShare> shares = detail::plan_shares(history, month, options.first_plan);
    const std::size_t before = cases.size();
    for (std::size_t from = 0; from < shares.size();) {
      std::size_t to = from;
      const int year = shares[from].year->year;
      while (to < shares.size() && shares[to].year->year == year) ++to;
      const std::vector<detail::PlanShare> past(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(from));
      const std::span<const detail::PlanShare> now(shares.data() + from, to - from);
      from = to;
      if (past.size() < std::max<std::size_t>(options.at_least, 1)) continue;
      detail::ask_model(cases, model_before(year), now, month, options);
      if (!options.simple_methods) continue;
      for (const detail::SimpleMethod& method : detail::simple_methods) detail::ask_simple(cases, method, past, now, month, options);
    }
    if (cases.size() == before)
      issues.push_back({.severity = Severity::warning, .code = "evaluation.too_few", .value = std::to_string(month),
                        .args = {{"have", std::to_string(shares.size())}, {"need", std::to_string(options.at_least)}}});
  }
  AttainmentEvaluation out = score_attainment(std::move(cases), options.score);
  out.issues = std::move(issues);
  return out;
}

INDUSTRIA_INLINE AttainmentEvaluation evaluate_attainment(const PanelView& panel, std::span<const YearlyTarget> targets,
                                                          std::span<const int> cutoffs, const YearlyForecaster& forecaster,
                                                          std::string_view method, const ScoreAttainmentOptions& options) {
  panel.validate();
  detail::require_score_options("evaluate_attainment", options);
  std::map<std::string_view, std::size_t> position;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const SeriesView s = panel.series(i);
    if (s.first.kind != PeriodKind::year)
      throw ValueError("evaluate_attainment: series \"" + std::string(s.id) + "\" starts at " + to_text(s.first) + ", expected a yearly series");
    position.emplace(s.id, i);
  }
  const YearlyForecaster pooled = [](const SeriesView& known, int horizon) {
    return forecast(known, horizon, ForecastOptions{.method = Method::pooled_growth});
  };
  const YearlyForecaster& ask = forecaster ? forecaster : pooled;
  std::vector<AttainmentCase> cases;
  std::vector<Issue> issues;
  for (const YearlyTarget& target : targets) {
    const auto leave_out = [&](const char* code) {
      issues.push_back({.severity = Severity::warning, .code = code, .value = target.id, .args = {{"year", std::to_string(target.year)}}});
    };
    if (target.direction == Direction::within) {
      leave_out("evaluation.range");
      continue;
    }
    const auto found = position.find(target.id);
    if (found == position.end()) {
      leave_out("evaluation.unknown_series");
      continue;
    }
    const SeriesView series = panel.series(found->second);
    const std::ptrdiff_t at = target.year - series.first.year;
    if (!(target.value > 0.0) || is_missing(target.value) || at < 0 || at >= static_cast<std::ptrdiff_t>(series.values.size()) ||
        is_missing(series.values[static_cast<std::size_t>(at)])) {
      leave_out("evaluation.no_result");
      continue;
    }
    const std::size_t before = cases.size();
    for (int cutoff : cutoffs) {
      const std::ptrdiff_t known_count = cutoff - series.first.year + 1;
      if (cutoff >= target.year || known_count < 1) continue;
      SeriesView known = series;
      known.values = series.values.first(static_cast<std::size_t>(known_count));
      if (!known.bounds.empty()) known.bounds = series.bounds.first(static_cast<std::size_t>(known_count));
      if (last_observed(known.values) < 0) continue;
      const Forecast f = ask(known, target.year - cutoff);
      AttainmentCase c{.method = std::string(forecaster ? method : "pooled_growth"), .id = target.id, .year = target.year, .stage = target.year - cutoff};
      const double unit = 100.0 / target.value;
      c.actual = unit * series.values[static_cast<std::size_t>(at)];
      c.attained = target.direction == Direction::at_least ? c.actual >= 100.0 * (1.0 - 1e-9) : c.actual <= 100.0 * (1.0 + 1e-9);
      const int step = f.step_of(Period::of_year(target.year));
      if (f.quality != Quality::none && step >= 0) {
        const auto k = static_cast<std::size_t>(step);
        c.probability = target.direction == Direction::at_least ? f.probability_at_least(k, target.value) : f.probability_at_most(k, target.value);
        detail::ask_law(c, options.levels, [&](double p) { return unit * f.quantile(k, p); });
      }
      cases.push_back(std::move(c));
    }
    if (cases.size() == before) leave_out("evaluation.no_history");
  }
  AttainmentEvaluation out = score_attainment(std::move(cases), options);
  out.issues = std::move(issues);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
