// SPDX-License-Identifier: Apache-2.0
// Lai Châu: the brick plants' capacity year by year, what public support bought, the phases of the promotion programme against the
// calendar, their present value, and the grant element of a soft loan. Reads the example dataset; its rows name the sources.
#include <industria/base/number_format.hpp>
#include <industria/indicators/disbursement.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/installed_capacity.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/planning/grant_element.hpp>
#include <industria/planning/investment.hpp>

#include <cstdio>
#include <vector>

using namespace industria;

int main(int argc, char** argv) {
  const Result<Dataset> read = try_read_dataset(argc > 1 ? argv[1] : "examples/data/northwest");
  if (!read) return 1;
  const Dataset& data = read.value;

  for (const int year : {2018, 2021}) {
    const InstalledCapacity bricks = installed_capacity(data, "unfired-brick", "lai-chau", year);
    const Bounds& known = bricks.average.bounds;
    std::printf("unfired bricks %d: %.0f to %.0f %s from %zu plants, %zu remarks\n", year, known.lo, known.hi,
                to_text(bricks.average.unit, Language::en).c_str(), bricks.rows.size(), bricks.issues.size());
  }
  for (const char* plant : {"gach-truong-thinh", "gach-phu-minh", "ton-xop-thuy-nam"}) {
    const FundingSummary money = summarise_funding(data, plant);
    for (const Capacity& capacity : data.capacities) {
      if (capacity.plant != plant || !money.public_money) continue;
      std::printf("%s: %s\n", plant, to_text(support_per_capacity(*money.public_money, capacity.rate), Language::en, 3).c_str());
    }
  }

  const FundingSummary programme = summarise_funding(data, "khuyen-cong-lai-chau-2021-2025");
  std::vector<double> phases;
  for (const FundingPart& year : programme.by_year) phases.push_back(year.amount.value);
  const std::vector<Value> due = phased_budget(programme.total->value, phases);
  std::printf("programme: %.1f bn VND, leverage %.2f, total / public %.2f\n", programme.total->value, programme.leverage->value,
              total_multiplier(*programme.total, *programme.public_money).value);
  for (int k = 1; k <= 5; ++k) {
    std::printf("  end of %s: %6.3f bn due, %5.1f %% of it, %3d %% of the time\n", programme.by_year[static_cast<std::size_t>(k) - 1].id.c_str(),
                due[static_cast<std::size_t>(k) - 1].value, 100.0 * expected_share(phases, k).value, 20 * k);
  }
  std::printf("present value in 2021 at 8 %%: %.1f bn\n", npv(phases, 0.08).value);

  const Loan soft{.interest = 0.0075, .grace_years = 10, .maturity_years = 40};
  for (const double discount : {0.05, 0.10}) {
    std::printf("loan at 0.75 %%, 40 years, 10 of grace: grant element %.1f %% at %.0f %%\n", 100.0 * grant_element(soft, discount).value, 100.0 * discount);
  }
}
