// SPDX-License-Identifier: Apache-2.0
// Laws of the monitoring table on random months: what a revision may change, units, order of rows, styles.
#include <industria/targets/monitoring.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace industria;

namespace monitoring_laws {

/// Three indicators over 33 months, some missing, some with an estimate before, with plans; a growth published here and there.
Dataset random_dataset(std::uint64_t seed, double scale = 1.0) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Dataset data;
  for (int k = 0; k < 3; ++k) {
    const IndicatorKey key{"i" + std::to_string(k), "p", "", "", ""};
    const auto add = [&](const Period& at, Measure measure, double value, Status status, Date on) {
      Observation o;
      o.key = key;
      o.measure = measure;
      o.span = {at, at};
      o.figure = Figure::of(value, parse_unit(measure == Measure::level ? "t" : "%"));
      o.status = status;
      o.known_on = on;
      data.observations.push_back(o);
    };
    for (int m = 0; m < 33; ++m) {
      const Period at = Period::of_month(2024, 1).plus(m);
      if (uniform(random) < 0.02) continue;
      const double value = scale * (100.0 + m + 20.0 * uniform(random));
      if (uniform(random) < 0.3) add(at, Measure::level, value * (0.97 + 0.06 * uniform(random)), Status::estimate, at.last_day());
      add(at, Measure::level, value, Status::final, at.plus(1).last_day());
      if (uniform(random) < 0.2) add(at, Measure::growth_on_same_period, 20.0 * uniform(random) - 5.0, Status::final, at.plus(1).last_day());
    }
    Target plan{.id = "plan" + std::to_string(k), .key = key, .figure = Figure::of(scale * (1500.0 + 200.0 * uniform(random)), parse_unit("t"))};
    plan.span = {Period::of_year(2026), Period::of_year(2026)};
    data.targets.push_back(plan);
  }
  return data;
}
const Period month = Period::of_month(2026, 8);
constexpr Date far{2027, 1, 1};  // all vintages are known

bool same(const MonitoringCell& a, const MonitoringCell& b) { return a.value.reason == b.value.reason && (!a.value || a.value.value == b.value.value); }

TEST(MonitoringLaws, a_revision_changes_only_the_cells_that_rest_on_it) {
  int changed = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Dataset data = random_dataset(seed);
    const MonitoringTable before = monitoring_table(data, month, {.as_of = far});
    const std::size_t revised = static_cast<std::size_t>(seed * 7) % data.observations.size();
    data.observations[revised].figure = Figure::of(data.observations[revised].figure.value * 1.01, data.observations[revised].figure.unit);
    const MonitoringTable after = monitoring_table(data, month, {.as_of = far});
    ASSERT_EQ(before.rows.size(), after.rows.size());
    for (std::size_t r = 0; r < before.rows.size(); ++r) {
      std::vector<MonitoringColumn> allowed = cells_from(after.rows[r], revised);
      const std::vector<MonitoringColumn> was = cells_from(before.rows[r], revised);
      allowed.insert(allowed.end(), was.begin(), was.end());
      for (std::size_t c = 0; c < monitoring_columns; ++c) {
        if (same(before.rows[r].cells[c], after.rows[r].cells[c])) continue;
        ++changed;
        EXPECT_NE(std::find(allowed.begin(), allowed.end(), static_cast<MonitoringColumn>(c)), allowed.end()) << seed << " " << c;
      }
    }
  }
  EXPECT_GT(changed, 20);  // revisions do change something
}

TEST(MonitoringLaws, a_unit_twice_as_large_halves_amounts_and_leaves_percentages_as_they_are) {
  const Unit percent = parse_unit("%");
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const MonitoringTable a = monitoring_table(random_dataset(seed), month, {.as_of = far});
    const MonitoringTable b = monitoring_table(random_dataset(seed, 0.5), month, {.as_of = far});
    for (std::size_t r = 0; r < a.rows.size(); ++r) {
      for (std::size_t c = 0; c < monitoring_columns; ++c) {
        const MonitoringCell& x = a.rows[r].cells[c];
        const MonitoringCell& y = b.rows[r].cells[c];
        ASSERT_EQ(x.value.reason, y.value.reason);
        if (!x.value) continue;
        EXPECT_EQ(y.value.value, x.unit == percent ? x.value.value : 0.5 * x.value.value);  // exact: a power of two
      }
    }
  }
}

TEST(MonitoringLaws, the_order_of_the_rows_of_the_data_does_not_matter) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Dataset data = random_dataset(seed);
    const MonitoringTable a = monitoring_table(data, month, {.as_of = far});
    std::shuffle(data.observations.begin(), data.observations.end(), std::mt19937_64(seed));
    const MonitoringTable b = monitoring_table(data, month, {.as_of = far});
    for (std::size_t r = 0; r < a.rows.size(); ++r) {
      for (std::size_t c = 0; c < monitoring_columns; ++c) EXPECT_TRUE(same(a.rows[r].cells[c], b.rows[r].cells[c]));
    }
  }
}

TEST(MonitoringLaws, an_index_is_a_growth_and_hundred) {
  using enum MonitoringColumn;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Dataset data = random_dataset(seed);
    const MonitoringTable growth = monitoring_table(data, month, {.as_of = far});
    const MonitoringTable index = monitoring_table(data, month, {.as_of = far, .style = ComparisonStyle::index});
    for (std::size_t r = 0; r < growth.rows.size(); ++r) {
      for (const MonitoringColumn c : {on_previous, on_same_period, cumulative_on_same_period, required_on_same_period}) {
        if (!growth.rows[r][c].value) continue;
        EXPECT_NEAR(index.rows[r][c].value.value, growth.rows[r][c].value.value + 100.0, 1e-10);  // rounding near 100
      }
      EXPECT_TRUE(same(index.rows[r][on_plan], growth.rows[r][on_plan]));
    }
  }
}

TEST(MonitoringLaws, what_is_known_later_never_changes_an_earlier_day_s_table) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Dataset data = random_dataset(seed);
    const Date day{2026, 8, 31};
    const MonitoringTable a = monitoring_table(data, month, {.as_of = day});
    std::erase_if(data.observations, [&](const Observation& o) { return o.known_on > day; });
    const MonitoringTable b = monitoring_table(data, month, {.as_of = day});
    ASSERT_EQ(a.rows.size(), b.rows.size());
    for (std::size_t r = 0; r < a.rows.size(); ++r) {
      for (std::size_t c = 0; c < monitoring_columns; ++c) EXPECT_TRUE(same(a.rows[r].cells[c], b.rows[r].cells[c]));
    }
  }
}

}  // namespace monitoring_laws
