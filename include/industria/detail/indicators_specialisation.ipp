// SPDX-License-Identifier: Apache-2.0
// Body of indicators/specialisation.hpp.
#pragma once

#include <industria/detail/gini_kernel.hpp>
#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/specialisation.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Turns the reference's figures into whole / figure, missing where that cannot be.
inline void invert_reference(std::span<double> reference) noexcept {
  const Value whole = whole_sum(reference);
  const bool fits = base_reason(whole) == Reason::none;
  for (double& x : reference) x = fits && base_reason(x) == Reason::none ? Value(whole.value / x).value : missing;
}

inline void location_quotient_rows(const TableView& table, std::span<const double> inverse, std::span<double> out) noexcept {
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::span<const double> row = table.row(i);
    const std::span<double> to = out.subspan(i * table.columns, table.columns);
    const Value sum = whole_sum(row);
    const double whole = base_reason(sum) == Reason::none ? sum.value : missing;
    for (std::size_t j = 0; j < row.size(); ++j) to[j] = row[j] < 0.0 ? missing : row[j] / whole * inverse[j];
  }
}

[[nodiscard]] inline Value krugman_kernel(std::span<const double> a, Value whole_a, std::span<const double> b, Value whole_b) noexcept {
  const Reason why = first_reason(whole_a.reason, whole_b.reason);
  if (why != Reason::none) return why;
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] / whole_a.value - b[i] / whole_b.value);
  return std::min(sum, 2.0);
}

/// Adds the shares of every row that has them to `sum`; answers how many rows that were, and the first reason of the others.
inline std::size_t sum_of_shares(const TableView& table, std::span<double> sum, Reason& why) noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::span<const double> row = table.row(i);
    const Value whole = share_base(row);
    why = first_reason(why, whole.reason);
    if (!whole) continue;
    ++count;
    for (std::size_t j = 0; j < row.size(); ++j) sum[j] += row[j] / whole.value;
  }
  return count;
}

[[nodiscard]] inline Value locational_gini_kernel(std::span<const double> values, std::span<const double> reference,
                                                  Value whole_reference, std::span<double> scratch) noexcept {
  const Value whole = share_base(values);
  const Reason why = first_reason(whole.reason, whole_reference.reason);
  if (why != Reason::none) return why;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (reference[i] == 0.0) return Reason::zero_base;
    scratch[i] = (values[i] / whole.value) / (reference[i] / whole_reference.value);
  }
  return gini_in_place(scratch);
}

/// sum x^2 and sum x^3 of the regions' shares x.
struct RegionMoments {
  Value whole{};
  double squares = 0.0;
  double cubes = 0.0;
};
[[nodiscard]] inline RegionMoments region_moments(std::span<const double> regions) noexcept {
  RegionMoments out{.whole = share_base(regions)};
  if (!out.whole) return out;
  for (const double jobs : regions) {
    const double x = jobs / out.whole.value;
    out.squares += x * x;
    out.cubes += x * x * x;
  }
  return out;
}

/// One industry; `scratch` has as many entries as `regions`.
[[nodiscard]] inline EllisonGlaeser ellison_glaeser_kernel(std::span<const double> plants, std::span<const std::size_t> region_of,
                                                           std::span<const double> regions, const RegionMoments& moments,
                                                           std::span<double> scratch) noexcept {
  EllisonGlaeser out{.plants = plants.size()};
  const Value whole = plants.empty() ? Value(Reason::too_few_points) : share_base(plants);
  const Reason why = first_reason(whole.reason, moments.whole.reason);
  if (why != Reason::none) {
    out.gamma = out.g = out.herfindahl = out.z = why;
    return out;
  }
  std::fill(scratch.begin(), scratch.end(), 0.0);
  double h = 0.0;
  double fourth = 0.0;
  for (std::size_t k = 0; k < plants.size(); ++k) {
    const double share = plants[k] / whole.value;
    scratch[region_of[k]] += share;
    h += share * share;
    fourth += share * share * share * share;
  }
  double g = 0.0;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const double apart = scratch[i] - regions[i] / moments.whole.value;
    g += apart * apart;
  }
  const double a = moments.squares;
  const double spread = 1.0 - a;  // X
  const double excess = g - spread * h;
  out.g = g;
  out.herfindahl = h;
  // With one region or one plant of any size both sides are zero up to rounding.
  const bool one_region = std::count_if(regions.begin(), regions.end(), [](double x) { return x > 0.0; }) < 2;
  const bool one_plant = std::count_if(plants.begin(), plants.end(), [](double x) { return x > 0.0; }) < 2;
  if (one_region || one_plant) {
    out.gamma = out.z = one_region ? Reason::zero_base : Reason::too_few_points;
    return out;
  }
  out.gamma = excess / (spread * (1.0 - h));
  const double variance = 2.0 * (h * h * (a - 2.0 * moments.cubes + a * a) - fourth * (a - 4.0 * moments.cubes + 3.0 * a * a));
  out.z = variance > 0.0 ? Value(excess / std::sqrt(variance)) : Value(Reason::zero_base);
  return out;
}

inline void require_plants(std::span<const double> plants, std::span<const std::size_t> region_of, std::size_t regions) {
  require_entries("ellison_glaeser", "region_of", region_of.size(), plants.size());
  for (std::size_t k = 0; k < region_of.size(); ++k) {
    if (region_of[k] < regions) continue;
    throw KeyError("ellison_glaeser: region_of[" + std::to_string(k) + "] is " + std::to_string(region_of[k]) + ", expected below " +
                   std::to_string(regions) + ", the number of regions");
  }
}

}  // namespace detail

INDUSTRIA_INLINE Value location_quotient(double part, double region, double reference_part, double reference) noexcept {
  Reason why = is_missing(part) ? Reason::missing : part < 0.0 ? Reason::negative_base : Reason::none;
  for (const double base : {region, reference_part, reference}) why = detail::first_reason(why, detail::base_reason(base));
  return why == Reason::none ? Value((part / region) / (reference_part / reference)) : Value(why);
}

INDUSTRIA_INLINE void location_quotients(const TableView& table, std::span<double> out) {
  detail::require_table("location_quotients", "table", table);
  detail::require_entries("location_quotients", "out", out.size(), table.values.size());
  std::vector<double> reference(table.columns);
  detail::sum_columns(table, reference);
  detail::invert_reference(reference);
  detail::location_quotient_rows(table, reference, out);
}

INDUSTRIA_INLINE void location_quotients(const TableView& table, std::span<const double> reference, std::span<double> out) {
  detail::require_table("location_quotients", "table", table);
  detail::require_entries("location_quotients", "reference", reference.size(), table.columns);
  detail::require_entries("location_quotients", "out", out.size(), table.values.size());
  std::vector<double> inverse(reference.begin(), reference.end());
  detail::invert_reference(inverse);
  detail::location_quotient_rows(table, inverse, out);
}

INDUSTRIA_INLINE Value krugman(std::span<const double> region, std::span<const double> reference) {
  detail::require_entries("krugman", "reference", reference.size(), region.size());
  return detail::krugman_kernel(region, detail::share_base(region), reference, detail::share_base(reference));
}

INDUSTRIA_INLINE void krugman(const TableView& table, std::span<const double> reference, std::span<Value> out) {
  detail::require_table("krugman", "table", table);
  detail::require_entries("krugman", "reference", reference.size(), table.columns);
  detail::require_entries("krugman", "out", out.size(), table.rows);
  const Value whole = detail::share_base(reference);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = detail::krugman_kernel(table.row(i), detail::share_base(table.row(i)), reference, whole);
  }
}

INDUSTRIA_INLINE Value krugman_against_others(std::span<const double> target, const TableView& others) {
  detail::require_table("krugman_against_others", "others", others);
  detail::require_entries("krugman_against_others", "target", target.size(), others.columns);
  std::vector<double> sum(others.columns, 0.0);
  Reason why = others.rows == 0 ? Reason::too_few_points : Reason::none;
  const std::size_t count = detail::sum_of_shares(others, sum, why);
  if (why != Reason::none) return why;
  return detail::krugman_kernel(target, detail::share_base(target), sum, static_cast<double>(count));
}

INDUSTRIA_INLINE void krugman_against_others(const TableView& table, std::span<Value> out) {
  detail::require_table("krugman_against_others", "table", table);
  detail::require_entries("krugman_against_others", "out", out.size(), table.rows);
  std::vector<double> sum(table.columns, 0.0);
  Reason ignored = Reason::none;
  const std::size_t count = detail::sum_of_shares(table, sum, ignored);
  const double others = static_cast<double>(count) - 1.0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::span<const double> row = table.row(i);
    const Value whole = detail::share_base(row);
    if (!whole || others < 1.0) {
      out[i] = whole ? Reason::too_few_points : whole.reason;
      continue;
    }
    double apart = 0.0;
    for (std::size_t j = 0; j < row.size(); ++j) {
      const double share = row[j] / whole.value;
      apart += std::abs(share - (sum[j] - share) / others);
    }
    out[i] = std::min(apart, 2.0);
  }
}

INDUSTRIA_INLINE Value locational_gini(std::span<const double> values, std::span<const double> reference) {
  detail::require_entries("locational_gini", "reference", reference.size(), values.size());
  std::vector<double> scratch(values.size());
  return detail::locational_gini_kernel(values, reference, detail::share_base(reference), scratch);
}

INDUSTRIA_INLINE void locational_gini(const TableView& table, std::span<const double> reference, std::span<Value> out) {
  detail::require_table("locational_gini", "table", table);
  detail::require_entries("locational_gini", "reference", reference.size(), table.columns);
  detail::require_entries("locational_gini", "out", out.size(), table.rows);
  const Value whole = detail::share_base(reference);
  std::vector<double> scratch(table.columns);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = detail::locational_gini_kernel(table.row(i), reference, whole, scratch);
}

INDUSTRIA_INLINE EllisonGlaeser ellison_glaeser(std::span<const double> plants, std::span<const std::size_t> region_of,
                                                std::span<const double> regions) {
  detail::require_plants(plants, region_of, regions.size());
  std::vector<double> scratch(regions.size());
  return detail::ellison_glaeser_kernel(plants, region_of, regions, detail::region_moments(regions), scratch);
}

INDUSTRIA_INLINE void ellison_glaeser(std::span<const double> plants, std::span<const std::size_t> region_of,
                                      std::span<const std::int64_t> offsets, std::span<const double> regions,
                                      std::span<EllisonGlaeser> out) {
  detail::require_plants(plants, region_of, regions.size());
  detail::require_entries("ellison_glaeser", "offsets", offsets.size(), out.size() + 1);
  if (offsets.front() != 0 || offsets.back() != static_cast<std::int64_t>(plants.size()) || !std::is_sorted(offsets.begin(), offsets.end())) {
    throw ShapeError("ellison_glaeser: offsets must rise from 0 to the number of plants, " + std::to_string(plants.size()));
  }
  const detail::RegionMoments moments = detail::region_moments(regions);
  std::vector<double> scratch(regions.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto from = static_cast<std::size_t>(offsets[i]);
    const std::size_t count = static_cast<std::size_t>(offsets[i + 1]) - from;
    out[i] = detail::ellison_glaeser_kernel(plants.subspan(from, count), region_of.subspan(from, count), regions, moments, scratch);
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
