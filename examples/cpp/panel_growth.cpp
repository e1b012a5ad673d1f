// SPDX-License-Identifier: Apache-2.0
// Gross output of industry by ownership in four provinces, 2000 to 2004 without 2002: growth, compound growth, contributions and location
// quotients straight from the columns of a long frame. Constant prices of 1994, billion đồng, January to December as first published
// (state-owned in 2000: central and local added). Source: General Statistics Office of Viet Nam, monthly socio-economic tables.
#include <industria/indicators/panel_growth.hpp>
#include <industria/indicators/panel_shares.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

using namespace industria;

std::string per_cent(double ratio) {
  if (is_missing(ratio)) return "-";
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", 100.0 * ratio);
  return text;
}

int main() {
  const char* const provinces[] = {"Ha Noi", "Hai Phong", "Binh Duong", "Dong Nai"};
  const char* const owners[] = {"state", "non-state", "foreign"};
  const std::vector<double> output{8048.2, 10280.9, 14755.5, 16417.4,  1808.2, 2172.9, 3950.9, 7023.0,  5362.2, 5616.4,  10411.1, 8351.1,
                                   2565.4, 2922.6,  4477.9,  5033.0,   1634.0, 2643.3, 4315.0, 5263.4,  3848.5, 4450.0,  5979.0,  5565.1,
                                   710.8,  831.2,   997.1,   1243.4,   2686.5, 3761.1, 6978.9, 8357.4,  3410.2, 6147.8,  13213.5, 15301.0,
                                   3121.8, 3532.9,  4259.3,  4900.5,   1680.0, 2487.0, 3988.0, 4960.2,  9792.5, 11436.3, 15250.8, 14760.3};
  std::vector<std::int32_t> id;  // province * 3 + ownership
  std::vector<std::int16_t> year;
  for (std::int32_t series = 0; series < 12; ++series) {
    for (const int y : {2000, 2001, 2003, 2004}) id.push_back(series), year.push_back(static_cast<std::int16_t>(y));
  }
  const PanelKeys keys(id, year);
  const PanelGroups place{{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3}, 4};
  const PanelGroups owner{{0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2}, 3};

  std::vector<double> growth(output.size());
  std::vector<std::uint8_t> why(output.size());
  std::vector<double> average(12);
  std::vector<double> points(output.size());
  panel_growth(keys, output, growth, {.lag = 1}, why);
  panel_cagr(keys, output, average);
  const PanelTotals base = panel_contributions(keys, output, points, 1, place);
  const PanelTotals sums = panel_roll_up(keys, output, place);
  const PanelQuotients quotients = panel_location_quotients(keys, output, place, owner);

  std::printf("growth, %%                2001   2003   2004 | a year 2000-2004 | points in 2004\n");
  for (std::size_t s = 0; s < 12; ++s) {
    const std::size_t row = 4 * s;
    std::printf("%-10s %-9s %8s %6s %6s | %16s | %14.1f\n", provinces[s / 3], owners[s % 3], per_cent(growth[row + 1]).c_str(),
                per_cent(growth[row + 2]).c_str(), per_cent(growth[row + 3]).c_str(), per_cent(average[s]).c_str(), points[row + 3]);
  }
  std::printf("2003: %s, 2002 is not in the frame\n", name(static_cast<Reason>(why[2])));

  const std::size_t last = 4;  // 2004, counted from 2000
  std::printf("\n2004       output  growth | location quotients: state non-state foreign\n");
  for (std::size_t p = 0; p < 4; ++p) {
    const double now = sums.value(p, last).value;
    std::printf("%-10s %6.0f %6s%% |", provinces[p], now, per_cent(now / base.value(p, last).value - 1.0).c_str());
    for (std::size_t k = 0; k < 3; ++k) std::printf(" %8.2f", quotients.quotient[quotients.totals.cell(p * 3 + k, last)]);
    std::printf("\n");
  }
}
