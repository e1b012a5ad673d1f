// SPDX-License-Identifier: Apache-2.0
// Laws of structure: parts that add (P33), shares of tables (P34), order that does not matter (P36), quotients and
// concentration within their limits (P38).
#include "random_series.hpp"

#include <industria/indicators/concentration.hpp>
#include <industria/indicators/productivity.hpp>
#include <industria/indicators/shares.hpp>
#include <industria/indicators/shift_share.hpp>
#include <industria/indicators/specialisation.hpp>
#include <industria/indicators/structure.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace industria;
using Row = std::vector<double>;

namespace structure_laws {

/// Levels over three decades, a tenth of them zero if asked for.
Row levels(laws::Random& random, int n, bool zeros = false) {
  Row out;
  while (static_cast<int>(out.size()) < n) out.push_back(zeros && random.whole(0, 9) == 0 ? 0.0 : std::pow(10.0, random.uniform(0, 3)));
  return out;
}

Row reordered(const Row& row, const std::vector<std::size_t>& order) {
  Row out;
  for (const std::size_t i : order) out.push_back(row[i]);
  return out;
}

std::vector<std::size_t> random_order(laws::Random& random, std::size_t n) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
  return order;
}

void expect_same(Value a, Value b) {
  EXPECT_EQ(a.reason, b.reason);
  if (!a) return;
  EXPECT_NEAR(a.value, b.value, 1e-12 * std::max(std::abs(b.value), 1.0));  // P36
}

TEST(ShiftShareLaws, parts_add_up_to_the_change) {
  laws::Random random(33);
  for (int i = 0; i < 2000; ++i) {
    const int n = random.whole(1, 20);
    const ShiftShareTotal t = shift_share(levels(random, n, true), levels(random, n, true), levels(random, n, true), levels(random, n)).total;
    const ShiftShareParts& p = t.parts;
    if (!p.national) continue;  // a country of zeros
    const double tolerance = 1e-10 * std::abs(p.change.value) + 1e-15;  // P33; a change of zero
    EXPECT_NEAR(p.national.value + p.mix.value + p.competitive.value + t.unallocated.value, p.change.value, tolerance);
    EXPECT_NEAR(p.homothetic_competitive.value + p.allocation.value + t.unsplit.value, p.competitive.value, 1e-10 * std::abs(p.competitive.value));
    if (!t.structural_factor) continue;
    EXPECT_NEAR(t.structural_factor.value * t.locational_factor.value, t.regional_factor.value, 1e-12 * t.regional_factor.value);
  }
}

TEST(ShiftShareLaws, the_country_has_no_mix_and_no_competitive_part) {
  laws::Random random(331);
  for (int i = 0; i < 500; ++i) {
    const int n = random.whole(1, 20);
    const Row before = levels(random, n);
    const Row after = levels(random, n);
    const ShiftShareTotal t = shift_share(before, after, before, after).total;
    EXPECT_EQ(t.parts.competitive.value, 0.0);
    EXPECT_NEAR(t.parts.mix.value, 0.0, 1e-12 * std::abs(t.parts.change.value) + 1e-12 * 1000 * n);  // rounding of parts up to 1000 each
  }
}

TEST(ProductivityLaws, parts_add_up_to_the_growth) {
  laws::Random random(332);
  for (int i = 0; i < 2000; ++i) {
    const int n = random.whole(1, 20);
    const ProductivityTotal t = productivity_decomposition(levels(random, n), levels(random, n, true), levels(random, n), levels(random, n, true)).total;
    const ProductivityParts& p = t.parts;
    if (!p.contribution) continue;  // no labour at all
    const double scale = 1e-12 * (std::abs(p.within.value) + std::abs(p.structural.value) + std::abs(t.unallocated.value) + std::abs(p.dynamic_shift.value));
    EXPECT_NEAR(p.within.value + p.static_shift.value + p.dynamic_shift.value + t.unallocated.value, p.contribution.value, scale);
    EXPECT_NEAR(p.within.value + p.structural.value + t.unallocated.value, t.after.value / t.before.value - 1.0, scale + 1e-15);
  }
}

TEST(StructureLaws, shares_of_a_table_sum_to_one) {
  laws::Random random(341);
  for (int i = 0; i < 200; ++i) {
    const Row cells = levels(random, 8 * 30, true);
    Row out(cells.size());
    shares({cells, 8, 30}, ShareOf::column, out);
    for (std::size_t j = 0; j < 30; ++j) {
      double sum = 0.0;
      for (std::size_t r = 0; r < 8; ++r) sum += out[r * 30 + j];
      if (is_missing(sum)) continue;  // a column of zeros
      EXPECT_NEAR(sum, 1.0, 4 * 8 * 2.2e-16);  // P34
    }
    rounded_shares({cells, 8, 30}, 1, out);
    for (std::size_t r = 0; r < 8; ++r) {
      long long units = 0;
      for (std::size_t j = 0; j < 30; ++j) units += std::llround(out[r * 30 + j] * 10.0);
      EXPECT_EQ(units, 1000);
    }
  }
}

TEST(StructureLaws, the_order_of_sectors_does_not_matter) {
  laws::Random random(36);
  for (int i = 0; i < 500; ++i) {
    const int n = random.whole(2, 40);
    const auto order = random_order(random, static_cast<std::size_t>(n));
    const Row a = levels(random, n);
    const Row b = levels(random, n);
    const Row c = levels(random, n);
    const Row a2 = reordered(a, order);
    const Row b2 = reordered(b, order);
    const Row c2 = reordered(c, order);
    expect_same(structural_change(a, b).angle, structural_change(a2, b2).angle);
    expect_same(lilien(a, b), lilien(a2, b2));
    expect_same(krugman(a, b), krugman(a2, b2));
    expect_same(locational_gini(a, b), locational_gini(a2, b2));
    expect_same(theil(a), theil(a2));
    const ShiftShare first = shift_share(a, b, c, c);
    const ShiftShare second = shift_share(a2, b2, c2, c2);
    expect_same(first.total.parts.competitive, second.total.parts.competitive);
    for (std::size_t k = 0; k < order.size(); ++k) expect_same(second.industries[k].allocation, first.industries[order[k]].allocation);
    expect_same(productivity_decomposition(a, b, c, a).total.parts.within, productivity_decomposition(a2, b2, c2, a2).total.parts.within);
  }
}

TEST(StructureLaws, the_order_of_provinces_does_not_matter) {
  laws::Random random(362);
  constexpr std::size_t n = 34;
  constexpr std::size_t m = 10;
  const Row before = levels(random, n * m, true);
  const Row after = levels(random, n * m, true);
  const auto order = random_order(random, n);
  Row before2;
  Row after2;
  for (const std::size_t i : order) {
    before2.insert(before2.end(), &before[i * m], &before[i * m] + m);
    after2.insert(after2.end(), &after[i * m], &after[i * m] + m);
  }
  std::vector<ShiftShareTotal> first(n), second(n);
  shift_share({before, n, m}, {after, n, m}, {}, first);
  shift_share({before2, n, m}, {after2, n, m}, {}, second);
  std::vector<Value> apart(n), apart2(n);
  krugman_against_others({before, n, m}, apart);
  krugman_against_others({before2, n, m}, apart2);
  for (std::size_t k = 0; k < n; ++k) {
    expect_same(second[k].parts.mix, first[order[k]].parts.mix);
    expect_same(second[k].parts.allocation, first[order[k]].parts.allocation);
    expect_same(apart2[k], apart[order[k]]);
  }
}

TEST(StructureLaws, norm_similarity_and_krugman_say_the_same) {
  laws::Random random(361);
  for (int i = 0; i < 1000; ++i) {
    const int n = random.whole(1, 40);
    const Row a = levels(random, n, n > 5);
    const Row b = levels(random, n, n > 5);
    const StructuralChange s = structural_change(a, b);
    if (!s.finger_kreinin) continue;
    EXPECT_NEAR(s.norm_of_absolute_values.value + s.finger_kreinin.value, 1.0, 1e-14);  // rounding of 40 shares
    EXPECT_NEAR(krugman(a, b).value, 2.0 * s.norm_of_absolute_values.value, 1e-14);
  }
}

TEST(StructureLaws, location_quotients_have_a_weighted_mean_of_one) {
  laws::Random random(38);
  for (int i = 0; i < 200; ++i) {
    const Row cells = levels(random, 12 * 25, true);
    Row lq(cells.size());
    location_quotients({cells, 12, 25}, lq);
    const double total = std::accumulate(cells.begin(), cells.end(), 0.0);
    Row mean(25, 0.0);
    for (std::size_t r = 0; r < 12; ++r) {
      const double weight = std::accumulate(cells.begin() + static_cast<std::ptrdiff_t>(r * 25), cells.begin() + static_cast<std::ptrdiff_t>((r + 1) * 25), 0.0) / total;
      for (std::size_t j = 0; j < 25; ++j) mean[j] += weight * lq[r * 25 + j];
    }
    for (const double x : mean) EXPECT_NEAR(x, 1.0, 1e-12);  // P38
  }
}

TEST(ConcentrationLaws, figures_stay_within_their_limits_on_any_scale) {
  laws::Random random(381);
  for (int i = 0; i < 2000; ++i) {
    const int n = random.whole(1, 30);
    Row x = levels(random, n, n > 5);
    const Concentration c = concentration(x);
    if (!c.hhi) continue;
    EXPECT_GE(c.hhi.value, 1.0 / n);
    EXPECT_LE(c.hhi.value, 1.0);
    EXPECT_GE(c.gini.value, 0.0);
    EXPECT_LT(c.gini.value, 1.0);
    EXPECT_LE(c.theil.value, std::log(n) + 1e-14);  // a few roundings
    const double unit = std::pow(10.0, random.uniform(-9, 9));
    for (double& level : x) level *= unit;
    const Concentration scaled = concentration(x);
    expect_same(scaled.hhi, c.hhi);
    expect_same(scaled.gini, c.gini);
    expect_same(scaled.theil, c.theil);
  }
}

TEST(ConcentrationLaws, a_lorenz_curve_never_falls_and_stays_below_equality) {
  laws::Random random(382);
  for (int i = 0; i < 1000; ++i) {
    const int n = random.whole(1, 30);
    const Row x = levels(random, n, n > 5);
    const std::vector<Value> curve = lorenz_curve(x);
    if (!curve[0]) continue;
    EXPECT_EQ(curve.front().value, 0.0);
    EXPECT_EQ(curve.back().value, 1.0);
    double area = 0.0;
    for (std::size_t k = 1; k < curve.size(); ++k) {
      EXPECT_GE(curve[k].value, curve[k - 1].value);
      EXPECT_LE(curve[k].value, static_cast<double>(k) / n + 1e-15);  // one rounding
      area += (curve[k].value + curve[k - 1].value) / (2.0 * n);
    }
    EXPECT_NEAR(gini(x).value, 1.0 - 2.0 * area, 1e-13);  // rounding of 30 trapezia
  }
}

}  // namespace structure_laws
