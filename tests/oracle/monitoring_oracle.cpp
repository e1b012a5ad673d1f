// SPDX-License-Identifier: Apache-2.0
// The monitoring table against published monthly tables of Viet Nam (cement, beer, electricity) and the reviews of plan and share.
#include "nist.hpp"

#include <industria/targets/monitoring.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <string>

using namespace industria;

namespace monitoring_oracle {

using enum MonitoringColumn;

nlohmann::json oracle(const std::string& name) { return nist::read(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json"); }

const IndicatorKey key{"output", "vn", "", "product", ""};

void add(Dataset& data, const Period& at, Measure measure, const nlohmann::json& value, Status status, Date known_on) {
  Observation o;
  o.key = key;
  o.measure = measure;
  o.span = {at, at};
  o.figure = Figure::of(value.get<double>(), parse_unit(measure == Measure::level ? "t" : "%"));
  o.status = status;
  o.known_on = known_on;
  data.observations.push_back(o);
}

/// Every report of one product as it came out, month after month.
Dataset reports(const nlohmann::json& product) {
  Dataset data;
  for (const auto& row : product["rows"]) {
    const Period month = parse_period(row["month"].get<std::string>()).value();
    const Period so_far = Period::of_year_to_date(month.year, month.index);
    const Date on = month.last_day();
    add(data, month.plus(-1), Measure::level, row["previous_month_revised"], Status::final, on);
    add(data, month, Measure::level, row["month_estimate"], Status::estimate, on);
    add(data, so_far, Measure::level, row["cumulative"], Status::estimate, on);
    add(data, month, Measure::growth_on_same_period, row["same_month_growth_pct"], Status::estimate, on);
    add(data, so_far, Measure::growth_on_same_period, row["cumulative_growth_pct"], Status::estimate, on);
  }
  return data;
}

void expect_published(const std::string& name) {
  const auto product = oracle(name);
  const double relative = product["tolerance"]["rel"].get<double>();  // the file's own
  const Dataset data = reports(product);
  for (const auto& row : product["rows"]) {
    const Period month = parse_period(row["month"].get<std::string>()).value();
    const MonitoringTable table = monitoring_table(data, month, {.as_of = month.last_day()});
    ASSERT_EQ(table.rows.size(), 1u);
    const auto expect = [&](MonitoringColumn column, const char* published) {
      const double wanted = row[published].get<double>();
      EXPECT_NEAR(table.rows[0][column].value.value, wanted, relative * std::abs(wanted)) << name << " " << row["month"] << " " << published;
    };
    expect(previous, "previous_month_revised");
    expect(current, "month_estimate");
    expect(cumulative, "cumulative");
    expect(on_previous, "expected_prev_month_growth_pct");
    expect(on_same_period, "same_month_growth_pct");
    expect(cumulative_on_same_period, "cumulative_growth_pct");
    expect(same_period, "expected_same_month_last_year_implied");
    expect(cumulative_same_period, "expected_cumulative_last_year_implied");
  }
}

TEST(MonitoringOracle, has_every_figure_of_the_published_cement_tables) { expect_published("vn_product_cement"); }
TEST(MonitoringOracle, has_every_figure_of_the_published_beer_tables) { expect_published("vn_product_beer"); }
TEST(MonitoringOracle, has_every_figure_of_the_published_electricity_tables) { expect_published("vn_product_electricity"); }

/// Months of consecutive years, the last one in progress, and its plan.
Dataset years(const std::vector<std::vector<double>>& months, int last_year, double plan) {
  Dataset data;
  int year = last_year - static_cast<int>(months.size()) + 1;
  for (const auto& values : months) {
    for (std::size_t m = 0; m < values.size(); ++m) {
      const Period at = Period::of_month(year, static_cast<int>(m) + 1);
      add(data, at, Measure::level, values[m], m + 1 == values.size() && year == last_year ? Status::estimate : Status::final, at.last_day());
    }
    ++year;
  }
  if (!is_missing(plan)) {
    const Period at = Period::of_year(last_year);
    data.targets = {Target{.id = "plan", .key = key, .span = {at, at}, .figure = Figure::of(plan, parse_unit("t"))}};
  }
  return data;
}

TEST(MonitoringOracle, has_the_figures_of_the_six_and_nine_month_reviews) {
  const auto all = oracle("plan_vs_actual");
  for (const auto& c : all["cases"]) {
    const auto now = c["months"].get<std::vector<double>>();
    const Dataset data = years({c["last_year_months"].get<std::vector<double>>(), now}, 2026, c["plan_year"].get<double>());
    const MonitoringRow row = monitoring_table(data, Period::of_month(2026, c["upto_month"].get<int>())).rows.at(0);
    const auto expect = [&](MonitoringColumn column, const char* published, double factor = 1.0) {
      const double wanted = factor * c[published].get<double>();
      EXPECT_NEAR(row[column].value.value, wanted, 1e-12 * std::abs(wanted)) << c["id"] << " " << published;  // the file's tolerance
    };
    expect(cumulative, "cumulative");
    expect(on_plan, "plan_fulfilment_pct");
    expect(on_same_period, "same_month_growth_pct");
    expect(on_previous, "prev_month_growth_pct");
    expect(cumulative_on_same_period, "cumulative_growth_pct");
    expect(expected_share, "last_year_share_to_date", 100.0);
    expect(full_year, "full_year_nowcast_share");
    expect(full_year_on_plan, "nowcast_plan_fulfilment_pct");
    expect(remaining, "remaining_needed");
    expect(required_on_same_period, "remaining_growth_needed_vs_same_months_pct");
  }
}

TEST(MonitoringOracle, estimates_the_year_by_each_rule_of_the_share) {
  const auto c = oracle("nowcast_share");
  auto months = c["history"].get<std::vector<std::vector<double>>>();
  months.push_back(c["observed"].get<std::vector<double>>());
  const Dataset data = years(months, 2026, missing);
  const std::pair<ShareRule, const char*> rules[] = {{ShareRule::last_year, "nowcast_last_year_share"},
                                                     {ShareRule::mean, "nowcast_mean_share"},
                                                     {ShareRule::median, "nowcast_median_share"}};
  for (const auto& [rule, published] : rules) {
    const MonitoringRow row = monitoring_table(data, Period::of_month(2026, 6), {.share = rule}).rows.at(0);
    const double wanted = c[published].get<double>();
    EXPECT_NEAR(row[full_year].value.value, wanted, 1e-12 * wanted) << published;  // the file's tolerance
  }
}

}  // namespace monitoring_oracle
