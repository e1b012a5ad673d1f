// SPDX-License-Identifier: Apache-2.0
// A brick is counted as a brick, a piece may be anything.
// expect: (no match for .operator\+|invalid operands to binary).*brick_dimension.*piece_dimension
#include <industria/units/boost_units.hpp>

using namespace industria::units;

auto sum() {
  return 14.0e6 * bricks + 1.0 * pieces;
}
