// SPDX-License-Identifier: Apache-2.0
// A first program (docs/first_program.md): own vectors in, the monitoring table as JSON out.
#include <industria/targets/monitoring.hpp>

#include <iostream>
#include <vector>

using namespace industria;

int main() {
  const std::vector<double> last_year{92, 71, 98, 101, 104, 106, 103, 107, 109, 112, 115, 120};
  const std::vector<double> this_year{101, 82, 110, 112, 116, 119, 113, 118, 121};

  Dataset data;
  const IndicatorKey key{"gross_output", "my-province"};
  const Unit bn = parse_unit("tỷ đồng");
  const PriceBasis basis{PriceBasis::Kind::constant, 2010};
  const auto add = [&](const std::vector<double>& months, int year) {
    for (std::size_t m = 0; m < months.size(); ++m) {
      const Period month = Period::of_month(year, static_cast<int>(m) + 1);
      data.observations.push_back({.key = key, .span = {month, month}, .figure = Figure::of(months[m], bn, basis)});
    }
  };
  add(last_year, 2025);
  add(this_year, 2026);
  const Period year = Period::of_year(2026);
  data.targets.push_back({.id = "plan", .key = key, .span = {year, year}, .figure = Figure::of(1350, bn, basis)});

  std::cout << to_json(monitoring_table(data, Period::of_month(2026, 9))) << '\n';
}
