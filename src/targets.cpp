// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of targets/. Nothing else belongs here.
#include <industria/detail/targets_assess.ipp>
#include <industria/detail/targets_plan_year.ipp>
#include <industria/detail/targets_plan_year_model.ipp>
#include <industria/detail/targets_text.ipp>
