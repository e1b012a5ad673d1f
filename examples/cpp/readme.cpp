// SPDX-License-Identifier: Apache-2.0
// The README's example: a brick plan against what was made, with checked units.
#include <industria/base/catalogue.hpp>
#include <industria/base/number_format.hpp>
#include <industria/targets/assess.hpp>
#include <industria/units/boost_units.hpp>

#include <array>
#include <iostream>

using namespace industria;
using namespace industria::units;

int main() {
  const std::array bricks_made{96.0e6, 104.0e6, 111.0e6, 118.0e6};
  const Unit bricks_a_year = parse_unit("brick/year");
  const SeriesView actual{
      .values = bricks_made, .first = Period::of_year(2021), .unit = bricks_a_year, .id = "bricks"};

  Target plan;
  plan.id = "plan-2027";
  plan.span = {Period::of_year(2027), Period::of_year(2027)};
  plan.figure = Figure::of(140.0e6, to_amount(1.0 * bricks / year).unit);  // a capacity in m2 would throw UnitError

  const Assessment a = assess(actual, plan);
  std::cout << "needed growth  " << format_number(100 * a.required_growth.value, 2, Language::en) << " % a year\n"
            << "lands at       " << format_number(a.landing / 1e6, 1, Language::en) << " million bricks in "
            << to_text(a.period) << '\n'
            << "80 % interval  " << format_number(a.landing_intervals[0].lo / 1e6, 1, Language::en) << " to "
            << format_number(a.landing_intervals[0].hi / 1e6, 1, Language::en) << '\n'
            << "probability    " << probability_text(a, Language::en) << '\n'
            << "verdict        " << text("verdict." + std::string(name(a.verdict)), Language::vi) << '\n';
}
