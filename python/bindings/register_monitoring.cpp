// SPDX-License-Identifier: Apache-2.0
// The monitoring table of a period, revisions between two knowledge dates, and next year's proposal.

#include "arguments.hpp"
#include "dataset.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/targets/monitoring.hpp>
#include <industria/targets/proposal.hpp>

INDUSTRIA_PYTHON_ENUM(industria::MonitoringColumn, "column", "same_period", "plan", "previous", "current", "cumulative", "on_previous",
                      "on_same_period", "cumulative_on_same_period", "on_plan", "full_year", "full_year_on_plan", "cumulative_same_period",
                      "last_year", "expected_share", "on_expected", "remaining", "required_per_period", "remaining_last_year",
                      "required_on_same_period");
INDUSTRIA_PYTHON_ENUM(industria::CellFormula, "formula", "none", "stated", "sum", "mean", "last", "growth", "index", "points", "difference",
                      "quotient", "implied_base", "grown", "by_share", "share", "on_expected");
INDUSTRIA_PYTHON_ENUM(industria::CellInput::Kind, "kind of input", "observation", "target", "cell");
INDUSTRIA_PYTHON_ENUM(industria::ComparisonStyle, "style", "growth", "index");
INDUSTRIA_PYTHON_ENUM(industria::ShareRule, "share", "last_year", "mean", "median");

namespace industria_python {
namespace {

using industria::CellInput;
using industria::Contributor;
using industria::Dataset;
using industria::Date;
using industria::Language;
using industria::MonitoringCell;
using industria::MonitoringColumn;
using industria::MonitoringOptions;
using industria::MonitoringRow;
using industria::MonitoringTable;
using industria::HistoryPlace;
using industria::PastGrowth;
using industria::PlanVariant;
using industria::Proposal;
using industria::Revision;

MonitoringTable monitoring_table_of(const LoadedDataset& data, const PeriodArgument& period, Date as_of, industria::ComparisonStyle style,
                         bool published_growth, bool stated_full_year, industria::ShareRule share, double level, std::string place) {
  const MonitoringOptions options{.as_of = as_of,
                                  .style = style,
                                  .published_growth = published_growth,
                                  .stated_full_year = stated_full_year,
                                  .share = share,
                                  .level = level,
                                  .place = std::move(place)};
  py::gil_scoped_release unlocked;
  return industria::monitoring_table(static_cast<const Dataset&>(data), period.period, options);
}

void register_cells(py::module_& m) {
  Row<CellInput>(m, "CellInput", "Where an input of a cell is: a row of the observations or targets, or another cell of the row.")
      .field("kind", &CellInput::kind)
      .field("row", &CellInput::row)
      .field("column", &CellInput::column)
      .field("period", &CellInput::period)
      .field("value", &CellInput::value)
      .field("where", &CellInput::where);
  Row<MonitoringCell>(m, "MonitoringCell", "One figure of the monitoring table with its formula, inputs, bounds and status.")
      .field("value", &MonitoringCell::value)
      .field("bounds", &MonitoringCell::bounds)
      .field("interval", &MonitoringCell::interval)
      .field("unit", &MonitoringCell::unit)
      .field("basis", &MonitoringCell::basis)
      .field("status", &MonitoringCell::status)
      .field("known_on", &MonitoringCell::known_on)
      .field("formula", &MonitoringCell::formula)
      .field("inputs", &MonitoringCell::inputs)
      .field("note", &MonitoringCell::note)
      .def("__bool__", [](const MonitoringCell& c) { return static_cast<bool>(c.value); })
      .def("__float__", [](const MonitoringCell& c) { return c.value.value; });
}

void register_rows(py::module_& m) {
  Row<MonitoringRow> row(m, "MonitoringRow", "One indicator of the monitoring table; row['current'] is a cell.");
  row.field("number", &MonitoringRow::number)
      .field("key", &MonitoringRow::key)
      .field("period", &MonitoringRow::period)
      .field("unit", &MonitoringRow::unit)
      .field("basis", &MonitoringRow::basis)
      .field("accounting", &MonitoringRow::accounting)
      .field("direction", &MonitoringRow::direction)
      .field("periods_left", &MonitoringRow::periods_left)
      .field("required_path", &MonitoringRow::required_path)
      .field("plan_probability", &MonitoringRow::plan_probability)
      .field("notes", &MonitoringRow::notes);
  row.def(
         "__getitem__",
         [](const py::object& self, MonitoringColumn column) { return to_python(self.cast<const MonitoringRow&>()[column], self); },
         py::arg("column"))
      .def("cells_from", &industria::cells_from, py::arg("observation"), "The columns that rest on this row of Dataset.observations.")
      .def("formula_text", &industria::formula_text, py::arg("column"), py::arg("lang") = Language::en, "How the cell is computed, in words.")
      .def("notes_text", &industria::notes_text, py::arg("lang") = Language::en)
      .def(
          "full_year_interval", [](const MonitoringRow& r, double level) { return r.full_year_law.empty() ? industria::Bounds{} : r.full_year_law.interval(level); },
          py::arg("level"), "Central interval of the year's result; unbounded where it is not estimated.")
      .def(
          "full_year_probability", [](const MonitoringRow& r, double x) { return r.full_year_law.probability_at_least(x); }, py::arg("at_least"),
          "P(result of the year >= x); NaN where it is not estimated.")
      .def("__repr__", [](const MonitoringRow& r) { return "<industria.MonitoringRow " + r.key.unique_id() + " " + to_text(r.period) + ">"; });
}

std::vector<Proposal> proposals_of(const LoadedDataset& data, const MonitoringTable& table, std::vector<double> probabilities, industria::Method method,
                                   const industria::GrowthPrior* prior, double level, int digits) {
  industria::ProposalOptions options;
  options.probabilities = std::move(probabilities);
  options.forecast.method = method;
  if (prior != nullptr) options.forecast.prior = *prior;
  options.level = level;
  options.digits = digits;
  py::gil_scoped_release unlocked;
  return industria::propose_plan(static_cast<const Dataset&>(data), table, options);
}

void register_proposals(py::module_& m) {
  Row<PastGrowth>(m, "PastGrowth", "Growth of one past year, in per cent.")
      .field("year", &PastGrowth::year)
      .field("growth", &PastGrowth::growth)
      .field("is_published", &PastGrowth::is_published);
  Row<HistoryPlace>(m, "HistoryPlace", "Where a growth stands among the past ones.")
      .field("years", &HistoryPlace::years)
      .field("reached", &HistoryPlace::reached)
      .field("highest", &HistoryPlace::highest)
      .field("highest_year", &HistoryPlace::highest_year)
      .field("lowest", &HistoryPlace::lowest)
      .field("lowest_year", &HistoryPlace::lowest_year)
      .field("mean", &HistoryPlace::mean);
  Row<PlanVariant>(m, "PlanVariant", "One variant of next year's plan; growths and the probability in per cent.")
      .field("probability", &PlanVariant::probability)
      .field("level", &PlanVariant::level)
      .field("growth", &PlanVariant::growth)
      .field("growth_on_plan", &PlanVariant::growth_on_plan)
      .field("per_period", &PlanVariant::per_period)
      .field("path", &PlanVariant::path)
      .field("history", &PlanVariant::history);
  Row<Proposal>(m, "Proposal", "Next year's plan for one indicator, from this year's estimate with its uncertainty carried over.")
      .field("key", &Proposal::key)
      .field("year", &Proposal::year)
      .field("unit", &Proposal::unit)
      .field("basis", &Proposal::basis)
      .field("direction", &Proposal::direction)
      .field("path_kind", &Proposal::path_kind)
      .field("reason", &Proposal::reason)
      .field("base", &Proposal::base)
      .field("base_interval", &Proposal::base_interval)
      .field("base_growth", &Proposal::base_growth)
      .field("growths", &Proposal::growths)
      .field("expected", &Proposal::expected)
      .field("interval", &Proposal::interval)
      .field("variants", &Proposal::variants)
      .field("stated_plan", &Proposal::stated_plan)
      .field("stated_probability", &Proposal::stated_probability)
      .field("method_used", &Proposal::method_used)
      .field("pool", &Proposal::pool)
      .field("pool_share", &Proposal::pool_share)
      .field("quality", &Proposal::quality)
      .field("observations", &Proposal::observations);
  m.def("variant_text", &industria::variant_text, py::arg("variant"), py::arg("count") = 3, py::arg("lang") = Language::en,
        "'Phương án thấp', 'Phương án cơ sở', 'Phương án phấn đấu'.");
  const industria::ProposalOptions defaults;
  auto dataset = py::reinterpret_borrow<py::class_<LoadedDataset>>(m.attr("Dataset"));
  dataset.def("propose_plan", &proposals_of, py::arg("table"), py::kw_only(), py::arg("probabilities") = defaults.probabilities,
              py::arg("method") = defaults.forecast.method, py::arg("prior") = py::none(), py::arg("level") = defaults.level, py::arg("digits") = defaults.digits,
              "Next year's plan for each row of a monitoring table: variants that are met with these probabilities (per cent).");
}

}  // namespace

void register_monitoring(py::module_& m) {
  register_cells(m);
  register_rows(m);
  py::list columns;
  py::list form;
  for (std::size_t c = 0; c < industria::monitoring_columns; ++c) {
    columns.append(name(static_cast<MonitoringColumn>(c)));
    if (c < industria::monitoring_form_columns) form.append(name(static_cast<MonitoringColumn>(c)));
  }
  m.attr("monitoring_columns") = py::tuple(columns);
  m.attr("monitoring_form") = py::tuple(form);
  m.def(
      "column_text", [](MonitoringColumn column, const PeriodArgument& period, Language lang) { return industria::column_text(column, period.period, lang); },
      py::arg("column"), py::arg("period"), py::arg("lang") = Language::en, "Head of a column of the monitoring table.");

  Row<MonitoringTable>(m, "MonitoringTable", "Progress against the plan in one period, as known on a day.")
      .field("period", &MonitoringTable::period)
      .field("as_of", &MonitoringTable::as_of)
      .field("style", &MonitoringTable::style)
      .field("rows", &MonitoringTable::rows)
      .field("issues", &MonitoringTable::issues)
      .def("heads", &industria::monitoring_heads, py::arg("lang") = Language::en, "STT, Chỉ tiêu, ĐVT, the eleven figures, Ghi chú.")
      .def("to_json", [](const MonitoringTable& t) { return industria::to_json(t); })
      .def("__len__", [](const MonitoringTable& t) { return t.rows.size(); });
  Row<Contributor>(m, "Contributor", "What a part adds to the growth of its whole, in percentage points.")
      .field("row", &Contributor::row)
      .field("points", &Contributor::points)
      .field("share", &Contributor::share);
  Row<Revision>(m, "Revision", "A figure that was known and has since been replaced.")
      .field("key", &Revision::key)
      .field("period", &Revision::period)
      .field("is_plan", &Revision::is_plan)
      .field("unit", &Revision::unit)
      .field("before", &Revision::before)
      .field("after", &Revision::after)
      .field("change", &Revision::change)
      .field("change_relative", &Revision::change_relative)
      .field("status_before", &Revision::status_before)
      .field("status_after", &Revision::status_after)
      .field("known_before", &Revision::known_before)
      .field("known_after", &Revision::known_after)
      .field("where_before", &Revision::where_before)
      .field("where_after", &Revision::where_after)
      .field("observation", &Revision::observation);

  const MonitoringOptions defaults;
  auto dataset = py::reinterpret_borrow<py::class_<LoadedDataset>>(m.attr("Dataset"));
  dataset
      .def("monitoring_table", &monitoring_table_of, py::arg("period"), py::arg("as_of") = py::none(), py::kw_only(), py::arg("style") = defaults.style,
           py::arg("published_growth") = defaults.published_growth, py::arg("stated_full_year") = defaults.stated_full_year,
           py::arg("share") = defaults.share, py::arg("level") = defaults.level, py::arg("place") = "",
           "The monitoring table of a month, quarter, half or year, as known on a day.")
      .def(
          "row_text", [](const LoadedDataset& data, const MonitoringRow& row, Language lang) { return industria::row_text(data, row, lang); },
          py::arg("row"), py::arg("lang") = Language::en, "The name of a row: indicator, sector, product, plant, price basis.")
      .def(
          "contributors",
          [](const LoadedDataset& data, const MonitoringTable& table, std::size_t total, bool cumulative) {
            return industria::contributors(data, table, total, cumulative);
          },
          py::arg("table"), py::arg("total"), py::arg("cumulative") = true, "What the parts of a row add to its growth, largest first.")
      .def(
          "revisions", [](const LoadedDataset& data, Date since, Date as_of) { return industria::revisions(data, since, as_of); }, py::arg("since"),
          py::arg("as_of") = py::none(), "What became another figure between two days.");
  m.def(
      "revisions",
      [](const LoadedDataset& before, const LoadedDataset& after) {
        return industria::revisions(static_cast<const Dataset&>(before), static_cast<const Dataset&>(after));
      },
      py::arg("before"), py::arg("after"), "What became another figure between two files.");
  register_proposals(m);
}

}  // namespace industria_python
