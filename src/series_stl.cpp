// SPDX-License-Identifier: Apache-2.0
// Builds the body of series/stl.hpp once.
#include <industria/detail/series_stl.ipp>
