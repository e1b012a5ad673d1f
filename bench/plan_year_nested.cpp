// SPDX-License-Identifier: Apache-2.0
// Do the figures of plan_year.cpp owe something to settings chosen with a view on them? Here every setting is chosen anew for each year
// asked about, by the scores of the years before it alone, starting from settings that say nothing. Usage: bench_plan_year_nested [folder of the data sets]
#include "../tests/plan_year_data.hpp"

#include <industria/targets/evaluate_attainment.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <utility>
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

  struct Loss {
    double mean = 0.0;
    double error = 0.0;  ///< its standard error, years as clusters
  };
  /// Brier and CRPS in the years before, less the plain setting's and relative to them, mean over months and plans.
  Loss loss(const Setting& s, int year) {
    std::map<int, double> by_year;
    for (const bool first : {false, true})
      for (const int month : {3, 6, 9, 11}) {
        const auto asked = [&](const AttainmentCase& c) { return c.stage == month && c.year < year; };
        const auto brier = [](const AttainmentCase& c) { return (c.probability - (c.attained ? 1.0 : 0.0)) * (c.probability - (c.attained ? 1.0 : 0.0)); };
        double briers = 0.0, crps = 0.0;
        for (const AttainmentCase& c : cases(plain)[first])
          if (asked(c)) briers += brier(c), crps += c.crps;
        for (const auto& [sign, setting] : {std::pair(1.0, s), std::pair(-1.0, plain)})
          for (const AttainmentCase& c : cases(setting)[first])
            if (asked(c)) by_year[c.year] += sign * (brier(c) / briers + c.crps / crps) / 16.0;
      }
    Loss out;
    for (const auto& [y, d] : by_year) out.mean += d;
    const auto g = static_cast<double>(by_year.size());
    for (const auto& [y, d] : by_year) out.error += (d - out.mean / g) * (d - out.mean / g);
    out.error = std::sqrt(g / (g - 1.0) * out.error);
    return out;
  }

  /// Each on its own, the others plain: few years cannot tell combinations apart. Better by `errors` standard errors than plain, or plain.
  Setting choose(int year, double errors) {
    Setting best = plain;
    for (std::size_t i = 0; i < count; ++i) {
      double least = 0.0;
      for (std::size_t v = 0; v < choices[i].size(); ++v) {
        Setting other = plain;
        other[i] = v;
        if (other == plain) continue;
        const Loss l = loss(other, year);
        if (l.mean < least && l.mean + errors * l.error < 0.0) best[i] = v, least = l.mean;
      }
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
  const std::vector<PlanYear> history = plan_year_data::read(sets / "vn-public-investment-plan");
  Search search(history);
  std::set<int> years;
  for (const std::vector<AttainmentCase>& cases : search.cases(plain))
    for (const AttainmentCase& c : cases) years.insert(c.year);
  std::printf("rule   year ");
  for (const char* name : names) std::printf(" %s", name);
  std::printf("\n");
  std::array<Cases, 2> nested;
  for (const bool sure : {false, true})
    for (int year = *years.begin(); year <= *years.rbegin() + 1; ++year) {
      const bool asked = years.contains(year);
      if (!asked && year <= *years.rbegin()) continue;
      const bool enough = std::distance(years.begin(), years.lower_bound(year)) >= 3;  // years to judge by
      const Setting chosen = enough ? search.choose(year, sure ? 1.0 : 0.0) : plain;
      std::printf("%s  %d ", sure ? "sure" : "best", year);
      for (std::size_t i = 0; i < count; ++i) std::printf(" %g", choices[i][chosen[i]]);
      std::printf("\n");
      std::fflush(stdout);
      for (const bool first : {false, true})
        for (const AttainmentCase& c : search.cases(chosen)[first])
          if (c.year == year) nested[sure][first].push_back(c);
    }
  std::printf("setting  plan   month  cases  Brier (se)      log    CRPS    80 %%  95 %%   ECE\n");
  print("best", nested[0]);
  print("sure", nested[1]);
  print("plain", search.cases(plain));
  Cases shipped;
  for (const bool first : {false, true}) shipped[first] = evaluate_attainment(history, {.first_plan = first, .simple_methods = false}).cases;
  print("shipped", shipped);
  std::printf("%zu settings, %.0f s\n", search.tried(), std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}
