// SPDX-License-Identifier: Apache-2.0
// Rows of observations that state actual levels: which of two is the better vintage, and what is left out with an issue.
#pragma once

#include <industria/model/dataset.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// What one observation says of an actual level; `row` is its place in the table.
struct LevelRow {
  const Observation* observation;
  std::size_t row;
};

/// What a stated level may be, in the figure's own unit; Bounds{} where its number stands as it is told. Bounds hold. "gần" is at most a tenth
/// below, "khoảng" what rounds to the number, at most a twentieth to each side, and so are decimals; closing zeros of a whole number may be digits.
[[nodiscard]] inline Bounds level_bounds(const Figure& figure) noexcept {
  constexpr double near = 0.1;
  const double y = figure.value;
  if (!(y > 0.0)) return {};
  switch (figure.qualifier) {
    case Qualifier::below_near: return intersect(figure.bounds, Bounds::above((1.0 - near) * y));
    case Qualifier::approx: return with_rounding(Bounds::exactly(y), std::min(figure.resolution, near * y));
    case Qualifier::estimate:
    case Qualifier::exact: return figure.resolution < 1.0 ? with_rounding(Bounds::exactly(y), std::min(figure.resolution, near * y)) : Bounds{};
    default: return figure.bounds;
  }
}

/// The better of two statements on one period: the later vintage, then the firmer status, then the earlier row.
[[nodiscard]] inline bool is_better(const LevelRow& a, const LevelRow& b) noexcept {
  const Date left = known_date(*a.observation);
  const Date right = known_date(*b.observation);
  if (left != right) return left > right;
  return std::tie(a.observation->status, a.row) < std::tie(b.observation->status, b.row);
}

[[nodiscard]] inline const LevelRow& latest_level(const std::vector<LevelRow>& rows) {
  return *std::min_element(rows.begin(), rows.end(), [](const LevelRow& a, const LevelRow& b) {
    const Period& left = a.observation->period();
    const Period& right = b.observation->period();
    return left == right ? is_better(a, b) : left > right;
  });
}

/// Moves the rows that do not pass out of `rows` and says so once, with their number.
template <class Passes>
void leave_out(std::vector<LevelRow>& rows, std::vector<Issue>& issues, std::string_view code,
               TextArgs args, const Passes& passes) {
  const auto kept = std::stable_partition(
      rows.begin(), rows.end(), [&](const LevelRow& r) { return passes(*r.observation); });
  if (kept == rows.end()) return;
  Issue issue;
  issue.severity = code == "model.other_period_kind" ? Severity::note : Severity::warning;  // months beside years are no fault
  issue.code = code;
  issue.where = kept->observation->origin.where;
  issue.value = kept->observation->key.unique_id();
  issue.args = std::move(args);
  issue.args.emplace_back("count", std::to_string(rows.end() - kept));
  issues.push_back(std::move(issue));
  rows.erase(kept, rows.end());
}

/// Both languages of a text about the value that the others must match.
template <class Thing>
[[nodiscard]] TextArgs in_both_languages(std::string_view name, const Thing& thing) {
  return {{std::string(name) + "_vi", to_text(thing, Language::vi)},
          {std::string(name) + "_en", to_text(thing, Language::en)}};
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
