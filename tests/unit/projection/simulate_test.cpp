// SPDX-License-Identifier: Apache-2.0
// Simulated paths of ETS models: against the recursion that R's parameters have verified, against exact variances, and the same bits.
#include <industria/base/error.hpp>
#include <industria/detail/philox.hpp>
#include <industria/model/panel.hpp>
#include <industria/projection/auto_ets.hpp>
#include <industria/projection/panel_forecast.hpp>
#include <industria/projection/simulate.hpp>

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace simulate_test {

using namespace industria;

/// States in the middle of a positive series with a season of four.
EtsParameters states_of(const EtsModel& model) {
  EtsParameters p{.alpha = 0.4, .beta = 0.1, .gamma = 0.2, .phi = model.damped ? 0.9 : 1.0, .level = 100.0};
  if (model.trend == EtsComponent::additive) p.slope = 1.5;
  if (model.trend == EtsComponent::multiplicative) p.slope = 1.01;
  if (model.season == EtsComponent::additive) p.season = {-6.0, 2.0, 9.0, -5.0};
  if (model.season == EtsComponent::multiplicative) p.season = {0.9, 1.05, 1.15, 0.9};
  return p;
}
double sigma_of(const EtsModel& model) { return model.error == EtsComponent::multiplicative ? 0.05 : 4.0; }

std::vector<double> simulated(const char* name, int horizon, int n_paths, std::uint64_t seed = 7, std::string_view id = "plant") {
  const EtsModel model = *parse_ets_model(name);
  return simulate_ets(model, 4, states_of(model), sigma_of(model), horizon, n_paths, seed, id);
}

/// Sets the instruction set for one scope.
struct WithIsa {
  explicit WithIsa(std::string_view isa) : before(active_isa()) { use_isa(isa); }
  ~WithIsa() { use_isa(before); }
  WithIsa(const WithIsa&) = delete;
  WithIsa& operator=(const WithIsa&) = delete;
  std::string before;
};

constexpr const char* every_model[] = {"ANN", "AAN", "AAdN", "ANA", "AAA", "AAdA", "MNN", "MAN", "MAdN", "MNA", "MAA",
                                       "MAdA", "MNM", "MAM", "MAdM", "ANM", "AAM", "AAdM", "MMN", "MMdN", "MMM", "MMdM"};

// Known answers of the reference implementation (Random123, kat_vectors: philox4x32, 10 rounds).
TEST(Philox, gives_the_published_numbers) {
  using Words = std::array<std::uint32_t, 4>;
  EXPECT_EQ(detail::philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(detail::philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(detail::philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(SimulateEts, the_errors_of_a_path_are_normal_quantiles_of_its_stream) {
  const boost::math::normal_distribution<double> normal;
  for (const auto isa : supported_isas()) {
    const WithIsa with(isa);
    for (const char* name : every_model) {
      const EtsModel model = *parse_ets_model(name);
      const int horizon = 9, n_paths = 11;
      const std::vector<double> rows = simulated(name, horizon, n_paths);
      for (int p = 0; p < n_paths; ++p) {
        detail::PathStream stream(7, "plant", static_cast<std::uint32_t>(p));
        const std::span<const double> path(rows.data() + p * horizon, horizon);
        for (const double residual : evaluate_ets(path, 4, model, states_of(model)).residuals) {
          // Rounding of forecasts near 100 in residuals near 0.05 or 4.
          EXPECT_NEAR(residual / sigma_of(model), quantile(normal, stream.uniform()), 1e-11) << name << ' ' << isa;
        }
      }
    }
  }
}

TEST(SimulateEts, fused_instruction_sets_agree_to_the_bit_and_the_baseline_to_1e_9) {
  for (const char* name : every_model) {
    std::vector<double> first, widest;
    for (const auto isa : supported_isas()) {
      const WithIsa with(isa);
      const std::vector<double> rows = simulated(name, 13, 37);
      if (isa == "baseline") first = rows;
      if (isa == "avx2") widest = rows;
      if (isa == "avx512" && !widest.empty()) {
        EXPECT_EQ(rows, widest) << name;
      }
      if (first.empty()) continue;  // header-only builds have one set only
      for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_NEAR(rows[i], first[i], 1e-9 * std::abs(first[i])) << name;
    }
  }
}

TEST(SimulateEts, a_path_depends_on_seed_id_and_its_number_only) {
  const std::vector<double> many = simulated("MAM", 12, 100);
  const std::vector<double> few = simulated("MAM", 12, 3);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  EXPECT_EQ(simulated("MAM", 12, 100), many);
  EXPECT_NE(simulated("MAM", 12, 100, 8), many);
  EXPECT_NE(simulated("MAM", 12, 100, 7, "other"), many);
}

TEST(SimulateEts, moments_are_those_of_the_exact_variance) {
  constexpr int n = 40000, horizon = 9;
  for (const char* name : {"ANN", "AAN", "AAdN", "ANA", "AAA", "AAdA", "MNN", "MAN", "MAdN", "MNA", "MAA", "MAdA"}) {
    const EtsModel model = *parse_ets_model(name);
    const std::vector<double> rows = simulated(name, horizon, n, 3);
    const auto mean = ets_point_forecast(model, 4, states_of(model), horizon);
    const auto variance = ets_forecast_variance(model, 4, states_of(model), sigma_of(model) * sigma_of(model), horizon);
    for (std::size_t k = 0; k < horizon; ++k) {
      double sum = 0.0, squares = 0.0, fourth = 0.0;
      for (std::size_t p = 0; p < n; ++p) {
        const double off = rows[p * horizon + k] - mean[k];
        sum += off;
        squares += off * off;
        fourth += off * off * off * off;
      }
      // Three standard errors of the mean and of the mean square.
      EXPECT_LE(std::abs(sum / n), 3.0 * std::sqrt(variance[k] / n)) << name << ' ' << k;
      EXPECT_LE(std::abs(squares / n - variance[k]), 3.0 * std::sqrt((fourth / n - variance[k] * variance[k]) / n)) << name << ' ' << k;
    }
  }
}

TEST(SimulateEts, quantiles_are_those_of_the_normal_law) {
  constexpr int n = 40000;
  const EtsModel model = *parse_ets_model("AAA");
  const std::vector<double> rows = simulated("AAA", 6, n);
  const auto mean = ets_point_forecast(model, 4, states_of(model), 6);
  const auto variance = ets_forecast_variance(model, 4, states_of(model), 16.0, 6);
  for (const double p : {0.001, 0.025, 0.1, 0.5, 0.8, 0.975, 0.999}) {
    const double q = mean[5] + std::sqrt(variance[5]) * quantile(boost::math::normal_distribution<double>(), p);
    int below = 0;
    for (std::size_t i = 0; i < n; ++i) below += rows[i * 6 + 5] <= q ? 1 : 0;
    EXPECT_LE(std::abs(below / static_cast<double>(n) - p), 3.0 * std::sqrt(p * (1.0 - p) / n)) << p;  // three standard errors
  }
}

TEST(SimulateEts, relative_errors_do_not_change_the_sign_of_values) {
  const EtsModel model = *parse_ets_model("MNM");
  const auto rows = simulate_ets(model, 4, states_of(model), 0.8, 8, 200, 1);
  EXPECT_GE(*std::min_element(rows.begin(), rows.end()), 0.0);
  EXPECT_EQ(*std::min_element(rows.begin(), rows.end()), 0.0);  // at a standard deviation of 0.8 some fall to zero
}

TEST(SimulateEts, refuses_what_it_cannot_draw) {
  const EtsModel model = *parse_ets_model("ANA");
  EXPECT_THROW((void)simulate_ets(model, 4, states_of(model), 1.0, 0, 10, 1), ValueError);
  EXPECT_THROW((void)simulate_ets(model, 4, states_of(model), 1.0, 5, 0, 1), ValueError);
  EXPECT_THROW((void)simulate_ets(model, 4, states_of(model), -1.0, 5, 10, 1), ValueError);
  EXPECT_THROW((void)simulate_ets(model, 5, states_of(model), 1.0, 5, 10, 1), ShapeError);
}

/// A series that grows and whose season grows with it.
std::vector<double> seasonal_growth(int n) {
  const EtsModel model = *parse_ets_model("MAM");
  return simulate_ets(model, 4, states_of(model), 0.03, n, 1, 11, "history");
}

PanelForecast without_calibration(const std::vector<double>& y, Method method, std::uint64_t seed, std::string_view id) {
  Panel panel{Unit{}};
  panel.add({.values = y, .first = Period::of_quarter(2001, 1), .id = id});
  PanelForecastOptions options{.models = {{.method = method}}, .seed = seed};
  options.calibration = std::make_shared<IntervalCalibration>(IntervalCalibration::none());
  return forecast_panel(panel, 8, options);
}

TEST(OwnIntervals, of_multiplicative_seasons_are_a_thousand_paths_of_the_fitted_model) {
  const std::vector<double> y = seasonal_growth(60);
  const EtsModel model = *parse_ets_model("MAM");
  const EtsFit fit = fit_auto_ets(y, {.period = 4, .models = {*parse_ets_model("AAA"), model}});
  ASSERT_EQ(fit.model, model);
  const EtsEvaluation passed = evaluate_ets(y, 4, model, fit.parameters);
  const auto mean = ets_point_forecast(model, 4, passed.last, 8);
  const auto rows = simulate_ets(model, 4, passed.last, std::sqrt(passed.sigma2), 8, 1000, 5, "mill");
  const PanelForecast f = without_calibration(y, Method::holt_winters, 5, "mill");
  const auto high = f.quantile(0, 0.975);
  for (std::size_t k = 0; k < 8; ++k) {
    double squares = 0.0;
    for (std::size_t p = 0; p < 1000; ++p) squares += std::pow(rows[p * 8 + k] - mean[k], 2);
    const double width = 1.959963984540054 * std::sqrt(squares / 1000.0);
    EXPECT_NEAR(high[k] - mean[k], width, 1e-6 * width);  // the season's states are kept in another order
  }
}

TEST(OwnIntervals, are_keyed_by_seed_and_id) {
  const std::vector<double> y = seasonal_growth(60);
  const auto width = [&](std::uint64_t seed, std::string_view id) {
    return without_calibration(y, Method::holt_winters, seed, id).quantile(0, 0.975)[3];
  };
  EXPECT_EQ(width(5, "mill"), width(5, "mill"));
  EXPECT_NE(width(5, "mill"), width(6, "mill"));
  EXPECT_NE(width(5, "mill"), width(5, "yard"));
  EXPECT_NEAR(width(5, "mill") / width(6, "mill"), 1.0, 0.1);  // a standard deviation of 1,000 paths is known to 2 %
}

TEST(OwnIntervals, grow_with_the_exact_variance) {
  const std::vector<double> y = seasonal_growth(61);
  const EtsFit fit = fit_auto_ets(y, {.period = 1, .models = {*parse_ets_model("AAN")}});
  const EtsEvaluation passed = evaluate_ets(y, 1, fit.model, fit.parameters);
  const auto variance = ets_forecast_variance(fit.model, 1, passed.last, passed.sigma2, 8);
  const PanelForecast f = without_calibration(y, Method::holt, 0, "");
  const auto median = f.median(0), high = f.quantile(0, 0.975);
  for (std::size_t k = 0; k < 8; ++k) EXPECT_NEAR((high[k] - median[k]) / (1.959963984540054 * std::sqrt(variance[k])), 1.0, 1e-6);
}

}  // namespace simulate_test
