// SPDX-License-Identifier: Apache-2.0
// Index formulas, chain-linking and the production index of Viet Nam against published and independently computed figures.
#include "nist.hpp"

#include <industria/indicators/chain_link.hpp>
#include <industria/indicators/index_numbers.hpp>
#include <industria/indicators/production_index.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace index_numbers_oracle {

nlohmann::json oracle(const std::string& name) { return nist::read(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json"); }

/// The leaves of nested arrays, in order.
void flatten(const nlohmann::json& from, std::vector<double>& out) {
  if (!from.is_array()) return out.push_back(from.get<double>());
  for (const auto& part : from) flatten(part, out);
}
std::vector<double> flat(const nlohmann::json& from) {
  std::vector<double> out;
  flatten(from, out);
  return out;
}

constexpr IndexFormula formulas[] = {IndexFormula::laspeyres, IndexFormula::paasche, IndexFormula::fisher,
                                     IndexFormula::tornqvist, IndexFormula::walsh,   IndexFormula::marshall_edgeworth};

TEST(IndexNumbersOracle, formulas_give_the_figures_of_the_producer_price_manual) {
  const auto file = oracle("index_ppi_manual_prices");
  const auto p = flat(file["prices"]);
  const auto q = flat(file["quantities"]);
  const ProductTable table{p, q, 5};
  const double rel = file["tolerance"]["rel"].get<double>();
  for (const auto& [how, key] : {std::pair{IndexBase::fixed, "fixed_base"}, std::pair{IndexBase::chained, "chained"}}) {
    for (const IndexFormula formula : formulas) {
      const auto index = price_indices(formula, table, how);
      for (std::size_t t = 0; t < 5; ++t) {
        const double expected = file["price_index"][key][t][name(formula)].get<double>();
        EXPECT_NEAR(index[t].value, expected, rel * expected) << key << ' ' << name(formula) << ' ' << t;
      }
    }
  }
}

TEST(IndexNumbersOracle, formulas_give_the_printed_decimals) {
  const auto file = oracle("index_ppi_manual_prices");
  const auto p = flat(file["prices"]);
  const auto q = flat(file["quantities"]);
  const double printed = file["tolerance"]["published"].get<double>();
  for (const auto& [how, key] : {std::pair{IndexBase::fixed, "published_fixed_base"}, std::pair{IndexBase::chained, "published_chained"}}) {
    for (const IndexFormula formula : {IndexFormula::laspeyres, IndexFormula::paasche, IndexFormula::fisher}) {
      const auto index = price_indices(formula, ProductTable{p, q, 5}, how);
      for (std::size_t t = 0; t < 5; ++t) EXPECT_NEAR(index[t].value, file[key][name(formula)][t].get<double>(), printed);
    }
  }
}

struct ChainCase {
  nlohmann::json file = oracle("chain_link_overlap");
  std::vector<double> prices = flat(file["annual_average_prices"]);
  std::vector<double> quantities = flat(file["quarterly_quantities"]);
  double rel = file["tolerance"]["rel"].get<double>();
  ChainTable table{prices, quantities, 3, 4};
};

TEST(ChainLinkOracle, both_overlaps_give_the_quarters) {
  const ChainCase c;
  for (const auto& [overlap, key] : {std::pair{Overlap::annual, "annual_overlap"}, std::pair{Overlap::one_period, "one_period_overlap"}}) {
    const auto expected = flat(c.file["expected"][key]);
    const ChainedVolume chained = chain_link(c.table, overlap);
    for (std::size_t t = 0; t < 12; ++t) EXPECT_NEAR(chained.index[t], expected[t], c.rel * expected[t]) << key << ' ' << t;
  }
}

TEST(ChainLinkOracle, annual_index_and_contributions) {
  const ChainCase c;
  const auto& expected = c.file["expected"];
  const ChainedVolume chained = chain_link(c.table, Overlap::annual);
  for (std::size_t y = 0; y < 3; ++y) {
    const double index = expected["annual_chain_laspeyres"][y].get<double>();
    EXPECT_NEAR(chained.annual[y], index, c.rel * index);
    for (std::size_t i = 0; y > 0 && i < 2; ++i) {
      const double points = expected["annual_contributions_pp"][y - 1][i].get<double>();
      // Changes of some 10 out of 300: one or two digits of the quantities cancel.
      EXPECT_NEAR(chained.annual_contributions[i * 3 + y], points, 10 * c.rel * std::abs(points));
    }
    if (y == 0) continue;
    const double growth = expected["annual_growth_pct"][y - 1].get<double>();
    EXPECT_NEAR(chained.annual_contributions[y] + chained.annual_contributions[3 + y], growth, c.rel * growth);
  }
}

ProductionIndex viet_nam(const nlohmann::json& file) {
  std::vector<IndexNode> nodes{{"total", "", 1.0}};
  Panel panel;
  const int year = std::stoi(file["period"][0].get<std::string>().substr(0, 4));
  for (const auto& [section, weight] : file["weights"].items()) {
    nodes.push_back({section, "total", weight.get<double>()});
    panel.add(Series{.values = flat(file[section]), .first = Period::of_month(year, 1), .id = section});
  }
  return production_index(IndexTree(nodes), panel);
}

TEST(ProductionIndexOracle, sections_of_viet_nam_make_the_published_total) {
  const auto file = oracle("vn_iip_aggregation");
  const auto published = flat(file["total"]);
  const ProductionIndex index = viet_nam(file);
  ASSERT_EQ(index.periods, published.size());
  EXPECT_TRUE(index.issues.empty());
  for (std::size_t t = 0; t < published.size(); ++t) EXPECT_NEAR(index.of(0)[t], published[t], file["tolerance"]["total_abs"].get<double>());
}

TEST(ProductionIndexOracle, sections_of_viet_nam_before_2021_make_the_total_but_for_eighteen_months) {
  const auto file = oracle("vn_iip_levels_2017_2020");
  const auto published = flat(file["total"]);
  const ProductionIndex index = viet_nam(file);
  std::size_t exact = 0;
  for (std::size_t t = 0; t < published.size(); ++t) {
    EXPECT_NEAR(index.of(0)[t], published[t], 0.11);  // the file: up to 0.11 before 2021, the office revised single sections later
    exact += std::abs(index.of(0)[t] - published[t]) <= file["tolerance"]["total_abs"].get<double>() ? 1 : 0;
  }
  EXPECT_GE(exact, 30U);
}

}  // namespace index_numbers_oracle
