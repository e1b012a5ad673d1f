// SPDX-License-Identifier: Apache-2.0
// Body of indicators/structure.hpp: one pass for sums, one for the sums over shares, one for the angle.
#pragma once

#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/structure.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Between the directions p / |p| and q / |q|: 2 atan2(|difference|, |sum|) keeps the digits that acos loses near 1 (Kahan).
[[nodiscard]] inline double angle_between(std::span<const double> a, double scale_a, std::span<const double> b, double scale_b) noexcept {
  double difference = 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x = a[i] * scale_a;
    const double y = b[i] * scale_b;
    difference += (x - y) * (x - y);
    sum += (x + y) * (x + y);
  }
  return 2.0 * std::atan2(std::sqrt(difference), std::sqrt(sum));
}

[[nodiscard]] inline StructuralChange structural_change_kernel(std::span<const double> before, std::span<const double> after) noexcept {
  StructuralChange out;
  const Value whole_before = share_base(before);
  const Value whole_after = share_base(after);
  const Reason why = first_reason(whole_before.reason, whole_after.reason);
  if (why != Reason::none) {
    out = {why, why, why, why, why, why};
    return out;
  }
  double moved = 0.0;
  double common = 0.0;
  double pp = 0.0;
  double qq = 0.0;
  double pq = 0.0;
  double current = 0.0;
  double mean = 0.0;
  bool appears = false;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double p = before[i] / whole_before.value;
    const double q = after[i] / whole_after.value;
    moved += std::abs(q - p);
    common += std::min(p, q);
    pp += p * p;
    qq += q * q;
    pq += p * q;
    appears = appears || (p == 0.0) != (q == 0.0);
    if (p == 0.0 || q == 0.0) continue;
    const double relative = std::log(q / p);  // g_i - g: the log growth of the share
    current += q * relative * relative;
    mean += (p + q) / 2.0 * relative * relative;
  }
  out.norm_of_absolute_values = std::min(moved / 2.0, 1.0);
  out.finger_kreinin = std::min(common, 1.0);
  out.cosine_similarity = std::min(pq / std::sqrt(pp * qq), 1.0);
  out.angle = angle_between(before, 1.0 / (whole_before.value * std::sqrt(pp)), after, 1.0 / (whole_after.value * std::sqrt(qq))) *
              (180.0 / std::numbers::pi);
  out.lilien = appears ? Value(Reason::zero_base) : Value(std::sqrt(current));
  out.modified_lilien = appears ? Value(Reason::zero_base) : Value(std::sqrt(mean));
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE StructuralChange structural_change(std::span<const double> before, std::span<const double> after) {
  detail::require_entries("structural_change", "after", after.size(), before.size());
  return detail::structural_change_kernel(before, after);
}

INDUSTRIA_INLINE void structural_change(const TableView& before, const TableView& after, std::span<StructuralChange> out) {
  detail::require_table("structural_change", "before", before);
  detail::require_same_shape("structural_change", "after", after, before);
  detail::require_entries("structural_change", "out", out.size(), before.rows);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = detail::structural_change_kernel(before.row(i), after.row(i));
}

INDUSTRIA_INLINE Value norm_of_absolute_values(std::span<const double> before, std::span<const double> after) {
  return structural_change(before, after).norm_of_absolute_values;
}

INDUSTRIA_INLINE Value finger_kreinin(std::span<const double> before, std::span<const double> after) {
  return structural_change(before, after).finger_kreinin;
}

INDUSTRIA_INLINE Value cosine_similarity(std::span<const double> before, std::span<const double> after) {
  return structural_change(before, after).cosine_similarity;
}

INDUSTRIA_INLINE Value structural_change_angle(std::span<const double> before, std::span<const double> after) {
  return structural_change(before, after).angle;
}

INDUSTRIA_INLINE Value lilien(std::span<const double> before, std::span<const double> after, LilienWeights weights) {
  const StructuralChange change = structural_change(before, after);
  return weights == LilienWeights::current ? change.lilien : change.modified_lilien;
}

}  // namespace industria::inline INDUSTRIA_ABI
