// SPDX-License-Identifier: Apache-2.0
// Row<T>: a class bound field by field, read-only. Rows inside a list or another row are references that keep their
// owner alive; what is not stated (an empty optional, year 0, no date) is None.
#pragma once

#include "convert.hpp"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace industria_python {

inline py::object to_python(const industria::Period& period, py::handle) {
  return period.year == 0 ? py::none() : py::cast(period);
}
inline py::object to_python(const industria::PeriodSpan& span, py::handle) {
  return span.first.year == 0 ? py::none() : py::cast(span);
}
template <class T>
py::object to_python(const std::vector<T>& values, py::handle owner);

template <class T>
py::object to_python(const T& value, py::handle owner) {
  if constexpr (std::is_base_of_v<py::detail::type_caster_generic, py::detail::make_caster<T>>) {
    return py::cast(&value, py::return_value_policy::reference_internal, owner);
  } else {
    return py::cast(value);
  }
}
template <class T>
py::object to_python(const std::optional<T>& value, py::handle owner) {
  return value ? to_python(*value, owner) : py::none();
}
template <class T>
py::object to_python(const std::vector<T>& values, py::handle owner) {
  py::list list(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    list[i] = to_python(static_cast<const T&>(values[i]), owner);
  }
  return list;
}

template <class T>
class Row : public py::class_<T> {
 public:
  Row(py::handle scope, const char* name, const char* doc) : py::class_<T>(scope, name, doc) {
    if constexpr (requires(const T& row) { std::string(row.id); }) {
      const std::string class_name = name;
      this->def("__repr__", [class_name](const T& row) {
        return "<industria." + class_name + " '" + row.id + "'>";
      });
    }
  }
  template <class Base, class M>
    requires std::is_base_of_v<Base, T>
  Row& field(const char* name, M Base::*member) {
    this->def_property_readonly(name, [member](const py::object& self) {
      return to_python(self.cast<const T&>().*member, self);
    });
    return *this;
  }
};

}  // namespace industria_python
