// SPDX-License-Identifier: Apache-2.0
// Benchmarking against its definition solved as one dense system by Eigen, and the rules for ends, gaps, zeros and periods.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/series/benchmarking.hpp>

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include <cmath>

using namespace industria;

namespace benchmarking_test {

using Numbers = std::vector<double>;

const Numbers indicator{98.2, 100.8, 102.2, 100.8, 99.0, 101.6, 102.7, 101.5, 100.5, 103.0, 103.5, 101.5};
const Numbers benchmarks{4000.0, 4161.4, 4100.0};

// 1e-11: a dense solve of 15 unknowns loses a few digits of 16.
void expect_near(const Numbers& got, const Eigen::VectorXd& expected) {
  for (std::size_t t = 0; t < got.size(); ++t) {
    const double value = expected[static_cast<Eigen::Index>(t)];
    EXPECT_NEAR(got[t], value, 1e-11 * std::abs(value)) << "at " << t;
  }
}

/// argmin (x - z)' Q (x - z) subject to yearly sums, by the full bordered matrix.
Eigen::VectorXd dense(const Eigen::MatrixXd& q) {
  Eigen::MatrixXd k = Eigen::MatrixXd::Zero(15, 15);
  k.topLeftCorner(12, 12) = q;
  Eigen::VectorXd right = Eigen::VectorXd::Zero(15);
  const Eigen::VectorXd z = Eigen::Map<const Eigen::VectorXd>(indicator.data(), 12);
  right.head(12) = q * z;
  for (int y = 0; y < 3; ++y) {
    k.block(12 + y, 4 * y, 1, 4).setOnes();
    k.block(4 * y, 12 + y, 4, 1).setOnes();
    right[12 + y] = benchmarks[static_cast<std::size_t>(y)];
  }
  return k.fullPivLu().solve(right).head(12);
}

/// Differences of values divided by `units`, the first `left_out` rows left out.
Eigen::MatrixXd differences(int order, const Eigen::VectorXd& units, int left_out) {
  Eigen::MatrixXd d = Eigen::MatrixXd::Identity(12, 12);
  for (int i = 1; i < 12; ++i) d(i, i - 1) = -1.0;
  if (order == 2) d = (d * d).eval();
  const Eigen::MatrixXd a = d.bottomRows(12 - left_out) * units.cwiseInverse().asDiagonal();
  return a.transpose() * a;
}

const Eigen::VectorXd z12 = Eigen::Map<const Eigen::VectorXd>(indicator.data(), 12);
const Eigen::VectorXd ones = Eigen::VectorXd::Ones(12);

TEST(Benchmarking, second_differences_are_the_smallest_possible) {
  expect_near(denton(indicator, benchmarks, 4, {.differences = 2}).values, dense(differences(2, z12, 2)));
  expect_near(denton(indicator, benchmarks, 4, {.form = BenchmarkForm::additive, .differences = 2}).values, dense(differences(2, ones, 2)));
  expect_near(denton(indicator, benchmarks, 4, {.differences = 2, .anchored_start = true}).values, dense(differences(2, z12, 0)));
  expect_near(denton(indicator, benchmarks, 4, {.form = BenchmarkForm::additive, .anchored_start = true}).values,
              dense(differences(1, ones, 0)));
}

TEST(Benchmarking, cholette_dagum_is_the_regression_with_its_covariance) {
  for (const double lambda : {0.0, 0.5, 1.0}) {
    Eigen::MatrixXd v(12, 12);
    for (int i = 0; i < 12; ++i)
      for (int j = 0; j < 12; ++j) v(i, j) = std::pow(0.729, std::abs(i - j)) * std::pow(z12[i] * z12[j], lambda);
    Eigen::MatrixXd c = Eigen::MatrixXd::Zero(3, 12);
    for (int y = 0; y < 3; ++y) c.block(y, 4 * y, 1, 4).setOnes();
    const Eigen::VectorXd gap = Eigen::Map<const Eigen::VectorXd>(benchmarks.data(), 3) - c * z12;
    const Eigen::VectorXd expected = z12 + v * c.transpose() * (c * v * c.transpose()).ldlt().solve(gap);
    expect_near(cholette_dagum(indicator, benchmarks, 4, {.rho = 0.729, .lambda = lambda}).values, expected);
  }
}

TEST(Benchmarking, rho_of_one_is_denton) {
  const auto a = cholette_dagum(indicator, benchmarks, 4, {.rho = 1.0}).values;
  const auto b = denton(indicator, benchmarks, 4).values;
  for (std::size_t t = 0; t < a.size(); ++t) EXPECT_NEAR(a[t], b[t], 1e-12 * b[t]);  // rounding
}

TEST(Benchmarking, deviations_die_out_past_the_last_benchmark) {
  const Numbers two{4000.0, 4161.4};
  const auto x = cholette_dagum(indicator, two, 4, {.rho = 0.5, .lambda = 0.0}).values;
  for (std::size_t t = 8; t < 12; ++t) EXPECT_NEAR(x[t] - indicator[t], 0.5 * (x[t - 1] - indicator[t - 1]), 1e-9);  // rounding of 1e3
}

TEST(Benchmarking, adjusted_to_the_level_constant_ratios_stay) {
  Numbers level(12);
  for (std::size_t t = 0; t < 12; ++t) level[t] = 40.0 * indicator[t];
  const auto x = cholette_dagum(indicator, to_long_periods(level, 4), 4, {.adjust_level = true}).values;
  for (std::size_t t = 0; t < 12; ++t) EXPECT_NEAR(x[t], level[t], 1e-10 * level[t]);  // rounding
}

TEST(Benchmarking, a_zero_in_the_indicator_makes_it_additive) {
  Numbers with_zero = indicator;
  with_zero[3] = 0.0;
  const auto result = denton(with_zero, benchmarks, 4);
  EXPECT_EQ(result.form, BenchmarkForm::additive);
  EXPECT_EQ(result.values, denton(with_zero, benchmarks, 4, {.form = BenchmarkForm::additive}).values);
  EXPECT_EQ(cholette_dagum(with_zero, benchmarks, 4).values[3], 0.0);
}

TEST(Benchmarking, a_missing_benchmark_binds_nothing) {
  const Numbers gap{4000.0, missing, 4100.0};
  const auto x = denton(indicator, gap, 4);
  EXPECT_EQ(x.unused_benchmarks, 1u);
  const auto jump = [&](std::size_t t) { return x.values[t] / indicator[t] - x.values[t - 1] / indicator[t - 1]; };
  for (std::size_t t = 5; t <= 8; ++t) EXPECT_NEAR(jump(t), jump(4), 1e-12);  // the ratio runs straight through the year
}

TEST(Benchmarking, ends_of_the_indicator_may_be_ragged) {
  Numbers ragged = indicator;
  ragged.front() = missing;
  ragged.back() = missing;
  const auto result = denton(ragged, benchmarks, 4);
  EXPECT_EQ(result.reason, Reason::none);
  EXPECT_EQ(result.unused_benchmarks, 2u);
  EXPECT_TRUE(is_missing(result.values.front()) && is_missing(result.values.back()));
  EXPECT_NEAR(result.values[4] + result.values[5] + result.values[6] + result.values[7], 4161.4, 1e-9);  // P27
}

TEST(Benchmarking, what_cannot_be_had_has_its_reason) {
  Numbers gap = indicator;
  gap[5] = missing;
  EXPECT_EQ(denton(gap, benchmarks, 4).reason, Reason::missing);
  EXPECT_TRUE(is_missing(denton(gap, benchmarks, 4).values[0]));
  EXPECT_EQ(denton(indicator, Numbers{missing}, 4).reason, Reason::too_few_points);
  EXPECT_EQ(denton(indicator, Numbers{4000.0}, 4, {.differences = 2}).reason, Reason::too_few_points);
  const Numbers zeros(12, 0.0);
  EXPECT_EQ(pro_rata(zeros, benchmarks, 4).reason, Reason::zero_base);
  EXPECT_EQ(cholette_dagum(zeros, benchmarks, 4).reason, Reason::zero_base);
}

TEST(Benchmarking, misuse_throws) {
  EXPECT_THROW((void)denton(indicator, benchmarks, 0), ValueError);
  EXPECT_THROW((void)denton(indicator, benchmarks, 4, {.differences = 3}), ValueError);
  EXPECT_THROW((void)cholette_dagum(indicator, benchmarks, 4, {.rho = 1.5}), ValueError);
  EXPECT_THROW((void)cholette_dagum(indicator, benchmarks, 4, {.lambda = -1.0}), ValueError);
  const SeriesView yearly{benchmarks, Period::of_year(2020)};
  EXPECT_THROW((void)denton(yearly, SeriesView{indicator, Period::of_quarter(2020, 1)}), ValueError);
}

TEST(Benchmarking, periods_place_the_benchmarks) {
  const SeriesView quarters{std::span(indicator), Period::of_quarter(2019, 3)};
  const SeriesView years{std::span(benchmarks).first(2), Period::of_year(2020)};
  EXPECT_EQ(denton(quarters, years).values, denton(indicator, std::span(benchmarks).first(2), 4, {.lead = 2}).values);
  const SeriesView before{std::span(benchmarks), Period::of_year(2018)};
  EXPECT_EQ(denton(quarters, before).unused_benchmarks, 2u);
}

struct Panels {
  Panel quarters{Unit{}};
  Panel years{Unit{}};
  Panels() {
    for (int i = 0; i < 100; ++i) {
      Series q{indicator, Period::of_quarter(2019, 1 + i % 4)};
      Series y{benchmarks, Period::of_year(2019)};
      q.id = y.id = std::to_string(i);
      if (i == 7) q.values[5] = missing;
      if (i == 8) y.first = Period::of_month(2019, 1);
      q.values[0] *= 1.0 + 0.01 * i;
      quarters.add(q);
      years.add(y);
    }
  }
};

TEST(Benchmarking, a_panel_gives_what_its_pairs_give_and_bad_pairs_stop_nothing) {
  const Panels panels;
  const PanelView q = panels.quarters.view();
  Numbers out(q.values.size());
  std::vector<Reason> reasons(q.size());
  denton(q, panels.years.view(), out, reasons, {}, 2);
  EXPECT_EQ(reasons[7], Reason::missing);
  EXPECT_EQ(reasons[8], Reason::not_comparable);
  for (std::size_t i = 0; i < q.size(); ++i) {
    if (i == 7 || i == 8) continue;
    const auto alone = denton(panels.quarters.series(i), panels.years.series(i));
    EXPECT_EQ(Numbers(out.begin() + q.offsets[i], out.begin() + q.offsets[i + 1]).back(), alone.values.back());
    EXPECT_EQ(reasons[i], alone.reason);
  }
}

TEST(Benchmarking, panels_that_do_not_pair_throw) {
  const Panels panels;
  const PanelView q = panels.quarters.view();
  Numbers out(q.values.size());
  std::vector<Reason> reasons(q.size());
  EXPECT_THROW(denton(q, panels.years.view(), std::span(out).first(3), reasons), ShapeError);
  PanelView other = panels.years.view();
  std::vector<std::string> ids(other.ids.begin(), other.ids.end());
  ids[3] = "elsewhere";
  other.ids = ids;
  EXPECT_THROW(cholette_dagum(q, other, out, reasons), KeyError);
}

TEST(Benchmarking, totals_that_contradict_the_benchmarks_are_refused) {
  const Numbers two_years{400.0, 410.0};
  Numbers both = indicator;
  both.resize(8);
  const Numbers single = both;
  both.insert(both.end(), single.begin(), single.end());
  const Numbers two_series{400.0, 410.0, 400.0, 410.0};
  const Numbers totals{200.0, 200.0, 200.0, 201.0, 205.0, 205.0, 205.0, 205.0};
  EXPECT_EQ(denton_with_totals(both, two_series, totals, 4).reason, Reason::contradiction);
}

TEST(Benchmarking, several_series_to_totals_are_the_smallest_sum_of_criteria) {
  const Numbers z{98, 101, 103, 100, 99, 102, 104, 101, 40, 42, 47, 41, 43, 45, 48, 44};
  const Numbers y{410, 415, 168, 182};
  const Numbers totals{140, 143, 152, 143, 145, 149, 154, 149};
  Eigen::MatrixXd k = Eigen::MatrixXd::Zero(28, 28);  // 16 values, 4 years, 8 totals; one is redundant each year
  Eigen::VectorXd right = Eigen::VectorXd::Zero(28);
  for (int s = 0; s < 2; ++s) {
    const Eigen::VectorXd own = Eigen::Map<const Eigen::VectorXd>(z.data() + 8 * s, 8);
    const double level = (y[static_cast<std::size_t>(2 * s)] + y[static_cast<std::size_t>(2 * s + 1)]) / own.sum();
    Eigen::MatrixXd d = Eigen::MatrixXd::Zero(7, 8);
    for (int i = 0; i < 7; ++i) d.row(i)[i + 1] = -(d.row(i)[i] = -1.0);
    d = (d * (level * own).cwiseInverse().asDiagonal()).eval();
    k.block(8 * s, 8 * s, 8, 8) = 1e4 * d.transpose() * d;  // the factor is for the size of the matrix only
    for (int year = 0; year < 2; ++year) {
      k.block(16 + 2 * s + year, 8 * s + 4 * year, 1, 4).setOnes();
      right[16 + 2 * s + year] = y[static_cast<std::size_t>(2 * s + year)];
    }
    k.block(20, 8 * s, 8, 8).setIdentity();
  }
  for (int t = 0; t < 8; ++t) right[20 + t] = totals[static_cast<std::size_t>(t)];
  k = Eigen::MatrixXd(k.selfadjointView<Eigen::Lower>());
  const Eigen::VectorXd expected = k.completeOrthogonalDecomposition().solve(right);
  const auto table = denton_with_totals(z, y, totals, 4);
  ASSERT_EQ(table.reason, Reason::none);
  for (std::size_t t = 0; t < 16; ++t) EXPECT_NEAR(table.values[t], expected[static_cast<Eigen::Index>(t)], 1e-9 * 100.0);  // P30
}

}  // namespace benchmarking_test
