// SPDX-License-Identifier: Apache-2.0
// Body of indicators/deflation.hpp: one kernel per direction; series and panels differ in what they check and throw.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/indicators/deflation.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Which way prices go.
enum class PriceDirection { constant, current };

[[nodiscard]] inline bool usable_level(double level) noexcept { return level > 0.0 && !is_missing(level); }

/// What a deflator averages over its base year; missing if it does not cover that year.
[[nodiscard]] inline double base_year_mean(const Deflator& deflator) noexcept {
  if (deflator.first.kind == PeriodKind::year_to_date) return missing;
  const int per_year = periods_per_year(deflator.first.kind);
  const int from = deflator.base_year * per_year - deflator.first.ordinal();
  if (from < 0 || static_cast<std::size_t>(from + per_year) > deflator.values.size()) return missing;
  double sum = 0.0;
  for (int k = 0; k < per_year; ++k) sum += deflator.values[static_cast<std::size_t>(from + k)];
  return is_missing(sum) ? missing : sum / per_year;
}

[[nodiscard]] inline bool has_its_base(const Deflator& deflator) noexcept {
  const double mean = base_year_mean(deflator);
  return is_missing(mean) || std::abs(mean - deflator.level) <= deflator.base_tolerance * deflator.level;
}

/// One factor in, one figure out; missing for a deflator that is not above zero.
[[nodiscard]] inline double reprice(PriceDirection way, double y, double deflator, double level) noexcept {
  if (!(deflator > 0.0)) return missing;
  const double out = way == PriceDirection::constant ? y / deflator * level : y * (deflator / level);
  return is_missing(out) ? missing : out;
}

inline void reprice_series(PriceDirection way, std::span<const double> values, const Period& first, const Deflator& deflator,
                           std::span<double> out) noexcept {
  const int shift = first.ordinal() - deflator.first.ordinal();
  const int count = static_cast<int>(deflator.values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int at = shift + static_cast<int>(i);
    out[i] = at < 0 || at >= count ? missing : reprice(way, values[i], deflator.values[static_cast<std::size_t>(at)], deflator.level);
  }
}

inline void require_prices(const char* function, PriceDirection way, const PriceBasis& basis, const Deflator& deflator) {
  if (deflator.base_year <= 0) {
    throw ValueError(std::string(function) + ": the deflator's base year is " + std::to_string(deflator.base_year) + ", expected a year");
  }
  if (!usable_level(deflator.level)) {
    throw ValueError(std::string(function) + ": the deflator's level is " + std::to_string(deflator.level) + ", expected above 0");
  }
  const PriceBasis expected = way == PriceDirection::constant ? PriceBasis{PriceBasis::Kind::current, 0} : constant_basis(deflator);
  if (!(basis == expected)) {
    const std::string stated = to_text(basis);
    throw UnitError(std::string(function) + ": prices are '" + (stated.empty() ? "none" : stated) + "', expected '" + to_text(expected) + "'");
  }
}

[[nodiscard]] inline Series reprice(const char* function, PriceDirection way, const SeriesView& series, const Deflator& deflator) {
  require_prices(function, way, series.basis, deflator);
  if (series.first.kind != deflator.first.kind) {
    throw ValueError(std::string(function) + ": the series has periods like " + to_text(series.first) + ", the deflator like " +
                     to_text(deflator.first) + ", expected one kind");
  }
  if (!has_its_base(deflator)) {
    throw ValueError(std::string(function) + ": the deflator averages " + std::to_string(base_year_mean(deflator)) + " in its base year " +
                     std::to_string(deflator.base_year) + ", expected " + std::to_string(deflator.level) + "; use re_reference() first");
  }
  Series out;
  out.values.resize(series.values.size());
  out.first = series.first;
  out.unit = series.unit;
  out.basis = way == PriceDirection::constant ? constant_basis(deflator) : PriceBasis{PriceBasis::Kind::current, 0};
  out.id = std::string(series.id);
  reprice_series(way, series.values, series.first, deflator, out.values);
  return out;
}

[[nodiscard]] inline std::vector<Reason> reprice(const char* function, PriceDirection way, const PanelView& panel,
                                                 std::span<const Deflator> deflators, std::span<const std::int32_t> deflator_of,
                                                 std::span<double> out) {
  panel.validate();
  if (out.size() != panel.values.size() || (!deflator_of.empty() && deflator_of.size() != panel.size())) {
    throw ShapeError(std::string(function) + ": out has " + std::to_string(out.size()) + " entries and deflator_of " +
                     std::to_string(deflator_of.size()) + ", expected " + std::to_string(panel.values.size()) + " and one per series (" +
                     std::to_string(panel.size()) + ") or none");
  }
  if (deflators.empty()) throw ValueError(std::string(function) + ": there is no deflator");
  for (const Deflator& deflator : deflators) {
    require_prices(function, way, panel.basis, deflator);
    if (deflator.base_year != deflators[0].base_year) {
      throw ValueError(std::string(function) + ": deflators of base years " + std::to_string(deflators[0].base_year) + " and " +
                       std::to_string(deflator.base_year) + ", expected one");
    }
  }
  std::vector<Reason> reasons(panel.size(), Reason::none);
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const auto begin = static_cast<std::size_t>(panel.offsets[s]);
    const std::size_t count = static_cast<std::size_t>(panel.offsets[s + 1]) - begin;
    const std::int32_t which = deflator_of.empty() ? 0 : deflator_of[s];
    if (which < -1 || which >= static_cast<std::int32_t>(deflators.size())) {
      throw ValueError(std::string(function) + ": deflator_of series " + std::to_string(s) + " is " + std::to_string(which) +
                       ", expected -1 to " + std::to_string(deflators.size() - 1));
    }
    if (which < 0) {
      reasons[s] = Reason::missing;
    } else {
      const Deflator& deflator = deflators[static_cast<std::size_t>(which)];
      if (panel.first[s].kind == deflator.first.kind && has_its_base(deflator)) {
        reprice_series(way, panel.values.subspan(begin, count), panel.first[s], deflator, out.subspan(begin, count));
        continue;
      }
      reasons[s] = Reason::not_comparable;
    }
    std::fill_n(out.data() + begin, count, missing);
  }
  return reasons;
}

}  // namespace detail

INDUSTRIA_INLINE Value to_constant(double current, double deflator, double level) noexcept {
  const Reason why = detail::growth_reason(deflator, current);
  if (why != Reason::none) return why;
  return detail::usable_level(level) ? Value(detail::reprice(detail::PriceDirection::constant, current, deflator, level)) : Value();
}
INDUSTRIA_INLINE Value to_current(double constant, double deflator, double level) noexcept {
  const Reason why = detail::growth_reason(deflator, constant);
  if (why != Reason::none) return why;
  return detail::usable_level(level) ? Value(detail::reprice(detail::PriceDirection::current, constant, deflator, level)) : Value();
}
INDUSTRIA_INLINE Value implicit_deflator(double current, double constant, double level) noexcept {
  const Reason why = detail::growth_reason(constant, current);
  return why == Reason::none ? Value(current / constant * level) : Value(why);
}

INDUSTRIA_INLINE Series to_constant(const SeriesView& current, const Deflator& deflator) {
  return detail::reprice("to_constant", detail::PriceDirection::constant, current, deflator);
}
INDUSTRIA_INLINE Series to_current(const SeriesView& constant, const Deflator& deflator) {
  return detail::reprice("to_current", detail::PriceDirection::current, constant, deflator);
}
INDUSTRIA_INLINE std::vector<Reason> to_constant(const PanelView& panel, std::span<const Deflator> deflators,
                                                 std::span<const std::int32_t> deflator_of, std::span<double> out) {
  return detail::reprice("to_constant", detail::PriceDirection::constant, panel, deflators, deflator_of, out);
}
INDUSTRIA_INLINE std::vector<Reason> to_current(const PanelView& panel, std::span<const Deflator> deflators,
                                                std::span<const std::int32_t> deflator_of, std::span<double> out) {
  return detail::reprice("to_current", detail::PriceDirection::current, panel, deflators, deflator_of, out);
}

INDUSTRIA_INLINE RealValueAdded double_deflation(double output, double output_deflator, double inputs, double inputs_deflator,
                                                 double level) noexcept {
  const Value real_output = to_constant(output, output_deflator, level);
  const Value real_inputs = to_constant(inputs, inputs_deflator, level);
  if (!real_output) return {real_output, false};
  if (!real_inputs) return {real_inputs, false};
  const double real = real_output.value - real_inputs.value;
  return {real, real < 0.0};
}

INDUSTRIA_INLINE Value single_extrapolation(double base_value_added, double volume_ratio) noexcept {
  if (is_missing(base_value_added) || is_missing(volume_ratio)) return Reason::missing;
  return volume_ratio < 0.0 ? Value(Reason::negative_base) : Value(base_value_added * volume_ratio);
}

}  // namespace industria::inline INDUSTRIA_ABI
