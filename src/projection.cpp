// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of projection/. Nothing else belongs here.
#include <industria/detail/projection_forecast.ipp>
#include <industria/detail/projection_growth_prior.ipp>
