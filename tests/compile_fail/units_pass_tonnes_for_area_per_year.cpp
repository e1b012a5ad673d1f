// SPDX-License-Identifier: Apache-2.0
// A design capacity in m2 per year takes no tonnes.
// expect: (could not convert|cannot convert|no matching function|no known conversion).*
#include <industria/units/boost_units.hpp>

using namespace industria::units;

void set_capacity(Quantity<decltype(SquareMetre() / Year())> design);
void use() {
  set_capacity(18'000.0 * tonnes);
}
