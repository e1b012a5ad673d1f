// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/simulate.hpp once.
#include <industria/detail/projection_simulate.ipp>
