// SPDX-License-Identifier: Apache-2.0
// Many series in one buffer, owned.
#pragma once

#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/series.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Owns what PanelView looks at. All series have one unit and price basis (a default-constructed panel takes those of the
/// first series added): adding one of another unit of the same dimension converts it, another dimension or basis throws
/// UnitError naming both. Every series has an id, a lower and an upper limit.
class INDUSTRIA_API Panel {
 public:
  Panel() = default;
  /// An empty panel of that unit.
  explicit Panel(Unit unit, PriceBasis basis = {});
  /// From rows in any order: one row per (id, period) with value; series in order of first appearance, gaps become NaN.
  /// Throws ShapeError if lengths differ, ValueError naming both rows (counted from 0) for a duplicate key or for mixed
  /// period kinds in a series, ValueError for a period out of range. Money without a stated basis gets `unstated`.
  [[nodiscard]] static Panel from_rows(std::span<const std::string> ids,
                                       std::span<const Period> periods,
                                       std::span<const double> values, Unit unit = {},
                                       PriceBasis basis = {});

  /// Copies the series. Throws UnitError (see above); the panel is then as it was.
  void add(const SeriesView& series);
  [[nodiscard]] std::size_t size() const noexcept { return first_.size(); }
  [[nodiscard]] PanelView view() const noexcept;
  operator PanelView() const noexcept { return view(); }  // NOLINT(google-explicit-constructor)
  [[nodiscard]] SeriesView series(std::size_t i) const noexcept { return view().series(i); }
  /// Position of a series, or -1.
  [[nodiscard]] std::ptrdiff_t find(std::string_view id) const noexcept;

 private:
  std::vector<double> values_;
  std::vector<std::int64_t> offsets_{0};
  std::vector<Period> first_;
  std::vector<std::string> ids_;
  std::vector<double> lower_;
  std::vector<double> upper_;
  std::vector<Bounds> bounds_;  ///< empty until a series has some
  Unit unit_;
  PriceBasis basis_;
  bool has_unit_ = false;
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_panel.ipp>
#endif
