// SPDX-License-Identifier: Apache-2.0
// Benchmarking against the example of the IMF's manual on quarterly national accounts, and against the same definition in 40-digit
// arithmetic; Denton, Chow-Lin, Fernandez and Litterman against R's tempdisagg on quarterly sales.
#include <industria/series/benchmarking.hpp>
#include <industria/series/disaggregation.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

namespace disaggregation_oracle {

using namespace industria;
using nlohmann::json;
using Numbers = std::vector<double>;

json oracle(const std::string& name) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json");
  return json::parse(file);
}

void expect_equal(const Numbers& got, const Numbers& expected, double relative) {
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t t = 0; t < got.size(); ++t) EXPECT_NEAR(got[t], expected[t], relative * std::abs(expected[t])) << "at " << t;
}

TEST(BenchmarkingOracle, the_manuals_example_comes_out_and_goes_on_past_the_last_benchmark) {
  const json file = oracle("denton_imf_qna");
  Numbers indicator = file["indicator"];
  for (const double value : file["extrapolation_indicator"].get<Numbers>()) indicator.push_back(value);
  Numbers expected = file["proportional_denton_first_difference"];
  for (const double value : file["extrapolated_last_bi_ratio"].get<Numbers>()) expected.push_back(value);
  Numbers printed = file["published_one_decimal"];
  for (const double value : file["published_extrapolation"].get<Numbers>()) printed.push_back(value);
  const auto result = denton(indicator, file["benchmarks"].get<Numbers>(), 4);
  expect_equal(result.values, expected, file["tolerance"]["rel"]);
  for (std::size_t t = 0; t < printed.size(); ++t) EXPECT_NEAR(result.values[t], printed[t], file["tolerance"]["published"].get<double>());
}

TEST(BenchmarkingOracle, three_years_equal_forty_digits) {
  const json file = oracle("denton_qna_layout");
  const Numbers indicator = file["indicator"];
  const Numbers benchmarks = file["benchmarks"];
  expect_equal(denton(indicator, benchmarks, 4).values, file["proportional_denton_first_difference"], file["tolerance"]["rel"]);
  expect_equal(pro_rata(indicator, benchmarks, 4).values, file["pro_rata"], file["tolerance"]["rel"]);
}

// Quarterly exports from 1972 to mid-2011, yearly sales 1975 to 2010: three years before, two quarters after.
struct Sales {
  json file = oracle("tempdisagg_swisspharma");
  Numbers figures = file["low_freq"]["y"];
  Numbers indicator = file["indicator_q"]["y"];
  double exact = file["tolerance"]["closed_form_rel"];

  [[nodiscard]] Numbers values(const char* name) const { return file["results"][name]["values"]; }
};

TEST(BenchmarkingOracle, denton_of_long_series_equals_tempdisagg) {
  const Sales sales;
  const auto run = [&](DentonOptions options) {
    options.lead = 12;
    return denton(sales.indicator, sales.figures, 4, options).values;
  };
  expect_equal(run({}), sales.values("denton_cholette_prop_h1"), sales.exact);
  expect_equal(run({.form = BenchmarkForm::additive}), sales.values("denton_cholette_add_h1"), sales.exact);
  expect_equal(run({.anchored_start = true}), sales.values("denton_prop_h1_original"), sales.exact);
}

TEST(BenchmarkingOracle, without_an_indicator_it_equals_tempdisagg) {
  const Sales sales;
  expect_equal(denton({}, sales.figures, 4).values, sales.values("denton_cholette_noindicator"), sales.exact);
  expect_equal(pro_rata({}, sales.figures, 4).values, sales.values("uniform"), sales.exact);
}

struct Case {
  const char* name;
  DisaggregationOptions options;
  bool is_searched;
};

TEST(DisaggregationOracle, every_model_equals_tempdisagg) {
  const Sales sales;
  const Case cases[] = {
      {"chow_lin_maxlog_exports", {}, true},
      {"chow_lin_minrss_quilis", {.rho_rule = RhoRule::minimum_rss}, true},
      {"chow_lin_fixed_rho_0_5", {.rho_rule = RhoRule::fixed}, false},
      {"fernandez_exports", {.model = DisaggregationModel::fernandez}, false},
      {"litterman_fixed_0_5", {.model = DisaggregationModel::litterman, .rho_rule = RhoRule::fixed}, false},
  };
  for (Case one : cases) {
    SCOPED_TRACE(one.name);
    one.options.lead = 12;
    const json expected = sales.file["results"][one.name];
    const auto result = disaggregate(sales.figures, sales.indicator, 1, 4, one.options);
    const double relative = one.is_searched ? sales.file["tolerance"]["values_rel_for_rho_optimised"].get<double>() : sales.exact;
    expect_equal(result.values, expected["values"], relative);
    const Numbers coefficients{expected["coef"]["(Intercept)"], expected["coef"]["exports.q"]};
    const Numbers errors{expected["se"]["(Intercept)"], expected["se"]["exports.q"]};
    // A rho known to 1e-4 moves a standard error near rho = 1 more than a value.
    expect_equal(result.coefficients, coefficients, one.is_searched ? 1e-4 : sales.exact);
    expect_equal(result.standard_errors, errors, one.is_searched ? 1e-4 : sales.exact);
    EXPECT_NEAR(result.rho, expected["rho"].get<double>(), sales.file["tolerance"]["rho_abs"].get<double>());
    EXPECT_EQ(result.truncated, expected["truncated"].get<bool>());
    expect_equal({result.log_likelihood, result.rss, result.r_squared, result.aic, result.bic},
                 {expected["logl"], expected["rss"], expected["r2"], expected["aic"], expected["bic"]}, relative);
  }
}

}  // namespace disaggregation_oracle
