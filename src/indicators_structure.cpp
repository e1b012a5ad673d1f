// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of structure, concentration, specialisation, shift-share and productivity once.
#include <industria/detail/indicators_concentration.ipp>
#include <industria/detail/indicators_productivity.ipp>
#include <industria/detail/indicators_shift_share.ipp>
#include <industria/detail/indicators_specialisation.ipp>
#include <industria/detail/indicators_structure.ipp>
