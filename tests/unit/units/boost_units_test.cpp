// SPDX-License-Identifier: Apache-2.0
// Typed quantities: the same amounts as data carry them, both ways, checked. What must not compile is in compile_fail/.
#include <industria/base/error.hpp>
#include <industria/units/boost_units.hpp>

#include <gtest/gtest.h>

#include <string>

namespace boost_units_test {

using namespace industria;
using namespace industria::units;

TEST(BoostUnits, quantities_are_the_amounts_of_the_texts) {
  EXPECT_EQ(to_amount(14.0e6 * bricks / year), Amount(14, parse_unit("million bricks/year")));
  EXPECT_EQ(to_amount(80'000.0 * square_metres / year),
            Amount::parse("80.000m2/năm", Language::vi));
  EXPECT_EQ(to_amount(18'000.0 * tonnes), Amount::parse("18.000 tấn", Language::vi));
  EXPECT_EQ(to_amount(26.9e9 * dong), Amount::parse("26,9 tỷ đồng", Language::vi));
}

TEST(BoostUnits, scaled_units_keep_exact_scale_and_symbol) {
  EXPECT_EQ(run_time_unit<Hectare>().symbol(), "ha");
  EXPECT_EQ(run_time_unit<Litre>().symbol(), "l");
  EXPECT_EQ(run_time_unit<Kilogram>().symbol(), "kg");
  EXPECT_EQ(run_time_unit<GigawattHour>().symbol(), "GWh");
  EXPECT_EQ((run_time_unit<decltype(Kilogram() / Month())>().symbol()), "kg/month");
  EXPECT_EQ(run_time_unit<Month>(), parse_unit("tháng"));
}

TEST(BoostUnits, each_unit_is_the_one_of_the_table) {
  EXPECT_EQ(run_time_unit<Dong>(), parse_unit("đồng"));
  EXPECT_EQ(run_time_unit<Dollar>(), parse_unit("USD"));
  EXPECT_EQ(run_time_unit<Euro>(), parse_unit("EUR"));
  EXPECT_EQ(run_time_unit<Site>(), parse_unit("khu công nghiệp"));
  EXPECT_EQ(run_time_unit<Establishment>(), parse_unit("cơ sở"));
  EXPECT_EQ(run_time_unit<Job>(), parse_unit("việc làm"));
  EXPECT_EQ(run_time_unit<CubicMetre>(), parse_unit("m3"));
  EXPECT_EQ(run_time_unit<Megawatt>(), parse_unit("MW"));
  EXPECT_EQ(run_time_unit<Percent>(), parse_unit("%"));
  EXPECT_EQ(run_time_unit<PercentagePoint>(), parse_unit("điểm %"));
}

TEST(BoostUnits, literals_are_the_products) {
  EXPECT_EQ((26.9e9_vnd).value(), (26.9e9 * dong).value());
  EXPECT_EQ((375_ha).value(), (375.0 * hectares).value());
  EXPECT_EQ(to_amount(14.0e6_bricks / year), to_amount(14.0e6 * bricks / year));
  EXPECT_EQ(to_amount(1'250_GWh), Amount::parse("1.250 triệu kWh", Language::vi));
}

TEST(BoostUnits, support_per_capacity_has_the_unit_of_the_run_time_quotient) {
  const auto support = 600e6 * dong / (14.0e6 * bricks / year);
  EXPECT_EQ(run_time_unit<decltype(support)::unit_type>().symbol(), "VND/(brick/year)");
  EXPECT_EQ(to_amount(support).value, 600e6 / 14e6);
}

TEST(BoostUnits, amounts_convert_to_quantities_and_back) {
  const Amount land = Amount::parse("375 ha", Language::vi);
  EXPECT_EQ(to_quantity<SquareMetre>(land).value(), 3'750'000.0);
  EXPECT_EQ(to_amount(to_quantity<Hectare>(land)), land);
  EXPECT_EQ(to_quantity<Percent>(Amount(0.125, Unit())).value(), 12.5);
  EXPECT_TRUE(is_missing(to_quantity<Tonne>(Amount(missing, parse_unit("kg"))).value()));
}

TEST(BoostUnits, typed_conversion_agrees_with_the_exact_one) {
  const Quantity<SquareMetre> area(375_ha);
  EXPECT_EQ(area.value(), to_quantity<SquareMetre>(to_amount(375_ha)).value());
  const auto monthly = 3.0 * kilograms / month;
  using TonnesPerYear = decltype(Tonne() / Year());
  // Boost.Units multiplies by a factor that is itself rounded: two roundings, DOUBLE_EQ allows four.
  EXPECT_DOUBLE_EQ(Quantity<TonnesPerYear>(monthly).value(),
                   to_quantity<TonnesPerYear>(to_amount(monthly)).value());
}

TEST(BoostUnits, a_wrong_dimension_at_run_time_throws) {
  EXPECT_THROW((void)to_quantity<Tonne>(Amount::parse("375 ha", Language::vi)), UnitError);
  EXPECT_THROW((void)to_quantity<Brick>(Amount::parse("14 triệu viên", Language::vi)), UnitError);
  EXPECT_THROW((void)to_quantity<Dollar>(Amount::parse("26,9 tỷ đồng", Language::vi)), UnitError);
  EXPECT_THROW((void)to_quantity<Percent>(Amount::parse("3,1 điểm %", Language::vi)), UnitError);
}

TEST(BoostUnits, money_keeps_its_price_basis) {
  const PriceBasis current{PriceBasis::Kind::current, 0};
  EXPECT_EQ(to_amount(26.9e9 * dong, current).basis, current);
  EXPECT_EQ(to_amount(26.9e9 * dong).basis.kind, PriceBasis::Kind::unstated);
  EXPECT_EQ(to_amount(1.0 * tonne).basis.kind, PriceBasis::Kind::none);
}

}  // namespace boost_units_test
