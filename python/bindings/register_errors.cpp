// SPDX-License-Identifier: Apache-2.0
// The exceptions: each C++ type has a Python class that is also the built-in one that a Python user expects.

#include "errors.hpp"
#include "register.hpp"

#include <industria/base/error.hpp>

#include <pybind11/stl.h>

#include <array>
#include <string>

namespace industria_python {
namespace {

enum ErrorType {
  error,
  invalid_value,
  unit,
  shape,
  unknown_key,
  parse,
  comparison,
  io,
  data,
  error_types
};
std::array<py::object, error_types>& classes() {
  static auto* all = new std::array<py::object, error_types>;  // lives as long as the interpreter
  return *all;
}

py::object make(py::module_& m, const char* name, const char* doc, const py::tuple& bases) {
  const std::string full = std::string("industria.") + name;
  auto type = py::reinterpret_steal<py::object>(
      PyErr_NewExceptionWithDoc(full.c_str(), doc, bases.ptr(), nullptr));
  if (!type) throw py::error_already_set();
  m.attr(name) = type;
  return type;
}

void set(ErrorType type, const std::exception& e) {
  PyErr_SetString(classes()[type].ptr(), e.what());
}

void translate(std::exception_ptr caught) {
  try {
    if (caught) std::rethrow_exception(caught);
  } catch (const DataError& e) {
    py::object instance = classes()[data](e.what());
    instance.attr("issues") = py::cast(e.issues);
    PyErr_SetObject(classes()[data].ptr(), instance.ptr());
  } catch (const industria::ValueError& e) {
    set(invalid_value, e);
  } catch (const industria::UnitError& e) {
    set(unit, e);
  } catch (const industria::ShapeError& e) {
    set(shape, e);
  } catch (const industria::KeyError& e) {
    set(unknown_key, e);
  } catch (const industria::ParseError& e) {
    set(parse, e);
  } catch (const industria::ComparisonError& e) {
    set(comparison, e);
  } catch (const industria::IoError& e) {
    set(io, e);
  } catch (const industria::Error& e) {
    set(error, e);
  }
}

}  // namespace

void register_errors(py::module_& m) {
  auto& type = classes();
  const auto builtin = [](PyObject* base) { return py::reinterpret_borrow<py::object>(base); };
  type[error] = make(m, "Error", "Root of everything that industria raises.",
                     py::make_tuple(builtin(PyExc_Exception)));
  // KeyError would print its text in quotes.
  type[error].attr("__str__") = builtin(PyExc_Exception).attr("__str__");
  const auto derived = [&](const char* name, const char* doc, PyObject* base) {
    return make(m, name, doc, py::make_tuple(type[error], builtin(base)));
  };
  type[invalid_value] =
      derived("InvalidValueError", "An argument outside its range.", PyExc_ValueError);
  type[unit] = derived("UnitError", "Units, price bases or currencies that do not go together.",
                       PyExc_ValueError);
  type[shape] = derived("ShapeError", "Arrays whose lengths do not agree.", PyExc_ValueError);
  type[unknown_key] = derived("UnknownKeyError", "A key that nothing declares.", PyExc_KeyError);
  type[parse] =
      derived("ParseError", "Text that cannot be read as what it should be.", PyExc_ValueError);
  type[comparison] =
      derived("ComparisonError", "A comparison that has no meaning.", PyExc_ValueError);
  type[io] = derived("IoError", "A file that cannot be opened, read or written.", PyExc_OSError);
  type[data] = derived("DataError", "A dataset that cannot be read at all; `issues` says why.",
                       PyExc_ValueError);
  py::register_exception_translator(&translate);
}

}  // namespace industria_python
