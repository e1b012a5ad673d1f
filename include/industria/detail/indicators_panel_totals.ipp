// SPDX-License-Identifier: Apache-2.0
// Body of indicators/panel_totals.hpp.
#pragma once

#include <industria/detail/indicators_panel_sums.hpp>
#include <industria/indicators/panel_totals.hpp>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE PanelTotals panel_roll_up(const PanelKeys& keys, std::span<const double> values, const PanelGroups& groups,
                                           const PanelSumOptions& options) {
  return detail::roll_up("panel_roll_up", keys, values, groups, options);
}

}  // namespace industria::inline INDUSTRIA_ABI
