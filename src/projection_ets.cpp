// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/ets.hpp once.
#include <industria/detail/projection_ets.ipp>
