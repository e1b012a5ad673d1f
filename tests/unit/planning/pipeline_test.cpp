// SPDX-License-Identifier: Apache-2.0
// The law of capacity to come, a year of the pipeline, and what cannot be counted.
#include <industria/base/error.hpp>
#include <industria/planning/pipeline.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace pipeline_test {

using namespace industria;
using Part = CapacityLaw::Part;

PipelineProject project(const char* id, double capacity, Stage stage, Period start = Period::of_month(2024, 3)) {
  return {.id = id, .capacity = capacity, .start = {start, start}, .stage = stage, .origin = {}};
}
const PipelineOptions by_stage{.probabilities = {.approved = 0.5, .under_construction = 0.9, .trial = 0.95}};

bool has(const PipelineYear& year, const std::string& code) {
  for (const Issue& issue : year.issues) {
    if (issue.code == code) return true;
  }
  return false;
}

TEST(CapacityLaw, of_two_projects_has_four_outcomes) {
  const CapacityLaw law(10, std::vector<Part>{{5, 0.5}, {3, 0.2}});
  EXPECT_EQ(law.expected(), 13.1);
  EXPECT_EQ(law.certain(), 10.0);
  EXPECT_EQ(law.all(), 18.0);
  EXPECT_NEAR(law.probability_at_least(10), 1.0, 1e-15);
  EXPECT_NEAR(law.probability_at_least(13), 0.6, 1e-15);
  EXPECT_NEAR(law.probability_at_least(15), 0.5, 1e-15);
  EXPECT_NEAR(law.probability_at_least(18), 0.1, 1e-15);
  EXPECT_EQ(law.probability_at_least(18.1), 0.0);
}

TEST(CapacityLaw, of_equal_projects_is_binomial) {
  const CapacityLaw law(0, std::vector<Part>(40, Part{2, 0.5}));
  EXPECT_NEAR(law.probability_at_least(40), 0.5 + 0.5 * 0.12537068761957926, 1e-13);  // P(20 of 40) = 0.12537..., roundings of 40 steps
  EXPECT_EQ(law.quantile(0.5), 40.0);
  EXPECT_NEAR(law.deviation(), 2.0 * std::sqrt(10.0), 1e-14);
}

TEST(CapacityLaw, counts_the_certain_as_certain_and_the_impossible_not_at_all) {
  const CapacityLaw law(1, std::vector<Part>{{2, 1.0}, {4, 0.0}});
  EXPECT_EQ(law.certain(), 3.0);
  EXPECT_EQ(law.all(), 3.0);
  EXPECT_EQ(law.interval(95).lo, 3.0);
  EXPECT_EQ(law.interval(95).hi, 3.0);
}

TEST(CapacityLaw, of_many_projects_is_on_a_grid_and_keeps_mean_and_order) {
  std::vector<Part> parts;
  for (int i = 0; i < 22; ++i) parts.push_back({100.0 + std::sqrt(i * 7.0), 0.3 + 0.01 * i});
  const CapacityLaw law(0, parts);
  EXPECT_FALSE(law.is_exact());
  double mean = 0.0;  // of the law itself, over a fine row of quantiles
  for (int k = 0; k < 2000; ++k) mean += law.quantile((k + 0.5) / 2000) / 2000;
  EXPECT_NEAR(mean, law.expected(), 0.001 * law.all());  // the row of quantiles is that fine
  std::reverse(parts.begin(), parts.end());
  EXPECT_EQ(CapacityLaw(0, parts).quantile(0.9), law.quantile(0.9));
}

TEST(CapacityLaw, refuses_what_is_no_probability_or_level) {
  EXPECT_THROW(CapacityLaw(0, std::vector<Part>{{1, 1.2}}), ValueError);
  EXPECT_THROW(CapacityLaw(0, std::vector<Part>{{-1, 0.2}}), ValueError);
  EXPECT_THROW((void)CapacityLaw().interval(0.8), ValueError);
  EXPECT_THROW((void)CapacityLaw().quantile(-0.1), ValueError);
}

TEST(Pipeline, shows_the_certain_beside_the_expected_and_each_stage) {
  const PipelineYear year = capacity_pipeline(
      std::vector{project("a", 12, Stage::operating), project("b", 12, Stage::under_construction), project("c", 100, Stage::closed)}, 20, 2024, by_stage);
  EXPECT_EQ(year.certain_end.value, 32.0);
  EXPECT_NEAR(year.end_of_year.value, 42.8, 1e-14);
  EXPECT_NEAR(year.certain_average.value, 30.0, 1e-14);
  EXPECT_NEAR(year.average.value, 39.0, 1e-14);  // 20 + 10/12 (12 + 0.9 * 12)
  ASSERT_EQ(year.by_stage.size(), 3u);
  EXPECT_EQ(year.by_stage[0].stage, Stage::under_construction);
  EXPECT_EQ(year.by_stage[0].nominal, 12.0);
  EXPECT_NEAR(year.by_stage[0].expected, 10.8, 1e-14);
  EXPECT_EQ(year.by_stage[2].expected, 0.0);
}

TEST(Pipeline, counts_a_doubled_project_once) {
  const PipelineYear year = capacity_pipeline(std::vector{project("a", 12, Stage::operating), project("a", 12, Stage::operating)}, 20, 2024, by_stage);
  EXPECT_EQ(year.certain_end.value, 32.0);
  EXPECT_TRUE(has(year, "pipeline.repeated_id"));
}

TEST(Pipeline, makes_up_no_probability) {
  const auto projects = std::vector{project("a", 12, Stage::planned), project("b", 10, Stage::approved)};
  const PipelineYear year = capacity_pipeline(projects, 0, 2024, by_stage);
  EXPECT_EQ(year.end_of_year.reason, Reason::not_stated);
  EXPECT_TRUE(has(year, "pipeline.no_probability"));
  PipelineOptions partial = by_stage;
  partial.partial = true;
  const PipelineYear part = capacity_pipeline(projects, 0, 2024, partial);
  EXPECT_EQ(part.end_of_year.value, 5.0);
  EXPECT_EQ(part.coverage, 0.5);
}

TEST(Pipeline, names_every_project_that_cannot_be_counted) {
  auto projects = std::vector{project("capacity", missing, Stage::trial), project("probability", 1, Stage::trial), project("start", 1, Stage::trial)};
  projects[1].probability = 1.5;
  projects[2].start = {};
  const PipelineYear year = capacity_pipeline(projects, 0, 2024, by_stage);
  EXPECT_EQ(year.issues.size(), 3u);
  EXPECT_TRUE(has(year, "pipeline.no_capacity") && has(year, "pipeline.bad_probability") && has(year, "pipeline.no_start"));
  EXPECT_EQ(year.end_of_year.reason, Reason::missing);
  for (const Issue& issue : year.issues) EXPECT_NE(message(issue, Language::vi).find(issue.value), std::string::npos);
}

TEST(Pipeline, takes_a_wide_start_at_its_end_or_at_its_beginning) {
  auto one = project("a", 12, Stage::approved);
  one.start = {Period::of_quarter(2024, 2), Period::of_quarter(2024, 3)};
  PipelineOptions options = by_stage;
  EXPECT_NEAR(capacity_pipeline(std::vector{one}, 0, 2024, options).average.value, 0.5 * 12 * 4 / 12, 1e-15);  // September: (13 - 9)/12
  options.earliest_start = true;
  EXPECT_NEAR(capacity_pipeline(std::vector{one}, 0, 2024, options).average.value, 0.5 * 12 * 9 / 12, 1e-15);  // April
  EXPECT_TRUE(has(capacity_pipeline(std::vector{one}, 0, 2024, options), "pipeline.wide_start"));
  EXPECT_FALSE(has(capacity_pipeline(std::vector{one}, 0, 2025, options), "pipeline.wide_start"));
}

TEST(Pipeline, of_several_years_counts_from_the_start_on) {
  const auto years = capacity_pipeline(std::vector{project("a", 12, Stage::operating, Period::of_month(2025, 7))}, 1, 2024, 2026);
  ASSERT_EQ(years.size(), 3u);
  EXPECT_EQ(years[0].end_of_year.value, 1.0);
  EXPECT_EQ(years[1].average.value, 7.0);
  EXPECT_EQ(years[2].average.value, 13.0);
  EXPECT_THROW((void)capacity_pipeline({}, 0, 2026, 2024), ValueError);
}

TEST(Pipeline, from_a_dataset_holds_one_product_of_a_place_and_its_parts) {
  Dataset data;
  data.places = Gazetteer({{.id = "x", .key = {}, .name_vi = "X"}, {.id = "x/y", .key = {}, .name_vi = "Y", .parent = "x"}, {.id = "z", .key = {}, .name_vi = "Z"}});
  data.products = {{.id = "brick", .unit = parse_unit("brick")}};
  const auto capacity = [](const char* id, const char* place, double value, const char* unit) {
    return Capacity{.id = id, .place = place, .product = "brick", .rate = Figure::of(value, parse_unit(unit)), .stage = Stage::operating, .origin = {}};
  };
  data.capacities = {capacity("a", "x/y", 14e6, "brick/year"), capacity("b", "z", 9e6, "brick/year"), capacity("c", "x", 5, "m2/year")};
  const auto found = pipeline_projects(data, "brick", "x", parse_unit("brick/year"));
  ASSERT_EQ(found.value.size(), 1u);
  EXPECT_EQ(found.value[0].capacity, 14e6);
  ASSERT_EQ(found.issues.size(), 1u);
  EXPECT_EQ(found.issues[0].code, "pipeline.other_unit");
  EXPECT_THROW((void)pipeline_projects(data, "tile", "x", parse_unit("brick/year")), KeyError);
  EXPECT_THROW((void)pipeline_projects(data, "brick", "nowhere", parse_unit("brick/year")), KeyError);
}

}  // namespace pipeline_test
