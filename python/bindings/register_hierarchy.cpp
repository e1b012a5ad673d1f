// SPDX-License-Identifier: Apache-2.0
// Trees of series and reconciliation: matrices with one row per node go in and out as NumPy arrays.

#include "arguments.hpp"
#include "register.hpp"

#include <industria/hierarchy/aggregate.hpp>
#include <industria/hierarchy/reconcile.hpp>
#include <industria/hierarchy/tree.hpp>

#include <algorithm>
#include <optional>

namespace industria_python {
namespace {

using industria::Date;
using industria::Reconciler;
using industria::ReconcileMethod;
using industria::Tree;
using industria::TreeNode;

Tree make_tree(const std::vector<std::string>& ids,
               const std::vector<std::optional<std::string>>& parents,
               const std::vector<Date>& valid_from, const std::vector<Date>& valid_to) {
  const auto fits = [&](std::size_t size, const char* what) {
    if (size == ids.size() || (size == 0 && *what == 'v')) return;
    throw industria::ShapeError("Tree: " + std::to_string(size) + " " + what + " and " +
                                std::to_string(ids.size()) + " ids, expected as many of each");
  };
  fits(parents.size(), "parents");
  fits(valid_from.size(), "valid_from");
  fits(valid_to.size(), "valid_to");
  std::vector<TreeNode> nodes(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    nodes[i] = {.id = ids[i], .parent = parents[i].value_or("")};
    if (!valid_from.empty()) nodes[i].valid_from = valid_from[i];
    if (!valid_to.empty()) nodes[i].valid_to = valid_to[i];
  }
  return Tree(std::move(nodes));
}

/// "VN/P01/S2" is a part of "VN/P01" if that is an id too, else a root.
Tree tree_of_paths(const std::vector<std::string>& ids, const std::string& separator) {
  std::vector<TreeNode> nodes(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) nodes[i].id = ids[i];
  const Tree flat(nodes);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    for (std::size_t cut = ids[i].rfind(separator); cut != std::string::npos && cut > 0;
         cut = ids[i].rfind(separator, cut - 1)) {
      const std::string_view above = std::string_view(ids[i]).substr(0, cut);
      if (i > 0 && nodes[i - 1].parent == above) {
        nodes[i].parent = above;
      } else if (flat.find(above) >= 0) {
        nodes[i].parent = above;
      } else {
        continue;
      }
      break;
    }
  }
  return Tree(std::move(nodes));
}

template <class T, class Entry>
py::array_t<T> per_node(const Tree& tree, const Entry& entry) {
  py::array_t<T> out(static_cast<py::ssize_t>(tree.size()));
  for (std::size_t i = 0; i < tree.size(); ++i) out.mutable_data()[i] = static_cast<T>(entry(i));
  return out;
}

/// As they are, with the memory of any array of doubles of the right kind; one row per node.
std::span<const double> rows_of(const std::optional<Doubles>& array, std::size_t nodes,
                                const char* name) {
  if (!array) return {};
  if (array->ndim() < 1 || static_cast<std::size_t>(array->shape(0)) != nodes) {
    throw industria::ShapeError(std::string(name) + ": expected an array with one row for each of " +
                                std::to_string(nodes) + " nodes");
  }
  return {array->data(), static_cast<std::size_t>(array->size())};
}
py::array_t<double> like(const Doubles& array) {
  return py::array_t<double>(
      std::vector<py::ssize_t>(array.shape(), array.shape() + array.ndim()));
}

struct BoundReconciler {
  std::size_t nodes = 0;
  Reconciler map;
};

BoundReconciler make_reconciler(const Tree& tree, const std::optional<Doubles>& actual,
                                const std::optional<Doubles>& residual,
                                const std::optional<Doubles>& variance, ReconcileMethod method,
                                std::size_t middle_level, bool nonnegative, bool centred,
                                std::optional<double> shrinkage, int n_threads) {
  const industria::History history{.actual = rows_of(actual, tree.size(), "Reconciler: actual"),
                                   .residual = rows_of(residual, tree.size(), "Reconciler: residual"),
                                   .variance = rows_of(variance, tree.size(), "Reconciler: variance")};
  const industria::ReconcileOptions options{.method = method,
                                            .middle_level = middle_level,
                                            .nonnegative = nonnegative,
                                            .centred = centred,
                                            .shrinkage = shrinkage.value_or(industria::missing),
                                            .n_threads = n_threads};
  py::gil_scoped_release unlocked;
  return {tree.size(), Reconciler(tree, history, options)};
}

py::array_t<double> apply(const BoundReconciler& self, const Doubles& base) {
  const auto in = rows_of(base, self.nodes, "Reconciler.apply: base");
  py::array_t<double> out = like(base);
  const std::span<double> to(out.mutable_data(), in.size());
  py::gil_scoped_release unlocked;
  self.map.apply(in, to);
  return out;
}

py::array_t<double> spread(const BoundReconciler& self, const Doubles& reconciled,
                           const Doubles& sigma) {
  const auto y = rows_of(reconciled, self.nodes, "Reconciler.spread: reconciled");
  const auto s = rows_of(sigma, self.nodes, "Reconciler.spread: sigma");
  py::array_t<double> out = like(sigma);
  const std::span<double> to(out.mutable_data(), s.size());
  py::gil_scoped_release unlocked;
  self.map.spread(y, s, to);
  return out;
}

py::tuple aggregate_rows(const Tree& tree, const Doubles& values,
                         std::optional<industria::PeriodKind> kind,
                         const std::optional<Integers>& ordinals, double tolerance) {
  const auto in = rows_of(values, tree.size(), "aggregate: values");
  std::vector<industria::Period> periods;
  if (kind && ordinals) {
    for (const auto n : span_of(*ordinals, "aggregate: ordinals"))
      periods.push_back(industria::Period::from_ordinal(*kind, static_cast<int>(n)));
  }
  py::array_t<double> out = like(values);
  std::vector<industria::Issue> issues;
  {
    const std::span<double> to(out.mutable_data(), in.size());
    py::gil_scoped_release unlocked;
    std::copy(in.begin(), in.end(), to.begin());
    issues = industria::aggregate(tree, to, periods, {.tolerance = tolerance});
  }
  return py::make_tuple(out, issues);
}

}  // namespace

void register_hierarchy(py::module_& m) {
  py::class_<Tree>(m, "TreeCore", "Which series are sums of which.")
      .def(py::init(&make_tree), py::arg("ids"), py::arg("parents"),
           py::arg("valid_from") = std::vector<Date>(), py::arg("valid_to") = std::vector<Date>())
      .def_static("of_paths", &tree_of_paths, py::arg("ids"), py::arg("separator"))
      .def("__len__", &Tree::size)
      .def("find", &Tree::find, py::arg("id"))
      .def("find_all",
           [](const Tree& tree, const std::vector<std::string>& ids) {
             std::vector<std::int64_t> at;
             at.reserve(ids.size());
             std::size_t next = 0;  // names mostly come in the tree's own order
             for (const auto& id : ids) {
               const bool expected = next < tree.size() && tree.node(next).id == id;
               at.push_back(expected ? static_cast<std::int64_t>(next) : tree.find(id));
               next = static_cast<std::size_t>(at.back() + 1);
             }
             return py::array_t<std::int64_t>(static_cast<py::ssize_t>(at.size()), at.data());
           })
      .def_property_readonly("ids",
                             [](const Tree& tree) {
                               std::vector<std::string> ids;
                               for (const auto& node : tree.nodes()) ids.push_back(node.id);
                               return ids;
                             })
      .def_property_readonly(
          "parents",
          [](const Tree& t) { return per_node<std::int64_t>(t, [&](auto i) { return t.parent(i); }); })
      .def_property_readonly(
          "depths",
          [](const Tree& t) { return per_node<std::int64_t>(t, [&](auto i) { return t.depth(i); }); })
      .def_property_readonly(
          "is_leaf",
          [](const Tree& t) { return per_node<bool>(t, [&](auto i) { return t.is_leaf(i); }); })
      .def_property_readonly(
          "by_level",
          [](const Tree& t) {
            return per_node<std::int64_t>(t, [&](auto i) { return t.by_level()[i]; });
          })
      .def_property_readonly("has_dates",
                             [](const Tree& tree) {
                               return std::any_of(
                                   tree.nodes().begin(), tree.nodes().end(),
                                   [](const TreeNode& n) { return n.valid_from || n.valid_to; });
                             })
      .def_property_readonly("issues", &Tree::issues);
  py::class_<BoundReconciler>(m, "ReconcilerCore")
      .def(py::init(&make_reconciler), py::arg("tree"), py::arg("actual"), py::arg("residual"),
           py::arg("variance"), py::arg("method"), py::arg("middle_level"), py::arg("nonnegative"),
           py::arg("centred"), py::arg("shrinkage"), py::arg("n_threads"))
      .def("apply", &apply, py::arg("base"))
      .def("spread", &spread, py::arg("reconciled"), py::arg("sigma"))
      .def_property_readonly("shrinkage",
                             [](const BoundReconciler& r) { return r.map.shrinkage(); });
  m.def("aggregate_rows", &aggregate_rows, py::arg("tree"), py::arg("values"), py::arg("kind"),
        py::arg("ordinals"), py::arg("tolerance"));
  m.def(
      "issue_of",
      [](std::string code, std::string value, const industria::TextArgs& args) {
        return industria::Issue{.severity = industria::Severity::warning,
                                .code = std::move(code),
                                .value = std::move(value),
                                .args = args};
      },
      py::arg("code"), py::arg("value"), py::arg("args"));
}

}  // namespace industria_python
