// SPDX-License-Identifier: Apache-2.0
// Gross output of industry of six provinces brought into the borders since 2025-07-01. Constant prices of 1994, billion đồng,
// January to December as first published. Source: General Statistics Office of Viet Nam, monthly socio-economic tables.
#include <industria/model/geography.hpp>
#include <industria/model/province_history.hpp>

#include <cstdio>
#include <vector>

using namespace industria;

int main() {
  const Gazetteer& places = Gazetteer::viet_nam();
  const Date borders{2025, 7, 1};
  const struct { const char* name; double of_2003, of_2004; } rows[] = {
      {"Hồ Chí Minh", 83568.8, 92399.7}, {"Bình Dương", 21189.5, 24901.8}, {"Bà Rịa - Vũng Tàu", 29137.1, 27246.3},
      {"Hải Phòng", 14771.9, 15861.5},   {"Hải Dương", 5825.5, 6218.2},    {"Đà Nẵng", 5540.6, 6467.8}};

  std::vector<PlaceFigure> levels, growth;
  for (const auto& row : rows) {
    const std::string id = places.find_name(row.name, {2004, 12, 31}).at(0)->id;
    levels.push_back({id, Period(2003), row.of_2003});
    levels.push_back({id, Period(2004), row.of_2004});
    growth.push_back({id, Period(2004), row.of_2004 / row.of_2003 - 1, row.of_2003});  // weighed by what it grew from
  }
  const GeographyResult joined = to_geography(places, levels, borders);
  for (const GeographyFigure& figure : joined.figures) {
    const char* name = places.at(figure.place).name_vi.c_str();
    if (figure.value) {
      std::printf("%s %d: %.1f\n", name, figure.period.year, figure.value.value);
    } else {
      std::printf("%s %d: %s (lacking: %s)\n", name, figure.period.year, industria::name(figure.value.reason),
                  places.at(figure.lacking.front()).name_vi.c_str());
    }
  }
  for (const Issue& issue : joined.issues) std::printf("%s\n", message(issue, Language::en).c_str());
  const GeographyResult rates = to_geography(places, growth, borders, {.accounting = Accounting::rate});
  for (const GeographyFigure& figure : rates.figures) {
    if (figure.value) std::printf("%s grew by %.1f %% in 2004\n", places.at(figure.place).name_vi.c_str(), 100 * figure.value.value);
  }
  std::printf("code 15: %s until June 2025, %s since\n", place_of_code(places, "15", {2025, 6, 30}).place->name_vi.c_str(),
              place_of_code(places, "15", borders).place->name_vi.c_str());
  for (const MapChange& change : breaks_in_series("Lai Châu", {2000, 1, 1}, {2025, 12, 31})) {
    std::printf("Lai Châu, %s: %.*s -> %.*s\n", to_text(change.effective).c_str(), static_cast<int>(change.before.size()),
                change.before.data(), static_cast<int>(change.after.size()), change.after.data());
  }
}
