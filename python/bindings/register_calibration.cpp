// SPDX-License-Identifier: Apache-2.0
// IntervalCalibration: a frozen value that goes to and from plain dicts, and so through pickle and JSON, bit for bit.

#include "arguments.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/projection/calibration.hpp>

#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace industria_python {
namespace {

using industria::ErrorClass;
using industria::IntervalCalibration;

/// Calls f(name, member) for every field of a class.
template <class F>
void for_each_field(F f) {
  f("method", &ErrorClass::method);
  f("members", &ErrorClass::members);
  f("season_length", &ErrorClass::season_length);
  f("change_weight", &ErrorClass::change_weight);
  f("level_below", &ErrorClass::level_below);
  f("level_above", &ErrorClass::level_above);
  f("step_below", &ErrorClass::step_below);
  f("step_above", &ErrorClass::step_above);
  f("short_series", &ErrorClass::short_series);
  f("dof", &ErrorClass::dof);
  f("persistence", &ErrorClass::persistence);
  f("errors", &ErrorClass::errors);
}

py::dict to_dict(const ErrorClass& row) {
  py::dict out;
  for_each_field([&](const char* name, auto member) { out[name] = row.*member; });
  return out;
}

py::dict to_dict(const IntervalCalibration& value) {
  py::dict out;
  out["name"] = value.name;
  out["source"] = value.source;
  py::list classes;
  for (const ErrorClass& row : value.classes) classes.append(to_dict(row));
  out["classes"] = classes;
  return out;
}

template <class T>
T entry(const py::dict& from, const char* name) {
  if (!from.contains(name)) {
    throw industria::ValueError("IntervalCalibration.from_dict: there is no '" + std::string(name) + "'");
  }
  return from[name].cast<T>();
}

IntervalCalibration calibration_from_dict(const py::dict& from) {
  IntervalCalibration out;
  out.name = entry<std::string>(from, "name");
  out.source = entry<std::string>(from, "source");
  for (const py::handle row : entry<py::list>(from, "classes")) {
    const auto fields = row.cast<py::dict>();
    ErrorClass& made = out.classes.emplace_back();
    for_each_field([&](const char* name, auto member) {
      made.*member = entry<std::remove_reference_t<decltype(made.*member)>>(fields, name);
    });
    const double finite = made.change_weight + made.level_below + made.level_above + made.step_below + made.step_above + made.short_series;
    if (!(made.season_length >= 1 && made.dof > 0.0 && made.persistence >= 0.0 && made.persistence <= 1.0 && std::isfinite(finite))) {
      throw industria::ValueError("IntervalCalibration.from_dict: season_length is " + std::to_string(made.season_length) +
                                  ", dof is " + std::to_string(made.dof) + ", persistence is " + std::to_string(made.persistence) +
                                  ", expected 1 or more, above 0, between 0 and 1, and finite numbers for the rest");
    }
  }
  return out;
}

}  // namespace

void register_calibration(py::module_& m) {
  Row<IntervalCalibration>(m, "IntervalCalibration", "How wide intervals must be to cover what they say: a frozen value.")
      .field("name", &IntervalCalibration::name)
      .field("source", &IntervalCalibration::source)
      .def_property_readonly("classes", [](const IntervalCalibration& c) { return py::object(to_dict(c)["classes"]); },
                             "The error law of each model and season length, as dicts.")
      .def_static("shipped", [] { return IntervalCalibration::shipped(); }, "The one that is used if none is given.")
      .def_static("none", [] { return IntervalCalibration::none(); }, "No calibration: what the models say of themselves.")
      .def("to_dict", [](const IntervalCalibration& c) { return to_dict(c); }, "Plain values, as json.dumps takes them.")
      .def_static("from_dict", &calibration_from_dict, py::arg("values"), "The inverse of to_dict.")
      .def("__eq__",
           [](const IntervalCalibration& a, const py::object& b) {
             return py::isinstance<IntervalCalibration>(b) && to_dict(a).equal(to_dict(b.cast<const IntervalCalibration&>()));
           })
      .def("__repr__", [](const IntervalCalibration& c) { return "<industria.IntervalCalibration '" + c.name + "'>"; })
      .def(py::pickle([](const IntervalCalibration& c) { return to_dict(c); }, [](const py::dict& d) { return calibration_from_dict(d); }));
}

}  // namespace industria_python
