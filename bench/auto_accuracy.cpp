// SPDX-License-Identifier: Apache-2.0
// Point forecasts of a panel under any models of the library; bench/auto_accuracy.py makes the panels, calls this, and compares.
//
//   bench_auto_accuracy panel.bin season_length horizon out.bin model ...
//
// panel.bin: int64 count, int64 offsets[count + 1], double values. A model is a name, or "median(auto_ets, dotm)" and the like.
// out.bin: for each model count * horizon doubles, NaN where the model itself could not be fitted.
#include <industria/projection/panel_forecast.hpp>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

using namespace industria;

template <class T>
void read(std::FILE* file, std::vector<T>& out) {
  if (std::fread(out.data(), sizeof(T), out.size(), file) != out.size()) std::abort();
}

int number(const char* text) {
  int value = 0;
  std::from_chars(text, text + std::strlen(text), value);
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  std::FILE* const in = argc < 6 ? nullptr : std::fopen(argv[1], "rb");
  std::vector<std::int64_t> count(1);
  if (in == nullptr) return 2;
  read(in, count);
  std::vector<std::int64_t> offsets(static_cast<std::size_t>(count[0]) + 1);
  read(in, offsets);
  std::vector<double> values(static_cast<std::size_t>(offsets.back()));
  read(in, values);
  std::fclose(in);

  const std::vector<Period> first(offsets.size() - 1, Period::of_year(1));
  PanelView panel;
  panel.values = values;
  panel.offsets = offsets;
  panel.first = first;
  PanelForecastOptions options;
  options.season_length = number(argv[2]);
  options.models.clear();
  for (int i = 5; i < argc; ++i) {
    const auto model = parse_forecast_model(argv[i]);
    if (!model) return 2;
    options.models.push_back(*model);
  }
  const PanelForecast f = forecast_panel(panel, number(argv[3]), options);

  std::FILE* const out = std::fopen(argv[4], "wb");
  const auto steps = static_cast<std::size_t>(f.horizon);
  for (std::size_t m = 0; m < options.models.size(); ++m) {
    std::vector<double> path = f.median(m);
    for (std::size_t i = 0; i < f.size(); ++i) {
      if (f.columns[m].answers[i].reason.empty()) continue;
      for (std::size_t k = 0; k < steps; ++k) path[i * steps + k] = missing;
    }
    std::fwrite(path.data(), sizeof(double), path.size(), out);
  }
  return std::fclose(out);
}
