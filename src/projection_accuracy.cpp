// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of projection/accuracy.hpp, panel_accuracy.hpp and conformal.hpp once.
#include <industria/detail/projection_accuracy.ipp>
#include <industria/detail/projection_conformal.ipp>
#include <industria/detail/projection_panel_accuracy.ipp>
