// SPDX-License-Identifier: Apache-2.0
// Laws of growth and shares: substituting back (P44), shares that sum to one (P34), units that do not matter (P03).
#include "random_series.hpp"

#include <industria/indicators/growth.hpp>
#include <industria/indicators/shares.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace growth_laws {

TEST(GrowthLaws, required_growth_leads_to_the_target) {
  laws::Random random(44);
  for (int i = 0; i < 5000; ++i) {
    const double actual = std::pow(10.0, random.uniform(-6, 12));
    const double target = actual * random.uniform(0.2, 5.0);
    const int steps = random.whole(1, 30);
    const double g = required_growth(actual, target, steps).value;
    EXPECT_NEAR(actual * std::pow(1.0 + g, steps), target, 1e-12 * target);  // the tolerance of the law
  }
}

TEST(GrowthLaws, a_reached_target_needs_no_growth) {
  laws::Random random(441);
  for (int i = 0; i < 1000; ++i) {
    const double target = random.uniform(1.0, 10.0);
    EXPECT_LE(required_growth(target * random.uniform(1.0, 2.0), target, random.whole(1, 9)).value, 0.0);
  }
}

TEST(GrowthLaws, the_implied_base_grows_to_the_level) {
  laws::Random random(442);
  for (int i = 0; i < 1000; ++i) {
    const double level = random.uniform(1.0, 1e6);
    const double g = random.uniform(-0.9, 3.0);
    EXPECT_NEAR(growth(implied_base(level, g).value, level).value, g, 1e-14);  // a few roundings of 1 + g
  }
}

TEST(GrowthLaws, bounds_hold_every_growth_inside_them) {
  laws::Random random(443);
  for (int i = 0; i < 2000; ++i) {
    const double a = random.uniform(1, 10);
    const double b = random.uniform(1, 10);
    const Bounds actual = Bounds::between(a, a * random.uniform(1, 2));
    const Bounds target = Bounds::between(b, b * random.uniform(1, 2));
    const int steps = random.whole(1, 5);
    const Bounds needed = required_growth(actual, target, steps);
    const double g = required_growth(random.uniform(actual.lo, actual.hi), random.uniform(target.lo, target.hi), steps).value;
    EXPECT_GE(g, needed.lo - 1e-15);  // one rounding
    EXPECT_LE(g, needed.hi + 1e-15);
  }
}

TEST(GrowthLaws, a_change_of_unit_changes_no_growth) {
  laws::Random random(3);
  const Unit dong = parse_unit("đồng");
  const Unit bn = parse_unit("nghìn tỷ đồng");
  for (int i = 0; i < 1000; ++i) {
    const double start = random.uniform(1, 1e6);
    const double end = random.uniform(1, 1e6);
    const double direct = growth(start, end).value;
    EXPECT_NEAR(growth(convert(start, bn, dong), convert(end, bn, dong)).value, direct, 1e-9 * std::abs(direct));  // P03
  }
}

TEST(ShareLaws, shares_sum_to_one_and_rounded_ones_to_100) {
  laws::Random random(34);
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> parts;
    for (int n = random.whole(1, 12); n > 0; --n) parts.push_back(random.uniform(0.0, 100.0));
    double sum = 0.0;
    for (const Value& share : shares(parts)) sum += share.value;
    EXPECT_NEAR(sum, 1.0, 4.0 * static_cast<double>(parts.size()) * 2.2e-16);  // P34
    const int decimals = random.whole(0, 3);
    long long units = 0;
    for (const Value& share : rounded_shares(parts, decimals)) units += std::llround(share.value * std::pow(10.0, decimals));
    EXPECT_EQ(units, 100 * std::llround(std::pow(10.0, decimals)));
  }
}

}  // namespace growth_laws
