// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/theta.hpp once.
#include <industria/detail/projection_theta.ipp>
