// SPDX-License-Identifier: Apache-2.0
// Laws of the panel indicators on random frames with gaps, missing values and zeros: every figure is that of the single function on
// looked-up values; contributions (P32), shares (P34), indices (P35), order (P36), merging (P37), quotients (P38); any thread count.
#include "random_series.hpp"

#include <industria/indicators/growth.hpp>
#include <industria/indicators/panel_growth.hpp>
#include <industria/indicators/panel_shares.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <map>
#include <utility>

using namespace industria;

namespace {

struct Frame {
  std::vector<std::int64_t> id{};
  std::vector<std::int32_t> time{};
  std::vector<double> values{};
  std::map<std::pair<std::int64_t, std::int32_t>, double> at{};

  [[nodiscard]] PanelKeys keys() const { return {id, time}; }
  [[nodiscard]] double value(std::int64_t series, std::int32_t period) const {
    const auto found = at.find({series, period});
    return found == at.end() ? missing : found->second;
  }
  void add(std::int64_t series, std::int32_t period, double y) {
    id.push_back(series), time.push_back(period), values.push_back(y);
    at[{series, period}] = y;
  }
};

/// Some rows are absent, some values NaN, zero or negative.
Frame holey_frame(laws::Random& random, int series, int periods) {
  Frame frame;
  for (int s = 0; s < series; ++s) {
    const int first = random.whole(-3, 3);
    const bool whole = random.whole(0, 2) == 0;
    for (int t = first; t < first + random.whole(1, periods); ++t) {
      const int kind = random.whole(0, 11);
      if (kind == 0 && !whole) continue;
      frame.add(10 * s, t, kind == 1 ? missing : kind == 2 ? 0.0 : kind == 3 ? -random.uniform(1, 9) : random.uniform(1, 9));
    }
  }
  return frame;
}

/// A grid of positive values of very different size.
std::vector<double> full_values(laws::Random& random, std::size_t series, int periods) {
  std::vector<double> values;
  for (std::size_t s = 0; s < series; ++s) {
    for (const double y : laws::growing(random, periods)) values.push_back(y);
  }
  return values;
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (is_missing(a[i]) != is_missing(b[i]) || (!is_missing(a[i]) && a[i] != b[i])) return false;
  }
  return a.size() == b.size();
}

std::vector<std::int32_t> random_groups(laws::Random& random, std::size_t series, int count) {
  std::vector<std::int32_t> groups;
  for (std::size_t s = 0; s < series; ++s) groups.push_back(random.whole(0, count - 1));
  return groups;
}

TEST(PanelGrowthLaws, every_rate_is_the_single_one_of_looked_up_values) {
  laws::Random random(701);
  for (int round = 0; round < 60; ++round) {
    const Frame frame = holey_frame(random, 8, 14);
    const int lag = random.whole(1, 5);
    std::vector<double> out(frame.values.size());
    std::vector<std::uint8_t> why(out.size());
    panel_growth(frame.keys(), frame.values, out, {.lag = lag, .n_threads = random.whole(1, 3)}, why);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Value single = growth(frame.value(frame.id[i], frame.time[i] - lag), frame.values[i]);
      EXPECT_EQ(why[i], static_cast<std::uint8_t>(single.reason));
      EXPECT_TRUE(is_missing(out[i]) ? !single : out[i] == single.value);
    }
  }
}

TEST(PanelGrowthLaws, year_to_date_sums_the_year_so_far) {
  laws::Random random(702);
  for (int round = 0; round < 60; ++round) {
    const Frame frame = holey_frame(random, 6, 20);
    const int year = random.whole(1, 5);
    const int start = random.whole(-9, 9);
    std::vector<double> sum(frame.values.size()), rate(sum.size());
    panel_year_to_date(frame.keys(), frame.values, sum, {.periods_per_year = year, .year_start = start});
    panel_year_to_date_growth(frame.keys(), frame.values, rate, {.periods_per_year = year, .year_start = start});
    for (std::size_t i = 0; i < sum.size(); ++i) {
      const int begin = frame.time[i] - ((frame.time[i] - start) % year + year) % year;
      double now = 0.0, then = 0.0;
      for (int t = begin; t <= frame.time[i]; ++t) now += frame.value(frame.id[i], t), then += frame.value(frame.id[i], t - year);
      EXPECT_TRUE(is_missing(now) ? is_missing(sum[i]) : sum[i] == now);
      const Value single = growth(then, now);
      EXPECT_TRUE(single ? rate[i] == single.value : is_missing(rate[i]));
    }
  }
}

TEST(PanelGrowthLaws, compound_rates_lead_from_the_first_to_the_last_value) {
  laws::Random random(703);
  const std::size_t series = 200;
  const std::vector<double> values = full_values(random, series, 9);
  std::vector<double> rate(series), lo(series), hi(series);
  panel_cagr(PanelKeys::grid(series, 9), values, rate, {.periods_per_step = 4});
  panel_cagr_bounds(PanelKeys::grid(series, 9), values, 1e-4, lo, hi, {.periods_per_step = 4});
  for (std::size_t s = 0; s < series; ++s) {
    EXPECT_NEAR(values[9 * s] * std::pow(1.0 + rate[s], 2.0), values[9 * s + 8], 1e-12 * values[9 * s + 8]);  // as P44
    EXPECT_LE(lo[s], rate[s]);
    EXPECT_FALSE(hi[s] < rate[s]);  // missing where the first value may be zero
  }
}

TEST(PanelGrowthLaws, an_index_grows_as_its_values_do) {
  laws::Random random(704);
  std::vector<double> values = full_values(random, 40, 12);
  std::vector<double> index = values, rate(values.size()), of_index(values.size());
  for (std::size_t i = 0; i < index.size(); ++i) index[i] = 100.0 * values[i] / values[i - i % 12];
  panel_growth(PanelKeys::grid(40, 12), values, rate, {.lag = 4});
  panel_growth(PanelKeys::grid(40, 12), index, of_index, {.lag = 4});
  for (std::size_t i = 0; i < rate.size(); ++i) {
    if (i % 12 < 4) continue;
    EXPECT_NEAR(of_index[i], rate[i], 1e-12 * (1.0 + std::abs(rate[i])));  // P35
  }
}

TEST(PanelLaws, threads_memory_and_the_size_of_the_frame_change_no_bit) {
  laws::Random random(705);
  const std::size_t series = 4000;  // 1.1 million rows: written past the caches, unlike a part of it
  std::vector<double> values(series * 275);
  for (double& y : values) y = random.uniform(1, 9);
  const PanelKeys keys = PanelKeys::grid(series, 275);
  const PanelGroups groups{random_groups(random, series, 7), 7};
  std::vector<double> one(values.size()), three(values.size()), few(275);
  panel_growth(keys, values, one, {.lag = 3});
  panel_growth(keys, values, three, {.lag = 3, .n_threads = 3, .out_is_fresh = true});
  EXPECT_TRUE(same_bits(one, three));
  panel_growth(PanelKeys::grid(1, 275), std::span(values).subspan(275 * 3999), few, {.lag = 3});
  EXPECT_TRUE(same_bits(few, {one.end() - 275, one.end()}));
  static_cast<void>(panel_contributions(keys, values, one, 4, groups));
  static_cast<void>(panel_contributions(keys, values, three, 4, groups, {.n_threads = 3}));
  EXPECT_TRUE(same_bits(one, three));
}

TEST(PanelLaws, long_series_are_written_whole) {
  laws::Random random(706);
  std::vector<double> values(300 * 5001);  // longer than the buffer of the writer
  for (double& y : values) y = random.uniform(1, 9);
  std::vector<double> out(values.size());
  panel_growth(PanelKeys::grid(300, 5001), values, out);
  for (std::size_t i = 0; i < out.size(); i += 997) {
    EXPECT_TRUE(i % 5001 == 0 ? is_missing(out[i]) : out[i] == growth(values[i - 1], values[i]).value);
  }
}

TEST(PanelLaws, contributions_add_up_to_the_growth_of_the_whole) {
  laws::Random random(32);
  const std::size_t series = 3000;
  const std::vector<double> values = full_values(random, series, 8);
  const PanelGroups groups{random_groups(random, series, 5), 5};
  std::vector<double> points(values.size());
  const PanelTotals bases = panel_contributions(PanelKeys::grid(series, 8), values, points, 3, groups);
  const PanelTotals sums = panel_roll_up(PanelKeys::grid(series, 8), values, groups);
  for (std::size_t g = 0; g < 5; ++g) {
    for (std::size_t p = 3; p < 8; ++p) {
      EXPECT_EQ(bases.value(g, p).value, sums.value(g, p - 3).value);
      long double added = 0.0L;  // the points themselves, added without new rounding
      for (std::size_t s = 0; s < series; ++s) added += groups.of_series[s] == static_cast<int>(g) ? points[8 * s + p] : 0.0;
      const double whole = 100.0 * growth(sums.value(g, p - 3).value, sums.value(g, p).value).value;
      EXPECT_NEAR(static_cast<double>(added), whole, 1e-12 * std::max(1.0, std::abs(whole)));  // P32, relative above one point
    }
  }
}

TEST(PanelLaws, rounded_contributions_add_up_to_the_rounded_growth_of_the_whole) {
  laws::Random random(322);
  const std::size_t series = 400;
  const std::vector<double> values = full_values(random, series, 6);
  const PanelGroups groups{random_groups(random, series, 7), 7};
  const PanelKeys keys = PanelKeys::grid(series, 6);
  std::vector<double> points(values.size()), rounded(values.size());
  const PanelTotals bases = panel_contributions(keys, values, points, 1, groups);
  static_cast<void>(rounded_panel_contributions(keys, values, rounded, 1, 1, groups));
  const PanelTotals sums = panel_roll_up(keys, values, groups);
  for (std::size_t g = 0; g < 7; ++g) {
    for (std::size_t p = 1; p < 6; ++p) {
      long long tenths = 0;
      for (std::size_t s = 0; s < series; ++s) {
        if (groups.of_series[s] != static_cast<int>(g)) continue;
        tenths += std::llround(10.0 * rounded[6 * s + p]);
        EXPECT_LT(std::abs(rounded[6 * s + p] - points[6 * s + p]), 0.1 + 1e-9);  // the next tenth below or above
      }
      const double whole = 1000.0 * growth(bases.value(g, p).value, sums.value(g, p).value).value;
      EXPECT_LE(std::abs(static_cast<double>(tenths) - whole), 0.5 + 1e-9);  // the nearest tenth
    }
  }
}

TEST(PanelLaws, partial_contributions_add_up_to_the_growth_of_the_matched_sample) {
  laws::Random random(321);
  for (int round = 0; round < 60; ++round) {
    const Frame frame = holey_frame(random, 12, 8);
    std::vector<double> points(frame.values.size());
    const PanelTotals totals = panel_contributions(frame.keys(), frame.values, points, 2, {}, {.partial = true});
    std::map<std::int32_t, std::pair<double, double>> matched, added;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double then = frame.value(frame.id[i], frame.time[i] - 2);
      if (is_missing(then) || is_missing(frame.values[i])) continue;
      matched[frame.time[i]].first += then;
      matched[frame.time[i]].second += frame.values[i];
      added[frame.time[i]].first += points[i];
    }
    for (const auto& [t, sums] : matched) {
      const auto p = static_cast<std::size_t>(t - totals.first_time);
      EXPECT_NEAR(totals.value(0, p).value, sums.first, 1e-13);  // a dozen values below 10
      if (sums.first <= 0.0) continue;
      EXPECT_NEAR(added[t].first, 100.0 * (sums.second - sums.first) / sums.first, 1e-9 / sums.first);  // values below 10 over their sum
    }
  }
}

TEST(PanelLaws, shares_add_up_to_one) {
  laws::Random random(34);
  const std::size_t series = 3000;
  const std::vector<double> values = full_values(random, series, 6);
  std::vector<double> share(values.size());
  static_cast<void>(panel_shares(PanelKeys::grid(series, 6), values, share));
  for (std::size_t p = 0; p < 6; ++p) {
    long double sum = 0.0L;
    for (std::size_t s = 0; s < series; ++s) sum += share[6 * s + p];
    EXPECT_NEAR(static_cast<double>(sum), 1.0, 4.0 * series * 2.2e-16);  // P34
  }
}

TEST(PanelLaws, sums_do_not_depend_on_the_order_of_series) {
  laws::Random random(36);
  const std::size_t series = 2000;
  const std::vector<double> values = full_values(random, series, 5);
  std::vector<double> reversed;
  for (std::size_t s = series; s-- > 0;)
    reversed.insert(reversed.end(), values.begin() + static_cast<std::ptrdiff_t>(5 * s),
                    values.begin() + static_cast<std::ptrdiff_t>(5 * s + 5));
  const PanelTotals a = panel_roll_up(PanelKeys::grid(series, 5), values);
  const PanelTotals b = panel_roll_up(PanelKeys::grid(series, 5), reversed);
  for (std::size_t p = 0; p < 5; ++p) EXPECT_DOUBLE_EQ(a.sum[p], b.sum[p]);  // P36
}

TEST(PanelLaws, merged_provinces_have_the_sum_of_their_levels_and_a_growth_between_theirs) {
  laws::Random random(37);
  const std::size_t series = 300;
  const std::vector<double> values = full_values(random, series, 4);
  const PanelGroups two{random_groups(random, series, 2), 2};
  const PanelKeys keys = PanelKeys::grid(series, 4);
  const PanelTotals apart = panel_roll_up(keys, values, two);
  const PanelTotals merged = panel_roll_up(keys, values);
  for (std::size_t p = 0; p < 4; ++p) {
    EXPECT_DOUBLE_EQ(merged.sum[p], apart.value(0, p).value + apart.value(1, p).value);  // P37
    if (p == 0) continue;
    const double a = growth(apart.value(0, p - 1).value, apart.value(0, p).value).value;
    const double b = growth(apart.value(1, p - 1).value, apart.value(1, p).value).value;
    const double both = growth(merged.sum[p - 1], merged.sum[p]).value;
    EXPECT_GE(both, std::min(a, b) - 1e-15);  // one rounding
    EXPECT_LE(both, std::max(a, b) + 1e-15);
  }
}

TEST(PanelLaws, location_quotients_have_the_mean_one) {
  laws::Random random(38);
  const std::size_t series = 600;
  const std::vector<double> values = full_values(random, series, 3);
  const PanelGroups regions{random_groups(random, series, 6), 6};
  const PanelGroups sectors{random_groups(random, series, 4), 4};
  const PanelQuotients found = panel_location_quotients(PanelKeys::grid(series, 3), values, regions, sectors);
  const PanelTotals of_region = panel_roll_up(PanelKeys::grid(series, 3), values, regions);
  const PanelTotals country = panel_roll_up(PanelKeys::grid(series, 3), values);
  for (std::size_t p = 0; p < 3; ++p) {
    for (std::size_t k = 0; k < 4; ++k) {
      double mean = 0.0;  // of a sector's quotients, weighted with the regions
      for (std::size_t r = 0; r < 6; ++r) {
        mean += found.quotient[found.totals.cell(r * 4 + k, p)] * of_region.value(r, p).value / country.value(0, p).value;
      }
      EXPECT_NEAR(mean, 1.0, 1e-12);  // P38
    }
  }
}

}  // namespace
