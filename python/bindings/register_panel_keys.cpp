// SPDX-License-Identifier: Apache-2.0
// Keys and groups of long frames, and which rows can be keys where not all can.

#include "panel_keys.hpp"
#include "register.hpp"

#include <industria/indicators/sound_rows.hpp>

#include <iterator>
#include <utility>

namespace industria_python {

void register_panel_keys(py::module_& m) {
  using industria::IntegerColumn;
  using industria::PanelGroups;
  using industria::PanelKeys;
  py::class_<FrameKeys>(m, "PanelKeys")
      .def(py::init([](const py::array& id, const py::array& time) {
             const IntegerColumn ids = column_of(id, "id");
             const IntegerColumn times = column_of(time, "time");
             const py::gil_scoped_release unlocked;
             return FrameKeys{PanelKeys(ids, times), time};
           }),
           py::arg("id"), py::arg("time"))
      .def_static(
          "of_runs",
          [](const Integers& starts, const py::array& time) {
            return FrameKeys{PanelKeys::of_runs(span_of(starts, "starts"), column_of(time, "time")), time};
          },
          py::arg("starts"), py::arg("time"))
      .def_static(
          "of_offsets",
          [](const Integers& offsets, const py::array& time) {
            return FrameKeys{PanelKeys::of_offsets(span_of(offsets, "offsets"), column_of(time, "time")), time};
          },
          py::arg("offsets"), py::arg("time"))
      .def_static(
          "grid",
          [](std::size_t series, std::size_t periods) {
            return FrameKeys{PanelKeys::grid(series, periods), {}};
          },
          py::arg("series"), py::arg("periods"))
      .def_property_readonly("size", [](const FrameKeys& f) { return f.keys.size(); })
      .def_property_readonly("series", [](const FrameKeys& f) { return f.keys.series(); })
      .def_property_readonly("periods", [](const FrameKeys& f) { return f.keys.periods(); })
      .def_property_readonly("first_time", [](const FrameKeys& f) { return f.keys.first_time(); })
      .def_property_readonly("is_grid", [](const FrameKeys& f) { return f.keys.is_grid(); })
      .def("starts",
           [](const FrameKeys& f) {
             py::array_t<std::int64_t> starts(static_cast<py::ssize_t>(f.keys.series()));
             for (std::size_t s = 0; s < f.keys.series(); ++s) starts.mutable_at(s) = static_cast<std::int64_t>(f.keys.rows(s).begin);
             return starts;
           })
      .def(
          "coverage",
          [](const FrameKeys& f, const PanelGroups& groups, const Doubles& of_cells) {
            const auto cells = span_of(of_cells, "of_cells");
            py::array_t<double> rows(static_cast<py::ssize_t>(f.keys.size()));
            double* const out = rows.mutable_data();
            const IntegerColumn& time = f.keys.time();
            for (std::size_t s = 0; s < f.keys.series(); ++s) {
              const PanelKeys::Rows r = f.keys.rows(s);
              const double* const own =
                  cells.data() + (groups.of_series.empty() ? 0 : static_cast<std::size_t>(groups.of_series[s])) * f.keys.periods();
              for (std::size_t i = 0; i < r.count; ++i) {
                const std::size_t period = r.has_gaps ? static_cast<std::size_t>(time[r.begin + i] - f.keys.first_time()) : r.first + i;
                out[r.begin + i] = own[period];
              }
            }
            return rows;
          },
          py::arg("groups"), py::arg("of_cells"));
  py::class_<PanelGroups>(m, "PanelGroups")
      .def(py::init([](const py::array_t<std::int32_t, py::array::c_style>& of_series, std::int32_t count) {
             return PanelGroups{{of_series.data(), of_series.data() + of_series.size()}, count};
           }),
           py::arg("of_series"), py::arg("count"))
      .def_property_readonly("of_series", [](const PanelGroups& g) { return array_copy(g.of_series); })
      .def_property_readonly("count", [](const PanelGroups& g) { return g.count; });
  m.def(
      "panel_groups",
      [](const FrameKeys& f, const py::array& codes, const std::string& name) {
        return industria::panel_groups(f.keys, column_of(codes, name.c_str()));
      },
      py::arg("keys"), py::arg("codes"), py::arg("name"));
  m.def(
      "sound_rows",
      [](const py::array& id, const py::array& time, const std::vector<std::uint8_t>& flaws,
         const std::vector<std::string>& names) {
        std::vector<industria::KeyFlaw> known;
        for (const std::uint8_t flaw : flaws) known.push_back(static_cast<industria::KeyFlaw>(flaw));
        industria::SoundRows found = industria::sound_rows(column_of(id, "id"), column_of(time, "time"), known, names);
        const auto rows_of = [](const std::vector<std::size_t>& rows) { return array_copy(std::vector<std::int64_t>(rows.begin(), rows.end())); };
        return py::make_tuple(rows_of(found.rows), array_copy(found.offsets), rows_of(found.first_row), std::move(found.issues));
      },
      "Rows, offsets of series, first rows, issues. flaws: 0 none, 1 unreadable period, 2 no name.", py::arg("id"), py::arg("time"),
      py::arg("flaws"), py::arg("names"));
  m.def("cross_groups", &industria::cross, py::arg("a"), py::arg("b"));
  m.def("reason_names", [] {
    py::tuple all(std::size(EnumNames<industria::Reason>::names));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = industria::name(static_cast<industria::Reason>(i));
    return all;
  });
}

}  // namespace industria_python
