// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of planning/ once.
#include <industria/detail/planning_grant_element.ipp>
#include <industria/detail/planning_investment.ipp>
#include <industria/detail/planning_pipeline.ipp>
