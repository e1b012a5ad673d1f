// SPDX-License-Identifier: Apache-2.0
// Laws of benchmarking and temporal disaggregation: sums are kept (P27), agreeing benchmarks change nothing (P28), the indicator's
// unit does not matter (P29), several series keep both kinds of sums (P30).
#include "random_series.hpp"

#include <industria/series/benchmarking.hpp>
#include <industria/series/disaggregation.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace benchmarking_laws {

using Numbers = std::vector<double>;

constexpr Conversion conversions[] = {Conversion::sum, Conversion::average, Conversion::first, Conversion::last};
constexpr int ratios[] = {1, 2, 3, 4, 12};

/// An indicator with up to a year before and after benchmarks of another level.
struct Pair {
  explicit Pair(laws::Random& random) {
    ratio = ratios[random.whole(0, 4)];
    conversion = conversions[random.whole(0, 3)];
    const int years = random.whole(4, 30);
    lead = random.whole(0, ratio);
    indicator = laws::growing(random, lead + years * ratio + random.whole(0, ratio - 1));
    benchmarks = to_long_periods(indicator, ratio, conversion, static_cast<std::size_t>(lead));
    agreeing = benchmarks;
    const double level = std::pow(10.0, random.uniform(-6, 6));
    for (double& value : benchmarks) value *= level * random.uniform(0.8, 1.2);
  }
  int ratio = 1;
  int lead = 0;
  Conversion conversion = Conversion::sum;
  Numbers indicator, benchmarks, agreeing;
};

// 1e-9 is the tolerance of the laws.
void expect_near(const Numbers& got, const Numbers& expected, const std::string& what) {
  ASSERT_EQ(got.size(), expected.size()) << what;
  for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], expected[i], 1e-9 * std::abs(expected[i])) << what << " at " << i;
}

DentonOptions random_denton(laws::Random& random, const Pair& pair) {
  return {random.whole(0, 1) == 0 ? BenchmarkForm::proportional : BenchmarkForm::additive, random.whole(1, 2), random.whole(0, 1) == 0,
          pair.conversion, pair.lead};
}

TEST(BenchmarkingLaws, benchmarks_are_kept) {
  laws::Random random(27);
  for (int i = 0; i < 600; ++i) {
    const Pair pair(random);
    const auto sums = [&](const Numbers& x) { return to_long_periods(x, pair.ratio, pair.conversion, static_cast<std::size_t>(pair.lead)); };
    const DentonOptions options = random_denton(random, pair);
    expect_near(sums(denton(pair.indicator, pair.benchmarks, pair.ratio, options).values), pair.benchmarks, "denton");
    const CholetteDagumOptions other{random.uniform(), random.uniform(), false, pair.conversion, pair.lead};
    expect_near(sums(cholette_dagum(pair.indicator, pair.benchmarks, pair.ratio, other).values), pair.benchmarks, "cholette_dagum");
    expect_near(sums(pro_rata(pair.indicator, pair.benchmarks, pair.ratio, {pair.conversion, pair.lead}).values), pair.benchmarks, "pro_rata");
  }
}

TEST(BenchmarkingLaws, figures_are_kept_by_every_regression) {
  laws::Random random(271);
  for (int i = 0; i < 300; ++i) {
    const Pair pair(random);
    DisaggregationOptions options{.conversion = pair.conversion, .lead = pair.lead};
    options.model = static_cast<DisaggregationModel>(random.whole(0, 2));
    options.rho_rule = static_cast<RhoRule>(random.whole(0, 1));
    const auto result = disaggregate(pair.benchmarks, pair.indicator, 1, pair.ratio, options);
    ASSERT_EQ(result.reason, Reason::none);
    expect_near(to_long_periods(result.values, pair.ratio, pair.conversion, static_cast<std::size_t>(pair.lead)), pair.benchmarks, "disaggregate");
  }
}

TEST(BenchmarkingLaws, agreeing_benchmarks_give_the_indicator_back) {
  laws::Random random(28);
  for (int i = 0; i < 600; ++i) {
    const Pair pair(random);
    expect_near(denton(pair.indicator, pair.agreeing, pair.ratio, random_denton(random, pair)).values, pair.indicator, "denton");
    const CholetteDagumOptions other{random.uniform(), random.uniform(), true, pair.conversion, pair.lead};
    expect_near(cholette_dagum(pair.indicator, pair.agreeing, pair.ratio, other).values, pair.indicator, "cholette_dagum");
  }
}

TEST(BenchmarkingLaws, the_size_of_the_indicator_moves_no_proportional_result) {
  laws::Random random(29);
  for (int i = 0; i < 600; ++i) {
    Pair pair(random);
    DentonOptions options = random_denton(random, pair);
    options.form = BenchmarkForm::proportional;
    options.anchored_start = false;
    const Numbers before = denton(pair.indicator, pair.benchmarks, pair.ratio, options).values;
    const double factor = std::pow(10.0, random.uniform(-12, 12));
    for (double& value : pair.indicator) value *= factor;
    const Numbers after = denton(pair.indicator, pair.benchmarks, pair.ratio, options).values;
    double size = 0.0;
    for (const double value : before) size = std::max(size, std::abs(value));
    for (std::size_t t = 0; t < before.size(); ++t) ASSERT_NEAR(after[t], before[t], 1e-9 * size);
  }
}

TEST(BenchmarkingLaws, several_series_keep_their_years_and_their_totals) {
  laws::Random random(30);
  for (int i = 0; i < 60; ++i) {
    const int ratio = ratios[random.whole(1, 4)];
    const auto n = static_cast<std::size_t>(ratio * random.whole(2, 6));
    const auto series = static_cast<std::size_t>(random.whole(2, 5));
    Numbers indicators, benchmarks, totals(n, 0.0);
    for (std::size_t s = 0; s < series; ++s) {
      Numbers truth(n), indicator(n);
      for (std::size_t t = 0; t < n; ++t) {
        truth[t] = random.uniform(50, 150);
        indicator[t] = truth[t] * random.uniform(0.9, 1.1);
        totals[t] += truth[t];
      }
      indicators.insert(indicators.end(), indicator.begin(), indicator.end());
      for (const double year : to_long_periods(truth, ratio)) benchmarks.push_back(year);
    }
    const DentonOptions options{random.whole(0, 1) == 0 ? BenchmarkForm::proportional : BenchmarkForm::additive, random.whole(1, 2)};
    const auto table = denton_with_totals(indicators, benchmarks, totals, ratio, options);
    ASSERT_EQ(table.reason, Reason::none);
    Numbers sums(n, 0.0), years;
    for (std::size_t s = 0; s < series; ++s) {
      for (std::size_t t = 0; t < n; ++t) sums[t] += table.values[s * n + t];
      for (const double year : to_long_periods(std::span(table.values).subspan(s * n, n), ratio)) years.push_back(year);
    }
    expect_near(sums, totals, "totals");
    expect_near(years, benchmarks, "benchmarks");
  }
}

}  // namespace benchmarking_laws
