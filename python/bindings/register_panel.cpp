// SPDX-License-Identifier: Apache-2.0
// Series and panels: NumPy arrays go in by copy and come out as read-only views of the panel's own memory.

#include "arguments.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>

namespace industria_python {
namespace {

using industria::Panel;
using industria::Period;
using industria::PeriodKind;
using industria::Series;
using industria::SeriesView;

py::array read_only(std::span<const double> values, const py::object& owner) {
  py::array_t<double> array(static_cast<py::ssize_t>(values.size()), values.data(), owner);
  array.attr("flags").attr("writeable") = false;
  return array;
}

/// None where a value stands as it is told.
using BoundsArgument = std::optional<std::vector<std::optional<industria::Bounds>>>;

std::vector<industria::Bounds> level_bounds_of(const BoundsArgument& bounds, std::size_t values, const char* call) {
  std::vector<industria::Bounds> out;
  if (!bounds) return out;
  if (bounds->size() != values) {
    throw industria::ShapeError(std::string(call) + ": bounds has " + std::to_string(bounds->size()) + " entries, expected one per value: " + std::to_string(values));
  }
  for (const auto& b : *bounds) out.push_back(b.value_or(industria::Bounds{}));
  return out;
}

Series series_of(const Doubles& values, const PeriodArgument& first,
                 const std::optional<UnitArgument>& unit, const std::optional<BasisArgument>& basis,
                 std::string id, double lower, double upper, const BoundsArgument& bounds) {
  const auto v = span_of(values, "Series: values");
  Series series;
  series.values.assign(v.begin(), v.end());
  series.first = first.period;
  if (unit) series.unit = unit->unit;
  series.basis = basis ? basis->basis : industria::Amount(1.0, series.unit).basis;
  series.id = std::move(id);
  series.lower = lower;
  series.upper = upper;
  series.bounds = level_bounds_of(bounds, v.size(), "Series");
  return series;
}

Panel empty_panel(const std::optional<UnitArgument>& unit,
                  const std::optional<BasisArgument>& basis) {
  const industria::Unit u = unit ? unit->unit : industria::Unit();
  return Panel(u, basis ? basis->basis : industria::Amount(1.0, u).basis);
}

/// Rows as a frame has them: row i is series ids[codes[i]] at the period of that kind and ordinal.
Panel from_rows(const std::vector<std::string>& ids, const Integers& codes, PeriodKind kind,
                const Integers& ordinals, const Doubles& values,
                const std::optional<UnitArgument>& unit,
                const std::optional<BasisArgument>& basis) {
  const auto code = span_of(codes, "Panel: codes");
  const auto ordinal = span_of(ordinals, "Panel: ordinals");
  const auto value = span_of(values, "Panel: values");
  if (code.size() != value.size() || ordinal.size() != value.size()) {
    throw industria::ShapeError("Panel: " + std::to_string(code.size()) + " ids, " +
                                std::to_string(ordinal.size()) + " periods and " +
                                std::to_string(value.size()) + " values, expected as many of each");
  }
  const Panel head = empty_panel(unit, basis);
  py::gil_scoped_release unlocked;
  std::vector<std::string> row_ids;
  std::vector<Period> periods;
  row_ids.reserve(code.size());
  periods.reserve(code.size());
  for (std::size_t i = 0; i < code.size(); ++i) {
    row_ids.push_back(ids.at(static_cast<std::size_t>(code[i])));
    periods.push_back(Period::from_ordinal(kind, static_cast<int>(ordinal[i])));
  }
  return Panel::from_rows(row_ids, periods, value, head.view().unit, head.view().basis);
}

/// The list layout: series i is values[offsets[i]:offsets[i + 1]], its first value for first[i].
Panel from_arrays(const Doubles& values, const Integers& offsets,
                  const std::vector<PeriodArgument>& first,
                  const std::optional<std::vector<std::string>>& ids,
                  const std::optional<UnitArgument>& unit,
                  const std::optional<BasisArgument>& basis, const std::optional<Doubles>& lower,
                  const std::optional<Doubles>& upper, const BoundsArgument& bounds) {
  Panel panel = empty_panel(unit, basis);
  std::vector<Period> first_periods;
  for (const auto& period : first) first_periods.push_back(period.period);
  const std::vector<std::string> no_ids;
  industria::PanelView view{
      .values = span_of(values, "Panel: values"),
      .offsets = span_of(offsets, "Panel: offsets"),
      .first = first_periods,
      .ids = ids ? *ids : no_ids,
      .lower = lower ? span_of(*lower, "Panel: lower") : std::span<const double>(),
      .upper = upper ? span_of(*upper, "Panel: upper") : std::span<const double>(),
      .unit = panel.view().unit,
      .basis = panel.view().basis};
  const std::vector<industria::Bounds> level_bounds = level_bounds_of(bounds, view.values.size(), "Panel");
  view.bounds = level_bounds;
  py::gil_scoped_release unlocked;
  view.validate();
  for (std::size_t i = 0; i < view.size(); ++i) panel.add(view.series(i));
  return panel;
}

Series copy_of(const SeriesView& view) {
  return {.values = {view.values.begin(), view.values.end()},
          .first = view.first,
          .unit = view.unit,
          .basis = view.basis,
          .id = std::string(view.id),
          .lower = view.lower,
          .upper = view.upper,
          .bounds = {view.bounds.begin(), view.bounds.end()}};
}

template <class T>
py::array_t<T> array_of(std::span<const T> values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

}  // namespace

void register_panel(py::module_& m) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  py::class_<Series>(m, "Series", "One indicator over consecutive periods; NaN where missing.")
      .def(py::init(&series_of), py::arg("values"), py::arg("first"), py::arg("unit") = py::none(),
           py::arg("basis") = py::none(), py::arg("id") = "", py::arg("lower") = -infinity,
           py::arg("upper") = infinity, py::arg("bounds") = py::none())
      .def_property_readonly(
          "values",
          [](const py::object& self) { return read_only(self.cast<const Series&>().values, self); })
      .def_readonly("first", &Series::first)
      .def_property_readonly("periods",
                             [](const Series& s) {
                               py::list periods;
                               for (std::size_t i = 0; i < s.values.size(); ++i)
                                 periods.append(s.first.plus(static_cast<int>(i)));
                               return periods;
                             })
      .def_readonly("unit", &Series::unit)
      .def_readonly("basis", &Series::basis)
      .def_readonly("id", &Series::id)
      .def_readonly("lower", &Series::lower)
      .def_readonly("upper", &Series::upper)
      .def_readonly("bounds", &Series::bounds)
      .def("__len__", [](const Series& s) { return s.values.size(); })
      .def("__repr__", [](const Series& s) {
        return "<industria.Series '" + s.id + "', " + std::to_string(s.values.size()) +
               " values from " + to_text(s.first) + ", " + s.unit.symbol() + ">";
      });
  py::class_<Panel>(m, "Panel", "Many series of one unit and price basis in one buffer.")
      .def_static("from_rows", &from_rows, py::arg("ids"), py::arg("codes"), py::arg("kind"),
                  py::arg("ordinals"), py::arg("values"), py::arg("unit") = py::none(),
                  py::arg("basis") = py::none())
      .def_static("from_arrays", &from_arrays, py::arg("values"), py::arg("offsets"),
                  py::arg("first"), py::arg("ids") = py::none(), py::arg("unit") = py::none(),
                  py::arg("basis") = py::none(), py::arg("lower") = py::none(),
                  py::arg("upper") = py::none(), py::arg("bounds") = py::none())
      .def("__len__", &Panel::size)
      .def("__getitem__",
           [](const Panel& p, py::ssize_t i) {
             const auto size = static_cast<py::ssize_t>(p.size());
             if (i < -size || i >= size)
               throw py::index_error("Panel: there is no series " + std::to_string(i));
             return copy_of(p.series(static_cast<std::size_t>(i < 0 ? i + size : i)));
           })
      .def("find", &Panel::find, py::arg("id"))
      .def_property_readonly("values",
                             [](const py::object& self) {
                               return read_only(self.cast<const Panel&>().view().values, self);
                             })
      .def_property_readonly("offsets", [](const Panel& p) { return array_of(p.view().offsets); })
      .def_property_readonly("first",
                             [](const Panel& p) {
                               const auto first = p.view().first;
                               return std::vector<Period>(first.begin(), first.end());
                             })
      .def_property_readonly("ids",
                             [](const Panel& p) {
                               const auto ids = p.view().ids;
                               return std::vector<std::string>(ids.begin(), ids.end());
                             })
      .def_property_readonly("lower", [](const Panel& p) { return array_of(p.view().lower); })
      .def_property_readonly("upper", [](const Panel& p) { return array_of(p.view().upper); })
      .def_property_readonly("unit", [](const Panel& p) { return p.view().unit; })
      .def_property_readonly("basis", [](const Panel& p) { return p.view().basis; })
      .def("__repr__", [](const Panel& p) {
        return "<industria.Panel, " + std::to_string(p.size()) + " series, " +
               std::to_string(p.view().values.size()) + " values, " + p.view().unit.symbol() + ">";
      });
}

}  // namespace industria_python
