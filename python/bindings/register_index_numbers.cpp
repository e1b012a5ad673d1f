// SPDX-License-Identifier: Apache-2.0
// Index numbers, chain-linking, the production index and deflation.

#include "figures.hpp"
#include "register.hpp"

#include <industria/indicators/chain_link.hpp>
#include <industria/indicators/deflation.hpp>
#include <industria/indicators/index_numbers.hpp>
#include <industria/indicators/production_index.hpp>
#include <industria/model/panel.hpp>

INDUSTRIA_PYTHON_ENUM(industria::IndexFormula, "formula", "laspeyres", "paasche", "fisher", "tornqvist", "walsh", "marshall_edgeworth");
INDUSTRIA_PYTHON_ENUM(industria::IndexBase, "how", "fixed", "chained");
INDUSTRIA_PYTHON_ENUM(industria::Overlap, "overlap", "annual", "one_period");

namespace industria_python {
namespace {

using industria::ChainTable;
using industria::Deflator;
using industria::IndexBase;
using industria::IndexFormula;
using industria::IndexTree;
using industria::Panel;
using industria::ProductionIndex;
using industria::ProductTable;
using industria::Series;
using industria::SeriesView;
using industria::Value;

py::array_t<double> shaped(std::vector<double>&& values, std::vector<py::ssize_t> shape) {
  return array_from(std::move(values)).attr("reshape")(py::cast(shape)).cast<py::array_t<double>>();
}

using TwoPeriods = Value (*)(IndexFormula, std::span<const double>, std::span<const double>, std::span<const double>, std::span<const double>);
template <TwoPeriods index>
Value two_periods(IndexFormula formula, const Doubles& p0, const Doubles& q0, const Doubles& p1, const Doubles& q1) {
  return index(formula, span_of(p0, "p0"), span_of(q0, "q0"), span_of(p1, "p1"), span_of(q1, "q1"));
}

ProductTable product_table(const Doubles& prices, const Doubles& quantities) {
  const auto p = table_of(prices, "prices");
  const auto q = table_of(quantities, "quantities");
  if (p.rows != q.rows || p.columns != q.columns) {
    throw industria::ShapeError("prices are " + std::to_string(p.rows) + " x " + std::to_string(p.columns) + " and quantities " +
                                std::to_string(q.rows) + " x " + std::to_string(q.columns) + ", expected one shape (products x periods)");
  }
  return {p.values, q.values, p.columns};
}

void register_formulas(py::module_& m) {
  m.def("price_index", &two_periods<&industria::price_index>, py::arg("formula"), py::arg("p0"), py::arg("q0"), py::arg("p1"), py::arg("q1"));
  m.def("quantity_index", &two_periods<&industria::quantity_index>, py::arg("formula"), py::arg("p0"), py::arg("q0"), py::arg("p1"), py::arg("q1"));
  m.def(
      "value_ratio",
      [](const Doubles& p0, const Doubles& q0, const Doubles& p1, const Doubles& q1) {
        return industria::value_ratio(span_of(p0, "p0"), span_of(q0, "q0"), span_of(p1, "p1"), span_of(q1, "q1"));
      },
      py::arg("p0"), py::arg("q0"), py::arg("p1"), py::arg("q1"));
  m.def(
      "index_table",
      [](bool of_quantities, IndexFormula formula, const Doubles& prices, const Doubles& quantities, IndexBase how, std::size_t base) {
        const ProductTable table = product_table(prices, quantities);
        return with_reasons(of_quantities ? industria::quantity_indices(formula, table, how, base) : industria::price_indices(formula, table, how, base));
      },
      py::arg("of_quantities"), py::arg("formula"), py::arg("prices"), py::arg("quantities"), py::arg("how"), py::arg("base"));
  m.def(
      "index_groups",
      [](bool of_quantities, IndexFormula formula, const Doubles& prices, const Doubles& quantities, IndexBase how, std::size_t base,
         const Integers& groups) {
        const ProductTable table = product_table(prices, quantities);
        const auto bounds = span_of(groups, "groups");
        require_groups("index_groups", bounds, table.products());
        py::array_t<double> out({static_cast<py::ssize_t>(bounds.size() - 1), static_cast<py::ssize_t>(table.periods)});
        const auto result = span_of(out);
        {
          py::gil_scoped_release unlocked;
          of_quantities ? industria::quantity_indices(formula, table, how, base, bounds, result)
                        : industria::price_indices(formula, table, how, base, bounds, result);
        }
        return out;
      },
      py::arg("of_quantities"), py::arg("formula"), py::arg("prices"), py::arg("quantities"), py::arg("how"), py::arg("base"), py::arg("groups"));
}

ChainTable chain_table(const Doubles& prices, const Doubles& quantities) {
  const auto p = table_of(prices, "chain_link: prices");
  if (quantities.ndim() != 3 || static_cast<std::size_t>(quantities.shape(0)) != p.rows || static_cast<std::size_t>(quantities.shape(1)) != p.columns) {
    throw industria::ShapeError("chain_link: quantities must be products x years x periods, with the products and years of prices (" +
                                std::to_string(p.rows) + " x " + std::to_string(p.columns) + ")");
  }
  return {p.values, values_of(quantities), p.columns, static_cast<std::size_t>(quantities.shape(2))};
}

SeriesView view_of(const Series& series) {
  return {.values = series.values, .first = series.first, .unit = series.unit, .basis = series.basis, .id = series.id, .lower = series.lower, .upper = series.upper};
}

void register_chain(py::module_& m) {
  m.def(
      "re_reference_panel",
      [](const Panel& panel, const PeriodArgument& reference, double level) {
        py::array_t<double> out(static_cast<py::ssize_t>(panel.view().values.size()));
        const auto result = span_of(out);
        py::gil_scoped_release unlocked;
        industria::re_reference(panel.view(), reference.period, result, level);
        return out;
      },
      py::arg("panel"), py::arg("reference"), py::arg("level"));
  m.def(
      "re_reference_series",
      [](const Series& series, const PeriodArgument& reference, double level) {
        Series out = series;
        industria::re_reference(view_of(series), reference.period, out.values, level);
        return out;
      },
      py::arg("series"), py::arg("reference"), py::arg("level"));
  m.def(
      "link_factor", [](const Doubles& a, const Doubles& b) { return industria::link_factor(span_of(a, "old_overlap"), span_of(b, "new_overlap")); },
      py::arg("old_overlap"), py::arg("new_overlap"));
  m.def(
      "link_series",
      [](const Series& a, const Series& b, const PeriodArgument& first, const PeriodArgument& last) {
        return industria::link(view_of(a), view_of(b), {first.period, last.period});
      },
      py::arg("old_series"), py::arg("new_series"), py::arg("first"), py::arg("last"));
  m.def(
      "chain_link_table",
      [](const Doubles& prices, const Doubles& quantities, industria::Overlap overlap) {
        const ChainTable table = chain_table(prices, quantities);
        industria::ChainedVolume found = industria::chain_link(table, overlap);
        const auto n = static_cast<py::ssize_t>(table.products());
        const auto years = static_cast<py::ssize_t>(table.years);
        const auto periods = static_cast<py::ssize_t>(table.periods);
        py::dict out;
        out["index"] = shaped(std::move(found.index), {years, periods});
        out["annual"] = array_from(std::move(found.annual));
        out["annual_contributions"] = shaped(std::move(found.annual_contributions), {n, years});
        out["contributions"] = shaped(std::move(found.contributions), {n, years, periods});
        out["residual"] = shaped(std::move(found.residual), {years, periods});
        out["reason"] = industria::name(found.reason);
        return out;
      },
      py::arg("prices"), py::arg("quantities"), py::arg("overlap"));
  m.def(
      "chain_link_groups",
      [](const Doubles& prices, const Doubles& quantities, industria::Overlap overlap, const Integers& groups) {
        const ChainTable table = chain_table(prices, quantities);
        const auto bounds = span_of(groups, "groups");
        require_groups("chain_link", bounds, table.products());
        py::array_t<double> out({static_cast<py::ssize_t>(bounds.size() - 1), static_cast<py::ssize_t>(table.years), static_cast<py::ssize_t>(table.periods)});
        industria::chain_link(table, overlap, bounds, span_of(out));
        return out;
      },
      py::arg("prices"), py::arg("quantities"), py::arg("overlap"), py::arg("groups"));
}

void register_production_index(py::module_& m) {
  py::class_<IndexTree>(m, "IndexTree", "Products, classes, divisions, sections and the total, each with its weight among its siblings.")
      .def(py::init([](const std::vector<std::string>& codes, const std::vector<std::string>& parents, const Doubles& weights) {
             const auto w = span_of(weights, "IndexTree: weights");
             require_same("IndexTree: parents", parents.size(), codes.size());
             require_same("IndexTree: weights", w.size(), codes.size());
             std::vector<industria::IndexNode> nodes;
             for (std::size_t i = 0; i < codes.size(); ++i) nodes.push_back({codes[i], parents[i], w[i]});
             return IndexTree(std::move(nodes));
           }),
           py::arg("codes"), py::arg("parents"), py::arg("weights"))
      .def("__len__", &IndexTree::size)
      .def("find", &IndexTree::find, py::arg("code"))
      .def("is_leaf",
           [](const IndexTree& tree, std::size_t i) {
             if (i >= tree.size()) throw py::index_error("IndexTree: there is no node " + std::to_string(i));
             return tree.is_leaf(i);
           },
           py::arg("i"))
      .def_property_readonly("codes",
                             [](const IndexTree& tree) {
                               std::vector<std::string> codes;
                               for (std::size_t i = 0; i < tree.size(); ++i) codes.push_back(tree.node(i).code);
                               return codes;
                             })
      .def_property_readonly("parents",
                             [](const IndexTree& tree) {
                               std::vector<std::string> parents;
                               for (std::size_t i = 0; i < tree.size(); ++i) parents.push_back(tree.node(i).parent);
                               return parents;
                             })
      .def_property_readonly("shares_of_top",
                             [](const IndexTree& tree) {
                               std::vector<double> shares;
                               for (std::size_t i = 0; i < tree.size(); ++i) shares.push_back(tree.share_of_top(i));
                               return array_from(std::move(shares));
                             })
      .def("__repr__", [](const IndexTree& tree) { return "<industria.IndexTree, " + std::to_string(tree.size()) + " nodes>"; });
  const auto rows = [](const ProductionIndex& p, const std::vector<double>& values) {
    const auto n = static_cast<py::ssize_t>(p.reasons.size());
    return shaped(std::vector<double>(values), {n, static_cast<py::ssize_t>(p.periods)});
  };
  Row<ProductionIndex>(m, "ProductionIndex", "Indices and coverage of every node: a row a node, a column a period.")
      .field("first", &ProductionIndex::first)
      .field("reasons", &ProductionIndex::reasons)
      .field("issues", &ProductionIndex::issues)
      .def_property_readonly("periods",
                             [](const ProductionIndex& p) {
                               std::vector<industria::Period> periods;
                               for (std::size_t t = 0; t < p.periods; ++t) periods.push_back(p.first.plus(static_cast<int>(t)));
                               return periods;
                             })
      .def_property_readonly("index", [rows](const ProductionIndex& p) { return rows(p, p.index); })
      .def_property_readonly("coverage", [rows](const ProductionIndex& p) { return rows(p, p.coverage); })
      .def("__repr__", [](const ProductionIndex& p) {
        return "<industria.ProductionIndex, " + std::to_string(p.reasons.size()) + " nodes, " + std::to_string(p.periods) + " periods from " +
               to_text(p.first) + ">";
      });
  m.def(
      "production_index_of",
      [](const IndexTree& tree, const Panel& panel, int base_year, bool partial, double weight_tolerance) {
        py::gil_scoped_release unlocked;
        return industria::production_index(tree, panel.view(), {.base_year = base_year, .partial = partial, .weight_tolerance = weight_tolerance});
      },
      py::arg("tree"), py::arg("panel"), py::arg("base_year"), py::arg("partial"), py::arg("weight_tolerance"));
  m.def(
      "index_contributions",
      [](const IndexTree& tree, const ProductionIndex& result, int lag) {
        py::array_t<double> out({static_cast<py::ssize_t>(result.reasons.size()), static_cast<py::ssize_t>(result.periods)});
        industria::index_contributions(tree, result, lag, span_of(out));
        return out;
      },
      py::arg("tree"), py::arg("result"), py::arg("lag"));
}

/// A Deflator that owns its values.
struct OwnedDeflator {
  std::vector<double> values{};
  Deflator view{};
  [[nodiscard]] Deflator of() const {
    Deflator out = view;
    out.values = values;
    return out;
  }
};

using OfPanel = std::vector<industria::Reason> (*)(const industria::PanelView&, std::span<const Deflator>, std::span<const std::int32_t>, std::span<double>);
template <OfPanel deflate>
py::tuple deflated_panel(const Panel& panel, const std::vector<OwnedDeflator>& deflators, const std::vector<std::int32_t>& deflator_of) {
  std::vector<Deflator> views;
  for (const OwnedDeflator& deflator : deflators) views.push_back(deflator.of());
  py::array_t<double> out(static_cast<py::ssize_t>(panel.view().values.size()));
  const auto reasons = deflate(panel.view(), views, deflator_of, span_of(out));
  return py::make_tuple(out, reasons);
}

void register_deflation(py::module_& m) {
  py::class_<OwnedDeflator>(m, "Deflator", "A price index that averages `level` over its base year; NaN where missing.")
      .def(py::init([](const Doubles& values, const PeriodArgument& first, int base_year, double level, double base_tolerance) {
             const auto v = span_of(values, "Deflator: values");
             return OwnedDeflator{{v.begin(), v.end()}, {.values = {}, .first = first.period, .base_year = base_year, .level = level, .base_tolerance = base_tolerance}};
           }),
           py::arg("values"), py::arg("first"), py::arg("base_year"), py::arg("level") = 100.0, py::arg("base_tolerance") = 0.005)
      .def_property_readonly("values", [](const OwnedDeflator& d) { return array_from(std::vector<double>(d.values)); })
      .def_property_readonly("first", [](const OwnedDeflator& d) { return d.view.first; })
      .def_property_readonly("base_year", [](const OwnedDeflator& d) { return d.view.base_year; })
      .def_property_readonly("level", [](const OwnedDeflator& d) { return d.view.level; });
  m.def(
      "deflate",
      [](const std::string& what, const Doubles& a, const Doubles& b, double level) {
        return pair_by_pair(what.c_str(), a, b, [&](double x, double y) {
          if (what == "to_constant") return industria::to_constant(x, y, level);
          return what == "to_current" ? industria::to_current(x, y, level) : industria::implicit_deflator(x, y, level);
        });
      },
      py::arg("what"), py::arg("a"), py::arg("b"), py::arg("level"));
  m.def(
      "deflate_series",
      [](bool to_current, const Series& series, const OwnedDeflator& deflator) {
        return to_current ? industria::to_current(view_of(series), deflator.of()) : industria::to_constant(view_of(series), deflator.of());
      },
      py::arg("to_current"), py::arg("series"), py::arg("deflator"));
  m.def("to_constant_panel", &deflated_panel<&industria::to_constant>, py::arg("panel"), py::arg("deflators"), py::arg("deflator_of"));
  m.def("to_current_panel", &deflated_panel<&industria::to_current>, py::arg("panel"), py::arg("deflators"), py::arg("deflator_of"));
  m.def(
      "double_deflation_arrays",
      [](const Doubles& output, const Doubles& output_deflator, const Doubles& inputs, const Doubles& inputs_deflator, double level) {
        const auto a = span_of(output, "output"), b = span_of(output_deflator, "output_deflator");
        const auto c = span_of(inputs, "inputs"), d = span_of(inputs_deflator, "inputs_deflator");
        for (const auto& other : {b, c, d}) require_same("double_deflation: an argument", other.size(), a.size());
        std::vector<Value> out;
        py::array_t<bool> negative(static_cast<py::ssize_t>(a.size()));
        for (std::size_t i = 0; i < a.size(); ++i) {
          const auto real = industria::double_deflation(a[i], b[i], c[i], d[i], level);
          out.push_back(real.value);
          negative.mutable_data()[i] = real.negative;
        }
        const py::tuple figures = with_reasons(out);
        return py::make_tuple(figures[0], figures[1], negative);
      },
      py::arg("output"), py::arg("output_deflator"), py::arg("inputs"), py::arg("inputs_deflator"), py::arg("level"));
  m.def(
      "single_extrapolation_arrays",
      [](const Doubles& base, const Doubles& ratio) { return pair_by_pair("single_extrapolation", base, ratio, &industria::single_extrapolation); },
      py::arg("base_value_added"), py::arg("volume_ratio"));
}

}  // namespace

void register_index_numbers(py::module_& m) {
  register_formulas(m);
  register_chain(m);
  register_production_index(m);
  register_deflation(m);
}

}  // namespace industria_python
