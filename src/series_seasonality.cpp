// SPDX-License-Identifier: Apache-2.0
// Builds the body of series/seasonality.hpp once.
#include <industria/detail/series_seasonality.ipp>
