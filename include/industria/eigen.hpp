// SPDX-License-Identifier: Apache-2.0
// Eigen views of series and panels, nothing copied. The one header for matrices; industria.hpp leaves it out, so that
// programs without matrices do not pay for Eigen.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/error.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/series.hpp>

#ifndef EIGEN_MPL2_ONLY
#define EIGEN_MPL2_ONLY
#endif
#include <Eigen/Core>

#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// The values as a column vector. Missing values are NaN in Eigen too: its sums do not leave them out.
using VectorView = Eigen::Map<const Eigen::VectorXd>;
using MutableVectorView = Eigen::Map<Eigen::VectorXd>;
/// One row per series, one column per period (the layout of the buffer).
using MatrixView =
    Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

/// Size n; the caller's buffer must outlive the view. Throws nothing.
[[nodiscard]] inline VectorView as_vector(const SeriesView& series) noexcept {
  return {series.values.data(), static_cast<Eigen::Index>(series.values.size())};
}
/// A view that writes into the series.
[[nodiscard]] inline MutableVectorView as_vector(Series& series) noexcept {
  return {series.values.data(), static_cast<Eigen::Index>(series.values.size())};
}
/// A view of a Series; the overload keeps `const Series` from converting twice.
[[nodiscard]] inline VectorView as_vector(const Series& series) noexcept {
  return as_vector(series.view());
}

/// True if all series have one length and begin in one period. An empty panel is balanced.
[[nodiscard]] inline bool is_balanced(const PanelView& panel) noexcept {
  for (std::size_t i = 1; i < panel.size(); ++i) {
    const bool length =
        panel.offsets[i + 1] - panel.offsets[i] == panel.offsets[1] - panel.offsets[0];
    if (!length || !(panel.first[i] == panel.first[0])) return false;
  }
  return true;
}

/// size() x length; column j is for first[0].plus(j). Throws ShapeError if the panel is not balanced, naming the series.
[[nodiscard]] inline MatrixView as_matrix(const PanelView& panel) {
  panel.validate();
  if (!is_balanced(panel)) {
    for (std::size_t i = 1; i < panel.size(); ++i) {
      const SeriesView a = panel.series(0);
      const SeriesView b = panel.series(i);
      if (a.values.size() == b.values.size() && a.first == b.first) continue;
      throw ShapeError("as_matrix: series " + std::to_string(i) + " (counted from 0) has " +
                       std::to_string(b.values.size()) + " values from " + to_text(b.first) +
                       ", expected " + std::to_string(a.values.size()) + " from " +
                       to_text(a.first) + " as series 0");
    }
  }
  const auto rows = static_cast<Eigen::Index>(panel.size());
  return {panel.values.data(), rows,
          rows == 0 ? 0 : static_cast<Eigen::Index>(panel.values.size()) / rows};
}

}  // namespace industria::inline INDUSTRIA_ABI
