// SPDX-License-Identifier: Apache-2.0
// Summary statistics against NIST's certified univariate data sets, at the digits that each file asks for.
#include "nist.hpp"

#include <industria/series/summary.hpp>

#include <gtest/gtest.h>

namespace nist_univariate {

class NistUnivariate : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(NistUnivariate, has_the_certified_digits) {
  const nlohmann::json set = nist::read(GetParam());
  const nlohmann::json& digits = set["tolerance"];
  const nlohmann::json& certified = set["certified"];
  const industria::Summary result = industria::summarise(set["y"].get<std::vector<double>>());
  EXPECT_EQ(result.count, set["n"].get<std::size_t>());
  EXPECT_GE(nist::correct_digits(result.mean, certified["mean"].get<double>()), digits["mean"].get<double>());
  EXPECT_GE(nist::correct_digits(result.standard_deviation, certified["sd_n_minus_1"].get<double>()), digits["sd"].get<double>());
  EXPECT_GE(nist::correct_digits(result.autocorrelation, certified["autocorr_lag1"].get<double>()), digits["r1"].get<double>());
}

INSTANTIATE_TEST_SUITE_P(Data, NistUnivariate, testing::ValuesIn(nist::files("nist_univariate_")),
                         [](const auto& set) { return set.param.stem().string().substr(16); });

}  // namespace nist_univariate
