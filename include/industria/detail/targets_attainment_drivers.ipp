// SPDX-License-Identifier: Apache-2.0
// Body of targets/attainment_drivers.hpp: every question is put to the same draws of all drivers.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/targets_attainment_tree.ipp>
#include <industria/detail/targets_factor_cells.hpp>
#include <industria/targets/attainment_drivers.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// P counted with a normal kernel of that width; 0: as it is.
class SmoothCount {
 public:
  SmoothCount(std::span<const double> sums, const Bounds& wanted) : wanted_(wanted) {
    std::vector<double> sorted(sums.begin(), sums.end());
    const auto at = [&](double p) {
      const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(sorted.size() - 1));
      std::nth_element(sorted.begin(), place, sorted.end());
      return *place;
    };
    const double middle = at(0.75) - at(0.25);
    width_ = 0.9 * middle / 1.34 * std::pow(static_cast<double>(sums.size()), -0.2);
  }
  [[nodiscard]] double operator()(double y) const noexcept {
    if (!(width_ > 0.0)) return wanted_.contains(y) ? 1.0 : 0.0;
    const auto above = [&](double x) { return 0.5 * std::erfc((x - y) / width_ * 0.7071067811865476); };
    return (wanted_.has_lo() ? above(wanted_.lo) : 1.0) - (wanted_.has_hi() ? above(wanted_.hi) : 0.0);
  }

 private:
  Bounds wanted_;
  double width_ = 0.0;
};

/// The drivers of one whole as draws: `of(cell)` has a value a path.
class DriverDraws {
 public:
  DriverDraws(std::size_t cells, std::size_t factors, std::size_t paths) : factors_(factors), n_(paths), values_(cells * paths), landing(cells, missing), target(cells, missing) {}
  [[nodiscard]] std::span<double> of(std::size_t cell) noexcept { return {values_.data() + cell * n_, n_}; }

  [[nodiscard]] AttainmentDrivers answer(const Bounds& wanted) {
    AttainmentDrivers out;
    out.factors = factors_;
    const std::size_t cells = landing.size();
    const std::size_t parts = cells / factors_;
    out.cells.resize(cells);
    out.by_factor.resize(factors_);
    out.parts.resize(parts);
    std::vector<double> rows(parts * n_);  // the product of each part
    std::vector<double> sums(n_, 0.0);
    for (std::size_t i = 0; i < parts; ++i) {
      const std::span<double> row(rows.data() + i * n_, n_);
      product(i, factors_, row);
      for (std::size_t p = 0; p < n_; ++p) sums[p] += row[p];
    }
    const double now = count(sums, wanted);
    out.probability = now;
    if_met(out, rows, sums, wanted, now);
    close_gaps(out, sums, wanted, now);
    percents(out, rows, sums, wanted);
    return out;
  }

 private:
  std::size_t factors_;
  std::size_t n_;
  std::vector<double> values_;

 public:
  std::vector<double> landing;
  std::vector<double> target;

 private:
  /// Product of a part's factors but for one (`without` == factors_: of all).
  void product(std::size_t part, std::size_t without, std::span<double> out) {
    std::fill(out.begin(), out.end(), 1.0);
    for (std::size_t k = 0; k < factors_; ++k) {
      if (k == without) continue;
      const auto factor = of(part * factors_ + k);
      for (std::size_t p = 0; p < n_; ++p) out[p] *= factor[p];
    }
  }
  [[nodiscard]] double count(std::span<const double> sums, const Bounds& wanted) const noexcept {
    std::size_t inside = 0;
    for (const double y : sums) inside += wanted.contains(y) ? 1U : 0U;
    return static_cast<double>(inside) / static_cast<double>(n_);
  }

  void if_met(AttainmentDrivers& out, std::span<const double> rows, std::span<const double> sums, const Bounds& wanted, double now) {
    std::vector<double> others(n_);
    for (std::size_t k = 0; k < factors_; ++k) {
      std::vector<double> all(sums.begin(), sums.end());
      bool has_target = false;
      for (std::size_t i = 0; i < out.parts.size(); ++i) {
        const std::size_t c = i * factors_ + k;
        DriverSensitivity& cell = out.cells[c];
        cell.landing = landing[c];
        if (is_missing(target[c])) {
          cell.gap = cell.if_met = cell.gain = cell.gap_share = Reason::no_target_value;
          continue;
        }
        has_target = true;
        cell.gap = landing[c] - target[c];
        product(i, k, others);
        std::vector<double> one(sums.begin(), sums.end());
        for (std::size_t p = 0; p < n_; ++p) {
          const double change = others[p] * target[c] - rows[i * n_ + p];
          one[p] += change;
          all[p] += change;
        }
        cell.if_met = count(one, wanted);
        cell.gain = cell.if_met.value - now;
      }
      DriverSensitivity& whole = out.by_factor[k];
      whole.gap = whole.if_met = whole.gain = whole.gap_share = Reason::no_target_value;
      if (!has_target) continue;
      whole.gap = Reason::not_comparable;
      whole.if_met = count(all, wanted);
      whole.gain = whole.if_met.value - now;
    }
  }

  /// Every law with its median at its target.
  [[nodiscard]] double closed(std::size_t cell, double y) const noexcept {
    if (is_missing(target[cell])) return y;
    if (landing[cell] > 0.0 && target[cell] > 0.0) return y * (target[cell] / landing[cell]);
    return y + (target[cell] - landing[cell]);
  }
  void close_gaps(AttainmentDrivers& out, std::span<const double> sums, const Bounds& wanted, double now) {
    if (std::all_of(target.begin(), target.end(), [](double t) { return is_missing(t); })) {
      out.if_all_closed = Reason::no_target_value;
      return;
    }
    const std::size_t cells = landing.size();
    std::vector<double> before(cells);
    std::vector<double> after(cells);
    std::vector<double> added(cells);
    std::vector<double> share(cells, 0.0);
    std::ptrdiff_t more = 0;
    for (std::size_t p = 0; p < n_; ++p) {
      double sum = 0.0;
      for (std::size_t i = 0; i < cells; i += factors_) {
        double y = 1.0;
        for (std::size_t k = 0; k < factors_; ++k) {
          before[i + k] = values_[(i + k) * n_ + p];
          after[i + k] = closed(i + k, before[i + k]);
          y *= after[i + k];
        }
        sum += y;
      }
      const bool is_met = wanted.contains(sum);
      if (is_met == wanted.contains(sums[p])) continue;
      more += is_met ? 1 : -1;
      double change = 0.0;
      for (std::size_t i = 0; i < cells; i += factors_) {
        const auto from = std::span<const double>(before).subspan(i, factors_);
        const auto to = std::span<const double>(after).subspan(i, factors_);
        const auto row = std::span<double>(added).subspan(i, factors_);
        if (factors_ == 1) {
          row[0] = to[0] - from[0];
        } else if (all_positive(from, to)) {
          log_mean_cells(from, to, row);
        } else {
          shapley_cells(from, to, row);
        }
        for (const double x : row) change += x;
      }
      if (change == 0.0) continue;
      for (std::size_t c = 0; c < cells; ++c) share[c] += (is_met ? 1.0 : -1.0) * added[c] / change;
    }
    const auto n = static_cast<double>(n_);
    out.if_all_closed = now + static_cast<double>(more) / n;
    for (std::size_t c = 0; c < cells; ++c) {
      if (is_missing(target[c])) continue;
      out.cells[c].gap_share = share[c] / n;
      Value& of_factor = out.by_factor[c % factors_].gap_share;
      of_factor = (of_factor ? of_factor.value : 0.0) + share[c] / n;
    }
  }

  void percents(AttainmentDrivers& out, std::span<const double> rows, std::span<const double> sums, const Bounds& wanted) {
    const double step = wanted.has_hi() && !wanted.has_lo() ? -0.01 : 0.01;
    const SmoothCount smooth(sums, wanted);
    const std::size_t parts = out.parts.size();
    std::vector<double> alone(parts, 0.0);
    std::vector<double> share(parts, 0.0);
    double all = 0.0;
    for (std::size_t p = 0; p < n_; ++p) {
      const double now = smooth(sums[p]);
      double size = 0.0;
      for (std::size_t i = 0; i < parts; ++i) {
        const double y = std::abs(rows[i * n_ + p]);
        size += y;
        alone[i] += smooth(sums[p] + step * y) - now;
      }
      if (!(size > 0.0)) continue;
      const double gain = smooth(sums[p] + step * size) - now;
      all += gain;
      for (std::size_t i = 0; i < parts; ++i) share[i] += gain * std::abs(rows[i * n_ + p]) / size;
    }
    const auto n = static_cast<double>(n_);
    out.all_percent = all / n;
    for (std::size_t i = 0; i < parts; ++i) out.parts[i] = {.alone = alone[i] / n, .share = share[i] / n};
  }
};

inline void require_wanted(const char* function, const Bounds& wanted) {
  if (!wanted.has_lo() && !wanted.has_hi()) throw ValueError(std::string(function) + ": wanted has no end, expected a target");
}

/// The number that a question names for a landing there; missing: none.
[[nodiscard]] inline double named_target(const Bounds& wanted, double landing) noexcept {
  if (wanted.has_lo() && wanted.has_hi()) return std::clamp(landing, wanted.lo, wanted.hi);
  return wanted.has_lo() ? wanted.lo : wanted.hi;
}

}  // namespace detail

INDUSTRIA_INLINE AttainmentDrivers attainment_drivers(std::span<const Driver> cells, std::size_t factors, const Bounds& wanted, const JointOptions& options) {
  if (factors < 1 || factors > 12) throw ValueError("attainment_drivers: factors is " + std::to_string(factors) + ", expected 1 to 12");
  if (cells.size() % factors != 0) {
    throw ShapeError("attainment_drivers: " + std::to_string(cells.size()) + " cells, expected rows of " + std::to_string(factors));
  }
  detail::require_wanted("attainment_drivers", wanted);
  std::vector<JointTarget> with_law;
  for (const Driver& cell : cells) {
    if (cell.forecast != nullptr) with_law.push_back({cell.forecast, cell.step, {}});
  }
  detail::require_joint("attainment_drivers", with_law, options);
  AttainmentDrivers out;
  out.factors = factors;
  out.cells.resize(cells.size());
  out.by_factor.resize(factors);
  out.parts.resize(cells.size() / factors);
  out.probability = out.if_all_closed = out.all_percent = Reason::no_observation;
  if (cells.empty()) return out;
  for (const Driver& cell : cells) {
    if (cell.forecast == nullptr ? !std::isfinite(cell.value) : !detail::can_answer(*cell.forecast, cell.step)) return out;
  }
  const std::vector<double> common = detail::common_normals(options.seed, options.paths);
  detail::DriverDraws draws(cells.size(), factors, common.size());
  detail::NormalRows z;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const Driver& cell = cells[c];
    draws.target[c] = cell.target;
    const auto values = draws.of(c);
    if (cell.forecast == nullptr) {
      draws.landing[c] = cell.value;
      std::fill(values.begin(), values.end(), cell.value);
      continue;
    }
    const auto first = std::find_if(cells.begin(), cells.end(), [&](const Driver& one) { return one.forecast == cell.forecast; });
    const Forecast& f = *cell.forecast;
    draws.landing[c] = f.median(cell.step);
    detail::normal_ranks(f, detail::common_loading(f, cell.step, options.common_shock), options.seed, static_cast<std::size_t>(first - cells.begin()), common, z, values);
    detail::ranks_to_values(f, cell.step, values);
  }
  return draws.answer(wanted);
}

INDUSTRIA_INLINE std::vector<Driver> volume_and_price_drivers(std::span<const Driver> volume, std::span<const Driver> price) {
  if (volume.size() != price.size()) {
    throw ShapeError("volume_and_price_drivers: " + std::to_string(volume.size()) + " volumes and " + std::to_string(price.size()) + " prices, expected as many");
  }
  std::vector<Driver> out;
  for (std::size_t i = 0; i < volume.size(); ++i) out.insert(out.end(), {volume[i], price[i]});
  return out;
}

INDUSTRIA_INLINE std::vector<Driver> capacity_drivers(const Driver& capacity, const Driver& utilisation, std::span<const Driver> mix,
                                                      std::span<const Driver> unit_value) {
  if (mix.size() != unit_value.size()) {
    throw ShapeError("capacity_drivers: " + std::to_string(mix.size()) + " shares and " + std::to_string(unit_value.size()) + " unit values, expected as many");
  }
  std::vector<Driver> out;
  for (std::size_t i = 0; i < mix.size(); ++i) out.insert(out.end(), {capacity, utilisation, mix[i], unit_value[i]});
  return out;
}

INDUSTRIA_INLINE TreeDrivers attainment_drivers(const Tree& tree, const PanelView& panel, const PanelForecast& forecasts, std::size_t model,
                                                const LevelQuestions& questions, const JointOptions& options) {
  detail::require_joint("attainment_drivers", {}, options);
  panel.validate();
  if (panel.size() != forecasts.size()) {
    throw ShapeError("attainment_drivers: a panel of " + std::to_string(panel.size()) + " series and forecasts of " + std::to_string(forecasts.size()) + ", expected as many");
  }
  detail::QuestionDesk desk("attainment_drivers", questions, tree.size(), &forecasts, model);
  for (TargetIssue& one : desk.issues) {
    if (one.issue.code == "targets.unknown_series") one.issue.code = "targets.not_in_tree";
  }
  const std::size_t n = questions.size();
  TreeDrivers out;
  for (auto* column : {&out.probability, &out.if_all_closed, &out.all_percent}) column->assign(n, missing);
  const std::vector<std::ptrdiff_t> row_of = detail::rows_of_nodes(tree, forecasts);
  const std::vector<double> common = detail::common_normals(options.seed, options.paths);
  const auto place = [&](std::size_t i) { return std::pair{static_cast<int>(questions.periods[i].kind), questions.periods[i].ordinal()}; };
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  std::vector<std::vector<std::size_t>> children_of(n);
  std::vector<AttainmentDrivers> answers(n);
  std::vector<std::vector<double>> targets_of(n);
  bool goes_on = true;
  for (std::size_t from = 0; from < n;) {
    std::size_t to = from + 1;
    while (to < n && place(order[to]) == place(order[from])) ++to;
    const detail::TreePeriod at(tree, panel, forecasts, model, row_of, questions.periods[order[from]]);
    std::vector<std::ptrdiff_t> question_to(tree.size(), -1);
    std::vector<bool> is_parent(tree.size(), false);
    std::vector<std::size_t> asked;
    for (std::size_t q = from; q < to; ++q) {
      const std::size_t i = order[q];
      if (!desk.is_open(i)) continue;
      const auto node = static_cast<std::size_t>(questions.rows[i]);
      if (!questions.has_number(i)) {
        desk.refuse(i, Reason::no_target_value, "targets.no_number");
        continue;
      }
      if (question_to[node] < 0) question_to[node] = static_cast<std::ptrdiff_t>(i);
      if (tree.is_leaf(node)) continue;
      if (at.lacking(node) >= 0) {
        desk.refuse(i, Reason::no_observation, "targets.part_without_forecast", {{"part", tree.node(static_cast<std::size_t>(at.lacking(node))).id}});
        continue;
      }
      asked.push_back(i);
      is_parent[node] = true;
    }
    for (const std::size_t i : asked) {
      const auto node = static_cast<std::size_t>(questions.rows[i]);
      for (const std::size_t child : tree.children(node)) {
        if (tree.exists_in(child, at.period())) children_of[i].push_back(child);
      }
      const std::size_t count = children_of[i].size();
      detail::DriverDraws draws(count, 1, common.size());
      std::vector<bool> wanted(tree.size(), false);
      std::vector<std::size_t> place_of(tree.size(), 0);
      for (std::size_t c = 0; c < count; ++c) {
        const std::size_t child = children_of[i][c];
        place_of[child] = c;
        const auto values = draws.of(c);
        if (at.parts(child) > 0) {
          wanted[child] = true;
        } else {
          draws.landing[c] = at.known(child);
          std::fill(values.begin(), values.end(), at.known(child));
        }
      }
      goes_on = goes_on && detail::for_each_sum(tree, at, wanted, options, common, [&](std::size_t child, std::span<double> sums) {
        const std::size_t c = place_of[child];
        const auto values = draws.of(c);
        for (std::size_t p = 0; p < sums.size(); ++p) values[p] = sums[p] + at.known(child);
        if (at.parts(child) == 1) {
          const std::size_t leaf = at.only_part(child);
          draws.landing[c] = at.forecast(leaf).median(at.leaf(leaf).step) + at.known(child);
        } else {
          AggregateAttainment one;
          detail::summarise(sums, {}, one);
          draws.landing[c] = one.median + at.known(child);
        }
      });
      if (!goes_on) {
        desk.refuse(i, Reason::missing, "targets.stopped");
        children_of[i].clear();
        continue;
      }
      for (std::size_t c = 0; c < count; ++c) {
        const std::ptrdiff_t own = question_to[children_of[i][c]];
        if (own >= 0) draws.target[c] = detail::named_target(questions.wanted[static_cast<std::size_t>(own)], draws.landing[c]);
      }
      targets_of[i] = draws.target;
      answers[i] = draws.answer(questions.wanted[i]);
    }
    from = to;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (children_of[i].empty()) continue;
    const AttainmentDrivers& a = answers[i];
    out.probability[i] = a.probability.value;
    out.if_all_closed[i] = a.if_all_closed.value;
    out.all_percent[i] = a.all_percent.value;
    for (std::size_t c = 0; c < children_of[i].size(); ++c) {
      out.question.push_back(i);
      out.node.push_back(static_cast<std::int64_t>(children_of[i][c]));
      out.landing.push_back(a.cells[c].landing);
      out.target.push_back(targets_of[i][c]);
      out.gap.push_back(a.cells[c].gap.value);
      out.if_met.push_back(a.cells[c].if_met.value);
      out.gain.push_back(a.cells[c].gain.value);
      out.gap_share.push_back(a.cells[c].gap_share.value);
      out.per_percent.push_back(a.parts[c].alone.value);
      out.percent_share.push_back(a.parts[c].share.value);
    }
  }
  out.reasons = std::move(desk.reasons);
  out.issues = std::move(desk).told();
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
