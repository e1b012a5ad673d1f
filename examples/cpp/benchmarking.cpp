// SPDX-License-Identifier: Apache-2.0
// Electricity produced in Viet Nam, billion kWh: the first monthly estimates of 2012 to February 2015 made to agree with the final
// yearly figures. Source: General Statistics Office of Viet Nam, monthly socio-economic tables and yearly output of main products.
#include <industria/series/benchmarking.hpp>
#include <industria/series/disaggregation.hpp>

#include <cstdio>
#include <vector>

using namespace industria;

int main() {
  const std::vector<double> estimates{7.8235,   8.413,    9.56826, 9.238, 9.4,  9.775512, 10.027194,  10.4583,  9.552904, 9.9,      9.579306, 9.69,
                                      9.787661, 8.23503,  10.2,    10.2,  10.9, 10.75364, 11.1800876, 11.2,     10.4,     10.72101, 10.5,     10.733,
                                      10.02277, 9.310285, 11.5,    11.4,  12.1, 12.1,     12.342,     12.38376, 11.8,     11.9298,  11.925,   11.3,
                                      12.3,     9.48164};
  const std::vector<double> finals{115.147, 124.454, 141.250};
  const SeriesView months{.values = estimates, .first = Period::of_month(2012, 1)};
  const SeriesView years{.values = finals, .first = Period::of_year(2012)};

  const Benchmarked smooth = denton(months, years);
  const Disaggregation regression = disaggregate(years, months, {.model = DisaggregationModel::fernandez});
  const std::vector<double> steps = pro_rata(estimates, finals, 12).values;

  const std::vector<double> first = to_long_periods(estimates, 12);
  const std::vector<double> kept = to_long_periods(smooth.values, 12);
  for (std::size_t y = 0; y < finals.size(); ++y)
    std::printf("%s  estimates %7.3f  final %7.3f  benchmarked %7.3f\n", to_text(years.first.plus(static_cast<int>(y))).c_str(), first[y], finals[y], kept[y]);
  std::printf("\n          estimate  pro rata  denton  fernandez\n");
  for (std::size_t t = 22; t < estimates.size(); t += t == 25 ? 9 : 1)
    std::printf("%s  %7.3f   %7.3f %7.3f    %7.3f\n", to_text(months.first.plus(static_cast<int>(t))).c_str(), estimates[t], steps[t], smooth.values[t],
                regression.values[t]);
}
