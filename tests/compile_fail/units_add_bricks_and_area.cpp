// SPDX-License-Identifier: Apache-2.0
// Bricks and square metres are not added.
// expect: (no match for .operator\+|invalid operands to binary).*brick_dimension.*length_dimension
#include <industria/units/boost_units.hpp>

using namespace industria::units;

auto sum() {
  return 14.0e6 * bricks + 80.0 * square_metres;
}
