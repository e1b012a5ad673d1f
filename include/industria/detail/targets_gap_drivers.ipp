// SPDX-License-Identifier: Apache-2.0
// Body of targets/gap_drivers.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/targets_factor_cells.hpp>
#include <industria/targets/gap_drivers.hpp>

#include <cmath>
#include <numeric>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Gaps of the parts, and what the whole has beside them; the order of additions is the one the header promises.
inline void fill_gap_by_part(GapByPart& out, double target_total, double actual_total) {
  const bool has_totals = !is_missing(target_total) || !is_missing(actual_total);
  if (has_totals && is_missing(target_total)) target_total = std::accumulate(out.parts.begin(), out.parts.end(), 0.0, [](double x, const GapPart& p) { return x + p.target; });
  if (has_totals && is_missing(actual_total)) actual_total = std::accumulate(out.parts.begin(), out.parts.end(), 0.0, [](double x, const GapPart& p) { return x + p.actual; });
  double sum = 0.0;
  double targets = 0.0;
  for (GapPart& part : out.parts) {
    part.gap = part.actual - part.target;
    if (part.gap || !has_totals) sum += part.gap.value;
    targets += part.target;
  }
  out.unallocated = has_totals ? actual_total - target_total - sum : 0.0;
  out.gap = is_missing(out.unallocated) ? Value() : Value(sum + out.unallocated);
  const double whole = has_totals ? target_total : targets;
  for (GapPart& part : out.parts) {
    if (!part.gap || is_missing(whole)) {
      part.points = Reason::missing;
    } else {
      part.points = whole > 0.0 ? Value(100.0 * part.gap.value / whole) : Value(whole < 0.0 ? Reason::negative_base : Reason::zero_base);
    }
  }
}

[[nodiscard]] inline std::vector<double> capacity_rows(const CapacitySide& side) {
  std::vector<double> rows;
  rows.reserve(4 * side.mix.size());
  for (std::size_t i = 0; i < side.mix.size(); ++i) rows.insert(rows.end(), {side.capacity, side.utilisation, side.mix[i], side.unit_value[i]});
  return rows;
}

}  // namespace detail

INDUSTRIA_INLINE GapByPart gap_by_part(std::span<const double> target, std::span<const double> actual, double target_total, double actual_total) {
  if (target.size() != actual.size()) {
    throw ShapeError("gap_by_part: " + std::to_string(target.size()) + " targets and " + std::to_string(actual.size()) + " actuals, expected as many");
  }
  GapByPart out;
  for (std::size_t i = 0; i < target.size(); ++i) out.parts.push_back({.target = target[i], .actual = actual[i], .gap = {}, .points = {}});
  detail::fill_gap_by_part(out, target_total, actual_total);
  return out;
}

INDUSTRIA_INLINE GapByPart gap_by_part(double target_total, std::span<const double> base, std::span<const double> actual) {
  if (base.size() != actual.size()) {
    throw ShapeError("gap_by_part: " + std::to_string(base.size()) + " bases and " + std::to_string(actual.size()) + " actuals, expected as many");
  }
  double whole = 0.0;
  for (const double x : base) whole += x;
  const Reason why = is_missing(whole) || is_missing(target_total) ? Reason::missing : whole > 0.0 ? Reason::none : whole < 0.0 ? Reason::negative_base : Reason::zero_base;
  GapByPart out;
  for (std::size_t i = 0; i < base.size(); ++i) {
    out.parts.push_back({.target = why == Reason::none ? base[i] * (target_total / whole) : missing, .actual = actual[i], .gap = {}, .points = {}});
  }
  detail::fill_gap_by_part(out, missing, missing);
  if (why != Reason::none) {
    out.gap = why;
    for (GapPart& part : out.parts) part.gap = part.points = why;
  }
  return out;
}

INDUSTRIA_INLINE std::string_view name(FactorMethod method) noexcept { return method == FactorMethod::log_mean ? "log_mean" : "shapley"; }

INDUSTRIA_INLINE GapByFactor gap_by_factor(std::span<const double> target, std::span<const double> actual, std::size_t factors, FactorMethod method) {
  if (factors < 1 || factors > 12) throw ValueError("gap_by_factor: factors is " + std::to_string(factors) + ", expected 1 to 12");
  if (target.size() != actual.size() || target.size() % factors != 0) {
    throw ShapeError("gap_by_factor: " + std::to_string(target.size()) + " target and " + std::to_string(actual.size()) + " actual cells, expected as many, rows of " + std::to_string(factors));
  }
  GapByFactor out{.factors = factors, .cells = std::vector<double>(target.size()), .totals = std::vector<double>(factors), .gap = {}, .by_shapley = 0};
  for (std::size_t i = 0; i < target.size(); i += factors) {
    const auto t = target.subspan(i, factors);
    const auto a = actual.subspan(i, factors);
    const auto cells = std::span<double>(out.cells).subspan(i, factors);
    bool is_known = true;
    for (std::size_t k = 0; k < factors; ++k) is_known = is_known && !is_missing(t[k]) && !is_missing(a[k]);
    if (!is_known) {
      for (double& cell : cells) cell = missing;
    } else if (method == FactorMethod::log_mean && detail::all_positive(t, a)) {
      detail::log_mean_cells(t, a, cells);
    } else {
      out.by_shapley += method == FactorMethod::log_mean ? 1 : 0;
      detail::shapley_cells(t, a, cells);
    }
    for (std::size_t k = 0; k < factors; ++k) out.totals[k] += cells[k];
  }
  double gap = 0.0;
  for (const double total : out.totals) gap += total;
  out.gap = gap;
  return out;
}

INDUSTRIA_INLINE GapByFactor gap_by_volume_and_price(std::span<const double> target_volume, std::span<const double> target_price,
                                                     std::span<const double> actual_volume, std::span<const double> actual_price, FactorMethod method) {
  const std::size_t n = target_volume.size();
  if (target_price.size() != n || actual_volume.size() != n || actual_price.size() != n) {
    throw ShapeError("gap_by_volume_and_price: volumes and prices of different lengths, expected one of each for every product");
  }
  std::vector<double> target;
  std::vector<double> actual;
  for (std::size_t i = 0; i < n; ++i) {
    target.insert(target.end(), {target_volume[i], target_price[i]});
    actual.insert(actual.end(), {actual_volume[i], actual_price[i]});
  }
  return gap_by_factor(target, actual, 2, method);
}

INDUSTRIA_INLINE GapByFactor gap_by_capacity(const CapacitySide& target, const CapacitySide& actual, FactorMethod method) {
  const std::size_t n = target.mix.size();
  if (target.unit_value.size() != n || actual.mix.size() != n || actual.unit_value.size() != n) {
    throw ShapeError("gap_by_capacity: mix and unit_value of different lengths, expected one of each for every product on both sides");
  }
  return gap_by_factor(detail::capacity_rows(target), detail::capacity_rows(actual), 4, method);
}

INDUSTRIA_INLINE std::vector<PartSensitivity> probability_by_part(const GapByPart& gap, const std::function<double(double)>& probability) {
  if (!probability) throw ValueError("probability_by_part: probability is empty, expected a function of the shift");
  const double now = probability(0.0);
  std::vector<PartSensitivity> out(gap.parts.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const GapPart& part = gap.parts[i];
    if (part.gap) {
      out[i].if_closed = probability(-part.gap.value);
      out[i].gain = out[i].if_closed.value - now;
    }
    const double half_percent = 0.005 * std::abs(part.actual);
    if (!is_missing(half_percent)) out[i].per_percent = probability(half_percent) - probability(-half_percent);
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
