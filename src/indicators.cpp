// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of indicators/. Nothing else belongs here.
#include <industria/detail/indicators_checks.ipp>
#include <industria/detail/indicators_checks_series.ipp>
#include <industria/detail/indicators_checks_sums.ipp>
#include <industria/detail/indicators_funding_ratios.ipp>
#include <industria/detail/indicators_growth.ipp>
#include <industria/detail/indicators_shares.ipp>
