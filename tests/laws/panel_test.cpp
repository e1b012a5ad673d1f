// SPDX-License-Identifier: Apache-2.0
// Laws of panels: the order of rows and of series changes nothing, rows come back as they went in, and a change of
// unit there and back gives the same numbers (P03, P07, P08).
#include <industria/base/missing.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

using namespace industria;

namespace panel_test {

struct Rows {
  std::vector<std::string> ids;
  std::vector<Period> periods;
  std::vector<double> values;

  [[nodiscard]] Panel panel() const {
    return Panel::from_rows(ids, periods, values, parse_unit("tỷ đồng"));
  }
  void shuffle(std::mt19937& random) {
    for (std::size_t i = ids.size(); i > 1; --i) {
      const std::size_t j = random() % i;
      std::swap(ids[i - 1], ids[j]);
      std::swap(periods[i - 1], periods[j]);
      std::swap(values[i - 1], values[j]);
    }
  }
};

/// Up to 20 series with gaps, of every kind of period, values over 30 orders of magnitude.
Rows random_rows(std::mt19937& random) {
  constexpr PeriodKind kinds[] = {PeriodKind::year, PeriodKind::half, PeriodKind::quarter,
                                  PeriodKind::month, PeriodKind::year_to_date};
  Rows rows;
  const std::size_t n_series = 1 + random() % 20;
  for (std::size_t s = 0; s < n_series; ++s) {
    const PeriodKind kind = kinds[random() % 5];
    const Period first = Period{1990 + static_cast<int>(random() % 30), kind, 1}.plus(
        static_cast<int>(random() % 12));
    for (int t = 0; t < 12; ++t) {
      if (random() % 4 == 0) continue;
      rows.ids.push_back("series " + std::to_string(s));
      rows.periods.push_back(first.plus(t));
      rows.values.push_back(std::ldexp(1.0 + static_cast<double>(random()) / 4294967296.0,
                                       static_cast<int>(random() % 100) - 50));
    }
  }
  return rows;
}

bool same_bits(const SeriesView& a, const SeriesView& b) {
  const auto equal = [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  };
  return a.id == b.id && a.first == b.first &&
         std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), equal);
}

TEST(PanelLaws, order_of_rows_changes_no_bit_of_a_series) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 100; ++round) {
    Rows rows = random_rows(random);
    const Panel before = rows.panel();
    rows.shuffle(random);
    const Panel after = rows.panel();
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      const auto at = after.find(before.series(i).id);
      ASSERT_GE(at, 0);
      EXPECT_TRUE(same_bits(before.series(i), after.series(static_cast<std::size_t>(at))));
    }
  }
}

TEST(PanelLaws, every_row_comes_back_and_nothing_else) {
  std::mt19937 random(20260102);
  for (int round = 0; round < 100; ++round) {
    const Rows rows = random_rows(random);
    const Panel panel = rows.panel();
    panel.view().validate();
    EXPECT_EQ(count_observed(panel.view().values), rows.values.size());
    for (std::size_t row = 0; row < rows.ids.size(); ++row) {
      const SeriesView series = panel.series(static_cast<std::size_t>(panel.find(rows.ids[row])));
      EXPECT_EQ(
          series.values[static_cast<std::size_t>(steps_between(series.first, rows.periods[row]))],
          rows.values[row]);
    }
  }
}

TEST(PanelLaws, adding_series_one_by_one_gives_the_panel_of_the_rows) {
  std::mt19937 random(20260103);
  const Rows rows = random_rows(random);
  const Panel whole = rows.panel();
  Panel built;
  for (std::size_t i = 0; i < whole.size(); ++i) built.add(whole.series(i));
  ASSERT_EQ(built.size(), whole.size());
  for (std::size_t i = 0; i < whole.size(); ++i)
    EXPECT_TRUE(same_bits(whole.series(i), built.series(i)));
}

TEST(PanelLaws, a_change_of_unit_there_and_back_changes_nothing) {
  std::mt19937 random(20260104);
  const Panel whole = random_rows(random).panel();
  Panel dong(parse_unit("đồng"));
  Panel back(parse_unit("tỷ đồng"));
  for (std::size_t i = 0; i < whole.size(); ++i) dong.add(whole.series(i));
  for (std::size_t i = 0; i < whole.size(); ++i) back.add(dong.series(i));
  for (std::size_t i = 0; i < whole.view().values.size(); ++i) {
    if (is_missing(whole.view().values[i])) continue;
    // two roundings of half a unit in the last place each: 2^-52
    EXPECT_LE(std::abs(back.view().values[i] / whole.view().values[i] - 1), 0x1p-52);
  }
}

}  // namespace panel_test
