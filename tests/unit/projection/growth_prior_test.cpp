// SPDX-License-Identifier: Apache-2.0
// The growth prior: what it is learned from, what it promises to series of few values, what it refuses.
#include <industria/projection/project.hpp>

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/detail/projection_growth_grid.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace industria;

namespace growth_prior_test {

Series yearly(std::vector<double> values) { return {.values = std::move(values), .first = Period::of_year(2015)}; }
Forecast ahead(std::vector<double> values, const ForecastOptions& options = {.method = Method::pooled_growth}) {
  return forecast(yearly(std::move(values)), 6, options);
}

/// Indices of industrial production of every sixth province by name, previous year = 100, 2012-2016 (General Statistics Office of
/// Viet Nam), as levels.
Panel provinces() {
  const std::vector<std::vector<double>> growths = {{106.6, 105.1, 102.6, 105, 105.7},
                                                    {114.8, 111.9, 102.7, 108.5, 106.5},
                                                    {104.6, 107.7, 108.2, 107.3, 108.8},
                                                    {107.4, 107.6, 107.6, 107.7, 107.5},
                                                    {107, 113.1, 119.1, 120.3, 120.9},
                                                    {108.9, 107.2, 107.5, 108.7, 108.5},
                                                    {96.1, 103, 105.2, 111.6, 107.7},
                                                    {110.9, 112.1, 125.2, 109.1, 102.1},
                                                    {92, 102.3, 104.7, 105.2, 100.1},
                                                    {106.7, 102.1, 322.8, 176, 123.7}};
  Panel out{Unit{}};
  for (const auto& g : growths) {
    std::vector<double> y{100};
    for (const double index : g) y.push_back(y.back() * index / 100);
    out.add(yearly(y));
  }
  return out;
}

TEST(GrowthPrior, every_number_of_values_from_one_gets_a_finite_law) {
  std::vector<double> y;
  for (int n = 1; n <= 12; ++n) {
    y.push_back(100.0 * std::pow(1.07, n) * (n % 2 == 0 ? 1.03 : 0.98));
    const Forecast f = ahead(y);
    for (std::size_t k = 0; k < 6; ++k) {
      ASSERT_LT(f.interval(k, 95).lo, f.interval(k, 80).lo) << n;
      ASSERT_TRUE(std::isfinite(f.quantile(k, 0.001)) && std::isfinite(f.quantile(k, 0.999))) << n;
    }
    EXPECT_EQ(f.method_used, "pooled_growth");
  }
}

TEST(GrowthPrior, the_closed_form_of_an_even_student_law_is_the_law) {
  for (const int dof : {6, 8, 14, 24}) {
    const detail::EvenStudent law(dof);
    for (const double z : {-30.0, -2.5, -0.3, 0.0, 1.0, 7.0}) {
      EXPECT_NEAR(law(z).below, detail::student_cdf(z, dof), 1e-14) << dof << ' ' << z;  // some ulps of 1
      EXPECT_NEAR(law(z).density, detail::student_density(z, dof), 1e-14) << dof << ' ' << z;
    }
  }
}

TEST(GrowthPrior, the_split_law_has_the_quantiles_of_the_mixture) {
  const detail::GrowthGrid grid(GrowthPrior::shipped(), 1.0);
  const std::vector<detail::GrowthStep> growths{{std::log(1.12), 1}, {std::log(1.03), 1}};
  detail::GrowthPredictive law(grid.laws, grid.dof, grid.damping, growths, {});
  const Forecast f = ahead({100, 112, 112 * 1.03});
  for (std::size_t k = 0; k < 6; ++k) {
    law.advance();
    for (const double p : {0.1, 0.5, 0.9}) EXPECT_NEAR(law.at(std::log(f.quantile(k, p) / (112 * 1.03))).below, p, 1e-6);  // tail table
    for (const double p : {0.025, 0.3, 0.7, 0.975}) EXPECT_NEAR(law.at(std::log(f.quantile(k, p) / (112 * 1.03))).below, p, 0.02);  // what two Student halves leave of a mixture
  }
}

TEST(GrowthPrior, is_learned_from_a_panel_whatever_its_order_and_scale) {
  const Panel panel = provinces();
  const GrowthPrior prior = fit_growth_prior(panel.view(), {.own_weight = 1.0});
  EXPECT_EQ(prior.series, 10);
  EXPECT_EQ(prior.growths, 50);
  EXPECT_NEAR(prior.mean(), 0.08, 0.01);  // 0.0800: largest likelihood of a Student mixed model for all 63 provinces
  Panel other{Unit{}};
  for (std::size_t i = panel.size(); i-- > 0;) {
    std::vector<double> y(panel.view().series(i).values.begin(), panel.view().series(i).values.end());
    for (double& v : y) v *= 1024;
    other.add(yearly(y));
  }
  EXPECT_EQ(fit_growth_prior(other.view(), {.own_weight = 1.0}), prior);
}

TEST(GrowthPrior, covers_the_next_year_of_real_provinces_as_often_as_it_says) {
  int inside80 = 0;
  int inside95 = 0;
  int cases = 0;
  const Panel panel = provinces();
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const auto all = panel.view().series(i).values;
    for (std::size_t n = 1; n < all.size(); ++n) {
      const Forecast f = ahead({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)});
      inside80 += f.interval(0, 80).contains(all[n]) ? 1 : 0;
      inside95 += f.interval(0, 95).contains(all[n]) ? 1 : 0;
      ++cases;
    }
  }
  EXPECT_EQ(cases, 50);
  EXPECT_GE(inside80, 34);  // two standard errors of 50 independent cases below 80 and 95 per cent
  EXPECT_GE(inside95, 44);
}

TEST(GrowthPrior, stands_beside_its_background_with_the_weight_that_is_asked_for) {
  const GrowthPrior prior = fit_growth_prior(provinces().view());
  ASSERT_EQ(prior.laws.size(), 1 + GrowthPrior::shipped().laws.size());
  EXPECT_EQ(prior.laws[0].weight, 0.5);
  EXPECT_NO_THROW(prior.validate());
  Panel two{Unit{}};
  two.add(yearly({100, 110}));
  two.add(yearly({-1, 2, 3}));
  EXPECT_EQ(fit_growth_prior(two.view()).laws, GrowthPrior::shipped().laws);  // one series tells nothing of the rest
}

TEST(GrowthPrior, of_a_panel_that_tells_nothing_is_the_background_and_says_so) {
  const Panel empty{Unit{}};
  Panel unknown{Unit{}};
  for (int i = 0; i < 5; ++i) unknown.add(yearly({missing, missing, 7.0}));
  const GrowthPrior background = GrowthPrior::stated(0.1, 0.05, "ministry");
  for (const Panel* panel : {&empty, static_cast<const Panel*>(&unknown)}) {
    const GrowthPrior prior = fit_growth_prior(panel->view(), {.background = &background, .source = "provinces"});
    EXPECT_EQ(prior.name, "ministry");
    EXPECT_EQ(prior.source, "stated by the user; of provinces 0 series have growth, 3 are needed");
    EXPECT_EQ(prior.laws, background.laws);
    EXPECT_EQ(prior.series, 0);
  }
}

TEST(GrowthPrior, hostile_series_get_a_finite_law_or_the_reason_of_another_method) {
  const std::vector<std::vector<double>> hostile = {{5},         {1e300, 1.1e300},      {1e-300, 1e-308, 1e-305}, {7, 7, 7, 7, 7, 7}, {1, 1e9, 1},   {0},
                                                    {0, 0, 0},   {3, 0, 4},             {-5, -4, -3},             {5, missing, 7},    {1e-12, 1e12}, {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048},
                                                    {-1000, 1},   {100, missing, missing}};
  for (const auto& values : hostile) {
    const Forecast f = ahead(values);
    const bool positive = std::none_of(values.begin(), values.end(), [](double y) { return y <= 0.0; });
    EXPECT_EQ(f.method_used == "pooled_growth", positive) << values.front();
    EXPECT_EQ(f.fallback_reason.empty(), positive) << values.front();
    for (std::size_t k = 0; k < 6; ++k) {
      const double p = f.probability_at_least(k, f.median(k));
      ASSERT_TRUE(p > 0.4 && p < 0.6) << values.front();  // the median of a law with a density
    }
  }
  EXPECT_EQ(ahead({missing, missing}).quality, Quality::none);
}

TEST(GrowthPrior, a_last_value_above_the_line_of_the_others_is_drawn_back_but_never_below_what_a_lower_one_gives) {
  GrowthPrior without = GrowthPrior::shipped();
  for (GrowthLaw& law : without.laws) law.reversion = 0.0;
  std::vector<double> y{100, 104, 108, 112, 117, 122, 127, 132};
  const auto median = [&](const GrowthPrior& prior) { return ahead(y, {.method = Method::pooled_growth, .prior = prior}).median(4); };
  y.back() = 150;
  EXPECT_LT(median(GrowthPrior::shipped()), median(without));
  double before = 0.0;
  for (const double last : {118.0, 125.0, 132.0, 140.0, 150.0, 165.0}) {
    y.back() = last;
    EXPECT_GT(median(GrowthPrior::shipped()), before) << last;
    before = median(GrowthPrior::shipped());
  }
}

TEST(GrowthPrior, the_share_of_the_pool_falls_as_values_come) {
  std::vector<double> y;
  double before = 1.1;
  for (int n = 1; n <= 12; ++n) {
    y.push_back(100.0 * std::pow(1.06, n) * (n % 3 == 0 ? 1.02 : 0.99));
    const double share = ahead(y).pool_share;
    EXPECT_LT(share, before) << n;
    EXPECT_EQ(share == 1.0, n == 1);
    before = share;
  }
}

TEST(GrowthPrior, a_stated_growth_is_the_median_and_is_not_damped) {
  const Forecast f = ahead({200}, {.method = Method::pooled_growth, .prior = GrowthPrior::stated(0.10, 0.03)});
  EXPECT_NEAR(f.median(0), 220.0, 1e-8);
  EXPECT_NEAR(f.median(5), 200 * std::pow(1.1, 6), 1e-6);
}

TEST(GrowthPrior, growth_told_without_levels_enters_as_data_and_bounds_as_bounds) {
  const auto after = [](Bounds told) {  // not so rare that the prior takes it for chance
    ForecastOptions options{.method = Method::pooled_growth};
    if (told.has_lo() || told.has_hi()) options.growth_statements = {{told, 7}};
    return ahead({100}, options);
  };
  const double without = after({}).median(0);
  EXPECT_GT(after(Bounds::exactly(0.12)).median(0), after(Bounds::exactly(0.08)).median(0));
  EXPECT_GT(after(Bounds::above(0.11)).median(0), after(Bounds::above(0.07)).median(0));
  EXPECT_GT(after(Bounds::above(0.07)).median(0), without);
  EXPECT_LT(after(Bounds::exactly(0.12)).pool_share, after(Bounds::above(0.11)).pool_share);
  EXPECT_LT(after(Bounds::above(0.11)).pool_share, 1.0);
}

/// One law, and nothing damped: what the test below draws from itself.
GrowthPrior plain_prior() {
  return {.name = "test", .laws = {{.name = "test", .mean = 0.05, .mean_sd = 0.0, .spread = 0.03, .volatility = 0.06, .volatility_spread = 0.6, .persistence = 0.2}}, .damping = 1.0};
}
Forecast told(std::vector<double> values, std::vector<Bounds> bounds, int horizon = 3) {
  Series s = yearly(std::move(values));
  s.bounds = std::move(bounds);
  return forecast(s, horizon, {.method = Method::pooled_growth, .prior = plain_prior()});
}

/// What is drawn from the prior step by step: logarithms of the levels after 100 and two levels within bounds, at steps 1 and 3, weighed by the
/// density of what is exact, dropped where a level leaves its bounds.
struct DrawnFuture {
  std::vector<double> weight;
  std::array<std::vector<double>, 2> at;
  [[nodiscard]] double below(std::size_t step, double y) const {
    double all = 0.0;
    double under = 0.0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
      all += weight[i];
      if (at[step][i] < std::log(y)) under += weight[i];
    }
    return under / all;
  }
};
DrawnFuture drawn_after(const std::vector<Bounds>& levels) {
  std::mt19937_64 engine(11);
  const auto uniform = [&] { return static_cast<double>(engine() >> 11) * 0x1p-53 + 0x1p-54; };
  const auto normal = [&] { return std::sqrt(-2.0 * std::log(uniform())) * std::cos(6.283185307179586 * uniform()); };
  const auto student = [&] { return normal() / std::sqrt(-std::log(uniform() * uniform() * uniform()) / 3.0); };  // chi-square with 6 degrees
  DrawnFuture out;
  for (int draw = 0; draw < 100000; ++draw) {
    const double mu = 0.05 + 0.03 * student();
    const double sigma = 0.06 * std::exp(0.6 * normal());
    const double momentum = 0.3 * ((uniform() < 1.0 / 3.0 ? 1 : 0) + (uniform() < 1.0 / 3.0 ? 1 : 0));
    const double pull = uniform() < 0.3 ? 0.4 : 0.0;
    const double phi = pull > 0.0 ? 0.0 : momentum;
    double away = 0.0;
    int values = 1;
    const auto moves = [&](double by) {
      away = values / (values + 1.0) * (away + by - mu);
      ++values;
    };
    double weight = 1.0;
    double level = std::log(100.0);
    double growth = mu;
    for (std::size_t i = 0; i < levels.size() && weight > 0.0; ++i) {
      const double mean = mu + phi * (growth - mu) - pull * away;
      const double scale = i == 0 ? sigma / std::sqrt(1.0 - phi * phi) : sigma;
      growth = levels[i].is_exact() ? std::log(levels[i].lo) - level : mean + scale * student();
      const double e = (growth - mean) / scale;
      if (levels[i].is_exact()) weight *= std::pow(1.0 + e * e / 6.0, -3.5) / scale;
      level += growth;
      moves(growth);
      if (!levels[i].is_exact() && !levels[i].contains(std::exp(level))) weight = 0.0;
    }
    if (weight == 0.0) continue;
    out.weight.push_back(weight);
    for (int h = 1; h <= 3; ++h) {
      growth = mu + phi * (growth - mu) - pull * away + sigma * student();
      level += growth;
      moves(growth);
      if (h != 2) out.at[h == 1 ? 0 : 1].push_back(level);
    }
  }
  return out;
}

TEST(GrowthPrior, levels_known_as_intervals_give_the_law_that_drawing_gives) {
  const auto exact = [](double y) { return Bounds::exactly(y); };
  const std::vector<std::vector<Bounds>> cases{{exact(108), Bounds::above(115)},         {exact(108), Bounds::above(125)}, {exact(108), Bounds::between(100, 130)},
                                               {Bounds::between(95, 125), exact(115)},   {Bounds::above(110), exact(115)}, {Bounds::above(108), Bounds::below(115)},
                                               {Bounds::between(103, 113), Bounds::between(110, 120)}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto number = [](const Bounds& b) { return b.has_lo() ? b.lo : b.hi; };
    const Forecast f = told({100, number(cases[i][0]), number(cases[i][1])}, {Bounds{}, cases[i][0], cases[i][1]});
    const DrawnFuture drawn = drawn_after(cases[i]);
    for (const double p : {0.1, 0.5, 0.9}) {
      EXPECT_NEAR(drawn.below(0, f.quantile(0, p)), p, 0.02) << i;  // three standard errors of the draws that are left
      EXPECT_NEAR(drawn.below(1, f.quantile(2, p)), p, 0.02) << i;
    }
  }
}

TEST(GrowthPrior, a_narrow_interval_is_nearly_its_number_and_a_narrower_one_is_it) {
  const Forecast exact = told({100, 108, 115}, {});
  const Forecast narrow = told({100, 108, 115}, {Bounds{}, Bounds::between(107.93, 108.07), Bounds::between(114.9, 115.1)});
  const Forecast rounded = told({100, 108, 115}, {Bounds{}, Bounds::exactly(108), Bounds::between(114.95, 115.05)});
  for (const double p : {0.025, 0.1, 0.5, 0.9, 0.975}) {
    EXPECT_NEAR(narrow.quantile(2, p), exact.quantile(2, p), 1e-3 * exact.quantile(2, p));  // the width, 1.7e-3, is in no way systematic
    EXPECT_EQ(rounded.quantile(2, p), exact.quantile(2, p));
  }
}

TEST(GrowthPrior, a_bound_that_tells_nothing_leaves_the_law_of_the_levels_before) {
  const Forecast wide = told({100, 108, 60}, {Bounds{}, Bounds{}, Bounds::above(60)});
  const Forecast before = told({100, 108}, {}, 4);
  for (const double p : {0.1, 0.5, 0.9}) EXPECT_NEAR(wide.quantile(0, p), before.quantile(1, p), 0.01 * before.quantile(1, p));  // 16 draws
}

TEST(GrowthPrior, an_open_last_level_widens_the_law_and_a_bound_moves_it_to_its_side) {
  const Forecast exact = told({100, 108, 115}, {});
  const Forecast range = told({100, 108, 115}, {Bounds{}, Bounds{}, Bounds::between(109, 121)});
  EXPECT_LT(range.interval(0, 80).lo, exact.interval(0, 80).lo);
  EXPECT_GT(range.interval(0, 80).hi, exact.interval(0, 80).hi);
  EXPECT_GT(range.law.level, 0.0);
  EXPECT_GT(told({100, 108, 115}, {Bounds{}, Bounds{}, Bounds::above(115)}).median(0), exact.median(0));
  EXPECT_LT(told({100, 108, 115}, {Bounds{}, Bounds{}, Bounds::below(115)}).median(0), exact.median(0));
  EXPECT_GT(told({100}, {Bounds::above(100)}).median(0), told({100}, {}).median(0));
}

TEST(GrowthPrior, a_panel_and_a_series_weigh_bounds_alike_and_a_stated_growth_stays_with_them) {
  Panel panel{Unit{}};
  Series s = yearly({100, 108, 115});
  panel.add(s);
  s.bounds = {Bounds{}, Bounds::between(104, 112), Bounds::above(115)};
  panel.add(s);
  const std::vector<Forecast> all = forecast(panel.view(), 3, {.method = Method::pooled_growth});
  EXPECT_EQ(all[1].interval(2, 80), forecast(s, 3, {.method = Method::pooled_growth}).interval(2, 80));
  EXPECT_EQ(all[0].interval(2, 80), ahead({100, 108, 115}).interval(2, 80));
  ForecastOptions stated{.method = Method::pooled_growth, .prior = plain_prior(), .stated_growth = 0.112};
  Series one = yearly({41200});
  const double exact = forecast(one, 1, stated).median(0);
  one.bounds = {Bounds::between(40000, 42400)};
  EXPECT_NEAR(forecast(one, 1, stated).median(0), exact, 0.005 * exact);  // the middle of the range in logarithms is half a thousandth lower
  one.bounds.emplace_back();
  EXPECT_THROW((void)forecast(one, 1, stated), ShapeError);
}

TEST(GrowthPrior, refuses_what_is_no_prior) {
  ForecastOptions options{.method = Method::pooled_growth};
  options.prior.laws.clear();
  EXPECT_THROW((void)ahead({1, 2}, options), ValueError);
  options.prior = GrowthPrior::shipped();
  options.prior.dof = 5;
  EXPECT_THROW((void)ahead({1, 2}, options), ValueError);
  EXPECT_THROW((void)fit_growth_prior(provinces().view(), {.last = 1}), ValueError);
  EXPECT_THROW((void)fit_growth_prior(provinces().view(), {.own_weight = 0.0}), ValueError);
  EXPECT_THROW((void)GrowthPrior::stated(-1.0, 0.1), ValueError);
}

}  // namespace growth_prior_test
