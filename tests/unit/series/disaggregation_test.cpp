// SPDX-License-Identifier: Apache-2.0
// Disaggregation against generalised least squares with dense matrices by Eigen, and the rules for ends, gaps and misuse.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/series/disaggregation.hpp>

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include <cmath>

using namespace industria;

namespace disaggregation_test {

using Numbers = std::vector<double>;
using Model = DisaggregationModel;

constexpr Eigen::Index months = 100;
constexpr int years = 8;  // 96 months, then four more

/// Two indicators over 100 months and yearly figures that move with them.
struct Data {
  Data() {
    for (int t = 0; t < months; ++t) {
      indicators.push_back(100.0 + 0.5 * t + 8.0 * std::sin(0.5236 * t));
    }
    for (int t = 0; t < months; ++t) indicators.push_back(50.0 + 10.0 * std::cos(0.11 * t * (1.0 + 0.01 * t)));
    for (int y = 0; y < years; ++y) {
      double sum = 0.0;
      for (int t = 12 * y; t < 12 * y + 12; ++t) sum += 3.0 + 2.0 * indicators[static_cast<std::size_t>(t)] - indicators[static_cast<std::size_t>(months + t)];
      figures.push_back(sum + 40.0 * std::sin(1.7 * y));
    }
  }
  Numbers indicators, figures;
};

/// x = X b + V C' S^-1 (y - C X b) with full matrices.
Eigen::VectorXd dense(const Data& data, const Eigen::MatrixXd& v, Conversion conversion) {
  Eigen::MatrixXd x(months, 3);
  x.col(0).setOnes();
  x.rightCols(2) = Eigen::Map<const Eigen::MatrixXd>(data.indicators.data(), months, 2);
  Eigen::MatrixXd c = Eigen::MatrixXd::Zero(years, months);
  for (int y = 0; y < years; ++y) {
    if (conversion == Conversion::sum) c.block(y, 12 * y, 1, 12).setOnes();
    if (conversion == Conversion::average) c.block(y, 12 * y, 1, 12).setConstant(1.0 / 12.0);
    if (conversion == Conversion::first) c(y, 12 * y) = 1.0;
    if (conversion == Conversion::last) c(y, 12 * y + 11) = 1.0;
  }
  const Eigen::VectorXd y = Eigen::Map<const Eigen::VectorXd>(data.figures.data(), years);
  const Eigen::MatrixXd s = (c * v * c.transpose()).inverse();
  const Eigen::MatrixXd cx = c * x;
  const Eigen::VectorXd b = (cx.transpose() * s * cx).fullPivLu().solve(cx.transpose() * s * y);
  return x * b + v * c.transpose() * s * (y - cx * b);
}

Eigen::MatrixXd covariance(Model model, double rho) {
  Eigen::MatrixXd h = Eigen::MatrixXd::Identity(months, months);
  Eigen::MatrixXd d = h;
  for (Eigen::Index i = 1; i < months; ++i) {
    h(i, i - 1) = -rho;
    d(i, i - 1) = -1.0;
  }
  if (model == Model::chow_lin) h(0, 0) = std::sqrt(1.0 - rho * rho);
  const Eigen::MatrixXd a = model == Model::chow_lin ? h : model == Model::litterman ? Eigen::MatrixXd(h * d) : d;
  return (a.transpose() * a).inverse();
}

TEST(Disaggregation, equals_generalised_least_squares_with_full_matrices) {
  const Data data;
  for (const Model model : {Model::chow_lin, Model::fernandez, Model::litterman}) {
    for (const Conversion conversion : {Conversion::sum, Conversion::average, Conversion::first, Conversion::last}) {
      const auto result = disaggregate(data.figures, data.indicators, 2, 12, {.model = model, .rho_rule = RhoRule::fixed, .rho = 0.7, .conversion = conversion});
      const Eigen::VectorXd expected = dense(data, covariance(model, 0.7), conversion);
      ASSERT_EQ(result.values.size(), 100u);
      const double size = expected.cwiseAbs().maxCoeff();
      // The dense inverse of Litterman's covariance keeps about 9 digits.
      for (std::size_t t = 0; t < 100; ++t) EXPECT_NEAR(result.values[t], expected[static_cast<Eigen::Index>(t)], 1e-8 * size);
    }
  }
}

TEST(Disaggregation, rho_found_is_the_best_of_a_fine_grid) {
  Data data;
  data.figures[3] = missing;  // the search goes over a gap too
  for (const Model model : {Model::chow_lin, Model::litterman}) {
    for (const Conversion conversion : {Conversion::sum, Conversion::average, Conversion::first, Conversion::last}) {
      DisaggregationOptions options{.model = model, .negative_rho = true, .conversion = conversion};
      const auto best = disaggregate(data.figures, data.indicators, 2, 12, options);
      options.rho_rule = RhoRule::fixed;
      for (int i = -9; i < 100; ++i) {
        options.rho = 0.01 * i;
        const auto other = disaggregate(data.figures, data.indicators, 2, 12, options);
        EXPECT_GE(best.log_likelihood, other.log_likelihood - 1e-7) << options.rho;  // flat at the top: rho to 1e-8
      }
    }
  }
}

TEST(Disaggregation, an_average_is_a_sum_divided) {
  const Data data;
  Numbers averages = data.figures;
  for (double& value : averages) value /= 12.0;
  const auto a = disaggregate(averages, data.indicators, 2, 12, {.conversion = Conversion::average});
  const auto b = disaggregate(data.figures, data.indicators, 2, 12);
  for (std::size_t t = 0; t < 100; ++t) EXPECT_NEAR(a.values[t], b.values[t], 1e-7 * std::abs(b.values[t]));  // two searches of rho
  EXPECT_NEAR(a.log_likelihood, b.log_likelihood + years * std::log(12.0), 1e-7);  // change of variable
}

TEST(Disaggregation, without_indicators_fernandez_is_a_smooth_path_through_the_figures) {
  const Numbers figures{12.0, 24.0, 36.0};
  const auto result = disaggregate(figures, {}, 0, 12, {.model = Model::fernandez, .beyond = 3});
  ASSERT_EQ(result.values.size(), 39u);
  EXPECT_DOUBLE_EQ(result.values[38], result.values[35]);  // a random walk is forecast by its last value
  for (std::size_t t = 1; t < 36; ++t) EXPECT_GT(result.values[t], result.values[t - 1]);
}

TEST(Disaggregation, an_exact_relation_is_found) {
  const Data data;
  const auto column = std::span(data.indicators).first(100);
  Numbers figures = to_long_periods(column, 12);
  for (double& value : figures) value = 2.0 * value + 12.0 * 5.0;
  const auto result = disaggregate(figures, column, 1, 12);
  EXPECT_NEAR(result.coefficients[0], 5.0, 1e-8);  // rounding
  EXPECT_NEAR(result.coefficients[1], 2.0, 1e-10);
  for (std::size_t t = 0; t < 100; ++t) EXPECT_NEAR(result.values[t], 5.0 + 2.0 * column[t], 1e-8);
}

TEST(Disaggregation, what_cannot_be_had_has_its_reason) {
  Data data;
  EXPECT_EQ(disaggregate(std::span(data.figures).first(3), data.indicators, 2, 12).reason, Reason::too_few_points);
  const Numbers constant(100, 7.0);
  EXPECT_EQ(disaggregate(data.figures, constant, 1, 12).reason, Reason::too_few_points);
  data.indicators[50] = missing;
  EXPECT_EQ(disaggregate(data.figures, data.indicators, 2, 12).reason, Reason::missing);
  data.indicators[50] = 100.0;
  data.indicators[99] = data.indicators[0] = data.figures[4] = missing;
  const auto ragged = disaggregate(data.figures, data.indicators, 2, 12);
  EXPECT_EQ(ragged.reason, Reason::none);
  EXPECT_EQ(ragged.unused_figures, 2u);
  EXPECT_TRUE(is_missing(ragged.values[0]) && is_missing(ragged.values[99]) && !is_missing(ragged.values[50]));
}

TEST(Disaggregation, misuse_throws) {
  const Data data;
  EXPECT_THROW((void)disaggregate(data.figures, data.indicators, 2, 0), ValueError);
  EXPECT_THROW((void)disaggregate(data.figures, data.indicators, 3, 12), ShapeError);
  EXPECT_THROW((void)disaggregate(data.figures, data.indicators, 2, 12, {.rho_rule = RhoRule::fixed, .rho = 1.0}), ValueError);
  EXPECT_THROW((void)disaggregate(data.figures, {}, 0, 12, {.intercept = false}), ValueError);
  EXPECT_THROW((void)disaggregate(data.figures, data.indicators, 2, 12, {.model = Model::litterman, .rho_rule = RhoRule::minimum_rss_correlation}), ValueError);
}

TEST(Disaggregation, a_panel_gives_what_its_pairs_give) {
  const Data data;
  Panel indicators{Unit{}};
  Panel figures{Unit{}};
  for (int i = 0; i < 40; ++i) {
    Series high{Numbers(data.indicators.begin(), data.indicators.begin() + 100), Period::of_month(2010, 1)};
    high.values[static_cast<std::size_t>(i)] += 5.0;
    high.id = std::to_string(i);
    Series low{data.figures, i == 5 ? Period::of_year_to_date(2010, 1) : Period::of_year(2010)};
    low.id = high.id;
    indicators.add(high);
    figures.add(low);
  }
  Numbers out(indicators.view().values.size());
  const auto results = disaggregate(figures.view(), indicators.view(), out, {}, 2);
  EXPECT_EQ(results[5].reason, Reason::not_comparable);
  for (std::size_t i = 6; i < 40; ++i) {
    const auto alone = disaggregate(figures.series(i), indicators.series(i));
    EXPECT_EQ(results[i].rho, alone.rho);
    EXPECT_EQ(Numbers(out.begin() + static_cast<std::ptrdiff_t>(100 * i), out.begin() + static_cast<std::ptrdiff_t>(100 * i + 100)), alone.values);
  }
}

}  // namespace disaggregation_test
