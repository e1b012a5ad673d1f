// SPDX-License-Identifier: Apache-2.0
// Builds the body of series/disaggregation.hpp once.
#include <industria/detail/series_disaggregation.ipp>
