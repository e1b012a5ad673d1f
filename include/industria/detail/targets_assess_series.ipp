// SPDX-License-Identifier: Apache-2.0
// Third body of targets/assess.hpp: one series against one target, whatever its kind.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/targets_assess.ipp>
#include <industria/targets/assess.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] inline Actuals bare_actuals(const SeriesView& actual) {
  Actuals out;
  out.series = {.values = {actual.values.begin(), actual.values.end()}, .first = actual.first, .unit = actual.unit,
                .basis = actual.basis, .id = std::string(actual.id), .lower = actual.lower, .upper = actual.upper,
                .bounds = {actual.bounds.begin(), actual.bounds.end()}};
  out.series.bounds.resize(actual.bounds.empty() ? 0 : actual.values.size());
  return out;
}

/// Kinds without a number of their own unit: nothing to convert.
[[nodiscard]] constexpr bool has_own_unit(TargetKind kind) noexcept {
  return kind != TargetKind::growth && kind != TargetKind::relative && kind != TargetKind::direction_only;
}

/// Series and target are of one kind of period, and their units and prices go together. `other`: of a relative target. `shared`: what the
/// targets of this series have in common; null: nothing is kept. `phases`: of a sum or count; `on_the_way`: levels that
/// earlier targets name.
[[nodiscard]] inline Assessment assess_bare(const SeriesView& actual, const Target& target, const SeriesView* other, const AssessOptions& options,
                                            SharedLanding* shared = nullptr, const std::vector<Phase>& phases = {}, const std::vector<Milestone>& on_the_way = {}) {
  const TargetGroup group{{&target}};
  Assessment a = assessment_frame(group);
  if (a.key == IndicatorKey{}) a.key.indicator = std::string(actual.id);  // a bare series is known by its own name
  a.unit = actual.unit;
  a.basis = actual.basis;
  Actuals actuals = bare_actuals(actual);
  actuals.stated_growth = options.forecast.stated_growth;
  switch (target.kind) {
    case TargetKind::relative: {
      const TextArgs other_name{{"indicator_vi", target.relative_to}, {"indicator_en", target.relative_to}};
      const GrowthSide own(std::move(actuals), a.period);
      const GrowthSide rest(other == nullptr ? Actuals{} : bare_actuals(*other), a.period);
      assess_relative(a, own, rest, target, other_name, options.as_of, options);
      break;
    }
    case TargetKind::direction_only:
      if (const std::optional<Aim> aim = direction_aim(target, actuals)) {
        assess_level(a, std::move(actuals), *aim, options.as_of, options, shared);
      } else {
        assess_without_number(a);
      }
      break;
    case TargetKind::cumulative_count:
    case TargetKind::cumulative_flow: {
      CountSoFar count;
      const Unit unit = target.figure.unit;
      tell_of_no_start(a.issues, target, actual.first.kind);
      const Target in_parts = in_periods_of(target, actual.first.kind);
      const Series flow = flow_in(std::move(actuals.series), unit, in_parts.period());
      if (flow.values.empty() && count_observed(actual.values) > 0) tell_of_early_target(a, {.values = {}, .first = actual.first});
      count_levels(count, flow, {}, in_parts.span, unit, false);
      assess_count(a, in_parts, count, flow, phases, options.as_of, options);
      break;
    }
    default: {
      Aim aim = aim_of(group, actuals, actual.unit);
      aim.on_the_way = on_the_way;
      assess_level(a, std::move(actuals), aim, options.as_of, options, shared);
    }
  }
  if (target.kind == TargetKind::share || target.kind == TargetKind::direction_only) a.calibrated = false;  // measured on levels only
  tell_of_figures(a, target);
  const std::string named = target.key.indicator.empty() ? std::string(actual.id) : target.key.indicator;
  name_lacking(a, {{"indicator_vi", named}, {"indicator_en", named}});
  return a;
}

}  // namespace detail

INDUSTRIA_INLINE Assessment assess(const SeriesView& actual, const Target& target, const AssessOptions& options) {
  detail::require_assess_options(options);
  if (target.kind == TargetKind::relative) {
    throw ValueError("assess: target " + target.id + " is relative to '" + target.relative_to + "', expected a dataset or a panel that has it");
  }
  if (target.period().kind != actual.first.kind && !detail::speaks_of_parts(target, actual.first.kind)) {
    throw ValueError("assess: target " + target.id + " is for " + to_text(target.period()) + ", the series begins in " +
                     to_text(actual.first) + ", expected periods of one kind");
  }
  if (detail::has_own_unit(target.kind) && !is_convertible(target.figure.unit, actual.unit)) {
    throw UnitError("assess: target " + target.id + " is in " + target.figure.unit.symbol() + ", the series in " + actual.unit.symbol());
  }
  if (detail::has_own_unit(target.kind) && !detail::same_basis(target.figure.basis, actual.basis)) {
    throw UnitError("assess: target " + target.id + " is in prices '" + to_text(target.figure.basis) + "', the series in '" +
                    to_text(actual.basis) + "', expected one price basis");
  }
  return detail::assess_bare(actual, target, nullptr, options);
}

}  // namespace industria::inline INDUSTRIA_ABI
