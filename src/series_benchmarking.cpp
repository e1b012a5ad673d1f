// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of series/conversion.hpp and series/benchmarking.hpp once.
#include <industria/detail/series_benchmarking.ipp>
#include <industria/detail/series_conversion.ipp>
