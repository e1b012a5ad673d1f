// SPDX-License-Identifier: Apache-2.0
// A capacity (per year) is no stock.
// expect: (no match for .operator\+|invalid operands to binary).*brick_dimension.*brick_dimension
#include <industria/units/boost_units.hpp>

using namespace industria::units;

auto sum() {
  return 14.0e6 * bricks / year + 9.0e6 * bricks;
}
