// SPDX-License-Identifier: Apache-2.0
// Gross output of industry by ownership in four provinces and the country, 2001 and 2003: shares, concentration,
// specialisation, structural change and shift-share. Constant prices of 1994, billion đồng, January to December as first
// published. Source: General Statistics Office of Viet Nam, monthly socio-economic tables.
#include <industria/indicators/concentration.hpp>
#include <industria/indicators/shares.hpp>
#include <industria/indicators/shift_share.hpp>
#include <industria/indicators/specialisation.hpp>
#include <industria/indicators/structure.hpp>

#include <cstdio>
#include <vector>

using namespace industria;

int main() {
  const char* const provinces[] = {"Ha Noi", "Hai Phong", "Binh Duong", "Dong Nai"};
  const std::vector<double> of_2001{10280.9, 2172.9, 5616.4,  // state, non-state, foreign
                                    2922.6,  2643.3, 4450.0,
                                    831.2,   3761.1, 6147.8,
                                    3532.9,  2487.0, 11436.3};
  const std::vector<double> of_2003{14755.5, 3950.9, 10411.1,
                                    4477.9,  4315.0, 5979.0,
                                    997.1,   6978.9, 13213.5,
                                    4259.3,  3988.0, 15250.8};
  const std::vector<double> country_2001{93608, 53899, 80675};
  const std::vector<double> country_2003{117289, 75906, 109795};
  const TableView before{of_2001, 4, 3};
  const TableView after{of_2003, 4, 3};

  std::vector<double> share(12);
  std::vector<double> quotient(12);
  std::vector<Concentration> spread(4);
  std::vector<StructuralChange> change(4);
  std::vector<ShiftShareParts> cells(12);
  std::vector<ShiftShareTotal> totals(4);
  rounded_shares(after, 1, share);
  location_quotients(after, country_2003, quotient);
  concentration(after, spread);
  structural_change(before, after, change);
  shift_share(before, after, country_2001, country_2003, cells, totals);

  std::printf("2003        state non-state foreign | LQ foreign   HHI | change since 2001\n");
  for (std::size_t i = 0; i < 4; ++i) {
    std::printf("%-10s %5.1f%% %8.1f%% %6.1f%% | %10.2f %5.3f | %4.1f points move, %4.1f degrees\n", provinces[i], share[3 * i], share[3 * i + 1],
                share[3 * i + 2], quotient[3 * i + 2], spread[i].hhi.value, 100.0 * change[i].norm_of_absolute_values.value, change[i].angle.value);
  }
  std::printf("\n2001-2003   change = country +    mix + competitive (of which specialisation)\n");
  for (std::size_t i = 0; i < 4; ++i) {
    const ShiftShareParts& p = totals[i].parts;
    std::printf("%-10s %7.0f = %7.0f + %6.0f + %11.0f (%.0f)\n", provinces[i], p.change.value, p.national.value, p.mix.value, p.competitive.value,
                p.allocation.value);
  }
}
