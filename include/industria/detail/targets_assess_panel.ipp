// SPDX-License-Identifier: Apache-2.0
// Body of targets/assess_panel.hpp: units of a target and its series brought together, each target assessed, and what is wrong with it.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/targets_assess_series.ipp>
#include <industria/targets/assess_panel.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The panel of one call: its series by row and, if a target asks, by id.
class TargetPanel {
 public:
  TargetPanel(const PanelView& panel, const PanelTargets& targets) : panel_(panel), targets_(targets) {
    if (targets.rows.size() != targets.targets.size()) {
      throw ShapeError("assess: " + std::to_string(targets.rows.size()) + " rows for " + std::to_string(targets.targets.size()) + " targets, expected as many");
    }
    for (const std::int64_t row : targets.rows) {
      if (row >= static_cast<std::int64_t>(panel.size())) throw ValueError("assess: row " + std::to_string(row) + " is outside a panel of " + std::to_string(panel.size()) + " series");
    }
    constexpr auto is_sum = [](const Target& t) { return t.kind == TargetKind::cumulative_flow || t.kind == TargetKind::cumulative_count; };
    const bool asks = std::any_of(targets.targets.begin(), targets.targets.end(), [](const Target& t) { return t.kind == TargetKind::relative; });
    for (std::size_t i = 0; asks && i < panel.ids.size(); ++i) by_id_.try_emplace(panel.ids[i], i);
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
      if (targets.rows[i] >= 0 && (is_sum(targets.targets[i]) || names_a_stop(targets.targets[i].kind))) beside_[targets.rows[i]].push_back(i);
    }
    furthest_.assign(panel.size(), 0);
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
      if (targets.rows[i] < 0) continue;
      const auto row = static_cast<std::size_t>(targets.rows[i]);
      const Period end = panel.first[row].plus(static_cast<int>(panel.offsets[row + 1] - panel.offsets[row]) - 1);
      furthest_[row] = std::max(furthest_[row], targets.targets[i].period().year - end.year);
    }
  }
  /// Years from the end of a series to the furthest of its targets.
  [[nodiscard]] int furthest(std::size_t i) const noexcept { return furthest_[static_cast<std::size_t>(targets_.rows[i])]; }
  [[nodiscard]] std::size_t size() const noexcept { return targets_.targets.size(); }
  [[nodiscard]] const Target& target(std::size_t i) const noexcept { return targets_.targets[i]; }
  [[nodiscard]] bool has_series(std::size_t i) const noexcept { return targets_.rows[i] >= 0; }
  [[nodiscard]] std::int64_t row(std::size_t i) const noexcept { return targets_.rows[i]; }
  /// The series of target i, in its units as far as nobody stated the panel's.
  [[nodiscard]] SeriesView series(std::size_t i) const noexcept {
    SeriesView out = panel_.series(static_cast<std::size_t>(targets_.rows[i]));
    if (!targets_.units_stated && has_own_unit(target(i).kind)) {
      out.unit = target(i).figure.unit;
      out.basis = target(i).figure.basis;
    }
    return out;
  }
  /// True for a relative target whose other series is its own.
  [[nodiscard]] bool is_itself(std::size_t i) const {
    const auto found = by_id_.find(target(i).relative_to);
    return target(i).kind == TargetKind::relative && found != by_id_.end() && static_cast<std::int64_t>(found->second) == row(i);
  }
  [[nodiscard]] std::optional<SeriesView> find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? std::nullopt : std::optional(panel_.series(found->second));
  }
  /// Targets of the same series and kind that begin with this sum or count and end before it.
  [[nodiscard]] std::vector<Phase> phases(std::size_t i) const {
    std::vector<Phase> out;
    if (target(i).kind != TargetKind::cumulative_flow && target(i).kind != TargetKind::cumulative_count) return out;
    const SeriesView own = series(i);
    const Target mine = in_periods_of(takes_panel_unit(i) ? in_panel_unit(i) : target(i), own.first.kind);
    const auto found = beside_.find(row(i));
    for (std::size_t k = 0; found != beside_.end() && k < found->second.size(); ++k) {
      const std::size_t j = found->second[k];
      const Target other = in_periods_of(takes_panel_unit(j) ? in_panel_unit(j) : target(j), own.first.kind);
      if (is_phase_of(other, mine)) add_phase(out, other, mine, mine.figure.unit);
    }
    sort_phases(out);
    return out;
  }
  /// Levels that earlier targets of the same series and kind name.
  [[nodiscard]] std::vector<Milestone> on_the_way(std::size_t i) const {
    std::vector<Target> all;
    const auto found = beside_.find(row(i));
    for (std::size_t k = 0; found != beside_.end() && k < found->second.size(); ++k) all.push_back(takes_panel_unit(found->second[k]) ? in_panel_unit(found->second[k]) : target(found->second[k]));
    return earlier_levels(all, takes_panel_unit(i) ? in_panel_unit(i) : target(i), series(i).unit);
  }
  /// A target that says no unit is in that of the levels.
  [[nodiscard]] bool takes_panel_unit(std::size_t i) const noexcept {
    return targets_.units_stated && has_own_unit(target(i).kind) && target(i).figure.unit == Unit() && !(panel_.unit == Unit());
  }
  [[nodiscard]] Target in_panel_unit(std::size_t i) const {
    Target out = target(i);
    out.figure.unit = panel_.unit;
    out.figure.basis = panel_.basis;
    if (out.baseline) {
      out.baseline->unit = panel_.unit;
      out.baseline->basis = panel_.basis;
    }
    return out;
  }

 private:
  [[nodiscard]] static constexpr bool names_a_stop(TargetKind kind) noexcept { return kind == TargetKind::level || kind == TargetKind::share || kind == TargetKind::index; }
  const PanelView& panel_;
  const PanelTargets& targets_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
  std::vector<int> furthest_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> beside_;  ///< targets of one row that may be each other's phases
};

[[nodiscard]] inline Issue panel_issue(Severity severity, std::string code, const Target& target, TextArgs args = {}) {
  return target_issue(severity, std::move(code), target, std::move(args));
}

/// Why target and series cannot be put side by side at all: the reason and its issue. Reason::none: they can.
[[nodiscard]] inline Reason mismatch(const SeriesView& series, const Target& target, Issue* told) {
  const auto tell = [&](const char* code, TextArgs args) {
    if (told != nullptr) *told = panel_issue(Severity::error, code, target, std::move(args));
    return Reason::not_comparable;
  };
  if ((target.period().kind != series.first.kind && !speaks_of_parts(target, series.first.kind)) || target.span.first.kind != target.period().kind) {
    return tell("targets.other_period_kind", {{"period_vi", to_text(target.period(), Language::vi)}, {"period_en", to_text(target.period(), Language::en)},
                                              {"first_vi", to_text(series.first, Language::vi)}, {"first_en", to_text(series.first, Language::en)}});
  }
  if (!has_own_unit(target.kind)) return Reason::none;
  if (!is_convertible(target.figure.unit, series.unit)) {
    return tell("targets.other_unit", {{"unit_vi", to_text(series.unit, Language::vi)}, {"unit_en", to_text(series.unit, Language::en)}});
  }
  if (!same_basis(target.figure.basis, series.basis)) {
    return tell("targets.other_basis", {{"basis_vi", to_text(series.basis, Language::vi)}, {"basis_en", to_text(series.basis, Language::en)}});
  }
  return Reason::none;
}

/// An assessment that says why there is none.
[[nodiscard]] inline Assessment refused(const Target& target, Reason why, Issue issue) {
  Assessment a = assessment_frame({{&target}});
  a.target_value = target.figure.value;
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = why;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = why;
  a.reason = why;
  a.issues.push_back(std::move(issue));
  return a;
}

[[nodiscard]] inline Assessment assess_in_panel(const TargetPanel& panel, std::size_t i, const AssessOptions& options, SharedLanding& shared) {
  if (!panel.has_series(i)) return refused(panel.target(i), Reason::no_observation, panel_issue(Severity::error, "targets.unknown_series", panel.target(i)));
  const SeriesView series = panel.series(i);
  const auto assess_one = [&](const Target& target) {
    Issue told;
    if (const Reason why = mismatch(series, target, &told); why != Reason::none) return refused(target, why, std::move(told));
    if (target.kind != TargetKind::relative) {
      const bool by_stops = options.path.shape == TrajectoryShape::milestones && options.path.milestones.empty();
      return assess_bare(series, target, nullptr, options, &shared, panel.phases(i), by_stops ? panel.on_the_way(i) : std::vector<Milestone>());
    }
    const std::optional<SeriesView> other = panel.find(target.relative_to);
    if (panel.is_itself(i)) return refused(target, Reason::no_target_value, panel_issue(Severity::error, "targets.relative_to_itself", target));
    if (other && other->first.kind == series.first.kind) return assess_bare(series, target, &*other, options);
    return refused(target, Reason::no_observation, panel_issue(Severity::error, "targets.unknown_other", target, {{"other", target.relative_to}}));
  };
  return panel.takes_panel_unit(i) ? assess_one(panel.in_panel_unit(i)) : assess_one(panel.target(i));
}

/// Targets of one kind that speak of one thing can exclude each other: levels, shares and index numbers among themselves, increases on one base, growth
/// and sums of one span, relations to one series, directions from one base.
[[nodiscard]] inline std::tuple<int, int, std::string_view> thing_of(const Target& t) {
  const auto ordinal = [](const Period& p) { return 100000 * static_cast<int>(p.kind) + p.ordinal(); };
  switch (t.kind) {
    case TargetKind::level:
    case TargetKind::share:
    case TargetKind::index: return {0, 0, {}};
    case TargetKind::increase: return {1, ordinal(baseline_of(t)), {}};
    case TargetKind::growth: return {2, ordinal(t.baseline_period.value_or(t.span.first.plus(-1))), {}};
    case TargetKind::cumulative_flow: return {3, ordinal(t.span.first), {}};
    case TargetKind::cumulative_count: return {4, ordinal(t.span.first), {}};
    case TargetKind::relative: return {5, ordinal(t.span.first), t.relative_to};
    case TargetKind::direction_only: return {6, t.baseline_period ? ordinal(*t.baseline_period) : 0, {}};
  }
  return {};
}

/// For each target the position of another one for the same thing that excludes it; its own position if there is none.
[[nodiscard]] inline std::vector<std::size_t> excluded_by(const TargetPanel& panel) {
  std::vector<std::size_t> out(panel.size());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = i;
    const bool is_numberless = panel.target(i).kind == TargetKind::relative || panel.target(i).kind == TargetKind::direction_only;
    if (panel.has_series(i) && (is_numberless || !is_missing(panel.target(i).figure.value))) order.push_back(i);
  }
  const auto place = [&](std::size_t i) { return std::tuple{panel.row(i), panel.target(i).period().ordinal(), thing_of(panel.target(i))}; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  const auto level_of = [&](std::size_t i) {
    const Target& t = panel.target(i);
    if (t.kind == TargetKind::relative) return wanted_lead(t).bounds;
    if (t.kind == TargetKind::direction_only) return t.direction == Direction::at_most ? Bounds::below(0.0) : Bounds::above(0.0);
    return meeting_levels(t.figure, t.direction, 0.0);
  };
  for (std::size_t from = 0; from < order.size();) {
    std::size_t end = from + 1;
    while (end < order.size() && place(order[end]) == place(order[from])) ++end;
    // The strictest lower and upper limits of one level; a limit is held against that of the other side only.
    std::size_t lowest = out.size();
    std::size_t highest = out.size();
    for (std::size_t k = from; k < end; ++k) {
      const Target& t = panel.target(order[k]);
      const Target& first = panel.target(order[from]);
      if (!(t.figure.unit == first.figure.unit && t.figure.basis == first.figure.basis && t.period().kind == first.period().kind)) continue;
      const Bounds b = level_of(order[k]);
      if (t.direction != Direction::at_most && b.has_lo() && (lowest == out.size() || b.lo > level_of(lowest).lo)) lowest = order[k];
      if (t.direction != Direction::at_least && b.has_hi() && (highest == out.size() || b.hi < level_of(highest).hi)) highest = order[k];
    }
    if (lowest != out.size() && highest != out.size() && intersect(level_of(lowest), level_of(highest)).is_empty()) {
      for (std::size_t k = from; k < end; ++k) {
        const Bounds b = level_of(order[k]);
        const Direction d = panel.target(order[k]).direction;
        if (d != Direction::at_most && intersect(b, level_of(highest)).is_empty()) {
          out[order[k]] = highest;
        } else if (d != Direction::at_least && intersect(b, level_of(lowest)).is_empty()) {
          out[order[k]] = lowest;
        }
      }
    }
    from = end;
  }
  return out;
}

/// Dated statements of one series, period, kind and direction, neighbours in time: calls take(before, now) with their positions.
template <class Take>
void for_each_revision(const TargetPanel& panel, Take take) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    if (panel.has_series(i) && panel.target(i).stated_on && panel.target(i).direction == Direction::at_least) order.push_back(i);
  }
  const auto place = [&](std::size_t i) { return std::tuple{panel.row(i), panel.target(i).period().ordinal(), static_cast<int>(panel.target(i).kind)}; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return place(a) != place(b) ? place(a) < place(b) : panel.target(a).stated_on < panel.target(b).stated_on;
  });
  for (std::size_t k = 1; k < order.size(); ++k) {
    if (place(order[k]) == place(order[k - 1]) && panel.target(order[k - 1]).stated_on < panel.target(order[k]).stated_on) take(order[k - 1], order[k]);
  }
}

/// True where more was wanted before and the later statement names no number, or zero.
[[nodiscard]] inline bool is_revised_to_nothing(const Target& before, const Target& now) noexcept {
  return before.figure.value > 0.0 && (is_missing(now.figure.value) || now.figure.value == 0.0);
}

/// Calls take(i, assessment) for every target in their order.
template <class Take>
void for_each_assessment(const PanelView& panel_view, const PanelTargets& targets, const AssessOptions& options, Take take) {
  require_assess_options(options);
  const TargetPanel panel(panel_view, targets);
  const std::vector<std::size_t> other = excluded_by(panel);
  std::vector<bool> is_nothing(panel.size(), false);
  for_each_revision(panel, [&](std::size_t before, std::size_t now) { is_nothing[now] = is_revised_to_nothing(panel.target(before), panel.target(now)); });
  bool goes_on = true;
  SharedLanding shared;  // of the series at hand: its targets mostly follow each other
  for (std::size_t i = 0; i < panel.size(); ++i) {
    if (i == 0 || panel.row(i) != panel.row(i - 1)) shared = {};
    if (panel.has_series(i)) shared.horizon = panel.furthest(i);
    goes_on = goes_on && (!options.forecast.progress || options.forecast.progress(i, panel.size()));
    if (!goes_on) {
      take(i, refused(panel.target(i), Reason::missing, panel_issue(Severity::error, "targets.stopped", panel.target(i))));
      continue;
    }
    Assessment a = assess_in_panel(panel, i, options, shared);
    if (other[i] != i) {
      a.issues.push_back(panel_issue(Severity::error, "targets.contradict_other", panel.target(i), {{"other", panel.target(other[i]).id}}));
      cannot_assess(a, Reason::contradiction);
    }
    if (is_nothing[i]) {
      a.issues.push_back(panel_issue(Severity::warning, "targets.revised_to_nothing", panel.target(i)));
      cannot_assess(a, Reason::no_target_value);
    }
    take(i, std::move(a));
  }
}

/// What can be said of target i and its series before any forecast.
inline void tell_of_target(std::vector<TargetIssue>& out, const TargetPanel& panel, std::size_t i, Date as_of) {
  const auto tell = [&](Issue issue) { out.push_back({i, std::move(issue)}); };
  const Target target = panel.takes_panel_unit(i) ? panel.in_panel_unit(i) : panel.target(i);
  if (!panel.has_series(i)) return tell(panel_issue(Severity::error, "targets.unknown_series", target));
  const SeriesView series = panel.series(i);
  Issue told;
  if (mismatch(series, target, &told) != Reason::none) tell(std::move(told));
  const bool is_sum = target.kind == TargetKind::cumulative_flow || target.kind == TargetKind::cumulative_count;
  const bool has_number = target.kind != TargetKind::relative && target.kind != TargetKind::direction_only;
  if (has_number && is_missing(target.figure.value)) tell(panel_issue(Severity::error, "targets.no_number", target));
  if (has_number && target.direction == Direction::within && !is_missing(target.figure.value) && !is_range(target.figure.bounds)) tell(panel_issue(Severity::error, "targets.no_range", target));
  if (panel.is_itself(i)) tell(panel_issue(Severity::error, "targets.relative_to_itself", target));
  if (target.kind == TargetKind::relative && !panel.find(target.relative_to)) tell(panel_issue(Severity::error, "targets.unknown_other", target, {{"other", target.relative_to}}));
  std::vector<Issue> no_start;
  tell_of_no_start(no_start, target, series.first.kind);
  for (Issue& issue : no_start) tell(std::move(issue));
  const std::size_t known = count_observed(series.values);
  if (known == 0) return tell(panel_issue(Severity::error, "targets.no_observation", target));
  if (target.period().kind != series.first.kind) return;
  const TextArgs periods{{"period_vi", to_text(target.period(), Language::vi)}, {"period_en", to_text(target.period(), Language::en)},
                         {"first_vi", to_text(series.first, Language::vi)}, {"first_en", to_text(series.first, Language::en)}};
  const int at = steps_between(series.first, target.period());
  if (at - last_observed(series.values) > 1000) {
    const Period end = series.first.plus(static_cast<int>(last_observed(series.values)));
    tell(panel_issue(Severity::warning, "targets.too_far", target, {periods[0], periods[1], {"last_vi", to_text(end, Language::vi)}, {"last_en", to_text(end, Language::en)}}));
  }
  if (at < 0) tell(panel_issue(Severity::warning, "targets.before_data", target, periods));
  if (at >= 0 && is_over(target.period(), as_of) && (at >= static_cast<int>(series.values.size()) || is_missing(series.values[static_cast<std::size_t>(at)]))) {
    tell(panel_issue(Severity::warning, "targets.result_lacking", target, periods));
  }
  if (known == 1) tell(panel_issue(Severity::note, "targets.one_observation", target));
  const double last = series.values[static_cast<std::size_t>(last_observed(series.values))];
  if (last <= 0.0 && (is_sum || states_a_level(target.kind) || target.kind == TargetKind::index)) tell(panel_issue(Severity::note, "targets.no_growth_base", target));
  if (target.kind == TargetKind::increase || target.kind == TargetKind::growth) {
    const Period base = target.kind == TargetKind::increase ? baseline_of(target) : target.baseline_period.value_or(Period{target.span.first.year - 1, target.period().kind, target.period().index});
    const int i_base = base.kind == series.first.kind ? steps_between(series.first, base) : -1;
    double level = i_base >= 0 && i_base < static_cast<int>(series.values.size()) ? series.values[static_cast<std::size_t>(i_base)] : missing;
    if (is_missing(level) && target.baseline) level = target.baseline->value;
    const TextArgs base_args = period_args(base);
    if (is_missing(level)) {
      tell(panel_issue(Severity::error, "targets.no_base", target, base_args));
    } else if (target.kind == TargetKind::growth && level <= 0.0) {
      tell(panel_issue(Severity::error, "targets.bad_base", target, base_args));
    }
  }
}

/// Statements that a later one replaces, and those that leave nothing of what was wanted.
inline void tell_of_revisions(std::vector<TargetIssue>& out, const TargetPanel& panel) {
  for_each_revision(panel, [&](std::size_t before, std::size_t now) {
    out.push_back({before, panel_issue(Severity::note, "targets.replaced", panel.target(before))});
    if (is_revised_to_nothing(panel.target(before), panel.target(now))) out.push_back({now, panel_issue(Severity::warning, "targets.revised_to_nothing", panel.target(now))});
  });
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Assessment> assess(const PanelView& panel, const PanelTargets& targets, const AssessOptions& options) {
  std::vector<Assessment> out;
  out.reserve(targets.targets.size());
  detail::for_each_assessment(panel, targets, options, [&](std::size_t, Assessment&& a) { out.push_back(std::move(a)); });
  return out;
}

INDUSTRIA_INLINE AssessmentColumns assess_columns(const PanelView& panel, const PanelTargets& targets, const AssessOptions& options) {
  AssessmentColumns out;
  const std::size_t n = targets.targets.size();
  for (auto* column : {&out.last_actual, &out.landing, &out.gap, &out.gap_relative, &out.required_growth, &out.pace, &out.probability, &out.pool_share}) column->assign(n, missing);
  for (auto* column : {&out.verdict, &out.reason, &out.calibrated, &out.quality}) column->assign(n, 0);
  out.last_period.assign(n, Period{});
  out.observations.assign(n, 0);
  out.method.assign(n, 0);
  out.method_names = {""};
  out.landing_lo.assign(n * options.levels.size(), missing);
  out.landing_hi.assign(n * options.levels.size(), missing);
  detail::for_each_assessment(panel, targets, options, [&](std::size_t i, Assessment&& a) {
    const bool is_decided = a.probability || a.verdict == Verdict::achieved || a.verdict == Verdict::missed;
    const Reason why = a.reason != Reason::none ? a.reason : is_decided ? Reason::none : a.probability.reason;
    out.verdict[i] = static_cast<std::uint8_t>(a.verdict);
    out.reason[i] = static_cast<std::uint8_t>(why);
    if (a.last_period) out.last_period[i] = *a.last_period;
    out.last_actual[i] = a.last_actual;
    out.landing[i] = a.landing;
    for (std::size_t j = 0; j < a.landing_intervals.size(); ++j) {
      out.landing_lo[j * n + i] = a.landing_intervals[j].lo;
      out.landing_hi[j * n + i] = a.landing_intervals[j].hi;
    }
    out.gap[i] = a.gap.value;
    out.gap_relative[i] = a.gap_relative.value;
    out.required_growth[i] = a.required_growth.value;
    out.pace[i] = a.pace.value;
    out.probability[i] = a.probability.value;
    out.observations[i] = a.observations;
    out.calibrated[i] = a.calibrated ? 1 : 0;
    if (!a.forecast) return;
    out.pool_share[i] = a.forecast->pool_share;
    out.quality[i] = static_cast<std::uint8_t>(a.forecast->quality);
    const auto found = std::find(out.method_names.begin(), out.method_names.end(), a.forecast->method_used);
    out.method[i] = static_cast<std::int32_t>(found - out.method_names.begin());
    if (found == out.method_names.end()) out.method_names.push_back(a.forecast->method_used);
  });
  return out;
}

INDUSTRIA_INLINE std::vector<TargetIssue> target_issues(const PanelView& panel_view, const PanelTargets& targets, Date as_of) {
  const detail::TargetPanel panel(panel_view, targets);
  const std::vector<std::size_t> other = detail::excluded_by(panel);
  std::vector<TargetIssue> out;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    detail::tell_of_target(out, panel, i, as_of);
    if (other[i] != i) out.push_back({i, detail::panel_issue(Severity::error, "targets.contradict_other", panel.target(i), {{"other", panel.target(other[i]).id}})});
  }
  detail::tell_of_revisions(out, panel);
  std::stable_sort(out.begin(), out.end(), [](const TargetIssue& a, const TargetIssue& b) { return a.target < b.target; });
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
