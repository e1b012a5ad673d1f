// SPDX-License-Identifier: Apache-2.0
// Body of indicators/capacity_use.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/capacity_kernel.hpp>
#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/capacity_use.hpp>

#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Why part / whole is no rate of use.
[[nodiscard]] constexpr Reason use_reason(double actual, double capacity) noexcept {
  if (is_missing(actual)) return Reason::missing;
  const Reason base = base_reason(capacity);
  if (base != Reason::none) return base;
  return actual < 0.0 ? Reason::negative_base : Reason::none;
}

[[nodiscard]] constexpr Value use_rate(double actual, double capacity) noexcept {
  const Reason why = use_reason(actual, capacity);
  return why == Reason::none ? Value(actual / capacity) : Value(why);
}

/// top / bottom, or the first reason why not.
[[nodiscard]] inline Value use_quotient(Reason why, const CompensatedSum& top, const CompensatedSum& bottom) noexcept {
  if (why == Reason::none) why = base_reason(bottom.rounded());
  return why == Reason::none ? Value(top.rounded() / bottom.rounded()) : Value(why);
}

[[nodiscard]] inline AggregateUtilisation aggregate_use(std::span<const double> outputs, std::span<const double> capacities,
                                                        std::span<const double> weights, bool partial) noexcept {
  AggregateUtilisation out;
  CompensatedSum output, capacity, weight, capacity_value, used, all_weight;
  Reason why = outputs.empty() ? Reason::too_few_points : Reason::none;
  Reason harmonic = Reason::none;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    all_weight.add(weights[i]);
    if (partial && (is_missing(outputs[i]) || is_missing(capacities[i]) || is_missing(weights[i]))) continue;
    why = first_reason(why, use_reason(outputs[i], capacities[i]));
    if (is_missing(weights[i])) why = first_reason(why, Reason::missing);
    if (weights[i] < 0.0) why = first_reason(why, Reason::negative_base);
    if (outputs[i] == 0.0) harmonic = Reason::zero_base;
    output.add(outputs[i]);
    capacity.add(capacities[i]);
    weight.add(weights[i]);
    used.add(weights[i] * (outputs[i] / capacities[i]));
    if (outputs[i] > 0.0) capacity_value.add(weights[i] * (capacities[i] / outputs[i]));
  }
  out.ratio_of_sums = use_quotient(why, output, capacity);
  out.weighted_mean = use_quotient(why, used, weight);
  out.harmonic = use_quotient(first_reason(why, harmonic), weight, capacity_value);
  const double covered = weight.rounded() / all_weight.rounded();
  out.coverage = is_missing(covered) ? missing : covered;
  return out;
}

inline void require_parts(std::size_t outputs, std::size_t capacities, std::size_t weights) {
  require_entries("aggregate_utilisation", "capacities", capacities, outputs);
  require_entries("aggregate_utilisation", "value_added", weights, outputs);
}

}  // namespace detail

INDUSTRIA_INLINE Value utilisation(double actual, double capacity) noexcept { return detail::use_rate(actual, capacity); }

INDUSTRIA_INLINE Value efficiency(double actual, double effective) noexcept { return detail::use_rate(actual, effective); }

INDUSTRIA_INLINE void utilisation(std::span<const double> actual, std::span<const double> capacity, std::span<double> out) {
  detail::require_entries("utilisation", "capacity", capacity.size(), actual.size());
  detail::require_entries("utilisation", "out", out.size(), actual.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = detail::use_rate(actual[i], capacity[i]).value;
}

INDUSTRIA_INLINE Figure utilisation(const Figure& output, const Figure& capacity, double years) {
  if (!(years > 0.0) || is_missing(years)) throw ValueError("utilisation: years is " + std::to_string(years) + ", expected above 0");
  if (is_convertible(output.unit, capacity.unit)) return output.in(capacity.unit) / capacity;
  static const Dimension time{{"time", 1}};
  Figure whole = capacity;  // what it makes in that time
  whole.unit = capacity.unit * Unit(time, Scale{}, "year");
  if (!is_convertible(output.unit, whole.unit)) {
    throw UnitError("utilisation: output is in " + output.unit.symbol() + " and capacity in " + capacity.unit.symbol() +
                    ", expected a quantity and the same quantity per time");
  }
  whole.value *= years;
  whole.bounds = scale(capacity.bounds, years);
  whole.resolution *= years;
  return output.in(whole.unit) / whole;
}

INDUSTRIA_INLINE AggregateUtilisation aggregate_utilisation(std::span<const double> outputs, std::span<const double> capacities,
                                                            std::span<const double> value_added, bool partial) {
  detail::require_parts(outputs.size(), capacities.size(), value_added.size());
  return detail::aggregate_use(outputs, capacities, value_added, partial);
}

INDUSTRIA_INLINE void aggregate_utilisation(std::span<const double> outputs, std::span<const double> capacities,
                                            std::span<const double> value_added, std::span<const std::int64_t> offsets, bool partial,
                                            std::span<AggregateUtilisation> out) {
  detail::require_parts(outputs.size(), capacities.size(), value_added.size());
  detail::require_entries("aggregate_utilisation", "out", out.size() + 1, offsets.size());
  const auto last = static_cast<std::int64_t>(outputs.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (offsets[i] < 0 || offsets[i + 1] < offsets[i] || offsets[i + 1] > last) {
      throw ShapeError("aggregate_utilisation: offsets go from " + std::to_string(offsets[i]) + " to " + std::to_string(offsets[i + 1]) +
                       ", expected to rise from 0 to at most " + std::to_string(last));
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto from = static_cast<std::size_t>(offsets[i]);
    const auto count = static_cast<std::size_t>(offsets[i + 1] - offsets[i]);
    out[i] = detail::aggregate_use(outputs.subspan(from, count), capacities.subspan(from, count), value_added.subspan(from, count), partial);
  }
}

INDUSTRIA_INLINE double part_year(int start_month) noexcept { return detail::part_year_kernel(start_month); }

INDUSTRIA_INLINE Bounds part_year(const PeriodSpan& start, int year) noexcept { return detail::part_year_bounds(start, year); }

INDUSTRIA_INLINE Value logistic_ramp(double t, double plateau, double rate, double midpoint) noexcept {
  return plateau / (1.0 + std::exp(-rate * (t - midpoint)));
}

INDUSTRIA_INLINE Value exponential_ramp(double t, double plateau, double tau) noexcept {
  if (is_missing(t) || is_missing(plateau)) return Reason::missing;
  const Reason why = detail::base_reason(tau);
  if (why != Reason::none) return why;
  return t <= 0.0 ? 0.0 : -plateau * std::expm1(-t / tau);
}

INDUSTRIA_INLINE Value learning_cost(double n, double first_cost, double learning_rate) noexcept {
  const Reason why = detail::first_reason(detail::base_reason(n), detail::base_reason(1.0 - learning_rate));
  return why == Reason::none ? Value(first_cost * std::pow(n, std::log2(1.0 - learning_rate))) : Value(why);
}

}  // namespace industria::inline INDUSTRIA_ABI
