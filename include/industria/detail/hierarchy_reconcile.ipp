// SPDX-License-Identifier: Apache-2.0
// Body of hierarchy/reconcile.hpp: what is asked is checked, columns go in and out.
#pragma once

#include <industria/hierarchy/reconcile.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/hierarchy_reconcile_map.ipp>
#include <industria/detail/parallel.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE std::string_view name(ReconcileMethod method) noexcept {
  switch (method) {
    case ReconcileMethod::bottom_up: return "bottom_up";
    case ReconcileMethod::top_down_average_proportions: return "top_down_average_proportions";
    case ReconcileMethod::top_down_proportions_of_averages: return "top_down_proportions_of_averages";
    case ReconcileMethod::top_down_forecast_proportions: return "top_down_forecast_proportions";
    case ReconcileMethod::middle_out: return "middle_out";
    case ReconcileMethod::mint_ols: return "mint_ols";
    case ReconcileMethod::mint_struct: return "mint_struct";
    case ReconcileMethod::mint_variance: return "mint_variance";
    case ReconcileMethod::mint_shrink: return "mint_shrink";
  }
  return "";
}

INDUSTRIA_INLINE Reconciler::Reconciler(const Tree& tree, const History& history, const ReconcileOptions& options) {
  using enum ReconcileMethod;
  const std::size_t n = tree.size();
  const auto periods_of = [n](std::span<const double> values, const char* what) {
    if (values.empty()) return std::size_t{0};
    if (n > 0 && values.size() % n == 0) return values.size() / n;
    throw ShapeError("Reconciler: " + std::string(what) + " has " + std::to_string(values.size()) + " values, expected a multiple of the tree's " +
                     std::to_string(n) + " nodes");
  };
  const auto require = [&](bool there, const char* what) {
    if (!there) throw ValueError("Reconciler: method " + std::string(name(options.method)) + " needs " + what + " of the history, got none");
  };
  const std::size_t past = periods_of(history.residual, "residual");
  const std::size_t actual_periods = periods_of(history.actual, "actual");
  const bool by_history = options.method == top_down_average_proportions || options.method == top_down_proportions_of_averages;
  require(!by_history || actual_periods > 0, "actual figures");
  require(options.method != mint_shrink || past > 0, "residuals");
  require(options.method != mint_variance || past > 0 || !history.variance.empty(), "residuals or variances");
  if (!history.variance.empty() && history.variance.size() != n) {
    throw ShapeError("Reconciler: " + std::to_string(history.variance.size()) + " variances, expected " + std::to_string(n));
  }
  for (const double v : history.variance) {
    if (is_missing(v) || v < 0.0) throw ValueError("Reconciler: a variance is " + std::to_string(v) + ", expected 0 or more");
  }
  if (!is_missing(options.shrinkage) && !(options.shrinkage >= 0.0 && options.shrinkage <= 1.0)) {
    throw ValueError("Reconciler: shrinkage is " + std::to_string(options.shrinkage) + ", expected 0 to 1, or missing to estimate it");
  }
  if (options.n_threads < 0) throw ValueError("Reconciler: n_threads is " + std::to_string(options.n_threads) + ", expected 1 or more, or 0 for all cores");
  auto map = std::make_shared<Map>();
  map->options = options;
  map->arrange(tree);
  const std::size_t deepest = n == 0 ? 0 : map->tree.depth.back();
  if (options.method == middle_out && options.middle_level > deepest) {
    throw ValueError("Reconciler: middle_level is " + std::to_string(options.middle_level) + ", expected 0 to " + std::to_string(deepest) +
                     ", the depth of the tree");
  }
  if (past > 0) {
    const double* e = history.residual.data();
    const auto residual = [&](std::size_t k, std::size_t t) { return e[map->order[k] * past + t]; };
    map->errors = detail::error_model(n, past, options.centred, options.shrinkage, residual);
  }
  if (by_history) map->shares = map->history_shares(history.actual, actual_periods);
  map->choose_weights(history.variance);
  if (!map->own.empty()) map->plan = map->make_plan(map->own, {});
  map_ = std::move(map);
}

INDUSTRIA_INLINE void Reconciler::apply(std::span<const double> base, std::span<double> out) const {
  const Map& map = *map_;
  const std::size_t n = map.tree.size();
  if (base.size() != out.size() || (n == 0 ? !base.empty() : base.size() % n != 0)) {
    throw ShapeError("Reconciler::apply: base has " + std::to_string(base.size()) + " values, out " + std::to_string(out.size()) +
                     ", expected as many of both, a multiple of the tree's " + std::to_string(n) + " nodes");
  }
  const std::size_t columns = n == 0 ? 0 : base.size() / n;
  // Whole columns side by side, columns with gaps one by one.
  std::vector<char> gap(columns, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t t = 0; t < columns; ++t) gap[t] = static_cast<char>(gap[t] | is_missing(base[i * columns + t]));
  }
  const bool shares = detail::is_top_down(map.options.method);
  std::vector<std::size_t> whole;
  std::vector<std::size_t> broken;
  for (std::size_t t = 0; t < columns; ++t) (gap[t] != 0 && !shares ? broken : whole).push_back(t);
  const auto read = [&](const std::vector<std::size_t>& which) {
    std::vector<double> rows(n * which.size());
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t j = 0; j < which.size(); ++j) {
        const double x = base[map.order[k] * columns + which[j]];
        rows[k * which.size() + j] = is_missing(x) ? missing : x;
      }
    }
    return rows;
  };
  const auto write = [&](const std::vector<double>& rows, const std::vector<std::size_t>& which) {
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t j = 0; j < which.size(); ++j) out[map.order[k] * columns + which[j]] = rows[k * which.size() + j];
    }
  };
  std::vector<std::vector<double>> mended;
  for (const std::size_t t : broken) {
    mended.push_back(read({t}));
    map.walk_with_gaps(mended.back().data());
  }
  std::vector<double> rows = read(whole);  // before anything is written: base and out may be the same
  shares ? map.split(rows.data(), whole.size()) : map.walk(map.plan, rows.data(), whole.size());
  write(rows, whole);
  for (std::size_t b = 0; b < broken.size(); ++b) write(mended[b], {broken[b]});
  if (!map.options.nonnegative || shares) return;
  detail::for_each_index(columns, map.options.n_threads, {}, [&](std::size_t t) {
    std::vector<double> y(n);
    bool negative = false;
    for (std::size_t k = 0; k < n; ++k) {
      y[k] = out[map.order[k] * columns + t];
      negative = negative || std::signbit(y[k]);
    }
    if (!negative) return;
    std::vector<double> x = y;
    detail::make_nonnegative(map.tree, map.own, x, [&](const detail::WalkWeights& w, const std::vector<char>& held, std::vector<double>& target) {
      map.move_target(w, held, y, target);
    });
    for (std::size_t k = 0; k < n; ++k) out[map.order[k] * columns + t] = x[k];
  });
}

INDUSTRIA_INLINE double Reconciler::shrinkage() const noexcept {
  return map_->errors.shrinkage;
}

INDUSTRIA_INLINE double Reconciler::covariance(std::size_t i, std::size_t j) const noexcept {
  const detail::ErrorModel& e = map_->errors;
  if (e.periods == 0 || i >= map_->order.size() || j >= map_->order.size()) return missing;
  const auto at = [&](std::size_t x) { return static_cast<std::size_t>(std::find(map_->order.begin(), map_->order.end(), x) - map_->order.begin()); };
  const std::size_t a = at(i);
  const std::size_t b = at(j);
  double correlation = 0.0;
  for (std::size_t t = 0; t < e.columns; ++t) correlation += e.rows[a * e.columns + t] * e.rows[b * e.columns + t];
  correlation = a == b ? 1.0 : (1.0 - e.shrinkage) * correlation;
  return correlation * (e.deviation[a] * e.scale) * (e.deviation[b] * e.scale);
}

}  // namespace industria::inline INDUSTRIA_ABI

#include <industria/detail/hierarchy_spread.ipp>
