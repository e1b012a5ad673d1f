// SPDX-License-Identifier: Apache-2.0
// Attainment over panels and trees: first passage, joint and summed probabilities, curves and what drives them, as columns with issues.

#include "arguments.hpp"
#include "columns.hpp"
#include "register.hpp"

#include <industria/hierarchy/aggregate.hpp>
#include <industria/model/panel.hpp>
#include <industria/targets/attainment_drivers.hpp>
#include <industria/targets/attainment_panel.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace industria_python {
namespace {

using industria::Bounds;
using industria::Driver;
using industria::Forecast;
using industria::GrowthPrior;
using industria::JointOptions;
using industria::LevelQuestions;
using industria::Panel;
using industria::PanelForecast;
using industria::PanelView;
using industria::Period;
using industria::Reason;
using industria::Target;
using industria::TargetIssue;
using industria::Tree;

/// A panel without what is missing at the end of its series: forecasts begin after the last figure.
struct EndedPanel {
  std::vector<double> values;
  std::vector<std::int64_t> offsets{0};
  PanelView view;

  explicit EndedPanel(const PanelView& panel) : view(panel) {
    for (std::size_t i = 0; i < panel.size(); ++i) {
      const auto y = panel.series(i).values;
      const auto last = industria::last_observed(y);
      const auto kept = last < 0 ? y.size() : static_cast<std::size_t>(last) + 1;
      values.insert(values.end(), y.begin(), y.begin() + static_cast<std::ptrdiff_t>(kept));
      offsets.push_back(static_cast<std::int64_t>(values.size()));
    }
    view.values = values;
    view.offsets = offsets;
  }
};

/// What every call has in common: targets beside their series, and how these are forecast and asked.
struct AskedPanel {
  const Panel& panel;
  const Integers& rows;
  const std::vector<Target>& targets;
  bool unit_known;
  const std::vector<std::size_t>& numberless;  ///< targets that stand without their number
  std::string model;
  const GrowthPrior* prior;
  int h;  ///< 0: as far as the targets
  int paths;
  std::uint64_t seed;
  int n_threads;

  [[nodiscard]] std::vector<Target> stated() const {
    std::vector<Target> out = targets;
    for (const std::size_t k : numberless) {
      out.at(k).figure.value = industria::missing;
      out[k].figure.bounds = {};
    }
    return out;
  }
  [[nodiscard]] PanelForecast forecast(const PanelView& view, int steps, const GoOn& go_on) const {
    industria::PanelForecastOptions options;
    options.models = models_of({model});
    if (prior != nullptr) options.common.prior = *prior;
    options.common.n_threads = n_threads;
    options.common.progress = go_on;
    return industria::forecast_panel(view, steps, options);
  }
  [[nodiscard]] JointOptions joint(std::optional<double> shock, const GoOn& go_on) const {
    const double known = shock ? *shock : (prior != nullptr ? *prior : GrowthPrior::shipped()).common_shock;
    return {.common_shock = known, .paths = paths, .seed = seed, .n_threads = n_threads, .progress = go_on};
  }
};

py::list issues_of(const std::vector<TargetIssue>& issues) {
  py::list out;
  for (const TargetIssue& one : issues) out.append(one.issue);
  return out;
}
py::tuple reason_column(const std::vector<Reason>& reasons) {
  std::vector<std::uint8_t> codes;
  for (const Reason one : reasons) codes.push_back(static_cast<std::uint8_t>(one));
  return reason_labels(codes);
}

/// Runs answer(questions, forecasts, go_on) over the panel's own series.
template <class Answer>
auto ask_panel(const AskedPanel& asked, const Answer& answer) {
  return interruptible(asked.n_threads, [&](const GoOn& go_on) {
    const EndedPanel ended(asked.panel.view());
    const std::vector<Target> targets = asked.stated();
    const LevelQuestions questions = industria::level_questions(ended.view, {.rows = span_of(asked.rows, "rows"), .targets = targets, .units_stated = asked.unit_known});
    const int h = asked.h > 0 ? asked.h : industria::horizon_of(ended.view, questions);
    return answer(questions, asked.forecast(ended.view, h, go_on), go_on);
  });
}

#define INDUSTRIA_ASKED                                                                                                                            \
  const Panel &panel, const Integers &rows, const std::vector<Target>&targets, bool unit_known, const std::vector<std::size_t>&numberless,         \
      std::string model, const GrowthPrior *prior, int h, int paths, std::uint64_t seed, int n_threads
#define INDUSTRIA_ASKED_AS_GIVEN                                                                                                                   \
  { panel, rows, targets, unit_known, numberless, std::move(model), prior, h, paths, seed, n_threads }

py::dict curve_panel(INDUSTRIA_ASKED, const std::vector<double>& factors) {
  const AskedPanel asked INDUSTRIA_ASKED_AS_GIVEN;
  auto made = ask_panel(asked, [&](const LevelQuestions& q, const PanelForecast& f, const GoOn&) { return industria::attainment_curve(f, 0, q, factors); });
  py::dict out;
  out["reason"] = reason_column(made.reasons);
  out["landing"] = array_from(std::move(made.median));
  out["p_attain"] = array_from(std::move(made.probability));
  out["issues"] = issues_of(made.issues);
  return out;
}

py::dict first_passage_panel(INDUSTRIA_ASKED) {
  const AskedPanel asked INDUSTRIA_ASKED_AS_GIVEN;
  auto made = ask_panel(asked, [&](const LevelQuestions& q, const PanelForecast& f, const GoOn& go_on) {
    return industria::first_passage(f, 0, q, {.paths = paths, .seed = seed, .n_threads = n_threads, .progress = go_on});
  });
  std::vector<Period> median;
  std::vector<Period> periods;
  for (std::size_t i = 0; i < made.first.size(); ++i) {
    median.push_back(made.median_step[i] == 0 ? Period{} : made.first[i].plus(made.median_step[i] - 1));
    for (int k = 0; k < made.horizon; ++k) periods.push_back(made.first[i].year == 0 ? Period{} : made.first[i].plus(k));
  }
  py::dict out;
  out["horizon"] = made.horizon;
  out["reason"] = reason_column(made.reasons);
  out["p_by"] = array_from(std::move(made.by_period));
  out["median_ds"] = period_labels(median);
  out["expected_step"] = array_from(std::move(made.expected_step));
  out["p_beyond"] = array_from(std::move(made.beyond));
  out["met_ds"] = period_labels(periods);
  out["probability"] = array_from(std::move(made.probability));
  out["by"] = array_from(std::move(made.by));
  out["issues"] = issues_of(made.issues);
  return out;
}

py::dict joint_panel(INDUSTRIA_ASKED, const std::vector<std::int32_t>& groups, std::optional<double> common_shock) {
  const AskedPanel asked INDUSTRIA_ASKED_AS_GIVEN;
  auto made = ask_panel(asked, [&](const LevelQuestions& q, const PanelForecast& f, const GoOn& go_on) {
    return industria::joint_attainment(f, 0, q, groups, asked.joint(common_shock, go_on));
  });
  py::dict out;
  out["n_targets"] = copied(made.targets);
  out["left_out"] = copied(made.left_out);
  out["expected"] = array_from(std::move(made.expected));
  out["p_all"] = array_from(std::move(made.all));
  out["p_any"] = array_from(std::move(made.any));
  out["each"] = array_from(std::move(made.each));
  out["offsets"] = copied(made.offsets);
  out["count"] = array_from(std::move(made.count));
  out["reason"] = reason_column(made.reasons);
  out["issues"] = issues_of(made.issues);
  return out;
}

/// Runs answer(view, forecasts, questions, options) over the nodes of a tree; `rows` are its nodes. What the tree lacks goes before the other issues.
template <class Answer>
auto ask_tree(const AskedPanel& asked, const Tree& tree, std::optional<double> common_shock, std::vector<industria::Issue>& of_tree, const Answer& answer) {
  return interruptible(asked.n_threads, [&](const GoOn& go_on) {
    const EndedPanel ended(asked.panel.view());
    const std::vector<Target> targets = asked.stated();
    const industria::Aggregation sums = industria::aggregate(tree, ended.view);
    for (const industria::Issue& issue : sums.issues) {
      if (issue.code == "hierarchy.no_series" || issue.code == "hierarchy.not_in_tree") of_tree.push_back(issue);
    }
    const LevelQuestions questions =
        industria::level_questions(sums.panel.view(), {.rows = span_of(asked.rows, "rows"), .targets = targets, .units_stated = asked.unit_known});
    const int h = asked.h > 0 ? asked.h : industria::horizon_of(ended.view, questions.periods);
    const PanelForecast forecasts = asked.forecast(ended.view, h, go_on);
    return answer(ended.view, forecasts, questions, asked.joint(common_shock, go_on));
  });
}

py::list tree_issues(const std::vector<industria::Issue>& of_tree, const std::vector<TargetIssue>& others) {
  py::list out;
  for (const industria::Issue& one : of_tree) out.append(one);
  for (const TargetIssue& one : others) out.append(one.issue);
  return out;
}

py::dict aggregate_tree(INDUSTRIA_ASKED, const Tree& tree, std::optional<double> common_shock) {
  const AskedPanel asked INDUSTRIA_ASKED_AS_GIVEN;
  std::vector<industria::Issue> of_tree;
  auto made = ask_tree(asked, tree, common_shock, of_tree, [&](const PanelView& view, const PanelForecast& f, const LevelQuestions& q, const JointOptions& o) {
    return industria::aggregate_attainment(tree, view, f, 0, q, o);
  });
  py::dict out;
  out["reason"] = reason_column(made.reasons);
  out["parts"] = copied(made.parts);
  out["landing"] = array_from(std::move(made.median));
  out["landing-lo-80"] = array_from(std::move(made.lower80));
  out["landing-hi-80"] = array_from(std::move(made.upper80));
  out["landing-lo-95"] = array_from(std::move(made.lower95));
  out["landing-hi-95"] = array_from(std::move(made.upper95));
  out["p_attain"] = array_from(std::move(made.probability));
  out["issues"] = tree_issues(of_tree, made.issues);
  return out;
}

py::dict drivers_tree(INDUSTRIA_ASKED, const Tree& tree, std::optional<double> common_shock) {
  const AskedPanel asked INDUSTRIA_ASKED_AS_GIVEN;
  std::vector<industria::Issue> of_tree;
  auto made = ask_tree(asked, tree, common_shock, of_tree, [&](const PanelView& view, const PanelForecast& f, const LevelQuestions& q, const JointOptions& o) {
    return industria::attainment_drivers(tree, view, f, 0, q, o);
  });
  py::dict out;
  std::vector<std::int64_t> question(made.question.begin(), made.question.end());
  out["question"] = copied(question);
  out["node"] = copied(made.node);
  out["landing"] = array_from(std::move(made.landing));
  out["target"] = array_from(std::move(made.target));
  out["gap"] = array_from(std::move(made.gap));
  out["p_if_met"] = array_from(std::move(made.if_met));
  out["gain"] = array_from(std::move(made.gain));
  out["gap_share"] = array_from(std::move(made.gap_share));
  out["per_percent"] = array_from(std::move(made.per_percent));
  out["percent_share"] = array_from(std::move(made.percent_share));
  out["p_attain"] = array_from(std::move(made.probability));
  out["p_if_all_closed"] = array_from(std::move(made.if_all_closed));
  out["all_percent"] = array_from(std::move(made.all_percent));
  out["issues"] = tree_issues(of_tree, made.issues);
  return out;
}

#undef INDUSTRIA_ASKED
#undef INDUSTRIA_ASKED_AS_GIVEN

/// (forecast or None, step, value, target)
using DriverCell = std::tuple<const Forecast*, std::size_t, double, double>;
py::dict drivers_cells(const std::vector<DriverCell>& given, std::size_t factors, double lo, double hi, double common_shock, int paths, std::uint64_t seed) {
  std::vector<Driver> cells;
  for (const auto& [forecast, step, value, target] : given) cells.push_back({.forecast = forecast, .step = step, .value = value, .target = target});
  Bounds wanted;
  if (!industria::is_missing(lo)) wanted.lo = lo, wanted.lo_open = false;
  if (!industria::is_missing(hi)) wanted.hi = hi, wanted.hi_open = false;
  industria::AttainmentDrivers made;
  {
    const py::gil_scoped_release unlocked;
    made = industria::attainment_drivers(cells, factors, wanted, {.common_shock = common_shock, .paths = paths, .seed = seed});
  }
  py::dict out;
  const auto column = [&](const auto& rows, auto member, auto write) {
    std::vector<double> values;
    for (const auto& one : rows) values.push_back(write(one.*member));
    return array_from(std::move(values));
  };
  const auto value_of = [](const industria::Value& v) { return v.value; };
  using Cell = industria::DriverSensitivity;
  out["landing"] = column(made.cells, &Cell::landing, [](double x) { return x; });
  out["gap"] = column(made.cells, &Cell::gap, value_of);
  out["p_if_met"] = column(made.cells, &Cell::if_met, value_of);
  out["gain"] = column(made.cells, &Cell::gain, value_of);
  out["gap_share"] = column(made.cells, &Cell::gap_share, value_of);
  out["factor_p_if_met"] = column(made.by_factor, &Cell::if_met, value_of);
  out["factor_gain"] = column(made.by_factor, &Cell::gain, value_of);
  out["factor_gap_share"] = column(made.by_factor, &Cell::gap_share, value_of);
  out["per_percent"] = column(made.parts, &industria::PartPercent::alone, value_of);
  out["percent_share"] = column(made.parts, &industria::PartPercent::share, value_of);
  out["p_attain"] = made.probability.value;
  out["p_if_all_closed"] = made.if_all_closed.value;
  out["all_percent"] = made.all_percent.value;
  return out;
}

std::vector<double> curve_of(const Forecast& forecast, std::size_t step, industria::Direction direction, const std::vector<double>& targets) {
  return industria::attainment_curve(forecast, step, direction, targets);
}

}  // namespace

void register_attainment_panel(py::module_& m) {
  const auto define = [&m](const char* name, auto function, const auto&... more) {
    m.def(name, function, py::arg("panel"), py::arg("rows"), py::arg("targets"), py::arg("unit_known"), py::arg("numberless"), py::kw_only(), py::arg("model"),
          py::arg("prior"), py::arg("h"), py::arg("paths"), py::arg("seed"), py::arg("n_threads"), more...);
  };
  define("attainment_curve_panel", &curve_panel, py::arg("factors"));
  define("first_passage_panel", &first_passage_panel);
  define("joint_attainment_panel", &joint_panel, py::arg("groups"), py::arg("common_shock"));
  define("aggregate_attainment_tree", &aggregate_tree, py::arg("tree"), py::arg("common_shock"));
  define("attainment_drivers_tree", &drivers_tree, py::arg("tree"), py::arg("common_shock"));
  m.def("attainment_drivers_cells", &drivers_cells, py::arg("cells"), py::arg("factors"), py::kw_only(), py::arg("lo"), py::arg("hi"), py::arg("common_shock"),
        py::arg("paths"), py::arg("seed"));
  m.def("attainment_curve", &curve_of, py::arg("forecast"), py::arg("step"), py::arg("direction"), py::arg("targets"));
}

}  // namespace industria_python
