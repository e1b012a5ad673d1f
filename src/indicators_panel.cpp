// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of the panel indicators once.
#include <industria/detail/indicators_panel_growth.ipp>
#include <industria/detail/indicators_panel_keys.ipp>
#include <industria/detail/indicators_panel_shares.ipp>
#include <industria/detail/indicators_panel_totals.ipp>
#include <industria/detail/indicators_sound_rows.ipp>
