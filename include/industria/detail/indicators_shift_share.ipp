// SPDX-License-Identifier: Apache-2.0
// Body of indicators/shift_share.hpp. Differences of growth rates are taken as differences of products over a common
// denominator, so that equal rates of whole numbers differ by exactly zero.
#pragma once

#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/shift_share.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The country: its two sums, and why its growth cannot be given.
struct ShiftShareCountry {
  std::span<const double> before{};
  std::span<const double> after{};
  double sum_before = 0.0;
  double sum_after = 0.0;
  Reason why = Reason::none;

  ShiftShareCountry(std::span<const double> start, std::span<const double> end) noexcept : before(start), after(end) {
    const Value first = whole_sum(start);
    const Value last = whole_sum(end);
    sum_before = first.value;
    sum_after = last.value;
    why = first_reason(base_reason(first), last.reason);
  }
};

/// One industry of one region whose levels sum to `region`, or cannot be summed.
[[nodiscard]] inline ShiftShareParts shift_share_cell(const ShiftShareCountry& country, std::size_t i, double e0, double e1, Value region) noexcept {
  ShiftShareParts out;
  if (is_missing(e0) || is_missing(e1)) return out;
  out.change = e1 - e0;
  const double c0 = country.before[i];
  const double c1 = country.after[i];
  Reason why = first_reason(is_missing(c1) ? Reason::missing : Reason::none, base_reason(c0));
  if (e0 < 0.0) why = first_reason(why, Reason::negative_base);
  if (why != Reason::none) {
    out.national = out.mix = out.competitive = out.net_shift = out.homothetic = out.homothetic_competitive = out.allocation = why;
    return out;
  }
  const double all0 = country.sum_before;
  const double all1 = country.sum_after;
  const double apart = difference_of_products(e1, c0, e0, c1) / c0;  // e (r - g_i)
  out.competitive = apart;
  if (country.why != Reason::none) {
    out.national = out.mix = out.net_shift = out.homothetic = out.homothetic_competitive = out.allocation = country.why;
    return out;
  }
  out.national = e0 * ((all1 - all0) / all0);
  out.mix = e0 * (difference_of_products(c1, all0, all1, c0) / (c0 * all0));
  out.net_shift = out.mix.value + apart;
  if (!region) {
    out.homothetic = out.homothetic_competitive = out.allocation = region.reason;
    return out;
  }
  out.homothetic = region.value * (c0 / all0);
  if (e0 == 0.0) {
    out.homothetic_competitive = out.allocation = Reason::zero_base;
    return out;
  }
  out.homothetic_competitive = out.homothetic.value * (apart / e0);
  out.allocation = difference_of_products(e0, all0, region.value, c0) / all0 * (apart / e0);
  return out;
}

/// Sums of figures that are there, and the first reason of one that is not.
struct ShiftShareSum {
  CompensatedSum sum{};
  Reason why = Reason::none;

  void add(Value x) noexcept {
    if (x) sum.add(x.value);
    why = first_reason(why, x.reason);
  }
  [[nodiscard]] Value value() const noexcept { return why == Reason::none ? Value(sum.rounded()) : Value(why); }
};

/// One region; `cells` is empty or has an entry per industry.
[[nodiscard]] inline ShiftShareTotal shift_share_kernel(std::span<const double> before, std::span<const double> after,
                                                        const ShiftShareCountry& country, std::span<ShiftShareParts> cells) noexcept {
  ShiftShareSum change, national, mix, competitive, homothetic, homothetic_competitive, allocation, unallocated, unsplit, expected;
  const Value region = whole_sum(before);
  Reason factors = Reason::none;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const ShiftShareParts cell = shift_share_cell(country, i, before[i], after[i], region);
    if (!cells.empty()) cells[i] = cell;
    change.add(cell.change);
    if (cell.competitive.reason == Reason::zero_base) {
      unallocated.add(cell.change);
      if (before[i] != 0.0 || after[i] != 0.0) factors = Reason::zero_base;
      continue;
    }
    national.add(cell.national);
    mix.add(cell.mix);
    competitive.add(cell.competitive);
    homothetic.add(cell.homothetic);
    expected.add(cell.competitive ? Value(before[i] * (country.after[i] / country.before[i])) : cell.competitive);
    if (cell.competitive && before[i] == 0.0) {
      unsplit.add(country.why == Reason::none ? cell.competitive : Value(country.why));
    } else {
      homothetic_competitive.add(cell.homothetic_competitive);
      allocation.add(cell.allocation);
    }
  }
  // A sum over the rest would not be that of the region: what one industry lacks, all sums of it lack.
  const Reason lacking = first_reason(change.why, competitive.why);
  for (ShiftShareSum* sum : {&national, &mix, &competitive, &homothetic, &homothetic_competitive, &allocation, &unallocated, &unsplit, &expected}) {
    sum->why = first_reason(lacking, sum->why);
  }
  for (ShiftShareSum* sum : {&national, &mix, &homothetic, &homothetic_competitive, &allocation}) {
    sum->why = first_reason(sum->why, country.why);
  }
  ShiftShareTotal out;
  out.parts = {.change = change.value(), .national = national.value(), .mix = mix.value(), .competitive = competitive.value(),
               .homothetic = homothetic.value(), .homothetic_competitive = homothetic_competitive.value(), .allocation = allocation.value()};
  const Reason net = first_reason(out.parts.mix.reason, out.parts.competitive.reason);
  out.parts.net_shift = net == Reason::none ? Value((mix.sum.sum + competitive.sum.sum) + (mix.sum.rest + competitive.sum.rest)) : Value(net);
  out.unallocated = unallocated.value();
  out.unsplit = unsplit.value();

  const Value region_after = whole_sum(after);
  const Value would = expected.value();
  Reason why = first_reason(first_reason(factors, base_reason(region)), first_reason(country.why, region_after.reason));
  if (country.why == Reason::none) why = first_reason(why, base_reason(country.sum_after));
  out.structural_factor = out.regional_factor = out.locational_factor = why;
  if (why != Reason::none) return out;
  const double growth = country.sum_after / country.sum_before;
  out.structural_factor = would ? Value(would.value / (region.value * growth)) : would;
  out.regional_factor = region_after.value / (region.value * growth);
  const Reason base = base_reason(would);
  out.locational_factor = base == Reason::none ? Value(region_after.value / would.value) : Value(base);
  return out;
}

inline void shift_share_rows(const TableView& before, const TableView& after, const ShiftShareCountry& country,
                             std::span<ShiftShareParts> cells, std::span<ShiftShareTotal> totals) {
  require_entries("shift_share", "totals", totals.size(), before.rows);
  if (!cells.empty()) require_entries("shift_share", "cells", cells.size(), before.values.size());
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const std::span<ShiftShareParts> to = cells.empty() ? cells : cells.subspan(i * before.columns, before.columns);
    totals[i] = shift_share_kernel(before.row(i), after.row(i), country, to);
  }
}

}  // namespace detail

INDUSTRIA_INLINE ShiftShare shift_share(std::span<const double> region_before, std::span<const double> region_after,
                                        std::span<const double> country_before, std::span<const double> country_after) {
  const std::size_t n = region_before.size();
  detail::require_entries("shift_share", "region_after", region_after.size(), n);
  detail::require_entries("shift_share", "country_before", country_before.size(), n);
  detail::require_entries("shift_share", "country_after", country_after.size(), n);
  ShiftShare out{.industries = std::vector<ShiftShareParts>(n)};
  out.total = detail::shift_share_kernel(region_before, region_after, {country_before, country_after}, out.industries);
  return out;
}

INDUSTRIA_INLINE void shift_share(const TableView& before, const TableView& after, std::span<const double> country_before,
                                  std::span<const double> country_after, std::span<ShiftShareParts> cells,
                                  std::span<ShiftShareTotal> totals) {
  detail::require_table("shift_share", "before", before);
  detail::require_same_shape("shift_share", "after", after, before);
  detail::require_entries("shift_share", "country_before", country_before.size(), before.columns);
  detail::require_entries("shift_share", "country_after", country_after.size(), before.columns);
  detail::shift_share_rows(before, after, {country_before, country_after}, cells, totals);
}

INDUSTRIA_INLINE void shift_share(const TableView& before, const TableView& after, std::span<ShiftShareParts> cells,
                                  std::span<ShiftShareTotal> totals) {
  detail::require_table("shift_share", "before", before);
  detail::require_same_shape("shift_share", "after", after, before);
  std::vector<double> start(before.columns);
  std::vector<double> end(before.columns);
  detail::sum_columns(before, start);
  detail::sum_columns(after, end);
  detail::shift_share_rows(before, after, {start, end}, cells, totals);
}

}  // namespace industria::inline INDUSTRIA_ABI
