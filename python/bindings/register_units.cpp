// SPDX-License-Identifier: Apache-2.0
// Units, price bases, amounts and figures with bounds, and numbers in text.

#include "fields.hpp"
#include "register.hpp"

#include <industria/base/number_format.hpp>
#include <industria/units/amount.hpp>
#include <industria/units/number_text.hpp>
#include <industria/units/unit.hpp>

#include <pybind11/operators.h>

namespace industria_python {

using industria::Amount;
using industria::Figure;
using industria::Language;
using industria::NumberText;
using industria::PriceBasis;
using industria::Unit;

Unit read_unit(const std::string& text) {
  return industria::parse_unit(text);
}

PriceBasis read_basis(const std::string& text) {
  const auto basis = industria::try_parse_price_basis(text);
  if (!basis) {
    throw industria::ParseError(
        "price basis: '" + text +
        "' is unknown, expected 'current', 'constant 2010', 'unstated' or ''");
  }
  return basis.value;
}

namespace {

Amount read_amount(const std::string& text, std::optional<Language> lang) {
  if (!lang) {
    throw industria::ParseError(
        "Amount: the language of '" + text +
        "' is not given, expected lang='vi' or lang='en' (1.234 is read differently)");
  }
  return Amount::parse(text, *lang);
}

Amount amount_made_of(double value, const UnitArgument& unit, const std::optional<BasisArgument>& basis) {
  return basis ? Amount(value, unit.unit, basis->basis) : Amount(value, unit.unit);
}

std::string amount_repr(const Amount& a) {
  std::string basis = to_text(a.basis);
  if (!basis.empty()) basis = ", '" + basis + "'";
  return "Amount(" + (industria::is_missing(a.value) ? "nan" : industria::to_shortest(a.value)) +
         ", '" + a.unit.symbol() + "'" + basis + ")";
}

void register_unit(py::module_& m) {
  py::class_<Unit>(m, "Unit", "What a figure is measured in: tỷ đồng, million bricks/year, %.")
      .def(py::init([](const UnitArgument& unit) { return unit.unit; }), py::arg("text"))
      .def_property_readonly("symbol", &Unit::symbol)
      .def_property_readonly("dimension",
                             [](const Unit& u) {
                               py::dict dimension;
                               for (const auto& [base, exponent] : u.dimension())
                                 dimension[py::str(base)] = exponent;
                               return dimension;
                             })
      .def_property_readonly("currency", &Unit::currency)
      .def_property_readonly("is_ratio", &Unit::is_ratio)
      .def(
          "is_convertible",
          [](const Unit& a, const UnitArgument& b) { return is_convertible(a, b.unit); },
          py::arg("to"), "True for two units of one kind; money only of one currency.")
      .def(
          "convert",
          [](const Unit& from, double value, const UnitArgument& to) {
            return convert(value, from, to.unit);
          },
          py::arg("value"), py::arg("to"), "`value` of this unit in the other one.")
      .def(
          "text", [](const Unit& u, Language lang) { return to_text(u, lang); },
          py::arg("lang") = Language::en)
      .def(py::self *
           py::self)  // NOLINT(misc-redundant-expression): pybind11's way to bind operators
      .def(py::self / py::self)  // NOLINT(misc-redundant-expression)
      .def(
          "__eq__", [](const Unit& a, const Unit& b) { return a == b; }, py::is_operator())
      .def("__hash__",
           [](const Unit& u) {
             const auto& s = u.scale();
             py::list key;
             for (const auto& [base, exponent] : u.dimension())
               key.append(py::make_tuple(base, exponent));
             return py::hash(py::make_tuple(py::tuple(key), s.numerator, s.denominator, s.power10));
           })
      .def("__str__", &Unit::symbol)
      .def("__repr__", [](const Unit& u) { return "Unit('" + u.symbol() + "')"; })
      .def("__reduce__", [](const py::object& u) {
        return py::make_tuple(py::type::of(u), py::make_tuple(py::str(u)));
      });
  py::class_<PriceBasis>(m, "PriceBasis", "The prices in which money is counted.")
      .def(py::init([](const BasisArgument& basis) { return basis.basis; }), py::arg("text"))
      .def_readonly("kind", &PriceBasis::kind)
      .def_readonly("year", &PriceBasis::year)
      .def("text", py::overload_cast<const PriceBasis&, Language>(&industria::to_text),
           py::arg("lang") = Language::en)
      .def(
          "__eq__", [](const PriceBasis& a, const PriceBasis& b) { return a == b; },
          py::is_operator())
      .def("__hash__",
           [](const PriceBasis& b) {
             return py::hash(py::make_tuple(static_cast<int>(b.kind), b.year));
           })
      .def("__str__", [](const PriceBasis& b) { return to_text(b); })
      .def("__repr__", [](const PriceBasis& b) { return "PriceBasis('" + to_text(b) + "')"; });
}

void register_amount(py::module_& m) {
  py::class_<Amount>(m, "Amount", "A value with its unit and price basis; arithmetic checks both.")
      .def(py::init(&read_amount), py::arg("text"), py::arg("lang") = py::none())
      .def(py::init(&amount_made_of), py::arg("value"), py::arg("unit"), py::arg("basis") = py::none())
      .def_readonly("value", &Amount::value)
      .def_readonly("unit", &Amount::unit)
      .def_readonly("basis", &Amount::basis)
      .def_property_readonly("bounds",
                             [](const Amount& a) { return industria::Bounds::exactly(a.value); })
      .def(
          "to", [](const Amount& a, const UnitArgument& unit) { return a.in(unit.unit); },
          py::arg("unit"), "The same amount in another unit of its kind; UnitError for any other.")
      .def("text", py::overload_cast<const Amount&, Language, int>(&industria::to_text),
           py::arg("lang") = Language::en, py::arg("digits") = 6)
      .def(
          "__add__", [](const Amount& a, const Amount& b) { return a + b; }, py::is_operator())
      .def(
          "__sub__", [](const Amount& a, const Amount& b) { return a - b; }, py::is_operator())
      .def("__neg__", [](const Amount& a) { return a * -1.0; })
      .def(
          "__mul__", [](const Amount& a, double x) { return a * x; }, py::is_operator())
      .def(
          "__rmul__", [](const Amount& a, double x) { return a * x; }, py::is_operator())
      .def(
          "__truediv__", [](const Amount& a, const Amount& b) { return a / b; }, py::is_operator())
      .def(
          "__truediv__",
          [](const Amount& a, double x) {
            Amount quotient = a;
            quotient.value = x == 0.0 ? industria::missing : a.value / x;
            return quotient;
          },
          py::is_operator())
      .def(
          "__eq__", [](const Amount& a, const Amount& b) { return a == b; }, py::is_operator())
      .def("__str__", [](const Amount& a) { return to_text(a, Language::en); })
      .def("__repr__", &amount_repr);
  Row<Figure>(m, "Figure", "A figure as a source states it: value, bounds, qualifier, resolution.")
      .field("value", &Figure::value)
      .field("bounds", &Figure::bounds)
      .field("qualifier", &Figure::qualifier)
      .field("resolution", &Figure::resolution)
      .field("unit", &Figure::unit)
      .field("basis", &Figure::basis)
      .def("amount", &Figure::amount)
      .def("rounded_bounds", &Figure::rounded_bounds)
      .def(
          "to", [](const Figure& f, const UnitArgument& unit) { return f.in(unit.unit); },
          py::arg("unit"))
      .def("text", py::overload_cast<const Figure&, Language, int>(&industria::to_text),
           py::arg("lang") = Language::en, py::arg("digits") = 6)
      .def(
          "__add__", [](const Figure& a, const Figure& b) { return a + b; }, py::is_operator())
      .def(
          "__sub__", [](const Figure& a, const Figure& b) { return a - b; }, py::is_operator())
      .def(
          "__truediv__", [](const Figure& a, const Figure& b) { return a / b; }, py::is_operator())
      .def("__str__", [](const Figure& f) { return to_text(f, Language::en); })
      .def("__repr__",
           [](const Figure& f) { return "<industria.Figure " + to_text(f, Language::en) + ">"; });
}

}  // namespace

void register_units(py::module_& m) {
  register_unit(m);
  register_amount(m);
  Row<NumberText>(m, "NumberText", "One quantity read from a text.")
      .field("figure", &NumberText::figure)
      .field("statement", &NumberText::statement)
      .field("comparison", &NumberText::comparison)
      .field("period", &NumberText::period)
      .field("base_period", &NumberText::base_period)
      .field("has_unit", &NumberText::has_unit)
      .field("noun", &NumberText::noun);
  m.def(
      "read_number",
      [](const std::string& text, Language lang, const std::optional<UnitArgument>& piece) {
        industria::NumberTextOptions options;
        options.style = lang == Language::vi ? industria::NumberStyle::decimal_comma
                                             : industria::NumberStyle::decimal_point;
        if (piece) options.piece = piece->unit;
        const auto result = industria::read_number_text(text, options);
        if (!result)
          throw industria::ParseError("read_number: " +
                                      to_text(result.issues.front(), Language::en));
        return result.value;
      },
      py::arg("text"), py::arg("lang"), py::arg("piece") = py::none(),
      "Reads 'gần 400 triệu đồng' with its bounds and unit. lang says what a comma means; piece is "
      "what "
      "'viên' counts. ParseError says what cannot be read.");
}

}  // namespace industria_python
