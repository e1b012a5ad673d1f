// SPDX-License-Identifier: Apache-2.0
// Body of indicators/contributions.hpp: compensated sums per period, then one straight pass over the panel.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/detail/indicators_rounded_parts.hpp>
#include <industria/indicators/contributions.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_same_parts(const char* function, const char* first, std::size_t a, const char* second, std::size_t b) {
  if (a == b) return;
  throw ShapeError(std::string(function) + ": " + first + " has " + std::to_string(a) + " entries and " + second + " " +
                   std::to_string(b) + ", expected as many");
}

/// Why a whole cannot be the base of a ratio, or its value.
[[nodiscard]] inline Value positive_whole(DoubleDouble sum) noexcept {
  const double whole = sum.rounded();
  if (is_missing(whole)) return Reason::missing;
  if (whole == 0.0) return Reason::zero_base;
  return whole < 0.0 ? Value(Reason::negative_base) : Value(whole);
}

/// The sums of a panel's series by group and period, row by row of `periods`.
struct PeriodTotals {
  std::size_t periods = 0;
  std::vector<double> sum{};
};

[[nodiscard]] inline PeriodTotals period_totals(const char* function, const PanelView& panel, std::span<const std::int32_t> group,
                                                std::int32_t groups) {
  PeriodTotals totals;
  if (!group.empty()) require_same_parts(function, "group", group.size(), "panel", panel.size());
  if (groups < 1) throw ValueError(std::string(function) + ": groups is " + std::to_string(groups) + ", expected at least 1");
  if (panel.size() == 0) return totals;
  totals.periods = static_cast<std::size_t>(panel.offsets[1]);
  totals.sum.assign(totals.periods * static_cast<std::size_t>(groups), 0.0);
  std::vector<double> rest(totals.sum.size(), 0.0);  // what rounding lost
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const auto begin = static_cast<std::size_t>(panel.offsets[s]);
    const auto count = static_cast<std::size_t>(panel.offsets[s + 1]) - begin;
    if (count != totals.periods || panel.first[s] != panel.first[0]) {
      throw ValueError(std::string(function) + ": series " + (panel.ids.empty() ? std::to_string(s) : panel.ids[s]) + " has " +
                       std::to_string(count) + " periods from " + to_text(panel.first[s]) + ", expected those of the first series: " +
                       std::to_string(totals.periods) + " from " + to_text(panel.first[0]));
    }
    const std::int32_t g = group.empty() ? 0 : group[s];
    if (g < 0 || g >= groups) {
      throw ValueError(std::string(function) + ": group of series " + std::to_string(s) + " is " + std::to_string(g) +
                       ", expected 0 to " + std::to_string(groups - 1));
    }
    const double* y = panel.values.data() + begin;
    double* sum = totals.sum.data() + static_cast<std::size_t>(g) * totals.periods;
    double* lost = rest.data() + static_cast<std::size_t>(g) * totals.periods;
    for (std::size_t t = 0; t < count; ++t) {
      const DoubleDouble next = two_sum(sum[t], y[t]);
      sum[t] = next.hi;
      lost[t] += next.lo;
    }
  }
  for (std::size_t i = 0; i < rest.size(); ++i) totals.sum[i] += rest[i];
  return totals;
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Value> contributions(std::span<const double> old_parts, std::span<const double> new_parts) {
  detail::require_same_parts("contributions", "old_parts", old_parts.size(), "new_parts", new_parts.size());
  detail::DoubleDouble old_sum;
  detail::DoubleDouble new_sum;
  for (const double part : old_parts) old_sum += part;
  for (const double part : new_parts) new_sum += part;
  Value whole = detail::positive_whole(old_sum);
  if (is_missing(new_sum.rounded())) whole = Reason::missing;
  std::vector<Value> out(old_parts.size(), whole);
  if (!whole) return out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = 100.0 * (new_parts[i] - old_parts[i]) / whole.value;
  return out;
}

INDUSTRIA_INLINE std::vector<Value> rounded_contributions(std::span<const double> old_parts, std::span<const double> new_parts,
                                                          int decimals) {
  detail::require_decimals("rounded_contributions", decimals);
  std::vector<Value> out = contributions(old_parts, new_parts);
  if (out.empty() || !out.front()) return out;
  std::vector<double> points(out.size());
  std::transform(out.begin(), out.end(), points.begin(), [](const Value& part) { return part.value; });
  detail::RoundedParts{}.round(points, decimals);
  std::copy(points.begin(), points.end(), out.begin());
  return out;
}

INDUSTRIA_INLINE Value aggregate_growth(std::span<const double> old_shares, std::span<const double> growths, double tolerance) {
  detail::require_same_parts("aggregate_growth", "old_shares", old_shares.size(), "growths", growths.size());
  detail::DoubleDouble whole;
  detail::DoubleDouble rate;
  for (std::size_t i = 0; i < growths.size(); ++i) {
    if (is_missing(old_shares[i])) return Reason::missing;
    whole += old_shares[i];
    if (old_shares[i] != 0.0) rate += detail::two_product(old_shares[i], growths[i]);
  }
  if (is_missing(rate.rounded())) return Reason::missing;
  if (!(std::abs(whole.rounded() - 1.0) <= tolerance)) return Reason::contradiction;
  return rate.rounded();
}

INDUSTRIA_INLINE void contributions(const PanelView& panel, std::span<double> out, int lag, std::span<const std::int32_t> group,
                                    std::int32_t groups) {
  panel.validate();
  detail::require_same_parts("contributions", "out", out.size(), "panel.values", panel.values.size());
  if (lag < 1) throw ValueError("contributions: lag is " + std::to_string(lag) + ", expected at least 1");
  detail::PeriodTotals totals = detail::period_totals("contributions", panel, group, groups);
  const std::size_t periods = totals.periods;
  const std::size_t step = std::min(static_cast<std::size_t>(lag), periods);
  // The sums become factors in place, from the last period back: what a change since t - lag is multiplied by.
  for (std::size_t g = 0; g < static_cast<std::size_t>(groups); ++g) {
    double* sum = totals.sum.data() + g * periods;
    for (std::size_t t = periods; t-- > step;) {
      const double old = sum[t - step];
      sum[t] = is_missing(sum[t]) || is_missing(old) || !(old > 0.0) ? missing : 100.0 / old;
    }
    for (std::size_t t = 0; t < step; ++t) sum[t] = missing;
  }
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const double* y = panel.values.data() + s * periods;
    double* to = out.data() + s * periods;
    const double* factor = totals.sum.data() + (group.empty() ? 0 : static_cast<std::size_t>(group[s])) * periods;
    for (std::size_t t = 0; t < step; ++t) to[t] = missing;
    for (std::size_t t = step; t < periods; ++t) to[t] = (y[t] - y[t - step]) * factor[t];
  }
}

INDUSTRIA_INLINE void aggregate_growth(const PanelView& old_shares, const PanelView& growths, std::span<double> out, int lag,
                                       std::span<const std::int32_t> group, std::int32_t groups, double tolerance) {
  old_shares.validate();
  growths.validate();
  detail::require_same_parts("aggregate_growth", "old_shares", old_shares.size(), "growths", growths.size());
  if (lag < 1) throw ValueError("aggregate_growth: lag is " + std::to_string(lag) + ", expected at least 1");
  const detail::PeriodTotals whole = detail::period_totals("aggregate_growth", old_shares, group, groups);
  detail::require_same_parts("aggregate_growth", "old_shares.values", old_shares.values.size(), "growths.values", growths.values.size());
  for (std::size_t s = 0; s < growths.size(); ++s) {
    if (growths.first[s] != old_shares.first[s] || growths.offsets[s] != old_shares.offsets[s]) {
      throw ValueError("aggregate_growth: series " + std::to_string(s) + " of growths begins " + to_text(growths.first[s]) +
                       ", that of old_shares " + to_text(old_shares.first[s]) + ", expected the same periods");
    }
  }
  detail::require_same_parts("aggregate_growth", "out", out.size(), "groups x periods", whole.sum.size());
  std::fill(out.begin(), out.end(), 0.0);
  const std::size_t periods = whole.periods;
  const std::size_t step = std::min(static_cast<std::size_t>(lag), periods);
  for (std::size_t s = 0; s < growths.size(); ++s) {
    const double* share = old_shares.values.data() + s * periods;
    const double* rate = growths.values.data() + s * periods;
    double* to = out.data() + (group.empty() ? 0 : static_cast<std::size_t>(group[s])) * periods;
    // A part without share takes no part, though its rate may be missing (zero base).
    for (std::size_t t = step; t < periods; ++t) to[t] += share[t - step] == 0.0 ? 0.0 : share[t - step] * rate[t];
  }
  for (std::size_t g = 0; g < static_cast<std::size_t>(groups); ++g) {
    for (std::size_t t = periods; t-- > 0;) {
      double& rate = out[g * periods + t];
      const bool adds_up = t >= step && std::abs(whole.sum[g * periods + t - step] - 1.0) <= tolerance;
      if (!adds_up || is_missing(rate)) rate = missing;
    }
  }
}

INDUSTRIA_INLINE void period_shares(const PanelView& panel, std::span<double> out, std::span<const std::int32_t> group,
                                    std::int32_t groups) {
  panel.validate();
  detail::require_same_parts("period_shares", "out", out.size(), "panel.values", panel.values.size());
  detail::PeriodTotals totals = detail::period_totals("period_shares", panel, group, groups);
  for (double& sum : totals.sum) sum = is_missing(sum) || !(sum > 0.0) ? missing : sum;
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const double* y = panel.values.data() + s * totals.periods;
    double* to = out.data() + s * totals.periods;
    const double* sum = totals.sum.data() + (group.empty() ? 0 : static_cast<std::size_t>(group[s])) * totals.periods;
    for (std::size_t t = 0; t < totals.periods; ++t) to[t] = y[t] / sum[t];
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
