// SPDX-License-Identifier: Apache-2.0
// Body of targets/pace.hpp.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/targets_yearly.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/targets/pace.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Growth per year over `years`, or change per year; missing where it has no meaning.
[[nodiscard]] inline double movement(double from, double to, int years, bool in_changes) noexcept {
  if (is_missing(from) || is_missing(to)) return missing;
  if (in_changes) return (to - from) / years;
  return from > 0.0 && to >= 0.0 ? compound_growth_kernel(from, to, years) : missing;
}

inline void no_pace(Pace& p, Reason why) noexcept {
  p.reason = why;
  p.gap = p.gap_relative = p.gap_points = p.required_growth = p.required_change = p.place = p.panel_place = why;
}

/// What is needed per year in the terms that are held against history.
[[nodiscard]] inline const Value& needed_pace(const Pace& p) noexcept { return p.in_changes || p.in_amounts ? p.required_change : p.required_growth; }

inline void fill_history(Pace& p, const YearlyLevels& levels, Direction direction, const PaceOptions& options) noexcept {
  const int last = levels.last_year();
  const int from = options.history_years > 0 ? std::max(levels.first_year, last - options.history_years) : levels.first_year;
  for (int year = from + 1; year <= last; ++year) {
    const double moved = movement(levels.in(year - 1), levels.in(year), 1, p.in_changes);
    if (is_missing(moved)) continue;
    ++p.of_years;
    p.reached += (direction == Direction::at_most ? moved <= needed_pace(p).value : moved >= needed_pace(p).value) ? 1 : 0;
  }
  p.place = p.of_years > 0 ? Value(1.0 - static_cast<double>(p.reached) / p.of_years) : Value(Reason::too_few_points);
}

/// Rates and shares move in points. A bare ratio is a unit that nobody stated as often as a rate: the caller says so.
[[nodiscard]] inline bool is_rate(const Unit& unit, const PaceOptions& options) noexcept { return options.is_rate || (unit.is_ratio() && !(unit == Unit())); }

[[nodiscard]] inline Pace pace_of_levels(const SeriesView& actual, const PaceTarget& target, YearlyLevels& levels, const PaceOptions& options) {
  Pace p;
  yearly_levels(actual, target.period, levels);
  if (levels.values.empty()) {
    no_pace(p, Reason::no_observation);
    return p;
  }
  p.last_actual = levels.values.back();
  p.last_period = Period{levels.last_year(), target.period.kind, target.period.index};
  if (is_missing(target.target)) {
    no_pace(p, Reason::no_target_value);
    return p;
  }
  p.gap = p.last_actual - target.target;
  p.gap_relative = target.target > 0.0 ? Value(p.gap.value / target.target) : Value(target.target < 0.0 ? Reason::negative_base : Reason::zero_base);
  const bool rate = is_rate(actual.unit, options);
  p.in_changes = rate || !(p.last_actual > 0.0) || !(target.target >= 0.0);
  p.gap_points = rate && actual.unit.is_ratio() ? Value(100.0 * convert(p.gap.value, actual.unit, Unit{})) : Value(Reason::not_comparable);
  p.years = target.period.year - levels.last_year();
  p.required_growth = required_growth(p.last_actual, target.target, p.years);
  p.required_change = required_change(p.last_actual, target.target, p.years);
  p.panel_place = Reason::too_few_points;
  if (p.years <= 0) {
    p.reason = Reason::no_time_left;
    p.place = p.panel_place = Reason::no_time_left;
    return p;
  }
  fill_history(p, levels, target.direction, options);
  return p;
}

/// Average movements of the whole panel over its series' last `years` years up to a period, sorted; one row each for a period and length.
class PanelMovements {
 public:
  explicit PanelMovements(const PanelView& panel) : panel_(panel) {}
  [[nodiscard]] const std::vector<double>& over(const Period& period, int years, bool in_changes) {
    const auto [it, is_new] = rows_.try_emplace({period.ordinal(), static_cast<int>(period.kind), years, in_changes});
    if (is_new) {
      for (std::size_t i = 0; i < panel_.size(); ++i) {
        const SeriesView series = panel_.series(i);
        if (series.first.kind != period.kind) continue;
        yearly_levels(series, period, levels_);
        if (levels_.values.empty()) continue;
        const double moved = movement(levels_.in(levels_.last_year() - years), levels_.values.back(), years, in_changes);
        if (!is_missing(moved)) it->second.push_back(moved);
      }
      std::sort(it->second.begin(), it->second.end());
    }
    return it->second;
  }

 private:
  const PanelView& panel_;
  YearlyLevels levels_;
  std::map<std::tuple<int, int, int, bool>, std::vector<double>> rows_;
};

inline void fill_panel_place(Pace& p, const PaceTarget& target, bool is_ratio, PanelMovements& panel) {
  const Value& need = needed_pace(p);
  if (p.reason != Reason::none || !need) return;
  if (p.in_changes && !is_ratio) {  // changes of levels of different size do not compare
    p.panel_place = Reason::not_comparable;
    return;
  }
  const std::vector<double>& all = panel.over(target.period, p.years, p.in_changes);
  p.panel_of = static_cast<int>(all.size());
  if (all.empty()) return;
  const auto below = static_cast<int>(std::lower_bound(all.begin(), all.end(), need.value) - all.begin());
  const auto up_to = static_cast<int>(std::upper_bound(all.begin(), all.end(), need.value) - all.begin());
  p.panel_reached = target.direction == Direction::at_most ? up_to : p.panel_of - below;
  p.panel_place = 1.0 - static_cast<double>(p.panel_reached) / p.panel_of;
}

}  // namespace detail

INDUSTRIA_INLINE LinearProgress linear_progress(double base, double value, double target, double since, double total, Direction direction) noexcept {
  LinearProgress out;
  if (is_missing(base) || is_missing(value) || is_missing(target) || is_missing(since) || is_missing(total)) return out;
  const double d = direction == Direction::at_most ? -1.0 : 1.0;
  out.covered = target == base ? Value(Reason::zero_base) : Value((value - base) / (target - base));
  if (total > 0.0) {
    out.expected = since / total;
    out.path = base + (target - base) * (since / total);
    out.gap_to_path = d * (value - out.path.value);
  } else {
    out.expected = out.path = out.gap_to_path = Reason::no_time_left;
  }
  out.projection = since > 0.0 ? Value(base + (value - base) * (total / since)) : Value(Reason::too_few_points);
  out.required_change = total > since ? Value((target - value) / (total - since)) : Value(Reason::no_time_left);
  return out;
}

INDUSTRIA_INLINE Pace pace(const SeriesView& actual, const Period& period, double target, Direction direction, const PaceOptions& options) {
  if (period.kind != actual.first.kind) {
    throw ValueError("pace: target is for " + to_text(period) + ", the series begins in " + to_text(actual.first) + ", expected periods of one kind");
  }
  detail::YearlyLevels levels;
  return detail::pace_of_levels(actual, {.series = 0, .period = period, .target = target, .direction = direction}, levels, options);
}

INDUSTRIA_INLINE std::vector<Pace> pace(const PanelView& panel, std::span<const PaceTarget> targets, const PaceOptions& options) {
  std::vector<Pace> out;
  out.reserve(targets.size());
  detail::PanelMovements movements(panel);
  detail::YearlyLevels levels;
  for (const PaceTarget& target : targets) {
    if (target.series >= static_cast<std::int64_t>(panel.size())) {
      throw ValueError("pace: target of series " + std::to_string(target.series) + ", the panel has " + std::to_string(panel.size()));
    }
    Pace p;
    if (target.series < 0) {
      detail::no_pace(p, Reason::no_observation);
    } else {
      const SeriesView series = panel.series(static_cast<std::size_t>(target.series));
      if (series.first.kind != target.period.kind) {
        detail::no_pace(p, Reason::not_comparable);
      } else {
        p = detail::pace_of_levels(series, target, levels, options);
        detail::fill_panel_place(p, target, detail::is_rate(series.unit, options), movements);
      }
    }
    out.push_back(std::move(p));
  }
  return out;
}

INDUSTRIA_INLINE std::string pace_text(const Pace& pace, Language language) {
  if (!detail::needed_pace(pace)) return text(std::string("reason.") + name(detail::needed_pace(pace).reason), language);
  const double growth = 100.0 * pace.required_growth.value;
  std::string out = pace.in_amounts   ? text("pace.needed_amount", language, {{"amount", format_number(pace.required_change.value, 2, language)}})
                    : pace.in_changes ? text("pace.needed_change", language, {{"change", format_number(pace.required_change.value, 2, language)}})
                    : growth < 0.0  ? text("pace.needed_fall", language, {{"fall", format_number(-growth, 1, language)}})
                                    : text("pace.needed_growth", language, {{"growth", format_number(growth, 1, language)}});
  const auto count = [](int n) { return std::to_string(n); };
  if (pace.of_years > 0) out += text("pace.in_history", language, {{"reached", count(pace.reached)}, {"of", count(pace.of_years)}});
  if (pace.panel_of > 0) out += text("pace.in_panel", language, {{"reached", count(pace.panel_reached)}, {"of", count(pace.panel_of)}});
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
