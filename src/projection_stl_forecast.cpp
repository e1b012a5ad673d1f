// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/stl_forecast.hpp once.
#include <industria/detail/projection_stl_forecast.ipp>
