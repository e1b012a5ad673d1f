// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of contributions, index numbers, chain-linking, the production index and deflation once.
#include <industria/detail/indicators_chain_link.ipp>
#include <industria/detail/indicators_contributions.ipp>
#include <industria/detail/indicators_deflation.ipp>
#include <industria/detail/indicators_index_numbers.ipp>
#include <industria/detail/indicators_production_index.ipp>
