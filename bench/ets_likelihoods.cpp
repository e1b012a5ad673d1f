// SPDX-License-Identifier: Apache-2.0
// Log-likelihoods of every admissible ETS model for every series of a panel, for comparisons with other programs' optima
// (bench/peers/ets_likelihoods.py).
//
//   bench_ets_likelihoods panel.bin period r|statsforecast out.bin
//
// panel.bin as in ets_bounds.cpp; out.bin: double likelihoods[series][models], NaN where a model was not fitted.
#include <industria/projection/auto_ets.hpp>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

int main(int argc, char** argv) {
  using namespace industria;
  if (argc != 5) return 2;
  std::FILE* const in = std::fopen(argv[1], "rb");
  std::int64_t count = 0;
  if (in == nullptr || std::fread(&count, 8, 1, in) != 1) return 1;
  std::vector<std::int64_t> offsets(static_cast<std::size_t>(count) + 1);
  if (std::fread(offsets.data(), 8, offsets.size(), in) != offsets.size()) return 1;
  std::vector<double> values(static_cast<std::size_t>(offsets.back()));
  if (std::fread(values.data(), 8, values.size(), in) != values.size()) return 1;
  std::fclose(in);

  const std::vector<Period> first(static_cast<std::size_t>(count), Period::of_year(2000));
  PanelView panel;
  panel.values = values;
  panel.offsets = offsets;
  panel.first = first;
  EtsOptions options;
  std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), options.period);
  options.bounds = std::string_view(argv[3]) == "r" ? EtsBounds::reference_r
                                                    : EtsBounds::reference_statsforecast;
  options.all_likelihoods = true;
  std::FILE* const out = std::fopen(argv[4], "wb");
  for (const EtsFit& fit : fit_auto_ets(panel, options))
    std::fwrite(fit.log_likelihoods.data(), 8, fit.log_likelihoods.size(), out);
  return std::fclose(out);
}
