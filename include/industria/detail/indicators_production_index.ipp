// SPDX-License-Identifier: Apache-2.0
// Body of indicators/production_index.hpp: every node passes weight * index to its parent, parts before wholes.
#pragma once

#include <industria/base/error.hpp>
#include <industria/indicators/production_index.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] inline Issue index_issue(Severity severity, std::string value, TextArgs args = {}) {
  Issue issue;
  issue.severity = severity;
  issue.value = std::move(value);
  issue.args = std::move(args);
  return issue;
}

/// Which series of the panel each leaf has (-1: none), and the periods that all of them cover together.
struct IndexSeries {
  std::vector<std::ptrdiff_t> of_node{};
  int first = 0;
  int last = -1;
  PeriodKind kind = PeriodKind::year;
};

[[nodiscard]] inline IndexSeries index_series(const IndexTree& tree, const PanelView& panel, ProductionIndex& out) {
  IndexSeries found;
  found.of_node.assign(tree.size(), -1);
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const std::ptrdiff_t node = tree.find(panel.ids[s]);
    if (node < 0 || !tree.is_leaf(static_cast<std::size_t>(node))) {
      Issue issue = index_issue(Severity::error, panel.ids[s]);
      issue.code = "index.unknown_code";
      out.issues.push_back(std::move(issue));
      continue;
    }
    std::ptrdiff_t& place = found.of_node[static_cast<std::size_t>(node)];
    if (place >= 0) {
      Issue issue = index_issue(Severity::error, panel.ids[s]);
      issue.code = "index.duplicate_code";
      out.issues.push_back(std::move(issue));
      continue;
    }
    const int begin = panel.first[s].ordinal();
    const int count = static_cast<int>(panel.offsets[s + 1] - panel.offsets[s]);
    if (found.last < found.first) {
      found.kind = panel.first[s].kind;
      found.first = begin;
      found.last = begin + count - 1;
    } else if (panel.first[s].kind != found.kind) {
      Issue issue = index_issue(Severity::error, panel.ids[s], {{"period", to_text(panel.first[s])}});
      issue.code = "index.mixed_periods";
      out.issues.push_back(std::move(issue));
      out.reasons[static_cast<std::size_t>(node)] = Reason::not_comparable;
      place = -2;
      continue;
    }
    if (count > 0) {
      found.first = std::min(found.first, begin);
      found.last = std::max(found.last, begin + count - 1);
    }
    place = static_cast<std::ptrdiff_t>(s);
  }
  return found;
}

/// A leaf's factor: 1 for indices, else 100 / mean of the base year, or why there is none.
[[nodiscard]] inline Value index_factor(std::span<const double> values, const Period& first, int base_year) noexcept {
  if (base_year == 0) return 1.0;
  const int per_year = first.kind == PeriodKind::year_to_date ? 0 : periods_per_year(first.kind);
  const int from = base_year * per_year - first.ordinal();
  if (per_year == 0 || from < 0 || static_cast<std::size_t>(from + per_year) > values.size()) return Reason::missing;
  double sum = 0.0;
  for (int k = 0; k < per_year; ++k) sum += values[static_cast<std::size_t>(from + k)];
  if (is_missing(sum)) return Reason::missing;
  if (sum == 0.0) return Reason::zero_base;
  return sum < 0.0 ? Value(Reason::negative_base) : Value(100.0 * per_year / sum);
}

/// Fills a leaf's row from its series.
inline void index_leaf(const PanelView& panel, const IndexSeries& found, std::size_t s, std::size_t node, int base_year,
                       ProductionIndex& out) {
  const auto begin = static_cast<std::size_t>(panel.offsets[s]);
  const auto values = panel.values.subspan(begin, static_cast<std::size_t>(panel.offsets[s + 1]) - begin);
  const Value factor = index_factor(values, panel.first[s], base_year);
  if (!factor) {
    Issue issue = index_issue(Severity::error, panel.ids[s], {{"year", std::to_string(base_year)}});
    issue.code = "index.no_base";
    out.issues.push_back(std::move(issue));
    out.reasons[node] = factor.reason;
    return;
  }
  double* row = out.index.data() + node * out.periods + (panel.first[s].ordinal() - found.first);
  double* covered = out.coverage.data() + node * out.periods + (panel.first[s].ordinal() - found.first);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values[i] * factor.value;
    if (is_missing(x)) continue;
    row[i] = x;
    covered[i] = 1.0;
  }
}

}  // namespace detail

INDUSTRIA_INLINE IndexTree::IndexTree(std::vector<IndexNode> nodes) : nodes_(std::move(nodes)) {
  const std::size_t n = nodes_.size();
  by_code_.resize(n);
  std::iota(by_code_.begin(), by_code_.end(), std::size_t{0});
  std::sort(by_code_.begin(), by_code_.end(), [&](std::size_t a, std::size_t b) { return nodes_[a].code < nodes_[b].code; });
  for (std::size_t i = 0; i < n; ++i) {
    const IndexNode& node = nodes_[by_code_[i]];
    if (node.code.empty()) throw ValueError("IndexTree: a node has no code");
    if (i > 0 && nodes_[by_code_[i - 1]].code == node.code) throw ValueError("IndexTree: code " + node.code + " is declared twice");
    if (is_missing(node.weight) || node.weight < 0.0) {
      throw ValueError("IndexTree: weight of " + node.code + " is " + std::to_string(node.weight) + ", expected 0 or above");
    }
  }
  parents_.assign(n, -1);
  child_weights_.assign(n, -1.0);
  std::vector<std::size_t> waiting(n, 0);  // children not yet in upwards_
  for (std::size_t i = 0; i < n; ++i) {
    if (nodes_[i].parent.empty()) continue;
    parents_[i] = find(nodes_[i].parent);
    if (parents_[i] < 0) throw KeyError("IndexTree: parent " + nodes_[i].parent + " of " + nodes_[i].code + " is not declared");
    const auto parent = static_cast<std::size_t>(parents_[i]);
    child_weights_[parent] = std::max(child_weights_[parent], 0.0) + nodes_[i].weight;
    ++waiting[parent];
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (waiting[i] == 0) upwards_.push_back(i);
  }
  for (std::size_t at = 0; at < upwards_.size(); ++at) {
    const std::ptrdiff_t parent = parents_[upwards_[at]];
    if (parent >= 0 && --waiting[static_cast<std::size_t>(parent)] == 0) upwards_.push_back(static_cast<std::size_t>(parent));
  }
  if (upwards_.size() != n) {
    const auto inside = std::find_if(waiting.begin(), waiting.end(), [](std::size_t left) { return left > 0; });
    throw ValueError("IndexTree: " + nodes_[static_cast<std::size_t>(inside - waiting.begin())].code + " is a part of itself");
  }
  shares_.assign(n, 1.0);
  for (std::size_t at = n; at-- > 0;) {
    const std::size_t i = upwards_[at];
    if (parents_[i] < 0) continue;
    const auto parent = static_cast<std::size_t>(parents_[i]);
    const double siblings = child_weights_[parent];
    shares_[i] = siblings > 0.0 ? shares_[parent] * (nodes_[i].weight / siblings) : missing;
  }
}

INDUSTRIA_INLINE std::ptrdiff_t IndexTree::find(std::string_view code) const noexcept {
  const auto at = std::lower_bound(by_code_.begin(), by_code_.end(), code,
                                   [&](std::size_t i, std::string_view wanted) { return nodes_[i].code < wanted; });
  return at != by_code_.end() && nodes_[*at].code == code ? static_cast<std::ptrdiff_t>(*at) : -1;
}

INDUSTRIA_INLINE ProductionIndex production_index(const IndexTree& tree, const PanelView& panel,
                                                  const ProductionIndexOptions& options) {
  panel.validate();
  if (panel.ids.size() != panel.size()) throw ShapeError("production_index: the panel has no ids, expected the codes of the leaves");
  const std::size_t n = tree.size();
  ProductionIndex out;
  out.reasons.assign(n, Reason::none);
  const detail::IndexSeries found = detail::index_series(tree, panel, out);
  out.first = Period::from_ordinal(found.kind, found.first);
  out.periods = static_cast<std::size_t>(found.last - found.first + 1);
  out.index.assign(n * out.periods, missing);
  out.coverage.assign(n * out.periods, 0.0);

  for (std::size_t i = 0; i < n; ++i) {
    if (!tree.is_leaf(i)) {
      const double difference = std::abs(tree.child_weight(i) - tree.node(i).weight);
      if (difference > options.weight_tolerance * std::max(tree.node(i).weight, tree.child_weight(i))) {
        Issue issue = detail::index_issue(Severity::warning, tree.node(i).code);
        issue.code = "index.weights_differ";
        out.issues.push_back(std::move(issue));
      }
    } else if (found.of_node[i] >= 0) {
      detail::index_leaf(panel, found, static_cast<std::size_t>(found.of_node[i]), i, options.base_year, out);
    } else if (found.of_node[i] == -1) {
      Issue issue = detail::index_issue(Severity::error, tree.node(i).code);
      issue.code = "index.no_series";
      out.issues.push_back(std::move(issue));
    }
  }

  // A parent's row gathers weight * index of what is there, and weight * coverage; its own parts are all in before it is read.
  std::vector<double> seen(n * out.periods, 0.0);  // weight of the parts that have an index
  for (const std::size_t i : tree.upwards()) {
    double* row = out.index.data() + i * out.periods;
    double* covered = out.coverage.data() + i * out.periods;
    const double* weight_seen = seen.data() + i * out.periods;
    const double siblings = tree.is_leaf(i) ? 1.0 : tree.child_weight(i);
    for (std::size_t t = 0; t < out.periods && !tree.is_leaf(i); ++t) {
      // With all the weight seen both ways divide by the same sum; covered < 1 is possible below a partial part.
      const bool complete = weight_seen[t] >= siblings * (1.0 - 1e-12);
      row[t] = weight_seen[t] > 0.0 && (options.partial || complete) ? row[t] / weight_seen[t] : missing;
      covered[t] = siblings > 0.0 ? std::min(covered[t] / siblings, 1.0) : 0.0;
    }
    const std::ptrdiff_t parent = tree.parent(i);
    for (std::size_t t = 0; t < out.periods; ++t) {
      if (is_missing(row[t]) && out.reasons[i] == Reason::none) out.reasons[i] = siblings > 0.0 ? Reason::missing : Reason::zero_base;
    }
    if (parent < 0) continue;
    const double weight = tree.node(i).weight;
    const std::size_t to = static_cast<std::size_t>(parent) * out.periods;
    for (std::size_t t = 0; t < out.periods; ++t) {
      out.coverage[to + t] += weight * covered[t];
      if (is_missing(row[t]) || weight == 0.0) continue;
      out.index[to + t] = (seen[to + t] > 0.0 ? out.index[to + t] : 0.0) + weight * row[t];
      seen[to + t] += weight;
    }
  }
  return out;
}

INDUSTRIA_INLINE void index_contributions(const IndexTree& tree, const ProductionIndex& result, int lag, std::span<double> out) {
  if (result.index.size() != tree.size() * result.periods || out.size() != result.index.size()) {
    throw ShapeError("index_contributions: out has " + std::to_string(out.size()) + " entries, expected those of the index of this tree, " +
                     std::to_string(tree.size() * result.periods));
  }
  if (lag < 1) throw ValueError("index_contributions: lag is " + std::to_string(lag) + ", expected at least 1");
  const std::size_t step = std::min(static_cast<std::size_t>(lag), result.periods);
  const std::span<const std::size_t> upwards = tree.upwards();
  std::vector<std::size_t> top(tree.size());
  for (std::size_t at = tree.size(); at-- > 0;) {
    const std::size_t i = upwards[at];
    top[i] = tree.parent(i) < 0 ? i : top[static_cast<std::size_t>(tree.parent(i))];
  }
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const double* y = result.index.data() + i * result.periods;
    const double* whole = result.index.data() + top[i] * result.periods;
    const double* covered = result.coverage.data() + top[i] * result.periods;
    double* to = out.data() + i * result.periods;
    const double factor = 100.0 * tree.share_of_top(i);
    for (std::size_t t = 0; t < step; ++t) to[t] = missing;
    for (std::size_t t = step; t < result.periods; ++t) {
      const bool given = covered[t] > 1.0 - 1e-12 && covered[t - step] > 1.0 - 1e-12 && whole[t - step] > 0.0;
      const double points = factor == 0.0 ? 0.0 : factor * (y[t] - y[t - step]) / whole[t - step];
      to[t] = given && !is_missing(points) ? points : missing;
    }
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
