// SPDX-License-Identifier: Apache-2.0
// Body of indicators/concentration.hpp.
#pragma once

#include <industria/detail/gini_kernel.hpp>
#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/concentration.hpp>

#include <algorithm>
#include <cmath>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// What needs no order of the parts. Limits that hold for exact figures are held for rounded ones too.
[[nodiscard]] inline Concentration concentration_of_shares(std::span<const double> values) noexcept {
  const Value whole = share_base(values);
  if (!whole) {
    const Reason why = whole.reason;
    return {why, why, why, why, why, why, why, why};
  }
  const auto n = static_cast<double>(values.size());
  double squares = 0.0;
  double theil = 0.0;
  double logarithms = 0.0;
  double entropy = 0.0;
  bool zero = false;
  for (const double x : values) {
    const double share = x / whole.value;
    squares += share * share;
    zero = zero || share == 0.0;
    if (share == 0.0) continue;
    const double relative = std::log(n * share);
    theil += share * relative;
    logarithms -= relative;
    entropy -= share * std::log(share);
  }
  Concentration out;
  const double least = 1.0 / n;
  const double index = std::clamp(squares, least, 1.0);
  out.hhi = index;
  out.normalised_hhi = n > 1.0 ? Value((index - least) / (1.0 - least)) : Value(Reason::too_few_points);
  out.equivalent_number = 1.0 / index;
  out.theil = std::max(theil, 0.0);
  out.mean_log_deviation = zero ? Value(Reason::zero_base) : Value(std::max(logarithms / n, 0.0));
  out.entropy = std::max(entropy, 0.0);
  return out;
}

/// All of it; `scratch` has as many entries as `values`.
[[nodiscard]] inline Concentration concentration_kernel(std::span<const double> values, std::span<double> scratch) {
  Concentration out = concentration_of_shares(values);
  if (!out.hhi) return out;
  std::copy(values.begin(), values.end(), scratch.begin());
  const double g = gini_in_place(scratch);
  const auto n = static_cast<double>(values.size());
  out.gini = g;
  out.corrected_gini = n > 1.0 ? Value(std::min(g * n / (n - 1.0), 1.0)) : Value(Reason::too_few_points);
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE Value hhi(std::span<const double> values) noexcept { return detail::concentration_of_shares(values).hhi; }

INDUSTRIA_INLINE Value normalised_hhi(std::span<const double> values) noexcept {
  return detail::concentration_of_shares(values).normalised_hhi;
}

INDUSTRIA_INLINE Value equivalent_number(std::span<const double> values) noexcept {
  return detail::concentration_of_shares(values).equivalent_number;
}

INDUSTRIA_INLINE Value gini(std::span<const double> values) { return concentration(values).gini; }

INDUSTRIA_INLINE Value corrected_gini(std::span<const double> values) { return concentration(values).corrected_gini; }

INDUSTRIA_INLINE Value theil(std::span<const double> values) noexcept { return detail::concentration_of_shares(values).theil; }

INDUSTRIA_INLINE Value mean_log_deviation(std::span<const double> values) noexcept {
  return detail::concentration_of_shares(values).mean_log_deviation;
}

INDUSTRIA_INLINE Value entropy(std::span<const double> values) noexcept { return detail::concentration_of_shares(values).entropy; }

INDUSTRIA_INLINE std::vector<Value> lorenz_curve(std::span<const double> values) {
  const Value whole = detail::share_base(values);
  if (!whole) return std::vector<Value>(values.size() + 1, Value(whole.reason));
  std::vector<double> ordered(values.begin(), values.end());
  std::sort(ordered.begin(), ordered.end());
  std::vector<Value> out{0.0};
  out.reserve(values.size() + 1);
  detail::CompensatedSum sum;
  for (const double x : ordered) {
    sum.add(x);
    out.push_back(std::min(sum.rounded() / whole.value, 1.0));
  }
  return out;
}

INDUSTRIA_INLINE Concentration concentration(std::span<const double> values) {
  std::vector<double> scratch(values.size());
  return detail::concentration_kernel(values, scratch);
}

INDUSTRIA_INLINE void concentration(const TableView& table, std::span<Concentration> out) {
  detail::require_table("concentration", "table", table);
  detail::require_entries("concentration", "out", out.size(), table.rows);
  std::vector<double> scratch(table.columns);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = detail::concentration_kernel(table.row(i), scratch);
}

}  // namespace industria::inline INDUSTRIA_ABI
