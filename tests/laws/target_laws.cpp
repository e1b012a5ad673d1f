// SPDX-License-Identifier: Apache-2.0
// Laws of assessments: raising the actual never worsens the verdict (P45), a revision changes what depends on it and
// nothing else (P46), units do not matter (P03).
#include "random_series.hpp"

#include <industria/detail/targets_flow_sum.hpp>
#include <industria/model/panel.hpp>
#include <industria/targets/assess_panel.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace target_laws {

/// Worse verdicts are larger; verdicts that say nothing are not ordered.
int place(Verdict verdict) { return static_cast<int>(verdict); }

Series yearly(std::vector<double> values) { return {.values = std::move(values), .first = Period::of_year(2010)}; }
Target wanted(double level, int year, Direction direction) {
  Target t;
  t.id = "t";
  t.direction = direction;
  t.span = {Period::of_year(year), Period::of_year(year)};
  t.figure = Figure::of(level, Unit{});
  return t;
}

TEST(TargetLaws, a_higher_actual_never_worsens_the_verdict) {
  laws::Random random(45);
  for (int i = 0; i < 1500; ++i) {
    const bool up = random.whole(0, 1) == 1;
    std::vector<double> y = laws::growing(random, random.whole(1, 15));
    const int ahead = random.whole(0, 6);
    const double level = y.back() * std::pow(1.0 + random.uniform(-0.1, 0.2), std::max(ahead, 1));
    const Target target = wanted(level, 2009 + static_cast<int>(y.size()) + ahead, up ? Direction::at_least : Direction::at_most);
    int before = place(Verdict::missed);
    for (int step = 0; step < 12; ++step) {
      const Verdict verdict = assess(yearly(y).view(), target).verdict;
      ASSERT_LE(place(verdict), before) << i << ' ' << step << ' ' << name(verdict);
      before = place(verdict);
      y.back() *= up ? 1.04 : 0.96;
    }
  }
}

TEST(TargetLaws, a_higher_actual_never_worsens_the_verdict_beside_statements_of_growth) {
  laws::Random random(46);
  for (int i = 0; i < 300; ++i) {
    std::vector<double> y = laws::growing(random, random.whole(1, 6));
    const double told = random.uniform(-0.1, 0.3);
    AssessOptions options;
    options.forecast.growth_statements = {{i % 2 == 0 ? Bounds::above(told) : Bounds::between(told - 0.0005, told + 0.0005), random.whole(1, 8)}};
    const int ahead = random.whole(1, 4);
    const double level = y.back() * std::pow(1.0 + random.uniform(-0.1, 0.2), ahead);
    const Target target = wanted(level, 2009 + static_cast<int>(y.size()) + ahead, Direction::at_least);
    double before = 0.0;
    for (int step = 0; step < 10; ++step) {
      const Value p = assess(yearly(y).view(), target, options).probability;
      ASSERT_TRUE(p && p.value >= before - 1e-9) << i << ' ' << step;  // up to rounding of the quadrature
      before = p.value;
      y.back() *= 1.04;
    }
  }
}

/// An interval about y, with one end or both.
Bounds interval(laws::Random& random, double y) {
  const double lo = y * (1.0 - random.uniform(0.0, 0.15));
  const double hi = y * (1.0 + random.uniform(0.001, 0.15));
  switch (random.whole(0, 2)) {
    case 0: return Bounds::above(lo);
    case 1: return Bounds::below(hi);
    default: return Bounds::between(lo, hi);
  }
}

TEST(TargetLaws, a_higher_or_tighter_bound_never_worsens_the_verdict) {
  laws::Random random(451);
  for (int i = 0; i < 72; ++i) {
    const std::vector<double> y = laws::growing(random, random.whole(1, 8));
    Series s = yearly(y);
    s.bounds.resize(y.size());
    if (i % 6 == 0 && y.size() > 1) s.bounds[static_cast<std::size_t>(random.whole(0, static_cast<int>(y.size()) - 2))] = interval(random, y.front());
    Bounds& last = s.bounds.back();
    last = interval(random, y.back());
    const bool up = i % 4 < 2;
    const bool is_tightened = last.has_lo() && last.has_hi() && i % 2 == 0;  // from the worse side
    const bool moves_lo = last.has_lo() && (up || !is_tightened);
    const bool moves_hi = last.has_hi() && (!up || !is_tightened);
    const int ahead = random.whole(1, 4);
    const double level = y.back() * std::pow(1.0 + random.uniform(-0.1, 0.2), ahead);
    const Target target = wanted(level, 2009 + static_cast<int>(y.size()) + ahead, up ? Direction::at_least : Direction::at_most);
    int before = place(Verdict::missed);
    double probability = 0.0;
    for (int step = 0; step < 8; ++step) {
      const Assessment a = assess(s.view(), target);
      ASSERT_LE(place(a.verdict), before) << i << ' ' << step << ' ' << name(a.verdict);
      before = place(a.verdict);
      ASSERT_TRUE(a.probability && a.probability.value >= probability - 1e-9) << i << ' ' << step << ' ' << a.probability.value - probability;
      probability = a.probability.value;
      if (moves_lo) last.lo *= up ? 1.04 : 0.96;
      if (moves_hi) last.hi *= up ? 1.04 : 0.96;
      if (last.lo >= 0.999 * last.hi) break;
    }
  }
}

TEST(TargetLaws, a_revision_changes_only_what_depends_on_it) {
  Dataset data;
  for (const char* place : {"a", "b"}) {
    const IndicatorKey key{"gross_output", place, "", "", ""};
    for (int year = 2018; year <= 2021; ++year) {
      Observation o;
      o.key = key;
      o.span = {Period::of_year(year), Period::of_year(year)};
      o.figure = Figure::of(100.0 + year - 2018, Unit{});
      data.observations.push_back(o);
    }
    Target t = wanted(120, 2024, Direction::at_least);
    t.id = place;
    t.key = key;
    data.targets.push_back(t);
  }
  const std::string before_a = to_json(assess(data).at(0));
  const std::string before_b = to_json(assess(data).at(1));
  data.observations.at(7).figure.value = 105.0;  // the last figure of b
  EXPECT_EQ(to_json(assess(data).at(0)), before_a);
  EXPECT_NE(to_json(assess(data).at(1)), before_b);
}

TEST(TargetLaws, a_change_of_unit_changes_no_verdict_and_no_probability) {
  laws::Random random(3);
  const Unit bn = parse_unit("tỷ đồng");
  const Unit dong = parse_unit("đồng");
  for (int i = 0; i < 300; ++i) {
    Series s = yearly(laws::growing(random, random.whole(1, 15)));
    s.unit = bn;
    Target t = wanted(s.values.back() * random.uniform(0.8, 1.6), 2011 + static_cast<int>(s.values.size()), Direction::at_least);
    t.figure.unit = bn;
    const Assessment in_bn = assess(s.view(), t);
    for (double& y : s.values) y = convert(y, bn, dong);
    s.unit = dong;
    const Assessment in_dong = assess(s.view(), t);
    ASSERT_EQ(in_bn.verdict, in_dong.verdict);
    ASSERT_EQ(bool(in_bn.probability), bool(in_dong.probability));
    if (!in_bn.probability) continue;
    ASSERT_NEAR(in_bn.probability.value, in_dong.probability.value, 1e-9);
  }
}

TEST(TargetLaws, a_higher_target_is_never_more_probable) {
  laws::Random random(21);
  for (int i = 0; i < 300; ++i) {
    const Series s = yearly(laws::growing(random, random.whole(1, 15)));
    double before = 1.0;
    for (double level = 0.5; level < 3.0; level += 0.1) {
      const Value p = assess(s.view(), wanted(level * s.values.back(), 2012 + static_cast<int>(s.values.size()), Direction::at_least)).probability;
      ASSERT_TRUE(p && p.value <= before);
      before = p.value;
    }
  }
}

Target sum_of(double amount, int first, int last, Direction direction) {
  Target t = wanted(amount, last, direction);
  t.kind = TargetKind::cumulative_flow;
  t.span.first = Period::of_year(first);
  return t;
}

/// P45 for sums: what is there and what is to come both rise with the last figure.
TEST(TargetLaws, a_higher_actual_never_lowers_the_probability_of_a_sum) {
  laws::Random random(47);
  for (int i = 0; i < 12; ++i) {
    const bool up = random.whole(0, 3) > 0;
    std::vector<double> y = laws::growing(random, random.whole(1, 14));
    const int last = 2009 + static_cast<int>(y.size());
    const int first = last + random.whole(-1, 2);
    const int end = first + random.whole(1, 3);
    const Target target = sum_of(y.back() * (end - first + 1) * random.uniform(0.9, 1.3), first, end, up ? Direction::at_least : Direction::at_most);
    double before = 0.0;
    for (int step = 0; step < 8; ++step) {
      const Assessment a = assess(yearly(y).view(), target);
      const double p = a.probability ? a.probability.value : a.verdict == Verdict::achieved ? 1.0 : 0.0;
      // Between two points of the grid the answer is the law's own, counted on 2,000 paths that all use the same numbers.
      ASSERT_GE(p, before - 0.005) << i << ' ' << step;
      before = p;
      y.back() *= up ? 1.05 : 0.95;
    }
  }
}

TEST(TargetLaws, a_higher_sum_is_never_more_probable_and_a_probability_has_its_quantile) {
  laws::Random random(22);
  for (int i = 0; i < 6; ++i) {
    const Series s = yearly(laws::growing(random, random.whole(1, 14)));
    const int last = 2009 + static_cast<int>(s.values.size());
    double before = 1.0;
    for (double part = 0.0; part < 40.0; part = part * 1.5 + 0.5) {
      const Value p = assess(s.view(), sum_of(part * s.values.back(), last + 1, last + 3, Direction::at_least)).probability;
      ASSERT_TRUE(p && p.value <= before && p.value >= 0.0);
      before = p.value;
    }
    EXPECT_LT(before, 0.05);
    const Forecast f = forecast(s, 3, AssessOptions{}.forecast);
    const detail::FlowSum sum(f, 0, 2);
    for (const double p : {0.025, 0.1, 0.5, 0.9, 0.975}) {
      const double error = sum.is_counted() ? 3.0 * std::sqrt(p * (1.0 - p) / detail::FlowSum::n_paths) : 1e-9;  // P20
      EXPECT_NEAR(sum.at_most(sum.quantile(p)), p, error);
    }
  }
}

/// P22: the same constant on every figure, and as often on the target as there are periods.
TEST(TargetLaws, a_constant_on_flows_and_on_their_sum_changes_nothing) {
  laws::Random random(23);
  AssessOptions options;
  options.forecast.method = Method::drift;
  options.forecast.prior = GrowthPrior::stated(0.0, 0.03);
  for (int i = 0; i < 100; ++i) {
    Series s = yearly(laws::growing(random, random.whole(13, 20)));  // from 13 values on the series speaks for itself
    const int last = 2009 + static_cast<int>(s.values.size());
    const double amount = 4 * s.values.back() * random.uniform(0.9, 1.2);
    const double p = assess(s.view(), sum_of(amount, last, last + 3, Direction::at_least), options).probability.value;
    const double c = random.uniform(0.0, 100.0);
    for (double& y : s.values) y += c;
    ASSERT_NEAR(assess(s.view(), sum_of(amount + 4 * c, last, last + 3, Direction::at_least), options).probability.value, p, 1e-9);
  }
}

/// P(own grows faster than other), and the same with another last figure or unit.
TEST(TargetLaws, a_higher_actual_never_lowers_the_probability_of_a_lead_and_units_do_not_matter) {
  laws::Random random(48);
  for (int i = 0; i < 40; ++i) {
    std::vector<double> y = laws::growing(random, random.whole(2, 14));
    Series other = yearly(laws::growing(random, random.whole(2, 14)));
    other.id = "other";
    const int last = 2009 + static_cast<int>(y.size());
    Target t = wanted(1, last + random.whole(1, 4), Direction::at_least);
    t.kind = TargetKind::relative;
    t.figure = {};
    t.relative_to = "other";
    t.span.first = Period::of_year(std::min(last, 2009 + static_cast<int>(other.values.size())));
    const auto answer = [&](double unit) {
      Series own = yearly(y);
      for (double& x : own.values) x *= unit;
      own.id = "own";
      Panel panel;
      panel.add(own);
      panel.add(other);
      const std::int64_t row = 0;
      return assess(panel.view(), {.rows = {&row, 1}, .targets = {&t, 1}})[0].probability;
    };
    double before = 0.0;
    for (int step = 0; step < 8; ++step) {
      const Value p = answer(1.0);
      ASSERT_TRUE(p && p.value >= before - 1e-3) << i << ' ' << step;  // between the points of the grid the law's own
      before = p.value;
      y.back() *= 1.05;
    }
    EXPECT_NEAR(answer(1000.0).value, answer(1.0).value, 1e-9);
  }
}

}  // namespace target_laws
