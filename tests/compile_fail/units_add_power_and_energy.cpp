// SPDX-License-Identifier: Apache-2.0
// A capacity in MW is no yearly output in GWh.
// expect: (no match for .operator\+|invalid operands to binary).*power_dimension.*energy_dimension
#include <industria/units/boost_units.hpp>

using namespace industria::units;

auto sum() {
  return 350.0 * megawatts + 1'250.0 * gigawatt_hours;
}
