// SPDX-License-Identifier: Apache-2.0
// Body of indicators/shares.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/indicators/shares.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The sum of the parts, or why shares of it cannot be given.
[[nodiscard]] inline Value share_base(std::span<const double> parts) noexcept {
  DoubleDouble sum;
  bool negative = false;
  for (const double part : parts) {
    if (is_missing(part)) return Reason::missing;
    negative = negative || part < 0.0;
    sum += part;
  }
  if (negative) return Reason::negative_base;
  return sum.hi == 0.0 ? Value(Reason::zero_base) : Value(sum.rounded());
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Value> shares(std::span<const double> parts) {
  const Value whole = detail::share_base(parts);
  std::vector<Value> out;
  out.reserve(parts.size());
  for (const double part : parts) out.push_back(whole ? Value(part / whole.value) : Value(whole.reason));
  return out;
}

INDUSTRIA_INLINE std::vector<Value> rounded_shares(std::span<const double> parts, int decimals) {
  if (decimals < 0 || decimals > 9) {
    throw ValueError("rounded_shares: decimals is " + std::to_string(decimals) + ", expected 0 to 9");
  }
  std::vector<Value> out = shares(parts);
  if (out.empty() || !out.front()) return out;

  const double unit = std::pow(10.0, decimals);
  const double whole = 100.0 * unit;  // exact: at most 1e11
  std::vector<double> units(parts.size());
  std::vector<double> rest(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double exact = out[i].value * whole;
    const double nearest = std::round(exact);
    // A share that is a whole number of units up to rounding error has no remainder.
    units[i] = std::abs(exact - nearest) <= 1e-9 ? nearest : std::floor(exact);
    rest[i] = std::round(1e9 * std::max(exact - units[i], 0.0));  // equal up to rounding error is a tie
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  double left = whole - std::accumulate(units.begin(), units.end(), 0.0);
  for (std::size_t i = 0; left >= 1.0; i = (i + 1) % order.size(), left -= 1.0) units[order[i]] += 1.0;
  for (std::size_t i = 0; i < parts.size(); ++i) out[i] = units[i] / unit;
  return out;
}

INDUSTRIA_INLINE SumCheck check_sum(std::span<const Figure> parts, const Figure& total) {
  SumCheck check;
  if (parts.empty()) return check;
  double slack = total.resolution / 2.0;
  check.sum = parts.front().in(total.unit);
  slack += check.sum.resolution / 2.0;
  for (const Figure& part : parts.subspan(1)) {
    const Figure converted = part.in(total.unit);
    slack += converted.resolution / 2.0;
    check.sum = check.sum + converted;
  }
  check.sum.resolution = 0.0;
  check.difference = (check.sum - total).value;
  const double noise = 1e-9 * std::abs(total.value);
  check.exact = std::abs(check.difference) <= noise;
  check.holds = check.exact || std::abs(check.difference) <= slack + noise;
  return check;
}

INDUSTRIA_INLINE Value plan_fulfilment(double actual, double plan) noexcept {
  const Reason why = detail::growth_reason(plan, actual);
  return why == Reason::none ? Value(actual / plan) : Value(why);
}

INDUSTRIA_INLINE Value fulfilment_from_deviation(double deviation) noexcept {
  return is_missing(deviation) ? Value(Reason::missing) : Value(1.0 + deviation);
}

}  // namespace industria::inline INDUSTRIA_ABI
