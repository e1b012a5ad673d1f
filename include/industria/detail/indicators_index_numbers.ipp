// SPDX-License-Identifier: Apache-2.0
// Body of indicators/index_numbers.hpp: every formula reads strided columns, so that tables are never copied.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/indicators/index_numbers.hpp>

#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One period's prices (or quantities) of n products, `stride` apart.
struct ProductColumn {
  const double* data = nullptr;
  std::size_t stride = 1;
  [[nodiscard]] double operator[](std::size_t i) const noexcept { return data[i * stride]; }
};
/// Two periods of n products. `p` is what is compared, `q` what weighs.
struct ProductPair {
  std::size_t n = 0;
  ProductColumn p0{}, q0{}, p1{}, q1{};
};

/// Why a number cannot be a price or quantity.
[[nodiscard]] constexpr Reason product_reason(double x) noexcept {
  if (is_missing(x)) return Reason::missing;
  return x < 0.0 ? Reason::negative_base : Reason::none;
}

/// sum above / sum below, or why it cannot be given.
[[nodiscard]] inline Value ratio_of_sums(DoubleDouble above, DoubleDouble below) noexcept {
  if (below.rounded() == 0.0) return Reason::zero_base;
  return (above / below).rounded();
}

/// sum p1 w / sum p0 w for the weights weight(q0, q1) of which `needs_old`, `needs_new` say what they read.
template <class Weight>
[[nodiscard]] Value weighted_index(const ProductPair& x, bool needs_old, bool needs_new, Weight weight) noexcept {
  DoubleDouble above;
  DoubleDouble below;
  for (std::size_t i = 0; i < x.n; ++i) {
    if (x.p0[i] == 0.0 && x.p1[i] == 0.0) continue;
    const double q0 = needs_old ? x.q0[i] : 0.0;
    const double q1 = needs_new ? x.q1[i] : 0.0;
    for (const double q : {q0, q1}) {
      if (const Reason why = product_reason(q); why != Reason::none) return why;
    }
    const double w = weight(q0, q1);
    if (w == 0.0) continue;
    for (const double p : {x.p0[i], x.p1[i]}) {
      if (const Reason why = product_reason(p); why != Reason::none) return why;
    }
    above += two_product(x.p1[i], w);
    below += two_product(x.p0[i], w);
  }
  return ratio_of_sums(above, below);
}

/// The value of one period. What has no quantity has no value, whatever its price, and the other way round.
[[nodiscard]] inline Value product_value(std::size_t n, ProductColumn p, ProductColumn q) noexcept {
  DoubleDouble sum;
  for (std::size_t i = 0; i < n; ++i) {
    if (p[i] == 0.0 || q[i] == 0.0) continue;
    for (const double x : {p[i], q[i]}) {
      if (const Reason why = product_reason(x); why != Reason::none) return why;
    }
    sum += two_product(p[i], q[i]);
  }
  return sum.rounded();
}

[[nodiscard]] inline Value tornqvist_index(const ProductPair& x) noexcept {
  const Value v0 = product_value(x.n, x.p0, x.q0);
  const Value v1 = product_value(x.n, x.p1, x.q1);
  if (!v0) return v0;
  if (!v1) return v1;
  if (v0.value == 0.0 || v1.value == 0.0) return Reason::zero_base;
  DoubleDouble log_index;
  for (std::size_t i = 0; i < x.n; ++i) {
    // A share of zero in both periods is left out; the prices of any other product must be known and above zero.
    const double s0 = x.p0[i] == 0.0 || x.q0[i] == 0.0 ? 0.0 : x.p0[i] * x.q0[i] / v0.value;
    const double s1 = x.p1[i] == 0.0 || x.q1[i] == 0.0 ? 0.0 : x.p1[i] * x.q1[i] / v1.value;
    if (s0 == 0.0 && s1 == 0.0) continue;
    for (const double p : {x.p0[i], x.p1[i]}) {
      if (const Reason why = product_reason(p); why != Reason::none) return why;
      if (p == 0.0) return Reason::zero_base;
    }
    log_index += two_product(0.5 * (s0 + s1), std::log(x.p1[i] / x.p0[i]));
  }
  return std::exp(log_index.rounded());
}

[[nodiscard]] inline Value laspeyres_index(const ProductPair& x) noexcept {
  return weighted_index(x, true, false, [](double q0, double) { return q0; });
}
[[nodiscard]] inline Value paasche_index(const ProductPair& x) noexcept {
  return weighted_index(x, false, true, [](double, double q1) { return q1; });
}

[[nodiscard]] inline Value bilateral_index(IndexFormula formula, const ProductPair& x) noexcept {
  switch (formula) {
    case IndexFormula::laspeyres: return laspeyres_index(x);
    case IndexFormula::paasche: return paasche_index(x);
    case IndexFormula::fisher: {
      const Value laspeyres = laspeyres_index(x);
      const Value paasche = paasche_index(x);
      if (!laspeyres) return laspeyres;
      if (!paasche) return paasche;
      return std::sqrt(laspeyres.value) * std::sqrt(paasche.value);
    }
    case IndexFormula::tornqvist: return tornqvist_index(x);
    case IndexFormula::walsh:
      return weighted_index(x, true, true, [](double q0, double q1) { return std::sqrt(q0) * std::sqrt(q1); });
    case IndexFormula::marshall_edgeworth:
      return weighted_index(x, true, true, [](double q0, double q1) { return q0 + q1; });
  }
  return Reason::missing;
}

/// The products [first, last) of a table in two of its periods.
[[nodiscard]] inline ProductPair product_pair(const ProductTable& table, bool of_prices, std::size_t first, std::size_t last,
                                              std::size_t from, std::size_t to) noexcept {
  const double* p = (of_prices ? table.prices : table.quantities).data() + first * table.periods;
  const double* q = (of_prices ? table.quantities : table.prices).data() + first * table.periods;
  const std::size_t stride = table.periods;
  return {last - first, {p + from, stride}, {q + from, stride}, {p + to, stride}, {q + to, stride}};
}

/// Gives every period's index of the products [first, last) to put(t, value); direct or along the chain away from the base.
template <class Put>
void index_row(IndexFormula formula, const ProductTable& table, bool of_prices, IndexBase how, std::size_t base, std::size_t first,
               std::size_t last, Put put) {
  const auto link = [&](std::size_t from, std::size_t to) {
    return bilateral_index(formula, product_pair(table, of_prices, first, last, from, to));
  };
  if (how == IndexBase::fixed) {
    for (std::size_t t = 0; t < table.periods; ++t) put(t, link(base, t));
    return;
  }
  Value level = link(base, base);
  put(base, level);
  const auto carry_on = [&](const Value& step, bool forward) {
    if (level && step) {
      level = forward ? Value(level.value * step.value) : step.value == 0.0 ? Value(Reason::zero_base) : Value(level.value / step.value);
    } else if (level) {
      level = step;
    }
  };
  for (std::size_t t = base + 1; t < table.periods; ++t) {
    carry_on(link(t - 1, t), true);
    put(t, level);
  }
  level = link(base, base);
  for (std::size_t t = base; t-- > 0;) {
    carry_on(link(t, t + 1), false);
    put(t, level);
  }
}

inline void require_base_period(const char* function, const ProductTable& table, std::size_t base) {
  table.validate();
  if (base < table.periods) return;
  throw ValueError(std::string(function) + ": base is " + std::to_string(base) + ", expected a period below " +
                   std::to_string(table.periods));
}

[[nodiscard]] inline std::vector<Value> table_indices(const char* function, IndexFormula formula, const ProductTable& table,
                                                      bool of_prices, IndexBase how, std::size_t base) {
  require_base_period(function, table, base);
  std::vector<Value> out(table.periods);
  index_row(formula, table, of_prices, how, base, 0, table.products(), [&](std::size_t t, const Value& x) { out[t] = x; });
  return out;
}

inline void grouped_indices(const char* function, IndexFormula formula, const ProductTable& table, bool of_prices, IndexBase how,
                            std::size_t base, std::span<const std::int64_t> groups, std::span<double> out) {
  require_base_period(function, table, base);
  bool fits = !groups.empty() && groups.front() == 0 && groups.back() == static_cast<std::int64_t>(table.products());
  for (std::size_t g = 1; fits && g < groups.size(); ++g) fits = groups[g - 1] <= groups[g];
  if (!fits) throw ShapeError(std::string(function) + ": groups must go from 0 to the number of products without falling");
  if (out.size() != (groups.size() - 1) * table.periods) {
    throw ShapeError(std::string(function) + ": out has " + std::to_string(out.size()) + " entries, expected " +
                     std::to_string((groups.size() - 1) * table.periods) + " (groups x periods)");
  }
  for (std::size_t g = 0; g + 1 < groups.size(); ++g) {
    double* row = out.data() + g * table.periods;
    index_row(formula, table, of_prices, how, base, static_cast<std::size_t>(groups[g]), static_cast<std::size_t>(groups[g + 1]),
              [&](std::size_t t, const Value& x) { row[t] = x.value; });
  }
}

[[nodiscard]] inline ProductPair checked_pair(const char* function, std::span<const double> p0, std::span<const double> q0,
                                              std::span<const double> p1, std::span<const double> q1) {
  if (q0.size() != p0.size() || p1.size() != p0.size() || q1.size() != p0.size()) {
    throw ShapeError(std::string(function) + ": p0, q0, p1, q1 have " + std::to_string(p0.size()) + ", " + std::to_string(q0.size()) +
                     ", " + std::to_string(p1.size()) + ", " + std::to_string(q1.size()) + " entries, expected one size");
  }
  return {p0.size(), {p0.data()}, {q0.data()}, {p1.data()}, {q1.data()}};
}

}  // namespace detail

INDUSTRIA_INLINE const char* name(IndexFormula formula) noexcept {
  switch (formula) {
    case IndexFormula::laspeyres: return "laspeyres";
    case IndexFormula::paasche: return "paasche";
    case IndexFormula::fisher: return "fisher";
    case IndexFormula::tornqvist: return "tornqvist";
    case IndexFormula::walsh: return "walsh";
    case IndexFormula::marshall_edgeworth: return "marshall_edgeworth";
  }
  return "laspeyres";
}

INDUSTRIA_INLINE void ProductTable::validate() const {
  if (prices.size() != quantities.size() || (periods == 0 ? !prices.empty() : prices.size() % periods != 0)) {
    throw ShapeError("ProductTable: " + std::to_string(prices.size()) + " prices and " + std::to_string(quantities.size()) +
                     " quantities, expected as many of each, a multiple of " + std::to_string(periods) + " periods");
  }
}

INDUSTRIA_INLINE Value price_index(IndexFormula formula, std::span<const double> p0, std::span<const double> q0,
                                   std::span<const double> p1, std::span<const double> q1) {
  return detail::bilateral_index(formula, detail::checked_pair("price_index", p0, q0, p1, q1));
}
INDUSTRIA_INLINE Value quantity_index(IndexFormula formula, std::span<const double> p0, std::span<const double> q0,
                                      std::span<const double> p1, std::span<const double> q1) {
  return detail::bilateral_index(formula, detail::checked_pair("quantity_index", q0, p0, q1, p1));
}
INDUSTRIA_INLINE Value value_ratio(std::span<const double> p0, std::span<const double> q0, std::span<const double> p1,
                                   std::span<const double> q1) {
  const detail::ProductPair x = detail::checked_pair("value_ratio", p0, q0, p1, q1);
  const Value before = detail::product_value(x.n, x.p0, x.q0);
  const Value after = detail::product_value(x.n, x.p1, x.q1);
  if (!before) return before;
  if (!after) return after;
  return before.value == 0.0 ? Value(Reason::zero_base) : Value(after.value / before.value);
}

INDUSTRIA_INLINE std::vector<Value> price_indices(IndexFormula formula, const ProductTable& table, IndexBase how, std::size_t base) {
  return detail::table_indices("price_indices", formula, table, true, how, base);
}
INDUSTRIA_INLINE std::vector<Value> quantity_indices(IndexFormula formula, const ProductTable& table, IndexBase how,
                                                     std::size_t base) {
  return detail::table_indices("quantity_indices", formula, table, false, how, base);
}
INDUSTRIA_INLINE void price_indices(IndexFormula formula, const ProductTable& table, IndexBase how, std::size_t base,
                                    std::span<const std::int64_t> groups, std::span<double> out) {
  detail::grouped_indices("price_indices", formula, table, true, how, base, groups, out);
}
INDUSTRIA_INLINE void quantity_indices(IndexFormula formula, const ProductTable& table, IndexBase how, std::size_t base,
                                       std::span<const std::int64_t> groups, std::span<double> out) {
  detail::grouped_indices("quantity_indices", formula, table, false, how, base, groups, out);
}

}  // namespace industria::inline INDUSTRIA_ABI
