// SPDX-License-Identifier: Apache-2.0
// Periods and spans of periods; days are datetime.date.

#include "fields.hpp"
#include "register.hpp"

#include <industria/base/period.hpp>

#include <pybind11/operators.h>

namespace industria_python {

using industria::Language;
using industria::Period;
using industria::PeriodKind;
using industria::PeriodSpan;

Period read_period(const std::string& text) {
  const auto period = industria::parse_period(text);
  if (!period) {
    throw industria::ParseError(
        "Period: '" + text + "' is no period, expected e.g. '2026', '2026-Q3' or 'quý III/2026'");
  }
  return *period;
}

industria::Date read_date(const std::string& text) {
  const auto date = industria::parse_date(text);
  if (!date)
    throw industria::ParseError("date: '" + text +
                                "' is no day, expected e.g. '2021-12-31' or '31/12/2021'");
  return *date;
}

namespace {

Period period_made_of(int year, PeriodKind kind, int index) {
  const Period period{year, kind, index};
  if (!period.is_valid()) {
    throw industria::ValueError(
        "Period: year " + std::to_string(year) + ", index " + std::to_string(index) +
        " is out of range, expected a year from 1 to 9999 and an index from 1 to " +
        std::to_string(periods_per_year(kind)));
  }
  return period;
}

}  // namespace

void register_period(py::module_& m) {
  py::class_<Period>(m, "Period",
                     "A year, half, quarter, month or year to date; read from any usual spelling.")
      .def(py::init([](const PeriodArgument& text) { return text.period; }), py::arg("text"))
      .def(py::init(&period_made_of), py::arg("year"), py::arg("kind"), py::arg("index") = 1)
      .def_readonly("year", &Period::year)
      .def_readonly("kind", &Period::kind)
      .def_readonly("index", &Period::index)
      .def_property_readonly("ordinal", &Period::ordinal)
      .def_property_readonly("first_day", &Period::first_day)
      .def_property_readonly("last_day", &Period::last_day)
      .def("text", py::overload_cast<const Period&, Language>(&industria::to_text),
           py::arg("lang") = Language::en)
      .def("__add__", &Period::plus, py::is_operator())
      .def(
          "__sub__", [](const Period& a, int n) { return a.plus(-n); }, py::is_operator())
      .def(
          "__sub__",
          [](const Period& a, const Period& b) { return industria::steps_between(b, a); },
          py::is_operator())
      .def(
          "__eq__", [](const Period& a, const Period& b) { return a == b; }, py::is_operator())
      .def(
          "__lt__", [](const Period& a, const Period& b) { return (a <=> b) < 0; },
          py::is_operator())
      .def(
          "__le__", [](const Period& a, const Period& b) { return (a <=> b) <= 0; },
          py::is_operator())
      .def(
          "__gt__", [](const Period& a, const Period& b) { return (a <=> b) > 0; },
          py::is_operator())
      .def(
          "__ge__", [](const Period& a, const Period& b) { return (a <=> b) >= 0; },
          py::is_operator())
      .def("__hash__",
           [](const Period& p) {
             return py::hash(py::make_tuple(p.ordinal(), static_cast<int>(p.kind)));
           })
      .def("__str__", [](const Period& p) { return to_text(p); })
      .def("__repr__", [](const Period& p) { return "Period('" + to_text(p) + "')"; })
      .def("__reduce__", [](const py::object& p) {
        return py::make_tuple(py::type::of(p), py::make_tuple(py::str(p)));
      });
  py::class_<PeriodSpan>(m, "PeriodSpan", "From one period to another, both included.")
      .def(py::init([](const PeriodArgument& first, const PeriodArgument& last) {
             return PeriodSpan{first.period, last.period};
           }),
           py::arg("first"), py::arg("last"))
      .def_readonly("first", &PeriodSpan::first)
      .def_readonly("last", &PeriodSpan::last)
      .def("length", &PeriodSpan::length)
      .def("text", py::overload_cast<const PeriodSpan&, Language>(&industria::to_text),
           py::arg("lang") = Language::en)
      .def(py::self == py::self)  // NOLINT(misc-redundant-expression): pybind11's way to bind ==
      .def("__str__", [](const PeriodSpan& s) { return to_text(s); })
      .def("__repr__",
           [](const PeriodSpan& s) { return "<industria.PeriodSpan " + to_text(s) + ">"; });
  m.def(
      "parse_period", [](const std::string& text) { return industria::parse_period(text); },
      py::arg("text"),
      "A period in any usual spelling ('quý III/2021', '2021-Q3', 'năm 2022'); None if it is "
      "none.");
  m.def(
      "parse_period_span",
      [](const std::string& text) { return industria::parse_period_span(text); }, py::arg("text"),
      "A span in any usual spelling ('giai đoạn 2021 - 2025'); None if it is none.");
}

}  // namespace industria_python
