// SPDX-License-Identifier: Apache-2.0
// Pace of a panel's targets, trajectories, a year's plan over its months, and what drives a gap.

#include "arguments.hpp"
#include "columns.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>
#include <industria/targets/gap_drivers.hpp>
#include <industria/targets/target_pace.hpp>
#include <industria/targets/trajectory.hpp>

#include <pybind11/functional.h>

INDUSTRIA_PYTHON_ENUM(industria::FactorMethod, "method", "log_mean", "shapley");

namespace industria_python {
namespace {

using industria::FactorMethod;
using industria::GapByFactor;
using industria::GapByPart;
using industria::Language;
using industria::Pace;
using industria::Panel;
using industria::Target;
using industria::Value;

py::dict pace_panel(const Panel& panel, const Integers& rows, const std::vector<Target>& targets, bool unit_known, int history_years, bool is_rate, Language lang) {
  const industria::PanelTargets wanted{.rows = span_of(rows, "pace: rows"), .targets = targets, .units_stated = unit_known};
  std::vector<Pace> made;
  {
    py::gil_scoped_release unlocked;
    made = industria::pace(panel.view(), wanted, {.history_years = history_years, .is_rate = is_rate});
  }
  const std::size_t n = made.size();
  py::dict out;
  const auto values = [&](const char* name, Value Pace::*member) {
    std::vector<double> column(n);
    for (std::size_t i = 0; i < n; ++i) column[i] = (made[i].*member).value;
    out[name] = array_from(std::move(column));
  };
  const auto counts = [&](const char* name, int Pace::*member) {
    std::vector<std::int64_t> column(n);
    for (std::size_t i = 0; i < n; ++i) column[i] = made[i].*member;
    out[name] = copied(column);
  };
  std::vector<industria::Period> last(n);
  std::vector<double> last_actual(n);
  std::vector<std::uint8_t> reason(n);
  std::vector<std::uint8_t> in_changes(n);
  std::vector<std::uint8_t> in_amounts(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (made[i].last_period) last[i] = *made[i].last_period;
    last_actual[i] = made[i].last_actual;
    reason[i] = static_cast<std::uint8_t>(made[i].reason);
    in_changes[i] = made[i].in_changes ? 1 : 0;
    in_amounts[i] = made[i].in_amounts ? 1 : 0;
  }
  out["reason"] = reason_labels(reason);
  out["last_ds"] = period_labels(last);
  out["last_actual"] = array_from(std::move(last_actual));
  values("gap", &Pace::gap);
  values("gap_relative", &Pace::gap_relative);
  values("gap_points", &Pace::gap_points);
  counts("years", &Pace::years);
  values("required_growth", &Pace::required_growth);
  values("required_change", &Pace::required_change);
  out["in_changes"] = copied(in_changes);
  out["in_amounts"] = copied(in_amounts);
  counts("reached", &Pace::reached);
  counts("of_years", &Pace::of_years);
  values("place", &Pace::place);
  counts("panel_reached", &Pace::panel_reached);
  counts("panel_of", &Pace::panel_of);
  values("panel_place", &Pace::panel_place);
  py::list words;
  for (const Pace& one : made) words.append(pace_text(one, lang));
  out["text"] = words;
  return out;
}

py::dict part_columns(const GapByPart& made) {
  std::vector<double> target;
  std::vector<double> gap;
  std::vector<double> points;
  for (const industria::GapPart& part : made.parts) {
    target.push_back(part.target);
    gap.push_back(part.gap.value);
    points.push_back(part.points.value);
  }
  py::dict out;
  out["target"] = array_from(std::move(target));
  out["gap"] = array_from(std::move(gap));
  out["points"] = array_from(std::move(points));
  out["unallocated"] = made.unallocated;
  out["total"] = made.gap.value;
  return out;
}

py::dict gap_by_part(const Doubles& target, const Doubles& actual, double target_total, double actual_total) {
  return part_columns(industria::gap_by_part(span_of(target, "target"), span_of(actual, "actual"), target_total, actual_total));
}
py::dict gap_by_base(double target_total, const Doubles& base, const Doubles& actual) {
  return part_columns(industria::gap_by_part(target_total, span_of(base, "base"), span_of(actual, "actual")));
}

py::dict gap_by_factor(const Doubles& target, const Doubles& actual, FactorMethod method) {
  if (target.ndim() != 2 || actual.ndim() != 2 || target.shape(1) != actual.shape(1)) {
    throw industria::ShapeError("gap_by_factor: expected target and actual as tables, a row a part and a column a factor");
  }
  const auto cells_of = [](const Doubles& table) { return std::span<const double>(table.data(), static_cast<std::size_t>(table.size())); };
  GapByFactor made = industria::gap_by_factor(cells_of(target), cells_of(actual), static_cast<std::size_t>(target.shape(1)), method);
  py::dict out;
  out["cells"] = array_from(std::move(made.cells)).attr("reshape")(target.shape(0), target.shape(1));
  out["totals"] = array_from(std::move(made.totals));
  out["total"] = made.gap.value;
  out["by_shapley"] = made.by_shapley;
  return out;
}

py::dict probability_by_part(const Doubles& target, const Doubles& actual, const std::function<double(double)>& probability) {
  const GapByPart gap = industria::gap_by_part(span_of(target, "target"), span_of(actual, "actual"));
  std::vector<double> closed;
  std::vector<double> gain;
  std::vector<double> per_percent;
  for (const industria::PartSensitivity& one : industria::probability_by_part(gap, probability)) {
    closed.push_back(one.if_closed.value);
    gain.push_back(one.gain.value);
    per_percent.push_back(one.per_percent.value);
  }
  py::dict out;
  out["if_closed"] = array_from(std::move(closed));
  out["gain"] = array_from(std::move(gain));
  out["per_percent"] = array_from(std::move(per_percent));
  return out;
}

py::tuple trajectory(const PeriodArgument& base_ds, double base, const PeriodArgument& ds, double target, industria::TrajectoryShape shape, double steepness,
                     double midpoint, const py::object& milestones) {
  industria::TrajectoryOptions options{.shape = shape, .steepness = steepness, .midpoint = midpoint, .milestones = {}};
  for (const py::handle row : milestones) {
    const auto stated = row.cast<py::sequence>();
    options.milestones.push_back({stated[0].cast<PeriodArgument>().period, stated[1].cast<double>()});
  }
  industria::Trajectory made = industria::trajectory(base_ds.period, base, ds.period, target, options);
  std::vector<std::string> periods;
  for (std::size_t i = 0; i < made.values.size(); ++i) periods.push_back(to_text(made.first.plus(static_cast<int>(i))));
  return py::make_tuple(std::move(periods), array_from(std::move(made.values)));
}

}  // namespace

void register_pace(py::module_& m) {
  const industria::PaceOptions pace_defaults;
  const industria::TrajectoryOptions path_defaults;
  m.def("pace_panel", &pace_panel, py::arg("panel"), py::arg("rows"), py::arg("targets"), py::arg("unit_known"),
        py::arg("history_years") = pace_defaults.history_years, py::arg("is_rate") = pace_defaults.is_rate, py::arg("lang") = Language::en);
  m.def("gap_by_part", &gap_by_part, py::arg("target"), py::arg("actual"), py::arg("target_total") = industria::missing, py::arg("actual_total") = industria::missing,
        "What each part adds to the gap of the whole: target, gap, points (percentage points of the whole's target), unallocated, total. Gaps and unallocated add up to total.");
  m.def("gap_by_base", &gap_by_base, py::arg("target_total"), py::arg("base"), py::arg("actual"),
        "The same where only the whole has a target: each part's is its base times target_total / sum of the bases.");
  m.def("gap_by_factor", &gap_by_factor, py::arg("target"), py::arg("actual"), py::kw_only(), py::arg("method") = FactorMethod::log_mean,
        "Gap of a sum of products by factor, without residual: tables with a row a part and a column a factor. cells, totals, total, by_shapley.");
  m.def("probability_by_part", &probability_by_part, py::arg("target"), py::arg("actual"), py::arg("probability"),
        "How P(attain) depends on each part: probability(shift) is P with the whole's level moved by shift. if_closed, gain, per_percent.");
  m.def("trajectory", &trajectory, py::arg("base_ds"), py::arg("base"), py::arg("ds"), py::arg("target"), py::kw_only(), py::arg("shape") = path_defaults.shape,
        py::arg("steepness") = path_defaults.steepness, py::arg("midpoint") = path_defaults.midpoint,
        py::arg("milestones") = py::tuple(),
        "Periods and levels of the path from a base to a target: 'linear', 'constant_growth', 's_curve' or 'milestones'.");
  m.def(
      "seasonal_profile",
      [](const Doubles& values, const PeriodArgument& first, int years) {
        const auto y = span_of(values, "values");
        return array_from(std::move(industria::seasonal_profile({.values = y, .first = first.period}, years).shares));
      },
      py::arg("values"), py::arg("first"), py::kw_only(), py::arg("years") = 0,
      "Median share of each part of the year over the last complete years (0: all), adding up to 1; empty without a complete year.");
  m.def(
      "within_year", [](double plan, const Doubles& shares, bool cumulative) { return array_from(industria::within_year(plan, span_of(shares, "shares"), cumulative)); },
      py::arg("plan"), py::arg("shares"), py::kw_only(), py::arg("cumulative") = true, "A year's plan over its parts, from January on or each for itself.");
}

}  // namespace industria_python
