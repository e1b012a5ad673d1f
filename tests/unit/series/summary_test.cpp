// SPDX-License-Identifier: Apache-2.0
// Summary statistics: missing values, constants, extremes. Their digits are tested in tests/oracle.
#include <industria/series/summary.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

using industria::missing;
using industria::summarise;
using industria::Summary;

namespace summary_test {

TEST(Summary, of_nothing_is_missing) {
  const Summary s = summarise(std::vector{missing, missing});
  EXPECT_EQ(s.count, 0u);
  EXPECT_EQ(s.missing_count, 2u);
  EXPECT_TRUE(std::isnan(s.mean) && std::isnan(s.median) && std::isnan(s.minimum));
}

TEST(Summary, leaves_missing_values_out) {
  const Summary s = summarise(std::vector{3.0, missing, 1.0, std::numeric_limits<double>::infinity(), 2.0});
  EXPECT_EQ(s.count, 3u);
  EXPECT_EQ(s.mean, 2.0);
  EXPECT_EQ(s.median, 2.0);
  EXPECT_EQ(s.standard_deviation, 1.0);
}

TEST(Summary, of_one_value_has_no_spread) {
  const Summary s = summarise(std::vector{7.0});
  EXPECT_EQ(s.mean, 7.0);
  EXPECT_TRUE(std::isnan(s.standard_deviation));
}

TEST(Summary, of_a_constant_has_no_autocorrelation) {
  const Summary s = summarise(std::vector{0.1, 0.1, 0.1});
  EXPECT_EQ(s.standard_deviation, 0.0);
  EXPECT_TRUE(std::isnan(s.autocorrelation));
}

TEST(Summary, median_of_an_even_count_is_the_mean_of_the_middle_two) {
  EXPECT_EQ(summarise(std::vector{4.0, 1.0, 3.0, 2.0}).median, 2.5);
}

TEST(Summary, keeps_the_small_part_beside_large_values) {
  EXPECT_EQ(summarise(std::vector{1e16, 1.0, -1e16, 2.0}).mean, 0.75);
}

}  // namespace summary_test
