// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of targets/attainment.hpp, attainment_panel.hpp and attainment_drivers.hpp.
#include <industria/detail/targets_attainment.ipp>
#include <industria/detail/targets_attainment_drivers.ipp>
#include <industria/detail/targets_attainment_panel.ipp>
#include <industria/detail/targets_attainment_tree.ipp>
