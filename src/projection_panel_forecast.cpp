// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of the panel forecaster once.
#include <industria/detail/projection_calibration.ipp>
#include <industria/detail/projection_method.ipp>
#include <industria/detail/projection_panel_forecast.ipp>

#include <industria/detail/projection_calibrate.ipp>  // on top of it
