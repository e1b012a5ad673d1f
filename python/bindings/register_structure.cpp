// SPDX-License-Identifier: Apache-2.0
// Structure, concentration, specialisation, shift-share and productivity over groups and tables: field by field, with reasons.

#include "figures.hpp"
#include "register.hpp"

#include <industria/indicators/concentration.hpp>
#include <industria/indicators/productivity.hpp>
#include <industria/indicators/shares.hpp>
#include <industria/indicators/shift_share.hpp>
#include <industria/indicators/specialisation.hpp>
#include <industria/indicators/structure.hpp>

INDUSTRIA_PYTHON_ENUM(industria::ShareOf, "of", "row", "column", "table");
INDUSTRIA_PYTHON_ENUM(industria::LilienWeights, "weights", "current", "mean");

namespace industria_python {
namespace {

using industria::Concentration;
using industria::EllisonGlaeser;
using industria::ProductivityParts;
using industria::ProductivityTotal;
using industria::ShiftShareParts;
using industria::ShiftShareTotal;
using industria::StructuralChange;
using industria::TableView;
using industria::Value;

py::dict concentration_groups(const Doubles& values, const Integers& offsets) {
  const auto x = span_of(values, "concentration: values");
  const auto bounds = span_of(offsets, "concentration: offsets");
  require_groups("concentration", bounds, x.size());
  std::vector<Concentration> out(bounds.size() - 1);
  {
    py::gil_scoped_release unlocked;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = industria::concentration(group(x, bounds, i));
  }
  py::dict result;
  add_fields<Concentration>(result, out,
                            {{"hhi", &Concentration::hhi},
                             {"normalised_hhi", &Concentration::normalised_hhi},
                             {"equivalent_number", &Concentration::equivalent_number},
                             {"gini", &Concentration::gini},
                             {"corrected_gini", &Concentration::corrected_gini},
                             {"theil", &Concentration::theil},
                             {"mean_log_deviation", &Concentration::mean_log_deviation},
                             {"entropy", &Concentration::entropy}});
  return result;
}

py::dict structural_change_groups(const Doubles& before, const Doubles& after, const Integers& offsets) {
  const auto p = span_of(before, "structural_change: before");
  const auto q = span_of(after, "structural_change: after");
  const auto bounds = span_of(offsets, "structural_change: offsets");
  require_same("structural_change: after", q.size(), p.size());
  require_groups("structural_change", bounds, p.size());
  std::vector<StructuralChange> out(bounds.size() - 1);
  {
    py::gil_scoped_release unlocked;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = industria::structural_change(group(p, bounds, i), group(q, bounds, i));
  }
  py::dict result;
  add_fields<StructuralChange>(result, out,
                               {{"norm_of_absolute_values", &StructuralChange::norm_of_absolute_values},
                                {"finger_kreinin", &StructuralChange::finger_kreinin},
                                {"cosine_similarity", &StructuralChange::cosine_similarity},
                                {"angle", &StructuralChange::angle},
                                {"lilien", &StructuralChange::lilien},
                                {"modified_lilien", &StructuralChange::modified_lilien}});
  return result;
}

/// shares() or rounded_shares() of a table, laid out like it.
py::array_t<double> shares_of_table(const Doubles& values, industria::ShareOf of) {
  const TableView table = table_of(values, "shares: values");
  py::array_t<double> out({values.shape(0), values.shape(1)});
  industria::shares(table, of, span_of(out));
  return out;
}
py::array_t<double> rounded_shares_of_table(const Doubles& values, int decimals) {
  const TableView table = table_of(values, "rounded_shares: values");
  py::array_t<double> out({values.shape(0), values.shape(1)});
  industria::rounded_shares(table, decimals, span_of(out));
  return out;
}

void register_shares(py::module_& m) {
  m.def("shares_table", &shares_of_table, py::arg("values"), py::arg("of"));
  m.def("rounded_shares_table", &rounded_shares_of_table, py::arg("values"), py::arg("decimals"));
  m.def(
      "shares_values", [](const Doubles& parts) { return with_reasons(industria::shares(span_of(parts, "shares: parts"))); }, py::arg("parts"));
  m.def(
      "rounded_shares_values",
      [](const Doubles& parts, int decimals) { return with_reasons(industria::rounded_shares(span_of(parts, "rounded_shares: parts"), decimals)); },
      py::arg("parts"), py::arg("decimals"));
  m.def("concentration_groups", &concentration_groups, py::arg("values"), py::arg("offsets"));
  m.def("structural_change_groups", &structural_change_groups, py::arg("before"), py::arg("after"), py::arg("offsets"));
  m.def(
      "lorenz_curve", [](const Doubles& values) { return with_reasons(industria::lorenz_curve(span_of(values, "lorenz_curve: values"))); },
      py::arg("values"));
}

void register_specialisation(py::module_& m) {
  m.def("location_quotient", &industria::location_quotient, py::arg("part"), py::arg("region"), py::arg("reference_part"), py::arg("reference"));
  m.def(
      "location_quotients_table",
      [](const Doubles& values, const std::optional<Doubles>& reference) {
        const TableView table = table_of(values, "location_quotients: values");
        py::array_t<double> out({values.shape(0), values.shape(1)});
        if (reference) {
          industria::location_quotients(table, span_of(*reference, "location_quotients: reference"), span_of(out));
        } else {
          industria::location_quotients(table, span_of(out));
        }
        return out;
      },
      py::arg("values"), py::arg("reference") = py::none());
  m.def(
      "krugman_table",
      [](const Doubles& values, const std::optional<Doubles>& reference) {
        const TableView table = table_of(values, "krugman: values");
        std::vector<Value> out(table.rows);
        if (reference) {
          industria::krugman(table, span_of(*reference, "krugman: reference"), out);
        } else {
          industria::krugman_against_others(table, out);
        }
        return with_reasons(out);
      },
      py::arg("values"), py::arg("reference") = py::none());
  m.def(
      "locational_gini_table",
      [](const Doubles& values, const Doubles& reference) {
        const TableView table = table_of(values, "locational_gini: values");
        std::vector<Value> out(table.rows);
        industria::locational_gini(table, span_of(reference, "locational_gini: reference"), out);
        return with_reasons(out);
      },
      py::arg("values"), py::arg("reference"));
  m.def(
      "ellison_glaeser_groups",
      [](const Doubles& plants, const Integers& region_of, const Integers& offsets, const Doubles& regions) {
        const auto codes = span_of(region_of, "ellison_glaeser: region_of");
        const auto bounds = span_of(offsets, "ellison_glaeser: offsets");
        const auto jobs = span_of(plants, "ellison_glaeser: plants");
        require_groups("ellison_glaeser", bounds, jobs.size());
        std::vector<std::size_t> places;
        for (const std::int64_t code : codes) places.push_back(code < 0 ? static_cast<std::size_t>(-1) : static_cast<std::size_t>(code));
        std::vector<EllisonGlaeser> out(bounds.size() - 1);
        industria::ellison_glaeser(jobs, places, bounds, span_of(regions, "ellison_glaeser: regions"), out);
        py::dict result;
        add_fields<EllisonGlaeser>(
            result, out, {{"gamma", &EllisonGlaeser::gamma}, {"g", &EllisonGlaeser::g}, {"herfindahl", &EllisonGlaeser::herfindahl}, {"z", &EllisonGlaeser::z}});
        std::vector<Value> plants_each;
        for (const EllisonGlaeser& one : out) plants_each.emplace_back(static_cast<double>(one.plants));
        result["plants"] = with_reasons(plants_each);
        return result;
      },
      py::arg("plants"), py::arg("region_of"), py::arg("offsets"), py::arg("regions"));
}

const Fields<ShiftShareParts> shift_share_parts{{"change", &ShiftShareParts::change},
                                                {"national", &ShiftShareParts::national},
                                                {"mix", &ShiftShareParts::mix},
                                                {"competitive", &ShiftShareParts::competitive},
                                                {"net_shift", &ShiftShareParts::net_shift},
                                                {"homothetic", &ShiftShareParts::homothetic},
                                                {"homothetic_competitive", &ShiftShareParts::homothetic_competitive},
                                                {"allocation", &ShiftShareParts::allocation}};
const Fields<ProductivityParts> productivity_parts{{"contribution", &ProductivityParts::contribution},
                                                   {"within", &ProductivityParts::within},
                                                   {"static_shift", &ProductivityParts::static_shift},
                                                   {"dynamic_shift", &ProductivityParts::dynamic_shift},
                                                   {"structural", &ProductivityParts::structural}};

/// The `parts` of totals as rows of their own.
template <class Parts, class Total>
std::vector<Parts> parts_of(const std::vector<Total>& totals) {
  std::vector<Parts> out;
  for (const Total& total : totals) out.push_back(total.parts);
  return out;
}

void register_decompositions(py::module_& m) {
  m.def(
      "shift_share_table",
      [](const Doubles& before, const Doubles& after, const std::optional<Doubles>& country_before, const std::optional<Doubles>& country_after) {
        const TableView p = table_of(before, "shift_share: before");
        const TableView q = table_of(after, "shift_share: after");
        std::vector<ShiftShareParts> cells(p.values.size());
        std::vector<ShiftShareTotal> totals(p.rows);
        if (country_before.has_value() != country_after.has_value()) {
          throw industria::ValueError("shift_share: country_before and country_after go together, expected both or none");
        }
        if (country_before) {
          industria::shift_share(p, q, span_of(*country_before, "shift_share: country_before"), span_of(*country_after, "shift_share: country_after"),
                                 cells, totals);
        } else {
          industria::shift_share(p, q, cells, totals);
        }
        py::dict of_cells, of_totals;
        add_fields<ShiftShareParts>(of_cells, cells, shift_share_parts);
        add_fields<ShiftShareParts>(of_totals, parts_of<ShiftShareParts>(totals), shift_share_parts);
        add_fields<ShiftShareTotal>(of_totals, totals,
                                    {{"unallocated", &ShiftShareTotal::unallocated},
                                     {"unsplit", &ShiftShareTotal::unsplit},
                                     {"structural_factor", &ShiftShareTotal::structural_factor},
                                     {"locational_factor", &ShiftShareTotal::locational_factor},
                                     {"regional_factor", &ShiftShareTotal::regional_factor}});
        return py::make_tuple(of_cells, of_totals);
      },
      py::arg("before"), py::arg("after"), py::arg("country_before") = py::none(), py::arg("country_after") = py::none());
  m.def(
      "productivity_table",
      [](const Doubles& output_before, const Doubles& labour_before, const Doubles& output_after, const Doubles& labour_after) {
        const TableView first = table_of(output_before, "productivity: output_before");
        std::vector<ProductivityParts> cells(first.values.size());
        std::vector<ProductivityTotal> totals(first.rows);
        industria::productivity_decomposition(first, table_of(labour_before, "productivity: labour_before"),
                                              table_of(output_after, "productivity: output_after"),
                                              table_of(labour_after, "productivity: labour_after"), cells, totals);
        py::dict of_cells, of_totals;
        add_fields<ProductivityParts>(of_cells, cells, productivity_parts);
        add_fields<ProductivityParts>(of_totals, parts_of<ProductivityParts>(totals), productivity_parts);
        add_fields<ProductivityTotal>(of_totals, totals,
                                      {{"before", &ProductivityTotal::before}, {"after", &ProductivityTotal::after}, {"unallocated", &ProductivityTotal::unallocated}});
        return py::make_tuple(of_cells, of_totals);
      },
      py::arg("output_before"), py::arg("labour_before"), py::arg("output_after"), py::arg("labour_after"));
}

}  // namespace

void register_structure(py::module_& m) {
  m.def(
      "value_of",
      [](double value, int code) {
        return code == 0 ? Value(value) : Value(static_cast<industria::Reason>(code));
      },
      py::arg("value"), py::arg("code"));
  register_shares(m);
  register_specialisation(m);
  register_decompositions(m);
}

}  // namespace industria_python
