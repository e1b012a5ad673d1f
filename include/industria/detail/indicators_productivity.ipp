// SPDX-License-Identifier: Apache-2.0
// Body of indicators/productivity.hpp. Differences of shares and of productivities are taken as differences of products.
#pragma once

#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/productivity.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One region's four rows.
struct ProductivityRow {
  std::span<const double> output0{};
  std::span<const double> labour0{};
  std::span<const double> output1{};
  std::span<const double> labour1{};
};

[[nodiscard]] inline ProductivityTotal productivity_kernel(const ProductivityRow& row, std::span<ProductivityParts> cells) noexcept {
  const Value output0 = whole_sum(row.output0);
  const Value output1 = whole_sum(row.output1);
  const Value labour0 = share_base(row.labour0);
  const Value labour1 = share_base(row.labour1);
  ProductivityTotal out;
  const auto ratio = [](Value a, Value b) { return a && b ? Value(a.value / b.value) : Value(first_reason(b.reason, a.reason)); };
  out.before = ratio(output0, labour0);
  out.after = ratio(output1, labour1);
  const Reason why = first_reason(base_reason(out.before), out.after.reason);
  if (why != Reason::none) {
    out.parts = {why, why, why, why, why};
    out.unallocated = why;
    for (ProductivityParts& cell : cells) cell = out.parts;
    return out;
  }
  const double whole = labour1.value * output0.value;  // labour1 Y0 labour0: what shifts of labour are divided by
  CompensatedSum within, static_shift, dynamic_shift, unallocated;
  for (std::size_t i = 0; i < row.output0.size(); ++i) {
    const double v0 = row.output0[i];
    const double l0 = row.labour0[i];
    const double v1 = row.output1[i];
    const double l1 = row.labour1[i];
    ProductivityParts cell;
    cell.contribution = difference_of_products(v1, labour0.value, v0, labour1.value) / whole;
    if (l0 == 0.0 || l1 == 0.0) {
      cell.within = cell.static_shift = cell.dynamic_shift = cell.structural = Reason::zero_base;
      unallocated.add(cell.contribution.value);
    } else {
      const double moved = difference_of_products(l1, labour0.value, l0, labour1.value) / whole;  // (theta1 - theta0) / Y0
      const double gain = difference_of_products(v1, l0, v0, l1) / l1;                            // l0 (y1 - y0)
      cell.within = gain / output0.value;
      cell.static_shift = moved * (v0 / l0);
      cell.dynamic_shift = moved * (gain / l0);
      cell.structural = moved * (v1 / l1);
      within.add(cell.within.value);
      static_shift.add(cell.static_shift.value);
      dynamic_shift.add(cell.dynamic_shift.value);
    }
    if (!cells.empty()) cells[i] = cell;
  }
  out.parts.contribution = difference_of_products(output1.value, labour0.value, output0.value, labour1.value) / whole;
  out.parts.within = within.rounded();
  out.parts.static_shift = static_shift.rounded();
  out.parts.dynamic_shift = dynamic_shift.rounded();
  out.parts.structural = (static_shift.sum + dynamic_shift.sum) + (static_shift.rest + dynamic_shift.rest);
  out.unallocated = unallocated.rounded();
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE ProductivityDecomposition productivity_decomposition(std::span<const double> output_before,
                                                                      std::span<const double> labour_before,
                                                                      std::span<const double> output_after,
                                                                      std::span<const double> labour_after) {
  const std::size_t n = output_before.size();
  detail::require_entries("productivity_decomposition", "labour_before", labour_before.size(), n);
  detail::require_entries("productivity_decomposition", "output_after", output_after.size(), n);
  detail::require_entries("productivity_decomposition", "labour_after", labour_after.size(), n);
  ProductivityDecomposition out{.sectors = std::vector<ProductivityParts>(n)};
  out.total = detail::productivity_kernel({output_before, labour_before, output_after, labour_after}, out.sectors);
  return out;
}

INDUSTRIA_INLINE void productivity_decomposition(const TableView& output_before, const TableView& labour_before,
                                                 const TableView& output_after, const TableView& labour_after,
                                                 std::span<ProductivityParts> cells, std::span<ProductivityTotal> totals) {
  detail::require_table("productivity_decomposition", "output_before", output_before);
  detail::require_same_shape("productivity_decomposition", "labour_before", labour_before, output_before);
  detail::require_same_shape("productivity_decomposition", "output_after", output_after, output_before);
  detail::require_same_shape("productivity_decomposition", "labour_after", labour_after, output_before);
  detail::require_entries("productivity_decomposition", "totals", totals.size(), output_before.rows);
  if (!cells.empty()) detail::require_entries("productivity_decomposition", "cells", cells.size(), output_before.values.size());
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const std::span<ProductivityParts> to = cells.empty() ? cells : cells.subspan(i * output_before.columns, output_before.columns);
    totals[i] = detail::productivity_kernel({output_before.row(i), labour_before.row(i), output_after.row(i), labour_after.row(i)}, to);
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
