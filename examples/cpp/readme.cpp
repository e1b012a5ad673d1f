// SPDX-License-Identifier: Apache-2.0
// The README's example: a brick plan against what was made, with checked units.
#include <industria/targets/assess.hpp>
#include <industria/units/boost_units.hpp>

#include <array>
#include <iostream>

using namespace industria;

int main() {
  const std::array made{96.0e6, 104.0e6, 111.0e6, 118.0e6};
  const Unit unit = to_amount(1.0 * units::bricks / units::year).unit;  // or parse_unit("viên/năm")
  const SeriesView actual{
      .values = made, .first = Period::of_year(2021), .unit = unit, .id = "bricks"};

  Target plan;
  plan.span = {Period::of_year(2027), Period::of_year(2027)};
  plan.figure = Figure::of(140.0e6, unit);  // a plan in m2 would throw UnitError

  const Assessment a = assess(actual, plan);
  std::cout << "needed:      " << 100 * a.required_growth.value << " % a year\n"
            << "lands at:    "
            << to_text(Amount(a.landing, unit).in("million bricks/year"), Language::en, 3) << '\n'
            << "probability: " << probability_text(a, Language::en) << '\n';
}
