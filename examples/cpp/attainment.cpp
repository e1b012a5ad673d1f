// SPDX-License-Identifier: Apache-2.0
// Will Lào Cai's industrial output reach 46,000 bn VND in 2022? One level and one growth are known: 41,200 in 2021, 11.2 % above 2020.
#include <industria/projection/project.hpp>
#include <industria/targets/attainment.hpp>

#include <cstdio>

using namespace industria;

int main() {
  const Series output{.values = {41'200}, .first = Period::of_year(2021)};
  ForecastOptions options{.method = Method::pooled_growth};
  options.stated_growth = 0.112;
  const Forecast ahead = forecast(output, 4, options);

  std::printf("landing of 2022: %.0f, 80 %% interval %.0f to %.0f\n", ahead.median(0), ahead.interval(0, 80).lo, ahead.interval(0, 80).hi);
  std::printf("share of the prior: %.2f (%s), quality: %s\n", ahead.pool_share, ahead.pool.c_str(), name(ahead.quality).data());
  const double target = 46'000;
  std::printf("P(at least 46,000 in 2022) = %.3f\n", attainment_probability(ahead, 0, Bounds::at_least(target)).value);
  std::printf("one per cent more output would add %.3f\n", probability_gain(ahead, 0, Direction::at_least, target).value);
  std::printf("could be promised at 80 %%: %.0f\n", promisable_target(ahead, 0, Direction::at_least, 0.8).value);
  const FirstPassage when = first_passage(ahead, Bounds::at_least(target));
  for (std::size_t k = 0; k < when.periods.size(); ++k) {
    std::printf("reached by %d: %.2f\n", when.periods[k].year, when.by[k]);
  }

  // A belief stated by the user instead: 9 % a year, next year's growth known to 4 points.
  options.prior = GrowthPrior::stated(0.09, 0.04);
  std::printf("with a stated prior: %.3f\n", forecast(output, 1, options).probability_at_least(0, target));
}
