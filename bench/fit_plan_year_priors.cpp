// SPDX-License-Identifier: Apache-2.0
// Learns the shipped priors of plan_year_prior() and prints include/industria/detail/plan_year_priors.inc: parameters only.
// Usage: bench_fit_plan_year_priors [folder of the data sets]
#include "../tests/plan_year_data.hpp"

#include <industria/targets/plan_year_model.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace industria;

namespace {

/// The doubt of a panel not seen: this panel's, and one noise more; a slope's at least 0.1. Output stands in for anything unknown: two noises, any slope.
void print(const char* what, const std::array<PlanYearModel::Law, 11>& laws, bool has_plan, bool first_plan, bool last) {
  std::printf("// %s\n{\n", what);
  for (std::size_t m = 0; m < 11; ++m) {
    const PlanYearModel::Law& law = laws[m];
    const bool tet = m < 2;
    const auto doubt = [&](std::size_t term) { return std::sqrt(law.covariance[term * (PlanYearModel::terms + 1)]); };
    std::printf("{%.4f, %.4f, %.4f, %.4f, %.4f, %.4f, %.4f, %.4f", law.mean[0],
                std::hypot(doubt(0), (has_plan ? 1.0 : 2.0) * law.noise), has_plan ? law.centre[0] : -law.mean[0], has_plan ? law.mean[1] : 0.0,
                has_plan ? std::max(0.1, 2.0 * doubt(1)) : 0.5, law.noise, tet ? law.mean[5] : 0.0, tet ? 1.5 * doubt(5) : 0.0);
    for (std::size_t c = 1; c < 4; ++c) {  // effort, pace, revision
      const bool used = law.centre_variance[c] > 0.0 && (has_plan || c == 2) && (first_plan || c != 3);
      std::printf(", {%.4f, %.4f, %.4f}", used ? law.mean[c + 1] : 0.0, used || !has_plan ? 0.1 : 0.0, used && c < 3 ? law.centre[c] : 0.0);
    }
    std::printf("}%s  // month %zu, %zu years\n", m < 10 ? "," : "", m + 1, law.rows);
  }
  std::printf("}%s\n", last ? "" : ",");
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path sets = argc > 1 ? argv[1] : "../shared/data/sets";
  PlanYearPrior investment = uninformed_plan_year_prior();
  PlanYearPrior output = uninformed_plan_year_prior();
  output.year = plan_year_prior(PlanYearKind::output).year;
  output.series = plan_year_prior(PlanYearKind::output).series;
  output.drift = plan_year_prior(PlanYearKind::output).drift;
  output.drift_memory = plan_year_prior(PlanYearKind::output).drift_memory;
  for (PlanYearPrior* prior : {&investment, &output})
    for (std::size_t m = 0; m < 2; ++m) prior->result[m].tet_sd = prior->attainment[m].tet_sd = 0.1;
  const PlanYearModel plans = fit_plan_year(plan_year_data::read(sets / "vn-public-investment-plan"), investment);
  const PlanYearModel made = fit_plan_year(plan_year_data::read_products(sets / "vn-industrial-products"), output);
  std::printf("// SPDX-License-Identifier: Apache-2.0\n// Parameters of plan_year_prior(), printed by bench/fit_plan_year_priors.cpp. Per month: growth, growth_sd, centre,\n"
              "// slope, slope_sd, noise, tet, tet_sd, {slope, sd, centre} of effort, pace, revision. Source: General Statistics Office of Viet Nam, monthly tables 2000-2024.\n");
  print("state-budget investment, result", plans.result, true, true, false);
  print("state-budget investment, attainment of the last plan", plans.attainment, true, false, false);
  print("output of industrial products, result", made.result, false, true, true);
}
