// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/auto_ets.hpp once.
#include <industria/detail/projection_auto_ets.ipp>
