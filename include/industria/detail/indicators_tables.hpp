// SPDX-License-Identifier: Apache-2.0
// What the whole-panel forms of indicators share: the shapes they check before they begin, sums of columns.
#pragma once

#include <industria/base/error.hpp>
#include <industria/indicators/table_view.hpp>

#include <algorithm>
#include <span>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Throws ShapeError unless `actual` entries are the `expected` ones; `what` names the argument.
inline void require_entries(const char* function, const char* what, std::size_t actual, std::size_t expected) {
  if (actual == expected) return;
  throw ShapeError(std::string(function) + ": " + what + " has " + std::to_string(actual) + " entries, expected " +
                   std::to_string(expected));
}

inline void require_table(const char* function, const char* what, const TableView& table) {
  const std::size_t n = table.values.size();
  if (table.columns == 0 ? n == 0 : n / table.columns == table.rows && n % table.columns == 0) return;
  throw ShapeError(std::string(function) + ": " + what + " has " + std::to_string(n) + " values, expected " +
                   std::to_string(table.rows) + " rows of " + std::to_string(table.columns));
}

inline void require_same_shape(const char* function, const char* what, const TableView& table, const TableView& as) {
  require_table(function, what, table);
  if (table.rows == as.rows && table.columns == as.columns) return;
  throw ShapeError(std::string(function) + ": " + what + " has " + std::to_string(table.rows) + " rows of " +
                   std::to_string(table.columns) + ", expected " + std::to_string(as.rows) + " of " + std::to_string(as.columns));
}

/// Sums of the columns; a missing cell makes its column missing.
inline void sum_columns(const TableView& table, std::span<double> out) noexcept {
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::span<const double> row = table.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) out[j] += row[j];
  }
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
