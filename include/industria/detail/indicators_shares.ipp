// SPDX-License-Identifier: Apache-2.0
// Body of indicators/shares.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/shares.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Sums of the columns, missing where shares of one cannot be given.
inline void column_bases(const TableView& table, std::span<double> out) noexcept {
  sum_columns(table, out);
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::span<const double> row = table.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) out[j] = row[j] < 0.0 ? missing : out[j];
  }
  for (double& sum : out) sum = base_reason(sum) == Reason::none ? sum : missing;
}

/// Replaces shares by shares in per cent of `decimals` digits that add up to 100; `rest` and `order` are scratch of the same size.
inline void round_shares(std::span<double> share, int decimals, std::span<double> rest, std::span<std::size_t> order) {
  const double unit = std::pow(10.0, decimals);
  const double whole = 100.0 * unit;  // exact: at most 1e11
  double left = whole;
  for (std::size_t i = 0; i < share.size(); ++i) {
    const double exact = share[i] * whole;
    const double nearest = std::round(exact);
    // A share that is a whole number of units up to rounding error has no remainder.
    const double units = std::abs(exact - nearest) <= 1e-9 ? nearest : std::floor(exact);
    rest[i] = std::round(1e9 * std::max(exact - units, 0.0));  // equal up to rounding error is a tie
    share[i] = units;
    left -= units;
  }
  // Ties to the earlier part: sorting by the place too needs no buffer.
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] != rest[b] ? rest[a] > rest[b] : a < b; });
  for (std::size_t i = 0; left >= 1.0; i = (i + 1) % order.size(), left -= 1.0) share[order[i]] += 1.0;
  for (double& x : share) x /= unit;
}

inline void require_decimals(int decimals) {
  if (decimals >= 0 && decimals <= 9) return;
  throw ValueError("rounded_shares: decimals is " + std::to_string(decimals) + ", expected 0 to 9");
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Value> shares(std::span<const double> parts) {
  const Value whole = detail::share_base(parts);
  std::vector<Value> out;
  out.reserve(parts.size());
  for (const double part : parts) out.push_back(whole ? Value(part / whole.value) : Value(whole.reason));
  return out;
}

INDUSTRIA_INLINE void shares(const TableView& table, ShareOf of, std::span<double> out) {
  detail::require_table("shares", "table", table);
  detail::require_entries("shares", "out", out.size(), table.values.size());
  if (of == ShareOf::column) {
    std::vector<double> sums(table.columns);
    detail::column_bases(table, sums);
    for (std::size_t i = 0; i < table.rows; ++i) {
      for (std::size_t j = 0; j < table.columns; ++j) out[i * table.columns + j] = table.values[i * table.columns + j] / sums[j];
    }
    return;
  }
  const std::size_t run = of == ShareOf::row ? table.columns : table.values.size();
  for (std::size_t from = 0; from < out.size(); from += run) {
    const std::span<const double> parts = table.values.subspan(from, run);
    const double whole = detail::share_base(parts).value;
    for (std::size_t i = 0; i < run; ++i) out[from + i] = parts[i] / whole;
  }
}

INDUSTRIA_INLINE std::vector<Value> rounded_shares(std::span<const double> parts, int decimals) {
  detail::require_decimals(decimals);
  std::vector<Value> out = shares(parts);
  if (out.empty() || !out.front()) return out;
  std::vector<double> share(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) share[i] = out[i].value;
  std::vector<double> rest(parts.size());
  std::vector<std::size_t> order(parts.size());
  detail::round_shares(share, decimals, rest, order);
  for (std::size_t i = 0; i < parts.size(); ++i) out[i] = share[i];
  return out;
}

INDUSTRIA_INLINE void rounded_shares(const TableView& table, int decimals, std::span<double> out) {
  detail::require_decimals(decimals);
  shares(table, ShareOf::row, out);
  std::vector<double> rest(table.columns);
  std::vector<std::size_t> order(table.columns);
  for (std::size_t from = 0; from < out.size(); from += table.columns) {
    if (!is_missing(out[from])) detail::round_shares(out.subspan(from, table.columns), decimals, rest, order);
  }
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
