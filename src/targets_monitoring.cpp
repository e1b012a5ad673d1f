// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of the monitoring table and of next year's proposal. Nothing else belongs here.
#include <industria/detail/targets_monitoring.ipp>
#include <industria/detail/targets_monitoring_text.ipp>
#include <industria/detail/targets_proposal.ipp>
#include <industria/detail/targets_revisions.ipp>
