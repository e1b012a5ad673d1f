// SPDX-License-Identifier: Apache-2.0
// Which series are sums of which: country, provinces, sectors, divisions. Nothing of size series times series is kept.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/period.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// One series of a tree. The dates say when it was a part of its parent (no date: always); a period that it does not
/// reach into at all needs no value of it.
struct TreeNode {
  std::string id{};
  std::string parent{};  ///< id of the series it is a part of; empty: a root
  Date valid_from{};     ///< first day
  Date valid_to{};       ///< last day
};

/// A tree of series, or several (a forest). Positions are those of the nodes as given; every matrix that goes with a
/// tree has one row per node, in this order. Sums go over children in the order of their ids, so that no result
/// depends on the order of the nodes.
class INDUSTRIA_API Tree {
 public:
  Tree() = default;
  /// Throws ValueError for an empty or repeated id or a circle, KeyError for a parent that is no node; each names the id.
  explicit Tree(std::vector<TreeNode> nodes);
  /// Node i is ids[i], a part of ids[parents[i]]; -1: a root. Throws ShapeError or ValueError.
  [[nodiscard]] static Tree from_parents(std::span<const std::string> ids, std::span<const std::ptrdiff_t> parents);

  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] const TreeNode& node(std::size_t i) const noexcept { return nodes_[i]; }
  [[nodiscard]] std::span<const TreeNode> nodes() const noexcept { return nodes_; }
  /// Position of an id, or -1.
  [[nodiscard]] std::ptrdiff_t find(std::string_view id) const noexcept;
  /// Position of the parent, or -1 for a root.
  [[nodiscard]] std::ptrdiff_t parent(std::size_t i) const noexcept { return parent_[i]; }
  /// Positions of the children, in the order of their ids.
  [[nodiscard]] std::span<const std::size_t> children(std::size_t i) const noexcept;
  [[nodiscard]] bool is_leaf(std::size_t i) const noexcept { return children(i).empty(); }
  /// 0 for a root.
  [[nodiscard]] std::size_t depth(std::size_t i) const noexcept { return depth_[i]; }
  [[nodiscard]] std::size_t leaf_count() const noexcept { return leaves_; }
  /// Whether node i is a part of its parent in that period.
  [[nodiscard]] bool exists_in(std::size_t i, const Period& period) const noexcept;

  /// Positions level by level: roots by id, then each one's children by id, and so on.
  [[nodiscard]] std::span<const std::size_t> by_level() const noexcept { return order_; }
  /// The children of by_level()[k] are by_level()[first_child()[k] .. first_child()[k + 1]).
  [[nodiscard]] std::span<const std::size_t> first_child() const noexcept { return first_child_; }

  /// Leaves that end above the deepest level ("hierarchy.unbalanced", a note: sums are right all the same), at most one
  /// issue per level.
  [[nodiscard]] std::vector<Issue> issues() const;

 private:
  void arrange();

  std::vector<TreeNode> nodes_;
  std::vector<std::ptrdiff_t> parent_;
  std::vector<std::size_t> depth_;
  std::vector<std::size_t> by_id_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> rank_;  ///< order_[rank_[i]] == i
  std::vector<std::size_t> first_child_;
  std::size_t leaves_ = 0;
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/hierarchy_tree.ipp>
#endif
