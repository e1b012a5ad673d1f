// SPDX-License-Identifier: Apache-2.0
// The first projection methods: textbook formulas, short series, fallbacks, gaps, batches.
#include <industria/base/error.hpp>
#include <industria/model/panel.hpp>
#include <industria/projection/project.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using industria::Forecast;
using industria::forecast;
using industria::ForecastOptions;
using industria::GrowthPrior;
using industria::Method;
using industria::missing;
using industria::Period;
using industria::Quality;
using industria::Series;

namespace project_test {

Series yearly(std::vector<double> values, int first = 2000) { return {.values = std::move(values), .first = Period::of_year(first)}; }
ForecastOptions by(Method method) {
  ForecastOptions options;
  options.method = method;
  return options;
}
const std::vector<double> twelve{12, 15, 14, 18, 21, 19, 23, 27, 26, 29, 33, 30};

TEST(Project, last_value_repeats_the_last_value) {
  const Forecast f = forecast(yearly(twelve), 3, by(Method::last_value));
  EXPECT_EQ(f.median(0), 30.0);
  EXPECT_EQ(f.median(2), 30.0);
  EXPECT_EQ(f.method_used, "last_value");
}

TEST(Project, drift_follows_the_line_through_first_and_last) {
  const Forecast f = forecast(yearly(twelve), 2, by(Method::drift));
  EXPECT_DOUBLE_EQ(f.median(0), 30.0 + 18.0 / 11);
  EXPECT_DOUBLE_EQ(f.median(1), 30.0 + 2 * 18.0 / 11);
}

TEST(Project, drift_has_the_textbook_variance_from_twelve_values_on) {
  // Hyndman and Athanasopoulos, Forecasting (3rd ed.), 5.5: s^2 h (1 + h / (T - 1)).
  const Forecast f = forecast(yearly(twelve), 4, by(Method::drift));
  double squares = 0.0;
  for (std::size_t i = 1; i < twelve.size(); ++i) squares += std::pow(twelve[i] - twelve[i - 1] - 18.0 / 11, 2);
  const double one = f.scale * f.scale * f.law.covariance(4, 4);
  EXPECT_NEAR(one, squares / 10 * 4 * (1 + 4.0 / 11), 1e-12 * one);
  EXPECT_EQ(f.pool_share, 0.0);
}

TEST(Project, cagr_compounds_the_growth_from_first_to_last) {
  const Forecast f = forecast(yearly({100, 110, 121}), 2, by(Method::cagr));
  EXPECT_NEAR(f.median(0), 133.1, 1e-12 * 133.1);
  EXPECT_NEAR(f.median(1), 146.41, 1e-12 * 146.41);
}

TEST(Project, log_linear_goes_on_with_an_exact_exponential) {
  const Forecast f = forecast(yearly({1, 2, 4, 8, 16}), 2, by(Method::log_linear));
  EXPECT_NEAR(f.median(1), 64.0, 1e-12 * 64);
}

TEST(Project, falls_back_with_a_reason_when_a_series_does_not_admit_the_method) {
  const Forecast zeros = forecast(yearly({0, 3, 5}), 1, by(Method::log_linear));
  EXPECT_EQ(zeros.method_used, "drift");
  EXPECT_EQ(zeros.fallback_reason, "not_positive");
  const Forecast one = forecast(yearly({5}), 1, by(Method::cagr));
  EXPECT_EQ(one.method_used, "last_value");
  EXPECT_EQ(one.fallback_reason, "too_few_values");
}

TEST(Project, any_series_gets_intervals_of_positive_width) {
  for (const Series& s : {yearly({5}), yearly({0}), yearly({0, 0, 0}), yearly({7, 7}), yearly(std::vector<double>(20, 3.0)),
                          yearly({-4}), yearly({1e300, 1e300}), yearly({1e-300})}) {
    for (const Method m : {Method::automatic, Method::last_value, Method::drift, Method::cagr, Method::log_linear}) {
      const Forecast f = forecast(s, 2, by(m));
      EXPECT_LT(f.interval(0, 80).lo, f.interval(0, 80).hi) << s.values.size() << ' ' << s.values[0] << ' ' << name(m);
    }
  }
}

TEST(Project, one_value_grows_as_the_pool_does) {
  ForecastOptions options;
  options.prior = GrowthPrior::stated(0.10, 0.03);
  const Forecast f = forecast(yearly({200}), 1, options);
  EXPECT_NEAR(f.median(0), 220.0, 1e-10);
  EXPECT_EQ(f.pool_share, 1.0);
  EXPECT_EQ(f.pool, "stated");
  EXPECT_EQ(f.quality, Quality::assumed);
}

TEST(Project, a_stated_growth_stands_in_for_the_level_before) {
  ForecastOptions options;
  options.stated_growth = 0.112;
  const Forecast with_growth = forecast(yearly({41200}, 2021), 1, options);
  const Forecast with_level = forecast(yearly({41200 / 1.112, 41200}, 2020), 1);
  EXPECT_DOUBLE_EQ(with_growth.median(0), with_level.median(0));
  EXPECT_EQ(with_growth.observations, 2);
  EXPECT_GT(with_growth.median(0), 41200 * std::exp(GrowthPrior::shipped().mean()));  // pulled up by its own growth
  EXPECT_LT(with_growth.median(0), 41200 * 1.112);                                      // but not all the way
}

TEST(Project, the_prior_fades_as_the_series_grows_and_is_gone_after_twelve_values) {
  std::vector<double> y(twelve.begin(), twelve.end());
  const auto share = [&](std::ptrdiff_t n) { return forecast(yearly({y.begin(), y.begin() + n}), 1).pool_share; };
  EXPECT_EQ(share(1), 1.0);
  EXPECT_LT(share(3), share(1));
  EXPECT_LT(share(12), share(3));
  y.push_back(1.05 * y.back());
  EXPECT_EQ(share(13), 0.0);
}

TEST(Project, a_trailing_gap_is_forecast_over) {
  const Forecast gap = forecast(yearly({10, 12, 14, 16, missing, missing}), 1, by(Method::drift));
  const Forecast direct = forecast(yearly({10, 12, 14, 16}), 3, by(Method::drift));
  EXPECT_EQ(gap.periods[0], Period::of_year(2006));
  EXPECT_EQ(gap.median(0), direct.median(2));
  EXPECT_DOUBLE_EQ(gap.law.covariance(1, 1), direct.law.covariance(3, 3));
}

TEST(Project, a_gap_inside_is_stepped_over) {
  const Forecast f = forecast(yearly({10, missing, 14, 16}), 1, by(Method::drift));
  EXPECT_DOUBLE_EQ(f.median(0), 18.0);
  EXPECT_EQ(f.observations, 3);
}

TEST(Project, an_empty_series_has_periods_and_no_law) {
  const Forecast f = forecast(yearly({missing, missing}), 2);
  EXPECT_EQ(f.quality, Quality::none);
  EXPECT_EQ(f.fallback_reason, "no_values");
  EXPECT_EQ(f.periods.size(), 2u);
  EXPECT_TRUE(std::isnan(f.median(0)));
}

TEST(Project, keeps_the_tighter_limits) {
  Series s = yearly({90, 95, 99});
  s.upper = 100;
  ForecastOptions options;
  options.upper = 120;
  EXPECT_EQ(forecast(s, 5, options).interval(4, 95).hi, 100.0);
}

TEST(Project, monthly_growth_of_the_pool_adds_up_to_a_year) {
  const Series s{.values = {100}, .first = Period::of_month(2021, 12)};
  ForecastOptions options;
  options.prior = GrowthPrior::stated(0.06, 0.05);
  EXPECT_NEAR(forecast(s, 12, options).median(11), 106.0, 1e-8);  // the median is solved for to 1e-10 of the spread
}

TEST(Project, refuses_horizons_and_options_out_of_range) {
  const Series s = yearly({1, 2});
  ForecastOptions options;
  EXPECT_THROW((void)forecast(s, 0), industria::ValueError);
  EXPECT_THROW((void)forecast(s, 1001), industria::ValueError);
  options.lower = 2;
  options.upper = 1;
  EXPECT_THROW((void)forecast(s, 1, options), industria::ValueError);
  options = {};
  options.stated_growth = -1.0;
  EXPECT_THROW((void)forecast(s, 1, options), industria::ValueError);
}

TEST(Project, a_panel_stops_when_progress_says_so) {
  industria::Panel panel{industria::Unit{}};
  for (int i = 0; i < 600; ++i) panel.add(yearly(twelve));
  ForecastOptions options;
  options.progress = [](std::size_t, std::size_t) { return false; };
  const std::vector<Forecast> out = forecast(panel.view(), 1, options);
  ASSERT_EQ(out.size(), 600u);
  EXPECT_EQ(out.front().quality, Quality::good);
  EXPECT_EQ(out.back().fallback_reason, "stopped");
  EXPECT_EQ(out.back().quality, Quality::none);
}

TEST(Project, methods_read_their_own_names) {
  EXPECT_EQ(industria::parse_method(name(Method::log_linear)), Method::log_linear);
  EXPECT_EQ(industria::parse_method("best"), std::nullopt);
}

}  // namespace project_test
