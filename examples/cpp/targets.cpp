// SPDX-License-Identifier: Apache-2.0
// Lào Cai, gross output of industry: 41,200 billion đồng in 2021 (11.2 % more than in 2020), to be 60,000 in 2025. What is needed, how often
// that has been reached, what the rules of institutions say, by which path. Growth of the production index 2012-2016 of the fourteen
// northern midland and mountain provinces: General Statistics Office of Viet Nam. The plant at the end is invented.
#include <industria/model/panel.hpp>
#include <industria/targets/gap_drivers.hpp>
#include <industria/targets/pace.hpp>
#include <industria/targets/progress_case.hpp>
#include <industria/targets/trajectory.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>

using namespace industria;

namespace {

/// Yearly indices (the year before = 100) of 2012 to 2016, chained from 2011 = 100.
Panel production_indices() {
  const struct { const char* id; std::array<double, 5> index; } provinces[] = {
      {"bac-giang", {122.9, 118.7, 114.7, 116.8, 120.3}},  {"bac-kan", {74.9, 96.8, 91.5, 100.8, 100.1}},
      {"cao-bang", {99.1, 110.4, 110.9, 43.3, 122.7}},     {"dien-bien", {105.4, 107, 102.6, 108.1, 109}},
      {"ha-giang", {118.6, 105.4, 99.5, 101.2, 109.4}},    {"hoa-binh", {128.7, 112.8, 101.1, 103.3, 104.8}},
      {"lai-chau", {101.2, 95.4, 115.7, 100.2, 278.2}},    {"lang-son", {96.1, 103, 105.2, 111.6, 107.7}},
      {"lao-cai", {104, 124, 105.2, 112.1, 123.3}},        {"phu-tho", {97.5, 106, 106.2, 116.6, 109.5}},
      {"son-la", {117, 171, 106.2, 102.7, 102.2}},         {"thai-nguyen", {106.7, 102.1, 322.8, 176, 123.7}},
      {"tuyen-quang", {120.8, 105.5, 105.2, 99.9, 83.8}},  {"yen-bai", {114.5, 112.3, 104.8, 103.7, 105.3}}};
  Panel panel;
  for (const auto& province : provinces) {
    Series levels{.values = {100}, .first = Period::of_year(2011), .id = province.id};
    for (const double index : province.index) levels.values.push_back(levels.values.back() * index / 100);
    panel.add(levels);
  }
  return panel;
}

}  // namespace

int main() {
  const Series output{.values = {41200 / 1.112, 41200}, .first = Period::of_year(2020), .unit = parse_unit("tỷ đồng"), .id = "lao-cai"};
  const Period target_year = Period::of_year(2025);
  const Pace own = pace(output, target_year, 60000, Direction::at_least);
  std::printf("gap %.0f (%.1f%%), needed %.2f%% or %.0f a year\n", own.gap.value, 100 * own.gap_relative.value, 100 * own.required_growth.value, own.required_change.value);

  // The same growth asked of the production index: in how many years, and by how many of the fourteen over four years, was it reached?
  const Panel indices = production_indices();
  const auto row = indices.find("lao-cai");
  const double level = indices.series(static_cast<std::size_t>(row)).values.back();
  const PaceTarget asked{.series = row, .period = Period::of_year(2020), .target = level * std::pow(1 + own.required_growth.value, 4)};
  const Pace among = pace(indices.view(), std::span(&asked, 1))[0];
  std::printf("%s\n%s\n\n", pace_text(among, Language::en).c_str(), pace_text(among, Language::vi).c_str());

  const ProgressCase now = progress_case(output, target_year, 60000, Direction::at_least);
  for (const Rule rule : {Rule::eurostat, Rule::open_sdg, Rule::un_progress_chart, Rule::sdsn_arrows, Rule::weather_symbols, Rule::distance_covered}) {
    const Progress p = progress(rule, now);
    std::printf("%-18s %5.2f  %-28s %s\n", std::string(name(rule)).c_str(), p.measure.value, progress_text(p, Language::en).c_str(), progress_text(p, Language::vi).c_str());
  }

  std::printf("\n%-16s", "path");
  for (int year = 2021; year <= 2025; ++year) std::printf("%8d", year);
  for (const TrajectoryShape shape : {TrajectoryShape::linear, TrajectoryShape::constant_growth, TrajectoryShape::s_curve}) {
    std::printf("\n%-16s", std::string(name(shape)).c_str());
    for (const double y : trajectory(Period::of_year(2021), 41200, target_year, 60000, {.shape = shape}).values) std::printf("%8.0f", y);
  }

  // A plant of two products (invented): planned at 90 % of a capacity of 20, run at 80 % of one of 22.
  const GapByFactor plant = gap_by_capacity({.capacity = 20, .utilisation = 0.90, .mix = std::array{0.6, 0.4}, .unit_value = std::array{1.2, 0.9}},
                                            {.capacity = 22, .utilisation = 0.80, .mix = std::array{0.5, 0.5}, .unit_value = std::array{1.25, 0.9}});
  std::printf("\n\ngap %.3f = capacity %+.3f, utilisation %+.3f, mix %+.3f, unit value %+.3f\n", plant.gap.value, plant.totals[0], plant.totals[1], plant.totals[2], plant.totals[3]);
}
