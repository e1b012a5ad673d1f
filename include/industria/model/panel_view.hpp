// SPDX-License-Identifier: Apache-2.0
// Many series in the caller's own buffers, nothing copied (the list layout of Arrow: values and offsets).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/model/series.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// Series i is values[offsets[i] .. offsets[i+1]), its first value for first[i]. All of one unit and price basis.
/// `ids`, `lower`, `upper` are empty or have one entry per series. The buffers must outlive the view.
struct PanelView {
  std::span<const double> values{};
  std::span<const std::int64_t> offsets{};  ///< size() + 1 entries, non-decreasing, the first 0, the last values.size()
  std::span<const Period> first{};
  std::span<const std::string> ids{};
  std::span<const double> lower{};
  std::span<const double> upper{};
  Unit unit{};
  PriceBasis basis{};
  std::span<const Bounds> bounds{};  ///< as SeriesView::bounds: empty, or one per entry of values

  [[nodiscard]] std::size_t size() const noexcept {
    return offsets.empty() ? 0 : offsets.size() - 1;
  }
  [[nodiscard]] INDUSTRIA_API SeriesView series(std::size_t i) const noexcept;
  /// Checks the lengths and offsets once; throws ShapeError naming the span that does not fit.
  INDUSTRIA_API void validate() const;
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_panel_view.ipp>
#endif
