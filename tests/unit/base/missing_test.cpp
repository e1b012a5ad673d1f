// SPDX-License-Identifier: Apache-2.0
// The contract of missing values.
#include <industria/base/missing.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace missing_test {

using namespace industria;

TEST(Missing, is_nan_and_both_infinities_but_no_finite_number) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double x : {missing, infinity, -infinity}) EXPECT_TRUE(is_missing(x)) << x;
  for (const double x : {0.0, -0.0, 5e-324, std::numeric_limits<double>::max(), -1.5})
    EXPECT_FALSE(is_missing(x)) << x;
}

TEST(Value, has_a_reason_exactly_when_it_is_missing) {
  EXPECT_TRUE(Value(0.0));
  EXPECT_EQ(Value(0.0).reason, Reason::none);
  EXPECT_FALSE(Value());
  EXPECT_EQ(Value(std::numeric_limits<double>::infinity()).reason, Reason::missing);
  EXPECT_TRUE(is_missing(Value(Reason::zero_base).value));
  EXPECT_FALSE(Value(Reason::zero_base));
}

}  // namespace missing_test
