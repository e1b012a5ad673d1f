// SPDX-License-Identifier: Apache-2.0
// Datasets: read from a folder, looked up by id, checked; rows are references that keep their dataset alive.

#include "dataset.hpp"
#include "errors.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/indicators/checks.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/model/dataset.hpp>

#include <pybind11/numpy.h>
#include <pybind11/stl/filesystem.h>

#include <algorithm>
#include <filesystem>

namespace industria_python {
namespace {

using industria::ActualSeries;
using industria::Dataset;
using industria::Issue;
using industria::Language;

LoadedDataset read(const std::filesystem::path& folder, industria::NumberStyle style) {
  industria::Result<Dataset> result;
  LoadedDataset loaded;
  {
    py::gil_scoped_release unlocked;
    result = industria::try_read_dataset(folder, {.style = style});
    const auto fatal = [](const Issue& issue) { return issue.code == "dataset.nothing_to_read"; };
    if (std::none_of(result.issues.begin(), result.issues.end(), fatal)) {
      for (Issue& issue : industria::validate(result.value))
        result.issues.push_back(std::move(issue));
      static_cast<Dataset&>(loaded) = std::move(result.value);
      loaded.issues = std::move(result.issues);
      return loaded;
    }
  }
  std::string text = "Dataset.read: '" + folder.string() + "' cannot be read";
  for (const Issue& issue : result.issues) text += "\n  " + to_text(issue, Language::en);
  throw DataError(text, std::move(result.issues));
}

/// `find_<row>(id)`: the row, or None.
template <class T>
void find(Row<LoadedDataset>& dataset, const char* name, std::vector<T> Dataset::*table) {
  dataset.def(
      name,
      [table](const py::object& self, const std::string& id) {
        const T* row = industria::find_by_id(self.cast<const LoadedDataset&>().*table, id);
        return row == nullptr ? py::none() : to_python(*row, self);
      },
      py::arg("id"));
}

void register_tables(Row<LoadedDataset>& dataset) {
  dataset.field("title_vi", &Dataset::title_vi)
      .field("title_en", &Dataset::title_en)
      .field("sources", &Dataset::sources)
      .field("sectors", &Dataset::sectors)
      .field("products", &Dataset::products)
      .field("indicators", &Dataset::indicators)
      .field("enterprises", &Dataset::enterprises)
      .field("plants", &Dataset::plants)
      .field("sites", &Dataset::sites)
      .field("projects", &Dataset::projects)
      .field("capacities", &Dataset::capacities)
      .field("funding_sources", &Dataset::funding_sources)
      .field("programmes", &Dataset::programmes)
      .field("activities", &Dataset::activities)
      .field("funding", &Dataset::funding)
      .field("targets", &Dataset::targets)
      .field("observations", &Dataset::observations)
      .field("remarks", &Dataset::remarks)
      .field("issues", &LoadedDataset::issues);
  dataset.def_property_readonly("places", [](const py::object& self) {
    return to_python(self.cast<const LoadedDataset&>().places.places(), self);
  });
  find(dataset, "find_source", &Dataset::sources);
  find(dataset, "find_product", &Dataset::products);
  find(dataset, "find_indicator", &Dataset::indicators);
  find(dataset, "find_enterprise", &Dataset::enterprises);
  find(dataset, "find_plant", &Dataset::plants);
  find(dataset, "find_site", &Dataset::sites);
  find(dataset, "find_project", &Dataset::projects);
  find(dataset, "find_capacity", &Dataset::capacities);
  find(dataset, "find_funding_source", &Dataset::funding_sources);
  find(dataset, "find_programme", &Dataset::programmes);
  find(dataset, "find_activity", &Dataset::activities);
  find(dataset, "find_funding", &Dataset::funding);
  find(dataset, "find_target", &Dataset::targets);
  dataset.def(
      "find_place",
      [](const py::object& self, const std::string& id) {
        const auto* place = self.cast<const LoadedDataset&>().places.find(id);
        return place == nullptr ? py::none() : to_python(*place, self);
      },
      py::arg("id"));
  dataset.def(
      "find_sector",
      [](const py::object& self, const std::string& code) {
        const auto* sector = industria::find_sector(self.cast<const LoadedDataset&>(), code);
        return sector == nullptr ? py::none() : to_python(*sector, self);
      },
      py::arg("code"));
}

void register_actuals(py::module_& m) {
  py::class_<ActualSeries>(m, "ActualSeries", "The actual levels of one key as known on a day.")
      .def_property_readonly("series", [](const ActualSeries& a) { return a.series; })
      .def_property_readonly("values",
                             [](const ActualSeries& a) {
                               return py::array_t<double>(
                                   static_cast<py::ssize_t>(a.series.values.size()),
                                   a.series.values.data());
                             })
      .def_property_readonly("periods",
                             [](const ActualSeries& a) {
                               py::list periods;
                               for (std::size_t i = 0; i < a.series.values.size(); ++i)
                                 periods.append(a.series.first.plus(static_cast<int>(i)));
                               return periods;
                             })
      .def_property_readonly(
          "observations",
          [](const py::object& self) {
            py::list rows;
            for (const auto* row : self.cast<const ActualSeries&>().observations) {
              rows.append(row == nullptr ? py::none() : to_python(*row, self));
            }
            return rows;
          })
      .def_property_readonly("issues", [](const ActualSeries& a) { return a.issues; })
      .def_property_readonly("unit", [](const ActualSeries& a) { return a.series.unit; })
      .def_property_readonly("basis", [](const ActualSeries& a) { return a.series.basis; })
      .def("__len__", [](const ActualSeries& a) { return a.series.values.size(); });
}

}  // namespace

void register_dataset(py::module_& m) {
  register_actuals(m);
  Row<LoadedDataset> dataset(m, "Dataset",
                             "All that is known of some provinces, read from a folder of tables.");
  register_tables(dataset);
  dataset
      .def_static(
          "read", &read, py::arg("folder"), py::arg("style") = industria::NumberStyle::undeclared,
          "Reads a folder of CSV tables (docs/dataset.md). Bad rows are left out and listed in "
          "`issues`; DataError if nothing can be read.\n\n"
          "style: how numbers are written where the tables do not say it: "
          "'decimal_comma', 'decimal_point' or 'undeclared'.")
      .def(
          "write",
          [](const LoadedDataset& data, const std::filesystem::path& folder) {
            py::gil_scoped_release unlocked;
            industria::write_dataset(folder, data);
          },
          py::arg("folder"), "Writes the tables; read() gives the same dataset again.")
      .def(
          "latest_known", [](const LoadedDataset& data) { return industria::latest_known(data); },
          "The latest day on which anything in the data was known; None if no row says it.")
      .def(
          "check",
          [](const LoadedDataset& data, industria::Date as_of) {
            return industria::check(data, as_of);
          },
          py::arg("as_of") = py::none(),
          "What the rules find: sums, shares, growth against levels, statements that exclude each "
          "other.")
      .def(
          "indicator_keys",
          [](const LoadedDataset& data) { return industria::indicator_keys(data); },
          "Every (indicator, place, sector, product, plant) that an observation or a target names, "
          "sorted.")
      .def(
          "actual_levels",
          [](const LoadedDataset& data, const KeyArgument& key, industria::Date as_of,
             std::optional<industria::PeriodKind> kind) {
            return industria::actual_levels(data, key.key, as_of, kind);
          },
          py::arg("key"), py::arg("as_of") = py::none(), py::arg("kind") = py::none(),
          py::keep_alive<0, 1>(),
          "The levels of one key as known on a day, with the row behind each; plans are no "
          "actuals.")
      .def(
          "summarise_funding",
          [](const LoadedDataset& data, const std::string& owner) {
            return industria::summarise_funding(data, owner);
          },
          py::arg("owner_id"),
          "Money of a programme or plant by source and by year; no split is made up.")
      .def("__repr__", [](const LoadedDataset& data) {
        return "<industria.Dataset '" + (data.title_en.empty() ? data.title_vi : data.title_en) +
               "', " + std::to_string(data.observations.size()) + " observations, " +
               std::to_string(data.targets.size()) + " targets, " +
               std::to_string(data.issues.size()) + " issues>";
      });
}

}  // namespace industria_python
