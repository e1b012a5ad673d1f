// SPDX-License-Identifier: Apache-2.0
// Builds the body of targets/attainment.hpp once.
#include <industria/detail/targets_attainment.ipp>
