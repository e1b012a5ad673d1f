// SPDX-License-Identifier: Apache-2.0
// Regression against NIST's certified linear data sets, at the digits that each file asks for.
#include "nist.hpp"

#include <industria/series/regression.hpp>

#include <gtest/gtest.h>

using industria::Regression;

namespace nist_linear {

class NistLinear : public testing::TestWithParam<std::filesystem::path> {};

Regression fit(const nlohmann::json& set) {
  const auto y = set["y"].get<std::vector<double>>();
  const auto model = set["model"].get<std::string>();
  std::vector<double> x;
  if (set.contains("X")) {  // row by row, the intercept not among them
    const auto& rows = set["X"];
    for (std::size_t j = 0; j < rows[0].size(); ++j) {
      for (const auto& row : rows) x.push_back(row[j].get<double>());
    }
    return industria::regress(y, x, rows[0].size());
  }
  x = set["x"].get<std::vector<double>>();
  if (model.find("no intercept") != std::string::npos) return industria::regress(y, x, 1, false);
  const auto coefficients = static_cast<int>(set["certified"]["beta"].size());
  return coefficients == 2 ? industria::regress(y, x, 1) : industria::regress_polynomial(y, x, coefficients - 1);
}

TEST_P(NistLinear, has_the_certified_digits) {
  const nlohmann::json set = nist::read(GetParam());
  const double digits = set["tolerance"]["lre_digits"].get<double>();
  const nlohmann::json& certified = set["certified"];
  const Regression result = fit(set);
  for (std::size_t i = 0; i < certified["beta"].size(); ++i) {
    EXPECT_GE(nist::correct_digits(result.coefficients[i], certified["beta"][i].get<double>()), digits) << "coefficient " << i;
    EXPECT_GE(nist::correct_digits(result.standard_errors[i], certified["se"][i].get<double>()), digits) << "its error " << i;
  }
  EXPECT_GE(nist::correct_digits(result.r_squared, certified["r2"].get<double>()), digits);
  if (certified.contains("rse")) {
    EXPECT_GE(nist::correct_digits(result.residual_standard_deviation, certified["rse"].get<double>()), digits);
  }
}

INSTANTIATE_TEST_SUITE_P(Data, NistLinear, testing::ValuesIn(nist::files("nist_linear_")),
                         [](const auto& set) { return set.param.stem().string().substr(12); });

}  // namespace nist_linear
