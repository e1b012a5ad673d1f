// SPDX-License-Identifier: Apache-2.0
// Panels: rows in any order, gaps, units and price bases, and the caller's own buffers.
#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <array>

using namespace industria;

namespace panel_test {

const Unit dong({{"VND", 1}}, {}, "VND");
const Unit bn_dong({{"VND", 1}}, {1, 1, 9}, "1e9 VND");
const Unit brick({{"brick", 1}}, {}, "brick");

Series make(std::string id, std::vector<double> values, Unit unit, PriceBasis basis = {}) {
  Series series;
  series.id = std::move(id);
  series.values = std::move(values);
  series.first = Period::of_year(2020);
  series.unit = std::move(unit);
  series.basis = basis;
  return series;
}

/// What the call throws, as text.
template <class E, class Call>
std::string thrown(Call call) {
  try {
    call();
  } catch (const E& error) {
    return error.what();
  }
  return "nothing was thrown";
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Panel, puts_rows_in_order_and_fills_gaps_with_missing) {
  const std::vector<std::string> ids{"lao-cai", "hoa-binh", "lao-cai", "lao-cai"};
  const std::vector<Period> periods{Period::of_year(2022), Period::of_year(2021),
                                    Period::of_year(2021), Period::of_year(2025)};
  const std::vector<double> values{46000, 40550, 41200, 60000};
  const Panel panel = Panel::from_rows(ids, periods, values, bn_dong);
  ASSERT_EQ(panel.size(), 2U);
  const SeriesView lao_cai = panel.series(0);
  EXPECT_EQ(lao_cai.id, "lao-cai");
  EXPECT_EQ(lao_cai.first, Period::of_year(2021));
  ASSERT_EQ(lao_cai.values.size(), 5U);
  EXPECT_EQ(lao_cai.values[0], 41200);
  EXPECT_EQ(lao_cai.values[1], 46000);
  EXPECT_TRUE(is_missing(lao_cai.values[2]) && is_missing(lao_cai.values[3]));
  EXPECT_EQ(lao_cai.values[4], 60000);
  EXPECT_EQ(panel.find("hoa-binh"), 1);
  EXPECT_EQ(panel.find("lai-chau"), -1);
}

TEST(Panel, takes_no_rows_for_an_empty_panel) {
  const Panel panel = Panel::from_rows({}, {}, {});
  EXPECT_EQ(panel.size(), 0U);
  EXPECT_NO_THROW(panel.view().validate());
}

TEST(Panel, names_both_rows_of_a_duplicate_key) {
  const std::vector<std::string> ids{"a", "b", "a"};
  const std::vector<Period> periods(3, Period::of_quarter(2026, 3));
  const std::vector<double> values{1, 2, 1};
  const std::string what =
      thrown<ValueError>([&] { (void)Panel::from_rows(ids, periods, values); });
  EXPECT_TRUE(holds(what, "rows 0 and 2") && holds(what, "\"a\"") && holds(what, "2026-Q3"))
      << what;
}

TEST(Panel, names_both_rows_of_mixed_period_kinds) {
  const std::vector<std::string> ids{"a", "a"};
  const std::vector<Period> periods{Period::of_year(2025), Period::of_year_to_date(2026, 9)};
  const std::vector<double> values{1, 2};
  const std::string what =
      thrown<ValueError>([&] { (void)Panel::from_rows(ids, periods, values); });
  EXPECT_TRUE(holds(what, "rows 0 and 1") && holds(what, "2026-YTD09")) << what;
}

TEST(Panel, refuses_rows_of_unequal_number_and_periods_out_of_range) {
  const std::vector<std::string> ids{"a", "a"};
  const std::vector<Period> periods{Period::of_year(2025), Period::of_month(2026, 13)};
  const std::vector<double> one{1};
  const std::vector<double> two{1, 2};
  EXPECT_THROW((void)Panel::from_rows(ids, periods, one), ShapeError);
  EXPECT_TRUE(
      holds(thrown<ValueError>([&] { (void)Panel::from_rows(ids, periods, two); }), "row 1"));
}

TEST(Panel, converts_a_series_of_another_unit_of_the_dimension) {
  Panel panel(dong);
  Series series = make("programme", {75.3, missing}, bn_dong);
  series.upper = 100;
  panel.add(series);
  EXPECT_EQ(panel.series(0).values[0], 75'300'000'000.0);
  EXPECT_TRUE(is_missing(panel.series(0).values[1]));
  EXPECT_EQ(panel.series(0).upper, 1e11);
  EXPECT_EQ(panel.series(0).lower, -std::numeric_limits<double>::infinity());
}

TEST(Panel, names_both_units_when_they_do_not_go_together) {
  Panel panel(dong);
  const std::string what = thrown<UnitError>([&] { panel.add(make("bricks", {14}, brick)); });
  EXPECT_TRUE(holds(what, "brick") && holds(what, "VND")) << what;
  EXPECT_EQ(panel.size(), 0U);
}

TEST(Panel, keeps_price_bases_apart) {
  Panel panel(dong, {PriceBasis::Kind::constant, 2010});
  const PriceBasis current{PriceBasis::Kind::current, 0};
  const std::string what = thrown<UnitError>([&] { panel.add(make("a", {1}, dong, current)); });
  EXPECT_TRUE(holds(what, "constant 2010") && holds(what, "current")) << what;
  EXPECT_THROW(panel.add(make("a", {1}, dong)), UnitError);  // money without a basis is "unstated"
}

TEST(Panel, takes_unit_and_basis_of_its_first_series) {
  Panel panel;
  panel.add(make("a", {1, 2}, bn_dong));
  panel.add(make("b", {3e9}, dong));
  EXPECT_EQ(panel.view().unit, bn_dong);
  EXPECT_EQ(panel.view().basis.kind, PriceBasis::Kind::unstated);
  EXPECT_EQ(panel.series(1).values[0], 3);
  EXPECT_THROW(panel.add(make("c", {1}, brick)), UnitError);
}

TEST(Panel, can_copy_a_series_of_its_own) {
  Panel panel(brick);
  panel.add(make("a", {14e6, 9e6}, brick));
  panel.add(panel.series(0));
  EXPECT_EQ(panel.size(), 2U);
  EXPECT_EQ(panel.series(1).values[1], 9e6);
  EXPECT_NO_THROW(panel.view().validate());
}

/// A good view that a test can spoil.
struct Buffers {
  std::vector<double> values{1, 2, 3};
  std::vector<std::int64_t> offsets{0, 2, 3};
  std::vector<Period> first{Period::of_year(2020), Period::of_year(2021)};
  std::vector<std::string> ids;
  std::vector<double> lower;
  [[nodiscard]] PanelView view() const { return {values, offsets, first, ids, lower, {}, {}, {}}; }
};

TEST(PanelView, reads_the_callers_own_buffers) {
  const Buffers buffers;
  EXPECT_NO_THROW(buffers.view().validate());
  EXPECT_EQ(buffers.view().series(0).values.data(), buffers.values.data());
  EXPECT_EQ(buffers.view().series(1).values[0], 3);
  EXPECT_EQ(buffers.view().series(1).id, "");
  EXPECT_EQ(PanelView{}.size(), 0U);
  EXPECT_NO_THROW(PanelView{}.validate());
}

TEST(PanelView, names_the_span_that_does_not_fit) {
  const auto complaint = [](auto spoil) {
    Buffers buffers;
    spoil(buffers);
    return thrown<ShapeError>([&] { buffers.view().validate(); });
  };
  EXPECT_TRUE(holds(complaint([](Buffers& b) { b.offsets[0] = 1; }), "offsets[0] = 1"));
  EXPECT_TRUE(holds(complaint([](Buffers& b) { b.offsets = {0, 4, 3}; }), "offsets[2] = 3"));
  EXPECT_TRUE(holds(complaint([](Buffers& b) { b.offsets[2] = 4; }), "values"));
  EXPECT_TRUE(
      holds(complaint([](Buffers& b) { b.first.pop_back(); }), "first has 1 entries, expected 2"));
  EXPECT_TRUE(holds(complaint([](Buffers& b) { b.ids = {"a"}; }), "ids"));
  EXPECT_TRUE(holds(complaint([](Buffers& b) { b.lower = {0, 0, 0}; }), "lower"));
  EXPECT_TRUE(holds(complaint([](Buffers& b) {
                      b.offsets.clear();
                      b.first.clear();
                    }),
                    "values"));
}

TEST(Series, counts_what_is_there) {
  const std::array values{1.0, missing, 3.0, missing, std::numeric_limits<double>::infinity()};
  EXPECT_EQ(last_observed(values), 2);  // an infinite value is a missing one
  EXPECT_EQ(count_observed(values), 2U);
  EXPECT_EQ(last_observed({}), -1);
  EXPECT_EQ(last_observed(std::array{missing}), -1);
}

}  // namespace panel_test
