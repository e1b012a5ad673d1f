// SPDX-License-Identifier: Apache-2.0
// The open set of plans and results: state-budget investment of Viet Nam, months as first published (General Statistics Office).
#pragma once

#include <industria/io/csv.hpp>
#include <industria/targets/plan_year_model.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plan_year_data {

using namespace industria;

inline double number(std::string_view text) {
  double x = missing;
  std::from_chars(text.data(), text.data() + text.size(), x);
  return x;
}

class Table {
 public:
  explicit Table(const std::filesystem::path& path) {
    Result<CsvTable> read = try_read_csv(path);
    if (!read) throw std::runtime_error(path.string() + " cannot be read");
    table_ = std::move(read.value);
  }
  [[nodiscard]] std::size_t size() const { return table_.size(); }
  [[nodiscard]] std::string text(std::size_t row, std::string_view head) const {
    return std::string(table_.cell(row, static_cast<std::size_t>(table_.find_column(head))));
  }
  [[nodiscard]] double value(std::size_t row, std::string_view head) const { return number(text(row, head)); }

 private:
  CsvTable table_;
};

/// Entity-years with a December figure; monthly plans as implied by the published percentages.
inline std::vector<PlanYear> read(const std::filesystem::path& folder) {
  const Table pairs(folder / "pairs.csv");
  std::vector<PlanYear> years;
  std::map<std::pair<std::string, int>, std::size_t> at;
  for (std::size_t r = 0; r < pairs.size(); ++r) {
    PlanYear y{.id = pairs.text(r, "entity_type") + "/" + pairs.text(r, "entity_id"), .year = static_cast<int>(pairs.value(r, "year"))};
    y.cumulative[11] = pairs.value(r, "outcome_dec_estimate");
    y.plan[11] = pairs.value(r, "plan_final_implied");
    y.first_plan = pairs.value(r, "plan_first");
    at[{y.id, y.year}] = years.size();
    years.push_back(std::move(y));
  }
  const Table monthly(folder / "monthly.csv");
  for (std::size_t r = 0; r < monthly.size(); ++r) {
    const auto found = at.find({monthly.text(r, "entity_type") + "/" + monthly.text(r, "entity_id"), static_cast<int>(monthly.value(r, "year"))});
    const auto m = static_cast<std::size_t>(monthly.value(r, "month")) - 1;
    if (found == at.end() || m > 10 || is_missing(monthly.value(r, "ytd_pct_of_plan"))) continue;
    PlanYear& y = years[found->second];
    y.cumulative[m] = monthly.value(r, "ytd_value");
    y.plan[m] = 100.0 * y.cumulative[m] / monthly.value(r, "ytd_pct_of_plan");
  }
  return years;
}

/// Products under one name and unit; months that leave the year's other months far behind or ahead are misprints.
inline std::vector<PlanYear> read_products(const std::filesystem::path& folder) {
  const Table monthly(folder / "monthly.csv");
  std::map<std::pair<std::string, int>, PlanYear> years;
  for (std::size_t r = 0; r < monthly.size(); ++r) {
    if (monthly.text(r, "ownership") != "all") continue;
    const std::string id = monthly.text(r, "product_slug") + "|" + monthly.text(r, "unit_base");
    const int year = static_cast<int>(monthly.value(r, "year"));
    PlanYear& y = years[{id, year}];
    y.id = id;
    y.year = year;
    y.cumulative[static_cast<std::size_t>(monthly.value(r, "month")) - 1] = monthly.value(r, "ytd") * monthly.value(r, "unit_scale");
  }
  std::vector<PlanYear> out;
  for (auto& [key, y] : years) {
    if (!(y.cumulative[11] > 0.0)) continue;
    for (std::size_t m = 0; m < 11; ++m)
      if (!(std::abs(std::log(y.cumulative[m] / y.cumulative[11] * 12.0 / static_cast<double>(m + 1))) < 0.7)) y.cumulative[m] = missing;
    if (std::count_if(y.cumulative.begin(), y.cumulative.end(), [](double x) { return !is_missing(x); }) >= 8) out.push_back(y);
  }
  return out;
}

}  // namespace plan_year_data
