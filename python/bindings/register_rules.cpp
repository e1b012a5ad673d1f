// SPDX-License-Identifier: Apache-2.0
// Progress rules over arrays of cases, and the cases of a panel.

#include "arguments.hpp"
#include "columns.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>
#include <industria/targets/target_pace.hpp>

#include <algorithm>
#include <deque>

INDUSTRIA_PYTHON_ENUM(industria::Rule, "rule", "eurostat", "open_sdg", "un_progress_chart", "un_progress_chart_2022", "escap_current_status",
                      "escap_anticipated_progress", "sdsn_arrows", "weather_symbols", "distance_to_target", "distance_covered");

namespace industria_python {
namespace {

using industria::CaseOptions;
using industria::Direction;
using industria::Panel;
using industria::Progress;
using industria::ProgressCase;
using industria::ProgressClass;
using industria::Rule;
using industria::RuleOptions;
using industria::Target;

/// Thresholds as Python gives them: [("worst",), ("better", 0.0), ("best", 0.95, True)]: word, from, only above it.
struct Classes {
  std::vector<ProgressClass> rows;
  std::deque<std::string> words;  // the views of rows

  explicit Classes(const py::object& given) {
    if (given.is_none()) return;
    for (const py::handle row : given) {
      const auto parts = row.cast<py::sequence>();
      if (parts.size() < 1 || parts.size() > 3) throw industria::ValueError("progress: a class has " + std::to_string(parts.size()) + " parts, expected word, from, after");
      ProgressClass one;
      one.word = words.emplace_back(parts[0].cast<std::string>());
      if (parts.size() > 1) one.from = parts[1].cast<double>();
      if (parts.size() > 2) one.after = parts[2].cast<bool>();
      rows.push_back(one);
    }
  }
};

struct RuleArguments {
  Classes with_target;
  Classes without_target;
  RuleOptions options;

  RuleArguments(const py::object& with, const py::object& without, double zero_substitute, double limit_factor, bool is_parity, bool is_percentage)
      : with_target(with), without_target(without) {
    options.with_target = with_target.rows;
    options.without_target = without_target.rows;
    options.zero_substitute = zero_substitute;
    options.limit_factor = limit_factor;
    options.is_parity = is_parity;
    options.is_percentage = is_percentage;
  }
};

py::dict columns_of(Rule rule, const std::vector<ProgressCase>& cases, const RuleArguments& arguments) {
  std::vector<Progress> made(cases.size());
  {
    py::gil_scoped_release unlocked;
    industria::progress(rule, cases, made, arguments.options);
  }
  const std::size_t n = made.size();
  std::vector<double> measure(n);
  std::vector<double> score(n);
  std::vector<std::int64_t> rank(n);
  std::vector<std::uint8_t> is_met(n);
  std::vector<std::uint8_t> reason(n);
  std::vector<std::int32_t> codes(n);
  std::vector<std::string> words{""};
  std::map<std::string_view, std::int32_t> known{{"", 0}};
  for (std::size_t i = 0; i < n; ++i) {
    measure[i] = made[i].measure.value;
    score[i] = made[i].score.value;
    rank[i] = made[i].rank;
    is_met[i] = made[i].is_met ? 1 : 0;
    reason[i] = static_cast<std::uint8_t>(made[i].reason);
    const auto [it, is_new] = known.try_emplace(made[i].word, static_cast<std::int32_t>(words.size()));
    if (is_new) words.emplace_back(made[i].word);
    codes[i] = it->second;
  }
  py::dict out;
  out["status"] = labels(codes, std::move(words));
  out["reason"] = reason_labels(reason);
  out["measure"] = array_from(std::move(measure));
  out["score"] = array_from(std::move(score));
  out["rank"] = copied(rank);
  out["is_met"] = copied(is_met);
  return out;
}

/// Arrays of one length; an empty one is missing throughout.
py::dict progress_arrays(Rule rule, const Doubles& base, const Doubles& value, const Doubles& target, const Doubles& since, const Doubles& total,
                         const Doubles& recent_change, const Doubles& predicted, const Doubles& spread, const std::vector<Direction>& direction,
                         const py::object& with_target, const py::object& without_target, double zero_substitute, double limit_factor,
                         bool is_parity, bool is_percentage) {
  const RuleArguments arguments(with_target, without_target, zero_substitute, limit_factor, is_parity, is_percentage);
  std::vector<ProgressCase> cases(direction.size());
  const auto fill = [&](const Doubles& column, const char* name, double ProgressCase::*member) {
    const auto values = span_of(column, name);
    if (values.empty()) return;
    if (values.size() != cases.size()) throw industria::ShapeError(std::string("progress: ") + name + " has " + std::to_string(values.size()) + " values, expected " + std::to_string(cases.size()));
    for (std::size_t i = 0; i < cases.size(); ++i) cases[i].*member = values[i];
  };
  fill(base, "base", &ProgressCase::base);
  fill(value, "value", &ProgressCase::value);
  fill(target, "target", &ProgressCase::target);
  fill(since, "since", &ProgressCase::since);
  fill(total, "total", &ProgressCase::total);
  fill(recent_change, "recent_change", &ProgressCase::recent_change);
  fill(predicted, "predicted", &ProgressCase::predicted);
  fill(spread, "spread", &ProgressCase::spread);
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].direction = direction[i];
  return columns_of(rule, cases, arguments);
}

/// Standard deviation of the panel's latest values: the comparison group of distance_to_target.
double spread_of_latest(const Panel& panel) {
  std::vector<double> latest;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const auto values = panel.series(i).values;
    if (const auto last = industria::last_observed(values); last >= 0) latest.push_back(values[static_cast<std::size_t>(last)]);
  }
  if (latest.size() < 2) return industria::missing;
  double mean = 0.0;
  for (const double x : latest) mean += x / static_cast<double>(latest.size());
  double sum = 0.0;
  for (const double x : latest) sum += (x - mean) * (x - mean);
  return std::sqrt(sum / static_cast<double>(latest.size() - 1));
}

py::dict progress_panel(const Panel& panel, const Integers& rows, const std::vector<Target>& targets, bool unit_known, Rule rule,
                        const std::optional<PeriodArgument>& base, int years, int least_years, int recent_years, const Doubles& weights,
                        const py::object& with_target, const py::object& without_target, double zero_substitute, double limit_factor, bool is_parity,
                        bool is_percentage) {
  const RuleArguments arguments(with_target, without_target, zero_substitute, limit_factor, is_parity, is_percentage);
  CaseOptions options;
  if (base) options.base = base->period;
  options.years = years;
  options.least_years = least_years;
  options.recent_years = recent_years;
  options.weights = span_of(weights, "weights");
  const industria::PanelTargets wanted{.rows = span_of(rows, "progress: rows"), .targets = targets, .units_stated = unit_known};
  std::vector<industria::Reason> reasons;
  std::vector<ProgressCase> cases = industria::progress_cases(panel.view(), wanted, options, &reasons);
  const double spread = spread_of_latest(panel);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (reasons[i] == industria::Reason::none) cases[i].spread = spread;
  }
  py::dict out = columns_of(rule, cases, arguments);
  std::vector<std::uint8_t> why(reasons.size());
  for (std::size_t i = 0; i < why.size(); ++i) why[i] = static_cast<std::uint8_t>(reasons[i]);
  out["case_reason"] = reason_labels(why);
  std::vector<double> base_level;
  std::vector<double> value;
  for (const ProgressCase& c : cases) {
    base_level.push_back(c.base);
    value.push_back(c.value);
  }
  out["base"] = array_from(std::move(base_level));
  out["value"] = array_from(std::move(value));
  return out;
}

py::list thresholds(std::span<const ProgressClass> classes) {
  py::list out;
  for (const ProgressClass& one : classes) out.append(py::make_tuple(std::string(one.word), one.from, one.after));
  return out;
}

}  // namespace

void register_rules(py::module_& m) {
  const RuleOptions defaults;
  const CaseOptions case_defaults;
  m.def("progress_arrays", &progress_arrays, py::arg("rule"), py::arg("base"), py::arg("value"), py::arg("target"), py::arg("since"), py::arg("total"),
        py::arg("recent_change"), py::arg("predicted"), py::arg("spread"), py::arg("direction"), py::arg("with_target") = py::none(),
        py::arg("without_target") = py::none(), py::arg("zero_substitute") = defaults.zero_substitute, py::arg("limit_factor") = defaults.limit_factor,
        py::arg("is_parity") = defaults.is_parity, py::arg("is_percentage") = defaults.is_percentage);
  m.def("progress_panel", &progress_panel, py::arg("panel"), py::arg("rows"), py::arg("targets"), py::arg("unit_known"), py::arg("rule"),
        py::arg("base") = py::none(), py::arg("years") = case_defaults.years, py::arg("least_years") = case_defaults.least_years,
        py::arg("recent_years") = case_defaults.recent_years, py::arg("weights") = py::array_t<double>(0), py::arg("with_target") = py::none(),
        py::arg("without_target") = py::none(), py::arg("zero_substitute") = defaults.zero_substitute, py::arg("limit_factor") = defaults.limit_factor,
        py::arg("is_parity") = defaults.is_parity, py::arg("is_percentage") = defaults.is_percentage);
  m.def(
      "rule_table",
      [](Rule rule) {
        const industria::RuleTable& table = industria::rule_table(rule);
        py::dict out;
        out["with_target"] = thresholds(table.with_target);
        out["without_target"] = thresholds(table.without_target);
        out["met"] = std::string(table.met);
        out["lower_is_better"] = table.lower_is_better;
        out["source"] = std::string(table.source);
        return out;
      },
      py::arg("rule"), "Thresholds of a rule as data: (word, from, only above it) in rising order, and their source.");
}

}  // namespace industria_python
