// SPDX-License-Identifier: Apache-2.0
// Per cent and percentage point are different units.
// expect: (no match for .operator\-|invalid operands to binary).*percent_dimension.*point_dimension
#include <industria/units/boost_units.hpp>

using namespace industria::units;

auto difference() {
  return 11.2 * percent - 3.1 * percentage_points;
}
