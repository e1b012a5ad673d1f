// SPDX-License-Identifier: Apache-2.0
// Current and constant prices: what a deflator does, and what it refuses.
#include <industria/base/error.hpp>
#include <industria/indicators/deflation.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace industria;

namespace deflation_test {

constexpr PriceBasis current{PriceBasis::Kind::current, 0};
constexpr PriceBasis constant_2010{PriceBasis::Kind::constant, 2010};
const std::vector<double> prices_2010{100, 125, missing, 0};

Deflator deflator() { return {prices_2010, Period::of_year(2010), 2010}; }
Series output(PriceBasis basis = current) {
  return Series{.values = {200, 250, 300, 350, 400}, .first = Period::of_year(2010), .unit = parse_unit("tỷ đồng"), .basis = basis, .id = "x"};
}

TEST(Deflation, gives_constant_prices_of_the_base_year) {
  const Series real = to_constant(output(), deflator());
  EXPECT_EQ(real.values[0], 200.0);
  EXPECT_EQ(real.values[1], 200.0);
  EXPECT_EQ(real.basis, constant_2010);
  for (std::size_t i = 2; i < 5; ++i) EXPECT_TRUE(std::isnan(real.values[i]));
}

TEST(Deflation, goes_back_to_current_prices) {
  const Series nominal = to_current(output(constant_2010), deflator());
  EXPECT_EQ(nominal.values[1], 312.5);
  EXPECT_EQ(nominal.basis, current);
}

TEST(Deflation, refuses_another_price_basis) {
  EXPECT_THROW(static_cast<void>(to_constant(output(constant_2010), deflator())), UnitError);
  EXPECT_THROW(static_cast<void>(to_constant(output({PriceBasis::Kind::unstated, 0}), deflator())), UnitError);
  EXPECT_THROW(static_cast<void>(to_current(output({PriceBasis::Kind::constant, 2015}), deflator())), UnitError);
}

TEST(Deflation, refuses_a_deflator_of_another_base_or_frequency) {
  Deflator other = deflator();
  other.base_year = 2011;  // averages 125 there
  EXPECT_THROW(static_cast<void>(to_constant(output(), other)), ValueError);
  other = deflator();
  other.first = Period::of_quarter(2010, 1);
  EXPECT_THROW(static_cast<void>(to_constant(output(), other)), ValueError);
  other = deflator();
  other.base_year = 0;
  EXPECT_THROW(static_cast<void>(to_constant(output(), other)), ValueError);
}

TEST(Deflation, of_panels_leaves_the_rest_unharmed) {
  Panel panel;
  for (const char* id : {"a", "b", "c"}) {
    Series s = output();
    s.id = id;
    panel.add(s);
  }
  const Deflator deflators[] = {deflator(), {prices_2010, Period::of_quarter(2010, 1), 2010}};
  const std::int32_t which[] = {0, 1, -1};
  std::vector<double> real(15);
  const auto reasons = to_constant(panel, deflators, which, real);
  EXPECT_EQ(reasons, (std::vector<Reason>{Reason::none, Reason::not_comparable, Reason::missing}));
  EXPECT_EQ(real[1], 200.0);
  EXPECT_TRUE(std::isnan(real[6]) && std::isnan(real[11]));
}

TEST(Deflation, of_panels_refuses_deflators_of_several_base_years) {
  const std::vector<double> flat{100, 100, 100};
  const Deflator deflators[] = {{flat, Period::of_year(2010), 2010}, {flat, Period::of_year(2010), 2011}};
  Panel panel;
  panel.add(output());
  std::vector<double> real(5);
  EXPECT_THROW(static_cast<void>(to_constant(panel, deflators, {}, real)), ValueError);
}

TEST(Deflation, of_single_figures_has_reasons) {
  EXPECT_EQ(to_constant(250, 125).value, 200.0);
  EXPECT_EQ(to_constant(250, 0).reason, Reason::zero_base);
  EXPECT_EQ(to_current(250, -1).reason, Reason::negative_base);
  EXPECT_EQ(implicit_deflator(250, 200).value, 125.0);
  EXPECT_EQ(implicit_deflator(250, 0).reason, Reason::zero_base);
}

TEST(DoubleDeflation, keeps_and_flags_a_negative_result) {
  const RealValueAdded real = double_deflation(100, 125, 90, 100);
  EXPECT_EQ(real.value.value, -10.0);
  EXPECT_TRUE(real.negative);
  EXPECT_EQ(double_deflation(100, missing, 90, 100).value.reason, Reason::missing);
}

TEST(SingleExtrapolation, carries_the_base_on) {
  EXPECT_EQ(single_extrapolation(80, 1.25).value, 100.0);
  EXPECT_EQ(single_extrapolation(80, -1).reason, Reason::negative_base);
}

}  // namespace deflation_test
