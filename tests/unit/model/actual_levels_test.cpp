// SPDX-License-Identifier: Apache-2.0
// Actual levels of a key: vintages as of a date, statuses, units, price bases and kinds of period.
#include <industria/model/dataset.hpp>

#include <gtest/gtest.h>

#include <algorithm>

using namespace industria;

namespace actual_levels_test {

const Unit dong({{"VND", 1}}, {}, "VND");
const Unit bn_dong({{"VND", 1}}, {1, 1, 9}, "1e9 VND");
const Unit brick({{"brick", 1}}, {}, "brick");
const IndicatorKey key{"gross_output", "lao-cai", "B-E", "", ""};

Observation level(Period period, double value, Status status = Status::final, Date known_on = {},
                  Unit unit = bn_dong) {
  Observation o;
  o.key = key;
  o.span = {period, period};
  o.figure = Figure::of(value, std::move(unit));
  o.status = status;
  o.known_on = known_on;
  return o;
}
Observation level(int year, double value, Status status = Status::final, Date known_on = {}) {
  return level(Period::of_year(year), value, status, known_on);
}

Dataset with(std::vector<Observation> observations) {
  Dataset data;
  data.observations = std::move(observations);
  return data;
}

bool mentions(const ActualSeries& actual, std::string_view code) {
  return std::any_of(actual.issues.begin(), actual.issues.end(),
                     [&](const Issue& i) { return i.code == code; });
}

TEST(ActualLevels, run_from_the_first_to_the_last_with_gaps_missing) {
  const Dataset data = with({level(2023, 3), level(2020, 1), level(2021, 2)});
  const ActualSeries actual = actual_levels(data, key);
  EXPECT_EQ(actual.series.id, "gross_output|lao-cai|B-E");
  EXPECT_EQ(actual.series.first, Period::of_year(2020));
  ASSERT_EQ(actual.series.values.size(), 4U);
  EXPECT_TRUE(is_missing(actual.series.values[2]));
  EXPECT_EQ(actual.observations[2], nullptr);
  EXPECT_EQ(actual.observations[3], &data.observations[0]);
  EXPECT_EQ(actual.series.values[3], 3);
  EXPECT_TRUE(actual.issues.empty());
}

TEST(ActualLevels, take_the_latest_vintage_known_on_the_date) {
  const Dataset data = with({level(2021, 40, Status::estimate, {2021, 12, 20}),
                             level(2021, 41, Status::provisional, {2022, 6, 1}),
                             level(2021, 42, Status::final, {2023, 6, 1})});
  const auto on = [&](Date date) { return actual_levels(data, key, date).series.values; };
  EXPECT_EQ(on({2021, 12, 19}), std::vector<double>{});
  EXPECT_EQ(on({2021, 12, 20}), std::vector<double>{40});
  EXPECT_EQ(on({2023, 5, 31}), std::vector<double>{41});
  EXPECT_EQ(on({}), std::vector<double>{42});
}

TEST(ActualLevels, prefer_the_firmer_status_on_one_day) {
  const Date day{2022, 1, 31};
  const Dataset data =
      with({level(2021, 1, Status::estimate, day), level(2021, 3, Status::final, day),
            level(2021, 2, Status::provisional, day)});
  EXPECT_EQ(actual_levels(data, key).series.values, std::vector<double>{3});
}

TEST(ActualLevels, take_an_undated_figure_as_known_when_its_period_ends) {
  const Dataset data = with({level(2021, 41)});
  EXPECT_TRUE(actual_levels(data, key, {2021, 12, 30}).series.values.empty());
  EXPECT_EQ(actual_levels(data, key, {2021, 12, 31}).series.values.size(), 1U);
}

TEST(ActualLevels, doubt_an_estimate_that_pushes_an_undated_result_aside) {
  const Dataset data = with({level(2021, 41), level(2021, 40, Status::estimate, {2022, 1, 15})});
  const ActualSeries actual = actual_levels(data, key);
  EXPECT_EQ(actual.series.values, std::vector<double>{40});
  ASSERT_TRUE(mentions(actual, "model.undated_result"));
  EXPECT_EQ(message(actual.issues[0], Language::vi).find('{'), std::string::npos);
  EXPECT_TRUE(actual_levels(data, key, {2022, 1, 14})
                  .issues.empty());  // on the day before there was no estimate
}

TEST(ActualLevels, are_no_plans_no_growth_no_bare_bounds_and_no_sums_over_years) {
  Observation growth = level(2021, 11.2);
  growth.measure = Measure::growth_on_previous;
  Observation bound = level(2021, missing);
  bound.figure.bounds = Bounds::above(40);
  Observation sum = level(2025, 200);
  sum.span.first = Period::of_year(2021);
  Observation other = level(2021, 5);
  other.key.place = "lai-chau";
  const Dataset data = with({level(2021, 46, Status::plan), growth, bound, sum, other});
  EXPECT_TRUE(actual_levels(data, key).series.values.empty());
}

TEST(ActualLevels, convert_units_into_that_of_the_first) {
  const Dataset data =
      with({level(2020, 40), level(Period::of_year(2021), 41.2e9, Status::final, {}, dong)});
  const ActualSeries actual = actual_levels(data, key);
  EXPECT_EQ(actual.series.unit, bn_dong);
  EXPECT_EQ(actual.series.values, (std::vector<double>{40, 41.2}));
}

TEST(ActualLevels, never_mix_price_bases) {
  Observation constant = level(2020, 30);
  constant.figure.basis = {PriceBasis::Kind::constant, 2010};
  Observation current = level(2020, 40);
  current.figure.basis = {PriceBasis::Kind::current, 0};
  Observation latest = level(2021, 44);
  latest.figure.basis = current.figure.basis;
  const Dataset data = with({constant, current, latest});
  const ActualSeries actual = actual_levels(data, key);
  EXPECT_EQ(actual.series.values, (std::vector<double>{40, 44}));
  EXPECT_EQ(actual.series.basis.kind, PriceBasis::Kind::current);
  ASSERT_TRUE(mentions(actual, "model.other_price_basis"));
  EXPECT_NE(message(actual.issues[0], Language::vi).find("giá hiện hành"), std::string::npos);
}

TEST(ActualLevels, leave_out_another_dimension_and_say_so) {
  const Dataset data =
      with({level(2020, 40), level(Period::of_year(2019), 9, Status::final, {}, brick)});
  const ActualSeries actual = actual_levels(data, key);
  EXPECT_EQ(actual.series.values, std::vector<double>{40});
  EXPECT_TRUE(mentions(actual, "model.other_dimension") ||
              mentions(actual, "model.other_price_basis"));
}

TEST(ActualLevels, keep_years_apart_from_other_periods) {
  const Dataset data = with({level(2021, 41), level(Period::of_year_to_date(2022, 9), 33),
                             level(Period::of_quarter(2022, 3), 11)});
  const ActualSeries years = actual_levels(data, key);
  EXPECT_EQ(years.series.values, std::vector<double>{41});
  EXPECT_TRUE(mentions(years, "model.other_period_kind"));
  const ActualSeries to_date = actual_levels(data, key, {}, PeriodKind::year_to_date);
  EXPECT_EQ(to_date.series.values, std::vector<double>{33});
  EXPECT_EQ(to_date.series.first, Period::of_year_to_date(2022, 9));
}

TEST(ActualLevels, carry_the_limits_of_the_indicator_in_their_own_unit) {
  Dataset data = with({level(2021, 41)});
  Indicator output;
  output.id = "gross_output";
  output.unit = dong;
  output.lower = 0;
  output.upper = 1e12;
  data.indicators = {output};
  const Series series = actual_levels(data, key).series;
  EXPECT_EQ(series.lower, 0);
  EXPECT_EQ(series.upper, 1000);
}

TEST(LatestKnown, is_the_last_day_on_which_something_became_known) {
  Dataset data =
      with({level(2021, 41, Status::final, {2022, 1, 10}), level(2025, 60, Status::plan)});
  EXPECT_EQ(latest_known(data),
            (Date{2022, 1, 10}));  // the plan for 2025 has no date and moves nothing
  data.sources = {Source{.id = "s",
                         .publisher = {},
                         .title = {},
                         .published_on = {2022, 2, 1},
                         .retrieved_on = {2024, 1, 1},
                         .note = {}}};
  EXPECT_EQ(latest_known(data), (Date{2022, 2, 1}));
  EXPECT_FALSE(latest_known(Dataset{}));
}

TEST(IndicatorKeys, are_listed_once_and_sorted) {
  Dataset data = with({level(2021, 41), level(2022, 46)});
  Target target;
  target.key = {"electricity", "hoa-binh", "", "", ""};
  data.targets = {target};
  const std::vector<IndicatorKey> keys = indicator_keys(data);
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0], target.key);
  EXPECT_EQ(keys[1], key);
}

}  // namespace actual_levels_test
