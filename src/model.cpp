// SPDX-License-Identifier: Apache-2.0
// Compiles the bodies of model/ once.
#include <industria/detail/model_dataset.ipp>
#include <industria/detail/model_enterprise.ipp>
#include <industria/detail/model_funding.ipp>
#include <industria/detail/model_geography.ipp>
#include <industria/detail/model_indicator.ipp>
#include <industria/detail/model_industry_codes.ipp>
#include <industria/detail/model_observation.ipp>
#include <industria/detail/model_panel.ipp>
#include <industria/detail/model_panel_view.ipp>
#include <industria/detail/model_place.ipp>
#include <industria/detail/model_province_history.ipp>
#include <industria/detail/model_series.ipp>
#include <industria/detail/model_target.ipp>
#include <industria/detail/model_validate.ipp>
