// SPDX-License-Identifier: Apache-2.0
// Figures as arrays: values side by side with the codes of their reasons (the order of enum Reason), whole structures field by
// field; tables of two dimensions as views.
#pragma once

#include "arguments.hpp"
#include "fields.hpp"

#include <industria/base/missing.hpp>
#include <industria/indicators/table_view.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace industria_python {

using Codes = py::array_t<std::int8_t>;

/// (values, codes): what Python makes an array with reasons from.
inline py::tuple with_reasons(std::span<const industria::Value> figures) {
  py::array_t<double> values(static_cast<py::ssize_t>(figures.size()));
  Codes codes(static_cast<py::ssize_t>(figures.size()));
  double* value = values.mutable_data();
  std::int8_t* code = codes.mutable_data();
  for (const industria::Value& figure : figures) {
    *value++ = figure.value;
    *code++ = static_cast<std::int8_t>(figure.reason);
  }
  return py::make_tuple(std::move(values), std::move(codes));
}

/// One field of a row of structures, (values, codes).
template <class T, class Get>
py::tuple field_with_reasons(std::span<const T> rows, Get get) {
  std::vector<industria::Value> figures;
  figures.reserve(rows.size());
  for (const T& row : rows) figures.push_back(get(row));
  return with_reasons(figures);
}

template <class T>
using Fields = std::initializer_list<std::pair<const char*, industria::Value T::*>>;

template <class T>
void add_fields(py::dict& to, std::span<const T> rows, Fields<T> fields) {
  for (const auto& [name, member] : fields) {
    to[name] = field_with_reasons(rows, [member = member](const T& row) { return row.*member; });
  }
}

/// An array of two dimensions as a table; the array must outlive it.
inline industria::TableView table_of(const Doubles& array, const char* name) {
  if (array.ndim() != 2) {
    throw industria::ShapeError(std::string(name) + " has " + std::to_string(array.ndim()) + " dimensions, expected 2");
  }
  return {{array.data(), static_cast<std::size_t>(array.size())}, static_cast<std::size_t>(array.shape(0)), static_cast<std::size_t>(array.shape(1))};
}
inline std::span<const double> values_of(const Doubles& array) { return {array.data(), static_cast<std::size_t>(array.size())}; }

inline void require_same(const char* what, std::size_t actual, std::size_t expected) {
  if (actual == expected) return;
  throw industria::ShapeError(std::string(what) + " has " + std::to_string(actual) + " values, expected " + std::to_string(expected));
}

/// Groups offsets[i] .. offsets[i+1] of `values`, checked.
inline void require_groups(const char* function, std::span<const std::int64_t> offsets, std::size_t values) {
  bool fits = !offsets.empty() && offsets.front() == 0 && static_cast<std::size_t>(offsets.back()) == values;
  for (std::size_t i = 1; fits && i < offsets.size(); ++i) fits = offsets[i] >= offsets[i - 1];
  if (!fits) throw industria::ShapeError(std::string(function) + ": offsets do not rise from 0 to " + std::to_string(values));
}
inline std::span<const double> group(std::span<const double> values, std::span<const std::int64_t> offsets, std::size_t i) {
  return values.subspan(static_cast<std::size_t>(offsets[i]), static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
}

/// figure(a[i], b[i]) for two arrays of one length, (values, codes).
template <class Figure>
py::tuple pair_by_pair(const char* function, const Doubles& a, const Doubles& b, Figure figure) {
  const auto x = span_of(a, function);
  const auto y = span_of(b, function);
  require_same(function, y.size(), x.size());
  std::vector<industria::Value> out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = figure(x[i], y[i]);
  return with_reasons(out);
}

/// A result of named figures: attributes, figures() as a dict, and a repr that shows them.
template <class T>
class FigureRow : public Row<T> {
 public:
  FigureRow(py::handle scope, const char* name, const char* doc)
      : Row<T>(scope, name, doc), members_(std::make_shared<std::vector<std::pair<std::string, industria::Value T::*>>>()) {
    this->def("figures", [members = members_](const T& row) {
      py::dict out;
      for (const auto& [key, member] : *members) out[py::str(key)] = row.*member;
      return out;
    });
    const std::string class_name = name;
    this->def("__repr__", [members = members_, class_name](const T& row) {
      std::string text = "<industria." + class_name;
      for (const auto& [key, member] : *members) {
        const industria::Value& x = row.*member;
        text += " " + key + "=" + (x ? py::repr(py::float_(x.value)).template cast<std::string>() : industria::name(x.reason));
      }
      return text + ">";
    });
  }
  FigureRow& figure(const char* name, industria::Value T::*member) {
    members_->emplace_back(name, member);
    this->field(name, member);
    return *this;
  }

 private:
  std::shared_ptr<std::vector<std::pair<std::string, industria::Value T::*>>> members_;
};

}  // namespace industria_python
