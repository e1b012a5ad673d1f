// SPDX-License-Identifier: Apache-2.0
// The index of industrial production: from products up the levels that a classification declares to the total.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/model/panel_view.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// A product, class, division, section or the total: its weight counts against its siblings only (product value within a class
/// of VSIC, value added of the base year above it), so that levels may be weighted by different things.
struct IndexNode {
  std::string code{};
  std::string parent{};  ///< code of the node above; empty at the top
  double weight = 1.0;   ///< in the base year; >= 0, any unit that the siblings share
};

/// The levels, as declared; nothing is derived from the digits of a code. Several tops are allowed.
class INDUSTRIA_API IndexTree {
 public:
  /// Nodes in any order. Throws ValueError for a code given twice or empty, a weight missing or negative, a circle; KeyError for
  /// a parent that is not declared. The text names the code.
  explicit IndexTree(std::vector<IndexNode> nodes);
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] const IndexNode& node(std::size_t i) const noexcept { return nodes_[i]; }
  /// Position of the parent, or -1.
  [[nodiscard]] std::ptrdiff_t parent(std::size_t i) const noexcept { return parents_[i]; }
  [[nodiscard]] bool is_leaf(std::size_t i) const noexcept { return child_weights_[i] < 0.0; }
  /// Position of a code, or -1.
  [[nodiscard]] std::ptrdiff_t find(std::string_view code) const noexcept;
  /// Sum of the children's weights; missing for a leaf.
  [[nodiscard]] double child_weight(std::size_t i) const noexcept { return is_leaf(i) ? missing : child_weights_[i]; }
  /// The node's share of its top: the product of weight / sum of siblings' weights on the way up (1 at a top).
  [[nodiscard]] double share_of_top(std::size_t i) const noexcept { return shares_[i]; }
  /// Parts before their wholes.
  [[nodiscard]] std::span<const std::size_t> upwards() const noexcept { return upwards_; }

 private:
  std::vector<IndexNode> nodes_;
  std::vector<std::ptrdiff_t> parents_;
  std::vector<double> child_weights_;  // -1 for leaves
  std::vector<double> shares_;
  std::vector<std::size_t> upwards_;
  std::vector<std::size_t> by_code_;
};

struct ProductionIndexOptions {
  /// Base year: each leaf's series (quantities, values in constant prices) is divided by its mean over this year and times 100.
  /// 0: the series are indices of one base already.
  int base_year = 0;
  /// Leave out what is missing and weigh the rest anew; coverage then says how much of the weight is in. Otherwise a node with
  /// a missing part is missing.
  bool partial = false;
  /// Largest relative difference of a node's weight from the sum of its children's that is not reported; infinity: never report,
  /// for levels weighted by different things.
  double weight_tolerance = 0.005;
};

/// Indices and coverage of every node, [node * periods + t], in the tree's order.
struct ProductionIndex {
  Period first{};
  std::size_t periods = 0;
  std::vector<double> index{};
  std::vector<double> coverage{};  ///< share of the node's weight whose series has a figure, 0 to 1
  std::vector<Reason> reasons{};   ///< per node: why its first missing index is; none if all are there
  std::vector<Issue> issues{};     ///< what is wrong with the series and weights, each named; the rest is not harmed

  [[nodiscard]] std::span<const double> of(std::size_t node) const noexcept {
    return std::span<const double>(index).subspan(node * periods, periods);
  }
};

/// I = sum w_i I_i / sum w_i over the parts of each node, upward. panel.ids are codes of leaves, in any order; the periods are those
/// of all series together. Issues index.unknown_code, .duplicate_code, .mixed_periods, .no_series, .no_base, .weights_differ.
/// Throws ShapeError for a panel without ids. Source: International Recommendations for the Index of Industrial Production
/// 2010 (UN), Laspeyres-type volume index; Viet Nam: product value within level 4, value added of the base year above.
[[nodiscard]] INDUSTRIA_API ProductionIndex production_index(const IndexTree& tree, const PanelView& panel,
                                                             const ProductionIndexOptions& options = {});

/// Contribution of every node to the growth of its top over `lag` periods, percentage points, laid out like result.index:
/// 100 share_of_top (I_t - I_(t-lag)) / top's I_(t-lag). The parts of a node add up to the node's. Missing where the top's
/// coverage is below 1 in either period. Throws ShapeError if the sizes differ, ValueError if lag < 1.
INDUSTRIA_API void index_contributions(const IndexTree& tree, const ProductionIndex& result, int lag, std::span<double> out);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_production_index.ipp>
#endif
