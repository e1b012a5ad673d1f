// SPDX-License-Identifier: Apache-2.0
// Rows of a dataset: sources, places, sectors and products, enterprises, sites, projects, capacities, indicators.

#include "fields.hpp"
#include "register.hpp"

#include <industria/model/dataset.hpp>

#include <pybind11/operators.h>

namespace industria_python {

using industria::IndicatorKey;

IndicatorKey read_key(const std::string& text) {
  IndicatorKey key;
  std::string* const parts[] = {&key.indicator, &key.place, &key.sector, &key.product, &key.plant};
  std::size_t begin = 0;
  for (std::size_t i = 0; i < std::size(parts); ++i) {
    const std::size_t end = i + 1 < std::size(parts) ? text.find('|', begin) : std::string::npos;
    *parts[i] = text.substr(begin, end - begin);
    if (end == std::string::npos) break;
    begin = end + 1;
  }
  return key;
}

namespace {

using industria::Capacity;
using industria::Enterprise;
using industria::Indicator;
using industria::Observation;
using industria::Origin;
using industria::Place;
using industria::PlaceKey;
using industria::Plant;
using industria::Product;
using industria::Project;
using industria::Remark;
using industria::Sector;
using industria::Site;
using industria::Source;

void register_origin(py::module_& m) {
  Row<Source>(m, "Source", "A publication.")
      .field("id", &Source::id)
      .field("publisher", &Source::publisher)
      .field("title", &Source::title)
      .field("published_on", &Source::published_on)
      .field("retrieved_on", &Source::retrieved_on)
      .field("note", &Source::note);
  Row<Origin>(m, "Origin", "Where a row comes from: source, its words, table and line.")
      .field("source", &Origin::source)
      .field("quote", &Origin::quote)
      .field("fact", &Origin::fact)
      .field("where", &Origin::where)
      .field("note", &Origin::note);
  Row<Remark>(m, "Remark", "A remark on the data that no rule can compute.")
      .field("id", &Remark::id)
      .field("text_vi", &Remark::text_vi)
      .field("text_en", &Remark::text_en)
      .field("place", &Remark::place)
      .field("origin", &Remark::origin);
}

void register_places(py::module_& m) {
  Row<PlaceKey>(m, "PlaceKey", "The identity of a territory: code system, code, valid-from.")
      .field("system", &PlaceKey::system)
      .field("code", &PlaceKey::code)
      .field("valid_from", &PlaceKey::valid_from);
  Row<Place>(m, "Place", "A territory with the time in which it existed.")
      .field("id", &Place::id)
      .field("key", &Place::key)
      .field("valid_to", &Place::valid_to)
      .field("kind", &Place::kind)
      .field("name_vi", &Place::name_vi)
      .field("name_en", &Place::name_en)
      .field("parent", &Place::parent)
      .field("aliases", &Place::aliases)
      .field("predecessors", &Place::predecessors)
      .field("inferred", &Place::inferred);
}

void register_indicator(py::module_& m) {
  Row<Sector>(m, "Sector", "A class of economic activity.")
      .field("code", &Sector::code)
      .field("system", &Sector::system)
      .field("name_vi", &Sector::name_vi)
      .field("name_en", &Sector::name_en)
      .field("parent", &Sector::parent)
      .field("guessed", &Sector::guessed);
  Row<Product>(m, "Product", "A product with its natural unit.")
      .field("id", &Product::id)
      .field("name_vi", &Product::name_vi)
      .field("name_en", &Product::name_en)
      .field("unit", &Product::unit)
      .field("sector", &Product::sector);
  Row<Indicator>(m, "Indicator", "What is measured.")
      .field("id", &Indicator::id)
      .field("name_vi", &Indicator::name_vi)
      .field("name_en", &Indicator::name_en)
      .field("unit", &Indicator::unit)
      .field("accounting", &Indicator::accounting)
      .field("desired", &Indicator::desired)
      .field("lower", &Indicator::lower)
      .field("upper", &Indicator::upper);
  py::class_<IndicatorKey>(m, "IndicatorKey", "Names one series.")
      .def(py::init([](std::string indicator, std::string place, std::string sector,
                       std::string product, std::string plant) {
             return IndicatorKey{std::move(indicator), std::move(place), std::move(sector),
                                 std::move(product), std::move(plant)};
           }),
           py::arg("indicator"), py::arg("place") = "", py::arg("sector") = "",
           py::arg("product") = "", py::arg("plant") = "")
      .def_static("parse", &read_key, py::arg("unique_id"))
      .def_readonly("indicator", &IndicatorKey::indicator)
      .def_readonly("place", &IndicatorKey::place)
      .def_readonly("sector", &IndicatorKey::sector)
      .def_readonly("product", &IndicatorKey::product)
      .def_readonly("plant", &IndicatorKey::plant)
      .def("unique_id", &IndicatorKey::unique_id)
      .def(
          "__eq__", [](const IndicatorKey& a, const IndicatorKey& b) { return a == b; },
          py::is_operator())
      .def(
          "__lt__", [](const IndicatorKey& a, const IndicatorKey& b) { return a < b; },
          py::is_operator())
      .def("__hash__",
           [](const IndicatorKey& k) {
             return py::hash(py::make_tuple(k.indicator, k.place, k.sector, k.product, k.plant));
           })
      .def("__str__", &IndicatorKey::unique_id)
      .def("__repr__",
           [](const IndicatorKey& k) { return "IndicatorKey.parse('" + k.unique_id() + "')"; });
  Row<Observation>(m, "Observation", "One stated figure.")
      .field("key", &Observation::key)
      .field("measure", &Observation::measure)
      .field("span", &Observation::span)
      .field("base_period", &Observation::base_period)
      .field("figure", &Observation::figure)
      .field("status", &Observation::status)
      .field("known_on", &Observation::known_on)
      .field("origin", &Observation::origin)
      .def_property_readonly("period",
                             [](const Observation& o) { return to_python(o.period(), {}); });
}

void register_enterprises(py::module_& m) {
  Row<Enterprise>(m, "Enterprise", "Who produces.")
      .field("id", &Enterprise::id)
      .field("name", &Enterprise::name)
      .field("place", &Enterprise::place)
      .field("sector", &Enterprise::sector)
      .field("origin", &Enterprise::origin);
  Row<Plant>(m, "Plant", "Where it is produced.")
      .field("id", &Plant::id)
      .field("name", &Plant::name)
      .field("enterprise", &Plant::enterprise)
      .field("place", &Plant::place)
      .field("sector", &Plant::sector)
      .field("product", &Plant::product)
      .field("origin", &Plant::origin);
  Row<Site>(m, "Site", "An industrial park or cluster, or an unnamed group of them.")
      .field("id", &Site::id)
      .field("name", &Site::name)
      .field("kind", &Site::kind)
      .field("count", &Site::count)
      .field("subset", &Site::subset)
      .field("place", &Site::place)
      .field("stage", &Site::stage)
      .field("as_of", &Site::as_of)
      .field("area", &Site::area)
      .field("area_scope", &Site::area_scope)
      .field("origin", &Site::origin);
  Row<Project>(m, "Project", "An investment project, or an unnamed aggregate of them.")
      .field("id", &Project::id)
      .field("name", &Project::name)
      .field("count", &Project::count)
      .field("owner", &Project::owner)
      .field("site", &Project::site)
      .field("place", &Project::place)
      .field("sector", &Project::sector)
      .field("registered_capital", &Project::registered_capital)
      .field("disbursed_capital", &Project::disbursed_capital)
      .field("jobs", &Project::jobs)
      .field("as_of", &Project::as_of)
      .field("due", &Project::due)
      .field("status", &Project::status)
      .field("origin", &Project::origin);
  Row<Capacity>(m, "Capacity", "The rate for which a plant is designed.")
      .field("id", &Capacity::id)
      .field("plant", &Capacity::plant)
      .field("place", &Capacity::place)
      .field("product", &Capacity::product)
      .field("rate", &Capacity::rate)
      .field("start", &Capacity::start)
      .field("stage", &Capacity::stage)
      .field("origin", &Capacity::origin);
}

}  // namespace

void register_model(py::module_& m) {
  register_origin(m);
  register_places(m);
  register_indicator(m);
  register_enterprises(m);
}

}  // namespace industria_python
