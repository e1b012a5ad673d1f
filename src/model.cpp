// SPDX-License-Identifier: Apache-2.0
// Compiles the bodies of model/ once.
#include <industria/detail/model_dataset.ipp>
#include <industria/detail/model_names.ipp>
#include <industria/detail/model_panel.ipp>
#include <industria/detail/model_place.ipp>
#include <industria/detail/model_validate.ipp>
