// SPDX-License-Identifier: Apache-2.0
// Another currency needs a rate.
// expect: (no match for .operator\+|invalid operands to binary).*dong_dimension.*dollar_dimension
#include <industria/units/boost_units.hpp>

using namespace industria::units;

auto sum() {
  return 26.9e9 * dong + 15.0e6 * us_dollars;
}
