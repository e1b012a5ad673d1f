// SPDX-License-Identifier: Apache-2.0
// What Tết takes from a month's industrial output: the national production index in an airline model with two Tết regressors, and what
// the index is without season. Levels 2015 = 100, January 2017 to December 2020. Source: General Statistics Office of Viet Nam,
// National Summary Data Page, prepared 2024-11-13.
#include <industria/series/arma_regression.hpp>
#include <industria/series/calendar.hpp>
#include <industria/series/stl.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

using namespace industria;

int main() {
  const std::vector<double> index{
      96.8, 96.26, 114.49, 118.14, 117.49, 112.95, 113.89, 122.31, 126.63, 128.76, 129.21, 131.75,
      126.8, 101.72, 126.79, 125.04, 128.72, 127.27, 129.62, 135.35, 134.43, 139.41, 143.13, 145.09,
      134.05, 108.37, 134.77, 134.56, 138.69, 134.1, 141.57, 149.27, 148.62, 152.9, 146.74, 147.4,
      123.31, 128.9, 137.63, 116.48, 130.64, 140.09, 147.27, 152.36, 157.33, 160.97, 156.86, 158.62};
  const Period first = Period::of_month(2017, 1);
  constexpr int ahead = 3;
  const std::size_t rows = index.size() + ahead;
  std::vector<double> logs;
  for (const double level : index) logs.push_back(std::log(level));

  std::vector<double> regressors = tet_regressor(first, rows, {-10, -1});
  const std::vector<double> week = tet_regressor(first, rows, {0, 6});
  regressors.insert(regressors.end(), week.begin(), week.end());
  const ArmaRegression fit = regress_with_arma_errors(logs, regressors, 2, {.horizon = ahead});

  const char* const windows[] = {"ten days before", "week from day 1"};
  for (std::size_t k = 0; k < 2; ++k)
    std::printf("Tet, %s: %5.1f %% of a month (standard error %.1f)\n", windows[k], 100 * std::expm1(fit.coefficients[k]), 100 * fit.standard_errors[k]);
  std::printf("Tet 2021: %s\n", to_text(tet_day(2021)).c_str());
  for (int h = 0; h < ahead; ++h) {
    const auto i = static_cast<std::size_t>(h);
    const double width = 1.2815515655446004 * fit.standard_deviation[i];
    std::printf("%s: %.1f, 80 %% between %.1f and %.1f\n", to_text(first.plus(48 + h)).c_str(), std::exp(fit.mean[i]), std::exp(fit.mean[i] - width),
                std::exp(fit.mean[i] + width));
  }

  std::vector<double> without_tet = logs;  // Tet off first, so that the season does not carry a feast that moves
  for (std::size_t t = 0; t < logs.size(); ++t) without_tet[t] -= fit.coefficients[0] * regressors[t] + fit.coefficients[1] * regressors[rows + t];
  std::printf("strength of the season: %.2f as published, %.2f without Tet\n", seasonal_strength(stl(logs, 12)).value,
              seasonal_strength(stl(without_tet, 12)).value);
}
