// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/naive.hpp once.
#include <industria/detail/projection_naive.ipp>
