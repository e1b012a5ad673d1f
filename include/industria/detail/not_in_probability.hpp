// SPDX-License-Identifier: Apache-2.0
// What no probability of attainment can be calibrated for, whatever its quality: catalogue keys.
#pragma once

#include <industria/base/config.hpp>

#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// A shock common to all series in the year itself, and a push at the end that past years did not have.
[[nodiscard]] inline std::vector<std::string_view> not_in_any_probability() { return {"not_in_it.common_shock", "not_in_it.last_minute_push"}; }

}  // namespace industria::inline INDUSTRIA_ABI::detail
