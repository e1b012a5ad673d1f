// SPDX-License-Identifier: Apache-2.0
// Builds the body of projection/backtest.hpp once.
#include <industria/detail/projection_backtest.ipp>
