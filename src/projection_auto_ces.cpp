// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/auto_ces.hpp once.
#include <industria/detail/projection_auto_ces.ipp>
