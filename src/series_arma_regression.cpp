// SPDX-License-Identifier: Apache-2.0
// Compiles the body of series/arma_regression.hpp once (Eigen's search makes it slow to compile).
#include <industria/detail/series_arma_regression.ipp>
