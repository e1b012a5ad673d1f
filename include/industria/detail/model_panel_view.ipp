// SPDX-License-Identifier: Apache-2.0
// Body of model/panel_view.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/model/panel_view.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_length(std::string_view what, std::size_t is, std::size_t expected) {
  if (is == expected) return;
  throw ShapeError("PanelView::validate: " + std::string(what) + " has " + std::to_string(is) +
                   " entries, expected " + std::to_string(expected));
}

}  // namespace detail

INDUSTRIA_INLINE SeriesView PanelView::series(std::size_t i) const noexcept {
  SeriesView view;
  const auto begin = static_cast<std::size_t>(offsets[i]);
  const auto end = static_cast<std::size_t>(offsets[i + 1]);
  view.values = values.subspan(begin, end - begin);
  view.first = first[i];
  view.unit = unit;
  view.basis = basis;
  if (!ids.empty()) view.id = ids[i];
  if (!lower.empty()) view.lower = lower[i];
  if (!upper.empty()) view.upper = upper[i];
  if (!bounds.empty()) view.bounds = bounds.subspan(begin, end - begin);
  return view;
}

INDUSTRIA_INLINE void PanelView::validate() const {
  const std::size_t n = size();
  detail::require_length("first", first.size(), n);
  if (!ids.empty()) detail::require_length("ids", ids.size(), n);
  if (!lower.empty()) detail::require_length("lower", lower.size(), n);
  if (!upper.empty()) detail::require_length("upper", upper.size(), n);
  if (!bounds.empty()) detail::require_length("bounds", bounds.size(), values.size());
  if (offsets.empty()) {
    detail::require_length("values", values.size(), 0);
    return;
  }
  if (offsets.front() != 0) {
    throw ShapeError("PanelView::validate: offsets[0] = " + std::to_string(offsets.front()) +
                     ", expected 0");
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (offsets[i + 1] >= offsets[i]) continue;
    throw ShapeError("PanelView::validate: offsets[" + std::to_string(i + 1) + "] = " +
                     std::to_string(offsets[i + 1]) + " is below offsets[" + std::to_string(i) +
                     "] = " + std::to_string(offsets[i]) + ", expected offsets that do not fall");
  }
  detail::require_length("values (the last of offsets says how many)", values.size(),
                         static_cast<std::size_t>(offsets.back()));
}

}  // namespace industria::inline INDUSTRIA_ABI
