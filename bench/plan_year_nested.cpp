// SPDX-License-Identifier: Apache-2.0
// Do the figures of plan_year.cpp owe something to settings chosen with a view on them? Here every setting is chosen anew for each year
// asked about, by the scores of the years before it alone, starting from settings that say nothing. Usage: bench_plan_year_nested [folder of the data sets]
#include "../tests/plan_year_data.hpp"

#include <industria/targets/evaluate_attainment.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

using namespace industria;

namespace {

constexpr std::size_t count = 9;
constexpr const char* names[count] = {"year", "series", "drift", "year_memory", "drift_memory", "dof", "effort", "pace", "revision"};
/// What each may be.
const std::array<std::vector<double>, count> choices{{{0.3, 0.6, 1.2}, {0.3, 0.6, 1.2}, {0.3, 0.6, 1.2}, {3, 6, 12}, {3, 6, 12}, {3, 5, 10}, {0, 0.1, 0.3}, {0, 0.1, 0.3}, {0, 0.1, 0.3}}};
using Setting = std::array<std::size_t, count>;  ///< places in `choices`
/// Three effects alike, together as large as the noise; the middle ones; no further terms.
constexpr Setting plain{1, 1, 1, 1, 1, 1, 0, 0, 0};

PlanYearPrior prior_of(const Setting& s) {
  const auto at = [&](std::size_t i) { return choices[i][s[i]]; };
  PlanYearPrior prior = uninformed_plan_year_prior();
  prior.year = at(0), prior.series = at(1), prior.drift = at(2), prior.year_memory = at(3), prior.drift_memory = at(4), prior.dof = at(5);
  for (auto* months : {&prior.result, &prior.attainment})
    for (PlanYearPrior::Month& m : *months) m.effort.sd = at(6), m.pace.sd = at(7), m.revision.sd = months == &prior.result ? at(8) : 0.0;
  return prior;
}

using Cases = std::array<std::vector<AttainmentCase>, 2>;  ///< against the last plan and the one first given

class Search {
 public:
  explicit Search(std::vector<PlanYear> history) : history_(std::move(history)) {}

  const Cases& cases(const Setting& s) {
    const auto at = known_.find(s);
    if (at != known_.end()) return at->second;
    Cases made;
    for (const bool first : {false, true})
      made[first] = evaluate_attainment(history_, {.first_plan = first, .simple_methods = false, .prior = prior_of(s)}).cases;
    return known_.emplace(s, std::move(made)).first->second;
  }
  [[nodiscard]] std::size_t tried() const { return known_.size(); }

  /// Brier and CRPS of the years before, relative to the plain setting's, mean over months and plans.
  double loss(const Setting& s, int year) {
    double sum = 0.0;
    for (const bool first : {false, true})
      for (const int month : {3, 6, 9, 11}) {
        std::array<double, 4> total{};
        const auto add = [&](const std::vector<AttainmentCase>& cases, std::size_t place) {
          for (const AttainmentCase& c : cases) {
            if (c.stage != month || c.year >= year) continue;
            const double error = c.probability - (c.attained ? 1.0 : 0.0);
            total[place] += error * error;
            total[place + 1] += c.crps;
          }
        };
        add(cases(s)[first], 0);
        add(cases(plain)[first], 2);
        sum += total[0] / total[2] + total[1] / total[3];
      }
    return sum / 16.0;
  }

  /// One coordinate after the other, twice.
  Setting choose(int year) {
    Setting best = plain;
    double least = loss(best, year);
    for (int sweep = 0; sweep < 2; ++sweep)
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t v = 0; v < choices[i].size(); ++v) {
          Setting other = best;
          other[i] = v;
          const double l = loss(other, year);
          if (l < least) best = other, least = l;
        }
    return best;
  }

 private:
  std::vector<PlanYear> history_;
  std::map<Setting, Cases> known_;
};

void print(const char* title, const Cases& cases) {
  for (const bool first : {false, true})
    for (const AttainmentScores& s : score_attainment(cases[first]).scores)
      std::printf("%-8s %-6s %5d  %5zu  %.4f (%.3f)  %.3f  %6.2f  %.3f %.3f  %.3f\n", title, first ? "first" : "last", s.stage, s.brier.cases, s.brier.value,
                  s.brier.standard_error, s.log_score.value, s.crps.value, s.coverage[0].value, s.coverage[1].value, s.ece);
}

}  // namespace

int main(int argc, char** argv) {
  const auto start = std::chrono::steady_clock::now();
  const std::filesystem::path sets = argc > 1 ? argv[1] : "../shared/data/sets";
  Search search(plan_year_data::read(sets / "vn-public-investment-plan"));
  std::set<int> years;
  for (const std::vector<AttainmentCase>& cases : search.cases(plain))
    for (const AttainmentCase& c : cases) years.insert(c.year);
  std::printf("year ");
  for (const char* name : names) std::printf(" %s", name);
  std::printf("\n");
  Cases nested;
  const auto show = [&](int year, const Setting& s) {
    std::printf("%d ", year);
    for (std::size_t i = 0; i < count; ++i) std::printf(" %g", choices[i][s[i]]);
    std::printf("\n");
    std::fflush(stdout);
  };
  for (const int year : years) {
    const bool enough = std::distance(years.begin(), years.find(year)) >= 3;  // years to judge by
    const Setting chosen = enough ? search.choose(year) : plain;
    show(year, chosen);
    for (const bool first : {false, true})
      for (const AttainmentCase& c : search.cases(chosen)[first])
        if (c.year == year) nested[first].push_back(c);
  }
  const Setting next = search.choose(*years.rbegin() + 1);
  show(*years.rbegin() + 1, next);
  std::printf("setting  plan   month  cases  Brier (se)      log    CRPS    80 %%  95 %%   ECE\n");
  print("nested", nested);
  print("plain", search.cases(plain));
  print("all years", search.cases(next));
  std::printf("%zu settings, %.0f s\n", search.tried(), std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}
