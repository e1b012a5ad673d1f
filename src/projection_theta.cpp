// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of projection/theta.hpp, projection/classical_theta.hpp and detail/projection_theta_batch.hpp once.
#include <industria/detail/projection_classical_theta.ipp>
#include <industria/detail/projection_theta.ipp>
#include <industria/detail/projection_theta_batch.ipp>
