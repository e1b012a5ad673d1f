// SPDX-License-Identifier: Apache-2.0
// For engineers: start from your own vectors, end with JSON. Nothing is copied and nothing is printed by the library.
#include <industria/model/panel_view.hpp>
#include <industria/targets/assess.hpp>

#include <cstdint>
#include <iostream>
#include <vector>

using namespace industria;

int main() {
  // Two yearly series, one after the other, as a database hands them over; NaN where a year is missing.
  const std::vector<double> values{310.0, 325.0, missing, 352.0, 41200.0};
  const std::vector<std::int64_t> offsets{0, 4, 5};
  const std::vector<Period> first{Period::of_year(2018), Period::of_year(2021)};
  const std::vector<std::string> ids{"cement|lao-cai", "gross_output|lao-cai"};

  PanelView panel;
  panel.values = values;
  panel.offsets = offsets;
  panel.first = first;
  panel.ids = ids;
  panel.unit = parse_unit("bn VND");
  panel.basis = {PriceBasis::Kind::constant, 2010};
  panel.validate();

  std::vector<Assessment> results;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    Target target;
    target.id = "plan-2025|" + ids[i];
    target.span = {Period::of_year(2025), Period::of_year(2025)};
    target.figure = Figure::of(i == 0 ? 400.0 : 60000.0, panel.unit, panel.basis);
    results.push_back(assess(panel.series(i), target));
  }
  std::cout << to_json(results) << '\n';
}
