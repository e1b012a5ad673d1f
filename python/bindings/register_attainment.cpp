// SPDX-License-Identifier: Apache-2.0
// GrowthPrior, a frozen value that goes to and from plain dicts, its fit, and what targets/attainment.hpp answers.

#include "arguments.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/projection/growth_prior.hpp>
#include <industria/targets/attainment.hpp>

#include <pybind11/numpy.h>

#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace industria_python {
namespace {

using industria::Bounds;
using industria::Forecast;
using industria::GrowthLaw;
using industria::GrowthPrior;

template <class F>
void for_each_law_field(F f) {
  f("name", &GrowthLaw::name);
  f("weight", &GrowthLaw::weight);
  f("mean", &GrowthLaw::mean);
  f("mean_sd", &GrowthLaw::mean_sd);
  f("spread", &GrowthLaw::spread);
  f("volatility", &GrowthLaw::volatility);
  f("volatility_spread", &GrowthLaw::volatility_spread);
  f("persistence", &GrowthLaw::persistence);
  f("reversion", &GrowthLaw::reversion);
}
template <class F>
void for_each_prior_field(F f) {
  f("name", &GrowthPrior::name);
  f("dof", &GrowthPrior::dof);
  f("damping", &GrowthPrior::damping);
  f("common_shock", &GrowthPrior::common_shock);
  f("series", &GrowthPrior::series);
  f("growths", &GrowthPrior::growths);
  f("source", &GrowthPrior::source);
}

py::dict prior_to_dict(const GrowthPrior& prior) {
  py::dict out;
  for_each_prior_field([&](const char* name, auto member) { out[name] = prior.*member; });
  py::list laws;
  for (const GrowthLaw& law : prior.laws) {
    py::dict one;
    for_each_law_field([&](const char* name, auto member) { one[name] = law.*member; });
    laws.append(one);
  }
  out["laws"] = laws;
  return out;
}

template <class T>
T prior_entry(const py::dict& from, const char* name) {
  if (!from.contains(name)) throw industria::ValueError("GrowthPrior.from_dict: there is no '" + std::string(name) + "'");
  return from[name].cast<T>();
}

GrowthPrior prior_from_dict(const py::dict& from) {
  GrowthPrior out;
  for_each_prior_field([&](const char* name, auto member) {
    out.*member = prior_entry<std::remove_reference_t<decltype(out.*member)>>(from, name);
  });
  for (const py::handle row : prior_entry<py::list>(from, "laws")) {
    const auto fields = py::dict(**row.cast<py::dict>());
    GrowthLaw& law = out.laws.emplace_back();
    if (!fields.contains("reversion")) fields["reversion"] = 0.0;  // a prior kept before there was one
    for_each_law_field([&](const char* name, auto member) {
      law.*member = prior_entry<std::remove_reference_t<decltype(law.*member)>>(fields, name);
    });
  }
  out.validate();
  return out;
}

using Doubles = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Integers = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;

GrowthPrior fit(const Doubles& values, const Integers& offsets, const std::vector<int>& first_years, int last, const GrowthPrior* background,
                double own_weight, std::string name, std::string source) {
  std::vector<industria::Period> first;
  for (const int year : first_years) first.push_back(industria::Period::of_year(year));
  const industria::PanelView view{.values = {values.data(), static_cast<std::size_t>(values.size())},
                                  .offsets = {offsets.data(), static_cast<std::size_t>(offsets.size())},
                                  .first = first};
  const py::gil_scoped_release release;
  return industria::fit_growth_prior(view, {.last = last, .background = background, .own_weight = own_weight, .name = std::move(name),
                                            .source = std::move(source)});
}

Bounds bounds_of(double lo, double hi) {
  if (std::isnan(lo) || std::isnan(hi)) throw industria::ValueError("attainment: a bound is missing, expected a number or infinity");
  Bounds out;
  if (!std::isinf(lo)) out.lo = lo, out.lo_open = false;
  if (!std::isinf(hi)) out.hi = hi, out.hi_open = false;
  return out;
}

py::dict passage(const Forecast& forecast, double lo, double hi, int paths, std::uint64_t seed) {
  const industria::FirstPassage f = industria::first_passage(forecast, bounds_of(lo, hi), {.paths = paths, .seed = seed});
  py::dict out;
  out["periods"] = f.periods;
  out["probability"] = f.probability;
  out["by"] = f.by;
  out["beyond"] = f.beyond;
  out["median"] = f.median ? py::cast(*f.median) : py::none();
  out["expected_step"] = f.expected_step ? py::cast(f.expected_step.value) : py::none();
  return out;
}

/// (forecast, step, lo, hi): infinite ends are open.
using AskedTarget = std::tuple<const Forecast*, std::size_t, double, double>;
std::vector<industria::JointTarget> joint_targets(const std::vector<AskedTarget>& asked) {
  std::vector<industria::JointTarget> out;
  for (const auto& [forecast, step, lo, hi] : asked) out.push_back({forecast, step, bounds_of(lo, hi)});
  return out;
}

py::dict joint(const std::vector<AskedTarget>& targets, double common_shock, int paths, std::uint64_t seed) {
  const auto a = industria::joint_attainment(joint_targets(targets), {.common_shock = common_shock, .paths = paths, .seed = seed});
  py::dict out;
  out["each"] = a.each;
  out["expected"] = a.expected;
  out["all"] = a.all;
  out["any"] = a.any;
  out["count"] = a.count;
  out["left_out"] = a.left_out;
  return out;
}

py::dict aggregate(const std::vector<AskedTarget>& parts, const std::vector<double>& weights, double lo, double hi, double common_shock, int paths,
                   std::uint64_t seed) {
  const auto a = industria::aggregate_attainment(joint_targets(parts), weights, bounds_of(lo, hi),
                                                 {.common_shock = common_shock, .paths = paths, .seed = seed});
  py::dict out;
  out["probability"] = a.probability ? py::cast(a.probability.value) : py::none();
  out["median"] = a.median;
  out["lo-80"] = a.lower80;
  out["hi-80"] = a.upper80;
  out["lo-95"] = a.lower95;
  out["hi-95"] = a.upper95;
  return out;
}

}  // namespace

void register_growth_prior(py::module_& m) {
  Row<GrowthPrior>(m, "GrowthPrior", "What is known about growth before a series of few values has spoken: a frozen value.")
      .field("name", &GrowthPrior::name)
      .field("dof", &GrowthPrior::dof)
      .field("damping", &GrowthPrior::damping)
      .field("common_shock", &GrowthPrior::common_shock)
      .field("series", &GrowthPrior::series)
      .field("growths", &GrowthPrior::growths)
      .field("source", &GrowthPrior::source)
      .def_property_readonly("laws", [](const GrowthPrior& p) { return py::object(prior_to_dict(p)["laws"]); },
                             "How the series of each panel behind it grow, as dicts.")
      .def_property_readonly("mean", &GrowthPrior::mean, "Mean log growth a year.")
      .def_property_readonly("scale_between", &GrowthPrior::scale_between, "Scale of mean growth between series.")
      .def_property_readonly("scale_within", &GrowthPrior::scale_within, "Scale of a year's growth around it.")
      .def_static("shipped", [] { return GrowthPrior::shipped(); }, "The one that is used if none is given.")
      .def_static("stated", &GrowthPrior::stated, py::arg("mean_growth"), py::arg("sd"), py::arg("name") = "stated",
                  "An assumption: growth per year as a ratio, and the standard deviation of next year's.")
      .def("to_dict", &prior_to_dict, "Plain values, as json.dumps takes them.")
      .def_static("from_dict", &prior_from_dict, py::arg("values"), "The inverse of to_dict.")
      .def("__eq__",
           [](const GrowthPrior& a, const py::object& b) { return py::isinstance<GrowthPrior>(b) && a == b.cast<const GrowthPrior&>(); })
      .def("__repr__", [](const GrowthPrior& p) { return "<industria.GrowthPrior '" + p.name + "'>"; })
      .def(py::pickle([](const GrowthPrior& p) { return prior_to_dict(p); }, [](const py::dict& d) { return prior_from_dict(d); }));
  m.def("fit_growth_prior_arrays", &fit, py::arg("values"), py::arg("offsets"), py::arg("first_years"), py::kw_only(), py::arg("last") = 12,
        py::arg("background") = py::none(), py::arg("own_weight") = 0.5, py::arg("name") = "own",
        py::arg("source") = "the caller's panel");
}

void register_attainment(py::module_& m) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  m.def("first_passage", &passage, py::arg("forecast"), py::arg("lo") = -infinity, py::arg("hi") = infinity, py::kw_only(),
        py::arg("paths") = 4000, py::arg("seed") = 0, "When lo <= y <= hi is first met: by period, and beyond the horizon.");
  m.def("joint_attainment", &joint, py::arg("targets"), py::kw_only(), py::arg("common_shock") = 0.015, py::arg("paths") = 4000,
        py::arg("seed") = 0, "Targets (forecast, step, lo, hi) together: each, expected number, all, any, the law of the count.");
  m.def("aggregate_attainment", &aggregate, py::arg("parts"), py::arg("weights") = std::vector<double>{}, py::arg("lo") = -infinity,
        py::arg("hi") = infinity, py::kw_only(), py::arg("common_shock") = 0.015, py::arg("paths") = 4000, py::arg("seed") = 0,
        "The weighted sum of parts (forecast, step, lo, hi): P that it lies in [lo, hi], median and intervals.");
}

}  // namespace industria_python
