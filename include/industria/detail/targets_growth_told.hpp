// SPDX-License-Identifier: Apache-2.0
// Growth that a dataset tells of years without levels, as bounds for the predictive law: each year once.
#pragma once

#include <industria/model/dataset.hpp>
#include <industria/model/series.hpp>
#include <industria/projection/growth_prior.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] inline bool is_known(const Observation& o, Date as_of) noexcept { return !as_of || !(known_date(o) > as_of); }

[[nodiscard]] constexpr bool states_growth(Measure measure) noexcept {
  return measure == Measure::growth_on_previous || measure == Measure::growth_on_same_period;
}

/// One statement on the growth of the years after `from` up to `to`.
struct ToldGrowth {
  int from = 0;
  int to = 0;
  const Observation* observation = nullptr;
  [[nodiscard]] int years() const noexcept { return to - from; }
  [[nodiscard]] bool overlaps(const ToldGrowth& other) const noexcept { return from < other.to && other.from < to; }
};

/// True if an observation tells a yearly growth of `key` that levels in `basis` can have had.
[[nodiscard]] inline bool tells_yearly_growth(const Observation& o, const IndicatorKey& key, const PriceBasis& basis, Date as_of) {
  if (!(o.key == key) || !(states_growth(o.measure) || o.measure == Measure::average_growth) || o.status == Status::plan || !is_known(o, as_of)) return false;
  if (o.span.first.kind != PeriodKind::year || o.span.last.kind != PeriodKind::year || !o.figure.unit.is_ratio() || is_missing(o.figure.value)) return false;
  const auto is_named = [](const PriceBasis& b) { return b.kind == PriceBasis::Kind::current || b.kind == PriceBasis::Kind::constant; };
  return !is_named(o.figure.basis) || !is_named(basis) || o.figure.basis == basis;
}

/// The years that a statement covers: an average of 2008-2015 the seven after 2008, or those after its stated base; the growth of a year that year alone. Nothing
/// (no years) where it is held against another base.
[[nodiscard]] inline ToldGrowth told_growth(const Observation& o) {
  const int to = o.span.last.year;
  if (o.measure == Measure::average_growth && o.span.first < o.span.last) {
    const bool base_before = o.base_period && o.base_period->kind == PeriodKind::year && *o.base_period < o.span.first;
    return {base_before ? o.base_period->year : o.span.first.year, to, &o};
  }
  const bool other_base = o.base_period && !(*o.base_period == Period::of_year(to - 1));
  return {other_base ? to : to - 1, to, &o};
}

/// Growth told of yearly levels before the first of them. What the levels give themselves is left out, and so is what overlaps them;
/// of one span the latest known counts. Averages go before single years, unless these tell more than half of their years.
[[nodiscard]] inline std::vector<GrowthStatement> growth_told_before(const Dataset& data, const IndicatorKey& key, const Series& levels, bool has_stated_growth, Date as_of) {
  int first = std::numeric_limits<int>::max();
  int known = 0;
  for (std::size_t i = 0; i < levels.values.size(); ++i) {
    if (is_missing(levels.values[i])) continue;
    if (known++ == 0) first = levels.first.plus(static_cast<int>(i)).year;
  }
  if (known == 1 && has_stated_growth) --first;  // it stands for the level before
  std::vector<ToldGrowth> all;
  for (const Observation& o : data.observations) {
    if (!tells_yearly_growth(o, key, levels.basis, as_of)) continue;
    const ToldGrowth told = told_growth(o);
    if (told.years() < 1 || told.to > first) continue;
    const Bounds rates = o.figure.in(Unit{}).rounded_bounds();
    if (!(rates.hi > -1.0) || rates.is_empty() || !(rates.has_lo() || rates.has_hi())) continue;
    const auto same = std::find_if(all.begin(), all.end(), [&](const ToldGrowth& t) { return t.from == told.from && t.to == told.to; });
    if (same == all.end()) all.push_back(told);
    else if (known_date(o) > known_date(*same->observation)) *same = told;
  }
  std::stable_sort(all.begin(), all.end(), [](const ToldGrowth& a, const ToldGrowth& b) { return a.years() != b.years() ? a.years() > b.years() : a.to > b.to; });
  std::vector<ToldGrowth> taken;
  for (const ToldGrowth& told : all) {
    const auto inside = std::count_if(all.begin(), all.end(), [&](const ToldGrowth& t) { return t.years() == 1 && t.overlaps(told); });
    const bool by_year = told.years() > 1 && 2 * static_cast<int>(inside) > told.years();
    if (!by_year && std::none_of(taken.begin(), taken.end(), [&](const ToldGrowth& t) { return t.overlaps(told); })) taken.push_back(told);
  }
  std::vector<GrowthStatement> out;
  for (const ToldGrowth& told : taken) out.push_back({told.observation->figure.in(Unit{}).rounded_bounds(), told.years()});
  return out;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
