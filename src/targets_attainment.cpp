// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of targets/attainment.hpp and attainment_panel.hpp.
#include <industria/detail/targets_attainment.ipp>
#include <industria/detail/targets_attainment_panel.ipp>
#include <industria/detail/targets_attainment_tree.ipp>
