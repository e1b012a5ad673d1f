// SPDX-License-Identifier: Apache-2.0
// Values with reasons, bounds, issues, the catalogue of texts and number formats.

#include "fields.hpp"
#include "register.hpp"

#include <industria/base/bounds.hpp>
#include <industria/base/catalogue.hpp>
#include <industria/base/number_format.hpp>
#include <industria/base/utf8.hpp>

#include <pybind11/operators.h>

namespace industria_python {
namespace {

using industria::Bounds;
using industria::Issue;
using industria::Language;
using industria::Location;
using industria::Value;

std::string bounds_repr(const Bounds& b) {
  return std::string(b.lo_open ? "(" : "[") + (b.has_lo() ? industria::to_shortest(b.lo) : "-inf") +
         ", " + (b.has_hi() ? industria::to_shortest(b.hi) : "inf") + (b.hi_open ? ")" : "]");
}

void register_values(py::module_& m) {
  py::class_<Value>(m, "Value",
                    "A number, or the reason why there is none. True if the number is there.")
      .def(py::init<double>(), py::arg("value"))
      .def_readonly("value", &Value::value)
      .def_readonly("reason", &Value::reason)
      .def("__bool__", [](const Value& v) { return static_cast<bool>(v); })
      .def("__float__", [](const Value& v) { return v.value; })
      .def("__repr__", [](const Value& v) {
        return v ? "Value(" + industria::to_shortest(v.value) + ")"
                 : std::string("Value(") + industria::name(v.reason) + ")";
      });
  py::class_<Bounds>(m, "Bounds", "What is known of a number that is not known exactly.")
      .def(py::init([](double lo, double hi, bool lo_open, bool hi_open) {
             if (lo != lo || hi != hi)
               throw industria::ValueError("Bounds: an end is NaN, expected numbers or infinities");
             return Bounds{lo, hi, lo_open || !(lo - lo == 0.0), hi_open || !(hi - hi == 0.0)};
           }),
           py::arg("lo") = -std::numeric_limits<double>::infinity(),
           py::arg("hi") = std::numeric_limits<double>::infinity(), py::arg("lo_open") = false,
           py::arg("hi_open") = false)
      .def_readonly("lo", &Bounds::lo)
      .def_readonly("hi", &Bounds::hi)
      .def_readonly("lo_open", &Bounds::lo_open)
      .def_readonly("hi_open", &Bounds::hi_open)
      .def("has_lo", &Bounds::has_lo)
      .def("has_hi", &Bounds::has_hi)
      .def("is_exact", &Bounds::is_exact)
      .def("is_empty", &Bounds::is_empty)
      .def("contains", &Bounds::contains, py::arg("x"))
      .def("__contains__", &Bounds::contains)
      .def(py::self == py::self)  // NOLINT(misc-redundant-expression): pybind11's way to bind ==
      .def("__repr__", &bounds_repr);
}

void register_issues(py::module_& m) {
  py::class_<Location>(m, "Location", "Where an issue is: a cell of a table, or a whole file.")
      .def_readonly("file", &Location::file)
      .def_readonly("sheet", &Location::sheet)
      .def_readonly("line", &Location::line)
      .def_readonly("column", &Location::column)
      .def("__str__", &industria::location_text)
      .def("__repr__",
           [](const Location& l) { return "<industria.Location '" + location_text(l) + "'>"; });
  py::class_<Issue>(m, "Issue", "One problem of the data: where, what, why and how to mend it.")
      .def_readonly("severity", &Issue::severity)
      .def_readonly("code", &Issue::code)
      .def_readonly("where", &Issue::where)
      .def_readonly("value", &Issue::value)
      .def_property_readonly("args",
                             [](const Issue& i) {
                               py::dict args;
                               for (const auto& [key, value] : i.args) args[py::str(key)] = value;
                               return args;
                             })
      .def("message", &industria::message, py::arg("lang") = Language::en)
      .def("remedy", &industria::remedy, py::arg("lang") = Language::en)
      .def("text", py::overload_cast<const Issue&, Language>(&industria::to_text),
           py::arg("lang") = Language::en)
      .def("__str__", [](const Issue& i) { return to_text(i, Language::en); })
      .def("__repr__", [](const Issue& i) {
        return "<industria.Issue " + i.code + " " + location_text(i.where) + ">";
      });
}

/// The names that Python knows beside those of the library, for the test that they are the same.
template <class E>
void add_names(py::dict& all) {
  py::list names;
  for (std::size_t i = 0; i < EnumNames<E>::names.size(); ++i) {
    names.append(py::make_tuple(EnumNames<E>::names[i], std::string(name(static_cast<E>(i)))));
  }
  all[EnumNames<E>::what] = names;
}
template <class... E>
py::dict all_names_of() {
  py::dict all;
  (add_names<E>(all), ...);
  return all;
}

}  // namespace

void register_base(py::module_& m) {
  register_values(m);
  register_issues(m);
  m.def(
      "text",
      [](const std::string& key, Language lang, const py::kwargs& kwargs) {
        industria::TextArgs args;
        for (const auto& [name, value] : kwargs) args.emplace_back(py::str(name), py::str(value));
        return industria::text(key, lang, args);
      },
      py::arg("key"), py::arg("lang") = Language::en,
      "The catalogue's text of a key in 'vi' or 'en', with {placeholders} filled: "
      "text('verdict.likely', 'vi').");
  m.def("has_text", &industria::has_text, py::arg("key"), "True if the catalogue has the key.");
  m.def("text_keys", &industria::text_keys, "All keys of the catalogue.");
  m.def("format_number", &industria::format_number, py::arg("x"), py::arg("decimals"),
        py::arg("lang") = Language::en, py::arg("trim_zeros") = false,
        "41200.5 as '41.200,50' (vi) or '41,200.50' (en), whatever the locale.");
  m.def("format_significant", &industria::format_significant, py::arg("x"), py::arg("digits"),
        py::arg("lang") = Language::en,
        "Rounded to so many digits, but never to less than whole units; without trailing zeros.");
  m.def("name_key", &industria::name_key, py::arg("name"),
        "A name in the form in which names are compared: one case, NFC, one tone placement, Đ for "
        "Ð.");
  m.def("to_nfc", &industria::to_nfc, py::arg("text"));
  m.def("enum_names", [] {
    using namespace industria;
    return all_names_of<Reason, Qualifier, PlaceKind, Stage, SiteKind, ProjectStatus, FundingKind,
                    FundingStage, Accounting, Desired, Measure, Status, TargetKind, Direction,
                    Quality, Method, ReconcileMethod, Verdict>();
  });
}

}  // namespace industria_python
