// SPDX-License-Identifier: Apache-2.0
// Targets of every kind against the series of a panel: columns of assessments, and what is wrong with each target.

#include "arguments.hpp"
#include "columns.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>
#include <industria/targets/assess_panel.hpp>

namespace industria_python {
namespace {

using industria::AssessmentColumns;
using industria::AssessOptions;
using industria::Date;
using industria::Language;
using industria::Method;
using industria::Panel;
using industria::PanelTargets;
using industria::Target;
using industria::TargetIssue;

py::dict assess_columns(const Panel& panel, const Integers& rows, const std::vector<Target>& targets, bool unit_known, Date as_of,
                        std::vector<double> levels, Method method, const industria::GrowthPrior* prior, double likely, double unlikely,
                        const industria::PlanYearPrior* plan_year) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  AssessOptions options;
  options.as_of = as_of;
  options.forecast = forecast_options(method, -infinity, infinity, prior, std::nullopt, 1);
  options.levels = std::move(levels);
  options.likely = likely;
  options.unlikely = unlikely;
  if (plan_year != nullptr) options.plan_year = *plan_year;
  const PanelTargets wanted{.rows = span_of(rows, "assess: rows"), .targets = targets, .units_stated = unit_known};
  AssessmentColumns made = interruptible(1, [&](const GoOn& go_on) {
    options.forecast.progress = go_on;
    return industria::assess_columns(panel.view(), wanted, options);
  });
  py::dict out;
  out["status"] = labels(made.verdict, names_of<industria::Verdict>());
  out["reason"] = reason_labels(made.reason);
  out["last_ds"] = period_labels(made.last_period);
  out["last_actual"] = array_from(std::move(made.last_actual));
  out["landing"] = array_from(std::move(made.landing));
  out["landing_lo"] = array_from(std::move(made.landing_lo));
  out["landing_hi"] = array_from(std::move(made.landing_hi));
  out["gap"] = array_from(std::move(made.gap));
  out["gap_relative"] = array_from(std::move(made.gap_relative));
  out["required_growth"] = array_from(std::move(made.required_growth));
  out["pace"] = array_from(std::move(made.pace));
  out["p_attain"] = array_from(std::move(made.probability));
  out["n_obs"] = copied(made.observations);
  out["pool_share"] = array_from(std::move(made.pool_share));
  out["calibrated"] = copied(made.calibrated);
  out["quality"] = labels(made.quality, names_of<industria::Quality>());
  out["method_used"] = labels(made.method, std::move(made.method_names));
  return out;
}

/// The required path of every target, one row a period: position of the target, period, value.
py::dict required_paths(const Panel& panel, const Integers& rows, const std::vector<Target>& targets, bool unit_known, Date as_of, Method method,
                        const industria::GrowthPrior* prior, industria::TrajectoryShape shape, double steepness, double midpoint, const py::object& milestones) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  AssessOptions options;
  options.as_of = as_of;
  options.forecast = forecast_options(method, -infinity, infinity, prior, std::nullopt, 1);
  options.levels.clear();
  options.path = {.shape = shape, .steepness = steepness, .midpoint = midpoint, .milestones = {}};
  for (const py::handle row : milestones) {
    const auto stated = row.cast<py::sequence>();
    options.path.milestones.push_back({stated[0].cast<PeriodArgument>().period, stated[1].cast<double>()});
  }
  const PanelTargets wanted{.rows = span_of(rows, "required_paths: rows"), .targets = targets, .units_stated = unit_known};
  const std::vector<industria::Assessment> made = interruptible(1, [&](const GoOn& go_on) {
    options.forecast.progress = go_on;
    return industria::assess(panel.view(), wanted, options);
  });
  std::vector<std::int64_t> position;
  std::vector<industria::Period> periods;
  std::vector<double> values;
  for (std::size_t i = 0; i < made.size(); ++i) {
    for (std::size_t h = 0; h < made[i].required_path.size(); ++h) {
      position.push_back(static_cast<std::int64_t>(i));
      periods.push_back(made[i].path_periods[h]);
      values.push_back(made[i].required_path[h]);
    }
  }
  py::dict out;
  out["target"] = copied(position);
  out["ds"] = period_labels(periods);
  out["value"] = array_from(std::move(values));
  return out;
}

/// (position of the target, severity, code, message, remedy) for each issue.
py::list target_issues(const Panel& panel, const Integers& rows, const std::vector<Target>& targets, bool unit_known, Date as_of, Language lang) {
  const PanelTargets wanted{.rows = span_of(rows, "target_issues: rows"), .targets = targets, .units_stated = unit_known};
  std::vector<TargetIssue> found;
  {
    py::gil_scoped_release unlocked;
    found = industria::target_issues(panel.view(), wanted, as_of);
  }
  py::list out;
  for (const TargetIssue& one : found) {
    out.append(py::make_tuple(one.target, one.issue.severity, one.issue.code, message(one.issue, lang), remedy(one.issue, lang)));
  }
  return out;
}

}  // namespace

void register_target_panel(py::module_& m) {
  const AssessOptions defaults;
  m.def("assess_columns", &assess_columns, py::arg("panel"), py::arg("rows"), py::arg("targets"), py::arg("unit_known"), py::arg("as_of"),
        py::arg("levels"), py::arg("method") = defaults.forecast.method, py::arg("prior") = py::none(), py::arg("likely") = defaults.likely,
        py::arg("unlikely") = defaults.unlikely, py::arg("plan_year") = py::none());
  m.def("required_paths", &required_paths, py::arg("panel"), py::arg("rows"), py::arg("targets"), py::arg("unit_known"), py::arg("as_of"), py::arg("method"), py::arg("prior"),
        py::arg("shape"), py::arg("steepness") = defaults.path.steepness, py::arg("midpoint") = defaults.path.midpoint, py::arg("milestones") = py::tuple());
  m.def("target_issues", &target_issues, py::arg("panel"), py::arg("rows"), py::arg("targets"), py::arg("unit_known"), py::arg("as_of"),
        py::arg("lang") = Language::en);
}

}  // namespace industria_python
