// SPDX-License-Identifier: Apache-2.0
// Interval arithmetic: by brute force over small intervals, and on the figures of the three provinces.
#include <industria/base/bounds.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace industria;

namespace bounds_test {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// All intervals with these ends, open and closed.
std::vector<Bounds> small_intervals() {
  const double ends[] = {-infinity, -4, -1, 0, 2, 4, infinity};
  std::vector<Bounds> out;
  for (const double lo : ends) {
    for (const double hi : ends) {
      for (const int open : {0, 1, 2, 3}) {
        const Bounds b{lo, hi, open % 2 == 1 || is_missing(lo), open / 2 == 1 || is_missing(hi)};
        if (!b.is_empty()) out.push_back(b);
      }
    }
  }
  return out;
}

/// Numbers inside `b`: attained ends, points at 2^-20 beside open ends, a grid, and far ones where there is no end.
std::vector<double> samples(const Bounds& b) {
  std::vector<double> out;
  const double candidates[] = {
      b.lo, b.hi, b.lo + 0x1p-20, b.hi - 0x1p-20, -0x1p40, 0x1p40, -3, -2, -0x1p-20, 0, 0x1p-20,
      1,    3};
  for (const double x : candidates) {
    if (!is_missing(x) && b.contains(x)) out.push_back(x);
  }
  return out;
}

/// What the samples give: every result must be inside `claimed`, a closed end must be reached, an open end
/// or an infinite one must be neared, and an open end must not be reached.
template <class Operation>
void expect_tight(const Bounds& a, const Bounds& b, const Bounds& claimed, Operation operation) {
  double lo = infinity;
  double hi = -infinity;
  for (const double x : samples(a)) {
    for (const double y : samples(b)) {
      const double r = operation(x, y);
      if (is_missing(r)) continue;
      ASSERT_TRUE(claimed.contains(r)) << x << " and " << y << " give " << r;
      lo = std::min(lo, r);
      hi = std::max(hi, r);
    }
  }
  if (lo > hi) return;  // a divisor that is only zero
  // 2^-10: samples are 2^-20 from an open end, times factors of at most 4 + 4; far ones are at 2^40
  const auto is_near = [](double end, double seen, bool open) {
    return is_missing(end) ? std::abs(seen) > 0x1p15
           : open          ? std::abs(end - seen) < 0x1p-10
                           : end == seen;
  };
  EXPECT_TRUE(is_near(claimed.lo, lo, claimed.lo_open))
      << "lowest " << lo << " claimed " << claimed.lo;
  EXPECT_TRUE(is_near(claimed.hi, hi, claimed.hi_open))
      << "highest " << hi << " claimed " << claimed.hi;
}

template <class Rule, class Operation>
void expect_tight_everywhere(Rule rule, Operation operation) {
  for (const Bounds& a : small_intervals()) {
    for (const Bounds& b : small_intervals()) {
      SCOPED_TRACE(testing::Message()
                   << (a.lo_open ? '(' : '[') << a.lo << ", " << a.hi << (a.hi_open ? ')' : ']')
                   << " with " << (b.lo_open ? '(' : '[') << b.lo << ", " << b.hi
                   << (b.hi_open ? ')' : ']'));
      expect_tight(a, b, rule(a, b), operation);
    }
  }
}

TEST(Bounds, sum_holds_exactly_what_can_come_out) {
  expect_tight_everywhere(add, [](double x, double y) { return x + y; });
}

TEST(Bounds, difference_holds_exactly_what_can_come_out) {
  expect_tight_everywhere(subtract, [](double x, double y) { return x - y; });
}

TEST(Bounds, product_holds_exactly_what_can_come_out) {
  expect_tight_everywhere(multiply, [](double x, double y) { return x * y; });
}

TEST(Bounds, quotient_holds_exactly_what_can_come_out) {
  expect_tight_everywhere(divide, [](double x, double y) { return x / y; });
}

TEST(Bounds, of_two_statements_on_one_target_meet) {
  // "trên 46.000", and 41.200 with an increase of "gần 5.000"
  const Bounds from_increase = add(Bounds::exactly(41'200), Bounds{0, 5'000, true, true});
  const Bounds both = intersect(Bounds::above(46'000), from_increase);
  EXPECT_EQ(both, (Bounds{46'000, 46'200, true, true}));
}

TEST(Bounds, of_support_per_unit_of_capacity_stay_open) {
  // "gần 400 triệu" for 80.000 m2, and "gần" over "gần"
  EXPECT_EQ(divide(Bounds{0, 400e6, true, true}, Bounds::exactly(80'000)),
            (Bounds{0, 5'000, true, true}));
  const Bounds unbounded = divide(Bounds{0, 400, true, true}, Bounds{0, 14, true, true});
  EXPECT_EQ(unbounded, (Bounds{0, infinity, true, true}));
}

TEST(Bounds, quotient_is_unbounded_where_the_divisor_may_be_zero) {
  EXPECT_EQ(divide(Bounds::exactly(1), Bounds::exactly(0)), Bounds{});
  EXPECT_EQ(divide(Bounds::exactly(1), Bounds::between(-1, 1)), Bounds{});
  EXPECT_EQ(divide(Bounds::exactly(1), Bounds::between(0, 2)), Bounds::at_least(0.5));
  EXPECT_EQ(divide(Bounds::exactly(1), Bounds::between(-2, 0)), Bounds::at_most(-0.5));
}

TEST(Bounds, that_exclude_each_other_are_empty_and_stay_so) {
  const Bounds none = intersect(Bounds::above(2), Bounds::at_most(2));
  EXPECT_TRUE(none.is_empty());
  EXPECT_TRUE(add(none, Bounds::exactly(1)).is_empty());
  EXPECT_TRUE(multiply(none, Bounds{}).is_empty());
  EXPECT_TRUE(divide(Bounds::exactly(1), none).is_empty());
}

TEST(Bounds, intersection_holds_what_both_hold) {
  for (const Bounds& a : small_intervals()) {
    for (const Bounds& b : small_intervals()) {
      for (const double x : {-5.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0}) {
        ASSERT_EQ(intersect(a, b).contains(x), a.contains(x) && b.contains(x)) << x;
      }
    }
  }
}

TEST(Bounds, scaled_by_a_negative_number_swap_their_ends) {
  EXPECT_EQ(scale(Bounds{1, 2, true, false}, -3), (Bounds{-6, -3, false, true}));
  EXPECT_EQ(scale(Bounds::above(1), 0), Bounds::exactly(0));
  EXPECT_EQ(scale(Bounds::exactly(1), missing), Bounds{});
}

TEST(Bounds, with_rounding_hold_all_that_rounds_to_the_same) {
  EXPECT_EQ(with_rounding(Bounds::exactly(41'200), 100), (Bounds{41'150, 41'250, false, true}));
  EXPECT_EQ(with_rounding(Bounds::above(3), 1), (Bounds{2.5, infinity, true, true}));
  for (const double no_resolution : {0.0, -1.0, missing}) {
    EXPECT_EQ(with_rounding(Bounds::exactly(3), no_resolution), Bounds::exactly(3));
  }
}

TEST(Bounds, have_no_minus_zero) {
  EXPECT_FALSE(std::signbit(scale(Bounds::between(0, 1), -2).hi));
  EXPECT_FALSE(std::signbit(add(Bounds::exactly(-0.0), Bounds::exactly(-0.0)).lo));
}

TEST(Bounds, never_claim_too_little_when_a_result_overflows) {
  const double largest = std::numeric_limits<double>::max();
  const Bounds sum = add(Bounds::between(largest, largest), Bounds::exactly(largest));
  EXPECT_FALSE(sum.is_empty());
  EXPECT_EQ(sum, (Bounds{largest, infinity, true, true}));
}

}  // namespace bounds_test
