// SPDX-License-Identifier: Apache-2.0
// Body of targets/assess.hpp: which targets a dataset has on a date, and the way of each kind.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/targets_relative.ipp>
#include <industria/targets/assess.hpp>

#include <array>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_assess_options(const AssessOptions& options) {
  for (const double level : options.levels) {
    if (level >= 1.0 && level < 100.0) continue;
    throw ValueError("assess: level is " + to_shortest(level) + ", expected per cent from 1 to below 100" +
                     (level > 0.0 && level < 1.0 ? "; say " + to_shortest(100.0 * level) : std::string()));
  }
  if (!(options.unlikely >= 0.0 && options.unlikely <= options.likely && options.likely <= 1.0)) {
    throw ValueError("assess: unlikely is " + to_shortest(options.unlikely) + " and likely is " + to_shortest(options.likely) +
                     ", expected 0 <= unlikely <= likely <= 1");
  }
}

[[nodiscard]] inline bool same_basis(const PriceBasis& a, const PriceBasis& b) noexcept { return a == b; }

/// True if levels in one unit and basis speak of a target in the other.
[[nodiscard]] inline bool is_comparable(const Series& levels, const Figure& figure) noexcept {
  return levels.values.empty() || (is_convertible(figure.unit, levels.unit) && same_basis(levels.basis, figure.basis));
}

[[nodiscard]] inline bool has_observation(const Dataset& data, const IndicatorKey& key, Date as_of) {
  return std::any_of(data.observations.begin(), data.observations.end(),
                     [&](const Observation& o) { return o.key == key && o.status != Status::plan && is_known(o, as_of); });
}

[[nodiscard]] inline Assessment assessment_frame(const TargetGroup& group) {
  const Target& first = group.first();
  Assessment a;
  for (const Target* target : group.statements) {
    a.statements.push_back(target->id);
    a.target_id += (a.target_id.empty() ? "" : "+") + target->id;
  }
  a.key = first.key;
  a.period = first.period();
  a.direction = first.direction;
  a.unit = first.figure.unit;
  a.basis = first.figure.basis;
  return a;
}

/// Two shares that are known make a direction a level: above (below) the first of them.
[[nodiscard]] inline std::optional<Aim> direction_aim(const Target& target, const Actuals& shares) {
  if (count_observed(shares.series.values) < 2) return std::nullopt;
  const double first = shares.series.values.front();
  const bool up = target.direction == Direction::at_least;
  return Aim{.bounds = up ? Bounds::above(first) : Bounds::below(first), .value = first, .is_open = true};
}

inline void assess_group(Assessment& a, const Dataset& data, const TargetGroup& group, Date as_of, const AssessOptions& options) {
  const Target& first = group.first();
  if (first.kind == TargetKind::cumulative_count) return assess_count(a, data, first, as_of, options);
  if (first.kind == TargetKind::relative) return assess_relative(a, data, first, as_of, options);
  if (first.kind == TargetKind::share || first.kind == TargetKind::direction_only) {
    Actuals shares = shares_of(data, first.key, a.period.kind, as_of);
    if (!shares.series.values.empty()) a.unit = shares.series.unit;
    if (first.kind == TargetKind::share) {
      const Aim aim = level_aim(group, shares.series, shares.observations, a.unit);
      assess_level(a, std::move(shares), aim, as_of, options);
    } else if (const std::optional<Aim> aim = direction_aim(first, shares)) {
      assess_level(a, std::move(shares), *aim, as_of, options);
    } else {
      return assess_without_number(a);
    }
  } else {
    Actuals actuals = actuals_of(data, first.key, a.period, as_of, a.issues);
    if (first.kind != TargetKind::growth && !is_comparable(actuals.series, first.figure)) {
      a.issues.push_back(target_issue(Severity::error, "targets.other_basis", first,
                                      {{"basis_vi", to_text(actuals.series.basis, Language::vi)}, {"basis_en", to_text(actuals.series.basis, Language::en)}}));
      a.target = meeting_levels(first.figure, first.direction, 0.0);
      a.target_value = first.figure.value;
      cannot_assess(a, Reason::not_comparable);
      return;
    }
    if (!actuals.series.values.empty()) {
      a.unit = actuals.series.unit;
      a.basis = actuals.series.basis;
    }
    const Aim aim = first.kind == TargetKind::growth ? growth_aim(first, actuals)
                                                     : level_aim(group, actuals.series, actuals.observations, a.unit);
    assess_level(a, std::move(actuals), aim, as_of, options);
  }
  if (a.reason == Reason::no_observation && !a.last_period && has_observation(data, first.key, as_of)) a.reason = Reason::no_level;
}

/// Texts on what is lacking name the indicator, of this target unless another one was meant.
inline void name_lacking(Assessment& a, const TextArgs& indicator) {
  const bool is_named = std::any_of(a.lacking_args.begin(), a.lacking_args.end(), [](const auto& arg) { return arg.first == "indicator_vi"; });
  if (!a.lacking.empty() && !is_named) a.lacking_args.insert(a.lacking_args.end(), indicator.begin(), indicator.end());
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Verdict verdict) noexcept {
  constexpr std::array<std::string_view, 6> names{"achieved", "likely", "uncertain", "unlikely", "missed", "not_assessable"};
  return names[static_cast<std::size_t>(verdict)];
}

INDUSTRIA_INLINE std::vector<Assessment> assess(const Dataset& data, const AssessOptions& options) {
  detail::require_assess_options(options);
  const Date as_of = options.as_of ? options.as_of : latest_known(data);
  std::vector<Assessment> out;
  for (detail::TargetGroup& group : detail::group_targets(data, as_of)) {
    std::vector<Issue> replaced;
    detail::drop_replaced(data, group, replaced);
    Assessment a = detail::assessment_frame(group);
    a.issues = std::move(replaced);
    detail::assess_group(a, data, group, as_of, options);
    detail::name_lacking(a, detail::indicator_args(data, a.key.indicator));
    out.push_back(std::move(a));
  }
  return out;
}

INDUSTRIA_INLINE Assessment assess(const SeriesView& actual, const Target& target, const AssessOptions& options) {
  detail::require_assess_options(options);
  if (target.kind != TargetKind::level && target.kind != TargetKind::increase && target.kind != TargetKind::growth) {
    throw ValueError("assess: target " + target.id + " is of kind " + std::string(name(target.kind)) +
                     ", expected level, increase or growth; other kinds need a dataset");
  }
  if (target.period().kind != actual.first.kind) {
    throw ValueError("assess: target " + target.id + " is for " + to_text(target.period()) + ", the series begins in " +
                     to_text(actual.first) + ", expected periods of one kind");
  }
  if (target.kind != TargetKind::growth && !is_convertible(target.figure.unit, actual.unit)) {
    throw UnitError("assess: target " + target.id + " is in " + target.figure.unit.symbol() + ", the series in " + actual.unit.symbol());
  }
  if (target.kind != TargetKind::growth && !detail::same_basis(target.figure.basis, actual.basis)) {
    throw UnitError("assess: target " + target.id + " is in prices '" + to_text(target.figure.basis) + "', the series in '" +
                    to_text(actual.basis) + "', expected one price basis");
  }
  const detail::TargetGroup group{{&target}};
  Assessment a = detail::assessment_frame(group);
  if (a.key == IndicatorKey{}) a.key.indicator = std::string(actual.id);  // a bare series is known by its own name
  a.unit = actual.unit;
  a.basis = actual.basis;
  detail::Actuals actuals;
  actuals.series = {.values = {actual.values.begin(), actual.values.end()}, .first = actual.first, .unit = actual.unit,
                    .basis = actual.basis, .id = std::string(actual.id), .lower = actual.lower, .upper = actual.upper};
  actuals.stated_growth = options.forecast.stated_growth;
  const detail::Aim aim = target.kind == TargetKind::growth ? detail::growth_aim(target, actuals)
                                                            : detail::level_aim(group, actuals.series, {}, actual.unit);
  detail::assess_level(a, std::move(actuals), aim, options.as_of, options);
  const std::string named = target.key.indicator.empty() ? std::string(actual.id) : target.key.indicator;
  detail::name_lacking(a, {{"indicator_vi", named}, {"indicator_en", named}});
  return a;
}

}  // namespace industria::inline INDUSTRIA_ABI
