// SPDX-License-Identifier: Apache-2.0
// Control for units_*.cpp: the same expressions with units that go together.
#include <industria/units/boost_units.hpp>

using namespace industria::units;

void set_capacity(Quantity<decltype(SquareMetre() / Year())> design);

auto bricks_in_all() {
  return 14.0e6 * bricks / year + 9.0e6 * bricks / year;
}
auto money() {
  return 26.9e9 * dong + 48.4e9_vnd;
}
auto difference() {
  return 11.2 * percent - 0.5 * percent;
}
bool fewer() {
  return 6.0 * sites < 30.0 * sites;
}
auto land() {
  return Quantity<SquareMetre>(375_ha) + 1.0 * square_metres;
}
void use() {
  set_capacity(80'000.0 * square_metres / year);
}
Quantity<Job> created = 120.0 * jobs;
double written = (14.0e6 * bricks).value();
double ratio = (14.0e6 * bricks) / (7.0e6 * bricks);
