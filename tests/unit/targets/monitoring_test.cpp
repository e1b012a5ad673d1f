// SPDX-License-Identifier: Apache-2.0
// The monitoring table on small data: kinds of figures, missing ones, plans, vintages and revisions, words.
#include <industria/base/error.hpp>
#include <industria/indicators/checks.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/targets/monitoring.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace industria;

namespace monitoring_test {

using enum MonitoringColumn;

const IndicatorKey output{"gross_output", "p", "", "", ""};
const PriceBasis constant{PriceBasis::Kind::constant, 2010};

Figure money(double bn) { return Figure::of(bn, parse_unit("tỷ đồng"), constant); }
Observation level(const Period& at, const Figure& figure, Status status = Status::final, Date known_on = {}) {
  Observation o;
  o.key = output;
  o.span = {at, at};
  o.figure = figure;
  o.status = status;
  o.known_on = known_on;
  return o;
}
Target planned(int year, const Figure& figure, Date stated_on = {}) {
  Target t;
  t.id = "plan";
  t.key = output;
  t.span = {Period::of_year(year), Period::of_year(year)};
  t.figure = figure;
  t.stated_on = stated_on;
  return t;
}
/// Months of 2025 all 100, of 2026 all 110 up to September, plan 1300.
Dataset nine_months() {
  Dataset data;
  data.indicators = {{.id = "gross_output", .name_vi = "Giá trị sản xuất", .name_en = "Gross output", .unit = parse_unit("tỷ đồng")}};
  for (int m = 1; m <= 12; ++m) data.observations.push_back(level(Period::of_month(2025, m), money(100)));
  for (int m = 1; m <= 9; ++m) data.observations.push_back(level(Period::of_month(2026, m), money(110)));
  data.targets = {planned(2026, money(1300))};
  return data;
}
const Period september = Period::of_month(2026, 9);
MonitoringRow row_of(const Dataset& data, const Period& period = september, const MonitoringOptions& options = {}) {
  const MonitoringTable table = monitoring_table(data, period, options);
  EXPECT_EQ(table.rows.size(), 1u);
  return table.rows.at(0);
}
Dataset invented() {
  auto read = try_read_dataset(INDUSTRIA_SOURCE_DIR "/examples/data/monthly");
  EXPECT_EQ(read.value.observations.size(), 480u);  // the second figure of the beer is left out
  return std::move(read.value);
}

TEST(Monitoring, the_invented_month_has_its_five_planted_mistakes_and_no_other) {
  auto read = try_read_dataset(INDUSTRIA_SOURCE_DIR "/examples/data/monthly");
  std::vector<std::string> found;
  for (const auto& issues : {read.issues, validate(read.value), check(read.value)}) {
    for (const Issue& issue : issues) found.push_back(issue.code + " " + issue.where.file + ":" + std::to_string(issue.where.line));
  }
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (std::vector<std::string>{"check.cumulative_falls observations.csv:470", "check.parts_differ_from_whole observations.csv:24",
                                             "check.plan_below_actual targets.csv:13", "check.unit_slip observations.csv:222",
                                             "model.duplicate_key observations.csv:323"}));
}

TEST(Monitoring, gives_growth_or_index_by_style) {
  const Dataset data = nine_months();
  EXPECT_DOUBLE_EQ(row_of(data)[on_same_period].value.value, 10.0);
  EXPECT_DOUBLE_EQ(row_of(data, september, {.style = ComparisonStyle::index})[on_same_period].value.value, 110.0);
  EXPECT_DOUBLE_EQ(row_of(data, september, {.style = ComparisonStyle::index})[on_plan].value.value, 100.0 * 990 / 1300);
}

TEST(Monitoring, leads_every_computed_cell_to_its_inputs) {
  const MonitoringRow row = row_of(nine_months());
  EXPECT_EQ(row[cumulative].formula, CellFormula::sum);
  ASSERT_EQ(row[cumulative].inputs.size(), 9u);
  EXPECT_EQ(row[cumulative].inputs.back().row, 20u);
  ASSERT_EQ(row[on_plan].inputs.size(), 2u);
  EXPECT_EQ(row[on_plan].inputs[0].column, cumulative);
  EXPECT_EQ(row[on_plan].inputs[1].column, plan);
  EXPECT_EQ(formula_text(row, on_plan, Language::vi), "Lũy kế 9 tháng năm 2026 ÷ KH năm 2026 × 100");
}

TEST(Monitoring, leaves_a_sum_missing_with_its_month_and_the_rest_untouched) {
  Dataset data = nine_months();
  std::erase_if(data.observations, [](const Observation& o) { return o.period() == Period::of_month(2026, 4); });
  const MonitoringRow row = row_of(data);
  EXPECT_FALSE(row[cumulative].value);
  EXPECT_FALSE(row[full_year].value);
  EXPECT_TRUE(row[on_same_period].value);
  EXPECT_EQ(row[on_plan].value.reason, row[cumulative].value.reason);
}

TEST(Monitoring, says_what_the_remaining_months_need) {
  const MonitoringRow row = row_of(nine_months());
  EXPECT_EQ(row.periods_left, 3);
  EXPECT_DOUBLE_EQ(row[remaining].value.value, 310.0);
  EXPECT_DOUBLE_EQ(row[required_per_period].value.value, 310.0 / 3);
  EXPECT_NEAR(row[required_on_same_period].value.value, 100.0 * (310.0 / 300 - 1), 1e-10);  // rounding of a quotient near 1
  ASSERT_EQ(row.required_path.size(), 3u);
  EXPECT_NEAR(row.required_path[0] + row.required_path[1] + row.required_path[2], 310.0, 1e-9);  // rounding of three products
}

TEST(Monitoring, expects_the_usual_share_of_the_year_not_the_calendar_s) {
  Dataset data = nine_months();
  for (int m = 10; m <= 12; ++m) data.observations[static_cast<std::size_t>(m - 1)].figure = money(300);  // the year's work is done late
  const MonitoringRow row = row_of(data);
  EXPECT_DOUBLE_EQ(row[expected_share].value.value, 50.0);
  EXPECT_DOUBLE_EQ(row[full_year].value.value, 1980.0);
  EXPECT_DOUBLE_EQ(row[on_expected].value.value, 100.0 * 990 / 650);
}

TEST(Monitoring, has_no_time_left_in_december) {
  Dataset data = nine_months();
  for (int m = 10; m <= 12; ++m) data.observations.push_back(level(Period::of_month(2026, m), money(110)));
  const MonitoringRow row = row_of(data, Period::of_month(2026, 12));
  EXPECT_EQ(row[required_per_period].value.reason, Reason::no_time_left);
  EXPECT_DOUBLE_EQ(row[full_year].value.value, 1320.0);
  EXPECT_TRUE(row.full_year_law.empty());
}

TEST(Monitoring, takes_the_plan_as_it_stood_on_the_day) {
  Dataset data = nine_months();
  data.targets = {planned(2026, money(1300), {2025, 12, 20}), planned(2026, money(1400), {2026, 7, 10})};
  EXPECT_DOUBLE_EQ(row_of(data, september, {.as_of = {2026, 6, 30}})[plan].value.value, 1300.0);
  const MonitoringRow adjusted = row_of(data, september, {.as_of = {2026, 9, 30}});
  EXPECT_DOUBLE_EQ(adjusted[plan].value.value, 1400.0);
  EXPECT_EQ(notes_text(adjusted, Language::vi), "kế hoạch đã điều chỉnh");
}

TEST(Monitoring, reads_a_plan_that_is_stated_as_growth) {
  Dataset data = nine_months();
  data.targets[0].kind = TargetKind::growth;
  data.targets[0].figure = Figure::of(8.0, parse_unit("%"));
  const MonitoringRow row = row_of(data);
  EXPECT_DOUBLE_EQ(row[plan].value.value, 1296.0);
  EXPECT_EQ(row[plan].formula, CellFormula::grown);
}

TEST(Monitoring, shows_growth_that_is_published_without_a_level) {
  Dataset data;
  data.indicators = {{.id = "gross_output", .unit = parse_unit("%"), .accounting = Accounting::index}};
  const auto add = [&](Measure measure, const Period& at, double value) {
    data.observations.push_back(level(at, Figure::of(value, parse_unit("%")), Status::estimate));
    data.observations.back().measure = measure;
  };
  add(Measure::growth_on_same_period, september, 11.2);
  add(Measure::growth_on_previous, september, 1.7);
  add(Measure::growth_on_same_period, Period::of_year_to_date(2026, 9), 8.3);
  const MonitoringRow row = row_of(data, september, {.style = ComparisonStyle::index});
  EXPECT_DOUBLE_EQ(row[on_same_period].value.value, 111.2);
  EXPECT_DOUBLE_EQ(row[on_previous].value.value, 101.7);
  EXPECT_DOUBLE_EQ(row[cumulative_on_same_period].value.value, 108.3);
  EXPECT_FALSE(row[current].value);  // a growth is never turned into a level
  EXPECT_FALSE(row[same_period].value);
}

TEST(Monitoring, compares_no_plan_in_other_prices) {
  Dataset data = nine_months();
  data.targets[0].figure.basis = {PriceBasis::Kind::current, 0};
  const MonitoringRow row = row_of(data);
  EXPECT_EQ(row[plan].value.reason, Reason::not_comparable);
  EXPECT_EQ(row[on_plan].value.reason, Reason::not_comparable);
}

TEST(Monitoring, carries_bounds_into_comparisons) {
  Dataset data = nine_months();
  data.targets[0].figure.bounds = Bounds::above(1300);
  data.targets[0].figure.qualifier = Qualifier::above;
  const Bounds fulfilled = row_of(data)[on_plan].bounds;
  EXPECT_DOUBLE_EQ(fulfilled.hi, 100.0 * 990 / 1300);
  EXPECT_TRUE(fulfilled.hi_open);
}

TEST(Monitoring, gives_the_probability_of_a_plan_by_its_direction) {
  Dataset data = nine_months();
  data.targets[0].figure = money(1300);
  const double up = row_of(data).plan_probability.value;
  data.targets[0].direction = Direction::at_most;
  EXPECT_NEAR(row_of(data).plan_probability.value, 1.0 - up, 1e-12);  // rounding of 1 - p
  data.targets[0].direction = Direction::within;
  data.targets[0].figure.bounds = Bounds::between(1300, 1400);
  data.targets[0].figure.qualifier = Qualifier::range;
  const MonitoringRow row = row_of(data);
  EXPECT_NEAR(row.plan_probability.value, up - row.full_year_law.probability_at_least(1400), 1e-12);
}

TEST(Monitoring, puts_quarters_together_from_months_and_keeps_a_row_of_quarters_its_own) {
  const MonitoringRow quarter = row_of(nine_months(), Period::of_quarter(2026, 3));
  EXPECT_DOUBLE_EQ(quarter[current].value.value, 330.0);
  EXPECT_DOUBLE_EQ(quarter[cumulative].value.value, 990.0);
  EXPECT_EQ(quarter.periods_left, 1);
  Dataset data;
  for (int q = 1; q <= 4; ++q) data.observations.push_back(level(Period::of_quarter(2025, q), money(300)));
  for (int q = 1; q <= 3; ++q) data.observations.push_back(level(Period::of_quarter(2026, q), money(330)));
  const MonitoringRow own = row_of(data);
  EXPECT_EQ(own.period, Period::of_quarter(2026, 3));
  EXPECT_DOUBLE_EQ(own[cumulative_on_same_period].value.value, 10.0);
}

TEST(Monitoring, compares_rates_in_points_and_never_adds_them) {
  const MonitoringTable table = monitoring_table(invented(), september);
  const auto row = std::find_if(table.rows.begin(), table.rows.end(), [](const MonitoringRow& r) { return r.key.indicator == "park_occupancy"; });
  ASSERT_NE(row, table.rows.end());
  EXPECT_EQ((*row)[on_same_period].formula, CellFormula::points);
  EXPECT_EQ((*row)[on_same_period].unit, parse_unit("điểm %"));
  EXPECT_EQ((*row)[cumulative].value.reason, Reason::not_comparable);
  EXPECT_NEAR((*row)[on_plan].value.value, 71.9 - 74.0, 1e-12);  // rounding of a difference
}

TEST(Monitoring, a_revision_changes_only_what_rests_on_it) {
  const Dataset before = nine_months();
  Dataset after = before;
  after.observations[19].figure = money(105);  // August
  const MonitoringRow a = row_of(before);
  const MonitoringRow b = row_of(after);
  std::set<MonitoringColumn> changed;
  for (std::size_t c = 0; c < monitoring_columns; ++c) {
    if (a.cells[c].value.value != b.cells[c].value.value) changed.insert(static_cast<MonitoringColumn>(c));
  }
  const auto dependent = cells_from(b, 19);
  EXPECT_EQ(changed, std::set<MonitoringColumn>(dependent.begin(), dependent.end()));
  EXPECT_FALSE(changed.contains(current));
}

TEST(Monitoring, lists_what_next_month_s_file_revised) {
  const Dataset data = invented();
  const auto all = revisions(data, {2026, 8, 28}, {2026, 9, 28});
  const auto total = std::find_if(all.begin(), all.end(), [](const Revision& r) { return r.key.unique_id() == "gross_output|minh-hoa|B-E"; });
  ASSERT_NE(total, all.end());
  EXPECT_EQ(total->period, Period::of_month(2026, 8));
  EXPECT_EQ(total->before.value, 4847.5);
  EXPECT_EQ(total->after.value, 4861.2);
  EXPECT_EQ(total->status_before, Status::estimate);
  EXPECT_EQ(total->status_after, Status::final);
  EXPECT_EQ(all.size(), 12u);  // one for each monthly indicator, nothing else
}

TEST(Monitoring, finds_revisions_between_two_files_and_adjusted_plans) {
  const Dataset before = nine_months();
  Dataset after = before;
  after.observations[19].figure = money(105);
  after.targets[0].figure = money(1250);
  after.observations.push_back(level(Period::of_month(2026, 10), money(111)));  // new, no revision
  const auto all = revisions(before, after);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_DOUBLE_EQ(all[0].change.value, -5.0);
  EXPECT_TRUE(all[1].is_plan);
  EXPECT_NEAR(all[1].change_relative.value, 100.0 * (1250.0 / 1300 - 1), 1e-12);  // rounding of a quotient near 1
  EXPECT_THROW((void)revisions(before, Date{}), ValueError);
}

TEST(Monitoring, keeps_the_estimate_of_its_day) {
  const Dataset data = invented();
  const Period august = Period::of_month(2026, 8);
  const auto total = [&](Date day) { return monitoring_table(data, august, {.as_of = day}).rows.at(0)[current]; };
  EXPECT_EQ(total({2026, 8, 28}).value.value, 4847.5);
  EXPECT_EQ(total({2026, 8, 28}).status, Status::estimate);
  EXPECT_EQ(total({2026, 9, 28}).value.value, 4861.2);
  EXPECT_EQ(total({2026, 9, 28}).status, Status::final);
}

TEST(Monitoring, reports_a_cumulative_figure_that_is_not_the_sum) {
  const MonitoringTable table = monitoring_table(invented(), Period::of_month(2026, 8));
  ASSERT_EQ(table.issues.size(), 1u);
  EXPECT_EQ(table.issues[0].code, "monitoring.cumulative_differs");
  EXPECT_EQ(table.issues[0].value, "exports|minh-hoa");
}

TEST(Monitoring, names_what_the_parts_add_to_the_growth_of_the_whole) {
  const MonitoringTable table = monitoring_table(invented(), september);
  const auto parts = contributors(invented(), table, 0);
  ASSERT_EQ(parts.size(), 4u);
  EXPECT_EQ(table.rows[parts[0].row].key.sector, "C");
  double points = 0.0;
  for (const Contributor& c : parts) points += c.points.value;
  EXPECT_NEAR(points, table.rows[0][cumulative_on_same_period].value.value, 0.001);  // the whole is rounded to 0.1 month by month
  EXPECT_TRUE(contributors(invented(), table, 6).empty());
  EXPECT_THROW((void)contributors(invented(), table, 99), ValueError);
}

TEST(Monitoring, has_the_heads_of_the_form) {
  const auto heads = monitoring_heads(monitoring_table(nine_months(), september), Language::vi);
  ASSERT_EQ(heads.size(), 15u);
  EXPECT_EQ(heads[0], "STT");
  EXPECT_EQ(heads[5], "TH tháng 8/2026 (chính thức)");
  EXPECT_EQ(heads[6], "Ước TH tháng 9/2026");
  EXPECT_EQ(heads[8], "So với tháng trước (%)");
  EXPECT_EQ(heads[14], "Ghi chú");
}

TEST(Monitoring, orders_rows_by_place_and_indicator_and_names_them) {
  const Dataset data = invented();
  const MonitoringTable table = monitoring_table(data, september);
  ASSERT_EQ(table.rows.size(), 13u);
  EXPECT_EQ(table.rows[0].number, 1);
  EXPECT_EQ(row_text(data, table.rows[0], Language::vi), "Giá trị sản xuất công nghiệp – Toàn ngành công nghiệp (giá so sánh 2010)");
  EXPECT_EQ(row_text(data, table.rows[6], Language::vi), "Sản lượng – Xi măng");
}

TEST(Monitoring, gives_json_with_a_reason_for_every_missing_figure) {
  const auto json = nlohmann::json::parse(to_json(monitoring_table(nine_months(), september)));
  const auto& cells = json["rows"][0]["cells"];
  EXPECT_EQ(cells.size(), monitoring_columns);
  for (const auto& [column, cell] : cells.items()) EXPECT_EQ(cell["value"].is_null(), cell.contains("reason")) << column;
  EXPECT_EQ(cells["cumulative"]["inputs"].size(), 9u);
}

TEST(Monitoring, refuses_a_period_or_a_level_without_meaning) {
  EXPECT_THROW((void)monitoring_table({}, Period::of_month(2026, 13)), ValueError);
  EXPECT_THROW((void)monitoring_table({}, september, {.level = 0.8}), ValueError);
  EXPECT_TRUE(monitoring_table({}, september).rows.empty());
}

}  // namespace monitoring_test
