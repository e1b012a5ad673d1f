// SPDX-License-Identifier: Apache-2.0
// How good are the probabilities that the year's plan is fulfilled, and the full-year estimate? Rolling origin by year on the
// state-budget investment of Viet Nam; a model fitted to the years before only, without a shipped prior. Simple methods in the same run.
#include "../tests/plan_year_data.hpp"

#include <industria/targets/evaluate_attainment.hpp>

#include <chrono>
#include <cstdio>

using namespace industria;

namespace {

void print(const AttainmentEvaluation& evaluation, const char* plan) {
  for (const AttainmentScores& s : evaluation.scores)
    std::printf("%-6s %5.0f %5d  %-16s %5zu  %.3f (%.3f)  %.3f  %6.2f  %.3f %.3f  %.3f  %+.3f (%.3f)\n", plan, s.threshold, s.stage, s.method.c_str(),
                s.brier.cases, s.brier.value, s.brier.standard_error, s.log_score.value, s.crps.value, s.coverage[0].value, s.coverage[1].value,
                s.ece, s.brier_difference.value, s.brier_difference.standard_error);
}

/// Output of products, the plan being last year's result: "more than last year".
std::vector<PlanYear> more_than_last_year(const std::filesystem::path& folder) {
  const std::vector<PlanYear> years = plan_year_data::read_products(folder);
  std::vector<PlanYear> planned;
  for (const PlanYear& y : years)
    for (const PlanYear& before : years) {
      if (before.id != y.id || before.year != y.year - 1) continue;
      planned.push_back(y);
      planned.back().first_plan = before.cumulative[11];
    }
  return planned;
}

}  // namespace

int main(int argc, char** argv) {
  const auto start = std::chrono::steady_clock::now();
  const std::filesystem::path sets = argc > 1 ? argv[1] : "../shared/data/sets";
  const std::vector<PlanYear> years = plan_year_data::read(sets / "vn-public-investment-plan");
  std::printf("plan   T %%   month  method           cases  Brier (se)     log    CRPS    80 %%  95 %%   ECE    Brier - ours (se)\n");
  print(evaluate_attainment(years, {}), "last");
  print(evaluate_attainment(years, {.first_plan = true}), "first");
  print(evaluate_attainment(years, {.months = {9}, .thresholds = {90, 95, 105}, .simple_methods = false}), "last");
  print(evaluate_attainment(more_than_last_year(sets / "vn-industrial-products"), {.months = {6, 9, 11}, .first_plan = true}), "output");
  std::printf("%.2f s in all\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}
