// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of capacity use, installed capacity and disbursement once.
#include <industria/detail/indicators_capacity_use.ipp>
#include <industria/detail/indicators_disbursement.ipp>
#include <industria/detail/indicators_installed_capacity.ipp>
