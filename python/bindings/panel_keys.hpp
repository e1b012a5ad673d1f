// SPDX-License-Identifier: Apache-2.0
// The key columns of long frames, looked at where they lie.
#pragma once

#include "arguments.hpp"

#include <industria/indicators/panel_keys.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace industria_python {

/// Contiguous signed integers as they are; Python has converted everything else.
inline industria::IntegerColumn column_of(const py::array& array, const char* name) {
  const bool plain = array.ndim() == 1 && array.dtype().kind() == 'i' && (array.flags() & py::array::c_style) != 0 &&
                     (array.size() < 2 || array.strides(0) == array.itemsize());
  if (!plain) throw industria::ShapeError(std::string(name) + ": expected contiguous integers of one dimension");
  const auto n = static_cast<std::size_t>(array.size());
  switch (array.itemsize()) {
    case 1: return std::span(static_cast<const std::int8_t*>(array.data()), n);
    case 2: return std::span(static_cast<const std::int16_t*>(array.data()), n);
    case 4: return std::span(static_cast<const std::int32_t*>(array.data()), n);
    default: return std::span(static_cast<const std::int64_t*>(array.data()), n);
  }
}

/// Keys together with the time column that they look at.
struct FrameKeys {
  industria::PanelKeys keys{};
  py::array time{};
};

template <class T>
py::array_t<T> array_copy(const std::vector<T>& values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

}  // namespace industria_python
