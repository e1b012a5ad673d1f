// SPDX-License-Identifier: Apache-2.0
// Values are built by naming the members that matter. The test is that this file compiles with warnings as errors: a member
// without a default of its own would warn at every caller (-Wextra).
#include <industria/model/dataset.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace aggregates_test {

TEST(Aggregates, are_built_by_naming_the_members_that_matter) {
  const Observation observation{.key = {.indicator = "gross_output"}, .figure = Figure::of(41200, Unit{})};
  const Target target{.id = "plan", .figure = {.value = 46000}};
  const Place place{.id = "lao-cai"};
  const Project project{.id = "p", .jobs = Figure::of(50, Unit{})};
  const Funding funding{.programme = "k"};
  const Capacity capacity{.id = "c"};
  const Series series{.values = {1, 2}};
  const Source source{.id = "s"};
  EXPECT_EQ(observation.status, Status::final);
  EXPECT_EQ(target.kind, TargetKind::level);
  EXPECT_FALSE(project.registered_capital || target.baseline || funding.share);
  EXPECT_TRUE(place.name_vi.empty() && source.title.empty() && capacity.plant.empty());
  EXPECT_EQ(count_observed(series.values), 2u);
}

}  // namespace aggregates_test
