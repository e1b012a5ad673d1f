// SPDX-License-Identifier: Apache-2.0
// A table of numbers in the caller's own buffer, for the whole-panel forms of indicators: as a rule a row is a place
// (or a place in a period) and a column a sector.
#pragma once

#include <industria/base/config.hpp>

#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

/// Row by row, without gaps: values.size() == rows * columns. All of one unit and price basis. The buffer must outlive the view.
/// Functions that take it throw ShapeError if the lengths do not agree.
struct TableView {
  std::span<const double> values{};
  std::size_t rows = 0;
  std::size_t columns = 0;

  [[nodiscard]] std::span<const double> row(std::size_t i) const noexcept { return values.subspan(i * columns, columns); }
};

}  // namespace industria::inline INDUSTRIA_ABI
