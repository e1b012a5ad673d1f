// SPDX-License-Identifier: Apache-2.0
// Body of series/conversion.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/series/conversion.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE std::vector<double> to_long_periods(std::span<const double> values, int ratio, Conversion conversion, std::size_t lead) {
  if (ratio < 1) throw ValueError("to_long_periods: ratio is " + std::to_string(ratio) + ", expected at least 1");
  const auto length = static_cast<std::size_t>(ratio);
  std::vector<double> out;
  for (std::size_t begin = lead; begin + length <= values.size(); begin += length) {
    const std::span<const double> block = values.subspan(begin, length);
    double figure = 0.0;
    for (const double value : block) figure += value;
    if (conversion == Conversion::average) figure /= ratio;
    if (conversion == Conversion::first) figure = block.front();
    if (conversion == Conversion::last) figure = block.back();
    out.push_back(is_missing(figure) ? missing : figure);
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
