// SPDX-License-Identifier: Apache-2.0
// A measure of accuracy with what it rests on.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstddef>

namespace industria::inline INDUSTRIA_ABI {

/// Steps where the actual or the forecast is missing are left out and counted. With no step left
/// the value is missing (no_observation); with a zero denominator it is missing (zero_base). Never infinite, never a silent zero.
struct Score {
  double value = missing;
  Reason reason = Reason::no_observation;  ///< Reason::none with a value
  std::size_t used = 0;
  std::size_t left_out = 0;
  [[nodiscard]] explicit operator bool() const noexcept { return reason == Reason::none; }
};

}  // namespace industria::inline INDUSTRIA_ABI
