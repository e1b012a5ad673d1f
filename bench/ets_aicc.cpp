// SPDX-License-Identifier: Apache-2.0
// Automatic ETS in R's box for the series of a CSV "series,season,y" (rows in order): prints series,model,aicc. See peers/ets_aicc.py.
#include <industria/projection/auto_ets.hpp>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: bench_ets_aicc SERIES.csv\n", stderr), 2;
  std::ifstream file(argv[1]);
  std::string line;
  std::getline(file, line);
  std::vector<double> y;
  int series = -1;
  int season = 1;
  const auto flush = [&] {
    if (y.empty()) return;
    const industria::EtsFit fit = industria::fit_auto_ets(y, {.period = season, .bounds = industria::EtsBounds::reference_r});
    std::printf("%d,%s,%.12g\n", series, to_text(fit.model).c_str(), fit.aicc);
    y.clear();
  };
  while (std::getline(file, line)) {
    int row_series = 0;
    double value = 0.0;
    const char* const end = line.data() + line.size();
    auto at = std::from_chars(line.data(), end, row_series).ptr;
    if (row_series != series) flush();
    series = row_series;
    at = std::from_chars(at + 1, end, season).ptr;
    std::from_chars(at + 1, end, value);
    y.push_back(value);
  }
  flush();
}
