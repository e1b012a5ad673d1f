// SPDX-License-Identifier: Apache-2.0
// A quantity does not become a bare number in silence.
// expect: (cannot convert|no viable conversion).*brick_dimension.* to .double.
#include <industria/units/boost_units.hpp>

using namespace industria::units;

double written = 14.0e6 * bricks;
