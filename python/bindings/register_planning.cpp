// SPDX-License-Identifier: Apache-2.0
// Use of capacity, disbursement, the capacity pipeline, present values, internal rates and grant elements.

#include "dataset.hpp"
#include "figures.hpp"
#include "register.hpp"

#include <industria/indicators/capacity_use.hpp>
#include <industria/indicators/disbursement.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/installed_capacity.hpp>
#include <industria/planning/grant_element.hpp>
#include <industria/planning/investment.hpp>
#include <industria/planning/pipeline.hpp>

#include <map>

INDUSTRIA_PYTHON_ENUM(industria::Repayment, "repayment", "equal_principal", "annuity", "bullet");

namespace industria_python {
namespace {

using industria::AggregateUtilisation;
using industria::CapacityLaw;
using industria::Disbursement;
using industria::InstalledCapacity;
using industria::InternalRates;
using industria::Loan;
using industria::PipelineProject;
using industria::PipelineRow;
using industria::PipelineYear;
using industria::Value;

void register_capacity(py::module_& m) {
  m.def(
      "ratio_arrays",
      [](const std::string& what, const Doubles& a, const Doubles& b) {
        return pair_by_pair(what.c_str(), a, b, [&](double x, double y) {
          if (what == "utilisation") return industria::utilisation(x, y);
          if (what == "efficiency") return industria::efficiency(x, y);
          if (what == "leverage") return industria::leverage(x, y);
          if (what == "total_multiplier") return industria::total_multiplier(x, y);
          if (what == "support_intensity") return industria::support_intensity(x, y);
          if (what == "disbursement_rate") return industria::disbursement_rate(x, y);
          throw industria::ValueError("ratio_arrays: '" + what + "' is no ratio");
        });
      },
      py::arg("what"), py::arg("a"), py::arg("b"));
  m.def("utilisation_figure", py::overload_cast<const industria::Figure&, const industria::Figure&, double>(&industria::utilisation), py::arg("output"),
        py::arg("capacity"), py::arg("years"));
  m.def("total_multiplier_figure", py::overload_cast<const industria::Figure&, const industria::Figure&>(&industria::total_multiplier), py::arg("total"),
        py::arg("public_money"));
  m.def(
      "aggregate_utilisation_groups",
      [](const Doubles& outputs, const Doubles& capacities, const Doubles& value_added, const Integers& offsets, bool partial) {
        const auto bounds = span_of(offsets, "aggregate_utilisation: offsets");
        const auto output = span_of(outputs, "aggregate_utilisation: outputs");
        require_groups("aggregate_utilisation", bounds, output.size());
        std::vector<AggregateUtilisation> out(bounds.size() - 1);
        industria::aggregate_utilisation(output, span_of(capacities, "aggregate_utilisation: capacities"),
                                         span_of(value_added, "aggregate_utilisation: value_added"), bounds, partial, out);
        py::dict result;
        add_fields<AggregateUtilisation>(result, out,
                                         {{"harmonic", &AggregateUtilisation::harmonic},
                                          {"weighted_mean", &AggregateUtilisation::weighted_mean},
                                          {"ratio_of_sums", &AggregateUtilisation::ratio_of_sums}});
        result["coverage"] = field_with_reasons(std::span<const AggregateUtilisation>(out), [](const AggregateUtilisation& u) { return Value(u.coverage); });
        return result;
      },
      py::arg("outputs"), py::arg("capacities"), py::arg("value_added"), py::arg("offsets"), py::arg("partial"));
  m.def("part_year_month", py::overload_cast<int>(&industria::part_year), py::arg("start_month"));
  m.def(
      "part_year_span",
      [](const PeriodArgument& first, const PeriodArgument& last, int year) { return industria::part_year({first.period, last.period}, year); },
      py::arg("first"), py::arg("last"), py::arg("year"));
  m.def(
      "ramp_arrays",
      [](const std::string& what, const Doubles& t, double a, double b, double c) {
        std::vector<Value> out;
        for (const double x : span_of(t, what.c_str())) {
          out.push_back(what == "logistic"      ? industria::logistic_ramp(x, a, b, c)
                        : what == "exponential" ? industria::exponential_ramp(x, a, b)
                                                : industria::learning_cost(x, a, b));
        }
        return with_reasons(out);
      },
      py::arg("what"), py::arg("t"), py::arg("a"), py::arg("b"), py::arg("c"));
  Row<InstalledCapacity>(m, "InstalledCapacity", "What is in operation of one product in a place, added up with its bounds.")
      .field("end_of_year", &InstalledCapacity::end_of_year)
      .field("average", &InstalledCapacity::average)
      .field("reason", &InstalledCapacity::reason)
      .field("coverage", &InstalledCapacity::coverage)
      .field("issues", &InstalledCapacity::issues)
      .def_property_readonly("rows", [](const InstalledCapacity& c) {
        std::vector<std::string> ids;
        for (const industria::Capacity* row : c.rows) ids.push_back(row->id);
        return ids;
      });
  m.def(
      "installed_capacity",
      [](const LoadedDataset& data, const std::string& product, int year, const std::string& place, bool partial) {
        return industria::installed_capacity(data, product, place, year, partial);
      },
      py::keep_alive<0, 1>(), py::arg("data"), py::arg("product"), py::arg("year"), py::arg("place"), py::arg("partial"));
}

void register_disbursement(py::module_& m) {
  FigureRow<Disbursement>(m, "Disbursement", "Money paid out against money allocated, time and a profile. Lags are percentage points.")
      .figure("rate", &Disbursement::rate)
      .figure("time_elapsed", &Disbursement::time_elapsed)
      .figure("lag", &Disbursement::lag)
      .figure("expected", &Disbursement::expected)
      .figure("lag_on_profile", &Disbursement::lag_on_profile)
      .figure("still_to_pay", &Disbursement::still_to_pay)
      .figure("needed_pace", &Disbursement::needed_pace);
  m.def(
      "disbursement_of",
      [](double disbursed, double allocated, int gone, int periods, const Doubles& profile) {
        return industria::disbursement(disbursed, allocated, gone, periods, span_of(profile, "disbursement: profile"));
      },
      py::arg("disbursed"), py::arg("allocated"), py::arg("gone"), py::arg("periods"), py::arg("profile"));
  m.def(
      "expected_share", [](const Doubles& profile, int periods) { return industria::expected_share(span_of(profile, "expected_share: profile"), periods); },
      py::arg("profile"), py::arg("periods"));
  m.def(
      "phased_budget_values",
      [](double budget, const Doubles& profile) { return with_reasons(industria::phased_budget(budget, span_of(profile, "phased_budget: profile"))); },
      py::arg("budget"), py::arg("profile"));
}

void register_investment(py::module_& m) {
  m.def(
      "npv_groups",
      [](const Doubles& flows, const Integers& offsets, double rate) {
        const auto bounds = span_of(offsets, "npv: offsets");
        const auto x = span_of(flows, "npv: flows");
        require_groups("npv", bounds, x.size());
        std::vector<Value> out;
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i) out.push_back(industria::npv(group(x, bounds, i), rate));
        return with_reasons(out);
      },
      py::arg("flows"), py::arg("offsets"), py::arg("rate"));
  m.def(
      "mirr_groups",
      [](const Doubles& flows, const Integers& offsets, double finance_rate, double reinvest_rate) {
        const auto bounds = span_of(offsets, "mirr: offsets");
        const auto x = span_of(flows, "mirr: flows");
        require_groups("mirr", bounds, x.size());
        std::vector<Value> out;
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i) out.push_back(industria::mirr(group(x, bounds, i), finance_rate, reinvest_rate));
        return with_reasons(out);
      },
      py::arg("flows"), py::arg("offsets"), py::arg("finance_rate"), py::arg("reinvest_rate"));
  m.def(
      "irr_groups",
      [](const Doubles& flows, const Integers& offsets) {
        const auto bounds = span_of(offsets, "irr: offsets");
        const auto x = span_of(flows, "irr: flows");
        require_groups("irr", bounds, x.size());
        std::vector<Value> out(bounds.size() - 1);
        {
          py::gil_scoped_release unlocked;
          for (std::size_t i = 0; i < out.size(); ++i) out[i] = industria::irr(group(x, bounds, i));
        }
        return with_reasons(out);
      },
      py::arg("flows"), py::arg("offsets"));
  Row<InternalRates>(m, "InternalRates", "Every rate at which the present value is zero, and the only one if there is one.")
      .field("rate", &InternalRates::rate)
      .field("roots", &InternalRates::roots)
      .field("sign_changes", &InternalRates::sign_changes)
      .def("__repr__", [](const InternalRates& r) {
        return "<industria.InternalRates " + py::repr(py::cast(r.roots)).cast<std::string>() +
               (r.rate || !r.roots.empty() ? "" : std::string(" ") + industria::name(r.rate.reason)) + ">";
      });
  m.def(
      "internal_rates", [](const Doubles& flows) { return industria::internal_rates(span_of(flows, "internal_rates: flows")); }, py::arg("flows"));
  m.def(
      "cost_per_outcome",
      [](const Doubles& costs, const Doubles& outcomes, double rate) {
        return industria::cost_per_outcome(span_of(costs, "cost_per_outcome: costs"), span_of(outcomes, "cost_per_outcome: outcomes"), rate);
      },
      py::arg("costs"), py::arg("outcomes"), py::arg("rate"));
  m.def("rate_per_period", &industria::rate_per_period, py::arg("yearly_rate"), py::arg("per_year"));
}

void register_loans(py::module_& m) {
  Row<Loan>(m, "Loan", "A loan by a stated convention of repayment.")
      .def(py::init([](double interest, double maturity_years, double grace_years, double face, int payments_per_year, industria::Repayment repayment) {
             const Loan loan{face, interest, grace_years, maturity_years, payments_per_year, repayment};
             (void)industria::debt_service(loan);  // refuses what is no loan
             return loan;
           }),
           py::arg("interest"), py::arg("maturity_years"), py::arg("grace_years") = 0.0, py::arg("face") = 100.0, py::arg("payments_per_year") = 1,
           py::arg("repayment") = industria::Repayment::equal_principal)
      .def("debt_service",
           [](const Loan& loan) {
             auto service = industria::debt_service(loan);
             py::dict out;
             out["payment"] = array_from(std::move(service.payment));
             out["interest"] = array_from(std::move(service.interest));
             out["principal"] = array_from(std::move(service.principal));
             out["outstanding"] = array_from(std::move(service.outstanding));
             return out;
           })
      .def("present_value", [](const Loan& loan, double discount) { return industria::present_value(loan, discount); }, py::arg("discount"))
      .def("grant_element", [](const Loan& loan, double discount) { return industria::grant_element(loan, discount); }, py::arg("discount") = 0.05)
      .def_readonly("face", &Loan::face)
      .def_readonly("interest", &Loan::interest)
      .def_readonly("grace_years", &Loan::grace_years)
      .def_readonly("maturity_years", &Loan::maturity_years)
      .def_readonly("payments_per_year", &Loan::payments_per_year)
      .def_readonly("repayment", &Loan::repayment)
      .def("__repr__", [](const Loan& loan) {
        const auto text = [](double x) { return py::repr(py::float_(x)).cast<std::string>(); };
        return "<industria.Loan " + text(loan.face) + " at " + text(loan.interest) + ", " + text(loan.maturity_years) + " years, " + text(loan.grace_years) +
               " of grace, " + industria::name(loan.repayment) + ">";
      });
  m.def(
      "grant_element_of_payments",
      [](double face, const Doubles& payments, int per_year, double discount) {
        return industria::grant_element(face, span_of(payments, "grant_element: payments"), per_year, discount);
      },
      py::arg("face"), py::arg("payments"), py::arg("per_year"), py::arg("discount"));
}

void register_pipeline(py::module_& m) {
  py::class_<CapacityLaw>(m, "CapacityLaw", "The sum of independent parts of which each comes whole with its probability or not at all.")
      .def(py::init([](double certain, const Doubles& sizes, const Doubles& probabilities) {
             const auto size = span_of(sizes, "CapacityLaw: sizes");
             const auto probability = span_of(probabilities, "CapacityLaw: probabilities");
             require_same("CapacityLaw: probabilities", probability.size(), size.size());
             std::vector<CapacityLaw::Part> parts;
             for (std::size_t i = 0; i < size.size(); ++i) parts.push_back({size[i], probability[i]});
             return CapacityLaw(certain, parts);
           }),
           py::arg("certain"), py::arg("sizes"), py::arg("probabilities"))
      .def_property_readonly("certain", &CapacityLaw::certain)
      .def_property_readonly("expected", &CapacityLaw::expected)
      .def_property_readonly("deviation", &CapacityLaw::deviation)
      .def_property_readonly("all", &CapacityLaw::all)
      .def_property_readonly("is_exact", &CapacityLaw::is_exact)
      .def("probability_at_least", &CapacityLaw::probability_at_least, py::arg("x"))
      .def("quantile", &CapacityLaw::quantile, py::arg("p"))
      .def("interval", &CapacityLaw::interval, py::arg("level"))
      .def("__repr__", [](const CapacityLaw& law) {
        const auto text = [](double x) { return py::repr(py::float_(x)).cast<std::string>(); };
        return "<industria.CapacityLaw certain=" + text(law.certain()) + " expected=" + text(law.expected()) + " all=" + text(law.all()) + ">";
      });
  Row<PipelineProject> project(m, "PipelineProject", "A project of the capacity pipeline.");
  project
      .def(py::init([](std::string id, double capacity, industria::Stage stage, const std::optional<PeriodArgument>& start,
                       const std::optional<PeriodArgument>& latest_start, double probability) {
             PipelineProject made;
             made.id = std::move(id);
             made.capacity = capacity;
             made.stage = stage;
             if (start) made.start = {start->period, latest_start ? latest_start->period : start->period};
             made.probability = probability;
             return made;
           }),
           py::arg("id"), py::arg("capacity"), py::arg("stage") = industria::Stage::unknown, py::arg("start") = py::none(),
           py::arg("latest_start") = py::none(), py::arg("probability") = industria::missing);
  project.field("id", &PipelineProject::id)
      .field("capacity", &PipelineProject::capacity)
      .field("start", &PipelineProject::start)
      .field("stage", &PipelineProject::stage)
      .field("probability", &PipelineProject::probability);
  Row<PipelineRow>(m, "PipelineRow", "One stage of the pipeline at the end of a year, risk not weighed and weighed.")
      .field("stage", &PipelineRow::stage)
      .field("projects", &PipelineRow::projects)
      .field("nominal", &PipelineRow::nominal)
      .field("expected", &PipelineRow::expected);
  FigureRow<PipelineYear> year(m, "PipelineYear", "A year of the capacity pipeline, in the projects' unit.");
  year.figure("end_of_year", &PipelineYear::end_of_year)
      .figure("average", &PipelineYear::average)
      .figure("certain_end", &PipelineYear::certain_end)
      .figure("certain_average", &PipelineYear::certain_average);
  year.field("year", &PipelineYear::year)
      .field("end_law", &PipelineYear::end_law)
      .field("average_law", &PipelineYear::average_law)
      .field("by_stage", &PipelineYear::by_stage)
      .field("coverage", &PipelineYear::coverage)
      .field("issues", &PipelineYear::issues);
  m.def(
      "capacity_pipeline_of",
      [](const std::vector<PipelineProject>& projects, double existing, int first, int last, const std::map<std::string, double>& probabilities,
         bool earliest_start, bool partial) {
        industria::PipelineOptions options{.probabilities = {}, .earliest_start = earliest_start, .partial = partial};
        for (const auto& [stage, p] : probabilities) {
          auto& by = options.probabilities;
          double* const entry = stage == "planned"              ? &by.planned
                                : stage == "detailed_plan"      ? &by.detailed_plan
                                : stage == "approved"           ? &by.approved
                                : stage == "under_construction" ? &by.under_construction
                                : stage == "trial"              ? &by.trial
                                                                : nullptr;
          if (entry == nullptr) {
            throw industria::ValueError("capacity_pipeline: probabilities has '" + stage +
                                        "', expected 'planned', 'detailed_plan', 'approved', 'under_construction' or 'trial'");
          }
          *entry = p;
        }
        return industria::capacity_pipeline(projects, existing, first, last, options);
      },
      py::arg("projects"), py::arg("existing"), py::arg("first"), py::arg("last"), py::arg("probabilities"), py::arg("earliest_start"), py::arg("partial"));
  m.def(
      "pipeline_projects",
      [](const LoadedDataset& data, const std::string& product, const UnitArgument& unit, const std::string& place) {
        auto found = industria::pipeline_projects(data, product, place, unit.unit);
        return py::make_tuple(std::move(found.value), std::move(found.issues));
      },
      py::arg("data"), py::arg("product"), py::arg("unit"), py::arg("place"));
}

}  // namespace

void register_planning(py::module_& m) {
  register_capacity(m);
  register_disbursement(m);
  register_investment(m);
  register_loans(m);
  register_pipeline(m);
}

}  // namespace industria_python
