// SPDX-License-Identifier: Apache-2.0
// Body of hierarchy/aggregate.hpp: one walk from the leaves up, row by row.
#pragma once

#include <industria/hierarchy/aggregate.hpp>

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/number_format.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// What is told of one parent: how often, and the first or worst case.
struct AggregateFinding {
  std::size_t count = 0;
  std::size_t column = 0;
  double figure = 0.0;
  double sum = 0.0;
  std::size_t child = 0;
};

[[nodiscard]] inline Issue aggregate_issue(const Tree& tree, std::size_t parent, Severity severity, std::string code, const AggregateFinding& f,
                                           std::span<const Period> periods) {
  // Without periods the column stands for itself, counted from 1.
  const std::string where = periods.empty() ? std::to_string(f.column + 1) : to_text(periods[f.column]);
  Issue issue{.severity = severity, .code = std::move(code), .value = tree.node(parent).id, .args = {{"count", std::to_string(f.count)}, {"period", where}}};
  if (issue.code == "hierarchy.child_missing") issue.args.emplace_back("child", tree.node(f.child).id);
  if (issue.code == "hierarchy.sum_differs") {
    for (const auto& [suffix, language] : {std::pair{"_en", Language::en}, std::pair{"_vi", Language::vi}}) {
      issue.args.emplace_back(std::string("figure") + suffix, format_significant(f.figure, 8, language));
      issue.args.emplace_back(std::string("sum") + suffix, format_significant(f.sum, 8, language));
    }
  }
  return issue;
}

/// By node: for each period whether it is absent; empty if it is always there.
[[nodiscard]] inline std::vector<std::vector<bool>> absences(const Tree& tree, std::span<const Period> periods) {
  std::vector<std::vector<bool>> absent(tree.size());
  if (periods.empty()) return absent;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (!tree.node(i).valid_from && !tree.node(i).valid_to) continue;
    absent[i].resize(periods.size());
    for (std::size_t t = 0; t < periods.size(); ++t) absent[i][t] = !tree.exists_in(i, periods[t]);
  }
  return absent;
}

/// Position of each series of the panel in the tree, -1: not in it; the issues of both sides go to `issues`.
[[nodiscard]] inline std::vector<std::ptrdiff_t> places_in_tree(const Tree& tree, const PanelView& panel, std::vector<Issue>& issues) {
  std::vector<std::ptrdiff_t> place(panel.size());
  std::vector<bool> known(tree.size(), false);
  for (std::size_t i = 0; i < panel.size(); ++i) {
    place[i] = tree.find(panel.ids[i]);
    if (place[i] < 0) {
      issues.push_back({.severity = Severity::warning, .code = "hierarchy.not_in_tree", .value = panel.ids[i]});
      continue;
    }
    const auto at = static_cast<std::size_t>(place[i]);
    if (known[at]) throw ValueError("aggregate: series \"" + panel.ids[i] + "\" is there twice, expected once");
    known[at] = true;
  }
  for (const std::size_t i : tree.by_level()) {
    if (tree.is_leaf(i) && !known[i]) issues.push_back({.severity = Severity::warning, .code = "hierarchy.no_series", .value = tree.node(i).id});
  }
  return place;
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Issue> aggregate(const Tree& tree, std::span<double> values, std::span<const Period> periods,
                                              const AggregateOptions& options) {
  const std::size_t n = tree.size();
  const std::size_t columns = n == 0 ? 0 : values.size() / n;
  if (values.size() != columns * n) {
    throw ShapeError("aggregate: " + std::to_string(values.size()) + " values, expected a multiple of the tree's " + std::to_string(n) + " nodes");
  }
  if (!periods.empty() && periods.size() != columns) {
    throw ShapeError("aggregate: " + std::to_string(periods.size()) + " periods, expected one for each of the " + std::to_string(columns) + " columns");
  }
  const auto absent = detail::absences(tree, periods);
  std::vector<Issue> issues;
  std::vector<double> sum(columns);
  std::vector<std::size_t> parts(columns);
  const auto order = tree.by_level();
  for (std::size_t k = n; k-- > 0;) {
    const std::size_t p = order[k];
    const auto children = tree.children(p);
    if (children.empty()) continue;
    std::fill(sum.begin(), sum.end(), 0.0);
    std::fill(parts.begin(), parts.end(), 0);
    detail::AggregateFinding gap;
    detail::AggregateFinding kept;
    detail::AggregateFinding apart;
    double worst = 0.0;
    for (const std::size_t c : children) {
      const double* row = values.data() + c * columns;
      for (std::size_t t = 0; t < columns; ++t) {
        if (!absent[c].empty() && absent[c][t]) continue;
        ++parts[t];
        if (is_missing(row[t]) && !is_missing(sum[t])) {
          if (gap.count++ == 0) gap = {.count = 1, .column = t, .child = c};
        }
        sum[t] += is_missing(row[t]) ? missing : row[t];
      }
    }
    double* own = values.data() + p * columns;
    for (std::size_t t = 0; t < columns; ++t) {
      if (parts[t] == 0 || is_missing(sum[t])) sum[t] = missing;
      if (is_missing(own[t])) {
        own[t] = sum[t];
      } else if (is_missing(sum[t])) {
        if (kept.count++ == 0) kept.column = t;
      } else {
        const double larger = std::max(std::abs(own[t]), std::abs(sum[t]));
        const double difference = std::abs(own[t] - sum[t]);
        if (difference > options.tolerance * larger) {
          ++apart.count;
          if (apart.count == 1 || difference / larger > worst) {
            apart = {.count = apart.count, .column = t, .figure = own[t], .sum = sum[t]};
            worst = difference / larger;
          }
        }
        own[t] = sum[t];
      }
    }
    if (gap.count > 0) issues.push_back(detail::aggregate_issue(tree, p, Severity::warning, "hierarchy.child_missing", gap, periods));
    if (kept.count > 0) issues.push_back(detail::aggregate_issue(tree, p, Severity::note, "hierarchy.sum_kept", kept, periods));
    if (apart.count > 0) issues.push_back(detail::aggregate_issue(tree, p, Severity::warning, "hierarchy.sum_differs", apart, periods));
  }
  return issues;
}

INDUSTRIA_INLINE Aggregation aggregate(const Tree& tree, const PanelView& panel, const AggregateOptions& options) {
  panel.validate();
  if (panel.ids.size() != panel.size()) throw ValueError("aggregate: the panel has no ids, expected one per series");
  Aggregation result{.panel = Panel(panel.unit, panel.basis), .issues = tree.issues()};
  const auto place = detail::places_in_tree(tree, panel, result.issues);
  int first = std::numeric_limits<int>::max();
  int last = std::numeric_limits<int>::min();
  const PeriodKind kind = panel.size() > 0 ? panel.first[0].kind : PeriodKind::year;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const SeriesView s = panel.series(i);
    if (s.first.kind != kind) {
      throw ValueError("aggregate: series \"" + panel.ids[i] + "\" begins in " + to_text(s.first) + ", series \"" + panel.ids[0] + "\" in " +
                       to_text(panel.first[0]) + "; expected periods of one kind");
    }
    if (place[i] < 0 || s.values.empty()) continue;
    first = std::min(first, s.first.ordinal());
    last = std::max(last, s.first.ordinal() + static_cast<int>(s.values.size()) - 1);
  }
  const std::size_t columns = first > last ? 0 : static_cast<std::size_t>(last - first + 1);
  std::vector<double> values(tree.size() * columns, missing);
  std::vector<Period> periods(columns);
  for (std::size_t t = 0; t < columns; ++t) periods[t] = Period::from_ordinal(kind, first + static_cast<int>(t));
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const SeriesView s = panel.series(i);
    if (place[i] < 0 || s.values.empty()) continue;
    const std::size_t at = static_cast<std::size_t>(place[i]) * columns + static_cast<std::size_t>(s.first.ordinal() - first);
    std::copy(s.values.begin(), s.values.end(), values.begin() + static_cast<std::ptrdiff_t>(at));
  }
  for (Issue& issue : aggregate(tree, values, periods, options)) result.issues.push_back(std::move(issue));
  for (std::size_t i = 0; i < tree.size(); ++i) {
    result.panel.add({.values = std::span(values).subspan(i * columns, columns),
                      .first = columns == 0 ? Period{} : periods[0],
                      .unit = panel.unit,
                      .basis = panel.basis,
                      .id = tree.node(i).id});
  }
  return result;
}

}  // namespace industria::inline INDUSTRIA_ABI
