// SPDX-License-Identifier: Apache-2.0
// Borders of a day, codes of places and industries, changes of the map.

#include "fields.hpp"
#include "register.hpp"

#include <industria/model/dataset.hpp>
#include <industria/model/geography.hpp>
#include <industria/model/industry_codes.hpp>
#include <industria/model/province_history.hpp>

#include <algorithm>

using industria::IndustrySystem;
INDUSTRIA_PYTHON_ENUM(IndustrySystem, "system", "VSIC2018", "VSIC2025", "ISIC4");

namespace industria_python {
namespace {

using industria::Date;
using industria::Gazetteer;
using industria::GeographyFigure;
using industria::Language;
using industria::Period;

Gazetteer gazetteer_of(const py::object& dataset) {
  return dataset.is_none() ? Gazetteer::viet_nam() : Gazetteer(dataset.cast<const industria::Dataset&>().places.places());
}
Date day_of(const std::string& text) { return text.empty() ? Date{} : read_date(text); }

/// The provinces that became one with this one when 63 became 34, and that one: "Bình Dương; ...", "Hồ Chí Minh".
std::pair<std::string, std::string> merged_in_2025(const std::string& province, Date day) {
  const Gazetteer& places = Gazetteer::viet_nam();
  const auto old = places.find_name(province, Date{2025, 6, 30});
  if (old.empty()) return {"63", "34"};
  std::vector<std::string> parts;
  std::string after = "34";
  for (const auto& place : places.places()) {
    if (!existed(place, day)) continue;
    auto territory = places.territory(place.id);
    const bool has_it = std::find(territory.begin(), territory.end(), old.front()->id) != territory.end();
    if (has_it && (parts.empty() || territory.size() < parts.size())) {
      parts = std::move(territory);
      after = place.name_vi;
    }
  }
  std::string before;
  for (const std::string& id : parts) before += (before.empty() ? "" : "; ") + places.at(id).name_vi;
  return {parts.empty() ? "63" : before, after};
}

/// Rows of the long frame in; columns of the result, by place and period, and the issues out.
py::tuple to_geography(const std::vector<std::string>& ids, const std::vector<Period>& periods, const std::vector<double>& values,
                       const std::vector<double>& weights, const std::string& borders, industria::Accounting accounting, bool partial_sums,
                       const py::object& dataset) {
  std::vector<industria::PlaceFigure> figures;
  for (std::size_t i = 0; i < ids.size(); ++i) figures.push_back({ids[i], periods[i], values[i], weights.empty() ? industria::missing : weights[i]});
  const Gazetteer places = gazetteer_of(dataset);
  const auto result = industria::to_geography(places, figures, read_date(borders), {.accounting = accounting, .partial_sums = partial_sums});
  py::list id, period, value, reason, coverage, parts;
  for (const GeographyFigure& figure : result.figures) {
    std::string joined;
    for (const std::string& part : figure.parts) joined += (joined.empty() ? "" : " + ") + part;
    id.append(figure.place);
    period.append(figure.period);
    value.append(figure.value.value);
    reason.append(figure.value ? "" : industria::name(figure.value.reason));
    coverage.append(figure.coverage);
    parts.append(joined);
  }
  return py::make_tuple(id, period, value, reason, coverage, parts, result.issues);
}

}  // namespace

void register_geography(py::module_& m) {
  m.def("to_geography", &to_geography);
  m.def(
      "find_places",
      [](const std::string& name, const std::string& on) {
        std::vector<industria::Place> found;
        for (const industria::Place* place : Gazetteer::viet_nam().find_name(name, day_of(on))) found.push_back(*place);
        return found;
      },
      py::arg("name"), py::arg("on") = "", "Provinces of Viet Nam of that name on that day (any day if none is given).");
  m.def(
      "place_of_code",
      [](const std::string& code, const std::string& on) {
        const auto found = industria::place_of_code(Gazetteer::viet_nam(), code, day_of(on));
        if (found.issue)
          throw industria::KeyError("place_of_code: " + industria::message(*found.issue, Language::en) + " " + industria::remedy(*found.issue, Language::en));
        return *found.place;
      },
      py::arg("code"), py::arg("on") = "", "The province that a bare code names on that day; raises UnknownKeyError saying why there is none.");
  m.def(
      "breaks_in_series",
      [](const std::string& province, const std::string& start, const std::string& end) {
        py::list rows;
        for (const auto& change : industria::breaks_in_series(province, read_date(start), read_date(end))) {
          const auto [before, after] = change.before == "63" ? merged_in_2025(province, change.effective) : std::pair(std::string(change.before), std::string(change.after));
          rows.append(py::make_tuple(change.effective, industria::name(change.event), before, after));
        }
        return rows;
      },
      py::arg("province"), py::arg("start"), py::arg("end"),
      "Changes of territory between two days that a series under this name runs across: (day, event, before, after).");
  m.def(
      "industry_codes",
      [](IndustrySystem system) {
        py::list rows;
        for (const auto& code : industria::industry_codes(system))
          rows.append(py::make_tuple(code.code, code.level, code.section, code.parent, code.name_vi, code.name_en));
        return rows;
      },
      py::arg("system") = "VSIC2025", "Codes of sections B to E: (code, level, section, parent, name_vi, name_en).");
  m.def(
      "convert_industry",
      [](const std::string& code, IndustrySystem from, IndustrySystem to) {
        const auto result = industria::convert_industry(code, from, to);
        if (!result)
          throw industria::KeyError("convert_industry: " + industria::message(result.issues.front(), Language::en) + " " +
                                    industria::remedy(result.issues.front(), Language::en));
        return result.value;
      },
      py::arg("code"), py::arg("from_system"), py::arg("to_system"),
      "The code of the same activities in another system; raises UnknownKeyError if there is none.");
}

}  // namespace industria_python
