// SPDX-License-Identifier: Apache-2.0
// Assessments of the targets of a dataset.

#include "arguments.hpp"
#include "dataset.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/targets/assess.hpp>

namespace industria_python {
namespace {

using industria::Assessment;
using industria::AssessOptions;
using industria::Date;
using industria::GrowthPrior;
using industria::Language;
using industria::Method;

AssessOptions assess_options(Date as_of, std::vector<double> levels, Method method,
                             const GrowthPrior* prior, double likely, double unlikely,
                             int n_threads, industria::TrajectoryShape path = industria::TrajectoryShape::constant_growth,
                             const industria::PlanYearPrior* plan_year = nullptr) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  AssessOptions options;
  options.as_of = as_of;
  options.forecast = forecast_options(method, -infinity, infinity, prior, std::nullopt, n_threads);
  options.levels = std::move(levels);
  options.likely = likely;
  options.unlikely = unlikely;
  options.path.shape = path;
  if (plan_year != nullptr) options.plan_year = *plan_year;
  return options;
}

std::vector<Assessment> assess_dataset(const LoadedDataset& data, Date as_of,
                                       std::vector<double> levels, Method method,
                                       const GrowthPrior* prior, double likely, double unlikely,
                                       int n_threads, industria::TrajectoryShape path, const industria::PlanYearPrior* plan_year) {
  const auto options =
      assess_options(as_of, std::move(levels), method, prior, likely, unlikely, n_threads, path, plan_year);
  py::gil_scoped_release unlocked;
  return industria::assess(static_cast<const industria::Dataset&>(data), options);
}

void register_assessment(py::module_& m) {
  Row<Assessment> assessment(m, "Assessment",
                             "A target against actual and forecast, as of a date.");
  assessment.field("target_id", &Assessment::target_id)
      .field("key", &Assessment::key)
      .field("kind", &Assessment::kind)
      .field("period", &Assessment::period)
      .field("verdict", &Assessment::verdict)
      .field("reason", &Assessment::reason)
      .field("lacking", &Assessment::lacking)
      .field("direction", &Assessment::direction)
      .field("unit", &Assessment::unit)
      .field("basis", &Assessment::basis)
      .field("target", &Assessment::target)
      .field("target_value", &Assessment::target_value)
      .field("last_period", &Assessment::last_period)
      .field("last_actual", &Assessment::last_actual)
      .field("last_status", &Assessment::last_status)
      .field("observations", &Assessment::observations)
      .field("gap", &Assessment::gap)
      .field("gap_relative", &Assessment::gap_relative)
      .field("required_growth", &Assessment::required_growth)
      .field("required_growth_bounds", &Assessment::required_growth_bounds)
      .field("required_change", &Assessment::required_change)
      .field("past_growth", &Assessment::past_growth)
      .field("repeat_level", &Assessment::repeat_level)
      .field("repeat_gap", &Assessment::repeat_gap)
      .field("repeat_gap_relative", &Assessment::repeat_gap_relative)
      .field("pace", &Assessment::pace)
      .field("required_path", &Assessment::required_path)
      .field("path_periods", &Assessment::path_periods)
      .field("forecast", &Assessment::forecast)
      .field("landing", &Assessment::landing)
      .field("landing_intervals", &Assessment::landing_intervals)
      .field("probability", &Assessment::probability)
      .field("calibrated", &Assessment::calibrated)
      .field("issues", &Assessment::issues)
      .field("statements", &Assessment::statements);
  assessment
      .def_property_readonly("lacking_args",
                             [](const Assessment& a) {
                               py::dict args;
                               for (const auto& [key, value] : a.lacking_args)
                                 args[py::str(key)] = value;
                               return args;
                             })
      .def(
          "lacking_text",
          [](const Assessment& a, Language lang) {
            return a.lacking.empty() ? std::string()
                                     : industria::text(a.lacking, lang, a.lacking_args);
          },
          py::arg("lang") = Language::en, "The datum that is lacking, in words; empty if none is.")
      .def(
          "not_in_it",
          [](const Assessment& a, Language lang) {
            std::vector<std::string> out;
            for (const std::string_view key : industria::not_in_it(a)) out.push_back(industria::text(key, lang));
            return out;
          },
          py::arg("lang") = Language::en, "What the probability knows nothing of, calibrated or not, in words.")
      .def("probability_text", &industria::probability_text, py::arg("lang") = Language::en,
           "'about 30%': rounded to ten points as long as it is not calibrated.")
      .def(
          "to_json", [](const Assessment& a) { return industria::to_json(a); },
          "As JSON (docs/assessment.schema.json); a missing number is null with its reason.")
      .def("__repr__", [](const Assessment& a) {
        return "<industria.Assessment " + a.key.unique_id() + " " + to_text(a.period) + ": " +
               std::string(name(a.verdict)) + ">";
      });
}

}  // namespace

void register_targets(py::module_& m) {
  register_assessment(m);
  const AssessOptions defaults;
  auto dataset = py::reinterpret_borrow<py::class_<LoadedDataset>>(m.attr("Dataset"));
  dataset.def("assess", &assess_dataset, py::arg("as_of") = py::none(), py::kw_only(),
              py::arg("levels") = defaults.levels, py::arg("method") = defaults.forecast.method,
              py::arg("prior") = py::none(), py::arg("likely") = defaults.likely,
              py::arg("unlikely") = defaults.unlikely, py::arg("n_threads") = 1,
              py::arg("path") = defaults.path.shape, py::arg("plan_year") = py::none(),
              "Every target of the dataset as known on a day: one Assessment per key and period.");
  m.def(
      "to_json", [](const std::vector<Assessment>& all) { return industria::to_json(all); },
      py::arg("assessments"),
      "Assessments as JSON (docs/assessment.schema.json); a missing number is null with its "
      "reason.");
}

}  // namespace industria_python
