// SPDX-License-Identifier: Apache-2.0
// Second body of targets/attainment_panel.hpp: sums over a tree. Every needed node's draws are the sum of its children's, path by path.
#pragma once

#include <industria/detail/targets_attainment_panel.ipp>
#include <industria/hierarchy/tree.hpp>
#include <industria/targets/attainment_panel.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// What one leaf gives to the sums of a period: a number that is known, or a step of its forecast.
struct TreeLeaf {
  double known = missing;
  std::ptrdiff_t row = -1;  ///< of the forecasts
  std::size_t step = 0;
  bool is_there = false;
};

/// The leaves of a tree in one period, and what can be said of the sums.
class TreePeriod {
 public:
  TreePeriod(const Tree& tree, const PanelView& panel, const PanelForecast& forecasts, std::size_t model, std::span<const std::ptrdiff_t> row_of,
             const Period& period)
      : tree_(tree), panel_(panel), forecasts_(forecasts), model_(model), row_of_(row_of), period_(period), leaves_(tree.size()), lacking_(tree.size(), -1),
        parts_(tree.size(), 0), known_(tree.size(), 0.0) {
    const auto order = tree.by_level();
    for (std::size_t at = order.size(); at-- > 0;) {
      const std::size_t node = order[at];
      if (tree.is_leaf(node)) {
        look_at_leaf(node);
        continue;
      }
      for (const std::size_t child : tree.children(node)) {
        if (!tree.exists_in(child, period)) continue;
        if (lacking_[node] < 0) lacking_[node] = lacking_[child];
        parts_[node] += parts_[child];
        known_[node] += known_[child];
      }
      if (parts_[node] == 0 && lacking_[node] < 0 && !has_known_below(node)) lacking_[node] = static_cast<std::ptrdiff_t>(node);
    }
  }
  /// The first part without figure or forecast; -1: none.
  [[nodiscard]] std::ptrdiff_t lacking(std::size_t node) const noexcept { return lacking_[node]; }
  [[nodiscard]] std::size_t parts(std::size_t node) const noexcept { return parts_[node]; }
  [[nodiscard]] double known(std::size_t node) const noexcept { return known_[node]; }
  [[nodiscard]] const TreeLeaf& leaf(std::size_t node) const noexcept { return leaves_[node]; }
  [[nodiscard]] Forecast forecast(std::size_t node) const { return named_forecast(forecasts_, model_, static_cast<std::size_t>(leaves_[node].row)); }
  [[nodiscard]] const Period& period() const noexcept { return period_; }
  /// The one leaf with a forecast below a node that has one.
  [[nodiscard]] std::size_t only_part(std::size_t node) const {
    while (!tree_.is_leaf(node)) {
      const auto children = tree_.children(node);
      node = *std::find_if(children.begin(), children.end(), [&](std::size_t c) { return parts_[c] > 0 && tree_.exists_in(c, period_); });
    }
    return node;
  }

 private:
  void look_at_leaf(std::size_t node) {
    lacking_[node] = static_cast<std::ptrdiff_t>(node);
    const std::ptrdiff_t row = row_of_[node];
    if (row < 0) return;
    const auto i = static_cast<std::size_t>(row);
    if (panel_.first[i].kind != period_.kind) return;
    const int at = steps_between(panel_.first[i], period_);
    const auto length = static_cast<int>(panel_.offsets[i + 1] - panel_.offsets[i]);
    if (at >= 0 && at < length) {
      leaves_[node].known = panel_.values[static_cast<std::size_t>(panel_.offsets[i] + at)];
      if (is_missing(leaves_[node].known) || std::isinf(leaves_[node].known)) return;
      leaves_[node].is_there = true;
      known_[node] = leaves_[node].known;
      lacking_[node] = -1;
      return;
    }
    if (at < 0 || at - length >= forecasts_.horizon || forecasts_.columns[model_].answers[i].quality == Quality::none) return;
    leaves_[node].row = row;
    leaves_[node].step = static_cast<std::size_t>(at - length);
    leaves_[node].is_there = true;
    if (is_missing(forecasts_.columns[model_].location[i * static_cast<std::size_t>(forecasts_.horizon) + leaves_[node].step])) return;
    lacking_[node] = -1;
    parts_[node] = 1;
  }
  [[nodiscard]] bool has_known_below(std::size_t node) const {
    if (tree_.is_leaf(node)) return leaves_[node].is_there;
    const auto children = tree_.children(node);
    return std::any_of(children.begin(), children.end(), [&](std::size_t c) { return tree_.exists_in(c, period_) && has_known_below(c); });
  }

  const Tree& tree_;
  const PanelView& panel_;
  const PanelForecast& forecasts_;
  std::size_t model_;
  std::span<const std::ptrdiff_t> row_of_;
  Period period_;
  std::vector<TreeLeaf> leaves_;
  std::vector<std::ptrdiff_t> lacking_;
  std::vector<std::size_t> parts_;
  std::vector<double> known_;
};

/// Calls take(node, draws) for every node of `wanted` (true where the draws of a sum are needed), from the leaves up; take may reorder the draws.
/// Leaves are drawn on threads, a block at a time, so that memory is that of a block and of the open sums. False if stopped.
template <class Take>
bool for_each_sum(const Tree& tree, const TreePeriod& at, const std::vector<bool>& wanted, const JointOptions& options, std::span<const double> common,
                  const Take& take) {
  std::vector<bool> needed(tree.size(), false);
  std::vector<std::size_t> order;  // children before their parents, in the order of ids
  const auto visit = [&](const auto& self, std::size_t node) -> void {
    if (needed[node]) return;
    needed[node] = true;
    for (const std::size_t child : tree.children(node)) {
      if (at.parts(child) > 0 && tree.exists_in(child, at.period())) self(self, child);
    }
    order.push_back(node);
  };
  for (const std::size_t node : tree.by_level()) {
    if (wanted[node]) visit(visit, node);
  }
  std::vector<std::size_t> leaves;
  for (const std::size_t node : order) {
    if (tree.is_leaf(node)) leaves.push_back(node);
  }
  constexpr std::size_t block = 64;
  const std::size_t n = common.size();
  std::vector<double> drawn(std::min(block, leaves.size()) * n);
  std::vector<std::vector<double>> sums(tree.size());
  std::size_t next = 0;  // position in `order`
  std::vector<double> copy;
  for (std::size_t from = 0; from < leaves.size(); from += block) {
    const std::size_t to = std::min(from + block, leaves.size());
    const bool goes_on = !options.progress || options.progress(from, leaves.size());
    if (!goes_on) return false;
    for_each_index(to - from, options.n_threads, {}, [&](std::size_t j) {
      const std::size_t node = leaves[from + j];
      const Forecast f = at.forecast(node);
      const std::span<double> row(drawn.data() + j * n, n);
      const std::size_t k = at.leaf(node).step;
      NormalRows z;
      normal_ranks(f, common_loading(f, k, options.common_shock), options.seed, 0, common, z, row);
      ranks_to_values(f, k, row);
    });
    std::size_t used = 0;
    while (next < order.size()) {
      const std::size_t node = order[next];
      const bool is_leaf = tree.is_leaf(node);
      if (is_leaf && used == to - from) break;
      std::vector<double> own = std::move(sums[node]);
      std::span<double> row = is_leaf ? std::span<double>(drawn.data() + used * n, n) : std::span<double>(own);
      if (is_leaf) ++used;
      const std::ptrdiff_t parent = tree.parent(node);
      if (parent >= 0 && needed[static_cast<std::size_t>(parent)] && tree.exists_in(node, at.period())) {
        std::vector<double>& sum = sums[static_cast<std::size_t>(parent)];
        if (sum.empty()) {
          sum.assign(row.begin(), row.end());
        } else {
          for (std::size_t p = 0; p < n; ++p) sum[p] += row[p];
        }
      }
      if (wanted[node]) take(node, row);
      ++next;
    }
  }
  return true;
}

/// Rows of the forecasts by node, -1: none.
[[nodiscard]] inline std::vector<std::ptrdiff_t> rows_of_nodes(const Tree& tree, const PanelForecast& forecasts) {
  std::vector<std::ptrdiff_t> out(tree.size(), -1);
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < tree.size(); ++i) place.emplace(tree.node(i).id, i);
  for (std::size_t r = forecasts.ids.size(); r-- > 0;) {
    if (const auto found = place.find(forecasts.ids[r]); found != place.end()) out[found->second] = static_cast<std::ptrdiff_t>(r);
  }
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE TreeAttainment aggregate_attainment(const Tree& tree, const PanelView& panel, const PanelForecast& forecasts, std::size_t model,
                                                     const LevelQuestions& questions, const JointOptions& options) {
  detail::require_joint("aggregate_attainment", {}, options);
  panel.validate();
  if (panel.size() != forecasts.size()) {
    throw ShapeError("aggregate_attainment: a panel of " + std::to_string(panel.size()) + " series and forecasts of " + std::to_string(forecasts.size()) + ", expected as many");
  }
  detail::QuestionDesk desk("aggregate_attainment", questions, tree.size(), &forecasts, model);
  for (TargetIssue& one : desk.issues) {
    if (one.issue.code == "targets.unknown_series") one.issue.code = "targets.not_in_tree";
  }
  const std::size_t n = questions.size();
  TreeAttainment out;
  for (auto* column : {&out.probability, &out.median, &out.lower80, &out.upper80, &out.lower95, &out.upper95}) column->assign(n, missing);
  out.parts.assign(n, 0);
  const std::vector<std::ptrdiff_t> row_of = detail::rows_of_nodes(tree, forecasts);
  // A question without a number has a law all the same.
  const auto can_look = [&](std::size_t i) { return questions.rows[i] >= 0 && (desk.is_open(i) || desk.reasons[i] == Reason::no_target_value); };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < n; ++i) {
    if (can_look(i)) order.push_back(i);
  }
  const auto place = [&](std::size_t i) { return std::pair{static_cast<int>(questions.periods[i].kind), questions.periods[i].ordinal()}; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  std::vector<double> common;
  bool goes_on = true;
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from + 1;
    while (to < order.size() && place(order[to]) == place(order[from])) ++to;
    const detail::TreePeriod at(tree, panel, forecasts, model, row_of, questions.periods[order[from]]);
    std::vector<std::vector<std::size_t>> asked(tree.size());
    std::vector<bool> wanted(tree.size(), false);
    const auto put = [&](std::size_t i, const AggregateAttainment& one) {
      if (desk.is_open(i) && questions.has_number(i)) out.probability[i] = one.probability.value;
      out.median[i] = one.median;
      out.lower80[i] = one.lower80;
      out.upper80[i] = one.upper80;
      out.lower95[i] = one.lower95;
      out.upper95[i] = one.upper95;
    };
    for (std::size_t q = from; q < to; ++q) {
      const std::size_t i = order[q];
      const auto node = static_cast<std::size_t>(questions.rows[i]);
      if (at.lacking(node) >= 0) {
        const auto part = static_cast<std::size_t>(at.lacking(node));
        out.parts[i] = 0;
        desk.refuse(i, Reason::no_observation, "targets.part_without_forecast", {{"part", tree.node(part).id}});
        continue;
      }
      out.parts[i] = static_cast<std::int64_t>(at.parts(node));
      if (at.parts(node) == 0) {
        const double y = at.known(node);
        AggregateAttainment one{.probability = questions.wanted[i].contains(y) ? 1.0 : 0.0};
        one.median = one.lower80 = one.upper80 = one.lower95 = one.upper95 = y;
        put(i, one);
      } else if (at.parts(node) == 1) {
        const std::size_t leaf = at.only_part(node);
        put(i, detail::aggregate_of_one(at.forecast(leaf), at.leaf(leaf).step, 1.0, questions.wanted[i], at.known(node)));
      } else {
        asked[node].push_back(i);
        wanted[node] = true;
      }
    }
    if (common.empty()) common = detail::common_normals(options.seed, options.paths);
    goes_on = goes_on && detail::for_each_sum(tree, at, wanted, options, common, [&](std::size_t node, std::span<double> draws) {
      for (double& y : draws) y += at.known(node);
      for (const std::size_t i : asked[node]) {
        AggregateAttainment one;
        detail::summarise(draws, questions.wanted[i], one);
        put(i, one);
      }
    });
    if (!goes_on) {
      for (const auto& of_node : asked) {
        for (const std::size_t i : of_node) {
          if (is_missing(out.median[i])) desk.refuse(i, Reason::missing, "targets.stopped");
        }
      }
    }
    from = to;
  }
  out.reasons = std::move(desk.reasons);
  out.issues = std::move(desk).told();
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
