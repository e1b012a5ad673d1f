// SPDX-License-Identifier: Apache-2.0
// Actual figures of every node of a tree from those of its leaves.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/period.hpp>
#include <industria/hierarchy/tree.hpp>
#include <industria/model/panel.hpp>
#include <industria/model/panel_view.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

struct AggregateOptions {
  /// A given figure of a parent is reported if it differs from the sum of its children by more than this share of the
  /// larger of the two. The default passes what was rounded to seven digits.
  double tolerance = 1e-6;
};

/// Fills the rows of parents, in place: value = sum of the children that exist in the period (TreeNode's dates).
/// `values` has tree.size() rows, row by row, one column per period. NaN and infinities are missing.
///  - A missing child makes the sum missing; a child that is absent by its dates does not. Where no child exists, too.
///  - A parent's own figure on entry is held against the sum and replaced by it; where the sum is missing it stays.
/// `periods`, one per column, is needed only by trees with dates; empty: no dates are looked at.
/// Returns at most one issue of each kind per parent: "hierarchy.child_missing", "hierarchy.sum_differs", "hierarchy.sum_kept".
/// Throws ShapeError if values are no whole number of columns or periods are not as many.
INDUSTRIA_API std::vector<Issue> aggregate(const Tree& tree, std::span<double> values, std::span<const Period> periods = {},
                                           const AggregateOptions& options = {});

/// One series per node in the tree's order, all from the first to the last period of the panel.
struct Aggregation {
  Panel panel{};
  std::vector<Issue> issues{};
};

/// The same for a panel, whose series are found by id: leaves, and parents where their own figures are known. Further issues:
/// "hierarchy.no_series" (a leaf without series: it is missing throughout), "hierarchy.not_in_tree" (a series that is left
/// out), and those of the tree. Throws ShapeError (see PanelView::validate), ValueError for series without ids, an id that is
/// there twice, or periods of several kinds.
[[nodiscard]] INDUSTRIA_API Aggregation aggregate(const Tree& tree, const PanelView& panel, const AggregateOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/hierarchy_aggregate.ipp>
#endif
