// SPDX-License-Identifier: Apache-2.0
// Sites and establishments are counted apart.
// expect: (no match for .operator\<|invalid operands to binary).*site_dimension.*establishment_dimension
#include <industria/units/boost_units.hpp>

using namespace industria::units;

bool fewer() {
  return 6.0 * sites < 30.0 * establishments;
}
