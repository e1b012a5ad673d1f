// SPDX-License-Identifier: Apache-2.0
// The year's plan over columns, and checks of probabilities on past plans and targets.

#include "arguments.hpp"
#include "register.hpp"

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/targets/evaluate_attainment.hpp>
#include <industria/targets/plan_year.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

INDUSTRIA_PYTHON_ENUM(industria::PlanYearKind, "prior", "output", "investment");

namespace industria_python {
namespace {

using industria::AttainmentEvaluation;
using industria::AttainmentScores;
using industria::ClusteredMean;
using industria::FullYearEstimate;
using industria::PlanYear;
using industria::PlanYearModel;
using industria::PlanYearPrior;
using Texts = std::vector<std::string>;

/// PlanColumns on their way to a frame, in the order of their first use.
class PlanColumns {
 public:
  void add(const std::string& name, double x) { at(name).numbers.push_back(x); }
  void add(const std::string& name, const std::string& x) { at(name).texts.push_back(x); }
  [[nodiscard]] py::dict take() {
    py::dict out;
    for (Column& c : columns_) {
      if (c.texts.empty()) {
        out[c.name.c_str()] = array_from(std::move(c.numbers));
      } else {
        out[c.name.c_str()] = c.texts;
      }
    }
    return out;
  }

 private:
  struct Column {
    std::string name;
    std::vector<double> numbers{};
    Texts texts{};
  };
  Column& at(const std::string& name) {
    const auto [found, fresh] = position_.emplace(name, columns_.size());
    if (fresh) columns_.push_back({.name = name});
    return columns_[found->second];
  }
  std::vector<Column> columns_;
  std::map<std::string, std::size_t> position_;
};

/// Rows of a frame as years, and what is wrong with a year's rows.
struct YearRows {
  std::vector<PlanYear> years{};
  std::vector<std::vector<industria::Issue>> issues{};  ///< one list per year
  [[nodiscard]] std::vector<industria::Issue> all_issues() const {
    std::vector<industria::Issue> all;
    for (const auto& list : issues) all.insert(all.end(), list.begin(), list.end());
    return all;
  }
};

/// Rows (series, year, month, cumulative, plan) as years, in the order of first appearance. A month outside January to December is left
/// out, of two rows of one month the later one counts; both are told.
YearRows years_of(const char* function, const Texts& names, const Integers& series, const Integers& year, const Integers& month, const Doubles& cumulative,
                  const Doubles& plan) {
  const auto of = span_of(series, "series");
  const auto y = span_of(year, "year");
  const auto m = span_of(month, "month");
  const auto c = span_of(cumulative, "cumulative");
  const auto p = span_of(plan, "plan");
  if (y.size() != of.size() || m.size() != of.size() || c.size() != of.size() || p.size() != of.size())
    throw industria::ShapeError(std::string(function) + ": columns of different lengths, expected one length");
  YearRows out;
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> at;
  std::map<std::pair<std::size_t, std::int64_t>, std::size_t> seen;
  const auto same = [](double a, double b) { return a == b || (industria::is_missing(a) && industria::is_missing(b)); };
  for (std::size_t i = 0; i < of.size(); ++i) {
    const auto [found, fresh] = at.emplace(std::pair(of[i], y[i]), out.years.size());
    if (fresh) {
      out.years.push_back({.id = names.at(static_cast<std::size_t>(of[i])), .year = static_cast<int>(y[i])});
      out.issues.emplace_back();
    }
    PlanYear& to = out.years[found->second];
    const auto tell = [&](industria::Severity severity, const char* code, industria::TextArgs args) {
      args.emplace_back("year", std::to_string(y[i]));
      args.emplace_back("month", std::to_string(m[i]));
      out.issues[found->second].push_back({.severity = severity, .code = code, .value = to.id, .args = std::move(args)});
    };
    if (m[i] < 1 || m[i] > 12) {
      tell(industria::Severity::error, "plan_year.month_outside", {});
      continue;
    }
    double& figure = to.cumulative[static_cast<std::size_t>(m[i] - 1)];
    double& as_planned = to.plan[static_cast<std::size_t>(m[i] - 1)];
    const auto [before, first] = seen.emplace(std::pair(found->second, m[i]), i);
    if (!first && !(same(figure, c[i]) && same(as_planned, p[i])))
      tell(industria::Severity::warning, "plan_year.month_twice", {{"first", std::to_string(before->second)}, {"second", std::to_string(i)}});
    before->second = i;
    figure = c[i];
    as_planned = p[i];
  }
  return out;
}

std::string label(double x) { return industria::to_shortest(x); }

void put(PlanColumns& out, const FullYearEstimate& e, const industria::PlanYearOptions& options, industria::Language lang) {
  out.add("unique_id", e.id);
  out.add("year", e.year);
  out.add("month", e.month);
  out.add("reason", std::string(name(e.reason)));
  out.add("state", std::string(name(e.state)));
  out.add("quality", std::string(name(e.quality)));
  std::string what;
  for (const std::string_view key : not_in_it(e)) what += (what.empty() ? "" : "; ") + industria::text(key, lang);
  out.add("not_in_it", what);
  out.add("pool", e.pool);
  std::string issues;
  for (const industria::Issue& issue : e.issues) issues += (issues.empty() ? "" : " ") + message(issue, lang);
  out.add("issues", issues);
  for (const auto& [head, value] : {std::pair{"cumulative", e.cumulative}, {"first_plan", e.first_plan}, {"plan", e.plan},
                                    {"fulfilment", e.fulfilment.value}, {"result", e.result}, {"attainment", e.attainment},
                                    {"expected_share", e.expected_share.value}, {"remaining", e.remaining.value},
                                    {"required_per_month", e.required_per_month.value}, {"required_growth", e.required_growth.value},
                                    {"past_years", static_cast<double>(e.past_years)}, {"pooled_years", static_cast<double>(e.pooled_years)},
                                    {"pool_share", e.pool_share}})
    out.add(head, value);
  const auto intervals = [&](const std::string& what, const std::vector<industria::Bounds>& bounds, std::size_t l) {
    const bool there = l < bounds.size() && bounds[l].has_lo();
    out.add(what + "-lo-" + label(options.levels[l]), there ? bounds[l].lo : industria::missing);
    out.add(what + "-hi-" + label(options.levels[l]), there ? bounds[l].hi : industria::missing);
  };
  for (std::size_t l = 0; l < options.levels.size(); ++l) {
    intervals("result", e.result_intervals, l);
    intervals("attainment", e.attainment_intervals, l);
  }
  for (std::size_t t = 0; t < options.thresholds.size(); ++t) {
    const bool there = t < e.probabilities.size();
    out.add("p-plan-" + label(options.thresholds[t]), there ? e.probabilities[t].last_plan.value : industria::missing);
    out.add("p-first-plan-" + label(options.thresholds[t]), there ? e.probabilities[t].first_plan.value : industria::missing);
  }
}

py::dict estimates(const Texts& names, const Integers& series, const Integers& year, const Integers& month, const Doubles& cumulative,
                    const Doubles& plan, const PlanYearModel& model, int upto, const std::vector<double>& levels,
                    const std::vector<double>& thresholds, double last_month_error, industria::Language lang) {
  YearRows rows = years_of("full_year_estimate", names, series, year, month, cumulative, plan);
  const industria::PlanYearOptions options{.levels = levels, .thresholds = thresholds, .month = upto, .last_month_error = last_month_error};
  std::vector<FullYearEstimate> all;
  {
    py::gil_scoped_release unlocked;
    all = industria::full_year_estimates(rows.years, model, options);
  }
  PlanColumns out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].issues.insert(all[i].issues.begin(), rows.issues[i].begin(), rows.issues[i].end());
    put(out, all[i], options, lang);
  }
  return out.take();
}

void put(PlanColumns& out, const std::string& head, const ClusteredMean& mean) {
  out.add(head, mean.value);
  out.add(head + "_se", mean.standard_error);
}

py::dict frames_of(AttainmentEvaluation&& e) {
  PlanColumns scores, bins, cases;
  for (const AttainmentScores& s : e.scores) {
    scores.add("method", s.method);
    scores.add("stage", s.stage);
    scores.add("threshold", s.threshold);
    scores.add("cases", static_cast<double>(s.brier.cases));
    scores.add("years", static_cast<double>(s.brier.clusters));
    scores.add("base_rate", s.base_rate);
    put(scores, "brier", s.brier);
    put(scores, "log_score", s.log_score);
    put(scores, "crps", s.crps);
    scores.add("ece", s.ece);
    for (std::size_t l = 0; l < e.levels.size(); ++l) put(scores, "coverage-" + label(e.levels[l]), s.coverage[l]);
    put(scores, "brier_difference", s.brier_difference);
    put(scores, "crps_difference", s.crps_difference);
    for (const industria::ReliabilityBin& b : s.bins) {
      bins.add("method", s.method);
      bins.add("stage", s.stage);
      bins.add("threshold", s.threshold);
      bins.add("from", b.from);
      bins.add("to", b.to);
      bins.add("cases", static_cast<double>(b.cases));
      bins.add("said", b.said);
      put(bins, "came", b.came);
    }
  }
  for (const industria::AttainmentCase& c : e.cases) {
    cases.add("method", c.method);
    cases.add("unique_id", c.id);
    cases.add("year", c.year);
    cases.add("stage", c.stage);
    cases.add("threshold", c.threshold);
    cases.add("probability", c.probability);
    cases.add("attained", c.attained ? 1.0 : 0.0);
    cases.add("actual", c.actual);
    cases.add("crps", c.crps);
    for (std::size_t l = 0; l < e.levels.size(); ++l) {
      cases.add("lo-" + label(e.levels[l]), c.lower.empty() ? industria::missing : c.lower[l]);
      cases.add("hi-" + label(e.levels[l]), c.upper.empty() ? industria::missing : c.upper[l]);
    }
  }
  py::dict out;
  out["scores"] = scores.take();
  out["reliability"] = bins.take();
  out["cases"] = cases.take();
  out["issues"] = std::move(e.issues);
  return out;
}

py::dict evaluate_plan_years(const Texts& names, const Integers& series, const Integers& year, const Integers& month, const Doubles& cumulative,
                             const Doubles& plan, const std::vector<int>& months, const std::vector<double>& thresholds, bool first_plan,
                             std::size_t at_least, bool simple_methods, const PlanYearPrior& prior, const std::vector<double>& levels, int bins) {
  const YearRows rows = years_of("evaluate_attainment", names, series, year, month, cumulative, plan);
  AttainmentEvaluation e;
  {
    py::gil_scoped_release unlocked;
    e = industria::evaluate_attainment(rows.years, {.months = months,
                                               .thresholds = thresholds,
                                               .first_plan = first_plan,
                                               .at_least = at_least,
                                               .simple_methods = simple_methods,
                                               .prior = prior,
                                               .score = {.levels = levels, .bins = bins}});
  }
  const std::vector<industria::Issue> of_rows = rows.all_issues();
  e.issues.insert(e.issues.begin(), of_rows.begin(), of_rows.end());
  return frames_of(std::move(e));
}

py::dict evaluate_targets(const Doubles& values, const Integers& offsets, const Integers& first, const Texts& ids, const Texts& target_ids,
                          const Integers& target_years, const Doubles& target_values, const std::vector<industria::Direction>& directions,
                          const std::vector<int>& cutoffs, industria::Method method, const std::vector<double>& levels, int bins) {
  std::vector<industria::Period> starts;
  for (std::int64_t y : span_of(first, "first")) starts.push_back(industria::Period::of_year(static_cast<int>(y)));
  const industria::PanelView panel{.values = span_of(values, "values"), .offsets = span_of(offsets, "offsets"), .first = starts, .ids = ids};
  std::vector<industria::YearlyTarget> targets;
  const auto years = span_of(target_years, "target years");
  const auto wanted = span_of(target_values, "target values");
  for (std::size_t i = 0; i < target_ids.size(); ++i) targets.push_back({target_ids[i], static_cast<int>(years[i]), wanted[i], directions.at(i)});
  AttainmentEvaluation e;
  {
    py::gil_scoped_release unlocked;
    const auto ask = [&](const industria::SeriesView& known, int horizon) {
      return industria::forecast(known, horizon, industria::ForecastOptions{.method = method});
    };
    e = industria::evaluate_attainment(panel, targets, cutoffs, ask, name(method), {.levels = levels, .bins = bins});
  }
  return frames_of(std::move(e));
}

}  // namespace

void register_plan_year(py::module_& m) {
  py::class_<PlanYearPrior>(m, "PlanYearPrior", "What is assumed of a year's course before any history is seen; parameters only.")
      .def_readonly("name", &PlanYearPrior::name)
      .def_readonly("source", &PlanYearPrior::source)
      .def("__repr__", [](const PlanYearPrior& p) { return "<industria.PlanYearPrior " + p.name + ">"; });
  m.def(
      "plan_year_prior",
      [](const std::string& kind) {
        if (kind == "uninformed") return industria::uninformed_plan_year_prior();
        return industria::plan_year_prior(py::cast(kind).cast<industria::PlanYearKind>());
      },
      py::arg("kind") = "output", "The shipped priors 'output' and 'investment', or 'uninformed'.");
  py::class_<PlanYearModel>(m, "PlanYearModel", "A prior updated with a panel of past years; passed to full_year_estimate.")
      .def_readonly("prior", &PlanYearModel::prior)
      .def_readonly("years", &PlanYearModel::years, "How many past years of series it rests on.")
      .def_readonly("last_year", &PlanYearModel::last_year)
      .def_readonly("ids", &PlanYearModel::ids)
      .def_readonly("issues", &PlanYearModel::issues, "Rows and years that teach nothing, and why.")
      .def("__repr__", [](const PlanYearModel& f) {
        return "<industria.PlanYearModel " + std::to_string(f.years) + " years of " + std::to_string(f.ids.size()) + " series, prior " + f.prior.name + ">";
      });
  m.def(
      "fit_plan_year_rows",
      [](const Texts& names, const Integers& series, const Integers& year, const Integers& month, const Doubles& cumulative, const Doubles& plan,
         const PlanYearPrior& prior) {
        const YearRows rows = years_of("fit_plan_year", names, series, year, month, cumulative, plan);
        py::gil_scoped_release unlocked;
        PlanYearModel model = industria::fit_plan_year(rows.years, prior);
        const std::vector<industria::Issue> of_rows = rows.all_issues();
        model.issues.insert(model.issues.begin(), of_rows.begin(), of_rows.end());
        return model;
      },
      py::arg("names"), py::arg("series"), py::arg("year"), py::arg("month"), py::arg("cumulative"), py::arg("plan"), py::arg("prior"));
  m.def("full_year_estimate_rows", &estimates, py::arg("names"), py::arg("series"), py::arg("year"), py::arg("month"), py::arg("cumulative"),
        py::arg("plan"), py::arg("model"), py::arg("upto"), py::arg("levels"), py::arg("thresholds"), py::arg("last_month_error"), py::arg("lang"));
  m.def("evaluate_plan_year_rows", &evaluate_plan_years, py::arg("names"), py::arg("series"), py::arg("year"), py::arg("month"),
        py::arg("cumulative"), py::arg("plan"), py::arg("months"), py::arg("thresholds"), py::arg("first_plan"), py::arg("at_least"),
        py::arg("simple_methods"), py::arg("prior"), py::arg("levels"), py::arg("bins"));
  m.def("evaluate_target_rows", &evaluate_targets, py::arg("values"), py::arg("offsets"), py::arg("first"), py::arg("ids"), py::arg("target_ids"),
        py::arg("target_years"), py::arg("target_values"), py::arg("directions"), py::arg("cutoffs"), py::arg("method"), py::arg("levels"),
        py::arg("bins"));
}

}  // namespace industria_python
