// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/ces.hpp once.
#include <industria/detail/projection_ces.ipp>
