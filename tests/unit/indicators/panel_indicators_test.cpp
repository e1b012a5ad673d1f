// SPDX-License-Identifier: Apache-2.0
// Panel indicators on columns: keys that are checked, lags that count periods, sums with coverage, reasons.
#include <industria/base/error.hpp>
#include <industria/indicators/contributions.hpp>
#include <industria/indicators/panel_growth.hpp>
#include <industria/indicators/panel_keys.hpp>
#include <industria/indicators/panel_shares.hpp>
#include <industria/indicators/panel_totals.hpp>
#include <industria/indicators/sound_rows.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace industria;

namespace {

using Ids = std::vector<std::int32_t>;
using Times = std::vector<std::int16_t>;
using Doubles = std::vector<double>;
using Numbers = std::vector<std::uint8_t>;

std::string message_of(const Ids& id, const Times& time) {
  try {
    const PanelKeys keys(id, time);
  } catch (const ValueError& error) {
    return error.what();
  }
  return "";
}

bool names(const std::string& message, const std::string& text) {
  return message.find(text) != std::string::npos;
}

std::uint8_t number(Reason reason) {
  return static_cast<std::uint8_t>(reason);
}

/// Series 7: periods 10 to 13; series 9: periods 10 and 12 (a gap), 13.
const Ids id{7, 7, 7, 7, 9, 9, 9};
const Times time{10, 11, 12, 13, 10, 12, 13};
const Doubles values{100, 110, 121, 0, 50, 60, 66};
PanelKeys keys() {
  return {id, time};
}

TEST(PanelKeys, know_a_grid_and_keep_nothing_of_it) {
  const Ids ids{1, 1, 5, 5};
  const Times times{3, 4, 3, 4};
  const PanelKeys grid(ids, times);
  EXPECT_TRUE(grid.is_grid());
  EXPECT_EQ(grid.series(), 2U);
  EXPECT_EQ(grid.periods(), 2U);
  EXPECT_EQ(grid.first_time(), 3);
}

TEST(PanelKeys, know_where_series_lie_and_which_have_gaps) {
  const PanelKeys k = keys();
  EXPECT_FALSE(k.is_grid());
  EXPECT_EQ(k.rows(1).begin, 4U);
  EXPECT_TRUE(k.rows(1).has_gaps);
  EXPECT_FALSE(k.rows(0).has_gaps);
  EXPECT_EQ(k.periods(), 4U);
}

TEST(PanelKeys, name_the_rows_of_a_duplicate_and_of_a_wrong_order) {
  EXPECT_TRUE(names(message_of({1, 1, 1}, {4, 5, 5}), "rows 1 and 2 are both id 1, time 5"));
  EXPECT_TRUE(names(message_of({1, 1, 2}, {5, 4, 1}), "rows 0 and 1"));
  EXPECT_TRUE(names(message_of({2, 2, 1, 1}, {4, 5, 4, 5}), "rows 1 and 2"));
  EXPECT_TRUE(names(message_of({1, 1, 2, 2, 1, 1}, {1, 2, 1, 2, 1, 2}), "rows 3 and 4"));
  EXPECT_THROW(PanelKeys(Ids{1}, Times{1, 2}), ShapeError);
}

TEST(PanelKeys, refuse_a_stranger_within_a_series_that_looks_like_the_last) {
  EXPECT_TRUE(names(message_of({1, 1, 1, 2, 3, 2}, {1, 2, 3, 1, 2, 3}), "rows 4 and 5"));
}

TEST(PanelKeys, refuse_times_that_are_no_period_numbers) {
  const std::vector<std::int64_t> seconds{0, std::int64_t{1} << 40};
  const Ids ids{1, 1};
  EXPECT_THROW(PanelKeys(ids, seconds), ValueError);
}

TEST(PanelKeys, of_runs_need_no_ids) {
  const std::vector<std::int64_t> starts{0, 4};
  const PanelKeys k = PanelKeys::of_runs(starts, time);
  EXPECT_EQ(k.series(), 2U);
  EXPECT_TRUE(k.rows(1).has_gaps);
  EXPECT_THROW(static_cast<void>(PanelKeys::of_runs(std::vector<std::int64_t>{1, 4}, time)), ValueError);
}

TEST(PanelKeys, of_a_panel_refuse_mixed_frequencies) {
  Panel panel;
  panel.add(Series{.values = {1, 2}, .first = Period::of_year(2020), .id = "a"});
  panel.add(Series{.values = {1, 2, 4}, .first = Period::of_year(2021), .id = "b"});
  EXPECT_EQ(PanelKeys::of_panel(panel.view()).periods(), 4U);
  panel.add(Series{.values = {1}, .first = Period::of_month(2021, 1), .id = "c"});
  EXPECT_THROW(static_cast<void>(PanelKeys::of_panel(panel.view())), ValueError);
}

TEST(PanelGroups, come_from_codes_by_row_or_by_series) {
  const Ids by_row{2, 2, 2, 2, 0, 0, 0};
  EXPECT_EQ(panel_groups(keys(), by_row).of_series, (Ids{2, 0}));
  EXPECT_EQ(panel_groups(keys(), Ids{2, 0}).count, 3);
  EXPECT_THROW(static_cast<void>(panel_groups(keys(), Ids{2, -1})), ValueError);
  EXPECT_THROW(static_cast<void>(panel_groups(keys(), Ids{2, 1}, 2)), ValueError);
  try {
    static_cast<void>(panel_groups(keys(), Ids{2, 2, 1, 2, 0, 0, 0}));
    FAIL();
  } catch (const ValueError& error) {
    EXPECT_TRUE(names(error.what(), "2 in row 0 and 1 in row 2"));
  }
}

TEST(PanelGrowth, counts_periods_and_says_why_there_is_none) {
  Doubles out(7);
  Numbers why(7);
  panel_growth(keys(), values, out, {.lag = 1}, why);
  EXPECT_EQ(why[0], number(Reason::missing));
  EXPECT_DOUBLE_EQ(out[1], 0.1);
  EXPECT_DOUBLE_EQ(out[3], -1.0);
  EXPECT_TRUE(std::isnan(out[5]));  // period 11 is not there
  EXPECT_DOUBLE_EQ(out[6], 0.1);
  panel_growth(keys(), values, out, {.lag = 2}, why);
  EXPECT_DOUBLE_EQ(out[5], 0.2);
  EXPECT_EQ(why[5], number(Reason::none));
  EXPECT_TRUE(std::isnan(out[6]));
}

TEST(PanelGrowth, on_a_base_of_zero_or_below_is_missing_with_its_reason) {
  Doubles out(4);
  Numbers why(4);
  panel_growth(PanelKeys::grid(1, 4), Doubles{0, 5, -5, 5}, out, {}, why);
  EXPECT_TRUE(std::isnan(out[1]) && std::isnan(out[3]));
  EXPECT_EQ(why, (Numbers{number(Reason::missing), number(Reason::zero_base), number(Reason::none), number(Reason::negative_base)}));
}

TEST(PanelGrowth, refuses_columns_that_do_not_fit_and_lags_below_one) {
  Doubles out(7), few(6);
  Numbers why(3);
  EXPECT_THROW(panel_growth(keys(), few, out), ShapeError);
  EXPECT_THROW(panel_growth(keys(), values, few), ShapeError);
  EXPECT_THROW(panel_growth(keys(), values, out, {}, why), ShapeError);
  EXPECT_THROW(panel_growth(keys(), values, out, {.lag = 0}), ValueError);
  EXPECT_THROW(panel_growth(keys(), values, out, {.n_threads = -1}), ValueError);
}

TEST(PanelYearToDate, starts_anew_with_the_year_and_breaks_at_an_absent_row) {
  const Ids ids{1, 1, 1, 1, 1, 1, 1};
  const Times times{3, 4, 5, 7, 8, 9, 10};  // quarters; a year begins with 0, 4, 8
  const PanelKeys k(ids, times);
  Doubles out(7);
  panel_year_to_date(k, Doubles{1, 2, 3, 4, 5, 6, 7}, out, {.periods_per_year = 4});
  EXPECT_TRUE(std::isnan(out[0]));  // the year is not seen from its start
  EXPECT_EQ(out[2], 5.0);
  EXPECT_TRUE(std::isnan(out[3]));  // quarter 6 is not there
  EXPECT_EQ(out[6], 18.0);
  panel_year_to_date_growth(k, Doubles{1, 2, 3, 4, 5, 6, 7}, out, {.periods_per_year = 4});
  EXPECT_DOUBLE_EQ(out[5], 11.0 / 5.0 - 1.0);
  EXPECT_TRUE(std::isnan(out[6]));
}

TEST(PanelCagr, goes_from_the_first_to_the_last_observed_value) {
  Doubles out(2);
  Numbers why(2);
  panel_cagr(keys(), values, out, {}, why);
  EXPECT_DOUBLE_EQ(out[0], -1.0);  // ends at zero
  EXPECT_DOUBLE_EQ(out[1], std::cbrt(66.0 / 50.0) - 1.0);
  panel_cagr(PanelKeys::grid(2, 5), Doubles{missing, 100, 1, missing, 121, missing, missing, 3, missing, missing}, out,
             {.periods_per_step = 3}, why);
  EXPECT_NEAR(out[0], 0.21, 1e-15);  // one rounding each of logarithm and exponential
  EXPECT_EQ(why[1], number(Reason::too_few_points));
}

TEST(PanelCagr, is_open_by_what_rounding_leaves) {
  Doubles lo(2), hi(2);
  // 41,200 to the nearest hundred and 60,000 to the nearest hundred, four years on: both ends moved by 50.
  panel_cagr_bounds(PanelKeys::grid(2, 5), Doubles{41200, 1, 1, 1, 60000, 40, 1, 1, 1, 40}, 100.0, lo, hi);
  EXPECT_DOUBLE_EQ(lo[0], std::pow(59950.0 / 41250.0, 0.25) - 1.0);
  EXPECT_DOUBLE_EQ(hi[0], std::pow(60050.0 / 41150.0, 0.25) - 1.0);
  EXPECT_DOUBLE_EQ(lo[1], -1.0);
  EXPECT_TRUE(std::isnan(hi[1]));  // 40 may be rounded from zero
}

/// Two series in group 0, one in group 1, none in group 2; the second value of series 1 is missing.
const PanelGroups groups{{0, 0, 1}, 3};
const Doubles table{60, 66, 40, missing, 5, 6};

TEST(PanelRollUp, is_missing_with_a_part_and_partial_on_request_with_coverage) {
  const PanelTotals whole = panel_roll_up(PanelKeys::grid(3, 2), table, groups);
  EXPECT_EQ(whole.value(0, 0).value, 100.0);
  EXPECT_EQ(whole.value(0, 1).reason, Reason::missing);
  EXPECT_EQ(whole.coverage(0, 1), 0.5);
  EXPECT_EQ(whole.value(2, 0).reason, Reason::no_observation);
  EXPECT_TRUE(std::isnan(whole.coverage(2, 0)));
  const PanelTotals partial = panel_roll_up(PanelKeys::grid(3, 2), table, groups, {.partial = true});
  EXPECT_EQ(partial.value(0, 1).value, 66.0);
  EXPECT_EQ(partial.coverage(1, 1), 1.0);
}

TEST(PanelRollUp, takes_an_absent_row_for_a_missing_part) {
  const PanelTotals whole = panel_roll_up(keys(), values);
  EXPECT_EQ(whole.value(0, 0).value, 150.0);
  EXPECT_EQ(whole.value(0, 1).reason, Reason::missing);
  EXPECT_EQ(whole.observed[1], 1);
}

TEST(PanelRollUp, refuses_groups_that_do_not_fit) {
  EXPECT_THROW(static_cast<void>(panel_roll_up(keys(), values, groups)), ShapeError);
  EXPECT_THROW(static_cast<void>(panel_roll_up(keys(), values, {{0, 3}, 3})), ValueError);
}

TEST(PanelShares, are_missing_with_the_reason_of_their_whole) {
  Doubles out(6);
  Numbers why(6);
  static_cast<void>(panel_shares(PanelKeys::grid(3, 2), Doubles{60, 0, 40, 0, 5, missing}, out, {{0, 0, 1}, 2}, {}, why));
  EXPECT_DOUBLE_EQ(out[0], 0.6);
  EXPECT_EQ(why[1], number(Reason::zero_base));
  EXPECT_EQ(why[5], number(Reason::missing));
  EXPECT_EQ(out[4], 1.0);
}

TEST(PanelShares, of_what_is_there_carry_its_coverage) {
  Doubles out(6);
  const PanelTotals totals = panel_shares(PanelKeys::grid(3, 2), table, out, groups, {.partial = true});
  EXPECT_EQ(out[1], 1.0);
  EXPECT_TRUE(std::isnan(out[3]));
  EXPECT_EQ(totals.coverage(0, 1), 0.5);
}

TEST(PanelContributions, are_points_of_the_growth_of_the_sum) {
  Doubles out(4);
  static_cast<void>(panel_contributions(PanelKeys::grid(2, 2), Doubles{60, 66, 40, 38}, out));
  EXPECT_TRUE(std::isnan(out[0]));
  EXPECT_DOUBLE_EQ(out[1], 6.0);
  EXPECT_DOUBLE_EQ(out[3], -2.0);
}

TEST(PanelContributions, partial_ones_are_of_a_matched_sample) {
  Doubles out(6);
  Numbers why(6);
  const PanelTotals totals = panel_contributions(PanelKeys::grid(3, 2), table, out, 1, {}, {.partial = true}, why);
  EXPECT_EQ(totals.value(0, 1).value, 65.0);  // the base of the two series that have both values
  EXPECT_DOUBLE_EQ(out[1] + out[5], 100.0 * 7.0 / 65.0);
  EXPECT_EQ(why[3], number(Reason::missing));
  EXPECT_DOUBLE_EQ(totals.coverage(0, 1), 2.0 / 3.0);
}

TEST(PanelContributions, rounded_ones_are_those_of_the_single_form) {
  const Doubles old_parts{30, 50, 20}, new_parts{31, 52, 20.5};
  const Doubles by_series{30, 31, 50, 52, 20, 20.5};
  const std::vector<Value> single = rounded_contributions(old_parts, new_parts, 0);
  Doubles out(6);
  static_cast<void>(rounded_panel_contributions(PanelKeys::grid(3, 2), by_series, out, 0));
  for (std::size_t s = 0; s < 3; ++s) EXPECT_EQ(out[2 * s + 1], single[s].value);
  EXPECT_EQ(out[1] + out[3] + out[5], 4.0);  // 3.5 % rounded, though 1 + 2 + 0.5 round to 1 + 2 + 1 or less
}

TEST(PanelContributions, rounded_ones_need_decimals_that_can_be_printed) {
  Doubles out(4);
  EXPECT_THROW(static_cast<void>(rounded_panel_contributions(PanelKeys::grid(2, 2), Doubles(4, 1.0), out, 10)), ValueError);
}

TEST(SoundRows, of_a_good_frame_are_all_rows) {
  const SoundRows found = sound_rows(id, time);
  EXPECT_TRUE(found.issues.empty());
  EXPECT_EQ(found.rows.size(), id.size());
  EXPECT_EQ(found.offsets, (std::vector<std::int64_t>{0, 4, 7}));
}

TEST(SoundRows, leave_bad_series_out_and_tell_each_once) {
  const Ids ids{1, 1, 1, 2, 2, 3, 3, 4, 4, 1, 5};
  const Times times{1, 1, 1, 2, 1, 1, 2, 7, 8, 3, 9};
  std::vector<KeyFlaw> flaws(ids.size());
  flaws[7] = KeyFlaw::unreadable;
  flaws[9] = KeyFlaw::no_name;
  const SoundRows found = sound_rows(ids, times, flaws, std::vector<std::string>{"a", "b", "c", "d"});
  ASSERT_EQ(found.issues.size(), 4U);
  EXPECT_EQ(found.issues[3].code, "panel.no_name");
  EXPECT_EQ(found.issues[0].code + found.issues[0].value, "panel.duplicatea");
  EXPECT_EQ(found.issues[1].code + found.issues[1].value, "panel.unsortedb");
  EXPECT_EQ(found.issues[2].code + found.issues[2].value, "panel.unreadabled");
  EXPECT_TRUE(names(message(found.issues[1], Language::en), "Row 4"));
  EXPECT_EQ(found.rows, (std::vector<std::size_t>{5, 6, 10}));
  EXPECT_EQ(found.first_row, (std::vector<std::size_t>{0, 3, 5, 7, 10}));
}

TEST(SoundRows, of_a_series_in_two_places_are_none) {
  const SoundRows found = sound_rows(Ids{1, 2, 1}, Times{1, 1, 2});
  ASSERT_EQ(found.issues.size(), 1U);
  EXPECT_EQ(found.issues[0].code, "panel.apart");
  EXPECT_EQ(found.rows, std::vector<std::size_t>{1});
}

TEST(SoundRows, keep_a_bad_series_as_a_part_that_is_missing) {
  const Ids ids{1, 1, 2, 2};
  const SoundRows found = sound_rows(ids, Times{1, 2, 1, 1});
  const Times left{1, 2};
  const PanelKeys kept = PanelKeys::of_offsets(found.offsets, left);
  EXPECT_EQ(kept.series(), 2U);
  EXPECT_EQ(kept.rows(1).count, 0U);
  EXPECT_TRUE(std::isnan(panel_roll_up(kept, Doubles{5, 6}).sum[0]));
  const PanelTotals partial = panel_roll_up(kept, Doubles{5, 6}, {}, {.partial = true});
  EXPECT_EQ(partial.sum[0], 5.0);
  EXPECT_EQ(partial.coverage(0, 1), 0.5);
}

TEST(PanelKeys, of_offsets_must_cover_the_rows) {
  EXPECT_THROW(static_cast<void>(PanelKeys::of_offsets(std::vector<std::int64_t>{0, 1}, Times{1, 2})), ValueError);
}

TEST(PanelQuotients, compare_the_region_with_the_country) {
  // Regions 0 and 1, sectors 0 and 1; nobody is in region 1 and sector 1.
  const PanelQuotients found = panel_location_quotients(PanelKeys::grid(3, 1), Doubles{30, 10, 60}, {{0, 0, 1}, 2}, {{0, 1, 0}, 2});
  EXPECT_DOUBLE_EQ(found.quotient[1], (10.0 / 40.0) / (10.0 / 100.0));
  EXPECT_EQ(found.reasons[3], number(Reason::no_observation));
  EXPECT_TRUE(std::isnan(found.quotient[3]));
}

TEST(PanelQuotients, are_missing_for_all_if_a_part_of_the_country_is) {
  const PanelGroups regions{{0, 1}, 2}, sectors{{0, 0}, 1};
  const Doubles one_gap{1, 2, missing, 3};
  const PanelQuotients strict = panel_location_quotients(PanelKeys::grid(2, 2), one_gap, regions, sectors);
  EXPECT_TRUE(std::isnan(strict.quotient[0]));
  EXPECT_DOUBLE_EQ(strict.quotient[1], 1.0);
  const PanelQuotients partial = panel_location_quotients(PanelKeys::grid(2, 2), one_gap, regions, sectors, {.partial = true});
  EXPECT_DOUBLE_EQ(partial.quotient[0], 1.0);
}

}  // namespace
