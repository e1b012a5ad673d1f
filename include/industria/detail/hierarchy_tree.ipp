// SPDX-License-Identifier: Apache-2.0
// Body of hierarchy/tree.hpp. Children are sorted by id once; the walk level by level then puts them side by side.
#pragma once

#include <industria/hierarchy/tree.hpp>

#include <industria/base/error.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE Tree::Tree(std::vector<TreeNode> nodes) : nodes_(std::move(nodes)) {
  by_id_.resize(nodes_.size());
  std::iota(by_id_.begin(), by_id_.end(), std::size_t{0});
  const auto id_less = [this](std::size_t a, std::size_t b) { return nodes_[a].id < nodes_[b].id; };
  if (!std::is_sorted(by_id_.begin(), by_id_.end(), id_less)) std::stable_sort(by_id_.begin(), by_id_.end(), id_less);
  for (std::size_t k = 0; k < by_id_.size(); ++k) {
    const std::string& id = nodes_[by_id_[k]].id;
    if (id.empty()) throw ValueError("Tree: node " + std::to_string(by_id_[k]) + " (counted from 0) has no id");
    if (k > 0 && nodes_[by_id_[k - 1]].id == id) throw ValueError("Tree: id \"" + id + "\" is there twice, expected once");
  }
  parent_.assign(nodes_.size(), -1);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].parent.empty()) continue;
    const bool as_before = i > 0 && nodes_[i].parent == nodes_[i - 1].parent;
    parent_[i] = as_before ? parent_[i - 1] : find(nodes_[i].parent);
    if (parent_[i] < 0) throw KeyError("Tree: parent \"" + nodes_[i].parent + "\" of \"" + nodes_[i].id + "\" is no node of the tree");
  }
  arrange();
}

INDUSTRIA_INLINE Tree Tree::from_parents(std::span<const std::string> ids, std::span<const std::ptrdiff_t> parents) {
  if (ids.size() != parents.size()) {
    throw ShapeError("Tree: " + std::to_string(ids.size()) + " ids and " + std::to_string(parents.size()) + " parents, expected as many of each");
  }
  std::vector<TreeNode> nodes(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    nodes[i].id = ids[i];
    if (parents[i] >= static_cast<std::ptrdiff_t>(ids.size()) || parents[i] < -1) {
      throw ValueError("Tree: parent of \"" + ids[i] + "\" is position " + std::to_string(parents[i]) + ", expected -1 to " + std::to_string(ids.size() - 1));
    }
    if (parents[i] >= 0) nodes[i].parent = ids[static_cast<std::size_t>(parents[i])];
  }
  return Tree(std::move(nodes));
}

INDUSTRIA_INLINE void Tree::arrange() {
  const std::size_t n = nodes_.size();
  // Children of each node by a counting sort over nodes in the order of their ids.
  std::vector<std::size_t> start(n + 2, 0);  // of node i: start[i + 1]; roots: start[0]
  const auto slot = [this](std::size_t i) { return static_cast<std::size_t>(parent_[i] + 1); };
  for (std::size_t i = 0; i < n; ++i) ++start[slot(i) + 1];
  std::partial_sum(start.begin(), start.end(), start.begin());
  std::vector<std::size_t> grouped(n);
  std::vector<std::size_t> next(start.begin(), start.end() - 1);
  for (const std::size_t i : by_id_) grouped[next[slot(i)]++] = i;

  order_.assign(grouped.begin(), grouped.begin() + static_cast<std::ptrdiff_t>(start[1]));
  order_.reserve(n);
  first_child_.clear();
  depth_.assign(n, 0);
  rank_.assign(n, 0);
  leaves_ = 0;
  for (std::size_t k = 0; k < order_.size(); ++k) {
    const std::size_t i = order_[k];
    rank_[i] = k;
    first_child_.push_back(order_.size());
    for (std::size_t c = start[i + 1]; c < start[i + 2]; ++c) {
      depth_[grouped[c]] = depth_[i] + 1;
      order_.push_back(grouped[c]);
    }
    if (first_child_.back() == order_.size()) ++leaves_;
  }
  first_child_.push_back(order_.size());
  if (order_.size() == n) return;
  std::vector<bool> reached(n, false);
  for (const std::size_t i : order_) reached[i] = true;
  const auto lost = static_cast<std::size_t>(std::find(reached.begin(), reached.end(), false) - reached.begin());
  throw ValueError("Tree: \"" + nodes_[lost].id + "\" is a part of a circle, or below one; expected every node to lead to a root");
}

INDUSTRIA_INLINE std::ptrdiff_t Tree::find(std::string_view id) const noexcept {
  const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), id, [this](std::size_t i, std::string_view key) { return nodes_[i].id < key; });
  return at != by_id_.end() && nodes_[*at].id == id ? static_cast<std::ptrdiff_t>(*at) : -1;
}

INDUSTRIA_INLINE std::span<const std::size_t> Tree::children(std::size_t i) const noexcept {
  const std::size_t k = rank_[i];
  return std::span(order_).subspan(first_child_[k], first_child_[k + 1] - first_child_[k]);
}

INDUSTRIA_INLINE bool Tree::exists_in(std::size_t i, const Period& period) const noexcept {
  const TreeNode& n = nodes_[i];
  return !(n.valid_from && period.last_day() < n.valid_from) && !(n.valid_to && period.first_day() > n.valid_to);
}

INDUSTRIA_INLINE std::vector<Issue> Tree::issues() const {
  const std::size_t deepest = depth_.empty() ? 0 : *std::max_element(depth_.begin(), depth_.end());
  std::map<std::size_t, std::pair<std::size_t, std::size_t>> early;  // level: count, first leaf
  for (const std::size_t i : order_) {
    if (!is_leaf(i) || depth_[i] == deepest) continue;
    const auto at = early.try_emplace(depth_[i], 0, i).first;
    ++at->second.first;
  }
  std::vector<Issue> all;
  for (const auto& [level, found] : early) {
    all.push_back({.severity = Severity::note,
                   .code = "hierarchy.unbalanced",
                   .value = nodes_[found.second].id,
                   .args = {{"count", std::to_string(found.first)}, {"level", std::to_string(level)}, {"deepest", std::to_string(deepest)}}});
  }
  return all;
}

}  // namespace industria::inline INDUSTRIA_ABI
