// SPDX-License-Identifier: Apache-2.0
// The index of industrial production of Viet Nam (2015 = 100) from its four sections: total, growth on the same month and on the same
// months so far, and what each section contributes. Source: General Statistics Office of Viet Nam, National Summary Data Page, dataset
// of 13 November 2024; weights recovered from the published levels.
#include <industria/indicators/growth.hpp>
#include <industria/indicators/production_index.hpp>
#include <industria/model/panel.hpp>

#include <cstdio>
#include <vector>

using namespace industria;

int main() {
  const Period first = Period::of_month(2021, 1);
  Panel sections;
  sections.add(Series{.values = {87.9, 72.94, 85.65, 86.74, 84.67, 82.77, 81.47, 76.04, 71.26, 70.49, 76.7, 87.89, 78.93, 68.16, 90.37},
                      .first = first, .id = "B"});
  sections.add(Series{.values = {165.89, 124.95, 152.7, 150.23, 153.98, 151.35, 151.69, 145.24, 157.41, 166.27, 176.12, 179.62, 175.6, 155.8, 180.93},
                      .first = first, .id = "C"});
  sections.add(Series{.values = {175.51, 155.44, 171.83, 181.59, 186.8, 189.84, 183.53, 184.1, 169, 170.52, 172.96, 165.47, 172.94, 152.34, 175.43},
                      .first = first, .id = "D"});
  sections.add(Series{.values = {143.04, 135.39, 136.76, 143.66, 135.74, 138.07, 137.15, 138.49, 142.73, 142.53, 144.65, 152.99, 144.56, 139.76, 130.17},
                      .first = first, .id = "E"});
  const IndexTree tree({{"total", "", 1}, {"B", "total", 0.1573}, {"C", "total", 0.7373}, {"D", "total", 0.0892}, {"E", "total", 0.0161}});

  const ProductionIndex index = production_index(tree, sections);
  std::vector<double> points(index.index.size());
  index_contributions(tree, index, 12, points);
  const SeriesView total{.values = index.of(0), .first = index.first};
  std::vector<double> same_month(index.periods), so_far(index.periods);
  same_period_growth(total, same_month);
  year_to_date_growth(total, so_far);

  std::printf("           total  same month  so far |     B     C     D     E points\n");
  for (std::size_t t = 12; t < index.periods; ++t) {
    std::printf("%s  %6.2f     %+5.1f %%  %+4.1f %% |", to_text(index.first.plus(static_cast<int>(t))).c_str(), total.values[t],
                100 * same_month[t], 100 * so_far[t]);
    for (std::size_t section = 1; section < tree.size(); ++section) std::printf(" %5.2f", points[section * index.periods + t]);
    std::printf("\n");
  }
}
