// SPDX-License-Identifier: Apache-2.0
// Laws of index numbers, chain-linking (P31), contributions (P32), growth from index and values (P35), order of parts (P36).
#include "random_series.hpp"

#include <industria/indicators/chain_link.hpp>
#include <industria/indicators/contributions.hpp>
#include <industria/indicators/deflation.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/indicators/index_numbers.hpp>
#include <industria/indicators/production_index.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace industria;

namespace index_laws {

std::vector<double> positive(laws::Random& random, int n) {
  std::vector<double> y;
  for (int i = 0; i < n; ++i) y.push_back(std::pow(10.0, random.uniform(-2, 3)));
  return y;
}

TEST(IndexLaws, fisher_reverses_in_time_and_in_factors) {
  laws::Random random(31);
  for (int i = 0; i < 1000; ++i) {
    const int n = random.whole(1, 20);
    const auto p0 = positive(random, n), q0 = positive(random, n), p1 = positive(random, n), q1 = positive(random, n);
    const double price = price_index(IndexFormula::fisher, p0, q0, p1, q1).value;
    const double back = price_index(IndexFormula::fisher, p1, q1, p0, q0).value;
    const double quantity = quantity_index(IndexFormula::fisher, p0, q0, p1, q1).value;
    const double value = value_ratio(p0, q0, p1, q1).value;
    EXPECT_NEAR(price * back, 1.0, 1e-12);              // P31
    EXPECT_NEAR(price * quantity, value, 1e-12 * value);  // P31
  }
}

TEST(IndexLaws, laspeyres_prices_times_paasche_quantities_are_the_value) {
  laws::Random random(310);
  for (int i = 0; i < 1000; ++i) {
    const int n = random.whole(1, 20);
    const auto p0 = positive(random, n), q0 = positive(random, n), p1 = positive(random, n), q1 = positive(random, n);
    const double value = value_ratio(p0, q0, p1, q1).value;
    EXPECT_NEAR(price_index(IndexFormula::laspeyres, p0, q0, p1, q1).value * quantity_index(IndexFormula::paasche, p0, q0, p1, q1).value,
                value, 1e-12 * value);
  }
}

TEST(IndexLaws, every_index_of_one_good_is_its_relative) {
  laws::Random random(311);
  for (int i = 0; i < 200; ++i) {
    const auto x = positive(random, 4);
    for (int f = 0; f < 6; ++f) {
      const double index = price_index(static_cast<IndexFormula>(f), {&x[0], 1}, {&x[1], 1}, {&x[2], 1}, {&x[3], 1}).value;
      EXPECT_NEAR(index, x[2] / x[0], 1e-12 * x[2] / x[0]);  // P31
    }
  }
}

TEST(IndexLaws, the_order_of_goods_does_not_matter) {
  laws::Random random(36);
  for (int i = 0; i < 200; ++i) {
    const int n = random.whole(2, 20);
    auto p0 = positive(random, n), q0 = positive(random, n), p1 = positive(random, n), q1 = positive(random, n);
    for (int f = 0; f < 6; ++f) {
      const double index = price_index(static_cast<IndexFormula>(f), p0, q0, p1, q1).value;
      for (auto* x : {&p0, &q0, &p1, &q1}) std::rotate(x->begin(), x->begin() + 1, x->end());
      EXPECT_NEAR(price_index(static_cast<IndexFormula>(f), p0, q0, p1, q1).value, index, 1e-12 * index);  // P36
    }
  }
}

TEST(LinkLaws, factors_over_one_overlap_multiply_up) {
  laws::Random random(312);
  for (int i = 0; i < 1000; ++i) {
    const int n = random.whole(1, 12);
    const auto a = positive(random, n), b = positive(random, n), c = positive(random, n);
    const double direct = link_factor(a, c).value;
    EXPECT_NEAR(link_factor(a, b).value * link_factor(b, c).value, direct, 1e-12 * direct);  // P31
  }
}

TEST(LinkLaws, re_referencing_keeps_growth) {
  laws::Random random(313);
  for (int i = 0; i < 200; ++i) {
    const Series series{.values = laws::growing(random, 40), .first = Period::of_month(2019, random.whole(1, 12))};
    std::vector<double> index(40), g(40), same(40);
    re_reference(series, Period::of_year(2020), index);
    growth(series.values, g, 12);
    growth(index, same, 12);
    for (std::size_t t = 12; t < 40; ++t) EXPECT_NEAR(same[t], g[t], 1e-12 * (1.0 + std::abs(g[t])));  // P31, P35
  }
}

struct RandomChain {
  std::size_t n, years, periods;
  std::vector<double> prices, quantities;
  explicit RandomChain(laws::Random& random)
      : n(static_cast<std::size_t>(random.whole(1, 6))), years(static_cast<std::size_t>(random.whole(2, 5))), periods(random.whole(0, 1) == 0 ? 4 : 12) {
    for (std::size_t i = 0; i < n; ++i) {
      for (const double p : laws::growing(random, static_cast<int>(years))) prices.push_back(p);
      for (const double q : laws::growing(random, static_cast<int>(years * periods))) quantities.push_back(q);
    }
  }
  [[nodiscard]] ChainTable table() const { return {prices, quantities, years, periods}; }
};

TEST(LinkLaws, annual_overlap_averages_to_the_annual_index) {
  laws::Random random(314);
  for (int i = 0; i < 200; ++i) {
    const RandomChain c(random);
    const ChainedVolume chained = chain_link(c.table(), Overlap::annual);
    for (std::size_t y = 0; y < c.years; ++y) {
      const auto at = chained.index.begin() + static_cast<std::ptrdiff_t>(y * c.periods);
      const double mean = std::accumulate(at, at + static_cast<std::ptrdiff_t>(c.periods), 0.0) / static_cast<double>(c.periods);
      EXPECT_NEAR(mean, chained.annual[y], 1e-10 * mean);  // P31
    }
  }
}

TEST(LinkLaws, chained_contributions_add_up_and_the_residual_is_told) {
  laws::Random random(32);
  for (int i = 0; i < 200; ++i) {
    const RandomChain c(random);
    for (const Overlap overlap : {Overlap::annual, Overlap::one_period}) {
      const ChainedVolume chained = chain_link(c.table(), overlap);
      const std::size_t all = c.years * c.periods;
      for (std::size_t t = c.periods; t < all; ++t) {
        double points = 0.0;
        double size = 1.0;
        for (std::size_t k = 0; k < c.n; ++k) {
          points += chained.contributions[k * all + t];
          size = std::max(size, std::abs(chained.contributions[k * all + t]));
        }
        EXPECT_NEAR(points, 100.0 * growth(chained.index[t - c.periods], chained.index[t]).value, 1e-12 * size * 100.0);  // P32, of levels of 100
      }
      double value = 0.0;
      for (std::size_t k = 0; k < c.n; ++k) value += c.prices[k * c.years] * c.quantities[k * all];
      EXPECT_NEAR(chained.residual[0], 0.0, 1e-12 * value);  // the first year's parts add up
    }
  }
}

TEST(ContributionLaws, parts_add_up_to_the_growth_of_the_whole) {
  laws::Random random(320);
  for (int i = 0; i < 1000; ++i) {
    const int n = random.whole(1, 30);
    const auto before = positive(random, n), after = positive(random, n);
    const double old_sum = std::accumulate(before.begin(), before.end(), 0.0);
    const double g = 100.0 * growth(old_sum, std::accumulate(after.begin(), after.end(), 0.0)).value;
    double points = 0.0;
    for (const Value& part : contributions(before, after)) points += part.value;
    EXPECT_NEAR(points, g, 1e-12 * std::max(1.0, std::abs(g)) * 10.0);  // P32; the test's own sums round as well
    long long printed = 0;
    for (const Value& part : rounded_contributions(before, after, 2)) printed += std::llround(100.0 * part.value);
    EXPECT_LE(std::abs(static_cast<double>(printed) - 100.0 * g), 0.5 + 1e-9 * std::abs(100.0 * g));  // exactly the rounded growth
  }
}

TEST(ContributionLaws, shares_and_rates_give_the_growth_of_the_sum) {
  laws::Random random(35);
  for (int i = 0; i < 1000; ++i) {
    const int n = random.whole(1, 10);
    const auto before = positive(random, n), after = positive(random, n);
    const double old_sum = std::accumulate(before.begin(), before.end(), 0.0);
    std::vector<double> share, rate;
    for (std::size_t k = 0; k < before.size(); ++k) {
      share.push_back(before[k] / old_sum);
      rate.push_back(growth(before[k], after[k]).value);
    }
    const double g = growth(old_sum, std::accumulate(after.begin(), after.end(), 0.0)).value;
    EXPECT_NEAR(aggregate_growth(share, rate).value, g, 1e-12 * (1.0 + std::abs(g)));  // P35
  }
}

TEST(ContributionLaws, panels_give_the_growth_of_their_sum_three_ways) {
  laws::Random random(321);
  for (int i = 0; i < 100; ++i) {
    Panel panel;
    Series sum{.values = std::vector<double>(20, 0.0), .first = Period::of_quarter(2020, 1), .id = "sum"};
    const int n = random.whole(1, 30);
    for (int k = 0; k < n; ++k) {
      panel.add(Series{.values = laws::growing(random, 20), .first = sum.first, .id = std::to_string(k)});
      for (std::size_t t = 0; t < 20; ++t) sum.values[t] += panel.series(static_cast<std::size_t>(k)).values[t];
    }
    const std::size_t cells = static_cast<std::size_t>(n) * 20;
    std::vector<double> points(cells), shares(cells), rates(cells), implied(20);
    contributions(panel, points, 4);
    period_shares(panel, shares);
    growth(panel, rates, 4);
    PanelView of_shares = panel;
    of_shares.values = shares;
    PanelView of_rates = panel;
    of_rates.values = rates;
    aggregate_growth(of_shares, of_rates, implied, 4);
    for (std::size_t t = 4; t < 20; ++t) {
      const double g = growth(sum.values[t - 4], sum.values[t]).value;
      double total = 0.0;
      for (std::size_t at = t; at < cells; at += 20) total += points[at];
      EXPECT_NEAR(total, 100 * g, 1e-12 * (1.0 + std::abs(100 * g)));  // P32
      EXPECT_NEAR(implied[t], g, 1e-12 * (1.0 + std::abs(g)));         // P35
    }
  }
}

TEST(ProductionIndexLaws, one_step_and_level_by_level_agree_and_order_does_not_matter) {
  laws::Random random(360);
  for (int i = 0; i < 100; ++i) {
    std::vector<IndexNode> nodes{{"total", "", 0.0}};
    Panel panel;
    std::vector<double> direct(3, 0.0);
    double weights = 0.0;
    for (int c = random.whole(1, 4); c > 0; --c) {
      const std::string section(1, static_cast<char>('A' + c));
      double own = 0.0;
      for (int k = random.whole(1, 4); k > 0; --k) {
        const double w = random.uniform(0.1, 5.0);
        const auto y = positive(random, 3);
        panel.add(Series{.values = y, .first = Period::of_year(2020), .id = section + std::to_string(k)});
        nodes.push_back({section + std::to_string(k), section, w});
        for (std::size_t t = 0; t < 3; ++t) direct[t] += w * y[t];
        own += w;
      }
      nodes.push_back({section, "total", own});
      weights += own;
    }
    nodes[0].weight = weights;
    const ProductionIndex index = production_index(IndexTree(nodes), panel);
    std::reverse(nodes.begin(), nodes.end());
    const ProductionIndex reversed = production_index(IndexTree(nodes), panel);
    for (std::size_t t = 0; t < 3; ++t) {
      EXPECT_NEAR(index.of(0)[t], direct[t] / weights, 1e-12 * direct[t] / weights);
      EXPECT_NEAR(reversed.of(nodes.size() - 1)[t], index.of(0)[t], 1e-12 * index.of(0)[t]);  // P36
    }
  }
}

TEST(DeflationLaws, there_and_back_is_where_it_was) {
  laws::Random random(350);
  for (int i = 0; i < 1000; ++i) {
    const double y = random.uniform(-10, 1e6);
    const double index = random.uniform(1, 1e3);
    EXPECT_NEAR(to_current(to_constant(y, index).value, index).value, y, 1e-15 * 4 * std::abs(y));  // four roundings
  }
}

}  // namespace index_laws
